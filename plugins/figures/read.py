"""From an article's text to its terms, step, conference and figures. Pure; never raises on any text."""
from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from plugins.figures.clauses import Sentence, segments, sentences, tokenise
from plugins.figures.grammar import Grammar, load
from plugins.figures.event import read_conference, read_step
from plugins.figures.grid import Cell, find_cells
from plugins.figures.lists import Listed, respectively
from plugins.figures.normalise import Normal, normalise
from plugins.figures.governing import Scope
from plugins.figures.headings import SHORT, Left, announce, inherited
from plugins.figures.context import CORE, Context, Found
from plugins.figures.resolve import Sentences
from plugins.figures.terms import Mention, find_terms
from plugins.values import Conference, Figure, Step, Term
from plugins.vietnamese.dates import parse_time

_AFTER = re.compile(r" ?(?:(?:nghìn|ngàn|vạn|triệu|trăm) )?(?:\([^()\n]{1,24}\) ?)?(đ/c|[^\W\d_]+|%)(?! (?:xem|truy|đang))")
_DATED = re.compile(r"(?:ngày|tháng|năm|lần|thứ|bước|khóa|quý|sáng|chiều|tối|điều|khoản|tầng|(?<!tổng )(?<!trong )(?<!hệ )(?<!con )(?<!thiểu )số) ?$")
_BARE = re.compile(r"(?!\d)(?= ?(?:$|[;)\n(]|[,.](?:\s|$)|và |vào |ở |cho |trong |còn |đạt |chiếm |trên |tham |là |đối với|so với|ra\b|hồi |/))")
_NUMBER = re.compile(r"\d[\d.,/]*(?: ?- ?\d[\d.,]*)?")
_WORDED = re.compile(r"[ \n(\"“](một|hai|ba|bốn|năm(?! học)|sáu|bảy|tám|chín|mười|mươi|lăm|mốt|tư|trăm)(?= (đ/c|[^\W\d_]+))")
_MOVED = re.compile(r" (?:là|bớt|thêm|loại) ((?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?: (?:mươi|mười|mốt|hai|ba|bốn|tư|lăm|năm|sáu|bảy|tám|chín))*)[,.;]")
_LEAD = 44  # characters: how far before a bare number the word may stand that it counts for
_CONGRESS = re.compile(r"đại hội")


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article's text says; terms in the order in which they are named, figures in the order of the text."""

    terms: tuple[Term, ...]
    step: Step | None
    conference: Conference | None
    figures: tuple[Figure, ...]


def read(text: str, *, title: str = "", published: str | None = None) -> Reading:
    """Read the article *text*.

    *title* and *published* (as the page printed it) help with terms and with dates without a year.
    ``text[f.start:f.end] == f.quote`` holds for every figure, whatever the normal form of *text*.

    >>> found = read("Nhiệm kỳ 2025-2030, quy hoạch Ban Thường vụ Quận ủy (mẫu) 12 đồng chí.")
    >>> [(f.measure, f.body, str(f.value), f.term.years) for f in found.figures]
    [('planned', 'ban-thuong-vu', '12', '2025-2030')]
    """
    normal, heading = normalise(text), normalise(title).text
    moment = parse_time(published) if published else None
    figures, named = _told(text, normal, heading, moment.year if moment else None)
    return Reading(named, read_step(normal.text, heading), read_conference(normal.text, heading, text, published), figures)


def read_figures(text: str, *, title: str = "", year: int | None = None) -> tuple[Figure, ...]:
    """The figures alone: a site's articles name their conferences in the front matter.

    >>> [str(figure.value) for figure in read_figures("Quy hoạch Ban Thường vụ 12 đồng chí.")]
    ['12']
    """
    return _told(text, normalise(text), normalise(title).text, year)[0]


def _told(text: str, normal: Normal, heading: str, year: int | None) -> tuple[tuple[Figure, ...], tuple[Term, ...]]:
    """The figures of *text*, published in *year*, and the terms that it and its *heading* name."""
    mentions = find_terms(normal.text)
    titled = tuple(dict.fromkeys(term for mention in find_terms(heading) for term in mention.terms))
    named = tuple(dict.fromkeys((*titled, *(term for mention in mentions for term in mention.terms))))
    return tuple(_figures(text, normal, mentions, titled, named, heading, year)), named


def _may_count(text: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether the number at ``text[start:end]`` has a unit, or stands after a word that numbers follow."""
    if _DATED.search(text, max(0, start - 8), start):
        return False
    while end > start and text[end - 1] in ".,/":
        end -= 1
    after = _AFTER.match(text, end)
    if after and (after[1] == "%" or after[1] in grammar.unit_words):
        return True
    if end - start > 5 or not _BARE.match(text, end):
        return False
    lead = text[max(0, start - _LEAD):start].rpartition("\n")[2]
    return lead.endswith(": ") or "con số" in lead or not grammar.lead_words.isdisjoint(lead.replace(":", " ").split())


def _places_of_counts(text: str, grammar: Grammar) -> list[int]:
    """Where the numbers stand that may be counts; cheap, since most of most articles holds none."""
    places = [match.start() for match in _NUMBER.finditer(text) if _may_count(text, match.start(), match.end(), grammar)]
    worded = [match.start() for match in _WORDED.finditer("\n" + text)
              if match[2] in grammar.spelled_words and (match[1] != "một" or grammar.moving.search(text, max(0, match.start() - _LEAD), match.end() + _LEAD))]
    worded += [match.start(1) for match in _MOVED.finditer(text)]  # "bớt năm, thêm sáu", "là hai mươi hai."
    return sorted({*places, *worded}) if worded else places


def _lines(text: str, places: list[int]) -> list[tuple[int, int, list[int]]]:
    """The lines of *text* in which *places* stand, each with its own."""
    lines: list[tuple[int, int, list[int]]] = []
    done = -1
    for place in places:
        if place < done:
            lines[-1][2].append(place)
            continue
        begin = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place)
        done = len(text) if end < 0 else end
        lines.append((begin, done, [place]))
    return lines


def _figures(text: str, normal: Normal, mentions: list[Mention], titled: tuple[Term, ...], named: tuple[Term, ...],
             heading: str, year: int | None) -> list[Figure]:
    grammar = load()
    places = _places_of_counts(normal.text, grammar)
    original = text if normal.starts is None else "".join(text[place] for place in normal.starts)
    cells = find_cells(normal.text, original, grammar)
    if not places and not cells or any(answer in heading for answer in grammar.answers):
        return []
    scope = Scope(normal.text, mentions, titled, named, grammar.administration, year, heading)
    congress, planning = "đại hội" in heading, "quy hoạch" in heading or "quy hoạch" in normal.text
    listed = Listed(normal.text, original, grammar)
    after: dict[int, Left] = {}
    figures: list[Figure] = []
    distant: str | None = None
    lasting: tuple[str, ...] = ()
    said: dict[Decimal, Found] = {}
    rows = {normal.text.rfind("\n", 0, cell.begin) + 1 for cell in cells}
    for begin, end, inside in _lines(normal.text, places):
        if begin in rows or end - begin < SHORT and any(phrase in normal.text[begin:end] for phrase in grammar.furniture):
            continue
        context, above, first = inherited(normal.text, begin, end, original, grammar, after, scope)
        context.titled_plans = "quy hoạch" in heading
        context.about_plans, context.about_congress = planning, congress or scope.congress is not None
        context.distant, context.lasting, context.said = (None, (), said) if context.headed else (distant, lasting, said)
        context.congress = congress or bool(_CONGRESS.search(normal.text, begin, end))
        found, carried = _line(text, normal, begin, end, inside, original, grammar, context, scope, above, listed)
        figures += found
        if not found and end - begin < SHORT:
            announce(normal.text, begin, end, original, grammar, context)
        distant = context.measure if context.measure in CORE else None
        told = {figure.bodies for figure in found if figure.measure in CORE}
        lasting = told.pop() if len(told) == 1 else ()
        after[begin] = Left(first, context, carried or above)
    if cells:
        figures += _tabled(text, normal, cells, original, grammar, after, scope)
        figures.sort(key=lambda figure: figure.start)
    return figures


def _tabled(text: str, normal: Normal, cells: list[Cell], original: str, grammar: Grammar,
            after: dict[int, Left], scope: Scope) -> list[Figure]:
    """The figures of tables; what neither column nor row says, the words above the table do."""
    figures = []
    above: dict[tuple[int, int], tuple[Context, Mention | None]] = {}
    for cell in cells:
        if cell.head not in above:
            above[cell.head] = inherited(normal.text, *cell.head, original, grammar, after, scope)[:2]
        context, heading = above[cell.head]
        measure = cell.measure or context.measure or ("planned" if context.planning or "quy hoạch" in normal.text else "other")
        bodies = cell.bodies or context.bodies or ("khac",)
        candidates = [Mention(cell.begin, cell.end, cell.terms)] if cell.terms else [heading] if heading else []
        start, end = normal.span(cell.begin, cell.end)
        figures.append(Figure(term=scope.carried(bodies, measure, candidates, cell.start), bodies=bodies, measure=measure, value=cell.value,
                              of=cell.of, stage=context.stage, quote=text[start:end], start=start))
    return figures


def _line(text: str, normal: Normal, begin: int, end: int, places: list[int], original: str, grammar: Grammar, context: Context,
          scope: Scope, heading: Mention | None, listed: Listed) -> tuple[list[Figure], Mention | None]:
    """The figures of one line, and the last term that it names. Sentences without counts are only glanced at."""
    reader = Sentences(grammar, context)
    carried: tuple[Mention, bool] | None = None
    figures: list[Figure] = []
    names: dict[tuple[str, ...], tuple[int, int]] = {}
    glance: tuple[int, int] | None = None
    for start, stop in sentences(normal.text, begin, end, original, grammar):
        mentions = scope.between(start, stop)
        if bisect_left(places, start) == bisect_left(places, stop):
            glance = (start, stop)
        else:
            if glance is not None:
                before = tokenise(normal.text, *glance)
                reader.mention(before.words, segments(before, grammar))
                glance = None
            sentence = tokenise(normal.text, start, stop)
            parts = segments(sentence, grammar)
            found = respectively(sentence, parts, reader.read(sentence.words, parts), context, reader.here, partial(listed.above, start))
            for item in found:
                item.term = item.origin.term if item.origin is not None else scope.governing(item, sentence, parts, mentions, carried, heading)
                if item.origin is None:
                    figures.append(_figure(text, normal, sentence, item, names))
        if mentions:
            carried = (mentions[-1], scope.heads(mentions[-1], start))
    return figures, carried[0] if carried else None


def _figure(text: str, normal: Normal, sentence: Sentence, item: Found, names: dict[tuple[str, ...], tuple[int, int]]) -> Figure:
    """The figure of *item*; *names* holds where the line names its bodies, for counts that leave them out."""
    count = item.segment.count
    first, last = item.first, item.last
    while last > count.last and sentence.words[last - 1] in ",;:.([-":
        last -= 1
    if sentence.ends[last - 1] - sentence.starts[first] > 380:
        first, last = count.first, count.last
    start, end = normal.span(sentence.starts[first], sentence.ends[last - 1])
    unit = None
    if count.unit and count.unit_last > count.unit_first:
        left, right = normal.span(sentence.starts[count.unit_first], sentence.ends[count.unit_last - 1])
        unit = text[left:right]
    if item.named is not None:
        names[item.bodies] = normal.span(sentence.starts[item.named[0]], sentence.ends[item.named[1] - 1])
    named = names.get(item.bodies) if item.named is not None or item.bodies != ("khac",) else None
    words = text[slice(*named)] if named else None
    return Figure(term=item.term, bodies=item.bodies, measure=item.measure, value=Decimal(count.value), value_max=count.value_max,
                  qualifier=count.qualifier, unit=unit, stage=item.stage, body_text=words, of=count.of,
                  quote=text[start:end], start=start)
