"""What a folder holds, by names, sizes and times: enough to see that nothing changed without reading anything.

Two writes within the clock's grain can leave a file with one and the same time. A file whose time is
within ``GRAIN`` of the moment it was looked at is *young*: its content is compared as well.
"""
from __future__ import annotations

import os
import time
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

GRAIN = 2_000_000_000  # nanoseconds: FAT keeps even seconds, the coarsest clock in use
Stamp = tuple[int, int, int]  # size in bytes, times of change of content and of the entry in nanoseconds


def stamp_of(stat: os.stat_result) -> Stamp:
    """On POSIX the third number moves with every write, even where a program sets the second back."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def young(stamp: Stamp, seen: int) -> bool:
    """Might the file have been written again after *seen* (nanoseconds) without a new time? A time to come counts."""
    return max(stamp[1], stamp[2]) > seen - GRAIN


def scan(folder: str | Path, skip: frozenset[str] = frozenset({"__pycache__"})) -> dict[str, Stamp]:
    """Every file under *folder* by POSIX path relative to it; hidden ones are passed over, links followed for files alone.

    A folder that is not there is empty.
    """
    found: dict[str, Stamp] = {}
    pending = [("", os.fspath(folder))]
    while pending:
        prefix, here = pending.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith(".") or name in skip:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append((f"{prefix}{name}/", entry.path))
                        continue
                    try:
                        found[prefix + name] = stamp_of(os.stat(entry.path))
                    except OSError:
                        found[prefix + name] = (-1, 0, 0)
        except OSError:
            continue
    return found


def digest(stamps: dict[str, Stamp]) -> str:
    """One text for a whole listing, in whatever order it was found."""
    lines = "\n".join(f"{path}\t{size}\t{changed}\t{moved}" for path, (size, changed, moved) in sorted(stamps.items()))
    return blake2b(lines.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def hash_of(path: str | Path) -> str:
    """The digest of a file's content; "" where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return blake2b(file.read(), digest_size=16).hexdigest()
    except OSError:
        return ""


def hashes(root: Path, stamps: dict[str, Stamp], seen: int) -> dict[str, str]:
    """Full path → hash of the files of *stamps* that were young at *seen*."""
    return {str(root / path): hash_of(root / path) for path, stamp in stamps.items() if young(stamp, seen)}


def same(known: dict[str, str]) -> bool:
    """Do the files of *known* still hold what they held?"""
    return all(hash_of(path) == before for path, before in known.items())


def stamps_of(root: Path, paths: Iterable[str]) -> dict[str, Stamp]:
    """The stamps of *paths* below *root*; those that are not there are left out."""
    base, found = os.fspath(root) + os.sep, {}
    for path in paths:
        try:
            found[path] = stamp_of(os.stat(base + path))
        except OSError:
            pass
    return found


def now() -> int:
    return time.time_ns()
