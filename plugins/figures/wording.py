"""How a figure is said on a page. A bound stays a bound, a unit stays a unit, nothing is rounded."""
from __future__ import annotations

from functools import cache

from plugins import vocabulary
from plugins.figures.units import unit_class
from plugins.values import Figure
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.text import fold

SILENT = "không nêu"  # what a text does not say; never 0

# Bodies whose own words say which one is meant: "Chủ tịch UBND" and "Chủ tịch HĐND" are two posts.
_TOLD_BY_WORDS = frozenset({"khac", "chu-tich", "pho-chu-tich"})
_UNITS = {"percent": "%", "times": "lần"}
_fold = cache(fold)


def value_text(figure: Figure) -> str:
    """The number with its bound, its range and the whole it is a part of, without its unit.

    >>> from decimal import Decimal
    >>> value_text(Figure(None, ("khac",), "attendance", Decimal(1000), qualifier="gt"))
    'trên 1.000'
    >>> value_text(Figure(None, ("bi-thu",), "votes_percent", Decimal(30), unit="phiếu", of=Decimal(32)))
    '30/32'
    """
    text = format_number(figure.value)
    if figure.value_max is not None:
        text += "–" + format_number(figure.value_max)
    if figure.of is not None and unit_class(figure.unit, figure.measure) not in _UNITS:
        text += "/" + format_number(figure.of)
    return f"{vocabulary.label('qualifier', figure.qualifier)} {text}" if figure.qualifier else text


def unit_text(figure: Figure) -> str:
    """The unit as pages print it after the number; "" for comrades, which is what planning tables count.

    >>> from decimal import Decimal
    >>> unit_text(Figure(None, ("khac",), "ratio_to_current", Decimal("1.04")))
    'lần'
    """
    kind = unit_class(figure.unit, figure.measure)
    if kind == "persons":
        return ""
    return _UNITS.get(kind) or figure.unit or ""


def with_unit(value: str, unit: str) -> str:
    """*value* and *unit* as one text; the per cent sign stands close, words after a no-break space.

    >>> with_unit("98,5", "%"), with_unit("26", "")
    ('98,5%', '26')
    """
    return value + ("%" if unit == "%" else f"\u00a0{unit}" if unit else "")


def row_key(figure: Figure) -> tuple:
    """What makes two figures speak of one body or post."""
    told = figure.body_text and not _TOLD_BY_WORDS.isdisjoint(figure.bodies)
    return (figure.bodies, _fold(figure.body_text) if told else "")


def row_label(figure: Figure) -> str:
    """The body or post as a row's head names it: one name, or all of those that one number covers."""
    if figure.body_text and not _TOLD_BY_WORDS.isdisjoint(figure.bodies):
        return figure.body_text[:1].upper() + figure.body_text[1:]
    return ", ".join(vocabulary.label("body", body) for body in figure.bodies)
