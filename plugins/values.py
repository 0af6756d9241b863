"""The values that travel between modules: frozen dataclasses and nothing else.

Texts are NFC. Times are aware (Asia/Ho_Chi_Minh unless the source gave an offset). Ids are ASCII.
Paths are POSIX, relative to the content folder. Addresses begin and end with "/" and hold no site root.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

VIETNAM = timezone(timedelta(hours=7), "+07:00")  # Vietnam has kept UTC+7 without summer time since 1975.


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A term of office (nhiệm kỳ): its years and its family ("party", "government" or "cell").

    >>> Term(2020, 2025).years
    '2020-2025'
    """

    start: int
    end: int
    family: str = "party"

    @property
    def years(self) -> str:
        return f"{self.start}-{self.end}"

    @property
    def url(self) -> str:
        """One page shows all families of the same years, apart."""
        return f"/nhiem-ky/{self.years}/"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the content folder; ``image`` is its path, such as ``anh/2026/04/hoi-nghi.jpg``."""

    image: str
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Audio:
    file: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A cited document: the ``id`` of a register entry, or its own particulars."""

    id: str | None = None
    number: str | None = None
    date: date | None = None
    title: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article comes from; shown as "Theo …". ``views`` counted on the day ``retrieved``."""

    name: str | None = None
    url: str | None = None
    authors: tuple[Person, ...] = ()
    photographers: tuple[Person, ...] = ()
    published: datetime | None = None
    retrieved: date | None = None
    views: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a procedure. The number does not fix the conference's kind, nor the reverse: both are stored."""

    number: int | None = None
    of: int | None = None
    procedure: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Conference:
    kind: str  # vocabulary "kind"
    name: str | None = None
    held: date | None = None
    held_end: date | None = None
    part_of_day: str | None = None  # vocabulary "part_of_day"
    round: int | None = None  # 2 for "lần 2"
    status: str = "held"  # vocabulary "conference_status"
    committees: tuple[str, ...] = ()  # ids, or the name as written where the register knows none
    terms: tuple[Term, ...] = ()
    venue: str | None = None
    chair: str | None = None
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A count declared in, or read from, one article.

    ``declared`` figures come from front matter (a person vouches); the others were read by the machine.
    ``quote`` holds the exact words, ``start`` where they begin in ``Article.text``; a declared figure
    whose words were not found has start -1.
    """

    term: Term | None  # None: the text names none
    bodies: tuple[str, ...]  # vocabulary "body"; more than one where one number covers several
    measure: str  # vocabulary "measure"
    value: Decimal
    value_max: Decimal | None = None  # upper end of a range
    qualifier: str | None = None  # vocabulary "qualifier": "gt" for "trên 1.000"
    unit: str | None = None  # as written: "đồng chí", "lượt cán bộ", "%"
    stage: str | None = None  # vocabulary "stage"
    body_text: str | None = None
    committee: str | None = None
    conference: int | None = None  # index into Article.conferences
    as_of: date | None = None
    period: str | None = None
    of: Decimal | None = None  # the whole that the value is a part of: 32 in "30/32 phiếu"
    note: str | None = None
    quote: str = ""
    aliases: tuple[str, ...] = ()  # ids by which the figure was cited before what it says was corrected
    start: int = -1
    declared: bool = False

    @property
    def body(self) -> str:
        return self.bodies[0]

    @property
    def end(self) -> int:
        return self.start + len(self.quote) if self.start >= 0 else -1


@dataclass(frozen=True, slots=True)
class Correction:
    date: datetime
    note: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    by: str
    date: date
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One Markdown file of the content folder: an article (``tin/``) or a page (``trang/``).

    ``body`` is the Markdown as written (after the closing ``---``), ``body_line`` the file's line where it begins.
    The reader fills ``html`` (sanitised) and ``text`` (what a reader reads: lead, paragraphs and captions
    in order, paragraphs parted by a blank line; figures' offsets count in it).
    """

    path: str
    title: str
    slug: str
    date: datetime | None = None  # None only in drafts and pages
    category: str = ""
    status: str = "draft"  # vocabulary "status"
    kind: str = "article"  # "article" or "page"
    date_basis: str = "published"  # vocabulary "date_basis"
    updated: datetime | None = None
    corrections: tuple[Correction, ...] = ()
    aliases: tuple[str, ...] = ()
    summary: str | None = None
    authors: tuple[Person, ...] = ()
    photographers: tuple[Person, ...] = ()
    interviewees: tuple[Person, ...] = ()
    tags: tuple[str, ...] = ()
    series: str | None = None
    featured: date | None = None
    cover: Picture | None = None
    images: tuple[Picture, ...] = ()
    audio: Audio | None = None
    documents: tuple[Document, ...] = ()
    source: Source | None = None
    conferences: tuple[Conference, ...] = ()
    results: tuple[Figure, ...] = ()  # declared figures
    approval: Approval | None = None
    body: str = ""
    body_line: int = 1
    html: str = ""
    text: str = ""

    @property
    def url(self) -> str:
        """``/tin/2022/04/<slug>/`` or ``/trang/<slug>/``; drafts without a date have none ("")."""
        if self.kind == "page":
            return f"/trang/{self.slug}/"
        return f"/tin/{self.date.year:04d}/{self.date.month:02d}/{self.slug}/" if self.date else ""

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """``(key, path)`` of every file that the front matter names."""
        named = [("cover", self.cover.image)] if self.cover else []
        named += [("images", picture.image) for picture in self.images]
        named += [("audio", self.audio.file)] if self.audio else []
        named += [("documents", document.file) for document in self.documents if document.file]
        return tuple(named)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms named in the front matter, each once, in order."""
        if not (self.conferences or self.results):
            return ()
        named = [t for c in self.conferences for t in c.terms] + [f.term for f in self.results if f.term]
        return tuple(dict.fromkeys(named))

    @property
    def committees(self) -> tuple[str, ...]:
        if not (self.conferences or self.results):
            return ()
        named = [c for k in self.conferences for c in k.committees] + [f.committee for f in self.results if f.committee]
        return tuple(dict.fromkeys(named))
