"""What may befall a build without anybody's fault: a clock that jumps, files of another version, a file that is written while it is read, two at once."""
from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from plugins.engine import release
from plugins.engine.store import check
from tests.newsroom.press import ROOT
from tests.state.campaign import ENGLISH, forked
from tests.state.desks import DAY, SITE, Build, difference, tree

pytestmark = pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="builds run in forked processes")


def right(desk: Build, work=None) -> None:
    end = forked(desk.folder, work or desk.act)
    assert end.code == 0 and not ENGLISH.search(end.told), end.told
    assert not difference(desk.shown(), desk.expected[desk.turn])


@pytest.mark.parametrize("days", [(3, 0), pytest.param((-3000, 0), marks=pytest.mark.thorough)])
def test_a_clock_that_jumps_forth_and_back_between_builds_hides_no_edit(built, monkeypatch, days):
    desk, _ = built
    now, nanoseconds = time.time, time.time_ns
    for shift in days:
        shift *= 86_400
        desk.edit(1 - desk.turn)
        monkeypatch.setattr(time, "time", lambda: now() + shift)
        monkeypatch.setattr(time, "time_ns", lambda: nanoseconds() + shift * 10**9)
        right(desk)
        right(desk)


def test_what_another_version_left_is_made_anew(built):
    desk, _ = built
    cache = desk.folder / "cache"
    with sqlite3.connect(next(cache.glob("store-*.sqlite"))) as db:
        db.execute("UPDATE meta SET value = '1:other', sum = ? WHERE name = 'version'", (check(("version", "1:other")),))
    with sqlite3.connect(cache / "search/corpus.sqlite") as db:
        db.execute("PRAGMA user_version=99")
    (cache / "pictures/files.json").write_text('{"version": "0", "files": {}}')
    (desk.folder / "output" / release.MANIFEST).write_text(f'{{"files": {sorted(desk.shown())!r}}}'.replace("'", '"'))  # before lists had a checksum
    desk.edit(1 - desk.turn)
    right(desk)


@pytest.mark.thorough
@pytest.mark.parametrize("whole", [True, False])
def test_an_article_that_is_written_while_builds_read_it_is_right_when_the_writing_ends(built, whole):
    desk, _ = built
    file = desk.content.folder / "tin/2024/04/so-0.md"
    text, ended, written = file.read_bytes(), threading.Event(), 0

    def write() -> None:
        nonlocal written
        while not ended.is_set():
            written += 1
            new = text.replace("Nội dung".encode(), f"Lần {written}".encode())
            if whole:
                file.with_suffix(".moi").write_bytes(new)
                os.replace(file.with_suffix(".moi"), file)
            else:
                file.write_bytes(new)

    writing = threading.Thread(target=write)
    command = [sys.executable, "-X", "utf8", str(ROOT / "tasks.py"), "build", "--content", str(desk.content.folder), "--output", str(desk.folder / "output"),
               "--cache", str(desk.folder / "cache"), "--siteurl", SITE, "--now", str(DAY)]
    writing.start()
    try:
        for _ in range(6):
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)
            assert done.returncode == 0 or (not whole and done.returncode == 1), done.stderr  # half an article may lack its title
            assert not ENGLISH.search(done.stderr), done.stderr
    finally:
        ended.set()
        writing.join()
    assert written > 20
    file.write_bytes(text)
    right(desk)


@pytest.mark.thorough
def test_of_two_builds_at_once_into_one_folder_one_is_told_and_two_folders_may_share_a_cache(built):
    desk, _ = built

    def start(name: str) -> subprocess.Popen:
        command = [sys.executable, "-X", "utf8", str(ROOT / "tasks.py"), "build", "--content", str(desk.content.folder), "--output", str(desk.folder / name),
                   "--cache", str(desk.folder / "shared"), "--siteurl", SITE, "--now", str(DAY)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")

    for turn in (0, 1, 0, 1):
        desk.edit(turn)
        running = [start("one"), start("one"), start("two")]
        told = [process.communicate(timeout=120)[1] for process in running]
        assert running[2].returncode == 0 and sorted(process.returncode for process in running[:2]) in ([0, 0], [0, 1]), told
        assert all("đang có lần dựng khác" in words for process, words in zip(running, told) if process.returncode == 1)
        for name in ("one", "two"):
            assert not difference(tree(desk.folder / name), desk.expected[turn])
    right(desk)


@pytest.mark.thorough
def test_a_disk_that_may_only_be_read_is_told_and_is_enough_for_the_content(built, tmp_path):
    desk, _ = built
    folder = tmp_path / "o-dia"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", folder], capture_output=True, text=True) if shutil.which("mount") else None
    if mounted is None or mounted.returncode:
        pytest.skip("this machine lets no test mount a small disk")
    try:
        here = Build(folder / "desk")
        here.edit(0)
        assert forked(desk.folder, here.act).code == 0
        before = here.shown()
        here.edit(1)
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        end = forked(desk.folder, here.act)
        assert end.code == 1 and "không có quyền ghi" in end.told and str(folder) in end.told and "vẫn như cũ" in end.told and not ENGLISH.search(end.told)
        assert here.shown() == before

        def away() -> int:
            from plugins import commands

            return commands.build(str(here.content.folder), str(tmp_path / "output"), str(tmp_path / "cache"), SITE, str(DAY), "")

        end = forked(desk.folder, away)
        assert end.code == 0 and not difference(tree(tmp_path / "output"), desk.expected[1])
        assert "chưa ghi được nhật ký duyệt: không có quyền ghi" in end.told
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
