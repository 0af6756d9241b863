"""Reading any text: other normal forms, odd spaces, capitals, noise."""
from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.figures.normalise import normalise
from plugins.figures.read import read
from tests.figures.corpus import articles
from tests.figures.lines import examples

TEXT = ("Nhiệm kỳ 2020-2025, đưa ra khỏi quy hoạch Ban Chấp hành Đảng bộ quận (mẫu) 08 đồng chí, bổ sung 03 đồng chí; "
        "Ban Thường vụ 05 đồng chí. Kết quả có 32/32 phiếu đồng ý.")


def _meaning(text, **more):
    return [(f.measure, f.bodies, f.value, f.value_max, f.of, f.qualifier, f.term) for f in read(text, **more).figures]


def test_text_in_decomposed_form_is_read_and_quoted_as_it_stands():
    decomposed = unicodedata.normalize("NFD", TEXT)
    assert _meaning(decomposed) == _meaning(TEXT)
    for figure in read(decomposed).figures:
        assert decomposed[figure.start:figure.end] == figure.quote
        assert unicodedata.normalize("NFC", figure.quote) in TEXT


def test_no_break_spaces_zero_width_characters_and_soft_hyphens_change_nothing():
    odd = TEXT.replace(" đồng chí", "\u00a0đồng\u202fchí").replace("Chấp", "Ch\u00adấp").replace("phiếu", "phiếu\u200b")
    assert _meaning(odd) == _meaning(TEXT)
    assert all(odd[f.start:f.end] == f.quote for f in read(odd).figures)


def test_text_in_capitals_is_read():
    assert _meaning(TEXT.upper()) == _meaning(TEXT)


def test_old_and_new_tone_marks_are_one():
    assert _meaning("Quy hoạch Uỷ ban Kiểm tra khoá mới 07 đồng chí.") == _meaning("Quy hoạch Ủy ban Kiểm tra khóa mới 07 đồng chí.")


def test_a_verb_said_once_holds_for_the_bodies_that_follow():
    assert [(f.measure, f.body, int(f.value)) for f in read(TEXT).figures][:3] == [
        ("removed", "ban-chap-hanh", 8), ("added", "ban-chap-hanh", 3), ("removed", "ban-thuong-vu", 5)]


def test_paired_terms_go_to_the_posts_that_they_belong_to():
    text = "Nhiệm kỳ 2025-2030, 2026-2031: quy hoạch Bí thư Huyện ủy 3 đồng chí, Chủ tịch UBND huyện 4 đồng chí."
    assert [(f.body, f.term.years, f.term.family) for f in read(text).figures] == [
        ("bi-thu", "2025-2030", "party"), ("chu-tich", "2026-2031", "government")]


def test_a_term_written_backwards_is_no_term():
    assert read("Quy hoạch Ban Chấp hành nhiệm kỳ 2020 – 2015 gồm 30 đồng chí.").terms == ()


def test_a_proposal_and_an_approval_are_told_apart():
    text = "Đề nghị bổ sung 2 đồng chí vào quy hoạch Ban Chấp hành. Đã phê duyệt quy hoạch Ban Thường vụ 9 đồng chí."
    assert [f.stage for f in read(text).figures] == ["proposed", "approved"]


def test_english_thousands_count_only_where_something_is_counted():
    assert [f.value for f in read("21,356 lượt xem\nToàn tỉnh có 21,356 đảng viên.").figures] == [Decimal(21356)]


def test_a_part_without_a_body_of_its_own_is_never_a_planning_figure():
    text = "Quy hoạch Ban Chấp hành 30 đồng chí, trong đó có 9 đồng chí nữ."
    assert [(f.measure, int(f.value)) for f in read(text).figures] == [("planned", 30), ("other", 9)]


def test_one_number_for_several_posts_names_them_all():
    (figure,) = read("Quy hoạch các chức danh Bí thư, Phó Bí thư 9 đồng chí.").figures
    assert figure.bodies == ("bi-thu", "pho-bi-thu")


def test_declared_is_never_set_on_what_was_read():
    assert not any(figure.declared for figure in read(TEXT).figures)


_PIECES = [example.text for example in examples()] + [line for article in articles("dev_other") for line in article["text"].splitlines()]
_noise = st.text(alphabet=st.sampled_from(list("0123456789.,;:/-()% \n\u00a0\u0301\u200bđồngchíquyhạBTVñ🙂")), max_size=60)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(_PIECES), _noise), max_size=6), st.sampled_from(["NFC", "NFD", "NFKC"]))
def test_any_mixture_is_read_without_error_and_quoted_exactly(pieces, form):
    text = unicodedata.normalize(form, " ".join(pieces))
    for figure in read(text, title=text[:80], published=text[-40:]).figures:
        assert text[figure.start:figure.end] == figure.quote != ""
        assert figure.value >= 0 and figure.bodies
        assert figure.value_max is None or figure.value_max > figure.value


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.text(max_size=30), st.one_of(st.none(), st.text(max_size=30)))
def test_no_text_title_or_date_makes_it_fail(text, title, published):
    read(text, title=title, published=published)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_every_character_of_the_normal_form_stands_for_written_ones(text):
    normal = normalise(text)
    places = [normal.span(place, place + 1) for place in range(len(normal.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
    assert normalise(normal.text).text == normal.text or "İ" in text


@pytest.mark.parametrize("noise", ["1,2,", "1 đồng chí, ", "(1) ", "2025-2030, ", "một ", "25/8", "ban chấp hành ", "e\u0323\u0302", "\n1", "lần lượt 1, 2 ",
                                   "Nhiệm kỳ 2025-2030.\n\nQuy hoạch Ban Thường vụ 5 đồng chí.\n\n", "tăng từ 5 đồng chí ở nhiệm kỳ 2020-2025\n"])
def test_long_monotonous_text_is_read_to_the_end(noise):
    read(noise * (100_000 // len(noise)) + "\n" + TEXT)


def test_a_post_keeps_its_name_for_the_counts_that_leave_it_out():
    text = "Quy hoạch Chủ tịch UBND xã: đưa ra 2 đồng chí, bổ sung 3 đồng chí. Quy hoạch Trưởng phòng 12 đồng chí. Có 62 chi bộ."
    assert [figure.body_text for figure in read(text).figures] == ["Chủ tịch UBND", "Chủ tịch UBND", "Trưởng phòng", None]


def test_what_portals_print_around_an_article_gives_no_figure():
    assert read("Tổng số điểm của bài viết là: 10 trong 2 đánh giá\nXếp hạng: 5 - 2 phiếu bầu\nBình luận (3 người)").figures == ()


def test_a_heading_holds_for_all_lines_below_it_until_the_next():
    text = ("Quy hoạch cấp ủy năm 2024\n\nBan Chấp hành\n\nNhiệm kỳ 2020-2025 đưa ra 7 đồng chí.\n\nNhiệm kỳ 2025-2030 bổ sung 10 đồng chí.\n\n"
            "Ban Thường vụ\n\nNhiệm kỳ 2025-2030 bổ sung 3 đồng chí.")
    assert [(figure.body, int(figure.value)) for figure in read(text).figures] == [
        ("ban-chap-hanh", 7), ("ban-chap-hanh", 10), ("ban-thuong-vu", 3)]


def test_an_item_of_an_outline_takes_nothing_from_a_deeper_one():
    text = ("b. Quy hoạch nhiệm kỳ 2025-2030\n+ Ban Thường vụ: 19.\n+ Phó Bí thư: 6.\nc. Quy hoạch cấp cơ sở: phê duyệt 1.132 lượt cán bộ.")
    assert [figure.body for figure in read(text).figures] == ["ban-thuong-vu", "pho-bi-thu", "khac"]


def test_a_paragraph_goes_on_with_the_one_body_of_the_paragraph_before():
    one = "Quy hoạch Ban Chấp hành có 58 đồng chí.\n\nQua rà soát, đưa ra 9 đồng chí."
    two = "Quy hoạch Ban Chấp hành có 58 đồng chí, Ban Thường vụ 15 đồng chí.\n\nQua rà soát, đưa ra 9 đồng chí."
    assert read(one).figures[-1].body == "ban-chap-hanh"
    assert read(two).figures[-1].body == "khac"


def test_people_of_whom_no_plan_speaks_take_no_verb_from_the_sentence_before():
    figures = read("Quy hoạch Ban Chấp hành 31 đồng chí. Trường có 14.200 sinh viên, 612 giảng viên. Dịp này 15 cá nhân nhận giấy khen.").figures
    assert [str(figure.value) for figure in figures if figure.measure in ("planned", "total")] == ["31"]


def test_what_was_nominated_is_planned_below_a_line_that_approves_it():
    text = ("Toàn huyện giới thiệu nguồn quy hoạch xong. Qua thẩm định, Ban Thường vụ Huyện ủy phê duyệt:\n\n+ Quy hoạch BCH Đảng bộ xã: 426 đồng chí;\n\n"
            "+ Quy hoạch BTV: 151 đồng chí.")
    assert [(figure.measure, figure.body) for figure in read(text, title="Quy hoạch cấp xã").figures] == [("planned", "ban-chap-hanh"), ("planned", "ban-thuong-vu")]


def test_an_article_whose_title_speaks_of_planning_needs_no_verb_for_its_lists():
    text = "Nhiệm kỳ 2025-2030 có 21 phường được phê duyệt. Ban Chấp hành 567 lượt đồng chí, Ban Thường vụ 198 lượt đồng chí."
    assert [figure.measure for figure in read(text, title="Phê duyệt quy hoạch cấp phường").figures if figure.body != "khac"] == ["planned", "planned"]
    now = "Đảng bộ hiện có 4 chi bộ, 46 đảng viên; Ban Chấp hành 9 đồng chí, Ban Thường vụ 4 đồng chí."
    assert "planned" not in [figure.measure for figure in read(now, title="Xây dựng quy hoạch ở Trà Mẫu").figures]
