"""A fetched page to a Draft: decode, parse, lay the layouts that may fit, read. Pure."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from plugins.values import VIETNAM
from scraper import reading
from scraper.decode import decode
from scraper.engines import ENGINES
from scraper.pins import NO_PINS, Pins, lay
from scraper.portals import portal_of
from scraper.tree import Element, parse as parse_tree
from scraper.values import Draft, Layout, NoArticle, Portal, RawPage


def parse(page: RawPage, portal: Portal | None = None) -> Draft | NoArticle:
    """What *page* holds. Every field carries, in ``Draft.layers``, the layer that found it.

    *portal* is the one to read it by; by default that of its host.
    """
    decoded = decode(page.data, page.headers.get("content-type", ""))
    root = parse_tree(decoded.text)
    if root is None:
        return NoArticle(page.url, "no-text")
    portal = portal or portal_of(host_of(page.url))
    result: Draft | NoArticle = NoArticle(page.url, "no-text")
    for pins, layout in _pins(root, decoded.text, portal):
        result = reading.read(root, page.url, pins)
        if isinstance(result, Draft) and _in_days(result, layout):
            break
    if isinstance(result, NoArticle):
        return result
    return replace(result, encoding=decoded.encoding, site=portal.name if portal else result.site)


def host_of(url: str) -> str:
    """The host of an address without "www."; "" where it has none.

    >>> host_of("https://www.vidu.vn/tin/1"), host_of("http://[x")
    ('vidu.vn', '')
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _in_days(draft: Draft, layout: Layout | None) -> bool:
    """Whether an article was published in the days of the layout that read it."""
    if layout is None or draft.date is None:
        return True
    day = draft.date.astimezone(VIETNAM).date()
    return (layout.since is None or day >= layout.since) and (layout.until is None or day <= layout.until)


def _pins(root: Element, text: str, portal: Portal | None) -> Iterator[tuple[Pins, Layout | None]]:
    """The layouts to try, the most particular first; at last none, for the general reader alone."""
    if portal is not None:
        for layout in reversed(portal.layouts):
            if (pins := lay(root, layout, "portal")) is not None:
                yield pins, layout
    for engine in ENGINES:
        if any(mark in text for mark in engine.marks):
            for layout in engine.layouts:
                if (pins := lay(root, layout, f"engine {engine.name}")) is not None:
                    yield pins, None
                    break
    yield NO_PINS, None
