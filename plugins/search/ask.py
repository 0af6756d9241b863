"""A question to the server's index: text, filters, limit in; numbered, titled, dated hits out."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.search import filters, rank
from plugins.search.research import Research

FILTERS = (*filters.COLUMNS, "from", "to")


@dataclass(frozen=True, slots=True)
class Hit:
    url: str
    title: str
    date: str  # 2022-04-15
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """``dropped``: words that the best hits do without; ``corrected``: (typed, taken); ``loosened``: no such quoted run."""

    total: int
    hits: tuple[Hit, ...]
    dropped: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    loosened: bool = False


class UnknownFilter(ValueError):
    """A filter's name or date that nobody knows; the message is in Vietnamese."""


def query(folder: Path, text: str, asked: Mapping[str, str | Iterable[str]] | None = None, *, limit: int = 10, offset: int = 0,
          prefix: bool = False, newest: bool = False) -> Answer:
    """Ask the index in *folder*. Raises ``research.Damaged`` or UnknownFilter. *newest*: by date instead of by score."""
    index = Research(folder)
    try:
        return answer(index, text, asked, limit=limit, offset=offset, prefix=prefix, newest=newest)
    finally:
        index.close()


def answer(index: Research, text: str, asked: Mapping[str, str | Iterable[str]] | None = None, *, limit: int = 10, offset: int = 0,
           prefix: bool = False, newest: bool = False) -> Answer:
    """The same of an open index, for a server that keeps one."""
    from plugins.search import language

    allowed = chosen(index, asked or {})
    most = index.count if newest else limit + offset
    if language.is_meant(text):
        total, hits = language.search(index, text, most, allowed)
        found = rank.Ranked(tuple(hits), total, total)
    else:
        found = rank.search(index, text, index.newness, limit=most, prefix=prefix, allowed=allowed)
    hits = sorted(found.hits, key=lambda hit: index.newness(hit[0]), reverse=True) if newest else found.hits
    shown = []
    for number, score in hits[offset : offset + limit]:
        stored = index.stored(number)
        shown.append(Hit(stored["url"], stored["title"], stored["date"], score))
    return Answer(found.total, tuple(shown), found.dropped, found.corrected, found.loosened)


def chosen(index: Research, asked: Mapping[str, str | Iterable[str]]) -> frozenset[int] | None:
    """The articles that the filters leave, or None where there are no filters. Several values of one filter: any of them."""
    left: set[int] | None = None
    for name, value in asked.items():
        values = [value] if isinstance(value, str) else list(value or ())
        values = [v for v in values if v.strip()]
        if not values:
            continue
        if name not in FILTERS:
            raise UnknownFilter(f"không có bộ lọc '{name}' (có: {', '.join(FILTERS)})")
        if name in ("from", "to"):
            found = _days(index, name, values[0])
        else:
            found = set().union(*(index.postings(name, filters.key(name, v))[0] for v in values))
        left = found if left is None else left & found
    return None if left is None else frozenset(left)


def _days(index: Research, name: str, written: str) -> set[int]:
    from plugins.search.language import span

    first, last = span(written)
    if first is None:
        raise UnknownFilter(f"'{written}' không phải ngày (viết: 15/4/2022, 4/2022 hoặc 2022)")
    if name == "from":
        return {n for n in index.numbers() if index.day(n) >= first}
    return {n for n in index.numbers() if index.day(n) <= last}
