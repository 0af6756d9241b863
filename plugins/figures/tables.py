"""Tables made of chapters: one term against the one before, one term across committees, headline figures."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plugins import vocabulary
from plugins.figures.committees import Register
from plugins.figures.summary import Cell, Chapter, Entry
from plugins.figures.units import unit_class
from plugins.figures.wording import with_unit
from plugins.values import Term
from plugins.vietnamese.numbers import format_number

# The words of tiles, charts and heads of tables, where the vocabulary's labels are too long.
SHORT = {
    "planned": "Quy hoạch", "removed": "Đưa ra", "added": "Bổ sung", "retained": "Giữ nguyên", "total": "Hiện có",
    "nominated": "Giới thiệu", "elected": "Trúng cử", "ratio_to_current": "So với đương nhiệm", "votes_percent": "Tỷ lệ phiếu",
}
COMPARED = ("planned", "total")
_HEADLINE_BODIES = ("ban-chap-hanh", "ban-thuong-vu", "bi-thu", "pho-bi-thu", "uy-ban-kiem-tra")


def latest(cell: Cell) -> tuple[Entry, ...]:
    """What is said of the newest moment: one entry, or several where stages or sources differ.

    Where a person vouches for any number of the cell, the machine's own do not count.
    """
    if not cell.entries:
        return ()
    first = cell.entries[0]
    told = (first.moment, first.period, first.note, first.declared)
    return tuple(e for e in cell.entries if (e.moment, e.period, e.note, e.declared) == told)


def sole(cell: Cell) -> Entry | None:
    """The one exact number of the newest moment; None where there are several, a bound or a range."""
    found = latest(cell)
    if len(found) != 1:
        return None
    figure = found[0].figure
    return found[0] if figure.qualifier is None and figure.value_max is None else None


def _change(before: Cell, now: Cell) -> str:
    """The exact difference, signed; "" unless both sides are one exact number of the same unit and stage."""
    a, b = sole(before), sole(now)
    if a is None or b is None or a.stage != b.stage:
        return ""
    if unit_class(a.figure.unit, a.figure.measure) != unit_class(b.figure.unit, b.figure.measure):
        return ""
    change = b.figure.value - a.figure.value
    return ("+" if change > 0 else "−" if change < 0 else "") + format_number(abs(change))


@dataclass(frozen=True, slots=True)
class Compared:
    """One body and measure in two terms; ``change`` is "" where the two cannot be subtracted."""

    label: str
    measure: str
    before: tuple[Entry, ...]
    now: tuple[Entry, ...]
    change: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A committee's term beside an earlier one, of its own or of a committee it came from."""

    before: Term
    now: Term
    committee_before: str | None
    rows: tuple[Compared, ...]


def compare(now: Chapter, before: Chapter) -> Comparison | None:
    """The bodies that both chapters count, by what is planned and what stands; None where nothing meets.

    Two committees are never subtracted, even where one came from the other: it may have come from others as well.
    """
    rows, same = [], now.committee == before.committee
    for row in now.rows:
        earlier = before.row(row.key)
        for measure in COMPARED if earlier else ():
            a, b = earlier.cell(measure), row.cell(measure)
            if a.entries and b.entries:
                rows.append(Compared(row.label, measure, latest(a), latest(b), _change(a, b) if same else ""))
    return Comparison(before.term, now.term, before.committee, tuple(rows)) if rows else None


def term_before(term: Term, among: Iterable[Term]) -> Term | None:
    """The nearest earlier term of the same family."""
    earlier = [t for t in among if t.family == term.family and t.start < term.start]
    return max(earlier, key=lambda t: (t.start, t.end), default=None)


@dataclass(frozen=True, slots=True)
class Across:
    """One measure side by side in several chapters: a row for each, a column for each body of ``labels``."""

    measure: str
    labels: tuple[str, ...]
    rows: tuple[tuple[Chapter, tuple[tuple[Entry, ...], ...]], ...]
    left: int  # chapters that found no room


def across(found: Iterable[Chapter], limit: int) -> tuple[Across, ...]:
    """For each compared measure that two chapters or more give, a table of the first *limit*, in the order given.

    Only bodies that two of them count are worth a column.
    """
    tables = []
    chosen = list(found)
    for measure in COMPARED:
        rows: list[tuple[Chapter, dict[tuple, tuple[Entry, ...]]]] = []
        labels: dict[tuple, str] = {}
        for chapter in chosen:
            cells = {row.key: latest(row.cell(measure)) for row in chapter.rows if row.cell(measure).entries}
            if cells:
                labels.update((row.key, row.label) for row in chapter.rows if row.key in cells)
                rows.append((chapter, cells))
        common = [key for key in labels if sum(key in cells for _, cells in rows) > 1]
        rows = [(chapter, cells) for chapter, cells in rows if any(key in cells for key in common)]
        if len(rows) < 2:
            continue
        order = vocabulary.ids("body")
        keys = sorted(common, key=lambda k: ([order.index(b) for b in k[0]], labels[k]))
        table = tuple((chapter, tuple(cells.get(key, ()) for key in keys)) for chapter, cells in rows[:limit])
        tables.append(Across(measure, tuple(labels[k] for k in keys), table, max(0, len(rows) - limit)))
    return tuple(tables)


@dataclass(frozen=True, slots=True)
class Headline:
    """A number worth a tile: what it counts, and the entries that say it (several where sources differ)."""

    label: str
    body: str
    entries: tuple[Entry, ...]


def headlines(chapter: Chapter, limit: int = 5) -> tuple[Headline, ...]:
    """The plan of each main body: what is planned, else what stands after the last review."""
    found = []
    for body in _HEADLINE_BODIES:
        row = chapter.row(((body,), ""))
        if row is None:
            continue
        for measure in COMPARED:
            if entries := latest(row.cell(measure)):
                found.append(Headline(SHORT[measure], row.label, entries))
                break
    return tuple(found[:limit])


def principal(found: Iterable[Chapter], known: Register, owner: str | None) -> Chapter | None:
    """The chapter that stands for its term: the site's own committee's, else the one that says most."""
    named = [c for c in found if c.committee and c.rows]
    own = next((c for c in named if c.committee == owner), None)
    return own or min(named, key=lambda c: (-sum(len(cell.entries) for r in c.rows for cell in r.cells), known.rank(c.committee)), default=None)


def strip(chapter: Chapter | None) -> list[tuple[str, str, str]]:
    """Headlines for the front page: (label, value, address of the sentence); what sources dispute is left out."""
    if chapter is None:
        return []
    return [
        (f"{h.label} {h.body}", with_unit(h.entries[0].value, h.entries[0].unit), h.entries[0].sources[0].url)
        for h in headlines(chapter)
        if len(h.entries) == 1 and h.entries[0].declared
    ]
