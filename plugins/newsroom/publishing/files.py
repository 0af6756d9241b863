"""Writing that survives a kill and a power cut: whole or not at all, with a checksum where it matters."""
from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path


class Damaged(Exception):
    """A file of ours does not carry the checksum that it was written with."""


def sync_folder(folder: Path) -> None:
    """Make the names in *folder* survive a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some network file systems cannot; the rename itself is still whole
        pass
    finally:
        os.close(handle)


def durable(path: Path, data: bytes) -> None:
    """Put *data* at *path*: a reader, a kill and a power cut see the old file or the new one, whole."""
    beside = path.with_name(path.name + ".moi")
    try:
        with open(beside, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def save(path: Path, value: object) -> None:
    """*value* as JSON under its checksum."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    durable(path, hashlib.sha256(text).hexdigest().encode() + b"\n" + text)


def load(path: Path) -> object:
    """What ``save`` wrote. Raises ``Damaged``, or ``FileNotFoundError`` where there is none."""
    try:
        told, _, text = path.read_bytes().partition(b"\n")
        if hashlib.sha256(text).hexdigest().encode() == told:
            return json.loads(text)
    except (ValueError, IsADirectoryError):
        pass
    raise Damaged(str(path))


def hash_of(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def listing(folder: Path) -> dict[str, os.stat_result]:
    """Every file under *folder* by POSIX path, with its stat; symlinks are themselves."""
    found: dict[str, os.stat_result] = {}

    def walk(here: str, base: str) -> None:
        with os.scandir(here) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    walk(entry.path, f"{base}{entry.name}/")
                else:
                    found[base + entry.name] = os.stat(entry.path, follow_symlinks=False)

    walk(os.fspath(folder), "")
    return found
