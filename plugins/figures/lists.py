"""Lists that name several bodies or terms first and as many numbers after: "lần lượt là 46, 14 và 3 đồng chí"."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from plugins.figures.bodies import roles
from plugins.figures.clauses import Mark, Segment, Sentence, segments, sentences, tokenise
from plugins.figures.context import CORE, Context, Found, ids_of
from plugins.figures.grammar import Grammar

_MARKERS = ("lần lượt", "tương ứng", "theo thứ tự")
_JOINED = frozenset((",", "soft", ";", ")"))
_VERBS = CORE - {"total"}
_FAR = 8  # lines: a list of numbers is seldom further from the list of names that it goes with
Above = Callable[[int], tuple[tuple[str, ...], str | None]]


class Listed:
    """The bodies that sentences list, looked up once for each line: a list of numbers may stand further down than its names."""

    def __init__(self, text: str, original: str, grammar: Grammar) -> None:
        self.text, self.original, self.grammar = text, original, grammar
        self.lines: dict[int, list[tuple[int, tuple[str, ...], str | None]]] = {}

    def above(self, begin: int, size: int) -> tuple[tuple[str, ...], str | None]:
        """The *size* different bodies that the nearest sentence before *begin* lists, and its verb; ((), None) where none does."""
        stop = begin
        for _ in range(_FAR):
            line = self.text.rfind("\n", 0, max(0, stop - 1)) + 1
            for start, bodies, verb in reversed(self._line(line)):
                if start < begin and len(bodies) == size:
                    return bodies, verb
            if not line:
                break
            stop = line
        return (), None

    def _line(self, begin: int) -> list[tuple[int, tuple[str, ...], str | None]]:
        """Of each sentence of the line that begins at *begin*: where it begins, its bodies, its verb."""
        if begin not in self.lines:
            end = self.text.find("\n", begin)
            places = sentences(self.text, begin, len(self.text) if end < 0 else end, self.original, self.grammar)
            self.lines[begin] = [(start, bodies, verb) for start, stop in places for bodies, verb in self._sentence(start, stop)]
        return self.lines[begin]

    def _sentence(self, start: int, end: int) -> list[tuple[tuple[str, ...], str | None]]:
        """The bodies of the sentence, and those after its last semicolon, with its verb."""
        sentence = tokenise(self.text, start, end)
        parts = segments(sentence, self.grammar)
        role = roles(sentence.words, parts, self.grammar)
        named = [mark for part in parts for mark in part.of("body") if role[mark.first] == "counted"]
        last = max((part.first for part in parts if part.opener == ";"), default=0)
        groups = [ids_of(named), *([ids_of([mark for mark in named if mark.first >= last])] if last else [])]
        verbs = [mark for part in parts for mark in part.of("cue") if mark.id in CORE and not mark.before_number]
        verb = max(verbs, key=lambda mark: mark.weight).id if verbs else None
        return [(bodies, verb) for bodies in groups]


def _bare(part: Segment, words: list[str]) -> bool:
    """Whether nothing but "và" stands beside the count."""
    count = part.count
    if count.unit == "times" and all(mark.kind == "cue" and mark.first >= count.last for mark in part.marks):
        return all(word in ("và", "lần", "lượt") for word in words[part.first:count.first])  # "1,42 lần và 1,33 lần so với đương nhiệm"
    beside = words[part.first:count.first] + words[count.last:part.last]
    return not part.marks and all(word in ("và", ".", "lần", "lượt", "tương", "ứng") for word in beside)


def _noted(part: Segment) -> bool:
    """Whether the part is a share or a ratio in brackets, or the end of one."""
    share = part.opener == "(" and part.count is not None and part.count.unit in ("percent", "times")
    return share or part.opener == ")" and part.count is None and part.first == part.last


def runs(parts: list[Segment], words: list[str]) -> list[list[Segment]]:
    """Runs of two or more counts that are listed with nothing between them."""
    found: list[list[Segment]] = []
    run: list[Segment] = []
    for part in parts:
        if run and _noted(part):
            continue  # "18 đồng chí (24,3%) và 5 đồng chí (20,8%)"
        if part.count is not None and part.count.worded is False and not (1900 <= part.count.value <= 2100 and not part.count.unit):
            if run and part.opener in _JOINED and _bare(part, words):
                run.append(part)
                continue
            if len(run) > 1:
                found.append(run)
            run = [part]
        else:
            if len(run) > 1:
                found.append(run)
            run = []
    return found + ([run] if len(run) > 1 else [])


def respectively(sentence: Sentence, parts: list[Segment], found: list[Found], context: Context,
                 counted: list[Mark], above: Above) -> list[Found]:
    """*found*, with the numbers of each list given to the bodies, verbs or terms that it goes with.

    *counted* are the bodies of the sentence; *above* gives as many of those before it, asked for when it names too few.
    A list needs "lần lượt" or "tương ứng", or exactly as many bodies right before it.
    """
    words = sentence.words
    listings = runs(parts, words)
    if not listings:
        return found
    text = " ".join(words)
    marked = any(marker in text for marker in _MARKERS)
    result = list(found)
    cues: list[Mark] = []
    for run in listings:
        start, size = run[0].count.number, len(run)
        before = [mark for mark in counted if mark.last <= start]
        group = max((part.first for part in parts if part.opener == ";" and part.first <= start), default=0)
        before = [mark for mark in before if mark.first >= group] or before
        since = max((part.count.last for part in parts if part.count is not None and part.count.last <= run[0].count.first), default=0)
        nearer = [mark for mark in before if mark.first >= since]
        before = nearer if not marked and len(nearer) == size else before
        distinct = len({mark.id for mark in before[-size:]}) == size
        paired = len(before) == size and distinct and _near(parts, before, run[0])
        ranked = size == context.ranked and len(nearer) == 1
        model_group = [] if marked or paired or ranked else _group_before(parts, run[0], found, size)
        if model_group:
            for part, item in zip(run, model_group, strict=True):  # "phường A với 46 đồng chí … và 16 đồng chí …; xã B với 44 và 15 đồng chí"
                if not part.count.unit:
                    part.count = replace(part.count, unit=run[-1].count.unit)
            own = {part.count.number for part in run}
            result = [item for item in result if item.segment.count.number not in own]
            verb = next((mark.id for mark in run[0].of("cue") if mark.id in CORE and mark.weight >= 3 and mark.last <= start), None)
            result += [Found(part, verb or item.measure, item.bodies, run[0].count.first, run[-1].count.last, context.stage)
                       for part, item in zip(run, model_group, strict=True)]
        if not marked and not paired and not ranked:
            continue
        after = [mark for mark in counted if mark.first > run[-1].count.number]
        groups = (before[-size:], after[:size])
        bodies = next((tuple(mark.id for mark in group) for group in groups
                       if len(group) == size == len({" ".join(words[mark.first:mark.last]) for mark in group})), None)
        if bodies is None:
            cues = _verbs(parts, start, size) or (cues if len(cues) == size else [])  # "của Ban Thường vụ lần lượt là 3, 2 và 16"
        by_verb = bodies is None and len(cues) == size
        said, mirrored = None, False
        if marked and bodies is None and not by_verb and not before:
            bodies, said = above(size)
            mirrored = said is not None and "con số" in text  # "các con số tương ứng là 59 và 19" goes on with that sentence
        numbers = {part.count.number for part in run}
        inner = [item for item in result if item.segment.count.number in numbers]
        model = next((item for item in reversed(inner) if item.measure in CORE | {"ratio_to_current", "percent"}), inner[0] if inner else None)
        measure = model.measure if model is not None and model.measure != "other" else context.measure or context.distant or said
        own_verb = [mark for mark in run[0].of("cue") if mark.id in _VERBS and mark.last <= start and run[-1].count.unit != "percent"]
        measure = said if mirrored else own_verb[-1].id if own_verb and marked else measure
        if measure is None:
            continue
        if measure in CORE and any(part.count.value != part.count.value.to_integral_value() for part in run):
            measure = "ratio_to_current"  # "hệ số lần lượt là 1,5 và 1,38"
        context.ranked = 0 if bodies or by_verb else size
        series = context.series_before if marked and not by_verb and not bodies and "con số" in text and len(context.series_before) == size else ()
        unit = run[-1].count
        result = [item for item in result if item.segment.count.number not in numbers]
        first = before[-size:][0].first if before else run[0].count.first  # a number alone would be no evidence
        last = run[-1].count.last
        for rank, part in enumerate(run):
            if not part.count.unit:
                part.count = replace(part.count, unit=unit.unit)
            own = (bodies[rank],) if bodies else ids_of(before) or (model.bodies if model is not None else context.bodies)
            result.append(Found(part, cues[rank].id if by_verb else series[rank] if series else measure, own or ("khac",), first, last, context.stage,
                                rank=None if bodies or by_verb or series else (rank, size)))
        for item in result:
            if item.measure in ("percent", "ratio_to_current") and item.parent in inner:
                item.parent = next(new for new in result if new.segment is item.parent.segment)
                item.bodies = item.parent.bodies
    return sorted(result, key=lambda item: item.segment.count.first)


def _group_before(parts: list[Segment], first: Segment, found: list[Found], size: int) -> list[Found]:
    """The figures of the first group between semicolons, where it has exactly *size*, of different bodies, and that of *first* names none."""
    starts = [number for number, part in enumerate(parts) if part.opener == ";"]
    place = next(number for number, part in enumerate(parts) if part is first)
    group = next((start for start in reversed(starts) if start <= place), None)
    if group is None or any(part.of("body") for part in parts[group:place + 1]):
        return []
    end = parts[starts[0]].first
    models = [item for item in found if item.segment.count.first < end and item.measure in CORE]
    return models if len(models) == size == len({item.bodies for item in models}) else []


def _verbs(parts: list[Segment], start: int, size: int) -> list[Mark]:
    """The *size* different verbs before token *start* that a list of numbers goes with; [] where there are more or fewer."""
    verbs = [mark for part in parts for mark in part.of("cue") if mark.id in CORE and mark.weight >= 3 and mark.last <= start]
    for chosen in ([mark for mark in verbs if mark.id != "total"], verbs):
        if len({mark.id for mark in chosen}) == size == len(chosen):
            return chosen
    return []


def _names(part: Segment) -> bool:
    """Whether the count only says how many posts are named."""
    return part.count.worded and part.count.unit in ("post", "post_holder") and bool(part.of("body"))


def _near(parts: list[Segment], bodies: list[Mark], segment: Segment) -> bool:
    """Whether all *bodies* stand in the clause of the first number or in clauses without counts right before it."""
    place = next(number for number, part in enumerate(parts) if part is segment)
    while place > 0 and (parts[place - 1].count is None or _names(parts[place - 1])) and parts[place].opener in (",", "soft", ":", "-"):
        place -= 1  # "hai vị trí Bí thư và Phó Bí thư có 3 và 5 người"
    return bodies[0].first >= parts[place].first
