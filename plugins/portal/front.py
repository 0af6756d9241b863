"""The front page: the lead story, the newest, the sections, what is coming. The only page that knows what day it is."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.portal.cards import Card, Cards
from plugins.portal.conference_card import upcoming
from plugins.portal.settings import PortalSettings
from plugins.portal.site import Site, addresses
from plugins.portal.structured import website
from plugins.portal.taxonomy import Group, Section, by_category
from plugins.portal.views import most_read
from plugins.outputs import Output
from plugins.site_data import Content
from plugins.values import Article
from plugins.vietnamese.numbers import parse_number

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


def bars(figures: Iterable[tuple[str, str, str]]) -> tuple[int | None, ...]:
    """How long a bar stands for each of a strip's figures (label, value, address), in hundredths of the longest.

    None for a value that is a bound, a range or of another unit than most: bars compare only what can be compared.

    >>> bars((("", "30", ""), ("", "trên 10", ""), ("", "15", "")))
    (100, None, 50)
    """
    told = [value.partition(" ") for _, value, _ in figures]
    numbers = [parse_number(number) for number, _, _ in told]
    units = [unit for (_, _, unit), number in zip(told, numbers) if number is not None]
    usual = max(units, key=units.count, default="")
    fit = [number if unit == usual else None for (_, _, unit), number in zip(told, numbers)]
    most = max((number for number in fit if number is not None), default=0)
    if most <= 0 or sum(number is not None for number in fit) < 2:
        return (None,) * len(told)
    return tuple(None if number is None else max(1, round(number / most * 100)) for number in fit)


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
        "most_read": tuple(map(cards, most_read(listed, content.data.views, settings.most_read))),
        "term_strip": term_strip,
        "strip_bars": bars(term_strip.figures) if term_strip else (),
    })
