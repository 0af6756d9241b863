"""The pages of single articles and standing pages, and the redirects from their old addresses."""
from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

from plugins.html import escape
from plugins.portal import register as documents, structured
from plugins.portal.cards import Card, Cards
from plugins.portal.conference_card import ConferenceCard, Named, conference_card
from plugins.portal.figure_table import FigureBlock, Marked, blocks
from plugins.portal.paging import page_path, redirect
from plugins.portal.related import Beside
from plugins.portal.site import Site, addresses
from plugins.portal.taxonomy import Section, section_of, series_url, slug_of
from plugins.outputs import Deferred, Output, Variables
from plugins.site_data import Content, SiteData
from plugins.values import VIETNAM, Article, Figure, Person


NOTHING = SiteData()
WITHDRAWAL = re.compile(r"Gỡ bài(?: ẩn)?(?:: |$)")  # how the command `withdraw` begins its note
Mark = Callable[[Article, tuple[Figure, ...]], Marked]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Everything that ``article.html`` shows, worked out. ``article`` is the article with marked figures."""

    article: Article
    lead: str  # HTML
    section: Section
    description: str
    authors: tuple[tuple[Person, str], ...]  # with the address of the author's page
    tags: tuple[Named, ...]
    documents: tuple[documents.Entry, ...]
    conferences: tuple[ConferenceCard, ...]
    declared: tuple[FigureBlock, ...]
    extracted: tuple[FigureBlock, ...]  # read by the machine
    related: tuple[Card, ...]
    story: tuple[Card, ...]  # the same procedure's or series' earlier parts
    series: Named  # its own page holds the later parts as well
    previous: Card | None
    comments: str  # where Isso answers, or ""
    month: str  # the archive's page of its month
    jsonld: Mapping[str, object]
    properties: tuple[tuple[str, str], ...]
    citation: tuple[tuple[str, str], ...]


def article_page(
    article: Article, site: Site, data: SiteData, *,
    others: tuple[Card, ...] = (), story: tuple[Card, ...] = (), previous: Card | None = None,
    figures: tuple[Figure, ...] | None = None, mark: Mark | None = None, cited: tuple[tuple[documents.Cited, str], ...] = (),
    comments: str = "", waiting: bool = False,
) -> ArticlePage:
    """Work out the page of *article*; *others*, *story* and *previous* show older articles.

    *figures* are all that the article states, where somebody has read it; else the declared ones.
    *mark* marks their words and gives them ids. *comments* is where Isso answers; an article that was first published elsewhere has none. One that is *waiting* for its day (preview) is in no list yet, so that nothing of it may lead to one. *cited* are the documents that the register knows, with their addresses.
    """
    u, absolute = addresses(site)
    figures = article.results if figures is None else figures
    marked = mark(article, figures) if mark and figures else None
    html, lead = (marked.html, marked.lead) if marked else (article.html, escape(article.summary or ""))
    html, lead = (documents.linked(part, dict(cited), u) for part in (html, lead))
    listed = article.status == "published" and not waiting
    told = {c.url for c in story}
    return ArticlePage(
        article=replace(article, html=framed(html), body="", text=""),
        lead=lead,
        section=next((s for s in site.sections if s.slug == section_of(article).slug), section_of(article)),
        description=structured.described(article),
        authors=tuple((p, f"/tac-gia/{slug_of(p.name)}/" if listed else "") for p in article.authors),
        tags=tuple(Named(tag, f"/the/{slug_of(tag)}/" if listed else "") for tag in article.tags),
        documents=tuple(documents.shown(d, data, documents.register(data)) for d in article.documents),
        conferences=tuple(conference_card(c, data) for c in article.conferences),
        declared=blocks(figures, data, marked, declared=True),
        extracted=blocks(figures, data, marked, declared=False),
        related=tuple(c for c in others if c.url not in told),
        story=story,
        series=Named(article.series, series_url(article.series)) if article.series and listed else Named(""),
        previous=previous,
        comments=comments if listed and article.source is None and article.date_basis == "published" else "",
        month=f"/luu-tru/{article.date.astimezone(VIETNAM):%Y/%m}/" if article.date else "",
        jsonld=structured.news_article(article, site, data, absolute) if listed else {},
        properties=structured.properties(article, site, absolute),
        citation=structured.citation(article, site, absolute),
    )


def framed(html: str) -> str:
    """*html* with every table in a frame that scrolls by touch and by keys, however wide the table is.

    >>> framed("<table></table>")
    '<div class="scroll" tabindex="0" role="group" aria-label="Bảng"><table></table></div>'
    """
    if "<table" not in html:
        return html
    html = re.sub(r"<table\b", '<div class="scroll" tabindex="0" role="group" aria-label="Bảng"><table', html)
    return html.replace("</table>", "</table></div>")


def pages(
    content: Content, site: Site, cards: Cards, *, count: int, drafts: bool = False,
    figures: Mapping[str, tuple[Figure, ...]] | None = None, mark: Mark | None = None,
    cites: Mapping[str, tuple[documents.Cited, ...]] | None = None, comments: str = "",
) -> Iterator[Output]:
    """A page for every live article and standing page; with *drafts* (preview) for every other that has an address.

    *count* is the number of related articles; *figures* holds what articles state, by path; *mark* marks its words;
    *cites* holds the numbers of documents that articles cite, by path. Withdrawn ones say so and show nothing else;
    hidden ones ask search engines to leave them alone and name no list, since none names them.
    """
    beside, earlier = Beside(content.listed), cards.earlier()
    known = documents.register(content.data)

    def values(article: Article, told: tuple[Figure, ...] | None, cited: tuple[documents.Cited, ...]) -> Variables:
        previous = beside.previous(article)
        return partial(
            article_values, article, site, data_of(article, told or (), content.data, known),
            others=tuple(map(cards, beside.related(article, count))), story=tuple(map(cards, beside.story(article, count))),
            previous=cards(previous) if previous else None, figures=told, mark=mark,
            cited=documents.known_to(article, cited, known), comments=comments, waiting=not content.is_live(article),
        )

    for article in content.articles:
        url = article.url
        if not url or not (drafts or content.is_live(article)):
            continue
        if article.status == "withdrawn":
            yield withdrawn(article)
            continue
        told, cited, older = (figures or {}).get(article.path), (cites or {}).get(article.path, ()), earlier.get(article.path)
        make = partial(values, article, told, cited)
        basis = article, told, cited, older, site, content.data, count, mark, comments
        yield Output(page_path(url), "article.html", source=article.path, values=make() if older is None else Deferred(basis, make))
        if article.aliases:
            yield from aliases(article)
    for article in content.pages:
        if not (drafts or content.is_live(article)):
            continue
        if article.status == "withdrawn":
            yield withdrawn(article)
            continue
        yield Output(page_path(article.url), "page.html", source=article.path, values=partial(page_values, article))
        yield from aliases(article)


def article_values(article: Article, site: Site, data: SiteData, **more: object) -> dict[str, object]:
    """The variables of ``article.html``; *more* is what ``article_page`` takes."""
    page = article_page(article, site, data, **more)
    place = urlsplit(page.comments)
    host = f"{place.scheme}://{place.netloc}" if place.netloc else ""
    return {"page": page, "url": article.url, "description": page.description, "noindex": article.status != "published" or bool(more.get("waiting")), "policy_host": host}


def page_values(article: Article) -> dict[str, object]:
    """The variables of ``page.html``."""
    return {"page": replace(article, html=framed(article.html), body="", text=""), "url": article.url,
            "description": structured.described(article), "noindex": article.status != "published"}


def data_of(article: Article, figures: tuple[Figure, ...], data: SiteData, known: documents.Register) -> SiteData:
    """The part of *data* that the article's page can show, so that the page depends on no more."""
    named = {*article.committees, *(f.committee for f in figures if f.committee)}
    procedures = {c.step.procedure for c in article.conferences if c.step and c.step.procedure}
    registered = {}
    for document in article.documents:
        found = data.documents.get(document.id) if document.id else known.find((documents.key(document.number or ""), document.date))
        if found:
            registered[found.id] = found
            named |= {found.issuer} if found.issuer else set()
    if not named and not procedures and not registered:
        return NOTHING
    return SiteData(
        committees={name: data.committees[name] for name in sorted(named) if name in data.committees},
        procedures={name: data.procedures[name] for name in sorted(procedures) if name in data.procedures},
        documents=registered,
    )


def withdrawn(article: Article) -> Output:
    """Says that the article was withdrawn, when and why, and repeats none of its words.

    The newest correction is why, unless it tells what was reworded; earlier ones speak of the text, and go with it.
    """
    newest = max(article.corrections, key=lambda c: c.date, default=None)
    moments = ([newest.date] if newest else []) + ([article.updated] if article.updated else [])
    told = newest.note if newest and not (newest.before or newest.after) else ""
    values = {"url": article.url, "noindex": True, "since": max(moments).astimezone(VIETNAM).date() if moments else None,
              "reason": WITHDRAWAL.sub("", told)}
    return Output(path=page_path(article.url), template="withdrawn.html", values=values, source=article.path)


def aliases(article: Article) -> Iterator[Output]:
    """Redirects from old addresses; one without "/" is an old slug and stands where the article stands."""
    for alias in article.aliases:
        old = alias if "/" in alias else posixpath.join(posixpath.dirname(article.url.rstrip("/")), alias)
        old = posixpath.normpath("/" + old.lstrip("/"))
        if old != "/" and old.rstrip("/") != article.url.rstrip("/"):
            yield redirect(old, article.url, article.path)
