"""Stamp lines: MẬT, TỐI MẬT, LƯU HÀNH NỘI BỘ as a mark on a document, not as words of a sentence."""
from __future__ import annotations

import re
from functools import cache

from plugins.newsroom.gate.rules import any_of, rules

_LETTERS = re.compile(r"[^\W\d_]+")
_CODE = r"[\w./-]*\d[\w./-]*-[A-ZĐ]+/[A-ZĐ][\w.-]*"  # 12-KH/ĐU
_FRAME = re.compile(r"[\[({【〔┃│║|*_=]")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d+[.)]|[a-zđ][.)])\s+")
_BRACKETED = re.compile(r"[\[({【〔]\s*([^\[\](){}【】〔〕]{3,40}?)\s*[\])}】〕]")
_COPY = re.compile(r"\(\s*(?:bản|số)[^)]*\)\s*$", re.I)
_PARTED = re.compile(r"\s[–—-]\s|[,;.]")
_HINTS = ("mật", "nộibộ", "phổbiến", "bócbì", "thuhồi", "uyetmat", "toimat", "noibo")
_SPACED = re.compile(r"(?:m[\W_]{1,3}ậ[\W_]{0,3}t|ộ[\W_]{1,3}i[\W_]{1,5}b[\W_]{1,3}ộ)")  # M.Ậ.T
LONG = 100  # characters: a longer line is no mark, but may hold one
NEAR = 3  # lines within which two different levels are a list of levels, not stamps


@cache
def _words() -> tuple[frozenset[str], frozenset[str], re.Pattern, re.Pattern, re.Pattern, re.Pattern]:
    rule = rules()["stamp"]
    levels = {_key(word) for word in rule.words("levels")}
    marks = levels | {_key(word) for word in rule.words("marks")}
    stamp = "|".join(word.upper() for word in sorted((*rule.words("levels"), "lưu hành nội bộ"), key=len, reverse=True))
    document = any_of(rule.words("documents"))
    level = "|".join(rule.words("levels"))
    return (
        frozenset(levels), frozenset(marks),
        re.compile(rf"(?:(?:{_CODE})\s+|\s{{2,}}|\t|\s[–—-]\s|[,;/|]\s*)({stamp})[\s.]*$"),
        re.compile(rf"^\W*({stamp})(?:\s*[–—:|/-]\s*|\s{{2,}}|\t)(?=\S.*)"),
        re.compile(rf"{any_of(rule.words('before'))}\s*[:–-]\s*({level})\W*$", re.I),
        re.compile(document, re.I),
    )


def _key(text: str) -> str:
    return "".join(_LETTERS.findall(text)).lower()


def may_have(low: str) -> bool:
    """Quick: whether *low*, a text in lower case, could hold a stamp, however spaced; errs only by saying yes."""
    bare = "".join(low.split())
    return any(word in bare for word in _HINTS) or _SPACED.search(low) is not None


def stamps(lines: list[str]) -> list[tuple[int, str]]:
    """``(line's index, words)`` of every stamp among *lines* (plain, NFC)."""
    levels, *_ = _words()
    found: list[tuple[int, str, str]] = []
    for number, line in enumerate(lines):
        if (len(line) <= LONG or "|" in line or "MẬT" in line or "NỘI BỘ" in line or "(" in line or "[" in line or ":" in line) and may_have(line.lower()):
            found += [(number, words, _key(words)) for words in _of_line(line)]
    return [(number, words) for number, words, key in found if not (
        key in levels and _listed(lines[number]) and any(other != key and other in levels and abs(n - number) <= NEAR for n, _, other in found))]


def _listed(line: str) -> bool:
    return bool(_ITEM.match(line)) or "|" in line


def _of_line(line: str) -> list[str]:
    levels, marks, at_end, at_start, named, document = _words()
    found = []
    for unit in line.split("|"):
        bare = _ITEM.sub("", _COPY.sub("", unit), count=1) if _ITEM.match(unit) else _COPY.sub("", unit)
        key = _key(bare)
        if (key in marks or _all_marks(bare, levels, marks)) and _shown(bare, key, levels, framed=bool(_FRAME.search(unit)) and not _ITEM.match(unit)):
            found.append(unit.strip())
    if found:
        return found
    if match := named.search(line):
        return [match[0].strip()]
    if match := at_end.search(line):
        return [match[1]]
    if match := at_start.match(line):
        if match[1] != "MẬT" or document.search(line[match.end():]):
            return [match[1]]
    for match in _BRACKETED.finditer(line):
        words, key = match[1], _key(match[1])
        if key not in marks:
            continue
        if words.isupper() or (words[:1].isupper() and not line[match.end():].strip(" .*_") and document.search(line[: match.start()])):
            return [match[0]]
    return []


def _all_marks(bare: str, levels: frozenset[str], marks: frozenset[str]) -> bool:
    """Is a line nothing but several marks? Levels alone are a list of levels."""
    keys = [_key(part) for part in _PARTED.split(bare)]
    keys = [key for key in keys if key]
    return len(keys) > 1 and all(key in marks for key in keys) and not all(key in levels for key in keys)


def _shown(bare: str, key: str, levels: frozenset[str], framed: bool) -> bool:
    """Is a line that holds nothing but these words a stamp? *mật* alone is also honey: it takes capitals or a frame."""
    letters = "".join(_LETTERS.findall(bare))
    if letters.isupper():
        return True
    return letters[:1].isupper() and (key != "mật" or framed)
