"""Documents that articles cite: which numbers are seen, which are certain, where the links stand."""
from __future__ import annotations

from datetime import date

import pytest

from plugins.portal.cards import card
from plugins.portal.register import cited_in, key, known_to, linked, pages, register, shown
from plugins.site_data import Committee, RegisteredDocument, SiteData
from plugins.values import Document

from .samples import REGISTER, built, content, made, page

PLAN = RegisteredDocument("kh-65", "65-KH/MS", "Kế hoạch đại hội", date(2022, 3, 16), "Kế hoạch", "khoi-mau", "tai-lieu/kh.pdf")
OLD, NEW = (RegisteredDocument(f"cv-{year}", "12-CV/MS", f"Công văn năm {year}", date(year, 5, 2)) for year in (2021, 2022))
DATA = SiteData(committees={"khoi-mau": Committee("khoi-mau", "Đảng ủy Khối Ví dụ")}, documents={d.id: d for d in (PLAN, OLD, NEW)}, site=REGISTER.site)
KNOWN = register(DATA)


@pytest.mark.parametrize(("written", "expected"), [
    ("65-KH/ĐUK", "65-KH/ĐUK"), ("065 – KH/ĐUK", "65-KH/ĐUK"), ("số 65-KH/ĐUK (mẫu)", "65-KH/ĐUK"), ("12/2021/NĐ-CP", "12/2021/NĐ-CP"),
    ("1234/QĐ-UBND", "1234/QĐ-UBND"), ("39-NQ/TW", "39-NQ/TW"), ("05-HD/BTCTW", "5-HD/BTCTW"), ("65-KH/ÐUK", "65-KH/ĐUK"), ("65-KH/đUK", ""),
    ("2020-2025", ""), ("15/4/2022", ""), ("32/32 phiếu", ""), ("1/500", ""), ("không số", ""), ("COVID-19", ""), ("65-KH", ""),
])
def test_a_number_has_one_spelling(written, expected):
    assert key(written) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("Thực hiện Kế hoạch số 65-KH/MS ngày 16/3/2022 của Khối.", (("65-KH/MS", date(2022, 3, 16)),)),
    ("Kế hoạch 65-KH/MS (mẫu), ngày 16 tháng 3 năm 2022", (("65-KH/MS", date(2022, 3, 16)),)),
    ("Kế hoạch 65-KH/MS. Hội nghị họp ngày 20/3/2022.", (("65-KH/MS", None),)),
    ("65-KH/MS rồi lại 65-KH/MS", (("65-KH/MS", None),)),
])
def test_a_day_belongs_to_the_number_that_it_follows(text, expected):
    assert cited_in(made(text=text)) == expected


@pytest.mark.parametrize(("cited", "expected"), [
    (("65-KH/MS", None), PLAN), (("65-KH/MS", date(2022, 3, 16)), PLAN), (("65-KH/MS", date(2024, 3, 16)), None),
    (("12-CV/MS", date(2021, 5, 2)), OLD), (("12-CV/MS", None), None), (("99-KH/MS", None), None),
])
def test_only_what_is_certain_becomes_a_link(cited, expected):
    assert KNOWN.find(cited) == expected


def test_links_stand_outside_links_headings_and_tags():
    html = '<h2>65-KH/MS</h2><p title="65-KH/MS">Theo <mark>65-KH/MS</mark>, <a href="/65-KH/MS">65-KH/MS</a> và 65-KH/MS.</p>'
    link = '<a href="/y/van-ban/kh-65/">65-KH/MS</a>'
    assert linked(html, {("65-KH/MS", None): "/van-ban/kh-65/"}, lambda path: "/y" + path) == (
        f'<h2>65-KH/MS</h2><p title="65-KH/MS">Theo <mark>{link}</mark>, <a href="/65-KH/MS">65-KH/MS</a> và {link}.</p>')


def test_an_article_links_the_numbers_that_the_register_knows_and_the_document_names_the_article():
    words = "Thực hiện Kế hoạch số 65-KH/MS và Công văn 12-CV/MS."
    article = made(text=words, html=f"<p>{words}</p>")
    cited = cited_in(article)
    addresses = known_to(article, cited, KNOWN)
    assert [address for _, address in addresses] == ["/van-ban/kh-65/"]
    document = next(o for o in pages(DATA, {"/van-ban/kh-65/": [card(article)]}) if o.path == "van-ban/kh-65/index.html")
    assert [c.url for c in document.values["citing"]] == [article.url]


def test_documents_of_front_matter_are_told_in_full_by_the_register():
    by_id, by_number, unknown = (shown(d, DATA, KNOWN) for d in (Document(id="kh-65"), Document(number="65-KH/MS"), Document(number="1-CV/XA", title="Thư")))
    assert by_id.title == by_number.title == "Kế hoạch đại hội" and by_id.file == "tai-lieu/kh.pdf"
    assert by_id.issuer.name == "Đảng ủy Khối Ví dụ" and (unknown.url, unknown.title) == ("", "Thư")


def test_a_site_without_a_register_has_no_page_for_it():
    files = built(content(made()))
    assert not any(path.startswith("van-ban") for path in files) and "/van-ban/" not in files["index.html"]


def test_the_register_lists_every_document_with_its_file(tmp_path):
    article = made(documents=(Document(id="kh-65"),))
    files = built(content(article, data=DATA))
    listed = files["van-ban/index.html"]
    assert listed.index("Công văn năm 2022") < listed.index("Kế hoạch đại hội") < listed.index("Công văn năm 2021")
    assert '/tai-lieu/kh.pdf" download' in listed and '<a href="/van-ban/kh-65/">Kế hoạch đại hội</a>' in page(files, article)
