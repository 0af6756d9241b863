"""Bytes to the right letters, whatever the page says of itself."""
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from scraper import fonts
from scraper.decode import decode
from scraper.parse import parse
from scraper.syllables import is_syllable, quality
from scraper.values import RawPage
from tests.scraper import legacy
from tests.scraper.scoring import PAGES

TEXT = ("Đảng ủy Khối Ví dụ tổ chức hội nghị cán bộ chủ chốt, lấy phiếu giới thiệu nguồn quy hoạch nhiệm kỳ 2025-2030. "
        "Ưu tiên cán bộ nữ, cán bộ trẻ; bảo đảm dân chủ, khách quan và đúng nguyên tắc. Ở mỗi chi bộ, bí thư báo cáo kỹ.")
SMALL = TEXT.lower()
LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_whatever_its_form(encoding):
    page = f"<html><head><title>x</title></head><body><p>{TEXT}</p></body></html>"
    assert TEXT in decode(page.encode(encoding)).text


@pytest.mark.parametrize("declared", ["", "text/html; charset=utf-8", "text/html; charset=iso-8859-1", "text/html; charset=windows-1258", "text/html; charset=no-such-thing", "text/html; charset=utf-16"])
def test_bytes_that_are_utf8_are_utf8_whatever_was_declared(declared):
    assert decode(TEXT.encode(), declared).text == TEXT


@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1258", "iso-8859-1", "windows-1252"])
def test_windows_1258_is_read_whatever_was_declared(declared):
    page = b'<meta charset="' + declared.encode() + b'"><p>' + legacy.windows_1258(TEXT) + b"</p>"
    decoded = decode(page)
    assert TEXT in decoded.text and decoded.encoding == "windows-1258"


def test_marks_apart_from_their_letters_are_put_together():
    assert decode(unicodedata.normalize("NFD", TEXT).encode()).text == TEXT


@pytest.mark.parametrize("between", ["cp1252", "latin-1"])
def test_text_encoded_twice_is_repaired(between):
    twice = TEXT.encode().decode("latin-1") if between == "latin-1" else "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in TEXT.encode())
    decoded = decode(f"<p>{twice}</p>".encode())
    assert TEXT in decoded.text and decoded.encoding == "utf-8+ftfy"


def test_a_page_cut_in_the_middle_of_a_letter_is_still_utf8():
    data = (TEXT * 3).encode()
    for cut in range(len(data) - 12, len(data)):
        assert decode(data[:cut]).encoding == "utf-8"


def test_one_alien_byte_does_not_turn_a_page_into_another_encoding():
    data = TEXT.encode()
    assert decode(data[:60] + b"\x93" + data[60:]).encoding == "utf-8"


def test_a_page_without_vietnamese_is_left_alone():
    text = "Plain English, with a café in Zürich and 5 § of the law."
    assert decode(text.encode()).text == text


@pytest.mark.skipif(not legacy.has_tcvn3(), reason="glibc's iconv with TCVN 5712 is not at hand")
@pytest.mark.parametrize("letter", LETTERS + "ĂÂĐÊÔƠƯ")
def test_a_tcvn3_letter_is_what_glibc_says(letter):
    assert fonts.tcvn3(legacy.tcvn3(letter).decode("latin-1")) == letter


@pytest.mark.parametrize("letter", [case(letter) for letter in LETTERS[1:] for case in (str, str.upper)])
def test_a_vni_letter_is_what_the_marks_compose(letter):
    assert fonts.vni(legacy.vni(letter)) == letter


@given(st.text(alphabet=st.sampled_from(LETTERS + "bcdghklmnpqrstvx ,.0123456789"), max_size=80))
def test_vni_text_comes_back_whole(text):
    # A vowel that stands before a marked one is never taken for its carrier.
    assert fonts.vni(legacy.vni(text)) == text


@pytest.mark.parametrize("font, text", [(".VnTime", "§¶ng bé"), (".VnTimeH", "®¶ng bé"), ("VNI-Times", "Ñaûng boä"), ("vni-helve", "Ñaûng boä"), (".VnArial Narrow", "§¶ng bé")])
def test_a_font_tells_how_to_read_its_text(font, text):
    assert fonts.of_font(font)(text).lower() == "đảng bộ"


@pytest.mark.parametrize("font", ["Arial", "Times New Roman", "Verdana, sans-serif", "", "Vni", "Venus", "inherit"])
def test_other_fonts_ask_for_no_conversion(font):
    assert fonts.of_font(font) is None


@pytest.mark.parametrize("text", ["»", " · ", "©", "5 m²", "1½", "Trang chủ » Tin tức", "§ 5", "µ", "Zürich", "Peñarol", "São Paulo", "Ô tô", "à", "“Ô hay”", "10 °C", "£5"])
def test_signs_and_foreign_words_on_a_unicode_page_stay_as_they_are(text):
    page = f"<title>Bản tin</title><body><p>{TEXT}</p><p>{TEXT}</p><span>{text}</span><p>{TEXT}</p></body>"
    from scraper.tree import parse as tree

    assert tree(decode(page.encode()).text).find(".//span").text == text


def test_old_fonts_inside_a_unicode_page_are_read_by_font():
    page = (PAGES / "tcvn3-pasted.html").read_bytes()
    draft = parse(RawPage("http://mauson.example.vn/news/5/so-ket", page))
    assert draft.author == "LÊ HOÀNG THỬ"  # its font holds capitals
    assert all("§" not in text and "®" not in text for text in draft.body)


@pytest.mark.parametrize("word, possible", [("nghiêng", True), ("thuở", True), ("quyển", True), ("khuya", True), ("Ủy", True), ("uỷ", True), ("giờ", True), ("ỷ", True), ("đắk", False),
                                            ("§¶ng", False), ("áº£n", False), ("bộộ", False), ("ééé", False), ("strà", False)])
def test_what_could_be_a_vietnamese_syllable(word, possible):
    assert is_syllable(word) is possible


def test_garbled_text_reads_worse_than_whole_text():
    garbled = TEXT.encode().decode("cp1252", "replace")
    assert quality(TEXT) > 0.9 > 0 > quality(garbled)
    assert quality(legacy.vni(TEXT)) < 0 and quality("no marks at all") == 0.0
