"""What goes beside the figures in the data package: conferences, and corrections of articles with figures."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins.figures import csvfile, jsonfile, workbook
from plugins.figures.combine import says
from plugins.figures.committees import Register
from plugins.figures.conferences import Meeting
from plugins.figures.data import About, Download, notes_of, told_of
from plugins.figures.records import Column, Value
from plugins.figures.statements import Statement
from plugins.values import VIETNAM, Article, Correction

_DATA = json.loads(Path(__file__).with_name("side_columns.json").read_text(encoding="utf-8"))
CONFERENCES = tuple(Column(**entry) for entry in _DATA["conferences"])
CORRECTIONS = tuple(Column(**entry) for entry in _DATA["corrections"])


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction of an article with figures; ``url`` is the corrected figure's where it is surely known, ``years`` are
    those of the figures that it may be about."""

    day: date
    before: str
    after: str
    note: str
    url: str
    title: str
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a page shows of corrections: the newest, how many more there are, and the files of all by kind."""

    shown: tuple[Corrected, ...]
    left: int
    files: dict[str, str]


def changes(found: tuple[Corrected, ...], files: Iterable[Download], most: int) -> Changes | None:
    """None where nothing was corrected."""
    return Changes(found[:most], max(0, len(found) - most), {file.kind: file.path for file in files}) if found else None


def _years(told: list[Statement], correction: Correction, stated: list[Statement]) -> tuple[str, ...]:
    """Those of the figures that *correction* is about: *told*, or any of the article's where its number is that of none."""
    numbered = any(letter.isdecimal() for letter in f"{correction.before or ''}{correction.after or ''}")
    return tuple(dict.fromkeys(s.figure.term.years for s in told or (stated if numbered else ()) if s.figure.term is not None))


def corrections(statements: Iterable[Statement]) -> tuple[Corrected, ...]:
    """Corrections of the articles that *statements* come from, newest first."""
    stated: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.article.corrections:
            stated.setdefault(statement.article.path, []).append(statement)
    found = []
    for group in stated.values():
        article = group[0].article
        for c in article.corrections:
            day = c.date.astimezone(VIETNAM)
            told = [s for s in group if c.after and says(c.after, s.figure)]
            url = told[0].url if len(told) == 1 else article.url
            found.append((day, Corrected(day.date(), c.before or "", c.after or "", c.note, url, article.title, _years(told, c, group))))
    found.sort(key=lambda item: (item[0], item[1].url), reverse=True)
    return tuple(corrected for _, corrected in found)


def correction_rows(found: Iterable[Corrected], root: str) -> list[tuple[Value, ...]]:
    return [(c.day, c.before or None, c.after or None, c.note, root + c.url, c.title) for c in found]


def conference_rows(held: Iterable[Meeting], known: Register, root: str) -> list[tuple[Value, ...]]:
    """A row for each conference, oldest first, in the columns of ``CONFERENCES``."""
    rows = []
    for meeting in held:
        conference, step, first = meeting.conference, meeting.conference.step, meeting.reports[0]
        rows.append((
            conference.held, conference.held_end, conference.status, conference.kind, meeting.name,
            ";".join(meeting.committees) or None, ";".join(map(known.name, meeting.committees)) or None,
            ";".join(dict.fromkeys(t.years for t in meeting.terms)) or None,
            step.number if step else None, step.of if step else None, step.procedure if step else None, conference.venue,
            len(meeting.reports), root + first.url, first.title, " ".join(root + r.url for r in meeting.reports[1:]) or None,
        ))
    return rows


def side_files(about: About, name: str, key: str, title: str, columns: tuple[Column, ...], rows: list[tuple[Value, ...]]) -> tuple[Download, ...]:
    """*rows* as CSV, XLSX and JSON below ``about.home``, named *name* and by their content; *key* holds them in the JSON, the sheet *title* in the workbook."""
    table = csvfile.table(columns, rows)
    version = hashlib.sha256(repr((about, columns)).encode("utf-8") + table).hexdigest()[:10]
    stem = f"{about.home}{name}-{version}"

    def as_json() -> bytes:
        return jsonfile.document(told_of(about, columns), [jsonfile.object_of(columns, row) for row in rows], key)

    def as_workbook() -> bytes:
        return workbook.document(title, columns, workbook.plain_rows(rows), notes_of(about, columns))

    makers = {"csv": lambda: table, "xlsx": as_workbook, "json": as_json}
    return tuple(Download(kind, f"{stem}.{kind}", make, version, name, columns) for kind, make in makers.items())
