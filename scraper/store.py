"""A Draft to a content file and the pictures and recordings that belong to it.

Values in, values out; ``scraper.importing`` writes. Nothing from a page becomes a path unless it went through ``safe_name``.
"""
from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from plugins.pictures import BadPicture, safe
from plugins.values import VIETNAM, Article, Audio, Person, Picture, Source
from plugins.vietnamese.dates import find_dates
from plugins.vietnamese.text import slug
from scraper.markdown import html_of, picture_html, to_markdown
from scraper.values import Caption, Draft

NO_CATEGORY = "Tin tức"
SOUNDS = {".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"), ".m4a": (b"\x00\x00\x00",), ".ogg": (b"OggS",), ".oga": (b"OggS",), ".wav": (b"RIFF",), ".aac": (b"\xff\xf1", b"\xff\xf9")}
LARGEST_PICTURE = 30_000_000  # bytes
LARGEST_SOUND = 200_000_000
Fetch = Callable[[str], bytes | None]  # an address as the page writes it → the file's bytes, None where it is not at hand; may raise Missing


class Missing(Exception):
    """A picture or recording cannot be had; the message says why, in Vietnamese."""


@dataclass(slots=True)
class Stored:
    """What is to be written: files by path in the content folder, and where every file with a checksum already stands."""

    files: dict[str, bytes] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)  # SHA-256 → path
    missing: list[tuple[str, str]] = field(default_factory=list)  # address, why


def safe_name(address: str, fallback: str) -> str:
    """A file name of small letters, digits and hyphens made from an address's last part, without extension.

    >>> safe_name("/upload/../Ảnh hội nghị (1).JPG?x=1", "anh"), safe_name("https://x.vn/???", "anh")
    ('anh-hoi-nghi-1', 'anh')
    """
    name = PurePosixPath(unquote(urlsplit(address.replace("\\", "/")).path)).name if "[" not in address else ""
    stem = name.rsplit(".", 1)[0] if "." in name else name
    made = slug(stem, 50)
    # "con.jpg" cannot exist on Windows.
    return fallback if not made or re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", made) else made


def _place(stored: Stored, content: Path, folder: str, name: str, extension: str, data: bytes) -> str:
    """The path under which *data* stands or will stand; the same bytes are kept once."""
    checksum = hashlib.sha256(data).hexdigest()
    path = stored.known.get(checksum)
    if path is not None and (path in stored.files or (content / path).is_file()):
        return path
    number = 1
    while True:
        path = posixpath.join(folder, f"{name}{'' if number == 1 else f'-{number}'}{extension}")
        there = stored.files.get(path)
        if there is None and (content / path).is_file():
            there = (content / path).read_bytes()
        if there is None or there == data:
            break
        number += 1
    if there is None:
        stored.files[path] = data
    stored.known[checksum] = path
    return path


def store_picture(stored: Stored, content: Path, address: str, day: date, fetch: Fetch) -> str | None:
    """The content path of a picture, decoded whole and stripped; None (and told in ``missing``) where it cannot be had."""
    try:
        data = fetch(address)
    except Missing as missing:
        stored.missing.append((address, str(missing)))
        return None
    if data is None:
        stored.missing.append((address, "không có tệp ảnh bên cạnh trang đã lưu"))
        return None
    if len(data) > LARGEST_PICTURE:
        stored.missing.append((address, "tệp ảnh lớn quá 30 MB"))
        return None
    try:
        made = safe(data)
    except BadPicture as bad:
        stored.missing.append((address, str(bad)))
        return None
    return _place(stored, content, f"anh/{day:%Y/%m}", safe_name(address, "anh"), made.extension, made.data)


def store_sound(stored: Stored, content: Path, address: str, day: date, fetch: Fetch) -> str | None:
    """The content path of a recording whose first bytes are what its name says."""
    extension = PurePosixPath(urlsplit(address).path).suffix.lower() if "[" not in address else ""
    try:
        data = fetch(address)
    except Missing as missing:
        stored.missing.append((address, str(missing)))
        return None
    if data is None:
        stored.missing.append((address, "không có tệp âm thanh bên cạnh trang đã lưu"))
        return None
    if extension not in SOUNDS or not data.startswith(SOUNDS[extension]) or len(data) > LARGEST_SOUND:
        stored.missing.append((address, "tệp âm thanh hỏng, quá lớn hoặc không đúng loại"))
        return None
    return _place(stored, content, f"am-thanh/{day:%Y/%m}", safe_name(address, "bai-doc"), extension, data)


def dated(draft: Draft, retrieved: date) -> tuple[datetime, str]:
    """The article's time and what it rests on: the page's, else the conference's that the text opens with, else the import's."""
    if draft.date is not None:
        return draft.date, "published"
    opening = next(iter([*filter(None, [draft.lead]), *draft.body]), "")[:160]
    days = {found.value for found in find_dates(opening) if found.value.year >= 1990 and found.value <= retrieved}
    if len(days) == 1 and re.search(r"(?:ngày|sáng|chiều|tối)\s", opening.lower()):
        return datetime.combine(days.pop(), time(), VIETNAM), "conference"
    return datetime.combine(retrieved, time(), VIETNAM), "imported"


def _people(names: str | None, role: str | None) -> tuple[Person, ...]:
    return (Person(names, role),) if names else ()


def article_of(draft: Draft, path: str, retrieved: date, content: Path, stored: Stored, fetch: Fetch) -> Article:
    """The article of a draft as it will be written; its pictures and recording go into *stored*."""
    when, basis = dated(draft, retrieved)
    day = when.astimezone(VIETNAM).date()
    captions: Mapping[str, Caption] = {caption.src: caption for caption in draft.captions}
    pictures: dict[str, str] = {}
    for piece in draft.pieces:
        if piece.kind == "picture" and piece.src and piece.src not in pictures and (kept := store_picture(stored, content, piece.src, day, fetch)):
            pictures[piece.src] = kept
    cover = _cover(draft, captions, pictures)

    def picture(piece) -> str:
        caption = captions.get(piece.src)
        words = (caption.text if caption else "") + (f" (Ảnh: {caption.credit})" if caption and caption.credit else "")
        if piece.src in pictures:
            return "" if cover is not None and pictures[piece.src] == cover.image else picture_html(pictures[piece.src], words, piece.alt)
        return f"<p><em>{html_escape(words)}</em></p>" if words else ""

    sound = store_sound(stored, content, draft.audio, day, fetch) if draft.audio else None
    authors = _people(draft.author, draft.author_role)
    photographers = _people(draft.photographer, None)
    host = urlsplit(draft.url).hostname or "" if "[" not in draft.url else ""
    name = draft.site or host.removeprefix("www.")
    if draft.source and draft.source != name:
        name = f"{name} (theo {draft.source})" if name else draft.source
    return Article(
        path=path, title=draft.title, slug=PurePosixPath(path).stem, date=when, category=draft.category or NO_CATEGORY, status="published",
        date_basis=basis, summary=draft.lead, authors=authors, photographers=photographers, tags=draft.tags, cover=cover,
        audio=Audio(sound) if sound else None,
        source=Source(name=name or None, url=draft.url, authors=authors, photographers=photographers, published=draft.date, retrieved=retrieved, views=draft.view_count),
        body="\n" + to_markdown(html_of(draft.pieces, picture, draft.url)) + "\n",
    )


def _cover(draft: Draft, captions: Mapping[str, Caption], pictures: Mapping[str, str]) -> Picture | None:
    """The picture that stands before all text."""
    first = draft.pieces[0] if draft.pieces else None
    if first is None or first.kind != "picture" or first.src not in pictures:
        return None
    caption = captions.get(first.src)
    return Picture(pictures[first.src], alt=caption.text if caption else None, caption=caption.text if caption else None, credit=caption.credit if caption else None)


def html_escape(text: str) -> str:
    from plugins.html import escape

    return escape(text)


def beside(page: Path, source: Path, url: str) -> Fetch:
    """Files saved with a page: where a browser put them (``<page>_files/``), or by the path of their address under *source*.

    Never reads outside *source*.
    """
    root = source.resolve()

    def fetch(address: str) -> bytes | None:
        try:
            whole = urlsplit(urljoin(url, address))
            asked = urlsplit(address)
        except ValueError:
            return None
        name = PurePosixPath(unquote(whole.path)).name
        candidates = [page.parent / f"{page.stem}{ending}" / name for ending in ("_files", ".files", "_tep")]
        if not asked.scheme and not asked.netloc:
            candidates.append(page.parent / unquote(asked.path).lstrip("/"))
        candidates += [source / unquote(whole.path).lstrip("/"), source / (whole.hostname or "") / unquote(whole.path).lstrip("/"), page.parent / name]
        for candidate in candidates:
            try:
                found = candidate.resolve()
                if name and found.is_relative_to(root) and found.is_file():
                    return found.read_bytes()
            except (OSError, ValueError):  # a name that no file can have
                continue
        return None

    return fetch
