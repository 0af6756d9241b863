"""The small print around an article: day, views, category, as lines and blocks show them. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.vietnamese.text import tone_key
from scraper.blocks import Block
from scraper.hints import CLASS, HOME, NOT_CATEGORY, plain
from scraper.locate import is_link
from scraper.moments import Moment, moments

_NUMBER = r"(?P<n>\d{1,3}(?:[.,\s]\d{3})+(?!\d)|\d+)"
_VIEWS = (
    re.compile(rf"(?:số\s+)?(?:lượt|lần)\s+(?:xem|đọc|view)(?:\s+(?:bài|tin|trang)(?:\s+viết|\s+này)?)?\s*[:：]?\s*\(?\s*{_NUMBER}", re.I),
    re.compile(rf"(?<![\wÀ-ỹ])(?:đã\s+(?:xem|đọc)|xem|đọc|views?|hits|số\s+người\s+(?:xem|đọc))\s*[:：]\s*{_NUMBER}", re.I),
    re.compile(rf"{_NUMBER}\s*(?:lượt\s+(?:xem|đọc|view)|lần\s+(?:xem|đọc)|người\s+(?:xem|đọc)|views?(?![\wÀ-ỹ])|lượt(?=\s*(?:$|[|)\]·•:;,-])))", re.I),
    re.compile(rf"\ue001\s*{_NUMBER}"),
)
_VIEWS_LABEL = re.compile(r"(?:lượt|lần)\s+(?:xem|đọc)\s*[:：]?\s*$|^(?:views?|hits|đã xem|xem)\s*[:：]\s*$", re.I)
_NOT_VIEWS = re.compile(r"truy cập|trực tuyến|online|bình luận|tải về|lượt tải", re.I)
_CATEGORY_LABEL = re.compile(r"(?:^|[|•·–-]\s*|\ue003\s*)(?:chuyên mục|danh mục|thể loại|mục|chủ đề|chuyên trang|category)(?:\s*tin)?\s*[:：]\s*(?P<name>[^|•·\n]{2,90})", re.I)
_CRUMB_SIGNS = re.compile(r"\s*(?:[»›>/→|❯▶•]|::|&gt;|\s[-–]\s|(?<=\S)\s*-\s*(?=\s)|\\)\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """A day found in block ``index``."""

    moment: Moment
    index: int


def views_in(block: Block, after: Block | None = None) -> int | None:
    """The number of readings that a block tells; *after* is the block that follows, for a label with its number apart."""
    text = block.parted
    if not any(c.isdigit() for c in text):
        if after is not None and _VIEWS_LABEL.search(text) and re.fullmatch(r"[\d.,\s]+", after.text):
            return int(re.sub(r"\D", "", after.text))
        return None
    for pattern in _VIEWS:
        if match := pattern.search(text):
            near = text[max(0, match.start() - 12):match.end() + 12]
            if not _NOT_VIEWS.search(near):
                return int(re.sub(r"\D", "", match["n"]))
    if re.fullmatch(r"\(?[\d.,\s]+\)?", text) and len(text) <= 12 and any(CLASS["views"].search(n.cls) for n in list(block.node.up())[:2] if n.cls):
        return int(re.sub(r"\D", "", text))
    return None


def without_views(text: str) -> str:
    for pattern in _VIEWS:
        text = pattern.sub(" | ", text)
    return text


def is_small_print(block: Block) -> bool:
    """A short line that holds a day or a count of readings and hardly anything else."""
    if block.kind != "text" or len(block.text) > 160:
        return False
    found = moments(block.parted)
    if not found and views_in(block) is None:
        return False
    rest = block.parted
    for moment in reversed(found):
        rest = rest[: moment.start] + " " + rest[moment.end:]
    words = [w for w in re.split(r"[\s|:,;()\[\]/–-]+", without_views(rest)) if w]
    return len(words) <= 9


def day_in(blocks: list[Block], indices: list[int]) -> Found | None:
    """The day of publication among the blocks *indices*, nearest first; a day called a change only for want of another."""
    changed: Found | None = None
    for index in indices:
        block = blocks[index]
        if block.kind != "text" or len(block.text) > 220 or is_link(block) and len(block.text) > 40:
            continue
        dated = any(CLASS["date"].search(n.cls) for n in list(block.node.up())[:2] if n.cls)
        for moment in moments(block.parted):
            words = len(block.parted.split()) - len(block.parted[moment.start:moment.end].split())
            if not (dated or moment.published or moment.changed or words <= 14):
                continue
            if words > 12 and not moment.has_clock and not moment.published:
                continue
            if moment.changed and not moment.published:
                changed = changed or Found(moment, index)
                continue
            return Found(moment, index)
    return changed


def category_of(blocks: list[Block], title: int, title_text: str, stop: int) -> str | None:
    """The section an article stands in: a labelled line, the last crumb of the path, or the heading right above it.

    Looks from block *title* upwards and, for labels, down to *stop*. A menu is no category.
    """
    for index in [*range(title + 1, min(stop, title + 8)), *range(title - 1, max(-1, title - 8), -1)]:
        block = blocks[index]
        if block.kind == "text" and len(block.text) < 200 and (match := _CATEGORY_LABEL.search(block.parted)):
            if name := clean(match["name"].split(" - ")[0] if moments(match["name"]) else match["name"], title_text):
                return name
    if (crumb := _crumb(blocks, title, title_text)) is not None:
        return crumb
    return _heading_above(blocks, title, title_text)


def clean(name: str, title: str) -> str | None:
    name = re.sub(r"[\ue001-\ue003]", "", name).strip(" \t:›»>/|-–.,;[]«•·")
    if not 2 <= len(name) <= 90 or plain(name) in NOT_CATEGORY or plain(name) in HOME or plain(name) == plain(title) or moments(name):
        return None
    return name


def _crumb(blocks: list[Block], title: int, title_text: str) -> str | None:
    """The last step of the path printed above the title ("Trang chủ › Tin tức › Xây dựng Đảng")."""
    start = max(0, title - 14)
    for index in range(title - 1, start - 1, -1):
        block = blocks[index]
        if block.kind != "text":
            continue
        node = next((n for n in list(block.node.up())[:5] if n.cls and CLASS["crumbs"].search(n.cls) and n.last - n.first <= 9), None)
        inline = [part for part in _CRUMB_SIGNS.split(block.text) if part.strip()]
        at_home = plain(inline[0]) in HOME if inline else False
        if node is not None and node.last <= title:
            steps = [part for b in blocks[node.first:node.last] if b.kind == "text" for part in _steps(b)]
        elif at_home and len(inline) > 1 and block.linked:
            steps = _steps(block)
        else:
            continue
        names = [name for step in steps if (name := clean(step, title_text)) is not None]
        names = [name for name in names if not plain(title_text).startswith(plain(name.rstrip(" .…")))]
        return names[-1] if names else None
    return None


def _steps(block: Block) -> list[str]:
    """The steps of a path: its links one by one where all are links, else its text cut at the signs between."""
    linked: list[str] = []
    last = None
    for text, style in block.runs:
        if style.href is not None and text.strip():
            if linked and last == style.href:
                linked[-1] += text
            else:
                linked.append(text)
        if text.strip():
            last = style.href
    loose = [part for text, style in block.runs if style.href is None for part in _CRUMB_SIGNS.split(text) if len(part.strip(" »›>/|:-–\u00a0")) > 1]
    loose = [part.strip() for part in loose if plain(part) not in HOME]
    if linked and loose and tone_key(loose[-1]) in tone_key(block.text[-len(loose[-1]) - 3:]):
        linked.append(loose[-1])
    return [" ".join(part.split()) for part in linked] or _CRUMB_SIGNS.split(block.text)


def _heading_above(blocks: list[Block], title: int, title_text: str) -> str | None:
    """A short heading, or a line of a class that names sections, just above the title."""
    seen = 0
    for index in range(title - 1, max(-1, title - 7), -1):
        block = blocks[index]
        if block.kind != "text" or moments(block.text) and len(block.text) < 60:
            continue
        seen += 1
        if seen > 2:
            return None
        hints = [n.cls for n in list(block.node.up())[:3] if n.cls and n.last - n.first <= 2]
        marked = any(CLASS["category"].search(h) for h in hints)
        beside = [b for b in blocks[max(0, index - 2):index + 3] if b is not block and b.index != title and is_link(b)]
        headed = (block.level > 0 or any(CLASS["title"].search(h) or h.split(" ")[0] in ("head",) for h in hints)) and len(beside) < 2
        alone = seen == 1 and (block.share(block.bold) > 0.8 or is_link(block)) and not beside and (block.node is blocks[title].node or block.node.parent is blocks[title].node.parent)
        if (marked and len(beside) < 2 or headed or alone) and len(block.text) <= 90 and not block.node.junk or marked and len(beside) < 1:
            return clean(block.text, title_text)
    return None
