"""Columns of filter values, one per article, for counting and narrowing results in the browser."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache

from plugins import vocabulary
from plugins.search import codec
from plugins.search.documents import IndexDocument, Named
from plugins.search.filters import COLUMNS
from plugins.vietnamese.text import slug


def values(document: IndexDocument) -> dict[str, tuple[Named, ...]]:
    """What a reader can filter *document* by, by column."""
    return {
        "term": tuple(Named(t, t) for t in document.terms),
        "body": tuple(_listed("body", b) for b in document.bodies),
        "committee": document.committees,
        "kind": tuple(_listed("kind", k) for k in document.kinds),
        "step": tuple(Named(s, f"Bước {s}") for s in document.steps),
        "category": (Named(slug(document.category), document.category),) if document.category else (),
        "author": tuple(Named(slug(a), a) for a in document.authors),
    }


@cache
def _listed(kind: str, id: str) -> Named:
    return Named(id, vocabulary.label(kind, id), vocabulary.spellings(kind, id)[1:])


STORED = tuple(c for c in COLUMNS if c != "year")  # years follow from the days


def columns(documents: Sequence[IndexDocument]) -> dict[str, bytes]:
    """A packed file for each column, and "day", of *documents*, oldest first.

    A column is the length of its dictionary, the dictionary as JSON ([id, label, keys of other names …], the
    commonest first) and a code for each article: 0 for none, value + 2 for one, and 1, how many, and each value for several.
    A day is the number of days since the article before (since 1 January 1 for the first).
    """
    rows = [values(d) for d in documents]
    made = {}
    for column in STORED:
        counts = Counter(v for row in rows for v in row[column])
        ranked = sorted(counts, key=lambda v: (-counts[v], v.id, v.label))
        place = {v: n for n, v in enumerate(ranked)}
        dictionary = [[v.id, v.label, *dict.fromkeys(s for s in map(slug, v.others) if s)] for v in ranked]
        head = json.dumps(dictionary, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        codes = []
        for row in rows:
            places = [place[v] for v in row[column]]
            if len(places) > 1:
                codes += (codec.numeral(1), codec.numeral(len(places)), *map(codec.numeral, places))
            else:
                codes.append(codec.numeral(places[0] + 2 if places else 0))
        made[column] = codec.pack(codec.numeral(len(head)) + head, b"".join(codes))
    days = [d.date.toordinal() for d in documents]
    made["day"] = codec.pack(b"".join(codec.numeral(day - before) for before, day in zip([0, *days], days)))
    return made
