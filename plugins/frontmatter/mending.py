"""What people write that is no YAML: found, named, put right for the rest of the run.

Putting right is only so that the faults further down are told in the same run; the file stays as it is.
"""
from __future__ import annotations

import re

import yaml

from plugins.frontmatter import parse
from plugins.frontmatter.keys import all_keys
from plugins.frontmatter.places import Fault, Node, fault

_MOST = 50  # lines mended before giving up: each costs another pass
_LONGEST = 2000  # characters of a line that are looked at: no pattern may become slow
_PAIR = re.compile(r"(?P<before>\s*(?:- +)*(?P<key>[A-Za-z_][\w-]*) *: +)(?P<value>\S.*?)\s*")
_ITEM = re.compile(r"(?P<before>\s*(?:- +)+)(?P<value>\S.*?)\s*")
_NO_SPACE = re.compile(r"(?P<before>\s*(?:- +)*[A-Za-z_][A-Za-z0-9_]*):(?P<value>[^\s:/].*?)\s*")
_SPECIAL = "%@`*&!|>,]}?\"'[{#"
# "Tổ #3" loses "#3"; "status: draft  # chờ duyệt" is meant as a note.
_HASH = re.compile(r"(?P<before>\s*(?:- +)*[a-z_]+: +)(?P<value>[^\s\"'#|>\[{][^\"'#\n]*\s#[^\s#][^\n]*?)\s*")

_SWALLOWED = re.compile(r"^( *)- +[^\s:#|>\"'\[{][^\n:]*\n\1 +(?P<item>- )", re.MULTILINE)


def quoted(text: str) -> str:
    """*text* in quotes that YAML reads back as *text*.

    >>> print(quoted("Hội nghị: quy hoạch"), quoted('Lớp "nguồn"'))
    "Hội nghị: quy hoạch" 'Lớp "nguồn"'
    """
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _unquoted(value: str) -> str:
    """What was meant by a value whose quotes do not close or do not stand at its ends."""
    return value[1:] if value[0] in "\"'" and value.count(value[0]) == 1 else value


def _at(line: int, column: int, code: str, **values: object) -> Fault:
    told = fault((), code, **values)
    return Fault(told.place, told.code, told.values, node=Node(line, column, line, column, line, column))


def _diagnose(lines: list[str], error: yaml.YAMLError) -> tuple[Fault, int | None, str]:
    """The fault, and the line to put another text in its place (None: it cannot be put right)."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = f"{getattr(error, 'problem', '') or ''} {getattr(error, 'context', '') or ''}"
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark and mark.line < len(lines) else 0
    begin = getattr(error, "context_mark", None)

    if "nested too deep" in what:
        return _at(line, column, "yaml_deep"), None, ""
    if "more than one document" in what:
        return _at(line, column, "yaml_documents"), None, ""
    # libyaml often notices only at the next line, or at the end, what was wrong above.
    candidates = [line, line - 1] + ([begin.line] if begin and "quoted" in what else [])
    for number in candidates:
        if not 0 <= number < len(lines):
            continue
        text = lines[number][:_LONGEST]
        if tab := re.match(r" *\t[ \t]*", text):
            return _at(number, tab[0].index("\t"), "yaml_tab"), number, tab[0].replace("\t", "  ") + text[tab.end():]
        glued = _NO_SPACE.fullmatch(text)
        if glued and not _PAIR.fullmatch(text):
            advice = f"{glued['before']}: {glued['value']}"
            return _at(number, glued.end("before"), "yaml_colon_space", advice=advice.strip()), number, advice
        pair = _PAIR.fullmatch(text) or _ITEM.fullmatch(text)
        if not pair:
            continue
        value, at = pair["value"], pair.start("value")
        advice = pair["before"] + quoted(_unquoted(value))
        if value[0] in "\"'" and "quoted" in what or value[0] in "\"'" and not re.fullmatch(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", value):
            return _at(number, at, "yaml_quote"), number, pair["before"] + quoted(_unquoted(value).strip("\"'"))
        if value[0] in "[{" and ("flow" in what or "',' or" in what):
            return _at(number, at, "yaml_bracket"), None, ""
        if value[0] in _SPECIAL and value not in ("|", ">", "|-", ">-", "|+", ">+"):
            return _at(number, at, "yaml_start", value=value[0], advice=advice.strip()), number, advice
        if re.search(r":(?:\s|$)", value) and value[0] not in "\"'":
            return _at(number, at, "yaml_colon", advice=advice.strip()), number, advice
    return _plain_fault(lines, line, column, what), None, ""


def _plain_fault(lines: list[str], line: int, column: int, what: str) -> Fault:
    if "flow" in what:
        return _at(line, column, "yaml_bracket")
    key = re.match(r"\s+([^\s:#][^:#]*): ", lines[line])
    if key and "mapping values" in what and key[1] not in all_keys():
        return _at(line, key.end(1), "yaml_colon_lines")
    for number in (line, line - 1):
        text = lines[number].strip() if 0 <= number < len(lines) else ""
        if text and not text.startswith(("#", "- ")) and ":" not in text:
            return _at(number, len(lines[number]) - len(lines[number].lstrip()), "yaml_no_colon")
    if "block" in what or "expected key" in what or "mapping values" in what:
        return _at(line, column, "yaml_indent")
    return _at(line, column, "yaml")


def mend(header: str) -> tuple[str, parse.Tree | None, list[Fault]]:
    """*header* put right line by line, the tree it then gives (None: it cannot be read), and what was wrong."""
    lines = header.split("\n")
    faults: list[Fault] = []
    mended: set[int] = set()
    for _ in range(_MOST):
        try:
            return header, parse.tree(header)[0], faults
        except yaml.YAMLError as error:
            found, number, instead = _diagnose(lines, error)
            if number in mended:
                break
            faults.append(found)
            if number is None:
                break
            mended.add(number)
            lines[number] = instead
            header = "\n".join(lines)
    return header, None, faults


def slips(header: str) -> list[Fault]:
    """What YAML reads otherwise than its writer meant: values cut by a "#", list items taken for more of the one above.

    >>> [fault.code for fault in slips("title: Tổ #3 và tổ #4\\nstatus: draft # chờ\\ntags:\\n  - một\\n    - hai\\n")]
    ['yaml_indent', 'hash']
    """
    swallowed = [_at(header.count("\n", 0, match.start("item")), 0, "yaml_indent") for match in _SWALLOWED.finditer(header)]
    if "#" not in header:
        return swallowed
    return swallowed + [
        _at(number, match.start("value"), "hash", advice=(match["before"] + quoted(match["value"])).strip())
        for number, text in enumerate(header.split("\n")) if " #" in text and len(text) < _LONGEST and (match := _HASH.fullmatch(text))
    ]
