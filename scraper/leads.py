"""The lead (sapo): marked by a class, set apart above the text, bold at its beginning, or told only in the head. Pure."""
from __future__ import annotations

import re

from plugins.vietnamese.text import tone_key
from scraper import bylines
from scraper.blocks import Block, Node
from scraper.hints import CLASS, SPEAKER, plain
from scraper.locate import is_link
from scraper.names import is_role
from scraper.particulars import is_small_print
from scraper.structured import Head

LONGEST = 1200
SHORTEST = 30
Result = tuple[str | None, list[Block], str]


def find(head: Head, pinned: Node | None, before: list[Block], body: list[Block], layer: str, title: str = "") -> Result:
    """The lead, the blocks it was taken from (none where only the head tells it), and the layer that found it.

    *before* stands between the title and the element that holds the text, *body* inside it; captions are in neither.
    """
    texts = [b for b in [*before, *body] if b.kind == "text"]
    if pinned is not None:
        own = [b for b in texts if pinned.first <= b.index < pinned.last]
        own = _first_paragraph(own, pinned)
        text = " ".join(b.text for b in own)
        if SHORTEST <= len(text) <= LONGEST:
            return _unlabelled(text), own, layer
    for finder in (_by_class, _set_apart, _bold_start, _own_dress, _own_element):
        blocks = finder(before, body)
        text = " ".join(b.text for b in blocks)
        if blocks and SHORTEST <= len(text) <= LONGEST:
            return _unlabelled(text), blocks, "general"
    return _in_head(head, title, [b for b in texts if _reads(b) or len(b.text) >= 50 and not is_small_print(b)])


def _unlabelled(text: str) -> str:
    return re.sub(r"^(?:tóm tắt|trích yếu|mô tả|giới thiệu|lời dẫn|sapo)\s*[:：]\s*", "", text, flags=re.I)


def _first_paragraph(own: list[Block], pinned: Node) -> list[Block]:
    return own if len(own) <= 4 else []


def _by_class(before: list[Block], body: list[Block]) -> list[Block]:
    """The first block whose own element, or one that holds little else, is called sapo, lead, trích yếu …"""
    for block in [*before, *[b for b in body if b.kind == "text"][:3]]:
        if block.kind != "text" or is_link(block) or is_small_print(block) or "value" in block.notes or bylines.read(block.text) is not None:
            continue
        for node in block.node.up():
            if node.last - node.first > 6:
                break
            if node.cls and CLASS["lead"].search(node.cls) and not CLASS["caption"].search(node.cls.replace("description", "").replace("mota", "").replace("desc", "")):
                inside = [b for b in [*before, *body] if b.kind == "text" and node.first <= b.index < node.last and not is_small_print(b) and not is_link(b)]
                if sum(len(b.text) for b in inside) >= SHORTEST:
                    return inside
    return []



def _reads(block: Block) -> bool:
    return not SPEAKER.match(block.text) and block.kind == "text" and len(block.text) >= 50 and not is_link(block) and not is_small_print(block) and bylines.read(block.text) is None and not block.node.junk and not (block.text[-1].isalnum() and is_role(block.text))


def _set_apart(before: list[Block], body: list[Block]) -> list[Block]:
    """Running text between the title and the element of the text, when it is one piece."""
    prose = [b for b in before if _reads(b)]
    if not prose or len(prose) > 3 or not any(_reads(b) for b in body):
        return []
    if len(prose) > 1 and not all(b.node is prose[0].node or b.node.parent is prose[0].node.parent for b in prose):
        prose = prose[:1]
    if len(prose) > 1 and prose[0].share(prose[0].bold) > 0.8 > prose[1].share(prose[1].bold):
        prose = prose[:1]
    return prose if sum(len(b.text) for b in prose) <= 900 else []


def _is_strong(block: Block) -> bool:
    return block.share(block.bold) > 0.72 or block.level in (2, 3, 4) and len(block.text) >= 80


def _is_quoted(block: Block) -> bool:
    """Set in a blockquote of its own, for the looks: words that it quotes would have quotation marks."""
    node = next((n for n in block.node.up() if n.tag == "blockquote"), None)
    return node is not None and node.last - node.first == 1 and block.text[:1] not in "“\"‘'"


def _bold_start(before: list[Block], body: list[Block]) -> list[Block]:
    """A bold (or, alone so, italic or indented) first paragraph above plain ones."""
    texts = [b for b in body if b.kind == "text"]
    if len(texts) < 2 or not _reads(texts[0]):
        return []
    first, rest = texts[0], [b for b in texts[1:] if len(b.text) >= 50]
    if not rest:
        return []
    for test in (_is_strong, lambda b: b.share(b.italic) > 0.72, _is_quoted):
        if test(first):
            plain_rest = [b for b in rest if not test(b)]
            if len(plain_rest) * 2 < len(rest):
                return []
            lead = [first]
            for block in texts[1:3]:
                if test(block) and _reads(block) and not block.text.endswith("?") and len(texts) > 4 and block.level == first.level:
                    lead.append(block)
                else:
                    break
            return lead
    return []


_LOOKS = re.compile(r"(?<![-\w])(?:font-(?:size|weight|style)|color|background[-\w]*|border[-\w]*|padding-left)\s*:\s*[^;]+", re.I)
_NO_DRESS = re.compile(r"drop-?cap|^mso|justify|left|indent|^text|^align|^first|^p\d?$", re.I)


def _dress(block: Block) -> tuple[str, ...]:
    """How a paragraph's own element is told apart: its classes and what its style says of letters and frame; not how it is aligned."""
    element = block.node.element
    names = [name for name in (element.get("class") or "").split() if not _NO_DRESS.search(name)]
    return (*names, *(re.sub(r"\s", "", match[0].lower()) for match in _LOOKS.finditer(element.get("style") or "")))


def _own_dress(before: list[Block], body: list[Block]) -> list[Block]:
    """A first paragraph of a class or look of its own, whatever the class is called, where all later ones are dressed alike."""
    prose = [b for b in body if _reads(b)]
    if len(prose) < 4 or len(prose[0].text) > 700 or prose[0].node.last - prose[0].node.first != 1 or not (dress := _dress(prose[0])):
        return []
    others = {_dress(b) for b in prose[1:]}
    return prose[:1] if len(others) == 1 and others != {dress} else []


def _own_element(before: list[Block], body: list[Block]) -> list[Block]:
    """A first paragraph outside the element that all later ones share."""
    prose = [b for b in body if _reads(b)]
    if len(prose) < 3 or len(prose[0].text) > 700 or prose[0].soft and prose[1].node is prose[0].node:
        return []
    rest = prose[1:]
    if prose[0].node.tag == "div" and all(b.node.tag == "p" for b in rest) and prose[0].node.parent is rest[0].node.parent:
        return prose[:1]
    shared = next((n for n in rest[0].node.up() if all(n.holds(b.node) for b in rest)), None)
    if shared is None or shared.holds(prose[0].node) or shared.tag in ("tbody", "tr"):
        return []
    # Rows and sections hold one paragraph each; a lead stands beside an element of several.
    return prose[:1] if any(n is shared.parent for n in prose[0].node.up()) else []


def _in_head(head: Head, title: str, texts: list[Block]) -> Result:
    """A summary that the page does not print apart: the first paragraph word for word, or one found nowhere on the page."""
    if not head.descriptions:
        return None, [], ""
    keys = [tone_key(b.text).strip(" .…") for b in texts]
    whole = " ".join(keys)
    for text in head.descriptions:
        key = tone_key(text).strip(" .…")
        if len(key) < 60 or len(text) > 900 or text.rstrip().endswith(("...", "…", "[…]", "[...]")):
            continue
        if keys and key == keys[0] and len(texts) > 1:
            return texts[0].text, texts[:1], "structured"
        if key in whole or key[:50] in whole or not text[0].isupper() and not text[0] in "\"“(‘0123456789":
            continue
        if not re.search(r"[.!?”\"]$", text.rstrip()) or plain(text) == plain(head.site or "") or _is_slogan(text):
            continue
        if key in tone_key(title):
            continue
        words = set(re.findall(r"\w{2,}", key))
        # A summary speaks of what the text speaks of; a slogan of the portal does not.
        if words and len(words & set(re.findall(r"\w{2,}", f"{whole} {tone_key(title)}"))) >= 0.5 * len(words):
            return text, [], "structured"
    return None, [], ""


def _is_slogan(text: str) -> bool:
    return bool(re.search(r"(?:cổng thông tin|trang thông tin|báo .{0,30}điện tử|tin tức mới nhất|cập nhật (?:tin tức|liên tục)|website|trang tin|cơ quan ngôn luận)", text[:120], re.I)) and len(text) < 260
