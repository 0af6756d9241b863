"""The record of approvals: what the gate stopped, who answered for it and with which public source.

A build leaves what it let through in its cache; the command that made the build adds what is new to a file
beside the content folder, which the team can open in a spreadsheet. Lines are only ever added.
"""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from plugins.newsroom.gate.rules import rules as gate_rules
from plugins.values import VIETNAM, Article

LEFT = "da-duyet.json"  # in the cache
FILE = "nhat-ky/duyet-dang.csv"  # beside the content folder
COLUMNS = ("ghi lúc", "tệp", "tên bài", "điều đã chặn", "người duyệt", "ngày duyệt", "nguồn đã công khai")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet would run


def row(article: Article, rules: Iterable[str]) -> list[str]:
    """What is recorded of one approved article, without the moment."""
    approval = article.approval
    return [article.path, article.title, "; ".join(sorted({gate_rules()[id].label for id in rules})), approval.by, f"{approval.date:%Y-%m-%d}", approval.source or ""]


def leave(cache: Path, rows: Iterable[list[str]]) -> None:
    """Note what a build let through, for ``record``."""
    file, rows = cache / LEFT, sorted(rows)
    if rows:
        cache.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    else:
        file.unlink(missing_ok=True)


def record(content: Path, cache: Path, now: datetime | None = None) -> int:
    """Add to the record what the build that used *cache* let through and nobody has recorded yet; gives the number of lines added."""
    try:
        rows = json.loads((cache / LEFT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0
    file = content.resolve().parent / FILE
    text = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
    known = {tuple(line[1:]) for line in csv.reader(io.StringIO(text))}
    moment = f"{now or datetime.now(VIETNAM):%Y-%m-%d %H:%M}"
    new = [[moment, *map(_cell, told)] for told in rows if tuple(map(_cell, told)) not in known]
    if not new:
        return 0
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "a", encoding="utf-8" if text else "utf-8-sig", newline="") as out:
        csv.writer(out).writerows(new if text else [COLUMNS, *new])
    return len(new)


def _cell(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA) else text
