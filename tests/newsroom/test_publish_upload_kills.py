"""Uploads killed at random moments, to rclone's own servers: they go on, and no page ever stands there without its parts."""
from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from plugins import disk
from plugins.newsroom.publishing import rclone, records, selfcheck, upload
from tests.newsroom.press import ROOT, Press, Readers, served, site
from tests.newsroom.uploads import RUN, begun, dav, far, press, push, s3, there  # noqa: F401 (fixtures)


def kill_many(press: Press, far: Path, kills: int, seed: int) -> str:
    """Kill uploads at random moments while somebody reads; what stands on the server after each kill passes the same check as a release.

    Every other kill waits until the upload has begun, so that some fall into it however slow the machine is.
    """
    dice, killed, resumed, mark = random.Random(seed), 0, 0, 1
    push(press, press.publish(site(1, articles=30)))
    with served(far) as port, Readers(port, ["/", "/tin/2026/01/bai-1/", "/tin/2026/01/bai-29/"], many=1) as readers:
        while killed < kills or not resumed or readers.reads <= 20:
            mark += 1
            assert mark < 50 * kills, (killed, resumed, readers.reads)
            record = press.publish(site(mark, articles=30 + mark % 2))
            for attempt in range(1, 100):
                slow = {"RCLONE_BWLIMIT": "200k"} if attempt == 1 else {}
                process = subprocess.Popen([sys.executable, "-c", RUN, press.folder, str(record.number)], cwd=ROOT, env={**os.environ, **slow}, start_new_session=True,
                                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                if attempt % 2:
                    begun(far, process)
                try:
                    told, complaint = process.communicate(timeout=dice.uniform(0.3, 1.5) * attempt)
                    assert process.returncode == 0, complaint
                    resumed += "resumed=True" in told
                    break
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.communicate()
                    killed += 1
                    whole_after_a_kill(press, far, record)
            assert there(far) == press.shown()
    assert [fault for fault in readers.faults if "→" in fault] == []
    return f"{killed} kills, {resumed} resumed, {readers.reads} reads, no page without its parts"


def whole_after_a_kill(press: Press, far: Path, record: records.Record) -> None:
    """What stands on the server passes the check of a release, and every file that the ledger knows is there as it says.

    rclone's own S3 server may still be at the last files sent, whose old ones it takes away first (see below), so it is given
    time to end; what it has taken away must be among those that the ledger calls unknown.
    """
    known = disk.load(upload.ledger_of(press.folder, "xa:web"))["files"]
    until = time.monotonic() + 10
    while True:
        now = {path: [len(data), hashlib.sha256(data).hexdigest(), 0] for path, data in there(far).items() if not path.endswith(".partial")}
        assert [path for path, sum in known.items() if sum and path in record.files and (path not in now or now[path][1] != sum)] == []
        try:
            faults = [str(problem) for problem in selfcheck.check(far, now, (), before=None)]
        except FileNotFoundError as gone:  # between the listing and the check
            faults = [str(gone)]
        if not faults or os.environ["RCLONE_CONFIG_XA_TYPE"] != "s3" or time.monotonic() > until:
            assert faults == []
            return
        time.sleep(0.05)


def test_an_upload_that_was_killed_goes_on_and_at_every_moment_each_page_has_its_parts(press, dav):
    print(kill_many(press, dav, 3, seed=5))


@pytest.mark.thorough
def test_the_same_for_many_kills_and_every_kind_of_server(press, far):
    print(kill_many(press, far, 40, seed=6))


@pytest.mark.thorough
def test_rclones_own_s3_server_takes_a_file_away_before_the_new_one_stands_there_which_s3_never_does(s3):
    """What the campaign allows for: with whole, well-ended PUTs and nothing of ours, the file is gone for moments, and back at the end."""
    remote, one = rclone.Rclone("xa:web"), s3.parent / "mot"
    remote.write("trang.html", b"cu" * 400)
    one.mkdir()
    (one / "trang.html").write_bytes(b"moi" * 400)
    missing = 0
    for _ in range(200):
        sending = threading.Thread(target=remote.copy, args=(one, ["trang.html"]))
        sending.start()
        while sending.is_alive():
            missing += not (s3 / "trang.html").exists()
        if missing:
            break
    sending.join()
    assert missing and (s3 / "trang.html").read_bytes() == b"moi" * 400
