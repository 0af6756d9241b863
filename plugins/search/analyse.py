"""The analyser: from text to the syllables, compounds and keys that both search engines index and ask for.

A syllable is kept as a *key* (folded tone key, so that "Hoà", "hòa" and "hoa" meet in "hoa") and a *code*
(the accents it was written with, as a number). ``theme/static/js/search/analyse.js`` does the same the same way;
``tests/vectors/search_*.json`` and a property test hold both together.
"""
from __future__ import annotations

import json
import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from plugins.vietnamese.text import fold, tidy, tone_key

WORDS: dict = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))

_MARKS = "\u0300-\u036f"
GAPS = ".,;:!?…()[]{}|•·\n"  # what parts words: syllables on both sides are no pair
THOUSANDS = "[0-9]{1,3}(?:[.,][0-9]{3})+(?![0-9])"
_PIECE = re.compile(f"{THOUSANDS}|[\\w{_MARKS}]+|[{re.escape(GAPS)}]")



def pieces(text: str) -> list[str]:
    """The syllables and numbers of *text* (tidied) as written, and the characters of ``GAPS`` between them.

    >>> pieces("Số 1.500, snake_case")
    ['Số', '1.500', ',', 'snake', 'case']
    """
    return _PIECE.findall(text.replace("_", " "))


_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = {"\u0306": 1, "\u031b": 1, "\u0302": 2}  # breve, horn, circumflex
_SHAPED = "aeoud"  # letters that can take a shape; đ counts as a shaped d
_SHAPED_LETTERS = 8  # a syllable has fewer; what is longer is no Vietnamese word
_KEY_LENGTH = 32
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")  # sorted differently by JavaScript, and no letters of ours


@lru_cache(maxsize=1 << 17)
def word(raw: str) -> tuple[str, int]:
    """The key and the code of one syllable or number as written; ("", 0) for what cannot be indexed.

    The code is the tone (0 ngang, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng) plus six times the shapes, a number
    to base 3 with a digit for every a, e, o, u, d from the left: 0 plain, 1 breve, horn or stroke, 2 circumflex.

    >>> word("Hoà") == word("hòa") == ("hoa", 1)
    True
    >>> word("đường"), word("LÍ") == word("lý"), word("06"), word("1.000")
    (('duong', 79), True, ('6', 0), ('1000', 0))
    """
    if raw.isascii() and raw[0].isdigit() and not raw.isalpha():
        digits = raw.replace(".", "").replace(",", "")
        if digits.isdigit():
            return (digits.lstrip("0") or "0")[:_KEY_LENGTH], 0
    written = tone_key(raw)
    key = fold(written)[:_KEY_LENGTH]
    if key.endswith("ak"):  # Đắk Lắk, Đắc Lắc
        key = key[:-1] + "c"
    if _ASTRAL.search(key):
        return "", 0
    return key, 0 if written.isascii() else _code(written)


def _code(written: str) -> int:
    tone = shapes = letters = 0
    place = 0  # weight of the last letter's digit, 0 when it can take no shape
    for char in unicodedata.normalize("NFD", written):
        if char in _SHAPES:
            shapes += _SHAPES[char] * place
            place = 0
        elif char in _TONES:
            tone = tone or _TONES[char]
        elif char == "đ" or char in _SHAPED:
            place = 3**letters if letters < _SHAPED_LETTERS else 0
            letters += 1
            if char == "đ":
                shapes += place
        elif not unicodedata.combining(char):
            place = 0
    return tone + 6 * shapes


def agrees(typed: int, code: int) -> bool:
    """Whether a word written with *code* may be what somebody typed with *typed*: no accent typed is contradicted.

    >>> agrees(word("hoach")[1], word("hoạch")[1]), agrees(word("bô")[1], word("bộ")[1]), agrees(word("bò")[1], word("bộ")[1])
    (True, True, False)
    """
    if typed % 6 and typed % 6 != code % 6:
        return False
    typed, code = typed // 6, code // 6
    while typed:
        if typed % 3 and typed % 3 != code % 3:
            return False
        typed, code = typed // 3, code // 3
    return True


@dataclass(frozen=True, slots=True)
class Token:
    """A syllable of a text: where it stands, and whether punctuation parts it from the one before."""

    key: str
    code: int
    start: int
    end: int
    parted: bool


def tokens(text: str) -> list[Token]:
    """The syllables of *text*, which is tidied already; ``parted`` ones make no pair with the one before.

    >>> [(t.key, t.parted) for t in tokens("Dân quân; 65-KH/ĐUK")]
    [('dan', True), ('quan', False), ('65', True), ('kh', False), ('duk', False)]
    """
    found, parted = [], True
    for match in _PIECE.finditer(text.replace("_", " ")):
        if match[0] in GAPS:
            parted = True
            continue
        key, code = word(match[0])
        if key:
            found.append(Token(key, code, match.start(), match.end(), parted))
            parted = False
    return found


@dataclass(frozen=True, slots=True)
class Compound:
    """A run of syllables that is one term: a date, a term of office, a document's number, a decimal.

    ``keys`` begins with the most exact one: a whole date, then its day and month alone.
    """

    keys: tuple[str, ...]
    start: int
    end: int


_DIGITS = re.compile("[0-9]+")
_COMPOUND = re.compile(
    r"(?P<number>[0-9]{1,5}(?:/[0-9]{4})?(?:[-/–]|\s?[-–]\s?(?=[a-zđ]{2,9}/))[a-zđ]{2,9}(?:[-/&–][a-zđ]{1,9}){0,4})(?![^\W_])"
    r"|(?P<y1>[0-9]{4})-(?P<m1>[0-9]{1,2})-(?P<d1>[0-9]{1,2})(?![0-9])"
    r"|(?P<d2>[0-9]{1,2})\s?(?P<s2>[/.-])\s?(?P<m2>[0-9]{1,2})\s?(?P=s2)\s?(?P<y2>[0-9]{4}|[0-9]{2})(?![0-9])"
    r"|(?P<d3>[0-9]{1,2})\s+th[aá]ng\s+(?P<m3>[0-9]{1,2})(?:\s*(?:,|/|-|n[aă]m)?\s*(?P<y3>[0-9]{4}))?(?![0-9])"
    r"|(?P<from>[0-9]{4})\s*(?:[-–—/]|đến|den|tới|toi)\s*(?P<to>[0-9]{4})(?![0-9])"
    r"|(?P<m4>[0-9]{1,2})\s?[/.-]\s?(?P<y4>[0-9]{4})(?![0-9])"
    r"|(?P<d5>[0-9]{1,2})\s?/\s?(?P<m5>[0-9]{1,2})(?![0-9/])"
    r"|(?P<whole>[0-9]{1,9})[.,](?P<part>[0-9]{1,2})(?![0-9.,/])",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(r"th[aá]ng\s+$", re.IGNORECASE)
_MONTH = re.compile(r"(?P<m>[0-9]{1,2})\s*(?:,|n[aă]m)?\s*(?P<y>[0-9]{4})(?![0-9])", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"(?:ng[aà]y|s[aá]ng|chi[eề]u|t[oố]i|h[oô]m)\s+$", re.IGNORECASE)
_DAY = re.compile(r"(?P<d>[0-9]{1,2})[.-](?P<m>[0-9]{1,2})(?![0-9.-])")
_LEFT = 10  # characters before a number that can tell what it is


def _day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1900 <= year <= 2100 and 1 <= day <= monthrange(year, month)[1]


def _date_keys(day: str, month: str, year: str | None) -> tuple[str, ...]:
    d, m = int(day), int(month)
    if year is None:
        return (f"@{m:02}{d:02}",) if _day(2000, m, d) else ()
    y = int(year) + (2000 if len(year) == 2 else 0)
    return (f"@{y:04}{m:02}{d:02}", f"@{m:02}{d:02}") if _day(y, m, d) else ()


def _keys(part: dict[str, str | None]) -> tuple[str, ...]:
    if part["y2"] and len(part["y2"]) == 2 and part["s2"] != "/":
        return ()  # 15/4/22 is a date, 15-4-22 may be anything
    for n in "123":
        if part["d" + n]:
            return _date_keys(part["d" + n], part["m" + n], part["y" + n])
    if part["from"]:
        first, last = int(part["from"]), int(part["to"])
        return (f"{first}-{last}",) if 1900 <= first < last <= min(first + 10, 2100) else ()
    if part["y4"]:
        return (f"@{part['y4']}{int(part['m4']):02}",) if _day(int(part["y4"]), int(part["m4"]), 1) else ()
    if part["d5"]:
        return _date_keys(part["d5"], part["m5"], None)
    if part["number"]:
        return ("-".join(word(piece)[0] for piece in re.split(r"\s?[-/&–]\s?", part["number"])),)
    return (f"{int(part['whole'])},{part['part']}",)


def compounds(text: str) -> list[Compound]:
    """The compounds of *text* (tidied), in order, none overlapping another.

    >>> [c.keys for c in compounds("Kế hoạch 65-KH/ĐUK ngày 05/4/2022, nhiệm kỳ 2020 – 2025, tháng 4 năm 2022, 1,04 lần")]
    [('65-kh-duk',), ('@20220405', '@0405'), ('2020-2025',), ('@202204',), ('1,04',)]
    """
    found = []
    after = 0
    for digits in _DIGITS.finditer(text):
        start = digits.start()
        if start < after or (start > 1 and text[start - 1] in ".,/" and text[start - 2].isdigit()):
            continue
        compound = _compound_at(text, start)
        if compound:
            found.append(compound)
            after = compound.end
    return found


def _compound_at(text: str, start: int) -> Compound | None:
    left = text[max(0, start - _LEFT) : start]
    month = _MONTH_BEFORE.search(left)
    if month:
        match = _MONTH.match(text, start)
        if match and _day(int(match["y"]), int(match["m"]), 1):
            return Compound((f"@{match['y']}{int(match['m']):02}",), start - len(month[0]), match.end())
    if _DAY_BEFORE.search(left):
        match = _DAY.match(text, start)
        if match and (keys := _date_keys(match["d"], match["m"], None)):
            return Compound(keys, start, match.end())
    match = _COMPOUND.match(text, start)
    keys = _keys(match.groupdict()) if match else ()
    if not keys:
        return None
    if month and len(keys[0]) == 7 and keys[0][0] == "@":
        start -= len(month[0])
    return Compound(keys, start, match.end())


def nearest_year(key: str, published: date) -> str:
    """The whole date that a day and month ("@0412") mean in a text of *published*: the nearest one.

    >>> nearest_year("@1225", date(2024, 1, 5)), nearest_year("@0630", date(2022, 4, 11))
    ('@20231225', '@20220630')
    """
    month, day = int(key[1:3]), int(key[3:5])
    years = [y for y in (published.year - 1, published.year, published.year + 1) if _day(y, month, day)]
    if not years:
        return key
    year = min(years, key=lambda y: abs((date(y, month, day) - published).days))
    return f"@{year:04}{key[1:]}"


def read(text: str) -> tuple[str, list[Token], list[Compound]]:
    """*text* tidied, its syllables and its compounds."""
    text = tidy(text)
    return text, tokens(text), compounds(text)
