import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.search.analyse import agrees, nearest_year, pieces, read, tokens, word
from plugins.search.repair import keystrokes, near, spell

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
SYLLABLES = "hội nghị cán bộ quy hoạch đảng ủy khoá thuỷ lí mỹ Đắk Lắk ưu tiên quyết định nghiêng phường".split()


@pytest.mark.parametrize("vector", json.loads((VECTORS / "search_words.json").read_text("utf-8")), ids=lambda v: ascii(v["in"]))
def test_a_word_has_its_key_and_code(vector):
    assert word(vector["in"]) == (vector["key"], vector["code"])


@pytest.mark.parametrize("vector", json.loads((VECTORS / "search_compounds.json").read_text("utf-8")), ids=lambda v: ascii(v["in"]))
def test_compounds_are_read(vector):
    assert [list(c.keys) for c in read(vector["in"])[2]] == vector["out"]


@given(st.text("aăâeêioôơuưyđdbchgknmpqrstvxĂÂÊÔƠƯĐ\u0300\u0301\u0303\u0309\u0323", min_size=1, max_size=9))
def test_composed_and_decomposed_text_have_one_key(text):
    def keys(form):
        return [(t.key, t.code) for t in read(unicodedata.normalize(form, text))[1]]

    assert keys("NFC") == keys("NFD")


@given(st.sampled_from(SYLLABLES), st.integers(0, 5))
def test_leaving_accents_out_agrees_with_the_word_and_adding_others_does_not(syllable, tone):
    key, code = word(syllable)
    assert agrees(0, code) and agrees(code, code) and agrees(code // 6 * 6, code)
    if tone and tone != code % 6:
        assert not agrees(code // 6 * 6 + tone, code)


@given(st.sampled_from(SYLLABLES))
def test_a_word_can_be_spelled_from_its_key_and_code(syllable):
    assert word(spell(*word(syllable))) == word(syllable)


def test_punctuation_parts_words_and_dashes_and_slashes_do_not():
    parted = [t.key for t in tokens("Dân quân; dân vận - giám sát, 65-KH/ĐUK (mở rộng)") if t.parted]
    assert parted == ["dan", "dan", "65", "mo"]


def test_thousands_are_one_number_and_other_dots_are_not():
    assert pieces("1.000 và 10.5 và 2.5.2020") == ["1.000", "và", "10", ".", "5", "và", "2", ".", "5", ".", "2020"]


@pytest.mark.parametrize("text", ["", "…!?", "\x00\x01", "😀", "𝔅𝔞", "a" * 10_000, "<script>alert(1)</script>", "(((", "9" * 400])
def test_odd_text_is_read_without_fault(text):
    assert all(t.key and len(t.key) <= 32 for t in read(text)[1])


@pytest.mark.parametrize(("key", "published", "whole"), [
    ("@1225", date(2024, 1, 5), "@20231225"), ("@0105", date(2023, 12, 25), "@20240105"), ("@0229", date(2023, 3, 1), "@20240229"),
])
def test_a_day_without_a_year_is_the_nearest_one(key, published, whole):
    assert nearest_year(key, published) == whole


@pytest.mark.parametrize(("typed", "meant"), [
    ("hoachj", "hoạch"), ("tieesng", "tiếng"), ("ddangr", "đảng"), ("nguwowif", "người"), ("thuy3", "thủy"), ("d9a3ng", "đảng"), ("nghi5", "nghị"),
])
def test_keystrokes_that_came_through_are_read(typed, meant):
    assert word(keystrokes(typed)) == word(meant)


@pytest.mark.parametrize(("a", "b", "expected"), [("thanh", "than", True), ("haoch", "hoach", True), ("can", "cna", True), ("dong", "duong", True),
                                                  ("can", "can", False), ("can", "bo", False), ("dang", "dong dang", False), ("abcd", "badc", False)])
def test_one_slip_is_near_and_two_are_not(a, b, expected):
    assert near(a, b) is expected and near(b, a) is expected
