"""Who wrote and who photographed, from the short lines in which a page says so. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.hints import LABELS
from scraper.names import SOFT, are_names, hard, is_group, is_name, is_unit, known, split_role, whole

_JOIN = r"\s*(?:,|và|&|-|–|/|\+|\.)?\s*"
_WORDS = "|".join(sorted((re.escape(word) for words in LABELS.values() for word in words), key=len, reverse=True))
_LABEL = re.compile(rf"(?<![\wÀ-ỹ])(?P<words>(?:{_WORDS})(?:{_JOIN}(?<![\wÀ-ỹ])(?:{_WORDS}))*)(?![\wÀ-ỹ])\s*(?:\((?:ảnh|tin|bài)\)\s*)?[:：]\s*", re.I)
_WORD = re.compile(rf"(?<![\wÀ-ỹ])(?:{_WORDS})(?![\wÀ-ỹ])", re.I)
_KINDS = {word: kind for kind, words in LABELS.items() for word in words}
_WEAK = frozenset(("tin", "bài", "tin bài", "lời", "viết", "ghi", "text", "story", "words", "by", "thực hiện", "nội dung", "tổng hợp", "hình", "hình ảnh", "ảnh", "clip",
                   "video", "image", "đơn vị", "cơ quan", "chức vụ", "chức danh", "bộ phận"))
_SPOKEN = re.compile(r"[?!…][”\"]?$|^(?:thưa|xin|trân trọng|vâng|dạ|vậy|theo)(?!\w)", re.I)
_PEOPLE = frozenset(("text", "photo", "unit", "other"))
_POSTED = re.compile(r"^(?:được )?(?:viết|đăng|gửi|tạo|đăng tải|đăng tin|đăng bài|submitted|posted|published|written)\s+(?:bởi|by)\s*[:：]?\s*|^người (?:đăng|gửi|tạo|cập nhật|nhập)(?: bài| tin)?\s*[:：]\s*|^(?:bởi|by)\s+", re.I)
_SOURCE = re.compile(r"^\(?\s*(?:nguồn(?: tin| bài)?\s*[:：]\s*|theo\s*[:：]?\s+)(?P<name>.+?)\s*\)?$", re.I)
_BARE_LABEL = re.compile(r"(?:tin|bài|bài viết|ghi chép|ghi nhận|phóng sự|bút ký|tản văn|thực hiện|ký)\s+của\s+(?P<of>[^:]+)$"
                         r"|(?P<text>tin|bài|tin,? bài|bài viết)(?P<photo>\s*(?:,|và|&|-|–|\+)?\s*ảnh)?\s+(?P<name>[^:]+?)(?:\s*[-–,;./|(]+\s*ảnh\s+(?P<other>[^:]+?)\)?)?$", re.I)
_CREDIT = re.compile(r"(?:[\s.;,/|–-]*)[(\[]?\s*(?:ảnh|photo|nguồn ảnh|hình)\s*[:：]\s*(?P<name>[^()\[\]:]{2,60}?)\s*[)\]]?\s*\.?\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line says; each part None where it says nothing of it."""

    author: str | None = None
    role: str | None = None
    photographer: str | None = None
    source: str | None = None
    posted: bool = False  # "Đăng bởi …": who typed it in, an author only for want of a better one
    other: bool = False  # design, editing: no author, and no part of the text either


@dataclass(frozen=True, slots=True)
class Said:
    """A label's kinds ("text", "photo", "unit", "category" …; none for the words before the first label) and its value."""

    kinds: frozenset[str]
    value: str
    weak: bool = False  # the label is a common word, which must announce a name to count


def said_in(line: str) -> list[Said]:
    """A line of particulars cut at its labels.

    >>> [(sorted(s.kinds), s.value) for s in said_in("Tác giả: Vũ Lan - Chuyên mục: Xây dựng Đảng")]
    [(['text'], 'Vũ Lan'), (['category'], 'Xây dựng Đảng')]
    >>> [(sorted(s.kinds), s.value) for s in said_in("Vũ Lan (Ảnh: Hồng Quân)")]
    [([], 'Vũ Lan'), (['photo'], 'Hồng Quân')]
    """
    if ":" not in line and "：" not in line:
        return [Said(frozenset(), line)] if line.strip() else []
    found = list(_LABEL.finditer(line))
    out = []
    before = _edged(line[: found[0].start()] if found else line)
    if before:
        out.append(Said(frozenset(), before))
    for match, after in zip(found, [*found[1:], None]):
        words = [word.lower() for word in _WORD.findall(match["words"])]
        kinds = frozenset(_KINDS[word] for word in words if word in _KINDS)
        value = _edged(line[match.end(): after.start() if after else len(line)])
        out.append(Said(kinds, value, len(words) == 1 and words[0] in _WEAK))
    return out


def is_label(text: str) -> bool:
    """Whether *text* is a label with its colon and no more: its value stands in the next cell."""
    return bool(_LABEL.fullmatch(text.strip()))


def _edged(value: str) -> str:
    value = value.strip(" \t,;|/–—-•·" + SOFT)
    for opening, closing in ("()", "[]"):
        if value.count(opening) > value.count(closing):
            value = value.rstrip(opening + " ") if value.rstrip().endswith(opening) else value + closing
        elif value.count(closing) > value.count(opening) and value.endswith(closing):
            value = value[:-1]
    return value.strip(" \t,;|/–—-•·" + SOFT)


def read(line: str) -> Byline | None:
    """A line that says by a label who did what; None where it bears none.

    >>> read("Tin, ảnh: Minh Thư") == Byline(author="Minh Thư", photographer="Minh Thư")
    True
    >>> read("Tin: Hải Yến; ảnh: Đức Thọ") == Byline(author="Hải Yến", photographer="Đức Thọ")
    True
    >>> read("Ảnh: Thành Tâm") == Byline(photographer="Thành Tâm")
    True
    >>> read("Theo Báo Thí Dụ") == Byline(source="Báo Thí Dụ"), read("Kết quả như sau: tốt") is None
    (True, True)
    """
    line = line.strip(" \t*•-–—|/~✍\ue001\ue002\ue003\ue005" + SOFT)
    if line and line[0] in "([" and line[-1] in ")]" and line.count(line[0]) == 1:
        line = line[1:-1].strip()
    flat = hard(line)
    if match := _POSTED.match(flat):
        name = whole(flat[match.end():].split("|")[0])
        if name and len(name) < 60:
            author, role = split_role(name)
            return Byline(author=known(author), role=role if known(author) else None, posted=True)
        return None
    if (match := _SOURCE.match(flat)) and len(match["name"]) <= 80 and not match["name"].rstrip().endswith((":", ";")):
        if line.lower().startswith("theo") and (len(line.split()) > 9 or "," in line):
            return None
        return _relayed(match["name"]) if line.lower().startswith("theo") else Byline(source=hard(whole(match["name"])))
    said = said_in(line)
    if not any(part.kinds for part in said):
        return _without_colon(hard(line))
    if not any(part.kinds & _PEOPLE for part in said):
        return None
    return _combined(said)


def _relayed(name: str) -> Byline:
    """"Theo …" names a paper, or a writer and, after a dash or in brackets, the paper."""
    writer, paper = split_role(name)
    if paper and writer and is_name(writer) and len(writer.split()) > 1 and is_unit(paper):
        return Byline(author=writer, role=paper, source=paper)
    return Byline(source=hard(whole(name)))


def _combined(said: list[Said]) -> Byline | None:
    author = role = photographer = None
    other = False
    for part in said:
        name, unit = split_role(part.value) if part.value else (None, None)
        if not part.kinds:
            if not name or not are_names(name):
                return None
            author, role = name, unit
            continue
        if part.value and _SPOKEN.search(part.value):
            return None  # an interview: "Phóng viên: Xin cảm ơn đồng chí!"
        good = bool(name) and len(name) <= 80 and (are_names(name) or is_unit(name) or not part.weak and is_group(name))
        if not good:
            other = other or "other" in part.kinds or not part.value or not part.weak and len(part.value) <= 60
            continue
        if "text" in part.kinds and author is None:
            author, role = name, role or unit
        if "photo" in part.kinds:
            photographer = photographer or name
            role = role or unit
        if "unit" in part.kinds:
            role = role or hard(part.value)
        other = other or "other" in part.kinds
    if author is None and photographer is None:
        if role is not None:
            return Byline(role=role)
        return Byline(other=True) if other and all(part.kinds & _PEOPLE for part in said) else None
    return Byline(author=known(author), role=role if known(author) else None, photographer=known(photographer))


def _without_colon(line: str) -> Byline | None:
    """"Tin, ảnh Vũ Lan", "Tin Vũ Lan - Ảnh Hồng Quân", "Bài của Vũ Lan": the label without its colon, before a name of two words or more."""
    match = _BARE_LABEL.match(whole(line)) if len(line) <= 110 else None
    if match is None:
        return None
    if match["of"]:
        name, unit = split_role(match["of"])
        return Byline(author=name, role=unit) if name and is_name(name) and " " in name else None
    name, unit = split_role(match["name"])
    if not name or not are_names(name) or " " not in name or not (match["photo"] or match["other"]):
        return None
    if match["other"] and not are_names(match["other"]):
        return None
    return Byline(author=name, role=unit, photographer=match["other"] or name)


def credit_of(caption: str) -> tuple[str, str | None]:
    """A caption without the photographer it names, and the photographer.

    >>> credit_of("Quang cảnh hội nghị. Ảnh: Đức Thọ")
    ('Quang cảnh hội nghị.', 'Đức Thọ')
    >>> credit_of("Ảnh: Đoàn viên trồng cây dọc bờ kênh")
    ('Ảnh: Đoàn viên trồng cây dọc bờ kênh', None)
    """
    match = _CREDIT.search(caption)
    if not match or not (are_names(match["name"]) or is_unit(match["name"])) or match.start() == 0:
        return caption, None
    rest = caption[: match.start()]
    # The point that ends the caption's own sentence is the caption's.
    if caption[match.start():].lstrip().startswith("."):
        rest += "."
    return rest.strip(), match["name"].strip()
