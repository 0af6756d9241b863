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


def features(article: Article) -> Iterator[tuple[str, str]]:
    """What *article* can share with another, each once."""
    if article.series:
        yield "series", slug_of(article.series)
    yield from {("tag", slug_of(tag)): None for tag in article.tags}
    if article.conferences or article.results:
        yield from (("committee", committee) for committee in article.committees)
        yield from {("term", term.years): None for term in article.terms}
        yield from {("kind", c.kind): None for c in article.conferences if c.kind != "khac"}
        yield from {("procedure", f"{c.step.procedure}/{committee}"): None for c in article.conferences
                    if c.step and c.step.procedure for committee in c.committees}
    yield "category", category_of(article)


class Beside:
    """Older articles for each of *articles* (newest first). Nothing is looked at before somebody asks."""

    def __init__(self, articles: Sequence[Article]):
        self.ordered = articles[::-1]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {article.path: place for place, article in enumerate(self.ordered)}

    def _index(self, keys: Callable[[Article], Iterable]) -> dict[object, list[int]]:
        """For each key the places of the articles that have it, oldest first."""
        found: dict[object, list[int]] = defaultdict(list)
        for place, article in enumerate(self.ordered):
            for key in keys(article):
                found[key].append(place)
        return found

    @cached_property
    def _sharing(self) -> dict[object, list[int]]:
        return self._index(features)

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
        for feature in features(article):
            having = self._sharing[feature]
            before = bisect_left(having, place)
            weight = WEIGHTS[feature[0]] / log(2.0 + before)
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
