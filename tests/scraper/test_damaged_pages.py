"""Damaged pages never stop a run, whatever they give."""
from __future__ import annotations

import json

import pytest

from scraper.__main__ import as_json
from scraper.parse import parse
from scraper.values import NoArticle, RawPage
from tests.scraper.mutate import mutate
from tests.scraper.scoring import PAGES, goldens


def _survives(seeds: range) -> None:
    pages = [(PAGES / f"{name}.html").read_bytes() for name in goldens()]
    for seed in seeds:
        data = mutate(pages[seed % len(pages)], seed)
        try:
            json.dumps(as_json(parse(RawPage("https://vidu.example.vn/tin/1", data))), ensure_ascii=False).encode("utf-8")
        except Exception as error:
            raise AssertionError(f"seed {seed} of {sorted(goldens())[seed % len(pages)]}") from error


def test_no_damaged_page_stops_the_reader():
    _survives(range(120))


@pytest.mark.thorough
def test_none_of_ten_thousand_damaged_pages_stops_the_reader():
    _survives(range(10_000))


@pytest.mark.parametrize("data", [b"", b" \n", b"\x00\x00\x00", b"<", b"<!--", b"\xff\xfe", b"\xef\xbb\xbf", b"GIF89a\x01\x00", b"%PDF-1.4 \xe2\xe3", b"{}", b"<html></html>", b"<p>" * 5000, b"<table><tr><td>" * 2000,
                                  "chữ không có thẻ".encode(), b"\x1f\x8b\x08\x00garbage"], ids=lambda data: repr(data[:12]))
def test_what_is_no_page_at_all_is_refused(data):
    assert isinstance(parse(RawPage("https://vidu.example.vn/", data)), NoArticle)


def test_a_very_long_page_is_read_whole():
    page = "<title>Dài</title><h1>Một bài rất dài của Đảng ủy Khối Ví dụ</h1><div>" + "".join(f"<p>Đoạn {n}: các đại biểu thảo luận, cho ý kiến vào dự thảo báo cáo chính trị.</p>" for n in range(6_000)) + "</div>"
    assert len(parse(RawPage("https://vidu.example.vn/tin/dai", page.encode())).body) == 6_000
