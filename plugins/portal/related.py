"""What stands beside an article: older ones chosen by what articles share, its story so far, the one before it.

What comes later never changes what stands on an older article's page.
"""
from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from heapq import nlargest
from math import log

from plugins.portal.taxonomy import category_of, slug_of
from plugins.values import Article

# How much one shared feature speaks for an article, before its rarity: a story's own parts count most.
WEIGHTS = {"series": 6.0, "procedure": 4.0, "committee": 3.0, "tag": 3.0, "kind": 1.0, "term": 1.0, "category": 0.5}
REMEMBERED = 24  # articles asked per feature, the last before this one: older ones would lose to them anyway


# What an article can share with another, by kind.
KINDS: dict[str, Callable[[Article], Iterable[str]]] = {
    "series": lambda a: (slug_of(a.series),) if a.series else (),
    "tag": lambda a: map(slug_of, a.tags),
    "committee": lambda a: a.committees,
    "term": lambda a: (term.years for term in a.terms),
    "kind": lambda a: (c.kind for c in a.conferences if c.kind != "khac"),
    "procedure": lambda a: (f"{c.step.procedure}/{committee}" for c in a.conferences if c.step and c.step.procedure for committee in c.committees),
    "category": lambda a: (category_of(a),),
}


class Beside:
    """Older articles for each of *articles* (newest first). Nothing is looked at before somebody asks."""

    def __init__(self, articles: Sequence[Article]):
        self.ordered = articles[::-1]
        self._indices: dict[str, dict[object, list[int]]] = {}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {article.path: place for place, article in enumerate(self.ordered)}

    def _index(self, keys: Callable[[Article], Iterable]) -> dict[object, list[int]]:
        """For each key the places of the articles that have it, oldest first, each once."""
        found: dict[object, list[int]] = defaultdict(list)
        for place, article in enumerate(self.ordered):
            for key in keys(article):
                places = found[key]
                if not places or places[-1] != place:
                    places.append(place)
        return found

    def _sharing(self, kind: str) -> dict[object, list[int]]:
        if kind not in self._indices:
            self._indices[kind] = self._index(KINDS[kind])
        return self._indices[kind]

    @cached_property
    def _following(self) -> dict[object, list[int]]:
        return self._index(_threads)

    @cached_property
    def _filed(self) -> dict[object, list[int]]:
        return self._index(_section)

    def related(self, article: Article, limit: int) -> tuple[Article, ...]:
        """At most *limit* older articles, the nearest first; () for an article that is in no list.

        A feature that many older articles have counts for less; the newer of two equals comes first.
        """
        place = self._places.get(article.path)
        if place is None:
            return ()
        scores: dict[int, float] = defaultdict(float)
        for kind, keys in KINDS.items():
            for key in dict.fromkeys(keys(article)):
                having = self._sharing(kind)[key]
                before = bisect_left(having, place)
                weight = WEIGHTS[kind] / log(2.0 + before)
                for other in having[max(0, before - REMEMBERED):before]:
                    scores[other] += weight
        return tuple(self.ordered[other] for _, other in nlargest(limit, zip(scores.values(), scores)))

    def story(self, article: Article, limit: int) -> tuple[Article, ...]:
        """The parts of its story before it, newest first: its series, or one committee's procedure and term."""
        place, threads = self._places.get(article.path), list(_threads(article))
        if place is None or not threads:
            return ()
        earlier: dict[int, None] = {}
        for thread in threads:
            parts = self._following[thread]
            before = bisect_left(parts, place)
            earlier.update(dict.fromkeys(parts[max(0, before - limit):before]))
        return tuple(self.ordered[other] for other in sorted(earlier, reverse=True)[:limit])

    def previous(self, article: Article) -> Article | None:
        """The one before it in its category."""
        place = self._places.get(article.path)
        if place is None:
            return None
        filed = self._filed[_section(article)[0]]
        before = bisect_left(filed, place)
        return self.ordered[filed[before - 1]] if before else None


def _section(article: Article) -> tuple[str]:
    return (slug_of(category_of(article)),)


def _threads(article: Article) -> Iterator[tuple]:
    if article.series:
        yield ("series", slug_of(article.series))
    if article.conferences:
        yield from {("procedure", c.step.procedure, committee, tuple(sorted(c.terms))): None for c in article.conferences
                    if c.step and c.step.procedure for committee in c.committees}
