"""What a mistyped word may have been: left-overs of Telex and VNI typing, words run together, one letter wrong."""
from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping

from plugins.search.analyse import word
from plugins.vietnamese.text import tone_key

_TELEX_LETTERS = (("dd", "đ"), ("uwow", "ươ"), ("uow", "ươ"), ("uwo", "ươ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"))
_TELEX_TONES = {"f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "3": "\u0309", "4": "\u0303", "1": "\u0301", "5": "\u0323"}
_VNI_LETTERS = {"6": ("[aeo]", "\u0302"), "7": ("[ou]", "\u031b"), "8": ("[a]", "\u0306")}
_LATE_VOWEL = re.compile("^([^aeiouy]*[iouy]?)([aeo])(ch|ng|nh|[cmnpt])\\2([sfrxj]?)$")  # "tienge" for "tiêng"
_LATE_BAR = re.compile("^d([a-zăâêôơư]*[aăâeêioôơuưy][a-zăâêôơư]*)d([sfrxj]?)$")
_LATE_HORN = re.compile("^(.*[aou].*)w([a-z]?)$")
_TONE_AFTER_VOWEL = re.compile("^(.*[aăâeêioôơuưy].*)([sfrxj])([a-z]{0,3})$")
_VOWELS = re.compile("[aeiouy]")
_PARTS = 4


def keystrokes(text: str) -> str | None:
    """What somebody meant whose Telex or VNI keys came through as they are; None where *text* shows none.

    >>> [keystrokes(t) for t in ("hoachj", "ddangr", "hoa2", "ho65i", "d9uo7ng2", "nghij", "hoạch", "cuocws", "tienges", "dangdr")]
    ['hoạch', 'đảng', 'hòa', 'hội', 'đường', 'nghị', None, 'cước', 'tiếng', 'đảng']
    """
    text = text.lower()
    if re.search("[a-zđ][1-9]", text):
        return _vni(text)
    letters = text
    for keys, letter in _TELEX_LETTERS:
        letters = letters.replace(keys, letter)
    letters = _late(letters)
    plain = unicodedata.normalize("NFC", letters)
    match = _TONE_AFTER_VOWEL.match(plain)
    if match and plain == unicodedata.normalize("NFC", _without_tone(plain)):
        return _toned(match[1] + match[3], _TELEX_TONES[match[2]])
    return plain if plain != text else None


def _late(text: str) -> str:
    """Marks that were typed at the end of the word: "cuocws", "tienge", "dangd"."""
    match = _LATE_HORN.match(text)
    if match:
        stem = match[1]
        at = next(i for i in range(len(stem) - 1, -1, -1) if stem[i] in "aou")
        if stem[at] == "o" and stem[at - 1 : at] == "u":
            stem = f"{stem[:at - 1]}ươ{stem[at + 1:]}"
        else:
            stem = stem[:at] + {"a": "ă", "o": "ơ", "u": "ư"}[stem[at]] + stem[at + 1 :]
        text = stem + match[2]
    text = _LATE_VOWEL.sub(lambda m: m[1] + {"a": "â", "e": "ê", "o": "ô"}[m[2]] + m[3] + m[4], text)
    return _LATE_BAR.sub(r"đ\1\2", text)


def _vni(text: str) -> str | None:
    letters, tone = "", ""
    for char in text:
        if char in _VNI_TONES and not tone:
            tone = _VNI_TONES[char]
        elif char in _VNI_LETTERS:
            which, mark = _VNI_LETTERS[char]
            places = [m.start() for m in re.finditer(which, letters)]
            if not places:
                return None
            at = places[-1]
            letters = letters[: at + 1] + mark + letters[at + 1 :]
            if char == "7" and letters[at - 1 : at + 1] == "uo":
                letters = letters[:at] + mark + letters[at:]
        elif char == "9" and "d" in letters:
            letters = letters.replace("d", "đ", 1)
        elif char.isdigit():
            return None
        else:
            letters += char
    return _toned(unicodedata.normalize("NFC", letters), tone)


def _without_tone(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if c not in _TELEX_TONES.values())


def _toned(text: str, tone: str) -> str:
    """*text* with *tone* on its last vowel but one, or its only one; where exactly does not matter to the key."""
    places = [i for i, c in enumerate(text) if _VOWELS.match(unicodedata.normalize("NFD", c)[0])]
    if not tone or not places:
        return text
    at = places[-2] if len(places) > 1 and places[-1] == len(text) - 1 and text[places[-1]] in "aiuyo" else places[-1]
    return unicodedata.normalize("NFC", text[: at + 1] + tone + text[at + 1 :])


def splits(text: str, known: Mapping[str, int]) -> list[tuple[str, ...]]:
    """The ways to part *text* into two to four known words, the likeliest first; at most six.

    >>> splits("quyhoạch", {"quy": 9, "hoach": 7, "quyh": 1, "oach": 1})
    [('quy', 'hoạch'), ('quyh', 'oạch')]
    """
    key = word(text)[0]
    if len(key) != len(text) or not 4 <= len(key) <= 30 or not key.isalpha():
        return []
    found: list[tuple[float, tuple[str, ...]]] = []

    def part(start: int, parts: tuple[str, ...], score: float) -> None:
        if start == len(key):
            if len(parts) > 1:
                found.append((score / len(parts), parts))
            return
        if len(parts) == _PARTS or len(found) > 500:
            return
        for end in range(start + 1, min(start + 7, len(key)) + 1):
            piece = key[start:end]
            if known.get(piece) and _VOWELS.search(piece) and (end - start > 1 or piece in "aoy"):
                part(end, (*parts, text[start:end]), score + math.log(1 + known[piece]) - 2)

    part(0, (), 0.0)
    found.sort(key=lambda way: (len(way[1]), -way[0], way[1]))
    return [parts for _, parts in found[:6]]


def near(a: str, b: str) -> bool:
    """Whether one letter too many, too few, wrong, or two exchanged make *a* of *b*.

    >>> near("haoch", "hoach"), near("den", "dien"), near("tumm", "tum"), near("can", "con"), near("can", "dong"), near("can", "can")
    (True, True, True, True, False, False)
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    if len(a) == len(b):
        rest_a, rest_b = a[start:], b[start:]
        return rest_a[1:] == rest_b[1:] or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return short[start:] == long[start + 1 :]


def neighbours(key: str, known: Mapping[str, int]) -> Iterator[str]:
    """The known words one letter away from *key*, the most frequent first."""
    if len(key) < 2 or key.isdigit():
        return iter(())
    return iter(sorted((k for k in known if near(key, k) and not k[0].isdigit() and k[0] != "@"), key=lambda k: (-known[k], k)))


def likeness(typed: int, code: int) -> int:
    """How many of the accents typed are in *code*: 1 for the tone, 1 for the shapes; plain letters count as met."""
    shapes = (sorted(_digits(typed // 6)), sorted(_digits(code // 6)))
    return (typed % 6 == code % 6) + (shapes[0] == shapes[1])


def _digits(shapes: int) -> list[int]:
    found = []
    while shapes:
        if shapes % 3:
            found.append(shapes % 3)
        shapes //= 3
    return found


_SHAPE_MARKS = {"a": ("", "\u0306", "\u0302"), "e": ("", "\u0306", "\u0302"), "o": ("", "\u031b", "\u0302"),
                "u": ("", "\u031b", "\u0302")}
_TONE_MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def spell(key: str, code: int) -> str:
    """The word that a key and a code stand for, spelled as newspapers do.

    >>> [spell(*word(w)) for w in ("hoà", "đường", "lí", "quyền", "ủy", "2020-2025")]
    ['hòa', 'đường', 'lý', 'quyền', 'ủy', '2020-2025']
    """
    shapes, out = code // 6, ""
    for char in key:
        shape = shapes % 3 if char in "aeoud" else 0
        shapes = shapes // 3 if char in "aeoud" else shapes
        out += "đ" if shape and char == "d" else char + (_SHAPE_MARKS[char][shape] if shape else "")
    return tone_key(_toned(unicodedata.normalize("NFC", out), _TONE_MARKS[code % 6]))
