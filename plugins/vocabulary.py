"""The closed vocabularies: ids, Vietnamese labels and other spellings, as data in ``vocabulary.json``.

Ids and labels are both accepted wherever a person writes one.
"""
from __future__ import annotations

import difflib
import json
from functools import cache
from pathlib import Path

from plugins.vietnamese.text import fold

_DATA: dict[str, dict[str, dict]] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))


def ids(vocabulary: str) -> tuple[str, ...]:
    """All ids of *vocabulary*, in the order in which pages show them."""
    return tuple(_DATA[vocabulary])


def label(vocabulary: str, id: str) -> str:
    """The Vietnamese label of *id*.

    >>> label("body", "ban-chap-hanh")
    'Ban Chấp hành'
    """
    return _DATA[vocabulary][id]["label"]


def spellings(vocabulary: str, id: str) -> tuple[str, ...]:
    """The label of *id* and its other spellings, as texts write them.

    >>> spellings("qualifier", "gt")
    ('trên', 'hơn')
    """
    entry = _DATA[vocabulary][id]
    return (entry["label"], *entry["aliases"])


@cache
def _spellings(vocabulary: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for id, entry in _DATA[vocabulary].items():
        for spelling in (id, id.replace("_", " "), id.replace("-", " "), entry["label"], *entry["aliases"]):
            known.setdefault(fold(spelling), id)
    return known


def find(vocabulary: str, text: str) -> str | None:
    """The id that *text* names by id, label or alias, whatever its case and accents; None where there is none.

    >>> find("body", "Ban chấp hành"), find("measure", "đưa ra"), find("body", "xyz")
    ('ban-chap-hanh', 'removed', None)
    """
    return _spellings(vocabulary).get(fold(text.strip()))


def suggest(vocabulary: str, text: str) -> str | None:
    """The label that a person most likely meant by *text*, or None when nothing is near.

    >>> suggest("measure", "đưa vào")
    'bổ sung'
    """
    spellings = dict(_spellings(vocabulary))
    for id, entry in _DATA[vocabulary].items():
        # What would be ambiguous or wrong to accept, but tells what was meant.
        spellings |= {fold(spelling): id for spelling in entry.get("near", ())}
    near = difflib.get_close_matches(fold(text.strip()), spellings, n=1, cutoff=0.6)
    return label(vocabulary, spellings[near[0]]) if near else None
