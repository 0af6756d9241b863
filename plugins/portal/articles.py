"""The pages of single articles and standing pages, and the redirects from their old addresses."""
from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from plugins.html import escape
from plugins.portal import structured
from plugins.portal.cards import Card, card
from plugins.portal.conference_card import ConferenceCard, Named, conference_card
from plugins.portal.figure_table import FigureBlock, blocks
from plugins.portal.paging import page_path, redirect
from plugins.portal.related import following_story, previous_in, related
from plugins.portal.site import Site, addresses
from plugins.portal.taxonomy import Section, section_of, slug_of
from plugins.values import VIETNAM, Article, Content, Figure, Output, Person, SiteData


class Marked(Protocol):
    """An article whose figures' words are marked: its HTML, its lead as HTML, and which figures' words were found.

    A mark has its figure's id (``so-lieu-1``, ``may-doc-1``) and leads back to ``bang-`` and that id;
    ``ids`` goes along with the figures, "" where the words were not found.
    """

    html: str
    lead: str
    ids: tuple[str, ...]


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
    conferences: tuple[ConferenceCard, ...]
    declared: tuple[FigureBlock, ...]
    extracted: tuple[FigureBlock, ...]  # read by the machine
    related: tuple[Card, ...]
    story: tuple[Card, ...]  # the same procedure's or series' earlier parts
    series: str
    previous: Card | None
    jsonld: Mapping[str, object]
    properties: tuple[tuple[str, str], ...]
    citation: tuple[tuple[str, str], ...]


def article_page(
    article: Article, site: Site, data: SiteData, *,
    others: tuple[Article, ...] = (), story: tuple[Article, ...] = (), previous: Article | None = None,
    figures: tuple[Figure, ...] | None = None, mark: Mark | None = None,
) -> ArticlePage:
    """Work out the page of *article*; *others*, *story* and *previous* are older articles.

    *figures* are all that the article states, where somebody has read it; else the declared ones.
    *mark* marks their words; without it the rows of the tables bear the figures' ids.
    """
    _, absolute = addresses(site)
    figures = article.results if figures is None else figures
    html, lead, marks = article.html, escape(article.summary or ""), ("",) * len(figures)
    if mark and figures:
        marked = mark(article, figures)
        html, lead, marks = marked.html, marked.lead, marked.ids
    listed = article.status == "published"
    told = {a.path for a in story}
    return ArticlePage(
        article=replace(article, html=framed(html)),
        lead=lead,
        section=section_of(article),
        description=structured.described(article),
        authors=tuple((p, f"/tac-gia/{slug_of(p.name)}/" if listed else "") for p in article.authors),
        tags=tuple(Named(tag, f"/the/{slug_of(tag)}/" if listed else "") for tag in article.tags),
        conferences=tuple(conference_card(c, data) for c in article.conferences),
        declared=blocks(figures, data, marks, declared=True),
        extracted=blocks(figures, data, marks, declared=False),
        related=tuple(card(a) for a in others if a.path not in told),
        story=tuple(card(a) for a in story),
        series=article.series or "",
        previous=card(previous) if previous else None,
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
    content: Content, site: Site, *, count: int, drafts: bool = False, figures: Mapping[str, tuple[Figure, ...]] | None = None,
    mark: Mark | None = None,
) -> Iterator[Output]:
    """A page for every live article and standing page; with *drafts* (preview) for every other that has an address.

    *count* is the number of related articles; *figures* holds what articles state, by path; *mark* marks its words. Withdrawn ones say so and show nothing else; hidden ones ask
    search engines to leave them alone and name no list, since none names them.
    """
    listed = content.listed
    near, before, stories = related(listed, count), previous_in(listed), following_story(listed, count)
    for article in content.articles:
        if not article.url or not (drafts or content.is_live(article)):
            continue
        if article.status == "withdrawn":
            yield withdrawn(article)
            continue
        page = article_page(
            article, site, content.data, others=near.get(article.path, ()), story=stories.get(article.path, ()),
            previous=before.get(article.path), figures=(figures or {}).get(article.path), mark=mark,
        )
        yield Output(
            path=page_path(article.url), template="article.html", source=article.path,
            values={"page": page, "url": article.url, "description": page.description, "noindex": article.status != "published"},
        )
        yield from aliases(article)
    for article in content.pages:
        if not (drafts or content.is_live(article)):
            continue
        if article.status == "withdrawn":
            yield withdrawn(article)
            continue
        yield Output(
            path=page_path(article.url), template="page.html", source=article.path,
            values={"page": replace(article, html=framed(article.html)), "url": article.url, "description": structured.described(article),
                    "noindex": article.status != "published"},
        )
        yield from aliases(article)


def withdrawn(article: Article) -> Output:
    """Says that the article was withdrawn, when and why, and repeats none of its words."""
    moments = [c.date for c in article.corrections] + ([article.updated] if article.updated else [])
    values = {"url": article.url, "noindex": True, "since": max(moments).astimezone(VIETNAM).date() if moments else None,
              "notes": tuple(c.note for c in article.corrections)}
    return Output(path=page_path(article.url), template="withdrawn.html", values=values, source=article.path)


def aliases(article: Article) -> Iterator[Output]:
    """Redirects from old addresses; one without "/" is an old slug and stands where the article stands."""
    for alias in article.aliases:
        old = alias if "/" in alias else posixpath.join(posixpath.dirname(article.url.rstrip("/")), alias)
        old = posixpath.normpath("/" + old.lstrip("/"))
        if old != "/" and old.rstrip("/") != article.url.rstrip("/"):
            yield redirect(old, article.url, article.path)
