"""Vietnamese letters: normal form, fold, tone key, slug. Pure; shared by everything."""
from __future__ import annotations

import re
import unicodedata

_D = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ"})  # Ð ETH and Ɖ AFRICAN D typed for Đ


def nfc(text: str) -> str:
    """*text* in NFC, with the Icelandic Ð that old keyboards typed made a Vietnamese Đ."""
    return unicodedata.normalize("NFC", text).translate(_D)


def fold(text: str) -> str:
    """Lower-case *text* without marks, as people type it.

    >>> fold("ĐẢNG uỷ Khối")
    'dang uy khoi'
    """
    plain = unicodedata.normalize("NFD", nfc(text).lower())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("đ", "d")


def slug(text: str, limit: int = 90) -> str:
    """An ASCII address part: folded words joined by "-", cut at a word within *limit* characters.

    >>> slug("Đảng ủy Khối: quy hoạch 2025 – 2030, 1/500")
    'dang-uy-khoi-quy-hoach-2025-2030-1-500'
    """
    words = re.findall(r"[a-z0-9]+", fold(text))
    out = ""
    for word in words:
        longer = f"{out}-{word}" if out else word
        if len(longer) > limit:
            break
        out = longer
    return out or (words[0][:limit] if words else "")
