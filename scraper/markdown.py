"""The pieces of a Draft to Markdown that staff can go on writing: by markdownify, with no more escapes than needed. Pure."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from urllib.parse import urljoin

from markdownify import MarkdownConverter

from plugins.html import clean, escape
from scraper.values import Piece

# What would begin a list, heading, quote or definition where a paragraph begins.
_OPENING = re.compile(r"^(?:(#)|([-+*])(?=\s)|(\d{1,9})([.)])(?=\s)|(>)|(:)(?=\s)|(-{2,})\s*$)")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_EDGE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # inside a word an underscore means nothing


class _Converter(MarkdownConverter):
    def escape(self, text: str, parent_tags: set[str]) -> str:
        text = re.sub(r"([\\*`\[])", r"\\\1", text or "")
        text = _EDGE.sub(r"\\_", _ENTITY.sub("&amp;", text)).replace("<", "&lt;")
        return text.replace("|", "\\|") if "td" in parent_tags or "th" in parent_tags else text

    def convert_p(self, el, text, parent_tags):
        return super().convert_p(el, _opened(text), parent_tags)

    def convert_li(self, el, text, parent_tags):
        return super().convert_li(el, _opened(text), parent_tags)


def _opened(text: str) -> str:
    text = text.strip()
    match = _OPENING.match(text)
    if not match:
        return text
    if match[3]:
        return f"{match[3]}\\{text[len(match[3]):]}"
    if match[6]:
        return "&#58;" + text[1:]
    return "\\" + text


def html_of(pieces: Iterable[Piece], picture: Callable[[Piece], str], base: str) -> str:
    """The pieces as sanitised HTML; *picture* gives the HTML of one picture, "" to leave it out. Links are made whole by *base*."""
    out = []
    for (kind, group, ordered), run in groupby(pieces, key=lambda p: (p.kind, p.group, p.level if p.kind == "item" else 0)):
        run = list(run)
        if kind == "item":
            tag = "ol" if ordered else "ul"
            out.append(f"<{tag}>" + "".join(f"<li>{piece.html}</li>" for piece in run) + f"</{tag}>")
        elif kind == "row":
            wide = max(len(piece.cells) for piece in run)
            rows = ["".join(f"<{cell}>{escape(text)}</{cell}>" for text in (*piece.cells, *[""] * (wide - len(piece.cells)))) for piece, cell in
                    zip(run, ["th"] + ["td"] * (len(run) - 1))]
            out.append(f"<table><thead><tr>{rows[0]}</tr></thead><tbody>" + "".join(f"<tr>{row}</tr>" for row in rows[1:]) + "</tbody></table>")
        elif kind == "quote":
            out.append("<blockquote>" + "".join(f"<p>{piece.html}</p>" for piece in run) + "</blockquote>")
        elif kind == "heading":
            # The page has its title; inside the text headings begin at the second level.
            out += [f"<h{min(max(piece.level, 2), 4)}>{piece.html}</h{min(max(piece.level, 2), 4)}>" for piece in run]
        elif kind == "picture":
            out += [picture(piece) for piece in run]
        else:
            out += [f"<p>{piece.html}</p>" for piece in run]
    html = re.sub(r'(<a href=")([^"]*)(")', lambda m: m[1] + escape(_whole(base, m[2])) + m[3], "".join(out))
    return clean(html)


def _whole(base: str, address: str) -> str:
    address = address.replace("&amp;", "&")
    try:
        return urljoin(base, address)
    except ValueError:  # "http://[x" is no address
        return "#"


def to_markdown(html: str) -> str:
    """Sanitised HTML to Markdown, paragraphs parted by one blank line.

    >>> to_markdown("<p>Năm 2025 - <strong>33</strong> đồng chí.</p><p>1. Kết quả</p><ul><li>a*b</li></ul>")
    'Năm 2025 - **33** đồng chí.\\n\\n1\\\\. Kết quả\\n\\n- a\\\\*b'
    """
    converter = _Converter(heading_style="ATX", bullets="-", autolinks=False, default_title=False)
    return re.sub(r"\n{3,}", "\n\n", converter.convert(html)).strip()


def picture_html(path: str, caption: str, alt: str = "") -> str:
    """A stored picture alone in its paragraph, its words as title, so that the site shows it with its caption; *alt* where it has none."""
    words = _quoted(caption)
    return f'<p><img src="{escape(path)}" alt="{escape(words or _quoted(alt))}"' + (f' title="{escape(words)}"' if words else "") + "></p>"


def _quoted(text: str) -> str:
    """Straight quotation marks made typographic, for a Markdown title stands between straight ones; brackets round."""
    text = re.sub(r'"([^"]*)"', r"“\1”", text).replace('"', "”")
    return text.replace("[", "(").replace("]", ")").replace("\\", "")
