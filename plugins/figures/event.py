"""The step of a procedure and the conference that an article reports."""
from __future__ import annotations

import re

from plugins.values import Conference, Step
from plugins.vietnamese.dates import find_dates, parse_time

_SPELLED = {"một": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7}
_N = r"(\d{1,2}|một|nhất|hai|ba|bốn|tư|năm|sáu|bảy)"
_STEP = re.compile(rf"bước (?:thứ )?{_N}\b(?: ?/ ?(\d{{1,2}})| (?:trong|của|trên) (?:tổng số |quy trình )?{_N} bước)?((?:(?: ?, ?| và | ?- ?| đến )(?:bước )?\d{{1,2}}(?![\d/.]))*)")
_OF = re.compile(rf"(?:(?:quy trình|gồm|theo|có|qua|đủ|thực hiện|tiến hành|trình tự)(?: [^\W\d]+){{0,4}}? )?\b{_N} bước\b")
_PAST = re.compile(r"(?:sau khi|sau|trước đó|trên cơ sở|căn cứ|kết quả|đã (?:hoàn thành|thực hiện|tiến hành)|ở|tại|xong|của)[^.;\n]{0,70}$")
_NEXT = re.compile(r"(?:tiếp tục|sẽ|chuẩn bị|tiếp theo|để|làm cơ sở|sau hội nghị)[^.;\n]{0,70}$")
_HERE = re.compile(r"(?:đây là|là|thực hiện|tiến hành|triển khai|\()[ ]*$")
_MONTHLESS = re.compile(r"(?:kế hoạch|nghị quyết|quyết định|hướng dẫn|quy định|kết luận|chỉ thị|công văn|thông báo|tờ trình|thông tri|đề án|luật|nghị định|văn bản|chương trình hành động|sinh|thành lập|từ|trước|đến|tính đến|-[a-zđ]+|/[a-zđ]+)[^.;\n]{0,48}$")
_DAY = re.compile(r"(?:ngày|sáng|chiều|tối|trưa|hôm nay|trong|vừa qua|\()[^.;\n]{0,24}$")
_TODAY = re.compile(r"\b(?:sáng|chiều|tối|hôm|trưa) nay\b")

_KINDS = (
    ("can-bo-chu-chot", re.compile(r"hội nghị (?:đại biểu )?(?:cán bộ,? )?(?:lãnh đạo,? )?(?:cán bộ )?(?:lãnh đạo )?chủ chốt|hội nghị cbcc")),
    ("tap-huan", re.compile(r"(?:hội nghị|lớp|khai giảng|khai mạc|bế giảng|khóa|đợt)[^.;\n]{0,40}(?:tập huấn|bồi dưỡng)|tập huấn nghiệp vụ|lễ (?:khai|bế) giảng")),
    ("so-ket-tong-ket", re.compile(r"(?:hội nghị|buổi|lễ)[^.;\n]{0,40}(?:sơ kết|tổng kết)|^(?:sơ kết|tổng kết)|(?:sơ kết|tổng kết) (?:công tác|năm|\d+ năm|thực hiện|phong trào|giữa nhiệm kỳ)")),
    ("ban-chap-hanh", re.compile(r"(?:hội nghị|họp|phiên họp|kỳ họp)[^.,;\n]{0,30}(?:ban chấp hành|bch)|(?:ban chấp hành|bch)[^.,;\n]{0,70}(?:tổ chức|họp|tiến hành)[^.;\n]{0,12}(?:hội nghị|phiên)|(?:ban chấp hành|bch)[^.,;\n]{0,60} họp")),
    ("ban-thuong-vu", re.compile(r"(?:hội nghị|họp|phiên họp)(?:(?!của|công bố)[^.,;\n]){0,24}(?:ban thường vụ|btv)|(?:ban thường vụ|btv)[^.,;\n]{0,50} (?:họp|tổ chức (?:họp|phiên họp|hội nghị ban thường vụ|hội nghị btv|cuộc họp))")),
    ("dai-hoi", re.compile(r"(?<!nghị quyết )(?<!chuẩn bị )(?<!tiến tới )đại hội (?:đại biểu|đảng|chi bộ|đảng viên|điểm|lần thứ|toàn quốc|công đoàn|đoàn|hội|khai mạc|bế mạc|đã|nhiệm kỳ)|\b(?:khai mạc|bế mạc|phiên|tổ chức|dự) đại hội")),
)
_MEETING = re.compile(r"(?:tổ chức|khai mạc|diễn ra|tiến hành|chủ trì|tại|dự)[^.;\n]{0,30}(?:hội nghị|cuộc họp|buổi (?:lễ|làm việc))|\bhọp\b|hội nghị (?:công bố|triển khai|trực tuyến|quán triệt|hiệp thương)")
_LEAD = 1500  # characters: what an article reports is said in its first paragraphs


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _SPELLED[word]


def read_step(text: str, title: str) -> Step | None:
    """The step that the article reports, from normalised *text* and *title*.

    ``number`` is None where several steps are reported alike, ``of`` where the procedure's length is not said.

    >>> read_step("đây là bước thứ 3 trong quy trình 5 bước.", "")
    Step(number=3, of=5, procedure=None, label=None)
    """
    if "bước" not in text and "bước" not in title:
        return None
    of = None
    named: dict[int, int] = {}
    for source, bonus in ((title, 4), (text, 0)):
        for match in _STEP.finditer(source):
            before = source[max(0, match.start() - 90):match.start()]
            if match[1] in ("một", "năm", "hai", "ba") and not (match[2] or match[3] or "thứ" in match[0] or match[1] in ("hai", "ba")):
                continue
            if before.endswith("từng ") or before.endswith("các "):
                pass
            size = match[2] or match[3]
            if size:
                of = _number(size)
            score = bonus + 1 + (3 if size else 0)
            if re.search(r"(?:đây là|đây chính là|là)\s*$", before):
                score += 3
            elif _HERE.search(before):
                score += 1
            if _PAST.search(before) and not size:
                score -= 2
            if _NEXT.search(before) and not size:
                score -= 1
            numbers = [_number(match[1])]
            tail = [int(number) for number in re.findall(r"\d+", match[4] or "")]
            if tail and "đến" in match[4] + " " and tail[0] > numbers[0]:
                numbers = list(range(numbers[0], tail[0] + 1))
            else:
                numbers += tail
            for number in numbers:
                named[number] = max(named.get(number, -9), score)
        for match in _OF.finditer(source):
            if not re.search(r"bước (?:thứ )?$", source[max(0, match.start() - 10):match.start()]) and of is None:
                size = _number(match[1])
                of = size if 2 <= size <= 9 else None
    if not named:
        return Step(None, of) if of else None
    named = {number: score for number, score in named.items() if of is None or number <= of}
    if not named or of and len(named) == of and of > 1:
        return Step(None, of)
    best = max(named.values())
    winners = [number for number, score in named.items() if score == best]
    return Step(winners[0] if len(winners) == 1 else None, of)


def _kind(text: str, title: str) -> str | None:
    lead = text[:_LEAD]
    best: tuple[int, int] | None = None
    chosen = None
    for source, offset in ((title, 0), (lead, 500)):
        for order, (kind, pattern) in enumerate(_KINDS):
            match = pattern.search(source)
            if match and (best is None or (offset + match.start() // 400, order) < best):
                best, chosen = (offset + match.start() // 400, order), kind
    if chosen is None and (_MEETING.search(title) or _MEETING.search(lead)):
        return "khac"
    return chosen


def read_conference(text: str, title: str, original: str, published: str | None) -> Conference | None:
    """The conference that the article reports: its kind, and its first day where the text gives one.

    *text* and *title* are normalised; a day without a year takes it from *published*, and "sáng nay" is that day.
    """
    kind = _kind(text, title)
    if kind is None:
        return None
    moment = parse_time(published) if published else None
    lead = text[:_LEAD]
    titled = _kind("", title) is not None
    for found in find_dates(lead, year=moment.year if moment else None):
        before = lead[max(0, found.start - 60):found.start]
        after = lead[found.end:found.end + 12]
        if _MONTHLESS.search(before) or not _DAY.search(before) or re.match(r"\s*(?:\||,?\s*\d{1,2}:\d\d)", after):
            continue
        held_end = found.value_end if found.value_end and found.value_end > found.value else None
        return Conference(kind=kind, held=found.value, held_end=held_end)
    if moment is not None and _TODAY.search(lead):
        return Conference(kind=kind, held=moment.date())
    # A class or a meeting without a day is something that the article mentions, not what it reports.
    return Conference(kind=kind) if titled else None
