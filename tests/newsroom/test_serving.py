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
from filelock import FileLock
from playwright.sync_api import Page

from plugins.newsroom.at_once import renewed
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
ADDED = """---
title: {title}
date: 2020-11-02 08:00
status: draft
category: Tin
conference:
  kind: can-bo-chu-chot
  held: 2020-11-01
  committee: Đảng ủy Khối (mẫu)
  term: 2020-2025
results:
  - term: 2020-2025
    body: Ban Chấp hành
    measure: đưa ra
    value: {value}
---

Hội nghị bàn công tác.
"""


class Serving:
    """A running ``serve``: its address, the article's file."""

    def __init__(self, folder: Path):
        self.folder = folder
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
        assert not any("Traceback" in line for line in self.said), "".join(self.said)


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    running = Serving(tmp_path_factory.mktemp("xem-thu"))
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


def test_an_article_that_comes_changes_its_address_or_goes_is_shown_without_waiting_for_the_build(serving, browser):
    """The build waits for the store that this test holds; what is seen meanwhile is made from the saved file alone."""
    page = browser.new_page()
    new = serving.file.with_name("moi.md")
    with FileLock(str(serving.folder / ".cache/xem-thu/.output.nhiemky-khoa")):  # no build can end
        new.write_text(ADDED.format(title="Tin vừa thêm", value="06"), encoding="utf-8")
        wait_until(page, serving.address + "tin/2020/11/tin-vua-them/", 200)
        page.goto(serving.address + "tin/2020/11/tin-vua-them/")
        page.get_by_text("Bản nháp: người đọc chưa thấy trang này").wait_for()
        assert page.locator(".figures td.number strong").all_inner_texts() == ["6"] and page.locator(".conference").count() == 1
        new.write_text(ADDED.format(title="Tin đã đổi tựa", value="47"), encoding="utf-8")
        page.wait_for_url("**/tin/2020/11/tin-da-doi-tua/")  # the open page goes along
        assert page.locator(".figures td.number strong").all_inner_texts() == ["47"]
        new.unlink()
        wait_until(page, serving.address + "tin/2020/11/tin-da-doi-tua/", 404)
        page.get_by_role("heading", name="Không tìm thấy trang").wait_for()
        new.write_text(SOURCE.format(status="published", more="").replace("Hội nghị mẫu", "Tin đợi dựng"), encoding="utf-8")
        wait_until(page, serving.address + "tin/2020/11/tin-doi-dung/", 200)
        page.wait_for_timeout(3_000)  # the build that this save asked for was refused
        assert "Tin đợi dựng" not in page.request.get(serving.address).text()
    until = time.monotonic() + 60  # nobody saves again: the build that was held back comes by itself
    while "Tin đợi dựng" not in page.request.get(serving.address).text():
        assert time.monotonic() < until
        page.wait_for_timeout(100)
    page.close()


def wait_until(page: Page, address: str, status: int) -> None:
    until = time.monotonic() + 60
    while page.request.get(address).status != status:
        assert time.monotonic() < until, address
        page.wait_for_timeout(50)


def shown(page: Page, words: str) -> float:
    """Seconds until *words* stand in the open page."""
    began = time.monotonic()
    page.get_by_text(words).first.wait_for(timeout=900_000)
    return time.monotonic() - began


@pytest.mark.thorough
def test_among_ten_thousand_articles_what_is_saved_comes_or_goes_is_shown_at_once(tmp_path, browser):
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
        for name, status in (("added", 200), ("deleted", 404)):
            began = time.monotonic()
            wait_until(page, serving.address + "tin/2020/11/tin-vua-them/", status)
            told[name] = time.monotonic() - began
            added.unlink(missing_ok=True)
        page.close()
        print({name: round(seconds, 2) for name, seconds in told.items()})
    finally:
        serving.stop()


BEFORE = ("<!DOCTYPE html><html><body><main><article class='article'><h1>Cũ</h1><div class='article-grid has-side'><div class='article-main'>Chữ cũ</div>"
          '<aside class="article-rail">Tin liên quan</aside></div></article><section class="after">Dòng sự kiện</section><nav class="after previous">Bài trước</nav></main></body></html>').encode()


def test_a_page_made_at_once_keeps_the_lists_of_other_articles_and_nothing_else_of_the_old_page():
    page = ("<!DOCTYPE html><html><body><main><article class='article'><h1>Mới &amp; &lt;lạ&gt;</h1><div class='article-grid'><div class='article-main'>Chữ mới</div></div></article>"
            "<nav class='after previous'>Mới nhất</nav></main></body></html>").encode()
    made = renewed(page, BEFORE).decode()
    order = [made.index(words) for words in ("Mới &amp; &lt;lạ&gt;", "Chữ mới", "Tin liên quan", "</article>", "Dòng sự kiện", "Bài trước")]
    assert order == sorted(order) and 'class="article-grid has-side"' in made and "ũ" not in made and "Mới nhất" not in made


def test_a_page_without_such_lists_stays_as_it_was_made():
    assert renewed(b"<html><body>a</body></html>", b"<html><body>b</body></html>") == b"<html><body>a</body></html>"
    assert renewed(b"<html><body><p>a</p></body></html>", BEFORE).count(b"Tin li") == 0
