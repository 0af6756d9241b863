"""The edges of a text: lines that stand in its element, before its first paragraph or behind its last, without being part of it. Pure."""
from __future__ import annotations

from collections.abc import Set

from scraper.blocks import Block, Node
from scraper.locate import is_link, is_prose, points_here

_LOOSE = frozenset(("div", "span", "section", "label"))


def is_even(body: list[Block]) -> bool:
    """Whether all running text is set in paragraphs, lists and quotes, so that a line set otherwise tells itself apart."""
    tags = [b.node.tag for b in body if is_prose(b)]
    return tags.count("p") >= 3 and not _LOOSE.intersection(tags)


def is_stranger(block: Block, before: Block | None) -> bool:
    """Whether a line of an even text is set otherwise and is no sentence, heading or caption: an engine's own words."""
    return (block.kind == "text" and block.node.tag in _LOOSE and len(block.text) <= 80 and not block.level and block.share(block.bold) < 0.5
            and block.text[-1:] not in ".!?…:;”\"" and (before is None or before.kind != "picture"))


def without_first_strangers(body: list[Block], taken: Set[int]) -> list[Block]:
    """An even text without the strangers above its first paragraph; *taken* are captions. What is set as a line amid the text is a heading."""
    start = next((n for n, b in enumerate(body) if is_prose(b)), 0)
    if not start or not is_even(body):
        return body
    amid = {(b.node.tag, b.node.cls) for b in body[start:] if b.kind == "text"}
    first = 0
    while first < start and body[first].index not in taken and is_stranger(body[first], None) and (body[first].node.tag, body[first].node.cls) not in amid:
        first += 1
    return body[first:]


def is_advert(block: Block) -> bool:
    """Whether a picture leads to another page instead of to its own file."""
    return block.kind == "picture" and bool(block.hrefs)


def is_teaser(blocks: list[Block], block: Block, container: Node) -> bool:
    """Whether a text shares a small element of its own with a linked headline above it: the beginning of another article."""
    if block.kind != "text" or len(block.text) < 40 or is_link(block):
        return False
    for node in block.node.up():
        if node.holds(container) or node.last - node.first > 5:
            return False
        above = [b for b in blocks[node.first:block.index] if b.kind == "text"]
        if above:
            return is_link(above[0]) and len(above[0].text) >= 18 and not points_here(above[0]) and not any(map(is_prose, above[1:]))
    return False
