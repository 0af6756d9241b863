"""The menu that a double-click on tasks.py opens, as far as it can be shown away from Windows."""
from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.newsroom import menu

ROOT = Path(__file__).resolve().parents[2]


def talk(*typed: str, code: int = 0) -> tuple[list[list[str]], str]:
    lines, called, said = iter(typed), [], []

    def ask(prompt: str) -> str:
        said.append(prompt)
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    def call(argv: list[str]) -> int:
        called.append(argv)
        return code

    assert menu.run(call, ask, said.append) == 0
    return called, "\n".join(said)


@pytest.mark.parametrize(("arguments", "system", "attached", "environment", "expected"), [
    ([], "nt", 1, {}, True), ([], "nt", 2, {}, True),  # by Python, by its launcher
    ([], "nt", 3, {}, False), ([], "nt", 2, {"PROMPT": "$P$G"}, False),  # typed in a console
    (["build"], "nt", 1, {}, False), ([], "posix", 1, {}, False),
    ([], "nt", 4, {menu.SIGN: "1"}, True), (["check"], "nt", 4, {menu.SIGN: "1"}, False),  # inside the environment
])
def test_a_double_click_is_told_from_a_typed_command(arguments, system, attached, environment, expected):
    assert menu.clicked(arguments, system, attached, environment) is expected


def test_a_number_runs_its_command_and_the_list_comes_back():
    called, said = talk("5", "", "6", "", "0")
    assert called == [["check"], ["build"]] and said.count("Gõ số rồi nhấn Enter") == 3 and "Xong." in said


def test_a_failed_command_is_said_and_the_window_waits():
    assert "Chưa xong" in talk("5", "", "0", code=1)[1]


def test_a_dragged_word_file_keeps_its_spaces_and_letters():
    assert talk("2", '"C:\\Bài viết\\Hội nghị tháng 11.docx"', "", "0")[0] == [["new", "--from", "C:\\Bài viết\\Hội nghị tháng 11.docx"]]


def test_nothing_dragged_runs_nothing():
    assert talk("2", "", "0")[0] == []


@pytest.mark.parametrize("typed", ["99", "abc", "-1"])
def test_what_is_no_number_of_the_list_is_explained(typed):
    called, said = talk(typed, "0")
    assert called == [] and "Không có mục" in said


def test_every_item_is_a_command_that_there_is():
    source = (ROOT / "tasks.py").read_text(encoding="utf-8")
    commands = set(re.findall(r"^def (\w+)\(ctx", source, re.MULTILINE))
    assert {item.command[0] for item in menu.ITEMS} - {"--help"} <= commands


def test_a_click_opens_the_menu_runs_what_is_chosen_and_waits(tmp_path):
    """The click itself is Windows'; its sign is given here as the outer process gives it."""
    done = subprocess.run([sys.executable, "-X", "utf8", str(ROOT / "tasks.py")], input="99\n9\n\n0\n", cwd=tmp_path, capture_output=True, text=True,
                          encoding="utf-8", env={**os.environ, menu.SIGN: "1"}, timeout=60)
    assert done.returncode == 0 and "1. Viết bài mới" in done.stdout and "Không có mục '99'" in done.stdout and "Cách dùng:" in done.stdout, done.stderr
    assert done.stdout.count("0. Thoát") == 3


def test_without_a_click_no_arguments_list_the_commands(tasks):
    done = tasks(stdin=subprocess.DEVNULL)
    assert done.returncode == 0 and "Các lệnh:" in done.stdout and "0. Thoát" not in done.stdout
