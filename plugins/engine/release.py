"""From a staging folder to the output folder: only what changed, under a journal that the next run completes.

The output holds ``.nhiemky.json``, the list of files that we wrote; nothing else in that folder is ever touched.
"""
from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MANIFEST = ".nhiemky.json"


class ForeignFolder(Exception):
    """The output folder holds files that no build wrote."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths relative to the output folder."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def listing(folder: Path) -> list[str]:
    """Every file under *folder*, as sorted POSIX paths."""
    found, root = [], os.fspath(folder)
    for here, _, files in os.walk(root):
        base = here[len(root) + 1:].replace(os.sep, "/")
        found += [f"{base}/{name}" if base else name for name in files]
    return sorted(found)


def owned(output: Path) -> set[str]:
    """The files of *output* that earlier builds wrote; raises ``ForeignFolder`` where others lie there too."""
    try:
        return set(json.loads((output / MANIFEST).read_text(encoding="utf-8"))["files"])
    except FileNotFoundError:
        if output.is_dir() and any(output.iterdir()):
            raise ForeignFolder(f"thư mục '{output}' đang chứa tệp không do lệnh build tạo ra") from None
        return set()
    except (OSError, ValueError, KeyError, TypeError):
        raise ForeignFolder(f"danh sách tệp '{output / MANIFEST}' không đọc được; xóa thư mục ấy rồi dựng lại") from None


def put(path: Path, data: bytes) -> None:
    """Write *data* at *path* so that a reader sees the old file or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name[:80]}.{os.getpid()}.moi")
    try:
        with open(beside, "wb") as file:
            file.write(data)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _durable(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".moi")
    with open(beside, "w", encoding="utf-8") as file:
        file.write(json.dumps(value, ensure_ascii=False, separators=(",\n", ":")))  # a line each; with an indent it would be slow
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def journal_of(cache: Path, output: Path) -> tuple[Path, Path]:
    """``(journal, staging folder)`` for builds into *output*."""
    key = hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]
    return cache / f"release-{key}.json", cache / f"staging-{key}"


def begin(cache: Path, output: Path) -> Path:
    """Complete what a killed run left, then give an empty staging folder."""
    journal, staging = journal_of(cache, output)
    if journal.exists():
        complete(cache, output)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def commit(cache: Path, output: Path, kept: Iterable[str] = ()) -> Changes:
    """Make *output* what the staging folder holds. From here on a kill is completed by the next run.

    *kept* are files that stay as they lie in *output*; the caller has seen that they are there, as they should be.
    """
    journal, staging = journal_of(cache, output)
    owned(output)
    staged = listing(staging)
    _durable(journal, {"files": sorted({*staged, *kept}), "staged": staged})
    return complete(cache, output)


def complete(cache: Path, output: Path) -> Changes:
    """Carry out the journal; running it twice is the same as once."""
    journal, staging = journal_of(cache, output)
    try:
        plan = json.loads(journal.read_text(encoding="utf-8"))
        files, staged = plan["files"], plan["staged"]
    except (OSError, ValueError, KeyError):
        journal.unlink(missing_ok=True)
        return Changes((), (), 0)
    before = owned(output)
    output.mkdir(parents=True, exist_ok=True)
    changed = [path for path in staged if _differs(staging / path, output / path)]
    gone = sorted(before - set(files))
    if changed or gone or not (output / MANIFEST).exists():
        _durable(output / MANIFEST, {"files": sorted(before | set(files))})
        changed.sort(key=lambda path: (path.endswith(".html"), path == "index.html", path))  # parts before the pages that show them
        new = _move_folders(staging, output) if changed else set()
        for path in changed:
            if path.partition("/")[0] not in new:
                _move(staging / path, output / path)
        for path in gone:
            (output / path).unlink(missing_ok=True)
            _prune(output, path)
        _durable(output / MANIFEST, {"files": sorted(files)})
    journal.unlink(missing_ok=True)
    shutil.rmtree(staging, ignore_errors=True)
    return Changes(tuple(changed), tuple(gone), len(files) - len(changed))


def _move_folders(staging: Path, output: Path) -> set[str]:
    """Put whole folders in their place where the output has none of that name; gives their names."""
    moved = set()
    with os.scandir(staging) as entries:
        folders = [entry.name for entry in entries if entry.is_dir()]
    for name in sorted(folders):
        if not (output / name).exists():
            try:
                os.replace(staging / name, output / name)
                moved.add(name)
            except OSError:
                continue  # another disk: file by file
    return moved


def _move(new: Path, old: Path) -> None:
    """Put the staged file in its place in one step; across disks by a copy beside it."""
    try:
        os.replace(new, old)
    except FileNotFoundError:
        old.parent.mkdir(parents=True, exist_ok=True)
        os.replace(new, old)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        put(old, new.read_bytes())


def _differs(new: Path, old: Path) -> bool:
    try:
        made = new.stat()
    except FileNotFoundError:
        return False  # already in place when the earlier run was killed
    try:
        return old.stat().st_size != made.st_size or old.read_bytes() != new.read_bytes()
    except FileNotFoundError:
        return True


def _prune(output: Path, path: str) -> None:
    """Remove the folders that *path* left empty."""
    folder = (output / path).parent
    while folder != output:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
