"""Work broken off: by a disk that is full, forbidden or failing, by ``kill -9`` at any of its calls, by a bit that flipped since the last run.

A build that is refused leaves what stood, or a journal that the next run carries out; the next run gives the bytes of a clean
build without help. What a publish shows is the old site or the new one, whole, at every moment. Staff read what was refused
and where, in Vietnamese.
"""
from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.state.campaign import Account, break_off, campaign, flips, forked, points, prepare
from tests.state.desks import Build, Cold, Index, Publish, Whoosh, Wide, difference
from tests.state.uploads import Upload

pytestmark = pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="each point is a forked process")
REFUSALS = ("full", "broken", "forbidden", "failing")
DENSITY = float(os.environ.get("NHIEMKY_POINTS", "1"))  # 6 leaves no call out, and takes an hour


def sound(account: Account) -> None:
    print(account)
    assert account.faults == []


def test_a_build_broken_off_here_and_there_is_made_good(built):
    desk, calls = built
    account = Account("sample")
    for at, kind in zip(list(points(calls, 6))[1:5], ("full", "kill", "forbidden", "kill")):
        break_off(desk, account, at, kind)
    flips(desk, account, 1, seed=3, most=2)
    assert account.counts["refusals"] == account.counts["kills"] == account.counts["flips"] == 2
    sound(account)


def test_an_upload_broken_off_in_its_ledger_goes_on_and_a_damaged_ledger_is_not_believed(quick):
    desk, account = Upload(quick / "sample-upload"), Account("upload, sample")
    calls = prepare(desk)
    for at, kind in ((calls // 2, "kill"), (calls - 4, "full")):
        break_off(desk, account, at, kind)
    flips(desk, account, 1, seed=3, most=1)
    assert account.counts["refusals"] == account.counts["kills"] == account.counts["flips"] == 1
    sound(account)


# Campaigns: the same at hundreds of points, spread evenly over all calls.

@pytest.mark.thorough
@pytest.mark.parametrize(("make", "kills", "refused"), [(Build, 100, 25), (Cold, 40, 10), (Wide, 16, 4), (Index, 20, 6), (Whoosh, 24, 12), (Publish, 100, 25), (Upload, 24, 8)])
def test_work_broken_off_all_over_is_made_good(quick, make, kills, refused):
    kills, refused = round(kills * DENSITY), round(refused * DENSITY)
    desk = make(quick / make.__name__)
    calls = prepare(desk)
    account = campaign(desk, {"kill": kills, "kill one": kills // 4, "kill worker": kills // 4, **dict.fromkeys(REFUSALS, refused)}, calls)
    assert account.counts["kills"] > kills // 2 and account.counts["refusals"] > refused
    sound(account)


@pytest.mark.thorough
@pytest.mark.parametrize("make", [Build, Index, Whoosh, Publish, Upload])
def test_one_flipped_bit_anywhere_is_found_and_the_part_made_again(quick, make):
    desk, account = make(quick / f"bits-{make.__name__}"), Account(f"{make.name}, bits")
    prepare(desk)
    flips(desk, account, round(6 * DENSITY), seed=2026)
    assert account.counts["flips"] >= 18
    sound(account)


@pytest.mark.thorough
@pytest.mark.parametrize("make", [Build, Whoosh, Publish])
def test_a_disk_that_is_really_full_is_told_and_made_good_when_there_is_room_again(tmp_path, make):
    """SQLite, Whoosh and all meet the kernel's own ENOSPC, with so much room left that each comes to another point."""
    folder = tmp_path / "o-dia"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", folder], capture_output=True, text=True) if shutil.which("mount") else None
    if mounted is None or mounted.returncode:
        pytest.skip("this machine lets no test mount a small disk")
    try:
        desk, account, filler = make(folder / "desk"), Account(f"{make.name}, real disk"), folder / "day"
        prepare(desk)
        for left in (*range(0, 120, 8), *range(120, 1600, 80)):
            desk.edit(1 - desk.turn)
            before = desk.shown()
            filler.write_bytes(b"")
            free = shutil.disk_usage(folder).free
            filler.write_bytes(bytes(max(0, free - left * 1024)))
            end = forked(tmp_path, desk.act)
            told = f"{left} KB left: code {end.code}, {end.told[-800:]}"
            account.counts["told to be full" if end.code == 1 else "done"] += 1
            if end.code and not (end.code == 1 and ("hết chỗ" in end.told or "không đủ chỗ" in end.told)):
                account.faults.append(told)
            if fault := desk.wrong(before, "full"):
                account.faults.append(f"{told}: {fault}")
            filler.write_bytes(b"")
            again = forked(tmp_path, desk.act)
            if again.code or difference(desk.shown(), desk.expected[desk.turn]):
                account.faults.append(f"{told}; then {again.code}, {again.told[-800:]}: {difference(desk.shown(), desk.expected[desk.turn])}")
        assert account.counts["told to be full"] > 3
        sound(account)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


# The harness itself: a fault that it does not make proves nothing.

@pytest.mark.parametrize("kind", ["full", "forbidden", "broken", "kill"])
def test_the_failing_disk_refuses_python_and_sqlite_at_the_call_that_it_is_told_to(tmp_path, kind):
    import sqlite3

    def work() -> int:
        done = 0
        try:
            for number in range(6):
                (tmp_path / f"{number}.txt").write_text("chữ" * 100, encoding="utf-8")
                done += 1
            db = sqlite3.connect(tmp_path / "a.sqlite", isolation_level=None)
            db.execute("CREATE TABLE t (a)")
        except OSError:
            return 10 + done
        except sqlite3.Error:
            return 20
        return 0

    free = forked(tmp_path, work, counted=True)
    calls = free.hit.split("\n")
    assert free.code == 0 and calls[:12] == ["open", "write"] * 6
    if sqlite := [n for n, call in enumerate(calls, 1) if call.startswith("sqlite write")]:
        (tmp_path / "a.sqlite").unlink()
        assert forked(tmp_path, work, sqlite[0], kind).code == (20 if kind != "kill" else -9)
    third = forked(tmp_path, work, 6, kind)
    assert third.code == (12 if kind != "kill" else -9) and third.hit.startswith("write")
    assert kind == "broken" or len((tmp_path / "2.txt").read_bytes()) == 250, "a write that fails has taken half of its bytes"
