"""A page that loads article after article as it is scrolled holds the one it was saved for first: where the next begins. Pure."""
from __future__ import annotations

from collections.abc import Set

from plugins.vietnamese.text import tone_key
from scraper.blocks import Block, Node
from scraper.locate import headline_before, is_link, is_prose
from scraper.particulars import is_small_print

ENOUGH = 300  # characters of running text that make an article of what stands between two headings


def first_article(blocks: list[Block], nodes: list[Node], titles: Set[str]) -> list[Block]:
    """*blocks* without the articles that follow the page's own, and *nodes* cut to match; *titles* are the page's own, as compared.

    Another article begins with a heading in the very dress of the page's title, a day beside it and running text behind.
    """
    own = next((b for b in blocks if _is_head(blocks, b) and tone_key(b.text).strip(" .") in titles), None)
    if own is None:
        return blocks
    for block in blocks[own.index + 1:]:
        alike = block.kind == "text" and (block.node.tag, block.node.cls) == (own.node.tag, own.node.cls) and tone_key(block.text) != tone_key(own.text)
        if not alike or not _is_head(blocks, block) or _said(blocks[own.index + 1:block.index]) < ENOUGH or _said(blocks[block.index + 1:block.index + 12]) < ENOUGH:
            continue
        end = block.index
        for node in nodes:
            node.first, node.last = min(node.first, end), min(node.last, end)
        return blocks[:end]
    return blocks


def _is_head(blocks: list[Block], block: Block) -> bool:
    """Whether a line is set like the title of an article: alone in its element, no link, a day near."""
    if block.kind != "text" or not 20 <= len(block.text) <= 300 or is_link(block) or block.node.last - block.node.first != 1 or block.node.tag in ("p", "li", "td", "font", "span"):
        return False
    return any(is_small_print(b) for b in blocks[max(0, block.index - 2):block.index + 5] if b is not block)


def _said(blocks: list[Block]) -> int:
    return sum(len(b.text) for place, b in enumerate(blocks) if is_prose(b) and not headline_before(blocks, place))
