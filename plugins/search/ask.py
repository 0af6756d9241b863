"""A question to the server's index: text, filters, limit in; numbered, titled, dated hits out."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins import vocabulary
from plugins.search import corpus, filters, rank
from plugins.search import query as queries
from plugins.search.figures import MOST_TERMS, wanted
from plugins.search.research import Research
from plugins.search.upkeep import catch_up


@dataclass(frozen=True, slots=True)
class Hit:
    url: str
    title: str
    date: str  # 2022-04-15
    score: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its sentence; ``url`` leads to the sentence in its article."""

    value: str
    unit: str
    measure: str
    bodies: tuple[str, ...]
    term: str
    committee: str
    stage: str
    declared: bool
    quote: str
    url: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class Answer:
    """``dropped``: words that the best hits do without; ``corrected``: (typed, taken); ``loosened``: no such quoted run;
    ``figures``: those that the text asks for by measure and body or term."""

    total: int
    hits: tuple[Hit, ...]
    dropped: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    loosened: bool = False
    figures: tuple[Figure, ...] = ()


class UnknownFilter(ValueError):
    """A filter's name or date that nobody knows; the message is in Vietnamese."""


def query(folder: Path, text: str, asked: Mapping[str, str | Iterable[str]] | None = None, *, limit: int = 10, offset: int = 0,
          prefix: bool = False, newest: bool = False, say: Callable[[int, int], None] = lambda done, total: None) -> Answer:
    """Ask the index in *folder*, brought up to the last build first; *say* hears how that goes.

    Raises ``research.Damaged``, UnknownFilter or ``language.TooBroad``. *newest*: by date instead of by score.
    """
    folder = place(folder)
    catch_up(folder, say)
    index = Research(folder)
    try:
        return answer(index, text, asked, limit=limit, offset=offset, prefix=prefix, newest=newest)
    finally:
        index.close()


def place(folder: Path) -> Path:
    """The index of a build's cache folder, which itself will do."""
    return folder / "research" if (folder / "search" / corpus.FILE).is_file() else folder


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
    return Answer(found.total, tuple(shown), found.dropped, found.corrected, found.loosened, figures(index, text) if not offset else ())


def figures(index: Research, text: str, limit: int = 5) -> tuple[Figure, ...]:
    """The figures that *text* asks for, declared ones first, then those of the newest articles."""
    asked = wanted(queries.parse(text))
    if asked is None:
        return ()
    terms = [asked.term] if asked.term else sorted({t.decode("utf-8").partition(" ")[2] for t in index.reader.lexicon("measures")}, reverse=True)[:MOST_TERMS]
    holding = {n for term in terms for n in index.postings("measures", f"{asked.measure} {term}")[0]}
    found = []
    for number in sorted(holding, key=index.newness, reverse=True):
        stored = index.stored(number)
        for figure in json.loads(stored["figures"]):
            if figure["measure"] == asked.measure and figure["term"] in terms and (asked.body is None or asked.body in figure["bodies"]):
                found.append((figure, stored))
    found.sort(key=lambda pair: not pair[0]["declared"])
    return tuple(_figure(figure, stored) for figure, stored in found[:limit])


def _figure(figure: Mapping, stored: Mapping[str, str]) -> Figure:
    return Figure(
        figure["value"], figure["unit"], vocabulary.label("measure", figure["measure"]),
        tuple(vocabulary.label("body", b) for b in figure["bodies"] if b != "khac"), figure["term"], figure["committee"], figure["stage"],
        figure["declared"], figure["quote"], stored["url"] + (f"#{figure['anchor']}" if figure["anchor"] else ""), stored["title"], stored["date"])


def chosen(index: Research, asked: Mapping[str, str | Iterable[str]]) -> frozenset[int] | None:
    """The articles that the filters leave, or None where there are no filters. Several values of one filter: any of them."""
    left: set[int] | None = None
    for name, value in asked.items():
        values = [value] if isinstance(value, str) else list(value or ())
        values = [v for v in values if v.strip()]
        if not values:
            continue
        if name not in filters.HELP:
            raise UnknownFilter(f"không có bộ lọc '{name}' (có: {', '.join(filters.HELP)})")
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
