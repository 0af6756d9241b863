"""Which files a content folder holds, and their text. Nothing outside the folder is ever read."""
from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.problem import Problem
from plugins.vietnamese.text import nfc

FOLDERS = ("tin", "trang")  # articles and pages
_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, slots=True)
class Found:
    """A file: ``path`` in NFC, relative to the content folder; ``file`` as the disk spells it."""

    path: str
    file: Path


def walk(folder: Path, problems: list[Problem]) -> Iterator[Found]:
    """Every file under *folder*, sorted by path. Hidden files and editors' left-overs are passed over.

    A link that leads out of the folder is a problem; one that leads back up (a loop) is passed over and said.
    """
    root = folder.resolve()
    pending = [folder]
    while pending:
        here = pending.pop()
        subfolders = []
        with os.scandir(here) as entries:
            listing = sorted(entries, key=lambda e: e.name)
        for entry in listing:
            if entry.name.startswith((".", "~$")) or entry.name.endswith(("~", ".moi")):
                continue
            path = nfc(Path(entry.path).relative_to(folder).as_posix())
            if entry.is_symlink():
                target = Path(entry.path).resolve()
                if not target.is_relative_to(root):
                    problems.append(Problem(path, message="liên kết dẫn ra ngoài thư mục nội dung", hint="chép tệp thật vào đây"))
                    continue
                if target.is_dir():
                    problems.append(Problem(path, message="liên kết thư mục không được đọc", hint="chép thư mục thật vào đây", notice=True))
                    continue
            if entry.is_dir():
                subfolders.append(Path(entry.path))
            else:
                yield Found(path, Path(entry.path))
        pending.extend(reversed(subfolders))


def text_of_file(found: Found, limit: int) -> str | Problem:
    """The text of a file in UTF-8 (with or without BOM), line ends as ``\\n``; a problem where it is none.

    *limit* is in bytes.
    """
    try:
        size = found.file.stat().st_size
        if size > limit:
            return Problem(found.path, message=f"tệp lớn {size // 1_000_000} MB, quá mức {limit // 1_000_000} MB", hint="tách bài hoặc bỏ ảnh dán trong bài")
        data = found.file.read_bytes()
    except OSError as error:
        return Problem(found.path, message=f"không đọc được tệp: {error.strerror}", hint="xem lại quyền đọc tệp")
    if data[:2] in _BOMS:
        return Problem(found.path, 1, 1, f"tệp ghi bằng mã {_BOMS[data[:2]]}, không phải UTF-8", "lưu lại tệp với mã UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8", "replace")
        line, column = good.count("\n") + 1, len(good) - good.rfind("\n")
        return Problem(found.path, line, column, "tệp không phải mã UTF-8 ở chỗ này", "lưu lại tệp với mã UTF-8 (trong Notepad: Save As, Encoding: UTF-8)")
    return text.replace("\r\n", "\n").replace("\r", "\n")
