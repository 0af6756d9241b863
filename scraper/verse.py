"""Lines of verse, told by their looks alone: of one length, begun with a capital, no sentences, lists or names. Pure."""
from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from scraper.blocks import Block

_LINE = re.compile(r"[“\"‘'(]?[A-ZÀ-ỸĐ][^\d:|@/]*$")
_SENTENCE = (".", ";", ":")
FEWEST = 3  # lines; two may be a title and what explains it
POEM = 6  # paragraphs of a line each: fewer may be a list


def is_line(text: str) -> bool:
    """Whether a line can be one of verse: four to nine syllables, hardly a capital behind the first, no digit or label.

    >>> is_line("Tiếng khèn ai thổi gọi xuân sang"), is_line("Nơi nhận: Như trên"), is_line("Đồng chí Lê Văn Mẫu Bí thư Đảng ủy")
    (True, False, False)
    """
    words = text.split()
    return 4 <= len(words) <= 9 and _LINE.match(text) is not None and sum(word[0].isupper() for word in words[1:]) * 3 <= len(words)


def is_stanza(lines: Sequence[str]) -> bool:
    """Whether lines that only breaks part are a stanza: their lengths differ by two syllables at most (six and eight, seven and seven …)."""
    if len(lines) < FEWEST or not all(map(is_line, lines)):
        return False
    lengths = [len(line.split()) for line in lines]
    return max(lengths) - min(lengths) <= 2 and sum(line.endswith(_SENTENCE) for line in lines) * 2 <= len(lines)


def note_poems(blocks: Sequence[Block]) -> None:
    """Note "verse" on the paragraphs that hold one line of a poem each: several in a row, of one element, none a link."""
    for key, run in groupby(blocks, lambda b: (id(b.node.parent), b.node.tag) if b.kind == "text" and b.node.tag in ("p", "div") and not b.linked and is_line(b.text) else None):
        lines = list(run)
        if key is not None and len(lines) >= POEM and is_stanza([b.text for b in lines]):
            for block in lines:
                block.notes.add("verse")
