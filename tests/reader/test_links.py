"""Links and pictures in an article's text: what they become, and what is said when they lead nowhere."""
from __future__ import annotations

import pytest

from plugins.reader.links import Unresolved, resolve, rewrite
from plugins.values import Article

FILES = {"anh/2024/01/hội-trường.jpg": "", "tai-lieu/ke-hoach.pdf": ""}
ADDRESSES = {"tin/2024/01/a.md": "/tin/2024/01/a/", "tin/2024/01/nhap.md": "", "trang/gioi-thieu.md": "/trang/gioi-thieu/"}


@pytest.mark.parametrize("target, address", [
    ("tin/2024/01/a.md", "/tin/2024/01/a/"),
    ("a.md", "/tin/2024/01/a/"),
    ("../../../trang/gioi-thieu.md#lich", "/trang/gioi-thieu/#lich"),
    ("{filename}/tin/2024/01/a.md", "/tin/2024/01/a/"),
    ("anh/2024/01/hội-trường.jpg", "/anh/2024/01/h%E1%BB%99i-tr%C6%B0%E1%BB%9Dng.jpg"),
    ("anh/2024/01/h%E1%BB%99i-tr%C6%B0%E1%BB%9Dng.jpg", "/anh/2024/01/h%E1%BB%99i-tr%C6%B0%E1%BB%9Dng.jpg"),
    ("/tai-lieu/ke-hoach.pdf", "/tai-lieu/ke-hoach.pdf"),
    ("/nhiem-ky/2025-2030/", "/nhiem-ky/2025-2030/"),
    ("/nhiem-ky/2025-2030", "/nhiem-ky/2025-2030/"),
    ("https://vidu.vn/x", "https://vidu.vn/x"),
    ("mailto:bbt@example.vn", "mailto:bbt@example.vn"),
    ("#chu-thich", "#chu-thich"),
])
def test_a_link_becomes_the_address_it_stands_for(target, address):
    assert resolve(target, "tin/2024/01/x.md", FILES, ADDRESSES)[0] == address


def test_a_decomposed_name_finds_the_composed_file():
    assert resolve("anh/2024/01/ho\u0323\u0302i-tru\u031bo\u031b\u0300ng.jpg", "tin/x.md", FILES, ADDRESSES)[1] is False


@pytest.mark.parametrize("target, word", [
    ("khong-co.md", "không có tệp"),
    ("tin/2024/01/nhap.md", "bài chưa đăng"),
    ("../../../../etc/passwd", "ra ngoài thư mục"),
    ("anh/Hội-Trường.jpg", "không có tệp"),
])
def test_a_link_that_leads_nowhere_is_explained(target, word):
    with pytest.raises(Unresolved, match=word):
        resolve(target, "tin/2024/01/x.md", FILES, ADDRESSES)


def rewritten(html: str, body: str = "", prefix: str = ""):
    references = []
    article = Article(path="tin/2024/01/x.md", title="X", slug="x", body=body, body_line=10)
    out, problems = rewrite(article, html, FILES, ADDRESSES, prefix, lambda line, target: references.append((line, target)))
    return out, problems, references


def test_the_prefix_of_the_site_stands_before_every_inner_address():
    out, _, _ = rewritten('<a href="a.md">x</a><a href="https://vidu.vn/">y</a>', prefix="/y")
    assert out == '<a href="/y/tin/2024/01/a/">x</a><a href="https://vidu.vn/">y</a>'


def test_a_broken_link_is_told_with_its_line():
    _, problems, _ = rewritten('<p><a href="mat.md">x</a></p>', body="Một.\n\nHai [x](mat.md).")
    assert [(p.path, p.line) for p in problems] == [("tin/2024/01/x.md", 12)]


def test_an_inner_address_is_remembered_to_be_checked_when_all_is_written():
    _, _, references = rewritten('<a href="/nhiem-ky/2025-2030/#bang">x</a>', body="[x](/nhiem-ky/2025-2030/#bang)")
    assert references == [(10, "/nhiem-ky/2025-2030/#bang")]


def test_a_picture_from_another_site_is_refused():
    _, problems, _ = rewritten('<img alt="" src="https://vidu.vn/a.jpg">')
    assert "không nằm trong thư mục nội dung" in problems[0].message


def test_a_hundred_thousand_links_are_read_in_one_pass():
    html = '<a href="a.md">x</a>' * 100_000
    out, problems, _ = rewritten(html, body="[x](a.md) " * 10)
    assert out.count("/tin/2024/01/a/") == 100_000 and not problems
