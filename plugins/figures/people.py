"""Counts that tell what kind of people there are, or how many sit now: they are parts and surroundings of a plan."""
from __future__ import annotations

from plugins.figures.case import NO_FIGURE, Case
from plugins.figures.context import CORE, Found
from plugins.figures.verbs import COPULA

_BYSTANDERS = frozenset(("sinh viên", "học sinh", "lao động", "người lao động", "viên chức", "giảng viên", "giáo viên", "công nhân", "thanh niên"))
_NEAR = 6  # tokens: how far behind a number its denial begins
_ACCEPTED = frozenset(("phê", "duyệt", "chuẩn", "đạt", "đủ", "trúng", "quá"))  # with "không": "không được phê duyệt", "không quá bán"
_NOW = ("đương nhiệm", "đương chức", "hiện tại", "hiện nay")


def sitting(case: Case) -> Found | None:
    """How many sit now, in brackets: "1,2 lần số lượng cấp ủy đương nhiệm (hiện là 33 đồng chí)"."""
    if case.segment.opener != "(" or " ".join(case.words[max(0, case.segment.first - 3):case.segment.first - 1]) not in _NOW:
        return None
    return case.found("other", case.nearest or case.context.bodies)


def compared(case: Case) -> Found | None:
    """How many sit now, before a ratio to them: "26 đồng chí, so với 17 ủy viên đương nhiệm đạt 1,53 lần"."""
    words, count = case.words, case.count
    behind = " ".join(words[count.last:count.last + 2])
    lead = words[max(0, count.first - 4):count.first]
    beside = lead[-2:] == ["so", "với"] and behind in _NOW
    sized = lead[:2] == ["so", "với"] and lead[2:] in (["số", "lượng"], ["phương", "án"], ["quy", "định"], ["số", "ghế"])
    if case.unit not in ("person", "post_holder", "") or not beside and not sized:
        return None
    return case.found("other", case.nearest or case.context.bodies, case.before)


def voted(case: Case) -> Found | None:
    """People who got so many of the ballots: "23 đồng chí đạt 100% số phiếu"."""
    behind = case.segments[case.place + 1] if case.place + 1 < len(case.segments) else None
    if case.unit != "person" or case.action is not None or case.ids or behind is None or behind.count is None or behind.count.unit != "percent":
        return None
    votes = any(mark.id == "vote" for mark in behind.of("cue")) or case.previous is not None and case.previous.measure == "votes_percent"
    return case.found("other", case.nearest or case.context.bodies) if votes and behind.opener == "soft" else None


def seated(case: Case) -> Found | None:
    """Who takes a post at a congress was elected to it: "4 đồng chí giữ chức Phó Bí thư Tỉnh ủy"."""
    if not case.context.about_congress or case.unit != "person" or case.words[case.count.last:case.count.last + 2] != ["giữ", "chức"]:
        return None
    bodies = [mark.id for mark in case.segment.of("body") if mark.first >= case.count.last]
    return case.found("elected", tuple(bodies[:1])) if bodies else None


def again(case: Case) -> Found | None:
    """Holders of a post who are all spoken of: "cả 5 phó chủ tịch đều dưới 45 tuổi"."""
    free = case.action is None or case.action.id not in CORE
    return case.found("other", case.ids) if case.unit == "post_holder" and free and case.words[case.count.first - 1] == "cả" else None


def came_from(case: Case) -> Found | None:
    """What a list held before it changed: "danh sách từ 57 đồng chí rút xuống còn 49 đồng chí"."""
    behind = case.segments[case.place + 1] if case.place + 1 < len(case.segments) else None
    turned = behind is not None and behind.count is not None and behind.opener == "soft" and case.words[behind.count.first - 1] in ("còn", "xuống", "lên", "thành")
    plans = case.context.planning or case.context.about_plans
    if not turned or not plans or case.unit != "person" or case.words[case.count.first] != "từ" or case.count.value_max is not None:
        return None
    case.context.bodies = case.ids or case.context.bodies
    return case.found("total", case.context.bodies)


def denied(case: Case) -> Found | object | None:
    """People who were not taken: "02 đồng chí không đủ phiếu", "3 người không được phê duyệt quy hoạch Ban Chấp hành"."""
    words, count = case.words, case.count
    place = next((place for place in range(count.last, min(case.segment.last, count.last + _NEAR)) if words[place] in ("không", "chưa")), None)
    if case.unit not in ("person", "candidate", ""):
        return None
    lead = words[max(case.segment.first, count.first - 3):count.first]
    if lead == ["không", "quy", "hoạch"] and count.value == 1:
        return NO_FIGURE  # "không quy hoạch 1 người vào quá 3 chức danh"
    if lead in (["chưa", "phê", "duyệt"], ["không", "phê", "duyệt"], ["chưa", "duyệt"], ["không", "duyệt"], ["không", "quy", "hoạch"]):
        case.context.bodies = case.ids
        case.context.measure = case.context.primary = "other"
        return case.found("other", case.ids)  # "Chưa phê duyệt 19 trường hợp"
    if place is None or not (words[place + 1:place + 2] and words[place + 1] in _ACCEPTED or words[place + 1:place + 2] == ["được"] and words[place + 2] in _ACCEPTED):
        return None
    told = case.state.parted is not None or case.action is not None and (case.action.id in ("removed", "retained", "other", "norm") or case.action.last > place and case.action.first <= place)
    return None if told else case.found("other", case.nearest or case.context.bodies, case.parent)


def bystanders(case: Case) -> object | None:
    """People whom no verb counts: "trường có 14.200 sinh viên"."""
    free = case.parent is None and not case.ids and (case.action is None or case.action.id == "total")
    flags = case.context.flags & {"study", "attendance"}
    unit = " ".join(case.words[case.count.unit_first:case.count.unit_last])
    return NO_FIGURE if free and not flags and case.unit == "person" and unit in _BYSTANDERS else None


def women(case: Case) -> Found | None:
    """Women and men without another word for people: "8 nữ trong tổng số 54 đồng chí quy hoạch Ban Chấp hành", "5 nữ trúng cử"."""
    if case.unit != "person" or case.words[case.count.unit_first:case.count.unit_last] not in (["nữ"], ["nam"]) or case.parent is not None:
        return None
    following = case.segments[case.place + 1:case.place + 2]
    if case.ids and case.words[case.count.last:case.count.last + 1] == ["trong"] and case.follows:
        return case.found("other", case.ids)  # "2 nữ trong danh sách ban thường vụ"
    of = [mark.id for part in following if part.opener == "sub" for mark in case.counted(part)]
    elected = case.action is not None and case.action.id == "elected"
    return case.found("other", case.ids or tuple(of) or case.nearest, case.before) if of or elected else None


def own(case: Case) -> tuple[str, ...]:
    """The bodies that stand right beside the count."""
    far = 9 if case.words[case.count.first - 1] in COPULA else 3
    beside = bool(case.named) and 0 <= case.count.first - case.named[-1].last <= far
    return case.ids if case.follows or beside else ()


def traits(case: Case) -> Found | None:
    """People of a kind: "nữ 9 đồng chí", "Tái cử: 31", "9 đồng chí mới"."""
    segment, previous = case.segment, case.previous
    if segment.opener == "(" and previous is not None and previous.measure == "percent" and previous.segment is case.segments[case.place - 1]:
        return case.found("other", previous.bodies, previous.parent)  # "nữ chiếm 29,3% (12 người)"
    fresh = case.words[case.count.last:segment.last][:1] == ["mới"] and segment.last - case.count.last <= 2
    told = case.words[case.count.last:case.count.last + 1] == ["là"] and not case.ids  # "2 đồng chí là quản đốc" says who they are
    kind = "trait" in case.cues or fresh or told or case.state.led and segment.opener == ":" or _counts_kind(case)
    if _among(case):
        return case.found("other", case.ids, case.before)
    if not kind or case.action is not None and not (told and case.action is case.cue) or own(case):
        return None
    whole = case.before or (case.alone if case.alone is not None and case.alone.measure in CORE | {"other"} else None)
    return case.found("other", case.ids or (whole.bodies if whole is not None else ()), case.before)


def _among(case: Case) -> bool:
    """Whether the plan only says among whom a kind of people is counted: "cán bộ nữ trong quy hoạch Ban Chấp hành có 12 đồng chí"."""
    action = case.action
    if action is None or action.id != "planned" or case.words[action.first] != "trong" or action.last > case.count.first:
        return False
    again = case.state.among and action.first == case.segment.first  # "… có 12 đồng chí; trong quy hoạch Ban Thường vụ có 3 đồng chí"
    case.state.among = again or any(mark.id == "trait" and mark.last == action.first for mark in case.segment.of("cue"))
    return case.state.among


def _counts_kind(case: Case) -> bool:
    """Whether the unit itself is a kind of people: "14 nữ", "5 tiến sĩ", "6 người dân tộc thiểu số"."""
    units = case.words[case.count.unit_first:case.count.unit_last] if case.unit == "person" else []
    if any(" ".join(units[place:]) in case.grammar.peoples for place in (1, 2, 3)):
        return True  # "5 người Tày"
    return any(entry.id == "trait" for place in range(len(units)) for entry in case.grammar.marks.at(units, place)[1])
