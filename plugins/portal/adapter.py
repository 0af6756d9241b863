"""Carries the portal's pages to Pelican."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.portal import articles, assets, calendar, feeds, front, lists, offices, places, share, sitemap, views
from plugins.portal import register as documents
from plugins.portal.cards import Card, Cards, beginning
from plugins.portal.environment import globals_and_filters
from plugins.portal.settings import read
from plugins.portal.site import build_site
from plugins.portal.taxonomy import by_category
from plugins.outputs import Group, Output
from plugins.site_data import Content
from plugins.values import Article


class PortalGenerator(Generator):
    """The front page, articles, lists, feeds, sitemaps and the theme's own files."""

    def generate_output(self, writer) -> None:
        bridge.write(self, self.outputs())

    def outputs(self) -> Iterator[Output | Group]:
        content, settings = registered(self.context), read(self.settings)
        site = build_site(content, self.settings, bar=settings.bar)
        cards, cites = Cards(beginnings(self.context, content), bridge.faces(self.context, content.listed)), cites_of(self.context, content)
        listed = tuple(cards.faces.values())
        yield from front.pages(content, site, settings, cards, self.context.get("term_strip"))
        yield from articles.pages(content, site, cards, count=settings.related, drafts=self.settings["BUILD"]["drafts"],
                                  figures=self.context.get("figures"), mark=self.context.get("mark_figures"), cites=cites,
                                  comments=settings.comments)
        known = documents.register(content.data)
        yield from documents.pages(content.data, citing(content, cites, known, cards))
        yield from offices.pages(content, site, known)
        yield from calendar.pages(content, site)
        yield from views.pages(content.listed, content.data.views)
        yield Group("lists", (listed, site, settings, content.data), lambda: lists.pages(content, site, settings.per_page, cards))
        yield Group("feeds", (listed, site, settings, content.data), lambda: feeds.pages(content, site, by_category(content.listed), settings.feed))
        yield Group("sitemaps", (listed, site, content.now), lambda: sitemap.pages(content, site))
        theme = assets.load(Path(self.theme))
        yield from places.pages(site, theme)
        yield from share.outputs(site, theme.files)
        yield from assets.outputs(theme)


def beginnings(context: dict, content: Content) -> dict[str, str]:
    """The beginnings of texts that stand in for leads, by path; remembered between builds."""
    bare = [a for a in content.articles if not a.summary]
    return {a.path: text for a, text in zip(bare, bridge.per_article(context, beginning, bare))}


def cites_of(context: dict, content: Content) -> dict[str, tuple[documents.Cited, ...]]:
    """Path → numbers of documents that the article's text cites; nothing where there is no register to look them up in."""
    if not content.data.documents:
        return {}
    found = bridge.per_article(context, documents.cited_in, content.listed)
    return {article.path: cited for article, cited in zip(content.listed, found) if cited}


def citing(
    content: Content, cites: dict[str, tuple[documents.Cited, ...]], known: documents.Register, cards: Cards,
) -> dict[str, list[Card]]:
    """Address of a registered document → the articles that cite it, newest first."""
    found: dict[str, list[Card]] = {}
    for article in content.listed if content.data.documents else ():
        named = {content.data.documents[d.id].url for d in article.documents if d.id in content.data.documents}
        named |= {address for _, address in documents.known_to(article, cites.get(article.path, ()), known)}
        for address in sorted(named):
            found.setdefault(address, []).append(cards(article))
    return found


def registered(context: dict) -> Content:
    """The content with a committee for every name that the figures plugin knows one by, however an article writes it."""
    content: Content = context["content"]
    if "committees_known" not in context:
        return content
    known = context["committees_known"]
    written = {name for article in content.listed for name in article.committees}
    found = {name: known.committees[known.find(name)] for name in sorted(written) if known.find(name) in known.committees}
    return replace(content, data=replace(content.data, committees={**content.data.committees, **found}))


def prepare(generators: list[Generator]) -> None:
    """Tell the templates of the site once every plugin has read: pictures' sizes and sounds' lengths come late."""
    context, settings = generators[0].context, generators[0].settings
    names, filters = globals_and_filters(context["content"], settings)
    bridge.template_names(context, names | {name: context.get(name, {}) for name in ("pictures", "seconds")}, filters)


def generators(pelican) -> type[Generator]:
    return PortalGenerator


def register() -> None:
    signals.get_generators.connect(generators)
    signals.all_generators_finalized.connect(prepare)
