"""Has a scheduled article's day come? From the heads of files."""
from __future__ import annotations

from datetime import date

import pytest

from plugins.newsroom.publishing.due import due

BEFORE, NOW = date(2026, 11, 20), date(2026, 11, 22)


def article(folder, head: str, name: str = "tin/2026/11/a.md", encoding: str = "utf-8") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(f"---\ntitle: A\ncategory: Tin\n{head}---\n\ndate: 2026-11-21\n".encode(encoding))


@pytest.mark.parametrize("head", [
    "date: 2026-11-21\nstatus: published\n", "date: 2026-11-22 23:59\nstatus: published\n", 'date: "21/11/2026"\nstatus: published\n',
    "status: published\ndate: 2026-11-22T08:00:00+07:00 # hẹn\n", "date: 2026-11-22T20:00:00Z\nstatus: published\n".replace("22T", "21T"),
])
def test_it_has_for(tmp_path, head):
    article(tmp_path, head)
    assert due(tmp_path, BEFORE, NOW) == ["tin/2026/11/a.md"]


@pytest.mark.parametrize("head", [
    "date: 2026-11-20\nstatus: published\n", "date: 2026-11-23\nstatus: published\n", "date: 2026-11-21\n", "date: 2026-11-21\nstatus: hidden\n",
    "status: published\n", "date: hôm qua\nstatus: published\n", "results:\n  - date: 2026-11-21\nstatus: draft\n",
])
def test_it_has_not_for(tmp_path, head):
    article(tmp_path, head)
    assert due(tmp_path, BEFORE, NOW) == []


def test_days_are_vietnams(tmp_path):
    article(tmp_path, "date: 2026-11-20T18:00:00Z\nstatus: published\n")  # one in the morning of the 21st there
    assert due(tmp_path, BEFORE, NOW) == ["tin/2026/11/a.md"]


def test_a_page_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    article(tmp_path, "date: 2026-11-21\nstatus: published\n", "trang/b.md", "utf-8-sig")
    path = tmp_path / "trang/b.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert due(tmp_path, BEFORE, NOW) == ["trang/b.md"]


def test_an_article_whose_head_has_a_fault_is_due_so_that_the_fault_is_told(tmp_path):
    article(tmp_path, "date: 2026-11-21\nstatus: published\nsumary: x\n")
    assert due(tmp_path, BEFORE, NOW) == ["tin/2026/11/a.md"]


def test_nothing_is_due_twice_or_when_the_clock_was_set_back(tmp_path):
    article(tmp_path, "date: 2026-11-21\nstatus: published\n")
    assert due(tmp_path, NOW, NOW) == [] and due(tmp_path, NOW, BEFORE) == []
