"""The words by which parts of a page betray themselves, compiled from ``vocabulary.json``."""
from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from plugins.vietnamese.text import tidy, tone_key

_DATA = json.loads(Path(__file__).with_name("vocabulary.json").read_text(encoding="utf-8"))
CLASS = {name: re.compile(pattern) for name, pattern in _DATA["class"].items()}
REFUSE = {name: re.compile(pattern) for name, pattern in _DATA["refuse"].items()}
WALL = re.compile(_DATA["wall"])
ASKING = re.compile(r"(?:liên hệ|góp ý|hỏi đáp|gửi (?:câu hỏi|ý kiến|phản ánh|thư)|phản ánh|đăng ký|khảo sát|tiếp nhận|contact|feedback|đặt câu hỏi)\b")
SPEAKER = re.compile(r"[*\W]*(?:phóng viên|pv|p\.v\.?|nhà báo|hỏi|đáp|trả lời|bạn đọc|btv)\s*(?:\([^)]*\))?\s*[:：]", re.I)  # who asks or answers in an interview
NO_SUPPORT = re.compile(_DATA["no_support"])
BUTTON = re.compile(_DATA["button"])
NEVER_SECTIONS = re.compile(_DATA["never_sections"])
CLOSING = re.compile(_DATA["closing"], re.I)
CAPTION_STARTS = re.compile(f"(?:{_DATA['caption_starts']})\\b")
UNIT = re.compile(_DATA["unit"])
BEFORE_NAMES = re.compile(_DATA["before_names"], re.I)
OFFICES = re.compile(_DATA["offices"])
SECTION_WORDS = re.compile(f"(?:{_DATA['section_words']})\\b")
LABELS: dict[str, list[str]] = _DATA["labels"]  # by kind: who wrote, who photographed, their unit, the section …
_COMMON = frozenset(("nội dung", "thực hiện", "tổng hợp", "hình ảnh", "bài viết", "tổ chức"))  # labels only with a colon
LONE_LABEL = re.compile("(?:" + "|".join(sorted((re.escape(word) for kind in ("text", "photo", "unit", "category", "views", "day", "posted") for word in LABELS[kind]
                                                if " " in word and word not in _COMMON), key=len, reverse=True)) + ")", re.I)
LONGEST = 400  # characters; a longer text is no phrase, and is compared by its beginning
_EDGES = " \t:.,;…-–—>»›«*#|()[]_/+▪●•►▶☰≡"


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """*text* as phrases are compared: lower case, one spelling, no signs around it, counts in brackets dropped.

    >>> plain("» CÁC TIN KHÁC:"), plain("Bình luận (12)"), plain("Ý kiến ()")
    ('các tin khác', 'bình luận', 'ý kiến')
    """
    return tone_key(re.sub(r"\s*\(\s*\d*\s*\)[\s:.]*$", "", tidy(text[:LONGEST]))).strip(_EDGES)


def alike(one: str, other: str) -> bool:
    """Whether two texts are one by their words: letter case, tone placement and a point at the end aside."""
    return abs(len(one) - len(other)) < 20 and tone_key(one).strip(" .") == tone_key(other).strip(" .")


def _phrases(name: str) -> frozenset[str]:
    return frozenset(plain(phrase) for phrase in _DATA[name])


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w+-])(?:" + "|".join(sorted((re.escape(tone_key(phrase)) for phrase in phrases), key=len, reverse=True)) + r")(?![\w+-])")


_TELLING, _VAGUE = (_any_of(_DATA["interface"][name]) for name in ("telling", "vague"))


@lru_cache(maxsize=2048)
def is_interface(text: str) -> bool:
    """Whether a line speaks of the page and how to use it, and of nothing else: buttons, counters, questions to the reader.

    >>> is_interface("Xem với cỡ chữ A+"), is_interface("Bài viết này có giúp ích cho bạn không?"), is_interface("Tổng số lượt truy cập: 1.234 - Đang online: 5")
    (True, True, True)
    >>> is_interface("Chia sẻ khó khăn với bà con vùng lũ"), is_interface("3. Theo dõi, đánh giá"), is_interface("Đánh giá chung")
    (False, False, False)
    """
    if len(text) > 90:
        return False
    words = tone_key(tidy(text))
    left, telling = _TELLING.subn(" ", words)
    return telling > 0 and not re.search(r"[^\W\d]", _VAGUE.sub(" ", left))


END, COMMENTS, TAGS, ATTACHMENTS, TOOLS = map(_phrases, ("end", "comments", "tags", "attachments", "tools"))
PAGE_KIND = re.compile(r"(?:xem |trang )?(?:chi tiết|nội dung|thông tin)(?: (?:về )?(?:tin|bài|bài viết|bài đăng|tin tức|tin bài|nội dung|văn bản|chi tiết|sự kiện|trang))*")
GENERIC_TITLES, HOME, NOT_CATEGORY, GENERIC_AUTHORS, AUTHOR_BOXES, READ_ON, BROAD_SECTIONS, PICTURE_LABELS = map(_phrases, (
    "generic_titles", "home", "not_category", "generic_authors", "author_boxes", "read_on", "broad_sections", "picture_labels"))
