import doctest

from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese import collate
from plugins.vietnamese.collate import person_key, sort_key


def test_the_doctests_hold():
    assert doctest.testmod(collate).failed == 0


def test_letters_follow_the_vietnamese_alphabet():
    alphabet = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert sorted(reversed(alphabet), key=sort_key) == alphabet


def test_tones_follow_the_order_ngang_huyen_hoi_nga_sac_nang():
    assert sorted("ạáãảàa", key=sort_key) == list("aàảãáạ")


def test_tones_decide_syllable_by_syllable():
    assert sorted(["hòa bình", "hóa an", "hoa yên"], key=sort_key) == ["hoa yên", "hòa bình", "hóa an"]


def test_a_shorter_name_stands_before_a_longer_one():
    assert sorted(["Chi bộ mẫu", "Chi bộ", "Chi"], key=sort_key) == ["Chi", "Chi bộ", "Chi bộ mẫu"]


def test_the_place_of_the_tone_does_not_part_neighbours():
    assert sorted(["Hoà C", "Hòa B", "Hoà A"], key=sort_key) == ["Hoà A", "Hòa B", "Hoà C"]


def test_case_and_punctuation_only_break_ties():
    assert sorted(["đảng ủy B", "Đảng ủy A", "«Đảng ủy» C"], key=sort_key) == ["Đảng ủy A", "đảng ủy B", "«Đảng ủy» C"]


def test_numbers_go_by_size_and_before_letters():
    assert sorted(["Tổ 10", "Tổ an", "Tổ 9", "Tổ 09"], key=sort_key) == ["Tổ 09", "Tổ 9", "Tổ 10", "Tổ an"]


def test_people_go_by_given_name_then_family_name():
    names = ["Đỗ Văn Bình", "Lê Thị An", "An Bình", "Trần Ân", "Phạm An (Ảnh)", "Nguyễn An, Trưởng ban"]
    assert sorted(names, key=person_key) == [
        "Lê Thị An", "Nguyễn An, Trưởng ban", "Phạm An (Ảnh)", "Trần Ân", "An Bình", "Đỗ Văn Bình"]


def test_an_empty_name_sorts_without_failing():
    assert person_key("") <= person_key("An")


@given(st.lists(st.text()))
def test_sorting_does_not_depend_on_the_order_of_arrival(names):
    assert sorted(names, key=sort_key) == sorted(reversed(names), key=sort_key) or len(
        {sort_key(n) for n in names}) < len(set(names))
