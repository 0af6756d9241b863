"""Which named bodies are what is counted, and which only act, meet, or stand beside a person's name."""
from __future__ import annotations

from plugins.figures.clauses import Mark, Segment
from plugins.figures.grammar import Grammar

_NAMED = frozenset(("ông", "bà", "đ/c"))  # and "đồng chí": a name follows
_AT_LARGE = frozenset("các mỗi từng nhiều những nhiệm lãnh".split())
_INTO = frozenset("vào gia hoạch cử danh nguồn".split())  # vào, tham gia, quy hoạch, ứng cử, chức danh
_LISTS = frozenset(("sách", "hoạch", "nguồn"))  # "danh sách mới của Ban Chấp hành"
_MADE = frozenset(("gợi", "chuẩn", "trình", "đề"))  # gợi ý, chuẩn bị, trình, đề xuất: by whom a list was made
_DAYS = frozenset(("ngày", "sáng", "chiều", "tối", "hôm"))
_AUXILIARY = frozenset(("sẽ", "cũng"))
_HAVING = frozenset(("có", "gồm", "còn", "là", "vậy", "thế", "đổi", "thay"))
_JOINING = frozenset(("vào", "gia", "nguồn", "cử"))  # vào, tham gia, nguồn, ứng cử: the post is what they are planned for
_OWNER = 6  # tokens between a post and the count that "đối với" parts from it
_COMMITTEES = frozenset(("ban", "bch", "btv", "ubkt"))
_DECIDES = frozenset((("thống", "nhất"), ("nhất", "trí"), ("phê", "duyệt"), ("quyết", "định"), ("biểu", "quyết"), ("thông", "qua"), ("đề", "nghị"), ("đề", "xuất")))
_POSTS = frozenset(("bi-thu", "pho-bi-thu", "chu-tich", "pho-chu-tich"))
_VERBAL = frozenset("là có gồm còn được đã với và ra sẽ cũng thì đưa bổ giữ nay hiện lên xuống vẫn thêm rút họp tổ".split())
_OWN = 5  # syllables of a place's or firm's name behind "Đảng ủy"
_FAR = 16  # a committee's own name is seldom longer, in syllables


def name_end(words: list[str], last: int, grammar: Grammar) -> int:
    """Where the committee's name behind a body ends: "Ban Thường vụ Đảng ủy phường Mẫu Khê"; *last* where none stands there.

    >>> from plugins.figures.grammar import load
    >>> name_end("ban thường vụ đảng ủy phường mẫu khê là 12 đồng chí".split(), 3, load())
    8
    """
    end, entries = grammar.committees.at(words, last)
    if not entries:
        end = last + 2 if words[last:last + 2] == ["đảng", "bộ"] else last
    stop = end
    while last < stop < min(len(words), end + _OWN) and words[stop].isalpha() and words[stop] not in _VERBAL:
        if grammar.marks.at(words, stop)[1] or grammar.actor_after.at(words, stop)[1]:
            return last
        stop += 1
    return stop


def _follows_actor(words: list[str], mark: Mark, stop: int, grammar: Grammar) -> bool:
    """Whether a verb of acting comes after the body and its committee's name, before any number or comma."""
    for place in range(mark.last, min(stop, mark.last + _FAR)):
        word = words[place]
        if word[0].isdecimal() and (words[place - 1] in _DAYS or words[place - 1] == "/"):
            continue  # "Ban Thường vụ Huyện ủy ngày 10/11/2022 họp"
        if word in ",;:.()" or word[0].isdecimal() and place + 1 < stop and words[place + 1] != "-" and words[place - 1] != "-":
            return False
        if word == "được":
            return False  # "quy hoạch Ban Chấp hành được phê duyệt": what is done to it, not what it does
        end, entries = grammar.actor_after.at(words, place)
        if entries and end <= stop:
            if words[end - 1] in _AUXILIARY and end < stop and (words[end] in _HAVING or words[end][0].isdecimal()):
                return False  # "Ban Thường vụ sẽ có 9 đồng chí", "Phó Bí thư cũng 3 đồng chí"
            if mark.id in _POSTS and words[place:end] == ["giới", "thiệu"] and words[end:end + 1] and words[end][0].isdecimal():
                return False  # "Chủ tịch HĐND tỉnh giới thiệu 3 người": nominated for the post
            return words[end:end + 1] != ["được"]  # "Ủy ban Kiểm tra bầu được 7 đồng chí"
        end, entries = grammar.marks.at(words, place)
        if any(entry.kind == "body" or entry.kind == "cue" and entry.weight >= 3 for entry in entries):
            return False
    return False


def _after_name(words: list[str], mark: Mark, first: int) -> bool:
    """Whether the post belongs to a person: "đồng chí Bí thư", without a number before."""
    before = mark.first - 1
    if before >= first + 1 and words[before - 1:before + 1] == ["đồng", "chí"]:
        return not (before - 2 >= first and (words[before - 2][0].isdecimal() or words[before - 2] in ("lượt",)))
    return before >= first and words[before] in ("ông", "bà", "đ/c")


def _led_to(words: list[str], mark: Mark, first: int, grammar: Grammar) -> bool:
    """Whether the words before make the body a meeting, an author or an addressee."""
    behind = words[name_end(words, mark.last, grammar):][:2] if mark.first == first + 1 and words[first] == "tại" else []
    if behind[:1] == [","] and behind[-1][:1].isdecimal():
        return False  # "Tại Ban Thường vụ, 01 đồng chí được đưa ra"
    for length in (1, 2, 3):
        begin = mark.first - length
        if begin >= first and " ".join(words[begin:mark.first]) in grammar.actor_before:
            return True
    return False


def _at_large(words: list[str], mark: Mark) -> bool:
    """Whether "cấp ủy" means party committees at large: "các cấp ủy", "mỗi cấp ủy"."""
    return words[mark.first:mark.last] == ["cấp", "ủy"] and mark.first > 0 and words[mark.first - 1] in _AT_LARGE


def _of_votes(segment: Segment) -> bool:
    """Whether the segment counts votes: then its post is whose votes they are."""
    return segment.count.unit in ("vote", "percent") or segment.count.of is not None


def _appoints(words: list[str], mark: Mark, first: int) -> bool:
    """Whether somebody takes the post: "giữ chức danh Bí thư", "bầu làm Phó Bí thư"."""
    holding = ("giữ", "chức"), ("bầu", "làm"), ("đảm", "nhiệm")
    begin = max(first, mark.first - 4)
    lead = words[begin:mark.first + 2]  # a post's own words may begin with "chức danh"
    return any(tuple(lead[place:place + 2]) in holding for place in range(len(lead) - 1))


def _goes_on(words: list[str], mark: Mark, segment: Segment) -> bool:
    """Whether the post behind a count still says who they are: "2 đồng chí là Trưởng phòng và Giám đốc …", "quy hoạch
    Phó Chủ tịch đối với 3 đồng chí giám đốc sở"."""
    count, bodies = segment.count, segment.of("body")
    behind = words[count.last:mark.first]
    if not _JOINING.isdisjoint(behind) or ("quy", "hoạch") in zip(behind, behind[1:], strict=False):
        return False
    owned = words[max(0, count.first - 2):count.first] == ["đối", "với"] and any(0 <= count.first - body.last <= _OWNER for body in bodies)
    return behind[:1] == ["là"] or owned


def _meets(words: list[str], mark: Mark, segment: Segment) -> bool:
    """Whether a bracket after a step names its meeting: "Bước 4 (Ban Thường vụ lần 2)"."""
    step = words[max(0, segment.first - 3):segment.first - 1]
    return segment.opener == "(" and segment.count is None and len(step) == 2 and step[0] == "bước"


def _role(words: list[str], mark: Mark, segment: Segment, naming: bool, grammar: Grammar) -> str:
    """The role of one body; *naming* says that a person's name and titles come right before the segment."""
    first, count = segment.first, segment.count
    before = words[mark.first - 1] if mark.first > first else ""
    follows = count is not None and count.last <= mark.first
    if _at_large(words, mark) or _meets(words, mark, segment):
        return "actor"
    if _appoints(words, mark, first) and (count is None or mark.last <= count.first and _of_votes(segment)):
        return "office"
    if follows and (before == "là" or before == "làm" and "do" in words[count.last:mark.first] or _goes_on(words, mark, segment)):
        return "person"  # "9 đồng chí là Ủy viên Ban Thường vụ" says who they are
    seat = words[mark.first] in _COMMITTEES or words[mark.first:mark.first + 2] == ["ủy", "ban"]  # nobody's title: "…, Ban Chấp hành còn 26 đồng chí"
    if naming and not seat and (mark.first - first <= (2 if count is None else 0) or count is None and not segment.of("cue")) or _after_name(words, mark, first) and not follows:
        return "person"
    leads = count is not None and 0 <= count.first - name_end(words, mark.last, grammar) <= 2
    beside = follows and mark.first - count.last <= 1 and before not in ("để", "do")
    lead = words[max(first, mark.first - 6):mark.first]
    owned = before == "của" and count is not None and not _LISTS.isdisjoint(lead) and _MADE.isdisjoint(lead)
    leads = leads and not (before in ("của", "do") and not _MADE.isdisjoint(lead))  # "danh sách gợi ý của Ban Thường vụ có 51 đồng chí"
    listed = before == "của" and count is not None and ("lượt" in words[mark.last:count.first] or "ứng" in lead)  # "số bổ sung của Ban Chấp hành lần lượt là"
    leads = leads and tuple(words[mark.last:count.first]) not in _DECIDES  # "Ban Thường vụ thống nhất 40 nhân sự"
    belonging = follows and before == "diện" and mark.first - count.last <= _OWNER
    if leads or beside or owned or listed or belonging or before in _INTO:
        return "counted"
    return "actor" if _led_to(words, mark, first, grammar) or _follows_actor(words, mark, segment.last, grammar) else "counted"


def _names(words: list[str], segment: Segment, role: dict[int, str]) -> bool:
    """Whether a clause without a count ends with a person's name or title."""
    bodies = segment.of("body")
    tail = words[max((mark.last for mark in bodies), default=segment.first):segment.last]
    called = not _NAMED.isdisjoint(tail) or any(pair == ("đồng", "chí") for pair in zip(tail, tail[1:], strict=False))
    return called or any(role[mark.first] == "person" for mark in bodies)


def roles(words: list[str], segments: list[Segment], grammar: Grammar) -> dict[int, str]:
    """The role of the body mark at each token: "counted", "actor", "person" or, where somebody takes it, "office".

    A post that follows a person's name ("đồng chí Lê Mẫu, Bí thư Huyện ủy, …") is that person's, up to the
    first number; a body that is led to by "hội nghị", "đề nghị" … or followed by a verb of acting acts.
    """
    role: dict[int, str] = {}
    naming = False
    for segment in segments:
        bodies = segment.of("body")
        titled = bool(bodies) and bodies[0].first == segment.first
        if segment.opener in (";", ":", ".") or segment.count is not None:
            naming = naming and segment.opener not in (";", ".", ":") and titled
        for mark in bodies:
            role[mark.first] = _role(words, mark, segment, naming, grammar)
        if segment.count is not None:  # "12 đồng chí là Bí thư, Chủ tịch UBND các xã": the next title goes on with who they are
            last = segment.count.last
            naming = role[bodies[-1].first] == "person" and bodies[-1].first > segment.count.number if bodies else words[last:last + 1] == ["là"]
        elif _names(words, segment, role):
            naming = True
        elif not titled:  # a name or an age may stand between, a clause of its own may not
            naming = naming and segment.last - segment.first <= 8 and all(mark.id == "trait" for mark in segment.of("cue"))
    return role
