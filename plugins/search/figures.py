"""Figures that a query may ask for: by measure and term, the newest first, beside the index of articles."""
from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from plugins import vocabulary
from plugins.search import codec
from plugins.search.analyse import tokens
from plugins.search.documents import IndexDocument
from plugins.search.query import Query
from plugins.vietnamese.text import tidy

MOST = 100  # of one measure and term; the term's own page holds all
MOST_TERMS = 4  # that are looked into when a query names none
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What figures a query asks for: a measure together with a body or a term, ids; None where it names none."""

    measure: str
    body: str | None
    term: str | None


def wanted(query: Query) -> Wanted | None:
    """The figures that *query* asks for, such as "đưa ra khỏi quy hoạch ban chấp hành 2020-2025"; ``figures.js`` reads it the same."""
    term = next((keys[0] for keys, _, _ in query.compounds if re.fullmatch("[0-9]{4}-[0-9]{4}", keys[0])), None)
    if len(query.tokens) < 3:
        return None
    keys = " ".join(t.key for t in query.tokens)
    measure, keys = _taken(keys, "measure")
    body, _ = _taken(keys, "body") if measure else (None, "")
    return Wanted(measure, body, term) if measure and (body or term) else None


@cache
def _known() -> dict[str, tuple[tuple[str, str], ...]]:
    return {kind: tuple((id, spelling) for id, _, spellings in held for spelling in spellings) for kind, held in names().items()}


def _taken(keys: str, kind: str) -> tuple[str | None, str]:
    """The id whose longest spelling stands in *keys*, and *keys* without it."""
    padded = f" {keys} "
    found = [(len(spelling), id, spelling) for id, spelling in _known()[kind] if f" {spelling} " in padded]
    if not found:
        return None, keys
    _, id, spelling = max(found, key=lambda f: f[0])
    return id, padded.replace(f" {spelling} ", " | ", 1).strip()
