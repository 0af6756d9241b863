"""Whole small pages in habits that no golden page has: each field is told by words and place alone."""
from __future__ import annotations

import json

import pytest

from scraper.parse import parse
from scraper.values import Draft, RawPage
from tests.scraper.test_bare_forms import ARTICLE, BODY, HERE, LEAD, MENU, TITLE

HABITS = json.loads((HERE / "habits.json").read_text(encoding="utf-8"))
WORDS = {"title": TITLE, "lead": LEAD, "first": BODY[0], "rest": "".join(f"<p>{text}</p>" for text in BODY[1:]), "lines": "<br><br>".join(BODY),
         "caption0": ARTICLE["captions"][0], "caption1": ARTICLE["captions"][1]}


@pytest.mark.parametrize("name", HABITS)
def test_a_page_in_a_habit_of_its_own_is_read_whole(name):
    html, want = HABITS[name]["html"].format(**WORDS), HABITS[name]["want"]
    page = f'<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><div>{MENU}</div>{html}<div>Giấy phép số 12/GP</div></body></html>'
    draft = parse(RawPage("https://thidu.example.vn/tin/1.html", page.encode()))
    assert isinstance(draft, Draft)
    got = {key: getattr(draft, key) for key in ("author", "author_role", "photographer", "category", "view_count", "title", "lead")}
    got |= {"date": draft.date and draft.date.isoformat(), "captions": [c.text for c in draft.captions], "body": list(draft.body)}
    assert got == dict.fromkeys(got) | {"title": TITLE, "lead": LEAD, "body": BODY} | want | {key: [text.format(**WORDS) for text in want[key]] for key in ("captions", "body") if key in want}
