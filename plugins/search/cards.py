"""What a result shows: address, title, day and an excerpt, a few articles to a file."""
from __future__ import annotations

import json
import re
from collections.abc import Sequence

from plugins.search import codec
from plugins.search.documents import IndexDocument
from plugins.vietnamese.text import slug

PER_FILE = 8
EXCERPT = 210  # characters; about three lines on a phone
_SPACE = re.compile(r"\s+")
_END = re.compile(r"[.!?…]\s")


def excerpt(document: IndexDocument) -> str:
    """The lead, or the beginning of the text, cut after a sentence or a word; at most 210 characters and "…"."""
    text = _SPACE.sub(" ", document.lead if len(document.lead) >= 60 else f"{document.lead} {document.body[: 2 * EXCERPT]}").strip()
    if len(text) <= EXCERPT:
        return text
    cut = text[:EXCERPT]
    ends = [m.end() for m in _END.finditer(cut) if m.end() > EXCERPT * 0.7]
    if ends:
        return cut[: ends[-1]].rstrip()
    return cut[: cut.rfind(" ") if " " in cut else EXCERPT].rstrip(" ,;:–-") + "…"


def usual_url(document: IndexDocument) -> str:
    """The address that an article has unless its slug was chosen; it need not be stored."""
    return f"/tin/{document.date:%Y/%m}/{slug(document.title)}/"


def card(document: IndexDocument) -> list[str]:
    """[title, day, excerpt] and, where it is not the usual one, the address."""
    shown = [document.title, document.date.isoformat(), excerpt(document)]
    return shown if document.url == usual_url(document) else [*shown, document.url]


def block(cards: Sequence[list[str]]) -> tuple[str, dict[str, bytes]]:
    """The name of a block of *cards*, and its files, eight cards in each, as packed JSON: "name-0", "name-1" …"""
    packed = [codec.pack(json.dumps(cards[at : at + PER_FILE], ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
              for at in range(0, len(cards), PER_FILE)]
    name = codec.name(b"".join(packed))
    return name, {f"{name}-{n}": data for n, data in enumerate(packed)}


def cards_of(packed: bytes) -> list[list[str]]:
    """Read a file of a block back."""
    return json.loads(codec.unpack(packed))
