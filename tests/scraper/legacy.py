"""Unicode Vietnamese written in the encodings of before: an oracle of its own, that knows nothing of the scraper's tables."""
from __future__ import annotations

import shutil
import subprocess
import unicodedata

MARK = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
CIRCUMFLEX = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
BREVE = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
WITH_I = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}


def has_tcvn3() -> bool:
    """Whether glibc's iconv, which knows TCVN 5712:1993, is at hand."""
    if shutil.which("iconv") is None:
        return False
    return subprocess.run(["iconv", "-f", "UTF-8", "-t", "TCVN5712-1"], input="ơ".encode(), capture_output=True).stdout == b"\xac"


def tcvn3(letter: str) -> bytes | None:
    """One small letter in TCVN3 by glibc; None where it has no place of its own."""
    made = subprocess.run(["iconv", "-f", "UTF-8", "-t", "TCVN5712-1"], input=letter.encode(), capture_output=True)
    return made.stdout if made.returncode == 0 and len(made.stdout) == 1 else None


def vni(text: str) -> str:
    """*text* as VNI fonts store it: a letter, and behind it the mark that the font draws above."""
    out = ""
    for letter in unicodedata.normalize("NFC", text):
        if letter in "đĐ":
            out += "ñ" if letter == "đ" else "Ñ"
            continue
        base, *marks = unicodedata.normalize("NFD", letter)
        case = str.upper if base.isupper() else str
        tone = next((mark for mark in marks if mark in MARK), None)
        shape = next((mark for mark in marks if mark in "\u0302\u0306\u031b"), None)
        if not marks:
            out += letter
        elif base in "iI":
            out += case(WITH_I[tone])
        elif base in "yY" and tone == "\u0323":
            out += case("î")
        elif shape == "\u0302":
            out += base + case(CIRCUMFLEX[tone] if tone else "â")
        elif shape == "\u0306":
            out += base + case(BREVE[tone] if tone else "ê")
        elif shape == "\u031b":
            out += case({"o": "ô", "u": "ö"}[base.lower()]) + (case(MARK[tone]) if tone else "")
        else:
            out += base + case(MARK[tone])
    return out


def windows_1258(text: str) -> bytes:
    """As Windows' own converter writes it: hats, breves and horns stay, every tone is a mark behind its letter."""
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        base, *marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in MARK)
        whole = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in MARK))
        out += (whole + tone).encode("cp1258")
    return out
