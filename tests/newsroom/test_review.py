"""A draft as one file for a superior: everything within it, nothing asked of the network."""
from __future__ import annotations

import base64
import io
import re
from datetime import datetime

import pytest
from PIL import Image

from plugins.newsroom.gate.places import located
from plugins.newsroom.review import page
from plugins.values import VIETNAM, Article, Picture

MADE = datetime(2026, 11, 21, 8, 0, tzinfo=VIETNAM)
SOURCE = """---
title: Hội nghị <mẫu>
status: draft
category: Tin
summary: Đoạn dẫn.
cover:
  image: anh/bìa.jpg
  caption: Quang cảnh
results:
  - measure: bổ sung
    body: Ban Chấp hành
    term: 2025-2030
    value: 04
---

Bổ sung 04 đồng chí. Xem [bài khác](tin/2020/11/x.md) và [báo](https://vidu.example/).

![Tranh vẽ](anh/bìa.jpg "Chú thích")

TỐI MẬT
"""


def photograph() -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 0.0), 3: "E", 4: (105.0, 51.0, 0.0)})
    Image.effect_noise((2400, 1600), 60).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def draft(tmp_path):
    for path, data in {"tin/2026/11/hoi-nghi-mau.md": SOURCE.encode(), "anh/bìa.jpg": photograph()}.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path


def test_the_file_holds_all_of_the_draft_and_opens_without_a_network(tasks, draft, browser):
    done = tasks("review", "hoi-nghi-mau", cwd=draft)
    assert done.returncode == 0, done.stderr
    file = draft / "hoi-nghi-mau.html"
    opened = browser.new_page(viewport={"width": 360, "height": 800})
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(file.as_uri())
    text = opened.inner_text("body")
    for words in ("Hội nghị <mẫu>", "nháp", "Đoạn dẫn.", "Bổ sung 04 đồng chí.", "Quang cảnh", "bổ sung; Ban Chấp hành; 2025-2030", "dấu độ mật"):
        assert words in text, words
    assert opened.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0) && document.images.length") == 2
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    assert [link.get_attribute("href") for link in opened.query_selector_all("a")] == ["https://vidu.example/"]
    assert all(url.startswith(("file:", "data:")) for url in asked)
    opened.close()


def test_pictures_are_small_and_tell_nothing_of_their_place(tasks, draft):
    tasks("review", "hoi-nghi-mau", cwd=draft)
    pictures = [base64.b64decode(data) for data in re.findall(r"base64,([^\"]+)", (draft / "hoi-nghi-mau.html").read_text(encoding="utf-8"))]
    assert len(pictures) == 2 and located(photograph()) and not any(map(located, pictures))
    assert all(len(data) < len(photograph()) / 2 and Image.open(io.BytesIO(data)).width <= 1000 for data in pictures)


def test_an_unknown_name_and_another_kind_of_file_are_explained(tasks, draft):
    assert tasks("review", "khong-co", cwd=draft).returncode == 1
    assert tasks("review", "hoi-nghi-mau", "--output", "a.pdf", cwd=draft).returncode == 2


def test_a_picture_that_is_not_there_is_named():
    article = Article("tin/a.md", "Tin", "a", cover=Picture("anh/<x>.jpg", caption="Ảnh bìa"))
    told = page(article, '<p><img src="/anh/y.jpg" alt="y"></p>', lambda path: None, (), (), MADE)
    assert "[Ảnh: anh/&lt;x&gt;.jpg]" in told and "[Ảnh: anh/y.jpg]" in told and "<img" not in told
