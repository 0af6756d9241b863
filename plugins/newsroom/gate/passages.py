"""What the gate reads of an article: every text that a reader or a search engine could meet, by place."""
from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from plugins.values import Article

_TAG = re.compile(r"<[^>\n]{0,300}>")
_MARKS = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!>|~])")
_ADDRESS = re.compile(r"\]\([^)\s]*|<?https?://\S+")


def header(article: Article) -> Iterator[tuple[str, str]]:
    """``(key, text)`` of everything that the front matter says in words."""
    yield "title", article.title
    if article.summary:
        yield "summary", article.summary
    pictures = [("cover", article.cover)] if article.cover else []
    for key, picture in [*pictures, *(("images", picture) for picture in article.images)]:
        for text in (picture.caption, picture.alt):
            if text:
                yield key, text
    if article.audio and article.audio.title:
        yield "audio", article.audio.title
    for document in article.documents:
        for text in (document.title, document.number):
            if text:
                yield "documents", text
    for person in (*article.authors, *article.photographers, *article.interviewees):
        if person.role:
            yield "authors", f"{person.name}, {person.role}"
    for conference in article.conferences:
        for text in (conference.name, conference.venue, conference.chair):
            if text:
                yield "conference", text
    for figure in article.results:
        for text in (figure.note, figure.quote, figure.body_text):
            if text:
                yield "results", text
    for tag in article.tags:
        yield "tags", tag
    for correction in article.corrections:
        for text in (correction.note, correction.before, correction.after):
            if text:
                yield "corrections", text


def plain(line: str) -> str:
    """Markdown, its lines as they stand, without HTML, escapes and addresses.

    >>> plain("<b>MẬT</b> [kế hoạch](tai-lieu/012345678.pdf) 1\\\\. &amp;")
    'MẬT [kế hoạch] 1. &'
    """
    if "<" in line:
        line = _TAG.sub(lambda tag: " " if tag[0][1:3].lower() in ("br", "td", "p>", "di", "/p") else "", line)
    if "\\" in line:
        line = _MARKS.sub("", line)
    if "](" in line or "://" in line:
        line = _ADDRESS.sub(lambda match: "]" if match[0].startswith("]") else "", line).replace("])", "]")
    return unescape(line) if "&" in line else line
