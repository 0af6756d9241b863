"""Which verb governs a count: its own, one further on or behind, or one that the clauses before gave."""
from __future__ import annotations

from dataclasses import replace

from plugins.figures.clauses import Mark, Segment
from plugins.figures.context import CORE, FLAGS, OTHER, Context, Found
from plugins.figures.shares import cue_ids

COPULA = frozenset(("còn", "gồm", "là", "có", ":", "đạt", "với"))
JOINED = frozenset((",", "soft"))
LINKS = COPULA | {"được", "đối", "mới", "cả", "đủ", "chỉ"}
_CONGRESS = ("chính thức", "dự khuyết", "đại hội", "thay mặt", "đại diện cho")
_PARTED = frozenset(("đưa", "rút", "loại", "cho"))  # "… ra khỏi quy hoạch" may follow only after the counts
_STRONG = 3.2  # the weight of a verb that can stand after its number: "được đưa vào quy hoạch"
_COMMITTEE = 4  # tokens: a committee's name behind its post
_LEAVING = frozenset(("nghỉ", "chuyển", "quá", "từ", "không", "chưa"))  # traits that say why somebody left
_AT_ONCE = 3  # tokens: what is said of people right after their number


def _adjacent(words: list[str], mark: Mark, number: int) -> bool:
    between = words[mark.last:number]
    return len(between) <= 2 and all(word in LINKS for word in between)


def local_action(segment: Segment, words: list[str]) -> Mark | None:
    """The verb of the segment's own count: the weightiest, and of equals the one before the number, then the nearest."""
    count = segment.count
    best: tuple[float, int, int] | None = None
    chosen: Mark | None = None
    for mark in segment.of("cue"):
        if mark.id in FLAGS - {"attendance"} or mark.id == "trait" or mark.weight == 0:
            continue
        before = mark.last <= count.first
        if mark.before_number and not (before and _adjacent(words, mark, count.first)):
            continue
        if mark.id in ("elected", "added") and not before and "để" in words[count.last:mark.first]:
            continue  # "giới thiệu 01 đồng chí để Ban Chấp hành bầu"
        if mark.id == "elected" and before and words[count.number - 1] == "từ" and any(
                other.id == "nominated" and other.first >= count.last for other in segment.of("cue")):
            continue  # "trúng cử từ 26 đồng chí được đề cử"
        if mark.id == "norm" and words[mark.first] == "mỗi" and any(body.first == mark.last for body in segment.of("body")):
            continue  # "2 đồng chí ở mỗi chức danh Bí thư và Phó Bí thư"
        if mark.id == "norm" and words[mark.first] == "mỗi" and any(other.id == "planned" and other.first == count.last for other in segment.of("cue")):
            continue  # "mỗi đơn vị có 2 đồng chí quy hoạch Chủ tịch"
        if mark.id == "norm" and words[mark.first:mark.last] == ["mỗi", "chức", "danh"] and count.qualifier is None and any(
                0 <= mark.first - body.last <= _COMMITTEE for body in segment.of("body")):
            continue  # "Bí thư và Phó Bí thư Huyện ủy mỗi chức danh 3 nhân sự"
        if mark.id == "norm" and words[mark.last - 1] == "lượng" and "hoạch" in words[segment.first:segment.last]:
            continue  # "thống nhất số lượng quy hoạch …" says how many are planned
        if mark.id == "elected" and not before and any(other.id == "nominated" and other.last <= count.first for other in segment.of("cue")):
            continue  # "giới thiệu 1 đồng chí bầu Phó Bí thư"
        if mark.before_number and any(other.before_number and mark.last <= other.first and other.last <= count.first for other in segment.of("cue")):
            continue  # "danh sách còn 47 người": the nearer one is right before the number
        rank = (mark.weight, int(before), -(count.first - mark.last if before else mark.first - count.last))
        if best is None or rank > best:
            best, chosen = rank, mark
    nearer = [mark for mark in segment.of("cue") if mark.id == "total" and mark.weight >= _STRONG and mark.last <= count.first and _adjacent(words, mark, count.first)]
    if chosen is not None and nearer and chosen.last <= nearer[-1].first and chosen.id in ("retained", "removed", "added"):
        return nearer[-1]  # "cộng cả số được giữ lại thì tổng số hiện nay là 1.072 lượt"
    if chosen is not None and chosen.id == "total" and chosen.weight < _STRONG:  # "tổng số triệu tập 86 đồng chí"
        chosen = next((mark for mark in segment.of("cue") if mark.id == "attendance" and chosen.last <= mark.first < count.first), chosen)
    return _reviewed(segment, chosen, words) or _listed(segment, chosen, words)


def _listed(segment: Segment, chosen: Mark | None, words: list[str]) -> Mark | None:
    """*chosen*, or the list of candidates that it only names: "thông qua danh sách bầu đoàn đại biểu gồm 21 đồng chí"."""
    if chosen is None or chosen.id != "elected":
        return chosen
    return next((mark for mark in segment.of("cue") if mark.id == "nominated" and words[mark.first] == "danh" and 0 <= chosen.first - mark.last <= 1), chosen)


def _reviewed(segment: Segment, chosen: Mark | None, words: list[str]) -> Mark | None:
    """"Rà soát, bổ sung quy hoạch đối với 26 trường hợp" adds them; without a count in its clause it only names the work."""
    if chosen is not None and (chosen.id != "planned" or chosen.weight > 2):
        return None
    topics = [mark for mark in segment.of("cue") if mark.id == "topic" and mark.last <= segment.count.first and "sung" in words[mark.first:mark.last]]
    return Mark("cue", "added", topics[-1].first, topics[-1].last, 3) if topics and words[topics[-1].first] in ("rà", "điều") else None


def leading(segment: Segment, words: list[str], context: Context, labels: bool = False) -> Mark | None:
    """The verb of a clause without a count: it governs the counts after it. A clause that *labels* ends with a colon before a count."""
    cues = [mark for mark in segment.of("cue") if mark.weight >= 2 and mark.id in CORE | OTHER | {"attendance"}
            and (not mark.before_number or labels and mark.last == segment.last)
            and words[max(0, mark.first - 2):mark.first] != ["trước", "khi"]
            and not (mark.id == "norm" and words[mark.first] == "mỗi" and any(body.first == mark.last for body in segment.of("body")))]
    if any(mark.id == "planned" for mark in cues):  # "thống nhất số lượng dự kiến quy hoạch: …" says how many are planned
        cues = [mark for mark in cues if mark.id != "norm"]
    best = max(cues, key=lambda mark: mark.weight, default=None)
    best = _listed(segment, best, words)
    if best is not None and best.id == "nominated":  # "danh sách nhân sự quy hoạch Ban Chấp hành gồm 22 đồng chí"
        best = next((mark for mark in cues if mark.id == "planned" and mark.first == best.last), best)
        if best.id == "nominated" and words[best.first] == "danh" and "duyệt" in words[best.last:segment.last] and context.about_plans:
            return replace(best, id="planned")  # "danh sách chính thức đề nghị cấp trên phê duyệt: …"
    return None if best is not None and best.id == "planned" and best.weight <= 2 and context.measure == "nominated" else best


def ahead(segments: list[Segment], place: int, words: list[str]) -> tuple[Mark, Segment] | None:
    """A verb that comes after its number and a comma, with its clause: "9 đồng chí quá tuổi, đề nghị đưa ra khỏi quy hoạch"."""
    for segment in segments[place + 1:]:
        if words[segment.first:segment.first + 2] == ["còn", "lại"]:
            return None  # "phê duyệt 20 đồng chí, còn lại giữ nguyên"
        if segment.count is not None and segment.count.unit == "percent":
            late = [mark for mark in segment.of("cue") if mark.id in CORE and mark.weight >= _STRONG and mark.first >= segment.count.last]
            if late:
                return late[0], segment
            continue
        if segment.count is not None or segment.opener not in JOINED:
            return None
        for mark in segment.of("cue"):
            if mark.first - segment.first > 4 or any(body.first < mark.first for body in segment.of("body")):
                return None  # it has a subject of its own
            if mark.id in CORE - {"total"} and mark.weight >= _STRONG and not mark.before_number:
                return mark, segment
    return None


def shared_verb(segments: list[Segment], place: int, action: Mark | None) -> Mark | None:
    """The verb at the end of a list of bodies with their counts, or in brackets after the count: "Bí thư 2 đồng chí và
    Phó Bí thư 4 đồng chí giữ nguyên", "6 đồng chí quy hoạch Ban Chấp hành, 1 đồng chí quy hoạch Ban Thường vụ được đưa ra", "2 (không đổi)"."""
    segment = segments[place]
    if not segment.of("body") and segment.opener != ":" or action is not None and (
            action.id != "planned" or action.weight > 2 or action.first < segment.count.last):
        return None
    for number, following in enumerate(segments[place + 1:]):
        own = [mark for mark in following.of("cue") if mark.id in CORE and mark.weight >= 4 and not mark.before_number]
        if following.count is None:
            if not number and following.opener == "(" and own and own[0].first == following.first:
                return replace(own[0], kind="note")
            return None
        if following.count.unit == "times" or following.opener not in JOINED or not following.of("body") or any(
                mark.id in CORE and mark.weight >= _STRONG and mark.first < following.count.first for mark in following.of("cue")):
            return None
        behind = [mark for mark in own if mark.first >= following.count.last]
        if behind:
            return behind[0]
    return None


def in_or_out(segment: Segment, words: list[str], context: Context) -> Mark | None:
    """A clause of one word and a number where a plan is spoken of: "ra 3, vào 2", "2 ra, 3 vào"."""
    beside = [place for place in (*range(segment.first, segment.count.first), *range(segment.count.last, segment.last)) if words[place] not in "-.và"]
    if not (context.planning or context.about_plans):
        return None
    place = segment.count.first - 1
    bare = place > segment.first and segment.count.unit == "person" and not any(mark.last > place - 1 for mark in segment.of("cue"))
    if bare and (words[place - 1] in ("chỉ", "nguyên", "đã") or words[place - 1].isdecimal() or any(mark.last == place for mark in segment.of("body"))):
        beside = [place]  # "quy hoạch Ban Chấp hành nhiệm kỳ 2020-2025 chỉ ra 3 người"
    meaning = {"ra": "removed", "vào": "added"}.get(words[beside[0]]) if len(beside) == 1 else None
    return Mark("cue", meaning, beside[0], beside[0] + 1, 3) if meaning else None


def parted_verb(segments: list[Segment], place: int, words: list[str]) -> tuple[Mark, Segment] | None:
    """The end of a verb whose counts stand inside it, with its clause: "đưa 5 đồng chí nghỉ hưu, 2 đồng chí chuyển công tác ra khỏi quy hoạch"."""
    own = segments[place]
    if words[own.count.first - 1] not in _PARTED or not own.count.first:
        return None
    if words[own.count.last:own.last] in (["ra"], ["ra", "."]):
        return Mark("cue", "removed", own.count.last, own.count.last + 1, 5), own  # "phải cho 2 đồng chí ra"
    for segment in segments[place:]:
        if segment is not segments[place] and segment.opener not in JOINED:
            return None
        for mark in segment.of("cue"):
            if mark.id in CORE and not mark.before_number:
                return (mark, segment) if mark.id == "removed" and "ra" in words[mark.first:mark.last] and (
                    segment.count is None or mark.first >= segment.count.last) else None
    return None


def closing(segments: list[Segment]) -> Mark | None:
    """A verb after all counts of the sentence: "Ban Chấp hành (41 đồng chí), … là số lượng quy hoạch"."""
    last = next((place for place in range(len(segments) - 1, -1, -1) if segments[place].count is not None), 0)
    cues = [mark for segment in segments[last + 1:] for mark in segment.of("cue") if mark.id in CORE and mark.weight >= 2 and not mark.before_number]
    return max(cues, key=lambda mark: mark.weight, default=None)


def continued(segment: Segment, action: Mark | None, before: Found | None, words: list[str]) -> Mark | None:
    """*action*, or None where a bare "quy hoạch" goes on with the verb of its list: "thêm 4 đồng chí quy hoạch A, 1 đồng chí quy hoạch B"."""
    weak = action is not None and action.id == "planned" and action.weight <= 2
    entering = weak and (words[action.first] == "vào" and action.first >= segment.count.last or "đưa" in words[segment.first:segment.count.first])
    if entering and before is not None and before.measure == "removed":
        return replace(action, id="added")  # "rút tên 6 đồng chí …; 10 đồng chí vào quy hoạch …"
    labelled = segment.opener == ";" and segment.count.first > segment.first  # "Đảng bộ A bổ sung 2 đồng chí …; Đảng bộ B 4 đồng chí quy hoạch …"
    joined = segment.opener in JOINED or labelled and action is not None and action.first >= segment.count.last
    goes_on = joined and before is not None and before.measure in ("removed", "added", "retained") and segment.of("body")
    if weak and before is not None and before.measure == "total" and segment.opener in JOINED and action.first >= segment.count.last and segment.of("body"):
        return None  # "Ban Chấp hành còn 41 đồng chí, Phó Bí thư 5 đồng chí trong quy hoạch"
    goes_on = goes_on and before.segment.depth <= segment.depth
    return None if weak and goes_on else action


def elects(action: Mark | None, before: Found | None) -> bool:
    """Whether delegates are elected or nominated rather than present."""
    if action is not None and action.id != "attendance":
        return action.id in ("elected", "added", "nominated", "other")
    return before is not None and before.measure == "elected" and before.segment.count.unit == "delegate"


def present(segment: Segment, words: list[str], congress: bool) -> str:
    """Delegates of a congress are "delegates", those of another conference only attend it."""
    text = " ".join(words[segment.first:segment.last])
    return "delegates" if congress or any(word in text for word in _CONGRESS) else "attendance"


def adjusted(segment: Segment, action: Mark, words: list[str], context: Context) -> str:
    """The measure of *action* where it stands: who is introduced for planning is planned, and a plan that
    after a review "is" so many is a total."""
    planning = any(mark.id == "planned" and "hoạch" in words[mark.first:mark.last] and words[mark.first] != "trong" for mark in segment.of("cue"))
    if action.id == "nominated" and planning:
        return "planned"
    if action.id == "total" and action.before_number and not context.planning:
        other = [mark.id for mark in segment.of("cue") if mark.id in ("nominated", "elected")]
        if other or context.measure == "nominated":
            return other[0] if other else "nominated"  # "rút còn 38 đồng chí giới thiệu ra Đại hội"
    if action.id == "elected" and words[action.first:action.last] == ["chuẩn", "y"] and context.about_plans and not context.about_congress:
        return "planned"  # "Tỉnh ủy đã chuẩn y 56 người cho Ban Chấp hành nhiệm kỳ tới"
    first = segment.count.first
    if action.id == "nominated" and context.planning and "after" in context.flags and words[action.first:action.last] == ["danh", "sách"]:
        return "total"  # "Như vậy danh sách mới có 55 người"
    if action.id == "total" and action.before_number and any(
            mark.id == "trait" and mark.last <= action.first and words[mark.first] not in _LEAVING for mark in segment.of("cue")):
        return "other"  # "trình độ thạc sĩ từ 5 tăng lên 14 đồng chí"
    said = action.weight <= 2 or words[action.first:action.first + 2] == ["số", "lượng"]
    if action.id == "planned" and said and "after" in context.flags and first and words[first - 1] in COPULA:
        return "total"
    return action.id


def at_congress(words: list[str], segment: Segment, action: Mark, measure: str, unit: str) -> str:
    """*measure*, where a congress is told of: who is offered there besides a list is nominated, who is chosen is elected."""
    inside = words[segment.first:segment.last]
    if measure == "added" and unit == "delegate":
        return "elected"
    if measure == "added" and (("đề", "cử") in zip(inside, inside[1:], strict=False) or "giới" in inside):
        return "nominated"
    return "elected" if measure == "planned" and words[action.first] == "chọn" else measure


def changes(segments: list[Segment], action: Mark, words: list[str]) -> bool:
    """Whether "giảm 9 đồng chí" tells what was done, not how much fewer there are than before."""
    return words[action.first] in ("giảm", "tăng") and not any(mark.id == "ratio" for segment in segments for mark in segment.of("cue"))


def tells_of_study(segment: Segment, action: Mark, words: list[str], classes: bool) -> bool:
    """Whether the plan only says whose people went to a class: "68 cán bộ trong quy hoạch được cử đi học",
    "cán bộ diện quy hoạch có 12 đồng chí theo học". *classes* were just counted: "3 lớp cho 170 cán bộ quy hoạch"."""
    if action.id != "planned" or action.weight > 2:
        return False
    taught = any(mark.id == "study" and 0 <= segment.count.first - mark.last <= 1 for mark in segment.of("cue"))
    if (taught or classes) and action.first >= segment.count.last and not segment.of("body"):
        return True
    behind = words[action.first] == "trong" and 0 <= action.first - segment.count.last <= 1
    ahead = action.last <= segment.count.first
    return any(mark.id == "study" and (behind and mark.first >= action.last or ahead and 0 <= mark.first - segment.count.last <= _AT_ONCE)
               for mark in segment.of("cue"))


def staged(segment: Segment) -> Mark | None:
    """A stage that stands for its verb where a plan is spoken of: "đề nghị 6, duyệt 5"."""
    count = segment.count
    beside = [mark for mark in segment.of("stage") if 0 <= count.first - mark.last <= 1 or 0 <= mark.first - count.last <= 1]
    return Mark("cue", "planned", beside[-1].first, beside[-1].last, 2) if beside else None
