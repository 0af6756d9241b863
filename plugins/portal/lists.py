"""Listing pages: categories, tags, authors and the archive, and the indexes that lead to them."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from plugins.portal.cards import Cards
from plugins.portal.paging import page_path, paged
from plugins.portal.share import share_path
from plugins.portal.site import Site
from plugins.portal.taxonomy import Group, Month, by_author, by_category, by_month, by_series, by_tag, slug_of
from plugins.outputs import Output
from plugins.site_data import Content, Link, SectionNote
from plugins.values import VIETNAM, Article
from plugins.vietnamese.collate import person_key, sort_key

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


def category_pages(groups: dict[str, Group], site: Site, size: int, cards: Cards, notes: Mapping[str, SectionNote]) -> Iterator[Output]:
    by_slug = {slug_of(name): note for name, note in notes.items()}
    for section in site.sections:
        articles = groups[section.slug].articles
        yield from paged(articles, section.url, size, "list.html", cards, heading=section.name, kind="Chuyên mục", feed=section.feed,
                         places=(("Chuyên mục", "/chuyen-muc/"),), note=by_slug.get(section.slug, SectionNote()), share=share_path(section))
        yield newest(section.url, articles)
    yield index("/chuyen-muc/", "Tất cả chuyên mục", "Mọi chuyên mục của trang, kèm số bài.",
                [Entry(s.name, s.url, len(groups[s.slug].articles)) for s in site.sections])


def newest(url: str, articles: Sequence[Article]) -> Output:
    """``moi.json`` beside a list: its newest articles, for what the pages of older ones show once they have loaded."""
    return Output(f"{url.lstrip('/')}moi.json", data=partial(newest_json, tuple((a.url, a.title, a.date, a.date_basis) for a in articles[:NEWEST])))


def newest_json(articles: tuple[tuple[str, str, datetime | None, str], ...]) -> bytes:
    """``[{"url", "title", "date"}]``, newest first; a date only where it is that of publication."""
    told = [{"url": url, "title": title} | ({"date": f"{date.astimezone(VIETNAM):%Y-%m-%d}"} if date and basis == "published" else {})
            for url, title, date, basis in articles]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def tag_pages(groups: dict[str, Group], size: int, cards: Cards) -> Iterator[Output]:
    for group in groups.values():
        yield from paged(group.articles, group.url, size, "list.html", cards, heading=group.name, kind="Thẻ",
                         feed="", places=(("Thẻ", "/the/"),), note=SectionNote(), share="")
    entries = [Entry(g.name, g.url, len(g.articles)) for g in sorted(groups.values(), key=lambda g: sort_key(g.name))]
    yield index("/the/", "Thẻ", "Mọi thẻ, theo vần chữ cái, kèm số bài.", entries)


def series_pages(groups: dict[str, Group], size: int, cards: Cards) -> Iterator[Output]:
    for group in groups.values():
        yield from paged(group.articles, group.url, size, "list.html", cards, heading=group.name,
                         kind="Dòng sự kiện", feed="", places=(), note=SectionNote(), share="")
        yield newest(group.url, group.articles)


def author_pages(groups: dict[str, Group], size: int, cards: Cards) -> Iterator[Output]:
    for group in groups.values():
        yield from paged(group.articles, group.url, size, "list.html", cards, heading=group.name, kind="Tác giả",
                         feed="", places=(("Tác giả", "/tac-gia/"),), note=SectionNote(), share="")
    entries = [Entry(g.name, g.url, len(g.articles)) for g in sorted(groups.values(), key=lambda g: person_key(g.name))]
    yield index("/tac-gia/", "Tác giả", "Mọi người viết, xếp theo tên gọi, kèm số bài.", entries)


def index(url: str, heading: str, note: str, entries: list[Entry]) -> Output:
    return Output(path=page_path(url), template="index.html",
                  values={"url": url, "heading": heading, "note": note, "entries": tuple(entries)})


def days(articles: tuple[Article, ...], cards: Cards) -> tuple[Day, ...]:
    """Articles by day of Vietnam's time, newest first."""
    found: dict[date, list] = {}
    for article in articles:
        found.setdefault(article.date.astimezone(VIETNAM).date(), []).append(cards(article))
    return tuple(Day(day, tuple(shown)) for day, shown in found.items())


def archive_pages(months: tuple[Month, ...], cards: Cards) -> Iterator[Output]:
    """One page per month with articles, and ``/luu-tru/``, which counts them by year."""
    def shown(month: Month, around: dict[str, object]) -> dict[str, object]:
        return {"days": days(month.articles, cards), **around}

    for place, month in enumerate(months):
        newer, older = months[place - 1] if place else None, months[place + 1] if place + 1 < len(months) else None
        around = {
            "url": month.url, "heading": month.name,
            "newer": Link(newer.name, newer.url) if newer else None, "older": Link(older.name, older.url) if older else None,
        }
        yield Output(path=page_path(month.url), template="month.html", values=cards.shown(month.articles, around, partial(shown, month, around)))
    years: dict[int, dict[int, Entry]] = {}
    for month in months:
        years.setdefault(month.year, {})[month.month] = Entry(month.name, month.url, len(month.articles))
    yield Output(path=page_path("/luu-tru/"), template="archive.html", values={"url": "/luu-tru/", "years": years})


def pages(content: Content, site: Site, size: int, cards: Cards) -> Iterator[Output]:
    """Every listing page of the listed articles; *size* articles on a full page."""
    listed = content.listed
    yield from category_pages(by_category(listed), site, size, cards, content.data.sections)
    yield from tag_pages(by_tag(listed), size, cards)
    yield from author_pages(by_author(listed), size, cards)
    yield from series_pages(by_series(listed), size, cards)
    yield from archive_pages(by_month(listed), cards)
