"""CPU seconds, wall seconds and peak memory of a command with everything it starts."""
from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Cost:
    """``cpu`` is user and system seconds of the process tree, ``wall`` seconds, ``memory`` MB at the peak."""

    cpu: float
    wall: float
    memory: float


class Failed(Exception):
    """A measured command ended with an error; the message holds its last words."""


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None) -> Cost:
    """Run *command* to its end, with Python's compiled modules kept as Python does unless told otherwise. Raises ``Failed``.

    Memory is the sum of proportional set sizes (Linux: pages shared by n processes count 1/n for each),
    sampled every 50 ms; elsewhere the largest single process.
    """
    env = {name: value for name, value in (os.environ if env is None else env).items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak, done = 0.0, threading.Event()

    def sample() -> None:
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, sum(map(_pss, _tree(process.pid))))

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    words = process.stderr.read()
    process.wait()
    wall = time.perf_counter() - started
    done.set()
    thread.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise Failed(f"{' '.join(map(str, command))}: {process.returncode}\n{words.decode(errors='replace')[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, peak or after.ru_maxrss / 1024)


def _tree(pid: int) -> list[int]:
    found, pending = [], [pid]
    while pending:
        here = pending.pop()
        found.append(here)
        try:
            for task in os.listdir(f"/proc/{here}/task"):
                with open(f"/proc/{here}/task/{task}/children") as file:
                    pending += map(int, file.read().split())
        except OSError:
            pass
    return found


def _pss(pid: int) -> float:
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024
    except (OSError, StopIteration, ValueError):
        return 0.0


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each quantity."""
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in ("cpu", "wall", "memory")))
