"""What every page shows of the site itself: name, menu, links. Built once for a build.

Nothing in ``Site`` may change merely because one more article was published in a known section and term:
every page is made from it.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from plugins.values import Article, Content, Link, Term
from plugins.vietnamese.collate import sort_key
from plugins.vietnamese.text import slug

UNFILED = "Tin khác"  # where a published article without a category would be listed


@dataclass(frozen=True, slots=True)
class Section:
    """A category (chuyên mục) with its address."""

    name: str

    @property
    def slug(self) -> str:
        return slug(self.name) or "khac"

    @property
    def url(self) -> str:
        return f"/chuyen-muc/{self.slug}/"

    @property
    def feed(self) -> str:
        return f"{self.url}feed.xml"


@dataclass(frozen=True, slots=True)
class Site:
    name: str
    description: str
    owner: str
    url: str  # the whole address without a closing "/", or "" where it is not known
    licence: str
    email: str
    phone: str
    address: str
    sections: tuple[Section, ...]  # every category with a listed article, in the order of content/data
    bar: tuple[Section, ...]  # the first of them, for the bar under the masthead
    pages: tuple[Link, ...]  # Giới thiệu, Liên hệ …
    terms: tuple[Term, ...]  # newest first, one per pair of years
    links: tuple[Link, ...]  # other websites
    has_committees: bool
    has_procedures: bool

    @property
    def prefix(self) -> str:
        """The path under which the site stands on its host: "" or "/y"."""
        return urlsplit(self.url).path.rstrip("/")


def category_of(article: Article) -> str:
    return article.category or UNFILED


def ordered_categories(named: Iterable[str], order: Iterable[str]) -> tuple[str, ...]:
    """Categories in the order that the data file sets; the others follow by the Vietnamese alphabet.

    >>> ordered_categories(["Đời sống", "Công tác cán bộ", "Ảnh"], ["Công tác cán bộ"])
    ('Công tác cán bộ', 'Ảnh', 'Đời sống')
    """
    rank = {name: place for place, name in enumerate(order)}
    return tuple(sorted(set(named), key=lambda name: (rank.get(name, len(rank)), sort_key(name))))


def terms_of(articles: Iterable[Article]) -> tuple[Term, ...]:
    """The terms named in front matter, newest first; families of the same years share a page, so one stands for all."""
    by_years: dict[str, Term] = {}
    for article in articles:
        for term in article.terms:
            by_years.setdefault(term.years, Term(term.start, term.end))
    return tuple(sorted(by_years.values(), reverse=True))


def build_site(content: Content, settings: Mapping[str, object], *, bar: int = 6) -> Site:
    """The ``site`` of every template. *settings* are Pelican's: ``SITEURL`` and ``SITENAME`` are read."""
    told = content.data.site
    listed = content.listed
    names = ordered_categories((category_of(a) for a in listed), content.data.categories)
    sections = tuple(Section(name) for name in names)
    pages = tuple(Link(p.title, p.url) for p in sorted(content.pages, key=lambda p: p.path)
                  if p.status == "published" and content.is_live(p))
    return Site(
        name=told.get("name") or str(settings.get("SITENAME") or "Cổng tin"),
        description=told.get("description", ""),
        owner=told.get("owner", ""),
        url=str(settings.get("SITEURL") or "").rstrip("/"),
        licence=told.get("licence", ""),
        email=told.get("email", ""),
        phone=told.get("phone", ""),
        address=told.get("address", ""),
        sections=sections,
        bar=sections[:bar],
        pages=pages,
        terms=terms_of(listed),
        links=content.data.links,
        has_committees=bool(content.data.committees),
        has_procedures=bool(content.data.procedures),
    )
