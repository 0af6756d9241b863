"""Second thoughts: corrections that readers see, articles that are withdrawn and brought back. Whole processes, whole sites."""
from __future__ import annotations

from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plugins.frontmatter import load
from plugins.newsroom.corrections import changed, feed, told
from plugins.site_data import SiteData
from plugins.values import VIETNAM, Article, Correction

SOURCE = """---
# người nhập: tổ tin
title: Hội nghị mẫu   # tạm
date: 2020-11-01 08:00
status: published
category: Tin
tags:
  - thẻ-duy-nhất
summary: Đoạn dẫn của bài.
---

Hội nghị bổ sung 03 đồng chí. Câu sau giữ nguyên.

Chữ lạ zyxwvut chỉ có ở đây.
"""
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def site(tmp_path):
    for name, text in {"hoi-nghi-mau": SOURCE, "tin-khac": SOURCE.replace("Hội nghị mẫu", "Tin khác").replace("zyxwvut", "khác").replace("thẻ-duy-nhất", "thẻ chung")}.items():
        file = tmp_path / f"content/tin/2020/11/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def file(site: Path) -> Path:
    return site / "content/tin/2020/11/hoi-nghi-mau.md"


def article(site: Path) -> Article:
    return load(file(site).read_text(encoding="utf-8"), "tin/2020/11/hoi-nghi-mau.md", SiteData()).article


def where(site: Path, words: str) -> set[str]:
    return {p.relative_to(site / "output").as_posix() for p in (site / "output").rglob("*") if p.is_file() and p.name != ".nhiemky.json" and words.encode() in p.read_bytes()}


def test_a_correction_is_recorded_and_the_sentence_put_right(tasks, site):
    done = tasks("correct", "hoi-nghi-mau", "--note", "Sửa số bổ sung", "--before", "03 đồng chí", "--after", "04 đồng chí", cwd=site)
    assert done.returncode == 0, done.stderr
    made = article(site)
    [correction] = made.corrections
    assert (correction.note, correction.before, correction.after) == ("Sửa số bổ sung", "03 đồng chí", "04 đồng chí") and made.updated == correction.date
    text = file(site).read_text(encoding="utf-8")
    assert "bổ sung 04 đồng chí" in made.body and "# người nhập: tổ tin" in text and "# tạm" in text
    assert text.index("title:") < text.index("date:") < text.index("status:") < text.index("category:") < text.index("tags:")


def test_what_changed_is_found_in_the_published_page(tasks, site):
    assert tasks("build", cwd=site).returncode == 0
    file(site).write_text(SOURCE.replace("03 đồng chí", "04 đồng chí"), encoding="utf-8")
    done = tasks("correct", "hoi-nghi-mau", "--note", "Sửa số bổ sung", "--output", "output", cwd=site)
    assert done.returncode == 0, done.stderr
    [correction] = article(site).corrections
    assert (correction.before, correction.after) == ("Hội nghị bổ sung 03 đồng chí.", "Hội nghị bổ sung 04 đồng chí.")


def test_a_correction_of_what_has_not_changed_is_refused(tasks, site):
    assert tasks("build", cwd=site).returncode == 0
    done = tasks("correct", "hoi-nghi-mau", "--note", "Sửa", "--output", "output", cwd=site)
    assert done.returncode == 1 and "chưa khác" in done.stderr and file(site).read_text(encoding="utf-8") == SOURCE


@pytest.mark.parametrize(("options", "code", "words"), [
    (("hoi-nghi-mau",), 2, "--note"), (("khong-co", "--note", "Sửa"), 1, "không có bài nào"), (("hoi-nghi-mau", "--note", "Sửa", "--output", "trong"), 1, "--before"),
])
def test_a_correction_that_cannot_be_is_explained(tasks, site, options, code, words):
    done = tasks("correct", *options, cwd=site)
    assert done.returncode == code and words in done.stderr and file(site).read_text(encoding="utf-8") == SOURCE


def test_a_draft_needs_no_correction(tasks, site):
    file(site).write_text(SOURCE.replace("published", "draft"), encoding="utf-8")
    assert tasks("correct", "hoi-nghi-mau", "--note", "Sửa", "--before", "a", "--after", "b", cwd=site).returncode == 1


def test_corrections_stand_on_the_article_on_their_page_and_in_their_feed(tasks, site):
    tasks("correct", "hoi-nghi-mau", "--note", "Lý do đặc biệt", "--before", "03 đồng chí", "--after", "04 đồng chí", cwd=site)
    tasks("correct", str(file(site)), "--note", "Lần hai", "--before", "Câu sau", "--after", "Câu cuối", cwd=site)
    assert tasks("build", "--siteurl", "https://vidu.example", cwd=site).returncode == 0
    assert {"tin/2020/11/hoi-nghi-mau/index.html", "dinh-chinh/index.html", "dinh-chinh/feed.xml"} <= where(site, "Lý do đặc biệt")
    tree = ElementTree.parse(site / "output/dinh-chinh/feed.xml").getroot()
    entries = tree.findall(f"{ATOM}entry")
    assert len(entries) == 2 and "04 đồng chí" in "".join(e.findtext(f"{ATOM}summary") for e in entries)
    assert tree.findtext(f"{ATOM}id") == "https://vidu.example/dinh-chinh/" and len({e.findtext(f"{ATOM}id") for e in entries}) == 2


def test_without_corrections_the_page_says_so(tasks, site):
    assert tasks("build", cwd=site).returncode == 0
    assert "Chưa có đính chính nào" in (site / "output/dinh-chinh/index.html").read_text(encoding="utf-8")
    ElementTree.parse(site / "output/dinh-chinh/feed.xml")


def test_a_withdrawn_article_leaves_one_page_that_says_so_and_no_word_anywhere(tasks, site):
    assert tasks("build", cwd=site).returncode == 0
    assert len(where(site, "Hội nghị mẫu")) > 3 and where(site, "zyxwvut")
    done = tasks("withdraw", "hoi-nghi-mau", "--note", "Nội dung chưa được công khai", cwd=site)
    assert done.returncode == 0 and "--undo" in done.stdout
    assert tasks("build", cwd=site).returncode == 0
    page = (site / "output/tin/2020/11/hoi-nghi-mau/index.html").read_text(encoding="utf-8")
    assert "đã được gỡ" in page and "Nội dung chưa được công khai" in page
    for words in ("Hội nghị mẫu", "zyxwvut", "thẻ-duy-nhất", "Nội dung chưa được công khai"):
        assert where(site, words) <= {"tin/2020/11/hoi-nghi-mau/index.html"} and words not in page.replace("Nội dung chưa được công khai", "" if words != "Nội dung chưa được công khai" else "x")
    assert where(site, "hoi-nghi-mau/") <= {"tin/2020/11/hoi-nghi-mau/index.html"}


def test_a_withdrawal_is_undone_to_the_letter(tasks, site):
    tasks("withdraw", "hoi-nghi-mau", "--note", "Nhầm", cwd=site)
    assert "status: withdrawn" in file(site).read_text(encoding="utf-8")
    assert tasks("withdraw", "/tin/2020/11/hoi-nghi-mau/", "--undo", cwd=site).returncode == 0
    assert file(site).read_text(encoding="utf-8") == SOURCE


def test_a_hidden_article_comes_back_hidden(tasks, site):
    file(site).write_text(SOURCE.replace("published", "hidden"), encoding="utf-8")
    tasks("withdraw", "hoi-nghi-mau", cwd=site)
    tasks("withdraw", "hoi-nghi-mau", "--undo", cwd=site)
    assert article(site).status == "hidden"


def test_two_articles_of_one_name_are_told_apart_by_their_files(tasks, site):
    other = site / "content/tin/2020/12/hoi-nghi-mau.md"
    other.parent.mkdir()
    other.write_text(SOURCE.replace("2020-11", "2020-12"), encoding="utf-8")
    done = tasks("withdraw", "hoi-nghi-mau", cwd=site)
    assert done.returncode == 1 and "2020/12" in done.stderr and article(site).status == "published"
    assert tasks("withdraw", "content/tin/2020/12/hoi-nghi-mau.md", cwd=site).returncode == 0
    assert article(site).status == "published" and "withdrawn" in other.read_text(encoding="utf-8")


@pytest.mark.parametrize(("before", "after", "expected"), [
    ("Một. Hai. Ba.", "Một. Bốn. Ba.", ("Hai.", "Bốn.")), ("Một.\nHai.", "Một. Hai.", ("", "")), ("Một.", "Một. Hai.", ("", "Hai.")), ("", "", ("", "")),
])
def test_only_sentences_that_changed_are_told(before, after, expected):
    assert changed(before, after) == expected


def test_a_feed_escapes_what_people_write():
    one = Article("tin/a.md", "A & B", "a", date=datetime(2020, 1, 1, tzinfo=VIETNAM), corrections=(Correction(datetime(2020, 1, 2, tzinfo=VIETNAM), "<b> & \"x\"", "a<b", None),))
    tree = ElementTree.fromstring(feed(told([one]), "Trang & báo", "", ""))
    assert tree.find(f"{ATOM}entry").findtext(f"{ATOM}title") == "Đính chính: A & B"
