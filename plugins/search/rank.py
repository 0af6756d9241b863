"""Ranking: which articles answer a plan, and in what order. Pure; the browser's ``rank.js`` does the same."""
from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from plugins.search import plan as planning
from plugins.search.plan import WEIGH, Plan, Source, Unit
from plugins.search.postings import LEVELS
from plugins.search.query import Query, parse


@dataclass(frozen=True, slots=True)
class Ranked:
    """``hits`` are (article, score), best first; ``total`` counts all that there are.

    ``full`` of them hold every word asked for; ``dropped`` are words that the best ones do without;
    ``corrected`` pairs of what was typed and the key and code of what was taken for it;
    ``loosened``: a quoted part was found nowhere as it stands.
    """

    hits: tuple[tuple[int, float], ...]
    total: int
    full: int
    dropped: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    loosened: bool = False


def rarity(count: int, size: int) -> float:
    """The inverse document frequency of BM25: of *count* articles *size* hold it."""
    return math.log(1 + (count - size + 0.5) / (size + 0.5))


def search(source: Source, text: str, newness: Callable[[int], object], *, limit: int = 10, prefix: bool = False,
           allowed: Collection[int] | None = None) -> Ranked:
    """The articles of *source* that answer *text*, among *allowed* ones; equal scores in order of *newness*, greatest first."""
    query = parse(text)
    if not query.tokens:
        found = source.numbers() if allowed is None else allowed
        newest = heapq.nlargest(limit, found, key=newness)
        return Ranked(tuple((d, 0.0) for d in newest), len(found), len(found))
    made = build(query, source, prefix)
    scores, loosened = _score(made, source.count, allowed)
    full = _full(made, scores)
    if len(full) < WEIGH["few"] and planning.near_pairs(made, source, bool(full)):
        scores, loosened = _score(made, source.count, allowed)
        full = _full(made, scores)
    return replace(_choose(made, source.count, scores, full, newness, limit), loosened=loosened)


def _full(made: Plan, scores: dict[int, tuple[float, int]]) -> list[int]:
    required = made.required
    return [d for d, (_, mask) in scores.items() if mask & required == required]


def build(query: Query, source: Source, prefix: bool) -> Plan:
    """The plan of *query*: pairs alone where enough articles hold them all, single words as well where not."""
    made = _paired(query, source, prefix)
    covered = made.paired | made.inside
    if made.required & ~covered == 0:
        scores, _ = _score(made, source.count, None)
        if len(_full(made, scores)) >= WEIGH["enough"]:
            return made
    plain = planning.untangled(query, source)
    if plain is not query:
        made = _paired(plain, source, prefix)
    planning.words(made, source, prefix)
    return made


def _paired(query: Query, source: Source, prefix: bool) -> Plan:
    made = Plan(query)
    planning.compounds(made, source)
    planning.pairs(made, source, prefix)
    return made


def _strengths(unit: Unit) -> dict[int, float]:
    if len(unit.entries) == 1:
        entry, factor = unit.entries[0]
        return {d: factor * level for d, level in zip(entry.documents, entry.levels)}
    strengths: dict[int, float] = {}
    for entry, factor in unit.entries:
        for d, level in zip(entry.documents, entry.levels):
            if strengths.get(d, 0.0) < factor * level:
                strengths[d] = factor * level
    return strengths


def _score(made: Plan, count: int, allowed: Collection[int] | None) -> tuple[dict[int, tuple[float, int]], bool]:
    """Score and covered tokens of every article that matches, and whether a quoted part had to be taken loosely."""
    scores: dict[int, tuple[float, int]] = {}
    quoted = {p: [] for p in made.query.phrases}
    for unit in (*made.units, *made.words.values()):
        strengths = _strengths(unit)
        weight = unit.weight * rarity(count, len(strengths)) / LEVELS
        if unit.phrase in quoted:
            quoted[unit.phrase].append(strengths)
        for d, strength in strengths.items():
            score, mask = scores.get(d, (0.0, 0))
            scores[d] = (score + weight * strength, mask | unit.mask)
    if allowed is not None:
        scores = {d: s for d, s in scores.items() if d in allowed}
    loosened = False
    for phrase, parts in quoted.items():
        holding = {d: s for d, s in scores.items() if all(d in strengths for strengths in parts)} if planning.is_run(made, phrase) else {}
        scores, loosened = holding or scores, loosened or not holding
    return scores, loosened


def _choose(made: Plan, count: int, scores: dict[int, tuple[float, int]], full: list[int], newness, limit: int) -> Ranked:
    required = made.required
    masses = {i: _mass(made, i, count) for i in range(len(made.query.tokens)) if required >> i & 1}
    whole = sum(masses.values()) or 1.0
    shares: dict[int, float] = {}

    def share(mask: int) -> float:
        known = shares.get(mask)
        if known is None:
            known = shares[mask] = sum(m for i, m in masses.items() if mask >> i & 1) / whole
        return known

    kept = {d: scores[d] for d in full} if len(full) >= WEIGH["few"] else scores
    final = [(round(score * share(mask) ** WEIGH["coverage"], 4), newness(d), d) for d, (score, mask) in kept.items()
             if share(mask) >= WEIGH["partial"] or not required]
    total = len(final) if len(full) >= WEIGH["few"] else min(len(final), len(full) + int(WEIGH["most_partial"]))
    best = heapq.nlargest(min(limit, total), final)
    met = 0
    for _, _, d in best[:3]:
        met |= scores[d][1]
    dropped = [t.text for i, t in enumerate(made.query.tokens) if made.unknown >> i & 1 or (best and required >> i & 1 and not met >> i & 1)]
    corrected = dict.fromkeys(c for c in made.corrected if c[0] not in dropped)
    return Ranked(tuple((d, s) for s, _, d in best), total, len(full), tuple(dropped), tuple(corrected))


def _mass(made: Plan, token: int, count: int) -> float:
    unit = made.words.get(token)
    if unit is None:
        unit = next((u for u in made.units if u.mask >> token & 1), None)
    return rarity(count, unit.size) if unit else 0.0
