"""Days and clock times inside a line of particulars ("Đăng lúc: 10:30 | 15/04/2022 - Lượt xem: 100"). Pure.

``plugins.vietnamese.dates`` reads a moment that stands alone; this finds where in a longer line it stands.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from plugins.vietnamese.dates import parse_time

_MONTHS = r"giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?:\s+(?:một|hai))?|0?[1-9]|1[0-2]"
_ENGLISH = r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_DAY = re.compile(rf"""(?<![\d/.:,-])(?:
      (?:19|20)\d\d([-/.])\d{{1,2}}\1\d{{1,2}}
    | \d{{1,2}}\s?([-/.])\s?\d{{1,2}}\s?\2\s?(?:19|20)\d\d
    | \d{{1,2}}/\d{{1,2}}/\d\d(?![\d/])
    | \d{{1,2}}\s*[,/-]?\s*(?:tháng|thg\.?|th\.?(?=\s?\d))\s*(?:{_MONTHS})\s*[,/-]?\s*(?:năm\s+)?(?:19|20)\d\d
    | tháng\s+(?:{_MONTHS})\s+\d{{1,2}},?\s+(?:năm\s+)?(?:19|20)\d\d
    | \d{{1,2}}[\s-](?:{_ENGLISH})\.?,?[\s-](?:19|20)\d\d
    | (?:{_ENGLISH})\.?\s\d{{1,2}},?\s(?:19|20)\d\d
    )(?![\d/])""", re.VERBOSE | re.I)
_CLOCK = r"""\d{1,2}\s?(?::\s?\d{2}(?:\s?:\s?\d{2}(?:\.\d+)?)?|\s?(?:giờ|h|g)(?![a-zà-ỹ])\s?(?:\d{1,2}(?!\d))?\s?(?:phút|ph|p|'|’)?)
    ['’]?(?:\s?(?:sa|ch|am|pm|a\.m\.?|p\.m\.?|sáng|trưa|chiều|tối)(?![a-zà-ỹ]))?"""
_AFTER = re.compile(rf"(?:\s*(?:t|lúc|vào|hồi|at|[|,;:@()\[\]–-]|::|\s)\s*){{0,4}}(?P<clock>{_CLOCK})(?:\s*[\[(]?\s*(?:gmt|utc)\s?[+-]\s?\d{{1,2}}(?::?\d\d)?\s*[\])]?|\s?z\b|\s?[+-]\d\d:?\d\d)?",
                    re.VERBOSE | re.I)
_BEFORE = re.compile(rf"(?P<clock>{_CLOCK})(?:\s*\[?\(?gmt\s?[+-]\s?\d{{1,2}}\)?\]?)?(?:\s*(?:ngày|[|,;()–-]|thứ\s+\w+|t[2-7]|chủ\s+nhật|cn|\s)\s*){{0,6}}$", re.VERBOSE | re.I)
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|\s?[+-]\d\d:?\d\d)?", re.I)
_CHANGED = re.compile(r"cập nhật|chỉnh sửa|sửa đổi|sửa lần cuối|lần cuối|updated|modified", re.I)
_PUBLISHED = re.compile(r"ngày đăng|đăng (?:ngày|lúc|tải|bởi|vào|tin)|xuất bản|ngày (?:gửi|tạo|viết|đưa|phát hành)|published|posted|được đăng|ngày giờ", re.I)


@dataclass(frozen=True, slots=True)
class Moment:
    """``text[start:end]`` names ``value``; ``changed`` where the words before call it a change ("Cập nhật")."""

    start: int
    end: int
    value: datetime
    has_clock: bool
    changed: bool = False
    published: bool = False


@lru_cache(maxsize=2048)
def moments(text: str) -> tuple[Moment, ...]:
    """The moments in a line, in order.

    >>> [m.value.isoformat() for m in moments("Đăng lúc: 10:30 | 15/04/2022 - Lượt xem: 1.234")]
    ['2022-04-15T10:30:00+07:00']
    >>> [(m.has_clock, m.changed) for m in moments("28/06/2024 16:20 (cập nhật 01/07/2024)")]
    [(True, False), (False, True)]
    """
    if not any(c.isdigit() for c in text):
        return ()
    found: list[Moment] = []
    last = 0
    for day in _DAY.finditer(text):
        if day.start() < last:
            continue
        words = text[last:day.start()]
        start, end, clock = day.start(), day.end(), None
        iso = _ISO.match(text, day.start())
        if iso:
            end, clock = iso.end(), ""
        elif after := _AFTER.match(text, day.end()):
            end, clock = after.end(), text[day.end():after.end()]
        elif before := _BEFORE.search(words):
            start, clock = last + before.start(), before["clock"]
        value = _value(iso[0] if iso else day[0], clock)
        if value is None and clock:
            clock, end, start, value = None, day.end(), day.start(), _value(day[0], None)
        if value is None:
            continue
        label = text[last:start][-48:]
        found.append(Moment(start, end, value, clock is not None, bool(_CHANGED.search(label)), bool(_PUBLISHED.search(label))))
        last = end
    return tuple(found)


_MAY = re.compile(r"(\d{1,2}\s*[,/-]?\s*)(?:Tháng\s+Năm(?=\s*[,/-]?\s*\d)|[Tt]háng\s+năm(?=\s*,))(\s*[,/-]?\s*(?:năm\s+)?\d{4})")
_AMERICAN = re.compile(r"(0?\d|1[0-2])/(1[3-9]|2\d|3[01])/(\d{4})")


def _value(day: str, clock: str | None) -> datetime | None:
    # "19 Tháng Năm 2024" is a day of May, "19 tháng năm 2024" nineteen months; and 04/21/2022 an American 21 April.
    day = re.sub(r"(?:thg|th)\.?\s*(?=\d)", "tháng ", day, flags=re.I)
    day = re.sub(r"thg\.?", "tháng", day, flags=re.I)
    day = _AMERICAN.sub(r"\2/\1/\3", _MAY.sub(r"\1tháng 5\2", day))
    if clock:
        return parse_time(f"{day} {_tidy_clock(clock)}")
    return parse_time(day)


def _tidy_clock(clock: str) -> str:
    clock = re.sub(r"^[\s|,;:@()\[\]–-]*(?:lúc|vào|hồi|at|t)?[\s|,;:@()\[\]–-]*", "", clock.strip(), flags=re.I)
    # "17:05 CH" and "17:44 PM" say twice that it is afternoon.
    return re.sub(r"\s+", " ", clock).strip(" [](),;")
