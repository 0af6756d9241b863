"""``new``: a draft that passes ``check``, from answers, options or a Word file. Whole processes, a real terminal."""
from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from docx import Document

from plugins.commands_new import _committee_in
from plugins.frontmatter import load
from plugins.reader.content import data_of

ROOT = Path(__file__).resolve().parents[2]
COMMITTEES = "- id: khoi-vi-du\n  name: Đảng ủy Khối Ví dụ\n  level: block\n- id: ban-mai\n  name: Đảng ủy xã Ban Mai\n  level: commune\n"


@pytest.fixture
def content(tmp_path):
    for path, text in {"committees": COMMITTEES, "terms": "- years: 2020-2025\n- years: 2025-2030\n", "categories": "- Công tác cán bộ\n- Đại hội Đảng\n",
                       "procedures": "- id: quy-hoach\n  name: Quy trình 5 bước\n  steps:\n" + "".join(f"    - number: {n}\n      kind: khac\n      label: Bước {n}\n" for n in range(1, 6))}.items():
        file = tmp_path / f"nơi có dấu/content/data/{path}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "nơi có dấu/content"


def drafts(content: Path) -> list[Path]:
    return sorted(content.glob("tin/**/*.md"))


def article(content: Path):
    [file] = drafts(content)
    loaded = load(file.read_text(encoding="utf-8"), str(file.relative_to(content)), data_of(content))
    assert loaded.article, [str(p) for p in loaded.problems]
    return loaded.article


EVERYTHING = ("--title", "Hội nghị: bước ba", "--category", "cong tac can bo", "--kind", "Hội nghị cán bộ chủ chốt", "--held", "15/4/2026", "--part-of-day", "sáng",
              "--committee", "Đảng ủy Khối Ví dụ", "--term", "2020-2025, 2025-2030", "--step", "3", "--procedure", "quy-hoach", "--author", "Ban biên tập", "--summary", "Một câu.")


def test_every_answer_can_be_an_option_and_the_draft_passes_check(tasks, content):
    done = tasks("new", "--content", content, *EVERYTHING)
    assert done.returncode == 0, done.stderr
    made = article(content)
    meeting = made.conferences[0]
    assert (made.status, made.title, made.category, made.summary) == ("draft", "Hội nghị: bước ba", "Công tác cán bộ", "Một câu.")
    assert (meeting.kind, f"{meeting.held}", meeting.part_of_day, meeting.committees) == ("can-bo-chu-chot", "2026-04-15", "sang", ("khoi-vi-du",))
    assert [t.years for t in meeting.terms] == ["2020-2025", "2025-2030"] and (meeting.step.number, meeting.step.of) == (3, 5)
    checked = tasks("check", "--content", content, "--only", drafts(content)[0])
    assert checked.returncode == 0 and "Không có lỗi." in checked.stdout, checked.stderr
    assert tasks("check", "--content", content).returncode == 0


def test_without_a_keyboard_what_is_missing_is_wrong_usage(tasks, content):
    done = tasks("new", "--content", content, "--title", "Tin mẫu", stdin=subprocess.DEVNULL)
    assert done.returncode == 2 and "--category" in done.stderr and not drafts(content)


@pytest.mark.parametrize(("option", "value", "words"), [
    ("--kind", "hội thao", "không có mục"), ("--held", "31/2/2026", "15/4/2026"), ("--step", "5/3", "3/5"), ("--term", "2030-2025", "nhiệm kỳ"), ("--part-of-day", "trưa", "sáng"),
    ("--title", "…", "phải có chữ"), ("--from", "khong-co.docx", "không có tệp"),
])
def test_an_answer_that_cannot_be_is_wrong_usage_and_writes_nothing(tasks, content, option, value, words):
    options = {"--title": "Tin mẫu", "--category": "Tin", option: value}
    done = tasks("new", "--content", content, *[part for pair in options.items() for part in pair], stdin=subprocess.DEVNULL)
    assert done.returncode == 2 and words in done.stdout + done.stderr and not drafts(content)


def test_a_draft_is_never_written_over(tasks, content):
    tasks("new", "--content", content, "--title", "Tin mẫu", "--category", "Tin")
    [file] = drafts(content)
    file.write_text("đã viết", encoding="utf-8")
    done = tasks("new", "--content", content, "--title", "Tin mẫu", "--category", "Tin")
    assert done.returncode == 1 and "đã có" in done.stderr and file.read_text(encoding="utf-8") == "đã viết"


def test_an_unknown_committee_is_kept_and_the_nearest_named(tasks, content):
    done = tasks("new", "--content", content, "--title", "Tin mẫu", "--category", "Tin", "--kind", "Đại hội", "--committee", "Đảng ủy xã Ban May")
    assert done.returncode == 0 and "Ban Mai" in done.stdout
    assert article(content).conferences[0].committees == ("Đảng ủy xã Ban May",)


def test_a_word_file_is_where_a_draft_begins(tasks, content, tmp_path):
    document = Document()
    document.add_heading("Đảng ủy Khối Ví dụ họp cán bộ chủ chốt", 0)
    document.add_paragraph("Sáng 15/4/2026, Đảng ủy Khối Ví dụ tổ chức hội nghị cán bộ chủ chốt, bước 3 trong quy trình 5 bước về quy hoạch nhiệm kỳ 2025-2030.")
    document.add_paragraph("Hội nghị thống nhất quy hoạch Ban Chấp hành 31 đồng chí.")
    document.save(tmp_path / "bài viết.docx")
    done = tasks("new", "--content", content, "--from", tmp_path / "bài viết.docx", "--category", "Công tác cán bộ", "--kind", "can-bo-chu-chot", "--term", "2025-2030",
                 stdin=subprocess.DEVNULL)
    assert done.returncode == 0 and "31" in done.stdout, done.stdout + done.stderr
    made = article(content)
    assert made.title == "Đảng ủy Khối Ví dụ họp cán bộ chủ chốt" and "31 đồng chí" in made.body and made.conferences[0].kind == "can-bo-chu-chot"
    assert tasks("check", "--content", content, "--only", drafts(content)[0]).returncode == 0
    again = tasks("new", "--content", content, "--from", tmp_path / "bài viết.docx", "--category", "Công tác cán bộ", stdin=subprocess.DEVNULL)
    assert len(drafts(content)) == 1 or again.returncode == 0


def test_a_broken_word_file_is_told_and_nothing_written(tasks, content, tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK not really")
    done = tasks("new", "--content", content, "--from", tmp_path / "a.docx", "--category", "Tin", stdin=subprocess.DEVNULL)
    assert done.returncode == 1 and done.stderr and not drafts(content)


def on_a_terminal(content: Path, typed: str, *options: str) -> tuple[int, str]:
    """Runs ``new`` on a pseudo-terminal, types *typed* and gives exit code and screen."""
    pty = pytest.importorskip("pty")
    here, there = pty.openpty()
    command = [sys.executable, "-X", "utf8", str(ROOT / "tasks.py"), "new", "--content", str(content), *options]
    running = subprocess.Popen(command, stdin=there, stdout=there, stderr=there, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"})
    os.close(there)
    os.write(here, typed.encode())
    screen, until = b"", time.monotonic() + 60
    while time.monotonic() < until:
        try:
            part = os.read(here, 4096)
        except OSError:  # the other side has closed
            break
        if not part:
            break
        screen += part
    os.close(here)
    return running.wait(10), screen.decode("utf-8", "replace")


def test_a_clerk_answers_on_a_terminal_by_number_text_and_enter(content):
    code, screen = on_a_terminal(content, "Đại hội mẫu\n2\n\n15/4/2026\n\nban mai\n2\n\n\nSáng 15/4, đại hội khai mạc.\n")
    assert code == 0, screen
    made = article(content)
    assert (made.title, made.category, made.conferences[0].kind) == ("Đại hội mẫu", "Đại hội Đảng", "dai-hoi")
    assert made.conferences[0].committees == ("ban-mai",) and [t.years for t in made.conferences[0].terms] == ["2025-2030"]
    assert made.summary == "Sáng 15/4, đại hội khai mạc." and "Chuyên mục" in screen


def test_a_clerk_may_give_up_and_nothing_is_written(content):
    code, screen = on_a_terminal(content, "Tin mẫu\nthôi\n")
    assert code == 1 and "chưa ghi gì" in screen and not drafts(content)


@pytest.mark.parametrize(("text", "expected"), [
    ("Đảng uỷ xã Ban Mai họp", "ban-mai"), ("Đảng ủy xã Bản Lạ (mẫu) họp", ""), ("Cán bộ trẻ học nghị quyết", "khoi-vi-du"), ("Đảng ủy xã Ban Mai Thượng họp cùng Đảng ủy Khối Ví dụ", "khoi-vi-du"),
])
def test_the_committee_offered_is_the_one_that_the_text_names_and_the_sites_own_only_where_it_names_none(content, text, expected):
    assert _committee_in(text, data_of(content), "khoi-vi-du") == expected
