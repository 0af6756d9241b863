"""``content/data/*.yaml`` → ``SiteData``. A folder without data gives an empty one; every fault has its line."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import yaml

from plugins import vocabulary
from plugins.problem import Problem
from plugins.values import Committee, DatedName, Link, Procedure, ProcedureStep, SiteData, Successor, Term
from plugins.vietnamese.dates import parse_date
from plugins.vietnamese.text import nfc, slug

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays text

FILES = ("site", "committees", "terms", "procedures", "abbreviations", "links", "categories")


class _Wrong(Exception):
    """A fault at a place of the document: keys and indexes that lead there, message, hint."""


@dataclass(slots=True)
class _Entry:
    """A mapping of the document, its place, and the keys asked for so far."""

    value: dict
    place: tuple

    def __post_init__(self) -> None:
        if not isinstance(self.value, dict):
            raise _Wrong(self.place, "chỗ này phải là các dòng 'khóa: giá trị'", "xem mẫu trong tài liệu")

    def text(self, key: str, required: bool = False) -> str | None:
        value = self.value.get(key)
        if isinstance(value, (dict, list)):
            raise _Wrong((*self.place, key), f"'{key}' phải là chữ", "")
        if required and not value:
            raise _Wrong(self.place, f"thiếu '{key}'", f"thêm dòng '{key}: …'")
        return nfc(value).strip() or None if value else None

    def day(self, key: str) -> date | None:
        written = self.text(key)
        if written is None:
            return None
        found = parse_date(written)
        if found is None:
            raise _Wrong((*self.place, key), f"'{written}' không phải ngày", "viết: 2025-07-01")
        return found

    def entries(self, key: str) -> list[_Entry]:
        return _entries(self.value.get(key), (*self.place, key))

    def texts(self, key: str) -> tuple[str, ...]:
        return _texts(self.value.get(key), (*self.place, key))

    def only(self, *keys: str) -> None:
        for key in self.value:
            if key not in keys:
                raise _Wrong((*self.place, key), f"không có khóa '{key}'", f"các khóa: {', '.join(keys)}")


def _entries(value: object, place: tuple) -> list[_Entry]:
    if not value:
        return []
    if not isinstance(value, list):
        raise _Wrong(place, "chỗ này phải là danh sách", "mỗi mục bắt đầu bằng dấu '- '")
    return [_Entry(item, (*place, index)) for index, item in enumerate(value)]


def _texts(value: object, place: tuple) -> tuple[str, ...]:
    if not value:
        return ()
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise _Wrong(place, "chỗ này phải là danh sách chữ", "mỗi mục bắt đầu bằng dấu '- '")
    return tuple(nfc(item).strip() for item in items)


def _choice(entry: _Entry, key: str, kind: str) -> str | None:
    written = entry.text(key)
    if written is None:
        return None
    found = vocabulary.find(kind, written)
    if found is None:
        raise _Wrong((*entry.place, key), f"'{key}: {written}' không có trong danh mục", f"viết: {vocabulary.suggest(kind, written) or ' hoặc '.join(vocabulary.ids(kind))}")
    return found


def _number(entry: _Entry, key: str) -> int | None:
    written = entry.text(key)
    if written is not None and not written.isdecimal():
        raise _Wrong((*entry.place, key), f"'{written}' không phải số", "viết: 3")
    return int(written) if written else None


def _id(entry: _Entry) -> str:
    id = entry.text("id", required=True)
    if slug(id) != id:
        raise _Wrong((*entry.place, "id"), f"id '{id}' có ký tự không dùng được", f"viết: {slug(id)}")
    return id


def _unique(items: list, document: str) -> dict:
    found: dict = {}
    for index, item in enumerate(items):
        if item.id in found:
            raise _Wrong((index, "id"), f"id '{item.id}' đã dùng ở trên", "đặt id khác")
        found[item.id] = item
    return found


def _committees(document: object) -> dict[str, Committee]:
    made = []
    for entry in _entries(document, ()):
        entry.only("id", "name", "short", "parent", "level", "names", "aliases", "successors")
        names = tuple(DatedName(n.text("name", True), n.day("since"), n.day("until")) for n in entry.entries("names"))
        successors = tuple(Successor(s.text("id", True), s.day("since"), s.text("decision")) for s in entry.entries("successors"))
        made.append(Committee(_id(entry), entry.text("name", True), entry.text("short"), entry.text("parent"), _choice(entry, "level", "level"), names, entry.texts("aliases"), successors))
    found = _unique(made, "committees")
    for index, committee in enumerate(made):
        for key, id in [("parent", committee.parent), *(("successors", s.id) for s in committee.successors)]:
            if id and id not in found:
                raise _Wrong((index, key), f"không có tổ chức nào mang id '{id}'", "thêm tổ chức ấy vào tệp này hoặc sửa id")
    return found


def _terms(document: object) -> tuple[Term, ...]:
    made = []
    for entry in _entries(document, ()):
        entry.only("years", "family")
        years = entry.text("years", True)
        start, dash, end = years.replace("–", "-").partition("-")
        start, end = start.strip(), end.strip()
        if not (dash and start.isdecimal() and end.isdecimal() and int(start) < int(end)):
            raise _Wrong((*entry.place, "years"), f"'{years}' không phải nhiệm kỳ", "viết: 2025-2030")
        made.append(Term(int(start), int(end), _choice(entry, "family", "family") or "party"))
    return tuple(made)


def _procedures(document: object) -> dict[str, Procedure]:
    made = []
    for entry in _entries(document, ()):
        entry.only("id", "name", "description", "steps")
        steps = []
        for step in entry.entries("steps"):
            step.only("number", "kind", "label", "round")
            steps.append(ProcedureStep(_number(step, "number") or len(steps) + 1, _choice(step, "kind", "kind") or "khac", step.text("label", True), _number(step, "round")))
        made.append(Procedure(_id(entry), entry.text("name", True), tuple(steps), entry.text("description")))
    return _unique(made, "procedures")


def _links(document: object) -> tuple[Link, ...]:
    made = []
    for entry in _entries(document, ()):
        entry.only("title", "url")
        url = entry.text("url", True)
        if not url.startswith(("https://", "http://")):
            raise _Wrong((*entry.place, "url"), f"'{url}' không phải địa chỉ trang web", "viết đủ: https://…")
        made.append(Link(entry.text("title", True), url))
    return tuple(made)


def _pairs(document: object) -> dict[str, str]:
    if not document:
        return {}
    entry = _Entry(document, ())
    return {nfc(key): entry.text(key) or "" for key in entry.value}


_CONVERT: dict[str, Callable[[object], object]] = {
    "site": _pairs,
    "committees": _committees,
    "terms": _terms,
    "procedures": _procedures,
    "abbreviations": lambda document: tuple(_pairs(document).items()),
    "links": _links,
    "categories": lambda document: _texts(document, ()),
}


def _locate(text: str, place: tuple) -> tuple[int, int]:
    """Line and column of *place* in the YAML *text*."""
    node = yaml.compose(text, Loader=_Loader)
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == part), None)
            if found is None:
                break
            node = found[1] if part != place[-1] else found[0]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
    return (node.start_mark.line + 1, node.start_mark.column + 1) if node is not None else (1, 1)


def read(texts: dict[str, str]) -> tuple[SiteData, list[Problem]]:
    """*texts* maps ``data/committees.yaml`` and the like to their text."""
    parts: dict[str, object] = {}
    problems: list[Problem] = []
    for path, text in texts.items():
        name = path.rsplit("/", 1)[-1].removesuffix(".yaml")
        if name not in _CONVERT:
            continue
        try:
            parts[name] = _CONVERT[name](yaml.load(text, Loader=_Loader))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            problems.append(Problem(path, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, "viết sai cách của YAML ở chỗ này", "xem lại dấu hai chấm, khoảng trắng đầu dòng và dấu nháy"))
        except yaml.YAMLError:
            problems.append(Problem(path, 1, 1, "tệp có ký tự không dùng được", "xóa ký tự lạ rồi lưu lại"))
        except _Wrong as wrong:
            place, message, hint = wrong.args
            problems.append(Problem(path, *_locate(text, place), message, hint))
    return SiteData(**parts), problems
