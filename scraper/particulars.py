"""The small print around an article: day, views, category, as lines and blocks show them. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass

from scraper import bylines, names
from scraper.blocks import ICON_MARKS, SOME_ICON, Block
from scraper.hints import CLASS, LABELS
from scraper.locate import is_link
from scraper.moments import Moment, moments
from scraper.names import SOFT

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
_WEEKDAY = re.compile(r"^(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|t[2-7]|cn|gmt\s?\+\s?7|\(gmt\s?\+\s?7\))$", re.I)
_LABELS_LEFT = re.compile(r"(?:(?:^|[\s\ue004,]+)(?:ngày|lúc|vào|đăng|cập nhật|hồi|ngày đăng|đăng lúc|đăng ngày|thời gian|xuất bản|ngày cập nhật|cập nhật lúc|ngày xuất bản|(?<!lần[\s\ue004])(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)|posted on|published on|on|at))+\s*[:,]?$", re.I)
_ASIDE = re.compile(r"(?:(?:khoảng|hơn|cách đây)\s+)?\d+\s+(?:phút|giờ|ngày|tuần|tháng|năm)\s+trước(?![\wÀ-ỹ])|\d+\s*phút(?:\s+đọc)?|\d+\s+(?:bình luận|phản hồi|ý kiến|trả lời|comments?|chia sẻ|lượt thích|lượt tải)(?: cho bài (?:này|viết|viết này))?", re.I)
_AGO = re.compile(r"\d+\s+(?:phút|giờ|ngày|tuần|tháng|năm)\s+trước\W*$", re.I)
_CLOCK = re.compile(r"(?:lúc\s+)?\d{1,2}\s?(?::|h|giờ)\s?\d{2}(?::\d\d)?(?:\s?(?:am|pm|sa|ch|sáng|trưa|chiều|tối|phút))?", re.I)
_NOT_VIEWS = re.compile(r"truy cập|trực tuyến|online|bình luận|tải về|lượt tải|đánh giá|bình chọn|★", re.I)
SECTION_LABEL = re.compile(r"(?:^|[|•·–-]\s*|\ue003\s*)(?:(?:" + "|".join(sorted(map(re.escape, LABELS["category"]), key=len, reverse=True)) + r")(?:\s*tin)?\s*[:：]"
                           r"|(?:xuất bản|đăng|posted|lưu|thuộc|nằm)\s+(?:trong|ở|in|vào)\s*(?:chuyên mục|mục)?\s*[:：]?\s|(?:thuộc )?(?:chuyên mục|mục)\s+(?=(?-i:[A-ZĐÂĂÊÔƠƯÁÀÝÍÓÚ])))\s*(?P<name>[^|•·\n]{2,90})", re.I)


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
            # Words beyond another number belong to that one ("128 lượt xem · 0 bình luận").
            before, after_it = text[max(0, match.start() - 12):match.start()], re.split(r"[\d|•·;]", text[match.end():match.end() + 12])[0]
            near = ("" if any(c.isdigit() for c in before) else before) + match[0] + after_it
            if pattern is _VISITS or not _NOT_VIEWS.search(near):
                return int(re.sub(r"\D", "", match["n"]))
    if re.fullmatch(r"\(?[\d.,\s]+\)?", text) and len(text) <= 12 and any(CLASS["views"].search(n.cls) for n in list(block.node.up())[:2] if n.cls):
        return int(re.sub(r"\D", "", text))
    return None


def count_by_icon(blocks: list[Block]) -> int | None:
    """The number that stands alone behind an icon in lines of particulars, where there is one such number; comments are seldom so many."""
    found = [int(re.sub(r"\D", "", match["n"])) for block in blocks for match in re.finditer(rf"{SOME_ICON}[\s{SOFT}]*{_NUMBER}(?=[\s{SOFT}]*(?:$|[|\ue001-\ue005]))", block.softly)]
    return found[0] if len(found) == 1 and found[0] >= 10 else None


def without_views(text: str) -> str:
    for pattern in _VIEWS:
        text = pattern.sub(" | ", text)
    return text


def is_section_line(block: Block) -> bool:
    """A line that labels the section: "Chuyên mục: …"."""
    return block.kind == "text" and len(block.text) < 120 and SECTION_LABEL.match(block.parted) is not None


def tokens(block: Block) -> tuple[str, ...]:
    """What a line of particulars says besides days and readings, cut where it is parted by signs; ``SOFT`` is kept inside."""
    if block.tokens is None:
        soft = block.softly
        text = soft.replace(SOFT, " ")
        spans = [(m.start, m.end) for m in moments(text)] + [m.span() for pattern in (*_VIEWS, _ASIDE) for m in pattern.finditer(text)]
        after = len(soft)
        for start, end in sorted(spans, key=lambda span: (-span[1], span[0])):
            if end <= after:
                soft, after = f"{soft[:start]} | {soft[end:]}", start
        line = re.sub(rf"(?:[\s{SOFT}]*[|•·●‧∙∣│]+[\s{SOFT}]*|\s+[-–—][\s{SOFT}]*$|[\s{SOFT}]*[-–—][\s{SOFT}]+(?=\|))+", " | ", ICON_MARKS.sub(" ", soft))
        line = re.sub(r"\s+\.(?=\s|$)", " | ", line)
        if len(slashes := re.findall(rf"[\s{SOFT}]/[\s{SOFT}]", line)) > 1 or slashes and " | " in line:
            line = re.sub(rf"[\s{SOFT}]+/[\s{SOFT}]+", " | ", line)
        parts = [part for part in map(_edged, line.split(" | ")) if part and not _WEEKDAY.match(part)]
        block.tokens = tuple(kept for part in parts if (kept := _LABELS_LEFT.sub("", part).strip(f" :,{SOFT}")))
    return block.tokens


def _edged(part: str) -> str:
    part = part.strip(f" -–—,:|{SOFT}")
    return part.strip(" ()[]") if part.count("(") != part.count(")") or part.count("[") != part.count("]") else part


def is_small_print(block: Block) -> bool:
    """A short line that holds a day or a count of readings and hardly anything else but people and section."""
    if block.small_print is None:
        block.small_print = _is_small_print(block)
    return block.small_print


def _is_small_print(block: Block) -> bool:
    if block.kind != "text" or len(block.text) > 220 or not any(c.isdigit() for c in block.text):
        return False
    if _CLOCK.fullmatch(block.text):
        return True
    if not moments(block.parted) and views_in(block) is None and not _AGO.search(block.parted):
        return False
    said = [text for token in tokens(block) if (text := SECTION_LABEL.sub(" ", token.replace(SOFT, " "))).strip()]
    said = [re.sub(r"https?://\S+", " ", text) for text in said]
    words = [w for text in said for w in re.split(r"[\s|:,;()\[\]/–-]+", text) if w]
    if len(words) <= 9:
        return True
    people = [text for text in said if _of_people(text)]
    return bool(people) and len(words) - sum(len(text.split()) for text in people) <= 6


def _of_people(text: str) -> bool:
    if bylines.read(text) is not None:
        return True
    name, role = names.split_role(text)
    return bool(name) and names.are_names(name) and (role is None or names.is_unit(role))


def day_in(blocks: list[Block], indices: list[int]) -> Found | None:
    """The day of publication among the blocks *indices*, nearest first; a day called a change only for want of another."""
    changed: Found | None = None
    for index in indices:
        block = blocks[index]
        if block.kind != "text" or len(block.text) > 220:
            continue
        if is_link(block) and len(block.text) > 40 and not any(style.href is None and moments(text) for text, style in block.runs):
            continue  # a headline with its day; a day beside a button is no link
        dated = any(CLASS["date"].search(n.cls) for n in list(block.node.up())[:2] if n.cls)
        for moment in moments(block.parted):
            words = len(block.parted.split()) - len(block.parted[moment.start:moment.end].split())
            said = dated or moment.published or moment.changed or is_small_print(block)
            if not said and words > 14:
                continue
            if words > 12 and not is_small_print(block) and not moment.has_clock and not moment.published:
                continue
            if moment.changed and not moment.published:
                changed = changed or Found(moment, index)
                continue
            if changed is not None and not moment.published and abs(index - changed.index) > 1:
                continue  # some other day of the page, such as a comment's
            return Found(moment, index)
    return changed


