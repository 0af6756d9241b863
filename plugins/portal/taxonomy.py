"""How articles are grouped: by category, tag, author and month. Each grouping is one pass."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from plugins.values import VIETNAM, Article
from plugins.vietnamese.collate import sort_key
from plugins.vietnamese.text import slug

UNFILED = "Tin khác"  # where a published article without a category is listed

slug_of = cache(lambda name: slug(name) or "khac")


@dataclass(frozen=True, slots=True)
class Section:
    """A category (chuyên mục) with its address."""

    name: str
    slug: str

    @property
    def url(self) -> str:
        return f"/chuyen-muc/{self.slug}/"

    @property
    def feed(self) -> str:
        return f"/chuyen-muc/{self.slug}/feed.xml"


@dataclass(frozen=True, slots=True)
class Group:
    """The articles that share a name, newest first."""

    name: str
    url: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int
    articles: tuple[Article, ...]

    @property
    def url(self) -> str:
        return f"/luu-tru/{self.year}/{self.month:02d}/"

    @property
    def name(self) -> str:
        return f"Tháng {self.month}/{self.year}"


def category_of(article: Article) -> str:
    return article.category or UNFILED


def section_of(article: Article) -> Section:
    name = category_of(article)
    return Section(name, slug_of(name))


def sections_of(articles: Iterable[Article], order: Sequence[str]) -> tuple[Section, ...]:
    """The categories of *articles*: those that the data file names in its *order*, the others by the alphabet.

    Spellings with one address are one section, named as the data file or else the oldest article does.
    """
    names = {slug_of(name): name for name in (category_of(a) for a in articles)}
    names |= {slug_of(name): name for name in order if slug_of(name) in names}
    rank = {slug_of(name): place for place, name in reversed(list(enumerate(order)))}
    return tuple(Section(name, key) for key, name in
                 sorted(names.items(), key=lambda item: (rank.get(item[0], len(rank)), sort_key(item[1]))))


def grouped(articles: Sequence[Article], names_of: Callable[[Article], Iterable[str]], base: str) -> dict[str, Group]:
    """Groups by address part, in the order in which they come; *articles* are newest first.

    Names with one address are one group, named as its oldest article does, so that a new spelling changes no old page.
    """
    found: dict[str, tuple[str, list[Article]]] = {}
    for article in reversed(articles):
        for key, name in {slug_of(name): name for name in names_of(article)}.items():
            found.setdefault(key, (name, []))[1].append(article)
    return {key: Group(name, f"{base}{key}/", tuple(reversed(members))) for key, (name, members) in found.items()}


def by_category(articles: Sequence[Article]) -> dict[str, Group]:
    return grouped(articles, lambda a: (category_of(a),), "/chuyen-muc/")


def by_tag(articles: Sequence[Article]) -> dict[str, Group]:
    return grouped(articles, lambda a: a.tags, "/the/")


def by_author(articles: Sequence[Article]) -> dict[str, Group]:
    return grouped(articles, lambda a: (person.name for person in a.authors), "/tac-gia/")


def series_url(name: str) -> str:
    return f"/dong-su-kien/{slug_of(name)}/"


def by_series(articles: Sequence[Article]) -> dict[str, Group]:
    return grouped(articles, lambda a: (a.series,) if a.series else (), "/dong-su-kien/")


def by_month(articles: Sequence[Article]) -> tuple[Month, ...]:
    """Months with articles, newest first, in Vietnam's time."""
    found: dict[tuple[int, int], list[Article]] = {}
    for article in articles:
        if article.date:
            day = article.date.astimezone(VIETNAM)
            found.setdefault((day.year, day.month), []).append(article)
    return tuple(Month(year, month, tuple(members)) for (year, month), members in sorted(found.items(), reverse=True))
