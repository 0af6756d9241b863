"""What is carried from one count to the next, and what a count was found to mean."""
from __future__ import annotations

from dataclasses import dataclass

from plugins.figures.clauses import Mark, Segment

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
    flags: frozenset[str] = frozenset()  # what the sentence is about, besides
    holder: tuple[str, ...] = ()  # the post of the person last named or elected, for ballots
    congress: bool = False
    stage: str | None = None
    listed: tuple[str, ...] = ()  # the bodies of the line before, for a line that says "tương ứng"
    distant: str | None = None  # the verb of the paragraph before: "Ban Thường vụ có 17 đồng chí." goes on with it

    def copy(self) -> Context:
        """A context of its own for another line."""
        return Context(self.measure, self.primary, self.bodies, self.planning, frozenset(), self.holder, self.congress)


@dataclass(slots=True)
class Found:
    """A count with its meaning; ``first`` and ``last`` are the tokens of its quote.

    ``parent`` is the figure that it is a part or a ratio of; a ``silent`` figure only serves as one
    ("Trong 55 đồng chí, có …" says again what was said).
    """

    segment: Segment
    measure: str
    bodies: tuple[str, ...]
    first: int
    last: int
    stage: str | None = None
    parent: Found | None = None
    body_mark: Mark | None = None
    silent: bool = False
    rank: tuple[int, int] | None = None  # place and length in a list of numbers that goes with a list of terms


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
    mark = named[0] if named and bodies and named[0].id == bodies[0] else None
    return Found(segment, measure, bodies or ("khac",), max(first, segment.first), max(last, count.last), context.stage, parent, mark)
