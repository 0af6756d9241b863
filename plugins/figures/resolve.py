"""What each count of a sentence measures, of which body: the verb and the body may stand before it, after it,
in an earlier clause, or in the heading above."""
from __future__ import annotations

from dataclasses import dataclass, field

from plugins.figures.bodies import roles
from plugins.figures.clauses import Line, Mark, Segment
from plugins.figures.grammar import Grammar

CORE = frozenset(("removed", "added", "retained", "total", "planned", "nominated", "elected"))
_PEOPLE = frozenset(("person", "post_holder", "member", "post", "", "delegate"))
_COPULA = frozenset(("còn", "gồm", "là", "có", ":", "đạt", "với"))
_FLAGS = ("study", "vote", "after", "attendance", "ratio", "topic")


@dataclass(slots=True)
class Context:
    """What is carried from count to count: within a sentence, a paragraph, and from a heading to its list."""

    measure: str | None = None  # the last verb
    primary: str | None = None  # the last verb that came with a body of its own
    bodies: tuple[str, ...] = ()
    planning: bool = False  # "quy hoạch" was spoken of
    flags: frozenset[str] = frozenset()
    holder: tuple[str, ...] = ()  # the post of the person last named or elected, for ballots
    congress: bool = False
    stage: str | None = None

    def copy(self) -> Context:
        return Context(self.measure, self.primary, self.bodies, self.planning, self.flags, self.holder, self.congress, self.stage)


@dataclass(slots=True)
class Found:
    """A count with its meaning; ``first`` and ``last`` are the tokens of its quote."""

    segment: Segment
    measure: str
    bodies: tuple[str, ...]
    first: int
    last: int
    stage: str | None = None
    parent: Found | None = None
    body_mark: Mark | None = None
    numbers: list = field(default_factory=list)


def _ids(marks: list[Mark]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.id for mark in marks))


def _adjacent(words: list[str], mark: Mark, count_first: int) -> bool:
    between = words[mark.last:count_first]
    return len(between) <= 1 and all(word in _COPULA or word in ("được", "đối", "mới") for word in between)


def local_action(segment: Segment, words: list[str]) -> Mark | None:
    """The verb of the segment's own count: the weightiest, and of equals the nearest one before the number."""
    count = segment.count
    best: tuple[float, int, int] | None = None
    chosen: Mark | None = None
    for mark in segment.of("cue"):
        if mark.id in _FLAGS or mark.id == "trait" or mark.weight == 0:
            continue
        before = mark.last <= count.first
        if mark.before_number and not (before and _adjacent(words, mark, count.first)):
            continue
        distance = count.first - mark.last if before else mark.first - count.last
        rank = (mark.weight, 1 if before else 0, -distance)
        if best is None or rank > best:
            best, chosen = rank, mark
    return chosen


class Reader:
    """Reads the counts of one sentence after another; the context goes from each to the next."""

    def __init__(self, line: Line, grammar: Grammar, context: Context) -> None:
        self.words = line.words
        self.grammar = grammar
        self.context = context
        self.listed: list[Mark] = []  # the bodies of the sentence before, for "lần lượt"
        self._last: list[Mark] = []

    def sentence(self, segments: list[Segment]) -> list[Found]:
        """The figures of one sentence, in order."""
        role = roles(self.words, segments, self.grammar)
        self.listed, self._last = self._last, [m for part in segments for m in part.of("body") if role.get(m.first) == "counted"]
        found: list[Found] = []
        pending: list[Mark] = []
        pending_cue: Mark | None = None
        parent: Found | None = None
        self.context.flags = frozenset()
        self.classes = False
        before: Found | None = None
        for place, segment in enumerate(segments):
            self._note(segment)
            bodies = [mark for mark in segment.of("body") if role.get(mark.first) == "counted"]
            persons = [mark for mark in segment.of("body") if role.get(mark.first) == "person"]
            if persons:
                self.context.holder = _ids(persons)
            if segment.opener == ";" or parent and parent.segment.depth > segment.depth:
                parent = None
            if segment.count is None:
                if segment.opener in (".", ";") or found and not pending and before is not None:
                    pending = []
                pending.extend(bodies)
                cues = [m for m in segment.of("cue") if m.weight >= 2 and m.id in CORE | {"other", "attendance"} and not m.before_number]
                if cues:
                    pending_cue = max(cues, key=lambda m: m.weight)
                    if pending_cue.id == "planned" and self.context.measure == "nominated":
                        pending_cue = None
                continue
            if segment.opener == "sub" and before is not None and not pending and not pending_cue:
                parent = parent or before
            figure = self._figure(segments, place, bodies, pending, pending_cue, parent, before, role)
            pending, pending_cue = [], None
            if figure is not None:
                if parent is not None and figure.parent is None:
                    parent = None
                found.append(figure)
                if figure.measure not in ("percent", "votes_percent"):
                    before = figure if parent is None else before
        return found

    def announce(self, segments: list[Segment]) -> None:
        """Take in what a heading says: its verb and its body hold for the list below."""
        role = roles(self.words, segments, self.grammar)
        bodies = [mark for part in segments for mark in part.of("body") if role.get(mark.first) == "counted"]
        cues = [mark for part in segments for mark in part.of("cue") if mark.id in CORE and not mark.before_number]
        for part in segments:
            self._note(part)
        if cues:
            self.context.measure = max(cues, key=lambda mark: mark.weight).id
            self.context.primary = self.context.measure
        if bodies:
            self.context.bodies = _ids(bodies)

    def _note(self, segment: Segment) -> None:
        ids = {mark.id for mark in segment.of("cue")}
        flags = {flag for flag in _FLAGS if flag in ids}
        if any(mark.kind == "stage" for mark in segment.marks):
            self.context.stage = segment.of("stage")[0].id
        if flags:
            self.context.flags |= flags
        if ids & {"planned", "removed", "retained"}:
            self.context.planning = True
        if segment.count is not None and segment.count.unit == "class":
            self.classes = True

    def _bodies(self, segments: list[Segment], place: int, own: list[Mark], pending: list[Mark], role: dict[int, str]) -> tuple[list[Mark], bool]:
        """The bodies named for the count at *place* itself, and whether they follow it."""
        count = segments[place].count
        after = [mark for mark in own if mark.first >= count.number]
        before = [mark for mark in own if mark.first < count.number]
        if after:
            later: list[Mark] = []
            following = place + 1
            while following < len(segments) and segments[following].count is None and segments[following].opener in (",", "soft"):
                later += [m for m in segments[following].of("body") if role.get(m.first) == "counted"]
                following += 1
            ends = following >= len(segments) or segments[following].opener in (";", ".", "sub", "(")
            if not ends and segments[following].count is not None:
                number = segments[following].count.number
                next_own = [m for m in segments[following].of("body") if role.get(m.first) == "counted"]
                ends = bool(next_own) and next_own[0].first >= number
            if later and ends and segments[place + 1].of("body") and segments[place + 1].of("body")[0].first - segments[place + 1].first <= 1:
                return after + later, True
            return after, True
        if before:
            if pending and segments[place].opener in (",", "soft") and before[0].first - segments[place].first <= 1:
                return pending + before, False
            return before, False
        return pending, False

    def _figure(self, segments, place, own, pending, pending_cue, parent, before, role) -> Found | None:
        segment = segments[place]
        count = segment.count
        context = self.context
        named, follows = self._bodies(segments, place, own, pending, role)
        ids = _ids(named)
        action = local_action(segment, self.words)
        cue_ids = {mark.id for mark in segment.of("cue")}
        traits = "trait" in cue_ids
        measure, bodies, sub = None, ids, None
        unit = count.unit
        if unit == "percent":
            measure = self._percent(segment, cue_ids, before)
            if not ids:
                bodies = (before.bodies if before and segment.opener in ("(", ",", "soft", "sub", "-") and self._attached(segment) else ())
            if measure == "votes_percent" and not ids:
                bodies = context.holder or bodies
            return self._done(segment, measure, bodies, parent or before, named)
        if unit == "times":
            return self._ratio(segment, segments, place, ids, cue_ids, before, named)
        if unit == "vote":
            measure = "votes_percent" if count.of is not None or self._approving(segment) else "other"
            return self._done(segment, measure, ids or context.holder, before, named)
        if unit == "organisation":
            return self._done(segment, "organisations", (), None, [])
        if unit == "class":
            return self._done(segment, "classes", (), None, [])
        if unit == "learner":
            return self._done(segment, "learners", (), None, [])
        if unit == "conference":
            return None
        strong = action is not None and action.id in CORE | {"other", "delta", "norm"}
        if parent is not None and not (strong and action.last <= count.first and action.weight >= 3):
            sub = parent
            if parent.measure in CORE:
                measure = parent.measure if ids and not traits else "other"
            elif parent.measure in ("learners", "delegates", "organisations"):
                measure = parent.measure if unit in ("person", "delegate", "member") else "other"
            else:
                measure = "other"
            return self._done(segment, measure, ids if ids and measure != "other" else parent.bodies, sub, named)
        if unit == "":
            if not self._bare(segment, named, action, pending_cue, cue_ids):
                return None
        if action is not None and action.id in ("norm", "delta"):
            return self._done(segment, "other", ids or (before.bodies if before else ()), before, named)
        if unit == "delegate" and not (action is not None and action.id in ("elected", "added", "nominated")):
            return self._done(segment, self._delegates(segment, cue_ids), (), None, [])
        ahead = None
        if action is None or action.id in ("attendance",):
            ahead = self._ahead(segments, place)
        if ahead is not None:
            action = ahead
        if action is not None and action.id == "other":
            context.measure = context.primary = "other"
            if self.classes or "study" in cue_ids and unit in ("person", "member"):
                pass
            return self._done(segment, "other", ids if follows else (), None, named)
        if action is None and unit in ("person", "member", "post_holder") and not pending_cue:
            if self.classes or "study" in context.flags and context.measure not in CORE:
                return self._done(segment, "learners", (), None, [])
        if action is None and pending_cue is not None and pending_cue.id != "attendance":
            action = pending_cue
        if action is not None and action.id == "attendance" or action is None and "attendance" in context.flags and context.measure not in CORE:
            if unit in ("person", "post_holder", "member", ""):
                return self._done(segment, "attendance", ids if follows else (), None, named)
        if traits and action is None:
            return self._done(segment, "other", ids or (before.bodies if before else ()), before, named)
        if unit == "member" and (action is None or action.id not in ("elected", "nominated", "removed", "added", "planned")):
            return self._done(segment, "other", (), None, [])
        if action is not None:
            measure = self._adjust(segment, segments, place, action)
            body_ids = ids or context.bodies
            if measure == "total" and not (body_ids or context.planning):
                return self._done(segment, "other", (), None, named)
            context.measure = measure
            if ids and measure != "total" or (ids and context.primary is None) or measure == "total" and own:
                context.primary = measure
        else:
            carried = context.primary if ids and context.primary else context.measure
            if carried is None or count.worded and not ids:
                if unit == "" or count.worded or unit == "post":
                    return None
                return self._done(segment, "other", ids if follows else (), None, named)
            measure = carried
            if measure in ("other",):
                return self._done(segment, "other", ids if follows else (), None, named)
        if count.worded and action is None and not ids:
            return None
        if unit == "post" and not ids:
            ids = ("khac",)
        if ids:
            context.bodies = ids
        bodies = ids or (context.bodies if measure != "elected" or unit != "delegate" else ())
        if unit == "delegate":
            bodies = ()
        if measure == "elected":
            context.holder = bodies
        return self._done(segment, measure, bodies, None, named)

    def _adjust(self, segment: Segment, segments: list[Segment], place: int, action: Mark) -> str:
        """The measure of *action* in its surroundings: who is introduced for planning is planned,
        and a plan that "now is" a number is a total."""
        words, count = self.words, segment.count
        planning = any(mark.id == "planned" for mark in segment.of("cue"))
        if action.id == "nominated" and planning:
            return "planned"
        if action.id == "planned" and action.weight <= 2 and "after" in self.context.flags:
            lead = words[count.first - 1] if count.first > segment.first else ""
            if lead in _COPULA:
                return "total"
        return action.id

    def _ahead(self, segments: list[Segment], place: int) -> Mark | None:
        """A verb that follows its number after a comma: "9 đồng chí quá tuổi, đề nghị đưa ra khỏi quy hoạch"."""
        for segment in segments[place + 1:]:
            if segment.count is not None or segment.opener not in (",", "soft"):
                return None
            strong = [m for m in segment.of("cue") if m.id in ("removed", "retained", "added", "elected") and m.weight >= 4 and not m.before_number]
            if strong:
                return strong[0]
        return None

    def _bare(self, segment: Segment, named: list[Mark], action: Mark | None, pending_cue: Mark | None, cue_ids: set[str]) -> bool:
        """Whether a number without a unit is one that counts: right after a body or a verb, or before "vào Ban …"."""
        count, words = segment.count, self.words
        if count.value != count.value.to_integral_value() or count.value > 20000:
            return False
        following = words[count.last] if count.last < len(words) else ""
        if following and following not in ",;.)(" and following not in ("và", "vào", "ở", "cho", "trong", "còn", "đạt", "chiếm"):
            return any(mark.first == count.last for mark in named)
        lead = count.first
        while lead > segment.first and words[lead - 1] in (*_COPULA, "được"):
            lead -= 1
        if "vote" in cue_ids and count.of is not None:
            return True
        if any(mark.last <= lead and lead - mark.last <= 6 for mark in named):
            return self.context.measure in CORE or action is not None or pending_cue is not None
        ends = {mark.last for mark in segment.of("cue") if mark.id not in _FLAGS}
        return lead in ends or segment.first == lead and segment.opener in (":", "sub") and (bool(named) or pending_cue is not None)

    def _percent(self, segment: Segment, cue_ids: set[str], before: Found | None) -> str:
        count = segment.count
        votes = [mark for mark in segment.of("cue") if mark.id in ("vote",)]
        if votes:
            return "votes_percent"
        if before is not None and before.measure == "votes_percent" and segment.opener in ("(", ",", "soft"):
            return "votes_percent"
        return "percent"

    def _attached(self, segment: Segment) -> bool:
        """Whether a percentage says how large a part the count before it is: "(26%)", "chiếm 26%"."""
        lead = self.words[segment.first:segment.count.first]
        return all(word in ("đạt", "chiếm", "tỷ", "lệ", "bằng", "là", "tương", "đương", "với", "(", ",") for word in lead)

    def _ratio(self, segment, segments, place, ids, cue_ids, before, named) -> Found | None:
        count, context = segment.count, self.context
        following = segments[place + 1] if place + 1 < len(segments) else None
        compared = "ratio" in cue_ids or (following is not None and following.count is None and "ratio" in {m.id for m in following.of("cue")})
        fraction = count.value != count.value.to_integral_value()
        if not (compared or fraction):
            return None
        if context.measure in CORE or ids or context.planning:
            bodies = ids or context.bodies or (before.bodies if before else ())
            return self._done(segment, "ratio_to_current", bodies, before, named)
        return self._done(segment, "other", (), None, named)

    def _approving(self, segment: Segment) -> bool:
        text = " ".join(self.words[segment.first:segment.last])
        return not any(word in text for word in ("phát ra", "thu về", "thu vào", "hợp lệ", "phát", "thu"))

    def _delegates(self, segment: Segment, cue_ids: set[str]) -> str:
        text = " ".join(self.words[segment.first:segment.last])
        if self.context.congress or any(word in text for word in ("chính thức", "dự khuyết", "đại hội", "thay mặt", "đại diện cho")):
            return "delegates"
        return "attendance"

    def _done(self, segment: Segment, measure: str, bodies: tuple[str, ...], parent: Found | None, named: list[Mark]) -> Found:
        count = segment.count
        own = [mark for mark in segment.marks if mark.kind in ("cue", "body", "stage")]
        first = min([mark.first for mark in own if mark.last <= count.first] + [count.first])
        last = max([mark.last for mark in own if mark.first >= count.last] + [count.last])
        if segment.last - last <= 8:
            last = segment.last
        return Found(segment, measure, bodies or ("khac",), max(first, segment.first), last, self.context.stage, parent,
                     named[0] if named and bodies and named[0].id == bodies[0] else None)
