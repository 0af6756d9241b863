"""The row of blocks that a reader sees on a page, and the light copy of the elements around them. Values only."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from plugins.vietnamese.text import tidy
from scraper.tree import Element

SPACES = re.compile(r"\s+")


@dataclass(slots=True, eq=False)
class Node:
    """An element that holds blocks ``first`` to ``last`` (exclusive); ``cls`` is its class and id, in lower case."""

    tag: str
    cls: str
    parent: Node | None
    element: Element
    align: str = ""
    level: int = 0
    depth: int = 0
    first: int = 0
    last: int = 0
    weight: float = 0.0
    junk: bool = False

    def up(self):
        node = self
        while node is not None:
            yield node
            node = node.parent

    def holds(self, other: Node) -> bool:
        return any(node is self for node in other.up())


@dataclass(frozen=True, slots=True)
class Style:
    bold: bool = False
    italic: bool = False
    small: bool = False
    colour: bool = False
    href: str | None = None


@dataclass(slots=True, eq=False)
class Block:
    """One run of text or one picture. ``kind``: "text", "picture", "table" or "media"; numbers count characters."""

    kind: str
    node: Node
    text: str = ""
    soft: bool = False  # only a single line break parts it from the block before
    runs: tuple[tuple[str, Style], ...] = ()
    bold: int = 0
    italic: int = 0
    linked: int = 0
    small: int = 0
    coloured: int = 0
    hrefs: tuple[str, ...] = ()
    src: str | None = None
    alt: str = ""
    title: str = ""
    caption_class: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    index: int = 0
    notes: set[str] = field(default_factory=set)

    def share(self, count: int) -> float:
        return count / len(self.text) if self.text else 0.0

    @property
    def align(self) -> str:
        return self.node.align

    @property
    def level(self) -> int:
        return self.node.level

    @property
    def parted(self) -> str:
        """The text with a space where one element ends and the next begins: for lines of particulars."""
        return SPACES.sub(" ", tidy(" ".join(text for text, _ in self.runs))).strip()
