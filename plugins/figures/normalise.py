"""One spelling of a text for reading, with the way back to the characters that were written."""
from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass

from plugins.vietnamese.text import nfc

# hoà is hòa, uỷ is ủy; inside a syllable ("hoạch", "quyết") and after q ("quý") there is only one way to write it.
_TONES = dict(zip("oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(), "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(), strict=True))
_MOVED = re.compile(r"[ou][àáảãạèéẻẽẹỳýỷỹỵ](?![a-zà-ỹ])(?<!q..)")
_PAIRS = (
    *((space, " ") for space in "\u00a0\u2007\u202f\u2009\t\r\u3000\x0b\x0c\x1f"),
    *((dash, "-") for dash in "–—−‐‑‒"),
    *((bullet, "+") for bullet in "•●▪◦·✓➢*"),
    ("ð", "đ"), ("ɖ", "đ"), ("tỉ lệ", "tỷ lệ"), ("nhiệm kì", "nhiệm kỳ"), ("kì họp", "kỳ họp"), ("kỉ luật", "kỷ luật"), ("lí luận", "lý luận"),
)
_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in lower case and one spelling.

    ``starts`` and ``ends`` give for each character of ``text`` where the characters
    that it stands for begin and end in what was written; None where both have the same length throughout.
    """

    text: str
    starts: array | None = None
    ends: array | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """``text[start:end]`` as a place in what was written; needs start < end."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def spell(text: str) -> str:
    """*text*, in lower case, in the one spelling; as long as it was.

    >>> spell("tỉnh uỷ – hoà\\u00a0bình")
    'tỉnh ủy - hòa bình'
    """
    for old, new in _PAIRS:
        if old in text:
            text = text.replace(old, new)
    return _MOVED.sub(lambda match: _TONES.get(match[0], match[0]), text)


def normalise(text: str) -> Normal:
    """*text* ready for reading: NFC, lower case, plain spaces and dashes, nothing invisible.

    >>> normalise("ĐẢNG UỶ Khối").text
    'đảng ủy khối'
    >>> found = normalise("Đa\u0309ng bô\u0323\\u200b")
    >>> found.text, found.span(5, 7)
    ('đảng bộ', (6, 9))
    """
    if unicodedata.is_normalized("NFC", text) and not _INVISIBLE.search(text):
        lower = text.lower()
        if len(lower) == len(text):
            return Normal(spell(lower))
    letters: list[str] = []
    starts, ends = array("L"), array("L")
    for match in _CLUSTER.finditer(text):
        plain = nfc(_INVISIBLE.sub("", match[0])).lower()
        for letter in plain:
            letters.append(letter)
            starts.append(match.start())
            ends.append(match.end())
    return Normal(spell("".join(letters)), starts, ends)
