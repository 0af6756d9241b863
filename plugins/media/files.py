"""Which pictures, sounds and documents the site needs, checked and fit to publish."""
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from plugins.pictures import BadPicture, Size, safe
from plugins.problem import Problem
from plugins.values import Article

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
SOUNDS = {".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"), ".wav": (b"RIFF",), ".ogg": (b"OggS",), ".oga": (b"OggS",), ".m4a": (b"",)}
DOCUMENTS = {".pdf": b"%PDF", ".docx": b"PK", ".xlsx": b"PK", ".pptx": b"PK", ".odt": b"PK", ".zip": b"PK", ".csv": b"", ".txt": b"", ".ics": b"BEGIN"}
_USED = re.compile(r'\s(?:src|href)="(/[^"]*)"')
_IMAGE = re.compile(r'<img\b(?![^>]*\swidth=)[^>]*?\ssrc="([^"]*)"')
_VERSION = "1"  # of what `safe` does; a change makes every stored picture anew


def addresses(article: Article) -> tuple[str, ...]:
    """Addresses of this site that the article's text shows or links to."""
    return tuple(dict.fromkeys(_USED.findall(article.html)))


def path_of(address: str, prefix: str) -> str:
    """The content file that *address*, as it stands in HTML, would be."""
    return unquote(unescape(address).removeprefix(prefix)).lstrip("/")


def used(article: Article, found: Iterable[str], files: Mapping[str, Path], prefix: str) -> Iterator[str]:
    """Paths of the content folder's files that *article* shows or offers; *found* are its text's ``addresses``."""
    for _, path in article.files:
        if path in files:
            yield path
    for address in found:
        path = path_of(address, prefix)
        if path in files:
            yield path


def published(path: str, file: Path, store: Path) -> tuple[bytes, Size | None]:
    """The bytes to publish for *file*, and the size where it is a picture; raises ``BadPicture`` or ``BadFile``.

    Pictures are decoded once for each content: *store* keeps the outcome, named by the hash of what came in.
    """
    data = file.read_bytes()
    suffix = Path(path).suffix.lower()
    if suffix in PICTURES:
        return _picture(data, store)
    if suffix in SOUNDS and not (data.startswith(SOUNDS[suffix]) and (suffix != ".m4a" or data[4:8] == b"ftyp")):
        raise BadPicture(f"tệp không phải âm thanh {suffix[1:].upper()} hoặc đã hỏng")
    if suffix in DOCUMENTS and not data.startswith(DOCUMENTS[suffix]):
        raise BadPicture(f"tệp không phải {suffix[1:].upper()} hoặc đã hỏng")
    if suffix not in SOUNDS and suffix not in DOCUMENTS:
        raise BadPicture(f"dạng tệp '{suffix}' không đăng được")
    return data, None


def _picture(data: bytes, store: Path) -> tuple[bytes, Size]:
    key = hashlib.sha256(_VERSION.encode() + data).hexdigest()
    note, kept = store / f"{key}.json", store / f"{key}.bin"
    try:
        known = json.loads(note.read_text())
        made = data if known["same"] else kept.read_bytes()
        if hashlib.sha256(made).hexdigest() == known["sha256"]:
            return made, Size(known["width"], known["height"])
    except (OSError, ValueError, KeyError):
        pass
    fit = safe(data)
    same = fit.data == data
    store.mkdir(parents=True, exist_ok=True)
    if not same:
        kept.write_bytes(fit.data)
    facts = {"same": same, "sha256": hashlib.sha256(fit.data).hexdigest(), "width": fit.size.width, "height": fit.size.height}
    note.write_text(json.dumps(facts))
    return fit.data, fit.size


def collect(
    articles: Iterable[tuple[Article, Iterable[str]]], files: Mapping[str, Path], prefix: str, store: Path,
) -> tuple[dict[str, bytes], dict[str, Size], list[Problem]]:
    """``(path → bytes, path → size, problems)`` of every file that *articles* (with their text's ``addresses``) use, each read once."""
    data: dict[str, bytes] = {}
    sizes: dict[str, Size] = {}
    problems: list[Problem] = []
    bad: set[str] = set()
    for article, found in articles:
        for path in used(article, found, files, prefix):
            if path in data or path in bad:
                continue
            try:
                data[path], size = published(path, files[path], store)
            except BadPicture as fault:
                bad.add(path)
                problems.append(Problem(path, message=f"{fault}; bài dùng tệp này: {article.path}", hint="thay tệp khác"))
                continue
            if size:
                sizes[path] = size
    return data, sizes, problems


def with_sizes(html: str, sizes: tuple[tuple[str, Size], ...]) -> str:
    """*html* with width and height on the pictures at the addresses of *sizes*, so that nothing moves while they load."""
    known = dict(sizes)

    def sized(match: re.Match) -> str:
        size = known.get(match[1])
        return f'{match[0]} width="{size.width}" height="{size.height}" loading="lazy"' if size else match[0]

    return _IMAGE.sub(sized, html)
