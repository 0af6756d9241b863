"""Figures that a query may ask for: by measure and term, the newest first, beside the index of articles."""
from __future__ import annotations

import json
from collections.abc import Sequence

from plugins import vocabulary
from plugins.search import codec
from plugins.search.analyse import tokens
from plugins.search.documents import IndexDocument
from plugins.vietnamese.text import tidy

MOST = 100  # of one measure and term; the term's own page holds all
_SENTENCE = 220  # characters of a quote that are shown


def files(documents: Sequence[IndexDocument], first: int) -> dict[str, bytes]:
    """Packed JSON by "measure term" (the term is "" where none is named).

    A row is [article, bodies, value, unit, committee, quote, 1 when declared, anchor, stage].
    """
    rows: dict[str, list[list[object]]] = {}
    for place in range(len(documents) - 1, -1, -1):
        for figure in documents[place].figures:
            held = rows.setdefault(f"{figure.measure} {figure.term}", [])
            if len(held) < MOST:
                quote = figure.quote if len(figure.quote) <= _SENTENCE else figure.quote[: figure.quote.rfind(" ", 0, _SENTENCE)] + "…"
                held.append([first + place, list(figure.bodies), figure.value, figure.unit, figure.committee, quote, int(figure.declared), figure.anchor, figure.stage])
    return {key: codec.pack(json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode("utf-8")) for key, held in sorted(rows.items())}


def names() -> dict[str, list[list[object]]]:
    """How measures and bodies are called: [id, label, [keys of each spelling …]], for the client to find in a query."""
    return {kind: [[id, vocabulary.label(kind, id), _spellings(kind, id)] for id in vocabulary.ids(kind) if id not in ("other", "khac")]
            for kind in ("measure", "body")}


def _spellings(kind: str, id: str) -> list[str]:
    parts = (part for text in vocabulary.spellings(kind, id) for part in text.split(","))
    return list(dict.fromkeys(" ".join(t.key for t in tokens(tidy(part))) for part in parts))
