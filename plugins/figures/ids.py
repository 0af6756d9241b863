"""The lasting id of each figure of an article, made of what it says and never of its place or its number.

``so-lieu-<years>-<body>-<measure>`` for declared figures, ``may-doc-…`` for the machine's; then, each only where
the figure itself says it: unit (other than the measure's own), stage, committee, day of the conference (where the
article tells of several), day, period, note. What is still alike is counted in the article's order.

Aliases keep older links alive: those that front matter names, for a figure whose term, body or measure was
corrected; an id that says less, for one that got a stage or a note later; and the machine's id of a figure
that a person has accepted since.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from plugins.figures.units import unit_class
from plugins.figures.wording import row_key
from plugins.values import Article, Figure
from plugins.vietnamese.text import slug

LIMIT = 40  # characters of one part that a person has written
DECLARED, READ = "so-lieu", "may-doc"


@dataclass(frozen=True, slots=True)
class Name:
    """``id`` is used in links, files and citations; ``aliases`` are further anchors at the same place."""

    id: str
    aliases: tuple[str, ...] = ()


@cache
def _slug(text: str) -> str:
    return slug(text, LIMIT)


@cache
def _unit(unit: str, measure: str) -> str:
    kind = unit_class(unit, measure)
    return "" if kind == unit_class(None, measure) else _slug(kind)


def _head(figure: Figure) -> str:
    bodies, told = row_key(figure)
    years = figure.term.years if figure.term else "khong-neu"
    # Hyphens for underscores, so that an address looks like all others.
    parts = (years, *bodies, _slug(told) if told else "", figure.measure.replace("_", "-"))
    return "-".join(filter(None, parts))


def _committee(article: Article, figure: Figure) -> str:
    """The figure's committee where it is not simply that of its conference."""
    if not figure.committee:
        return ""
    at = figure.conference
    asked = article.conferences if at is None or not 0 <= at < len(article.conferences) else (article.conferences[at],)
    named = {committee for conference in asked for committee in conference.committees}
    return "" if named == {figure.committee} else _slug(figure.committee)


def _tail(article: Article, figure: Figure) -> list[str]:
    """What the figure says besides, most telling first."""
    at = figure.conference
    several = at is not None and len(article.conferences) > 1 and 0 <= at < len(article.conferences)
    held = article.conferences[at].held or f"hoi-nghi-{at + 1}" if several else None
    told = (
        _unit(figure.unit, figure.measure) if figure.unit else "", figure.stage, _committee(article, figure),
        str(held) if held else "", figure.as_of.isoformat() if figure.as_of else "",
        _slug(figure.period) if figure.period else "", _slug(figure.note) if figure.note else "",
    )
    return [part for part in told if part]


def names(article: Article, figures: Sequence[Figure]) -> tuple[Name, ...]:
    """A name for each of *figures*, which are all that *article* states, declared ones first.

    >>> from decimal import Decimal
    >>> from plugins.values import Term
    >>> def told(value, **more): return Figure(Term(2025, 2030), ("bi-thu",), "planned", Decimal(value), declared=True, **more)
    >>> article = Article("tin/a.md", "A", "a")
    >>> [name.id for name in names(article, [told(3), told(4, stage="approved")])]
    ['so-lieu-2025-2030-bi-thu-planned', 'so-lieu-2025-2030-bi-thu-planned-approved']
    >>> names(article, [told(3)])[0].aliases
    ('may-doc-2025-2030-bi-thu-planned',)
    """
    forms = [_forms(article, figure) for figure in figures]
    taken: set[str] = set()
    ids = []
    for figure, (*_, full) in zip(figures, forms):
        ids.append(_free(f"{DECLARED if figure.declared else READ}-{full}", taken))
        taken.add(ids[-1])
    named = [tuple(_take(figure.aliases, taken)) for figure in figures]
    return tuple(Name(id, kept + tuple(_take(_derived(figure, told), taken))) for figure, id, kept, told in zip(figures, ids, named, forms))


def _forms(article: Article, figure: Figure) -> list[str]:
    """What the figure says, from least to all."""
    forms = [_head(figure)]
    for part in _tail(article, figure):
        forms.append(f"{forms[-1]}-{part}")
    return forms


def _free(id: str, taken: set[str]) -> str:
    found, number = id, 1
    while found in taken:
        number += 1
        found = f"{id}-{number}"
    return found


def _derived(figure: Figure, forms: Iterable[str]) -> list[str]:
    return [f"{prefix}-{form}" for prefix in ((DECLARED, READ) if figure.declared else (READ,)) for form in forms]


def _take(aliases: Iterable[str], taken: set[str]) -> Iterator[str]:
    for alias in aliases:
        if alias not in taken:
            taken.add(alias)
            yield alias
