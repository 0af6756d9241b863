"""Statements as flat records, one a figure, in the columns that ``columns.json`` describes."""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from plugins import vocabulary
from plugins.figures.committees import Register
from plugins.figures.statements import Statement, conference_of, published
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


@cache
def _term(term: Term | None) -> tuple[str | None, str | None]:
    return (term.years, vocabulary.label("family", term.family)) if term else (None, None)


def record(statement: Statement, known: Register, root: str) -> tuple[Value, ...]:
    """One figure as a row of ``COLUMNS``; *root* is the site's whole address, or "" where it is not known."""
    figure, article = statement.figure, statement.article
    conference = conference_of(article, figure)
    step = conference.step if conference else None
    source = article.source
    return (
        *_term(figure.term),
        statement.committee, known.name(statement.committee) if statement.committee else None,
        ";".join(figure.bodies), row_label(figure), figure.measure, vocabulary.label("measure", figure.measure),
        figure.value, figure.value_max, figure.qualifier, figure.unit, figure.of, figure.stage,
        figure.as_of, figure.period, conference.held if conference else None, conference.kind if conference else None,
        step.number if step else None, step.of if step else None, figure.note,
        "declared" if figure.declared else "extracted", figure.quote or None, root + statement.url,
        article.title, published(article), source.name if source else None, source.url if source else None,
    )


def records(statements: Iterable[Statement], known: Register, root: str) -> list[tuple[Value, ...]]:
    """All records in the order of the files: newest article first, within it as the article has them."""
    return [record(statement, known, root) for statement in statements]
