"""The same work on many things, spread over all cores where that pays.

Where a process can be forked, the children inherit what they work on and send back what they made;
elsewhere, and for little work, everything happens here. The outcome is the same, in the same order.
"""
from __future__ import annotations

import errno
import gc
import os
import pickle
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from selectors import EVENT_READ, DefaultSelector

WORTH = 64  # so much work that two more processes cost less than they save
_HEAD = struct.Struct("<II")


def cores() -> int:
    """How many processes to work with."""
    try:
        return max(1, min(len(os.sched_getaffinity(0)), 8))
    except AttributeError:
        return max(1, min(os.cpu_count() or 1, 8))


def spread(work: Callable, things: Sequence, *, worth: int = WORTH, count: int | None = None) -> Iterator[tuple[int, object]]:
    """``(place, work(thing))`` for each of *things*, in any order; what *work* gives must be picklable.

    An exception of *work* is raised here, ``OSError`` where a worker was killed.
    """
    count = min(cores() if count is None else count, len(things) // max(1, worth // 2) or 1)
    if count < 2 or not hasattr(os, "fork") or sys.platform == "darwin":  # macOS: libraries there do not survive a fork
        for place, thing in enumerate(things):
            yield place, work(thing)
        return
    yield from _forked(work, things, count)


def _forked(work: Callable, things: Sequence, count: int) -> Iterator[tuple[int, object]]:
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()  # so that the children's collections leave the shared pages alone
    children: dict[int, int] = {}
    selector = DefaultSelector()
    try:
        for number in range(count):
            reading, writing = os.pipe()
            pid = os.fork()
            if not pid:
                os.close(reading)
                for other in children.values():
                    os.close(other)
                _child(work, things, number, count, writing)
            os.close(writing)
            children[pid] = reading
            selector.register(reading, EVENT_READ, bytearray())
        while selector.get_map():
            for key, _ in selector.select():
                data = os.read(key.fd, 1 << 20)
                if not data:
                    selector.unregister(key.fd)
                    if key.data:
                        raise _ended("in the middle of its work")
                    continue
                key.data.extend(data)
                yield from _messages(key.data)
        for pid in list(children):
            os.close(children.pop(pid))
            _, status = os.waitpid(pid, 0)
            if status:
                raise _ended(f"status {status}")
    finally:
        for pid, reading in children.items():
            os.close(reading)  # a child that still writes ends by that
            os.waitpid(pid, 0)
        selector.close()
        gc.unfreeze()


def _ended(how: str) -> OSError:
    """A worker is gone: as good as always the system took it because the memory was used up."""
    return OSError(errno.ENOMEM, f"a worker was ended ({how})")


def _messages(buffer: bytearray) -> Iterator[tuple[int, object]]:
    at = 0
    while len(buffer) - at >= _HEAD.size:
        size, place = _HEAD.unpack_from(buffer, at)
        if len(buffer) - at - _HEAD.size < size:
            break
        at += _HEAD.size
        made = pickle.loads(memoryview(buffer)[at:at + size])
        at += size
        if isinstance(made, BaseException):
            raise made
        yield place, made
    del buffer[:at]


def _child(work: Callable, things: Sequence, number: int, count: int, writing: int) -> None:
    """Do every *count*-th thing and leave this process."""
    status = 1
    try:
        with os.fdopen(writing, "wb", buffering=1 << 18) as pipe:
            for place in range(number, len(things), count):
                try:
                    made = pickle.dumps(work(things[place]), protocol=5)
                except BaseException as fault:
                    made = pickle.dumps(_sendable(fault), protocol=5)
                pipe.write(_HEAD.pack(len(made), place) + made)
        status = 0
    except BrokenPipeError:
        status = 0
    finally:
        os._exit(status)


def _sendable(fault: BaseException) -> BaseException:
    """*fault* itself, or its words where it cannot travel."""
    import traceback

    words = "".join(traceback.format_exception(fault))
    try:
        pickle.loads(pickle.dumps(fault))
        fault.add_note(words)
        return fault
    except Exception:
        return RuntimeError(words)
