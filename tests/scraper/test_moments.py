"""Days as portals print them, alone and in a line with other things."""
from __future__ import annotations

import pytest

from scraper.moments import moments

# What a page prints → the moment (and the clock, where only a day stands there none).
LINES = {
    "Thứ sáu - 14/06/2024 16:25": "2024-06-14T16:25:00",
    "3 Tháng Mười Một, 2023 8:15 chiều": "2023-11-03T20:15:00",
    "Thứ sáu, 07 Tháng 3 2025 18:22": "2025-03-07T18:22:00",
    "Đăng bởi bientap vào T6, 13/09/2024 - 07:30": "2024-09-13T07:30:00",
    "09/09/2024 17:05 CH": "2024-09-09T17:05:00",
    "(16/01/2025 5:44:09 CH) - Lượt xem: 9120": "2025-01-16T17:44:09",
    "19 Tháng Năm 2024 :: 10:35 SA :: 421 lượt xem ::": "2024-05-19T10:35:00",
    "Cập nhật: 07:05, Thứ Năm, 02/09/2021": "2021-09-02T07:05:00",
    "Đăng lúc: 16 giờ 25 phút, ngày 14 tháng 6 năm 2024": "2024-06-14T16:25:00",
    "Ngày đăng: 20/05/2003 - 8:05 AM": "2003-05-20T08:05:00",
    "(Cập nhật ngày: 9/9/2012, 15:07)": "2012-09-09T15:07:00",
    "28/06/2024 04:20 PM": "2024-06-28T16:20:00",
    "28/06/2024 12:05 SA": "2024-06-28T00:05:00",
    "Thứ hai, 9/9/2024 - 17h05'": "2024-09-09T17:05:00",
    "13/9/2024 | 7:30 | Lượt xem: 12,045": "2024-09-13T07:30:00",
    "10:11 03/02/2024": "2024-02-03T10:11:00",
    "Thứ 4, 03/11/2021 | 09:48:38 [GMT +7]": "2021-11-03T09:48:38",
    "2022-04-21T10:44:00Z": "2022-04-21T10:44:00+00:00",
    "2022-04-21T17:44:00+0700": "2022-04-21T17:44:00",
    "20:15 | 03/11/2023 Đã xem: 956": "2023-11-03T20:15:00",
    "8/10/2024 9:30:00 AM": "2024-10-08T09:30:00",
    "Apr 21, 2022 5:44 pm": "2022-04-21T17:44:00",
    "04/21/2022 - 17:44": "2022-04-21T17:44:00",
    "Thứ Năm, ngày 21/04/2022, 17:44 (GMT+7)": "2022-04-21T17:44:00",
    "2022-04-21 17:44:00.0": "2022-04-21T17:44:00",
    "21.04.2022 17:44": "2022-04-21T17:44:00",
    "21/04/2022-17:44:00 PM": "2022-04-21T17:44:00",
    "17:44 PM, 21/04/2022": "2022-04-21T17:44:00",
    "Thứ 5 ngày 21 Tháng 4 Năm 2022 lúc 17 giờ 44": "2022-04-21T17:44:00",
    "09:30 8 thg 10, 2024": "2024-10-08T09:30:00",
    "21/04/22 17:44": "2022-04-21T17:44:00",
    "Được đăng: 05 Tháng 10 2023": "2023-10-05",
    "Tháng Tư 21, 2022": "2022-04-21",
    "Thứ Năm, 2 tháng 9, 2021": "2021-09-02",
    "Hà Nội, ngày 21/4/2022": "2022-04-21",
    "10/05/2022 | Lượt xem 12": "2022-05-10",
    "ngày 5 tháng 5 năm 2015": "2015-05-05",
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_gives_its_moment(line):
    found = moments(line)[0]
    told = found.value.isoformat().replace("+07:00", "") if found.has_clock else found.value.date().isoformat()
    assert told == LINES[line]


@pytest.mark.parametrize("line", ["31/02/2022 10:00", "khóa XX, nhiệm kỳ 2020-2025", "65-KH/ĐUK", "32/32 phiếu", "1.234 lượt xem", "Điện thoại: 0200.999.888", "10:30", "Tỷ lệ 99,6%", "từ 2/3 trở lên", "", "trong 3 tháng năm 2022"])
def test_what_is_no_day_gives_none(line):
    assert not moments(line)


def test_a_day_of_change_is_told_from_the_day_of_publication():
    first, second = moments("Ngày đăng: 28/06/2024 | Ngày cập nhật: 02/07/2024")
    assert (first.published, first.changed) == (True, False) and second.changed
    assert first.value.day == 28 and second.value.day == 2


def test_a_found_day_tells_where_it_stands():
    line = "Đăng lúc 10:30 ngày 15/04/2022 - PV"
    found = moments(line)[0]
    assert line[found.start:found.end] == "10:30 ngày 15/04/2022"
