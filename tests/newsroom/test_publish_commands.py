"""Publishing as a clerk does it: the real commands, real kills, full disks, readers while it goes on."""
from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from plugins import commands_releases
from plugins.newsroom.publishing import records
from plugins.newsroom.publishing.nginx import configuration
from tests.disk import disk, fill, lock
from tests.newsroom.press import ROOT, Paper, Press, Readers, served, site
from tests.newsroom.servers import free_port, nginx

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


def values(held: object) -> Iterator[str]:
    """Every string in a value read from JSON, names of keys aside."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, (list, dict)):
        for one in held.values() if isinstance(held, dict) else held:
            yield from values(one)


@contextmanager
def shown_by(place: Path, folder: Path):
    """What is live behind nginx where this machine has it, else behind Python's own server; gives the port."""
    if shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin"):
        port = free_port()
        with nginx(folder, configuration(place / "current", "", port=port)):
            yield port
    else:
        with served(place / "current") as port:
            yield port


ENDLESS = """import sys
from pathlib import Path
from plugins.newsroom.publishing import release, switch
from tests.newsroom.press import Press, site
press = Press.__new__(Press)
press.folder, press.source = Path(sys.argv[1]), Path(sys.argv[2])
release.clear(press.folder)
switch.mend(press.folder)
while True:
    number = release.next_about(press.folder, 0)[0]
    press.publish(site(number))
    switch.prune(press.folder, 5)
    print(number, flush=True)
"""


def kill_releases(folder: Path, kills: int, seed: int) -> str:
    """One release after another without a pause, killed at random moments, while readers read; gives the account."""
    dice, press = random.Random(seed), Press(folder)
    press.publish(site(1))
    with shown_by(press.folder, folder / "nginx") as port, Readers(port, ["/", "/tin/2026/01/bai-1/", "/tin/2026/01/bai-3/"]) as readers:
        for _ in range(kills):
            process = subprocess.Popen([sys.executable, "-c", ENDLESS, press.folder, press.source], cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True)
            assert process.stdout.readline()  # one is out
            begun = time.monotonic()
            assert process.stdout.readline()
            time.sleep(dice.uniform(0, 2) * (time.monotonic() - begun))
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            record = press.live
            assert not records.edits(press.folder, record, thorough=True) and site(record.number).items() <= press.shown().items()
    assert readers.faults == [] and readers.reads > 10 * kills
    return f"{kills} kills, {press.live.number} releases, {readers.reads} reads, {readers.opened} pages whole of {len(readers.marks)} releases, 0 mixed"


def index_of(readers: Readers, connection) -> None:
    """A reader opens the search: every file that the manifest names must be there."""
    status, data = readers.get(connection, "/tim-kiem/index/manifest.json")
    names = {name for name in values(json.loads(data)) if re.fullmatch("[a-z2-7]{8}", name)} if status == 200 else set()
    if not names:
        readers.faults.append(f"search manifest: {status}")
    for name in sorted(names):
        status, _ = readers.get(connection, f"/tim-kiem/index/{name}.bin")
        if status != 200:
            readers.faults.append(f"search: {name}: {status}")


def kill_many(paper: Paper, folder: Path, kills: int, seed: int) -> str:
    """Publish *kills* times, each killed at a random moment, while readers read; gives the account."""
    dice = random.Random(seed)
    paper.mark(1000)
    started = time.monotonic()
    assert paper.run("publish").returncode == 0
    usual = time.monotonic() - started
    finished, seen = 0, set()
    with shown_by(paper.place, folder) as port, Readers(port, ["/", "/tin/2024/04/thu-nhat/", "/tin/2024/04/thu-hai/"], also=index_of) as readers:
        for kill in range(kills):
            paper.mark(1001 + kill)
            process = subprocess.Popen(paper.command("publish"), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            time.sleep(dice.uniform(0.5 if kill % 2 else 0, 1.1) * usual)
            ended = process.poll() is not None
            finished += ended
            usual *= 0.9 if ended else 1.04  # so that some end whatever else the machine does
            os.killpg(process.pid, signal.SIGKILL) if not ended else None
            process.wait()
            shown = paper.shown()
            assert len(shown) == 1 and int(min(shown)) <= 1001 + kill, f"kill {kill}: {shown}"
            seen |= shown
    assert readers.faults == []
    assert readers.marks <= seen | {b"1000"} and readers.reads > 10 * kills
    done = paper.run("publish")
    assert done.returncode == 0 and paper.shown() == {str(1000 + kills).encode()}, done.stderr
    return f"{kills - finished} kills, {finished} publishes that ended first, {readers.reads} reads, {readers.opened} pages whole, {len(seen)} releases, 0 mixed"


@POSIX
def test_readers_never_see_a_mixed_site_while_release_after_release_is_killed(tmp_path):
    print(kill_releases(tmp_path, 8, seed=9))


@POSIX
@pytest.mark.thorough
def test_readers_never_see_a_mixed_site_in_five_hundred_kills_of_releases(tmp_path):
    print(kill_releases(tmp_path, 500, seed=10))


@POSIX
def test_readers_never_see_a_mixed_site_while_publishes_are_killed(paper, tmp_path):
    print(kill_many(paper, tmp_path, 4, seed=8))


@POSIX
@pytest.mark.thorough
def test_readers_never_see_a_mixed_site_in_two_hundred_kills(paper, tmp_path):
    print(kill_many(paper, tmp_path, 200, seed=2026))
