"""Bytes of a page to text: the right characters, whatever the page says of itself. Pure.

Strict UTF-8 first, because bytes that pass it by chance are next to none; then what was declared,
Windows-1258, and a detector, judged by how many words are possible Vietnamese syllables;
then the repair of text that was encoded twice. Old fonts (TCVN3, VNI) are left to ``scraper.fonts``,
because one page mixes them with others.
"""
from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from scraper import fonts
from scraper.syllables import quality

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
# What UTF-8 bytes of Vietnamese letters look like when they are read one by one.
_TWICE = re.compile(r"[\u00c3\u00c4\u00c6][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122]"
                    r"|\u00e1[\u00ba\u00bb\u0103\u0111]?[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122]")
SAMPLE = 40_000  # bytes shown to the detector


@dataclass(frozen=True, slots=True)
class Decoded:
    """``encoding`` names what was used, with "+ftfy" where doubly encoded text was repaired."""

    text: str
    encoding: str


def _lenient(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding, "ignore")
    except (LookupError, ValueError):
        return None


def western(data: bytes) -> str:
    """Bytes as Windows-1252 shows them, those it leaves undefined as in Latin-1: what old fonts were made for."""
    return data.decode("latin-1").translate(_C1)


_C1 = {code: character for code in range(0x80, 0xA0) if (character := bytes([code]).decode("cp1252", "ignore"))}


def _declared(data: bytes, content_type: str) -> list[str]:
    names = [m.decode("ascii", "ignore") for m in _DECLARED.findall(content_type.encode("latin-1", "ignore") + b" " + data[:4096])]
    known = []
    for name in names:
        try:
            codec = codecs.lookup(name).name
        except LookupError:
            continue
        if codec not in ("utf-8", "utf-7", "utf-16", "utf-32", "iso8859-1", "ascii", "idna", "punycode", "cp1258") and codec not in known:
            known.append(codec)
    return known


def _nearly_utf8(data: bytes) -> str | None:
    """*data* as UTF-8 with its few broken places dropped (a page cut in mid-letter, one alien sentence)."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    return text.replace("\ufffd", "") if broken * 20 <= whole else None


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(data[:SAMPLE]).best()
    return _lenient(data, best.encoding) if best else None


def _once(text: str) -> str | None:
    """*text* with its doubly encoded parts repaired, or None where it holds none."""
    if len(_TWICE.findall(text)) < 3:
        return None
    import ftfy  # slow to import, seldom needed

    config = ftfy.TextFixerConfig(unescape_html=False, fix_latin_ligatures=False, fix_character_width=False,
                                  uncurl_quotes=False, fix_line_breaks=False, remove_terminal_escapes=False)
    fixed = "".join(ftfy.fix_encoding(line, config) if _TWICE.search(line) else line for line in re.split(r"(?<=[\n>])", text))
    return fixed if quality(fixed) > quality(text) else None


def decode(data: bytes, content_type: str = "") -> Decoded:
    """The text of a page, in NFC. *content_type* is the header, "" where there was none.

    >>> decode("Đảng bộ".encode()).text, decode("Đại hội".encode("utf-16")).encoding
    ('Đảng bộ', 'utf-16')
    """
    text, encoding = _first(data, content_type)
    repaired = _once(text)
    if repaired is not None:
        text, encoding = repaired, encoding + "+ftfy"
    # Ð stays as it is here: in TCVN3 it is another letter.
    return Decoded(unicodedata.normalize("NFC", text.replace("\x00", "")), encoding)


def _first(data: bytes, content_type: str) -> tuple[str, str]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace"), name
    head = data[:400]
    if head.count(0) > len(head) // 4:
        name = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
        return data.decode(name, "replace"), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if (text := _nearly_utf8(data)) is not None:
        return text, "utf-8"
    candidates = [(name, _lenient(data, name)) for name in _declared(data, content_type)]
    candidates += [("windows-1258", _lenient(data, "cp1258")), ("windows-1252", western(data))]
    scored = [(quality(fonts.converted(text) if name == "windows-1252" else text), -place, name, text)
              for place, (name, text) in enumerate(candidates) if text]
    best = max(scored)
    if best[0] < 0.5 and (found := _detected(data)) is not None and quality(found) > best[0]:
        return found, "detected"
    return best[3], best[2]
