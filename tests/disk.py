"""A small disk of its own, to fill or to lock."""
from __future__ import annotations

import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def disk(folder: Path, size: str):
    """A disk of its own at *folder*; skips where this process may not mount one."""
    folder.mkdir()
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, text=True)
        reason = mounted.stderr.strip() if mounted.returncode else ""
    except OSError as error:
        reason = str(error)
    if reason:
        pytest.skip(f"this machine lets no test mount a small disk: {reason}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(file: Path) -> None:
    """Write *file* until its disk has not a block left."""
    with open(file, "ab", buffering=0) as out:
        try:
            while out.write(b"x" * 4096):
                pass
        except OSError:
            pass


def lock(folder: Path) -> None:
    """Nothing can be written any more on the disk at *folder*."""
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
