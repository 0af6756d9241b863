"""A page that loads article after article as it is scrolled holds the one it was saved for first: where the next begins. Pure."""
from __future__ import annotations

import re
from collections.abc import Set

from plugins.vietnamese.text import tone_key
from scraper.blocks import Block, Node
from scraper.hints import CLASS, plain
from scraper.locate import headline_before, is_link, is_prose
from scraper.particulars import is_small_print

_NEXT = re.compile(r"(?:bài|tin|bài viết) (?:tiếp theo|kế tiếp|tiếp)\b|next article")
ENOUGH = 300  # characters of running text that make an article of what stands between two headings


def first_article(blocks: list[Block], nodes: list[Node], titles: Set[str]) -> list[Block]:
    """*blocks* without the articles that follow the page's own, and *nodes* cut to match; *titles* are the page's own, as compared.

    Another article begins with a heading in the very dress of the page's title, a day beside it and running text behind.
    """
    if (end := _announced(blocks)) is not None:
        return _cut(blocks, nodes, end)
    own = next((b for b in blocks if _is_head(blocks, b) and tone_key(b.text).strip(" .") in titles), None)
    if own is None:
        return blocks
    for block in blocks[own.index + 1:]:
        alike = block.kind == "text" and (block.node.tag, block.node.cls) == (own.node.tag, own.node.cls) and tone_key(block.text) != tone_key(own.text)
        if not alike or not _is_head(blocks, block) or _said(blocks[own.index + 1:block.index]) < ENOUGH or _said(blocks[block.index + 1:block.index + 12]) < ENOUGH:
            continue
        return _cut(blocks, nodes, block.index)
    return blocks


def _cut(blocks: list[Block], nodes: list[Node], end: int) -> list[Block]:
    for node in nodes:
        node.first, node.last = min(node.first, end), min(node.last, end)
    return blocks[:end]


def _announced(blocks: list[Block]) -> int | None:
    """The line that announces another article ("Bài tiếp theo"), a heading right behind it and that article's text below."""
    for block in blocks:
        if block.kind == "text" and len(block.text) < 60 and _NEXT.match(plain(block.text)) and not is_link(block):
            headed = any(b.level in (1, 2, 3) and len(b.text) > 20 for b in blocks[block.index + 1:block.index + 4])
            if headed and _said(blocks[:block.index]) >= ENOUGH and sum(len(b.text) for b in blocks[block.index + 1:block.index + 12] if is_prose(b)) >= 2 * ENOUGH:
                return block.index
    return None


def _is_head(blocks: list[Block], block: Block) -> bool:
    """Whether a line is set like the title of an article: alone in its element, no link, a day near."""
    if block.kind != "text" or not 20 <= len(block.text) <= 300 or block.text.endswith((".", ";", ":")) or is_link(block) or block.node.last - block.node.first != 1:
        return False
    if not block.level and block.share(block.bold) < 0.8 and not CLASS["title"].search(block.node.cls):
        return False
    return any(is_small_print(b) for b in blocks[max(0, block.index - 2):block.index + 5] if b is not block)


def _said(blocks: list[Block]) -> int:
    return sum(len(b.text) for place, b in enumerate(blocks) if is_prose(b) and not headline_before(blocks, place))
