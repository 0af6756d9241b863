"""What we keep on the disk: written whole or not at all, with a checksum where it matters; and what a disk refuses, in words."""
from __future__ import annotations

import errno
import hashlib
import json
import os
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
REFUSED = (*_FULL, *_FORBIDDEN, errno.EIO, errno.ENOMEM)  # what no file need be named for
_IN_USE = (32, 33)  # Windows: another program has the file open


class Damaged(Exception):
    """A file of ours does not carry the checksum that it was written with."""


def sync_folder(folder: Path) -> None:
    """Make the names in *folder* survive a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some network file systems cannot; the rename itself is still whole
        pass
    finally:
        os.close(handle)


def beside(path: Path) -> Path:
    """Where ``durable`` writes first; a kill may leave it, and the next write of *path* takes it away."""
    return path.with_name(path.name + ".moi")


def durable(path: Path, data: bytes) -> None:
    """Put *data* at *path*: a reader, a kill and a power cut see the old file or the new one, whole."""
    new = beside(path)
    try:
        with open(new, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except OSError as error:
        drop(new)
        raise named(error, path)
    except BaseException:
        drop(new)
        raise
    sync_folder(path.parent)


def save(path: Path, value: object) -> None:
    """*value* as JSON under its checksum."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    durable(path, hashlib.sha256(text).hexdigest().encode() + b"\n" + text)


def load(path: Path) -> object:
    """What ``save`` wrote. Raises ``Damaged``, or ``FileNotFoundError`` where there is none."""
    try:
        told, _, text = path.read_bytes().partition(b"\n")
        if hashlib.sha256(text).hexdigest().encode() == told:
            return json.loads(text)
    except (ValueError, IsADirectoryError):
        pass
    raise Damaged(str(path))


def drop(path: Path) -> None:
    """Remove a file that is of no use any more; where the disk refuses that too, it stays."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        pass


def hash_of(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def listing(folder: Path) -> dict[str, os.stat_result]:
    """Every file under *folder* by POSIX path, with its stat; symlinks are themselves."""
    found: dict[str, os.stat_result] = {}

    def walk(here: str, base: str) -> None:
        with os.scandir(here) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    walk(entry.path, f"{base}{entry.name}/")
                else:
                    found[base + entry.name] = os.stat(entry.path, follow_symlinks=False)

    walk(os.fspath(folder), "")
    return found


def named(error: OSError, path: str | os.PathLike) -> OSError:
    """*error* as one of *path*: a write that fails names no file, and the one beside it means nothing to anybody."""
    if error.errno is not None:
        error.filename = os.fspath(path)
    return error


def probed(path: Path, error: Exception) -> OSError:
    """What the disk itself says where SQLite could not write *path* and its *error* does not tell why."""
    probe = path.with_name(path.name + ".thu")
    try:
        durable(probe, bytes(1 << 16))
    except OSError as refused:
        return named(refused, path)
    finally:
        drop(probe)
    return OSError(errno.EIO, str(error), os.fspath(path))


def refusal(error: OSError, place: str | os.PathLike) -> str:
    """What the disk refused, in Vietnamese, with the file and what to do; *place* is told where *error* names none."""
    where = error.filename or place
    if isinstance(where, (bytes, int)):
        where = os.fsdecode(where) if isinstance(where, bytes) else place
    if error.errno in _FULL:
        return f"ổ đĩa hết chỗ khi ghi '{where}'. Dọn bớt rồi chạy lại"
    if getattr(error, "winerror", None) in _IN_USE:
        return f"'{where}' đang được chương trình khác mở. Đóng chương trình ấy rồi chạy lại"
    if error.errno in _FORBIDDEN:
        return f"không có quyền ghi vào '{where}'. Nhờ người quản trị cấp quyền, hoặc chọn thư mục khác"
    if error.errno in (errno.ENOMEM, errno.EAGAIN):
        return "máy hết bộ nhớ, hoặc một phần việc bị hệ thống dừng giữa chừng. Đóng bớt chương trình rồi chạy lại"
    if error.errno == errno.ENAMETOOLONG:
        return f"tên '{where}' dài quá mức ổ đĩa cho phép. Đặt thư mục ở nơi có đường dẫn ngắn hơn, hoặc rút ngắn slug"
    return f"'{where}' không đọc hoặc không ghi được (ổ đĩa báo lỗi số {error.errno}). Xem ổ đĩa hay thư mục mạng có còn nối không"


def unread(error: OSError) -> str:
    """Why a file could not be read, in a few Vietnamese words."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "không có tệp này"
    if error.errno == errno.EISDIR:
        return "đó là thư mục, không phải tệp"
    if getattr(error, "winerror", None) in _IN_USE:
        return "tệp đang được chương trình khác mở"
    if error.errno in _FORBIDDEN:
        return "không có quyền đọc"
    return f"ổ đĩa báo lỗi số {error.errno}" if error.errno else "tệp hỏng hoặc bị cụt"
