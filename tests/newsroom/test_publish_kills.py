"""Publishing killed at any moment while readers read: always the old site or the new one, whole."""
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
from pathlib import Path

import pytest

from plugins.newsroom.publishing import records
from plugins.newsroom.publishing.nginx import configuration
from tests.newsroom.press import ROOT, Paper, Press, Readers, served, site
from tests.newsroom.servers import free_port, nginx

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


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


def kill_releases(folder: Path, kills: int, seed: int, reads: int = 0) -> str:
    """One release after another without a pause, killed at random moments, while readers read at least *reads* files; gives the account."""
    dice, press, killed = random.Random(seed), Press(folder), 0
    press.publish(site(1))
    with shown_by(press.folder, folder / "nginx") as port, Readers(port, ["/", "/tin/2026/01/bai-1/", "/tin/2026/01/bai-3/"]) as readers:
        while killed < kills or readers.reads < reads and not readers.faults:
            killed += 1
            process = subprocess.Popen([sys.executable, "-c", ENDLESS, press.folder, press.source], cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True)
            assert process.stdout.readline()  # one is out
            begun = time.monotonic()
            assert process.stdout.readline()
            time.sleep(dice.uniform(0, 2) * (time.monotonic() - begun))
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            record = press.live
            assert not records.edits(press.folder, record, thorough=True) and site(record.number).items() <= press.shown().items()
    assert readers.faults == [] and readers.reads > kills
    return f"{killed} kills, {press.live.number} releases, {readers.reads} reads, {readers.opened} pages whole of {len(readers.marks)} releases, 0 mixed"


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
    """Publish until *kills* were killed at a random moment, while readers read; gives the account."""
    dice = random.Random(seed)
    paper.mark(1000)
    started = time.monotonic()
    assert paper.run("publish").returncode == 0
    usual = time.monotonic() - started
    tried = killed = 0
    seen = set()
    with shown_by(paper.place, folder) as port, Readers(port, ["/", "/tin/2024/04/thu-nhat/", "/tin/2024/04/thu-hai/"], also=index_of) as readers:
        while killed < kills:
            tried += 1
            paper.mark(1000 + tried)
            process = subprocess.Popen(paper.command("publish"), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            time.sleep(dice.uniform(0.5 if tried % 2 else 0, 1.1) * usual)
            ended = process.poll() is not None
            killed += not ended
            usual *= 0.9 if ended else 1.04  # so that some end whatever else the machine does
            os.killpg(process.pid, signal.SIGKILL) if not ended else None
            process.wait()
            shown = paper.shown()
            assert len(shown) == 1 and int(min(shown)) <= 1000 + tried, f"kill {killed}: {shown}"
            seen |= shown
    assert readers.faults == []
    assert readers.marks <= seen | {b"1000"} and readers.reads > kills
    done = paper.run("publish")
    assert done.returncode == 0 and paper.shown() == {str(1000 + tried).encode()}, done.stderr
    return f"{killed} kills, {tried - killed} publishes that ended first, {readers.reads} reads, {readers.opened} pages whole, {len(seen)} releases, 0 mixed"


@POSIX
def test_readers_never_see_a_mixed_site_while_release_after_release_is_killed(tmp_path):
    print(kill_releases(tmp_path, 8, seed=9))


@POSIX
@pytest.mark.thorough
def test_readers_never_see_a_mixed_site_in_five_hundred_kills_of_releases_and_a_million_reads(tmp_path):
    print(kill_releases(tmp_path, 500, seed=10, reads=1_000_000))


@POSIX
def test_readers_never_see_a_mixed_site_while_publishes_are_killed(tmp_path):
    print(kill_many(Paper(tmp_path), tmp_path / "nginx", 4, seed=8))


@POSIX
@pytest.mark.thorough
def test_readers_never_see_a_mixed_site_in_two_hundred_kills(tmp_path):
    print(kill_many(Paper(tmp_path), tmp_path / "nginx", 200, seed=2026))
