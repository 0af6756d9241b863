"""Numbers that a rule, a requirement or a made-up example gives: they tell of no committee, so they are no figures."""
from __future__ import annotations

from plugins.figures.case import NO_FIGURE, Case

_SUPPOSED = (("giả", "sử"), ("chẳng", "hạn"))
_ASKED = frozenset(("phải", "cần", "mức", "khung", "chuẩn", "trần", "ngưỡng", "mục"))
_ASKED_PAIRS = frozenset((("quy", "định"), ("yêu", "cầu"), ("nguyên", "tắc"), ("cần", "bảo")))
_EACH = frozenset(("mỗi", "một"))
_WHO = frozenset(("chức", "người", "đồng", "cán", "vị"))  # "mỗi chức danh", "một người", "mỗi đồng chí"
_BOUNDS = ("le", "ge", "gt")
_REACH = 8  # tokens before a number in which its rule is named


def _pairs(words: list[str]) -> set[tuple[str, str]]:
    return set(zip(words, words[1:], strict=False))


def _asked(case: Case) -> bool:
    """Whether the clause says that the number is asked for: "phải đạt ít nhất 15%", "không dưới 15% theo quy định"."""
    words, count = case.words, case.count
    before = words[max(case.segment.first, count.first - _REACH):count.number]
    behind = words[count.last:min(case.segment.last, count.last + 4)]
    if behind[:3] == ["theo", "quy", "định"] or behind[:3] == ["theo", "yêu", "cầu"]:
        return True
    return not _ASKED.isdisjoint(before) or not _ASKED_PAIRS.isdisjoint(_pairs(before))


def _aimed(case: Case) -> bool:
    """Whether the sentence tells of aims: "mục tiêu đến năm 2030: …"."""
    return not {("phấn", "đấu"), ("mục", "tiêu")}.isdisjoint(_pairs(case.words[:case.count.first]))


def _of_each(case: Case) -> bool:
    """Whether the number is the most or the least for each: "mỗi chức danh không quy hoạch quá 4 người"."""
    words, count = case.words, case.count
    clause = next(part for part in reversed(case.segments[:case.place + 1]) if part.opener != "soft")
    before = words[max(clause.first, count.first - 2 * _REACH):count.number]
    bounded = count.qualifier in ("le", "ge") or before[-1:] == ["quá"] and "không" in before
    return bounded and any(word in _EACH and after in _WHO for word, after in zip(before, before[1:], strict=False))


def required(case: Case) -> object | None:
    """NO_FIGURE where the number is one that somebody asks for or supposes."""
    count = case.count
    if any(pair in _SUPPOSED for pair in _pairs(case.words[:count.first])) or case.words[:3] in (["ví", "dụ", ","], ["ví", "dụ", ":"]):
        return NO_FIGURE
    if case.unit == "times":
        told = case.before is not None and case.segment.opener in (",", "soft", "(")  # "76 đồng chí, tức không quá 1,5 lần"
        return NO_FIGURE if not told and (count.qualifier in ("le", "ge") or _asked(case)) or _aimed(case) else None
    if case.unit == "percent":
        if count.qualifier in _BOUNDS and ("nào" in case.words[:count.first] or "thì" in case.words[count.last:]):
            return NO_FIGURE  # "người nào được từ 30% số phiếu trở lên thì …"
        return NO_FIGURE if (count.qualifier in _BOUNDS or "mức" in case.words[case.segment.first:count.first]) and _asked(case) else None
    return NO_FIGURE if _of_each(case) else None
