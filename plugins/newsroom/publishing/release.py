"""A new release beside the live one: unchanged files as hard links, the others copied, all of it on disk before it is named."""
from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from plugins import disk
from plugins.newsroom.publishing import addresses, records
from plugins.newsroom.publishing.records import Edits, Record
from plugins.newsroom.publishing.twins import twins

_STAGING = ".dang-lam"
_FEW = 300  # files and folders that are synced one by one; for more one call that writes everything out is quicker
_ROOM = 20_000_000  # bytes that stay free on the disk
_GRACE = 600  # seconds that a page may take to ask for its parts, however many releases pass meanwhile
_AT_ONCE = 64  # files in the hands of the compressors


class NoRoom(Exception):
    """The disk has too little room for the release: (bytes needed, bytes free)."""


@dataclass(frozen=True, slots=True)
class Made:
    """A release that is whole in its staging folder and not yet named."""

    record: Record
    staging: Path
    written: tuple[str, ...]  # new or changed, twins aside
    gone: tuple[str, ...]  # of the live release, twins aside
    linked: int  # files that share their bytes with the live release
    edits: Edits  # what somebody did to the live release by hand

    @property
    def same(self) -> bool:
        """Is it what is live already?"""
        return not self.written and not self.gone and not self.edits


def staging_of(folder: Path) -> Path:
    return records.releases(folder) / _STAGING


def clear(folder: Path) -> bool:
    """Remove what a killed run left: half-made releases, releases half removed, records without a folder. Gives whether there was any."""
    found = False
    root = records.releases(folder)
    for name in os.listdir(root) if root.is_dir() else ():
        if name.startswith((_STAGING, ".bo-")) or name.endswith(".moi"):
            path = root / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            found = True
    for number in records.numbers(folder):
        if not records.place(folder, number).exists():
            records.note(folder, number).unlink(missing_ok=True)
            found = True
    return found


def make(folder: Path, source: Path, paths: Iterable[str], live: Record | None, about: Record, *, forget: bool = False,
         drawn: Callable[[int, int], None] = lambda done, total: None) -> Made:
    """Assemble release ``about.number`` of the files *paths* of *source* in the staging folder.

    *about* tells all but the files. What *live* has by a name that changes with the content stays for one release more and ten minutes,
    for readers who have one of its pages open, unless *forget*, or where it tells of articles and one of those is gone.
    Raises ``NoRoom`` or ``OSError``; ``clear`` removes what was begun.
    """
    staging = staging_of(folder)
    wanted = sorted(paths)
    before = live.files if live else {}
    found = records.edits(folder, live) if live else Edits()
    touched = set(found.touched)
    stats = {path: os.stat(source / path) for path in wanted}
    sources = {path: [s.st_size, s.st_mtime_ns, s.st_ino] for path, s in stats.items()}
    same_kinds = live is not None and set(live.compress) == set(about.compress)

    def unchanged(path: str) -> bool:
        if path not in before or path in touched or before[path][0] != stats[path].st_size:
            return False
        return live.sources.get(path) == sources[path] or disk.hash_of(source / path) == before[path][1]

    kept = {path for path in wanted if unchanged(path)}
    _see_room(folder, sum(stats[path].st_size for path in wanted if path not in kept))
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    writer = _Writer(staging, live and records.place(folder, live.number), before, about.stamp)

    carried = {} if live is None or forget else _carried(live, set(wanted), touched, about.stamp)
    written, done = [], 0
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        def compress(batch: list[str]) -> None:
            for path, made in zip(batch, pool.map(lambda path: twins(path, (staging / path).read_bytes(), about.compress), batch)):
                for kind, data in made.items():
                    writer.write(f"{path}.{kind}", data)

        batch: list[str] = []
        for path in (*wanted, *carried):
            done += 1
            drawn(done, len(wanted) + len(carried))
            if path in kept or path not in stats:
                writer.link(path)
                if same_kinds and not any(f"{path}.{kind}" in touched for kind in about.compress):
                    for kind in about.compress:
                        if f"{path}.{kind}" in before:
                            writer.link(f"{path}.{kind}")
                    continue
            else:
                written.append(path)
                writer.write(path, (source / path).read_bytes())
            batch.append(path)
            if len(batch) >= _AT_ONCE:
                compress(batch)
                batch = []
        compress(batch)
    writer.sync()
    record = replace(about, files=writer.files, sources=sources, carried=carried)
    old = {path for path in before if not addresses.twin(path)} - set(live.carried if live else ())
    return Made(record, staging, tuple(written), tuple(sorted(old - set(wanted))), writer.linked, found)


def keep(folder: Path, made: Made) -> None:
    """Give the release its name; from here on it is one of those that can be live."""
    records.save(folder, made.record)
    os.rename(made.staging, records.place(folder, made.record.number))
    disk.sync_folder(records.releases(folder))


def next_about(folder: Path, now: int) -> tuple[int, int]:
    """``(number, stamp)`` of the next release. *now* is the clock's second; neither ever goes back, whatever the clock does.

    Stamps are even, since some file systems know no odd seconds.
    """
    there = records.numbers(folder)
    latest = next((record.stamp for record in records.newest(folder)), 0)
    return (there[-1] if there else 0) + 1, max(now, latest + 2) // 2 * 2


def _carried(live: Record, wanted: set[str], touched: set[str], stamp: int) -> dict[str, int]:
    """Files of the live release that its pages, and those of releases just before it, may still ask for."""
    lost = any(addresses.article(path) and path not in wanted for path in live.files)
    return {
        path: live.carried.get(path, stamp) for path in sorted(live.files)
        if path not in wanted and path not in touched and stamp - live.carried.get(path, stamp) < _GRACE and not addresses.twin(path)
        and addresses.for_ever(path) and not (lost and addresses.tells_of_articles(path))
    }


def _see_room(folder: Path, size: int) -> None:
    """Say before anything is written that it will not fit; twins take about half as much again."""
    needed, free = size + size // 2 + _ROOM, shutil.disk_usage(folder).free
    if needed > free:
        raise NoRoom(needed, free)


class _Writer:
    """Fills the staging folder."""

    def __init__(self, staging: Path, live: Path | None, before: dict[str, list], stamp: int):
        self.staging, self.live, self.before, self.stamp = staging, live, before, stamp
        self._here, self._there = os.fspath(staging), os.fspath(live) if live else ""  # texts: tens of thousands of paths are made of them
        self.files: dict[str, list] = {}
        self.linked = 0
        self._folders = {""}
        self._new: list[str] = []
        self._links = True

    def link(self, path: str) -> None:
        """The live release's file as it is: as a hard link, or as a copy where the file system has none."""
        target = self._at(path)
        if self._links:
            try:
                os.link(f"{self._there}/{path}", target)
                self.files[path] = self.before[path]
                self.linked += 1
                return
            except FileNotFoundError:
                raise
            except OSError:
                self._links = _may_link_again(self.staging)
        size, sum, time = self.before[path]
        self._put(target, Path(self._there, path).read_bytes(), time)
        self.files[path] = [size, sum, time]

    def write(self, path: str, data: bytes) -> None:
        self._put(self._at(path), data, self.stamp)
        self.files[path] = [len(data), hashlib.sha256(data).hexdigest(), self.stamp]

    def sync(self) -> None:
        """Everything written is on the disk when this returns."""
        if len(self._new) + len(self._folders) > _FEW and hasattr(os, "sync"):
            os.sync()
            return
        for path in self._new:
            with open(path, "rb+") as file:
                os.fsync(file.fileno())
        for folder in self._folders:
            disk.sync_folder(self.staging / folder)

    def _put(self, target: str, data: bytes, time: int) -> None:
        try:
            with open(target, "xb") as file:
                file.write(data)
        except OSError as error:
            raise disk.named(error, target)
        os.utime(target, (time, time))
        self._new.append(target)

    def _at(self, path: str) -> str:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self._here}/{folder}", exist_ok=True)
            while folder not in self._folders:
                self._folders.add(folder)
                folder = folder.rpartition("/")[0]
        return f"{self._here}/{path}"


def _may_link_again(folder: Path) -> bool:
    """Does the file system have hard links at all? One file may have too many."""
    one, two = folder / ".thu-1", folder / ".thu-2"
    one.touch()
    try:
        os.link(one, two)
        return True
    except OSError:
        return False
    finally:
        one.unlink(missing_ok=True)
        two.unlink(missing_ok=True)
