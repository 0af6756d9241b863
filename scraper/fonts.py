"""Text typed in the fonts of before Unicode: TCVN3 (.VnTime and its like) and VNI.

Such text is stored as Western letters; only the font made them look Vietnamese. Tables are in ``encodings.json``:
TCVN 5712:1993 VN3 letter by letter, VNI by a letter and the mark that follows it.
"""
from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from scraper.syllables import quality

_TABLES: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("encodings.json").read_text(encoding="utf-8"))
_TCVN3 = str.maketrans(_TABLES["tcvn3"])
_VNI = re.compile("|".join(sorted(map(re.escape, _TABLES["vni"]), key=len, reverse=True)))
_TCVN3_FONT = re.compile(r"\.?\bvn(?:time|arial|centur|avant|helv|univers|bodoni|book|park|aristote|black|cooper|courier|exotic|fre|futur|gothic"
                         r"|kool|linus|lucida|memorandum|monotype|mystical|present|revue|rockwell|shelley|southern|stamp|teknical|tifani|times?|vogue)[\w ]*", re.I)
_CAPITALS = re.compile(r"\.?vn[a-z]+h\b", re.I)
_VNI_FONT = re.compile(r"\bvni[-\s]", re.I)
# Letters that TCVN3 text is full of and that no Vietnamese text in Unicode has.
SUSPECT_TCVN3 = re.compile("[§®¶¸µ·¹»¾¼½©«¬¦¥£¤¨ÆÇÈÉÊËÎÏÐÑÒÓÔÕÖ×ØÜÞßåæçëîïñö÷øûüÿþ]")
SUSPECT_VNI = re.compile("(?:[aeouyôöAEOUYÔÖ][ùøûõïÙØÛÕÏåäÅÄëËúüÜ]|[ñÑöÖæÆîÎ])")


_UNICODE = re.compile("[\u0100-\u01ff\u0300-\u036f\u1ea0-\u1eff]")  # letters that no old font uses


def is_unicode(text: str) -> bool:
    """Whether *text* holds letters that only Unicode has, so that no font need be undone."""
    return _UNICODE.search(text) is not None


def tcvn3(text: str) -> str:
    """
    >>> tcvn3("§¶ng bé")
    'Đảng bộ'
    """
    return text.translate(_TCVN3)


def vni(text: str) -> str:
    """
    >>> vni("Ñaûng boä Khoái")
    'Đảng bộ Khối'
    """
    return _VNI.sub(lambda match: _TABLES["vni"][match[0]], text)


def of_font(name: str) -> Callable[[str], str] | None:
    """The conversion that a font's name asks for; names ending in H hold capitals.

    >>> of_font(".VnTimeH")("®¶ng"), of_font("VNI-Times")("Ñaûng"), of_font("Arial")
    ('ĐẢNG', 'Đảng', None)
    """
    if _VNI_FONT.search(name):
        return vni
    if _TCVN3_FONT.search(name) or name.strip("'\" ").lower().startswith(".vn"):
        return (lambda text: tcvn3(text).upper()) if _CAPITALS.search(name) else tcvn3
    return None


def suspicious(text: str) -> bool:
    """Whether *text* may hold words in an old font; quick, and wrong rather by asking too often."""
    return bool(SUSPECT_TCVN3.search(text) or SUSPECT_VNI.search(text))


def converted(text: str) -> str:
    """*text* by the conversion that reads most Vietnamese, or as it is."""
    best, score = text, quality(text)
    for convert in (tcvn3, vni):
        tried = convert(text)
        if (reached := quality(tried)) > score:
            best, score = tried, reached
    return best


def read_as(text: str, page: Callable[[str], str] | None) -> str:
    """One text node of a page without a telling font; *page* is what most of the page is written in.

    A node is converted when that makes more of its words possible, or, on a page of that font, no fewer.
    """
    if text.isascii() or _UNICODE.search(text):
        return text
    now = quality(text)
    if page is not None:
        tried = page(text)
        return tried if quality(tried) >= now else text
    # On a page without such fonts a lone sign or letter is what it seems.
    if now >= 0 or not suspicious(text) or len(text.strip()) < 2:
        return text
    return converted(text)
