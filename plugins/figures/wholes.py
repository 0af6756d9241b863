"""Counts of people that the verb tells: a ladder of rules, the first that answers is right."""
from __future__ import annotations

from dataclasses import replace

from plugins.figures.bare import says_number
from plugins.figures.case import Case
from plugins.figures.context import CORE, OTHER, Found
from plugins.figures.naming import shared_ahead
from plugins.figures.people import again, bystanders, came_from, compared, denied, own, seated, sitting, traits, voted, women
from plugins.figures.sums import parted, summed_behind, summed_up, whole_after
from plugins.figures.units_first import words_of
from plugins.figures.verbs import (
    COPULA, JOINED, adjusted, ahead, at_congress, changes, closing, continued, elects, in_or_out, parted_verb, present, shared_verb, staged, tells_of_study)

_PEOPLE = ("person", "member", "post_holder")
_ANYBODY = frozenset(("sinh viên", "học sinh", "giảng viên", "giáo viên", "đoàn viên", "hội viên", "viên chức", "cá nhân", "công nhân", "lao động",
                      "người lao động", "cử tri", "quần chúng", "quần chúng ưu tú", "thanh niên", "phụ nữ", "chiến sĩ"))
_PAST = frozenset(("trước", "cũ", "qua", "đầu"))
_NO_CONSENT = frozenset(("trúng", "tái", "bỏ", "kiểm"))  # words with which a phrase of voting begins that tells no agreement
_REVIEWED = frozenset(("removed", "added", "retained", "total"))
_SPLIT = ("learners", "delegates", "organisations")  # a part of these is of the same measure


def _part(case: Case) -> Found | None:
    """A part of the figure before: of the same measure where it is split by body, else "other"."""
    parent, action, unit = case.parent, case.action, case.unit
    if parent is None or case.segment.opener == ":" and action is None and case.cue is not None and case.cue.id in CORE and case.cue.weight >= 3:
        return None  # "30 đồng chí (đưa ra: 04; bổ sung: 02)"
    verb = action is not None and action.id in CORE | OTHER and action.weight >= 3 and action.last <= case.count.first
    if verb or parent.again and action is not None and action.id in CORE - {parent.measure} and action.weight >= 4:
        return None
    measure = "other"
    if parent.measure in CORE:
        reason = "trait" in case.cues or action is not None and action.id != "planned" and adjusted(case.segment, action, case.words, case.context) not in ("planned", parent.measure)
        label = case.segments[case.place - 1] if case.segment.opener == ":" else case.segment
        named = case.words[label.first:case.count.first]
        by_term = "kỳ" in named and any(len(word) == 4 and word.isdecimal() for word in named)
        if (case.ids or by_term) and not reason or unit == "delegate" and parent.measure == "elected":
            measure = parent.measure  # "12 đồng chí (nhiệm kỳ 2020-2025: 2 đồng chí, …)" is split by term
    elif parent.measure in _SPLIT and unit in ("", "person", "delegate", "member"):
        measure = parent.measure
    return case.found(measure, case.ids if case.ids and (measure != "other" or parent.measure == "other") else parent.bodies, parent)


def _late_verb(case: Case) -> None:
    """Settle on a verb that comes after, or on a stage that stands for one."""
    state = case.state
    state.parted = parted_verb(case.segments, case.place, case.words) or state.parted
    inside = state.parted is not None and case.count.last <= state.parted[0].first
    if inside or case.action is None or case.action.id == "attendance":
        behind = state.parted if inside else ahead(case.segments, case.place, case.words)
        if behind is not None:
            case.action, clause = behind
            case.note(clause)
            case.named = case.named or case.counted(clause)
            case.ids = case.ids or tuple(dict.fromkeys(mark.id for mark in case.named))
    case.action = shared_verb(case.segments, case.place, case.action) or case.action
    if (case.action is None or case.action.id == "planned" and case.action.weight <= 2 and case.words[case.count.first - 1] in ("ra", "vào")) and (
            case.context.planning or case.context.about_plans):
        case.action = in_or_out(case.segment, case.words, case.context) or case.action
    if case.action is None and (case.context.planning or case.context.about_plans):
        case.action = staged(case.segment) or in_or_out(case.segment, case.words, case.context)


def _delta(case: Case) -> Found | None:
    """Rises and falls, and rules on numbers."""
    segment, context = case.segment, case.context
    if case.action is None and case.state.delta and segment.opener in JOINED and (case.follows or not case.counted(segment)):
        case.ids = case.nearest
        if case.words[case.count.first - 1] not in COPULA:  # else "tăng 7 đồng chí, đạt 52 đồng chí"
            return case.found("other", case.ids, case.before)
    case.state.delta = case.action is not None and case.action.id == "delta"
    if case.state.delta and changes(case.segments, case.action, case.words) and case.ids and context.planning:
        case.action = replace(case.action, id="removed" if case.words[case.action.first] == "giảm" else "added")
    if case.action is None or case.action.id not in ("norm", "delta"):
        return None
    context.bodies = case.ids or context.bodies
    context.measure = next((mark.id for mark in segment.of("cue") if mark.id in CORE and mark.last <= case.action.first), context.measure)
    return case.found("other", case.nearest, case.before)


def _carried_verb(case: Case) -> None:
    weak = case.action is not None and (case.action.id == "nominated" or case.action.id == "planned" and case.action.before_number)
    if weak and case.cue is not None and case.cue.id == "added" and case.context.planning:
        case.action = case.cue  # "bổ sung quy hoạch nhiệm kỳ này, hội nghị giới thiệu 7 đồng chí"
    behind = case.action is not None and case.action.first >= case.count.last
    if case.action is not None and case.action.id == "planned" and case.action.first == 0 and case.words[0] == "vào" and case.context.measure == "removed":
        case.action = replace(case.action, id="added", weight=5)  # "Ra khỏi quy hoạch có 4 đồng chí. Vào quy hoạch có 6 đồng chí."
    if case.action is not None and case.action.id == "elected" and case.words[case.action.first] == "đoàn" and case.before is not None and (
            case.before.measure == "nominated"):
        case.action = replace(case.action, id="nominated")  # a delegation in a list of nominations
    case.action = continued(case.segment, case.action, None if parted(case) and not behind else case.before, case.words)
    if case.state.header is not None and case.action is not None and case.action.id == "planned" and case.action.weight <= 2:
        case.action = case.state.header


def _agreed(case: Case) -> Found | None:
    """So many of so many agree: "48/48 đại biểu tán thành"."""
    if case.count.of is None:
        return None
    votes = [mark for mark in case.segment.of("cue") if mark.id == "vote" and mark.first >= case.segment.count.last]
    acting = case.action is not None and case.action.id not in ("attendance", "elected")
    if acting and not (votes and votes[0].last <= case.action.first and votes[0].first - case.count.last <= 1):
        return None  # else "31/31 đồng chí nhất trí bổ sung …"
    agreed = any(case.words[mark.first] not in _NO_CONSENT for mark in votes)
    return case.found("votes_percent", case.context.holder) if agreed else None


def _delegates(case: Case) -> Found | None:
    if case.unit != "delegate" or elects(case.action or case.cue, case.before):
        return None
    return case.found(present(case.segment, case.words, case.context.congress))


def _other(case: Case) -> Found | None:
    """Verbs of no planning measure: admissions, discipline, and what the clause before said ("số dư: 2 đồng chí")."""
    segment, context, before = case.segment, case.context, case.before
    if case.action is None and case.cue is not None and case.cue.id != "attendance":
        case.action = case.cue
    if case.action is None:
        return None
    if case.action.id in ("norm", "delta"):
        return case.found("other", case.nearest or (context.bodies if segment.opener == ":" else ()), before)
    if case.action.id != "other":
        return None
    if case.words[case.action.first] == "xóa" and context.planning and case.unit != "member":
        case.action = replace(case.action, id="removed")  # names are struck off a plan as off the party's rolls
        return None
    context.measure = context.primary = "other"
    beyond = before if segment.opener == "soft" and before is not None and before.measure in CORE else None
    listed = before is not None and case.previous is not None and case.previous.parent is before and segment.opener == "," and not own(case)
    return case.found("other", before.bodies if listed else own(case), beyond)


def _free(case: Case) -> bool:
    """Whether no verb of planning or electing reaches so far."""
    return case.action is None and case.context.measure not in CORE


def _learners(case: Case) -> Found | None:
    if case.action is not None:
        return case.found("learners") if tells_of_study(case.segment, case.action, case.words, case.state.classes) else None
    taught = case.state.classes or _free(case) and "study" in case.context.flags
    return case.found("learners") if taught and case.unit in _PEOPLE else None


def _attendance(case: Case) -> Found | None:
    attending = case.action is not None and case.action.id == "attendance" or _free(case) and "attendance" in case.context.flags
    delegation = ("đoàn", "đại") in zip(case.words[:case.count.first], case.words[1:case.count.first], strict=False)
    if attending and delegation and case.context.about_congress and case.unit == "person":
        return case.found("elected")  # "Đoàn đại biểu của Đảng bộ tỉnh dự Đại hội gồm 22 đồng chí"
    counted = case.unit in ("person", "post_holder", "") or case.unit == "member" and (
        case.count.of is not None or case.action is not None and case.action.first >= case.count.last)  # "21/22 đảng viên dự đại hội"
    return case.found("attendance", own(case)) if attending and counted else None


def _members(case: Case) -> Found | None:
    free = case.action is None or case.action.id not in CORE - {"total"}
    return case.found("other") if case.unit == "member" and free else None


def _by_verb(case: Case) -> str | None:
    """The measure of the count's own verb; None for a sum of something else than a plan."""
    context, before, ids = case.context, case.before, case.ids
    reviewed = before is not None and before.measure in ("removed", "added") and case.action.last <= case.count.first
    if reviewed and case.action.id == "nominated" and case.words[case.action.first:case.action.last] == ["danh", "sách"]:
        case.action = replace(case.action, id="total")  # "sau khi đưa ra 2 người và thêm 3 người, danh sách có 22 đồng chí"
    measure = adjusted(case.segment, case.action, case.words, context)
    if measure == "total" and not ids and not context.bodies and before is not None and before.bodies != ("khac",):
        ids = case.ids = before.bodies  # "Ban Chấp hành từ 15 đồng chí nay còn 12"
    if measure == "total" and not ids and any(mark.id in ("study", "trait") and 0 <= mark.first - case.count.last <= 1 for mark in case.segment.of("cue")):
        return None  # "huyện hiện có 26 đồng chí học thạc sĩ"
    if context.about_congress and not case.context.planning:
        measure = at_congress(case.words, case.segment, case.action, measure, case.unit)
    entered = case.words[case.action.first:case.action.last] == ["được", "đưa", "vào"]
    if entered and not {"removed", "added", "retained", "total"}.intersection((context.measure, *context.series)):
        measure = "planned"  # "28 người được đưa vào nguồn Ban Chấp hành": nobody left for them
    if measure == "added" and case.action.before_number and not (ids or context.about_plans or context.planning or context.bodies):
        return None  # "nhà trường có thêm 14 phó giáo sư"
    if measure == "total" and case.words[case.action.first] == "tổng" and context.primary in (None, "planned") and "xây" in case.words[:case.count.first]:
        measure = "planned"  # "đã xây dựng xong quy hoạch; tổng nguồn là 143 đồng chí": nothing was reviewed
    if measure in ("removed", "retained") and context.about_congress and not context.about_plans:
        return None  # "có 1 trường hợp xin rút" leaves a ballot, no plan
    to_party = ("cho", "đảng") in zip(case.words[case.segment.first:case.segment.last], case.words[case.segment.first + 1:case.segment.last], strict=False)
    if measure == "nominated" and not ids and (to_party or _of_another_kind(case)):
        return None  # "giới thiệu 12 quần chúng ưu tú cho Đảng"
    of_members = "đảng viên" in " ".join(case.words[case.segment.first:case.count.first]) and not ids
    if measure == "total" and (of_members or not (ids or context.bodies or context.planning)):
        return None
    risen = measure == "total" and context.measure is None and case.words[case.count.first - 1] in ("lên", "thành")
    if case.action.kind == "note" or risen:
        return measure  # "7 đồng chí (không thay đổi); Bí thư 2 đồng chí": what the bracket says ends with it
    context.measure = measure
    if measure != "total" and (ids or case.action is case.cue) or ids and (case.counted(case.segment) or context.primary is None):
        context.primary = measure
    return measure


def _of_another_kind(case: Case) -> bool:
    """Whether the count is of people of whom no plan speaks: "14.200 sinh viên", "15 cá nhân nhận giấy khen"."""
    return case.unit == "person" and " ".join(case.words[case.count.unit_first:case.count.unit_last]) in _ANYBODY


def _by_context(case: Case) -> str | None:
    """The measure of a count without a verb: that of the clauses, lines and title above; None where it is no figure."""
    context, ids = case.context, case.ids
    last = closing(case.segments) if ids and context.measure is None else None
    measure = last.id if last else (
        (context.primary if ids and context.primary else context.measure) or (context.distant if ids and not case.follows else None) or "other")
    if not ids and measure != "other" and not case.follows and _of_another_kind(case):
        return "other"
    if ids and measure in ("removed", "added") and context.measure == "total" and not summed_behind(case):
        measure = "total"  # "Phó Bí thư: bổ sung 1, tổng số 4; Chủ tịch: 2 đồng chí" tells of no change
    if ids and ("đầu", "nhiệm") in zip(case.words[case.segment.first:case.count.first], case.words[case.segment.first + 1:case.count.first], strict=False):
        return "other"  # "đầu nhiệm kỳ Ban Chấp hành có 54 đồng chí"
    if case.count.worded and not ids or measure == "other" and (case.unit in ("", "post") or case.count.worded or case.count.value == 1):
        return None
    labelled = case.segment.opener == ":" and (ids or context.bodies and says_number(case.segments, case.place, case.words))
    if measure == "other" and context.about_plans and labelled:
        context.measure = context.primary = "planned"
        return "planned"  # in an article on planning: "Ban Thường vụ: 17 đồng chí", "Số lượng: 17 đồng chí"
    listed = case.unit == "person" and case.named and not case.follows and case.named[0].first - case.segment.first <= 2 and case.count.of is None
    today = any(mark.id in ("norm", "total") for part in case.segments for mark in part.of("cue"))  # how many sit now, not how many are planned
    if measure == "other" and context.titled_plans and listed and context.measure is None and not today and not case.segment.of("cue"):
        context.measure = context.primary = "planned"
        return "planned"  # in an article on planning: "Ban Thường vụ 198 lượt đồng chí"
    sources = words_of(case) == ["nguồn"]
    meant = case.follows and case.named[0].first and case.words[case.named[0].first - 1] in ("cho", "vào", "với") and (context.planning or context.about_plans)
    decided = bool(case.segment.of("stage")) and (context.planning or context.about_plans)
    if measure == "other" and ids and (sources or meant or decided) and context.measure is None and case.count.of is None:
        context.measure = context.primary = "planned"
        return "planned"  # "47 nguồn cho Ban Chấp hành"
    if measure == "nominated" and context.about_congress and ids and not any(mark.id == "nominated" for part in case.segments for mark in part.of("cue")):
        return "elected"  # after the list of candidates: "Ban Thường vụ 9 ủy viên"
    lead = case.words[max(case.segment.first, case.count.first - 12):case.count.first]
    if measure == "other" and context.about_congress and ids and not _PAST.intersection(lead) and ("mới" in lead or "khóa" in lead and not context.about_plans):
        context.measure = "elected"
        return "elected"  # in an article on a congress: "Ban Thường vụ mới gồm 13 người"
    return measure


def _named_in_group(case: Case) -> bool:
    """Whether a counted body stands before the count since the last semicolon or the head of the sentence, or the context's is a heading's."""
    group = next((part.first for part in reversed(case.segments[:case.place + 1]) if part.opener == ";"), 0)
    return case.context.headed or any(group <= mark.first < case.count.first for mark in case.state.here)


def _planned(case: Case) -> Found | None:
    """The planning measures, with the body that is named, shared or carried on."""
    segment, context, before = case.segment, case.context, case.before
    leads = case.action is not None and segment.first <= case.action.first < case.count.first and case.action.weight > 2
    weak = case.action is not None and (not leads and summed_up(case) or whole_after(case))
    if case.action is not None and case.action.id != "attendance" and not weak:
        measure = _by_verb(case)
        if measure is None:
            changed = not case.unit and case.action.before_number and case.action.id == "total"  # "số xã từ 412 giảm còn 137"
            return None if changed else case.found("other")
    elif summed_up(case):
        measure = context.measure = "total"
    elif whole_after(case):
        measure = context.measure = context.primary = "total"
    elif case.ids and "after" in context.flags and case.words[case.count.first - 1] in ("có", "còn", "gồm", "là", "đủ"):
        measure = context.measure = context.primary = "total"  # "Hiện nay, Ban Thường vụ có 15 đồng chí"
    else:
        measure = _by_context(case)
        if measure is None:
            return None
        if measure == "other":
            if own(case) and not case.follows:
                context.bodies = own(case)  # "Cấp ủy hiện nay 9 đồng chí. Quy hoạch 14 đồng chí."
            return case.found("other", own(case))
    if measure == "elected" and words_of(case) == ["nguồn"]:
        measure = context.measure = "planned"  # "Chủ tịch HĐND 3 nguồn"
    shared = case.ids or shared_ahead(case.segments, case.place, case.state.here, case.counted, case.words, context)
    if not shared and case.count.unit_last > case.count.unit_first >= 0 and case.words[case.count.unit_first] == "lượt" and not _named_in_group(case):
        context.bodies = ()  # "các đảng bộ trực thuộc dự nguồn 344 lượt đồng chí": turns are of many bodies
    context.bodies = shared or context.bodies or (before.bodies if before is not None and segment.opener in JOINED else ())
    if not context.bodies and measure in _REVIEWED and case.action is not None and case.unit == "person" and not case.state.here:
        context.bodies = context.lasting if case.words[case.count.unit_first] != "lượt" else ()
    if not context.bodies and context.about_congress and measure in ("nominated", "elected") and case.unit in ("person", "candidate", ""):
        context.bodies = ("ban-chap-hanh",)  # whom a congress elects without a name for it
    behind = case.words[case.count.last:case.count.last + 4]
    sent = behind[:2] in (["đi", "dự"], ["dự", "đại"]) or behind[-2:] == ["đi", "dự"] or (
        case.action is not None and case.words[case.action.first:case.action.first + 2] == ["đi", "dự"])  # "bầu 5 đồng chí đi dự đại hội cấp trên"
    bodies = () if case.unit == "delegate" or sent else context.bodies
    if measure == "elected" and not case.state.office:
        context.holder = bodies
    return case.found(measure, bodies)


RULES = (sitting, compared, seated, again, came_from, _part, _late_verb, bystanders, denied, voted, _delta, women, _carried_verb, _agreed, _delegates, _other, _learners, _attendance, traits, _members, _planned)
