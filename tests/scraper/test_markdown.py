"""HTML to Markdown and back: what the site shows of an imported text is the text."""
from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from plugins.html import escape, text_of
from plugins.reader.markup import convert
from scraper.markdown import html_of, picture_html, to_markdown
from scraper.parse import parse
from scraper.values import Piece, RawPage
from scraper.verse import is_stanza


def paragraph(text: str) -> Piece:
    return Piece("paragraph", text, escape(text))


def markdown(*pieces: Piece, base: str = "https://vidu.example.vn/tin/1") -> str:
    return to_markdown(html_of(pieces, lambda piece: "", base))


@pytest.mark.parametrize("text", ["1. Kết quả * a_b _x_ # y", "- gạch đầu dòng", "+ cộng", "# thăng", "> lớn", "2025 - 2030. Hội nghị", "a < b & c &amp; <b>", "[x](y) `c` \\d", "| a | b |", ": định nghĩa", "===", "---", "~~~",
                                  "*[HTML]: x", "[^1]: chú", "!\\[x]", "10) x", "Xem https://a.vn/b_c_d", "{: .x}", "*x*", "__x__", "[TOC]", "3 * 4 * 5", "&nbsp;", "100%", "“Dân vận khéo”", "2022. Năm của", "http://x_y_z/*"])
def test_a_paragraph_reads_the_same_on_the_site(text):
    assert text_of(convert(markdown(paragraph(text), paragraph("Đoạn sau.")))) == f"{text}\n\nĐoạn sau."


@given(st.lists(st.text(alphabet=st.sampled_from("aăđ Ễ1.-+*_#>[]()!`~|\\<&;:\"'{}=/x"), min_size=1, max_size=30), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_paragraphs_read_the_same_on_the_site(texts):
    texts = [" ".join(text.split()) for text in texts if text.split()]
    shown = text_of(convert(markdown(*map(paragraph, texts))))
    assert shown == "\n\n".join(texts)


def test_plain_vietnamese_needs_no_escapes():
    text = "Năm 2025 - theo Kế hoạch số 65-KH/ĐUK (ngày 16/3/2022), 33 đồng chí; đạt 1,32 lần. Từ 2/3 trở lên!"
    assert markdown(paragraph(text)) == text


def test_lists_quotes_headings_tables_and_links_are_kept():
    made = markdown(
        Piece("heading", "I. Kết quả", "I. Kết quả", level=2), Piece("item", "một", "một", group=1), Piece("item", "hai", "<strong>hai</strong>", group=1),
        Piece("item", "đầu", "đầu", level=1, group=2), Piece("quote", "Trích", "Trích", group=3),
        Piece("row", cells=("Chỉ tiêu", "Số"), group=4), Piece("row", cells=("Đảng viên | mới", "74"), group=4),
        Piece("paragraph", "x", 'Xem <a href="/van-ban/1">văn bản</a>'))
    assert made == ("## I. Kết quả\n\n- một\n- **hai**\n\n1. đầu\n\n> Trích\n\n| Chỉ tiêu | Số |\n| --- | --- |\n| Đảng viên \\| mới | 74 |\n\n"
                    "Xem [văn bản](https://vidu.example.vn/van-ban/1)")
    html = convert(made)
    for tag in ("<h2", "<ul>", "<ol>", "<blockquote>", "<table>", "<strong>hai</strong>", 'href="https://vidu.example.vn/van-ban/1"'):
        assert tag in html


def test_links_that_do_harm_lose_their_address():
    assert "javascript" not in markdown(Piece("paragraph", "x", '<a href="javascript:alert(1)">x</a>'))
    assert "onclick" not in markdown(Piece("paragraph", "x", '<b onclick="x()">x</b>'))


def test_a_picture_stands_alone_with_its_caption_as_title():
    made = to_markdown(picture_html("anh/2024/06/hn.jpg", 'Hội nghị "mở rộng" [lần 2]'))
    assert made == '![Hội nghị “mở rộng” (lần 2)](anh/2024/06/hn.jpg "Hội nghị “mở rộng” (lần 2)")'
    assert convert(made) == '<figure><img alt="Hội nghị “mở rộng” (lần 2)" src="anh/2024/06/hn.jpg"><figcaption>Hội nghị “mở rộng” (lần 2)</figcaption></figure>'


def test_a_picture_without_caption_keeps_what_its_alt_text_tells():
    assert to_markdown(picture_html("anh/2024/06/hn.jpg", "", "Phòng họp của Huyện ủy")) == "![Phòng họp của Huyện ủy](anh/2024/06/hn.jpg)"
    assert 'alt="Quang cảnh"' in picture_html("anh/2024/06/hn.jpg", "Quang cảnh", "Phòng họp của Huyện ủy")


def test_the_lines_of_a_stanza_stay_lines_on_the_site():
    lines = ["Suối Mẫu mùa này nước trong leo lẻo", "Cây cầu mới bắc nối hai bờ thương", "Em nhỏ tung tăng đi về lớp học"]
    page = f"<h1>Thơ: Qua cầu Suối Mẫu</h1><div>{'<br>'.join(lines)}<br><br>{'<br>'.join(reversed(lines))}</div>"
    draft = parse(RawPage("https://vidu.example.vn/tho/1", page.encode()))
    assert [piece.text for piece in draft.pieces] == ["\n".join(lines), "\n".join(reversed(lines))]
    shown = convert(markdown(*draft.pieces))
    assert shown.count("<br") == 4 and shown.count("<p>") == 2
    assert text_of(shown).split() == " ".join([*lines, *reversed(lines)]).split()


@pytest.mark.parametrize("lines", [
    ("Nơi nhận: Như trên", "Lưu văn phòng đảng ủy xã", "Các chi bộ trực thuộc"), ("Đồng chí Lê Văn Mẫu", "Đồng chí Vừ Thị Thử", "Đồng chí Lò Thử Nghiệm"),
    ("Số 12 đường Suối Mẫu", "Phường Hòa Mẫu, thị xã", "Tỉnh Ví Dụ, Việt Nam"), ("Tổ chức hội nghị quán triệt nghị quyết;", "Kiểm tra việc chấp hành kỷ luật;", "Sơ kết công tác sáu tháng đầu năm.")])
def test_lines_of_a_list_an_address_or_names_are_no_stanza(lines):
    assert not is_stanza(lines)
