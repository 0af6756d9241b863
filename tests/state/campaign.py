"""Breaks off work at one point after another, each time in a process forked from one that has everything loaded, and looks at what is left."""
from __future__ import annotations

import os
import random
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.state import faults
from tests.state.desks import Desk, difference

ENGLISH = re.compile(r"Traceback|Errno|No space left|Input/output error|Permission denied|Read-only file|disk I/O error|disk is full|database|readonly|not permitted|No such file")
WORDS = {"kill worker": "hết bộ nhớ", "full": "hết chỗ", "forbidden": "không có quyền", "broken": "ổ đĩa", "failing": "ổ đĩa"}


@dataclass(frozen=True, slots=True)
class End:
    """How a forked run ended: exit code, or the negative of the signal; what it printed; which call the fault met."""

    code: int
    told: str
    hit: str


@dataclass(slots=True)
class Account:
    name: str
    counts: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counted = ", ".join(f"{many} {what}" for what, many in self.counts.items())
        return f"{self.name}: {counted}, {len(self.faults)} wrong" + "".join(f"\n  {fault}" for fault in self.faults)


def forked(folder: Path, work: Callable[[], int], at: int = 0, kind: str = "", counted: bool = False) -> End:
    """Run *work* in a child with the disk's fault, in a group of processes of its own."""
    told, hit = folder / "told.txt", folder / "hit.txt"
    hit.unlink(missing_ok=True)
    note = os.open(hit, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    pid = os.fork()
    if not pid:
        code = 70
        try:
            os.setsid()
            out = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            sys.stdout, sys.stderr = (open(fd, "w", encoding="utf-8", closefd=False, buffering=1) for fd in (1, 2))
            if kind or counted:
                write = os.write
                faults.install_sqlite()
                faults.install()
                faults.disk.at, faults.disk.kind, faults.disk.calls, faults.disk.names = at, kind, 0, []
                faults.disk.hit = lambda name: write(note, f"{name}\n".encode("utf-8", "surrogateescape"))
            try:
                code = work()
            except BaseException:
                import traceback

                traceback.print_exc()
                code = 71
            if counted:
                for name in faults.disk.names:
                    write(note, f"{name}\n".encode())
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    os.close(note)
    _, status = os.waitpid(pid, 0)
    _wait_for_group(pid)
    return End(os.waitstatus_to_exitcode(status), told.read_text(encoding="utf-8", errors="replace"), hit.read_text(errors="replace").strip())


def _wait_for_group(group: int) -> None:
    """Until the last worker of the run has ended too."""
    import time

    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except (ProcessLookupError, PermissionError):
            return
        time.sleep(0.002)
    os.killpg(group, signal.SIGKILL)


def prepare(desk: Desk) -> int:
    """Load everything, learn what each edition comes to; gives how many calls a change takes."""
    for turn in (0, 1):
        desk.edit(turn)
        desk.expected.append(desk.clean())
    for turn in (0, 1):
        desk.edit(turn)
        end = forked(desk.folder, desk.act, counted=bool(turn))
        assert end.code == 0, end.told
        assert not difference(desk.shown(), desk.expected[turn]), (desk.name, difference(desk.shown(), desk.expected[turn]))
    return len(end.hit.split("\n"))


def campaign(desk: Desk, kinds: Mapping[str, int], calls: int) -> Account:
    """Break the work of *desk* off at so many points for each kind of fault."""
    account = Account(desk.name)
    for kind, many in kinds.items():
        for at in points(calls, many):
            break_off(desk, account, at, kind)
    return account


def break_off(desk: Desk, account: Account, at: int, kind: str) -> bool:
    """One point; gives whether the work came so far."""
    desk.edit(1 - desk.turn)
    before = desk.shown()
    end = forked(desk.folder, desk.act, at, kind)
    if not end.hit:
        return False
    account.counts["kills" if kind.startswith("kill") else "refusals"] += 1
    where = f"{desk.name}, {kind} at {at} ({end.hit.splitlines()[0]})"

    def wrong(what: str) -> None:
        account.faults.append(f"{where}: {what}")

    expected = desk.expected[desk.turn]
    if fault := desk.wrong(before, kind):
        wrong(fault)
    if kind in ("kill", "kill one"):
        account.counts["killed"] += end.code < 0
        if end.code > 1:
            wrong(f"code {end.code}: {end.told[-600:]}")
    elif end.code == 0:
        account.counts["done all the same"] += 1
        if found := difference(desk.shown(), expected):
            wrong(f"told to be done: {found}")
    elif end.code != 1:
        wrong(f"code {end.code}: {end.told[-1500:]}")
    else:
        if WORDS[kind] not in end.told or (kind != "kill worker" and str(desk.folder) not in end.told):
            wrong(f"told: {end.told[-300:]}")
    if kind != "kill one" and ENGLISH.search(end.told) and end.code >= 0:
        wrong(f"English: {end.told[-1500:]}")
    again = forked(desk.folder, desk.act)
    if again.code or ENGLISH.search(again.told):
        wrong(f"the next run: code {again.code}, {again.told[-1500:]}")
        again = forked(desk.folder, desk.act)
    if found := difference(desk.shown(), expected):
        wrong(f"after the next run: {found}")
        desk.reset()
        forked(desk.folder, desk.act)
    return True


def points(calls: int, many: int) -> Iterator[int]:
    """*many* of the calls 1 … *calls*, evenly; all of them where there are not more."""
    if many >= calls:
        yield from range(1, calls + 1)
    else:
        yield from sorted({1 + round(n * (calls - 1) / max(1, many - 1)) for n in range(many)})


def flip(desk: Desk, account: Account, file: Path, offset: int, bit: int, *, edited: bool) -> None:
    """One flipped bit of a file that is kept between runs; *edited*: and something to do for the next run."""
    data = bytearray(file.read_bytes())
    data[offset] ^= 1 << bit
    file.write_bytes(data)
    account.counts["flips"] += 1
    where = f"{desk.name}, bit {bit} of byte {offset} of {len(data)} in {file.relative_to(desk.folder)}"
    for edited in (True,) if edited else (False, True):  # what is not asked in the one run is in the other
        if edited:
            desk.edit(1 - desk.turn)
        end = forked(desk.folder, desk.act)
        if desk.advised(end.told):
            end = forked(desk.folder, desk.act)
        if end.code or ENGLISH.search(end.told):
            account.faults.append(f"{where}{', then an edit' if edited else ''}: code {end.code}: {end.told[-1500:]}")
            end = forked(desk.folder, desk.act)
        if found := difference(desk.shown(), desk.expected[desk.turn]):
            account.faults.append(f"{where}{', then an edit' if edited else ''}: {found}")
            desk.reset()
            forked(desk.folder, desk.act)


def flips(desk: Desk, account: Account, each: int, seed: int, most: int | None = None) -> None:
    """*each* flipped bits in every kept file: at its start, at its end and anywhere between, in turn with and without an edit."""
    dice = random.Random(seed)
    kinds = sorted({_kind(desk, file) for file in desk.state()})
    for number in range(each):
        for kind in kinds if most is None else dice.sample(kinds, min(most, len(kinds))):
            files = [file for file in desk.state() if _kind(desk, file) == kind and file.stat().st_size]
            if files:
                file = dice.choice(files)
                size = file.stat().st_size
                offset = (0, size - 1)[number] if number < 2 else dice.randrange(size)
                flip(desk, account, file, offset, dice.randrange(8), edited=dice.random() < 0.6)


def _kind(desk: Desk, file: Path) -> str:
    """Files of one kind have one name, whatever their content or number."""
    return re.sub(r"[0-9a-z]{10,}|[0-9]+", "*", file.relative_to(desk.folder).as_posix())
