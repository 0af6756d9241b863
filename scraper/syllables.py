"""How Vietnamese a text reads: the measure by which encodings and old fonts are told apart. Pure."""
from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from plugins.vietnamese.text import nfc, split_tone

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
    r"(?:uyê|uya|uyu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|iêu|yêu|uêu|ia|iê|yê|ua|uô|ưa|ươ|oa|oă|oe|oo|uâ|uê|uơ|uy|ai|ao|au|ay|âu|ây|eo|êu|iu"
    r"|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])(?:ng|nh|ch|[cmnpt])?")
_MARKED = re.compile(r"[^\s<>\x00-\x7f]+(?:[a-zA-Z]+[^\s<>\x00-\x7f]*)*|[a-zA-Z]+[^\s<>\x00-\x7f][^\s<>,.;:()\"'/!?-]*")
_AROUND = " \u201c\u201d\u2018\u2019\u2013\u2014\u2026\u2022\u00ab\u00bb\u00a0\u200b"
WORDS = 500  # enough for a verdict, cheap on long pages


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Whether *word* could be a Vietnamese syllable: onset, vowels and ending that occur, at most one tone.

    >>> is_syllable("Đảng"), is_syllable("nghiêng"), is_syllable("§¶ng"), is_syllable("Ñaûng")
    (True, True, False, False)
    """
    letters, tone = split_tone(word.lower())
    return len(tone) <= 1 and _SYLLABLE.fullmatch(letters) is not None


def quality(text: str) -> float:
    """How Vietnamese *text* reads, by its words with marks: 1 where all could be syllables, -1 where none could.

    >>> quality("Đảng bộ huyện"), quality("Äáº£ng bá»™")
    (1.0, -1.0)
    """
    found = (match[0].strip(_AROUND) for match in islice(_MARKED.finditer(text), WORDS))
    words = [nfc(word) for word in found if not word.isascii() and any(map(str.isalpha, word))]
    if not words:
        return 0.0
    good = sum(map(is_syllable, words))
    return (2 * good - len(words)) / len(words)
