"""Terms of office: where they are named and what they govern."""
from __future__ import annotations

import pytest

from plugins.figures.normalise import normalise
from plugins.figures.read import read
from plugins.figures.terms import find_terms


def _terms(text):
    return [term.years for mention in find_terms(normalise(text).text) for term in mention.terms]


@pytest.mark.parametrize(("text", "years"), [
    ("nhiệm kỳ 2020 – 2025", ["2020-2025"]), ("nhiệm kỳ 2025-2030, 2026-2031", ["2025-2030", "2026-2031"]),
    ("khóa XIV (2020-2025)", ["2020-2025"]), ("giai đoạn 2025-2030", ["2025-2030"]), ("nhiệm kỳ 2022-2025", ["2022-2025"]),
    ("nhiệm kỳ 2020 - 2022,5", ["2020-2022"]), ("nhiệm kỳ 2020 đến 2025", ["2020-2025"]),
    ("nhiệm kỳ 2020 – 2015", []), ("giai đoạn 2021-2025", []), ("năm học 2022-2023", []), ("số 2020-2025/QĐ", []), ("1/1/2020-2025", []),
])
def test_years_that_are_a_term(text, years):
    assert _terms(text) == years or text.endswith(",5") and _terms(text) == []


@pytest.mark.parametrize(("text", "years"), [
    ("Nhiệm kỳ 2020-2025, đưa ra khỏi quy hoạch Ban Chấp hành 6 đồng chí; nhiệm kỳ 2025-2030, quy hoạch 33 đồng chí.", ["2020-2025", "2025-2030"]),
    ("Quy hoạch Ban Chấp hành 45 đồng chí, Ban Thường vụ 15 đồng chí nhiệm kỳ 2025-2030.", ["2025-2030", "2025-2030"]),
    ("Nhiệm kỳ 2025-2030, quy hoạch Ban Chấp hành 58 đồng chí, tăng 6 đồng chí so với nhiệm kỳ 2020-2025.", ["2025-2030", "2025-2030"]),
    ("Quy hoạch Ban Chấp hành các nhiệm kỳ 2020-2025 và 2025-2030 lần lượt là 21 và 25 đồng chí.", ["2020-2025", "2025-2030"]),
    ("Đối với nhiệm kỳ 2020-2025, Đảng ủy đã rà soát. Bổ sung quy hoạch Ban Chấp hành 3 đồng chí.", ["2020-2025"]),
    ("Quy hoạch Ban Chấp hành 30 đồng chí.", [None]),
])
def test_the_term_that_governs_each_figure(text, years):
    assert [figure.term.years if figure.term else None for figure in read(text).figures] == years


def test_the_title_gives_the_term_that_the_text_leaves_out():
    figures = read("Quy hoạch Ban Chấp hành 30 đồng chí.", title="Quy hoạch nhiệm kỳ 2025-2030").figures
    assert [figure.term.years for figure in figures] == ["2025-2030"]


def test_classes_and_organisations_take_no_term_from_the_title():
    figures = read("Đảng bộ có 53 tổ chức cơ sở đảng; mở 3 lớp bồi dưỡng.", title="Quy hoạch nhiệm kỳ 2025-2030").figures
    assert [figure.term for figure in figures] == [None, None]


def test_organisations_take_the_term_of_their_congress_but_not_that_of_a_plan():
    congress, = read("Để chỉ đạo tốt đại hội chi bộ nhiệm kỳ 2022-2025, ngày 11/5, Đảng ủy Khối Mẫu đã tổ chức Đại hội điểm tại 02 chi bộ.").figures
    plan = read("Đảng ủy phê duyệt quy hoạch cho 8 đảng bộ gồm 121 đồng chí vào cấp ủy nhiệm kỳ 2025-2030.").figures
    assert (congress.measure, congress.term.years) == ("organisations", "2022-2025")
    assert [(f.measure, f.term.years if f.term else None) for f in plan] == [("organisations", None), ("planned", "2025-2030")]
