"""Makes the project's own environment on a machine that has only Python. Standard library alone.

The locks name every package with its hash and wheels only, so nothing is compiled or taken unseen.
"""
from __future__ import annotations

import errno
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"
LOCKS = {"site": ROOT / "requirements.lock", "tests": ROOT / "tests" / "requirements.lock", "thorough": ROOT / "tests" / "thorough.lock"}
_NAMES = {"site": "thư viện của trang", "tests": "thư viện để kiểm thử", "thorough": "công cụ để kiểm thử kỹ"}


class CannotPrepare(Exception):
    """The machine lacks something; the message says in Vietnamese what to install."""


def python() -> Path:
    """The environment's interpreter."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def inside() -> bool:
    """Does this process already run in the project's environment?"""
    return Path(sys.prefix).resolve() == ENVIRONMENT.resolve()


def _stamp(part: str) -> tuple[Path, str]:
    lock = LOCKS[part].read_bytes().replace(b"\r\n", b"\n")
    fingerprint = hashlib.sha256(lock + sys.version.encode()).hexdigest()
    return ENVIRONMENT / f"nhiemky-{part}.stamp", fingerprint


def ready(part: str) -> bool:
    """Is the environment there, made by this Python from this lock?"""
    stamp, fingerprint = _stamp(part)
    try:
        return python().exists() and stamp.read_text() == fingerprint
    except OSError:
        return False


def ensure(*parts: str) -> None:
    """Make or renew the environment for *parts* ("site", "tests", "thorough"); raises ``CannotPrepare``."""
    if all(map(ready, parts)):
        return
    with alone():
        missing = [part for part in parts if not ready(part)]  # another command may have prepared it meanwhile
        if missing and not _works():
            missing = list(parts if "site" in parts else ("site", *parts))
            _make()
        for part in missing:
            _install(part)
            stamp, fingerprint = _stamp(part)
            stamp.write_text(fingerprint)


@contextmanager
def alone() -> Iterator[None]:
    """One command at a time prepares the environment, the others wait; the lock goes with its process."""
    path = ENVIRONMENT.with_name(f"{ENVIRONMENT.name}.nhiemky-khoa")
    try:
        file = open(path, "ab")
    except OSError as error:
        raise CannotPrepare(f"Không ghi được vào thư mục {path.parent} (lỗi số {error.errno}): xem lại quyền ghi, chỗ trống của ổ đĩa.") from None
    with file:
        told = False
        while not _locked(file):
            if not told:
                print("Một lệnh khác đang chuẩn bị môi trường; đợi lệnh ấy xong …", file=sys.stderr, flush=True)
                told = True
            time.sleep(0.2)
        yield


def _locked(file: BinaryIO) -> bool:
    """Take the lock of *file*, which closing it gives back; False where another process has it."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        return True  # a file system without locks: as good as it gets


def _works() -> bool:
    """Is there an environment of this very Python that can install packages?"""
    probe = [str(python()), "-c", "import sys, pip; print(sys.version)"]
    try:
        return subprocess.run(probe, capture_output=True, text=True, encoding="utf-8", timeout=60).stdout.strip() == sys.version
    except (OSError, subprocess.SubprocessError):
        return False


def _make() -> None:
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise CannotPrepare(
                f"Python này thiếu phần '{module}'.\n"
                f"  Debian, Ubuntu: sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv\n"
                "  Windows, macOS: cài Python từ trang chủ python.org, giữ nguyên các lựa chọn có sẵn."
            )
    print("Lần chạy đầu: đang chuẩn bị môi trường (.venv), chừng một phút …", file=sys.stderr, flush=True)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    made = subprocess.run([_base_python(), "-m", "venv", str(ENVIRONMENT)], capture_output=True, text=True, encoding="utf-8", errors="replace")
    if made.returncode:
        raise CannotPrepare(f"Không tạo được môi trường ở {ENVIRONMENT}:\n{(made.stdout + made.stderr).strip()[-600:]}")


def _base_python() -> str:
    """The machine's own interpreter, even when called from another virtual environment."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _install(part: str) -> None:
    name = _NAMES[part]
    print(f"  cài {name} …", file=sys.stderr, flush=True)
    command = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps",
               "--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS[part])]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", env={**os.environ, "PYTHONUTF8": "1"})
    if done.returncode == 0:
        return
    said = (done.stdout + done.stderr).strip()
    if "No module named pip" in said:
        raise CannotPrepare("Môi trường thiếu 'pip'. Debian, Ubuntu: sudo apt install python3-pip python3-venv, rồi xóa thư mục .venv và chạy lại.")
    if any(sign in said for sign in ("Connection", "connection", "resolve", "timed out", "Temporary failure", "ProxyError", "SSLError")):
        raise CannotPrepare(f"Không tải được {name}: máy không ra được mạng. Nối mạng rồi chạy lại lệnh này.\n{said[-400:]}")
    if "HASHES" in said or "hashes" in said:
        raise CannotPrepare(f"Thư viện tải về không khớp dấu kiểm tra trong {LOCKS[part].name}; đã dừng để an toàn.\n{said[-400:]}")
    raise CannotPrepare(f"Không cài được {name}:\n{said[-800:]}")


def call(arguments: list[str]) -> int:
    """Run ``tasks.py`` with *arguments* inside the environment, in UTF-8 mode; gives its exit code."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    command = [str(python()), "-X", "utf8", str(ROOT / "tasks.py"), *arguments]
    try:
        return subprocess.run(command, env=environment).returncode
    except KeyboardInterrupt:
        return 130
