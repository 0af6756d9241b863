"""``content/data/*.yaml`` → ``SiteData``. A folder without data gives an empty one; every fault has its line."""
from __future__ import annotations

from collections.abc import Callable

import yaml

from plugins.problem import Problem
from plugins.reader import counts, offices
from plugins.reader.entries import Entry, Wrong, choice, entries_of, id_of, number, unique
from plugins.site_data import Committee, DatedName, Link, Procedure, ProcedureStep, SectionNote, SiteData, Successor
from plugins.values import Term
from plugins.vietnamese.text import tidy

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays text


class _Twice(yaml.MarkedYAMLError):
    """A key that stands twice in one mapping; YAML would silently keep the last."""


class _Careful(_Loader):
    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise _Twice(problem=str(key.value), problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


FILES = ("site", "committees", "terms", "procedures", "abbreviations", "links", "categories", "documents", "calendar", "questions", "contacts")


def _committees(document: object) -> dict[str, Committee]:
    made = []
    for entry in entries_of(document, ()):
        entry.only("id", "name", "short", "parent", "level", "names", "aliases", "successors", "english")
        names = tuple(DatedName(n.text("name", True), n.day("since"), n.day("until")) for n in entry.entries("names"))
        successors = tuple(Successor(s.text("id", True), s.day("since"), s.text("decision")) for s in entry.entries("successors"))
        made.append(Committee(id_of(entry), entry.text("name", True), entry.text("short"), entry.text("parent"), choice(entry, "level", "level"), names, entry.texts("aliases"), successors, entry.text("english")))
    found = unique(made, "committees")
    for index, committee in enumerate(made):
        for key, id in [("parent", committee.parent), *(("successors", s.id) for s in committee.successors)]:
            if id and id not in found:
                raise Wrong((index, key), f"không có tổ chức nào mang id '{id}'", "thêm tổ chức ấy vào tệp này hoặc sửa id")
    return found


def _terms(document: object) -> tuple[Term, ...]:
    made = []
    for entry in entries_of(document, ()):
        entry.only("years", "family")
        years = entry.text("years", True)
        start, dash, end = years.replace("–", "-").partition("-")
        start, end = start.strip(), end.strip()
        if not (dash and start.isdecimal() and end.isdecimal() and int(start) < int(end)):
            raise Wrong((*entry.place, "years"), f"'{years}' không phải nhiệm kỳ", "viết: 2025-2030")
        made.append(Term(int(start), int(end), choice(entry, "family", "family") or "party"))
    return tuple(made)


def _procedures(document: object) -> dict[str, Procedure]:
    made = []
    for entry in entries_of(document, ()):
        entry.only("id", "name", "description", "steps")
        steps = []
        for step in entry.entries("steps"):
            step.only("number", "kind", "label", "round")
            steps.append(ProcedureStep(number(step, "number") or len(steps) + 1, choice(step, "kind", "kind") or "khac", step.text("label", True), number(step, "round")))
        made.append(Procedure(id_of(entry), entry.text("name", True), tuple(steps), entry.text("description")))
    return unique(made, "procedures")


def _links(document: object) -> tuple[Link, ...]:
    made = []
    for entry in entries_of(document, ()):
        entry.only("title", "url")
        url = entry.text("url", True)
        if not url.startswith(("https://", "http://")):
            raise Wrong((*entry.place, "url"), f"'{url}' không phải địa chỉ trang web", "viết đủ: https://…")
        made.append(Link(entry.text("title", True), url))
    return tuple(made)


def _pairs(document: object) -> dict[str, str]:
    if not document:
        return {}
    entry = Entry(document, ())
    return {tidy(key): entry.text(key) or "" for key in entry.value}


_CONVERT: dict[str, Callable[[object], object]] = {
    "site": _pairs,
    "committees": _committees,
    "terms": _terms,
    "procedures": _procedures,
    "abbreviations": lambda document: tuple(_pairs(document).items()),
    "links": _links,
    "categories": offices.categories,
    "documents": offices.documents,
    "calendar": offices.calendar,
    "questions": offices.questions,
    "contacts": offices.contacts,
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
        if name == "views.json":
            parts["views"], fault = counts.read(text)
            problems += [Problem(path, 1, 1, *fault)] if fault else []
            continue
        if name not in _CONVERT:
            continue
        try:
            parts[name] = _CONVERT[name](yaml.load(text, Loader=_Careful))
        except _Twice as twice:
            mark = twice.problem_mark
            problems.append(Problem(path, mark.line + 1, mark.column + 1, f"khóa '{twice.problem}' viết hai lần", "giữ một dòng, bỏ dòng kia"))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            problems.append(Problem(path, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, "viết sai cách của YAML ở chỗ này", "xem lại dấu hai chấm, khoảng trắng đầu dòng và dấu nháy"))
        except yaml.YAMLError:
            problems.append(Problem(path, 1, 1, "tệp có ký tự không dùng được", "xóa ký tự lạ rồi lưu lại"))
        except Wrong as wrong:
            place, message, hint = wrong.args
            problems.append(Problem(path, *_locate(text, place), message, hint))
    if "categories" in parts:
        parts["sections"] = {name: note for name, note in parts["categories"] if note != SectionNote()}
        parts["categories"] = tuple(name for name, _ in parts["categories"])
    return SiteData(**parts), problems
