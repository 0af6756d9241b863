"""A fetched page to a Draft: decode, parse, lay the layouts that may fit, read. Pure."""
from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from scraper import reading
from scraper.decode import decode
from scraper.engines import ENGINES
from scraper.pins import NO_PINS, Pins, lay
from scraper.portals import portal_of
from scraper.tree import Element, parse as parse_tree
from scraper.values import Draft, NoArticle, RawPage


def parse(page: RawPage) -> Draft | NoArticle:
    """What *page* holds. Every field carries, in ``Draft.layers``, the layer that found it."""
    decoded = decode(page.data, page.headers.get("content-type", ""))
    root = parse_tree(decoded.text)
    if root is None:
        return NoArticle(page.url, "no-text")
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    portal = portal_of(host)
    result: Draft | NoArticle = NoArticle(page.url, "no-text")
    for pins in _pins(root, decoded.text, portal):
        result = reading.read(root, page.url, pins)
        if isinstance(result, Draft):
            break
    if isinstance(result, NoArticle):
        return result
    return replace(result, encoding=decoded.encoding, site=portal.name if portal else result.site)


def _pins(root: Element, text: str, portal):
    """The layouts to try, the most particular first; at last none, for the general reader alone."""
    if portal is not None:
        for layout in reversed(portal.layouts):
            if (pins := lay(root, layout, "portal")) is not None:
                yield pins
    pins: Pins | None
    for engine in ENGINES:
        if any(mark in text for mark in engine.marks):
            for layout in engine.layouts:
                if (pins := lay(root, layout, f"engine {engine.name}")) is not None:
                    yield pins
                    break
    yield NO_PINS
