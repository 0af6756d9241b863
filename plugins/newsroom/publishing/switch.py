"""Which release is live: ``FOLDER/current`` leads to it.

Where the system allows, ``current`` is a symbolic link that is replaced by one rename: every request finds the old
release or the new one. Windows can neither rename over a link to a folder nor make symbolic links without a right of
its own, so there ``current`` is a junction, changed by two renames with nothing between them: for that instant a request may find
no page, never a mixed one. The intent is written first, and the next command completes what was cut off.
"""
from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from plugins import disk
from plugins.newsroom.publishing import records

CURRENT = "current"


class NotOurs(Exception):
    """``current`` is a real folder or file, which no publish made."""


def live(folder: Path) -> int | None:
    """The number of the release that readers see; None where there is none. Raises ``NotOurs``."""
    current = folder / CURRENT
    try:
        target = os.readlink(current)
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise NotOurs(str(current)) from None
    name = target.replace("\\", "/").rstrip("/").rpartition("/")[2]
    if not name.isdecimal():
        raise NotOurs(str(current))
    return int(name)


def point(folder: Path, number: int, *, renames: int = 2 if os.name == "nt" else 1) -> None:
    """Make release *number* the live one. *renames* is 1 where a rename may replace a link, else 2."""
    live(folder)  # refuses what is not ours
    if renames == 1:
        beside = folder / f".{CURRENT}.moi"
        beside.unlink(missing_ok=True)
        os.symlink(f"releases/{number:06d}", beside, target_is_directory=True)
        os.replace(beside, folder / CURRENT)
        disk.sync_folder(folder)
        return
    disk.save(_intent(folder), {"number": number})
    mend(folder)


def mend(folder: Path, link: Callable[[Path, Path], None] | None = None) -> None:
    """Carry out a switch by two renames that was intended; running it again after a kill completes it."""
    try:
        number = int(disk.load(_intent(folder))["number"])
    except FileNotFoundError:
        return
    except (disk.Damaged, KeyError, TypeError, ValueError):
        _intent(folder).unlink(missing_ok=True)
        return
    new, old, current = folder / f".{CURRENT}.moi", folder / f".{CURRENT}.cu", folder / CURRENT
    if live(folder) != number:
        _remove(new)
        (link or _link)(records.place(folder, number), new)
        if os.path.lexists(current):
            _remove(old)
            os.rename(current, old)
        os.rename(new, current)
    _remove(old)
    _intent(folder).unlink(missing_ok=True)


def _intent(folder: Path) -> Path:
    return folder / ".chuyen.json"


def _link(target: Path, at: Path) -> None:
    if os.name == "nt":
        import _winapi

        _winapi.CreateJunction(str(target.resolve()), str(at))
    else:
        os.symlink(f"releases/{target.name}", at, target_is_directory=True)


def _remove(link: Path) -> None:
    """Remove a link, never what it leads to."""
    if not os.path.lexists(link):
        return
    try:
        os.unlink(link)
    except OSError:
        os.rmdir(link)  # a junction


def prune(folder: Path, keep: int) -> list[int]:
    """Remove old releases but the *keep* newest, the live one and the one that ``rollback`` leads to; gives their numbers."""
    now = live(folder)
    there = records.numbers(folder)
    wanted = {now, *there[-keep:]}
    try:
        wanted.add(records.load(folder, now).before if now is not None else None)
    except disk.Damaged:
        pass
    gone = []
    for number in there:
        if number in wanted or number == max(there):
            continue
        away = records.releases(folder) / f".bo-{number:06d}"
        try:
            if records.place(folder, number).exists():
                os.rename(records.place(folder, number), away)
            records.note(folder, number).unlink(missing_ok=True)
        except OSError:  # a web server on Windows may have a file open; the next run tries again
            continue
        shutil.rmtree(away, ignore_errors=True)
        gone.append(number)
    return gone


def leave(folder: Path, number: int) -> None:
    """Write down that *number* is gone back to, before it is made live: until the next publish nothing goes out unasked."""
    disk.save(_left(folder), {"number": number})


def went_back(folder: Path) -> bool:
    """Is what is live there because somebody went back to it?"""
    try:
        return disk.load(_left(folder))["number"] == live(folder)
    except (FileNotFoundError, KeyError, TypeError):
        return False
    except disk.Damaged:
        return True


def arrived(folder: Path) -> None:
    """A publish made its release live: what was gone back to no longer matters."""
    _left(folder).unlink(missing_ok=True)


def _left(folder: Path) -> Path:
    return folder / ".quay-lai.json"
