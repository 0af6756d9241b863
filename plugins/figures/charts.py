"""Bars of a chart as positions for the SVG template. Only persons are drawn, every bar with its own words.

Widths and heights are in the units of the picture's viewBox, which is as wide as a phone, so that its
letters are never smaller than the text around it.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from plugins.figures.summary import Chapter, Entry
from plugins.figures.tables import SHORT, Comparison, latest
from plugins.figures.units import counts_persons

WIDTH = 320
_LEFT = 92  # where bars begin, right of their labels
_LETTER = 8  # of the number after a bar
_OPEN = 14  # the dashed end of a bar that is at least so long
_GROUP = 30  # a group's heading
_BAR = 28  # from one bar to the next
_GAP = 12
DRAWN = ("planned", "removed", "added", "total")


@dataclass(frozen=True, slots=True)
class Bar:
    """``bound`` is "", "open" (at least so many), "below" (at most) or "about": drawn and said differently."""

    label: str
    value: str
    url: str
    kind: str
    bound: str
    declared: bool
    y: int
    x_end: str  # where the bar ends
    length: str
    text_x: str  # where its number begins


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """``id`` is unique in its page; ``summary`` says in words what the picture shows."""

    id: str
    title: str
    summary: str
    height: int
    groups: tuple[Group, ...]


_BOUNDS = {None: "", "gt": "open", "ge": "open", "lt": "below", "le": "below", "approx": "about"}


def _number(value: Decimal | float) -> str:
    """A coordinate with at most one decimal, without a trailing zero."""
    return f"{value:.1f}".removesuffix(".0")


def _top(entry: Entry) -> Decimal:
    return entry.figure.value_max or entry.figure.value


def _draw(id: str, title: str, groups: list[tuple[str, list[tuple[str, str, str, Entry]]]]) -> Chart | None:
    """*groups*: (heading, [(label, kind, number as said, entry)])."""
    groups = [(heading, bars) for heading, bars in groups if bars]
    most = max((_top(entry) for _, bars in groups for *_, entry in bars), default=Decimal(0))
    if most <= 0 or sum(len(bars) for _, bars in groups) < 2:
        return None
    room = max(len(text) for _, bars in groups for _, _, text, _ in bars) * _LETTER + _OPEN + 10
    y, drawn, told = 0, [], []
    for heading, bars in groups:
        top, made = y, []
        y += _GROUP
        for label, kind, text, entry in bars:
            length = max(_top(entry) / most * (WIDTH - _LEFT - room), Decimal(2 if entry.figure.value else 0))
            bound = _BOUNDS[entry.figure.qualifier]
            x = _LEFT + length + (_OPEN if bound == "open" else 0) + 6
            made.append(Bar(label, text, entry.sources[0].url, kind, bound, entry.declared, y, _number(_LEFT + length), _number(length), _number(x)))
            y += _BAR
        told.append(f"{heading}: " + ", ".join(f"{b.label.lower()} {b.value}" for b in made))
        drawn.append(Group(heading, top, tuple(made)))
        y += _GAP
    return Chart(id, title, "; ".join(told) + ".", y, tuple(drawn))


def _persons(entries: Iterable[Entry]) -> list[Entry]:
    return [e for e in entries if counts_persons(e.figure) and e.figure.value >= 0]


def of_chapter(chapter: Chapter, id: str, name: str) -> Chart | None:
    """Planned, removed, added and total of each body at the newest moment; sources that differ have a bar each."""
    groups = []
    for row in chapter.rows:
        bars = []
        for measure in DRAWN:
            found = _persons(latest(row.cell(measure)))
            for entry in found:
                stage = f" ({entry.stage})" if entry.stage and len(found) > 1 else ""
                bars.append((SHORT[measure], measure, entry.value + stage, entry))
        groups.append((row.label, bars))
    years = f", nhiệm kỳ {chapter.term.years}" if chapter.term else ""
    return _draw(id, f"{name}: số lượng theo từng chức danh{years}", groups)


def of_comparison(comparison: Comparison, id: str, name: str) -> Chart | None:
    """The same body and measure in two terms, one bar each."""
    groups = []
    for row in comparison.rows:
        bars = [(comparison.before.years, "before", e.value, e) for e in _persons(row.before)]
        bars += [(comparison.now.years, "now", e.value, e) for e in _persons(row.now)]
        groups.append((f"{row.label}: {SHORT[row.measure].lower()}", bars))
    return _draw(id, f"{name}: nhiệm kỳ {comparison.now.years} so với {comparison.before.years}", groups)
