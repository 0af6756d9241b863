"""Corrections: every one of the site on a page and in a feed, newest first; and what changed between two texts."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from plugins.outputs import Output
from plugins.site_data import Content
from plugins.values import VIETNAM, Article

PAGE, FEED = "/dinh-chinh/", "/dinh-chinh/feed.xml"
FED = 50  # corrections in the feed
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_EMPTY = "1970-01-01T00:00:00+07:00"  # a feed must say when it changed, even one with nothing in it


@dataclass(frozen=True, slots=True)
class Told:
    """A correction with the article that it mends."""

    title: str
    url: str
    date: datetime
    note: str
    before: str | None
    after: str | None
    number: int = 1  # among those of its article, oldest first


def told(articles: Iterable[Article]) -> tuple[Told, ...]:
    """The corrections of *articles*, newest first."""
    found = [Told(a.title, a.url, c.date, c.note, c.before, c.after, number)
             for a in articles for number, c in enumerate(sorted(a.corrections, key=lambda c: c.date), 1)]
    return tuple(sorted(found, key=lambda c: (c.date.timestamp(), c.number, c.url), reverse=True))


def pages(content: Content, name: str, owner: str, siteurl: str) -> Iterator[Output]:
    """The page, grouped by year, and its Atom feed. Only listed articles are told of: what was withdrawn is gone."""
    found = told(content.listed)
    yield Output(PAGE.lstrip("/") + "index.html", "corrections.html", values=partial(values, found))
    yield Output(FEED.lstrip("/"), data=partial(feed, found[:FED], name, owner, siteurl))


def values(found: tuple[Told, ...]) -> dict[str, object]:
    """The variables of ``corrections.html``."""
    years: dict[int, list[Told]] = {}
    for one in found:
        years.setdefault(one.date.astimezone(VIETNAM).year, []).append(one)
    return {"years": tuple((year, tuple(ones)) for year, ones in years.items()), "count": len(found), "url": PAGE, "feed": FEED,
            "description": "Những chỗ đã sửa sau khi đăng: câu cũ, câu mới, lý do và ngày sửa."}


def feed(found: tuple[Told, ...], name: str, owner: str, siteurl: str) -> bytes:
    """Atom (RFC 4287) of *found*, newest first; *siteurl* is the site's whole address or ""."""
    moment = lambda date: date.astimezone(VIETNAM).isoformat(timespec="seconds")  # noqa: E731
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>', '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<title>{escape(f'Đính chính – {name}')}</title>", f"<id>{escape(_id(PAGE, siteurl))}</id>",
        f'<link rel="alternate" type="text/html" href={quoteattr(siteurl + PAGE)}/>', f'<link rel="self" type="application/atom+xml" href={quoteattr(siteurl + FEED)}/>',
        f"<updated>{moment(found[0].date) if found else _EMPTY}</updated>", f"<author><name>{escape(owner or name)}</name></author>",
    ]
    for one in found:
        said = [one.note, *([f"Trước đây viết: {one.before}"] if one.before else []), *([f"Nay sửa là: {one.after}"] if one.after else [])]
        lines += [
            "<entry>", f"<title>{escape(f'Đính chính: {one.title}')}</title>",
            f"<id>{escape(_id(f'{one.url}#dinh-chinh-{one.number}', siteurl))}</id>",
            f'<link rel="alternate" type="text/html" href={quoteattr(siteurl + one.url + "#dinh-chinh")}/>',
            f"<updated>{moment(one.date)}</updated>", f"<summary>{escape(chr(10).join(said))}</summary>", "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode("utf-8")


def _id(path: str, siteurl: str) -> str:
    return siteurl + path if siteurl else f"urn:nhiemky:{path.strip('/')}"


def changed(before: str, after: str) -> tuple[str, str]:
    """The sentences of *before* that are no more in *after*, and those that came; ("", "") where nothing changed.

    >>> changed("Một câu. Có 03 đồng chí.", "Một câu. Có 04 đồng chí.")
    ('Có 03 đồng chí.', 'Có 04 đồng chí.')
    """
    old, new = (["  ".join(part.split()).replace("  ", " ") for part in _SENTENCE.split(text) if part.strip()] for text in (before, after))
    gone, come = [], []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            gone += old[i1:i2]
            come += new[j1:j2]
    return " ".join(gone), " ".join(come)
