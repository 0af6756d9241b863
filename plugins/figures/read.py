"""From an article's text to its terms, step, conference and figures. Pure; never raises on any text."""
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from plugins.figures.clauses import Line, segments, tokenise
from plugins.figures.grammar import Grammar, load
from plugins.figures.event import read_conference, read_step
from plugins.figures.lists import respectively
from plugins.figures.normalise import Normal, normalise
from plugins.figures.governing import Scope
from plugins.figures.context import CORE, Context, Found
from plugins.figures.resolve import Sentences
from plugins.figures.terms import Mention, find_terms
from plugins.values import Conference, Figure, Step, Term

_UNITS = (r"%|phần trăm|đồng chí|đ/c|người|lượt|cán bộ|công chức|viên chức|nhân sự|trường hợp|ủy viên|thành viên|ứng|cá nhân|nữ|nam|"
          r"đoàn|hội viên|giáo|giảng|sinh|học|lao|quần|vị|chức|đảng|đại biểu|chi|tổ chức|tccsđ|cơ|huyện ủy|ban|đơn vị|tập|lớp|khóa|"
          r"phiếu|lá|số phiếu|lần|phó|bí|cấp|tỉnh|thành|quận|thị ủy|xã ủy|đảng ủy|chủ|bch|btv|ubkt|nguồn|cử|chiến|thí|báo|trí|doanh|nhà|phụ|thanh|suất|công đoàn")
_AFTER = re.compile(r" ?(?:(?:nghìn|ngàn|vạn|triệu|trăm) )?(?:\([^()\n]{1,24}\) ?)?(?:" + _UNITS + ")")
_BEFORE = re.compile(r"(?:ban thường vụ|ban chấp hành|bí thư|kiểm tra|chủ tịch|btv|bch|ubkt|hđnd|ubnd|ủy|viên|bổ sung|đưa ra|giữ nguyên|hiện có|hiện còn|"
                     r"tổng số|còn|tái cử|lần đầu|gồm|phiếu|lượt|nguyên|số lượng|quy hoạch|hợp lệ)[^\d\n.;,]{0,24}$")
_NUMBER = re.compile(r"\d[\d.,/]*(?: ?- ?\d[\d.,]*)?")
_WORDED = re.compile(r"(?:^|[ \n(\"“])(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|lăm|mốt|tư|trăm) (?:đồng chí|đ/c|người|lượt|nhân sự|trường hợp|ủy viên|"
                     r"đảng viên|đại biểu|chi bộ|đảng bộ|tổ chức|lớp|học viên|cán bộ|phó bí|bí thư|phó chủ|chủ tịch|quần chúng)")
_LISTED = re.compile(r"^\s*(?:[-+]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[ivx]{1,4}[.)])\s*")
_HEAD = re.compile(r"^[^,.;]{0,45}$")
_CONGRESS = re.compile(r"đại hội")
_MIX = frozenset(("organisations", "classes", "learners", "attendance"))


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

    >>> found = read("Nhiệm kỳ 2025-2030, quy hoạch Ban Thường vụ Đảng ủy Khối (mẫu) 09 đồng chí.")
    >>> [(f.measure, f.body, str(f.value), f.term.years) for f in found.figures]
    [('planned', 'ban-thuong-vu', '9', '2025-2030')]
    """
    normal = normalise(text)
    heading = normalise(title).text
    mentions = find_terms(normal.text)
    titled = tuple(dict.fromkeys(term for mention in find_terms(heading) for term in mention.terms))
    named = tuple(dict.fromkeys((*titled, *(term for mention in mentions for term in mention.terms))))
    figures = _figures(text, normal, mentions, titled, named, "đại hội" in heading)
    return Reading(named, read_step(normal.text, heading), read_conference(normal.text, heading, text, published), tuple(figures))


def _lines_with_counts(text: str) -> list[tuple[int, int]]:
    """The lines that may hold counts, as places; cheap, since most lines of most articles hold none."""
    lines: dict[int, int] = {}
    for pattern in (_NUMBER, _WORDED):
        done = -1
        for match in pattern.finditer(text):
            if match.start() < done:
                continue
            if pattern is _WORDED or _AFTER.match(text, match.end()) or _BEFORE.search(text, max(0, match.start() - 44), match.start()):
                begin = text.rfind("\n", 0, match.start() + 1) + 1
                end = text.find("\n", match.end())
                done = len(text) if end < 0 else end
                lines[begin] = done
    return sorted(lines.items())


def _heading(text: str, begin: int, end: int, original: str, grammar: Grammar, context: Context) -> None:
    """Take what a heading without counts says into *context*."""
    line = tokenise(text, begin, end, original, grammar)
    for sentence in line.sentences:
        Sentences(line, grammar, context).announce(segments(line, sentence, grammar))


def _is_listed(text: str, begin: int, end: int) -> bool:
    return bool(_LISTED.match(text[begin:min(end, begin + 12)]))


def _inherited(text: str, begin: int, end: int, original: str, grammar: Grammar, after: dict[int, tuple[Context, Mention | None]],
               scope: Scope) -> tuple[Context, Mention | None]:
    """The context that headings above give to the line, and the last term that they name.

    A line of prose takes none, unless the line above ends with a colon.
    """
    prose = end - begin > 170 and not _is_listed(text, begin, end)
    headings: list[tuple[int, int]] = []
    context, mention = Context(), None
    stop = begin - 1
    for _ in range(12):
        while stop > 0 and text[stop - 1:stop] in ("\n", " "):
            stop -= 1
        if stop <= 0:
            break
        above = text.rfind("\n", 0, stop) + 1
        line = text[above:stop].rstrip()
        leads = line.endswith(":")
        if above in after:
            if leads or headings or not prose and (_is_listed(text, above, stop) or _is_listed(text, begin, end) and stop - above < 170
                                           or stop - above < 170 and ":" in line):
                known, mention = after[above]
                context = known.copy()
            break
        if not leads and (prose or len(line) > 170 or line.endswith(".") and not _is_listed(text, above, stop)):
            break
        headings.append((above, stop))
        stop = above - 1
    for above, stop in reversed(headings):
        _heading(text, above, stop, original, grammar, context)
        for found in scope.between(above, stop):
            mention = found
    return context, mention


def _figures(text: str, normal: Normal, mentions: list[Mention], titled: tuple[Term, ...], named: tuple[Term, ...],
             congress: bool) -> list[Figure]:
    lines = _lines_with_counts(normal.text)
    if not lines:
        return []
    grammar = load()
    original = text if normal.starts is None else "".join(text[place] for place in normal.starts)
    scope = Scope(normal.text, mentions, titled, named)
    after: dict[int, tuple[Context, Mention | None]] = {}
    figures: list[Figure] = []
    distant: str | None = None
    for begin, end in lines:
        context, heading = _inherited(normal.text, begin, end, original, grammar, after, scope)
        context.distant = distant
        context.congress = congress or bool(_CONGRESS.search(normal.text, begin, end))
        line = tokenise(normal.text, begin, end, original, grammar)
        reader = Sentences(line, grammar, context)
        carried: tuple[Mention, bool] | None = None
        any_found = False
        for sentence in line.sentences:
            parts = segments(line, sentence, grammar)
            found = reader.read(parts)
            found = respectively(line, sentence, parts, found, context, reader.here, reader.listed)
            start, stop = line.starts[sentence[0]], line.ends[sentence[1] - 1]
            inside = scope.between(start, stop)
            terms: dict[int, Term | None] = {}
            any_found = any_found or bool(found)
            for item in found:
                terms[id(item)] = scope.governing(item, line, parts, inside, carried, heading, terms)
                if not item.silent:
                    figures.append(_figure(text, normal, line, item, terms[id(item)]))
            if inside:
                carried = (inside[-1], scope.heads(inside[-1], start))
        if not any_found and end - begin < 200:
            _heading(normal.text, begin, end, original, grammar, context)
        distant = context.measure if context.measure in CORE else None
        after[begin] = (context, carried[0] if carried else heading)
    return figures


def _figure(text: str, normal: Normal, line: Line, item: Found, term: Term | None) -> Figure:
    count = item.segment.count
    first, last = item.first, item.last
    while last > count.last and line.words[last - 1] in ",;:.([-":
        last -= 1
    if line.ends[last - 1] - line.starts[first] > 380:
        first, last = count.first, count.last
    start, end = normal.span(line.starts[first], line.ends[last - 1])
    unit = None
    if count.unit and count.unit_last > count.unit_first:
        left, right = normal.span(line.starts[count.unit_first], line.ends[count.unit_last - 1])
        unit = text[left:right]
    mark = item.body_mark
    words = None
    if mark is not None:
        left, right = normal.span(line.starts[mark.first], line.ends[mark.last - 1])
        words = text[left:right]
    return Figure(term=term, bodies=item.bodies, measure=item.measure, value=Decimal(count.value), value_max=count.value_max,
                  qualifier=count.qualifier, unit=unit, stage=item.stage, body_text=words, of=count.of,
                  quote=text[start:end], start=start)
