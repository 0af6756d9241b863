"""A page with one article's new words put into it at once, while the build that makes everything anew still runs."""
from __future__ import annotations

from collections.abc import Iterable

from lxml import etree, html

from plugins.values import Article


def renewed(page: bytes, article: Article, body: str) -> bytes | None:
    """The built *page* with title, lead and text of *article*, whose text is the sanitised HTML *body*; None where the page has no such places.

    Figures are not marked and nothing else of the page changes: the build that follows does that.
    """
    tree = html.document_fromstring(page.decode("utf-8"))
    heading, prose = tree.xpath("//h1"), _named(tree, "prose")
    if not heading or not prose:
        return None
    _fill(heading[0], text=article.title)
    for lead in _named(tree, "sapo"):
        _fill(lead, text=article.summary or "")
    _fill(prose[0], children=html.fragments_fromstring(body))
    return etree.tostring(tree, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")


def _named(tree: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    return tree.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]")


def _fill(element: html.HtmlElement, text: str = "", children: Iterable[html.HtmlElement | str] = ()) -> None:
    """Put *text* or *children* where the element's own content was."""
    tail = element.tail
    attributes = dict(element.attrib)
    element.clear()
    element.attrib.update(attributes)
    element.text, element.tail = text, tail
    for child in children:
        if isinstance(child, str):
            element.text += child
        else:
            element.append(child)
