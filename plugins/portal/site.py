"""What every page shows of the site itself: name, menu, links. Built once for a build.

Nothing in ``Site`` may change merely because one more article was published in a known section and term:
every page is made from it.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from plugins.portal.taxonomy import Section, sections_of
from plugins.site_data import Content, Link, SiteData
from plugins.values import Article, Term


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
    pages: tuple[Link, ...]  # Giới thiệu …
    offices: tuple[Link, ...]  # Văn bản, Lịch công tác, Hỏi đáp, Liên hệ …: those for which data files hold something
    terms: tuple[Term, ...]  # newest first, one per pair of years
    links: tuple[Link, ...]  # other websites
    menu: frozenset[str]  # every address in the menu: their pages show where the reader is
    has_search: bool
    has_views: bool  # readings were counted
    has_figures: bool  # pages of terms, committees, procedures and data

    @property
    def prefix(self) -> str:
        """The path under which the site stands on its host: "" or "/y"."""
        return urlsplit(self.url).path.rstrip("/")


PLACES = ("/", "/tim-kiem/", "/luu-tru/", "/the/", "/tac-gia/", "/nhiem-ky/", "/to-chuc/", "/quy-trinh/", "/du-lieu/")


def offices_of(data: SiteData) -> tuple[Link, ...]:
    """The pages that are made of data files, in the order of the menu."""
    told = data.site
    found = (
        ("Văn bản chỉ đạo", "/van-ban/", data.documents),
        ("Lịch công tác", "/lich/", True),
        ("Hỏi đáp", "/hoi-dap/", data.questions),
        ("Cơ cấu tổ chức", "/co-cau/", told.get("committee") in data.committees),
        ("Liên hệ", "/lien-he/", data.contacts or told.get("email") or told.get("phone") or told.get("address")),
        ("English", "/en/", told.get("name_en")),
    )
    return tuple(Link(name, address) for name, address, there in found if there)


def terms_of(articles: Iterable[Article]) -> tuple[Term, ...]:
    """The terms named in front matter, newest first; families of the same years share a page, so one stands for all."""
    years = {(term.start, term.end) for article in articles for term in article.terms}
    return tuple(Term(start, end) for start, end in sorted(years, reverse=True))


def build_site(content: Content, settings: Mapping[str, object], *, bar: int = 5) -> Site:
    """The ``site`` of every template.

    *settings* are Pelican's: ``SITEURL``, ``SITENAME`` and what ``BUILD`` leaves out are read; *bar* counts sections.
    """
    without = settings.get("BUILD", {}).get("without", ())
    told = content.data.site
    listed = content.listed
    sections = sections_of(listed, content.data.categories)
    terms = terms_of(listed) if "figures" not in without else ()
    pages = tuple(Link(p.title, p.url) for p in sorted(content.pages, key=lambda p: p.path)
                  if p.status == "published" and content.is_live(p))
    offices = offices_of(content.data)
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
        offices=offices,
        terms=terms,
        links=content.data.links,
        menu=frozenset((*PLACES, *(s.url for s in sections), *(p.url for p in (*pages, *offices)), *(t.url for t in terms))),
        has_search="search" not in without,
        has_views=bool(content.data.views.total),
        has_figures="figures" not in without,
    )


def addresses(site: Site) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """``u`` and ``absolute``: a site path → the address for links, and the whole address.

    Whole addresses of other sites, ``mailto:`` and fragments pass unchanged.
    Without SITEURL ``absolute`` can give no more than ``u`` does.
    """
    prefix, url = site.prefix, site.url

    def u(path: str) -> str:
        return prefix + path if path.startswith("/") and not path.startswith("//") else path

    def absolute(path: str) -> str:
        return url + path if path.startswith("/") and not path.startswith("//") else path

    return u, absolute
