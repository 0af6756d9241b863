"""One publish or rollback at a time. The lock is the system's own, so that it ends with the process that held it."""
from __future__ import annotations

import getpass
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.disk import durable


class Held(Exception):
    """Another publish or rollback is under way; the message says whose."""


def me() -> str:
    """``user@host``, as well as the machine knows."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "không rõ"
    return f"{user}@{socket.gethostname()}"


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the publishing *folder*; raises ``Held`` at once where another run does, ``OSError`` where it cannot be written."""
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    who = folder / ".khoa.txt"
    held = FileLock(str(folder / ".khoa"))
    try:
        held.acquire(timeout=0)
    except Timeout:
        try:
            holder = who.read_text(encoding="utf-8")
        except OSError:
            holder = "không rõ"
        raise Held(holder) from None
    try:
        durable(who, f"{me()}, tiến trình {os.getpid()}, từ {time.strftime('%H:%M:%S %d/%m/%Y')}".encode("utf-8"))
        yield
    finally:
        who.unlink(missing_ok=True)
        held.release()
