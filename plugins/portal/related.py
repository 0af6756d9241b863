"""Related articles: older ones chosen by what articles share. One pass, oldest first.

What comes later never changes what stands on an older article's page.
"""
from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from math import log

from plugins.portal.taxonomy import category_of, slug_of
from plugins.values import Article

# How much one shared feature speaks for an article, before its rarity: a story's own parts count most.
WEIGHTS = {"series": 6.0, "procedure": 4.0, "committee": 3.0, "tag": 3.0, "kind": 1.0, "term": 1.0, "category": 0.5}
REMEMBERED = 24  # newest articles kept per feature: older ones would lose to them anyway


def features(article: Article) -> Iterator[tuple[str, str]]:
    """What *article* can share with another, each once."""
    if article.series:
        yield "series", slug_of(article.series)
    yield from {("tag", slug_of(tag)): None for tag in article.tags}
    yield from (("committee", committee) for committee in article.committees)
    yield from (("term", term.years) for term in article.terms)
    yield from {("kind", c.kind): None for c in article.conferences if c.kind != "khac"}
    yield from {("procedure", f"{c.step.procedure}/{committee}"): None for c in article.conferences
                if c.step and c.step.procedure for committee in c.committees}
    yield "category", category_of(article)


def related(articles: Sequence[Article], limit: int) -> Mapping[str, tuple[Article, ...]]:
    """For each article's path at most *limit* older ones, the nearest first; *articles* are newest first.

    A feature that many older articles have counts for less; the newer of two equals comes first.
    """
    recent: dict[tuple[str, str], deque[int]] = defaultdict(lambda: deque(maxlen=REMEMBERED))
    seen: dict[tuple[str, str], int] = defaultdict(int)
    ordered = list(reversed(articles))
    chosen: dict[str, tuple[Article, ...]] = {}
    for place, article in enumerate(ordered):
        scores: dict[int, float] = defaultdict(float)
        own = list(features(article))
        for feature in own:
            weight = WEIGHTS[feature[0]] / log(2.0 + seen[feature])
            for other in recent[feature]:
                scores[other] += weight
        best = nlargest(limit, zip(scores.values(), scores))  # of two equals the newer
        chosen[article.path] = tuple(ordered[other] for _, other in best)
        for feature in own:
            recent[feature].append(place)
            seen[feature] += 1
    return chosen


def following_story(articles: Sequence[Article], limit: int) -> Mapping[str, tuple[Article, ...]]:
    """For each article's path the parts of its story before it, newest first: its series, or one committee's procedure and term.

    *articles* are newest first.
    """
    parts: dict[tuple, deque[Article]] = defaultdict(lambda: deque(maxlen=limit))
    told: dict[str, tuple[Article, ...]] = {}
    for article in reversed(articles):
        threads = list(_threads(article))
        earlier = {part.path: part for thread in threads for part in parts[thread]}
        if earlier:
            ordered = sorted(earlier.values(), key=lambda a: (a.date.timestamp() if a.date else 0.0, a.path), reverse=True)
            told[article.path] = tuple(ordered[:limit])
        for thread in threads:
            parts[thread].append(article)
    return told


def _threads(article: Article) -> Iterator[tuple]:
    if article.series:
        yield ("series", slug_of(article.series))
    yield from {("procedure", c.step.procedure, committee, tuple(sorted(c.terms))): None for c in article.conferences
                if c.step and c.step.procedure for committee in c.committees}


def previous_in(articles: Iterable[Article]) -> Mapping[str, Article]:
    """For each article's path the one before it in its category; *articles* are newest first."""
    newer: dict[str, str] = {}
    before: dict[str, Article] = {}
    for article in articles:
        key = slug_of(category_of(article))
        if key in newer:
            before[newer[key]] = article
        newer[key] = article.path
    return before
