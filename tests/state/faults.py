"""A disk that fails: the n-th call that changes it is refused, or the process dies there as by ``kill -9``.

Calls are counted where Python makes them and, for SQLite, where the library makes its own system calls
(``xSetSystemCall`` of its VFS, which is there for such tests). A refused write has taken half of its bytes.
Meant for forked children: what is put in the place of Python's own functions stays until the process ends.
"""
from __future__ import annotations

import _io
import builtins
import ctypes
import ctypes.util
import errno
import io
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field

GROWING = {"open", "write", "mkdir", "link", "symlink", "sqlite open", "sqlite write", "sqlite truncate"}  # what a full disk refuses
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_KEPT = {name: getattr(os, name) for name in
         ("open", "write", "fsync", "replace", "rename", "link", "symlink", "mkdir", "unlink", "remove", "rmdir", "truncate", "ftruncate", "sendfile", "utime") if hasattr(os, name)}


@dataclass(slots=True)
class Disk:
    """*kind*: "" counts alone; "full" (ENOSPC from call *at* on), "forbidden" (EACCES from there on), "broken" (EIO, that one call),
    "failing" (EIO from there on); "kill" ends the whole group of processes, "kill one" the one that makes the call, "kill worker" that one unless it leads the group."""

    at: int = 0
    kind: str = ""
    calls: int = 0
    names: list[str] = field(default_factory=list)
    hit: Callable[[str], None] = lambda name: None  # hears what the fault came to

    def check(self, name: str, path: object = None) -> bool:
        """Count a call; True where a write must be cut in half. Raises OSError, or does not return."""
        self.calls += 1
        if not self.kind:
            self.names.append(name)
            return False
        if self.kind == "kill worker" and os.getpid() == os.getpgrp():
            return False
        if self.calls < self.at or (self.calls > self.at and self.kind in ("broken", "kill", "kill one")):
            return False
        if name == "utime":
            return False
        if self.kind == "full" and name not in GROWING:
            return False
        if self.calls == self.at or self.kind == "full":
            self.hit(f"{name} {path or ''}")
        if self.kind.startswith("kill") and not name.endswith("write"):
            self.die()
        if name.endswith("write"):
            return True
        raise self.error(path)

    def die(self) -> None:
        if self.kind != "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        os.killpg(0, signal.SIGKILL)

    @property
    def number(self) -> int:
        return {"full": errno.ENOSPC, "forbidden": errno.EACCES}.get(self.kind, errno.EIO)

    def error(self, path: object = None) -> OSError:
        number = self.number
        return OSError(number, os.strerror(number)) if path is None or isinstance(path, int) else OSError(number, os.strerror(number), os.fspath(path))


disk = Disk()


class _File(io.FileIO):
    """A file whose writes are counted. As the kernel does, a write that fails first takes half of the bytes, and the next call tells."""

    refuse = False

    def write(self, data) -> int:
        if self.refuse:
            self.refuse = disk.kind != "broken"
            raise disk.error()
        if disk.check("write"):
            taken = super().write(memoryview(data)[: len(data) // 2])
            if disk.kind.startswith("kill"):
                disk.die()
            self.refuse = True
            if not taken:
                return self.write(data)
            return taken
        return super().write(data)

    def truncate(self, size=None) -> int:
        disk.check("truncate")
        return super().truncate(size)


def _open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    if isinstance(file, int) or opener or not set(mode) & set("wax+"):
        return _io.open(file, mode, buffering, encoding, errors, newline, closefd, opener)
    disk.check("open", file)
    raw = _File(file, mode.replace("b", "").replace("t", ""))
    if buffering == 0:
        return raw
    buffer = (io.BufferedRandom if "+" in mode else io.BufferedWriter)(raw)
    if "b" in mode:
        return buffer
    return io.TextIOWrapper(buffer, encoding, errors, newline)


def _os_open(path, flags, *more, **options):
    if flags & _WRITING and not flags & getattr(os, "O_TMPFILE", 0) == getattr(os, "O_TMPFILE", -1):
        disk.check("open", path)
    return _KEPT["open"](path, flags, *more, **options)


def _os_write(fd, data):
    if os.path.stat.S_ISREG(os.fstat(fd).st_mode) and disk.check("write"):
        _KEPT["write"](fd, data[: len(data) // 2])
        if disk.kind.startswith("kill"):
            disk.die()
        raise disk.error()
    return _KEPT["write"](fd, data)


def _counted(name: str, place: int = 0):
    real = _KEPT[name]

    def call(*arguments, **options):
        disk.check("unlink" if name == "remove" else name, arguments[place] if arguments else None)
        return real(*arguments, **options)

    return call


def install() -> None:
    """Put the counting functions in the place of Python's, for good."""
    builtins.open = io.open = _open
    os.open, os.write = _os_open, _os_write
    for name in _KEPT:
        if name not in ("open", "write"):
            setattr(os, name, _counted(name, 1 if name in ("replace", "rename", "link", "symlink") else 0))


# SQLite

_ENTRY = ctypes.CFUNCTYPE(ctypes.c_void_p)
_SET = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_GET = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)


class _Vfs(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("size", ctypes.c_int), ("longest", ctypes.c_int), ("next", ctypes.c_void_p), ("name", ctypes.c_char_p),
                ("data", ctypes.c_void_p), *((f"x{n}", ctypes.c_void_p) for n in range(13)), ("set_call", _SET), ("get_call", _GET), ("next_call", ctypes.c_void_p)]


_held: list = []  # the library calls them as long as the process lives


def install_sqlite() -> str:
    """The same for SQLite's own calls; gives why it cannot be, or ""."""
    import _sqlite3

    for name in ("libsqlite3.so.0", "libsqlite3.dylib", _sqlite3.__file__):
        try:
            library = ctypes.CDLL(name)
            find = library.sqlite3_vfs_find
        except (OSError, AttributeError, TypeError):
            continue
        find.restype = ctypes.POINTER(_Vfs)
        break
    else:
        return "this Python's SQLite shows nothing of itself"
    vfs = find(b"unix")
    if not vfs or vfs.contents.version < 3:
        return "this SQLite has no file system of POSIX"
    c_int, pointer, size, offset = ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64

    def replace(name: bytes, kind, make) -> None:
        held = vfs.contents.get_call(vfs, name)
        if held:
            real = ctypes.CFUNCTYPE(*kind, use_errno=True)(held)
            ours = ctypes.CFUNCTYPE(*kind, use_errno=True)(make(real))
            _held.extend((real, ours))
            vfs.contents.set_call(vfs, name, ctypes.cast(ours, pointer))

    def guarded(name: str, refuse=-1):
        def make(real):
            def call(*arguments):
                try:
                    disk.check(name, os.fsdecode(arguments[0]) if isinstance(arguments[0], bytes) else None)
                except OSError as error:
                    ctypes.set_errno(error.errno)
                    return refuse
                return real(*arguments)
            return call
        return make

    def opened(real):
        def call(path, flags, mode):
            if flags & _WRITING:
                try:
                    disk.check("sqlite open", os.fsdecode(path))
                except OSError as error:
                    ctypes.set_errno(error.errno)
                    return -1
            return real(path, flags, mode)
        return call

    def written(real):
        def call(fd, data, many, *place):
            if disk.check("sqlite write"):
                real(fd, data, many // 2, *place)
                if disk.kind.startswith("kill"):
                    disk.die()
                ctypes.set_errno(disk.number)
                return -1
            return real(fd, data, many, *place)
        return call

    replace(b"open", (c_int, ctypes.c_char_p, c_int, c_int), opened)
    replace(b"write", (ctypes.c_ssize_t, c_int, pointer, size), written)
    for name in (b"pwrite", b"pwrite64"):
        replace(name, (ctypes.c_ssize_t, c_int, pointer, size, offset), written)
    replace(b"ftruncate", (c_int, c_int, offset), guarded("sqlite truncate"))
    replace(b"unlink", (c_int, ctypes.c_char_p), guarded("sqlite unlink"))
    return ""
