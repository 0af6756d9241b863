"""Columns of filter values, one per article, for counting and narrowing results in the browser."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from plugins import vocabulary
from plugins.search import codec
from plugins.search.documents import IndexDocument, Named
from plugins.search.filters import COLUMNS
from plugins.vietnamese.text import slug


def _values(document: IndexDocument) -> dict[str, tuple[Named, ...]]:
    return {
        "term": tuple(Named(t, t) for t in document.terms),
        "body": tuple(Named(b, vocabulary.label("body", b)) for b in document.bodies),
        "committee": document.committees,
        "kind": tuple(Named(k, vocabulary.label("kind", k)) for k in document.kinds),
        "step": tuple(Named(s, f"Bước {s}") for s in document.steps),
        "category": (Named(slug(document.category), document.category),) if document.category else (),
        "author": tuple(Named(slug(a), a) for a in document.authors),
    }


STORED = tuple(c for c in COLUMNS if c != "year")  # years follow from the days


def pack(documents: Sequence[IndexDocument]) -> bytes:
    """The columns of *documents*, oldest first: their values as JSON, then one code an article and column, then the days.

    A column's code is 0 for none, value + 2 for one, and 1, how many, and each value for several.
    A day is the number of days since the article before (since 1 January 1 for the first).
    """
    rows = [_values(d) for d in documents]
    dictionaries, columns = {}, []
    for column in STORED:
        counts = Counter(v for row in rows for v in row[column])
        ranked = sorted(counts, key=lambda v: (-counts[v], v.id, v.label))
        place = {v: n for n, v in enumerate(ranked)}
        dictionaries[column] = [[v.id, v.label, *dict.fromkeys(s for s in map(slug, v.others) if s)] for v in ranked]
        out = bytearray()
        for row in rows:
            codes = [place[v] for v in row[column]]
            if len(codes) > 1:
                codec.number(1, out)
                codec.number(len(codes), out)
                for code in codes:
                    codec.number(code, out)
            else:
                codec.number(codes[0] + 2 if codes else 0, out)
        columns.append(bytes(out))
    days, before = bytearray(), 0
    for document in documents:
        codec.number(document.date.toordinal() - before, days)
        before = document.date.toordinal()
    head = json.dumps(dictionaries, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    out = bytearray()
    for section in (head, *columns, bytes(days)):
        codec.number(len(section), out)
        out += section
    return codec.pack(bytes(out))
