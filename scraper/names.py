"""What is a person's name, what an office, and how a signature parts into the two. Pure."""
from __future__ import annotations

import re

from scraper.hints import BEFORE_NAMES, GENERIC_AUTHORS, LABELS, OFFICES, SECTION_WORDS, TOOLS, UNIT, plain

SOFT = "\ue004"  # where one element or style ends and the next begins: a weaker sign than a dash
_NO_NAMES = TOOLS | {plain(word) for words in LABELS.values() for word in words if not re.match(r"nhóm|pv|ctv|btv|phóng viên|cộng tác viên", word)}  # labels that sign nothing themselves
_HONOUR = re.compile(r"^(?:đ/c|đ\.c|đ/chí|đồng chí)\s+", re.I)
_DONE = re.compile(r"\s*[-–(/]?\s*\(?\s*(?:tổng hợp|t/?h|s\.?t|sưu tầm|lược ghi|ghi|biên soạn|thực hiện|gt)\s*\)?\s*$", re.I)
_PARTS = re.compile(r"\s*[,;]\s+|\s+[-–—|/]\s*|\s*[-–—|/]\s+|,|\s*\ue004\s*")
_INITIALS = re.compile(r"(?:[A-ZĐÂĂÊÔƠƯ]{1,3}\.\s?){1,4}[A-ZĐÂĂÊÔƠƯ]{0,3}\.?|[A-ZĐÂĂÊÔƠƯ]{2,5}|[A-ZĐ]/[A-ZĐ]|[A-ZĐÂĂÊÔƠƯ]\.\s?[A-ZĐÂĂÊÔƠƯ][a-zà-ỹ]+")
_SHORT_UNIT = re.compile(r"[A-ZĐƯÂÔ]{3,8}(?:[/ &-][A-ZĐƯÂÔ&]{2,8})*")
_ABBREVIATED = re.compile(r"[A-ZĐƯÂÔ]{2,8}(?:[/&-]+[A-ZĐƯÂÔ]{1,8})*\.?\s+\S")
_ABOUT = re.compile(r"\d{4}|(?<!\w)(?:theo dõi|chuyên (?:viết|trách|mảng|về)|yêu thích|từng|gắn bó|hiện (?:là|đang|công)|có \w+ năm|là|với|tốt nghiệp|tác giả)(?!\w)|[.!?]\s", re.I)
_ACCOUNT = re.compile(r"[a-z0-9._@+-]*[_@0-9][a-z0-9._@+-]*|[a-z]{3,}", re.A)
_AND_OTHERS = re.compile(r"\s*(?:,|và|&|\+|-|–)\s*(?:nhóm\s+)?(?:pv|ctv|cộng sự|nhóm (?:phóng viên|tác giả|cộng tác viên|thực hiện))$", re.I)


def is_initials(text: str) -> bool:
    """
    >>> is_initials("N.T.H"), is_initials("PV"), is_initials("P.V"), is_initials("Thu Chung")
    (True, True, True, False)
    """
    return bool(_INITIALS.fullmatch(text.strip()))


def is_unit(text: str) -> bool:
    """Whether *text* names a body, an office or a post rather than a person.

    >>> is_unit("Ban Tổ chức Đảng ủy Khối"), is_unit("Phó trưởng Ban"), is_unit("Vi Văn Sơn"), is_unit("BTC Huyện ủy")
    (True, True, False, True)
    """
    text = text.strip(" ()[]")
    if text.isascii() and text.islower():
        return False
    if UNIT.match(plain(text).replace("đảng uỷ", "đảng ủy")) or UNIT.match(text.lower()):
        return True
    # An abbreviation, and what it belongs to: "BTC Huyện ủy", "TTVH-TT huyện".
    return len(text) <= 90 and bool(_ABBREVIATED.match(text)) and (OFFICES.search(text.lower()) is not None or any(word.islower() for word in text.split()))


def is_group(text: str) -> bool:
    """Whether *text* names an office or people of one, as a signature of few words does.

    >>> is_group("Thanh niên Khối"), is_group("Ban biên tập"), is_group("Đánh giá bài viết này")
    (True, True, False)
    """
    return is_unit(text) or len(text.split()) <= 6 and text[:1].isupper() and ":" not in text and OFFICES.search(text.lower()) is not None


def is_role(text: str) -> bool:
    """Whether *text* may stand behind a name as its unit or post, and is no sentence about the person.

    >>> is_role("Phóng viên"), is_role("Phóng viên theo dõi mảng nội chính từ năm 2009")
    (True, False)
    """
    return is_unit(text) and len(text) <= 90 and not _ABOUT.search(text)


def is_short_unit(text: str) -> bool:
    """An office by its capitals, as it stands behind a name: "Hải Yến - VPĐU", "Minh Anh/TTXVN"."""
    return bool(_SHORT_UNIT.fullmatch(text.strip())) and text.strip() not in ("CTV", "BBT")


def is_name(text: str) -> bool:
    """Whether *text* could be a person's or a pen name: one to five words, each with a capital, or initials.

    >>> is_name("Thu Chung"), is_name("Sùng A Páo"), is_name("N.T.H"), is_name("Thời sự"), is_name("Văn phòng Huyện ủy")
    (True, True, True, False, False)
    >>> is_name("XÂY DỰNG ĐẢNG"), is_name("VŨ LAN"), is_name("PGS.TS. Vũ Thị Lan"), is_name("Thượng tá Vũ Lan")
    (False, True, True, True)
    """
    text = text.strip(" .()")
    if is_initials(text):
        return True
    if (title := BEFORE_NAMES.match(text)) and " " in text[title.end():]:
        text = text[title.end():]
    words = text.replace("-", " ").split()
    if words and words[0] in ("Theo", "Nguồn") or len(text) < 2 or plain(text) in _NO_NAMES:
        return False
    if not 1 <= len(words) <= 5 or len(text) > 40 or is_unit(text) or any(c.isdigit() for c in text):
        return False
    if text.isupper() and len(words) > 1 and SECTION_WORDS.search(text.lower()):
        return False
    return all(w[0].isupper() and all(c.isalpha() or c in ".'’" for c in w) for w in words)


def are_names(text: str) -> bool:
    """One name or several: "Bích Ngọc - Thanh Hà", "Minh Anh, Hoàng Nam và PV".

    >>> are_names("Bích Ngọc - Thanh Hà"), are_names("Vi Văn Sơn, Ban Tổ chức"), are_names("Vũ Lan và nhóm PV")
    (True, False, True)
    """
    text = _HONOUR.sub("", text.strip())
    if (others := _AND_OTHERS.search(text)) and others.start():
        text = text[: others.start()]
    parts = [part for part in re.split(r"\s*[,;&/+]\s*|\s+[-–—]\s*|\s*[-–—]\s+|\s+và\s+", text.strip(" .()")) if part]
    return bool(parts) and all(map(is_name, parts))


def split_role(text: str) -> tuple[str | None, str | None]:
    """A signature into name and unit.

    >>> split_role("Vi Văn Sơn, Ban Tổ chức Đảng ủy Khối"), split_role("Ngọc Diệp (Đài Truyền thanh)")
    (('Vi Văn Sơn', 'Ban Tổ chức Đảng ủy Khối'), ('Ngọc Diệp', 'Đài Truyền thanh'))
    >>> split_role("Vũ Lan - Trung tâm Văn hóa - Thông tin huyện"), split_role("Bích Ngọc - Thanh Hà")
    (('Vũ Lan', 'Trung tâm Văn hóa - Thông tin huyện'), ('Bích Ngọc - Thanh Hà', None))
    >>> split_role("Minh Anh/TTXVN"), split_role("Minh Anh - PV"), split_role("Vũ Lan, Hồng Quân - Ban Tổ chức Huyện ủy")
    (('Minh Anh', 'TTXVN'), ('Minh Anh - PV', None), ('Vũ Lan, Hồng Quân', 'Ban Tổ chức Huyện ủy'))
    >>> split_role("Vũ Lan (Tổng hợp)"), split_role("Phòng Hành chính Tổng hợp")
    (('Vũ Lan', None), ('Phòng Hành chính Tổng hợp', None))
    >>> split_role("PGS, TS Vũ Lan - Học viện Chính trị")
    ('PGS, TS Vũ Lan', 'Học viện Chính trị')
    """
    done = _DONE.search(text.strip())
    if done is not None and not (done[0].strip()[:1].isupper() and is_unit(text)):  # "Phòng Hành chính Tổng hợp" is an office
        text = text.strip()[: done.start()] or text
    text = whole(text)
    if not text:
        return None, None
    if match := re.fullmatch(r"([^(\[]+?)[\s\ue004]*[(\[](.+?)[)\]]", text):
        name, rest = hard(match[1]).strip(" ,-–"), hard(match[2])
        if are_names(rest) and not is_unit(rest) and is_unit(name):
            return rest, name
        return name, rest
    if honour := _HONOUR.match(text):
        name, unit = split_role(text[honour.end():])
        return (text[: honour.end()] + name, unit) if name and are_names(name) else (hard(text), None)
    if (match := re.fullmatch(r"([^/]+)/([^/]+)", text)) and is_name(match[1]) and len(match[1].split()) > 1 and is_unit(match[2]):
        return match[1].strip(), match[2].strip()
    if (match := re.fullmatch(r"(.+?)\s*[-–,/]\s*([^-–,/]+)", text)) and is_name(match[1]) and len(match[1].split()) > 1 and is_short_unit(match[2]):
        return match[1], match[2].strip()
    if are_names(hard(text)) or is_unit(text) and SOFT not in text:
        # A unit followed by a name: "Ban Tuyên giáo - Minh Anh".
        if is_unit(text) and (match := re.fullmatch(r"(.+)\s[-–—:]\s(.+?)", text)) and is_name(match[2]) and not is_initials(match[2]):
            return match[2], match[1].strip()
        return hard(text), None
    first: tuple[str, str] | None = None
    title = BEFORE_NAMES.match(text)
    for match in re.finditer(_PARTS, text):
        if title is not None and match.start() < title.end():
            continue  # "PGS, TS Vũ Lan"
        name, rest = hard(text[: match.start()]), hard(text[match.end():]).strip(" ,-–")
        if are_names(name) and rest and not are_names(rest):
            if is_unit(rest):
                return name, rest
            if first is None and (SOFT not in match[0] or len(rest) <= 60):
                first = name, rest
    return first or (hard(text), None)


def hard(text: str) -> str:
    """*text* with its soft breaks as mere spaces."""
    return re.sub(r"\s*\ue004\s*", " ", text).strip() if SOFT in text else text.strip()


def whole(text: str) -> str:
    """A name without the signs set around it: dashes, stars, a pen, brackets, the point that ends the line."""
    text = text.strip(" \t,;|/–—-•*~✍🖊📝✎✏_=:\ue001\ue002\ue003\ue004\ue005")
    if text.endswith("./."):
        text = text[:-3].rstrip()
    if text.endswith(".") and not is_initials(text):
        text = text[:-1].rstrip()
    if text and text[0] in "([" and text[-1] in ")]" and not any(c in text[1:-1] for c in "()[]"):
        text = text[1:-1].strip()
    return text


def known(name: str | None) -> str | None:
    """*name*, or None where it is an account's and no person's ("admin", "Super User", "bbt_portal")."""
    return None if name is None or plain(name) in GENERIC_AUTHORS or _ACCOUNT.fullmatch(name) else name
