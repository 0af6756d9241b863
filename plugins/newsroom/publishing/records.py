"""What is known of each release: its number, when and by whom it was made, every file with size and checksum.

``FOLDER/releases/000008/`` holds the files of release 8, ``FOLDER/releases/000008.json`` its record. Numbers only grow,
so that a clock set back does not change which release is the newer.
"""
from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

from plugins import disk
from plugins.disk import Damaged

VERSION = 2
_NAME = re.compile(r"([0-9]{6,})(\.json)?")


@dataclass(frozen=True, slots=True)
class Record:
    """One release."""

    number: int
    made: str  # when, ISO 8601 with offset, by the clock of the machine that made it
    day: str  # the day that the site was built for, ISO 8601
    by: str  # user@host
    articles: int  # that stand in lists and search
    before: int | None  # the release that was live when this one was made; where ``rollback`` leads
    stamp: int  # the modification time that its new files got, seconds since 1970; grows from release to release
    site: str  # the site's address, "" where it is not known
    compress: tuple[str, ...] = ()
    files: dict[str, list] = field(default_factory=dict)  # path → [size, SHA-256, modification time]
    sources: dict[str, list] = field(default_factory=dict)  # path → [size, nanoseconds, inode] of the built file
    carried: dict[str, int] = field(default_factory=dict)  # files of earlier releases, for readers who have a page of one open → stamp since when


def releases(folder: Path) -> Path:
    return folder / "releases"


def place(folder: Path, number: int) -> Path:
    """The folder of release *number*."""
    return releases(folder) / f"{number:06d}"


def note(folder: Path, number: int) -> Path:
    """The record of release *number*."""
    return releases(folder) / f"{number:06d}.json"


def numbers(folder: Path) -> list[int]:
    """Releases that have a folder or a record, oldest first."""
    try:
        names = os.listdir(releases(folder))
    except FileNotFoundError:
        return []
    return sorted({int(match[1]) for name in names if (match := _NAME.fullmatch(name))})


def save(folder: Path, record: Record) -> None:
    disk.save(note(folder, record.number), {"version": VERSION, **{field.name: getattr(record, field.name) for field in fields(record)}})


def load(folder: Path, number: int) -> Record:
    """The record of release *number*; raises ``Damaged`` where it or the release's folder is not there or not sound."""
    try:
        told = dict(disk.load(note(folder, number)))
        if told.pop("version") != VERSION or not place(folder, number).is_dir():
            raise Damaged(str(note(folder, number)))
        return Record(**{**told, "compress": tuple(told["compress"])})
    except (FileNotFoundError, KeyError, TypeError, ValueError):
        raise Damaged(str(note(folder, number))) from None


def newest(folder: Path) -> Iterator[Record]:
    """The sound records, newest first."""
    for number in reversed(numbers(folder)):
        try:
            yield load(folder, number)
        except Damaged:
            continue


@dataclass(frozen=True, slots=True)
class Edits:
    """What somebody did to a release after it was made; POSIX paths."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.strange)

    @property
    def touched(self) -> tuple[str, ...]:
        return (*self.changed, *self.missing)


def edits(folder: Path, record: Record, *, thorough: bool = False) -> Edits:
    """Compare the files of a release with its record: by size and time, with *thorough* by checksum too."""
    root = place(folder, record.number)
    found = disk.listing(root)
    changed = []
    for path, (size, sum, time) in record.files.items():
        seen = found.get(path)
        if seen is None:
            continue
        if not stat.S_ISREG(seen.st_mode) or seen.st_size != size or int(seen.st_mtime) != time or (thorough and disk.hash_of(root / path) != sum):
            changed.append(path)
    return Edits(tuple(sorted(changed)), tuple(sorted(record.files.keys() - found.keys())), tuple(sorted(found.keys() - record.files.keys())))
