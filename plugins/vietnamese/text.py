"""Vietnamese letters: normal form, fold, tone key, slug, syllables. Pure; shared by everything.

JavaScript does the same things the same way; ``tests/vectors/*.json`` hold both to it.
"""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = "\u0300-\u036f"
_MARK_RUN = re.compile(f"[{_MARKS}]+")
_MARKED = re.compile(f"[^{_MARKS}]?[{_MARKS}]+")
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: they make another letter and go before the tone
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of the alphabet


def _repair(match: re.Match[str]) -> str:
    first, *marks = unicodedata.normalize("NFD", match[0])
    marks = dict.fromkeys(marks)
    return unicodedata.normalize("NFC", first + "".join(sorted(marks, key=lambda mark: mark not in _SHAPES)))


def nfc(text: str) -> str:
    """*text* in NFC, with the Icelandic Ð that old keyboards typed made a Vietnamese Đ.

    Some converters write the tone before the hat (e, acute, circumflex), which Unicode
    does not compose; the marks are put in order first.

    >>> nfc("Ða\u0323i ho\u0323\u0302i, tie\u0301\u0302ng")
    'Đại hội, tiếng'
    """
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _has_marks_apart(text):
        text = unicodedata.normalize("NFC", _MARKED.sub(_repair, text))
    return text.replace("\u00d0", "Đ").replace("\u00f0", "đ").replace("\u0189", "Đ").replace("\u0256", "đ")


def _has_marks_apart(text: str) -> bool:
    """Is there a combining mark (U+0300 to U+036F)? Their first bytes in UTF-8 are no others': far quicker than a pattern."""
    data = text.encode("utf-8", "surrogatepass")
    return (b"\xcc" in data or b"\xcd" in data) and _MARK_RUN.search(text) is not None


def _odd_characters() -> dict[str, str]:
    """What :func:`tidy` replaces: invisible characters by nothing, odd spaces by a space, odd breaks by a line break.

    U+0080 to U+009F are what Windows-1252 punctuation becomes when it is read as Latin-1;
    HTML reads such references back as Windows-1252, and so do we.
    """
    table = {chr(code): "" for code in (*range(0x20), 0x7F, 0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF)}
    table |= {chr(code): "" for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
                                               (0xFFF9, 0xFFFB), (0xFFFE, 0xFFFF), (0xD800, 0xDFFF)) for code in range(first, last + 1)}
    table |= {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
    table |= {space: " " for space in "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))}
    table |= {line_break: "\n" for line_break in "\r\v\f\u2028\u2029"}
    del table["\n"], table["\t"]
    return table


_ODD = _odd_characters()
_JOINER = "\u034f"  # the only one of them that Python calls printable: it is a mark
_ODD_CHARACTER = re.compile("[" + "".join(map(re.escape, _ODD)) + "]")


def _visible(text: str) -> str:
    if (text.isprintable() or text.replace("\n", "").isprintable()) and _JOINER not in text:
        return text
    return _ODD_CHARACTER.sub(lambda match: _ODD[match[0]], text.replace("\r\n", "\n"))


def tidy(text: str) -> str:
    """*text* in NFC without control, zero-width and direction characters; every space plain, every break ``\\n``.

    >>> tidy("Đảng\u00a0bộ \ufeffKhối\u200b \x96 2025\\r\\n")
    'Đảng bộ Khối – 2025\\n'
    """
    if text.isascii() and text.isprintable():
        return text
    return nfc(_visible(text))


def _fold(text: str) -> str:
    text = _visible(text).lower()
    if text.isascii():
        return text
    plain = _MARK_RUN.sub("", unicodedata.normalize("NFD", text))
    if not unicodedata.is_normalized("NFC", plain):
        plain = unicodedata.normalize("NFC", plain)
    return plain.replace("đ", "d").replace("\u00f0", "d").replace("\u0256", "d")


_fold_word = lru_cache(maxsize=1 << 16)(_fold)


def fold(text: str) -> str:
    """Lower-case *text* without marks, as people type it; tidied, otherwise character for character.

    >>> fold("ĐẢNG uỷ Khối")
    'dang uy khoi'
    """
    return _fold_word(text) if len(text) <= 24 else _fold(text)


@lru_cache(maxsize=1 << 14)
def has_marks(text: str) -> bool:
    """Whether *text* has any letter that :func:`fold` would strip: the reader typed accents.

    >>> has_marks("quy hoach"), has_marks("quy hoạch"), has_marks("di"), has_marks("đi")
    (False, True, False, True)
    """
    return not text.isascii() and fold(text) != tidy(text).lower()


_VOWEL = "[aăâeêioôơuưy]"
_SYLLABLE = re.compile(
    f"(ngh|ng|nh|gh|gi(?={_VOWEL})|qu(?={_VOWEL})|ph|th|tr|ch|kh|[bcdđghklmnprstvx])?({_VOWEL}{{1,3}})(ng|nh|ch|[cmnpt])?")
_I_IS_Y = frozenset(("h", "k", "l", "m", "s", "t", "qu"))
_LATIN_WORD = re.compile(f"[a-zß-öø-\u024f{_MARKS}\u1e00-\u1eff]+")


def split_tone(word: str) -> tuple[str, str]:
    """The letters of *word* with their shapes but no tone, and its tone (combining marks, "" for ngang).

    >>> split_tone("hội") == ("hôi", "\u0323")
    True
    """
    marked = unicodedata.normalize("NFD", word)
    letters = "".join(char for char in marked if char not in _TONES)
    return unicodedata.normalize("NFC", letters), "".join(char for char in marked if char in _TONES)


def _tone_at(vowels: str, closed: bool) -> int:
    shaped = [place for place, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if shaped:
        return shaped[-1]
    if len(vowels) == 3 or (len(vowels) == 2 and closed):
        return 1
    return 0


@lru_cache(maxsize=1 << 16)
def _key_of_syllable(word: str) -> str:
    letters, tone = split_tone(word)
    parts = _SYLLABLE.fullmatch(letters)
    if not parts or len(tone) > 1:
        return word
    onset, vowels, coda = (part or "" for part in parts.groups())
    if vowels == "i" and onset in _I_IS_Y and (not coda or onset == "qu"):
        vowels = "y"
    place = _tone_at(vowels, bool(coda))
    return unicodedata.normalize("NFC", onset + vowels[: place + 1] + tone + vowels[place + 1 :] + coda)


def tone_key(text: str) -> str:
    """One spelling for all that differ only in where the tone stands or in i/y: lower case, accents kept.

    The rule, syllable by syllable (what is no Vietnamese syllable is only lower-cased):

    - the tone is taken off and put back where the older orthography has it: on the last of
      ă â ê ô ơ ư; else on the only vowel; of two vowels on the second when a consonant follows and
      on the first when none does; of three on the middle one. "gi" and "qu" before a vowel are
      consonants. So hoà = hòa, khoẻ = khỏe, thuý = thúy, uỷ = ủy, and slips such as cuả = của.
    - i standing alone after h, k, l, m, s, t or qu (and in quit, quich, quinh) is y:
      lí = lý, kĩ = kỹ, sĩ = sỹ, mĩ = mỹ, tỉ = tỷ, qui = quy. Elsewhere i and y are different words (tai, tay).

    >>> tone_key("Hoà Khoẻ THUÝ uỷ lí kĩ qui cuả")
    'hòa khỏe thúy ủy lý kỹ quy của'
    >>> tone_key("hoa") == tone_key("hoà")
    False
    """
    return _tone_key_of_word(text) if len(text) <= 24 else _tone_key(text)


def _tone_key(text: str) -> str:
    return _LATIN_WORD.sub(lambda match: _key_of_syllable(match[0]), nfc(tidy(text).lower()))  # small letters compose where capitals do not (ᾴ)


_tone_key_of_word = lru_cache(maxsize=1 << 16)(_tone_key)


_SYLLABLES = re.compile(f"(?:[^\\W_]|[{_MARKS}])+")


def syllables(text: str) -> list[str]:
    """The syllables of *text*: its runs of letters and digits, tidied, case and accents kept.

    >>> syllables("Đảng ủy Khối: 65-KH/ĐUK, 1.000")
    ['Đảng', 'ủy', 'Khối', '65', 'KH', 'ĐUK', '1', '000']
    """
    return _SYLLABLES.findall(tidy(text))


def slug(text: str, limit: int = 90) -> str:
    """An ASCII address part: folded words joined by "-", cut at a word within *limit* characters.

    "" where *text* has no Latin letter or digit.

    >>> slug("Đảng ủy Khối: quy hoạch 2025 – 2030, 1/500")
    'dang-uy-khoi-quy-hoach-2025-2030-1-500'
    """
    words = re.findall(r"[a-z0-9]+", fold(text))
    out = ""
    for word in words:
        longer = f"{out}-{word}" if out else word
        if len(longer) > limit:
            break
        out = longer
    return out or (words[0][:limit] if words else "")
