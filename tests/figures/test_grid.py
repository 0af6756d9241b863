"""Tables whose lines were lost on the way."""
from __future__ import annotations

import pytest

from plugins.figures.grammar import rules
from plugins.figures.read import read


def _found(text, title=""):
    return [(figure.measure, figure.body, float(figure.value), figure.term.years if figure.term else None) for figure in read(text, title=title).figures]


@pytest.mark.parametrize("example", rules("tables")["examples"], ids=lambda example: example[1])
def test_a_table_gives_its_examples_their_figures(example):
    head, row, value, body, measure = example
    assert (measure, body, float(value), None) in _found(f"{head}\n{row}")


BARS = """Kết quả rà soát quy hoạch nhiệm kỳ 2020-2025
Chức danh | Đưa ra | Bổ sung | Hiện có
--- | --- | --- | ---
Ban Chấp hành | 5 | 7 | 33
Phó Bí thư | 1 | - | 6
"""
WANTED = [("removed", "ban-chap-hanh", 5, "2020-2025"), ("added", "ban-chap-hanh", 7, "2020-2025"), ("total", "ban-chap-hanh", 33, "2020-2025"),
          ("removed", "pho-bi-thu", 1, "2020-2025"), ("total", "pho-bi-thu", 6, "2020-2025")]


def test_columns_are_measures_and_rows_are_bodies():
    assert _found(BARS) == WANTED


def test_tabs_part_cells_as_bars_do():
    assert _found(BARS.replace(" | ", "\t")) == WANTED


def test_outer_bars_change_nothing():
    assert _found("\n".join(f"| {line} |" if "|" in line else line for line in BARS.splitlines())) == WANTED


def test_columns_may_be_bodies_and_rows_measures():
    text = "Quy hoạch nhiệm kỳ 2025-2030\nNội dung | Ban Chấp hành | Ban Thường vụ\nĐưa ra | 4 | 2\nBổ sung | 6 | 1"
    assert _found(text) == [("removed", "ban-chap-hanh", 4, "2025-2030"), ("removed", "ban-thuong-vu", 2, "2025-2030"),
                            ("added", "ban-chap-hanh", 6, "2025-2030"), ("added", "ban-thuong-vu", 1, "2025-2030")]


def test_columns_may_be_terms():
    text = "Quy hoạch cấp ủy\nChức danh | Nhiệm kỳ 2020-2025 | Nhiệm kỳ 2025-2030\nBan Thường vụ | 12 | 15"
    assert _found(text, title="Quy hoạch cấp ủy") == [("planned", "ban-thuong-vu", 12, "2020-2025"), ("planned", "ban-thuong-vu", 15, "2025-2030")]


def test_cells_that_only_spaces_part_are_told_by_the_headings():
    text = "Quy hoạch nhiệm kỳ 2025-2030\nSTT Chức danh Số lượng quy hoạch Tỷ lệ (lần)\n1 Ban Chấp hành 60 1,5\n2 Bí thư 3"
    assert _found(text) == [("planned", "ban-chap-hanh", 60, "2025-2030"), ("ratio_to_current", "ban-chap-hanh", 1.5, "2025-2030"),
                            ("planned", "bi-thu", 3, "2025-2030")]


def test_a_quote_runs_from_the_label_to_the_number():
    quotes = [figure.quote for figure in read(BARS).figures]
    assert quotes[:2] == ["Ban Chấp hành | 5", "Ban Chấp hành | 5 | 7"]
    assert all(BARS[figure.start:figure.end] == figure.quote for figure in read(BARS).figures)


def test_a_time_table_is_no_table_of_figures():
    assert _found("Thời gian | Nội dung | Địa điểm\n8 giờ 00 | Khai mạc | Tầng 2\n17/4 | Bế mạc | Phòng 12") == []


def test_prose_below_a_table_is_prose_again():
    assert ("planned", "bi-thu", 2, "2020-2025") in _found(BARS + "Hội nghị quy hoạch Bí thư 2 đồng chí.")


STACKED = """Kết quả rà soát quy hoạch nhiệm kỳ 2020-2025
TT
Chức danh
Đưa ra
Bổ sung
Hiện có
1
Ban Chấp hành
5
7
33
2
Phó Bí thư
1
-
6
"""


def test_a_table_with_every_cell_on_a_line_of_its_own_is_read():
    assert _found(STACKED) == WANTED
    assert all("\n" not in figure.quote for figure in read(STACKED).figures)


def test_a_stacked_table_needs_no_column_of_ranks():
    assert _found(STACKED.replace("TT\n", "").replace("\n1\nBan", "\nBan").replace("\n2\nPhó", "\nPhó")) == WANTED


def test_lines_that_do_not_fit_the_headings_are_no_rows_of_a_stacked_table():
    short = STACKED.replace("\n7\n33", "\n7")
    assert _found(short) == []
    assert _found("Nội dung\nHọp thường kỳ\nĐịa điểm\n15\nHội trường") == []
