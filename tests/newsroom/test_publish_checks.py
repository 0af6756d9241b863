"""What stops a release before it is live, and what does not."""
from __future__ import annotations

import io
import json
import zipfile

import pytest

from plugins.newsroom.publishing import selfcheck, tables
from plugins.newsroom.publishing.lookover import look
from tests.newsroom.press import Press, site


@pytest.fixture
def press(tmp_path):
    return Press(tmp_path)


def page(body: str) -> bytes:
    return f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>x</title></head>\n<body>\n{body}\n</body></html>\n'.encode()


BROKEN = {
    "a link to no page": ('<p><a href="/khong-co/">x</a></p>', "'/khong-co/' không dẫn tới tệp nào"),
    "an anchor that is not there": ('<p><a href="/tin/2026/01/bai-1/#khong-co">x</a></p>', "'#khong-co'"),
    "an anchor of its own that is not there": ('<p><a href="#khong-co">x</a></p>', "'#khong-co'"),
    "a picture": ('<img src="/anh/khong-co.jpg" alt="">', "'/anh/khong-co.jpg'"),
    "a picture in one of several widths": ('<img src="/anh/a.jpg" srcset="/anh/a.jpg 1x, /anh/khong-co.jpg 2x" alt="">', "'/anh/khong-co.jpg'"),
    "a script": ('<script src="/theme/js/khong-co.js"></script>', "'/theme/js/khong-co.js'"),
    "a relative link": ('<a href="../khong-co.html">x</a>', "'../khong-co.html'"),
    "an element that is not closed": ("<div><p>x</p>", "thẻ <div> không đóng"),
    "elements closed crosswise": ("<b><i>x</b></i>", "thẻ HTML sai"),
    "an id given twice": ('<p id="a"></p><p id="a"></p>', "hai chỗ cùng có id 'a'"),
}


@pytest.mark.parametrize("body, words", BROKEN.values(), ids=BROKEN)
def test_a_page_is_stopped_for(press, body, words):
    first = site(1) | {"moi/index.html": page(body)}
    assert [p for p in press.problems(press.make(first)) if words in p]
    press.publish(site(1))
    assert [p for p in press.problems(press.make(first)) if words in p and p.startswith("moi/index.html")]


SOUND = {
    "a link with a query and an anchor": '<a href="/tin/2026/01/bai-1/?a=1#dau">x</a>',
    "a relative link": '<a href="../tin/2026/01/bai-1/">x</a>',
    "a folder without its slash": '<a href="/tin/2026/01/bai-1">x</a>',
    "addresses of others": '<a href="https://vidu.vn/x">x</a> <a href="mailto:a@vidu.vn">x</a> <a href="tel:113">x</a> <a href="//vidu.vn/">x</a>',
    "the top and a query of scripts": '<a href="#top">x</a> <a href="#">x</a> <a href="/#q=abc">x</a>',
    "elements that HTML lets stay open": "<ul><li>a<li>b</ul><p>a<p>b<br><img src='/anh/a.jpg' alt='a > b'>",
    "a drawing": '<svg viewBox="0 0 1 1"><path d="M0 0"/><use href="#ve"/></svg><p id="ve"></p>',
}


@pytest.mark.parametrize("body", SOUND.values(), ids=SOUND)
def test_a_page_is_not_stopped_for(press, body):
    assert press.problems(press.make(site(1) | {"moi/index.html": page(body)})) == []


@pytest.mark.parametrize(("path", "data", "words"), [
    ("feed.xml", b"<feed>", "không đọc được XML"),
    ("sitemap.xml", b"<urlset><url><loc>/khong-co/</loc></url></urlset>", "'/khong-co/'"),
    ("du-lieu/a.json", b"{", "không đọc được JSON"),
    ("theme/js/them.js", b'import { a } from "./khong-co.js";', "'./khong-co.js'"),
    ("theme/js/them.js", b'const later = () => import("./khong-co.js");', "'./khong-co.js'"),
    ("theme/css/them.css", b"a { background: url('../anh/khong-co.png') }", "khong-co.png"),
    ("manifest.webmanifest", b'{"icons": [{"src": "/khong-co.png"}]}', "'/khong-co.png'"),
    ("cut.html", page("x")[:-20], "bị cụt"),
    ("latin.html", page("x").replace(b"<title>x", b"<title>\xe9"), "không phải mã UTF-8"),
    ("empty.html", b"", "trang trống"),
])
def test_a_file_is_stopped_for(press, path, data, words):
    assert [p for p in press.problems(press.make(site(1) | {path: data})) if words in p and p.startswith(path)]


def test_pages_that_did_not_change_are_stopped_when_what_they_lead_to_goes(press):
    made = site(1) | {"moi/index.html": page('<a href="/tin/2026/01/bai-3/">x</a>'), "neo/index.html": page('<a href="/dich/#muc">x</a>'), "dich/index.html": page('<h2 id="muc">x</h2>')}
    press.publish(made)
    fewer = {path: data for path, data in made.items() if "bai-3" not in path}
    told = press.problems(press.make(fewer))
    assert [p for p in told if p.startswith("moi/index.html")] and [p for p in told if p.startswith("index.html")]
    moved = made | {"dich/index.html": page('<h2 id="khac">x</h2>')}
    assert [p for p in press.problems(press.make(moved)) if p.startswith("neo/index.html") and "'#muc'" in p]


def test_what_only_stays_for_readers_of_the_last_release_may_not_be_needed(press):
    """A page that still names the old style sheet would break one release later."""
    press.publish(site(1))
    old = next(path for path in site(1) if path.endswith(".css"))
    made = site(2)
    made["moi/index.html"] = page(f'<link rel="stylesheet" href="/{old}">')
    assert [p for p in press.problems(press.make(made)) if old in p]


def test_bytes_that_are_not_on_the_disk_as_they_were_built_are_noticed(press):
    made = press.make(site(1))
    with open(made.staging / "anh/a.jpg", "r+b") as file:
        file.write(b"x")
    assert [p for p in press.problems(made) if p.startswith("anh/a.jpg") and "không đúng như đã dựng" in p]


def test_an_address_with_the_sites_own_host_and_folder_is_followed(press):
    made = press.make({"index.html": page('<a href="https://vidu.vn/y/khong/">x</a><a href="/y/co.html">x</a><a href="/ngoai/">x</a>'), "co.html": page("")})
    found = selfcheck.check(made.staging, made.record.files, made.written, site="https://vidu.vn/y")
    assert [p.message.split("'")[1] for p in found] == ["https://vidu.vn/y/khong/"]


def test_a_file_named_by_its_content_may_not_change_its_bytes(press):
    made = site(1) | {"tim-kiem/index/abcdefgh.bin": b"1"}
    record = press.publish(made)
    changed = press.make(made | {"tim-kiem/index/abcdefgh.bin": b"2", "anh/a.jpg": b"other"})
    assert selfcheck.renamed_in_place(record.files, changed.record.files) == ["tim-kiem/index/abcdefgh.bin"]


def test_articles_that_are_gone_are_counted_by_their_pages():
    assert selfcheck.lost(site(1, articles=10), site(1, articles=8)) == (10, 8, ["tin/2026/01/bai-8/index.html", "tin/2026/01/bai-9/index.html"])


def test_a_page_tells_where_its_fault_is():
    seen = look("a.html", page('<p>a</p>\n<p>b</p>\n<a href="/x/">x</a>'))
    assert [(lead.line, lead.address) for lead in seen.leads] == [(6, "/x/")]


# Data packages

FIELDS = [
    {"name": "term", "type": "string", "constraints": {"required": True}}, {"name": "value", "type": "number"}, {"name": "step", "type": "integer"},
    {"name": "held", "type": "date"}, {"name": "status", "type": "string", "constraints": {"enum": ["declared", "extracted"]}},
]


def package(csv: str, **more: bytes) -> dict[str, bytes]:
    resources = [{"name": "a", "path": "a.csv", "format": "csv", "encoding": "utf-8-sig", "schema": {"fields": FIELDS}}]
    resources += [{"name": name, "path": f"a.{name}", "format": name} for name in more]
    return {"d/datapackage.json": json.dumps({"resources": resources}).encode(), "d/a.csv": csv.encode("utf-8-sig"), **{f"d/a.{k}": v for k, v in more.items()}}


def told(held: dict[str, bytes]) -> list[str]:
    def read(path: str) -> bytes:
        if path not in held:
            raise FileNotFoundError(path)
        return held[path]

    return [str(p) for p in tables.check("d/datapackage.json", read)]


HEAD = "term,value,step,held,status\r\n"


def workbook() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    return made.getvalue()


def test_a_sound_package_passes():
    assert told(package(HEAD + '2020-2025,1.04,3,2026-04-15,declared\r\n"a, ""b""",,,,\r\n', json=b"[]", xlsx=workbook())) == []


@pytest.mark.parametrize(("row", "words"), [
    (",1,1,,", "cột 'term': bỏ trống"), ("a,một,1,,", "cột 'value': 'một' không phải số"), ("a,1,1.5,,", "cột 'step'"),
    ("a,1,1,15/4/2026,", "cột 'held'"), ("a,1,1,2026-02-30,", "cột 'held'"), ("a,1,1,,khai", "cột 'status': 'khai' không có trong danh mục"),
    ("a,1,1,", "có 4 ô, phải là 5"), ('a,"1"x,1,,', "dấu ngoặc kép"),
])
def test_a_table_is_stopped_for(row, words):
    found = told(package(f"{HEAD}a,1,1,,\r\n{row}\r\n"))
    assert len(found) == 1 and words in found[0] and found[0].startswith("d/a.csv:3")


def test_many_faults_of_one_table_are_cut():
    assert len(told(package(HEAD + ",1,1,,\r\n" * 50))) == 6


@pytest.mark.parametrize(("held", "words"), [
    ({"d/datapackage.json": b"{"}, "không đọc được"), ({"d/datapackage.json": b'{"resources": [{}]}'}, "không ghi tên tệp"),
    ({"d/datapackage.json": b'{"resources": [{"path": "../x.csv"}]}'}, "không ghi tên tệp"),
    ({"d/datapackage.json": b'{"resources": [{"path": "x.csv"}]}'}, "mà trang không có"),
    (package("sai,cot\r\n"), "tên cột"), (package(HEAD, json=b"{"), "không đọc được JSON"), (package(HEAD, xlsx=b"PK"), "không mở được"),
    ({**package(""), "d/a.csv": b"\xff\xff"}, "không phải mã"),
])
def test_a_package_is_stopped_for(held, words):
    assert [line for line in told(held) if words in line]
