"""Faults → problems: a place in the file, a message and an advice in Vietnamese."""
from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from plugins.frontmatter.keys import GROUPS, groups
from plugins.frontmatter.places import Fault, Node, locate
from plugins.problem import Problem
from plugins.vietnamese.text import fold


@cache
def _messages() -> dict[str, dict]:
    return json.loads(Path(__file__).with_name("messages.json").read_text(encoding="utf-8"))


def _group(place: tuple[str | int, ...]) -> str:
    """The group of keys that may stand in the mapping at *place*."""
    names = [step for step in place if isinstance(step, str)]
    return GROUPS.get(names[-1], "article") if names else "article"


def _near(group: str, key: str) -> str | None:
    """The key of *group* that a person most likely meant."""
    spellings: dict[str, str] = {}
    for name, told in groups()[group].items():
        for spelling in (name, *told["also"]):
            spellings.setdefault(fold(spelling).replace("_", " ").replace("-", " "), name)
    asked = fold(key[:60]).replace("_", " ").replace("-", " ").strip()
    near = difflib.get_close_matches(asked, spellings, n=1, cutoff=0.7)
    return spellings[near[0]] if near else None


def _unknown_key(place: tuple[str | int, ...]) -> tuple[str, dict[str, str]]:
    key, above = str(place[-1]), place[:-1]
    group = _group(above)
    names = [step for step in above if isinstance(step, str)]
    told = {"key": key, "within": f" trong '{names[-1]}'" if names else "", "known": ", ".join(groups()[group])}
    if key[:1].isdecimal():
        return "extra_comma", told
    if near := _near(group, key):
        return "extra_near", told | {"near": near}
    for name in ("conference", "results", "source", "step", "cover", "audio"):
        if name != (names[-1] if names else "") and key in groups()[GROUPS[name]]:
            return "extra_elsewhere", told | {"home": name}
    return "extra_forbidden", told


def _about(place: tuple[str | int, ...]) -> dict[str, str]:
    """What keys.json tells of the key at *place*, and of the keys inside it."""
    names = [(i, step) for i, step in enumerate(place) if isinstance(step, str)]
    if not names:
        return {"key": "phần khai báo", "about": "", "example": "", "known": "", "first": "", "example_first": ""}
    depth, key = names[-1]
    told = groups()[_group(place[:depth])].get(key, {"about": "", "example": "…"})
    inner = groups()[_group(place)] if key in GROUPS else {}
    first = next(iter(inner), "")
    return {"key": key, "about": told["about"], "example": told["example"], "known": ", ".join(inner),
            "first": first, "example_first": inner[first]["example"] if inner else ""}


def _short(value: str) -> str:
    """At most 200 characters, on one line."""
    if len(value) <= 200 and "\n" not in value:
        return value
    value = " ".join(value[:1000].split())
    return value if len(value) <= 200 else value[:199] + "…"


def tell(path: str, faults: Iterable[Fault], top: Node | None, first_line: int) -> tuple[Problem, ...]:
    """The problems of the file *path*, sorted by place; *first_line* is the file's line where the header *top* begins."""
    faults = list(faults)
    unknown = {fault: _unknown_key(fault.place) for fault in faults if fault.code == "extra_forbidden"}
    # A misspelt key is one fault, not two.
    meant = {(*fault.place[:-1], told["near"]) for fault, (_, told) in unknown.items() if "near" in told}
    problems = []
    for fault in faults:
        if fault.code == "missing" and fault.place in meant:
            continue
        code, values = unknown.get(fault) or (fault.code, _about(fault.place))
        text = _messages()[code]
        values = {name: _short(value) for name, value in (values | dict(fault.values)).items()}
        if code == "duplicate":
            values["first"] = str(int(values["first"]) + first_line)
        line, column = locate(top, fault)
        problems.append(Problem(path, first_line + line, column + 1, text["message"].format_map(values),
                                text["hint"].format_map(values), text.get("notice", False)))
    return tuple(sorted(dict.fromkeys(problems)))


def tell_file(path: str, code: str) -> Problem:
    """The problem of a file whose front matter was not found."""
    return Problem(path, 1, 1, _messages()[code]["message"], _messages()[code]["hint"])
