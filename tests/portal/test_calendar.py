"""The calendar as readers and calendar programs see it."""
from __future__ import annotations

from datetime import date, datetime, timezone

from plugins.portal.calendar import escaped, events, folded, icalendar
from plugins.site_data import Meeting, SiteData
from plugins.values import VIETNAM, Conference

from .samples import REGISTER, at, built, content, made

MEETING = Meeting("Giao ban; tuần 47, năm 2026", at(24, 14), at(24, 16), "Phòng 2", "Bí thư", "Các ban", "khoi-mau", "Mang sổ\\bút")
DAYS = Meeting("Tập huấn", date(2026, 12, 3), date(2026, 12, 4))
ANNOUNCING = made("Sắp đại hội", conferences=(Conference("dai-hoi", held=date(2026, 11, 23), status="announced", venue="Hội trường"),))
SITE = content(ANNOUNCING, data=SiteData(REGISTER.committees, site=REGISTER.site, calendar=(DAYS, MEETING)))


def unfolded(data: bytes) -> list[str]:
    """Content lines by RFC 5545 §3.1."""
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    return data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]


def parsed(data: bytes) -> list[dict[str, str]]:
    found = []
    for line in unfolded(data):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name != "END":
            assert name not in found[-1], f"{name} twice"
            found[-1][name] = value
    return found


def made_calendar(absolute=lambda path: "https://vi-du.vn" + path) -> bytes:
    return icalendar(events(SITE), "Lịch", absolute)


def test_events_come_in_order_with_what_articles_announce():
    assert [e.title for e in events(SITE)] == ["Đại hội", MEETING.title, "Tập huấn"]


def test_times_are_universal_and_whole_days_end_on_the_next():
    conference, meeting, days = parsed(made_calendar())
    assert (meeting["DTSTART"], meeting["DTEND"]) == ("20261124T070000Z", "20261124T090000Z")
    assert (days["DTSTART;VALUE=DATE"], days["DTEND;VALUE=DATE"]) == ("20261203", "20261205")
    assert (conference["DTSTART;VALUE=DATE"], conference["DTEND;VALUE=DATE"]) == ("20261123", "20261124")
    assert conference["URL"] == "https://vi-du.vn" + ANNOUNCING.url and conference["LOCATION"] == "Hội trường"


def test_signs_that_mean_something_are_escaped():
    meeting = parsed(made_calendar())[1]
    assert meeting["SUMMARY"] == r"Giao ban\; tuần 47\, năm 2026"
    assert meeting["DESCRIPTION"] == r"Đảng ủy Khối Ví dụ\nChủ trì: Bí thư\nThành phần: Các ban\nMang sổ\\bút"
    assert escaped("a\r\nb\rc") == r"a\nb\nc"


def test_lines_are_folded_within_75_octets_and_never_inside_a_letter():
    text = "SUMMARY:" + "Đảng ủy Khối họp về quy hoạch " * 12
    lines = folded(text).split(b"\r\n")[:-1]
    assert max(map(len, lines)) <= 75 and len(lines) > 5
    for line in lines:
        line.decode("utf-8")
    assert folded(text).decode().replace("\r\n ", "") == text + "\r\n"
    assert unfolded(made_calendar())[0] == "BEGIN:VCALENDAR"


def test_an_events_name_stays_when_its_place_or_hour_changes():
    first = events(SITE)[1].uid
    moved = Meeting(MEETING.title, datetime(2026, 11, 24, 15, tzinfo=VIETNAM), place="Phòng 9")
    other = content(data=SiteData(REGISTER.committees, calendar=(moved,)))
    assert events(other)[0].uid == first
    assert len({event["UID"] for event in parsed(made_calendar())}) == 3


def test_no_time_of_the_build_stands_in_the_file():
    assert made_calendar() == icalendar(events(content(ANNOUNCING, data=SITE.data, now=date(2030, 1, 1))), "Lịch", lambda path: "https://vi-du.vn" + path)
    assert all(event["DTSTAMP"] <= f"{datetime(2026, 12, 31, tzinfo=timezone.utc):%Y%m%dT%H%M%SZ}" for event in parsed(made_calendar()))


def test_the_page_shows_what_is_to_come_then_what_is_over():
    page = built(content(ANNOUNCING, data=SITE.data, now=date(2026, 11, 24)))["lich/index.html"]
    assert page.index("Hôm nay") < page.index("Giao ban; tuần 47") < page.index("Tập huấn") < page.index("Đã qua") < page.index(">Đại hội<")
    assert "14:00–16:00" in page and "Cả ngày" in page


def test_an_empty_calendar_says_so():
    page = built(content(made()))["lich/index.html"]
    assert "chưa có cuộc họp nào" in page and "Đã qua" not in page
