"""What each count of a sentence measures, of which body: the verb and the body may stand before it, after it,
in an earlier clause, or in the heading above."""
from __future__ import annotations

from dataclasses import replace

from plugins.figures.bodies import roles
from plugins.figures.clauses import Mark, Segment
from plugins.figures.context import CORE, FLAGS, OTHER, Context, Found, found, ids_of
from plugins.figures.grammar import Grammar
from plugins.figures.naming import bracketed, labelled, named_for, shared_ahead
from plugins.figures.shares import ballots, cue_ids, percentage, ratio
from plugins.figures.verbs import (
    COPULA, JOINED, adjusted, ahead, changes, closing, continued, elects, is_coefficient, leading, local_action, polled, present, repeats, says_again, says_number, staged, stands_bare, tells_of_study)

_PLAIN = {"organisation": "organisations", "agency": "organisations", "class": "classes", "learner": "learners"}
_PASSING = frozenset(("organisations", "percent", "ratio_to_current"))  # these take no verb: it is still to come to its count
_RULES = frozenset(("phải", "nếu", "khi"))
_SHARES = frozenset(("percent", "votes_percent", "ratio_to_current"))


class Sentences:
    """Reads one sentence of a line after another; the context goes from each to the next."""

    def __init__(self, grammar: Grammar, context: Context) -> None:
        self.words: list[str] = []
        self.grammar = grammar
        self.context = context
        self.here: list[Mark] = []  # the bodies of this one
        self._whole_before: Found | None = None  # the last whole of the line, for "Trong đó" at the head of a sentence
        self._alone: Found | None = None  # the first whole of the sentence before, if all of its figures are of one body
        self._role: dict[int, str] = {}
        self._classes = False
        self._led = False  # whether the clause before says what kind of people is counted
        self._delta = False  # whether the count before told a rise or a fall
        self._header: Mark | None = None  # the verb of a list after a colon
        self._voting = False  # whether the clause before, without a count, spoke of ballots
        self._office = False  # whether the sentence says to which post somebody is elected

    def _begin(self, words: list[str], segments: list[Segment]) -> None:
        self.words = words
        self._role = roles(self.words, segments, self.grammar)
        self.here = [mark for part in segments for mark in self._counted(part)]
        self._classes = self._voting = self._led = self._delta = False
        self._header = None
        self.context.flags, self.context.stage = frozenset(), None
        office = [mark for part in segments for mark in part.of("body") if self._role.get(mark.first) == "office"]
        self._office = bool(office)
        if office:
            self.context.holder = ids_of(office[:1])

    def _counted(self, segment: Segment) -> list[Mark]:
        return [mark for mark in segment.of("body") if self._role.get(mark.first) == "counted"]

    def announce(self, words: list[str], segments: list[Segment]) -> None:
        """Take in what a heading says: its verb and its body hold for the list below."""
        self._begin(words, segments)
        cues = [mark for part in segments for mark in part.of("cue") if mark.id in CORE and not mark.before_number]
        for part in segments:
            self._note(part)
        if cues:
            self.context.measure = self.context.primary = max(cues, key=lambda mark: mark.weight).id
        if self.here:
            self.context.bodies = ids_of(self.here)

    def mention(self, words: list[str], segments: list[Segment]) -> None:
        """Take in a sentence without counts: whom it names may be whom the next one votes for, and its verb what the next one counts."""
        self._begin(words, segments)
        for segment in segments:
            self._note(segment)
        cues = [mark for part in segments for mark in part.of("cue") if mark.id in CORE and mark.weight >= 2 and not mark.before_number]
        if cues:
            self.context.distant = max(cues, key=lambda mark: mark.weight).id

    def read(self, words: list[str], segments: list[Segment]) -> list[Found]:
        """The figures of one sentence, in order."""
        self._begin(words, segments)
        result: list[Found] = []
        pending: list[Mark] = []
        cue: Mark | None = None
        parent = before = previous = None
        inner = depth = 0  # how deep in brackets the parts of *parent* stand, and the segment before
        outside: list[tuple[Found | None, str | None, str | None, tuple[str, ...]] | None] = []
        for place, segment in enumerate(segments):
            if segment.opener == ";":
                self._classes = False
                self.context.flags -= {"study"}
            self._note(segment)
            while depth < segment.depth:
                noted = before is not None and place > 0 and segments[place - 1].count is before.segment.count
                outside.append((before, self.context.measure, self.context.primary, self.context.bodies) if noted else None)
                depth += 1
            while depth > segment.depth:  # after a note in brackets the sentence goes on where it was
                held = outside.pop()
                if held is not None:
                    before, self.context.measure, self.context.primary, self.context.bodies = held
                depth -= 1
            if segment.opener == ";" and segment.depth < max(inner, 1) or segment.depth < inner:
                parent, inner = None, 0
            if segment.opener == "(" and before is not None and segments[place - 1].count is before.segment.count:
                parent, inner = before, segment.depth
            if segment.count is None:
                if segment.opener == ";":
                    pending, cue = [], None
                if not bracketed(segments, place, self._counted):
                    pending = pending + self._counted(segment)
                cue = leading(segment, self.context) or cue
                self._led = "trait" in cue_ids(segment)
                self._voting = segment.opener in JOINED and self._voting or "vote" in cue_ids(segment)
                continue
            if segment.opener in (":", "sub") and cue is not None and cue.id in ("removed", "added", "retained"):
                self._header = cue  # "nhân sự bổ sung quy hoạch gồm: quy hoạch Ban Chấp hành 8 đồng chí; …"
            again = says_again(segment, self.words) or repeats(segment, self.words) and segment.count.value in self.context.said and local_action(segment, self.words) is None
            if not segment.count.unit and segment.count.value == segment.count.value.to_integral_value():
                segment.count = labelled(segments, place, self.words, self.grammar)
            if segment.opener == "sub" and not pending and cue is None and not again:
                parent = before or (self._alone or self._whole_before if not result and not self._counted(segment) else None)
                inner = segment.depth
            figure = self._figure(segments, place, pending, cue, parent, before, previous)
            self._voting = self._led = False
            if figure is None or figure.measure in _PASSING:
                action = local_action(segment, self.words)
                cue = action if action is not None and action.id in CORE else cue
                pending = [] if figure is not None and figure.measure != "organisations" else self._counted(segment) or pending
            else:
                pending, cue = [], None
            if figure is None:
                continue
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
        if result:
            self._alone = result[0] if len({figure.bodies for figure in result}) == 1 else None
        return result

    def _note(self, segment: Segment) -> None:
        ids = cue_ids(segment)
        self.context.flags |= ids & FLAGS
        holders = [mark for mark in segment.of("body") if self._role.get(mark.first) == "person"]
        offices = [mark for mark in segment.of("body") if self._role.get(mark.first) == "office"]
        if offices or holders and not self._office:
            self.context.holder = ids_of(offices[:1] or holders)
        stages = [mark.id for mark in segment.of("stage")]
        if "proposed" in stages:
            self.context.stage = "proposed"
        elif stages and self.context.stage is None:
            self.context.stage = "approved"
        if ids & {"removed", "retained"} or "quy hoạch" in " ".join(self.words[segment.first:segment.last]):
            self.context.planning = True
        if segment.count is not None and segment.count.unit == "class":
            self._classes = True

    def _figure(self, segments: list[Segment], place: int, pending: list[Mark], cue: Mark | None, parent: Found | None,
                before: Found | None, previous: Found | None) -> Found | None:
        segment, context = segments[place], self.context
        count, unit = segment.count, segment.count.unit
        named, follows = named_for(segments, place, pending, self._counted)
        ids = ids_of(named)
        if unit == "percent":
            lead = self.words[segment.first:count.first]
            if "không có" in " ".join(lead) or count.qualifier is not None and not _RULES.isdisjoint(lead):
                return None  # nobody's share, or a threshold: "phải đạt trên 50% số phiếu"
            return percentage(segment, self.words, self.grammar, ids, named, parent or before or (self._alone if "trait" in cue_ids(segment) else None), previous, context, self._voting)
        if unit == "times" or is_coefficient(segment, self.words):
            context.bodies = ids or context.bodies
            return ratio(segment, segments[place + 1] if place + 1 < len(segments) else None, ids, named, before, context)
        if unit == "vote" or unit == "" and polled(segment, cue, context):
            return ballots(segment, self.words, () if self._office else ids, named, before, previous, context)
        if unit in _PLAIN and count.worded and count.value == 1:
            return None  # "một chi bộ hưu trí" is any
        if unit in _PLAIN:
            return found(segment, _PLAIN[unit], (), None, [], context)
        if unit == "conference":
            return None
        action = local_action(segment, self.words)
        labelled = unit == "" and self._labels(segments, place)
        if unit == "" and not labelled and not stands_bare(segment, self.words, named, action, cue, self._led, parent is not None, self.grammar, context):
            return None
        if labelled and action is None and not ids:
            return found(segment, "other", context.bodies, None, named, context)
        if count.worded and count.value == 1 and (action is None or action.first > count.number and action.weight < 4):
            return None  # "một người có thể …" is anybody
        if unit == "post" and (action is None or action.id == "norm" or count.value <= 5):
            return None  # "mỗi người không quá 3 chức danh" is a rule
        if unit == "seat" and (action is None or action.id not in CORE) and parent is None:
            return found(segment, "other", ids or (before.bodies if before else ()), None, named, context)
        if unit == "candidate" and (action is None or action.id not in CORE - {"elected", "total"}):
            return found(segment, "nominated", ids or (before.bodies if before else ()), before, named, context)
        own = action is not None and action.id in CORE | OTHER and action.weight >= 3 and action.last <= count.first
        own = own or parent is not None and parent.again and action is not None and action.id in CORE - {parent.measure} and action.weight >= 4
        if parent is not None and not own:
            return self._part(segment, ids, named, parent, action)
        return self._whole(segments, place, named, follows, action, cue, before, previous)

    def _part(self, segment: Segment, ids: tuple[str, ...], named: list[Mark], parent: Found, action: Mark | None) -> Found:
        """A part of the figure before: of the same measure where it is split by body, else "other"."""
        unit = segment.count.unit
        if parent.measure in CORE:
            reason = "trait" in cue_ids(segment) or action is not None and action.id not in ("planned", parent.measure)
            split = ids and not reason or unit == "delegate" and parent.measure == "elected"
            measure = parent.measure if split else "other"
        elif parent.measure in ("learners", "delegates", "organisations"):
            measure = parent.measure if unit in ("", "person", "delegate", "member") else "other"
        else:
            measure = "other"
        bodies = ids if ids and (measure != "other" or parent.measure == "other") else parent.bodies
        return found(segment, measure, bodies, parent, named, self.context)

    def _whole(self, segments: list[Segment], place: int, named: list[Mark], follows: bool, action: Mark | None, cue: Mark | None,
               before: Found | None, previous: Found | None) -> Found | None:
        segment, context = segments[place], self.context
        count, unit, ids, cues = segment.count, segment.count.unit, ids_of(named), cue_ids(segment)
        beside = bool(named) and 0 <= count.first - named[-1].last <= (9 if self.words[count.first - 1] in COPULA else 3)
        own = ids if follows or beside else ()
        if action is None or action.id == "attendance":
            behind = ahead(segments, place)
            if behind is not None:
                action = behind[0]
                self._note(behind[1])
                named = named or self._counted(behind[1])
                ids = ids_of(named)
        if action is None and (context.planning or context.about_plans):
            action = staged(segment)
        if action is None and self._delta and segment.opener in JOINED and (follows or not self._counted(segment)):
            bodies = ids or (before.bodies if before else ())
            if self.words[count.first - 1] not in COPULA:
                return found(segment, "other", bodies, before, named, context)
            ids = bodies  # "tăng 7 đồng chí, đạt 52 đồng chí"
        self._delta = action is not None and action.id == "delta"
        if action is not None and action.id == "delta" and changes(segments, action, self.words) and ids and context.planning:
            action = replace(action, id="removed" if self.words[action.first] == "giảm" else "added")
        if action is not None and action.id in ("norm", "delta"):
            context.bodies = ids or context.bodies
            context.measure = next((mark.id for mark in segment.of("cue") if mark.id in CORE and mark.last <= action.first), context.measure)
            return found(segment, "other", ids or (before.bodies if before else ()), before, named, context)
        action = continued(segment, action, before)
        if self._header is not None and action is not None and action.id == "planned" and action.weight <= 2:
            action = self._header
        if count.of is not None and self._approved(segment) and (action is None or action.id in ("attendance", "elected")):
            return found(segment, "votes_percent", context.holder, None, [], context)
        if unit == "delegate" and not elects(action or cue, before):
            return found(segment, present(segment, self.words, context.congress), (), None, [], context)
        if action is None and cue is not None and cue.id != "attendance":
            action = cue
        if action is not None and action.id in ("norm", "delta"):  # said in the clause before: "số dư: 2 đồng chí"
            return found(segment, "other", ids or (before.bodies if before else ()), before, named, context)
        if action is not None and action.id == "other":
            context.measure = context.primary = "other"
            beyond = before if segment.opener == "soft" and before is not None and before.measure in CORE else None
            listed = before is not None and previous is not None and previous.parent is before and segment.opener == "," and not own
            return found(segment, "other", before.bodies if listed else own, beyond, named, context)
        if action is not None and tells_of_study(segment, action, self.words):
            return found(segment, "learners", (), None, [], context)
        free = action is None and context.measure not in CORE  # no verb of planning or electing reaches so far
        if action is None and unit in ("person", "member", "post_holder") and (self._classes or free and "study" in context.flags):
            return found(segment, "learners", (), None, [], context)
        attending = action is not None and action.id == "attendance" or free and "attendance" in context.flags
        if attending and unit in ("person", "post_holder", ""):
            return found(segment, "attendance", own, None, named, context)
        fresh = self.words[count.last:segment.last][:1] == ["mới"] and segment.last - count.last <= 2  # "13 đồng chí tái cử, 9 đồng chí mới"
        if ("trait" in cues or fresh or self._led and segment.opener == ":") and action is None and not own:
            return found(segment, "other", ids or (before.bodies if before else ()), before, named, context)
        if unit == "member" and (action is None or action.id not in CORE - {"total"}):
            return found(segment, "other", (), None, [], context)
        if action is not None and action.id != "attendance":
            measure = adjusted(segment, action, self.words, context)
            if measure == "total" and not ids and not context.bodies and before is not None and before.bodies != ("khac",):
                ids = before.bodies  # "Ban Chấp hành từ 15 đồng chí nay còn 12"
            of_members = "đảng viên" in " ".join(self.words[segment.first:count.first]) and not ids
            if measure == "total" and (of_members or not (ids or context.bodies or context.planning)):
                return found(segment, "other", (), None, named, context)
            context.measure = measure
            if measure != "total" and (ids or action is cue) or ids and (self._counted(segment) or context.primary is None):
                context.primary = measure
        elif ids and "after" in context.flags and self.words[count.first - 1] in ("có", "còn", "gồm", "là"):
            measure = "total"  # "Hiện nay, Ban Thường vụ có 15 đồng chí"
        else:
            last = closing(segments) if ids and context.measure is None else None
            measure = last.id if last else (
                (context.primary if ids and context.primary else context.measure) or (context.distant if ids and not follows else None) or "other")
            if count.worded and not ids or measure == "other" and (unit in ("", "post") or count.worded or count.value == 1):
                return None
            if measure == "other" and context.about_plans and segment.opener == ":" and (ids or context.bodies and says_number(segments, place, self.words)):
                measure = "planned"  # in an article on planning: "Ban Thường vụ: 17 đồng chí", "Số lượng: 17 đồng chí"
            if measure == "other":
                return found(segment, "other", own, None, named, context)
        context.bodies = ids or shared_ahead(segments, place, self.here, self._counted, self.words, context) or context.bodies or (
            before.bodies if before is not None and segment.opener in JOINED else ())
        bodies = () if unit == "delegate" else context.bodies
        if measure == "elected" and not self._office:
            context.holder = bodies
        return found(segment, measure, bodies, None, named, context)

    def _labels(self, segments: list[Segment], place: int) -> bool:
        """Whether a number without a unit is an item of a list whose heading says of which body: "Khối lâm sàng: 12"."""
        segment = segments[place]
        before = segments[place - 1] if place else segment
        label = before.count is None and not any(mark.id in CORE | OTHER for mark in before.of("cue")) and before.last > before.first and all(word.isalpha() or word in "+-" for word in self.words[before.first:before.last])
        return segment.opener == ":" and segment.count.first == segment.first and place <= 2 and label and bool(self.context.bodies)

    def _approved(self, segment: Segment) -> bool:
        """Whether so many of so many agree: "48/48 đại biểu tán thành"."""
        votes = [mark for mark in segment.of("cue") if mark.id == "vote" and mark.first >= segment.count.last]
        return any(self.words[mark.first] not in ("trúng", "tái") for mark in votes)
