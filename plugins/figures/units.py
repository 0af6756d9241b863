"""Which units may stand beside one another. Turns (lượt) are never persons, percentages never counts."""
from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from plugins.values import Figure
from plugins.vietnamese.text import fold

_DATA: dict[str, dict] = json.loads(Path(__file__).with_name("units.json").read_text(encoding="utf-8"))
_OF_MEASURE: dict[str, str] = _DATA["default"]


@cache
def _class(unit: str) -> str:
    written = fold(unit).strip()
    for name, units in _DATA["classes"].items():
        if written in units:
            return name
    return written


def unit_class(unit: str | None, measure: str) -> str:
    """What *unit* counts; where none is written, what *measure* counts by itself. Unlike classes never meet.

    >>> unit_class("đồng chí", "planned"), unit_class(None, "planned"), unit_class("lượt cán bộ", "learners")
    ('persons', 'persons', 'luot can bo')
    """
    return _class(unit) if unit else _OF_MEASURE.get(measure, "")


def counts_persons(figure: Figure) -> bool:
    return unit_class(figure.unit, figure.measure) == "persons"
