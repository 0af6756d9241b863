"""One spelling of a text for reading, with the way back to the characters that were written."""
from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass

from plugins.vietnamese.text import nfc

# Two spellings of one syllable (hoà, hòa; uỷ, ủy; tỉ lệ, tỷ lệ) become one. Every pair keeps its length,
# and since the grammar passes through the same table it does not matter that "quý" becomes "qúy".
_PAIRS = tuple(
    pair
    for old, new in (("oà oá oả oã oạ", "òa óa ỏa õa ọa"), ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
                     ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"), ("tỉ_lệ nhiệm_kì kì_họp kỉ_luật lí_luận", "tỷ_lệ nhiệm_kỳ kỳ_họp kỷ_luật lý_luận"),
                     ("\u00a0 \u2007 \u202f \u2009 \t \r \u3000 \x0b \x0c \x1f", "_ _ _ _ _ _ _ _ _ _"), ("– — − ‐ ‑ ‒", "- - - - - -"),
                     ("• ● ▪ ◦ · ✓ ➢ – *", "+ + + + + + + - +"), ("ð ɖ", "đ đ"))
    for pair in zip(old.replace("_", "\x00").split(" "), new.replace("_", "\x00").split(" "), strict=True)
)
_PAIRS = tuple((old.replace("\x00", " "), new.replace("\x00", " ")) for old, new in _PAIRS)
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
        text = text.replace(old, new)
    return text


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
