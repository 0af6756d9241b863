"""Has the day of a scheduled article come? Answered from the heads of the files, without a build."""
from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

from plugins.frontmatter import load
from plugins.site_data import SiteData
from plugins.values import VIETNAM
from plugins.vietnamese.dates import parse_date, parse_time

_FOLDERS = ("tin", "trang")
_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_DATE = re.compile(rb"^date:[ \t]*([^#\r\n]+)", re.MULTILINE)


def due(content: Path, after: date, until: date) -> list[str]:
    """Published articles dated later than *after* and not later than *until*, days in Vietnam; paths below *content*.

    One whose front matter cannot be read is among them where its date is, so that the build tells what is wrong.
    """
    if after >= until:
        return []
    found = []
    for folder in _FOLDERS:
        for file in sorted((content / folder).rglob("*.md")):
            try:
                data = file.read_bytes()
            except OSError:
                continue
            head = _HEAD.match(data)
            line = head and _DATE.search(head[1])
            day = line and _day(line[1].decode("utf-8", "replace").strip().strip("'\""))
            if not day or not after < day <= until:
                continue
            path = file.relative_to(content).as_posix()
            article = load(data.decode("utf-8-sig", "replace").replace("\r\n", "\n"), path, SiteData()).article
            if article is None or article.status == "published":
                found.append(path)
    return found


def _day(written: str) -> date | None:
    moment: date | datetime | None = parse_time(written) or parse_date(written)
    return moment.astimezone(VIETNAM).date() if isinstance(moment, datetime) else moment
