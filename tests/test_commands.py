"""The commands as a clerk types them: check, figures, search, scrape. Whole processes on small sites."""
from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

ARTICLE = """---
# ghi chú của người nhập
title: Huyện Mẫu Sơn rà soát quy hoạch
date: 2024-03-12 08:30
status: published
category: Công tác cán bộ
conference:
  kind: ban-thuong-vu
  held: 2024-03-12
  term: 2025-2030
results:
  - term: 2025-2030
    body: ban-chap-hanh
    measure: planned
    value: {value}   # số đã duyệt
---

Nhiệm kỳ 2025-2030, Huyện ủy Mẫu Sơn (mẫu) quy hoạch Ban Chấp hành 31 đồng chí, quy hoạch Ban Thường vụ 09 đồng chí.
"""


@pytest.fixture
def content(tmp_path):
    file = tmp_path / "content/tin/2024/03/a.md"
    file.parent.mkdir(parents=True)
    file.write_text(ARTICLE.format(value=31), encoding="utf-8")
    return tmp_path / "content"


def only_file(content: Path) -> Path:
    return next(content.rglob("*.md"))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_check_tells_a_figure_that_the_text_does_not_say(tasks, content):
    only_file(content).write_text(ARTICLE.format(value=35), encoding="utf-8")
    done = tasks("check", "--content", content)
    assert "không thấy con số" in done.stderr and "35" in done.stderr, done.stderr


def test_check_tells_a_figure_that_nobody_declared_with_its_line_and_stops_nothing(tasks, content):
    done = tasks("check", "--content", content)
    assert done.returncode == 0
    assert "content/tin/2024/03/a.md:18: bài nêu" in done.stderr and "Ban Thường vụ" in done.stderr


def test_check_writes_nothing(tasks, content, tmp_path):
    before = tree(tmp_path)
    tasks("check", "--content", content)
    assert tree(tmp_path) == before


def test_check_finds_what_stops_a_build_and_speaks_json(tasks, content):
    file = only_file(content)
    file.write_text(file.read_text(encoding="utf-8").replace("status: published", "status: xong"), encoding="utf-8")
    done = tasks("check", "--content", content, "--format", "json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert any(p["line"] == 5 and not p["notice"] and p["path"] == "content/tin/2024/03/a.md" for p in found)


def test_check_of_one_file_leaves_the_others_alone(tasks, content):
    bad = content / "tin/2024/03/b.md"
    bad.write_text("---\ntitle: B\n---\n", encoding="utf-8")
    assert tasks("check", "--content", content).returncode == 1
    assert tasks("check", "--content", content, "--only", only_file(content) if only_file(content) != bad else content / "tin/2024/03/a.md").returncode == 0


def test_check_of_a_file_elsewhere_is_wrong_usage(tasks, content, tmp_path):
    assert tasks("check", "--content", content, "--only", tmp_path / "mat.md").returncode == 2


def test_figures_shows_what_the_machine_reads_with_its_words(tasks, content):
    done = tasks("figures", only_file(content), "--content", content)
    assert done.returncode == 0
    assert "31 đồng chí: quy hoạch; Ban Chấp hành; 2025-2030" in done.stdout
    assert "“" in done.stdout


def test_accepting_adds_only_what_was_not_declared_and_keeps_every_other_line(tasks, content):
    file = only_file(content)
    before = file.read_text(encoding="utf-8")
    done = tasks("figures", file, "--content", content, "--accept")
    assert done.returncode == 0 and "Đã ghi thêm 1 số liệu" in done.stdout
    after = file.read_text(encoding="utf-8")
    kept = iter(after.splitlines())
    assert all(line in kept for line in before.splitlines()), after  # every line still there, in its order
    assert "body: Ban Thường vụ" in after and "# số đã duyệt" in after
    again = tasks("figures", file, "--content", content, "--accept")
    assert "đã khai đủ" in again.stdout and file.read_text(encoding="utf-8") == after


def test_a_file_that_cannot_be_read_is_told(tasks, tmp_path):
    done = tasks("figures", tmp_path / "mat.md")
    assert done.returncode == 2 and "không đọc được" in done.stderr


def test_search_finds_what_was_built_without_accents(tasks, content, tmp_path):
    built = tasks("build", "--content", content, "--output", tmp_path / "o", "--cache", tmp_path / "c", "--now", "2026-11-21")
    assert built.returncode == 0, built.stderr
    done = tasks("search", "ra soat quy hoach", "--cache", tmp_path / "c", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["hits"][0]["url"] == "/tin/2024/03/huyen-mau-son-ra-soat-quy-hoach/"


def test_search_before_the_first_build_says_what_to_do(tasks, tmp_path):
    done = tasks("search", "x", "--cache", tmp_path / "khong-co")
    assert done.returncode == 1 and "chạy lệnh build" in done.stderr


PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title} | Báo Mẫu</title>
<link rel="canonical" href="https://bao-mau.example.vn/tin/{slug}.html"></head><body><nav><a href="/">Trang chủ</a></nav>
<main><h1>{title}</h1><div class="date">Thứ Ba, 12/03/2024 08:30</div>
<p class="sapo"><strong>Sáng 12/3, Huyện ủy Mẫu Sơn họp bàn công tác quy hoạch cán bộ.</strong></p>
<div class="content"><p>Hội nghị nghe báo cáo về nguồn cán bộ của huyện trong năm năm qua và thảo luận cách chọn người cho khóa tới.</p>
<p>Kết luận hội nghị, lãnh đạo huyện đề nghị các xã gửi danh sách trước cuối tháng và giữ đúng quy trình năm bước.</p>
<p style="text-align:right"><strong>Lê Mẫu</strong></p></div></main><footer>Bản quyền Báo Mẫu</footer></body></html>"""


def test_saved_pages_become_articles_that_build(tasks, tmp_path):
    saved = tmp_path / "da-luu"
    saved.mkdir()
    (saved / "a.html").write_text(PAGE.format(title="Mẫu Sơn bàn nguồn cán bộ", slug="ban-nguon"), encoding="utf-8")
    done = tasks("scrape", saved, "--content", tmp_path / "content")
    assert done.returncode == 0, done.stdout + done.stderr
    made = only_file(tmp_path / "content")
    text = made.read_text(encoding="utf-8")
    assert "Mẫu Sơn bàn nguồn cán bộ" in text and "2024-03-12 08:30" in text and "https://bao-mau.example.vn/tin/ban-nguon.html" in text
    assert "Lê Mẫu" in text and "Trang chủ" not in text
    built = tasks("build", "--content", tmp_path / "content", "--output", tmp_path / "o", "--cache", tmp_path / "c", "--now", "2026-11-21")
    assert built.returncode == 0, built.stderr
    again = tasks("scrape", saved, "--content", tmp_path / "content")
    assert again.returncode == 0 and made.read_text(encoding="utf-8") == text


def test_a_folder_that_is_not_there_is_wrong_usage(tasks, tmp_path):
    assert tasks("scrape", tmp_path / "mat").returncode == 2


def test_every_command_tells_of_itself_wherever_help_is_asked(tasks):
    names = re.findall(r"^  (\w+)  ", tasks().stdout, re.M)
    assert {"build", "figures", "publish", "scrape", "search", "word"} <= set(names)
    for arguments in [(name, "--help") for name in ("figures", "search", "build")] + [("word", "tin.docx", "-h"), ("--help", "views")]:
        done = tasks(*arguments)
        assert done.returncode == 0 and done.stdout.startswith("Cách dùng: ") and "Mã thoát" in done.stdout, arguments


@pytest.mark.skipif(shutil.which("bash") is None, reason="a pipe of bash's")
def test_a_reader_who_leaves_early_sees_no_trace():
    command = f"{shlex.quote(sys.executable)} -X utf8 {shlex.quote(str(ROOT / 'tasks.py'))} build --help | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert done.stderr == ""


def test_a_command_leaves_its_modules_compiled_for_the_next(content, tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "tasks.py", "check", "--content", content], cwd=ROOT, check=False, capture_output=True,
                   env={**environment, "PYTHONPYCACHEPREFIX": str(tmp_path / "pyc")})
    compiled = {path.name.partition(".")[0] for path in (tmp_path / "pyc").rglob("*.pyc")}
    assert "commands_check" in compiled
