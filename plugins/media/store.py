"""What was worked out of media files, kept in the cache by content: made once, checked by checksum before it is used."""
from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins import disk

GRAIN = 2.0  # seconds: a file that was touched so shortly before it was read may have changed since


def sum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def written(path: Path, data: bytes) -> None:
    """Write *data* so that a reader sees the old file or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.moi")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError as error:
        disk.drop(beside)
        raise disk.named(error, path)


@dataclass(slots=True)
class Notes:
    """What is known of each file by its path, size and time, so that one that did not change is not read again.

    ``facts`` are plain values for JSON; a file touched within the clock's grain is always read again.
    """

    file: Path
    version: str
    known: dict[str, list] = field(default_factory=dict)
    fresh: dict[str, list] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            held = json.loads(self.file.read_text(encoding="utf-8"))
            if held["version"] == self.version and held["sum"] == sum_of(_bytes(held["files"])):
                self.known = held["files"]
        except (OSError, ValueError, KeyError, TypeError):
            self.known = {}

    def of(self, path: str, file: Path) -> Mapping[str, object] | None:
        """The facts of *file* where it is the one that was read."""
        found = self.known.get(path)
        if found is None or found[:2] != _stamp(file):
            return None
        self.fresh[path] = found
        return found[2]

    def learn(self, path: str, stamp: list[int], facts: Mapping[str, object]) -> None:
        """Remember *facts* of the file that bore *stamp* (``stamp_of``) when it was read."""
        if time.time() - stamp[1] / 1e9 > GRAIN:
            self.fresh[path] = [*stamp, dict(facts)]

    def save(self) -> None:
        if self.fresh != self.known:
            written(self.file, _bytes({"version": self.version, "sum": sum_of(_bytes(self.fresh)), "files": self.fresh}))


def _stamp(file: Path) -> list[int]:
    status = file.stat()
    return [status.st_size, status.st_mtime_ns]


stamp_of = _stamp


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
