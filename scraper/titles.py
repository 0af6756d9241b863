"""The title of the article being read, printed or only told by the head. Pure."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plugins.vietnamese.text import tone_key
from scraper import locate, structured
from scraper.blocks import Block
from scraper.locate import is_prose
from scraper.moments import moments
from scraper.particulars import is_small_print

if TYPE_CHECKING:
    from scraper.reading import View


def find(view: View) -> None:
    """Sets the view's title and where the text begins and ends."""
    blocks, node = view.blocks, view.pinned("title")
    first = next((i for i in range(view.container.first, view.container.last) if is_prose(blocks[i]) and not blocks[i].node.junk and not is_small_print(blocks[i])), view.container.first)
    if node is not None and (texts := [b for b in blocks[node.first:node.last] if b.kind == "text"]) and len(texts) < 4:
        view.title, view.title_text = texts[-1].index, " ".join(b.text for b in texts)
        view.layers["title"] = view.pins.layer
    else:
        view.title = locate.find_title(blocks, first, locate.title_variants(view.head), view.url)
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
