"""How an element looks and what it only stands for: type, icons, tables of data. Pure."""
from __future__ import annotations

import re

from plugins.vietnamese.text import tidy
from scraper.blocks import AUTHOR_ICON, CATEGORY_ICON, SOME_ICON, SPACES, VIEWS_ICON, Style
from scraper.hints import CLASS
from scraper.tree import Element

_SMALL = re.compile(r"font-size\s*:\s*(?:[1-9](?:\.\d+)?|1[01](?:\.\d+)?)(?:px|pt)|font-size\s*:\s*(?:x?-?small|smaller|0?\.[0-8]\d*r?em)", re.I)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*(?!\s*(?:#0{3,6}\b|black|#333|#222|#111|windowtext|inherit|rgb\(0, ?0, ?0\)|#000))", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.I)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.I)
_ICONS = ((VIEWS_ICON, re.compile(r"eye|views?(?![a-z])|visibility|luot-?xem|\bhits?\b|glasses")), (AUTHOR_ICON, re.compile(r"user|person|author|pencil|account|(?<![a-z])pen(?![a-z])|feather")),
          (CATEGORY_ICON, re.compile(r"folder|category|chuyen-?muc")), ("", re.compile(r"clock|time|calendar|date|home|print|mail|share|facebook|arrow|chevron|caret|angle|comment|chat|heart|like|tag|search|play|volume|sep|bullet")))


def icon_of(element: Element) -> str:
    """The mark that an icon leaves: of what it stands for by its class, its file or its drawing's name; "" where it says nothing."""
    told = " ".join(element.get(key, "") for key in ("class", "src", "alt", "title", "aria-label", "data-icon", "data-lucide")) + " " + (element.text or "")
    for inner in element.iter("use", "title", "path", "symbol"):
        told += " ".join((inner.get("href", ""), inner.get("xlink:href", ""), inner.get("{http://www.w3.org/1999/xlink}href", ""), inner.get("id", ""), inner.text or ""))
    told = told.lower()
    for mark, words in _ICONS:
        if words.search(told):
            return mark
    return SOME_ICON if element.tag == "svg" or "icon" in told or "fa-" in told else ""


def styled(element: Element, tag: str, style: Style) -> Style:
    """The style inside *element*, the very same object where it changes nothing."""
    bold, italic, small, colour, href = style.bold, style.italic, style.small, style.colour, style.href
    if tag in ("b", "strong"):
        bold = True
    elif tag in ("i", "em", "cite", "address"):
        italic = True
    elif tag == "a":
        href = element.get("href", href)
    elif tag in ("small", "sup", "sub"):
        small = True
    elif tag == "font":
        small = small or element.get("size", "").strip() in ("1", "-1", "-2")
        colour = colour or element.get("color", "").lower() not in ("", "black", "#000000", "#000")
    if (cls := element.get("class")) and len(cls) < 120:
        bold = bold or bool(CLASS["bold"].search(cls))
        italic = italic or bool(CLASS["italic"].search(cls))
    if css := element.get("style"):
        bold = (bold or bool(_BOLD.search(css))) and not _PLAIN.search(css)
        italic = italic or bool(_ITALIC.search(css))
        small = small or bool(_SMALL.search(css))
        colour = colour or bool(_COLOUR.search(css))
    if (bold, italic, small, colour, href) == (style.bold, style.italic, style.small, style.colour, style.href):
        return style
    return Style(bold, italic, small, colour, href)


def data_rows(table: Element) -> tuple[tuple[str, ...], ...]:
    """The cells of a table that holds data; () for one that only places things on the page."""
    rows = []
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            return ()
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        rows.append(tuple(SPACES.sub(" ", tidy(" ".join(cell.itertext()))).strip() for cell in cells))
        if len(rows) > 400:
            return ()
    wide = [row for row in rows if len(row) >= 2 and sum(map(bool, row)) >= 2]
    if len(wide) < 2 or len(wide) * 2 < len(rows):
        return ()
    if sum(row[0].endswith(":") for row in wide) * 2 > len(wide):  # labels with their values: particulars, no data
        return ()
    cells = [cell for row in rows for cell in row]
    text = sum(map(len, cells))
    linked = sum(len("".join(a.itertext()).strip()) for a in table.iter("a"))
    if max(map(len, cells)) > 600 or linked * 2 > text or next(table.iter("img", "form", "input", "h1", "h2"), None) is not None:
        return ()
    return tuple(row for row in rows if any(row))
