"""Sorting as Vietnamese dictionaries and lists of names do, without a system locale."""
from __future__ import annotations

import re

from plugins.vietnamese.text import split_tone, tidy

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONE_RANK = {"": "0", "\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LETTER_RANK = str.maketrans({letter: chr(0x41 + place) for place, letter in enumerate(_ALPHABET)})
_RUN = re.compile(r"[0-9]+|[^\W_0-9]+")


def _rank(run: str) -> str:
    if run[0] in "0123456789":
        digits = run.lstrip("0")
        # The length first: 2 before 10.
        return f"!{len(digits):03d}{digits}"
    letters, tone = split_tone(run)
    return letters.translate(_LETTER_RANK) + " " + _TONE_RANK[tone[:1]]


def sort_key(text: str) -> str:
    """A string that sorts as the Vietnamese alphabet does; equal only for equal (tidied) texts.

    Syllable by syllable: letters first (a ă â b c d đ e ê …), then tones (ngang huyền hỏi ngã sắc nặng);
    punctuation and case decide only between texts otherwise equal; numbers go by size, before letters.

    >>> sorted(["đá", "da", "dã", "dạ", "ăn", "ấn", "an", "dá", "dà", "dả"], key=sort_key)
    ['an', 'ăn', 'ấn', 'da', 'dà', 'dả', 'dã', 'dá', 'dạ', 'đá']
    >>> sorted(["Chi bộ 10", "Chi bộ 2"], key=sort_key)
    ['Chi bộ 2', 'Chi bộ 10']
    """
    text = tidy(text)
    return "\x01".join(_rank(run) for run in _RUN.findall(text.lower())) + "\x00" + text


def person_key(name: str) -> str:
    """A sort key for a person's name: the given name, which stands last, then family and middle names.

    What follows a comma or stands in brackets is not part of the name.

    >>> sorted(["Trần Văn Đức", "Lê An", "Nguyễn Thị Ánh", "Đỗ An"], key=person_key)
    ['Đỗ An', 'Lê An', 'Nguyễn Thị Ánh', 'Trần Văn Đức']
    """
    words = re.split(r"[,(]", tidy(name))[0].split()
    if not words:
        return sort_key(name)
    return sort_key(words[-1]).split("\x00")[0] + "\x02" + sort_key(" ".join(words[:-1])) + "\x00" + tidy(name)
