"""Golden pages: each in the manner of an engine or a portal, with every field right and nothing else in it."""
from __future__ import annotations

import pytest

from scraper.parse import parse
from scraper.portals import portals
from scraper.values import Draft, NoArticle, RawPage
from tests.scraper.scoring import PAGES, goldens, read, wrong

ARTICLES = [name for name, gold in goldens().items() if gold["article"]]
OTHERS = [name for name, gold in goldens().items() if not gold["article"]]


@pytest.mark.parametrize("name", ARTICLES)
def test_every_field_of_a_page_is_right(name):
    draft = read(name)
    assert isinstance(draft, Draft), draft
    assert wrong(goldens()[name], draft) == {}


@pytest.mark.parametrize("name", OTHERS)
def test_a_page_that_is_no_article_is_refused(name):
    result = read(name)
    assert isinstance(result, NoArticle) and result.reason


def test_the_pages_are_many_and_not_alike():
    assert len(ARTICLES) >= 60 and len(OTHERS) >= 15
    assert len({goldens()[name]["engine"] for name in goldens()}) >= 70


def test_every_page_has_its_answer_and_every_answer_its_page():
    assert {path.stem for path in PAGES.glob("*.html")} == set(goldens())


@pytest.mark.parametrize("portal", portals(), ids=lambda portal: portal.name)
def test_every_portal_has_a_golden_page_that_its_own_layout_reads(portal):
    own = [name for name in ARTICLES if any(goldens()[name]["url"].split("/")[2] == host for host in portal.hosts)]
    assert own, f"no page under {PAGES} has an address of {portal.hosts}"
    for name in own:
        draft = read(name)
        assert draft.layers["title"] == draft.layers["body"] == "portal"
        assert draft.site == portal.name


@pytest.mark.parametrize("name, engine", [
    ("nukeviet4", "NukeViet"), ("nukeviet3", "NukeViet"), ("liferay", "Liferay"), ("vnptportal", "VNPT Portal"), ("sharepoint", "SharePoint"),
    ("dnn", "DotNetNuke"), ("easydnn", "DotNetNuke"), ("joomla3", "Joomla"), ("wordpress-lazy", "WordPress"), ("elementor", "WordPress"), ("drupal7", "Drupal"), ("blogspot", "Blogger")])
def test_a_known_engine_is_read_by_its_own_layout(name, engine):
    assert read(name).layers["body"] == f"engine {engine}"


def test_a_portal_page_is_read_the_same_where_the_portal_is_not_known():
    for name in ("portal-langson", "portal-thuongtin", "portal-thaibinh", "portal-quangninh"):
        data = (PAGES / f"{name}.html").read_bytes()
        known = read(name)
        unknown = parse(RawPage(goldens()[name]["url"].replace("example.vn", "elsewhere.example"), data))
        assert (unknown.title, unknown.lead, unknown.date, unknown.body, unknown.author) == (known.title, known.lead, known.date, known.body, known.author)
        assert "portal" not in unknown.layers.values()


def test_a_layout_that_does_not_fit_gives_way_to_the_general_reader():
    page = "<title>Tin</title><div class=other><h1>Đại hội chi bộ thôn Mẫu thành công tốt đẹp</h1><p>" + "Đại hội đã thảo luận và biểu quyết thông qua nghị quyết. " * 4 + "</p></div>"
    draft = parse(RawPage("https://langson.example.vn/x", page.encode()))
    assert draft.title == "Đại hội chi bộ thôn Mẫu thành công tốt đẹp" and draft.layers["body"] == "general"


def test_headings_that_a_table_of_contents_leads_to_belong_to_the_text():
    text = "Chi bộ giao việc đến từng đảng viên, có hạn rõ ràng, có người chịu trách nhiệm và báo cáo hằng tháng."
    parts = "".join(f'<div class=sec><h3><a href="#muc{n}">Mục {n}. Cách làm của chi bộ thôn Mẫu</a></h3><p>Việc thứ {n}: {text}</p></div>' for n in range(1, 7))
    page = f"<title>Tin</title><div class=bai><h1>Sáu cách làm hay của các chi bộ ở Suối Mẫu</h1><p>12/05/2022 15:40</p><div class=nd><p>{text}</p>{parts}</div></div>"
    draft = parse(RawPage("https://suoimau.example.vn/tin/1", page.encode()))
    assert isinstance(draft, Draft), draft
    assert [piece.text for piece in draft.pieces if piece.kind == "heading"] == [f"Mục {n}. Cách làm của chi bộ thôn Mẫu" for n in range(1, 7)]
    assert [piece.text for piece in draft.pieces if piece.kind == "paragraph"][-6:] == [f"Việc thứ {n}: {text}" for n in range(1, 7)]


def test_every_field_found_tells_its_layer():
    for name in ARTICLES:
        draft = read(name)
        for key in ("title", "lead", "date", "author", "category", "view_count"):
            if getattr(draft, key) is not None:
                assert draft.layers.get(key), (name, key)


def test_nothing_read_has_stray_characters_or_decomposed_letters():
    import unicodedata

    for name in ARTICLES:
        draft = read(name)
        for text in filter(None, [draft.title, draft.lead, *draft.body, *(c.text for c in draft.captions)]):
            assert unicodedata.is_normalized("NFC", text)
            assert not any(character in text for character in "\ufffd\u00a0\u200b\ue001\ue002\ue003"), (name, text)
