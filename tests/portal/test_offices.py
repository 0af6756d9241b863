"""Questions and answers, structure, contacts, the page in English."""
from __future__ import annotations

from datetime import date

from plugins.portal.offices import branch
from plugins.site_data import Committee, Contact, Question, RegisteredDocument, SiteData, Successor

from .samples import built, content, made

COMMITTEES = {c.id: c for c in (
    Committee("tren", "Tỉnh ủy Mẫu"), Committee("khoi", "Đảng ủy Khối Mẫu", parent="tren", english="Party Committee of the Sample Bloc"),
    Committee("b", "Đảng bộ Bưu điện", parent="khoi"), Committee("a", "Đảng bộ Âm nhạc", parent="khoi"), Committee("c", "Chi bộ Một", parent="a"),
    Committee("cu", "Đảng bộ đã nhập", parent="khoi", successors=(Successor("a"),)),
)}
DATA = SiteData(
    COMMITTEES, documents={"kh": RegisteredDocument("kh", "65-KH/MS", "Kế hoạch", date(2026, 1, 2))},
    questions=(Question("hoi", "Họp <khi nào>?", "Theo 65-KH/MS.\n\nXin xem <lịch>."),),
    contacts=(Contact("Lê Mẫu", "Văn thư", "khoi", "024 000-0000 (mẫu)", "a@example.org", english="Clerk"), Contact("Trần Dụ", "Biên tập")),
    site={"name": "Tin Mẫu", "committee": "khoi", "name_en": "Sample news"},
)
FILES = built(content(made(), data=DATA))


def test_the_structure_holds_what_stands_in_the_order_of_the_alphabet():
    tree = branch(COMMITTEES["khoi"], DATA)
    assert [b.committee.name for b in tree.below] == ["Đảng bộ Âm nhạc", "Đảng bộ Bưu điện"]
    assert [b.committee.name for b in tree.below[0].below] == ["Chi bộ Một"]
    assert "Đảng bộ đã nhập" not in FILES["co-cau/index.html"] and "Tỉnh ủy Mẫu" in FILES["co-cau/index.html"]


def test_committees_that_name_each_other_as_superior_end_somewhere():
    loop = SiteData({"a": Committee("a", "A", parent="b"), "b": Committee("b", "B", parent="a")})
    assert branch(loop.committees["a"], loop).below[0].below == ()


def test_contacts_are_named_and_can_be_called():
    page = FILES["lien-he/index.html"]
    assert "Lê Mẫu" in page and 'href="tel:0240000000"' in page and 'href="mailto:a@example.org"' in page
    assert page.index("Đảng ủy Khối Mẫu</a></h3>") < page.index("Lê Mẫu")


def test_answers_are_text_with_links_to_documents():
    page = FILES["hoi-dap/index.html"]
    assert "Họp &lt;khi nào&gt;?" in page and "<p>Xin xem &lt;lịch&gt;.</p>" in page
    assert '<a href="/van-ban/kh/">65-KH/MS</a>' in page


def test_the_english_page_is_english_where_english_is_known():
    page = FILES["en/index.html"]
    assert '<div lang="en">' in page and "Party Committee of the Sample Bloc" in page and "Clerk" in page
    assert 'lang="vi"><a href="/to-chuc/b/">Đảng bộ Bưu điện' in page


def test_pages_without_data_are_neither_made_nor_named():
    files = built(content(made(), data=SiteData()))
    assert not {"hoi-dap/index.html", "co-cau/index.html", "lien-he/index.html", "en/index.html"} & files.keys()
    assert not any(f'href="/{name}/"' in files["index.html"] for name in ("hoi-dap", "co-cau", "lien-he", "en"))
    assert 'href="/lich/"' in files["index.html"]
