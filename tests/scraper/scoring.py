"""A golden answer against what was read: which fields are right."""
from __future__ import annotations

import json
import unicodedata
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from scraper.parse import parse
from scraper.values import Draft, NoArticle, RawPage

PAGES = Path(__file__).with_name("pages")
FIELDS = ("title", "date", "lead", "author", "author_role", "photographer", "category", "view_count", "audio", "body", "captions", "leak")


@cache
def goldens() -> dict[str, dict]:
    """The golden answers by name."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(PAGES.glob("*.json"))}


@cache
def read(name: str) -> Draft | NoArticle:
    return parse(RawPage(goldens()[name]["url"], (PAGES / f"{name}.html").read_bytes()))


def plain(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def wrong(gold: dict, draft: Draft) -> dict[str, tuple[object, object]]:
    """The fields that are not right: what stands in the gold, what was read. ``leak`` lists furniture that came along."""
    got: dict[str, object] = {
        "title": plain(draft.title), "lead": plain(draft.lead) or None, "author": draft.author, "author_role": draft.author_role,
        "photographer": draft.photographer, "category": draft.category, "view_count": draft.view_count, "audio": draft.audio,
        "date": draft.date.replace(second=0) if draft.date else None, "body": [plain(p) for p in draft.body],
        "captions": sorted((urljoin(draft.url, c.src), plain(c.printed or c.text)) for c in draft.captions),
    }
    want = {key: gold[key] for key in ("author", "author_role", "photographer", "category", "view_count", "audio")}
    want |= {"title": plain(gold["title"]), "lead": plain(gold["lead"]) or None, "body": [plain(p) for p in gold["body"]],
             "date": datetime.fromisoformat(gold["date"]).replace(second=0) if gold["date"] else None,
             "captions": sorted((urljoin(gold["url"], c["src"]), plain(c["text"])) for c in gold["captions"])}
    out = {key: (want[key], got[key]) for key in want if want[key] != got[key]}
    everything = " ".join([draft.lead or "", *draft.body, *(c.text for c in draft.captions)]).lower()
    if leaked := [phrase for phrase in gold["boilerplate"] if phrase.lower() in everything]:
        out["leak"] = ([], leaked)
    return out
