"""Names of people, and what tells too much about them: identity numbers, birth dates, telephone numbers."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plugins.newsroom.gate.rules import any_of, rules
from plugins.vietnamese.dates import parse_date

NUMBERS = re.compile(r"\d[ .-]?\d[ .)-]?\d[ .-]?\d[ .-]?\d[ .-]?\d[ .-]?\d")  # seven digits: shorter ones tell of nobody
DATED = re.compile(r"\d[^\S\n]*(?:[/.-][^\S\n]*\d{1,2}[^\S\n]*[/.-][^\S\n]*\d\d|\s+tháng\s+\d{1,2}\s+năm\s+\d{4})", re.I)  # whatever _DATE finds, and more
BORN = ("sinh", "ntns", "sn ", "sn:", "s.", "-", "–", "—", "(")
_REACH = 60  # characters around a number in which a word tells what it is
_TWELVE = re.compile(r"(?<![\d.,/-])\d(?:[ .]?\d){11}(?![\d]|[.,/-]\d)")
_DASHED = re.compile(r"(?<![\d.,/-])\d(?:[ .-]?\d){11}(?![\d]|[.,/-]\d)")
_NINE = re.compile(r"(?<![\d.,/-])\d(?:[ .]?\d){8}(?![\d]|[.,/-]\d)")
_PASSPORT = re.compile(r"(?<!\w)[A-Z] ?\d{7}(?!\w)")
_TELEPHONE = re.compile(r"(?<![\w.,/-])(?:\+84|0)(?:[ .-]?\(?\d\)?){9,10}(?![\d]|[.,/-]\d)")
_DATE = r"(?:ngày\s+)?(?:(?:mồng|mùng)\s+)?(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
_BORN = re.compile(rf"(?<!\w)(ngày,? ?(?:tháng,? ?)?(?:năm )?sinh|sinh|ntns|sn|s\.)\s*[:(]?\s*{_DATE}", re.I)
_ALONE = re.compile(r"\s*(?:[–—-]\s*|\(\s*)(\d{1,2}\s*[/.]\s*\d{1,2}\s*[/.]\s*\d{4})\s*(?=[–—)-]|$)")  # behind a name, without a word that says what it is
_FULL_DATE = re.compile(_DATE, re.I)
_BIRTH_COLUMN = re.compile(r"(?:ngày,? ?(?:tháng,? ?)?(?:năm )?sinh|sinh ngày|ntns)", re.I)
_LIFE = re.compile(r"\s*(?:[-–—]\s*(?:mất\s*)?(?:ngày\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|[^.;]{0,60}?(?<!\w)(?:mất|từ trần|qua đời|hy sinh)(?!\w))", re.I)


# In Unicode the letters with two marks stand small beside capital, so that no range holds one kind alone.
_TWO_MARKS = "".join(chr(code) for code in range(0x1EA0, 0x1EFA))
UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + _TWO_MARKS[::2]
LOWER = "a-zà-öø-ýăđĩũơư" + _TWO_MARKS[1::2]
_MIXED = rf"[{UPPER}](?:[{LOWER}]+)?(?![^\W\d_])"
_LOUD = rf"[{UPPER}]{{1,7}}(?![^\W\d_])"
_NAME = re.compile(rf"(?<![^\W\d_])(?:{_MIXED}(?: {_MIXED}){{1,5}}|{_LOUD}(?: {_LOUD}){{2,5}})")


@cache
def _told() -> tuple[frozenset[str], frozenset[str]]:
    """Surnames of Vietnam's peoples; places and words of office that begin as a name does."""
    told = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))
    return frozenset(" ".join(told["surnames"]).split()), frozenset(", ".join(told["places"]).split(", "))


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    start: int
    end: int


def names(text: str) -> list[Name]:
    """Names of people in *text*: a surname and one to four syllables, each with a capital, or all in capitals.

    Capitals before a surname belong to something else; a name of two syllables that is a place's is none.

    >>> [name.text for name in names("Đồng chí Nguyễn Văn Mẫu, Bí thư Tỉnh ủy Thái Bình; bà LÊ THỊ MẪU")]
    ['Nguyễn Văn Mẫu', 'LÊ THỊ MẪU']
    """
    surnames, places = _told()
    found = []
    for match in _NAME.finditer(text):
        syllables = match[0].split(" ")
        for place, syllable in enumerate(syllables[:-1]):
            loud = len(syllable) > 1 and syllable.isupper()
            if (syllable.capitalize() if loud else syllable) in surnames and " ".join(syllables[place: place + 2]) not in places:
                start = match.start() + sum(len(s) + 1 for s in syllables[:place])
                whole = " ".join(syllables[place: place + 5])
                found.append(Name(whole, start, start + len(whole)))
                break
    return found


@cache
def _near() -> tuple[re.Pattern, re.Pattern, re.Pattern, re.Pattern, frozenset[str]]:
    rule = rules()["identity"]
    new, old, passport, other = (re.compile(any_of(rule.words(name)), re.I) for name in ("near", "near_old", "near_passport", "other_numbers"))
    return new, old, passport, other, frozenset(str(rule.told["provinces"]).split())


def identity(line: str) -> Iterator[str]:
    """Numbers of identity cards and passports in *line*."""
    new, old, passport, other, provinces = _near()
    for match in _DASHED.finditer(line):
        digits = re.sub(r"\D", "", match[0])
        before = line[max(0, match.start() - _REACH): match.start()]
        around = before + " " + line[match.end(): match.end() + _REACH]
        told = new.search(around) or old.search(around)
        if told and not _last(other, before, new):
            yield match[0]
        elif "-" not in match[0] and digits[:3] in provinces and digits[3] in "0123" and not other.search(before):
            yield match[0]
    for pattern, words in ((_NINE, old), (_PASSPORT, passport)):
        for match in pattern.finditer(line):
            before = line[max(0, match.start() - 40): match.start()]
            found = list(words.finditer(before))
            if found and not re.search(r"[.;!?]\s|\bcho\b|\bcấp\b", before[found[-1].end():]):
                yield match[0]


def _last(other: re.Pattern, before: str, own: re.Pattern) -> bool:
    """Does another kind of number's name stand nearer than the identity card's?"""
    others, owns = list(other.finditer(before)), list(own.finditer(before))
    return bool(others) and (not owns or others[-1].start() > owns[-1].start())


def births_in_tables(lines: list[str]) -> Iterator[tuple[int, str]]:
    """``(line's index, date)`` of rows that name somebody, in tables with a column of birth dates; without one, of a cell beside the name's."""
    *_, oldest, youngest = _birth_words()
    column = -1
    for number, line in enumerate(lines):
        if line.count("|") < 2:
            column = -1
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if column < 0:
            column = next((n for n, cell in enumerate(cells) if _BIRTH_COLUMN.fullmatch(cell.strip("* "))), -1)
        if column < 0:
            beside = next((cell for before, cell in zip(cells, cells[1:]) if _FULL_DATE.fullmatch(cell) and names(before)), "")
            born = parse_date(re.sub(r"\s", "", beside).replace(".", "/").replace("-", "/")) if beside else None
            if born and oldest <= born.year <= youngest:
                yield number, beside
        elif column < len(cells) and _FULL_DATE.fullmatch(cells[column]) and names(line):
            yield number, cells[column]


@cache
def _birth_words() -> tuple[re.Pattern, frozenset[str], int, int]:
    rule = rules()["birth"]
    return re.compile("|".join(rule.words("anniversary")), re.I), frozenset(rule.words("compounds")), int(rule.told["oldest"]), int(rule.told["youngest_alone"])


def births(line: str, around: str) -> Iterator[str]:
    """Full birth dates in *line*, where a person is named in *around* (the line and its neighbours)."""
    anniversary, compounds, oldest, youngest = _birth_words()
    for match in _BORN.finditer(line):
        word, before = match[1].lower(), line[: match.start()].rstrip().rpartition(" ")[2]
        if word == "sinh" and (before.lower() in compounds or before[-1:].isalpha() and not (before[0].isupper() or before.lower() in ("ông", "bà", "chị", "em", "cháu"))):
            continue
        written = re.sub(r"\s*([/.-])\s*", r"\1", match[2])
        born = parse_date(written.replace(".", "/").replace("-", "/"))
        if (born and born.year < oldest) or anniversary.search(line[: match.start()]) or (word != "sinh" and anniversary.search(line[: match.end()])) or _LIFE.match(line, match.end()):
            continue
        if names(around):
            yield match[0]
    for name in names(line) if _ALONE.search(line) else ():
        match = _ALONE.match(line, name.end)
        born = match and parse_date(re.sub(r"\s", "", match[1]).replace(".", "/").replace("-", "/"))
        if born and oldest <= born.year <= youngest and not _LIFE.match(line, match.end(1)):
            yield match[1]


def telephones(line: str) -> Iterator[str]:
    """Telephone numbers: ten or eleven digits from 0 or +84 that nothing calls an account or another number."""
    if not any(c.isdigit() for c in line):
        return
    for match in _TELEPHONE.finditer(line):
        digits = re.sub(r"\D", "", match[0])
        before = line[max(0, match.start() - 30): match.start()].lower()
        if re.search(r"tài khoản|stk|mã số|mst|hợp đồng|isbn|số hiệu", before):
            continue
        if 10 <= len(digits) <= 12 and (len(digits) == 10 or digits.startswith("84") or re.match(r"02", digits)):
            yield match[0].strip()
