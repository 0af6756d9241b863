"""Markdown: the short way for plain paragraphs gives what Python-Markdown gives."""
from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from plugins.html import clean
from plugins.reader import markup, short

WORDS = st.text(alphabet="aăâbđeêoôơuưỷàáảãạ 0123456789,.;:()“”\"'!?%&/–-…#*_>+=|`~$@\n", min_size=0, max_size=120)


@given(st.lists(WORDS, max_size=6))
def test_any_text_gives_the_html_that_the_parser_gives(parts):
    body = "\n\n".join(parts)
    assert markup.convert(body) == markup.figures(markup.parse(body))


FRAGMENTS = st.sampled_from((
    "**kế hoạch**", "*đề án*", "[bài trước](tin/a-b_c.md)", '[cổng](https://vidu.vn/x?y=1 "Cổng tin")', "[b](#muc)", "![a](anh/a.jpg)",
    "## Việc sắp tới", "### Kết quả", "# Một", "- ", "1. ", "3. ", "Chữ", " ", "  ", "\n", "\n", "\n\n", "\n\n", "**", "*", ".", "(", "a", "#", "[", "]"))


@given(st.lists(FRAGMENTS, max_size=12))
def test_any_mixture_of_common_marks_gives_the_html_that_the_parser_gives(parts):
    body = "".join(parts)
    assert markup.convert(body) == markup.figures(markup.parse(body))


@pytest.mark.parametrize("body", [
    "Theo **kế hoạch**, *nhiều* bài [ở đây](tin/a.md).\n\n## Việc sắp tới\n\nChữ.\n\n## Việc sắp tới",
    "Gồm:\n\n- một **hai**\n- [ba](tin/b.md)\n\nHết.",
    "3. ba\n4. bốn",
])
def test_what_articles_are_mostly_made_of_takes_the_short_way(body):
    assert short.convert(body) == markup.parse(body)


@pytest.mark.parametrize("body", [
    "Một đoạn.\n\nĐoạn hai\nxuống dòng.",
    "Số 65-KH/ĐUK, ngày 16/3/2022.",
    "  thụt đầu dòng hai chỗ",
    "1986 là năm khởi đầu.",
    "- mục một\n- mục hai",
    "1. mục một\n2. mục hai",
    "Một.\n\n    mã nguồn",
    "Một dòng  \nngắt dòng",
    "Tiêu đề\n===",
    'Chữ "trong ngoặc" & dấu và.',
    "![Hội trường](anh/a.jpg \"Quang cảnh hội trường\")",
    "Một.\n\n![](anh/a.jpg)\n\nHai.",
    "\n\n\n",
    "Đoạn một.\n \t \nĐoạn hai.",
])
def test_the_short_way_equals_the_parser(body):
    assert markup.convert(body) == markup.figures(markup.parse(body))


def test_a_picture_alone_in_its_paragraph_becomes_a_figure_with_its_caption():
    assert markup.convert('![Lễ tân](anh/x.jpg "Đón tiếp đại biểu")') == (
        '<figure><img alt="Lễ tân" src="anh/x.jpg"><figcaption>Đón tiếp đại biểu</figcaption></figure>')


def test_a_picture_within_a_sentence_stays_in_it():
    assert "<figure>" not in markup.convert('Chữ ![x](anh/x.jpg "chú thích") chữ')


@pytest.mark.parametrize("attack", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "<svg onload=alert(1)>",
    '<a href="data:text/html,x">x</a>', '<p style="position:fixed">x</p>', "<iframe src=x></iframe>", '[x](JaVaScRiPt:alert(1))',
    '<math><a xlink:href="javascript:alert(1)">x</a></math>',
])
def test_what_could_run_is_taken_out(attack):
    html = markup.convert(f"Một.\n\n{attack}\n\nHai.").lower()
    for sign in ("<script", "onerror", "onload", "javascript:", "data:", "style=", "<iframe", "<svg", "<math"):
        assert sign not in html


def test_tables_keep_their_alignment_without_style_attributes():
    html = markup.convert("| Chức danh | Số |\n| --- | ---: |\n| Bí thư | 1 |")
    assert '<td align="right">1</td>' in html and "style" not in html


def test_clean_keeps_footnotes_working():
    html = markup.convert("Câu.[^1]\n\n[^1]: Chú thích.")
    assert clean(html) == html and 'href="#fn:1"' in html and 'id="fn:1"' in html


def test_a_large_article_is_read_in_one_pass():
    body = "\n\n".join(["Đoạn văn thường, không có dấu gì đặc biệt."] * 50_000)
    assert markup.convert(body).count("<p>") == 50_000
