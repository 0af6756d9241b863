"""Forms of all fields at once, on pages whose elements bear no names: each seed mixes one page."""
from __future__ import annotations

import json
import random

import pytest

from scraper.values import Draft
from tests.scraper import test_bare_forms as bare

FORMS = json.loads((bare.HERE / "forms.json").read_text(encoding="utf-8"))
ARTICLES = [a for a in json.loads((bare.HERE / "articles.json").read_text(encoding="utf-8")) if a["lead"]]
FIELDS = ("author", "author_role", "photographer", "category", "view_count")


def mixed(seed: int) -> tuple[str, dict]:
    """One page and what must be read from it; the same for the same *seed*."""
    r = random.Random(seed)
    article = r.choice(ARTICLES)
    day, moment = r.choice(FORMS["days"])
    want: dict = dict.fromkeys(FIELDS) | {"title": article["title"], "lead": article["lead"], "date": moment, "body": article["body"], "captions": []}
    parts = {"title": article["title"], "lead": article["lead"], "day": day, "after": ""}
    if r.random() < 0.8:
        form, told = r.choice(bare.FORMS["people"])
        parts[r.choice(("under_title", "end", "after"))] = form
        want |= told
    if r.random() < 0.7:
        parts["above"], told = r.choice(bare.FORMS["sections"])
        want |= told
    if r.random() < 0.5:
        form, want["view_count"] = r.choice(FORMS["views"])
        if "under_title" in parts:
            parts["after"] += f"<p>{form}</p>"
        else:
            parts["under_title"] = form
    text = [f"<p>{paragraph}</p>" for paragraph in article["body"]]
    if article["captions"] and r.random() < 0.6:
        want["captions"] = article["captions"][:1]
        text.insert(r.randrange(len(text)), r.choice(bare.FORMS["captions"]).format(c=article["captions"][0], img='<img src="/u/hn.jpg">', src="/u/hn.jpg"))
    if r.random() < 0.3:
        text.insert(r.randrange(1, len(text)), r.choice(FORMS["amid"]))
    if r.random() < 0.5:
        parts["after"] += r.choice(FORMS["after"])
    return r.choice(list(bare.shells(**parts, text=text))), want


def faults(seed: int) -> dict[str, tuple[object, object]]:
    html, want = mixed(seed)
    draft = bare.read(html, want["title"])
    assert isinstance(draft, Draft), seed
    got = {key: getattr(draft, key) for key in (*FIELDS, "title", "lead")} | {"date": draft.date and draft.date.isoformat(), "body": list(draft.body), "captions": [c.text for c in draft.captions]}
    return {key: (want[key], got[key]) for key in want if want[key] != got[key]}


@pytest.mark.parametrize("seed", range(900, 960))
def test_a_mixed_page_is_read_without_a_fault(seed):
    assert faults(seed) == {}


@pytest.mark.thorough
def test_of_two_thousand_mixed_pages_at_most_one_in_a_hundred_has_a_fault():
    wrong = [seed for seed in range(2000) if faults(seed)]
    assert len(wrong) <= 20, wrong
