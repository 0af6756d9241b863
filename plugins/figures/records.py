"""Statements as flat records, one a figure, in the columns that ``columns.json`` describes."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from plugins import vocabulary
from plugins.figures.committees import Register
from plugins.figures.statements import Statement
from plugins.figures.wording import row_label
from plugins.values import Term

Value = str | Decimal | int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """``type`` is "string", "number", "integer" or "date"; ``width`` is in characters, for the workbook."""

    name: str
    title: str
    type: str
    width: int
    description: str
    constraints: dict | None = None


COLUMNS = tuple(Column(**entry) for entry in json.loads(Path(__file__).with_name("columns.json").read_text(encoding="utf-8")))


Record = tuple[tuple[Value, ...], ...]  # a row in pieces, as long as ``PIECES`` says
# Pieces that many rows share (whose, what, conference, article) are spelled once and used again.
PIECES = (4, 4, 8, 4, 4, 4)
STARTS = tuple(sum(PIECES[:n]) for n in range(len(PIECES)))
SHARED = (True, True, False, True, False, True)


@cache
def _term(term: Term | None) -> tuple[str | None, str | None]:
    return (term.years, vocabulary.label("family", term.family)) if term else (None, None)


@cache
def _what(bodies: tuple[str, ...], label: str, measure: str) -> tuple[Value, ...]:
    return (";".join(bodies), label, measure, vocabulary.label("measure", measure))


def record(statement: Statement, known: Register, root: str) -> Record:
    """One figure as a row of ``COLUMNS``, in pieces; *root* is the site's whole address, or "" where it is not known."""
    figure, article, conference = statement.figure, statement.article, statement.conference
    step = conference.step if conference else None
    source = article.source
    return (
        (*_term(figure.term), statement.committee, known.name(statement.committee) if statement.committee else None),
        _what(figure.bodies, row_label(figure), figure.measure),
        (figure.value, figure.value_max, figure.qualifier, figure.unit, figure.of, figure.stage, figure.as_of, figure.period),
        (conference.held, conference.kind, step.number if step else None, step.of if step else None) if conference else (None,) * 4,
        (figure.note, "declared" if figure.declared else "extracted", figure.quote or None, root + statement.url),
        (article.title, statement.appeared, source.name if source else None, source.url if source else None),
    )


def spell(records: Iterable[Record], piece: Callable[[int, tuple[Value, ...]], str]) -> Iterator[list[str]]:
    """Each record's pieces in one file's spelling: *piece* takes the number of the first column and the values."""
    seen: dict[tuple, str] = {}
    for row in records:
        parts = []
        for start, shared, values in zip(STARTS, SHARED, row):
            if not shared:
                parts.append(piece(start, values))
                continue
            text = seen.get((start, values))
            if text is None:
                text = seen[start, values] = piece(start, values)
            parts.append(text)
        yield parts


def flat(row: Record) -> tuple[Value, ...]:
    """A record as one value for each column."""
    return tuple(value for piece in row for value in piece)


def records(statements: Iterable[Statement], known: Register, root: str) -> list[Record]:
    """All records in the order of the files: newest article first, within it as the article has them."""
    return [record(statement, known, root) for statement in statements]
