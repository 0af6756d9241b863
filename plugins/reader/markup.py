"""Markdown → HTML: the short way where it leads there, else Python-Markdown."""
from __future__ import annotations

import re
from functools import cache

from plugins.html import clean, text_of
from plugins.reader import short
from plugins.values import Article
from plugins.vietnamese.text import slug

_ALONE = re.compile(r'<p>\s*(<img [^>]*>)\s*</p>')
_BLANK = re.compile(r"\A(?:[ \t]*\n)+")  # Python-Markdown would take a first line of four spaces for code
_TITLE = re.compile(r' title="([^"]*)"')


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
    return clean(parser.convert(_BLANK.sub("", body)))


def convert(body: str) -> str:
    """Sanitised HTML of the Markdown *body*; a picture alone in its paragraph becomes a figure with its caption.

    >>> convert('Một.\\n\\n![Hội trường](anh/a.jpg "Quang cảnh")')
    '<p>Một.</p>\\n<figure><img alt="Hội trường" src="anh/a.jpg"><figcaption>Quang cảnh</figcaption></figure>'
    """
    html = short.convert(body)
    return figures(parse(body) if html is None else html)


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

    return _ALONE.sub(figure, html) if "<img " in html else html
