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


@pytest.mark.parametrize(("text", "published", "years"), [
    ("Rà soát quy hoạch nhiệm kỳ 2025-2030. Nhiệm kỳ tới, quy hoạch Ban Chấp hành 46 đồng chí.", "2026-01-15", "2030-2035"),
    ("Rà soát quy hoạch nhiệm kỳ 2025-2030. Nhiệm kỳ tới, quy hoạch Ban Chấp hành 46 đồng chí.", "2023-01-15", "2025-2030"),
    ("Ngày 15/1/2026, rà soát quy hoạch nhiệm kỳ 2025-2030. Nhiệm kỳ tới, quy hoạch Ban Chấp hành 46 đồng chí.", None, "2030-2035"),
    ("Quy hoạch nhiệm kỳ 2020-2025, 2025-2030. Nhiệm kỳ này, đưa ra khỏi quy hoạch Ban Chấp hành 3 đồng chí.", "2023-05-01", "2020-2025"),
    ("Quy hoạch Đoàn nhiệm kỳ 2022-2027 và 2027-2032. Ở nhiệm kỳ hiện tại, giữ quy hoạch đối với 2 đồng chí Bí thư.", "2024-12-27", "2022-2027"),
    ("Quy hoạch nhiệm kỳ 2025-2030. Bí thư Thành ủy khóa trước được quy hoạch; quy hoạch Phó Bí thư 2 đồng chí.", "2023-05-01", "2025-2030"),
    ("Hội nghị xem xét quy hoạch nhiệm kỳ 2020-2025.\n\nHội nghị rà soát quy hoạch nhiệm kỳ 2025-2030.\n\nHội nghị bầu bổ sung 1 Ủy viên Ban Thường vụ.",
     "2023-05-01", "2020-2025"),
])
def test_the_year_of_an_article_tells_which_term_is_running_and_which_is_to_come(text, published, years):
    assert [figure.term.years for figure in read(text, published=published).figures] == [years]


@pytest.mark.parametrize(("text", "title", "years"), [
    ("Nhiệm kỳ 2022-2025:\n- Kết nạp: 6 đảng viên\n\nDanh sách giới thiệu 4 đồng chí. Kết quả 3 đồng chí trúng cử Chi ủy.\n\nĐại hội nhiệm kỳ 2025-2027 thành công.",
     "Đại hội Chi bộ Khoa Mẫu", ["2025-2027", "2025-2027"]),
    ("Nhiệm kỳ 2022-2025, Chi bộ phấn đấu tốt.\n\nĐầu nhiệm kỳ quy hoạch 4 đồng chí vào chi ủy.\n\nĐại hội thống nhất chi ủy khóa mới bầu 3 đồng chí; "
     "Đại hội cấp trên nhiệm kỳ 2025-2030 họp sau.", "Chi bộ Mẫu đại hội nhiệm kỳ 2025-2027", ["2022-2025", "2025-2027"]),
])
def test_a_congress_elects_for_its_own_term_and_looks_back_on_the_one_before(text, title, years):
    figures = [figure for figure in read(text, title=title).figures if figure.measure in ("planned", "nominated", "elected")]
    assert [figure.term.years for figure in figures] == years


def test_a_numbered_heading_holds_for_the_paragraph_below_it():
    text = ("1. Rà soát quy hoạch nhiệm kỳ 2020-2025\n\nQuy hoạch Ban Chấp hành đưa ra 4 đồng chí, hiện còn 21 đồng chí.\n\n2. Quy hoạch nhiệm kỳ 2025-2030\n\n"
            "Số lượng được duyệt vào Ban Chấp hành là 27 đồng chí theo đúng tờ trình mà các chi bộ trực thuộc đã góp ý từ đầu năm và cấp trên đã cho ý kiến, vào Ban Thường vụ là 9 đồng chí.")
    assert [(figure.measure, str(figure.value), figure.term.years) for figure in read(text).figures] == [
        ("removed", "4", "2020-2025"), ("total", "21", "2020-2025"), ("planned", "27", "2025-2030"), ("planned", "9", "2025-2030")]


def test_an_answer_to_a_question_on_the_rules_reports_nothing():
    assert read("Ban chấp hành hiện có 15 đồng chí thì quy hoạch Ban Chấp hành 22 đồng chí.", title="Hỏi - đáp về quy hoạch").figures == ()


def test_a_congress_that_only_the_text_names_gives_its_term_and_its_committee():
    text = ("Đại hội đại biểu Hội Phụ nữ huyện Mẫu nhiệm kỳ 2021-2026 đã họp.\n\nNhìn lại nhiệm kỳ 2016-2021, Hội kết nạp 340 hội viên.\n\n"
            "Kết quả, 24 chị trúng cử; đại hội chọn 7 chị vào Ban Thường vụ; đi dự đại hội cấp trên có 11 chị.")
    figures = [figure for figure in read(text, title="Phụ nữ huyện Mẫu chọn người").figures if figure.measure == "elected"]
    assert [(figure.body, str(figure.value), figure.term.years) for figure in figures] == [
        ("ban-chap-hanh", "24", "2021-2026"), ("ban-thuong-vu", "7", "2021-2026"), ("khac", "11", "2021-2026")]


def test_what_a_plan_is_compared_with_does_not_lend_its_term():
    text = "Quy hoạch nhiệm kỳ 2020-2025 đã rà soát.\n\nVề nhiệm kỳ 2025-2030, quy hoạch Ban Chấp hành 41 đồng chí, bằng 1,3 lần Ban Chấp hành khóa hiện tại. Bí thư 3 đồng chí."
    assert {figure.term.years for figure in read(text, published="2022-09-09").figures} == {"2025-2030"}


def test_what_is_nominated_after_a_review_is_for_the_term_to_come():
    text = ("Hội nghị giới thiệu quy hoạch nhiệm kỳ 2025-2030, 2026-2031.\n\nHội nghị nghe kết quả rà soát quy hoạch nhiệm kỳ 2020-2025, 2021-2026: "
            "5 đồng chí ra khỏi quy hoạch Ban Chấp hành.\n\nCác đại biểu bỏ phiếu. Kết quả, giới thiệu vào Ban Chấp hành 52 đồng chí, Chủ tịch UBND huyện 4 đồng chí.")
    assert [figure.term.years for figure in read(text, title="Huyện ủy Mẫu lấy phiếu quy hoạch").figures] == ["2020-2025", "2025-2030", "2026-2031"]


def test_a_heading_ends_what_the_lines_above_it_were_about():
    text = ("Nhiệm kỳ 2020-2025\n\nBan Chấp hành: đưa ra 9, bổ sung 11.\n\nBan Thường vụ: đưa ra 2, bổ sung 3.\n\nNhiệm kỳ 2025-2030\n\nBan Chấp hành: 72 đồng chí. Ban Thường vụ: 24 đồng chí.")
    assert [(figure.measure, str(figure.value), figure.term.years) for figure in read(text, title="Rà soát quy hoạch ở tỉnh Mẫu").figures][4:] == [
        ("planned", "72", "2025-2030"), ("planned", "24", "2025-2030")]


def test_how_large_a_committee_is_now_belongs_to_the_term_that_runs():
    text = "Ban Chấp hành đương nhiệm 33 đồng chí, Ban Thường vụ 11 đồng chí.\n\nViệc rà soát quy hoạch nhiệm kỳ 2025-2030 được làm trước."
    figures = read(text, title="Quy hoạch nhiệm kỳ 2030-2035", published="2026-04-22").figures
    assert [figure.term.years for figure in figures] == ["2025-2030", "2025-2030"]
