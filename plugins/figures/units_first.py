"""Counts that their unit tells: shares, ratios, ballots, organisations, classes; and numbers that count nothing."""
from __future__ import annotations

from plugins.figures.bare import is_coefficient, polled, stands_bare
from plugins.figures.case import NO_FIGURE, Case
from plugins.figures.context import CORE, OTHER, Found, ids_of
from plugins.figures.rules import required
from plugins.figures.shares import ballots, percentage, ratio
from plugins.figures.verbs import JOINED, local_action

_PLAIN = {"organisation": "organisations", "agency": "organisations", "class": "classes", "learner": "learners"}
_AIMS = frozenset(("kế", "chỉ", "dự", "mục"))  # "48% kế hoạch": of what the clause before tells
_HIGH = 10  # no plan is ten times as large as the committee
_RULES = frozenset(("phải", "nếu", "khi"))


def _share(case: Case) -> Found | object | None:
    if case.unit != "percent":
        return None
    lead = case.words[case.segment.first:case.count.first]
    if "không có" in " ".join(lead) or case.count.qualifier is not None and not _RULES.isdisjoint(lead):
        return NO_FIGURE  # nobody's share, or a threshold: "phải đạt trên 50% số phiếu"
    if case.before is None and case.previous is None and case.segment.opener == "," and case.cues <= {"ratio"} and not case.segment.of("body") and _of_other_things(case):
        return NO_FIGURE  # "khám phá 512 vụ án, đạt tỷ lệ 86,3%"
    if case.before is None and case.previous is None and not case.ids and lead[-1:] in (["tăng"], ["giảm"]) and "trait" not in case.cues:
        return NO_FIGURE  # a rise of what no figure tells
    whole = case.parent or case.before or (case.alone if "trait" in case.cues else None)
    labelled = case.state.led and case.segment.opener == ":" and case.count.first == case.segment.first
    share = percentage(case.segment, case.words, case.grammar, case.ids, case.named, whole, case.previous, case.context, case.state.voting, labelled)
    if share is not None and case.mixed and case.segment.opener == ";" and not case.ids:
        share.bodies = ("khac",)  # after a list of several bodies: of all of them
    return share or NO_FIGURE


def _of_other_things(case: Case) -> bool:
    """Whether the clause before has a number that counts no people."""
    before = case.segments[case.place - 1]
    number = any(word[0].isdecimal() and not (len(word) == 4 and word.isdecimal()) for word in case.words[before.first:before.last])
    behind = [word for word in case.words[case.count.last:case.segment.last] if word != "."]
    return (not behind or behind[0] in _AIMS or case.unit == "times") and before.count is None and number and not before.of("body") and not before.of("cue")


def _ratio(case: Case) -> Found | object | None:
    goes_on = (case.unit == "" and case.count.of is None and case.previous is not None and case.previous.measure == "ratio_to_current"
               and case.previous.segment.depth == case.segment.depth
               and (case.count.value != case.count.value.to_integral_value() or "hệ" in case.words[:case.count.first] and case.count.value < _HIGH)
               and bool(case.ids) and not any(mark.id in CORE for mark in case.segment.of("cue")))  # "hệ số Ban Chấp hành 1,4; Bí thư 2"
    if case.unit != "times" and not goes_on and not is_coefficient(case.segment, case.words):
        return None
    if not case.ids and case.before is None and case.previous is None and case.segment.opener == "," and _of_other_things(case):
        return NO_FIGURE  # "sản lượng đạt 61,8 triệu tấn, tăng 1,9 lần"
    if case.follows and case.before is not None and case.segment.opener in JOINED:
        case.named, case.ids = [], case.before.bodies  # "Ban Thường vụ 20 đồng chí, đạt 1,5 lần so với cấp ủy đương nhiệm"
    own = [mark for mark in case.counted(case.segment) if mark.last <= case.count.first]
    if case.follows and own:
        case.named, case.ids = own, ids_of(own)  # what it is compared with comes after
    case.context.bodies = case.ids or case.context.bodies
    following = case.segments[case.place + 1] if case.place + 1 < len(case.segments) else None
    return ratio(case.segment, following, case.ids, case.named, case.before, case.context, goes_on) or NO_FIGURE


def _ballots(case: Case) -> Found | None:
    if case.unit != "vote" and not (case.unit == "" and polled(case.segment, case.cue, case.state.voting, case.context)):
        return None
    bodies, previous = () if case.state.office else case.ids, case.previous
    noted = case.segment.opener == "(" and previous is not None and case.segments[case.place - 1].count is previous.segment.count
    if noted and previous.measure in CORE:
        bodies = bodies or previous.bodies  # "bầu bổ sung 1 Ủy viên Ban Thường vụ (42/42 phiếu)"
    return ballots(case.segment, case.words, bodies, case.named, case.before, case.previous, case.context)


def _opinions(case: Case) -> Found | object | None:
    """So many of so many are for it; opinions in a discussion are no figure."""
    if case.unit != "opinion":
        return None
    return case.found("votes_percent", case.context.holder) if case.count.of is not None and "vote" in case.cues else NO_FIGURE


def _plain(case: Case) -> Found | object | None:
    if case.unit == "conference" or case.unit in _PLAIN and case.count.worded and case.count.value == 1:
        return NO_FIGURE  # "một chi bộ hưu trí" is any
    return case.found(_PLAIN[case.unit]) if case.unit in _PLAIN else None


def _is_item(case: Case) -> bool:
    """Whether a number without a unit is an item of a list whose heading says of which body: "Khối lâm sàng: 12"."""
    segment, before = case.segment, case.segments[case.place - 1] if case.place else case.segment
    label = case.words[before.first:before.last]
    named = before.count is None and not any(mark.id in CORE | OTHER for mark in before.of("cue"))
    return (segment.opener == ":" and segment.count.first == segment.first and 0 < case.place <= 2 and named and bool(label)
            and all(word.isalpha() or word in "+-" for word in label) and bool(case.context.bodies))


def _bare(case: Case) -> Found | object | None:
    case.action = local_action(case.segment, case.words)
    if case.unit:
        return None
    if case.action is not None and case.action.id == "delta" and "tuổi" in case.words[case.segment.first:case.count.first]:
        return NO_FIGURE  # "tuổi bình quân 46"
    if "nhất" in case.words[case.segment.first:case.count.first] and case.action is None:
        return NO_FIGURE  # "người trẻ nhất mới 25"
    if _is_item(case):
        return case.found("other", case.context.bodies) if case.action is None and not case.ids else None
    stands = stands_bare(case.segment, case.words, case.named, case.action, case.cue, case.state.led, case.parent is not None, case.grammar, case.context)
    return None if stands else NO_FIGURE


def words_of(case: Case) -> list[str]:
    """The words of the count's unit."""
    return case.words[case.count.unit_first:case.count.unit_last]


def _nobody(case: Case) -> object | None:
    action, count = case.action, case.count
    if count.worded and count.value == 1 and not (case.ids and case.follows and case.before is not None) and (action is None or action.first > count.number and (action.weight < 4 or action.id == "other")):
        return NO_FIGURE  # "một người có thể …" is anybody
    if count.worded and count.value == 1 and words_of(case)[:2] == ["lãnh", "đạo"]:
        return NO_FIGURE
    if count.worded and count.value == 1 and words_of(case) in (["người"], ["cán", "bộ"]) and not case.ids and not case.context.bodies:
        return NO_FIGURE  # "đưa một người ra khỏi quy hoạch khó hơn …"
    if case.unit == "member" and count.qualifier and count.first and case.words[count.first - 1] == "bộ":
        return NO_FIGURE  # "chi bộ dưới 9 đảng viên" says how large they are
    following = case.segments[case.place + 1:case.place + 2]
    listed = {*case.ids, *(mark.id for part in following if part.opener == "soft" for mark in case.counted(part)
                         if part.count is None or mark.last <= part.count.first)}
    if case.unit == "post_holder" and case.words[count.unit_first] in ("chức", "vị") and count.value == len(listed) > 1:
        return NO_FIGURE  # "hai chức danh Bí thư và Phó Bí thư" only names them
    if case.unit == "post" and (action is None or action.id == "norm" or count.value <= 5):
        return NO_FIGURE  # "mỗi người không quá 3 chức danh" is a rule
    return None


def _seats(case: Case) -> Found | None:
    free = case.action is None or case.action.id not in CORE
    return case.found("other", case.nearest) if case.unit == "seat" and free and case.parent is None else None


def _candidates(case: Case) -> Found | None:
    free = case.action is None or case.action.id not in CORE - {"elected", "total"}
    return case.found("nominated", case.nearest, case.before) if case.unit == "candidate" and free else None


def _files(case: Case) -> Found | object | None:
    """Files stand for their people where a body is named or a verb chooses them: "17 hồ sơ được đưa vào quy hoạch"."""
    if case.unit == "file" and case.action is not None and case.action.id == "total":
        return NO_FIGURE  # "còn 640 hồ sơ trễ hẹn"
    if case.unit != "file" or case.ids not in ((), ("khac",)) or case.action is not None and case.action.weight > 2:
        return None
    return NO_FIGURE if case.count.worded else case.found("other", case.nearest, case.parent)


RULES = (required, _share, _ratio, _ballots, _opinions, _plain, _bare, _nobody, _files, _seats, _candidates)
