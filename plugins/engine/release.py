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

from plugins import disk

MANIFEST = ".nhiemky.json"
_BESIDE = disk.beside(Path(MANIFEST)).name  # what a kill leaves while the list is written


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


def listed(output: Path) -> list[str]:
    """The files of *output* as its own list names them. Raises ``FileNotFoundError``, ``Damaged`` or another ``OSError``."""
    path = output / MANIFEST
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        files = told["files"]
        if told.get("sum", "") in ("", _sum(files)):  # earlier versions wrote no checksum
            return files
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise disk.Damaged(str(path))


def owned(output: Path, cache: Path | None = None) -> set[str]:
    """The files of *output* that earlier builds wrote; raises ``ForeignFolder`` where others lie there too.

    A damaged list is made up for by the copy that the last build left in *cache*.
    """
    try:
        return set(listed(output))
    except FileNotFoundError:
        if output.is_dir() and any(path.name != _BESIDE for path in output.iterdir()):
            raise ForeignFolder(f"thư mục '{output}' đang chứa tệp không do lệnh build tạo ra") from None
        return set()
    except disk.Damaged:
        try:
            return set(disk.load(_copy_of_list(cache or output, output))["files"])
        except (OSError, disk.Damaged):
            raise ForeignFolder(f"danh sách tệp '{output / MANIFEST}' bị hỏng, không rõ tệp nào của trang") from None


def _sum(files: list[str]) -> str:
    return hashlib.sha256("\n".join(files).encode("utf-8", "surrogateescape")).hexdigest()


def _list(output: Path, files: Iterable[str]) -> None:
    """Write the list of files that *output* holds."""
    files = sorted(files)
    disk.durable(output / MANIFEST, json.dumps({"sum": _sum(files), "files": files}, ensure_ascii=False, separators=(",\n", ":")).encode("utf-8"))


def put(path: Path, data: bytes) -> None:
    """Write *data* at *path* so that a reader sees the old file or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name[:80]}.{os.getpid()}.moi")
    try:
        with open(beside, "wb") as file:
            file.write(data)
        os.replace(beside, path)
    except OSError as error:
        disk.drop(beside)
        raise disk.named(error, path)
    except BaseException:
        disk.drop(beside)
        raise


def journal_of(cache: Path, output: Path) -> tuple[Path, Path]:
    """``(journal, staging folder)`` for builds into *output*."""
    key = hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]
    return cache / f"release-{key}.json", cache / f"staging-{key}"


def _copy_of_list(cache: Path, output: Path) -> Path:
    """The last journal that was carried out: it names the same files as the output's own list."""
    journal = journal_of(cache, output)[0]
    return journal.with_name(journal.name.replace("release-", "files-", 1))


def begin(cache: Path, output: Path) -> Path:
    """Complete what a killed run left, then give an empty staging folder."""
    journal, staging = journal_of(cache, output)
    if journal.exists():
        complete(cache, output)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def unfinished(cache: Path, output: Path) -> bool:
    """Has a build begun to change *output* and not come to the end?"""
    return journal_of(cache, output)[0].exists()


def commit(cache: Path, output: Path, kept: Iterable[str] = ()) -> Changes:
    """Make *output* what the staging folder holds. From here on a kill is completed by the next run.

    *kept* are files that stay as they lie in *output*; the caller has seen that they are there, as they should be.
    """
    journal, staging = journal_of(cache, output)
    owned(output, cache)
    staged = listing(staging)
    disk.save(journal, {"files": sorted({*staged, *kept}), "staged": staged})
    return complete(cache, output)


def complete(cache: Path, output: Path) -> Changes:
    """Carry out the journal; running it twice is the same as once."""
    journal, staging = journal_of(cache, output)
    try:
        plan = disk.load(journal)
        files, staged = plan["files"], plan["staged"]
    except FileNotFoundError:
        return Changes((), (), 0)
    except (disk.Damaged, KeyError, TypeError):  # what it was to do the build that follows finds out again
        journal.unlink(missing_ok=True)
        return Changes((), (), 0)
    before = owned(output, cache)
    output.mkdir(parents=True, exist_ok=True)
    changed = [path for path in staged if _differs(staging / path, output / path)]
    gone = sorted(before - set(files))
    if changed or gone or not _sound(output, files):
        _list(output, before | set(files))
        changed.sort(key=lambda path: (path.endswith(".html"), path == "index.html", path))  # parts before the pages that show them
        new = _move_folders(staging, output) if changed else set()
        for path in changed:
            if path.partition("/")[0] not in new:
                _move(staging / path, output / path)
        for path in gone:
            (output / path).unlink(missing_ok=True)
            _prune(output, path)
        if gone:
            _list(output, files)
    disk.drop(output / _BESIDE)
    os.replace(journal, _copy_of_list(cache, output))
    shutil.rmtree(staging, ignore_errors=True)
    return Changes(tuple(changed), tuple(gone), len(files) - len(changed))


def _sound(output: Path, files: list[str]) -> bool:
    """Does the output's own list name *files*?"""
    try:
        return listed(output) == files
    except (OSError, disk.Damaged):
        return False


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
