"""The forms of one field, set into pages whose elements bear no names at all: words and place must be enough."""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.parse import parse
from scraper.values import Draft, NoArticle, RawPage

HERE = Path(__file__).parent
FORMS = json.loads((HERE / "bare_forms.json").read_text(encoding="utf-8"))
ARTICLE = next(a for a in json.loads((HERE / "articles.json").read_text(encoding="utf-8")) if a["id"] == "nghiquyet")
TITLE, LEAD, BODY, CAPTION = ARTICLE["title"], ARTICLE["lead"], ARTICLE["body"], ARTICLE["captions"][0]
PARAGRAPHS = [f"<p>{text}</p>" for text in BODY]
DAY = "28/06/2024 16:20"
MENU = "<ul>" + "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(["Trang nhất", "Giới thiệu chung", "Tin hoạt động", "Công tác Tổ chức", "Sơ đồ cổng"])) + "</ul>"
OTHERS = "<h3>Tin liên quan</h3><ul>" + "".join(f'<li><a href="/tin/{n}.html">Tin khác số {n} về phong trào thi đua ở huyện Thí Dụ</a></li>' for n in range(4)) + "</ul>"
FOOT = "Bản quyền: huyện Thí Dụ"
PLACES = {"people": ("under_title", "end", "after"), "sections": ("above",), "particulars": ("under_title",)}


def _in(tag: str, text: str) -> str:
    return f"<{tag}>{text}</{tag}>" if text else ""


def shells(*, above: str = "", under_title: str = "", text: list[str] = PARAGRAPHS, end: str = "", after: str = "",
           title: str = TITLE, lead: str = LEAD, day: str = DAY) -> Iterator[str]:
    """The same article in six page skeletons without a class or an id."""
    inner = "".join(text)
    yield (f"<div><div>{MENU}</div><div>{_in('div', above)}<h1>{title}</h1><div>{day}</div>{_in('div', under_title)}<div><b>{lead}</b></div>"
           f"<div>{inner}{_in('div', end)}</div>{_in('div', after)}<div>{OTHERS}</div></div></div><div>{FOOT}</div>")
    yield (f"<div>{MENU}</div><div>{_in('p', above)}<h2>{title}</h2>{_in('p', under_title)}<p>{day}</p><p><b>{lead}</b></p>{inner}{_in('p', end)}{_in('p', after)}</div>"
           f"<div>{OTHERS}</div><div>{FOOT}</div>")
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in (above, f"<b><font size=4>{title}</font></b>", day, under_title, f"<b>{lead}</b>", inner + end, after) if cell)
    yield f"<table><tr><td>{MENU}</td></tr><tr><td><table>{rows}</table></td><td width=200>{OTHERS}</td></tr><tr><td>{FOOT}</td></tr></table>"
    line = " · ".join(filter(None, (under_title, day)))
    yield (f"<header><nav>{MENU}</nav></header><main><article><header>{_in('div', above)}<h1>{title}</h1><p>{line}</p></header><p><strong>{lead}</strong></p>{inner}{_in('p', end)}"
           f"<footer>{after}</footer></article></main><aside>{OTHERS}</aside><footer>{FOOT}</footer>")
    beside = f"<span> | </span><span>{under_title}</span>" if under_title else ""
    yield (f"<form><div>{MENU}</div><div>{_in('div', above)}<div><span><h3>{title}</h3></span></div><div><span>{day}</span>{beside}</div>"
           f"<div><p><strong>{lead}</strong></p>{inner}{_in('p', end)}</div>{_in('div', after)}<div>{OTHERS}</div></div></form>")
    yield (f"<div>{MENU}</div><div>{_in('div', above)}<h1>{title}</h1><div><div>{day}</div><div style='text-align:right'>{under_title}</div></div><div><h3>{lead}</h3></div>"
           f"<div>{inner}<p style='text-align:right'>{end}</p></div><div>{after}</div></div><div>{OTHERS}</div>")


def read(html: str, title: str = TITLE) -> Draft | NoArticle:
    return parse(RawPage("https://thidu.example.vn/tin/1.html", f'<html><head><meta charset="utf-8"><title>{title} - Trang tin</title></head><body>{html}</body></html>'.encode()))


def drafts(parts: dict, some: slice) -> Iterator[Draft]:
    """What is read from the shells; all but the field in question is always right."""
    for html in list(shells(**parts))[some]:
        draft = read(html)
        assert isinstance(draft, Draft)
        assert (draft.title, draft.lead, list(draft.body)) == (TITLE, LEAD, BODY)
        assert draft.date is not None and draft.date.isoformat() == "2024-06-28T16:20:00+07:00"
        yield draft


def hold(kind: str, form: str, expected: dict, some: slice) -> None:
    for place in PLACES[kind]:
        for draft in drafts({place: form}, some):
            assert {key: getattr(draft, key) for key in ("author", "author_role", "photographer", "category", "view_count")} == {
                "author": None, "author_role": None, "photographer": None, "category": None, "view_count": None} | expected


def hold_caption(form: str, some: slice) -> None:
    shown = form.format(c=CAPTION, img='<img src="/u/hn.jpg">', src="/u/hn.jpg")
    for text in ([PARAGRAPHS[0], shown, *PARAGRAPHS[1:]], [shown, *PARAGRAPHS]):
        for draft in drafts({"text": text}, some):
            assert [(c.src, c.text) for c in draft.captions] == [("/u/hn.jpg", CAPTION)]


def _some(form: str) -> slice:
    """Two of the six shells, other ones for other forms."""
    return slice(len(form) % 3, None, 3)


CASES = [(kind, form, expected) for kind in PLACES for form, expected in FORMS[kind]]


@pytest.mark.parametrize("kind, form, expected", CASES)
def test_a_form_is_read_where_no_element_has_a_name(kind, form, expected):
    hold(kind, form, expected, _some(form))


@pytest.mark.parametrize("form", FORMS["captions"])
def test_a_caption_is_found_where_no_element_has_a_name(form):
    hold_caption(form, _some(form))


@pytest.mark.thorough
def test_every_form_is_read_in_every_shell():
    for kind, form, expected in CASES:
        hold(kind, form, expected, slice(None))
    for form in FORMS["captions"]:
        hold_caption(form, slice(None))
