"""What each count of a sentence measures, of which body: the verb and the body may stand before it, after it,
in an earlier clause, or in the heading above."""
from __future__ import annotations

from dataclasses import replace

from plugins.figures import units_first, wholes
from plugins.figures.bare import repeats, says_again
from plugins.figures.bodies import roles
from plugins.figures.case import NO_FIGURE, Case, State
from plugins.figures.clauses import Mark, Segment
from plugins.figures.context import CORE, FLAGS, Context, Found, ids_of
from plugins.figures.grammar import Grammar
from plugins.figures.naming import bracketed, joined_behind, labelled, named_for
from plugins.figures.rules import AIMS, begins, supposes
from plugins.figures.shares import cue_ids
from plugins.figures.verbs import JOINED, leading, local_action

_RULES = (*units_first.RULES, *wholes.RULES)
_PASSING = frozenset(("organisations", "percent", "ratio_to_current"))  # these take no verb: it is still to come to its count
_PLAIN_UNITS = frozenset(("organisation", "agency", "class"))
_HEAD = 4  # tokens: the head of a sentence
_TOPIC = 3  # tokens: how far from the head of a sentence the body that it is about may begin
_CHANGES = frozenset(("removed", "added", "retained"))
_EACH = frozenset(("đều", "mỗi", "cùng"))
_GLOSS = 4  # tokens in a bracket that explains a post
_COMPARED = frozenset(("với", "lượng", "số", "viên", "ủy", "thư", "vụ", "hành"))  # before "hiện nay"
_PLANS = frozenset(("hoạch", "sách", "nguồn"))  # quy hoạch, danh sách: whose plan it is
_SHARES = frozenset(("percent", "votes_percent", "ratio_to_current"))


def _each(figure: Found, words: list[str]) -> list[Found]:
    """*figure*, once for each of its bodies where so many are meant for each: "Bí thư, Phó Bí thư đều 3 đồng chí"."""
    if len(figure.bodies) < 2 or figure.named is None or figure.measure not in CORE:
        return [figure]
    first, last = figure.named
    around = words[max(0, first - 3):first] + (words[last:figure.segment.count.first] if last <= figure.segment.count.first else [])
    return [replace(figure, bodies=(body,)) for body in figure.bodies] if not _EACH.isdisjoint(around) else [figure]


def _compared(words: list[str], mark: Mark) -> bool:
    """Whether "hiện nay" only tells what a number is compared with: "so với hiện tại", "số lượng hiện nay"."""
    return mark.first > 0 and words[mark.first] == "hiện" and words[mark.first - 1] in _COMPARED


def _glosses(segments: list[Segment], place: int, pending: list[Mark]) -> bool:
    """Whether the bracket at *place* only explains the body right before it: "nguồn bí thư (chính ủy) 3 đồng chí"."""
    segment = segments[place]
    closed = place + 1 < len(segments) and segments[place + 1].opener == ")" and segments[place + 1].count is not None
    return segment.opener == "(" and closed and segment.last - segment.first <= _GLOSS and pending[-1].last == segments[place - 1].last


def _governed(segment: Segment, words: list[str]) -> Mark | None:
    """The verb of a count that names a number again; a list that it stands in is none: "danh sách 63 người ấy"."""
    action = local_action(segment, words)
    return None if action is not None and action.before_number and action.id == "nominated" else action


def _name_changes(result: list[Found], segments: list[Segment], place: int, words: list[str], bodies: tuple[str, ...]) -> None:
    """Changes told before their body is named are of the body of their sum: "sau khi bớt 5, thêm 7, quy hoạch Ban Chấp hành có 26 đồng chí"."""
    start = next((part.first for part in reversed(segments[:place + 1]) if part.opener == ";"), 0)
    for figure in result:
        turns = "lượt" in words[figure.segment.count.unit_first:figure.segment.count.unit_last]  # of many bodies
        if figure.segment.first >= start and figure.measure in _CHANGES and figure.bodies == ("khac",) and figure.named is None and not turns:
            figure.bodies = bodies


class Sentences:
    """Reads one sentence of a line after another; the context goes from each to the next."""

    def __init__(self, grammar: Grammar, context: Context) -> None:
        self.words: list[str] = []
        self.grammar = grammar
        self.context = context
        self._state = State()
        self._whole_before: Found | None = None  # the last whole of the line, for "Trong đó" at the head of a sentence
        self._several = False  # the sentence before had planning figures of several bodies
        self._alone: Found | None = None  # the first whole of the sentence before, if all of its figures are of one body

    @property
    def here(self) -> list[Mark]:
        """The bodies of the sentence that are counted."""
        return self._state.here

    def _begin(self, words: list[str], segments: list[Segment]) -> None:
        self.words = words
        role = roles(words, segments, self.grammar)
        self._state = state = State(role, supposed=supposes(words), aimed=begins(words, AIMS))
        state.here = [mark for part in segments for mark in state.counted(part)]
        self.context.flags, self.context.stage = frozenset(), None
        self.context.series_before = self.context.series
        office = [mark for part in segments for mark in part.of("body") if role.get(mark.first) == "office"]
        state.office = bool(office)
        if office:
            self.context.holder = ids_of(office[:1])

    def announce(self, words: list[str], segments: list[Segment]) -> None:
        """Take in what a heading says: its verb and its body hold for the list below."""
        self._begin(words, segments)
        cues = [mark for part in segments for mark in part.of("cue") if mark.id in CORE and not mark.before_number]
        for part in segments:
            self._note(part)
        if cues:
            self.context.measure = self.context.primary = max(cues, key=lambda mark: mark.weight).id
        elif self.context.stage == "approved" and self.context.measure == "nominated":
            self.context.measure = self.context.primary = None  # who was nominated is now approved
        if self.here:
            self.context.bodies = ids_of(self.here)

    def mention(self, words: list[str], segments: list[Segment]) -> None:
        """Take in a sentence without counts: whom it names may be whom the next one votes for, and its verb what the next one counts."""
        self._begin(words, segments)
        for segment in segments:
            self._note(segment)
        cues = [mark for part in segments for mark in part.of("cue") if mark.id in CORE and mark.weight >= 2 and not mark.before_number]
        if cues:
            told = max(cues, key=lambda mark: mark.weight)
            self.context.distant = told.id
            if told.weight >= 3 and self.context.measure is not None and told.id not in (self.context.measure, "total"):
                self.context.measure = self.context.primary = told.id  # what is told from here on
        topic = [mark for mark in self.here if mark.first <= _TOPIC or _PLANS.intersection(words[max(0, mark.first - _TOPIC):mark.first])]
        if topic and len(ids_of(self.here)) == 1:
            self.context.bodies = ids_of(topic)  # "Ban Thường vụ thì khác. Ở đây rút 9 đồng chí."

    def read(self, words: list[str], segments: list[Segment]) -> list[Found]:
        """The figures of one sentence, in order."""
        self._begin(words, segments)
        if not self.here and any(phrase in " ".join(words[:_HEAD]) for phrase in self.grammar.levels):
            self.context.bodies = self.context.lasting = ()  # "Cấp xã: đưa ra 68 lượt": committees at large
        least = 3 if self.context.about_congress else 4
        if self._several and not self.here and any(mark.id in CORE and mark.weight >= least for part in segments for mark in part.of("cue")):
            self.context.bodies = ()  # after a sentence about several bodies none of them is meant
        result: list[Found] = []
        pending: list[Mark] = []
        cue: Mark | None = None
        parent = before = previous = people = None
        inner = depth = 0  # how deep in brackets the parts of *parent* stand, and the segment before
        outside: list[tuple[Found | None, str | None, str | None, tuple[str, ...], Mark | None] | None] = []
        for place, segment in enumerate(segments):
            if segment.opener == ";":
                self._whole_plan(segments, place, result)
                self._state.classes = False
                self.context.flags -= {"study"}
            self._note(segment)
            while depth < segment.depth:
                noted = before is not None and place > 0 and segments[place - 1].count is before.segment.count
                outside.append((before, self.context.measure, self.context.primary, self.context.bodies, cue) if noted else None)
                depth += 1
            while depth > segment.depth:  # after a note in brackets the sentence goes on where it was
                held = outside.pop()
                if held is not None:
                    before, self.context.measure, self.context.primary, self.context.bodies, cue = held
                depth -= 1
            if segment.opener == ";" and segment.depth < max(inner, 1) or segment.depth < inner:
                parent, inner = None, 0
            if segment.opener == "(" and before is not None and segments[place - 1].count is before.segment.count:
                parent, inner = before, segment.depth
            elif segment.opener == "(" and previous is not None and previous.parent is not None and previous.named is not None and (
                    segments[place - 1].count is previous.segment.count):
                outside[-1] = before, self.context.measure, self.context.primary, self.context.bodies, cue
                parent, before, inner = None, previous, segment.depth  # "trong đó Ban Thường vụ 33 đồng chí (đưa ra 14, bổ sung 5)"
                self.context.bodies = previous.bodies
            if segment.count is None:
                following = segments[place + 1] if place + 1 < len(segments) else None
                if segment.opener == "sub" and before is not None and before.measure in CORE and following is not None and following.opener == ":" and (
                        following.count is not None and following.count.first == following.first):
                    parent, inner = before, segment.depth  # "trong đó quy hoạch cấp ủy: 9 đồng chí"
                another = following is not None and following.opener == ":" and "kỳ" in words[segment.first:segment.last]
                if another and result and self._state.header is None and self.context.primary in _CHANGES:
                    self.context.measure = self.context.primary = None  # "…; nhiệm kỳ 2026-2031: …" tells of another plan
                if segment.opener == ";":
                    if pending:
                        self.context.bodies = ids_of(pending)  # "Bí thư: không đưa ra; không bổ sung; tổng số 2 người"
                    pending, cue = [], None
                    self._state.closed = False
                if segment.opener == ":" and self._state.counted(segment):
                    pending = [mark for mark in pending if mark.id != "khac"]  # "các chức danh chủ chốt: Bí thư (1 đồng chí)"
                own = self._state.counted(segment)
                if own and following is not None and following.opener == ":" and segment.opener in JOINED and own[0].first - segment.first > _TOPIC:
                    pending = []  # "…, đồng thời thông qua danh sách rà soát quy hoạch cấp ủy: giữ nguyên 30 đồng chí" begins anew
                if not bracketed(segments, place, self._state.counted) and not (own and pending and _glosses(segments, place, pending)):
                    pending = pending + own
                self._state.closed = bool(own) and any(mark.id in _CHANGES and mark.first >= own[-1].last for mark in segment.of("cue"))
                labels = place + 1 < len(segments) and segments[place + 1].opener == ":" and segments[place + 1].count is not None
                noted = segment.opener == "(" and place > 0 and segments[place - 1].count is not None and place + 1 < len(segments) and segments[place + 1].opener == ")"
                cue = cue if noted else leading(segment, words, self.context, labels) or cue
                self._state.led = "trait" in cue_ids(segment)
                self._state.voting = segment.opener in JOINED and self._state.voting or "vote" in cue_ids(segment)
                continue
            if segment.opener in (":", "sub") and cue is not None and cue.id in ("removed", "added", "retained"):
                self._state.header = cue  # "nhân sự bổ sung quy hoạch gồm: quy hoạch Ban Chấp hành 8 đồng chí; …"
            repeated = repeats(segment, words) and segment.count.value in self.context.said and _governed(segment, words) is None
            owned = (bool(segment.count.first) and words[segment.count.first - 1] == "của" and segment.count.unit == "person"
                     and segment.count.value in self.context.said)
            again = repeated or says_again(segment, words) or owned and not segment.of("cue")  # "đặc điểm của 78 đồng chí: 16 nữ, …"
            if not segment.count.unit and segment.count.value == segment.count.value.to_integral_value():
                segment.count = labelled(segments, place, self.words, self.grammar)
            if segment.opener == "sub" and not pending and cue is None and not again:
                parent = people if before is not None and before.measure == "organisations" and segment.count.unit not in _PLAIN_UNITS else before
                parent = parent or (self._alone or self._whole_before if not result and not self._state.counted(segment) else None)
                inner = segment.depth
            if self._state.closed and segment.opener in JOINED and self._state.counted(segment):
                pending = []  # "Bí thư không thay đổi, còn Chủ tịch UBND bổ sung 1 đồng chí"
            self._state.closed = False
            named, follows = named_for(segments, place, pending, self._state.counted, words)
            figure = self._figure(Case(words, self.grammar, self.context, self._state, segments, place, named, follows, cue, parent, before,
                                       previous, self._alone, self._note,
                                       len({figure.bodies for figure in result if figure.measure in CORE}) > 1))
            self._state.voting = self._state.led = False
            if figure is None or figure.measure in _PASSING:
                action = local_action(segment, self.words)
                cue = action if action is not None and action.id in CORE else cue
                pending = [] if figure is not None and figure.measure != "organisations" else pending + [
                    mark for mark in self._state.counted(segment) if mark not in pending]
            else:
                alone = follows and segment.count.unit != "post_holder"
                pending, cue = [] if alone else joined_behind(segment, self._state.counted(segment), words), None
            if figure is None:
                continue
            if figure.measure == "total" and figure.bodies != ("khac",):
                _name_changes(result, segments, place, words, figure.bodies)
            figure.again = again
            figure.origin = self.context.said.get(segment.count.value) if again else None
            if figure.origin is not None:
                figure.measure, figure.bodies = figure.origin.measure, figure.origin.bodies
            else:
                self.context.said[segment.count.value] = figure
            result.append(figure)
            previous = figure
            if again:
                parent = before = figure
            elif figure.measure not in _SHARES:
                parent = figure.parent if figure.parent is parent else None
                before = before if figure.parent is not None and before is not None else figure
                self._whole_before = before
                people = before if before.measure in CORE else people
        for figure in result:
            if figure.measure in CORE and not figure.again:
                going_on = figure.bodies == self.context.series_of
                self.context.series = (*self.context.series, figure.measure) if going_on else (figure.measure,)
                self.context.series_of = figure.bodies
        self._several = len({figure.bodies for figure in result if figure.measure in CORE}) > 1
        result = [single for figure in result for single in _each(figure, words)]
        if result:
            self._alone = result[0] if len({figure.bodies for figure in result}) == 1 else None
        return result

    def _whole_plan(self, segments: list[Segment], place: int, result: list[Found]) -> None:
        """After a plan told body by body, a change without a body is one of the plan's first: "chi ủy 6 đồng chí, bí thư 2 đồng chí;
        rà soát đưa ra 1 đồng chí"."""
        start = next((part.first for part in reversed(segments[:place]) if part.opener == ";"), 0)
        told = [figure for figure in result if figure.segment.first >= start and figure.measure in CORE]
        group = [segments[place]]
        for part in segments[place + 1:]:
            if part.opener == ";":
                break
            group.append(part)
        changed = any(mark.id in _CHANGES and mark.weight >= 4 for part in group for mark in part.of("cue"))
        if changed and len({figure.bodies for figure in told}) > 1 and {figure.measure for figure in told} == {"planned"} and not any(
                self._state.counted(part) for part in group):
            self.context.bodies = told[0].bodies

    def _note(self, segment: Segment) -> None:
        ids = cue_ids(segment)
        compared = {"after"} if all(_compared(self.words, mark) for mark in segment.of("cue") if mark.id == "after") else set()
        self.context.flags |= ids & FLAGS - compared
        holders = [mark for mark in segment.of("body") if self._state.role.get(mark.first) == "person"]
        offices = [mark for mark in segment.of("body") if self._state.role.get(mark.first) == "office"]
        if offices or holders and not self._state.office:
            self.context.holder = ids_of(offices[:1] or holders)
        stages = [mark.id for mark in segment.of("stage")]
        if "proposed" in stages:
            self.context.stage = "proposed"
        elif stages and self.context.stage is None:
            self.context.stage = "approved"
        inside = self.words[segment.first:segment.last]
        if ids & {"removed", "retained"} or "hoạch" in inside and "quy hoạch" in " ".join(inside):
            self.context.planning = True
        if segment.count is not None and segment.count.unit == "class":
            self._state.classes = True

    @staticmethod
    def _figure(case: Case) -> Found | None:
        """What the first rule that answers makes of the count."""
        for rule in _RULES:
            answer = rule(case)
            if answer is not None:
                return None if answer is NO_FIGURE else answer
        return None
