"""Numbers as Vietnamese texts write them, in and out. Decimal throughout, never float."""
from __future__ import annotations

import re
from decimal import Decimal

from plugins.vietnamese.text import tidy, tone_key

_SCALES = {"": 1, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 1_000_000_000}
_WHOLE = re.compile(r"([-−–]?)\s*([0-9][0-9., ]{0,38})\s*(%|phần trăm|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)?", re.IGNORECASE)
_INTEGER = re.compile(r"[0-9]+")
_GROUPED = (  # thousands sign, decimal sign
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<part>[0-9]+))?"),  # 1.234.567,8
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.(?P<part>[0-9]+))?"),  # 1,234,567.8
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:[.,](?P<part>[0-9]+))?"),  # 1 234 567,8
)
_FRACTIONAL = re.compile(r"([0-9]+)[.,]([0-9]+)")


def _plain(text: str, ratio: bool) -> Decimal | None:
    if _INTEGER.fullmatch(text):
        return Decimal(text)
    fractional = _FRACTIONAL.fullmatch(text)
    if fractional and ratio:
        return Decimal(f"{fractional[1]}.{fractional[2]}")
    for grouped in _GROUPED:
        if match := grouped.fullmatch(text):
            whole = re.sub(r"[., ]", "", match["whole"])
            return Decimal(f"{whole}.{match['part']}" if match["part"] else whole)
    # "05.000" is neither a thousand nor a decimal that anybody writes.
    if fractional and (len(fractional[2]) != 3 or fractional[1] == "0"):
        return Decimal(f"{fractional[1]}.{fractional[2]}")
    return None


def parse_number(text: str, *, ratio: bool = False) -> Decimal | None:
    """The number that the whole of *text* is, or None.

    A point or comma before exactly three digits parts thousands, both signs being in use on portals;
    any other is the decimal sign. With *ratio*, and always before a percent sign, one lone sign is decimal:
    nobody has 1.045 per cent. A percent sign does not change the value; a scale word (triệu) does.
    Fractions (32/32), dates (25/8), document numbers (65-KH/ĐUK) and ordinals (XX) are no numbers.

    >>> [str(parse_number(s)) for s in ("1.000", "1,04", "06", "10,478", "39.34%", "1.234,5", "2,5 triệu")]
    ['1000', '1.04', '6', '10478', '39.34', '1234.5', '2500000']
    >>> [parse_number(s) for s in ("32/32", "25/8", "65-KH/ĐUK", "XX", "1.00.0", "010.000")]
    [None, None, None, None, None, None]
    >>> parse_number("1,285", ratio=True)
    Decimal('1.285')
    """
    match = _WHOLE.fullmatch(tidy(text).strip())
    if not match:
        return None
    sign, digits, suffix = match[1], match[2].strip(), (match[3] or "").lower()
    percent = suffix in ("%", "phần trăm")
    value = _plain(digits, ratio or percent)
    if value is None:
        return None
    if suffix and not percent:
        scaled = value * _SCALES["tỷ" if suffix == "tỉ" else suffix]
        value = Decimal(int(scaled)) if scaled == scaled.to_integral_value() else scaled
    return -value if sign and value else value


_DIGITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
           "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
_ONLY_AFTER_TENS = ("mốt", "tư", "lăm", "nhăm")
_LARGE = {"nghìn": 1000, "ngàn": 1000, "triệu": 1_000_000, "tỷ": 1_000_000_000}


def _below_hundred(words: list[str]) -> int | None:
    """0 to 99: "mười lăm", "hai mươi mốt", "ba mốt", "chín"."""
    tens = 0
    if words[0] == "mười":
        tens, words = 10, words[1:]
    elif len(words) > 1 and words[1] in ("mươi", "chục") and _DIGITS.get(words[0], 0) > 1:
        tens, words = 10 * _DIGITS[words[0]], words[2:]
    elif len(words) == 2 and words[0] in _DIGITS and words[0] not in _ONLY_AFTER_TENS and words[1] in _DIGITS:
        # "hai mốt" is spoken for "hai mươi mốt"; "hai ba" is not a number.
        if words[1] in _ONLY_AFTER_TENS and _DIGITS[words[0]] > 1:
            return 10 * _DIGITS[words[0]] + _DIGITS[words[1]]
        return None
    if not words:
        return tens
    if len(words) > 1 or words[0] not in _DIGITS:
        return None
    if not tens and words[0] in _ONLY_AFTER_TENS:
        return None
    unit = _DIGITS[words[0]]
    if tens and (unit == 0 or (tens == 10 and words[0] in ("mốt", "tư"))):
        return None
    return tens + unit


def _below_thousand(words: list[str]) -> int | None:
    if "trăm" not in words:
        return _below_hundred(words)
    place = words.index("trăm")
    hundreds, rest = words[:place], words[place + 1 :]
    if len(hundreds) != 1 or hundreds[0] not in _DIGITS or hundreds[0] in _ONLY_AFTER_TENS:
        return None
    value = 100 * _DIGITS[hundreds[0]]
    if not rest:
        return value
    if rest[0] in ("linh", "lẻ"):
        rest = rest[1:]
        # "trăm linh tư" is said as often as "trăm linh bốn".
        if len(rest) != 1 or not _DIGITS.get(rest[0]) or rest[0] in ("mốt", "lăm", "nhăm"):
            return None
        return value + _DIGITS[rest[0]]
    if rest == ["rưỡi"]:
        return value + 50 if value else None
    below = _below_hundred(rest)
    return None if below is None or below < 10 else value + below


def parse_words(text: str) -> int | None:
    """The whole number that the words of *text* are, or None; accents matter (năm is 5, nam is south).

    >>> [parse_words(s) for s in ("mười lăm", "hai mươi mốt", "một trăm linh năm", "ba nghìn", "hai ba")]
    [15, 21, 105, 3000, None]
    """
    words = tone_key(text).replace("-", " ").split()
    if not words or len(words) > 30:
        return None
    total, last = 0, None
    for name in ("tỷ", "triệu", "nghìn"):
        names = (name, "ngàn") if name == "nghìn" else (name,)
        place = next((i for i, word in enumerate(words) if word in names), None)
        if place is None:
            continue
        count = _below_thousand(words[:place]) if place else None
        if not count:
            return None
        total, words, last = total + count * _LARGE[name], words[place + 1 :], _LARGE[name]
        if words == ["rưỡi"]:
            return total + last // 2
        if not words:
            return total
    if last and words[0] in ("linh", "lẻ"):
        words = ["không", "trăm", *words]
    rest = _below_thousand(words)
    if rest is None or (last and rest == 0):
        return None
    return total + rest


def format_number(number: Decimal | int) -> str:
    """*number* as Vietnamese readers expect it: a point between thousands, a decimal comma.

    >>> format_number(Decimal(1000)), format_number(Decimal("1.04")), format_number(-12345678)
    ('1.000', '1,04', '-12.345.678')
    """
    text = f"{Decimal(number):,f}"
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")
