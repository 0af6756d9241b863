"""Dates inside running text: single days, lists and ranges that share a month or a year.

Fractions look like dates ("3/4 phiếu", "25/8"); the rules that part them stand at :func:`_is_day_and_month`.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTH_WORDS = {"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
               "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12}
MONTH = r"(?:0?[1-9]|1[0-2]|" + "|".join(sorted(MONTH_WORDS, key=len, reverse=True)) + r")\b"
FIRST_YEAR, LAST_YEAR = 1800, 2199


@dataclass(frozen=True, slots=True)
class FoundDate:
    """``text[start:end]`` names ``value``; ``value_end`` is the last day of a range, None for a single day."""

    start: int
    end: int
    value: date
    value_end: date | None = None


def month_number(text: str) -> int:
    """1 to 12 for "4", "04" or "tư"; "mười một" with any spacing.

    >>> month_number("04"), month_number("Mười  một")
    (4, 11)
    """
    return int(text) if text.isdecimal() else MONTH_WORDS[" ".join(text.lower().split())]


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none or the year is no plausible one (1800 to 2199).

    >>> make_date(2022, 2, 31) is None
    True
    """
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_YEAR = r"(?:1[89]|2[01])[0-9]{2}"
_JOIN = r"\s*(?P<join>-|–|—|đến(?:\s+hết)?|tới|và|&|\+|,)\s*(?:(?:ngày|sáng|trưa|chiều|tối)\s+)*(?:mùng\s+|mồng\s+)?"
_FOUND = re.compile(rf"""
    (?<![\w/]) (?<![0-9][.,:/-])
    (?:
        (?P<iso_year>{_YEAR})-(?P<iso_month>[0-9]{{2}})-(?P<iso_day>[0-9]{{2}})
    |
        (?:
            (?P<days>{_DAY}(?:\s*,\s*{_DAY}(?![/.-]|\s*tháng))*)
            (?: \s*(?P<head_sep>[/.-])\s*(?P<head_month>0?[1-9]|1[0-2])(?![0-9])(?: \s*(?P=head_sep)\s*(?P<head_year>{_YEAR}) )?
              | \s+tháng\s+(?P<head_word>{MONTH})(?: ,?\s+năm\s+(?P<head_word_year>{_YEAR}) )?
            )?
            (?P<head_end>){_JOIN}
        )?
        (?P<day>{_DAY})
        (?: \s*(?P<sep>/)\s*(?P<month>0?[1-9]|1[0-2])(?![0-9])(?: \s*/\s*(?P<year>{_YEAR}) | \s*,?\s*năm\s+(?P<late_year>{_YEAR}) )?
          | (?P<sep2>[.-])(?P<month2>0?[1-9]|1[0-2])(?![0-9])(?: (?P=sep2)(?P<year2>{_YEAR}) )?
          | \s+tháng\s+(?P<word>{MONTH})(?: \s*,?\s*năm\s+(?P<word_year>{_YEAR}) | \s*[/,-]\s*(?P<word_year2>{_YEAR}) )?
        )
    )
    (?![\w%]) (?!\s?/\s?\w) (?![.,:-][0-9]) (?!-\w)
    """, re.VERBOSE | re.IGNORECASE)

_CUE = re.compile(
    r"(?:\b(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|mùng|mồng|rằm|nay|qua|từ|đến|tới|trước|sau|hết|dịp|lễ|kỷ\s+niệm|kỉ\s+niệm|chủ\s+nhật"
    r"|thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7]))\s*,?\s*\(?\s*|[(]\s*)$", re.IGNORECASE)
_DAY_CUE = re.compile(r"\b(?:ngày|sáng|trưa|chiều|tối|đêm|mùng|mồng|hôm)\s*,?\s*\(?\s*$", re.IGNORECASE)
_NO_DATE_BEFORE = re.compile(
    r"\b(?:số|đường|phố|tổ|ngõ|ngách|hẻm|khu|lô|thửa|nhà|phường|quyển|bài|tỷ\s+lệ|tỉ\s+lệ|đạt|chiếm|trực|gần|hơn|trên)\s*:?\s*$",
    re.IGNORECASE)
_COUNTED = re.compile(
    r"\s*(?:số\s+)?(?:phiếu|đồng\s+chí|đ/c|người|đại\s+biểu|đảng\s+viên|đoàn\s+viên|hội\s+viên|ủy\s+viên|uỷ\s+viên"
    r"|thành\s+viên|cán\s+bộ|chi\s+bộ|đảng\s+bộ|đảng\s+ủy|tổ\s+chức|cơ\s+quan|đơn\s+vị|phòng|ban\b|xã|phường|thị\s+trấn"
    r"|huyện|quận|tỉnh|thôn|bản\b|khu|tổ\b|hộ\b|lớp|trường|tiêu\s+chí|chỉ\s+tiêu|mục\s+tiêu|nội\s+dung|nhiệm\s+vụ"
    r"|ý\s+kiến|lượt|suất|điểm|câu|phần|trong\s+tổng)", re.IGNORECASE)


def _is_day_and_month(text: str, match: re.Match[str]) -> bool:
    """Whether "25/8" without a year is a date here.

    After a word that announces a day it is. A fraction counts part of a whole, so with a first
    number not above the second ("8/8", "5/8"), before a counted noun, or after words such as
    "đạt" or "đường", it is none; what is left (25/8) cannot be a fraction.
    """
    before = text[max(0, match.start() - 24) : match.start()]
    if _DAY_CUE.search(before):
        return True
    if match["word"] or match["sep2"]:
        return False
    if _COUNTED.match(text, match.end()):
        return False
    if _CUE.search(before):
        return True
    day, month = int(match["day"]), int(match["month"])
    if match["head_month"]:  # "30/4 và 1/5": the first tells what the second is
        day, month = int(match["days"]), int(match["head_month"])
    return day > month and (day, month) != (24, 7) and not _NO_DATE_BEFORE.search(before)


def _tail(text: str, match: re.Match[str], year: int | None) -> date | None:
    if match["iso_year"]:
        return make_date(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))
    month = month_number(match["month"] or match["month2"] or match["word"])
    written = match["year"] or match["late_year"] or match["year2"] or match["word_year"] or match["word_year2"]
    if written and match["word"] and match["word"].lower() == "năm" and not match["word_year"]:
        return None  # "9 tháng năm 2022": nine months of the year 2022
    if not written and (year is None or not _is_day_and_month(text, match)):
        return None
    return make_date(int(written) if written else year, month, int(match["day"]))


def _heads(text: str, match: re.Match[str], last: date) -> list[date] | None:
    """The days named before the joining word, or None where what stands there is no date."""
    if not match["days"]:
        return None
    join, days = match["join"].lower(), [int(day) for day in match["days"].split(",")]
    ranged = join[0] not in "v&+,"
    month = match["head_month"] or match["head_word"]
    if not month:
        before = text[max(0, match.start() - 24) : match.start()]
        tight = join in "-–" and match.end("days") + 1 == match.start("day")
        from_day = ranged and re.search(r"\btừ\s*$", before, re.IGNORECASE)
        if not (tight or from_day or _DAY_CUE.search(before)):
            return None
        if ranged and len(days) > 1:
            return None
        heads = [make_date(last.year, last.month, day) for day in days]
    else:
        if len(days) > 1:
            return None
        number, written = month_number(month), match["head_year"] or match["head_word_year"]
        year = int(written) if written else last.year - (ranged and number > last.month)
        heads = [make_date(year, number, days[0])]
    if None in heads or heads != sorted(set(heads)) or heads[-1] >= last:
        return None
    return heads


def find_dates(text: str, *, year: int | None = None) -> list[FoundDate]:
    """The dates in *text*, in order; offsets count in *text* as given (which should be NFC).

    *year* completes days written without one ("ngày 25/8"); without it they are left out.
    A range, or neighbouring days in a list, is one :class:`FoundDate`; other lists give one each.
    Fractions (32/32 phiếu), document numbers and months alone (tháng 4/2022) are no dates.

    >>> text = "Từ 11 đến 13/5/2022 và ngày 25/8, có 32/32 phiếu"
    >>> [(text[f.start : f.end], str(f.value), str(f.value_end)) for f in find_dates(text, year=2022)]
    [('11 đến 13/5/2022', '2022-05-11', '2022-05-13'), ('25/8', '2022-08-25', 'None')]
    """
    found: list[FoundDate] = []
    for match in _FOUND.finditer(text):
        last = _tail(text, match, year)
        if last is None:
            continue
        start = match.start("iso_year") if match["iso_year"] else match.start("day")
        heads = _heads(text, match, last)
        if not heads:
            found.append(FoundDate(start, match.end(), last))
            continue
        whole = [*heads, last]
        ranged = match["join"][0].lower() not in "v&+,"
        neighbours = not (match["head_month"] or match["head_word"]) and last - heads[0] == timedelta(len(heads))
        if ranged or neighbours:
            found.append(FoundDate(match.start(), match.end(), heads[0], last))
            continue
        places = [match.start() + m.start() for m in re.finditer(r"[0-9]+", match["days"])]
        ends = [*places[1:], match.start("head_end")]
        found += [FoundDate(place, place + len(text[place:end].rstrip(" ,")), day)
                  for place, end, day in zip(places, ends, heads)]
        found.append(FoundDate(start, match.end(), last))
    return found
