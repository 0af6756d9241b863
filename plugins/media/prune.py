"""What nobody has used for a month leaves the store of pictures; a picture that comes back is made again."""
from __future__ import annotations

import json
import os
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from pathlib import Path

from plugins.media.store import written

KEPT = 30  # days
_KEY = 64  # how long a picture's name in the store is: SHA-256 in hexadecimal digits


def prune(store: Path, used: Collection[str], day: date) -> None:
    """Drop the files of pictures that no build named for ``KEPT`` days; *used* are the keys that this one names.

    ``unused.json`` in the *store* tells since when each was missed. The folder is looked through once a day,
    by the first build of it; a build that fails or has fewer articles drops nothing before the month is over.
    """
    note = store / "unused.json"
    looked, since = _read(note)
    if looked == day.isoformat() or not store.is_dir():
        return
    names: dict[str, list[str]] = {}
    for entry in os.scandir(store):
        key = entry.name.partition(".")[0]
        if len(key) == _KEY:
            names.setdefault(key, []).append(entry.name)
    missed = {key: since.get(key, day.isoformat()) for key in names if key not in used}
    over = [key for key, first in missed.items() if (day - date.fromisoformat(first)).days > KEPT]
    for key in over:
        del missed[key]
        for name in names[key]:
            with suppress(OSError):  # in use on Windows: it is missed anew from tomorrow on
                (store / name).unlink()
    written(note, json.dumps({"looked": day.isoformat(), "since": missed}, sort_keys=True).encode())


def _read(note: Path) -> tuple[str, dict[str, str]]:
    """``(day of the last look, key → day since which it is missed)``; nothing where the note is not whole."""
    try:
        held = json.loads(note.read_bytes())
        since = {key: date.fromisoformat(first).isoformat() for key, first in held["since"].items()}
        return str(held["looked"]), since
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return "", {}
