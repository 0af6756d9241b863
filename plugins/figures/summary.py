"""Statements → what a term's page shows of one committee: a table of bodies and measures, and a list of the rest.

Nothing is added up. Entries of one cell stand side by side, newest first; where two sources say different
things of one body at one moment and stage, both are kept and marked.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plugins import vocabulary
from plugins.figures.statements import Statement
from plugins.figures.units import unit_class
from plugins.figures.wording import row_key, row_label, unit_text, value_text
from plugins.values import Figure, Term

OPEN = 2  # entries of a cell that stand open
SHOWN = 12  # entries of a cell that a page shows; the rest is in the files
OTHERS_SHOWN = 40  # rows of the list of other figures
# What planning is about: these make the table's columns, in the order in which they are read.
PLANNING = ("planned", "removed", "added", "retained", "total", "nominated", "elected", "ratio_to_current", "votes_percent")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number was said: the article and the address of the sentence in it."""

    url: str
    title: str
    day: date
    quote: str
    declared: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of a cell with all that say it.

    ``moment`` is the day it speaks of, ``differs`` true where another entry contradicts it. ``folded`` entries
    wait behind a click: the older ones, and the machine's where a person vouches for another number.
    """

    value: str
    unit: str
    stage: str  # Vietnamese label, or ""
    moment: date | None
    period: str
    note: str
    sources: tuple[Source, ...]
    differs: bool
    folded: bool
    figure: Figure  # one of those said, for charts and comparison

    @property
    def declared(self) -> bool:
        """Does any person vouch for it?"""
        return any(source.declared for source in self.sources)


@dataclass(frozen=True, slots=True)
class Cell:
    """A body × measure; no entries means that no text says it."""

    measure: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Row:
    key: tuple
    label: str
    cells: tuple[Cell, ...]

    @property
    def moment(self) -> date | None:
        """The one day that all its numbers speak of, so that it need be said but once; None where they differ."""
        held = [entry for cell in self.cells for entry in cell.entries]
        days = {entry.moment for entry in held}
        return days.pop() if len(days) == 1 else None

    def cell(self, measure: str) -> Cell:
        return next((c for c in self.cells if c.measure == measure), Cell(measure, ()))


@dataclass(frozen=True, slots=True)
class Other:
    """A figure outside planning: attendance, organisations, classes …"""

    measure: str
    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One committee in one term (None: no term named). ``weight`` counts the entries that a page shows."""

    committee: str | None
    term: Term | None
    measures: tuple[str, ...]
    rows: tuple[Row, ...]
    others: tuple[Other, ...]
    weight: int

    def row(self, key: tuple) -> Row | None:
        return next((r for r in self.rows if r.key == key), None)

    @property
    def has_unchecked(self) -> bool:
        """Does it show a number that only the machine has read?"""
        held = [c.entries for r in self.rows for c in r.cells] + [o.entries for o in self.others]
        return any(not entry.declared for entries in held for entry in entries)


def _source(statement: Statement) -> Source:
    return Source(statement.url, statement.article.title, statement.appeared, statement.figure.quote, statement.figure.declared)


def _said(figure: Figure) -> tuple:
    """What must be equal for two statements to say the same number."""
    return (figure.value, figure.value_max, figure.qualifier, figure.of)


def entries(group: Iterable[Statement]) -> tuple[Entry, ...]:
    """The entries of one cell: those that a person vouches for, newest first, then what only the machine has read.

    Sources stand declared first, then oldest first. Entries contradict one another only within the same kind:
    a machine that reads something else than a person declares casts no doubt on the person.
    """
    moments: dict[tuple, dict[tuple, list[Statement]]] = {}
    for statement in group:
        f = statement.figure
        moment = (statement.moment, f.period or "", f.stage or "", f.note or "", unit_class(f.unit, f.measure))
        moments.setdefault(moment, {}).setdefault(_said(f), []).append(statement)
    found = []
    for moment, values in moments.items():
        vouched = [any(s.figure.declared for s in same) for same in values.values()]
        for same, declared in zip(values.values(), vouched):
            found.append(((not declared, -max(s.day for s in same).toordinal(), same[0].url), moment, same, vouched.count(declared) > 1))
    found.sort(key=lambda item: item[0])
    vouched_for = bool(found) and not found[0][0][0]
    return tuple(
        _entry(moment, same, differs, (place >= OPEN and moment != found[0][1]) or (vouched_for and machine))
        for place, ((machine, _, _), moment, same, differs) in enumerate(found)
    )


def _entry(moment: tuple, same: list[Statement], differs: bool, folded: bool) -> Entry:
    day, period, stage, note, _ = moment
    figure = same[0].figure
    sources = tuple(sorted(map(_source, same), key=lambda s: (not s.declared, s.day, s.url)))
    return Entry(value_text(figure), unit_text(figure), vocabulary.label("stage", stage) if stage else "", day, period, note, sources, differs, folded, figure)


def _body_rank(key: tuple, label: str) -> tuple:
    order = vocabulary.ids("body")
    return ([order.index(body) for body in key[0]], label)


def chapter(committee: str | None, term: Term | None, group: Iterable[Statement]) -> Chapter:
    """What *group* (statements of one committee and one term) says."""
    cells: dict[tuple, dict[str, list[Statement]]] = {}
    rest: dict[tuple, list[Statement]] = {}
    labels: dict[tuple, str] = {}
    for statement in group:
        figure = statement.figure
        key = row_key(figure)
        labels.setdefault(key, row_label(figure))
        # A count of nobody knows whom would fill the table with silence.
        if figure.measure in PLANNING and key != (("khac",), ""):
            cells.setdefault(key, {}).setdefault(figure.measure, []).append(statement)
        else:
            rest.setdefault((figure.measure, key, unit_class(figure.unit, figure.measure)), []).append(statement)
    used = {measure for found in cells.values() for measure in found}
    measures = tuple(m for m in PLANNING if m in used)
    rows = tuple(
        Row(key, labels[key], tuple(Cell(m, entries(cells[key].get(m, ()))) for m in measures))
        for key in sorted(cells, key=lambda k: _body_rank(k, labels[k]))
    )
    order = vocabulary.ids("measure")
    others = tuple(
        Other(key[0], labels[key[1]] if key[1][0] != ("khac",) or key[1][1] else "", entries(found))
        for key, found in sorted(rest.items(), key=lambda item: (order.index(item[0][0]), _body_rank(item[0][1], labels[item[0][1]]), item[0][2]))
    )
    weight = sum(min(len(c.entries), SHOWN) for r in rows for c in r.cells)
    weight += sum(min(len(o.entries), SHOWN) for o in others[:OTHERS_SHOWN])
    return Chapter(committee, term, measures, rows, others, weight)


def chapters(found: Iterable[Statement]) -> Mapping[tuple[Term | None, str | None], Chapter]:
    """All chapters, by (term, committee's id)."""
    groups: dict[tuple, list[Statement]] = {}
    for statement in found:
        groups.setdefault((statement.figure.term, statement.committee), []).append(statement)
    return {key: chapter(key[1], key[0], group) for key, group in groups.items()}
