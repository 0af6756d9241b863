"""What is carried from one count to the next, and what a count was found to mean."""
from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from plugins.figures.clauses import Mark, Segment
from plugins.values import Term

CORE = frozenset(("removed", "added", "retained", "total", "planned", "nominated", "elected"))
OTHER = frozenset(("other", "delta", "norm"))  # verbs whose counts are none of the planning measures
FLAGS = frozenset(("study", "vote", "after", "attendance", "ratio", "topic"))


@dataclass(slots=True)
class Context:
    """The verb, body and subject that a sentence may leave out because they were said before."""

    measure: str | None = None  # the last verb
    primary: str | None = None  # the last verb that came with a body of its own
    bodies: tuple[str, ...] = ()
    planning: bool = False  # "quy hoạch" was spoken of
    about_plans: bool = False  # the article speaks of planning
    titled_plans: bool = False  # its very title does
    about_congress: bool = False
    headed: bool = False  # a heading stands above the line
    flags: frozenset[str] = frozenset()  # what the sentence is about, besides
    holder: tuple[str, ...] = ()  # the post of the person last named or elected, for ballots
    congress: bool = False
    stage: str | None = None
    distant: str | None = None  # the verb of the paragraph before: "Ban Thường vụ có 17 đồng chí." goes on with it
    series: tuple[str, ...] = ()  # what the last figures of one body measured, in order
    series_of: tuple[str, ...] = ()  # that body
    series_before: tuple[str, ...] = ()  # the series as the sentence began
    ranked: int = 0  # how many terms the last list of numbers went with
    section: Context | None = None  # what the heading above the line gave: lines further below take it too
    lasting: tuple[str, ...] = ()  # the one body whose plan the paragraph before told: "Qua rà soát, đưa ra 9 đồng chí." goes on with it
    said: dict[Decimal, Found] = field(default_factory=dict)  # the numbers that the article gave so far

    def copy(self) -> Context:
        """A context of its own for another line."""
        return Context(self.measure, self.primary, self.bodies, self.planning, frozenset(), self.holder, self.congress)


@dataclass(slots=True)
class Found:
    """A count with its meaning; ``first`` and ``last`` are the tokens of its quote.

    ``parent`` is the figure that it is a part or a ratio of. One that is ``again`` is a whole, named to be split:
    "Trong 55 đồng chí, có …"; where that number was said before, ``origin`` is what said it.
    """

    segment: Segment
    measure: str
    bodies: tuple[str, ...]
    first: int
    last: int
    stage: str | None = None
    parent: Found | None = None
    named: tuple[int, int] | None = None  # the tokens that name the bodies
    again: bool = False
    origin: Found | None = None
    rank: tuple[int, int] | None = None  # place and length in a list of numbers that goes with a list of terms
    term: Term | None = None


def ids_of(marks: list[Mark]) -> tuple[str, ...]:
    """The ids of *marks*, each once, in order."""
    return tuple(dict.fromkeys(mark.id for mark in marks))


def found(segment: Segment, measure: str, bodies: tuple[str, ...], parent: Found | None, named: list[Mark], context: Context) -> Found:
    """A figure whose quote runs over the words that gave it its meaning, and to the clause's end where that is near."""
    count = segment.count
    own = [mark for mark in segment.marks if mark.kind in ("cue", "body", "stage")]
    first = min([mark.first for mark in own if mark.last <= count.first] + [count.first])
    last = max([mark.last for mark in own if mark.first >= count.last] + [count.last])
    if segment.last - last <= 8:
        last = segment.last
    name = (named[0].first, named[-1].last) if named and bodies == ids_of(named) else None
    return Found(segment, measure, bodies or ("khac",), max(first, segment.first), max(last, count.last), context.stage, parent, name)
