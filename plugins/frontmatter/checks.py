"""Checks and conversions of single values: a text in, our own type out, or a named fault with its advice.

The names of the faults are those of ``messages.json``.
"""
from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from plugins import vocabulary
from plugins.vietnamese.dates import parse_date, parse_time
from plugins.vietnamese.numbers import parse_number, parse_words
from plugins.vietnamese.text import slug


class Wrong(ValueError):
    """A value that cannot stay: ``code`` names its message, ``values`` fill it."""

    def __init__(self, code: str, **values: str):
        super().__init__(code)
        self.code, self.values = code, values


def line(text: str) -> str:
    """One line: every run of white space is one space."""
    return " ".join(text.split())


def prose(text: str) -> str:
    """Lines kept, white space at their ends not."""
    if "\n" not in text:
        return line(text)
    return "\n".join(map(line, text.split("\n"))).strip()


def filled(text: str) -> str:
    if not text:
        raise Wrong("empty")
    return text


def day(text: str) -> date:
    value = parse_date(text)
    if value is None:
        moment = parse_time(text)
        if moment:
            raise Wrong("date_with_time", value=text, advice=f"{moment:%Y-%m-%d}")
        raise Wrong("date", value=text, advice="2026-04-15 hoặc 15/4/2026")
    return value


def moment(text: str) -> datetime:
    value = parse_time(text)
    if value is None:
        raise Wrong("date", value=text, advice="2026-04-21 17:44 hoặc 21/4/2026 17:44")
    return value


_QUALIFIED = re.compile(r"(trên|hơn|gần|dưới|khoảng|chừng|xấp xỉ|ít nhất|tối thiểu|không quá|tối đa) +([0-9].*)", re.IGNORECASE)
_COUNTED = re.compile(r"([0-9][0-9.,]*) +([^\W\d_].*)")
_FRACTION = re.compile(r"([0-9.]+) ?/ ?([0-9.]+)(?: .*)?")
_RANGE = re.compile(r"([0-9.,]+) ?(?:-|–|đến) ?([0-9.,]+)")


def _number_advice(text: str) -> str:
    if len(text) > 200:
        return "viết như 06, 1.000 hoặc 1,04"
    if match := _FRACTION.fullmatch(text):
        return f"tách thành hai dòng 'value: {match[1]}' và 'of: {match[2]}'"
    if match := _RANGE.fullmatch(text):
        return f"tách thành hai dòng 'value: {match[1]}' và 'value_max: {match[2]}'"
    if match := _QUALIFIED.fullmatch(text):
        return f"tách thành hai dòng 'qualifier: {match[1].lower()}' và 'value: {match[2]}'"
    if match := _COUNTED.fullmatch(text):
        return f"tách thành hai dòng 'value: {match[1]}' và 'unit: {match[2]}'"
    words = parse_words(text[:200])
    return f"viết: {words}" if words is not None else "viết như 06, 1.000 hoặc 1,04"


def number(text: str) -> str:
    """Kept as text: whether a lone sign is decimal depends on the measure."""
    value = parse_number(text)
    if value is None:
        value = parse_number(text, ratio=True)
    if value is None:
        raise Wrong("number", value=text, advice=_number_advice(line(text)))
    if value < 0:
        raise Wrong("negative", value=text)
    return text


def whole(text: str) -> int:
    value = parse_number(text)
    if value is None or value != int(value):
        raise Wrong("whole", value=text)
    if value < 0:
        raise Wrong("negative", value=text)
    return int(value)


def ordinal(text: str) -> int:
    value = whole(text)
    if value < 1:
        raise Wrong("ordinal", value=text)
    return value


_TERM = re.compile(r"(?:nhiệm kỳ |khóa )?([0-9]{4}) ?[-–—/] ?([0-9]{4})(?:,? \(?([^()]+)\)?)?", re.IGNORECASE)


def term(text: str) -> tuple[int, int, str | None]:
    """First year, last year and the family where one is named.

    At most 20 years: the longest term of the party, its third congress's, ran from 1960 to 1976.
    """
    match = _TERM.fullmatch(line(text)) if len(text) < 200 else None
    if not match:
        raise Wrong("term", value=text)
    start, end = int(match[1]), int(match[2])
    family = vocabulary.find("family", match[3]) if match[3] else None
    if match[3] and not family:
        known = ", ".join(vocabulary.label("family", id).lower() for id in vocabulary.ids("family"))
        raise Wrong("family", value=match[3], known=known)
    if start >= end:
        raise Wrong("term_backwards", value=text, advice=f"{end}-{start}" if start > end else f"{start}-{start + 5}")
    if end - start > 20 or not 1930 <= start <= 2100:
        raise Wrong("term", value=text)
    return start, end, family


_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # Windows can make no folder of these names.


def is_slug(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text)) and len(text) <= 150 and not _RESERVED.fullmatch(text)


def slug_text(text: str) -> str:
    if not is_slug(text):
        advice = slug(text)
        raise Wrong("slug", value=text, advice=advice if is_slug(advice) else f"{advice or 'bai'}-1")
    return text


def file_path(text: str) -> str:
    """A POSIX path inside the content folder; whether the file is there is for the reader of the folder to say."""
    path = text.strip()
    parts = path.replace("\\", "/").split("/")
    if re.match(r"[a-z][a-z0-9+.-]{1,20}:", path, re.IGNORECASE):
        raise Wrong("path_url", value=path)
    if re.match(r"[/\\~]|[a-z]:", path, re.IGNORECASE) or {"", ".", ".."} & set(parts):
        raise Wrong("path_outside", value=path)
    if "\\" in path:
        raise Wrong("path_backslash", value=path, advice="/".join(parts))
    return path


def web_address(text: str) -> str:
    address = text.strip()
    # 2,000 characters is what every browser takes.
    if len(address) > 2000 or not re.fullmatch(r"https?://[^\s/<>\"'\\]+(?:/[^\s<>\"']*)?", address, re.IGNORECASE):
        raise Wrong("url", value=address)
    return address


def old_id(text: str) -> str:
    """What followed the "#" in a figure's old address.

    >>> old_id("#so-lieu-2025-2030-bi-thu-planned")
    'so-lieu-2025-2030-bi-thu-planned'
    """
    id = text.strip().removeprefix("#")
    if len(id) > 300 or not re.fullmatch(r"(?:so-lieu|may-doc)-[a-z0-9]+(?:-[a-z0-9]+)*", id):
        raise Wrong("figure_alias", value=text)
    return id


def old_address(text: str) -> str:
    """An address of this site: it begins with "/" and holds no query."""
    address = text.strip()
    if len(address) > 2000 or not re.fullmatch(r"(?:/[A-Za-z0-9._~%+-]+)+/?", address) or {".", ".."} & set(address.split("/")):
        raise Wrong("alias", value=address)
    return address


def choice(name: str, text: str) -> str:
    """The id that *text* means in the vocabulary *name*."""
    found = vocabulary.find(name, text)
    if found is None:
        near = vocabulary.suggest(name, text[:100])
        known = ", ".join(vocabulary.label(name, id) for id in vocabulary.ids(name))
        raise Wrong("choice" if near else "choice_far", value=text, near=near or "", known=known)
    return found


def listed(value: Any) -> Any:
    """One thing where a list may stand."""
    return value if isinstance(value, list) else [value]


def listed_tags(value: Any) -> Any:
    return [part for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def listed_terms(value: Any) -> Any:
    """Also "2020-2025, 2025-2030" and "2020-2025 và 2025-2030", as people write them."""
    if isinstance(value, str) and len(value) < 200:
        return re.split(r"\s*(?:[,;]|\bvà\b)\s*(?=[0-9]{4})", value)
    return listed(value)


def listed_bodies(value: Any) -> Any:
    """Also "Ban Chấp hành, Ban Thường vụ"."""
    if isinstance(value, str) and not vocabulary.find("body", value):
        return [part.strip() for part in re.split("[,;]", value) if part.strip()]
    return listed(value)


def named_document(value: Any) -> Any:
    """A text alone is a register id where it can be one, else the document's number."""
    return {"id" if is_slug(value) else "number": value} if isinstance(value, str) else value
