"""Carries the portal's pages to Pelican."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.portal import articles, assets, feeds, front, lists, places, sitemap
from plugins.portal.cards import Cards, beginning
from plugins.portal.environment import globals_and_filters
from plugins.portal.settings import read
from plugins.portal.site import build_site
from plugins.portal.taxonomy import by_category
from plugins.values import Article, Content, Group, Output


class PortalGenerator(Generator):
    """The front page, articles, lists, feeds, sitemaps and the theme's own files."""

    def generate_output(self, writer) -> None:
        bridge.write(self, self.outputs())

    def outputs(self) -> Iterator[Output | Group]:
        content, settings = registered(self.context), read(self.settings)
        site = build_site(content, self.settings, bar=settings.bar)
        cards = Cards(beginnings(self.context, content), bridge.faces(self.context, content.listed))
        listed = tuple(cards.faces.values())
        yield from front.pages(content, site, settings, cards, self.context.get("term_strip"))
        yield from articles.pages(content, site, cards, count=settings.related, drafts=self.settings["BUILD"]["drafts"],
                                  figures=self.context.get("figures"), mark=self.context.get("mark_figures"))
        yield Group("lists", (listed, site, settings), lambda: lists.pages(content, site, settings.per_page, cards))
        yield Group("feeds", (listed, site, settings, content.data), lambda: feeds.pages(content, site, by_category(content.listed), settings.feed))
        yield Group("sitemaps", (listed, site, content.now), lambda: sitemap.pages(content, site))
        theme = assets.load(Path(self.theme))
        yield from places.pages(site, theme)
        yield from assets.outputs(theme)


def beginnings(context: dict, content: Content) -> dict[str, str]:
    """The beginnings of texts that stand in for leads, by path; remembered between builds."""
    bare = [a for a in content.articles if not a.summary]
    return {a.path: text for a, text in zip(bare, bridge.per_article(context, beginning, bare))}


def registered(context: dict) -> Content:
    """The content with a committee for every name that the figures plugin knows one by, however an article writes it."""
    content: Content = context["content"]
    if "dossier" not in context:
        return content
    known = context["dossier"].known
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
