"""Who wrote and who photographed, from the short lines in which a page says so. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scraper.hints import GENERIC_AUTHORS, UNIT, plain

_ROLE_WORDS = r"tin|người đưa tin|người gửi|bài|bài viết|nội dung|tác giả|tác giả bài viết|người viết|viết bài|thực hiện|phóng viên|pv|lời|text|story|biên soạn|tổng hợp|nhóm (?:pv|phóng viên|tác giả)|by|author"
_PHOTO_WORDS = r"ảnh|hình|hình ảnh|photo|photos|nguồn ảnh|ảnh minh họa|clip|video"
_JOIN = r"\s*(?:,|và|&|-|–|/|\+|\.)?\s*"
_LABEL = re.compile(rf"^(?P<words>(?:(?:{_ROLE_WORDS}|{_PHOTO_WORDS})(?![\wÀ-ỹ]){_JOIN})+)(?:\((?:ảnh|tin|bài)\)\s*)?[:：]\s*", re.I)
_INNER = re.compile(rf"(?:[,;|/.–—-]|\s)\s*(?P<label>(?:(?:{_ROLE_WORDS}|{_PHOTO_WORDS})(?![\wÀ-ỹ]){_JOIN})+)[:：]\s*", re.I)
_POSTED = re.compile(r"^(?:được )?(?:viết|đăng|gửi|tạo|đăng tải|đăng tin|đăng bài|submitted|posted|published|written)\s+(?:bởi|by)\s*[:：]?\s*|^người (?:đăng|gửi|tạo|cập nhật|nhập)(?: bài| tin)?\s*[:：]\s*|^(?:bởi|by)\s+", re.I)
_SOURCE = re.compile(r"^\(?\s*(?:nguồn(?: tin| bài)?\s*[:：]\s*|theo\s*[:：]?\s+)(?P<name>.+?)\s*\)?$", re.I)
_OTHER_WORK = re.compile(r"^(?:trình bày|đồ họa|đồ hoạ|thiết kế|kỹ thuật|biên tập|design|tổ chức(?: sản xuất| thực hiện)?|xuất bản|ngày xuất bản|dựng phim|quay phim|đọc|giọng đọc|minh họa|chịu trách nhiệm)\s*[:：]", re.I)
_PHOTO_ONLY = re.compile(rf"(?:^|[,;&/–-]|\bvà\b)\s*(?:{_PHOTO_WORDS})", re.I)
_TEXT_ONLY = re.compile(rf"(?:^|[,;&/.–-]|\s)(?:{_ROLE_WORDS})(?![\wÀ-ỹ])", re.I)
_PHOTO_AFTER = re.compile(r"^(?P<name>[^:()\[\]]{2,50}?)\s*[-–—;,.(\[]+\s*(?P<rest>(?:ảnh|hình ảnh|photo)\s*[:：].+)$", re.I)
_HONOUR = re.compile(r"^(?:đ/c|đ\.c|đ/chí|đồng chí)\s+", re.I)
_DONE = re.compile(r"\s*[-–(/]?\s*\(?\s*(?:tổng hợp|t/?h|s\.?t|sưu tầm|lược ghi|ghi|biên soạn|thực hiện|gt)\s*\)?\s*$", re.I)
_CREDIT = re.compile(r"(?:[\s.;,/|–-]*)[(\[]?\s*(?:ảnh|photo|nguồn ảnh|hình)\s*[:：]\s*(?P<name>[^()\[\]:]{2,60}?)\s*[)\]]?\s*\.?\s*$", re.I)
_PARTS = re.compile(r"\s*[,;]\s+|\s+[-–—|/]\s*|\s*[-–—|/]\s+|,")
_SMALL_WORDS = frozenset("và & thị văn".split())
_INITIALS = re.compile(r"(?:[A-ZĐÂĂÊÔƠƯ]{1,3}\.\s?){1,4}[A-ZĐÂĂÊÔƠƯ]{0,3}\.?|[A-ZĐÂĂÊÔƠƯ]{2,5}|[A-ZĐ]/[A-ZĐ]|[A-ZĐÂĂÊÔƠƯ]\.\s?[A-ZĐÂĂÊÔƠƯ][a-zà-ỹ]+")


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line says; each part None where it says nothing of it."""

    author: str | None = None
    role: str | None = None
    photographer: str | None = None
    source: str | None = None
    posted: bool = False  # "Đăng bởi …": who typed it in, an author only for want of a better one
    other: bool = False  # design, editing: no author, and no part of the text either


def is_initials(text: str) -> bool:
    """
    >>> is_initials("N.T.H"), is_initials("PV"), is_initials("P.V"), is_initials("Thu Chung")
    (True, True, True, False)
    """
    return bool(_INITIALS.fullmatch(text.strip()))


def is_unit(text: str) -> bool:
    """Whether *text* names a body, an office or a post rather than a person.

    >>> is_unit("Ban Tổ chức Đảng ủy Khối"), is_unit("Phó trưởng Ban"), is_unit("Vi Văn Sơn")
    (True, True, False)
    """
    return bool(UNIT.match(plain(text).replace("đảng uỷ", "đảng ủy"))) or bool(UNIT.match(text.strip(" ()[]").lower()))


_SHORT_UNIT = re.compile(r"[A-ZĐƯÂÔ]{3,8}(?:[/ ][A-ZĐƯ]{2,6})?")


def is_short_unit(text: str) -> bool:
    """An office by its capitals, as it stands behind a name: "Hải Yến - VPĐU", "Minh Anh/TTXVN"."""
    return bool(_SHORT_UNIT.fullmatch(text.strip())) and text.strip() not in ("CTV", "BBT")


def is_name(text: str) -> bool:
    """Whether *text* could be a person's or a pen name: one to five words, each with a capital, or initials.

    >>> is_name("Thu Chung"), is_name("Sùng A Páo"), is_name("N.T.H"), is_name("Thời sự"), is_name("Văn phòng Huyện ủy")
    (True, True, True, False, False)
    """
    text = text.strip(" .()")
    if is_initials(text):
        return True
    words = text.replace("-", " ").split()
    if words and words[0] in ("Theo", "Nguồn"):
        return False
    if not 1 <= len(words) <= 5 or len(text) > 40 or is_unit(text) or any(c.isdigit() for c in text):
        return False
    return all(w[0].isupper() and all(c.isalpha() or c in ".'’" for c in w) for w in words)


def are_names(text: str) -> bool:
    """One name or several: "Bích Ngọc - Thanh Hà", "Minh Anh, Hoàng Nam và PV".

    >>> are_names("Bích Ngọc - Thanh Hà"), are_names("Vi Văn Sơn, Ban Tổ chức")
    (True, False)
    """
    text = _HONOUR.sub("", text.strip())
    parts = [part for part in re.split(r"\s*[,;&/+]\s*|\s+[-–—]\s*|\s*[-–—]\s+|\s+và\s+", text.strip(" .()")) if part]
    return bool(parts) and all(map(is_name, parts))


def split_role(text: str) -> tuple[str | None, str | None]:
    """A signature into name and unit.

    >>> split_role("Vi Văn Sơn, Ban Tổ chức Đảng ủy Khối"), split_role("Ngọc Diệp (Đài Truyền thanh)")
    (('Vi Văn Sơn', 'Ban Tổ chức Đảng ủy Khối'), ('Ngọc Diệp', 'Đài Truyền thanh'))
    >>> split_role("Vũ Lan - Trung tâm Văn hóa - Thông tin huyện"), split_role("Bích Ngọc - Thanh Hà")
    (('Vũ Lan', 'Trung tâm Văn hóa - Thông tin huyện'), ('Bích Ngọc - Thanh Hà', None))
    >>> split_role("Minh Anh/TTXVN"), split_role("Minh Anh - PV")
    (('Minh Anh', 'TTXVN'), ('Minh Anh - PV', None))
    """
    text = _whole(_DONE.sub("", text.strip()) or text)
    if not text:
        return None, None
    if match := re.fullmatch(r"(.+?)\s*[(\[](.+?)[)\]]", text):
        name, rest = match[1].strip(" ,-–"), match[2].strip()
        if are_names(rest) and not is_unit(rest) and is_unit(name):
            return rest, name
        return name, rest
    if honour := _HONOUR.match(text):
        name, unit = split_role(text[honour.end():])
        return (text[: honour.end()] + name, unit) if name and are_names(name) else (text, None)
    if (match := re.fullmatch(r"([^/]+)/([^/]+)", text)) and is_name(match[1]) and len(match[1].split()) > 1 and is_unit(match[2]):
        return match[1].strip(), match[2].strip()
    if (match := re.fullmatch(r"(.+?)\s*[-–,/]\s*([^-–,/]+)", text)) and is_name(match[1]) and len(match[1].split()) > 1 and is_short_unit(match[2]):
        return match[1], match[2].strip()
    if are_names(text) or is_unit(text):
        # A unit followed by a name: "Ban Tuyên giáo - Minh Anh".
        if is_unit(text) and (match := re.fullmatch(r"(.+)\s[-–—:]\s(.+?)", text)) and is_name(match[2]) and not is_initials(match[2]):
            return match[2], match[1].strip()
        return text, None
    for match in re.finditer(_PARTS, text):
        name, rest = text[: match.start()].strip(), text[match.end():].strip(" ,-–")
        if are_names(name) and rest and not are_names(rest):
            return name, rest
    return text, None


def _whole(text: str) -> str:
    text = text.strip(" \t,;|/–—-•*")
    if text.endswith(".") and not is_initials(text):
        text = text[:-1].rstrip()
    if text and text[0] in "([" and text[-1] in ")]":
        text = text[1:-1].strip()
    return text


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
    line = line.strip(" \t*•-–—|/")
    if line and line[0] in "([" and line[-1] in ")]" and line.count(line[0]) == 1:
        line = line[1:-1].strip()
    if _OTHER_WORK.match(line):
        return Byline(other=True)
    if match := _POSTED.match(line):
        name = _whole(line[match.end():].split("|")[0])
        if name and len(name) < 60:
            author, role = split_role(name)
            return Byline(author=known(author), role=role if known(author) else None, posted=True)
        return None
    if (match := _SOURCE.match(line)) and len(match["name"]) <= 80 and not match["name"].rstrip().endswith((":", ";")):
        if line.lower().startswith("theo") and (len(line.split()) > 9 or "," in line):
            return None
        return Byline(source=_whole(match["name"]))
    match = _LABEL.match(line)
    if not match:
        return _credited(line)
    author = role = photographer = None
    label, rest = match["words"], line[match.end():]
    while True:
        inner = _INNER.search(" " + rest)
        value = (" " + rest)[: inner.start()] if inner else rest
        value = _whole(_DONE.sub("", value.strip()) or value)
        name, unit = split_role(value) if value else (None, None)
        if name and len(name) <= 80:
            if _TEXT_ONLY.search(" " + label):
                author, role = author or name, role or unit
            if _PHOTO_ONLY.search(label.replace(" ", " , ", 1)) or _PHOTO_ONLY.search(label) or re.search(rf"(?<![\wÀ-ỹ])(?:{_PHOTO_WORDS})", label, re.I):
                photographer = photographer or name
                role = role or unit
        if not inner:
            break
        label, rest = inner["label"], (" " + rest)[inner.end():]
    if author is None and photographer is None:
        return Byline(other=True) if not rest.strip() else None
    return Byline(author=known(author), role=role if known(author) else None, photographer=known(photographer))


def _credited(line: str) -> Byline | None:
    """A name without a label before a photographer with one: "Vũ Lan - Ảnh: Hồng Quân"."""
    match = _PHOTO_AFTER.match(line)
    name, unit = split_role(match["name"]) if match else (None, None)
    said = read(match["rest"].rstrip(" )]")) if match and name and are_names(name) else None
    return replace(said, author=known(name), role=unit or said.role) if said is not None and said.photographer and not said.author else None


def known(name: str | None) -> str | None:
    """*name*, or None where it is an account's and no person's ("admin", "Super User")."""
    return None if name is None or plain(name) in GENERIC_AUTHORS else name


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
