"""The small print around an article: day, views, category, as lines and blocks show them. Pure."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scraper.blocks import Block
from scraper.bylines import is_name
from scraper.hints import CLASS, HOME, NOT_CATEGORY, TOOLS, plain
from scraper.locate import is_link
from scraper.moments import Moment, moments

_NUMBER = r"(?<![\d:/.,-])(?P<n>\d{1,3}(?:[.,]\d{3})+(?!\d)|\d{1,3}(?:[ \u00a0]\d{3})+(?!\d|[:/])|\d+)"
_VIEWS = (
    re.compile(rf"(?:số\s+)?(?:lượt|lần)\s+(?:xem|đọc|view)(?:\s+(?:bài|tin|trang)(?:\s+viết|\s+này)?)?\s*[:：]?\s*\(?\s*{_NUMBER}", re.I),
    re.compile(rf"(?<![\wÀ-ỹ])(?:đã\s+(?:xem|đọc)|xem|đọc|views?|hits|số\s+người\s+(?:xem|đọc))\s*[:：]\s*{_NUMBER}", re.I),
    re.compile(rf"{_NUMBER}\s*(?:lượt\s+(?:xem|đọc|view)|lần\s+(?:xem|đọc)|người\s+(?:đã\s+)?(?:xem|đọc)|views?(?![\wÀ-ỹ])|lượt(?=\s*(?:$|[|)\]·•:;,-])))", re.I),
    re.compile(rf"(?<![\wÀ-ỹ])(?:đã\s+)?(?:xem|đọc)\s*[:：]?\s*{_NUMBER}\s*lần", re.I),
    re.compile(rf"\ue001\s*{_NUMBER}"),
)
_VIEWS_LABEL = re.compile(r"(?:lượt|lần)\s+(?:xem|đọc)\s*[:：]?\s*$|^(?:views?|hits|đã xem|xem)\s*[:：]\s*$", re.I)
_VISITS_LABEL = re.compile(r"(?:số )?lượt truy cập\s*[:：]?\s*", re.I)
_VISITS = re.compile(rf"(?:^|[|•·]\s*|\s{{2,}})(?:số\s+)?lượt\s+truy\s+cập\s*[:：]\s*{_NUMBER}", re.I)
_NOT_VIEWS = re.compile(r"truy cập|trực tuyến|online|bình luận|tải về|lượt tải|đánh giá|bình chọn|★", re.I)
_CATEGORY_LABEL = re.compile(r"(?:^|[|•·–-]\s*|\ue003\s*)(?:(?:chuyên mục|danh mục|thể loại|mục|chuyên trang|category)(?:\s*tin)?\s*[:：]|(?:xuất bản|đăng|posted|lưu|thuộc)\s+(?:trong|ở|in|vào)\s*(?:chuyên mục|mục)?\s*[:：]?\s)\s*(?P<name>[^|•·\n]{2,90})", re.I)
_SURE_SIGNS = re.compile(r"[»›>❯]")
_CRUMB_SIGNS = re.compile(r"\s*(?:[»›>/→|❯▶•]|::|(?<!\S)[-–](?!\S))\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """A day found in block ``index``."""

    moment: Moment
    index: int


def views_in(block: Block, after: Block | None = None, *, above: bool = False) -> int | None:
    """The number of readings that a block tells; *after* is the block that follows, for a label with its number apart.

    *above* the text even "Lượt truy cập" counts the article's readings; elsewhere it counts the site's visits.
    """
    text = block.parted
    if not any(c.isdigit() for c in text):
        if after is not None and (_VIEWS_LABEL.search(text) or above and _VISITS_LABEL.fullmatch(text)) and re.fullmatch(r"[\d.,\s]+", after.text):
            return int(re.sub(r"\D", "", after.text))
        return None
    for pattern in (*_VIEWS, *((_VISITS,) if above else ())):
        if match := pattern.search(text):
            near = text[max(0, match.start() - 12):match.end() + 12]
            if pattern is _VISITS or not _NOT_VIEWS.search(near):
                return int(re.sub(r"\D", "", match["n"]))
    if re.fullmatch(r"\(?[\d.,\s]+\)?", text) and len(text) <= 12 and any(CLASS["views"].search(n.cls) for n in list(block.node.up())[:2] if n.cls):
        return int(re.sub(r"\D", "", text))
    return None


def without_views(text: str) -> str:
    for pattern in _VIEWS:
        text = pattern.sub(" | ", text)
    return text


def is_section_line(block: Block) -> bool:
    """A line that labels the section: "Chuyên mục: …"."""
    return block.kind == "text" and len(block.text) < 120 and _CATEGORY_LABEL.match(block.parted) is not None


def is_small_print(block: Block) -> bool:
    """A short line that holds a day or a count of readings and hardly anything else."""
    if block.kind != "text" or len(block.text) > 220:
        return False
    found = moments(block.parted)
    if not found and views_in(block) is None:
        return False
    rest = block.parted
    for moment in reversed(found):
        rest = rest[: moment.start] + " " + rest[moment.end:]
    rest = _CATEGORY_LABEL.sub(" ", without_views(rest))
    words = [w for w in re.split(r"[\s|:,;()\[\]/–-]+", rest) if w]
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
            if changed is not None and not moment.published and abs(index - changed.index) > 1:
                continue  # some other day of the page, such as a comment's
            return Found(moment, index)
    return changed


def category_of(blocks: list[Block], title: int, title_text: str, stop: int, sites: frozenset[str] = frozenset(), after: Sequence[int] = ()) -> str | None:
    """The section an article stands in: a labelled line, the last crumb of the path, the heading right above the
    title, or the link in the line of the day. Looks from block *title* upwards, and down to *stop*; for a label also
    at the blocks *after* the text. A menu is no category, nor is a name in *sites*.
    """
    below = range(title + 1, min(stop, title + 8, len(blocks)))
    for index in [*below, *after, *range(title - 1, max(-1, title - 8), -1)]:
        block = blocks[index]
        if block.kind == "text" and len(block.text) < 200 and (match := _CATEGORY_LABEL.search(block.parted)):
            label = match["name"]
            if found := moments(label):
                label = label[: found[0].start]
            if name := clean(without_views(label).split(" | ")[0], title_text):
                return name
    if (crumb := _crumb(blocks, title, title_text)) is not None:
        return crumb
    return _heading_above(blocks, title, title_text, sites) or _linked_below(blocks, below, title_text)


def clean(name: str, title: str) -> str | None:
    """*name* if it can name a section: not the title, a day, "Trang chủ" or a word for all sections."""
    name = re.sub(r"[\ue001-\ue003]", "", name).strip(" \t:›»>/|-–.,;[]«•·")
    if not 2 <= len(name) <= 90 or plain(name) in NOT_CATEGORY or plain(name) in HOME or plain(name) in TOOLS or plain(name) == plain(title) or moments(name):
        return None
    return name


def _crumb(blocks: list[Block], title: int, title_text: str) -> str | None:
    """The last step of the path printed above the title ("Trang chủ › Tin tức › Xây dựng Đảng")."""
    for index in range(title - 1, max(-1, title - 15), -1):
        block = blocks[index]
        if block.kind != "text":
            continue
        node = next((n for n in list(block.node.up())[:5] if n.cls and CLASS["crumbs"].search(n.cls) and n.last - n.first <= 9 and n.last <= title), None)
        if node is not None:
            steps = [part for b in blocks[node.first:node.last] if b.kind == "text" for part in _steps(b)]
        elif block.linked and "|" not in block.text and 1 < len(_steps(block)) <= 5 and _begins_at_home(block, bare=_next_to(blocks, index, title)):
            steps = _steps(block)
        elif _opens_path(block) and not (index and is_link(blocks[index - 1]) and blocks[index - 1].node.parent is block.node.parent) and len(row := _row(blocks, block, title)) <= 4 and _next_to(blocks, row[-1].index, title):
            steps = [part for b in row for part in _steps(b)]
        elif not block.level and len(block.text) <= 120 and _next_to(blocks, index, title) and (steps := _written_path(block)):
            pass
        else:
            continue
        names = [name for step in steps if (name := clean(step, title_text)) is not None]
        begins = plain(title_text)
        names = [name for name in names if len(name) < 20 or not begins.startswith(plain(name.rstrip(" .…")))]
        return names[-1] if names else None
    return None


def _begins_at_home(block: Block, *, bare: bool) -> bool:
    """Whether a line of links begins with "Trang chủ"; *bare*: even where no signs stand between them."""
    first = re.split(r"\s*[:：]\s*", _CRUMB_SIGNS.split(block.text)[0])[0]
    return plain(first) in HOME or bare and plain(_steps(block)[0]) in HOME


def _written_path(block: Block) -> list[str]:
    """The steps of a path without a link home: by its signs, or by a first step that says "Trang chủ"."""
    text = re.sub(r"^[^:：]{3,20}[:：]\s*", "", block.text)
    steps = [part.strip() for part in re.split(r"\s*\|\s*", text) if part.strip()] if "|" in text else [part for part in _CRUMB_SIGNS.split(text) if any(c.isalpha() for c in part)]
    at_home = bool(steps) and plain(steps[0]) in HOME
    if block.linked:
        return steps if "|" in text and at_home and len(steps) == 2 or "|" not in text and 1 < len(steps) <= 3 and len(block.hrefs) == len(steps) else []
    return steps if 1 < len(steps) <= 4 and (at_home or _SURE_SIGNS.search(text)) else []


def _next_to(blocks: list[Block], index: int, title: int) -> bool:
    """Whether nothing but small print stands between a line and the title: a menu stands further off."""
    return not any(b.kind == "text" and not is_small_print(b) for b in blocks[index + 1:title])


def _opens_path(block: Block) -> bool:
    return is_link(block) and plain(block.text) in HOME


def _row(blocks: list[Block], first: Block, stop: int) -> list[Block]:
    """The links that stand in one element with *first*, a list's items included."""
    node = first.node.parent if first.node.parent is not None else first.node
    return [b for b in blocks[first.index:min(node.last, stop)] if b.kind == "text"]


def _steps(block: Block) -> list[str]:
    """The steps of a path: its links, and what follows the last of them; its text cut at the signs between where it has none.
    """
    steps: list[str] = []
    last: str | None = None
    for text, style in block.runs:
        if not text.strip():
            continue
        if style.href is not None:
            if steps and last == style.href:
                steps[-1] += text
            else:
                steps.append(text)
        elif not steps or _CRUMB_SIGNS.match(text) or not block.linked:
            steps += [part for part in _CRUMB_SIGNS.split(text) if any(c.isalpha() for c in part)]
        last = style.href
    return [" ".join(part.split()) for part in steps]


def _menu_beside(blocks: list[Block], block: Block) -> bool:
    """Whether a block is one of several links in a row."""
    holders = [n for n in list(block.node.up())[:3] if n.last - n.first <= 1] or [block.node]
    parent = holders[-1].parent if holders[-1] is not block.node or block.node.last - block.node.first <= 1 else block.node
    near = [b for b in blocks[max(0, block.index - 3):block.index + 4] if b is not block and is_link(b) and parent is not None and parent.holds(b.node)]
    return len(near) >= 2


def _heading_above(blocks: list[Block], title: int, title_text: str, sites: frozenset[str]) -> str | None:
    """A short heading, or a line of a class that names sections, just above the title."""
    seen = 0
    for index in range(title - 1, max(-1, title - 7), -1):
        block = blocks[index]
        if block.kind != "text" or is_small_print(block) or re.fullmatch(r"[\d:hg'\s]+", block.text):
            continue
        if block.node.junk:
            if len(block.hrefs) > 3:
                return None
            continue
        if _menu_beside(blocks, block) and block.node is not blocks[title].node:
            return None
        seen += 1
        if seen > 2:
            return None
        hints = [n.cls for n in list(block.node.up())[:3] if n.cls and n.last - n.first <= 2]
        marked = any(CLASS["category"].search(h) for h in hints)
        headed = seen == 1 and (block.level > 0 or block.node.tag == "legend" or any(CLASS["title"].search(h) for h in hints))
        near = block.node is blocks[title].node or block.node.parent is blocks[title].node.parent
        first = near and block.node.parent is not None and block.node.parent.first == block.index and block.node.parent.tag not in ("body", "form", "header")
        alone = seen == 1 and near and (block.share(block.bold) > 0.8 or is_link(block) or first and len(block.text) <= 60)
        shared = next((n for n in block.node.up() if n.holds(blocks[title].node)), None)
        # A line of its own beside the element that begins with the title.
        heads = seen == 1 and block.index == title - 1 and len(block.text) <= 60 and block.node.last - block.node.first == 1 and shared is block.node.parent
        # The same with boxes or cells around it: the line that begins the element of the article.
        lone = next((n for n in block.node.up() if n.parent is not None and n.parent.last - n.parent.first > 1), block.node)
        heads = heads or (seen == 1 and block.index == title - 1 and 0 < block.index <= 60 and len(block.text) <= 60 and shared is not None and shared in (lone.parent, block.node) and shared.first == block.index)
        alone_above = heads and shared is not None and shared.tag not in ("body", "form", "header") and not block.text.endswith((".", "!", "?")) and plain(block.text) not in sites
        alone = alone or is_link(block) and len(block.hrefs) == 1 and shared is not None and shared.tag not in ("body", "html", "form", "header") and not is_name(block.text)
        if block.level == 1 and plain(block.text) in sites:
            return None
        if len(block.text) <= 90 and (marked or headed or alone or alone_above) and not any(CLASS["banner"].search(h) for h in hints):
            return clean(block.text, title_text) if not set(block.hrefs) & {"/", "./", "#", "index.php"} or marked else None
    return None


def _linked_below(blocks: list[Block], below: range, title_text: str) -> str | None:
    """A link that is no person's, in or beside the line of the day under the title, or a line of a class that names sections."""
    for index in below:
        block = blocks[index]
        if block.kind != "text" or len(block.text) > 120:
            continue
        marked = any(CLASS["category"].search(n.cls) or re.search(r"cate", n.cls) for n in list(block.node.up())[:2] if n.cls and n.last - n.first <= 3)
        if marked and not block.linked and len(block.text) <= 60 and not is_name(block.text) and not is_small_print(block) and (name := clean(block.text, title_text)):
            return name
        chip = is_link(block) and len(block.hrefs) == 1 and len(block.text.split()) > 1 and len(block.text) <= 50 and any(is_small_print(b) for b in blocks[max(0, index - 1):index + 2] if b is not block)
        if not marked and not chip and not (is_small_print(block) and not is_link(block)):
            continue
        for text, style in block.runs:
            href = style.href or ""
            if href and not href.startswith(("#", "javascript", "mailto")) and "author" not in href and "tac-gia" not in href:
                if (name := clean(text, title_text)) and not is_name(name) and plain(name) not in TOOLS and len(name) > 3:
                    return name
    return None
