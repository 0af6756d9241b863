"""What other commands say to a disk that refuses: the file, in Vietnamese, and nothing is left half written."""
from __future__ import annotations

import os
import sys

import pytest

from tests.state.campaign import ENGLISH, WORDS, forked
from tests.state.desks import tree

pytestmark = pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="commands run in forked processes")
WRITING = [("figures", "{content}/tin/2024/04/so-0.md", "--accept"), ("new", "--title", "Bài mới", "--category", "Tin tức", "--kind", "khac"),
           ("withdraw", "so-2", "--note", "Nhầm"), ("correct", "so-2", "--note", "Nhầm", "--before", "Tin", "--after", "Bài"), ("review", "so-2")]


@pytest.mark.parametrize("kind", ["full", pytest.param("forbidden", marks=pytest.mark.thorough), pytest.param("broken", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("command", [pytest.param(c, id=c[0], marks=[] if c[0] in ("figures", "withdraw") else pytest.mark.thorough) for c in WRITING])
def test_a_command_that_cannot_write_says_so_and_leaves_the_content_whole(built, tmp_path, monkeypatch, command, kind):
    desk, _ = built
    content, given = desk.content.folder, [part.format(content=desk.content.folder) for part in command]
    before = tree(content)
    monkeypatch.chdir(tmp_path)

    def work() -> int:
        import tasks

        sys.stdin = open(os.devnull)
        return tasks.run([*given, "--content", str(content)])

    def restore() -> None:
        for path in tree(content).keys() - before.keys():
            (content / path).unlink()
        for path, data in before.items():
            (content / path).write_bytes(data)

    free = forked(tmp_path, work, counted=True)
    restore()
    assert free.code == 0, free.told
    for at in range(1, len(free.hit.split("\n")) + 1):
        end = forked(tmp_path, work, at, kind)
        if end.hit and end.code:
            assert end.code == 1 and WORDS[kind] in end.told and not ENGLISH.search(end.told), (end.hit, end.told)
            beside = "/." if kind == "forbidden" else "//"  # what may not be removed either stays, hidden
            assert {path: data for path, data in tree(content).items() if beside not in path} == before, end.hit
        restore()
