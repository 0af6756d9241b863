"""Which files a content folder holds, and their text. Nothing outside the folder is ever read."""
from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.problem import Problem
from plugins.vietnamese.text import nfc

FOLDERS = ("tin", "trang")  # articles and pages
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)  # a pipe put there would keep us waiting
_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, slots=True)
class Found:
    """A file: ``path`` in NFC, relative to the content folder; ``place`` and ``file`` as the disk spells it."""

    path: str
    place: str | Path

    @property
    def file(self) -> Path:
        return Path(self.place)


def walk(folder: Path, problems: list[Problem]) -> Iterator[Found]:
    """Every file under *folder*, sorted by path. Hidden files and editors' left-overs are passed over.

    A link that leads out of the folder is a problem; one that leads back up (a loop) is passed over and said.
    """
    root = folder.resolve()
    pending = [("", os.fspath(folder))]
    while pending:
        prefix, here = pending.pop()
        subfolders = []
        with os.scandir(here) as entries:
            listing = sorted(entries, key=lambda e: e.name)
        for entry in listing:
            name = entry.name
            if name.startswith((".", "~$")) or name.endswith(("~", ".moi")):
                continue
            path = prefix + (name if name.isascii() else nfc(name))
            if entry.is_symlink():
                target = Path(entry.path).resolve()
                if not target.is_relative_to(root):
                    problems.append(Problem(path, message="liên kết dẫn ra ngoài thư mục nội dung", hint="chép tệp thật vào đây"))
                    continue
                if target.is_dir():
                    problems.append(Problem(path, message="liên kết thư mục không được đọc", hint="chép thư mục thật vào đây", notice=True))
                    continue
            if entry.is_dir():
                subfolders.append((path + "/", entry.path))
            else:
                yield Found(path, entry.path)
        pending.extend(reversed(subfolders))


def text_of_file(found: Found, limit: int) -> str | Problem:
    """The text of a file in UTF-8 (with or without BOM), line ends as ``\\n``; a problem where it is none.

    *limit* is in bytes.
    """
    data = bytes_of_file(found, limit)
    return data if isinstance(data, Problem) else decoded(found, data)


def bytes_of_file(found: Found, limit: int) -> bytes | Problem:
    """What the file holds; one that somebody is writing is read again until it stands still."""
    try:
        for _ in range(5):
            file = os.open(found.place, _READING)
            try:
                before = os.fstat(file)
                if before.st_size > limit:
                    return Problem(found.path, message=f"tệp lớn {before.st_size // 1_000_000} MB, quá mức {limit // 1_000_000} MB", hint="tách bài hoặc bỏ ảnh dán trong bài")
                data = os.read(file, before.st_size + 1)
                after = os.fstat(file)
            finally:
                os.close(file)
            if len(data) == after.st_size and before.st_mtime_ns == after.st_mtime_ns:
                return data
            time.sleep(0.05)
    except OSError:
        return Problem(found.path, message="không đọc được tệp", hint="xem lại quyền đọc tệp, và ổ đĩa có lỗi không")
    return Problem(found.path, message="tệp đang được ghi dở", hint="lưu xong rồi chạy lại")


def decoded(found: Found, data: bytes) -> str | Problem:
    if data[:2] in _BOMS:
        return Problem(found.path, 1, 1, f"tệp ghi bằng mã {_BOMS[data[:2]]}, không phải UTF-8", "lưu lại tệp với mã UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8", "replace")
        line, column = good.count("\n") + 1, len(good) - good.rfind("\n")
        return Problem(found.path, line, column, "tệp không phải mã UTF-8 ở chỗ này", "lưu lại tệp với mã UTF-8 (trong Notepad: Save As, Encoding: UTF-8)")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
