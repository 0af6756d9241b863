"""Text of a page to a tree, with words in old fonts made readable. Pure."""
from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from lxml import etree

from scraper import fonts
from scraper.syllables import quality

Element = etree._Element
MAX_CHARS = 6_000_000  # more is no article; the rest is not read
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FAMILY = re.compile(r"font-family\s*:\s*([^;}]+)|\bfont\s*:[^;}]*?([\w.'\"-]*vn[\w .'\"-]*)", re.I)
# References that were escaped twice and so show as text: "&amp;#7843;".
_ESCAPED = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|nbsp|quot|amp|ldquo|rdquo|ndash|[a-zA-Z](?:acute|grave|circ|tilde));")


def parse(text: str) -> Element | None:
    """The tree of a page, or None where there is nothing to parse. Comments are dropped."""
    text = _CONTROL.sub("", text[:MAX_CHARS])
    if not text.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.LxmlError:
        return None
    if root is not None:
        if fonts.suspicious(text) or "&#" in text and fonts.suspicious(" ".join(root.itertext())):
            _modernise(root)
        if _ESCAPED.search(text) and "&amp;" in text:
            _each_text(root, lambda s, _: unescape(s) if _ESCAPED.search(s) else s)
    return root


def _each_text(root: Element, change: Callable[[str, Element], str]) -> None:
    for element in root.iter(etree.Element):
        if element.tag in ("script", "style"):
            continue
        if element.text and not element.text.isascii() or element.text and "&" in element.text:
            element.text = _CONTROL.sub("", change(element.text, element))
        for child in element:
            if child.tail and (not child.tail.isascii() or "&" in child.tail):
                child.tail = _CONTROL.sub("", change(child.tail, element))


def _font_of(element: Element) -> str | None:
    for one in (element, *element.iterancestors()):
        name = one.get("face")
        if name is None and (style := one.get("style")) and (match := _FAMILY.search(style)):
            name = match[1] or match[2]
        if name:
            return name
    return None


def _modernise(root: Element) -> None:
    """Convert what stands in old fonts, by the font named or by how the words read."""
    body = " ".join(root.itertext())
    page = None
    if quality(body) < 0.3:
        tried = max((fonts.tcvn3, fonts.vni), key=lambda convert: quality(convert(body)))
        page = tried if quality(tried(body)) > 0.5 else None

    def change(text: str, element: Element) -> str:
        if fonts.is_unicode(text):
            return text
        name = _font_of(element)
        convert = fonts.of_font(name) if name else None
        if convert is not None:
            tried = convert(text)
            return tried if quality(tried) >= quality(text) else text
        return fonts.read_as(text, page)

    _each_text(root, change)
    if page is not None:
        for element in root.iter("img", "meta", "a"):
            for key in ("alt", "title", "content"):
                if value := element.get(key):
                    element.set(key, _CONTROL.sub("", fonts.read_as(value, page)))
