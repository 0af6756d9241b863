"""``serve`` as a clerk has it open: a real process, a real browser, files saved beside it."""
from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page

from plugins.newsroom.at_once import renewed
from plugins.values import Article
from tests.bench import corpus

ROOT = Path(__file__).resolve().parents[2]
SOURCE = """---
title: Hội nghị mẫu
date: 2020-11-01 08:00
status: {status}
category: Tin
summary: Đoạn dẫn cũ.
---

Câu thứ nhất. {more}
"""


class Serving:
    """A running ``serve``: its address, the article's file."""

    def __init__(self, folder: Path):
        self.file = folder / "content/tin/2020/11/hoi-nghi-mau.md"
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.write()
        (folder / "content/tin/2020/11/nhap.md").write_text(SOURCE.format(status="draft", more="").replace("Hội nghị mẫu", "Bài nháp"), encoding="utf-8")
        command = [sys.executable, "-X", "utf8", str(ROOT / "tasks.py"), "serve", "--port", "0"]
        self.process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=None)
        self.said: list[str] = []
        self.address = ""
        for line in self.process.stdout:
            self.said.append(line)
            if found := re.search(r"http://localhost:\d+/", line):
                self.address = found[0]
                break
        threading.Thread(target=lambda: self.said.extend(self.process.stdout), daemon=True).start()

    def write(self, status: str = "published", more: str = "") -> None:
        """Saves as editors do: beside, then in its place."""
        beside = self.file.with_suffix(".tmp")
        beside.write_text(SOURCE.format(status=status, more=more), encoding="utf-8")
        os.replace(beside, self.file)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture
def serving(tmp_path):
    running = Serving(tmp_path)
    assert running.address, running.said
    yield running
    running.stop()


def test_a_saved_article_is_shown_a_fault_is_told_in_the_page_and_mended_again(serving, browser):
    page = browser.new_page()
    page.goto(serving.address + "tin/2020/11/hoi-nghi-mau/")
    assert page.get_by_text("Xem thử trên máy này").is_visible()
    serving.write(more="Câu vừa thêm.")
    page.get_by_text("Câu vừa thêm.").wait_for()
    serving.write(status="xong")
    page.get_by_text("dòng 4", exact=False).first.wait_for()
    assert "content/tin/2020/11/hoi-nghi-mau.md" in page.inner_text("main")
    serving.write(more="Đã sửa xong.")
    page.get_by_text("Đã sửa xong.").wait_for()
    page.close()
    page = browser.new_page()  # the other may be about to load itself once more
    page.goto(serving.address + "tin/2020/11/bai-nhap/")
    page.get_by_text("Bản nháp: người đọc chưa thấy trang này").wait_for()
    page.get_by_text("bài người đọc chưa thấy").click()
    page.get_by_role("link", name="Bài nháp").wait_for()
    page.close()


def shown(page: Page, words: str) -> float:
    """Seconds until *words* stand in the open page."""
    began = time.monotonic()
    page.get_by_text(words).first.wait_for(timeout=900_000)
    return time.monotonic() - began


@pytest.mark.thorough
def test_among_ten_thousand_articles_what_is_saved_is_shown_at_once_and_what_comes_or_goes_after_the_build(tmp_path, browser):
    corpus.write(tmp_path / "content", 10_000)
    serving = Serving(tmp_path)
    assert serving.address, serving.said
    try:
        page = browser.new_page()
        page.goto(serving.address + "tin/2020/11/hoi-nghi-mau/")
        told = {}
        for name, text in (("first", "Câu một."), ("during the rebuild", "Câu hai."), ("again", "Câu ba.")):
            serving.write(more=text)
            told[name] = shown(page, text)
        serving.write(status="xong")
        told["a fault"] = shown(page, "dòng 4")
        serving.write(more="Đã sửa.")
        told["mended"] = shown(page, "Đã sửa.")
        added = tmp_path / "content/tin/2020/11/moi.md"
        added.write_text(SOURCE.format(status="published", more="").replace("Hội nghị mẫu", "Tin vừa thêm"), encoding="utf-8")
        other = browser.new_page()
        while other.request.get(serving.address + "tin/2020/11/tin-vua-them/").status != 200:
            other.wait_for_timeout(200)
        added.unlink()
        while other.request.get(serving.address + "tin/2020/11/tin-vua-them/").status != 404:
            other.wait_for_timeout(200)
        other.close()
        page.close()
        print({name: round(seconds, 2) for name, seconds in told.items()})
    finally:
        serving.stop()


def test_new_words_stand_in_the_page_at_once_and_the_rest_of_it_stays():
    page = ("<!DOCTYPE html><html><body><h1>Cũ</h1><p class='sapo'>Dẫn cũ</p><div class=\"prose\">\n<p>Cũ</p><div class='scroll'>bảng</div></div>"
            "<aside>Tin liên quan</aside></body></html>").encode()
    made = renewed(page, Article("tin/a.md", "Mới & <lạ>", "a", summary="Dẫn mới"), "Chữ trần <p>Đoạn <strong>mới</strong></p>").decode()
    assert "<h1>Mới &amp; &lt;lạ&gt;</h1>" in made and ">Dẫn mới</p>" in made and "Chữ trần <p>Đoạn <strong>mới</strong></p></div>" in made
    assert "Cũ" not in made and "bảng" not in made and "<aside>Tin liên quan</aside>" in made


def test_a_page_without_an_article_is_left_to_the_build():
    assert renewed(b"<html><body><h1>Trang</h1></body></html>", Article("tin/a.md", "A", "a"), "<p>x</p>") is None
