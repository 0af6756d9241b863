"""A content file's text → front matter as a plain tree, and body. No schema here, no positions.

YAML 1.2 in the part that front matter needs: every scalar stays the text that stands in the file
(``06``, ``1.000``, ``no``), only an empty one and ``null`` are nothing. Anchors, aliases and tags are refused.
Events straight from libyaml cost less than half of what PyYAML's loaders do (0.12 against 0.24 ms
for a header of 30 lines, measured with PyYAML 6.0.3).
"""
from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from plugins.frontmatter.keys import all_keys
from plugins.vietnamese.text import tidy

try:
    from yaml.cyaml import CParser as Events
except ImportError:
    Events = yaml.BaseLoader  # PyYAML without libyaml: the same events, twenty times slower

Tree = dict | list | str | None
NULL = frozenset(("", "~", "null", "Null", "NULL"))
MAX_DEPTH = 12
_FILE = re.compile(r"\s*^---[ \t\u00a0]*\n(?P<header>(?:.*\n)*?)---[ \t\u00a0]*(?P<rest>\n|\Z)", re.MULTILINE)
_START = re.compile(r"\s*^---[ \t\u00a0]*(?:\n|\Z)", re.MULTILINE)
_BLANK = re.compile(r"(?:[ \t]*\n)*")
# Where a line was broken by hand, Word and PDF leave signs that would end a YAML line.
_SOFT_BREAKS = str.maketrans(dict.fromkeys("\v\f\u0085\u2028\u2029", " "))


@dataclass(frozen=True, slots=True)
class Parts:
    """A content file: ``header`` between the ``---`` lines and ``body`` after them, both tidied, with their first lines."""

    header: str
    header_line: int
    body: str
    body_line: int


def plain(source: str) -> str:
    """*source* without BOM and with ``\\n`` line ends; otherwise untouched."""
    text = source.lstrip("\ufeff\u200b")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def split(source: str) -> Parts | str:
    """The two parts of a content file, or the code of what is wrong ("no_header", "no_end").

    >>> split("---\\ntitle: Tin mẫu\\n---\\n\\nXin chào.\\n")
    Parts(header='title: Tin mẫu\\n', header_line=2, body='Xin chào.', body_line=5)
    """
    text = plain(source)
    match = _FILE.match(text)
    if not match:
        return "no_end" if _START.match(text) else "no_header"
    header = match["header"]
    if not header.isascii():
        header = tidy(header.translate(_SOFT_BREAKS) if any(map(header.count, "\v\f\u0085\u2028\u2029")) else header)
    body = _BLANK.match(text, match.end()).end()
    return Parts(header, text.count("\n", 0, match.start("header")) + 1,
                 tidy(text[body:]).rstrip(), text.count("\n", 0, body) + 1)


def scalar(event: yaml.ScalarEvent) -> str | None:
    """The text of a scalar, None for an empty one and for ``null``; escapes are tidied."""
    if event.style:
        return tidy(event.value)
    return None if event.value in NULL else event.value


def _fail(event: yaml.Event, problem: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


def tree(header: str) -> tuple[Tree, bool]:
    """The front matter as dicts, lists and texts, without what is empty; and whether it holds anything odd.

    Odd are doubled keys, unknown ones without a value, anchors, aliases, tags and keys that are no text:
    :func:`plugins.frontmatter.places.survey` says what and where.
    Raises ``yaml.YAMLError`` where *header* is no YAML, or is nested too deep.
    """
    following = Events(header).get_event
    odd = False

    def node(event: yaml.Event, depth: int) -> Tree:
        nonlocal odd
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.anchor or (event.tag and event.tag != "!"):
                odd = True
            return scalar(event)
        if kind is yaml.AliasEvent or event.anchor or event.tag:
            odd = True
        if depth > MAX_DEPTH:
            raise _fail(event, "nested too deep")
        if kind is yaml.MappingStartEvent:
            mapping: dict[str, Tree] = {}
            while type(event := following()) is not yaml.MappingEndEvent:
                key = event.value if type(event) is yaml.ScalarEvent else node(event, depth + 1)
                value = node(following(), depth + 1)
                if type(key) is not str or event.anchor or key in mapping:
                    odd = True
                else:
                    mapping[key] = value
                    if value is None and key not in all_keys():
                        odd = True
            if None in mapping.values():
                return {key: value for key, value in mapping.items() if value is not None}
            return mapping
        items: list[Tree] = []
        if kind is yaml.SequenceStartEvent:
            while type(event := following()) is not yaml.SequenceEndEvent:
                item = node(event, depth + 1)
                if item is not None:
                    items.append(item)
            return items
        return None

    following()  # the stream begins
    if type(following()) is yaml.StreamEndEvent:
        return {}, False
    top = node(following(), 0)
    following()  # the document ends
    if type(event := following()) is not yaml.StreamEndEvent:
        raise _fail(event, "more than one document")
    return {} if top is None else top, odd
