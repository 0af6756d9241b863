"""What ``keys.json`` tells of the keys: their groups, meanings, examples and what people call them."""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

# The group that a key's value is made of.
GROUPS: Mapping[str, str] = {
    "authors": "person", "photographers": "person", "interviewees": "person", "cover": "picture", "images": "picture",
    "audio": "audio", "documents": "document", "source": "source", "conference": "conference", "step": "step",
    "results": "result", "corrections": "correction", "approval": "approval",
}


@cache
def groups() -> Mapping[str, Mapping[str, dict]]:
    """Group → key → ``about``, ``example`` and ``also`` (other words for it)."""
    return json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))


def top_keys() -> Sequence[str]:
    """The keys of the top level, in the order in which files are written."""
    return list(groups()["article"])


@cache
def all_keys() -> frozenset[str]:
    """The keys of all levels."""
    return frozenset(key for group in groups().values() for key in group)
