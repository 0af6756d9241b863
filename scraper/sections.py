"""The section an article stands in: labelled, the path above the title, a heading or link beside it. Pure."""
from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.vietnamese.text import tone_key
from scraper import bylines
from scraper.blocks import Block
from scraper.crumbs import ALL, clean, far_step, last_step, steps_of, sure_step
from scraper.hints import BROAD_SECTIONS, CLASS, END, SECTION_WORDS, TAGS, TOOLS, plain
from scraper.locate import is_link
from scraper.moments import moments
from scraper.names import SOFT, hard, is_name, is_unit
from scraper.particulars import SECTION_LABEL, is_small_print, tokens, without_views

_HOME_ADDRESS = re.compile(r"(?:https?://[^/]+)?/?(?:\./|(?:index|default|home|trang-chu)(?:\.\w{2,5})?|vi(?:-vn)?/?)?", re.I)


def category_of(blocks: list[Block], title: int, title_text: str, stop: int, sites: frozenset[str] = frozenset(), after: Sequence[int] = ()) -> str | None:
    """The section an article stands in: a labelled line, the last crumb of the path, the heading right above the
    title, or the link in the line of the day. Looks from block *title* upwards, and down to *stop*; for a label also
    at the blocks *after* the text. A menu is no category, nor is a name in *sites*.
    """
    below = range(title + 1, min(stop, title + 8, len(blocks)))
    for index in [*below, *after, *_above(blocks, title)]:
        block = blocks[index]
        if block.kind == "text" and len(block.text) < 200 and (name := _labelled(block, title_text)):
            return name
    if (crumb := sure_step(blocks, title, title_text) or last_step(blocks, title, title_text) or far_step(blocks, title, title_text)) is not None:
        # "Tin tức" is every article's; a label beside the day tells more.
        return plain(crumb) in BROAD_SECTIONS and (_linked_below(blocks, below, title_text, marked_only=True) or _in_small_print(blocks, title, below, title_text)) or crumb
    return (_heading_above(blocks, title, title_text, sites) or _linked_below(blocks, below, title_text) or _in_small_print(blocks, title, below, title_text)
            or _marked_after(blocks, after, title_text))


def _above(blocks: list[Block], title: int) -> list[int]:
    """The blocks just above the title, up to the first menu."""
    out: list[int] = []
    links = 0
    for index in range(title - 1, max(-1, title - 8), -1):
        links += len(blocks[index].hrefs) if is_link(blocks[index]) else 0
        if links > 6:
            break
        out.append(index)
    return out


def _marked_after(blocks: list[Block], after: Sequence[int], title_text: str) -> str | None:
    """The first of few links under the text, in an element whose class names sections."""
    marked = [blocks[i] for i in after if is_link(blocks[i]) and len(blocks[i].text) <= 60 and any(CLASS["category"].search(n.cls) for n in list(blocks[i].node.up())[:3] if n.cls and n.last - n.first <= 3)]
    return clean(marked[0].text, title_text) if 0 < len(marked) <= 3 else None


def _in_small_print(blocks: list[Block], title: int, below: range, title_text: str) -> str | None:
    """A section that bears neither label nor link, in or beside the line of the day: the menu knows it, or it begins with a word of sections."""
    links = {tone_key(" ".join(text.split())): style.href for b in blocks if b.index not in below for text, style in b.runs if style.href is not None and 3 < len(text) < 45}
    homes = {name for name, href in links.items() if _HOME_ADDRESS.fullmatch(href)}  # the portal's own name
    menus = links.keys() - homes
    for index in [*below, *range(title - 1, max(-1, title - 3), -1)]:
        block = blocks[index]
        if block.kind != "text" or block.node.junk or len(block.text) > 160 or block.level or block.hrefs and all(href.lower().startswith(("#", "javascript:")) for href in block.hrefs) or index != title - 1 and not any(is_small_print(b) for b in blocks[max(0, index - 1):index + 2]):
            continue
        above = blocks[index - 1] if 0 < index < title else None
        if is_link(block) and above is not None and plain(above.text) in END:
            continue  # a box of links under its own heading
        if not is_small_print(block) and (len(block.text) > 60 or _menu_beside(blocks, block, title) or block.text.endswith((".", "!", "?", ":", "…"))):
            continue
        said = steps_of(block)[-1:] if is_link(block) and len(block.hrefs) > 1 else [part for token in tokens(block) for part in ([hard(token)] if tone_key(hard(token)) in menus else token.split(SOFT))]
        for token in map(str.strip, said):
            if not 3 < len(token) <= 60 or not token[0].isupper() or is_name(token) or bylines.read(token) is not None or tone_key(token) in homes or is_unit(token) and tone_key(token) not in menus:
                continue
            if (tone_key(token) in menus or SECTION_WORDS.match(token.lower())) and (name := clean(token, title_text)):
                return name
    return None


def _labelled(block: Block, title_text: str) -> str | None:
    if match := SECTION_LABEL.search(block.parted):
        label = match["name"]
        if found := moments(label):
            label = label[: found[0].start]
        said = bylines.said_in(without_views(label).split(" | ")[0])
        if said and not said[0].kinds and (name := clean(said[0].value, title_text)):
            return name
    for token in tokens(block):
        said = bylines.said_in(token)
        for before, part in zip([said[0], *said], said):
            if "category" in part.kinds and (before.kinds or len(said[0].value) <= 40) and len(part.value) <= 60 and (name := clean(part.value, title_text)):
                return name
    return None


def _menu_beside(blocks: list[Block], block: Block, title: int) -> bool:
    """Whether a block is one of several links in a row, on its side of the title."""
    holders = [n for n in list(block.node.up())[:3] if n.last - n.first <= 1] or [block.node]
    parent = holders[-1].parent if holders[-1] is not block.node or block.node.last - block.node.first <= 1 else block.node
    near = [b for b in blocks[max(0, block.index - 3):block.index + 4] if b is not block and is_link(b) and (b.index < title) == (block.index < title) and parent is not None and parent.holds(b.node)]
    return len(near) >= 2


def _heading_above(blocks: list[Block], title: int, title_text: str, sites: frozenset[str]) -> str | None:
    """A short heading, or a line of a class that names sections, just above the title."""
    seen = buttons = 0
    for index in range(title - 1, max(-1, title - 7), -1):
        block = blocks[index]
        if block.kind != "text" or is_small_print(block) or re.fullmatch(r"[\d:hg'\s]+", block.text):
            continue
        if block.hrefs and all(href.lower().startswith(("#", "javascript:")) for href in block.hrefs) or is_link(block) and (plain(block.text) in TOOLS or ALL.match(plain(block.text))):
            buttons += 1
            continue
        right_above = all(b.kind == "picture" for b in blocks[index + 1:title - buttons])
        beside = right_above and len(block.text) <= 60 and block.node.last - block.node.first == 1 and (block.node.parent is blocks[title].node.parent or CLASS["category"].search(block.node.cls))
        if block.node.junk and not beside:
            if len(block.hrefs) > 3:
                return None
            continue
        if _menu_beside(blocks, block, title) and block.node is not blocks[title].node:
            return None
        seen += 1
        if seen > 2:
            return None
        hints = [n.cls for n in list(block.node.up())[:3] if n.cls and n.last - n.first <= 2]
        marked = any(CLASS["category"].search(h) for h in hints)
        headed = seen == 1 and (block.level > 0 or block.node.tag == "legend" or any(CLASS["title"].search(h) for h in hints))
        near = block.node is blocks[title].node or block.node.parent is blocks[title].node.parent
        first = near and block.node.parent is not None and block.node.parent.first == block.index and block.node.parent.tag not in ("body", "form", "header")
        alone = seen == 1 and near and (block.share(block.bold) > 0.8 or is_link(block) or first and len(block.text) <= 80)
        shared = next((n for n in block.node.up() if n.holds(blocks[title].node)), None)
        # A line of its own beside the element that begins with the title.
        heads = seen == 1 and right_above and len(block.text) <= 80 and block.node.last - block.node.first == 1 and shared is block.node.parent
        # The same with boxes or cells around it: the line that begins the element of the article.
        lone = next((n for n in block.node.up() if n.parent is not None and n.parent.last - n.parent.first > 1), block.node)
        heads = heads or (seen == 1 and right_above and 0 < block.index <= 60 and len(block.text) <= 60 and shared is not None and shared in (lone.parent, block.node) and shared.first == block.index)
        of_page = shared is None or shared.tag in ("body", "form") or shared.tag == "header" and not any(n.tag == "article" for n in shared.up())
        alone_above = heads and not of_page and not block.text.endswith((".", "!", "?")) and plain(block.text) not in sites
        alone = alone or is_link(block) and len(block.hrefs) == 1 and shared is not None and shared.tag not in ("body", "html", "form", "header") and not is_name(block.text)
        own = next((n for n in block.node.up() if n.parent is shared), None)
        if is_link(block) and own is not None and own.last - own.first > 1 and index and plain(blocks[index - 1].text) in END and own.holds(blocks[index - 1].node):
            return None  # a box of links under its own heading
        if block.level == 1 and plain(block.text) in sites:
            return None
        if len(block.text) <= 90 and (marked or headed or alone or alone_above) and not any(CLASS["banner"].search(h) for h in hints):
            steps = steps_of(block) if len(block.hrefs) > 1 else []
            return clean(steps[-1] if 1 < len(steps) <= 3 else block.text, title_text) if not set(block.hrefs) & {"/", "./", "#", "index.php"} or marked else None
    return None


def _linked_below(blocks: list[Block], below: range, title_text: str, *, marked_only: bool = False) -> str | None:
    """A link that is no person's, in or beside the line of the day under the title, or a line of a class that names sections."""
    for index in below:
        block = blocks[index]
        if block.kind != "text" or len(block.text) > 120 or plain(re.split("[:：]", block.text)[0]) in TAGS:
            continue
        marked = any(CLASS["category"].search(n.cls) or re.search(r"cate", n.cls) for n in list(block.node.up())[:2] if n.cls and n.last - n.first <= 3)
        if marked and not block.linked and len(block.text) <= 60 and not is_name(block.text) and not is_small_print(block) and (name := clean(block.text, title_text)):
            return name
        if marked_only and not (marked and is_link(block)):
            continue
        within = len(block.hrefs) == 1 and re.match(r"(?:trong|ở mục|tại mục|in)\s", block.text) is not None and len(block.text) <= 60
        chip = within or is_link(block) and len(block.hrefs) == 1 and len(block.text.split()) > 1 and len(block.text) <= 50 and any(is_small_print(b) for b in blocks[max(0, index - 1):index + 2] if b is not block)
        if not marked and not chip and not (is_small_print(block) and not is_link(block)):
            continue
        if any(CLASS["author"].search(n.cls) for n in list(block.node.up())[:2] if n.cls and n.last - n.first <= 2):
            continue
        for text, style in block.runs:
            href = style.href or ""
            if href and not href.startswith(("#", "javascript", "mailto")) and "author" not in href and "tac-gia" not in href:
                if (name := clean(text, title_text)) and not is_name(name) and plain(name) not in TOOLS and len(name) > 3:
                    return name
    return None
