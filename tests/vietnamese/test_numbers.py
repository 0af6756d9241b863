import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese import numbers
from plugins.vietnamese.numbers import format_number, parse_number, parse_words

NUMBERS = {
    "0": "0", "6": "6", "06": "6", "006": "6", "31": "31", "1000": "1000", "123456": "123456",
    "1.000": "1000", "10.478": "10478", "1.234.567": "1234567", "999.999": "999999",
    "10,478": "10478", "1,234,567": "1234567", "1,234,567.8": "1234567.8", "1 000 000": "1000000",
    "1\u00a0000": "1000", "12\u202f500": "12500",
    "1,04": "1.04", "1.04": "1.04", "1,28": "1.28", "0,5": "0.5", "0.125": "0.125", "0,125": "0.125", "39,3456": "39.3456",
    "1.234,5": "1234.5", "1.234.567,89": "1234567.89",
    "39.34%": "39.34", "39,34 %": "39.34", "1,045%": "1.045", "100%": "100", "95 phần trăm": "95",
    "2,5 triệu": "2500000", "3 nghìn": "3000", "1.200 tỷ": "1200000000000", "1,5 tỉ": "1500000000", "10 ngàn": "10000",
    "-3": "-3", "−3": "-3", "-1.000": "-1000", " 12 ": "12",
}
NO_NUMBERS = ["", " ", "32/32", "25/8", "1/500", "65-KH/ĐUK", "XX", "khóa XX", "năm", "15/4/2022", "15.4.2022", "2022-04-15",
              "1.00.000", "1,2,3", "1.234.5", "1.2345.678", "010.000", "5.", ".5", "1_000", "0x10", "1e5", "nan", "inf", "+5",
              "1.234,567.8", "1..000", "06 đồng chí", "2020-2025", "--3", "9" * 60, "١٢", "17:44", "trên 1.000"]


@pytest.mark.parametrize("text, value", NUMBERS.items(), ids=map(ascii, NUMBERS))
def test_a_number_is_read(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", NO_NUMBERS, ids=[ascii(text)[:30] for text in NO_NUMBERS])
def test_what_is_no_number_is_none(text):
    assert parse_number(text) is None


@pytest.mark.parametrize("text, value", [("1,285", "1.285"), ("1.285", "1.285"), ("1,04", "1.04"), ("2", "2"), ("39,345%", "39.345")])
def test_in_a_ratio_a_lone_sign_is_decimal(text, value):
    assert parse_number(text, ratio=True) == Decimal(value)


@given(st.integers(-10**15, 10**15))
def test_a_whole_number_written_is_read_back(number):
    assert parse_number(format_number(number)) == number


@given(st.decimals(0, 10**9, places=2))
def test_two_decimal_places_written_are_read_back(number):
    assert parse_number(format_number(number)) == number


@given(st.text())
def test_any_text_gives_a_finite_number_or_none(text):
    value = parse_number(text)
    assert value is None or value.is_finite()


@pytest.mark.parametrize("number, text", [("1000", "1.000"), ("1.04", "1,04"), ("6", "6"), ("0", "0"), ("1.50", "1,5"), ("12.00", "12"),
                                          ("1234567.89", "1.234.567,89"), ("-1000", "-1.000"), ("1E+3", "1.000"), ("0.005", "0,005")])
def test_numbers_are_written_for_vietnamese_readers(number, text):
    assert format_number(Decimal(number)) == text


WORDS = {"không": 0, "một": 1, "năm": 5, "mười": 10, "mười một": 11, "mười lăm": 15, "hai mươi": 20, "hai mươi mốt": 21,
         "hai mươi tư": 24, "hai mươi bốn": 24, "ba mươi lăm": 35, "ba mốt": 31, "năm mươi nhăm": 55, "chín mươi chín": 99, "ba chục": 30,
         "một trăm": 100, "một trăm linh năm": 105, "một trăm lẻ tư": 104, "một trăm mười lăm": 115, "hai trăm rưỡi": 250,
         "ba nghìn": 3000, "một ngàn hai trăm": 1200, "một nghìn không trăm linh năm": 1005, "một nghìn linh năm": 1005,
         "mười hai nghìn ba trăm bốn mươi lăm": 12345, "một triệu rưỡi": 1500000, "hai tỉ ba trăm triệu": 2300000000,
         "Mười Lăm": 15, "bẩy": 7}
NO_WORDS = ["", "nam", "mốt", "lăm", "trăm", "hai ba", "mười tư", "mười mốt", "một trăm năm", "mươi", "rưỡi", "đồng chí", "một nghìn nghìn",
            "hai mươi đồng chí", "linh năm", "nghìn", "15"]


@pytest.mark.parametrize("text, value", WORDS.items())
def test_number_words_are_read(text, value):
    assert parse_words(text) == value


@pytest.mark.parametrize("text", NO_WORDS)
def test_other_words_are_no_numbers(text):
    assert parse_words(text) is None


def spell(number: int) -> str:
    """The standard words below a million, by the school rules."""
    units = "không một hai ba bốn năm sáu bảy tám chín".split()

    def hundreds(n, full):
        out = [units[n // 100], "trăm"] if full or n >= 100 else []
        tens, unit = divmod(n % 100, 10)
        if tens == 0 and unit and out:
            return [*out, "linh", units[unit]]
        if tens:
            out += ["mười"] if tens == 1 else [units[tens], "mươi"]
        if unit:
            out.append({1: "mốt" if tens > 1 else "một", 5: "lăm" if tens else "năm"}.get(unit, units[unit]))
        return out

    high, low = divmod(number, 1000)
    words = ([*hundreds(high, False), "nghìn"] if high else []) + (hundreds(low, bool(high)) if low else [])
    return " ".join(words) or "không"


@given(st.integers(0, 999_999))
def test_every_number_spelled_is_read_back(number):
    assert parse_words(spell(number)) == number


def test_the_doctests_hold():
    assert doctest.testmod(numbers).failed == 0
