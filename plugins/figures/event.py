"""The step of a procedure and the conference that an article reports."""
from __future__ import annotations

import re
from datetime import date
from functools import cache

from plugins.figures.grammar import rules
from plugins.values import Conference, Step
from plugins.vietnamese.dates import find_dates, parse_time

_SPELLED = {"một": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7}
_N = r"(\d{1,2}|một|nhất|hai|ba|bốn|tư|năm|sáu|bảy)"
_STEP = re.compile(rf"bước (?:thứ )?{_N}\b(?: ?/ ?(\d{{1,2}})| (?:trong|của|trên) (?:tổng số |quy trình )?{_N} bước)?"
                   r"((?:(?: ?, ?| và | ?- ?| đến )(?:bước )?\d{1,2}(?![\d/.]))*)")
_LENGTH = re.compile(rf"(?:^|\W){_N} $")  # before "bước": "quy trình 5 bước"
_REST = re.compile(r" (?:còn lại|đầu|trước|sau|cuối|tiếp|kia|này)\b")  # "hai bước còn lại" are not all of them
_PAST = re.compile(r"(?:sau khi|sau|trước đó|trên cơ sở|căn cứ|kết quả|đã (?:hoàn thành|thực hiện|tiến hành)|ở|tại|xong|của)[^.;\n]{0,70}$")
_NEXT = re.compile(r"(?:tiếp tục|sẽ|chuẩn bị|tiếp theo|để|làm cơ sở|sau hội nghị)[^.;\n]{0,70}$")
_IS = re.compile(r"(?:đây là|đây chính là|là)\s*$")
_DOING = re.compile(r"(?:thực hiện|tiến hành|triển khai|\()[ ]*$")
_NOT_HELD = re.compile(r"(?:kế hoạch|nghị quyết|quyết định|hướng dẫn|quy định|kết luận|chỉ thị|công văn|thông báo|tờ trình|thông tri|đề án|"
                       r"luật|nghị định|văn bản|chương trình hành động|sinh|thành lập|trước|đến|tính đến|-[a-zđ]+|/[a-zđ]+)(?: số [^\s,]+)?(?:(?!, (?:sáng|trưa|chiều|tối|trong|tại)| của [^,.;:\n\d]{3,45}, (?:ngày|hôm) )[^.;:\n\d]){0,48}$|"
                       r"(?:tiếp sau|tiếp nối|tiếp theo) (?:hội nghị|đại hội|cuộc họp)[^,.;:\n\d]{0,48}$|(?:ngày đăng|đăng ngày|đăng lúc|cập nhật|xuất bản)\W{0,3}(?:ngày)?\W*$")
_RANGE = r"(\d{1,2}) ?(?:đến|-|và) ?(?=\d{1,2}/\d)"  # "(5 - 6/8/2025)"
_DAY = re.compile(rf"(?:(?:ngày|hôm|sáng|chiều|tối|trưa)[^.;\n\d]{{0,24}}(?:{_RANGE})?|\({_RANGE})\d")
_THERE = re.compile(r"(?:tại|kết thúc|dự) (?:hội nghị|đại hội|kỳ họp)|(?:hội nghị|đại hội) (?:đã|thống nhất|nghe|cũng)|tổ chức (?:thành công )?(?:hội nghị|đại hội)")
_TODAY = re.compile(r"\b(?:sáng|chiều|tối|hôm|trưa) nay\b")

_MEETING = re.compile(r"hội nghị(?! (?:lần thứ \S+ )?(?:ban chấp hành )?trung ương)|kỳ họp|cuộc họp|buổi (?:lễ|làm việc)|phiên họp|\bhọp\b|tọa đàm|gặp mặt|làm việc với|lễ (?:công bố|trao|ra mắt|kỷ niệm)|công bố (?:dự thảo |việc )?(?:kết luận|phê duyệt)")
_LATE = 400  # days
_BEFORE = 80  # characters: "tại phiên họp ngày 17/2"
_NEAR = 250  # characters from a day to the word that says what was held
_LEAD = 1500  # characters: what an article reports is said in its first paragraphs


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _SPELLED[word]


def read_step(text: str, title: str) -> Step | None:
    """The step that the article reports, from normalised *text* and *title*.

    ``number`` is None where several steps are reported alike, ``of`` where the procedure's length is not said.

    >>> read_step("hội nghị thực hiện bước 3/5 của quy trình.", "")
    Step(number=3, of=5, procedure=None, label=None)
    """
    if "bước" not in text and "bước" not in title:
        return None
    of = None
    named: dict[int, int] = {}
    for source, bonus in ((title, 4), (text, 0)):
        for match in _STEP.finditer(source):
            before = source[max(0, match.start() - 90):match.start()]
            if match[1] in _SPELLED and match[1] != "nhất" and not (match[2] or match[3] or "thứ" in match[0] or match[1] in ("hai", "ba")):
                continue  # "từng bước một"
            size = match[2] or match[3]
            of = _number(size) if size else of
            score = bonus + 1 + (3 if size else 0) + (3 if _IS.search(before) else 1 if _DOING.search(before) else 0)
            if not size:
                score -= 2 * bool(_PAST.search(before)) + bool(_NEXT.search(before))
            for number in _numbers(match):
                named[number] = max(named.get(number, -9), score)
        of = of or _length(source)
    if not named:
        return Step(None, of) if of else None
    named = {number: score for number, score in named.items() if of is None or number <= of}
    if not named or of and len(named) == of and of > 1:
        return Step(None, of)
    best = max(named.values())
    winners = [number for number, score in named.items() if score == best]
    return Step(winners[0] if len(winners) == 1 else None, of)


def _numbers(match: re.Match[str]) -> list[int]:
    """The steps of "bước 2", "bước 2 và bước 4", "bước 1 đến 3"."""
    first = _number(match[1])
    others = [int(number) for number in re.findall(r"\d+", match[4][:60])]
    return list(range(first, others[0] + 1)) if others and "đến" in match[4] and first < others[0] < 20 else [first, *others]


def _length(text: str) -> int | None:
    """How many steps the procedure has: "quy trình 5 bước"."""
    place = text.find(" bước")
    while place >= 0:
        match = _LENGTH.search(text, max(0, place - 6), place + 1)
        if match and not _REST.match(text, place + 5) and not text.endswith(("bước ", "thứ "), 0, match.start(1)) and 2 <= _number(match[1]) <= 9:
            return _number(match[1])
        place = text.find(" bước", place + 1)
    return None


@cache
def _kinds() -> tuple[tuple[str, tuple[str, ...], tuple[re.Pattern[str], ...], tuple[str, ...]], ...]:
    """The kinds of ``grammar/conferences.json``: id, words one of which the text must hold, patterns,
    and what before a match makes it a mere mention ("Nghị quyết Đại hội …")."""
    return tuple((rule["id"], tuple(rule["keys"]), tuple(map(re.compile, rule["patterns"])), tuple(rule.get("mentions", ())))
                 for rule in rules("conferences"))


def _kind(text: str, title: str) -> str | None:
    """The kind that is named first, the title before the lead."""
    for source in (title, text[:_LEAD]):
        best: tuple[int, int] | None = None
        chosen = None
        for order, (kind, keys, patterns, mentions) in enumerate(_kinds()):
            if not any(key in source for key in keys):
                continue
            for pattern in patterns:
                match = next((match for match in pattern.finditer(source) if not source.endswith(mentions, 0, match.start())), None)
                if match and (best is None or (match.start() // 400, order) < best):
                    best, chosen = (match.start() // 400, order), kind
        if chosen is not None:
            return chosen
    return "khac" if _MEETING.search(title) or _MEETING.search(text, 0, _LEAD) else None


def _nearest(day: date, published: date) -> date:
    """*day*, whose year was not written, in the year that brings it nearest to *published*.

    >>> _nearest(date(2023, 12, 28), date(2023, 1, 3)), _nearest(date(2022, 1, 2), date(2022, 12, 30))
    (datetime.date(2022, 12, 28), datetime.date(2023, 1, 2))
    """
    years = [day.year + shift for shift in (-1, 0, 1)]
    days = [day.replace(year=year) for year in years if day.month != 2 or day.day != 29]
    return min(days, key=lambda other: abs(other - published), default=day)


def read_conference(text: str, title: str, original: str, published: str | None) -> Conference | None:
    """The conference that the article reports: its kind, and its first day where the text gives one.

    *text* and *title* are normalised; a day without a year takes it from *published*, and "sáng nay" is that day.
    """
    kind = _kind(text, title)
    if kind is None:
        return None
    moment = parse_time(published) if published else None
    year = moment.year if moment else None
    for day in _DAY.finditer(text, 0, _LEAD):
        begin = max(0, day.end() - 60)
        for found in find_dates(text[begin:day.end() + 40], year=year):
            start, end = begin + found.start, begin + found.end
            earlier = day[1] or day[2]
            if start < (day.start(day.lastindex) if earlier else day.end() - 1) or start > day.end():
                continue
            if kind == "khac" and not _MEETING.search(text, max(0, day.start() - _BEFORE), day.start() + _NEAR) and not _MEETING.search(title):
                continue
            if earlier:
                start = day.start(day.lastindex)
            since = text[max(0, start - 9):start].rstrip().endswith(("từ", "từ ngày")) and found.value_end is None
            if since or _NOT_HELD.search(text, max(0, start - 60), start) or re.match(r"\s*(?:\||,?\s*\d{1,2}:\d\d)", text[end:end + 12]):
                break
            held, held_end = found.value, found.value_end if found.value_end and found.value_end > found.value else None
            if earlier and held_end is None and 0 < int(earlier) < held.day:
                held, held_end = held.replace(day=int(earlier)), held
            if moment is not None and abs(held - moment.date()).days > _LATE:
                break  # a birthday, a founding: no newspaper reports after more than a year
            if moment is not None and str(held.year) not in text[start:end]:
                held, held_end = _nearest(held, moment.date()), held_end and _nearest(held_end, moment.date())
            return Conference(kind=kind, held=held, held_end=held_end)
    if moment is not None and _TODAY.search(text, 0, _LEAD):
        return Conference(kind=kind, held=moment.date())
    # A class or a meeting without a day is something that the article mentions, unless it speaks of what happened there.
    return Conference(kind=kind) if _kind("", title) is not None or kind != "tap-huan" and _THERE.search(text, 0, _LEAD) else None
