import doctest
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.values import VIETNAM
from plugins.vietnamese import dates, dates_in_text
from plugins.vietnamese.dates import find_dates, format_date, format_time, parse_date, parse_time, weekday

THE_15TH = ["15/4/2022", "15/04/2022", "15-4-2022", "15-04-2022", "15.4.2022", "15 / 4 / 2022", "15/4/22", "2022-04-15", "2022/04/15",
            "15 tháng 4 năm 2022", "ngày 15 tháng 4 năm 2022", "15 tháng tư năm 2022", "15 Tháng Tư, 2022", "Tháng Tư 15, 2022",
            "Thứ Sáu, 15/04/2022", "thứ 6, ngày 15/4/2022", "T6, 15/4/2022", "ngày 15-tháng 4-2022", "15 Apr 2022", "April 15, 2022",
            "Friday, 15 April 2022", "nga\u0300y 15 tha\u0301ng 4 na\u0306m 2022", "15\u00a0tháng 4\u200b năm 2022"]
NO_DAY = ["", "31/02/2022", "29/2/2022", "00/4/2022", "15/13/2022", "04/15/2022", "15/4", "tháng 4/2022", "2022", "9 tháng năm 2022",
          "15/4/0022", "hôm qua", "15/4/2022 và 16/4/2022", "sáng 15/4/2022", "15/4/2022 17:44", "32/32", "15//4/2022", "115/4/2022",
          "15/4-2022", "khoảng 15/4/2022", "x" * 500]


@pytest.mark.parametrize("text", THE_15TH, ids=map(ascii, THE_15TH))
def test_a_day_is_read_in_every_form(text):
    assert parse_date(text) == date(2022, 4, 15)


@pytest.mark.parametrize("text", NO_DAY, ids=[ascii(text)[:40] for text in NO_DAY])
def test_what_is_no_single_day_is_none(text):
    assert parse_date(text) is None


AT_17_44 = ["21-04-2022 17:44", "21/04/2022 17:44", "2022-04-21 17:44", "2022-04-21T17:44:00+07:00", "2022-04-21T10:44:00Z",
            "2022-04-21T10:44:00.123Z", "2022-04-21T17:44+0700", "Thứ Năm, 21/04/2022 | 17:44", "Thứ 5, 21/04/2022 | 17:44:00",
            "21/04/2022 5:44 CH", "5:44 CH 21/04/2022", "21/04/2022 5:44:00 PM", "05:44 p.m. 21/4/2022", "17h44 ngày 21/4/2022",
            "17 giờ 44 phút, ngày 21 tháng 4 năm 2022", "5 giờ 44 phút chiều 21/4/2022", "17:44' 21/04/2022", "17g44 21/4/2022",
            "lúc 17h44, ngày 21/4/2022", "Cập nhật lúc: 17:44 - 21/04/2022", "Ngày đăng: 21/04/2022 17:44", "(21/04/2022 17:44)",
            "Thứ năm, 21 Tháng 4 2022 17:44", "21/04/2022, 17:44 (GMT+7)", "17:44 21/04/2022 [GMT+7]", "21/04/2022 17:44 GMT +07:00",
            "21/04/2022 10:44 UTC", "21/04/2022 18:44 GMT+8", "Thu, 21 Apr 2022 17:44:00 +0700", "April 21, 2022 5:44 pm",
            "Thứ Năm, ngày 21/4/2022 - 17:44 (GMT+7)", "21.04.2022 17:44", "21/04/2022 • 17:44 ICT", "17:44 CH 21/4/2022"]
NO_TIME = ["", "17:44", "31/02/2022 17:44", "21/04/2022 25:00", "21/04/2022 17:61", "21/04/2022 17:44 SA", "hôm qua 17:44", "3 giờ trước",
           "21/04/2022 17:44 | 10,478 lượt xem", "Đăng 20/4/2022, cập nhật 21/4/2022", "2022-04-21T17:44+25:00", "21/04/2022 17:44 GMT+15",
           "21/4 17:44", "Nguyễn Văn Mẫu 21/04/2022", "y" * 5000]


@pytest.mark.parametrize("text", AT_17_44, ids=map(ascii, AT_17_44))
def test_a_moment_is_read_as_portals_print_it(text):
    assert parse_time(text) == datetime(2022, 4, 21, 17, 44, tzinfo=VIETNAM)


@pytest.mark.parametrize("text", NO_TIME, ids=[ascii(text)[:40] for text in NO_TIME])
def test_what_is_no_moment_is_none(text):
    assert parse_time(text) is None


def test_without_an_offset_the_clock_is_vietnams_and_an_offset_is_kept():
    assert parse_time("21/4/2022 17:44").utcoffset() == timedelta(hours=7)
    assert parse_time("2022-04-21T10:44:00Z").utcoffset() == timedelta(0)
    assert parse_time("2022-04-21 10:44:00-05:30").utcoffset() == -timedelta(hours=5, minutes=30)


@pytest.mark.parametrize("text, hour", [("12:30 SA", 0), ("12:30 CH", 12), ("7h30", 7), ("7 giờ rưỡi", 7), ("1:30 trưa", 13), ("11:30 trưa", 11),
                                        ("8:30 tối", 20), ("11:30 đêm", 23), ("1:30 đêm", 1), ("00:30", 0), ("12:30 am", 0)])
def test_the_part_of_day_sets_the_hour(text, hour):
    assert parse_time(f"{text} ngày 15/4/2022") == datetime(2022, 4, 15, hour, 30, tzinfo=VIETNAM)


def test_a_day_alone_is_its_midnight_and_seconds_are_kept():
    assert parse_time("15/4/2022") == datetime(2022, 4, 15, tzinfo=VIETNAM)
    assert parse_time("Thứ 3, 25/08/2020 | 18:01:08").second == 8


FOUND = {
    "Chiều ngày 15/4/2022, tại hội trường": [("15/4/2022", "2022-04-15", None)],
    "Từ 11 đến 13/5/2022": [("11 đến 13/5/2022", "2022-05-11", "2022-05-13")],
    "từ ngày 11 đến hết ngày 13 tháng 5 năm 2022": [("11 đến hết ngày 13 tháng 5 năm 2022", "2022-05-11", "2022-05-13")],
    "ngày 11 và 12 tháng 5 năm 2022": [("11 và 12 tháng 5 năm 2022", "2022-05-11", "2022-05-12")],
    "trong hai ngày 11, 12/5/2022": [("11, 12/5/2022", "2022-05-11", "2022-05-12")],
    "các ngày 11, 15 và 20/5/2022": [("11", "2022-05-11", None), ("15", "2022-05-15", None), ("20/5/2022", "2022-05-20", None)],
    "11-13/5/2022": [("11-13/5/2022", "2022-05-11", "2022-05-13")],
    "từ 28/4 đến 2/5/2022": [("28/4 đến 2/5/2022", "2022-04-28", "2022-05-02")],
    "từ 28/12 đến ngày 2/1/2023": [("28/12 đến ngày 2/1/2023", "2022-12-28", "2023-01-02")],
    "ngày 28/4/2022 và 2/5/2022": [("28/4/2022", "2022-04-28", None), ("2/5/2022", "2022-05-02", None)],
    "15/4/2022 – 17/4/2022": [("15/4/2022 – 17/4/2022", "2022-04-15", "2022-04-17")],
    "từ ngày 28 tháng 4 đến ngày 2 tháng 5 năm 2022": [("28 tháng 4 đến ngày 2 tháng 5 năm 2022", "2022-04-28", "2022-05-02")],
    "Ngày mùng 3 tháng 2 năm 1930": [("3 tháng 2 năm 1930", "1930-02-03", None)],
    "ngày 15/4 năm 2022": [("15/4 năm 2022", "2022-04-15", None)],
    "sáng 25/8, đại hội": [("25/8", "2022-08-25", None)],
    "ngày 5/8 đồng chí Mẫu": [("5/8", "2022-08-05", None)],
    "Sáng nay (12/5)": [("12/5", "2022-05-12", None)],
    "ngày 25-8 họp": [("25-8", "2022-08-25", None)],
    "ngày 15 tháng 4 vừa qua": [("15 tháng 4", "2022-04-15", None)],
    "dịp 30/4 và 1/5": [("30/4", "2022-04-30", None), ("1/5", "2022-05-01", None)],
    "Kế hoạch số 65-KH/ĐUK, ngày 16/3/2022 của": [("16/3/2022", "2022-03-16", None)],
    "có 3, 15/4/2022": [("15/4/2022", "2022-04-15", None)],
    "bản 2022-04-15.": [("2022-04-15", "2022-04-15", None)],
}
NOT_FOUND = ["32/32 phiếu", "có 5/8 đồng chí", "đạt 3/4 phiếu", "8/8 chi bộ", "30/12 phiếu", "25/13", "đường 30/4", "tổ 5/2", "trực 24/7", "Luật 12/2022/QH15",
             "tháng 4/2022", "9 tháng năm 2022", "nhiệm kỳ 2020-2025", "1,04 lần", "6 tháng 3 lần", "ngày 31/02/2022", "15/4/2022/NQ-HĐ",
             "Quyết định số 12-4/QĐ", "tỷ lệ 25/8%", "15.4.2022.1", "ngày 11/5/2022-KH"]


@pytest.mark.parametrize("text, expected", FOUND.items(), ids=map(ascii, FOUND))
def test_dates_are_found_in_running_text(text, expected):
    found = [(text[f.start : f.end], str(f.value), f.value_end and str(f.value_end)) for f in find_dates(text, year=2022)]
    assert found == expected


@pytest.mark.parametrize("text", NOT_FOUND, ids=map(ascii, NOT_FOUND))
def test_fractions_and_numbers_are_no_dates(text):
    assert find_dates(text, year=2022) == []


def test_a_day_without_a_year_needs_the_callers():
    assert find_dates("ngày 25/8") == []
    assert find_dates("ngày 25/8", year=2020)[0].value == date(2020, 8, 25)


@given(st.text() | st.text(st.sampled_from("0123456789/-., ngàythámvđếtừ")))
def test_found_dates_lie_in_the_text_in_order(text):
    found = find_dates(text, year=2022)
    assert all(0 <= f.start < f.end <= len(text) and (f.value_end is None or f.value < f.value_end) for f in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:]))


@given(st.text())
def test_any_text_is_a_time_or_none(text):
    assert parse_time(text) is None or parse_time(text).tzinfo is not None


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_a_day_written_is_read_back(day):
    assert parse_date(format_date(day)) == parse_date(day.isoformat()) == day
    assert [f.value for f in find_dates(f"Ngày {format_date(day)}.")] == [day]


@given(st.datetimes(datetime(1800, 1, 2), datetime(2199, 12, 30)))
def test_a_moment_written_is_read_back_to_the_minute(moment):
    moment = moment.replace(second=0, microsecond=0, tzinfo=VIETNAM)
    assert parse_time(format_time(moment)) == moment


def test_times_are_written_by_vietnams_clock():
    assert format_time(datetime(2022, 4, 23, 18, 5, tzinfo=timezone.utc)) == "Chủ nhật, 24/04/2022 01:05"
    assert weekday(date(2022, 4, 18)) == "Thứ Hai"


@pytest.mark.parametrize("module", [dates, dates_in_text])
def test_the_doctests_hold(module):
    assert doctest.testmod(module).failed == 0
