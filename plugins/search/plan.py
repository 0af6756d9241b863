"""From a query to the lists that answer it: pairs before single words, other accents and repairs where nothing else is found.

Asks a :class:`Source`, which the server's index and the tests provide; ``theme/static/js/search/plan.js`` does the
same over the browser's shards.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from plugins.search import repair
from plugins.search.analyse import agrees, word
from plugins.search.postings import RANKING
from plugins.search.query import Asked, Query, exchanged

WEIGH: Mapping[str, float] = RANKING["query"]
_MOST_COMPLETIONS = 12
_MOST_CANDIDATES = 24
_MOST_FIRST = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or pair as written: its keys and codes, the articles that hold it and the levels there."""

    keys: tuple[str, ...]
    codes: tuple[int, ...]
    documents: Sequence[int]
    levels: Sequence[int]


class Source(Protocol):
    """An index. ``count`` articles; entries of a word, of a pair, of the pairs that begin so; known keys and how many hold them."""

    count: int

    def numbers(self) -> Sequence[int]: ...
    def words(self, key: str) -> Sequence[Entry]: ...
    def pairs(self, first: str, second: str) -> Sequence[Entry]: ...
    def pairs_after(self, first: str, prefix: str) -> Sequence[Entry]: ...
    def keys(self) -> Mapping[str, int]: ...


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that an article may match: ``mask`` has a bit for each token that it covers."""

    mask: int
    weight: float
    entries: tuple[tuple[Entry, float], ...]
    phrase: int = -1

    @property
    def size(self) -> int:
        """How many articles hold any of it."""
        if len(self.entries) == 1:
            return len(self.entries[0][0].documents)
        return len(set().union(*(entry.documents for entry, _ in self.entries)))


@dataclass(slots=True)
class Plan:
    """``required`` are the tokens that a full answer covers; ``unknown`` those that nothing matches."""

    query: Query
    units: list[Unit] = field(default_factory=list)
    words: dict[int, Unit] = field(default_factory=dict)  # by token
    places: set[int] = field(default_factory=set)  # second tokens of the pairs that were found
    inside: int = 0  # tokens within a compound that was found
    paired: int = 0  # tokens that some pair covers
    unknown: int = 0
    corrected: list[tuple[str, str]] = field(default_factory=list)

    @property
    def required(self) -> int:
        return sum(1 << i for i, t in enumerate(self.query.tokens) if not t.light) & ~self.unknown


def _fit(query: Query, typed: Sequence[Asked], entries: Sequence[Entry]) -> list[tuple[Entry, float]]:
    """The entries that may be what was typed, with a factor: less where an accent was left out in a query that has some."""
    fitting = []
    for entry in entries:
        codes = entry.codes
        if all(agrees(t.code, code) for t, code in zip(typed, codes)):
            loose = query.marked and any(t.code != code for t, code in zip(typed, codes))
            fitting.append((entry, WEIGH["unmarked"] if loose else 1.0))
    return fitting


def compounds(plan: Plan, source: Source) -> None:
    """Dates, terms of office and numbers of documents, which stand for their parts where the index has them."""
    for keys, first, last in plan.query.compounds:
        mask = (1 << last + 1) - (1 << first)
        for n, key in enumerate(keys):
            entries = source.words(key)
            if entries:
                factor = WEIGH["looser_compound"] if n else 1.0
                plan.units.append(Unit(mask, WEIGH["compound"], tuple((e, factor) for e in entries), plan.query.tokens[first].phrase))
                plan.inside |= mask
                break


def neighbours(plan: Plan, at: int) -> bool:
    """Whether the tokens *at* - 1 and *at* make a pair that is worth asking for."""
    return at > 0 and not plan.query.tokens[at].parted and not plan.inside >> at - 1 & 3


def pairs(plan: Plan, source: Source, prefix: bool) -> None:
    """The pairs of neighbouring tokens; of the last one, with *prefix*, every pair that begins so."""
    query = plan.query
    for at in range(1, len(query.tokens)):
        if not neighbours(plan, at):
            continue
        a, b = query.tokens[at - 1], query.tokens[at]
        entries = source.pairs(a.key, b.key)
        found = _fit(query, (a, b), entries)
        last = at == len(query.tokens) - 1
        if last and (prefix or not (found or b.phrase >= 0)):
            factor = WEIGH["prefix"] if prefix else WEIGH["soft_prefix"]
            exact = {id(entry) for entry, _ in found}
            found += [(e, f * factor) for e, f in _begun(query, (a, b), source.pairs_after(a.key, b.key)) if id(e) not in exact]
        if not found and entries:
            found = [(entry, WEIGH["other_accents"]) for entry in entries]
            shown = max(entries, key=lambda e: len(e.documents))
            plan.corrected += [(t.text, f"{t.key} {code}") for t, code in zip((a, b), shown.codes) if not agrees(t.code, code)]
        if found:
            _add_pair(plan, at, found)


def _add_pair(plan: Plan, at: int, found: Sequence[tuple[Entry, float]]) -> None:
    plan.units.append(Unit(3 << at - 1, WEIGH["pair"], tuple(found), plan.query.tokens[at].phrase))
    plan.paired |= 3 << at - 1
    plan.places.add(at)


def is_run(plan: Plan, phrase: int) -> bool:
    """Whether a quoted part is known as a run: every pair in it that is ever indexed."""
    tokens = plan.query.tokens
    return all(t.phrase != phrase or not neighbours(plan, at) or t.light or tokens[at - 1].light or at in plan.places
               for at, t in enumerate(tokens))


def _begun(query: Query, typed: tuple[Asked, ...], entries: Sequence[Entry]) -> list[tuple[Entry, float]]:
    last = typed[-1].key
    fitting = _fit(query, typed, [e for e in entries if e.keys[-1] != last and e.keys[-1].startswith(last)])
    return [(entry, 1.0) for entry, _ in fitting]


def words(plan: Plan, source: Source, prefix: bool) -> None:
    """The single words, and what else may have been meant where a word is not known."""
    query = plan.query
    for at, token in enumerate(query.tokens):
        if plan.inside >> at & 1 or token.light or at in plan.words:
            continue
        entries = source.words(token.key)
        found = _fit(query, (token,), entries)
        last = at == len(query.tokens) - 1
        if last and not plan.paired >> at & 1 and (prefix or not found):
            exact = {e.keys for e, _ in found}
            found += [(e, WEIGH["prefix"]) for e in _completions(token, source) if e.keys not in exact]
        if query.marked and any(e.codes[0] == token.code for e, _ in found) and token.code:
            found = [(e, f) for e, f in found if e.codes[0] == token.code or e.keys[0] != token.key]
        if found:
            _add_word(plan, at, found)
        elif not plan.paired >> at & 1:
            _correct(plan, at, entries, source)


def _add_word(plan: Plan, at: int, found: list[tuple[Entry, float]]) -> None:
    unit = Unit(1 << at, WEIGH["word"], tuple(found), plan.query.tokens[at].phrase)
    size = unit.size
    if any(u.mask & u.mask - 1 and u.mask >> at & 1 and u.weight == WEIGH["pair"] and u.size >= WEIGH["bound"] * size for u in plan.units):
        unit = Unit(0, WEIGH["bound_word"], unit.entries)  # the word lives in its pair: alone it is another word
    plan.words[at] = unit


def _completions(token: Asked, source: Source) -> list[Entry]:
    keys = source.keys()
    begun = sorted((k for k in keys if k.startswith(token.key) and k != token.key and "-" not in k), key=lambda k: (-keys[k], k))
    return [e for key in begun[:_MOST_COMPLETIONS] for e in source.words(key) if agrees(token.code, e.codes[0])]


def _correct(plan: Plan, at: int, same_key: Sequence[Entry], source: Source) -> None:
    """Another word for an unknown one: one that its neighbours are known with, else the likest."""
    query, token = plan.query, plan.query.tokens[at]
    keys = [token.key] * bool(same_key) + list(repair.neighbours(token.key, source.keys()))[:_MOST_CANDIDATES]
    best: list[tuple[Entry, float]] = []
    pick = 1
    for place, side in ((at, 1), (at + 1, 0)):
        if place >= len(query.tokens) or not neighbours(plan, place):
            continue
        other = query.tokens[place - side]
        found = []
        for key in keys if side or best else keys[:_MOST_FIRST]:
            for entry in source.pairs(other.key, key) if side else source.pairs(key, other.key):
                if agrees(other.code, entry.codes[1 - side]):
                    found.append((entry, _correctness(token, entry.codes[side])))
        if found:
            most = max(factor for _, factor in found)
            found = [(e, f) for e, f in found if f >= most - 0.1]
            _add_pair(plan, place, found)
            if not best:
                best, pick = found, side
                keys = list(dict.fromkeys(e.keys[side] for e, _ in found))[:_MOST_FIRST]
    if not best:
        entries = list(same_key) or [e for key in keys[:3] for e in source.words(key)]
        if not entries:
            plan.unknown |= 1 << at
            return
        best = [(e, _correctness(token, e.codes[0])) for e in entries]
        most, pick = max(f for _, f in best), 0
        _add_word(plan, at, [(e, f) for e, f in best if f >= most - 0.1])
    shown = max(best, key=lambda f: (f[1], len(f[0].documents)))[0]
    plan.corrected.append((token.text, f"{shown.keys[pick]} {shown.codes[pick]}"))


def _correctness(token: Asked, code: int) -> float:
    return WEIGH["corrected"] * (0.7 + 0.15 * repair.likeness(token.code, code))


def untangled(query: Query, source: Source) -> Query:
    """*query* with unknown words read as Telex or VNI keys, parted where they were run together, joined where they were parted."""
    at = 0
    while at < len(query.tokens):
        token = query.tokens[at]
        if not token.light and not token.key.isdigit() and len(token.key) > 2 and not _fit(query, (token,), source.words(token.key)):
            meant = _meant(query, at, source)
            following = query.tokens[at + 1] if at + 1 < len(query.tokens) else None
            if meant:
                query = exchanged(query, at, [(*word(text), text) for text in meant])
                at += len(meant) - 1
            elif following and not following.parted and source.words(token.key + following.key):
                text = token.text + following.text  # "live stream" where it is written "livestream"
                query = exchanged(query, at, [(*word(text), text)], 2)
        at += 1
    return query


def _meant(query: Query, at: int, source: Source) -> tuple[str, ...] | None:
    token = query.tokens[at]
    typed = repair.keystrokes(token.text)
    if typed:
        key, code = word(typed)
        if any(agrees(code, e.codes[0]) for e in source.words(key)):
            return (typed,)
    best, most = None, 0
    for parts in repair.splits(token.text.lower(), source.keys()):
        read = [Asked(*word(p), p, False, False, -1) for p in parts]
        held = [sum(len(e.documents) for e, _ in _fit(query, (a, b), source.pairs(a.key, b.key))) for a, b in zip(read, read[1:])]
        if all(held) and min(held) > most:
            best, most = parts, min(held)
    return best


def near_pairs(plan: Plan, source: Source, hint: bool) -> bool:
    """For neighbours that are no known pair: pairs with one letter of either word changed. Whether any was found.

    As a *hint*, where some article holds the words as typed, they stand in for nothing: they only add to a score.
    """
    found = False
    held = plan.paired
    for at in range(1, len(plan.query.tokens)):
        a, b = plan.query.tokens[at - 1], plan.query.tokens[at]
        if not neighbours(plan, at) or a.light or b.light or held >> at - 1 & 3 == 3:
            continue
        pick, entries = 1, []
        if not held >> at & 1:
            entries = [e for e in source.pairs_after(a.key, b.key[0]) if _slip(b.key, e.keys[1]) and agrees(a.code, e.codes[0])]
        if not entries and not held >> at - 1 & 1 and len(a.key) > 2:
            keys = list(repair.neighbours(a.key, source.keys()))[:_MOST_FIRST]
            pick, entries = 0, [e for key in keys for e in source.pairs(key, b.key) if agrees(b.code, e.codes[1])]
        if entries:
            factor, token = WEIGH["near_pair"], (a, b)[pick]
            found = True
            if hint:
                plan.units.append(Unit(0, WEIGH["pair"], tuple((e, factor) for e in entries)))
                continue
            _add_pair(plan, at, [(e, factor) for e in entries])
            shown = max(entries, key=lambda e: (repair.likeness(token.code, e.codes[pick]), len(e.documents)))
            plan.corrected.append((token.text, f"{shown.keys[pick]} {shown.codes[pick]}"))
    return found


def _slip(typed: str, key: str) -> bool:
    return len(typed) > 2 and not typed.isdigit() and repair.near(typed, key)
