"""Listing pages: categories, tags, authors and the archive, and the indexes that lead to them."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from plugins.portal.cards import Card, card
from plugins.portal.paging import page_path, paged
from plugins.portal.share import share_path
from plugins.portal.site import Site
from plugins.portal.taxonomy import Group, Month, by_author, by_category, by_month, by_series, by_tag, slug_of
from plugins.values import VIETNAM, Article, Content, Output, SectionNote
from plugins.vietnamese.collate import person_key, sort_key


Carded = Callable[[Article], Card]
NEWEST = 30  # articles in a list's ``moi.json``


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    articles: tuple


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an index: a name, its page and how many articles that holds."""

    name: str
    url: str
    count: int


def category_pages(groups: dict[str, Group], site: Site, size: int, carded: Carded, notes: Mapping[str, SectionNote]) -> Iterator[Output]:
    by_slug = {slug_of(name): note for name, note in notes.items()}
    for section in site.sections:
        cards = tuple(map(carded, groups[section.slug].articles))
        yield from paged(cards, section.url, size, "list.html", heading=section.name, kind="Chuyên mục", feed=section.feed,
                         places=(("Chuyên mục", "/chuyen-muc/"),), note=by_slug.get(section.slug, SectionNote()), share=share_path(section))
        yield newest(section.url, cards[:NEWEST])
    yield index("/chuyen-muc/", "Tất cả chuyên mục", "Mọi chuyên mục của trang, kèm số bài.",
                [Entry(s.name, s.url, len(groups[s.slug].articles)) for s in site.sections])


def newest(url: str, cards: tuple[Card, ...]) -> Output:
    """``moi.json`` beside a list: its newest articles, for what the pages of older ones show once they have loaded."""
    return Output(f"{url.lstrip('/')}moi.json", data=partial(newest_json, tuple((c.url, c.title, c.date, c.basis) for c in cards)))


def newest_json(cards: tuple[tuple[str, str, datetime | None, str], ...]) -> bytes:
    """``[{"url", "title", "date"}]``, newest first; a date only where it is that of publication."""
    told = [{"url": url, "title": title} | ({"date": f"{date.astimezone(VIETNAM):%Y-%m-%d}"} if date and basis == "published" else {})
            for url, title, date, basis in cards]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def tag_pages(groups: dict[str, Group], size: int, carded: Carded) -> Iterator[Output]:
    for group in groups.values():
        yield from paged(tuple(map(carded, group.articles)), group.url, size, "list.html", heading=group.name, kind="Thẻ",
                         feed="", places=(("Thẻ", "/the/"),), note=SectionNote(), share="")
    entries = [Entry(g.name, g.url, len(g.articles)) for g in sorted(groups.values(), key=lambda g: sort_key(g.name))]
    yield index("/the/", "Thẻ", "Mọi thẻ, theo vần chữ cái, kèm số bài.", entries)


def series_pages(groups: dict[str, Group], size: int, carded: Carded) -> Iterator[Output]:
    for group in groups.values():
        yield from paged(tuple(map(carded, group.articles)), group.url, size, "list.html", heading=group.name,
                         kind="Dòng sự kiện", feed="", places=(), note=SectionNote(), share="")
        yield newest(group.url, tuple(map(carded, group.articles[:NEWEST])))


def author_pages(groups: dict[str, Group], size: int, carded: Carded) -> Iterator[Output]:
    for group in groups.values():
        yield from paged(tuple(map(carded, group.articles)), group.url, size, "list.html", heading=group.name, kind="Tác giả",
                         feed="", places=(("Tác giả", "/tac-gia/"),), note=SectionNote(), share="")
    entries = [Entry(g.name, g.url, len(g.articles)) for g in sorted(groups.values(), key=lambda g: person_key(g.name))]
    yield index("/tac-gia/", "Tác giả", "Mọi người viết, xếp theo tên gọi, kèm số bài.", entries)


def index(url: str, heading: str, note: str, entries: list[Entry]) -> Output:
    return Output(path=page_path(url), template="index.html",
                  values={"url": url, "heading": heading, "note": note, "entries": tuple(entries)})


def days(articles: tuple[Article, ...], carded: Carded = card) -> tuple[Day, ...]:
    """Articles by day of Vietnam's time, newest first."""
    found: dict[date, list] = {}
    for article in articles:
        found.setdefault(article.date.astimezone(VIETNAM).date(), []).append(carded(article))
    return tuple(Day(day, tuple(cards)) for day, cards in found.items())


def archive_pages(months: tuple[Month, ...], carded: Carded) -> Iterator[Output]:
    """One page per month with articles, and ``/luu-tru/``, which counts them by year."""
    for place, month in enumerate(months):
        yield Output(path=page_path(month.url), template="month.html", values={
            "url": month.url,
            "heading": month.name,
            "days": days(month.articles, carded),
            "newer": months[place - 1] if place else None,
            "older": months[place + 1] if place + 1 < len(months) else None,
        })
    years: dict[int, dict[int, Entry]] = {}
    for month in months:
        years.setdefault(month.year, {})[month.month] = Entry(month.name, month.url, len(month.articles))
    yield Output(path=page_path("/luu-tru/"), template="archive.html", values={"url": "/luu-tru/", "years": years})


def pages(content: Content, site: Site, size: int, carded: Carded = card) -> Iterator[Output]:
    """Every listing page of the listed articles; *size* articles on a full page."""
    listed = content.listed
    yield from category_pages(by_category(listed), site, size, carded, content.data.sections)
    yield from tag_pages(by_tag(listed), size, carded)
    yield from author_pages(by_author(listed), size, carded)
    yield from series_pages(by_series(listed), size, carded)
    yield from archive_pages(by_month(listed), carded)
