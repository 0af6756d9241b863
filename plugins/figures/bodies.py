"""Which named bodies are what is counted, and which only act, meet, or stand beside a person's name."""
from __future__ import annotations

from plugins.figures.clauses import Mark, Segment
from plugins.figures.grammar import Grammar

_NAMED = frozenset(("ông", "bà", "đ/c"))  # and "đồng chí": a name follows
_AT_LARGE = frozenset("các mỗi từng nhiều những nhiệm lãnh".split())
_INTO = frozenset("vào gia hoạch cử danh".split())  # vào, tham gia, quy hoạch, ứng cử, chức danh
_FAR = 16  # a committee's own name is seldom longer, in syllables


def _follows_actor(words: list[str], mark: Mark, stop: int, grammar: Grammar) -> bool:
    """Whether a verb of acting comes after the body and its committee's name, before any number or comma."""
    for place in range(mark.last, min(stop, mark.last + _FAR)):
        word = words[place]
        if word in ",;:.()" or word[0].isdecimal() and place + 1 < stop and words[place + 1] != "-" and words[place - 1] != "-":
            return False
        if word == "được":
            return False  # "quy hoạch Ban Chấp hành được phê duyệt": what is done to it, not what it does
        end, entries = grammar.actor_after.at(words, place)
        if entries and end <= stop:
            return True
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


def roles(words: list[str], segments: list[Segment], grammar: Grammar) -> dict[int, str]:
    """The role of the body mark at each token: "counted", "actor", "person" or, where somebody takes it, "office".

    A post that follows a person's name ("đồng chí Lê Mẫu, Bí thư Huyện ủy, …") is that person's, up to the
    first number; a body that is led to by "hội nghị", "đề nghị" … or followed by a verb of acting acts.
    """
    role: dict[int, str] = {}
    naming = False
    for segment in segments:
        first = segment.first
        bodies = segment.of("body")
        text = words[first:segment.last]
        starts_with_body = bool(bodies) and bodies[0].first == first
        if segment.opener in (";", ":", ".") or segment.count is not None:
            naming = naming and segment.opener not in (";", ".") and starts_with_body
        for mark in bodies:
            counted_before = segment.count is not None and segment.count.last <= mark.first
            counted_next = segment.count is not None and 0 <= segment.count.first - mark.last <= 2
            if _at_large(words, mark):
                role[mark.first] = "actor"
            elif _appoints(words, mark, first) and (segment.count is None or mark.last <= segment.count.first and _of_votes(segment)):
                role[mark.first] = "office"
            elif counted_before and words[mark.first - 1] == "là":
                role[mark.first] = "person"  # "13 đồng chí là Ủy viên Ban Thường vụ" says who they are
            elif naming and mark.first == first:
                role[mark.first] = "person"
            elif _after_name(words, mark, first) and not counted_before:
                role[mark.first] = "person"
            elif counted_next or words[mark.first - 1] in _INTO and mark.first > first or counted_before and mark.first - segment.count.last <= 1 and words[mark.first - 1] not in ("để", "do"):
                role[mark.first] = "counted"
            elif _led_to(words, mark, first, grammar) or _follows_actor(words, mark, segment.last, grammar):
                role[mark.first] = "actor"
            else:
                role[mark.first] = "counted"
        if segment.count is None:
            tail = words[max((mark.last for mark in bodies), default=first):segment.last]
            if any(role[mark.first] == "person" for mark in bodies) or not _NAMED.isdisjoint(tail) or any(pair == ("đồng", "chí") for pair in zip(tail, tail[1:])):
                naming = True
            elif not starts_with_body:
                naming = naming and len(text) <= 8 and not segment.of("cue")
        else:
            naming = False
    return role
