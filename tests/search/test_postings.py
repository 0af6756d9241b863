import pytest

from plugins.search.lexicon import ABBREVIATIONS, Lexicon, abbreviations
from plugins.search.postings import levels
from tests.search.sample import document


def found(text="", site=(), **more):
    lexicon = Lexicon()
    return levels(document(**{"body": text} | more), lexicon, abbreviations(site, lexicon))


def test_words_keep_their_accents_apart():
    words, _ = found("Cán bộ cần cân nhắc.")
    assert {"can 4", "can 13", "can 12"} <= words.keys()


def test_neighbours_are_pairs_and_punctuation_parts_them():
    _, pairs = found("Học sinh giỏi. Học tập tốt")
    assert "hoc sinh 5 0" in pairs and "hoc tap 5 17" in pairs
    assert not any(p.startswith("gioi hoc") for p in pairs)


def test_function_words_make_no_pairs_except_where_they_are_part_of_a_word():
    _, pairs = found("Chi bộ trong sạch của các thôn")
    assert "trong sach 0 5" in pairs
    assert not any(" cua " in f" {p} " for p in pairs) and "bo trong 17 0" not in pairs


def test_the_title_weighs_more_than_the_text():
    in_title, _ = found(title="Hiến máu", body="")
    in_text, _ = found("Hiến máu", title="Tin")
    assert in_title["mau 4"] > in_text["mau 4"]


def test_a_word_weighs_less_in_a_long_text():
    short, _ = found("miến")
    long, _ = found("miến " + "lúa " * 900)
    assert short["mien 16"] > long["mien 16"]


def test_an_abbreviation_stands_for_its_words_and_they_for_it():
    words, pairs = found("BTV Huyện ủy họp")
    assert {"ban 0", "thuong 25", "vu 5"} <= words.keys() and "ban thuong 0 25" in pairs and "vu huyen 5 41" in pairs
    words, _ = found("Ban Thường vụ Huyện ủy họp")
    assert "btv 0" in words


def test_an_abbreviation_of_several_words_is_read_both_ways():
    assert "kinh te 0 16" in found("Phát triển KT-XH bền vững")[1]
    words, pairs = found("Phát triển kinh tế - xã hội bền vững")
    assert "kt 0" in words and "kt xh 0 0" in pairs


def test_lower_case_letters_are_no_abbreviation():
    assert "tinh 2" not in found("từ tu sĩ")[0]


def test_a_site_can_add_abbreviations():
    assert "hkv 0" not in found("Hội Khối Ví dụ")[0]
    assert "hkv 0" in found("Hội Khối Ví dụ", site=(("HKV", "Hội Khối Ví dụ"),))[0]


def test_built_in_abbreviations_are_pairs_of_a_short_and_a_longer_form():
    assert all(len(long.split()) > 1 and len(short) < len(long) for short, long in ABBREVIATIONS)


def test_numbers_in_words_are_found_as_digits():
    words, pairs = found("Hai mươi bảy người ở bước hai")
    assert "27 0" in words and "27 nguoi 0 25" in pairs and "buoc 2 28 0" in pairs


def test_a_number_after_so_is_a_neighbour_of_the_word_before():
    assert "quyet 18 40 0" in found("Nghị quyết số 18-NQ/TW")[1]


def test_a_day_without_a_year_is_found_by_its_whole_date_and_month():
    words, _ = found("trước ngày 15/4", day="2022-02-21")
    assert {"@0415 0", "@20220415 0", "@202204 0"} <= words.keys()


def test_the_day_of_the_article_is_found_and_weighs_least():
    words, _ = found("ngày 10/3/2025 họp", day="2025-03-12")
    assert words["@20250312 0"] < words["@20250310 0"]


@pytest.mark.parametrize(("text", "pair"), [
    ("Đại hội XIV của Đảng", "hoi 14"), ("khóa XI", "khoa 11"), ("lần thứ XXIV", "thu 24"), ("quý II", "quy 2"), ("nhiệm kỳ khóa 14", "khoa xiv"), ("thế kỷ XX", "ky 20"),
])
def test_a_roman_number_is_found_in_digits_and_a_term_the_other_way(text, pair):
    assert any(name.startswith(pair + " ") for name in found(text)[1])


@pytest.mark.parametrize(("text", "digits"), [("XI MĂNG VÀ GẠCH", "11"), ("VI PHẠM TRẬT TỰ", "6"), ("đồng chí Vi Thị X", "10"), ("vii", "7"), ("IIII", "4")])
def test_words_of_the_same_letters_are_no_numbers(text, digits):
    assert f"{digits} 0" not in found(text)[0]
