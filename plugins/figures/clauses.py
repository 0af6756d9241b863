"""A line of text as sentences, a sentence as segments: stretches between commas with at most one count each."""
from __future__ import annotations

from dataclasses import dataclass, field, replace

from plugins.figures.counts import Count, find_counts
from plugins.figures.grammar import TOKEN, Grammar

_HARD = frozenset(",;:()[]\"“”")
_JOINS = frozenset(("và", "còn", "cùng", "đồng"))
# A line of a million characters without a full stop is read in pieces; no sentence is as long.
_LONGEST = 400


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

    def of(self, kind: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == kind]


@dataclass(slots=True)
class Line:
    """A line in tokens: their words, and where each begins and ends in the normalised text."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    glued: list[bool]
    sentences: list[tuple[int, int]]


def tokenise(text: str, start: int, end: int, original: str, grammar: Grammar) -> Line:
    """``text[start:end]``, one line, as tokens and sentences. *original* tells capitals where it has the same length."""
    words, starts, ends, glued = [], [], [], []
    last = -1
    for match in TOKEN.finditer(text, start, end):
        words.append(match[0])
        starts.append(match.start())
        ends.append(match.end())
        glued.append(match.start() == last)
        last = match.end()
    return Line(words, starts, ends, glued, _sentences(words, starts, glued, original, grammar))


def _sentences(words: list[str], starts: list[int], glued: list[bool], original: str, grammar: Grammar) -> list[tuple[int, int]]:
    sentences, begin = [], 0
    for place, word in enumerate(words):
        if word in ".!?…" or place - begin >= _LONGEST:
            following = place + 1
            if following < len(words):
                before = words[place - 1] if place else ""
                first = original[starts[following]] if starts[following] < len(original) else " "
                if word == "." and (before in grammar.abbreviations or len(before) == 1 and before.isalpha() and not _is_ordinal(words, place - 1)
                                    or not (first.isupper() or first.isdecimal() or first in "\"“”-+(‘'")
                                    or glued[following] and not first.isupper()):
                    if place - begin < _LONGEST:
                        continue
            sentences.append((begin, following))
            begin = following
    if begin < len(words):
        sentences.append((begin, len(words)))
    return sentences


def _is_ordinal(words: list[str], place: int) -> bool:
    """Whether the letter at *place* is a Roman number: "khóa X." ends a sentence, "T.Ư" does not."""
    return words[place] in "ivx" and place > 0 and words[place - 1] in ("khóa", "thứ", "hội", "kỳ", "lần")


def find_marks(words: list[str], first: int, last: int, counts: list[Count], grammar: Grammar) -> list[Mark]:
    """The phrases in ``words[first:last]`` outside the numbers of *counts*, longest first, none overlapping.

    A phrase that can mean several things ("giữ chức vụ" …) gives a mark for each.
    """
    taken = {place for count in counts for place in range(count.first, count.last)}
    marks: list[Mark] = []
    place = first
    while place < last:
        if place in taken:
            place += 1
            continue
        stage_end, stages = grammar.stages.at(words, place)
        if stages:
            marks.append(Mark("stage", stages[0].id, place, stage_end))
        end, entries = grammar.marks.at(words, place)
        if entries and end <= last and not any(inner in taken for inner in range(place, end)):
            marks.extend(Mark(entry.kind, entry.id, place, end, entry.weight, entry.before_number) for entry in entries)
            place = end
        else:
            place += 1
    return marks


def segments(line: Line, sentence: tuple[int, int], grammar: Grammar) -> list[Segment]:
    """The segments of one sentence, marks and counts in place."""
    first, last = sentence
    words = line.words[:last]
    counts = [count for count in find_counts_in(line, sentence, grammar)]
    marks = find_marks(words, first, last, counts, grammar)
    inside = {place for mark in marks for place in range(mark.first, mark.last)}
    inside |= {place for count in counts for place in range(count.first, count.last)}
    breaks: list[tuple[int, int, str, int]] = [(first, first, "", 0)]  # where it ends before, where the next begins
    depth = 0
    sub_starts = {mark.first: mark for mark in marks if mark.kind == "sub"}
    for place in range(first, last):
        word = words[place]
        if place in sub_starts:
            breaks.append((place, sub_starts[place].last, "sub", depth))
        elif word in _HARD and place not in inside:
            if word in "([":
                depth += 1
            elif word in ")]":
                depth = max(0, depth - 1)
            breaks.append((place, place + 1, word, depth))
        elif word == "-" and place not in inside and place + 1 < last and not line.glued[place + 1]:
            breaks.append((place, place + 1, "-", depth))
        elif word == "." and place not in inside and place + 1 < last:
            breaks.append((place, place + 1, ",", depth))
    result: list[Segment] = []
    for number, (_, begin, opener, deep) in enumerate(breaks):
        end = breaks[number + 1][0] if number + 1 < len(breaks) else last
        result.append(Segment(begin, max(begin, end), opener, deep))
    return _fill(result, counts, [mark for mark in marks if mark.kind != "sub"], words, grammar)


def find_counts_in(line: Line, sentence: tuple[int, int], grammar: Grammar) -> list[Count]:
    """The counts of one sentence, with token numbers of the line."""
    first, last = sentence
    shifted = find_counts(line.words[first:last], line.glued[first:last], grammar)
    return [replace(c, first=c.first + first, last=c.last + first, number=c.number + first, unit_first=c.unit_first + first,
                    unit_last=c.unit_last + first) for c in shifted]


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
        if mark.kind == "cue" and mark.weight >= 3 and first <= mark.first and any(m.kind == "body" and m.first >= mark.last for m in marks):
            return mark.first
    return last


def _cut(first: int, last: int, marks: list[Mark], words: list[str], grammar: Grammar) -> int:
    """Where to part two counts that no comma parts: at a joining word, else before the words that lead to the second."""
    inside = {place for mark in marks for place in range(mark.first, mark.last)}
    breaks = [place for place in range(first, last) if words[place] in grammar.soft_breaks and place not in inside]
    joins = [place for place in breaks if words[place] in _JOINS]
    if breaks:
        return joins[-1] if joins else breaks[0]
    leading = [mark.first for mark in marks if first <= mark.first < last and mark.kind == "cue" and mark.weight > 0]
    return leading[0] if leading else last
