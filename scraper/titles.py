"""The title of the article being read, printed or only told by the head. Pure."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from plugins.vietnamese.text import tone_key
from scraper import bylines, names, structured
from scraper.blocks import Block
from scraper.hints import CLASS, GENERIC_TITLES, SECTION_WORDS, TOOLS, is_interface, plain
from scraper.locate import is_link, is_path, is_prose
from scraper.moments import moments
from scraper.particulars import is_section_line, is_small_print

if TYPE_CHECKING:
    from scraper.reading import View

_SMALL = re.compile(r"lượt|lần (?:xem|đọc)|người (?:xem|đọc)|đã xem|views|chuyên mục|tác giả|(?:đăng|viết|gửi) bởi|^\W*$")


def find(view: View) -> None:
    """Sets the view's title and where the text begins and ends."""
    blocks, node = view.blocks, view.pinned("title")
    first = next((i for i in range(view.container.first, view.container.last) if is_prose(blocks[i]) and not blocks[i].node.junk and not is_small_print(blocks[i])), view.container.first)
    if node is not None and (texts := [b for b in blocks[node.first:node.last] if b.kind == "text"]) and len(texts) < 4:
        view.title, view.title_text = texts[-1].index, " ".join(b.text for b in texts)
        view.layers["title"] = view.pins.layer
    else:
        view.title = find_title(blocks, first, structured.title_variants(view.head), view.url)
        if view.title >= 0:
            view.title_text = _without_day(blocks[view.title])
            view.layers["title"] = "general"
        else:
            view.title_text = _title_of_head(view.head)
            view.layers["title"] = "structured"
    view.first = max(view.container.first, view.title + 1) if view.title < view.container.last else view.container.first
    view.last = view.container.last


def _without_day(block: Block) -> str:
    """A title without the day that some engines print behind it in small or slanted letters."""
    found = moments(block.text)
    if not found or found[-1].end < len(block.text.rstrip(" )]")):
        return block.text
    before = re.sub(r"\s*[(\[|–-]?\s*(?:ngày đăng|đăng (?:ngày|lúc)|cập nhật(?: lúc| ngày)?|ngày)?\s*:?\s*$", "", block.text[: found[-1].start], flags=re.I)
    tail = "".join(text for text, style in block.runs if style.italic or style.small or style.colour and not style.bold)
    shown = block.text[found[-1].start:found[-1].end]
    behind = block.text[len(before):found[-1].start]
    if len(before) >= 25 and behind.strip().startswith(("(", "[")) and any(text.strip(" ()[]") == shown for text, _ in block.runs):
        return before  # in brackets, in an element of its own
    return before if len(before) >= 15 and (shown in " ".join(tail.split()) or behind.strip() not in ("", "ngày") and found[-1].has_clock) else block.text


def _title_of_head(head: structured.Head) -> str:
    for text in (*head.titles, head.document_title):
        parts = [part for part in re.split(r"\s+[|»–—]\s+|\s+::\s+|\s+-\s+", text) if part.strip()]
        site = tone_key(head.site or "")
        parts = [part for part in parts if tone_key(part) != site] or parts
        if parts:
            return max(parts, key=len) if len(parts) > 1 else parts[0]
    return ""


def find_title(blocks: list[Block], start: int, variants: dict[str, int], url: str) -> int:
    """The block that prints the title, near above block *start* or that block itself; -1 where none does."""
    best, place = 24.0, -1
    sections = {tone_key(" ".join(text.split())) for b in blocks if b.linked for text, style in b.runs if style.href is not None and len(text) < 45}
    likely = _right_above(blocks, start)
    distance = 0
    links_after = 0  # menus between the candidate and the text
    for index in range(min(start, len(blocks) - 1), -1, -1):
        block = blocks[index]
        if block.kind != "text":
            continue
        in_head = links_after > 3 or any(CLASS["banner"].search(n.cls) or n.tag == "header" and n.depth < 4 and n.last <= start for n in block.node.up() if n.cls or n.tag == "header")
        score = _title_score(block, variants, url, 0.35 if in_head else 1.0)
        if index == likely:
            score += 20
        elif likely == index + 1 and len(block.text) < 45 and SECTION_WORDS.match(block.text.lower()):
            score -= 60 if _called_title(blocks[likely]) else 20  # a section's name, the title right below it
        elif _under_picture(blocks, index):
            score -= 40
        if index == start and score < (24 if index == likely or _titular(block, blocks) else 45):
            continue  # the text itself, unless much speaks for a long title
        distance += len(block.text) >= 30 and not (moments(block.text) and len(block.text) < 80)  # small print parts nothing
        if len(block.text) < 45 and not is_link(block) and tone_key(block.text) in sections:
            score -= 60  # linked elsewhere on the page: a section's name
        score -= min(30.0, 2.0 * max(0, distance - 2)) + 1.5 * min(links_after, 20) + (20.0 if links_after > 4 else 0.0)
        if score > best:
            best, place = score, index
        if is_link(block) and plain(block.text) not in TOOLS:
            links_after += sum(not href.lower().startswith(("javascript:", "mailto:", "#")) for href in block.hrefs)
    return place


def _right_above(blocks: list[Block], start: int) -> int:
    """The first block upwards from the text that is neither lead nor small print nor link: where a title stands by place alone."""
    opening = blocks[start] if start < len(blocks) else None
    if opening is not None and opening.kind == "text" and len(opening.text) <= 260 and opening.linked == 0 and (opening.text[-1:].isalnum() or _day_behind(opening.text)):
        if any(is_prose(b) for b in blocks[start + 1:start + 7]) and not (start and blocks[start - 1].kind == "picture"):
            return start
    for index in range(start - 1, max(-1, start - 11), -1):
        block = blocks[index]
        if block.kind != "text" or block.node.junk:
            continue
        if _under_picture(blocks, index) or block.notes or bylines.read(block.text) is not None or _signs(block.text) or is_section_line(block) or is_interface(block.text):
            continue
        here = is_link(block) and all(href.lower().startswith(("javascript:", "mailto:", "#")) for href in block.hrefs)
        links = sum(style.href is not None and not text.isspace() for text, style in block.runs)
        if here and len(block.text) < 25 * links or plain(block.text) in TOOLS:
            continue  # buttons
        small = is_path(block) or moments(block.text) and len(block.text) < 60 or _SMALL.search(block.text.lower()) or len(block.text) < 15
        if small and len(block.text) < 120 or is_prose(block) and block.text.endswith((".", "!", "?", "…", ".”", '."')):
            continue
        return index if len(block.text) <= 260 and (here or not is_link(block)) and not block.text.endswith((".", ":")) else -1
    return -1


def _day_behind(text: str) -> bool:
    """Whether a line ends with a day in brackets, as some engines print it behind the title."""
    found = moments(text)
    return bool(found) and text.endswith((")", "]")) and found[-1].end == len(text) - 1 and re.search(r"[(\[][^()\[\]]{0,20}$", text[:found[-1].start]) is not None


def _under_picture(blocks: list[Block], index: int) -> bool:
    """Whether a line stands where a caption does, and is neither a heading nor called a title."""
    block = blocks[index]
    if not index or blocks[index - 1].kind != "picture" or block.level or blocks[index - 1].node.junk:
        return False
    return not _called_title(block)


def _called_title(block: Block) -> bool:
    return any(CLASS["title"].search(n.cls) for n in list(block.node.up())[:2] if n.cls)


def _titular(block: Block, blocks: list[Block]) -> bool:
    """Whether a long text is set like a title: bold or a heading, no sentence, and soon followed by running text."""
    named = any(CLASS["title"].search(n.cls) for n in list(block.node.up())[:2] if n.cls and n.last - n.first <= 2)
    set_apart = named or block.share(block.bold) > 0.8 or 0 < block.level < 4
    return set_apart and not block.text.endswith((".", "!", "…")) and any(is_prose(b) for b in blocks[block.index + 1:block.index + 7])


def _title_score(block: Block, variants: dict[str, int], url: str, trust: float = 1.0) -> float:
    text, length = block.text, len(block.text)
    if is_path(block):
        return -100.0
    if length < 8 or length > 420 or plain(text) in GENERIC_TITLES or is_interface(text) or moments(text) and length < 60:
        return -100.0
    if found := moments(text):  # printed behind the title
        text = re.sub(r"[\s(\[|–-]*(?:ngày đăng|đăng (?:ngày|lúc)|cập nhật(?: lúc| ngày)?|ngày)?\s*:?\s*$", "", text[: found[0].start], flags=re.I) or text
    key = tone_key(text).strip(" .")
    score = 0.9 * variants.get(key, 0)
    if score < 90:  # the document's own title may be no more than the portal's name
        score *= trust
    if not score and length > 25:
        # Cut short by the head or by the page: one begins like the other.
        score = max((55.0 for known in variants if known[:40] == key[:40] and len(known) > 25), default=0.0)
    if not score and _signs(text):
        score -= 40
    score += (0, 30, 24, 18, 12, 8, 6)[block.level]
    hint = " ".join(node.cls for node in list(block.node.up())[:2] if node.last - node.first <= 3)
    if hint and CLASS["title"].search(hint):
        score += 22
    if hint and CLASS["category"].search(hint):
        score -= 18
    if block.share(block.bold) > 0.6:
        score += 8
    elements = block.node.element.iter("font") if block.node.tag not in ("body", "form") else ()
    if any((e.get("size") or "") in ("4", "5", "6", "7", "+1", "+2", "+3") and len(text) - 5 <= len("".join(e.itertext()).strip()) for e in elements):
        score += 12
    score += 14 if _day_behind(block.text) and not is_link(block) else 0
    score += 8 if 30 <= length <= 220 else -14 if length < 20 else 0
    if is_link(block) and not any(_same_page(url, href) for href in block.hrefs):
        score -= 45
    if block.node.junk:
        score -= 25
    if not block.level and any(CLASS["crumbs"].search(node.cls) for node in list(block.node.up())[:3] if node.cls and node.last - node.first <= 9):
        score -= 40  # the path's last step
    if any(CLASS["clock"].search(node.cls) for node in list(block.node.up())[:3] if node.cls):
        score -= 10
    if length > 90 and text.endswith(".") and not score:
        score -= 15
    return score


def _signs(text: str) -> bool:
    """Whether a line names a person and the person's unit: a byline, not a title."""
    name, unit = names.split_role(text) if len(text) < 100 else (None, None)
    return bool(name and unit) and names.are_names(name) and names.is_role(unit)


def _same_page(url: str, href: str) -> bool:
    try:
        return urldefrag(urljoin(url, href))[0] == urldefrag(url)[0]
    except ValueError:  # "//[" is no address
        return False
