"""Normal form, fold, tone key, slug and syllables: the shared vectors, doctests and laws."""
import doctest
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese import text
from plugins.vietnamese.text import fold, has_marks, nfc, slug, syllables, tidy, tone_key

VECTORS = Path(__file__).parent.parent / "vectors"
FUNCTIONS = {"fold": fold, "tidy": tidy, "tone_key": tone_key, "slug": slug, "syllables": syllables}
CASES = [(name, case) for name in FUNCTIONS for case in json.loads((VECTORS / f"{name}.json").read_text("utf-8"))]

LETTERS = "abcdđeghiklmnopqrstuvxyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵÐĐ"
vietnamese = st.text(st.sampled_from(LETTERS + LETTERS.upper() + " -/.,–0123456789"))
anything = vietnamese | st.text() | vietnamese.map(lambda s: unicodedata.normalize("NFD", s))


@pytest.mark.parametrize("name, case", CASES, ids=[f"{name}-{case['in']!a}"[:60] for name, case in CASES])
def test_the_shared_vectors_hold(name, case):
    limit = {"limit": case["limit"]} if "limit" in case else {}
    assert FUNCTIONS[name](case["in"], **limit) == case["out"]


def test_the_doctests_hold():
    assert doctest.testmod(text).failed == 0


@given(anything)
def test_normal_form_is_nfc_and_is_reached_once(s):
    once = nfc(s)
    assert unicodedata.is_normalized("NFC", once)
    assert nfc(once) == once
    assert not set("ÐðƉɖ") & set(once)


@given(anything)
def test_tidied_text_holds_nothing_invisible_and_stays_as_it_is(s):
    once = tidy(s)
    assert tidy(once) == once
    assert not [c for c in once if unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\t"]
    assert not [c for c in once if unicodedata.category(c) == "Zs" and c != " "]
    once.encode("utf-8")


@given(anything)
def test_folding_twice_changes_nothing(s):
    assert fold(fold(s)) == fold(s)
    assert not has_marks(fold(s))


@given(vietnamese)
def test_folded_vietnamese_is_ascii_but_for_the_dash(s):
    assert fold(s).replace("–", "-").isascii()


@given(anything)
def test_composed_and_decomposed_text_fold_and_key_alike(s):
    decomposed = unicodedata.normalize("NFD", s)
    assert fold(s) == fold(decomposed)
    assert tone_key(s) == tone_key(decomposed)


@given(anything)
def test_a_tone_key_is_its_own_key(s):
    assert tone_key(tone_key(s)) == tone_key(s)


@given(vietnamese)
def test_a_tone_key_keeps_every_accent_but_moves_it(s):
    def marks_and_letters(t):
        return sorted(unicodedata.normalize("NFD", t.lower()).replace("y", "i"))

    assert marks_and_letters(tone_key(s)) == marks_and_letters(tidy(s))


@given(st.lists(st.sampled_from("hoà tuỳ kì lý Đảng cuả 2025 quí".split())))
def test_a_text_has_the_keys_of_its_words(words):
    assert tone_key(" ".join(words)) == " ".join(map(tone_key, words))


@pytest.mark.parametrize("one, other", [("hoà", "hoa"), ("bảo", "bão"), ("tai", "tay"), ("tuy", "tui"), ("vi", "vy"), ("ủy", "úy")])
def test_different_words_keep_different_keys(one, other):
    assert tone_key(one) != tone_key(other)


@given(anything, st.integers(5, 120))
def test_a_slug_is_a_short_ascii_name_and_its_own_slug(s, limit):
    made = slug(s, limit)
    assert len(made) <= limit
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-") and not made.endswith("-") and "--" not in made
    assert slug(made, limit) == made


@given(anything)
def test_syllables_hold_no_space_and_lose_no_letter(s):
    found = syllables(s)
    assert all(part and not any(c.isspace() for c in part) for part in found)
    assert [c for c in "".join(found) if c.isalnum()] == [c for c in tidy(s) if c.isalnum()]


@pytest.mark.parametrize("s, marked", [("quy hoach", False), ("quy hoạch", True), ("di", False), ("đi", True), ("", False),
                                       ("DANG", False), ("ơ", True), ("2025–2030", False), ("“ngoac”", False)])
def test_marks_are_seen(s, marked):
    assert has_marks(s) is marked
