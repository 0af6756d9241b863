"""Where on a page the article stands: the element that holds its text, and what is only furniture. Pure."""
from __future__ import annotations

import re
from collections.abc import Set

from plugins.vietnamese.text import tone_key
from scraper.blocks import Block, Node
from scraper.hints import CLASS, END, NO_SUPPORT, plain
from scraper.moments import moments

LONG = 70  # characters: a shorter text is a heading, a caption or an item of a list as often as a paragraph
_PATH = re.compile(r"(?:trang chủ|trang nhất|home)\s*[»›>/→►▸|\\:-]", re.I)
_COUNT = re.compile(r"(?:(?:số |đã )?(?:lượt |lần )?(?:xem|đọc|phản hồi|bình luận|ý kiến|views?|comments?|hits)\b(?:\W*\d[\d.,]*)?|\d[\d.,]* (?:lượt|lần|người|bình luận|phản hồi|ý kiến|views?|comments?)\b.{0,12}|(?:đăng|viết) bởi\b.*)$")
_NEXT = frozenset(map(plain, ("bài tiếp theo", "bài kế tiếp", "tin tiếp theo", "bài viết tiếp theo", "đọc tiếp", "next article")))
_FOOT = re.compile(r"(?:giấy phép|số giấy phép|gp-|bản quyền|©|copyright|cơ quan chủ quản|chịu trách nhiệm|ghi rõ nguồn|điện thoại\s*:|đt\s*:|fax\s*:|email\s*:|thư điện tử\s*:|địa chỉ\s*:|trụ sở\s*:|đơn vị (?:phát triển|thiết kế)|thiết kế bởi|phát triển bởi|tổng biên tập|trưởng ban biên tập|lượt truy cập|đang (?:online|truy cập|trực tuyến))", re.I)
_ADDRESS = re.compile(r"giấy phép (?:số|xuất bản|thiết lập|hoạt động)|(?<!\w)gp-|©|copyright|(?:điện thoại|đt|fax|email|thư điện tử|địa chỉ|trụ sở|cơ quan chủ quản|tổng biên tập)\s*:|chịu trách nhiệm (?:chính|nội dung|xuất bản|quản lý)|không chịu trách nhiệm về (?:nội dung|các|những)|ghi rõ nguồn|khi (?:sử dụng|trích dẫn|phát hành|đăng tải) lại (?:tin|bài|nội dung|thông tin)|đơn vị (?:phát triển|thiết kế)|(?:thiết kế|phát triển) bởi|đang (?:online|truy cập|trực tuyến)", re.I)


def is_footer(block: Block) -> bool:
    """Whether a line gives the address, the licence or the publisher of the whole site."""
    return len(block.text) < 260 and _FOOT.match(block.text.strip()) is not None


def is_prose(block: Block) -> bool:
    """Whether a block reads like running text."""
    return "verse" in block.notes or block.kind == "text" and len(block.text) >= LONG and block.linked * 3 < len(block.text) and not is_footer(block) and not _ADDRESS.search(block.text[:90]) and not _PATH.match(block.text) and not NO_SUPPORT.search(block.text.lower())


def is_link(block: Block) -> bool:
    return block.kind == "text" and block.linked * 10 >= len(block.text.replace(" ", "")) * 7


def is_path(block: Block) -> bool:
    """Whether a line is the path from the front page to the article."""
    return len(block.text) < 500 and _PATH.match(block.text) is not None


def headline_before(blocks: list[Block], index: int) -> bool:
    """Whether the text at *index* is an excerpt: a linked headline stands above it."""
    return headline_above(blocks, index) is not None


def headline_above(blocks: list[Block], index: int) -> Block | None:
    """The linked headline above the text at *index*, with a picture, a day or counts between at most."""
    for place in range(index - 1, max(-1, index - 7), -1):
        block = blocks[place]
        if block.node.junk and not blocks[index].node.junk:
            return None
        if block.kind == "picture" or (block.kind == "text" and len(block.text) < 45 and not is_link(block) and (moments(block.text) or _COUNT.match(plain(block.text)))):
            continue
        return block if is_link(block) and len(block.text) >= 18 and plain(block.text) not in END and not points_elsewhere(block) and not points_here(block) else None
    return None


def points_here(block: Block) -> bool:
    """Whether a line links to a place of its own page only: a heading that a table of contents leads to."""
    return bool(block.hrefs) and all(href.startswith("#") and len(href) > 1 for href in block.hrefs)


def points_elsewhere(block: Block) -> bool:
    """A line amid the text that offers another article: "Xem thêm: …", ">> …"."""
    head, colon, _ = block.text.partition(":")
    return block.linked > 0 and (bool(colon) and plain(head) in END or block.text.lstrip().startswith((">", "»", "→", "☞", "👉")))


def weigh(blocks: list[Block], nodes: list[Node], titles: Set[str]) -> None:
    """Mark furniture by its class, and count in every node the running text that is not furniture; *titles* are the page's own, as compared."""
    prose = [b for b in blocks if is_prose(b)]
    whole = [b for b in prose if not headline_before(blocks, b.index)] or prose  # a column of excerpts makes no article furniture
    total = sum(len(b.text) for b in whole) or 1
    below: dict[int, int] = {}
    for block in whole:
        for node in block.node.up():
            below[id(node)] = below.get(id(node), 0) + len(block.text)
    for node in nodes:
        if node.parent is not None and node.parent.junk:
            node.junk = True
        elif node.tag in ("nav", "aside", "marquee", "amp-sidebar", "menu") or node.tag == "footer" and not any(n.tag == "article" for n in node.up()):
            node.junk = below.get(id(node), 0) < 0.4 * total and not _sets_off(node, blocks)
        elif node.cls and CLASS["junk"].search(node.cls) and below.get(id(node), 0) < 0.4 * total and not _holds_heading(node, blocks):
            node.junk = True
    for block in prose:
        if block.node.junk:
            continue
        weight = min(len(block.text), 900) * (0.15 if (head := headline_above(blocks, block.index)) is not None and tone_key(head.text).strip(" .") not in titles else 1.0)
        share = 1.0
        for step, node in enumerate(block.node.up()):
            node.weight += weight * share
            share = 1.0 if step == 0 and node.tag in ("p", "li", "font", "h2", "h3", "blockquote", "td") else share * 0.7


def _sets_off(node: Node, blocks: list[Block]) -> bool:
    """Whether an aside holds but one piece of text amid the article's paragraphs: words set off, that no other paragraph says."""
    inside = blocks[node.first:node.last]
    if node.tag != "aside" or len(inside) != 1 or inside[0].kind != "text" or inside[0].linked or len(inside[0].text) < 30 or node.cls and CLASS["junk"].search(node.cls):
        return False
    around = [b for b in (*blocks[max(0, node.first - 1):node.first], *blocks[node.last:node.last + 1]) if b.node.parent is node.parent]
    key = tone_key(inside[0].text).strip(' .…"“”')
    return len(around) == 2 and any(map(is_prose, around)) and not any(key in tone_key(b.text) for b in blocks if b is not inside[0] and is_prose(b))


def _holds_heading(node: Node, blocks: list[Block]) -> bool:
    return any(blocks[i].level == 1 and not is_link(blocks[i]) for i in range(node.first, min(node.last, node.first + 12)))


def _score(node: Node) -> float:
    score = node.weight
    if node.cls:
        if CLASS["body"].search(node.cls):
            score *= 1.25
        if CLASS["lead"].search(node.cls):
            score *= 0.6
    if node.tag in ("article", "main"):
        score *= 1.1
    return score


def container(nodes: list[Node], blocks: list[Block]) -> Node | None:
    """The element that holds the article's text, as low as holds all of it."""
    alive = [node for node in nodes if node.weight > 0 and not node.junk]
    if not alive:
        return None
    best = max(alive, key=lambda node: (_score(node), node.depth))
    if best.tag in ("p", "h2", "h3", "h4", "li", "font", "blockquote") and best.parent is not None:
        best = best.parent
    # Sections that follow one another belong together, the more so where they bear one name.
    while best.parent is not None and best.parent.tag not in ("body", "html", "form"):
        if (best.parent.first, best.parent.last) == (best.first, best.last):
            best = best.parent  # a mere wrapper
            continue
        after = [b for b in blocks[best.last:best.parent.last] if is_prose(b) and not b.node.junk and not headline_before(blocks, b.index)]
        own = [b for b in blocks[best.first:best.last] if is_prose(b)]
        alike = own and all(b.node.parent is not None and b.node.parent.cls and own[-1].node.parent is not None and b.node.parent.cls == own[-1].node.parent.cls for b in after)
        if not after or not alike and sum(len(b.text) for b in after) < 0.2 * sum(len(b.text) for b in own) or _ends(blocks, best.last, after[0].index):
            break
        best = best.parent
    return best


def _ends(blocks: list[Block], start: int, stop: int) -> bool:
    """Whether something else begins between two parts: a box of other news, or another article under its own headline."""
    return any(b.kind == "text" and (len(b.text) < 60 and plain(b.text) in END | _NEXT or b.level in (1, 2, 3) and is_link(b) and len(b.text) > 20) for b in blocks[start:stop])
