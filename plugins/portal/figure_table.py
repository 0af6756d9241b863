"""The figures of one article as tables: those that a person vouches for, and those that the machine read."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from plugins import vocabulary
from plugins.portal.conference_card import Named, committee_named
from plugins.site_data import SiteData
from plugins.values import Figure, Term
from plugins.vietnamese.dates import format_date
from plugins.vietnamese.numbers import format_number

# What the measure itself says about the unit where the text gave none.
UNITS = {"ratio_to_current": "lần", "votes_percent": "%", "percent": "%"}


class Name(Protocol):
    """What a figure is called for ever: in links and citations by ``id``, in older ones by an alias."""

    id: str
    aliases: tuple[str, ...]


class Marked(Protocol):
    """An article whose figures' words are marked: its HTML, its lead as HTML.

    ``names`` and ``placed`` go along with the figures. A placed figure's mark bears its id and aliases and leads
    back to ``bang-`` and that id; the others' rows must bear them.
    """

    html: str
    lead: str
    names: Sequence[Name]
    placed: Sequence[bool]


@dataclass(frozen=True, slots=True)
class FigureRow:
    id: str  # the figure's own, "bang-" before it where a mark in the text bears that; "" where nobody gave it one
    aliases: tuple[str, ...]  # older ids of a figure without a mark
    number: int  # the figure's place among all of the article, from 1
    body: str
    measure: str
    value: str  # "trên 1.000", "5–7", "30/32"
    unit: str
    notes: tuple[str, ...]
    quote: str
    mark: str  # the id of the mark in the text, "" where the words were not found


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """Rows of one committee and term."""

    term: Term | None
    committee: Named | None
    rows: tuple[FigureRow, ...]


def value_text(figure: Figure) -> str:
    """The number as the page shows it, its bound before it.

    >>> from decimal import Decimal
    >>> value_text(Figure(None, ("khac",), "attendance", Decimal(1000), qualifier="gt"))
    'trên 1.000'
    """
    text = format_number(figure.value)
    if figure.value_max is not None:
        text = f"{text}–{format_number(figure.value_max)}"
    if figure.of is not None:
        text = f"{text}/{format_number(figure.of)}"
    return f"{vocabulary.label('qualifier', figure.qualifier)} {text}" if figure.qualifier else text


def body_text(figure: Figure) -> str:
    """The bodies' names; the words of the text stand for a body that the vocabulary does not have."""
    names = [figure.body_text or vocabulary.label("body", body) if body == "khac" else vocabulary.label("body", body)
             for body in figure.bodies]
    if figure.body_text and "khac" not in figure.bodies:
        return figure.body_text
    return ", ".join(names)


def capital(text: str) -> str:
    """*text* with its first letter large and all others as they are.

    >>> capital("tổ kiểm phiếu của Đại hội")
    'Tổ kiểm phiếu của Đại hội'
    """
    return text[:1].upper() + text[1:]


def _notes(figure: Figure) -> tuple[str, ...]:
    found = [vocabulary.label("stage", figure.stage)] if figure.stage else []
    if figure.as_of:
        found.append(f"tính đến {format_date(figure.as_of)}")
    return (*found, *(text for text in (figure.period, figure.note) if text))


def blocks(figures: Sequence[Figure], data: SiteData, marked: Marked | None, *, declared: bool) -> tuple[FigureBlock, ...]:
    """Rows in the order of *figures*, gathered by committee and term; *marked* gives ids to what it knows."""
    gathered: dict[tuple, list[FigureRow]] = {}
    for place, figure in enumerate(figures):
        if figure.declared != declared:
            continue
        name, placed = (marked.names[place], marked.placed[place]) if marked else (None, False)
        row = FigureRow(
            id=f"bang-{name.id}" if placed else name.id if name else "",
            aliases=name.aliases if name and not placed else (),
            number=place + 1,
            body=capital(body_text(figure)),
            measure=vocabulary.label("measure", figure.measure),
            value=value_text(figure),
            unit=figure.unit or UNITS.get(figure.measure, ""),
            notes=_notes(figure),
            quote=figure.quote,
            mark=name.id if placed else "",
        )
        gathered.setdefault((figure.term, figure.committee), []).append(row)
    return tuple(FigureBlock(term, committee_named(committee, data) if committee else None, tuple(rows))
                 for (term, committee), rows in gathered.items())
