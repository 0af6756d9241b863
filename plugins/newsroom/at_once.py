"""The page of a saved article as it is before the build is done: made anew, with what only a build knows taken from the last one."""
from __future__ import annotations

from lxml import etree, html

_BESIDE = "article-rail"  # related news
_AFTER = "after"  # the story so far, the article before this one


def renewed(page: bytes, before: bytes) -> bytes:
    """*page*, made from one article alone, with the lists of other articles that stood in its page *before*."""
    if not any(f'class="{name}'.encode() in before for name in (_BESIDE, _AFTER)):
        return page
    new, old = (html.document_fromstring(text.decode("utf-8")) for text in (page, before))
    grids = _named(new, "article-grid"), _named(old, "article-grid")
    rails = _named(old, _BESIDE)
    if all(grids) and rails and not _named(new, _BESIDE):
        grids[0][0].set("class", "article-grid has-side")
        grids[0][0].append(rails[0])
    for section in _named(new, _AFTER):
        section.drop_tree()
    article = new.xpath("//article")
    for section in reversed(_named(old, _AFTER)) if article else ():
        article[0].addnext(section)
    return etree.tostring(new, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")


def _named(tree: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    return tree.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]")
