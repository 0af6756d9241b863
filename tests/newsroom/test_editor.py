"""The editor: a form made of the schema, files that change only where the form did, and the whole in a real browser."""
from __future__ import annotations

import difflib
import http.client
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Error, TimeoutError

from plugins import commands_editor
from plugins.frontmatter import load
from plugins.frontmatter.schema import json_schema
from plugins.newsroom import preview
from plugins.newsroom.editor import exchange, packages
from plugins.newsroom.editor.config import _SHORT, ORIGINAL, config
from plugins.reader.content import data_of
from plugins.site_data import SiteData

CONTENT = Path(__file__).resolve().parents[2] / "content"
FILES = sorted(CONTENT.rglob("*.md"))
SHORT = """---
# ghi chú của người nhập
title: Hội nghị mẫu   # tạm
category: Tin
date: 15/4/2026 8:30
authors: Ban biên tập
cover: anh/a.jpg
conference:
  kind: Đại hội
  committee: khoi-vi-du
  term: 2025-2030
results:
  - measure: bổ sung
    body: Ban Chấp hành
    value: 06   # số đã duyệt
---

Một câu.
"""


def changed(before: str, after: str) -> list[str]:
    return [line for line in difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="") if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_the_form_holds_every_key_of_the_schema_with_vietnamese_words():
    fields = {field["name"]: field for field in config(SiteData(), "content")["collections"][0]["fields"]}
    assert set(fields) == {*json_schema()["properties"], "body", ORIGINAL}
    results = fields["results"]
    assert results["widget"] == "list" and {f["name"] for f in results["fields"]} == set(json_schema()["$defs"]["Result"]["properties"])
    measure = next(f for f in results["fields"] if f["name"] == "measure")
    assert {"label": "bổ sung", "value": "added"} in measure["options"] and measure["required"]
    assert fields["title"]["label"] == "Tên bài" and fields["title"]["required"] and not fields["summary"]["required"]


def labels(fields):
    for field in fields:
        yield field["name"], field["label"]
        yield from labels(field.get("fields", ()))


def test_no_label_is_cut_and_each_short_one_is_of_a_key():
    found = list(labels(config(SiteData(), "content")["collections"][0]["fields"]))
    assert [label for _, label in found if label.endswith("…")] == []
    assert set(_SHORT) <= {name for name, _ in found}


def test_short_forms_are_whole_in_the_form():
    form = exchange.read(SHORT, SiteData())
    assert form["authors"] == [{"name": "Ban biên tập"}] and form["cover"] == {"image": "anh/a.jpg"}
    assert form["conference"] == [{"kind": "dai-hoi", "committee": ["khoi-vi-du"], "term": ["2025-2030"]}]
    assert form["results"][0]["body"] == ["ban-chap-hanh"] and form["results"][0]["value"] in ("06", "6") and form["date"] == "2026-04-15 08:30"


@pytest.mark.parametrize("text", [SHORT, *(f.read_text(encoding="utf-8") for f in FILES)], ids=["short", *(f.stem for f in FILES)])
def test_a_form_that_nobody_changed_writes_the_file_as_it_was(text):
    known = data_of(CONTENT)
    assert exchange.write(exchange.read(text, known), known) == text


def test_a_change_in_the_form_changes_its_line_alone():
    form = exchange.read(SHORT, SiteData())
    form["results"][0]["value"] = "7"
    assert changed(SHORT, exchange.write(form, SiteData())) == ["-    value: 06   # số đã duyệt", "+    value: 7   # số đã duyệt"]


def test_what_is_emptied_in_the_form_goes_and_what_is_added_comes():
    form = exchange.read(SHORT, SiteData())
    form["cover"], form["tags"], form["body"] = {"image": ""}, ["mới"], "Câu khác."
    text = exchange.write(form, SiteData())
    made = load(text, "tin/2026/04/a.md", SiteData()).article
    assert made.cover is None and made.tags == ("mới",) and made.body.strip() == "Câu khác." and "# ghi chú của người nhập" in text


def test_a_new_form_becomes_a_draft():
    text = exchange.write({"title": "Tin: mới", "category": "Tin", "status": "draft", "conference": [{"kind": "dai-hoi", "term": [], "step": {}}], "body": "Một câu."}, SiteData())
    loaded = load(text, "tin/2026/04/a.md", SiteData())
    assert loaded.article.title == "Tin: mới" and loaded.article.status == "draft" and loaded.article.conferences[0].kind == "dai-hoi"


def test_a_file_that_cannot_be_read_is_shown_and_never_written_over():
    form = exchange.read("không có phần đầu", SiteData())
    assert "có lỗi" in form["title"]
    with pytest.raises(ValueError, match="trình soạn chữ"):
        exchange.write(form, SiteData())


def test_a_package_that_is_not_the_pinned_one_is_refused(tmp_path):
    with pytest.raises(packages.CannotFetch, match="dấu kiểm tra"):
        packages.unpack(packages.PACKAGES[0], b"something else", tmp_path)
    assert not list(tmp_path.iterdir())


def test_without_the_packages_a_clerk_is_told_what_to_do(tmp_path):
    with pytest.raises(packages.CannotFetch, match="không có tệp"):
        packages.ready(tmp_path / "cache", tmp_path)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    try:
        routes, posts = commands_editor.mounted(CONTENT, "")
    except packages.CannotFetch as fault:
        pytest.skip(f"the editor's packages cannot be fetched here: {fault}")
    state = preview.State()
    state.show(())
    server = preview.server(tmp_path_factory.mktemp("output"), state, 0, routes, posts)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("origin", ["http://tan-cong.example", "null", ""])
def test_only_its_own_pages_may_send_it_anything(running, origin):
    connection = http.client.HTTPConnection("127.0.0.1", running, timeout=5)
    connection.request("POST", "/quan-tri/doc", b"[]", {"Host": f"localhost:{running}", **({"Origin": origin} if origin else {})})
    assert connection.getresponse().status == 405


_FOLDER = """
window.fill = async (files) => {
  for (const [path, text] of Object.entries(files)) {
    let folder = await navigator.storage.getDirectory();
    const parts = path.split("/");
    for (const name of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(name, {create: true});
    const out = await (await folder.getFileHandle(parts.at(-1), {create: true})).createWritable();
    await out.write(text);
    await out.close();
  }
};
window.files = async (folder, prefix = "") => {
  const found = {};
  for await (const [name, one] of (folder ?? await navigator.storage.getDirectory()).entries()) {
    if (one.kind === "directory") Object.assign(found, await window.files(one, prefix + name + "/"));
    else found[prefix + name] = await (await one.getFile()).text();
  }
  return found;
};
window.showDirectoryPicker = () => navigator.storage.getDirectory();  // a folder of the browser's own stands for the clerk's
"""


@pytest.mark.thorough  # another project's whole program runs here, in its own time
def test_an_article_is_edited_in_a_browser_and_nothing_is_asked_elsewhere(running, browser):
    path = "content/tin/2026/04/hoi-nghi-mau.md"
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(_FOLDER)
    page.goto(f"http://localhost:{running}/quan-tri/")
    page.evaluate("files => window.fill(files)", {path: SHORT})
    page.get_by_role("button", name="Mở thư mục bài trên máy này").click()
    assert not page.get_by_role("button", name="GitHub").is_visible()
    page.get_by_text("Hội nghị mẫu").first.wait_for()
    assert page.get_by_text("Bài viết").first.is_visible() and page.get_by_text("Trang", exact=True).first.is_visible()
    title = page.get_by_role("textbox").first
    for _ in range(6):  # a list that is still being drawn swallows the click
        page.get_by_text("Hội nghị mẫu").first.click(force=True)
        try:
            title.wait_for(timeout=5_000)
            break
        except TimeoutError:
            continue
    assert title.input_value() == "Hội nghị mẫu"
    title.fill("Hội nghị đã sửa")
    field = lambda key: page.locator(f"[data-key-path='{key}']").first  # noqa: E731 (a word for the lines below)
    field("results").scroll_into_view_if_needed()  # a field is drawn when it comes into sight
    field("results").get_by_role("button", name="Mở rộng").first.click()
    field("results.0.value").get_by_role("textbox").fill("7")
    field("results").get_by_role("button", name="Thêm ⁨số liệu⁩").click()
    field("results.1.value").get_by_role("textbox").fill("1,28")
    field("results.1.measure").get_by_role("combobox").click()
    page.get_by_role("option", name="giữ nguyên").first.click()
    page.get_by_role("button", name="Lưu").first.click()
    expected = ["-title: Hội nghị mẫu   # tạm", "+title: Hội nghị đã sửa   # tạm", "-    value: 06   # số đã duyệt", "+    value: 7   # số đã duyệt",
                "+  - measure: retained", "+    value: 1,28"]
    written: dict[str, str] = {}
    for _ in range(100):  # a file that is being written cannot be read, or only in part
        page.wait_for_timeout(200)
        try:
            written = page.evaluate("window.files()")
        except Error:
            continue
        if changed(SHORT, written.get(path, SHORT)) == expected:
            break
    assert list(written) == [path]
    assert changed(SHORT, written[path]) == expected
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {f"localhost:{running}"}
    context.close()
