"""Numbers without a unit, and numbers that were said before: whether they count, and what."""
from __future__ import annotations

from plugins.figures.clauses import Mark, Segment
from plugins.figures.context import CORE, FLAGS, Context
from plugins.figures.grammar import Grammar
from plugins.figures.verbs import LINKS, in_or_out

_MOST = 20_000  # no committee counts more than this without a unit


def says_again(segment: Segment, words: list[str]) -> bool:
    """Whether the count is a whole, said again to be split: "Trong 55 đồng chí, …", "Trong số 55 …"."""
    lead = words[max(0, segment.count.first - 3):segment.count.first]
    return "một" not in lead and (lead[-1:] == ["trong"] or lead[-2:] == ["trong", "số"] or lead == ["trong", "tổng", "số"])


def says_number(segments: list[Segment], place: int, words: list[str]) -> bool:
    """Whether the label before a colon only announces a number: "Số lượng: 47 đồng chí"."""
    label = segments[place - 1] if place else None
    return label is not None and label.count is None and words[label.first:label.last][-2:] == ["số", "lượng"]


def repeats(segment: Segment, words: list[str]) -> bool:
    """Whether the count only names a number again: "Cơ cấu 19 đồng chí nói trên"."""
    after = words[segment.count.last:segment.count.last + 2]
    return after[:1] in (["ấy"], ["này"]) or after in (["nói", "trên"], ["kể", "trên"], ["nêu", "trên"], ["trên", "đây"])


def stands_bare(segment: Segment, words: list[str], named: list[Mark], action: Mark | None, cue: Mark | None, led: bool,
                part: bool, grammar: Grammar, context: Context) -> bool:
    """Whether a number without a unit counts: right after a body or a verb, or before "vào Ban …".

    *led* says that the words before a colon told what kind of people it counts: "Tái cử: 31"; *part* that it may be
    a part of the count before a bracket: "16 (khu dân cư 11, trường học 3)"."""
    count = segment.count
    if count.value != count.value.to_integral_value() or count.value > _MOST:
        return False
    lead = count.first
    while lead > segment.first and words[lead - 1] in LINKS:
        lead -= 1
    if any(mark.last <= lead and lead - mark.last <= 6 for mark in named):
        return context.measure in CORE or context.distant is not None or action is not None or cue is not None
    if any(lead <= mark.last <= count.first for mark in segment.of("cue") if mark.id not in FLAGS or mark.id == "attendance"):
        return True
    if part and segment.depth and words[count.last:segment.last] == ["mới"]:
        return True  # "17 đồng chí (9 tái cử, 8 mới)"
    if part and segment.depth and segment.first < lead and all(word.isalpha() or word == "-" for word in words[segment.first:lead]):
        return count.last == segment.last
    if part and grammar.units.at(words, segment.first)[0] == lead > segment.first:
        return True  # "trong đó nữ 167, học sinh 21"
    if in_or_out(segment, words, context) is not None:
        return True
    if (context.planning or context.about_plans) and any(lead <= mark.last <= count.first for mark in segment.of("stage")):
        return True  # "đề nghị 3, duyệt cả 3"
    near = words[max(0, count.first - 6):count.first]
    if ("con", "số") in zip(near, near[1:], strict=False):
        return True
    if any(mark.id == "trait" and mark.first == count.last and (part or words[mark.first] == "là") for mark in segment.of("cue")):
        return True  # "18 là nữ", "17 đồng chí (9 tái cử)"
    traits = [mark.last for mark in segment.of("cue") if mark.id == "trait" and mark.last <= lead]
    if traits and lead - traits[-1] <= 2:
        return True  # "trình độ trung cấp trở lên 20"
    if named and words[count.last:count.last + 1] in (["ở"], ["vào"], ["cho"]) and 0 < named[0].first - count.last <= 3:
        return context.measure in CORE  # "33 ở Ban Chấp hành, 12 ở Ban Thường vụ"
    if any(mark.first == count.last and mark.id == "planned" for mark in segment.of("cue")):
        return bool(named)  # "51 quy hoạch Ban Chấp hành"
    return segment.first == lead and segment.opener in (":", "sub") and (bool(named) or cue is not None or led)


def is_coefficient(segment: Segment, words: list[str]) -> bool:
    """Whether a bare number is a ratio: "hệ số 1,54", "hệ số quy hoạch so với cấp ủy đương nhiệm là 1,6"."""
    count = segment.count
    lead = words[segment.first:count.first]
    if count.unit or count.of is not None or ("hệ", "số") not in zip(lead, lead[1:], strict=False):
        return False
    return "hoạch" in lead and count.value != count.value.to_integral_value() or all(word in LINKS | {"hệ", "số", "quy", "hoạch"} for word in lead)


def polled(segment: Segment, cue: Mark | None, voting: bool, context: Context) -> bool:
    """Whether a bare number is one of ballots: "số phiếu tín nhiệm là 7/47", "Số phiếu tín nhiệm cao: 52"."""
    count = segment.count
    if "vote" not in context.flags:
        return False
    return count.of is not None or segment.opener == ":" and count.first == segment.first and cue is None and voting
