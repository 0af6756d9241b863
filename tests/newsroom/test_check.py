"""``check`` as a clerk, an editor and a repository call it. Whole processes on small sites."""
from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from plugins.newsroom import formats
from plugins.problem import Problem

ARTICLE = """---
title: Tin mẫu
date: 2020-11-01 08:00
status: {status}
category: Tin
---

{body}
"""


@pytest.fixture
def content(tmp_path):
    write(tmp_path / "content/tin/2020/11/a.md", "Một câu.")
    return tmp_path / "content"


def write(file: Path, body: str, status: str = "published", title: str = "Tin mẫu") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(ARTICLE.format(body=body, status=status).replace("Tin mẫu", title), encoding="utf-8")
    return file


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def picture(located: bool) -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    if located:
        exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 0.0), 3: "E", 4: (105.0, 51.0, 0.0)})
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def ways(content: Path, file: Path) -> tuple[tuple, tuple]:
    """The whole folder, and the file alone: both must say the same."""
    return ("check", "--content", content), ("check", "--content", content, "--only", file)


BAD = [
    ("TỐI MẬT", "dấu độ mật", 8), ("[tin](tin/2020/11/khong-co.md)", "không có tệp", 8), ("![Tranh](anh/khong-co.jpg)", "không có tệp", 8),
    ("Nguyễn Văn Mẫu, sinh ngày 12/3/1975", "ngày sinh", 8), ("[nháp](tin/2020/11/nhap.md)", "bài chưa đăng", 8),
]


@pytest.mark.parametrize(("body", "words", "line"), BAD)
def test_what_would_stop_a_build_stops_the_check_of_all_and_of_one(tasks, content, body, words, line):
    file = write(content / "tin/2020/11/a.md", body)
    write(content / "tin/2020/11/nhap.md", "Bản nháp.", "draft", "Bài nháp")
    for way in ways(content, file):
        done = tasks(*way)
        assert done.returncode == 1 and f"LỖI  content/tin/2020/11/a.md:{line}" in done.stderr and words in done.stderr, done.stderr


def test_two_files_of_one_address_are_told_of_either(tasks, content):
    other = write(content / "tin/2020/11/b.md", "Câu khác.")
    done = tasks("check", "--content", content, "--only", other)
    assert done.returncode == 1 and "trùng địa chỉ" in done.stderr and "tin/2020/11/a.md" in done.stderr


def test_a_sound_file_alone_is_sound_and_the_whole_as_well(tasks, content):
    write(content / "tin/2020/11/b.md", "Xem [bài trước](tin/2020/11/a.md).", title="Tin khác")
    for way in ways(content, content / "tin/2020/11/b.md"):
        done = tasks(*way)
        assert done.returncode == 0 and "Không có lỗi." in done.stdout + done.stderr, done.stderr


def test_a_draft_is_held_to_the_gate_before_anybody_publishes_it(tasks, content):
    draft = write(content / "tin/2020/11/nhap.md", "MẬT", "draft", "Bài nháp")
    for way in ways(content, draft):
        assert tasks(*way).returncode == 1


def test_weak_signs_are_told_and_stop_nothing(tasks, content):
    file = write(content / "tin/2020/11/a.md", "Đây là bản dự thảo. Gọi 0912 345 678.")
    done = tasks("check", "--content", content, "--only", file)
    assert done.returncode == 0 and "dự thảo" in done.stderr and "số điện thoại" in done.stderr


def test_a_picture_that_tells_its_place_stops_until_it_is_mended(tasks, content):
    photo = content / "anh/a.jpg"
    photo.parent.mkdir()
    photo.write_bytes(picture(True))
    file = write(content / "tin/2020/11/a.md", '![Quang cảnh](anh/a.jpg "Quang cảnh")')
    for way in ways(content, file):
        done = tasks(*way)
        assert done.returncode == 1 and "tọa độ" in done.stderr and "content/anh/a.jpg" in done.stderr
    mended = tasks("check", "--content", content, "--fix")
    assert mended.returncode == 0 and "Đã sửa" in mended.stderr, mended.stderr
    assert tasks("check", "--content", content).returncode == 0


def test_mending_rewrites_letters_and_nothing_else(tasks, content):
    file = write(content / "tin/2020/11/a.md", "Ðảng u\u0309y  họp.")
    tasks("check", "--content", content, "--only", file, "--fix")
    assert file.read_text(encoding="utf-8").endswith("\n\nĐảng ủy  họp.\n")


def test_a_check_writes_nothing_even_beside_a_cache(tasks, content):
    write(content / "tin/2020/11/a.md", "TỐI MẬT")
    before = tree(content.parent)
    for way in ways(content, content / "tin/2020/11/a.md"):
        tasks(*way)
    assert tree(content.parent) == before


def test_it_speaks_to_machines(tasks, content):
    file = write(content / "tin/2020/11/a.md", "TỐI MẬT")
    found = json.loads(tasks("check", "--content", content, "--only", file, "--format", "json").stdout)
    assert [(p["path"], p["line"], p["notice"]) for p in found] == [("content/tin/2020/11/a.md", 8, False)]
    assert tasks("check", "--content", content, "--only", file, "--format", "github").stdout.startswith("::error file=content/tin/2020/11/a.md,line=8::")
    sarif = json.loads(tasks("check", "--content", content, "--only", file, "--format", "sarif").stdout)
    result = sarif["runs"][0]["results"][0]
    assert sarif["version"] == "2.1.0" and result["level"] == "error"
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 8}


def test_no_problem_is_an_empty_list_for_machines(tasks, content):
    assert json.loads(tasks("check", "--content", content, "--format", "json").stdout) == []


def test_an_unknown_form_is_wrong_usage(tasks, content):
    assert tasks("check", "--content", content, "--format", "xml").returncode == 2


SEVERAL = [Problem("b.md", 2, 0, "sai", "sửa"), Problem("a.md", 9, 0, "lạ", notice=True), Problem("a.md", 12, 3, "sai"), Problem("b.md", 0, 0, "hỏng")]


def test_people_read_it_by_file_with_what_stops_first():
    assert formats.told(SEVERAL, "text") == (
        "a.md: 1 lỗi, 1 chỗ nên xem lại\n  LỖI  a.md:12:3: sai\n  xem  a.md:9: lạ\n\nb.md: 2 lỗi\n  LỖI  b.md: hỏng\n  LỖI  b.md:2: sai\n       → sửa")


def test_a_line_break_or_comma_breaks_no_workflow_command():
    assert formats.told([Problem("a,b.md", 1, 0, "một\nhai 5%")], "github") == "::error file=a%2Cb.md,line=1::một%0Ahai 5%25"


@pytest.mark.parametrize(("body", "status", "words"), [
    ("[tin](/tin/2020/11/tin-khac/)", 0, "Không có lỗi"), ("[tin](/tin/2020/11/tin-khac)", 0, "Không có lỗi"), ("[tin](/tin/2020/11/ten-rieng/)", 0, "Không có lỗi"),
    ("[tin](/tin/2020/11/khong-co/)", 1, "8: liên kết '/tin/2020/11/khong-co/' không dẫn tới trang nào"), ("[tin](/tin/2020/11/bai-nhap/)", 1, "bài chưa đăng"),
    ("[tin](/chuyen-muc/tin/)", 0, "chưa kiểm tra được liên kết '/chuyen-muc/tin/'"),
])
def test_addresses_of_the_site_are_followed_without_a_build_as_far_as_files_tell(content, tasks, body, status, words):
    write(content / "tin/2020/11/khac.md", "Một câu.", title="Tin khác")
    write(content / "tin/2020/11/nhap.md", "Một câu.", status="draft", title="Bài nháp")
    named = write(content / "tin/2020/11/dat-ten.md", "Một câu.", title="Tin có tên")
    named.write_text(named.read_text(encoding="utf-8").replace("status:", "slug: ten-rieng\nstatus:"), encoding="utf-8")
    done = tasks("check", "--content", content, "--only", write(content / "tin/2020/11/a.md", body))
    assert done.returncode == status and words in done.stdout + done.stderr, done.stderr
