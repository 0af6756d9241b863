"""Figures that cannot all be true: contradictions, sums and ratios that do not come out.

Arithmetic is checked, never repaired, and only between exact figures stated for one committee, body, term
and unit. What a source printed wrongly is still what it printed: such finds are notices, contradictions within
one front matter are problems, since one person vouches for both.
"""
from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import yaml

from plugins import vocabulary
from plugins.figures.statements import Statement, committee_of, conference_of
from plugins.figures.units import counts_persons, unit_class
from plugins.figures.wording import row_key, row_label, unit_text, value_text, with_unit
from plugins.frontmatter.parse import split
from plugins.frontmatter.places import survey
from plugins.problem import Problem
from plugins.values import Article, Figure
from plugins.vietnamese.dates import format_date
from plugins.vietnamese.numbers import format_number



def places(source: str) -> list[tuple[int, int]]:
    """Line and column, from 1, of each entry of ``results`` in a content file; [] where it cannot be read."""
    parts = split(source)
    if isinstance(parts, str):
        return []
    try:
        top, _ = survey(parts.header)
    except yaml.YAMLError:
        return []
    results = top.children.get("results") if top else None
    if results is None:
        return []
    entries = list(results.children.values()) if results.is_list else [results]  # one may stand without a list
    return [(entry.key_line + parts.header_line, entry.key_column + 1) for entry in entries]


def said(figure: Figure) -> str:
    """A figure in a few words, for messages: "quy hoạch Ban Chấp hành: 27"."""
    term = f", nhiệm kỳ {figure.term.years}" if figure.term else ""
    return f"{vocabulary.label('measure', figure.measure)} {row_label(figure)}{term}: {with_unit(value_text(figure), unit_text(figure))}"


def _exact(figure: Figure) -> bool:
    return figure.qualifier is None and figure.value_max is None


def _whose(article: Article, figure: Figure) -> tuple:
    """What two figures must share to be compared: committee, body, term, conference's day, stage, period, note."""
    conference = conference_of(article, figure)
    day = figure.as_of or (conference.held if conference else None)
    return (committee_of(article, figure), row_key(figure), figure.term, day, figure.stage, figure.period, figure.note)


def problems(article: Article, source: str = "") -> tuple[Problem, ...]:
    """What is wrong among the declared figures of one article; *source* is its file's text, for lines.

    A contradiction stops; a figure said twice and arithmetic that does not come out are notices.
    """
    where = places(source) if source else []
    found = [*_contradictions(article, where), *_arithmetic(article, where)]
    return tuple(sorted(found))


def _at(article: Article, where: list[tuple[int, int]], number: int) -> tuple[str, int, int]:
    line, column = where[number] if number < len(where) else (0, 0)
    return article.path, line, column


def _contradictions(article: Article, where: list[tuple[int, int]]) -> Iterable[Problem]:
    seen: dict[tuple, tuple[int, Figure]] = {}
    for number, figure in enumerate(article.results):
        key = (*_whose(article, figure), figure.measure, unit_class(figure.unit, figure.measure))
        if key not in seen:
            seen[key] = (number, figure)
            continue
        first, other = seen[key]
        line = f" (dòng {where[first][0]})" if first < len(where) else ""
        if _number(figure) == _number(other):
            yield Problem(*_at(article, where, number), f"số liệu '{said(figure)}' đã khai ở trên{line}", "xóa một trong hai mục", notice=True)
        elif _could_both(figure, other):
            continue
        else:
            message = f"hai số liệu trái nhau: '{said(figure)}' và '{said(other)}'{line}"
            yield Problem(*_at(article, where, number), message, "xóa số sai; nếu là hai việc khác nhau, ghi thêm note, as_of hoặc conference")


def _number(figure: Figure) -> tuple:
    return figure.value, figure.value_max, figure.qualifier, figure.of


def _could_both(a: Figure, b: Figure) -> bool:
    """Can a bound and another number both be true? "trên 20" and 27 can.

    >>> _could_both(Figure(None, ("bi-thu",), "planned", Decimal(20), qualifier="gt"), Figure(None, ("bi-thu",), "planned", Decimal(27)))
    True
    """
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    if _exact(a) and _exact(b):
        return False
    return low_a <= high_b and low_b <= high_a


def _range(figure: Figure) -> tuple[Decimal, Decimal]:
    infinite = Decimal("Infinity")
    low, high = figure.value, figure.value if figure.value_max is None else figure.value_max
    if figure.qualifier in ("gt", "ge"):
        return low, infinite
    if figure.qualifier in ("lt", "le"):
        return -infinite, high
    return (-infinite, infinite) if figure.qualifier == "approx" else (low, high)


def _arithmetic(article: Article, where: list[tuple[int, int]]) -> Iterable[Problem]:
    groups: dict[tuple, dict[str, list[tuple[int, Figure]]]] = {}
    for number, figure in enumerate(article.results):
        groups.setdefault(_whose(article, figure), {}).setdefault(figure.measure, []).append((number, figure))
    for group in groups.values():
        sole = {m: held[0] for m, held in group.items() if len(held) == 1 and _exact(held[0][1])}
        counts = {m: held for m, held in sole.items() if counts_persons(held[1])}
        if {"retained", "added", "total"} <= counts.keys():
            yield from _sum(article, where, counts)
        if {"planned", "ratio_to_current"} <= sole.keys() and "planned" in counts:
            yield from _ratio(article, where, sole["planned"][1], *sole["ratio_to_current"])


def _sum(article: Article, where: list[tuple[int, int]], counts: dict[str, tuple[int, Figure]]) -> Iterable[Problem]:
    retained, added, (number, total) = counts["retained"][1].value, counts["added"][1].value, counts["total"]
    if retained + added != total.value:
        sum_ = f"giữ nguyên {format_number(retained)} + bổ sung {format_number(added)} = {format_number(retained + added)}"
        yield Problem(*_at(article, where, number), f"tổng không khớp: {sum_}, nhưng '{said(total)}'", "xem lại bài gốc; nếu bài gốc ghi vậy thì giữ nguyên", notice=True)


def ratio_fits(planned: Decimal, present: Decimal, printed: Decimal) -> bool:
    """Is *printed* planned ÷ present, rounded or cut to the decimals that it has?

    >>> ratio_fits(Decimal(9), Decimal(7), Decimal("1.28")), ratio_fits(Decimal(9), Decimal(7), Decimal("1.29"))
    (True, True)
    >>> ratio_fits(Decimal(9), Decimal(7), Decimal("1.3")), ratio_fits(Decimal(9), Decimal(7), Decimal("1.5"))
    (True, False)
    """
    if not present:
        return False
    step = Decimal(1).scaleb(min(0, printed.as_tuple().exponent))
    exact = planned / present
    return printed in (exact.quantize(step, ROUND_DOWN), exact.quantize(step, ROUND_HALF_UP))


def _ratio(article: Article, where: list[tuple[int, int]], planned: Figure, number: int, ratio: Figure) -> Iterable[Problem]:
    if ratio.of is not None and not ratio_fits(planned.value, ratio.of, ratio.value):
        worked = f"{format_number(planned.value)} ÷ {format_number(ratio.of)}"
        yield Problem(*_at(article, where, number), f"tỷ lệ không khớp: {worked} không phải {format_number(ratio.value)}", "xem lại ba con số trong bài gốc", notice=True)


def over_time(statements: Iterable[Statement]) -> tuple[Problem, ...]:
    """Earlier total − removed + added = total, from one declared review to the next of the same committee, body and term.

    Only where each of the four numbers is said once and exactly; a review in between that was not reported
    makes a difference as well, so all finds are notices.
    """
    groups: dict[tuple, dict] = {}
    for statement in statements:
        figure = statement.figure
        if not (figure.declared and _exact(figure) and counts_persons(figure) and statement.moment and statement.committee):
            continue
        moments = groups.setdefault((statement.committee, row_key(figure), figure.term), {})
        moments.setdefault(statement.moment, {}).setdefault(figure.measure, []).append(statement)
    found = []
    for moments in groups.values():
        before: Statement | None = None
        for moment in sorted(moments):
            said_here = moments[moment]
            total = said_here.get("total", ())
            if len(total) == 1 and before is not None:
                found += _step(before, said_here, total[0])
            before = total[0] if len(total) == 1 else before
    return tuple(sorted(found))


def _step(before: Statement, here: dict[str, list[Statement]], total: Statement) -> list[Problem]:
    removed, added = here.get("removed", ()), here.get("added", ())
    if len(removed) != 1 or len(added) != 1:
        return []
    a, b, c = before.figure.value, removed[0].figure.value, added[0].figure.value
    if a - b + c == total.figure.value:
        return []
    sum_ = f"{format_number(a)} ({format_date(before.moment)}) − {format_number(b)} + {format_number(c)} = {format_number(a - b + c)}"
    message = f"không nối với lần trước: {sum_}, nhưng '{said(total.figure)}'"
    return [Problem(total.article.path, message=message, hint=f"bài trước: {before.article.path}; có thể thiếu một lần rà soát ở giữa", notice=True)]
