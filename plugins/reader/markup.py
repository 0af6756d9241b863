"""Markdown → HTML. Plain paragraphs and captioned pictures need no parser; the rest goes through Python-Markdown.

A differential test holds that both ways give the same HTML for what the short way takes.
"""
from __future__ import annotations

import re
from functools import cache

from plugins.html import clean, escape, text_of
from plugins.values import Article
from plugins.vietnamese.text import slug

_BLOCKS = re.compile(r"\n(?:[ \t]*\n)+")
# A paragraph without any of these cannot mean anything to Markdown but itself.
_MARKUP = re.compile(r"[\t*_`\[\]<>&\\|~^]|^[ \t]*(?:#|=|-|\+|:|\d+[.)])|^(?: {4}|\t)| {2}$|https?:", re.M)
_PICTURE = re.compile(r'!\[([^\]\\`*_<&]*)\]\(([^\s()<>"\\&_*`]+)(?: "([^"\\`*_<&\[\]]*)")?\)')
_ALONE = re.compile(r'<p>(<img [^>]*>)</p>')
_TITLE = re.compile(r' title="([^"]*)"')


def _plain(block: str) -> str | None:
    """The HTML of a block that needs no parser, or None."""
    if not _MARKUP.search(block):
        return "<p>" + escape_text(block.lstrip()) + "</p>"
    picture = _PICTURE.fullmatch(block.strip())
    if picture:
        alt, image, title = picture.groups()
        text = f'<img alt="{escape(alt)}" src="{escape(image)}"' + (f' title="{escape(title)}"' if title else "") + ">"
        return f"<p>{text}</p>"
    return None


def escape_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def _parser():
    import markdown

    return markdown.Markdown(
        extensions=["tables", "sane_lists", "footnotes", "toc", "def_list", "abbr"],
        extension_configs={
            "tables": {"use_align_attribute": True},
            "toc": {"slugify": lambda text, separator: slug(text) or "muc", "marker": ""},
            "footnotes": {"BACKLINK_TITLE": "Trở lại chỗ có chú thích %d"},
        },
        output_format="html",
    )


def parse(body: str) -> str:
    """HTML of *body* by Python-Markdown, sanitised."""
    parser = _parser()
    parser.reset()
    return clean(parser.convert(body))


def convert(body: str) -> str:
    """Sanitised HTML of the Markdown *body*; a picture alone in its paragraph becomes a figure with its caption.

    >>> convert('Một.\\n\\n![Hội trường](anh/a.jpg "Quang cảnh")')
    '<p>Một.</p>\\n<figure><img alt="Hội trường" src="anh/a.jpg"><figcaption>Quang cảnh</figcaption></figure>'
    """
    if "\t" in body:  # a tab is four columns or none, by rules of its own
        return figures(parse(body))
    parts = []
    for block in _BLOCKS.split(f"\n\n{body}\n\n"):
        if not block.strip():
            continue
        html = _plain(block)
        if html is None:
            return figures(parse(body))
        parts.append(html)
    return figures("\n".join(parts))


def text_from(article: Article, html: str) -> str:
    """What a reader reads: the lead, then paragraphs and captions of *html*, parted by blank lines.

    Figures' offsets count in this text.
    """
    lead = [article.summary] if article.summary else []
    return "\n\n".join((*lead, text_of(html))).strip()


def figures(html: str) -> str:
    """Captioned pictures: ``<p><img … title="Chú thích"></p>`` becomes a figure."""

    def figure(match: re.Match) -> str:
        image = match[1]
        title = _TITLE.search(image)
        if not title:
            return f"<figure>{image}</figure>"
        return f"<figure>{image.replace(title[0], '', 1)}<figcaption>{title[1]}</figcaption></figure>"

    return _ALONE.sub(figure, html) if "<p><img " in html else html
