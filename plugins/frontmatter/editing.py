"""Changing some keys of a content file: what is not changed stays as its writer left it, byte for byte.

Values are compared by meaning (``06`` is 6, a label is its id), so that a list of results with one more item
changes only the lines of that item; comments, order, line ends and the body stay.
"""
from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

import yaml

from plugins.frontmatter import parse, writing
from plugins.frontmatter.keys import top_keys
from plugins.frontmatter.loading import load
from plugins.frontmatter.places import Node, survey
from plugins.problem import ProblemsFound
from plugins.site_data import SiteData
from plugins.values import Article, Conference

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def _tree(node: Node) -> writing.Written:
    if node.is_list:
        return [_tree(child) for child in node.children.values()]
    if node.style in ("block", "flow"):
        return {key: _tree(child) for key, child in node.children.items() if child.value is not None or child.children}
    return node.value or ""


def _like(node: Node, told: writing.Written | None) -> writing.Written | None:
    """*told* as a list or not, as *node* is written: one thing may stand for a list of one."""
    if told is None or isinstance(told, list) == node.is_list:
        return told
    return [told] if node.is_list else told[0] if len(told) == 1 else told


@dataclass(slots=True)
class _Changes:
    """Edits of a header's lines, gathered against its nodes, made at the end from the bottom up."""

    raw: list[str]  # the lines as they stand, with their ends
    seen: list[str]  # the lines as they were parsed (NFC, tidied)
    newline: str
    edits: list[tuple[int, int, list[str]]] = field(default_factory=list)

    def end(self, node: Node) -> int:
        """The line after the last one of *node*; blank lines and comments that follow it are not its own."""
        # YAML ends a block where the next thing begins.
        last = node.end_line + (node.end_column > 0 and node.style != "block")
        first = max(node.line, node.key_line)
        # How far a line with "#" must stand in to belong to the node.
        own = max(node.column, node.key_column + 1) if node.style == "block" else node.key_column + 1 if node.style in ("|", ">") else 10_000
        while last - 1 > first:
            text = self.seen[last - 1]
            if text.strip() and (not text.lstrip().startswith("#") or len(text) - len(text.lstrip()) >= own):
                break
            last -= 1
        return max(last, first + 1)

    def start(self, item: Node) -> int:
        """The line of the dash before *item*."""
        line = item.key_line
        while line and not self.seen[line].lstrip().startswith("-"):
            line -= 1
        return line

    def put(self, first: int, last: int, lines: list[str]) -> None:
        self.edits.append((first, last, [line + self.newline for line in lines]))

    def set(self, key: str | None, node: Node, old: writing.Written | None, new: writing.Written) -> None:
        """Make *node*, which means *old*, mean *new*; *key* is None for a list's item."""
        asked, old, new = new, _like(node, old), _like(node, new)
        if old == new:
            return
        if isinstance(new, str) and "\n" not in new and node.line == node.end_line and self.raw[node.line].rstrip("\r\n") == self.seen[node.line]:
            text = self.seen[node.line]
            if node.column == node.end_column:  # nothing stood there
                self.put(node.line, node.line + 1, [text[: node.column].rstrip() + " " + writing.scalar(new) + text[node.column:].rstrip()])
            else:
                self.put(node.line, node.line + 1, [text[: node.column] + writing.scalar(new) + text[node.end_column:]])
        elif node.style == "block" and node.is_list and isinstance(new, list) and isinstance(old, list) and len(old) == len(node.children):
            self.items(node, old, new)
        elif node.style == "block" and not node.is_list and isinstance(new, dict) and isinstance(old, dict) and self.keeps_first(key, node, old, new):
            self.keys(node, old, new)
        else:
            self.whole(key, node, asked)

    def keeps_first(self, key: str | None, node: Node, old: dict, new: dict) -> bool:
        """A list item's first key stands behind the dash and cannot be taken out alone."""
        return key is not None or next(iter(node.children)) in new or next(iter(node.children)) not in old

    def whole(self, key: str | None, node: Node, new: writing.Written) -> None:
        if key is None:
            first = self.start(node)
            dash = self.seen[first].index("-")
            self.put(first, self.end(node), writing.lines([new], dash))
            return
        first, *rest = writing.entry(key, new, node.key_column)
        before = self.seen[node.key_line][: node.key_column]
        self.put(node.key_line, self.end(node), [before + first.lstrip(), *rest])

    def keys(self, node: Node, old: dict, new: dict) -> None:
        for key, value in new.items():
            if key in node.children:
                self.set(key, node.children[key], old.get(key), value)
        for key, child in node.children.items():
            if key not in new and key in old:
                self.put(child.key_line, self.end(child), [])
        added = {key: value for key, value in new.items() if key not in node.children}
        if added:
            last = max(self.end(child) for child in node.children.values())
            self.put(last, last, writing.lines(added, node.column))

    def items(self, node: Node, old: list, new: list) -> None:
        children = list(node.children.values())
        marks = [[json.dumps(item, sort_keys=True) for item in items] for items in (old, new)]
        for what, i1, i2, j1, j2 in SequenceMatcher(None, *marks, autojunk=False).get_opcodes():
            if what == "equal":
                continue
            pairs = min(i2 - i1, j2 - j1)
            for child, was, item in zip(children[i1:i2], old[i1:i2], new[j1 : j1 + pairs]):
                self.set(None, child, was, item)
            for child in children[i1 + pairs : i2]:
                self.put(self.start(child), self.end(child), [])
            if j2 - j1 > pairs:
                at = self.end(children[i2 - 1]) if i2 else self.start(children[0])
                self.put(at, at, writing.lines(new[j1 + pairs : j2], node.column))

    def made(self) -> list[str]:
        lines = list(self.raw)
        if lines and not lines[-1].endswith(("\n", "\r")):
            lines[-1] += self.newline
        for _, (first, last, instead) in sorted(enumerate(self.edits), key=lambda edit: (edit[1][0], edit[1][1], edit[0]), reverse=True):
            lines[first:last] = instead
        return lines


def _loaded(source: str, known: SiteData) -> Article | None:
    return load(source, "trang/x.md", known).article


def _conferences(article: Article | None, changes: Mapping[str, object]) -> tuple[Conference, ...]:
    told = changes.get("conference", article.conferences if article else ())
    return tuple(one for one in (told if isinstance(told, (list, tuple)) else [told]) if isinstance(one, Conference))


def _edited(source: str, new: Mapping[str, writing.Written | None], old: Mapping[str, writing.Written], carefully: bool) -> str:
    parts = parse.split(source)
    top, _ = survey(parts.header)
    lines = _LINE.findall(source)
    first, count = parts.header_line - 1, parts.header.count("\n")
    raw = lines[first : first + count]
    changes = _Changes(raw, parts.header.split("\n"), "\r\n" if "\r\n" in source else "\n")
    nodes = top.children if top else {}
    order = top_keys()
    for key, value in new.items():
        node = nodes.get(key)
        if node and value is None:
            changes.put(node.key_line, changes.end(node), [])
        elif node and carefully:
            empty = node.value is None and not node.children
            changes.set(key, node, None if empty else old.get(key, _tree(node)), value)
        elif node:
            changes.whole(key, node, value)
        elif value is not None:
            before = [nodes[name] for name in order[: order.index(key)] if name in nodes]
            at = changes.end(before[-1]) if before else 0
            changes.put(at, at, writing.entry(key, value))
    return "".join((*lines[:first], *changes.made(), *lines[first + count :]))


def edit(source: str, changes: Mapping[str, object], *, known: SiteData = SiteData()) -> str:
    """*source*, a content file, with the top-level keys of *changes* set; a value of None takes the key out.

    Values are our own (``Conference``, tuples of ``Figure`` …), dates, numbers, texts, or lists and mappings of them
    by the keys of the schema. New keys stand where ``dump`` would put them. *known* gives names their ids, so that
    a committee written by name is not taken for a changed one.
    Raises ProblemsFound where the file cannot be read, KeyError for a key that front matter does not have.

    >>> print(edit("---\\ntitle: Tin  # tạm\\nstatus: draft\\n---\\n", {"status": "published"}), end="")
    ---
    title: Tin  # tạm
    status: published
    ---
    """
    if unknown := set(changes) - set(top_keys()):
        raise KeyError(f"front matter has no key {sorted(unknown)[0]!r}")
    # Whether it is an article or a page does not matter here; a page needs less.
    loaded = load(source, "trang/x.md", known)
    article, parts = loaded.article, parse.split(source)
    if isinstance(parts, str):
        raise ProblemsFound(loaded.problems)
    try:
        survey(parts.header)
    except yaml.YAMLError:
        raise ProblemsFound(loaded.problems) from None
    conferences = _conferences(article, changes)
    new = {key: writing.written(value, conferences) for key, value in changes.items()}
    old = writing.front_matter(article) if article else {}
    if "conference" in new:
        if isinstance(new["conference"], list) and len(new["conference"]) == 1:
            new["conference"] = new["conference"][0]
        if conferences and any(one.step for one in conferences):
            new.setdefault("step", None)  # the short form would now be said twice
    whole = _edited(source, new, old, carefully=False)
    if article is None:
        return whole
    careful = _edited(source, new, old, carefully=True)
    meant, made = _loaded(whole, known), _loaded(careful, known)
    # Layouts that nobody foresaw: rather lose a comment than write something else than was asked.
    same = made == meant or (made and meant and replace(made, body_line=0) == replace(meant, body_line=0))
    return careful if same else whole
