"""What a careful colleague says: letters, tone marks, lengths, captions, days, names of committees."""
from __future__ import annotations

from datetime import date

import pytest

from plugins.frontmatter import load
from plugins.newsroom import manners, spelling
from plugins.site_data import Committee, SiteData
from scraper import fonts

TODAY = date(2026, 11, 21)


def converted(line: str) -> str:
    return fonts.converted(line) if fonts.suspicious(line) and not fonts.is_unicode(line) else line


def told(body: str = "Một câu.", header: str = "status: draft\n") -> list[str]:
    source = f"---\ntitle: Tin mẫu\ncategory: Tin\n{header}---\n\n{body}\n"
    loaded = load(source, "tin/2026/11/a.md", SiteData())
    assert loaded.article, loaded.problems
    found = list(manners.notes(loaded.article, source, TODAY, converted))
    assert all(p.notice and p.line for p in found)
    return [f"{p.line}: {p.message} ({p.hint})" for p in found]


def test_a_plain_article_hears_nothing():
    assert told("Đảng ủy Khối họp về quy hoạch, hòa nhã và khỏe khoắn.") == []


@pytest.mark.parametrize(("body", "words"), [
    ("Đa\u0309ng u\u0309y", "NFD"), ("Ðảng ủy", "Ð"), ("§¶ng bé Khèi", "Đảng bộ Khối"), ("Ñaûng boä Khoái", "Đảng bộ Khối"),
    ("của dân, cuả Đảng", "viết: của"), ("tòan dân", "viết: toàn"), ("khỏan thu", "viết: khoản"), ("qúy vị", "viết: quý"),
    ("Đảng uỷ và Đảng ủy", "hai lối đặt dấu"), ("hoà bình, hòa thuận", "hai lối đặt dấu"), ("![](anh/a.jpg)", "không có lời tả"),
])
def test_an_oddity_is_told_with_what_to_write(body, words):
    found = told(body)
    assert len(found) == 1 and words in found[0] and found[0].startswith("7:"), found


@pytest.mark.parametrize("body", ["Đảng uỷ, hoà, thuý, khoẻ", "Đảng ủy, hòa, thúy, khỏe", "hoàn toàn, quý, quỳ, quỹ", "lí luận, kĩ năng, mĩ thuật", "§ 5 của luật", "![Quang cảnh](anh/a.jpg)"])
def test_one_way_of_writing_is_left_alone(body):
    assert told(body) == []


@pytest.mark.parametrize(("header", "words"), [
    (f"summary: {'chữ ' * 61}\n", "đoạn dẫn dài 61 chữ"),
    ("cover: anh/a.jpg\n", "không có lời tả và chú thích"),
    ("cover:\n  image: anh/a.jpg\n  alt: Tranh\n", "không có chú thích"),
    ("date: 2026-12-01\nstatus: published\n", "chưa đến"),
    ("date: 2026-11-01\nupdated: 2026-12-01\n", "'updated'"),
    ("conference:\n  kind: Đại hội\n  held: 2026-12-01\n", "status: sẽ họp"),
    ("date: 2026-11-01\nconference:\n  kind: Đại hội\n  held: 2026-11-03\n", "trước ngày họp"),
])
def test_lengths_captions_and_days_are_told(header, words):
    found = told(header=header)
    assert len(found) == 1 and words in found[0], found


@pytest.mark.parametrize("header", [f"summary: {'chữ ' * 60}\n", "date: 2026-11-21\nstatus: published\n", "conference:\n  kind: Đại hội\n  held: 2026-12-01\n  status: sẽ họp\n"])
def test_what_is_within_bounds_is_left_alone(header):
    assert told(header=header) == []


KNOWN = spelling.known([Committee("a", "Đảng ủy Khối các cơ quan tỉnh Minh Họa"), Committee("b", "Chi bộ 2 Sở Tài chính"), Committee("c", "Huyện ủy Sao Mai")])


@pytest.mark.parametrize(("text", "name"), [
    ("Đảng ủy Khối các cơ quang tỉnh họp", "Đảng ủy Khối các cơ quan tỉnh"), ("Đảng uỷ Khối cac cơ quan tỉnh Minh Họa họp", "Đảng ủy Khối các cơ quan tỉnh Minh Họa"),
])
def test_a_slip_in_a_known_name_is_told(text, name):
    assert [found[2] for found in spelling.near(text, KNOWN)] == [name]


@pytest.mark.parametrize("text", [
    "Đảng ủy Khối các cơ quan tỉnh Minh Họa họp", "Đảng uỷ Khối các cơ quan tỉnh họp", "Chi bộ 3 Sở Tài chính", "Huyện ủy Ban Mai", "Đảng ủy Khối các doanh nghiệp tỉnh",
    "đảng ủy khối các cơ quang", "Đảng ủy Khối. Các cơ quang tỉnh",
])
def test_another_name_is_no_slip(text):
    assert list(spelling.near(text, KNOWN)) == []
