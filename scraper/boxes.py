"""What stands among an article's paragraphs without belonging to them: buttons, other news, tags, comments. Pure."""
from __future__ import annotations

import re

from scraper import bylines, locate, names
from scraper.blocks import Block, Node
from scraper.edges import is_teaser
from scraper.hints import ATTACHMENTS, AUTHOR_BOXES, BUTTON, COMMENTS, END, NO_SUPPORT, PICTURE_LABELS, TAGS, TOOLS, is_interface, plain
from scraper.locate import is_link, is_prose
from scraper.moments import moments
from scraper.particulars import is_small_print, views_in

_BOX = re.compile(r"(?:(?:các|những|một số|mục)\s+)?(?:tin|bài|bài viết|tin tức|thông tin|chuyên đề|video|hình ảnh|câu chuyện|chuyện|phóng sự|bản tin|ấn phẩm|tác phẩm|megastory|emagazine|e-magazine|longform|podcast)(?:[ ,/-]+(?:bài|tin|viết|tức|ảnh|bài viết|vắn|hoạt động))*\s+"
                  r"(?:khác|tiếp theo|tiếp|kế tiếp|cũ|cũ hơn|mới|mới hơn|mới nhất|mới đăng|liên quan|có liên quan|cùng|đã (?:đưa|đăng)|trước|trước đó|sau|nổi bật|xem nhiều|đọc nhiều|được quan tâm|tương tự|đáng chú ý|trong ngày|gần đây|nên đọc|nên xem|bạn nên|cần đọc)\b(?: .*)?$")
_COMMENT = re.compile(r"comment(?!s?-?link)|binh-?_?luan|phan-?_?hoi|(?:^|[-_\s])cmt")
_COMMENTS = re.compile(r"(?:\d+ )?(?:bình luận|ý kiến|phản hồi)(?: \(\d+\))?(?: (?:mới nhất|nổi bật|hay|của bạn đọc|bạn đọc|độc giả|cho bài viết(?: này)?))?$")
_ADVERT = re.compile(r"(?:- )?(?:quảng cáo|advertisement|sponsored|tài trợ)\b", re.I)



def is_furniture(block: Block, *, above: bool = False) -> bool:
    """What stands inside the text without being part of it: buttons, lone links, notes of the engine.

    *above* the text a link may be the author, the section or the day.
    """
    if block.node.junk:
        return True
    if block.kind != "text":
        return False
    words = plain(block.text)
    if len(block.hrefs) > 1 and is_link(block) and all(href.lower().startswith(("#", "javascript:", "mailto:")) for href in block.hrefs):
        return True  # a row of buttons
    if not block.level and is_interface(block.text) and not is_small_print(block) and views_in(block, above=above) is None:
        return True
    if len(words) <= 40 and _ADVERT.match(words) or locate.is_path(block):
        return True
    if words in TOOLS or words in END or words in ATTACHMENTS or words in PICTURE_LABELS or not any(c.isalnum() for c in block.text):
        return True
    if is_link(block) and not above and not (block.level and locate.points_here(block)) and not _links_picture(block) and not _links_author(block) and (len(block.text) < 200 or len(block.hrefs) > 1):
        return True
    if NO_SUPPORT.search(block.text.lower()) and len(block.text) < 220 or len(words) <= 60 and BUTTON.fullmatch(words):
        return True
    parts = [part for part in re.split(r"\s*[|/•·]\s*|\s{2,}", words) if part]
    return len(block.text) < 90 and len(parts) > 1 and all(part in TOOLS for part in parts)


def _links_picture(block: Block) -> bool:
    """Whether a linked line shares its one element with a picture: the link enlarges the picture, the line is its caption."""
    return len(block.hrefs) == 1 and re.search(r"\.(?:jpe?g|png|gif|webp|bmp)(?:$|\?)", block.hrefs[0], re.I) is not None


def _links_author(block: Block) -> bool:
    """Whether a link is a name that leads to what this person wrote, or that a label announces."""
    if len(block.hrefs) == 1 and any(style.href is None and text.strip() for text, style in block.runs) and (said := bylines.read(block.text)) is not None and (said.author or said.photographer):
        return True
    return len(block.hrefs) == 1 and re.search(r"author|tac-?gia|/user|profile|phong-?vien|but-?danh", block.hrefs[0], re.I) is not None and names.are_names(block.text)


def without_boxes(blocks: list[Block], container: Node, first: int, last: int) -> list[Block]:
    """The blocks of the text, cut where "Tin liên quan" and its like begin; a box amid the text is lifted out."""
    kept: list[Block] = []
    skip = first
    for block in blocks[first:last]:
        if block.index < skip:
            continue
        if block.kind == "text" and len(block.text) <= 44 and _ADVERT.match(plain(block.text)):
            box = next((n for n in reversed(list(block.node.up())) if n.last - n.first <= 4 and not n.holds(container) and all(b is block or b.kind != "text" or is_link(b) for b in blocks[n.first:n.last])), None)
            if box is not None:
                kept = [b for b in kept if b.index < box.first]
                skip = box.last
            continue
        if not begins_box(block) and not _heads_links(blocks, block, last, container):
            if not is_furniture(block) and not _invites(blocks, block, container) and not is_teaser(blocks, block, container):
                kept.append(block)
            continue
        if locate.points_elsewhere(block) and not (block.index + 1 < last and is_link(blocks[block.index + 1])):
            continue
        skip, whole = _end_of_box(blocks, container, last, block)
        if whole and not _are_comments(plain(block.text)):
            places = {id(b.node.parent) for b in kept if is_prose(b)}  # the element of the text, and quotes in it
            if not any(is_prose(b) and not b.node.junk and (id(b.node.parent) in places or not locate.headline_before(blocks, b.index)) for b in blocks[skip:last]):
                kept += [b for b in blocks[skip:last] if not is_furniture(b) and (_signs(b) or id(b.node.parent) in places and b.node.tag == "p")]
                break
            continue
        rest = [b for b in blocks[skip:last] if is_prose(b) and not b.node.junk and not locate.headline_before(blocks, b.index)]
        if _are_comments(plain(block.text)) or not rest or sum(len(b.text) for b in rest) < 0.12 * sum(len(b.text) for b in kept if b.kind == "text"):
            break
    return kept


def _are_comments(words: str) -> bool:
    return words in COMMENTS or _COMMENTS.match(words) is not None


def in_comments(block: Block) -> bool:
    """Whether a line stands in an element of readers' comments."""
    return any(n.cls and _COMMENT.search(n.cls) for n in block.node.up())


def _invites(blocks: list[Block], block: Block, container: Node) -> bool:
    """Whether a few words share a small element with linked headlines and nothing else: "Đọc ngay"."""
    node = block.node if block.node.last - block.node.first > 1 else block.node.parent
    if block.kind != "text" or len(block.text) > 40 or node is None or node.holds(container) or node.last - node.first > 4:
        return False
    others = [b for b in blocks[node.first:node.last] if b is not block]
    return any(is_link(b) and len(b.text) > 25 for b in others) and all(is_link(b) or b.kind == "picture" for b in others) and bylines.read(block.text) is None and not is_small_print(block)


def _signs(block: Block) -> bool:
    """Whether a line behind a box of other news may still sign the article."""
    if block.kind != "text" or len(block.text) > 110 or is_link(block):
        return False
    name, _ = names.split_role(block.text)
    return bylines.read(block.text) is not None or is_small_print(block) or bool(name) and names.are_names(name)


def _heads_links(blocks: list[Block], block: Block, last: int, container: Node) -> bool:
    """Whether a short line of its own stands above a row of linked headlines and nothing else; behind the text one is a row."""
    if block.kind != "text" or block.linked or not 3 <= len(block.text) <= 50 or block.text.endswith((".", "!", "?", ";", ",")):
        return False
    if block.align == "right" or bylines.read(block.text) is not None or is_small_print(block):
        return False  # the article's signature, with other news right below
    behind = [b for b in blocks[block.index + 1:min(last, block.index + 10)] if b.kind == "text" and not (len(b.text) < 30 and moments(b.text))][:3]
    if len(behind) == 3 and all(is_link(b) and len(b.text) > 25 for b in behind):
        return True
    rest = [b for b in blocks[block.index + 1:last] if b.kind == "text" and not (len(b.text) < 30 and moments(b.text))]
    closes = bool(rest) and is_link(rest[0]) and len(rest[0].text) > 25 and all(is_link(b) or b.node.junk or is_interface(b.text) or is_teaser(blocks, b, container) for b in rest)
    return closes and (block.level > 0 or not names.are_names(block.text) and not names.is_unit(block.text))


def _end_of_box(blocks: list[Block], container: Node, last: int, head: Block) -> tuple[int, bool]:
    """Where the box that *head* opens is over, and whether that is certain: with the element that it begins;
    else after the links that follow it."""
    box = None
    for node in head.node.up():
        if node is container or node.holds(container) or node.first < head.index:
            break
        box = node
    if box is not None and box.last > head.index + 1:
        return box.last, True
    end = head.index + 1
    while end < last:
        block = blocks[end]
        dated = block.kind == "text" and len(block.text) < 30 and bool(moments(block.text))
        if begins_box(block) or not (is_link(block) or block.kind == "picture" or dated):
            break
        end += 1
    return end, False


def begins_box(block: Block) -> bool:
    if block.kind != "text" or len(block.text) > 90:
        return False
    words = plain(block.text)
    if words in END or words in AUTHOR_BOXES or _are_comments(words):
        return True
    if len(block.text) <= 45 and not block.linked and _BOX.match(words) and not block.text.endswith((".", ",", ";")):
        return True  # "Tin khác trong mục", "Tin liên quan về quy hoạch"
    head = re.split(r"\s*[:：]\s*", block.text, maxsplit=1)[0]
    return ":" in block.text and plain(head) in (TAGS | ATTACHMENTS | END) and (plain(head) in TAGS or plain(head) in ATTACHMENTS or block.linked > 0)
