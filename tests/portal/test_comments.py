"""Comments by a real Isso server on loopback, on a page under its own content security policy."""
from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import threading
import time
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from plugins.values import Source

from .samples import built, content, made, outputs, page

ARTICLE = made("Bài có ý kiến")
SITE = content(ARTICLE, made("Bài chép lại", source=Source("Báo Ví dụ", "https://example.org/a")), made("Bài ẩn", status="hidden"),
               made("Bài không rõ ngày", date_basis="imported"))


def program() -> str | None:
    """Isso's own program; ``ISSO`` in the environment names one that is not on the PATH."""
    named = os.environ.get("ISSO")
    return named if named and Path(named).exists() else shutil.which("isso")


def test_comments_are_off_until_they_are_switched_on():
    assert "isso" not in page(built(SITE), ARTICLE)


def test_only_the_sites_own_published_articles_have_comments():
    files = built(SITE, comments="/isso/")
    having = [article.title for article in SITE.articles if 'id="isso-thread"' in page(files, article)]
    assert having == [ARTICLE.title]


def test_the_policy_lets_in_the_host_of_the_comments_and_no_other():
    whole, own = (page(built(SITE, comments=place), ARTICLE) for place in ("https://y-kien.vidu.vn/isso/", "/isso/"))
    assert "default-src 'self' https://y-kien.vidu.vn;" in whole and "default-src 'self';" in own
    assert "vidu.vn" not in built(SITE, comments="https://y-kien.vidu.vn/isso/")["index.html"]


@pytest.mark.parametrize("wrong", ["isso", "https://vidu.vn/isso", 5])
def test_an_address_that_cannot_be_one_is_refused(wrong):
    with pytest.raises(ValueError, match="comments"):
        built(SITE, comments=wrong)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        pass


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def served(tmp_path):
    """``(site's address, Isso's database)`` with both servers running."""
    isso = program()
    if isso is None:
        pytest.skip("Isso is not installed here: put it on the PATH, or name it in ISSO, to try comments against a real server")
    port = free_port()
    root = tmp_path / "site"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    address = f"http://127.0.0.1:{server.server_address[1]}"
    files = {path: text.encode("utf-8") for path, text in built(SITE, comments=f"http://127.0.0.1:{port}/").items()}
    files |= {o.path: o.content for o in outputs(SITE) if o.data is not None}
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = tmp_path / "isso.cfg"
    config.write_text(f"[general]\ndbpath = {tmp_path / 'y-kien.db'}\nhost = {address}\n[server]\nlisten = http://127.0.0.1:{port}\n"
                      "[moderation]\nenabled = true\n[guard]\nenabled = false\n", encoding="utf-8")
    running = subprocess.Popen([isso, "-c", str(config), "run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/js/embed.min.js", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address, tmp_path / "y-kien.db"
    finally:
        running.terminate()
        running.wait(10)
        server.shutdown()


@pytest.mark.browser
def test_a_reader_writes_a_comment_and_others_see_it_once_it_is_approved(browser, served):
    address, database = served
    context = browser.new_context(viewport={"width": 360, "height": 740})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda e: complaints.append(str(e)))
    opened.goto(address + ARTICLE.url)
    opened.locator("#y-kien").scroll_into_view_if_needed()
    opened.locator(".isso-postbox textarea, .isso-postbox .isso-textarea").first.wait_for()
    opened.locator(".isso-textarea").first.fill("Bài viết rõ và đủ số.")
    opened.locator(".isso-postbox input[name=author]").fill("Một bạn đọc (mẫu)")
    opened.locator(".isso-postbox input[type=submit]").first.click()
    opened.locator("[id^='isso-'].isso-comment").wait_for()
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    for scheme in ("light", "dark"):  # Isso's own colours would be unreadable at night
        opened.emulate_media(color_scheme=scheme)
        shown = opened.evaluate("""() => ['.isso-textarea', '.isso-author', '.isso-text p', '.isso-postbox label'].map(part => {
          const style = getComputedStyle(document.querySelector(part)); return style.color })""")
        assert set(shown) == {opened.evaluate("getComputedStyle(document.body).color")}
    context.close()
    with sqlite3.connect(database) as held:
        assert held.execute("SELECT text, mode FROM comments").fetchall() == [("Bài viết rõ và đủ số.", 2)]  # 2: waits for approval
        assert held.execute("SELECT uri FROM threads").fetchall() == [(ARTICLE.url,)]

    def seen() -> int:
        other = browser.new_context()
        reader = other.new_page()
        reader.goto(address + ARTICLE.url)
        reader.locator("#y-kien").scroll_into_view_if_needed()
        reader.locator(".isso-postbox").first.wait_for()
        reader.wait_for_timeout(500)
        found = reader.locator("[id^='isso-'].isso-comment").count()
        other.close()
        return found

    assert seen() == 0
    with sqlite3.connect(database) as held:
        held.execute("UPDATE comments SET mode = 1")
    assert seen() == 1
    assert complaints == []
