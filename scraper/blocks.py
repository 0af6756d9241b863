"""The row of blocks that a reader sees on a page, and the light copy of the elements around them. Values only."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from plugins.vietnamese.text import tidy
from scraper.hints import LONE_LABEL
from scraper.names import SOFT
from scraper.tree import Element

SPACES = re.compile(r"\s+")
BREAK = "\n"  # the run between two lines of a stanza
# An icon may be the only label of what follows it; it leaves a mark that ``Block.softly`` keeps.
VIEWS_ICON, AUTHOR_ICON, CATEGORY_ICON, SOME_ICON = "\ue001\ue002\ue003\ue005"
_EMOJI = str.maketrans({**dict.fromkeys("👁👀", VIEWS_ICON), **dict.fromkeys("👤🧑👨👩✍🖊🖋✒📝", AUTHOR_ICON), **dict.fromkeys("📁📂🗂🏷", CATEGORY_ICON), **dict.fromkeys("📅🗓🕒🕐🕑🕓🕔🕕🕖🕗🕘🕙🕚🕛⏰⏱⌚📆", "|"), "\ufe0f": None})
ICON_MARKS = re.compile("[\ue001-\ue003\ue005]")


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
    told: str = ""  # the words that an attribute of its own holds for a script to show
    caption_class: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    index: int = 0
    notes: set[str] = field(default_factory=set)
    parts: str | None = None  # ``softly``, once made
    tokens: tuple[str, ...] | None = None  # what ``scraper.particulars.tokens`` made of it
    small_print: bool | None = None

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
        return SPACES.sub(" ", self.softly.replace(SOFT, " ")).strip()

    @property
    def softly(self) -> str:
        """The same with ``SOFT`` instead of the space; a label in an element of its own has its colon."""
        if self.parts is None:
            texts = [tidy(text).translate(_EMOJI) for text, _ in self.runs]
            texts = [text + ":" if " " in text.strip() and LONE_LABEL.fullmatch(text.strip()) and any(t.strip() for t in texts[place + 1:]) else text for place, text in enumerate(texts)]
            joined = re.sub(rf"[\s{SOFT}]*{SOFT}[\s{SOFT}]*", SOFT, SPACES.sub(" ", SOFT.join(texts)))
            self.parts = re.sub(rf":?{SOFT}(?=[:：])", "", re.sub(rf"{SOFT}(?=[,.;)\]])|(?<=[(\[]){SOFT}", "", joined)).strip(" " + SOFT)
        return self.parts
