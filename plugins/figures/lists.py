"""Lists that name several bodies first and several numbers after: "lần lượt là 46, 14 và 3 đồng chí"."""
from __future__ import annotations

from plugins.figures.clauses import Line, Mark, Segment
from plugins.figures.counts import Count
from plugins.figures.resolve import CORE, Context, Found
from plugins.vietnamese.numbers import parse_number

_MARKERS = (("lần", "lượt"), ("tương", "ứng"), ("theo", "thứ", "tự"))
_JOINS = frozenset((",", "và", ";", "-"))


def _marked(words: list[str], first: int, last: int) -> int:
    for place in range(first, last - 1):
        if any(tuple(words[place:place + len(marker)]) == marker for marker in _MARKERS):
            return place
    return -1


def _runs(words: list[str], first: int, last: int) -> list[list[int]]:
    """Runs of two or more numbers with nothing but commas and "và" between them."""
    runs: list[list[int]] = []
    run: list[int] = []
    place = first
    while place < last:
        word = words[place]
        if word[0].isdecimal():
            run.append(place)
        elif word not in _JOINS:
            if len(run) > 1:
                runs.append(run)
            run = []
        place += 1
    if len(run) > 1:
        runs.append(run)
    return runs


def respectively(line: Line, sentence: tuple[int, int], parts: list[Segment], found: list[Found], context: Context,
                 listed: list[Mark]) -> list[Found] | None:
    """The figures of a sentence that says "lần lượt" or "tương ứng", or None where it says neither.

    *listed* are the bodies of the sentence before, used when this one names too few.
    """
    first, last = sentence
    words = line.words
    if _marked(words, first, last) < 0:
        return None
    runs = [run for run in _runs(words, first, last)]
    if not runs:
        return None
    run = runs[0]
    spots = set(run)
    inside = [mark for part in parts for mark in part.marks if mark.kind == "body"]
    before = [mark for mark in inside if mark.last <= run[0]]
    after = [mark for mark in inside if mark.first > run[-1]]
    bodies = next((group[-len(run):] if group is not after else group[:len(run)]
                   for group in (before, after, listed) if len(group) >= len(run)), None)
    cues = [mark for part in parts for mark in part.marks if mark.kind == "cue" and mark.id in CORE and mark.weight >= 2 and mark.last <= run[0]]
    by_verb = bodies is None and len({cue.id for cue in cues}) == len(run)
    if bodies is None and not by_verb:
        return None
    closing = next((item for item in found if item.segment.count.number == run[-1]), None)
    unit = closing.segment.count if closing is not None else None
    measure = closing.measure if closing is not None and closing.measure in CORE | {"ratio_to_current"} else (
        max(cues, key=lambda cue: cue.weight).id if cues else context.measure)
    if measure is None:
        return None
    segment_of = {place: part for part in parts for place in run if part.first <= place < part.last}
    result = [item for item in found if item.segment.count.number not in spots]
    for number, place in enumerate(run):
        value = parse_number(words[place], ratio=unit is not None and unit.unit in ("percent", "times"))
        part = segment_of.get(place)
        if value is None or part is None:
            continue
        end = unit.last if unit is not None and place == run[-1] else place + 1
        count = Count(value, place, end, place, unit.unit if unit else "", unit.unit_first if unit else -1)
        own = Segment(part.first, max(part.last, end), part.opener, part.depth, count, [])
        parts[parts.index(part)] = own if part.count is None or part.count.number == place else part
        result.append(Found(own, cues[number].id if by_verb else measure, context.bodies if by_verb else (bodies[number].id,),
                            place, end, context.stage, None, None if by_verb else bodies[number]))
    return sorted(result, key=lambda item: item.segment.count.first)
