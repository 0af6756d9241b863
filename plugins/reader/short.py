"""The short way from Markdown to HTML, for what most articles are made of: paragraphs, headings, simple lists, bold and
italic words, links, a picture by itself. Whatever might mean more than that is left to Python-Markdown.

A differential test holds that both ways give the same HTML.
"""
from __future__ import annotations

import re

from plugins.html import escape
from plugins.vietnamese.text import slug

_BLOCKS = re.compile(r"\n(?:[ \t]*\n)+")
_SIGNS = "\t*_`[]<>&\\|~^"
_BEGINNING = re.compile(r"^ *(?:#|=|-|\+|:|\d+[.)])|^ {4}", re.M)
_PICTURE = re.compile(r'!\[([^\]\\`*_<&]*)\]\(([^\s()<>"\\&_*`]+)(?: "([^"\\`*_<&\[\]]*)")?\)')
_INLINE = re.compile(
    r"\*\*(?P<strong>[^\s*\[\]](?:[^*\[\]\n]*[^\s*\[\]])?)\*\*(?!\*)"
    r"|(?<![*\w])\*(?P<em>[^\s*\[\]](?:[^*\[\]\n]*[^\s*\[\]])?)\*(?![*\w])"
    r'|(?<!!)\[(?P<text>[^\s*\[\]](?:[^*\[\]\n]*[^\s*\[\]])?)\]\((?P<href>(?:https?://)?[\w./#?=%+~-]+)(?: "(?P<title>[^"*\[\]&<>\\`_\n]+)")?\)'
)
_HEADING = re.compile(r"(#{2,6}) +([^\s#](?:[^\n]*[^\s#])?)")
_ITEM = re.compile(r"(?:- |([1-9]\d*)\. )(\S.*)")


def convert(body: str) -> str | None:
    """The HTML of the Markdown *body*, as Python-Markdown's is after sanitising; None where that must be asked."""
    if "\t" in body:  # a tab is four columns or none, by rules of its own
        return None
    parts: list[str] = []
    ids: set[str] = set()
    in_list = False
    for block in _BLOCKS.split(f"\n\n{body}\n\n"):
        if not block or block.isspace():
            continue
        html = None
        after_list, in_list = in_list, False
        if not _means_more(block):
            html = f"<p>{escape_text(block.lstrip())}</p>"
        elif block[0] == "#":
            html = _heading(block, ids)
        elif block[0] == "-" or block[0].isdigit():
            in_list = True
            html = None if after_list else _list(block)
        elif block.startswith("!["):
            html = _picture(block)
        if html is None and not in_list:
            text = _inline(block)
            html = None if text is None else f"<p>{text.lstrip()}</p>"
        if html is None:
            return None
        parts.append(html)
    return "\n".join(parts)


def _means_more(text: str) -> bool:
    """Might *text* mean anything to Markdown but itself? One expression for all of it would cost twenty times as much."""
    return (any(sign in text for sign in _SIGNS) or "http:" in text or "https:" in text or "  \n" in text or text.endswith("  ")
            or _BEGINNING.search(text) is not None)


def escape_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _inline(text: str) -> str | None:
    """*text* with its bold and italic words and links, None where there is more."""
    parts: list[str] = []
    plain: list[str] = []
    at = 0
    for match in _INLINE.finditer(text):
        kind = match.lastgroup if match.lastgroup in ("strong", "em") else "text"
        inner, before = match[kind], text[at:match.start()]
        title = match["title"]
        plain += (before, inner)
        parts.append(escape_text(before))
        if kind == "text":
            parts.append(f'<a href="{match["href"]}"' + (f' title="{title}"' if title else "") + f">{escape_text(inner)}</a>")
        else:
            parts.append(f"<{kind}>{escape_text(inner)}</{kind}>")
        at = match.end()
    plain.append(text[at:])
    if _means_more("".join(plain)):
        return None
    return "".join((*parts, escape_text(text[at:])))


def _heading(block: str, ids: set[str]) -> str | None:
    match = _HEADING.fullmatch(block)
    if match is None or _means_more(match[2]):
        return None
    level, name = len(match[1]), slug(match[2]) or "muc"
    id, number = name, 0
    while id in ids:
        number += 1
        id = f"{name}_{number}"
    ids.add(id)
    return f'<h{level} id="{id}">{escape_text(match[2])}</h{level}>'


def _list(block: str) -> str | None:
    """A list of one line an item; the blocks before and after it are no lists and are not indented."""
    items, first, kind = [], "", ""
    for line in block.split("\n"):
        match = _ITEM.fullmatch(line)
        here = "" if match is None else "ol" if match[1] else "ul"
        text = _inline(match[2]) if here and here == (kind or here) else None
        if text is None or line.endswith("  "):
            return None
        first, kind = first or match[1] or "", here
        items.append(f"<li>{text}</li>\n")
    start = f' start="{first}"' if first not in ("", "1") else ""
    return f"<{kind}{start}>\n{''.join(items)}</{kind}>"


def _picture(block: str) -> str | None:
    match = _PICTURE.fullmatch(block.strip())
    if match is None:
        return None
    alt, image, title = match.groups()
    text = f'<img alt="{escape(alt)}" src="{escape(image)}"' + (f' title="{escape(title)}"' if title else "") + ">"
    return f"<p>{text}</p>"
