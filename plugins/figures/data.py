"""Open data: CSV, JSON and XLSX of a set of figures, named by their content, and the package that describes them."""
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from plugins.figures import csvfile, jsonfile, workbook
from plugins.figures.committees import Register
from plugins.figures.records import COLUMNS, Column, records
from plugins.figures.statements import Statement
from plugins.vietnamese.dates import format_date

MEDIA = {"csv": "text/csv", "json": "application/json", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
UNKNOWN_LICENCE = "Chưa ghi giấy phép; hỏi cơ quan chủ quản trước khi đăng lại."
RULES = (
    ("Không cộng", "Không cộng các con số của những đơn vị khác nhau (người, lượt, tổ chức) hay của những bài cùng nói về một việc."),
    ("Con số chặn", "Cột Mức cho biết con số là chặn dưới, chặn trên hay ước chừng; \"trên 1.000\" không phải là 1.000."),
    ("Không nêu", "Ô trống nghĩa là bài không nêu; không bao giờ có nghĩa là 0."),
    ("Máy đọc", "Dòng có tình trạng extracted do máy đọc, chưa có người kiểm chứng."),
    ("Hai nguồn khác nhau", "Khi hai bài nêu khác nhau, cả hai dòng đều được giữ."),
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Statements in each file's own spelling, so that a term's files and the whole site's share the work."""

    csv: tuple[str, ...]
    json: tuple[str, ...]
    sheet: tuple[str, ...]

    def pick(self, places: Iterable[int]) -> Rows:
        chosen = list(places)
        return Rows(*(tuple([lines[p] for p in chosen]) for lines in (self.csv, self.json, self.sheet)))


def rows(statements: Iterable[Statement], known: Register, root: str) -> Rows:
    """*root* is the site's whole address, or "" where it is not known."""
    found = records(statements, known, root)
    return Rows(tuple(csvfile.lines(found)), tuple(jsonfile.objects(found)), tuple(workbook.rows(found)))


@dataclass(frozen=True, slots=True)
class About:
    """What every download says of itself. ``home`` is the page it belongs to, ``root`` the site's whole address or ""."""

    title: str
    site: str
    owner: str
    licence: str
    home: str
    root: str

    @property
    def citation(self) -> str:
        """How to name the data in a paper; the reader adds the day of retrieval, for no page holds a clock."""
        by = f"{self.owner}, " if self.owner and self.owner != self.site else ""
        return f"{by}{self.site}: {self.title}. {self.root}{self.home}"

    @property
    def licence_text(self) -> str:
        return self.licence or UNKNOWN_LICENCE


@dataclass(frozen=True, slots=True)
class Download:
    """A file to offer: ``path`` is its address; ``make`` gives its bytes. ``version`` names its content, ``name`` what it holds."""

    kind: str
    path: str
    make: Callable[[], bytes]
    version: str
    name: str = "so-lieu"
    columns: tuple[Column, ...] = COLUMNS


class Corrected(Protocol):
    """A correction as the files list it; see ``side_files``."""

    day: date
    before: str
    after: str
    note: str
    url: str
    title: str


def _version(about: About, body: Rows, corrected: Sequence[Corrected]) -> str:
    """The content in ten hex digits: the records and all that stands around them."""
    made = hashlib.sha256(repr((about, COLUMNS, RULES, corrected)).encode("utf-8"))
    made.update("".join(body.csv).encode("utf-8"))
    return made.hexdigest()[:10]


def told_of(about: About, columns: Sequence[Column]) -> dict[str, object]:
    """What a JSON file says of itself before its rows."""
    return {
        "title": about.title, "licence": about.licence_text, "citation": about.citation, "home": about.root + about.home,
        "columns": [{"name": c.name, "title": c.title, "type": c.type, "description": c.description} for c in columns],
    }


def _described(about: About, corrected: Sequence[Corrected]) -> dict[str, object]:
    return told_of(about, COLUMNS) | {
        "notes": [f"{head}: {told}" for head, told in RULES],
        "corrections": [
            {"date": c.day.isoformat(), "before": c.before, "after": c.after, "note": c.note, "url": about.root + c.url, "article": c.title}
            for c in corrected
        ],
    }


def notes_of(about: About, columns: Sequence[Column], rules: Sequence[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """What a workbook's sheet of notes says: name, citation, licence, *rules* and the meaning of each column."""
    first = [("Tên", about.title), ("Trích dẫn", about.citation), ("Giấy phép", about.licence_text), *rules]
    return first + [(column.title, column.description) for column in columns]


def downloads(about: About, body: Rows, corrected: Sequence[Corrected] = ()) -> tuple[Download, ...]:
    """CSV, XLSX and JSON of *body*, below ``about.home``; their names change with their content."""
    version = _version(about, body, corrected)
    stem = f"{about.home}so-lieu-{version}"
    sheet = [(format_date(c.day), c.title, about.root + c.url, c.before, c.after, c.note) for c in corrected]
    makers = {
        "csv": lambda: csvfile.document(body.csv),
        "xlsx": lambda: workbook.document("Số liệu", COLUMNS, body.sheet, notes_of(about, COLUMNS, RULES), sheet),
        "json": lambda: jsonfile.document(_described(about, corrected), body.json),
    }
    return tuple(Download(kind, f"{stem}.{kind}", make, version) for kind, make in makers.items())


def schema(kind: str, columns: Sequence[Column] = COLUMNS) -> dict[str, object]:
    """The table schema of a "csv" or "xlsx", as Frictionless reads it; the workbook's heads are the Vietnamese titles."""
    fields = []
    for column in columns:
        name = column.title if kind == "xlsx" else column.name
        field: dict[str, object] = {"name": name, "type": column.type, "title": column.title, "description": column.description}
        if column.constraints:
            field["constraints"] = column.constraints
        fields.append(field)
    return {"fields": fields, "missingValues": [""]}


def package(about: About, name: str, files: Iterable[Download]) -> bytes:
    """``datapackage.json``; its own address does not change, so that a machine may begin there.

    >>> about = About("Số liệu", "Trang", "", "CC BY 4.0", "/du-lieu/", "")
    >>> json.loads(package(about, "so-lieu", []))["licenses"]
    [{'name': 'CC-BY-4.0', 'title': 'CC BY 4.0'}]
    """
    resources = []
    for file in files:
        resource: dict[str, object] = {
            "name": f"{file.name}-{file.kind}", "path": file.path.rpartition("/")[2], "format": file.kind, "mediatype": MEDIA[file.kind],
        }
        if file.kind == "csv":
            resource |= {"encoding": "utf-8-sig", "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True}}
        if file.kind != "json":
            resource |= {"profile": "tabular-data-resource", "schema": schema(file.kind, file.columns)}
        resources.append(resource)
    told: dict[str, object] = {
        "profile": "data-package", "name": name, "title": about.title,
        "description": about.citation + "\n\n" + "\n".join(f"- {head}: {text}" for head, text in RULES),
        "homepage": about.root + about.home,
    }
    if not about.root:
        del told["homepage"]
    if about.licence:
        told["licenses"] = [{"name": re.sub(r"[^-a-zA-Z0-9._]+", "-", about.licence).strip("-") or "khac", "title": about.licence}]
    if about.owner:
        told["contributors"] = [{"title": about.owner, "role": "publisher"}]
    return (json.dumps(told | {"resources": resources}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")

