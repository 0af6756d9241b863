"""Reading what somebody typed: syllables, compounds, quoted parts, words that carry little."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plugins.search.analyse import WORDS, read, word
from plugins.vietnamese.text import fold, has_marks

MOST_TOKENS = 24
MOST_CHARACTERS = 600
_QUOTED = re.compile('["“”„«»]([^"“”„«»]+)["“”„«»]')
_LIGHT = {word(w) for w in WORDS["light"]}
_LIGHT_FOLDED = {fold(w) for w in WORDS["light"]}
_NUMBER = fold(WORDS["number"])


@dataclass(frozen=True, slots=True)
class Asked:
    """A syllable of a query. ``light`` words need not be found; ``phrase`` numbers the quoted part, -1 outside."""

    key: str
    code: int
    text: str
    parted: bool
    light: bool
    phrase: int


@dataclass(frozen=True, slots=True)
class Query:
    """``compounds`` are (keys, first token, last token); ``marked``: some accent was typed."""

    tokens: tuple[Asked, ...]
    compounds: tuple[tuple[tuple[str, ...], int, int], ...]
    marked: bool

    @property
    def phrases(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(t.phrase for t in self.tokens if t.phrase >= 0))


def parse(text: str) -> Query:
    """Read a query; never fails, whatever is typed. At most 24 syllables are looked at.

    >>> q = parse('"bộ cán" của BTV 2015 - 2020')
    >>> [(t.key, t.light, t.phrase) for t in q.tokens]
    [('bo', False, 0), ('can', False, 0), ('cua', True, -1), ('btv', False, -1), ('2015', False, -1), ('2020', False, -1)]
    >>> q.compounds
    ((('2015-2020',), 4, 5),)
    """
    text, found, runs = read(text[:MOST_CHARACTERS])
    marked = has_marks(text)
    quoted = [(m.start(1), m.end(1)) for m in _QUOTED.finditer(text)]
    tokens: list[Asked] = []
    kept = []
    bridged = False
    for i, token in enumerate(found[:MOST_TOKENS]):
        if token.key == _NUMBER and i + 1 < len(found) and found[i + 1].key[0].isdigit() and token.code in (0, word(WORDS["number"])[1]):
            bridged = not token.parted  # "nghị quyết số 26" asks for "nghị quyết 26"
            continue
        phrase = next((n for n, (start, end) in enumerate(quoted) if start <= token.start < end), -1)
        light = (token.key, token.code) in _LIGHT or (not marked and token.key in _LIGHT_FOLDED)
        parted = token.parted and not bridged or not tokens or tokens[-1].phrase != phrase
        tokens.append(Asked(token.key, token.code, text[token.start : token.end], parted, light, phrase))
        kept.append(token)
        bridged = False
    if all(t.light for t in tokens):
        tokens = [replace(t, light=False) for t in tokens]
    compounds = []
    for run in runs:
        inside = [i for i, t in enumerate(kept) if run.start <= t.start < run.end]
        if inside:
            compounds.append((run.keys, inside[0], inside[-1]))
    return Query(tuple(tokens), tuple(compounds), marked)


def exchanged(query: Query, at: int, words: list[tuple[str, int, str]], count: int = 1) -> Query:
    """*query* with its *count* tokens from *at* replaced by *words* (key, code, text), such as the syllables that were run together."""
    old, end = query.tokens[at], at + count
    new = [Asked(key, code, text, old.parted if n == 0 else False, False, old.phrase) for n, (key, code, text) in enumerate(words)]
    more = len(new) - count
    compounds = tuple((keys, i + more * (i >= end), j + more * (j >= end)) for keys, i, j in query.compounds if j < at or i >= end)
    return Query((*query.tokens[:at], *new, *query.tokens[end:])[:MOST_TOKENS], compounds, query.marked)
