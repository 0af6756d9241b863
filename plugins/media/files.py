"""Which pictures, sounds and documents the site needs, checked and fit to publish."""
from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from plugins.media import sounds, versions
from plugins.media.store import Notes, stamp_of, sum_of
from plugins.media.versions import Made
from plugins.pictures import BadPicture
from plugins.problem import Problem
from plugins.values import Article
from plugins.vietnamese.text import nfc

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
SOUNDS = {".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"), ".wav": (b"RIFF",), ".ogg": (b"OggS",), ".oga": (b"OggS",), ".m4a": (b"",)}
DOCUMENTS = {".pdf": b"%PDF", ".docx": b"PK", ".xlsx": b"PK", ".pptx": b"PK", ".odt": b"PK", ".zip": b"PK", ".csv": b"", ".txt": b"", ".ics": b"BEGIN"}
_USED = re.compile(r'\s(?:src|href)="(/[^"]*)"')


@dataclass(slots=True)
class Collected:
    """What the site needs of the content folder's files, by path.

    ``data`` gives what makes each output file's bytes; ``pictures`` what was made of each picture, ``seconds`` how long each sound is.
    """

    data: dict[str, partial] = field(default_factory=dict)
    pictures: dict[str, Made] = field(default_factory=dict)
    seconds: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


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


def named(folder: Path | None, source: str, path: str) -> str:
    """Where in the content *folder* the file *source* names *path*: ``content/tin/a.md:7``; without the line where it is not found."""
    if folder is None:
        return source
    try:
        lines = (folder / source).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:  # its name is not written on the disk as we write it
        lines = []
    name = PurePosixPath(path).name  # the path may be written from the article's own folder
    line = next((n for n, text in enumerate(lines, 1) if name in nfc(unquote(text))), 0)
    return f"{folder.name}/{source}" + (f":{line}" if line else "")


def collect(
    articles: Iterable[tuple[Article, Iterable[str]]], files: Mapping[str, Path], prefix: str, store: Path, more: Mapping[str, str] = {},
    folder: Path | None = None,
) -> Collected:
    """Every file that *articles* (with their text's ``addresses``) use, each looked at once and held by none.

    *more* are files that no article names: path → where it is named. *folder* is that of the content, where the line
    is looked up which names a file that cannot be used. *store* keeps the outcomes between builds;
    pictures are made side by side, one for each core at a time.
    """
    users: dict[str, str] = dict(more)
    for article, found in articles:
        for path in used(article, found, files, prefix):
            users.setdefault(path, article.path)
    notes, made = Notes(store / "files.json", versions.VERSION), Collected()
    unknown = []
    for path in users:
        facts = notes.of(path, files[path])
        if facts is None:
            unknown.append(path)
        else:
            _take(made, path, files[path], store, facts)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for path, stamp, facts in pool.map(lambda path: _looked(path, files[path], store), unknown):
            if isinstance(facts, BadPicture):
                made.problems.append(Problem(path, message=f"{facts}; bài dùng tệp này: {named(folder, users[path], path)}", hint="thay tệp khác"))
                continue
            notes.learn(path, stamp, facts)
            _take(made, path, files[path], store, facts)
    notes.save()
    return made


def _looked(path: str, file: Path, store: Path) -> tuple[str, list[int], dict | BadPicture]:
    """``(path, stamp, facts)`` of one file, or what is wrong with it in place of facts."""
    stamp = stamp_of(file)
    try:
        return path, stamp, _facts(path, file, store)
    except BadPicture as fault:
        return path, stamp, fault


def _facts(path: str, file: Path, store: Path) -> dict[str, object]:
    data, suffix = file.read_bytes(), Path(path).suffix.lower()
    if suffix in PICTURES:
        key = versions.key_of(data)
        made = versions.known(key, store) or versions.make(data, store)
        return {"key": key, "width": made.width, "height": made.height, "same": made.same, "sums": made.sums}
    if suffix in SOUNDS:
        if not (data.startswith(SOUNDS[suffix]) and (suffix != ".m4a" or data[4:8] == b"ftyp")):
            raise BadPicture(f"tệp không phải âm thanh {suffix[1:].upper()} hoặc đã hỏng")
        return {"sum": sum_of(data), "seconds": sounds.seconds(data, suffix)}
    if suffix in DOCUMENTS:
        if not data.startswith(DOCUMENTS[suffix]):
            raise BadPicture(f"tệp không phải {suffix[1:].upper()} hoặc đã hỏng")
        return {"sum": sum_of(data)}
    raise BadPicture(f"dạng tệp '{suffix}' không đăng được")


def _take(made: Collected, path: str, file: Path, store: Path, facts: Mapping) -> None:
    if "key" not in facts:
        made.data[path] = partial(versions.whole, str(file), facts["sum"])
        if "seconds" in facts:
            made.seconds[path] = facts["seconds"]
        return
    picture = Made(facts["key"], facts["width"], facts["height"], facts["same"], facts["sums"])
    made.pictures[path] = picture
    for name, sum in picture.sums.items():
        if name or not picture.same:
            data = partial(versions.stored, str(file), str(store), picture.key, name, sum)
        else:
            data = partial(versions.whole, str(file), sum)
        made.data[version_path(path, picture, name)] = data


def version_path(path: str, picture: Made, name: str) -> str:
    """The output file of the version *name* ("avif-640"; "" the picture itself), named by the picture's content.

    >>> version_path("anh/a.jpg", Made("k", 9, 9, True, {"": "0123456789abcdef"}), "avif-640")
    'anh/a.01234567-640.avif'
    """
    if not name:
        return path
    format, _, width = name.partition("-")
    stem = PurePosixPath(path).with_suffix("").as_posix()
    return f"{stem}.{picture.sums[''][:8]}-{width}.{format}"
