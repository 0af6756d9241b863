"""Numbers that a rule, a requirement or a made-up example gives: they tell of no committee, so they are no figures."""
from __future__ import annotations

from plugins.figures.case import NO_FIGURE, Case

_SUPPOSED = (("giả", "sử"), ("chẳng", "hạn"))
_AIMED = frozenset((("chỉ", "tiêu"), ("đề", "ra"), ("kế", "hoạch")))
AIMS = (("phấn", "đấu"), ("mục", "tiêu"))
_ASKED = frozenset(("phải", "cần", "mức", "khung", "chuẩn", "trần", "ngưỡng", "mục"))
_ASKED_PAIRS = frozenset((("quy", "định"), ("yêu", "cầu"), ("nguyên", "tắc"), ("cần", "bảo")))
_EACH = frozenset(("mỗi", "một", "01", "1"))
_WHO = frozenset(("chức", "người", "đồng", "cán", "vị"))  # "mỗi chức danh", "một người", "mỗi đồng chí"
_REACHED = frozenset(("đạt", "bằng", "gấp", "với"))
_OTHERWISE = frozenset((("mức", "lương"), ("cùng", "kỳ"), ("bình", "quân")))  # what no plan is compared with
_BOUNDS = ("le", "ge", "gt")
_REACH = 8  # tokens before a number in which its rule is named


def begins(words: list[str], pairs: tuple[tuple[str, str], ...]) -> int:
    """The token at which the first of *pairs* begins in *words*; -1 where none does."""
    return next((place for place, pair in enumerate(zip(words, words[1:], strict=False)) if pair in pairs), -1)


def supposes(words: list[str]) -> int:
    """Where the sentence *words* begins to suppose; -1 where it does not."""
    return 0 if words[:3] in (["ví", "dụ", ","], ["ví", "dụ", ":"]) else begins(words, _SUPPOSED)


def _pairs(words: list[str]) -> set[tuple[str, str]]:
    return set(zip(words, words[1:], strict=False))


def _asked(case: Case) -> bool:
    """Whether the clause says that the number is asked for: "phải đạt ít nhất 15%", "không dưới 15% theo quy định"."""
    words, count = case.words, case.count
    before = words[max(case.segment.first, count.first - _REACH):count.number]
    behind = words[count.last:min(case.segment.last, count.last + 4)]
    if behind[:3] == ["theo", "quy", "định"] or behind[:3] == ["theo", "yêu", "cầu"]:
        return True
    if count.value_max is not None and ("quy", "định") in _pairs(words[count.last:case.segment.last]):
        return True  # "từ 1 đến 1,5 lần so với cấp ủy đương nhiệm theo quy định"
    return not _ASKED.isdisjoint(before) or not _ASKED_PAIRS.isdisjoint(_pairs(before))


def _of_each(case: Case) -> bool:
    """Whether the number is the most or the least for each: "mỗi chức danh không quy hoạch quá 4 người"."""
    words, count = case.words, case.count
    clause = next(part for part in reversed(case.segments[:case.place + 1]) if part.opener != "soft")
    before = words[max(clause.first, count.first - 2 * _REACH):count.number]
    behind = words[count.last:count.last + 5]
    if count.value == 1 and words[count.number] in _EACH and "không quá" in " ".join(behind):
        return True  # "01 người quy hoạch không quá 03 chức danh"
    bounded = count.qualifier in ("le", "ge") or before[-1:] == ["quá"] and "không" in before
    if behind[:1] == ["cho"] and behind[1:2] and behind[1] in _EACH and behind[2:3] and behind[2] in _WHO:
        return bounded or count.value_max is not None  # "từ 2 đến 3 người cho mỗi chức danh"
    return bounded and any(word in _EACH and after in _WHO for word, after in zip(before, before[1:], strict=False))


def required(case: Case) -> object | None:
    """NO_FIGURE where the number is one that somebody asks for or supposes."""
    count = case.count
    if 0 <= case.state.supposed < count.first:
        return NO_FIGURE
    if "nếu" in case.words[case.segment.first:count.first] and count.value == 1:
        return NO_FIGURE  # "không thực hiện quy hoạch nếu chỉ có 1 nguồn"
    if not case.unit and case.words[count.last:count.last + 1] == [","] and case.words[count.last + 2:count.last + 3] == ["tuổi"]:
        return NO_FIGURE  # "mới 28, 29 tuổi"
    if ("dân", "số") in _pairs(case.words[case.segment.first:count.first]):
        return NO_FIGURE
    if case.unit == "times":
        told = case.before is not None and case.segment.opener in (",", "soft", "(")  # "76 đồng chí, tức không quá 1,5 lần"
        if count.value_max is not None and "hệ" in case.words[case.segment.first:count.first] and _REACHED.isdisjoint(case.words[case.segment.first:count.first]):
            return NO_FIGURE  # "hệ số quy hoạch cấp ủy từ 1 đến 1,5 lần"
        if not _OTHERWISE.isdisjoint(_pairs(case.words[count.last:count.last + 4])):
            return NO_FIGURE  # "gấp 15 lần mức lương cơ sở", "gấp 1,2 lần cùng kỳ"
        return NO_FIGURE if not told and (count.qualifier in ("le", "ge") or _asked(case)) or 0 <= case.state.aimed < count.first else None
    if case.unit == "percent":
        if count.qualifier in _BOUNDS and ("nào" in case.words[:count.first] or "thì" in case.words[count.last:]):
            return NO_FIGURE  # "người nào được từ 30% số phiếu trở lên thì …"
        if count.value == 100 and 0 <= case.state.aimed < count.first:
            return NO_FIGURE  # "phấn đấu đến năm 2028 có 100% cán bộ quy hoạch đạt chuẩn"
        bounded = count.qualifier in _BOUNDS or case.words[count.first - 1] == "quá"
        if bounded and (case.words[count.first - 1] == "quá" or ("yêu", "cầu") in _pairs(case.words[:count.first])):
            return NO_FIGURE  # "vắng quá 20% số tiết", "yêu cầu bảo đảm tỷ lệ nữ không dưới 25%"
        return NO_FIGURE if (count.qualifier in _BOUNDS or "mức" in case.words[case.segment.first:count.first]) and _asked(case) else None
    if case.unit and case.words[count.last:count.last + 1] == ["/"]:
        return NO_FIGURE  # "35 đảng viên/năm" is a rate
    if not case.unit and not _AIMED.isdisjoint(_pairs(case.words[max(case.segment.first, count.first - 4):count.first])):
        return NO_FIGURE  # "kết nạp 4 đảng viên (chỉ tiêu là 3)"
    return NO_FIGURE if _of_each(case) else None
