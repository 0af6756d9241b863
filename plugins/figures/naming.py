"""The bodies that a count is of: named beside it, listed around it, or shared at the end of its list."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from plugins.figures.clauses import Mark, Segment
from plugins.figures.context import Context, ids_of
from plugins.figures.counts import Count
from plugins.figures.grammar import Grammar
from plugins.figures.verbs import JOINED, adjusted, local_action

_BESIDE = 2  # tokens between a body and its number
_LABELS = frozenset(("organisation", "agency", "member", "class", "learner", "delegate"))
Counted = Callable[[Segment], list[Mark]]  # the bodies of a segment that are counted, not acting


def labelled(segments: list[Segment], place: int, words: list[str], grammar: Grammar) -> Count:
    """The bare count at *place*, with the unit that the label before its colon begins with: "Chi bộ trực thuộc: 16"."""
    segment = segments[place]
    subject = next((begin + 1 for begin in range(segment.first, min(segment.first + 2, segment.count.first)) if words[begin] == "số"), None)
    if subject is not None:  # "số chi bộ trực thuộc giảm còn 22"
        entries = grammar.units.at(words, subject)[1]
        longer = grammar.marks.at(words, subject)[0] > grammar.units.at(words, subject)[0]  # "số Huyện ủy viên là 39"
        if entries and entries[0].id in _LABELS and not longer:
            return replace(segment.count, unit=entries[0].id)
    label = segments[place - 1] if place else None
    if label is None or segment.opener != ":" or segment.count.first != segment.first or label.count is not None or label.last - label.first > 6:
        return segment.count
    first = label.first + (words[label.first:label.first + 1] in (["+"], ["-"]))
    end, entries = grammar.units.at(words, first)
    return replace(segment.count, unit=entries[0].id) if entries and entries[0].id in _LABELS and end > first else segment.count


def bracketed(segments: list[Segment], place: int, counted: Counted) -> bool:
    """Whether the segment at *place* is a bracket right after a count that names nothing but its body."""
    if place >= len(segments) or segments[place].opener != "(" or segments[place].count is not None or segments[place - 1].count is None:
        return False
    bodies = counted(segments[place])
    closed = place + 1 < len(segments) and segments[place + 1].opener == ")" and bool(bodies) and bodies[-1].last == segments[place].last
    return closed and bodies[0].first == segments[place].first and "khac" not in ids_of(bodies)


def named_for(segments: list[Segment], place: int, pending: list[Mark], counted: Counted, words: list[str]) -> tuple[list[Mark], bool]:
    """The bodies named for the count at *place* itself, and whether they follow it."""
    segment = segments[place]
    own = counted(segment)
    after = [mark for mark in own if mark.first >= segment.count.number]
    before = [mark for mark in own if mark.first < segment.count.number]
    if not after and not before and not pending and place + 1 < len(segments) and segments[place + 1].count is not None and (
            segments[place + 1].opener == "soft" and segments[place + 1].count.unit == "percent"):
        behind = [mark for mark in counted(segments[place + 1]) if words[mark.first - 1] in ("ở", "vào")]
        if behind:
            return behind, True  # "67 nhân sự có trên 50% phiếu đồng ý ở Ban Chấp hành"
    if not after and not before and not pending and bracketed(segments, place + 1, counted):
        return counted(segments[place + 1]), True  # "16 đồng chí (Ban Chấp hành)"
    if before and after and after == joined_behind(segment, after, words) and segment.count.first - before[-1].last <= _BESIDE:
        return before, False  # "Ban Thường vụ 8 đồng chí và danh sách Chủ tịch, Phó Chủ tịch …"
    into = [mark for mark in after[1:] if words[mark.first - 1] == "vào"] if segment.count.unit == "post_holder" else []
    if into:
        return into, True  # "bầu bổ sung 2 Ủy viên Ban Chấp hành vào Ban Thường vụ"
    if after and segment.count.unit == "post_holder":
        joined = joined_behind(segment, after, words)
        return [mark for mark in after if mark not in joined] or after, True  # "2 Phó Bí thư và Ủy ban Kiểm tra gồm 7 đồng chí"
    if after:
        return after + _listed_after(segments, place, counted), True
    if before:
        if pending and segment.opener in JOINED and before[0].first - segment.first <= 1:
            return pending + before, False
        return before, False
    return pending, False


def joined_behind(segment: Segment, marks: list[Mark], words: list[str]) -> list[Mark]:
    """Those of *marks* that "và" parts from the count of *segment* before them: the next count's."""
    place = next((place for place in range(segment.count.last, segment.last) if words[place] == "và"), segment.last)
    return [mark for mark in marks if mark.first > place]


def _listed_after(segments: list[Segment], place: int, counted: Counted) -> list[Mark]:
    """More bodies of one number: "10 đồng chí quy hoạch Ban Thường vụ, Bí thư, Phó Bí thư"."""
    later: list[Mark] = []
    for following in segments[place + 1:]:
        if following.opener not in JOINED:
            return later
        bodies = counted(following)
        if following.count is not None:
            return later if bodies and bodies[0].first >= following.count.number else []
        if following.of("cue") or bodies and bodies[0].first - following.first > 2:
            return later
        later += bodies
    return later


def shared_ahead(segments: list[Segment], place: int, here: list[Mark], counted: Counted, words: list[str],
                 context: Context) -> tuple[str, ...]:
    """The body that a list of verbs shares at its end: "đưa ra 5, bổ sung 4 đồng chí đối với Ban Chấp hành".

    *here* are all bodies of the sentence: one that was named before keeps its counts."""
    group = next((part.first for part in reversed(segments[:place + 1]) if part.opener == ";"), segments[0].first)
    action = local_action(segments[place], words)
    if words[segments[place].count.last:segments[place].count.last + 2] == ["tham", "gia"]:
        return ()  # "bổ sung 2 vị tham gia Ủy ban": what they join has no name here
    if action is None or any(group <= mark.first < segments[place].first for mark in here):
        return ()
    for segment in segments[place + 1:]:
        if segment.opener in (";", "sub", ":"):
            return ()
        bodies = counted(segment)
        if segment.depth > segments[place].depth:
            if bodies:
                return ()  # a split by body follows: the number itself is of all
            continue
        if bodies and segment.count is not None:
            other = local_action(segment, words)
            own = adjusted(segments[place], action, words, context)
            listed = other is not None and adjusted(segment, other, words, context) != own
            summed = other is not None and other.id == "total"  # "bổ sung 4, đưa tổng số quy hoạch Ban Chấp hành lên 40"
            return ids_of(bodies) if listed and (summed or bodies[0].first >= segment.count.number) else ()
        if bodies:
            return ids_of(bodies)
    return ()
