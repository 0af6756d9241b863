"""Dates and times as portals and staff write them, in and out, without a system locale."""
from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

from plugins.values import VIETNAM
from plugins.vietnamese.dates_in_text import MONTH, FoundDate, find_dates, make_date, month_number
from plugins.vietnamese.text import tidy

__all__ = ["FoundDate", "find_dates", "format_date", "format_time", "parse_date", "parse_time", "weekday"]

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = r"(?P<{}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]{{0,6}})\.?"

_SIMPLE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,2})([/-])([0-9]{1,2})\5([0-9]{4})")
_DATES = tuple(re.compile(pattern) for pattern in (
    r"(?<![0-9])(?P<year>[0-9]{4})\s?([-/.])\s?(?P<month>[0-9]{1,2})\s?\2\s?(?P<day>[0-9]{1,2})(?=[t\s]|[^\w/.:]|$)",
    r"(?<![0-9/.:])(?P<day>[0-9]{1,2})\s?([-/.])\s?(?P<month>[0-9]{1,2})\s?\2\s?(?P<year>[0-9]{4})(?![0-9/.])",
    r"(?<![0-9/.:])(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{2})(?![0-9/.:])",
    rf"(?<![0-9/.:])(?P<day>[0-9]{{1,2}})(?:\s|\s?[-/]\s?)tháng\s+(?P<month>{MONTH})\s*[,/-]?\s*(?P<of>năm\s+)?(?P<year>[0-9]{{4}})(?![0-9])",
    rf"tháng\s+(?P<month>{MONTH})\s+(?P<day>[0-9]{{1,2}}),?\s+(?:năm\s+)?(?P<year>[0-9]{{4}})(?![0-9])",
    rf"(?<![0-9])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s-]+{_ENGLISH.format('name')},?[\s-]+(?P<year>[0-9]{{4}})(?![0-9])",
    rf"\b{_ENGLISH.format('name')}\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{{4}})(?![0-9])",
))
_WEEKDAY = re.compile(
    r"\b(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|t[2-7]|chủ\s*nhật|cn"
    r"|(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?)\b\.?")
_ZONE = re.compile(r"\b(?:gmt|utc)\s*(?:(?P<sign>[+-])\s*(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?)?(?![0-9])|\bict\b")
_TIME = re.compile(r"""(?<![0-9.,/])(?P<hour>[0-9]{1,2})\s?
    (?: :\s?(?P<minute>[0-9]{2}) (?: :\s?(?P<second>[0-9]{2})(?:[.,][0-9]+)? )? (?:'|’|′|ph(?:út)?\b)?
      | (?:giờ|h|g)(?![a-zà-ỹ]) (?: \s?(?P<minute2>[0-9]{1,2})(?![0-9])\s?(?:phút|ph|p|'|’|′)?(?![a-zà-ỹ])
            (?: \s?(?P<second2>[0-9]{1,2})\s?(?:giây|s|"|”|″) )? | \s?(?P<half>rưỡi) )?
    )
    (?: \s?(?P<part>sa|ch|am|pm|a\.m\.?|p\.m\.?|sáng|trưa|chiều|tối|đêm|khuya)(?![a-zà-ỹ]) )?
    (?: \s?(?P<zulu>z)\b | \s?(?P<sign>[+-])(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2})(?![0-9]) )?""", re.VERBOSE)
_LABEL = re.compile(
    r"\b(?:ngày|giờ|lúc|vào|hồi|hôm|buổi|sáng|trưa|chiều|tối|đêm|mùng|mồng|thời|gian|đăng|tải|đưa|tin|bài|viết|gửi|tạo"
    r"|xuất|bản|phát|hành|cập|nhật|lần|cuối|mới|nhất|published|posted|updated|created|modified|last|date|time|on|at)\b")
_BARE_DATE = re.compile(r"[\s,.]*(?:ngày\s+)?(?:mùng|mồng)?[\s,.]*")
_NOTHING = re.compile(r"[\s\[\](){}|,;:.•·/–—-]*")


def _cut_date(text: str) -> tuple[date | None, str]:
    for pattern in _DATES:
        match = pattern.search(text)
        if not match:
            continue
        part = match.groupdict()
        if part.get("month") == "năm" and "of" in part and not part["of"]:
            return None, text  # "9 tháng năm 2022" is nine months of a year
        month = _ENGLISH_MONTHS.index(part["name"]) + 1 if part.get("name") else None
        if month is None:
            month = month_number(part["month"])
        year = int(part["year"]) + (2000 if len(part["year"]) == 2 else 0)
        return make_date(year, month, int(part["day"])), f"{text[: match.start()]} | {text[match.end() :]}"
    return None, text


def _offset(part: dict[str, str | None]) -> timezone | None:
    minutes = 60 * int(part["hours"]) + int(part["minutes"] or 0)
    # No place on earth is more than 14 hours from Greenwich.
    if minutes > 14 * 60 or int(part["minutes"] or 0) > 59:
        return None
    shift = timedelta(minutes=-minutes if part["sign"] == "-" else minutes)
    return VIETNAM if shift == timedelta(hours=7) else timezone(shift)


def _hour(hour: int, part: str | None) -> int | None:
    """24-hour clock from the hour and "SA", "CH", "chiều" …; None where they contradict each other."""
    part = (part or "").replace(".", "")
    if part in ("sa", "am", "sáng"):
        return hour % 12 if hour <= 12 else None
    if part in ("ch", "pm", "chiều", "tối"):
        return hour + 12 if hour < 12 else hour
    if part == "trưa":
        return hour + 12 if hour < 9 else hour
    if part in ("đêm", "khuya"):
        return 0 if hour == 12 else hour + 12 if 7 <= hour < 12 else hour
    return hour


def _cut_time(text: str) -> tuple[time | None, timezone | None, str, bool]:
    """The clock time, its own offset, the rest, and whether all that looked like a time was one."""
    match = _TIME.search(text)
    if not match:
        return None, None, text, True
    part = match.groupdict()
    minute = 30 if part["half"] else int(part["minute"] or part["minute2"] or 0)
    hour = _hour(int(part["hour"]), part["part"])
    zone = timezone.utc if part["zulu"] else _offset(part) if part["hours"] else None
    try:
        clock = time(-1 if hour is None else hour, minute, int(part["second"] or part["second2"] or 0))
    except ValueError:
        return None, None, text, False
    good = zone is not None or not part["hours"]
    return clock, zone, f"{text[: match.start()]} | {text[match.end() :]}", good


def parse_date(text: str) -> date | None:
    """The day that the whole of *text* names, or None; a clock time beside it is too much.

    The day goes before the month, except in the ISO form. Impossible days give None.

    >>> parse_date("15/4/2022") == parse_date("2022-04-15") == parse_date("Thứ Sáu, ngày 15 tháng 4 năm 2022")
    True
    >>> parse_date("31/02/2022") is None
    True
    """
    text = tidy(text).strip().lower()
    if simple := _SIMPLE.fullmatch(text):
        year, month, day = simple.group(1, 2, 3) if simple[1] else simple.group(7, 6, 4)
        return make_date(int(year), int(month), int(day))
    if len(text) > 80:
        return None
    value, rest = _cut_date(_WEEKDAY.sub(" ", text, count=1))
    return value if value and _BARE_DATE.fullmatch(rest.replace("|", " ")) else None


def parse_time(text: str) -> datetime | None:
    """The moment that the whole of *text* names, or None; midnight where only a day stands there.

    Aware: +07:00 unless *text* has an offset. Labels ("Cập nhật lúc") and the weekday may stand
    beside it; the weekday is not checked. Fractions of a second are dropped.

    >>> parse_time("Thứ 3, 25/08/2020 | 18:01:08").isoformat()
    '2020-08-25T18:01:08+07:00'
    >>> parse_time("17 giờ 44 phút, ngày 21 tháng 4 năm 2022") == parse_time("21-04-2022 5:44 CH [GMT+7]")
    True
    """
    text = tidy(text).strip().lower()
    if len(text) > 120:
        return None
    zone = None
    if named := _ZONE.search(text):
        zone = VIETNAM if named[0] == "ict" else _offset(named.groupdict()) if named["hours"] else timezone.utc
        if zone is None:
            return None
        text = f"{text[: named.start()]} | {text[named.end() :]}"
    day, text = _cut_date(_WEEKDAY.sub(" ", text, count=1))
    if day is None:
        return None
    # The T of the ISO form is left behind by the date.
    clock, own_zone, text, good = _cut_time(re.sub(r"\|\s*t(?=[0-9])", "| ", text))
    if not good or not _NOTHING.fullmatch(_LABEL.sub(" ", text)):
        return None
    return datetime.combine(day, clock or time(), own_zone or zone or VIETNAM)


def weekday(day: date) -> str:
    """
    >>> weekday(date(2022, 4, 21))
    'Thứ Năm'
    """
    return _WEEKDAYS[day.weekday()]


def format_date(day: date) -> str:
    """
    >>> format_date(date(2022, 4, 15))
    '15/4/2022'
    """
    return f"{day.day}/{day.month}/{day.year}"


def format_time(moment: datetime) -> str:
    """*moment* (aware) by Vietnam's clock.

    >>> format_time(datetime(2022, 4, 21, 10, 44, tzinfo=timezone.utc))
    'Thứ Năm, 21/04/2022 17:44'
    """
    local = moment.astimezone(VIETNAM)
    return f"{weekday(local)}, {local:%d/%m}/{local.year} {local:%H:%M}"
