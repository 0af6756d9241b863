"""What a careful colleague would say about a file before it goes out: letters, tone marks, lengths, captions, days.

Everything here is a notice: it stops nothing. What stops is told by the schema, by the links and by the gate.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from unicodedata import is_normalized, normalize

from plugins.problem import Problem
from plugins.values import VIETNAM, Article
from plugins.vietnamese.text import tone_key

LEAD = 60  # words; a longer lead is cut by phones and by other portals that quote it
_ETH = re.compile("[\u00d0\u00f0\u0189]")  # Ð of other languages, which fonts draw like Đ
_WORD = re.compile(r"[^\W\d_]+")
_OLD = re.compile(r"(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<![qQ])[uU][ỳýỷỹỵỲÝỶỸỴ])$")  # hoà, hoè, uỷ: the mark on the last vowel
_NEW = re.compile(r"(?:[òóỏõọÒÓỎÕỌ][aeAE]|(?<![qQ])[ùúủũụÙÚỦŨỤ][yY])$")  # hòa, hòe, ủy
_IMAGE = re.compile(r'!\[([^\]]*)\]\(\s*<?([^)\s>]+)>?(?:\s+["\'(]([^)]*))?\)')
_KEY = re.compile(r"^(\w+)\s*:")


def notes(article: Article, source: str, today: date, converted: Callable[[str], str] | None = None) -> Iterator[Problem]:
    """What should be looked at in *article*, whose file holds *source*; *converted* undoes fonts of before Unicode."""
    lines = source.split("\n")
    for told in (letters(lines, converted), tones(lines), lengths(article, lines), pictures(article, lines), days(article, lines, today)):
        for line, message, hint in told:
            yield Problem(article.path, line, 0, message, hint, notice=True)


Note = tuple[int, str, str]  # line, message, hint


def letters(lines: list[str], converted: Callable[[str], str] | None = None) -> Iterator[Note]:
    """Letters that look right and are not: marks apart from their letter, Ð for Đ, an old font's codes."""
    apart = [n for n, line in enumerate(lines, 1) if not line.isascii() and not is_normalized("NFC", line)]
    if apart:
        yield apart[0], f"chữ viết bằng mã tổ hợp (NFD) ở {len(apart)} dòng", "lưu lại bằng mã dựng sẵn, hoặc chạy: check --fix"
    for number, line in enumerate(lines, 1):
        if line.isascii():
            continue
        if converted is not None and (made := converted(line)) != line:
            yield number, f"chữ còn ở phông cũ (TCVN3 hoặc VNI): '{_short(line)}'", f"gõ lại: {_short(made)}"
        elif found := _ETH.search(line):
            yield number, f"chữ '{found[0]}' không phải chữ Đ của tiếng Việt: '{_around(line, found)}'", "gõ lại chữ Đ, hoặc chạy: check --fix"


def tones(lines: list[str]) -> Iterator[Note]:
    """Tone marks on the wrong letter; two ways of placing them in one file."""
    old: tuple[int, str] | None = None
    new: tuple[int, str] | None = None
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if line.isascii():
            continue
        for word in _WORD.findall(_ETH.sub("Đ", normalize("NFC", line))):
            if word.isascii() or word in seen:
                continue
            seen.add(word)
            low = word.lower()
            if _OLD.search(word):
                old = old or (number, word)
            elif _NEW.search(word):
                new = new or (number, word)
            elif (right := tone_key(word)) != low and not re.search("[iíìỉĩị]$", low) and len(right) == len(low):
                yield number, f"dấu đặt sai chữ: '{word}'", f"viết: {right}"
    if old and new:
        first, other = sorted((old, new))
        yield other[0], f"bài lẫn hai lối đặt dấu: '{first[1]}' (dòng {first[0]}) và '{other[1]}'", "chọn một lối cho cả bài"


def lengths(article: Article, lines: list[str]) -> Iterator[Note]:
    words = len((article.summary or "").split())
    if words > LEAD:
        yield _line(lines, "summary"), f"đoạn dẫn dài {words} chữ", f"rút còn {LEAD} chữ trở lại"


def pictures(article: Article, lines: list[str]) -> Iterator[Note]:
    """Pictures that say nothing to who cannot see them, or show people without telling who they are."""
    named = [("cover", article.cover)] if article.cover else []
    for key, picture in [*named, *(("images", picture) for picture in article.images)]:
        line = next((n for n, text in enumerate(lines, 1) if picture.image in text), _line(lines, key))
        if not picture.alt and not picture.caption:
            yield line, f"ảnh '{picture.image}' không có lời tả và chú thích", "thêm 'alt' (ảnh vẽ gì) và 'caption' (ai, ở đâu, lúc nào)"
        elif not picture.caption:
            yield line, f"ảnh '{picture.image}' không có chú thích", "thêm 'caption': ai, ở đâu, lúc nào"
    for number, line in enumerate(lines[article.body_line - 1:], article.body_line):
        for alt, file, title in _IMAGE.findall(line) if "![" in line else ():
            if not alt.strip() and not (title or "").strip():
                yield number, f"ảnh '{file}' không có lời tả", f"viết: ![ảnh vẽ gì]({file} \"chú thích\")"


def days(article: Article, lines: list[str], today: date) -> Iterator[Note]:
    """Days that have not come, or in an order that cannot be."""
    when = _day(article.date)
    if when and when > today and article.status == "published":
        yield _line(lines, "date"), f"ngày đăng {when:%d/%m/%Y} chưa đến: bài chờ đến ngày ấy", "sửa 'date' nếu muốn đăng ngay"
    for key, moment in (("updated", article.updated), *(("corrections", c.date) for c in article.corrections)):
        if moment and _day(moment) > today:
            yield _line(lines, key), f"'{key}' ghi ngày {_day(moment):%d/%m/%Y} chưa đến", "ghi ngày thật"
    for conference in article.conferences:
        held = conference.held
        if held and held > today and conference.status == "held":
            yield _line(lines, "conference"), f"hội nghị ngày {held:%d/%m/%Y} chưa đến mà khai là đã họp", "thêm vào conference: status: sẽ họp"
        elif held and when and held > when and conference.status == "held":
            yield _line(lines, "conference"), f"bài đăng ngày {when:%d/%m/%Y}, trước ngày họp {held:%d/%m/%Y}", "xem lại 'date' và 'held'"


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(VIETNAM).date() if moment else None


def _line(lines: list[str], key: str) -> int:
    """The line of a top-level key, 1 where there is none."""
    return next((n for n, line in enumerate(lines, 1) if (match := _KEY.match(line)) and match[1] == key), 1)


def _short(text: str) -> str:
    return text.strip() if len(text.strip()) <= 50 else text.strip()[:50] + "…"


def _around(line: str, match: re.Match) -> str:
    return line[max(0, match.start() - 8): match.end() + 12].strip()
