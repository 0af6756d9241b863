"""The record of approvals: what the gate stopped, who answered for it and with which public source.

A build leaves what it let through in its cache; the command that made the build adds what is new to a file
beside the content folder, which the team can open in a spreadsheet. Lines are only ever added.
"""
from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from plugins import disk
from plugins.newsroom.gate.rules import rules as gate_rules
from plugins.spreadsheet import disarmed
from plugins.values import VIETNAM, Article

LEFT = "da-duyet.json"  # in the cache
FILE = "nhat-ky/duyet-dang.csv"  # beside the content folder
COLUMNS = ("ghi lúc", "tệp", "tên bài", "điều đã chặn", "người duyệt", "ngày duyệt", "nguồn đã công khai")


def row(article: Article, rules: Iterable[str]) -> list[str]:
    """What is recorded of one approved article, without the moment."""
    approval = article.approval
    return [article.path, article.title, "; ".join(sorted({gate_rules()[id].label for id in rules})), approval.by, f"{approval.date:%Y-%m-%d}", approval.source or ""]


def leave(cache: Path, rows: Iterable[list[str]]) -> None:
    """Note what a build let through, for ``record``."""
    file, rows = cache / LEFT, sorted(rows)
    if rows:
        cache.mkdir(parents=True, exist_ok=True)
        disk.save(file, rows)
    else:
        file.unlink(missing_ok=True)


def record(content: Path, cache: Path, now: datetime | None = None) -> int:
    """Add to the record what the build that used *cache* let through and nobody has recorded yet; gives the number of lines added.

    What stands there is never changed, whatever became of it. Raises ``OSError``.
    """
    try:
        rows = disk.load(cache / LEFT)
    except (FileNotFoundError, disk.Damaged):
        return 0
    file = content.resolve().parent / FILE
    held = file.read_bytes() if file.is_file() else b""
    known = set(_lines(held))
    moment = f"{now or datetime.now(VIETNAM):%Y-%m-%d %H:%M}"
    new = [[moment, *map(disarmed, told)] for told in rows if tuple(map(disarmed, told)) not in known]
    if not new:
        return 0
    file.parent.mkdir(parents=True, exist_ok=True)
    added = io.StringIO(newline="")
    csv.writer(added).writerows(new if held else [COLUMNS, *new])
    start = b"" if held.endswith(b"\n") else b"\r\n" if held else codecs.BOM_UTF8
    disk.durable(file, held + start + added.getvalue().encode("utf-8"))
    return len(new)


def _lines(held: bytes) -> Iterator[tuple[str, ...]]:
    """The lines of the record without their moments; each by itself as well, since a damaged quotation mark swallows what follows."""
    text = held.decode("utf-8-sig", "replace")
    for part in (io.StringIO(text, newline=""), text.splitlines()):
        try:
            yield from (tuple(line[1:]) for line in csv.reader(part))
        except csv.Error:
            continue
