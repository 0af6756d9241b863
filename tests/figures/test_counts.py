"""What counts and what does not, number by number."""
from __future__ import annotations

from decimal import Decimal

import pytest

from plugins.figures.counts import find_counts
from plugins.figures.grammar import TOKEN, load
from plugins.figures.normalise import normalise


def _counts(text):
    text = normalise(text).text
    words, glued, last = [], [], -1
    for match in TOKEN.finditer(text):
        words.append(match[0])
        glued.append(match.start() == last)
        last = match.end()
    return [count for count in find_counts(words, glued, load()) if count.unit]


@pytest.mark.parametrize(("text", "value", "high", "of", "qualifier"), [
    ("trên 1.000 lượt cán bộ", 1000, None, None, "gt"), ("hơn 1,2 nghìn đảng viên", 1200, None, None, "gt"),
    ("gần 900 lượt học viên", 900, None, None, "lt"), ("dưới 5 đồng chí", 5, None, None, "lt"),
    ("không quá 15 đồng chí", 15, None, None, "le"), ("tối đa 3 người", 3, None, None, "le"),
    ("ít nhất 2 lớp", 2, None, None, "ge"), ("không dưới 60 đồng chí", 60, None, None, "ge"),
    ("từ 18 đồng chí trở lên", 18, None, None, "ge"), ("từ 15% trở lên", 15, None, None, "ge"),
    ("khoảng 45 đến 50 đồng chí", 45, 50, None, "approx"), ("từ 2 đến 3 người", 2, 3, None, None),
    ("15-17 đồng chí", 15, 17, None, None), ("từ 90 - 100 đảng viên", 90, 100, None, None),
    ("từ 92,5% đến 100%", Decimal("92.5"), 100, None, None), ("15-20% cán bộ", 15, 20, None, None),
    ("32/32 phiếu", 32, None, 32, None), ("53/53 (100%) đại biểu", 53, None, 53, None),
    ("37 trên tổng số 39 đồng chí", 37, None, 39, None), ("37 đảng viên/52 cán bộ", 37, None, 52, None),
    ("1,04 lần", Decimal("1.04"), None, None, None), ("39.34% số phiếu", Decimal("39.34"), None, None, None),
    ("98,125%", Decimal("98.125"), None, None, None), ("mười lăm đồng chí", 15, None, None, None),
    ("05 (năm) đồng chí", 5, None, None, None), ("2 triệu lượt người", 2_000_000, None, None, None),
])
def test_a_number_is_read_with_its_bounds(text, value, high, of, qualifier):
    (count,) = _counts(text)
    assert (count.value, count.value_max, count.of, count.qualifier) == (value, high, of, qualifier)


@pytest.mark.parametrize("text", [
    "ngày 25/8 đồng chí", "chiều 15/10 đồng chí", "sáng 16.7 đại biểu", "ngày 15 đồng chí", "năm 2022 đồng chí", "tháng 5 đồng chí",
    "65-KH/ĐUK", "Quyết định số 345-QĐ/TU", "khóa 5 học viên", "lần 2 đại biểu", "bước 3 đại biểu", "lớp 12 học sinh", "lớp 11A2",
    "10,478 lượt xem", "44 người đang trực tuyến", "350 tỷ đồng", "500 nghìn đồng", "45 tuổi", "8 giờ 30", "14h30", "0912.345.678",
    "cả hai đồng chí", "trong năm cán bộ", "một số đồng chí", "hai đơn vị", "2/3 số phiếu", "nhiệm kỳ 2020-2025 đồng chí", "15/4/2022 đồng chí",
])
def test_a_date_an_ordinal_or_a_price_is_no_count(text):
    assert _counts(text) == []


def test_what_a_number_became_is_the_figure():
    assert [count.value for count in _counts("tăng từ 210 lên 236 người")] == [236]
