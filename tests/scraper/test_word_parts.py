"""The parts of a Word document that a clerk seldom uses: each becomes what it stands for."""
from __future__ import annotations

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from scraper.word import read
from tests.scraper.test_word import LEAD, TEXT, TITLE, put, saved, usual


def pieces(document, kind: str) -> list[str]:
    return [piece.text for piece in read(saved(document), "bai.docx").draft.pieces if piece.kind == kind]


def numbered(document, text: str, form: str) -> None:
    """A paragraph that belongs to a list by its number alone, whatever its style; *form* is Word's name of the numbering."""
    numbering = document.part.numbering_part.element
    known = 90 + len(numbering)
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{known}"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/></w:lvl></w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{known}"><w:abstractNumId w:val="{known}"/></w:num>'))
    paragraph = put(document, text)
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{known}"/></w:numPr>'))


@pytest.mark.parametrize("form", ["decimal", "bullet"])
def test_a_list_is_known_by_its_numbering(form):
    document = usual()
    for text in ("Rà soát quy hoạch hằng năm của chi bộ", "Giới thiệu nguồn bổ sung cho nhiệm kỳ tới"):
        numbered(document, text, form)
    assert pieces(document, "item") == ["Rà soát quy hoạch hằng năm của chi bộ", "Giới thiệu nguồn bổ sung cho nhiệm kỳ tới"]


def test_a_heading_within_the_text_is_one():
    document = usual()
    put(document, "Kết quả rà soát", style="Heading 2")
    put(document, TEXT[0])
    assert "Kết quả rà soát" in pieces(document, "heading")


def test_a_quoted_paragraph_is_a_quote():
    document = usual()
    put(document, "Phải làm đúng quy trình, đúng thời hạn đã nêu trong kế hoạch.", style="Quote")
    put(document, TEXT[0])
    assert pieces(document, "quote") == ["Phải làm đúng quy trình, đúng thời hạn đã nêu trong kế hoạch."]


def test_a_cell_that_spans_columns_is_told_once():
    document = usual()
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Kết quả chung"
    for row, texts in enumerate((("Đưa ra", "06"), ("Bổ sung", "08")), 1):
        table.cell(row, 0).text, table.cell(row, 1).text = texts
    put(document, TEXT[0])
    rows = [piece.cells for piece in read(saved(document), "bai.docx").draft.pieces if piece.kind == "row"]
    assert rows == [("Kết quả chung",), ("Đưa ra", "06"), ("Bổ sung", "08")]


def test_what_is_hidden_is_left_out_and_odd_characters_are_plain():
    document = usual()
    paragraph = put(document, "Chi bộ 12")
    run = paragraph.add_run()
    for part in ("<w:noBreakHyphen {}/>", "<w:t {}>KH</w:t>", "<w:tab {}/>", "<w:t {}>bàn kế hoạch quý tới của toàn chi bộ</w:t>"):
        run._r.append(parse_xml(part.format(nsdecls("w"))))
    hidden = paragraph.add_run("lời ghi riêng")
    hidden.font.hidden = True
    put(document, TEXT[0])
    assert "Chi bộ 12-KH bàn kế hoạch quý tới của toàn chi bộ" in pieces(document, "paragraph")


def test_a_note_of_a_few_words_is_a_draft_that_asks_to_be_looked_at():
    document = Document()
    put(document, "Họp giao ban sáng thứ Hai.")
    made = read(saved(document), "hop_giao-ban.docx")
    assert made.draft.title == "hop giao ban" and any("tên tệp" in note for note in made.notes) and any("rất ngắn" in note for note in made.notes)


def test_a_title_by_style_wins_over_the_first_line():
    document = Document()
    put(document, "Thông tin nội bộ")
    put(document, TITLE, style="Title")
    for text in (LEAD, *TEXT):
        put(document, text)
    assert read(saved(document), "a.docx").draft.title == TITLE
