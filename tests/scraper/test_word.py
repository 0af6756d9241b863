"""Word files to drafts, and articles to Word."""
from __future__ import annotations

import io
import zipfile
from datetime import datetime, timezone

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as AT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from plugins.frontmatter import load
from plugins.site_data import SiteData
from plugins.values import Article, Person, Source
from scraper.word import read
from scraper.word_file import NotWord
from scraper.word_export import SIZE, export
from scraper.word_import import import_word
from tests.scraper import legacy

TITLE = "Đảng ủy Khối Ví dụ họp phiên thứ ba"
LEAD = "Sáng 14/6, Đảng ủy Khối Ví dụ họp phiên thứ ba để bàn công tác quy hoạch cán bộ nhiệm kỳ tới."
TEXT = ("Hội nghị thảo luận báo cáo kết quả sáu tháng đầu năm và bàn nhiệm vụ với nhiều ý kiến tâm huyết.", "Kết luận hội nghị, đồng chí Bí thư giao việc cho từng chi bộ trực thuộc, yêu cầu hoàn thành trước ngày 30/6.")
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=timezone.utc)


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (90, 60), "green").save(out, "JPEG")
    out.seek(0)
    return out


def put(document, text: str, *, bold: bool = False, italic: bool = False, at=None, font: str | None = None, style: str | None = None):
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if font:
        run.font.name = font
    if at is not None:
        paragraph.alignment = at
    return paragraph


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def usual():
    """A document as a clerk writes one."""
    document = Document()
    put(document, TITLE, bold=True, at=AT.CENTER)
    put(document, LEAD, bold=True)
    put(document, TEXT[0], at=AT.JUSTIFY)
    document.add_paragraph().add_run().add_picture(picture())
    document.paragraphs[-1].alignment = AT.CENTER
    put(document, "Quang cảnh hội nghị", italic=True, at=AT.CENTER)
    put(document, TEXT[1], at=AT.JUSTIFY)
    put(document, "Tin, ảnh: Hải Yến", bold=True, at=AT.RIGHT)
    put(document, "Văn phòng Đảng ủy Khối Ví dụ", italic=True, at=AT.RIGHT)
    return document


def test_a_usual_document_gives_all_its_parts():
    made = read(saved(usual()), "bai.docx")
    draft = made.draft
    assert (draft.title, draft.lead, draft.body) == (TITLE, LEAD, TEXT)
    assert (draft.author, draft.author_role, draft.photographer) == ("Hải Yến", "Văn phòng Đảng ủy Khối Ví dụ", "Hải Yến")
    assert [(c.src in made.media, c.text) for c in draft.captions] == [(True, "Quang cảnh hội nghị")]
    assert made.notes == ()


def test_lists_tables_bold_words_and_links_are_carried():
    document = usual()
    put(document, "Thứ nhất, rà soát quy hoạch hằng năm", style="List Bullet")
    put(document, "Thứ hai, lấy phiếu giới thiệu công khai", style="List Bullet")
    put(document, "Bước một là chuẩn bị", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("Chức danh", "Số lượng", "Ban Chấp hành", "33")):
        cell.text = text
    paragraph = put(document, "Toàn văn ")
    paragraph.add_run("rất quan trọng").bold = True
    paragraph.add_run(" đối với mọi chi bộ trực thuộc Đảng ủy Khối Ví dụ trong năm nay.")
    pieces = read(saved(document), "bai.docx").draft.pieces
    kinds = [(p.kind, p.level) for p in pieces if p.kind in ("item", "row")]
    assert kinds == [("item", 0), ("item", 0), ("item", 1), ("row", 0), ("row", 0)]
    assert any("<strong>rất quan trọng</strong>" in p.html for p in pieces)
    assert [p.cells for p in pieces if p.kind == "row"] == [("Chức danh", "Số lượng"), ("Ban Chấp hành", "33")]


@pytest.mark.parametrize("font, encode, capitals", [("VNI-Times", legacy.vni, False), ("VNI-Helve", legacy.vni, False)])
def test_old_fonts_are_converted_run_by_run(font, encode, capitals):
    document = Document()
    put(document, encode(TITLE), bold=True, at=AT.CENTER, font=font)
    put(document, encode(LEAD), bold=True, font=font)
    paragraph = put(document, encode("Hội nghị bàn việc "), font=font)
    paragraph.add_run("quy hoạch cán bộ nhiệm kỳ mới, bảo đảm dân chủ và công khai.")
    put(document, encode(TEXT[1]), font=font)
    made = read(saved(document), "bai.docx")
    assert made.draft.title == TITLE and made.draft.lead == LEAD
    assert made.draft.body[0] == "Hội nghị bàn việc quy hoạch cán bộ nhiệm kỳ mới, bảo đảm dân chủ và công khai."
    assert any(f"phông {font} sang Unicode" in note for note in made.notes)


@pytest.mark.skipif(not legacy.has_tcvn3(), reason="glibc's iconv with TCVN 5712 is not at hand")
def test_tcvn3_and_its_font_of_capitals():
    def tcvn3(text):
        return "".join((legacy.tcvn3(c) or c.encode()).decode("latin-1") if not c.isascii() else c for c in text)

    document = Document()
    put(document, tcvn3(TITLE.lower()), bold=True, at=AT.CENTER, font=".VnTimeH")
    put(document, tcvn3(TEXT[0].lower()), font=".VnTime")
    put(document, tcvn3(TEXT[1].lower()), font=".VnTime")
    draft = read(saved(document), "bai.docx").draft
    assert draft.title == TITLE.upper() and draft.body == (TEXT[0].lower(), TEXT[1].lower())


def test_a_font_named_by_the_style_counts():
    document = Document()
    document.styles["Normal"].font.name = "VNI-Times"
    put(document, legacy.vni(TITLE), bold=True, at=AT.CENTER)
    for text in (LEAD, *TEXT):
        put(document, legacy.vni(text))
    assert read(saved(document), "bai.docx").draft.title == TITLE


def test_tracked_changes_are_accepted_and_told():
    document = usual()
    paragraph = document.paragraphs[5]
    for kind, text, mark in (("w:ins", " Đã thêm câu này.", "w:t"), ("w:del", " Đã xóa câu này.", "w:delText")):
        change, run, written = OxmlElement(kind), OxmlElement("w:r"), OxmlElement(mark)
        written.text = text
        written.set(qn("xml:space"), "preserve")
        run.append(written)
        change.append(run)
        paragraph._p.append(change)
    made = read(saved(document), "bai.docx")
    assert made.draft.body[-1].endswith("Đã thêm câu này.") and "Đã xóa" not in " ".join(made.draft.body)
    assert any("theo dõi sửa đổi" in note for note in made.notes)


def test_what_cannot_be_carried_is_told():
    document = usual()
    document.paragraphs[2].runs[0]._r.append(OxmlElement("w:footnoteReference"))
    assert "không mang sang được 1 chú thích cuối trang" in read(saved(document), "bai.docx").notes


def test_a_document_without_a_title_takes_its_files_name_and_says_so():
    document = Document()
    for text in TEXT * 2:
        put(document, text)
    made = read(saved(document), "hop_thang_6.docx")
    assert made.draft.title == "hop thang 6" and any("lấy tên tệp" in note for note in made.notes)


def test_a_title_by_its_style_wins_over_a_letterhead():
    document = Document()
    put(document, "BẢN TIN NỘI BỘ SỐ 6", bold=True)
    put(document, TITLE, style="Title")
    for text in TEXT:
        put(document, text)
    assert read(saved(document), "bai.docx").draft.title == TITLE


def test_a_letterhead_is_no_title():
    document = Document()
    for text in ("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG CỘNG SẢN VIỆT NAM", "Thí Dụ, ngày 14 tháng 6 năm 2024"):
        put(document, text, bold=True, at=AT.CENTER)
    put(document, TITLE, bold=True, at=AT.CENTER)
    for text in TEXT:
        put(document, text)
    assert read(saved(document), "bai.docx").draft.title == TITLE


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\0" * 30_000_000)
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize("data, why", [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "đời cũ"), (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"), (b"{\\rtf1 x}", "RTF"), (b"<html>", "không phải tệp Word"), (b"", "không phải tệp Word"),
    (b"PK\x03\x04 broken", "bị hỏng"), (_zip(), "không phải tài liệu Word"), (_bomb(), "phình to"), (saved(Document()), "không có chữ")],
    ids=["old .doc", "encrypted", "rtf", "html", "empty", "broken zip", "another zip", "bomb", "no text"])
def test_what_is_no_readable_document_is_told_in_vietnamese(data, why):
    with pytest.raises(NotWord, match=why):
        read(data, "bai.docx")


def test_a_document_damaged_inside_is_told():
    good = io.BytesIO(saved(usual()))
    out = io.BytesIO()
    with zipfile.ZipFile(good) as package, zipfile.ZipFile(out, "w") as broken:
        for name in package.namelist():
            broken.writestr(name, package.read(name)[:200] if name == "word/document.xml" else package.read(name))
    with pytest.raises(NotWord, match="bị hỏng"):
        read(out.getvalue(), "bai.docx")


def test_a_folder_of_documents_becomes_drafts_once(tmp_path):
    source = tmp_path / "word"
    source.mkdir()
    (source / "bai.docx").write_bytes(saved(usual()))
    (source / "cu.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (source / "~$bai.docx").write_bytes(b"lock")
    content = tmp_path / "content"
    report = import_word(source, content, SiteData(), now=NOW)
    path = "tin/2026/11/dang-uy-khoi-vi-du-hop-phien-thu-ba.md"
    assert report.made == [(path, "bai.docx")] and [p.path for p in report.problems] == ["cu.doc"]
    made = load((content / path).read_text(encoding="utf-8"), path, SiteData())
    assert [p for p in made.problems if not p.notice] == []
    assert (made.article.status, made.article.date, made.article.authors) == ("draft", None, (Person("Hải Yến", "Văn phòng Đảng ủy Khối Ví dụ"),))
    assert "![Quang cảnh hội nghị](anh/2026/11/" in made.article.body
    again = import_word(source, content, SiteData(), now=NOW)
    assert again.made == [] and again.there == [(path, "bai.docx")] and len(list(content.rglob("*.md"))) == 1


def test_an_empty_folder_is_told(tmp_path):
    assert "không có tệp .docx nào" in import_word(tmp_path, tmp_path / "content", SiteData()).in_vietnamese()


def test_an_article_becomes_a_page_in_large_print(tmp_path):
    article = Article("tin/2024/06/x.md", TITLE, "x", date=datetime(2024, 6, 14, 9, 25, tzinfo=timezone.utc), summary=LEAD, authors=(Person("Hải Yến", "Văn phòng"),), photographers=(Person("Đức Thọ"),), source=Source("Cổng Ví dụ", "https://vidu.example.vn/1"))
    html = f'<h2>Kết quả</h2><p>{TEXT[0]} <strong>Rất tốt</strong>.</p><ul><li>một</li><li>hai</li></ul><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table><figure><img src="/anh/a.jpg" alt=""><figcaption>Quang cảnh</figcaption></figure><blockquote><p>Trích</p></blockquote>'
    document = Document(io.BytesIO(export(article, html, lambda path: picture().getvalue() if path == "anh/a.jpg" else None)))
    text = [p.text for p in document.paragraphs]
    assert text[:3] == [TITLE, "Thứ Sáu, 14/06/2024 16:25", LEAD]
    for wanted in ("Kết quả", f"{TEXT[0]} Rất tốt.", "một", "hai", "Quang cảnh", "Trích", "Hải Yến, Văn phòng", "Ảnh: Đức Thọ", "Theo Cổng Ví dụ (https://vidu.example.vn/1)"):
        assert wanted in text
    assert (round(document.sections[0].page_width.cm), round(document.sections[0].page_height.cm)) == (21, 30)
    assert document.styles["Normal"].font.size.pt == SIZE >= 16 and len(document.inline_shapes) == 1 and document.tables[0].cell(1, 1).text == "2"


def test_a_picture_that_is_not_at_hand_is_named_in_the_export():
    article = Article("tin/x.md", TITLE, "x")
    document = Document(io.BytesIO(export(article, '<figure><img src="/anh/a.webp"><figcaption>Quang cảnh</figcaption></figure>', lambda path: None)))
    assert "[Ảnh: Quang cảnh]" in [p.text for p in document.paragraphs]


def test_what_was_exported_can_be_imported_again():
    article = Article("tin/x.md", TITLE, "x", summary=LEAD, authors=(Person("Hải Yến", "Văn phòng Đảng ủy Khối Ví dụ"),))
    draft = read(export(article, "".join(f"<p>{t}</p>" for t in TEXT), lambda path: None), "x.docx").draft
    assert (draft.title, draft.lead, draft.body, draft.author) == (TITLE, LEAD, TEXT, "Hải Yến")
