"""A line of text as sentences, a sentence as segments: stretches between commas with at most one count each."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from plugins.figures.counts import Count, find_counts, is_year
from plugins.figures.grammar import TOKEN, Grammar

_HARD = frozenset(",;:()[]\"“”")
_PARTING = _HARD | {"-", "."}
_JOINS = frozenset(("và", "còn", "cùng", "đồng"))
# In characters: a line of a million without a full stop is read in pieces.
_LONGEST = 3000
_NAME = 6  # tokens: a committee's own name
_STOP = re.compile(r"[.!?…]")
_INTO = frozenset(("hoạch", "vào", "bầu", "nguồn"))
_LAST_WORD = re.compile(r"\w+$")
_OPENING = "\"“”-+(‘'"


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase of the grammar at tokens ``first`` to ``last`` (exclusive)."""

    kind: str
    id: str
    first: int
    last: int
    weight: float = 0
    before_number: bool = False


@dataclass(slots=True)
class Segment:
    """Tokens ``first`` to ``last`` of a sentence; ``opener`` is what parted it from the one before."""

    first: int
    last: int
    opener: str
    depth: int
    count: Count | None = None
    marks: list[Mark] = field(default_factory=list)
    _kinds: dict[str, list[Mark]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Mark]:
        """The marks of one kind, which never change: rules ask for them again and again."""
        if kind not in self._kinds:
            self._kinds[kind] = [mark for mark in self.marks if mark.kind == kind]
        return self._kinds[kind]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in tokens: their words, where each begins and ends in the normalised text, whether no space stands before it."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    glued: list[bool]


def sentences(text: str, start: int, end: int, original: str, grammar: Grammar) -> list[tuple[int, int]]:
    """Where the sentences of the line ``text[start:end]`` begin and end; *original*, of the same length, tells capitals.

    A point ends one before a capital, a digit or a quotation mark, unless an abbreviation or an initial stands before it.
    """
    found: list[tuple[int, int]] = []
    begin = start
    for match in _STOP.finditer(text, start, end):
        stop = match.end()
        if stop < end and match[0] == ".":
            place = stop
            while place < end and text[place] == " ":
                place += 1
            first = original[place] if place < end else "A"
            before = _LAST_WORD.search(text, max(begin, stop - 8), stop - 1)
            word = before[0] if before else ""
            if (not (first.isupper() or place > stop and (first.isdecimal() or first in _OPENING)) or word in grammar.abbreviations
                    or len(word) == 1 and original[stop - 2].isupper() and not _is_ordinal(word, text[max(begin, stop - 9):stop - 2])):
                continue
        found.append((begin, stop))
        begin = stop
    if begin < end:
        found.append((begin, end))
    return [piece for whole in found for piece in _pieces(text, *whole)]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A "sentence" of more than _LONGEST characters, cut at spaces: no sentence is as long."""
    found = []
    while end - start > _LONGEST:
        cut = text.find(" ", start + _LONGEST, end)
        if cut < 0:
            break
        found.append((start, cut))
        start = cut
    return [*found, (start, end)]


def tokenise(text: str, start: int, end: int) -> Sentence:
    """``text[start:end]`` in tokens."""
    spans = [match.span() for match in TOKEN.finditer(text, start, end)]
    starts, ends = [begin for begin, _ in spans], [after for _, after in spans]
    return Sentence([text[begin:after] for begin, after in spans], starts, ends,
                    [begin == last for begin, last in zip(starts, [-1, *ends], strict=False)])


def _is_ordinal(letter: str, before: str) -> bool:
    """Whether *letter* is a Roman number: "khóa X." ends a sentence, "T.Ư" does not."""
    return letter in "ivx" and before.rstrip().endswith(("khóa", "thứ", "hội", "kỳ", "lần"))


def _is_body(words: list[str], place: int, grammar: Grammar) -> bool:
    return any(entry.kind == "body" for entry in grammar.marks.at(words, place)[1])


def find_marks(words: list[str], counts: list[Count], grammar: Grammar) -> list[Mark]:
    """The phrases in *words* outside the numbers of *counts*, longest first, none overlapping but stages.

    A phrase that can mean several things gives a mark for each.
    """
    taken = {place for count in counts for place in range(count.first, count.last)}
    marks: list[Mark] = []
    known, staged, committees = grammar.marks.root, grammar.stages.root, grammar.committees.root
    sat = False  # whether a committee's name meant its members before
    beside = -1  # where a post that is held beside another ends
    free = stage_free = 0
    for place in [place for place, word in enumerate(words) if word in known or word in staged or word in committees]:
        if place < free or place in taken:
            continue
        word = words[place]
        if word in staged and place >= stage_free:
            stage_free, entries = grammar.stages.at(words, place)
            if entries and entries[0].id:
                marks.append(Mark("stage", entries[0].id, place, stage_free))
        end, entries = grammar.marks.at(words, place)
        if entries and entries[0].kind == "body" and ("kiêm" in words[max(0, place - 2):place] or place == beside):
            free = beside = end  # "Bí thư kiêm Chủ tịch Hội đồng trường" is planned as Bí thư
            continue
        if entries and entries[0].id == "khac" and word in ("diện", "thuộc") and ("quản", "lý") not in zip(words[end:end + _NAME], words[end + 1:end + _NAME + 1], strict=False):
            continue  # "13 đồng chí diện Ban Thường vụ" are planned for it; who is "diện Ban Thường vụ Tỉnh ủy quản lý" is not
        if end == place + 1 and word == "nguồn" and words[end:end + 1] != [":"] and not _is_body(words, end, grammar):
            continue  # a source of something else
        if entries and not any(inner in taken for inner in range(place, end)):
            marks.extend(Mark(entry.kind, entry.id, place, end, entry.weight, entry.before_number) for entry in entries)
            free = end
        elif word in committees and place:
            end, entries = grammar.committees.at(words, place)
            listed = words[place - 1] in ",:;" and (sat or "hoạch" in words[:place] and words[end:end + 1] and words[end][0].isdecimal())
            if entries and (words[place - 1] in _INTO or listed):
                marks.append(Mark("body", entries[0].id, place, end))
                free, sat = end, True
    return marks


def _links(words: list[str], begin: int, place: int, counts: list[Count], word: str) -> bool:
    """Whether "gồm" at *place* links a list to its number rather than splits a number: "danh sách mới gồm 57 đồng chí"."""
    follows = any(count.first == place + 1 for count in counts)
    return word == "gồm" and follows and "sách" in words[begin:place] and not any(begin <= count.first < place for count in counts)


def segments(sentence: Sentence, grammar: Grammar) -> list[Segment]:
    """The segments of one sentence, marks and counts in place."""
    words = sentence.words
    size = len(words)
    counts = find_counts(words, sentence.glued, grammar)
    marks = find_marks(words, counts, grammar)
    inside = {place for mark in marks for place in range(mark.first, mark.last)}
    inside |= {place for count in counts for place in range(count.first, count.last)}
    subs = {mark.first: mark.last for mark in marks if mark.kind == "sub"}
    breaks: list[tuple[int, int, str, int]] = [(0, 0, "", 0)]  # where it ends before, where the next begins
    depth = 0
    for place in [place for place, word in enumerate(words) if word in _PARTING or place in subs]:
        word = words[place]
        if place in subs and _links(words, breaks[-1][1], place, counts, word):
            continue
        if place in subs:
            breaks.append((place, subs[place], "sub", depth))
        elif word == "," and breaks[-1][1] == place and breaks[-1][2] == "sub":
            breaks[-1] = (breaks[-1][0], place + 1, "sub", depth)  # "Trong đó, …"
        elif word == ":" and breaks[-1][1] == place and breaks[-1][2] == "sub":
            breaks[-1] = (breaks[-1][0], place + 1, "sub", depth)  # "gồm: …"
        elif word in _HARD and place not in inside:
            if word in "([":
                depth += 1
            elif word in ")]":
                depth = max(0, depth - 1)
            breaks.append((place, place + 1, word, depth))
        elif word in "-." and place not in inside and place + 1 < size and (word == "." or not sentence.glued[place + 1]) and not (
                word == "-" and place and is_year(words[place - 1]) and is_year(words[place + 1])):
            breaks.append((place, place + 1, "," if word == "." else "-", depth))
    parts: list[Segment] = []
    for number, (_, begin, opener, deep) in enumerate(breaks):
        end = breaks[number + 1][0] if number + 1 < len(breaks) else size
        parts.append(Segment(begin, max(begin, end), opener, deep))
    return _fill(parts, counts, [mark for mark in marks if mark.kind != "sub"], words, grammar)


def _fill(parts: list[Segment], counts: list[Count], marks: list[Mark], words: list[str], grammar: Grammar) -> list[Segment]:
    """*parts* with their counts and marks; a part of several counts is cut between them."""
    result: list[Segment] = []
    count_at = mark_at = 0
    for place, part in enumerate(parts):
        own: list[Count] = []
        while count_at < len(counts) and counts[count_at].first < part.last:
            own.append(counts[count_at])
            count_at += 1
        inner: list[Mark] = []
        while mark_at < len(marks) and marks[mark_at].first < part.last:
            inner.append(marks[mark_at])
            mark_at += 1
        begin, opener = part.first, part.opener
        for number, count in enumerate(own):
            end = part.last
            if number + 1 < len(own):
                end = _cut(count.last, own[number + 1].first, inner, words, grammar)
            following = parts[place + 1] if place + 1 < len(parts) else None
            if number + 1 == len(own) and following is not None and following.opener in ("sub", ":"):
                end = _next_verb(count.last, end, inner)
            result.append(Segment(begin, end, opener, part.depth, count, [m for m in inner if begin <= m.first < end]))
            begin, opener = end, "soft"
        if own and begin < part.last:
            result.append(Segment(begin, part.last, opener, part.depth, None, [m for m in inner if m.first >= begin]))
        if not own:
            result.append(Segment(part.first, part.last, part.opener, part.depth, None, inner))
    return result


def _next_verb(first: int, last: int, marks: list[Mark]) -> int:
    """Where a verb with a body of its own begins after a count: it belongs to the count that "gồm" leads to."""
    for mark in marks:
        if mark.kind == "cue" and mark.weight >= 3 and not mark.before_number and first <= mark.first and any(m.kind == "body" and m.first >= mark.last for m in marks):
            return mark.first
    return last


def _cut(first: int, last: int, marks: list[Mark], words: list[str], grammar: Grammar) -> int:
    """Where to part two counts that no comma parts: at a joining word, else before the words that lead to the second."""
    inside = {place for mark in marks for place in range(mark.first, mark.last)}
    breaks = [place for place in range(first, last) if (words[place] in grammar.soft_breaks or words[place:place + 2] == ["trong", "khi"])
              and place not in inside]
    joins = [place for place in breaks if words[place] in _JOINS]
    if breaks:
        return joins[-1] if joins else breaks[0]
    leading = [mark.first for mark in marks if first <= mark.first < last and mark.kind == "cue" and mark.weight > 0]
    return leading[0] if leading else last
