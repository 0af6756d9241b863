"""Publishing as a clerk does it: the real commands, two at once, full disks."""
from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from plugins import commands_releases
from plugins.newsroom.publishing import records
from tests.disk import disk, fill, lock
from tests.newsroom.press import ROOT, Paper, Press, site

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    made = Paper(tmp_path_factory.mktemp("paper"))
    done = made.run("publish")
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def test_publishing_says_what_is_live_and_going_back_takes_one_command(paper):
    before, old, new = paper.live, paper.shown(), paper.edit()
    done = paper.run("publish")
    assert done.returncode == 0, done.stderr
    assert f"Đang đăng: bản {before + 1}" in done.stdout and f"(bản {before}): python3 tasks.py rollback" in done.stdout
    assert paper.shown() == new
    again = paper.run("publish")
    assert again.returncode == 0 and "Không có gì khác bản đang đăng" in again.stdout and paper.live == before + 1
    back = paper.run("rollback")
    assert back.returncode == 0 and f"Đã quay lại bản {before} " in back.stdout, back.stderr
    assert paper.live == before and paper.shown() == old
    forth = paper.run("rollback", before + 1)
    assert forth.returncode == 0 and paper.live == before + 1
    assert "đang đăng rồi" in paper.run("rollback", before + 1).stdout
    listed = paper.run("releases", "--check")
    assert listed.returncode == 0 and re.search(rf"^ *{before + 1} .*nguyên vẹn  ← đang đăng$", listed.stdout, re.M)


def test_going_back_after_going_back_never_leads_to_what_was_left_behind(paper):
    good = paper.live
    paper.edit()
    assert paper.run("publish").returncode == 0
    assert paper.run("rollback").returncode == 0 and paper.live == good
    new = paper.edit()
    assert paper.run("publish").returncode == 0 and paper.shown() == new
    assert paper.run("rollback").returncode == 0
    assert paper.live == good


def test_content_with_a_fault_is_not_published(paper):
    before, shown = paper.live, paper.shown()
    path = paper.article("thu-tu")
    path.write_text(path.read_text(encoding="utf-8").replace("status: published", "status: da-dang"), encoding="utf-8")
    done = paper.run("publish")
    path.unlink()
    assert done.returncode == 1 and "thu-tu.md:5" in done.stderr and "vẫn như cũ" in done.stderr
    assert paper.live == before and paper.shown() == shown


def test_losing_a_tenth_of_the_articles_needs_to_be_allowed(paper):
    before = paper.live
    away = paper.content / "tin/2024/04/thu-ba.md"
    kept = away.read_text(encoding="utf-8")
    away.unlink()
    done = paper.run("publish")
    assert done.returncode == 1 and "mất quá 10%" in done.stderr and "--allow-shrink" in done.stderr and paper.live == before
    allowed = paper.run("publish", "--allow-shrink")
    assert allowed.returncode == 0 and "1 bài không còn: tin/2024/04/thu-ba/index.html" in allowed.stdout
    assert not (paper.place / "current/tin/2024/04/thu-ba").exists()
    away.write_text(kept, encoding="utf-8")


def test_a_scheduled_article_goes_out_on_its_day_and_not_before(paper):
    today = date.fromisoformat(records.load(paper.place, paper.live).day)
    day = today + timedelta(days=3)
    path = paper.article("hen-gio", day=day.isoformat())
    before = paper.live
    assert paper.run("publish").returncode == 0
    for now in (today, today + timedelta(days=2)):
        early = paper.run("publish", "--due", "--now", now)
        assert early.returncode == 0 and "Chưa có bài hẹn nào đến ngày đăng" in early.stdout and "Dựng" not in early.stdout
    due = paper.run("publish", "--due", "--now", day)
    assert due.returncode == 0 and "Đến ngày đăng: tin/2024/04/hen-gio.md" in due.stdout, due.stderr
    page = paper.place / f"current/tin/{day:%Y/%m}/hen-gio/index.html"
    assert page.is_file() and paper.live > before
    assert "Chưa có bài hẹn" in paper.run("publish", "--due", "--now", day).stdout
    assert paper.run("rollback").returncode == 0 and not page.is_file()
    held = paper.run("publish", "--due", "--now", day + timedelta(days=1))
    assert held.returncode == 1 and "vì đã quay lại" in held.stderr and not page.is_file()
    path.unlink()


def test_an_edit_by_hand_is_told_and_not_carried_on(paper):
    assert paper.run("publish", "--allow-shrink").returncode == 0
    (paper.place / "current/robots.txt").write_text("Disallow: /\n")
    listed = paper.run("releases")
    assert listed.returncode == 1 and "1 tệp bị đổi" in listed.stdout
    done = paper.run("publish")
    assert done.returncode == 0 and "đã bị sửa bằng tay: 1 tệp bị đổi" in done.stdout and "  robots.txt" in done.stdout
    assert "Disallow: /\n" not in (paper.place / "current/robots.txt").read_text()
    refused = paper.run("rollback")
    assert refused.returncode == 1 and "robots.txt" in refused.stderr and "--anyway" in refused.stderr


def test_a_damaged_record_of_the_live_release_costs_copies_not_trust(paper):
    note, shown = records.note(paper.place, paper.live), paper.shown()
    data = bytearray(note.read_bytes())
    data[len(data) // 2] ^= 1
    note.write_bytes(data)
    broken = paper.live
    assert "sổ hoặc thư mục hỏng" in paper.run("releases").stdout
    assert paper.run("rollback").returncode == 1
    done = paper.run("publish")
    assert done.returncode == 0 and "bị hỏng hoặc mất" in done.stderr and ", 0 giữ nguyên" in done.stdout
    back = paper.run("rollback", broken)
    assert back.returncode == 1 and "không dám quay lại" in back.stderr
    assert paper.shown() == shown


@POSIX
def test_two_at_once_are_refused_by_name_and_a_dead_one_holds_nobody_up(paper):
    old, new = paper.shown(), paper.edit()
    first = subprocess.Popen(paper.command("publish"), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        until = time.monotonic() + 60
        while not (paper.place / ".khoa.txt").exists() and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(first.pid, signal.SIGSTOP)
        for name in ("publish", "rollback"):
            second = paper.run(name)
            assert second.returncode == 1 and "đang có lần đăng khác" in second.stderr and f"tiến trình {first.pid}, từ " in second.stderr
        assert paper.shown() == old
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    done = paper.run("publish")
    assert done.returncode == 0 and paper.shown() == new, done.stderr


@pytest.mark.parametrize(("command", "words"), [
    (("publish", "--now", "hôm qua"), "không phải ngày"), (("publish", "--siteurl", "vidu.vn"), "không phải địa chỉ đầy đủ"),
    (("publish", "--remote", "ten"), "viết như rclone"), (("rollback", "mới nhất"), "không phải số của một bản"), (("nginx", "--port", "0"), "không phải số cổng"),
])
def test_wrong_usage_is_told_apart(paper, command, words):
    done = paper.run(*command)
    assert done.returncode == 2 and words in done.stderr


def test_nothing_published_yet_is_told_as_such(tmp_path):
    empty = Paper(tmp_path)
    assert "Đăng bản đầu tiên" in empty.run("releases").stdout
    for command in (("rollback",), ("nginx",), ("publish", "--due")):
        done = empty.run(*command)
        assert done.returncode == 1 and "hưa có bản nào" in done.stderr, command


def test_a_place_that_is_no_folder_is_told(paper, tmp_path):
    (tmp_path / "tep").write_text("")
    done = subprocess.run([*paper.command("publish")[:-4], "--folder", tmp_path / "tep/publish", "--content", paper.content], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1 and "Chưa đăng" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(("switched", "words"), [(False, "Trang đang đăng không thay đổi"), (True, "Bản 2 đã lên, nhưng chưa làm xong hết việc")])
def test_a_fault_after_the_switch_is_not_told_as_one_before_it(tmp_path, capsys, switched, words):
    press = Press(tmp_path)
    press.publish(site(1))

    def work() -> int:
        if switched:
            press.publish(site(2))
        raise OSError(5, "Input/output error", "/x")

    assert commands_releases.guarded(press.folder, work) == 1
    assert words in capsys.readouterr().err


def test_a_full_disk_and_one_that_may_not_be_written_leave_the_live_site(tmp_path):
    with disk(tmp_path / "o-dia", "64m"):
        small = Paper(tmp_path / "o-dia")
        done = small.run("publish")
        assert done.returncode == 0, done.stderr
        old, new = small.shown(), small.edit()
        filler = tmp_path / "o-dia/day"
        for left, words in ((8_000_000, "không đủ chỗ"), (0, "hết chỗ")):
            free = shutil.disk_usage(tmp_path / "o-dia").free
            filler.write_bytes(bytes(max(0, (filler.stat().st_size if filler.exists() else 0) + free - left - 8192)))
            if not left:  # to the last block
                fill(filler)
            full = small.run("publish")
            assert full.returncode == 1 and words in full.stderr and "Traceback" not in full.stderr, full.stderr
            assert small.shown() == old
        filler.unlink()
        assert small.run("publish").returncode == 0 and small.shown() == new
        small.edit()
        lock(tmp_path / "o-dia")
        for name in ("publish", "rollback"):
            forbidden = small.run(name)
            assert forbidden.returncode == 1 and "không có quyền ghi" in forbidden.stderr and "Traceback" not in forbidden.stderr, forbidden.stderr
        assert small.shown() == new
