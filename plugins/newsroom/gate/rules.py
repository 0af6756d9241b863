"""The gate's rules as they stand in ``rules.json``: what each says, whether it stops, its words and examples."""
from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rule:
    """``stops`` tells a stop from a note; ``told`` holds the rule's own words and numbers."""

    id: str
    label: str
    stops: bool
    message: str
    hint: str
    told: Mapping[str, object]

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(self.told[name])


@dataclass(frozen=True, slots=True)
class Sign:
    """A place that a rule met: ``key`` is a front matter key, or "" for the body; ``line`` counts from the body's first, 0 in a key."""

    rule: str
    key: str
    line: int
    quote: str


@cache
def rules() -> Mapping[str, Rule]:
    told = json.loads(Path(__file__).with_name("rules.json").read_text(encoding="utf-8"))
    return {id: Rule(id, one["label"], one["stops"], one["message"], one["hint"], one) for id, one in told.items()}


def any_of(words: Iterable[str]) -> str:
    """A pattern that meets each of *words* as whole words, longest first.

    >>> re.search(any_of(("bí thư", "phó bí thư")), "đồng chí phó bí thư")[0]
    'phó bí thư'
    """
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)"


def short(text: str, limit: int = 60) -> str:
    """*text* on one line, cut at a word."""
    words = " ".join(text.split())
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + " …"
