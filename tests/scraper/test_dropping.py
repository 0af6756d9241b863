"""Files dropped on the launcher become drafts, as if each had been given to the command."""
from __future__ import annotations

import importlib.util
import subprocess
import sys

from tests.scraper.test_archives import ROOT
from tests.scraper.test_word import saved, usual

LAUNCHER = ROOT / "docs" / "vi" / "tha-word-vao-day.py"


def launcher():
    spec = importlib.util.spec_from_file_location("launcher", LAUNCHER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_dropped_files_become_drafts_and_a_bad_one_is_told(tmp_path, capfd):
    good, bad = tmp_path / "Bài có dấu & khoảng trắng.docx", tmp_path / "cu.docx"
    good.write_bytes(saved(usual()))
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    content = tmp_path / "content"
    assert launcher().main([str(good), str(bad)], ("--content", str(content))) == 1
    drafts = list(content.rglob("*.md"))
    assert len(drafts) == 1 and "status: published" not in drafts[0].read_text(encoding="utf-8")
    told = capfd.readouterr()
    assert "đời cũ" in told.out + told.err and "chưa nhập được" in told.out


def test_nothing_dropped_says_what_to_do_and_waits():
    done = subprocess.run([sys.executable, LAUNCHER], input="\n", capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.returncode == 2 and "kéo tệp Word" in done.stdout and "Nhấn Enter" in done.stdout


def test_the_command_file_for_windows_passes_everything_on():
    text = LAUNCHER.with_suffix(".cmd").read_bytes()
    assert b'set "NHIEMKY_THA=!cmdcmdline!"' in text
    assert b'py -3 "%~dp0tha-word-vao-day.py" %*\r\n' in text and text.isascii() and text.count(b"\n") == text.count(b"\r\n")


def test_paths_that_explorer_gives_without_quotes_are_whole_whatever_stands_in_them():
    begun = r'C:\Windows\system32\cmd.exe /c ""D:\Tin bài\tha-word-vao-day.cmd" %s"'
    dropped = launcher().dropped
    assert dropped(begun % r'C:\a&b.docx "C:\Đảng ủy\c d & e.docx" C:\100%!.docx', ["C:\\a"]) == ["C:\\a&b.docx", "C:\\Đảng ủy\\c d & e.docx", "C:\\100%!.docx"]
    assert dropped(begun % "", []) == []
    assert dropped(r'"C:\Windows\system32\cmd.exe"', [r"C:\a b.docx"]) == [r"C:\a b.docx"]
    assert dropped("", ["/a"]) == ["/a"]
