"""What travels through the importer: a page as fetched, what was read from it, and how a portal is described."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as the server gave it: bytes untouched, header names in lower case, the day it was taken."""

    url: str
    data: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    retrieved: date | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's address as the page writes it, and the words under it; ``credit`` is its "Ảnh: …".

    ``printed`` are the words as one line of the page prints them, with a credit that stands in the same line.
    """

    src: str
    text: str
    credit: str | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph-like part of a body, in order.

    ``kind`` is "paragraph", "heading", "item", "quote", "row" (of a table) or "picture".
    ``text`` is plain; ``html`` holds the inline markup worth keeping (strong, em, a).
    A row's cells are in ``cells``; ``group`` tells lists and tables that stand side by side apart.
    """

    kind: str
    text: str = ""
    html: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    group: int = 0
    src: str | None = None
    alt: str = ""  # of a picture


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read from one page; what the page does not say is None or empty, never guessed.

    ``layers`` tells for each field which layer found it: "portal", "engine NukeViet", "structured", "general".
    ``date`` is aware; ``date_has_clock`` is False where the page prints only a day.
    """

    url: str
    title: str
    lead: str | None = None
    date: datetime | None = None
    date_has_clock: bool = False
    author: str | None = None
    author_role: str | None = None
    photographer: str | None = None
    category: str | None = None
    view_count: int | None = None
    audio: str | None = None
    pieces: tuple[Piece, ...] = ()
    captions: tuple[Caption, ...] = ()
    source: str | None = None  # the paper that a page names with "Theo …", "Nguồn: …"
    site: str | None = None
    tags: tuple[str, ...] = ()
    encoding: str = "utf-8"
    layers: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> tuple[str, ...]:
        """The paragraphs, headings, list items, quotes and table rows as plain texts."""
        return tuple(piece.text for piece in self.pieces if piece.kind != "picture")


@dataclass(frozen=True, slots=True)
class NoArticle:
    """The page holds no article; ``reason`` is a key of ``importing.REFUSED``."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a portal puts things: CSS selectors, each optional; several with commas, the first that matches wins.

    ``drop`` marks what is not to be read at all, inside the body or around it.
    ``since`` and ``until`` bound the days on which articles of this layout were published.
    """

    title: str | None = None
    lead: str | None = None
    body: str | None = None
    date: str | None = None
    author: str | None = None
    category: str | None = None
    views: str | None = None
    audio: str | None = None
    drop: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Portal:
    """One website: its name as "Theo …" prints it, its hosts (without "www."), its layouts, the newest last.

    ``sections`` are addresses of listings and ``sitemaps`` of sitemaps or feeds, for whole archives;
    ``media`` are further hosts that its pictures and recordings come from.
    """

    name: str
    hosts: tuple[str, ...]
    layouts: tuple[Layout, ...]
    sections: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Engine:
    """A content system: marks that betray it (text found in the page's source) and its usual layouts."""

    name: str
    marks: tuple[str, ...]
    layouts: tuple[Layout, ...]
