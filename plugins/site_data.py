"""What ``content/data`` holds, and a content folder, read: registers of committees, procedures, documents, the site's own facts."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from plugins.values import VIETNAM, Article, Term


@dataclass(frozen=True, slots=True)
class Successor:
    """What a committee became: another committee's id, since when, by which decision (its number)."""

    id: str
    since: date | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class DatedName:
    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Committee:
    id: str
    name: str
    short: str | None = None
    parent: str | None = None
    level: str | None = None  # vocabulary "level"
    names: tuple[DatedName, ...] = ()  # earlier names
    aliases: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    english: str | None = None

    @property
    def url(self) -> str:
        return f"/to-chuc/{self.id}/"


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    number: int
    kind: str  # vocabulary "kind"
    label: str
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure (quy trình) as one committee runs it; variants are procedures of their own."""

    id: str
    name: str
    steps: tuple[ProcedureStep, ...] = ()
    description: str | None = None

    @property
    def url(self) -> str:
        return f"/quy-trinh/{self.id}/"


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SectionNote:
    """What a section's page shows above its list; ``banner`` is a picture's content path."""

    about: str | None = None
    banner: str | None = None


@dataclass(frozen=True, slots=True)
class RegisteredDocument:
    """An entry of the register of documents (sổ văn bản). ``issuer`` is a committee's id or a name; ``file`` a content path."""

    id: str
    number: str
    title: str
    date: date | None = None
    kind: str | None = None  # as written: "Kế hoạch"
    issuer: str | None = None
    file: str | None = None

    @property
    def url(self) -> str:
        return f"/van-ban/{self.id}/"


@dataclass(frozen=True, slots=True)
class Meeting:
    """An entry of the work calendar; ``start`` and ``end`` are aware times, or days where the hour is not told."""

    title: str
    start: datetime | date
    end: datetime | date | None = None
    place: str | None = None
    chair: str | None = None
    attending: str | None = None
    committee: str | None = None  # an id, or a name
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A reader's question with its answer; ``id`` names its place in the page. Paragraphs are parted by a blank line."""

    id: str
    question: str
    answer: str
    asked: date | None = None
    asker: str | None = None
    answered: date | None = None
    answerer: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    role: str | None = None
    unit: str | None = None  # a committee's id, or a name
    phone: str | None = None
    email: str | None = None
    place: str | None = None
    english: str | None = None  # the role in English


@dataclass(frozen=True, slots=True)
class Views:
    """How often articles were read, by address: since counting began, and in the last days up to ``until``."""

    total: Mapping[str, int] = field(default_factory=dict)
    recent: Mapping[str, int] = field(default_factory=dict)
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SiteData:
    """What ``content/data/*.yaml`` holds; every part may be empty."""

    committees: Mapping[str, Committee] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()  # gives the family of years that are not the party's
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    abbreviations: tuple[tuple[str, str], ...] = ()  # ("BTV", "Ban Thường vụ")
    links: tuple[Link, ...] = ()
    categories: tuple[str, ...] = ()  # order of the sections
    sections: Mapping[str, SectionNote] = field(default_factory=dict)  # by the section's name
    site: Mapping[str, str] = field(default_factory=dict)  # name, description, owner, licence … of this portal
    documents: Mapping[str, RegisteredDocument] = field(default_factory=dict)
    calendar: tuple[Meeting, ...] = ()
    questions: tuple[Question, ...] = ()
    contacts: tuple[Contact, ...] = ()
    views: Views = field(default_factory=Views)

    @property
    def for_reading(self) -> SiteData:
        """The part that front matter is read with: a change of the rest makes no article be parsed again."""
        return SiteData(committees=self.committees, terms=self.terms, procedures=self.procedures)


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder, read. ``articles`` and ``pages`` hold every status, newest first; ask ``listed``.

    ``now`` is the day of the build: what is dated later is ``scheduled``.
    """

    articles: tuple[Article, ...]
    pages: tuple[Article, ...]
    data: SiteData
    now: date
    _listed: list[tuple[Article, ...]] = field(default_factory=list, init=False, compare=False, repr=False)  # found once
    _end_of_day: datetime = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_end_of_day", datetime.combine(self.now, time.max, VIETNAM))

    def is_live(self, article: Article) -> bool:
        """Has a page of its own: published and due, hidden or withdrawn."""
        if article.status not in ("published", "hidden", "withdrawn"):
            return False
        return article.date is None or article.date <= self._end_of_day

    @property
    def listed(self) -> tuple[Article, ...]:
        """Published articles that are due, newest first: the only ones in lists, feeds, search and data."""
        if not self._listed:
            self._listed.append(tuple(a for a in self.articles if a.status == "published" and self.is_live(a)))
        return self._listed[0]

    @property
    def scheduled(self) -> tuple[Article, ...]:
        return tuple(a for a in self.articles if a.status == "published" and not self.is_live(a))
