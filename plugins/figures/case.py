"""A count with what its sentence says around it: what the rules of ``units_first`` and ``wholes`` look at."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from plugins.figures.clauses import Mark, Segment
from plugins.figures.context import Context, Found, found, ids_of
from plugins.figures.counts import Count
from plugins.figures.grammar import Grammar
from plugins.figures.shares import cue_ids

NO_FIGURE = object()  # a rule's answer where the count is none: "mỗi người không quá 3 chức danh"


@dataclass(slots=True)
class State:
    """What a sentence has said so far, besides what goes on into the next."""

    role: dict[int, str] = field(default_factory=dict)  # of the bodies, by their tokens
    here: list[Mark] = field(default_factory=list)  # the bodies that are counted
    office: bool = False  # the sentence says to which post somebody is elected
    classes: bool = False  # a number of classes was given: the next counts their learners
    led: bool = False  # the clause before says what kind of people is counted
    delta: bool = False  # the count before told a rise or a fall
    voting: bool = False  # the clause before, without a count, spoke of ballots
    among: bool = False  # a kind of people is counted among those of a plan
    closed: bool = False  # the clause before, without a count, said all of its bodies: "Bí thư không thay đổi"
    supposed: int = -1  # the token from which on the sentence only supposes: "giả sử …"; -1 where it does not
    aimed: int = -1  # the token from which on it tells of aims: "phấn đấu …"
    header: Mark | None = None  # the verb of a list after a colon
    parted: tuple[Mark, Segment] | None = None  # the end of a verb that the counts stand inside, and its clause

    def counted(self, segment: Segment) -> list[Mark]:
        return [mark for mark in segment.of("body") if self.role.get(mark.first) == "counted"]


@dataclass(slots=True)
class Case:
    """The count of ``segments[place]``.

    ``named`` are the bodies named for it, after the number where it ``follows``; ``cue`` is the verb of the clauses
    before that have no count; ``parent`` the whole that it may be a part of, ``before`` the last whole, ``previous``
    the last figure, ``alone`` the figure of the sentence before where all of that are of one body.
    ``action``, the verb that governs, and ``ids`` are settled by the rules.
    """

    words: list[str]
    grammar: Grammar
    context: Context
    state: State
    segments: list[Segment]
    place: int
    named: list[Mark]
    follows: bool
    cue: Mark | None
    parent: Found | None
    before: Found | None
    previous: Found | None
    alone: Found | None
    note: Callable[[Segment], None]  # takes in what a later clause says of stage and planning
    mixed: bool = False  # the sentence has given wholes of several bodies
    action: Mark | None = None
    ids: tuple[str, ...] = ()
    segment: Segment = field(init=False)
    count: Count = field(init=False)
    unit: str = field(init=False)
    cues: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.ids = ids_of(self.named)
        self.segment = self.segments[self.place]
        self.count = self.segment.count
        self.unit = self.count.unit
        self.cues = cue_ids(self.segment)

    @property
    def counted(self) -> Callable[[Segment], list[Mark]]:
        return self.state.counted

    @property
    def nearest(self) -> tuple[str, ...]:
        """The bodies named for the count, else those of the last whole."""
        return self.ids or (self.before.bodies if self.before is not None else ())

    def found(self, measure: str, bodies: tuple[str, ...] = (), parent: Found | None = None) -> Found:
        return found(self.segment, measure, bodies, parent, self.named if bodies else [], self.context)
