"""``python -m tests.fuzz.campaign DOOR --seconds 600 --from 0``: damaged input through one door until the CPU time is used up.

What goes wrong is written to ``tests/fuzz/found/DOOR/`` and tried again by every test run.
"""
from __future__ import annotations

import argparse
import hashlib
import signal
import sys
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.doors import DOORS, FOUND, Door

PATIENCE = 20.0  # seconds of CPU for one case; the largest seed takes less than half a second


class TooSlow(Exception):
    """One case takes as long as none should."""


@contextmanager
def patience(seconds: float = PATIENCE):
    """Raises ``TooSlow`` in what runs longer than *seconds* of CPU; does nothing where the system has no such clock."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number, frame):
        raise TooSlow(f"more than {seconds:.0f} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@dataclass
class Told:
    """What a campaign met: outcomes by name, faults by what was raised and where."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: dict[str, tuple[int, bytes]] = field(default_factory=dict)  # the first case of each kind
    slowest: float = 0.0

    @property
    def cases(self) -> int:
        return sum(self.outcomes.values())


def tried(door: Door, data: bytes) -> tuple[str, str]:
    """What became of *data*, and the fault that it met ("": none)."""
    try:
        with patience():
            return door.check(data), ""
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        ours = next((f for f in reversed(frames) if "/site-packages/" not in f.filename and "/lib/python" not in f.filename), frames[-1])
        return "fault", f"{type(error).__name__} in {Path(ours.filename).name}:{ours.lineno}"


def campaign(door: Door, cases: int = 0, seconds: float = 0.0, first: int = 0, say=lambda text: None, met=lambda data: None) -> Told:
    """Try cases from seed *first* on: *cases* of them, or as many as *seconds* of CPU allow; *met* gets the first case of each fault."""
    told, began, seed = Told(), time.process_time(), first
    while seed < first + cases if cases else time.process_time() - began < seconds:
        data, at = door.case(seed), time.process_time()
        outcome, fault = tried(door, data)
        told.slowest = max(told.slowest, time.process_time() - at)
        told.outcomes[outcome] += 1
        if fault and fault not in told.faults:
            told.faults[fault] = seed, data
            say(f"seed {seed}: {fault}")
            met(data)
        seed += 1
        if told.cases % 1000 == 0:
            say(f"{told.cases} cases, {time.process_time() - began:.0f} s")
    return told


def keep(door: Door, data: bytes) -> Path:
    """Write what went wrong to where the tests find it."""
    file = FOUND / door.name / hashlib.sha256(data).hexdigest()[:16]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("door", choices=DOORS)
    asked.add_argument("--seconds", type=float, default=600)
    asked.add_argument("--from", type=int, default=0, dest="first")
    chosen = asked.parse_args()
    door = DOORS[chosen.door]
    told = campaign(door, seconds=chosen.seconds, first=chosen.first, say=lambda text: print(text, flush=True), met=lambda data: print(keep(door, data), flush=True))
    print(f"{door.name}: {told.cases} cases {dict(told.outcomes)}, {len(told.faults)} kinds of fault, slowest {told.slowest:.1f} s")
    return 1 if told.faults else 0


if __name__ == "__main__":
    sys.exit(main())
