"""The blocks of an article to the pieces of a Draft: paragraphs, headings, items, quotes, rows, pictures. Pure."""
from __future__ import annotations

import re

from plugins.html import escape
from plugins.vietnamese.text import tidy
from scraper.blocks import BREAK, ICON_MARKS, Block, Style
from scraper.values import Piece

_SPACES = re.compile(r"\s+")


def inline(block: Block) -> str:
    """The runs of a block as HTML with strong, em, a and, in a stanza, br; markup that covers the whole block is dropped as mere looks.

    Neighbouring runs of one style are one element.
    """
    merged: list[tuple[str, Style]] = []
    for text, style in block.runs:
        if merged and merged[-1][1] == style and BREAK not in (text, merged[-1][0]):
            merged[-1] = (merged[-1][0] + text, style)
        else:
            merged.append((text, style))
    whole_bold, whole_italic = block.share(block.bold) > 0.9, block.share(block.italic) > 0.9
    out = ""
    for text, style in merged:
        if text == BREAK:
            out = f"{out.rstrip()}<br>"
            continue
        text = _SPACES.sub(" ", ICON_MARKS.sub("", tidy(text)))
        core = text.strip()
        if not core:
            out += " " if text else ""
            continue
        html = escape(core)
        if style.italic and not whole_italic:
            html = f"<em>{html}</em>"
        if style.bold and not whole_bold:
            html = f"<strong>{html}</strong>"
        if style.href and style.href.lower().startswith(("http://", "https://", "/", "mailto:", "tel:")):
            html = f'<a href="{escape(style.href)}">{html}</a>'
        out += (" " if text[0] == " " else "") + html + (" " if text[-1] == " " else "")
    return _SPACES.sub(" ", out).strip()


def _lines(block: Block) -> str:
    """A block's text, the lines of a stanza parted."""
    if "verse" not in block.notes:
        return block.text
    return "\n".join(_SPACES.sub(" ", tidy(line)).strip() for line in "".join(text for text, _ in block.runs).split(BREAK))


def build(blocks: list[Block], captions: dict[int, str], described: dict[int, str]) -> tuple[Piece, ...]:
    """The pieces in order. Pictures keep their place; *captions* tells by block which have words of their own, *described* their alt texts."""
    out: list[Piece] = []
    for block in _mended(blocks):
        if block.kind == "picture":
            out.append(Piece("picture", captions.get(block.index, ""), src=block.src, alt=described.get(block.index, "")))
        elif block.kind == "table":
            out += [Piece("row", " | ".join(row), cells=row, group=id(block)) for row in block.rows]
        elif block.kind == "text":
            node = next((n for n in block.node.up() if n.tag in ("li", "blockquote", "td", "div", "p") and n.tag in ("li", "blockquote")), None)
            if block.level and len(block.text) < 250:
                out.append(Piece("heading", block.text, inline(block), level=block.level))
            elif node is not None and node.tag == "li":
                ordered = node.parent is not None and node.parent.tag == "ol"
                out.append(Piece("item", block.text, inline(block), level=1 if ordered else 0, group=id(node.parent)))
            elif node is not None:
                out.append(Piece("quote", _lines(block), inline(block), group=id(node)))
            else:
                out.append(Piece("paragraph", _lines(block), inline(block)))
    return tuple(out)


def _mended(blocks: list[Block]) -> list[Block]:
    """A paragraph that a picture floating in it cut in two is one again, the picture before it."""
    out = list(blocks)
    place = 1
    while place < len(out) - 1:
        one, picture, other = out[place - 1:place + 2]
        if (picture.kind == "picture" and one.kind == other.kind == "text" and one.node is other.node is picture.node and not other.soft
                and one.text[-1:].isalpha() and other.text[:1].islower()):
            whole = type(one)("text", one.node, f"{one.text} {other.text}", runs=(*one.runs, (" ", Style()), *other.runs), bold=one.bold + other.bold,
                              italic=one.italic + other.italic, linked=one.linked + other.linked, hrefs=one.hrefs + other.hrefs, index=one.index)
            out[place - 1:place + 2] = [picture, whole]
        place += 1
    return out
