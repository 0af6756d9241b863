"""The figures of one article as tables: those that a person vouches for, and those that the machine read."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plugins import vocabulary
from plugins.portal.conference_card import Named, committee_named
from plugins.values import Figure, SiteData, Term
from plugins.vietnamese.dates import format_date
from plugins.vietnamese.numbers import format_number

# What the measure itself says about the unit where the text gave none.
UNITS = {"ratio_to_current": "lần", "votes_percent": "%", "percent": "%"}


@dataclass(frozen=True, slots=True)
class FigureRow:
    id: str  # "bang-so-lieu-1", or "so-lieu-1" where no mark in the text bears that
    body: str
    measure: str
    value: str  # "trên 1.000", "5–7", "30/32"
    unit: str
    notes: tuple[str, ...]
    quote: str
    mark: str  # "so-lieu-1": where the words stand in the text, "" where they were not found


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


def row_ids(figures: Sequence[Figure]) -> tuple[str, ...]:
    """``so-lieu-N`` for declared figures, ``may-doc-N`` for the machine's, each counted from 1: other pages link to them.

    >>> from decimal import Decimal
    >>> row_ids([Figure(None, ("khac",), "other", Decimal(1), declared=True), Figure(None, ("khac",), "other", Decimal(2))])
    ('so-lieu-1', 'may-doc-1')
    """
    counts = {True: 0, False: 0}
    found = []
    for figure in figures:
        counts[figure.declared] += 1
        found.append(f"{'so-lieu' if figure.declared else 'may-doc'}-{counts[figure.declared]}")
    return tuple(found)


def blocks(figures: Sequence[Figure], data: SiteData, marks: Sequence[str], *, declared: bool) -> tuple[FigureBlock, ...]:
    """Rows in the order of *figures*, gathered by committee and term; *marks* goes along with *figures*."""
    gathered: dict[tuple, list[FigureRow]] = {}
    for figure, id, mark in zip(figures, row_ids(figures), marks, strict=True):
        if figure.declared != declared:
            continue
        row = FigureRow(
            id=f"bang-{id}" if mark else id,
            body=capital(body_text(figure)),
            measure=vocabulary.label("measure", figure.measure),
            value=value_text(figure),
            unit=figure.unit or UNITS.get(figure.measure, ""),
            notes=_notes(figure),
            quote=figure.quote,
            mark=mark,
        )
        gathered.setdefault((figure.term, figure.committee), []).append(row)
    return tuple(FigureBlock(term, committee_named(committee, data) if committee else None, tuple(rows))
                 for (term, committee), rows in gathered.items())
