"""Sums: how many are there after the changes that a sentence, a bracket or a clause behind tells."""
from __future__ import annotations

from plugins.figures.case import Case
from plugins.figures.context import CORE

_CHANGES = ("removed", "added")
_HAVING = frozenset(("có", "còn", "gồm", "đủ"))


def parted(case: Case) -> bool:
    """Whether a semicolon stands between the count and the last whole: "bổ sung 5 đồng chí; nhiệm kỳ 2025-2030, quy hoạch …"."""
    for segment in reversed(case.segments[:case.place + 1]):
        if case.before is not None and segment.count is case.before.segment.count:
            return False
        if segment.opener == ";":
            return case.words[segment.first:segment.first + 2] != ["tương", "tự"]
        if segment.count is None and segment.opener == "," and "kỳ" in case.words[segment.first:segment.last]:
            return True  # "…, nhiệm kỳ 2025-2030, quy hoạch …" begins another list
    return False


def summed_up(case: Case) -> bool:
    """Whether a bracket behind the count tells the changes that led to it: "có 66 đồng chí (sau khi đưa ra 11 và bổ sung 8 đồng chí)"."""
    behind = case.segments[case.place + 1:case.place + 3]
    if not behind or behind[0].opener != "(" or behind[0].count is None and [part.opener for part in behind[1:]] != [":"]:
        return False
    end = behind[0].last if behind[0].count is None else behind[0].count.first
    return (behind[0].count or behind[-1].count) is not None and any(mark.id in _CHANGES and mark.weight >= 3 and mark.last <= end for mark in behind[0].of("cue"))


def whole_after(case: Case) -> bool:
    """Whether the count says how many are there after changes that the sentence told: "giảm 11, thêm 7, đến nay có 79 người"."""
    before, segment = case.before, case.segment
    if before is None or before.measure not in _CHANGES or before.segment.depth != segment.depth or case.words[case.count.first - 1] not in _HAVING:
        return False
    if case.ids and case.ids != before.bodies and before.bodies != ("khac",) or segment.opener in ("sub", ":") or parted(case):
        return False
    return not any(mark.id in CORE - {"planned"} or mark.id in ("trait", "other", "attendance") for mark in segment.of("cue"))


def summed_behind(case: Case) -> bool:
    """Whether a sum of the same body comes after the count: "Ban Thường vụ 1 đồng chí, tổng số 12 đồng chí"."""
    for segment in case.segments[case.place + 1:]:
        if segment.opener == ";" or case.counted(segment):
            return False
        if any(mark.id == "total" for mark in segment.of("cue")):
            return True
    return False
