"""A release to a remote place in an order in which no reader sees a page whose parts are missing, and so that it can go on after a cut.

Parts that have new names first, then parts that keep theirs, then articles, then the lists that lead to them, and only then
what is gone is removed. A ledger here says of every remote file which bytes it has, or that it is not known because a
run was cut off while it was sent; the remote place keeps a list of its own, so that another machine can go on from it.
"""
from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins import disk
from plugins.newsroom.publishing import addresses
from plugins.newsroom.publishing.rclone import Rclone
from plugins.newsroom.publishing.records import Record

LIST = ".nhiemky-ban-dang.json"  # what stands in the remote place
UNDER_WAY = ".nhiemky-dang-tai.json"  # somebody is uploading, or was cut off
_FILES, _BYTES = 200, 64_000_000  # in one go
_READ_BACK = 100_000_000  # bytes; as much is read back and compared, more is compared by the hashes that the place knows
_FOR_EVER, _ASK = "public, max-age=31536000, immutable", "no-cache"


class Foreign(Exception):
    """The remote folder holds what no publish of ours put there."""


class Busy(Exception):
    """Another machine is uploading, or was cut off; the message says since when."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What an upload did, in files."""

    uploaded: int
    removed: int
    resumed: bool


def ledger_of(folder: Path, remote: str) -> Path:
    """Where the publishing *folder* keeps what is known of *remote*."""
    return folder / f"tai-len-{hashlib.sha256(remote.encode()).hexdigest()[:12]}.json"


def push(folder: Path, release: Path, record: Record, remote: str, now: str, *, compressed: bool = False, take_over: bool = False,
         drawn: Callable[[int, int], None] = lambda done, total: None) -> Sent:
    """Make *remote* hold the *release* and nothing else of ours. *now* is written for people.

    Raises ``rclone.Failed``, ``Foreign`` or ``Busy``; what was sent before stays, and the next call goes on from there.
    """
    there = Rclone(remote)
    path = ledger_of(folder, remote)
    known = _ledger(path)
    listed, marker = map(_parsed, there.read(LIST, UNDER_WAY))
    mine = marker is not None and marker.get("run") == known.get("run")
    if marker is not None and not mine and not take_over:
        raise Busy(str(marker.get("since", "không rõ lúc nào")))
    if listed is None and marker is None and not known and not take_over and not there.empty():
        raise Foreign(remote)
    if known and (mine if listed is None else listed.get("run") == known.get("last")):
        held = dict(known["files"])
    elif listed is None or "run" not in listed:  # new, or its list is damaged: only names that may be there are known
        held = dict.fromkeys(known.get("files", ()))
    else:
        held = dict(listed["files"])
    if marker is not None and not mine:  # another's work, cut off: what it touched is not known
        held = {**dict.fromkeys(held), **dict.fromkeys(marker.get("files", ()))}

    wanted = {path: sum for path, (_, sum, _) in record.files.items() if compressed or not addresses.twin(path)}
    changed = sorted((p for p in wanted if held.get(p) != wanted[p]), key=lambda p: (addresses.stage(p), p == "index.html", p))
    gone = sorted(held.keys() - wanted.keys())
    if not changed and not gone and listed is not None and marker is None:
        return Sent(0, 0, False)
    run = known["run"] if mine else uuid.uuid4().hex
    ledger = {"run": run, "last": known.get("last", ""), "files": held}
    disk.save(path, ledger)
    there.write(UNDER_WAY, _packed({"run": run, "since": now, "files": [p for p in changed if p not in held]}))
    read_back = sum(record.files[p][0] for p in changed) <= _READ_BACK
    sent = 0
    for batch in _batches(changed, record):
        held.update(dict.fromkeys(batch))
        disk.save(path, ledger)
        there.copy(release, batch, cache=_FOR_EVER if addresses.stage(batch[0]) == 0 else _ASK)
        there.check(release, batch, download=read_back)
        held.update({p: wanted[p] for p in batch})
        disk.save(path, ledger)
        sent += len(batch)
        drawn(sent, len(changed) + len(gone))
    if gone:
        there.delete(gone)
        for empty in _emptied(gone, wanted):
            there.remove_empty(empty)
        drawn(len(changed) + len(gone), len(changed) + len(gone))
    if marker is not None:
        there.delete_partial()
    there.write(LIST, _packed({"run": run, "files": wanted}))
    there.remove(UNDER_WAY)
    disk.save(path, {"run": run, "last": run, "number": record.number, "files": wanted})
    return Sent(len(changed), len(gone), mine)


def _batches(paths: list[str], record: Record) -> Iterator[list[str]]:
    """*paths* in their order, cut where the stage changes and where it gets much; the front page goes last and alone."""
    batch: list[str] = []
    size = 0
    for path in paths:
        if batch and (addresses.stage(path) != addresses.stage(batch[0]) or len(batch) >= _FILES or size > _BYTES or path == "index.html"):
            yield batch
            batch, size = [], 0
        batch.append(path)
        size += record.files[path][0]
    if batch:
        yield batch


def _emptied(gone: list[str], wanted: dict[str, str]) -> list[str]:
    """The topmost folders that hold nothing any more."""
    def above(path: str) -> list[str]:
        pieces = path.split("/")[:-1]
        return ["/".join(pieces[: n + 1]) for n in range(len(pieces))]

    full = {folder for path in wanted for folder in above(path)}
    return sorted({next(folder for folder in above(path) if folder not in full) for path in gone if set(above(path)) - full})


def _ledger(path: Path) -> dict:
    """What is known here of the remote place; {} where nothing is, or the ledger is damaged."""
    try:
        return dict(disk.load(path))
    except (FileNotFoundError, disk.Damaged, TypeError, ValueError):
        return {}


def _packed(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return hashlib.sha256(text).hexdigest().encode() + b"\n" + text


def _parsed(data: bytes | None) -> dict | None:
    """A list or marker from the remote place; {} for one that is damaged, so that nothing is taken as known."""
    if data is None:
        return None
    told, _, text = data.partition(b"\n")
    if hashlib.sha256(text).hexdigest().encode() != told:
        return {"files": {}}
    return json.loads(text)
