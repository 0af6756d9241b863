"""Declared figures beside extracted ones: what a person vouches for first, then what only the machine has read."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from plugins import vocabulary
from plugins.values import Article, Figure, Term
from plugins.vietnamese.numbers import format_number

_END = re.compile(r"[.;!?…](?=\s)|\n")


@cache
def _words(kind: str, id: str) -> tuple[str, ...]:
    """Every way in which a text may name *id*, in lower case, with both places of the tone mark in uy."""
    both = {w for spelling in vocabulary.spellings(kind, id) for w in (spelling.lower(), spelling.lower().replace("ủy", "uỷ"))}
    return tuple(sorted(both, key=len, reverse=True))


@cache
def _spellings(value: Decimal) -> tuple[str, ...]:
    """The number as texts spell it: dots between thousands or none, comma or point for decimals."""
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return tuple(dict.fromkeys((plain, plain.replace(".", ","), format_number(value))))


_BEFORE = re.compile(r"(?:^|[^\d/.,-]|(?<!\d)[.,-])0*$")  # nothing that makes the digits part of a longer number or a date
_AFTER = re.compile(r"(?![\d/]|[.,]\d|-\w)")
_FRACTION = re.compile(r"\s*/\s*0*(\d+)(?![\d/])")


def _numbers(text: str, figure: Figure) -> Iterator[int]:
    """Where *text* spells the figure's number: as a whole, or as a fraction of ``of``; no part of a date or a document's number."""
    for spelling in _spellings(figure.value):
        at = text.find(spelling)
        while at >= 0:
            end = at + len(spelling)
            if _BEFORE.search(text, max(0, at - 12), at):
                fraction = _FRACTION.match(text, end) if figure.of is not None else None
                if _AFTER.match(text, end) or (fraction and int(fraction[1]) == figure.of):
                    yield at
            at = text.find(spelling, end)


def _sentence(text: str, at: int) -> tuple[int, int]:
    """Where the sentence around *at* begins and ends, without the space around it."""
    start = max(text.rfind("\n", 0, at) + 1, at - 1200)
    ends = [m.end() for m in _END.finditer(text, start, at)]
    start = ends[-1] if ends else start
    found = _END.search(text, at)
    end = found.end() if found and found[0] != "\n" else found.start() if found else len(text)
    while start < at and text[start].isspace():
        start += 1
    return start, end


def locate(text: str, figure: Figure) -> tuple[str, int]:
    """The sentence of *text* that says *figure*, and where it begins; ("", -1) where none surely does.

    A sentence must hold the number and name the measure or the body; the one that names most is taken.
    """
    if figure.quote:
        at = text.find(figure.quote)
        return (figure.quote, at)
    best, place = 0, None
    measure = _words("measure", figure.measure)
    bodies = [w for body in figure.bodies if body != "khac" for w in _words("body", body)]
    bodies += [figure.body_text.lower()] if figure.body_text else []
    for number in _numbers(text, figure):
        start, end = _sentence(text, number)
        said = text[start:end].lower()
        names_measure, names_body = any(w in said for w in measure), any(w in said for w in bodies)
        score = names_measure + names_body * 2 + bool(figure.unit and figure.unit.lower() in said[number - start:]) * 0.5
        if (names_measure or names_body) and score > best:
            best, place = score, (start, end)
    return (text[place[0]:place[1]], place[0]) if place else ("", -1)


def says(text: str, figure: Figure) -> bool:
    """Does *text* hold the figure's number anywhere, however it is spelled in digits?"""
    return next(_numbers(text, figure), None) is not None


def _same(declared: Figure, read: Figure) -> bool:
    """Do both say one thing? What a person left out, or the text does not say, does not part them."""
    if (declared.measure, declared.value, declared.value_max) != (read.measure, read.value, read.value_max):
        return False
    if declared.term and read.term and declared.term != read.term:
        return False
    return bool(set(declared.bodies) & set(read.bodies)) or "khac" in declared.bodies or "khac" in read.bodies


def combine(article: Article, extracted: Iterable[Figure] = ()) -> tuple[Figure, ...]:
    """The figures of *article*: declared ones in their order, with the words they stand in, then the machine's own.

    An extracted figure that says what a declared one says lends it its words and is dropped, and so is
    what the text merely says again.
    """
    left = list(extracted)
    found = []
    for figure in article.results:
        twins = [e for e in left if _same(figure, e)]
        if twins:
            left = [e for e in left if e not in twins]
        quote, start = figure.quote, figure.start
        if start < 0:
            lent = twins[0] if twins and not quote else None
            quote, start = (lent.quote, lent.start) if lent else locate(article.text, figure)
        changed = (quote, start, True) != (figure.quote, figure.start, figure.declared)
        found.append(replace(figure, quote=quote, start=start, declared=True) if changed else figure)
    once = {(e.term, e.bodies, e.body_text, e.measure, e.value, e.value_max, e.qualifier, e.unit, e.of): e for e in reversed(left)}
    return tuple(found) + tuple(replace(e, declared=False) if e.declared else e for e in reversed(once.values()))


def settle(figures: Iterable[Figure], terms: Iterable[Term]) -> tuple[Figure, ...]:
    """*figures* with the family that the site's own list gives their years, where it gives but one.

    >>> figure = Figure(Term(2021, 2026), ("chu-tich",), "planned", Decimal(3))
    >>> settle([figure], [Term(2021, 2026, "government")])[0].term.family
    'government'
    """
    families: dict[str, set[str]] = {}
    for term in terms:
        families.setdefault(term.years, set()).add(term.family)
    found = []
    for figure in figures:
        known = families.get(figure.term.years, ()) if figure.term else ()
        if len(known) == 1 and figure.term.family not in known:
            figure = replace(figure, term=replace(figure.term, family=next(iter(known))))
        found.append(figure)
    return tuple(found)
