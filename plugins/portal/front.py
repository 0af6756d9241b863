"""The front page: the lead story, the newest, the sections, what is coming. The only page that knows what day it is."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.portal.cards import Card, Cards
from plugins.portal.conference_card import upcoming
from plugins.portal.settings import PortalSettings
from plugins.portal.site import Site, addresses
from plugins.portal.structured import website
from plugins.portal.taxonomy import Group, Section, by_category
from plugins.values import Article, Content, Output

BESIDE_THE_LEAD = 4


@dataclass(frozen=True, slots=True)
class FrontSection:
    section: Section
    lead: Card
    others: tuple[Card, ...]


def lead_story(articles: tuple[Article, ...], content: Content) -> Article | None:
    """The newest article that is still featured, else the newest of all."""
    pinned = (a for a in articles if a.featured and a.featured >= content.now)
    return next(pinned, next(iter(articles), None))


def front_sections(groups: dict[str, Group], site: Site, shown: set[str], size: int, cards: Cards) -> Iterator[FrontSection]:
    """Each section's newest that do not stand above already; a section which has no others is left to the menu."""
    for section in site.sections:
        fresh = [a for a in groups[section.slug].articles[:size + len(shown)] if a.path not in shown][:size]
        if fresh:
            yield FrontSection(section, cards(fresh[0]), tuple(map(cards, fresh[1:])))


def pages(content: Content, site: Site, settings: PortalSettings, cards: Cards, term_strip: object = None) -> Iterator[Output]:
    """``/``. *term_strip* is what the figures of the current term look like in short, or None."""
    listed = content.listed
    _, absolute = addresses(site)
    lead = lead_story(listed, content)
    rest = [a for a in listed if a is not lead]
    beside, latest = rest[:BESIDE_THE_LEAD], rest[BESIDE_THE_LEAD:BESIDE_THE_LEAD + settings.latest]
    shown = {a.path for a in (lead, *beside) if a}
    yield Output(path="index.html", template="front.html", values={
        "url": "/",
        "description": site.description,
        "today": content.now,
        "jsonld": website(site, absolute),
        "lead": cards(lead) if lead else None,
        "beside": tuple(map(cards, beside)),
        "latest": tuple(map(cards, latest)),
        "sections": tuple(front_sections(by_category(listed), site, shown, settings.section, cards)),
        "upcoming": upcoming(listed, content.data, content.now),
        "term_strip": term_strip,
    })
