"""Layouts laid on a page: which element a portal's or engine's selectors find for each field. Pure."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from lxml import etree
from lxml.cssselect import CSSSelector

from scraper.blocks import Node
from scraper.tree import Element
from scraper.values import Layout

FIELDS = ("title", "lead", "body", "date", "author", "category", "views", "audio")


@dataclass(frozen=True, slots=True)
class Pins:
    """The elements that one layout found; ``layer`` names it ("portal", "engine NukeViet")."""

    layer: str = "general"
    found: dict[str, Element] = field(default_factory=dict)
    drop: frozenset[Element] = frozenset()

    @property
    def elements(self) -> frozenset[Element]:
        return frozenset(self.found.values())

    def node(self, name: str, nodes: list[Node]) -> Node | None:
        """The node of the element pinned for field *name*."""
        element = self.found.get(name)
        if element is None:
            return None
        return next((node for node in nodes if node.element is element), None)


NO_PINS = Pins()


@cache
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def select(root: Element, selectors: str | None) -> list[Element]:
    """What *selectors* match, those of the first that matches anything; several stand apart by commas."""
    for one in (selectors or "").split(","):
        if one.strip() and (found := _compiled(one.strip())(root)):
            return [element for element in found if isinstance(element, etree._Element)]
    return []


def lay(root: Element, layout: Layout, layer: str) -> Pins | None:
    """*layout* laid on a page; None where its body, or its title, is not there: another layout's page."""
    found: dict[str, Element] = {}
    for name in FIELDS:
        if elements := select(root, getattr(layout, name)):
            found[name] = elements[0] if name != "body" else max(elements, key=_length)
    if layout.body and "body" not in found or layout.title and "title" not in found:
        return None
    if "body" in found and _length(found["body"]) < 60:
        return None
    drop = frozenset(element for one in (layout.drop or "").split(",") if one.strip() for element in _compiled(one.strip())(root))
    return Pins(layer, found, drop)


def _length(element: Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())
