"""rclone, which speaks SFTP, WebDAV, S3 and seventy others: called, and its errors told in Vietnamese. Passwords stay in its own settings."""
from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from plugins import disk

OLDEST = (1, 63)  # from here on a file appears under its name when it is whole, on whatever kind of server
HOW_TO_GET = "Tải rclone ở rclone.org/downloads, giải nén rồi đặt vào thư mục có trong PATH; khai nơi đến bằng lệnh 'rclone config'."
_QUICK = ("--contimeout", "15s", "--timeout", "60s", "--retries", "2", "--retries-sleep", "1s", "--low-level-retries", "3")
_NO_FOLDER = 3  # rclone's exit code for a folder that is not there
_MEANINGS = (
    (r"didn't find section in config file|unknown remote", "rclone chưa biết nơi này; khai bằng lệnh 'rclone config'"),
    (r"connection refused|no such host|i/o timeout|network is unreachable|EOF|connection reset|no route|couldn't connect|dial tcp", "không nối được tới máy chủ"),
    (r"permission denied|AccessDenied|Forbidden|401|403|unauthorized|unable to authenticate|InvalidAccessKey|SignatureDoesNotMatch|SSH_FX_PERMISSION", "máy chủ từ chối: sai mật khẩu hoặc không có quyền ghi"),
    (r"no space left|insufficient storage|507|quota|disk full", "máy chủ hết chỗ"),
    (r"NoSuchBucket|directory not found|404", "nơi đến không còn thư mục ấy"),
)


class Failed(Exception):
    """rclone could not do it; the message says why, in Vietnamese."""


class Absent(Failed):
    """This machine has no rclone, or one too old for that kind of server."""


class Missing(Failed):
    """The remote folder is not there."""


class Rclone:
    """Works on the remote folder *remote*, written as rclone does: "name:folder"."""

    def __init__(self, remote: str):
        self.remote = remote.rstrip("/") if not remote.endswith(":/") else remote
        found = shutil.which("rclone")
        if found is None:
            raise Absent(f"máy này chưa có chương trình rclone. {HOW_TO_GET}")
        self._program = found
        version = _version(found)
        if version < OLDEST and not self._whole_at_once():
            raise Absent(f"rclone ở máy này quá cũ ({version[0]}.{version[1]}), nơi đến này cần từ {OLDEST[0]}.{OLDEST[1]}: bản cũ ghi đè từng tệp tại chỗ, người đọc có thể gặp nửa trang. {HOW_TO_GET}")

    def _whole_at_once(self) -> bool:
        """Is it an object store? Those show a file when it is whole, whatever rclone does."""
        try:
            return json.loads(self._run("backend", "features", self.remote))["Features"]["BucketBased"] is True
        except (ValueError, KeyError, TypeError):
            return False

    def read(self, *names: str) -> list[bytes | None]:
        """The bytes of files at the top of the remote folder, None for one that is not there."""
        wanted = [part for name in names for part in ("--include", f"/{name}")]
        try:
            listed = json.loads(self._run("lsjson", self.remote, "--files-only", "--no-modtime", "--no-mimetype", "--max-depth", "1", *wanted) or "[]")
        except Missing:
            listed = []
        present = {entry["Name"] for entry in listed}
        return [self._call(["cat", self._at(name)]).stdout if name in present else None for name in names]

    def write(self, name: str, data: bytes) -> None:
        self._call(["rcat", self._at(name)], data)

    def remove(self, name: str) -> None:
        self._call(["deletefile", self._at(name)])

    def empty(self) -> bool:
        """Is there nothing yet in the remote folder, or no such folder?"""
        try:
            return not self._run("lsf", self.remote, "--max-depth", "1").strip()
        except Missing:
            return True

    def copy(self, folder: Path, paths: Iterable[str], *, cache: str = "") -> None:
        """Upload *paths* of *folder*, whatever is there by those names; *cache* is the Cache-Control that object stores keep."""
        headers = ["--header-upload", f"Cache-Control: {cache}"] if cache else []
        self._run("copy", str(folder), self.remote, "--files-from-raw", "-", "--ignore-times", "--no-traverse", *headers, given=paths)

    def check(self, folder: Path, paths: Iterable[str], *, download: bool) -> None:
        """Raises ``Failed`` where a remote file is not as it is here; with *download* byte for byte, else by hash or size."""
        try:
            self._run("check", str(folder), self.remote, "--files-from-raw", "-", "--one-way", *(["--download"] if download else []), given=paths)
        except Failed as failed:
            raise Failed(f"tệp tải lên không đúng như ở máy này ({failed})") from None

    def delete(self, paths: Iterable[str]) -> None:
        self._run("delete", self.remote, "--files-from-raw", "-", given=paths)

    def delete_partial(self) -> None:
        """Remove what uploads that were cut off left under rclone's own temporary names."""
        self._run("delete", self.remote, "--include", "*.{{[0-9a-f]{8}}}.partial")

    def remove_empty(self, folder: str) -> None:
        """Remove *folder* and those in it as far as they are empty; object stores have none."""
        try:
            self._run("rmdirs", self._at(folder))
        except Failed:
            pass  # an empty folder harms nobody

    def _at(self, name: str) -> str:
        return f"{self.remote}{name}" if self.remote.endswith((":", "/")) else f"{self.remote}/{name}"

    def _run(self, *arguments: str, given: Iterable[str] = ()) -> str:
        return self._call(list(arguments), "".join(f"{line}\n" for line in given).encode("utf-8")).stdout.decode("utf-8", "replace")

    def _call(self, arguments: list[str], given: bytes = b"") -> subprocess.CompletedProcess:
        done = _ran([self._program, *arguments, *_QUICK], given)
        if done.returncode:
            raise (Missing if done.returncode == _NO_FOLDER else Failed)(meaning(done.stderr.decode("utf-8", "replace")))
        return done


def _ran(command: list[str], given: bytes = b"") -> subprocess.CompletedProcess:
    try:
        return subprocess.run(command, input=given, capture_output=True)
    except OSError as error:
        raise Absent(f"không chạy được rclone ({disk.unread(error)}). {HOW_TO_GET}") from None


@cache
def _version(program: str) -> tuple[int, int]:
    """The version of *program*; (0, 0) where it does not say."""
    told = re.search(rb"v(\d+)\.(\d+)", _ran([program, "version"]).stdout)
    return (int(told[1]), int(told[2])) if told else (0, 0)


def meaning(said: str) -> str:
    """rclone's errors in Vietnamese, its last words after them.

    >>> meaning("2026/11/22 10:00:00 CRITICAL: Failed to copy: dial tcp 127.0.0.1:1: connect: connection refused")
    'không nối được tới máy chủ (rclone: Failed to copy: dial tcp 127.0.0.1:1: connect: connection refused)'
    """
    lines = [re.sub(r"^\S+ \S+ [A-Z]+\s*: ", "", line).strip() for line in said.splitlines() if re.search(r" (ERROR|CRITICAL|Failed)", line)]
    last = (lines or said.strip().splitlines() or ["không nói gì"])[-1][:300]
    for pattern, words in _MEANINGS:
        if re.search(pattern, said, re.IGNORECASE):
            return f"{words} (rclone: {last})"
    return f"rclone: {last}"
