"""Stable digests of values: equal values, in whatever process, have equal digests.

An output's key is the digest of what it is made from. Frozen dataclasses count by their fields, a
``functools.partial`` by its function's name and arguments, a closure by what it holds. What a function
*does* is not looked at: the sources of all plugins are part of every key.
"""
from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import partial
from hashlib import blake2b
from operator import attrgetter
from types import BuiltinFunctionType, FunctionType, MappingProxyType

SIZE = 16  # bytes of a digest
SHARED = 6  # values of so many fields are met on many pages: their digests are kept


def mark(*parts: object) -> None:
    """Stands in a digest's stream for a value of our own; never called."""


class Digester(pickle.Pickler):
    """Digests many values of one run; values must not change while it lives.

    >>> Digester().of(("a", 1)) == Digester().of(("a", 1)) != Digester().of(("a", 2))
    True
    """

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        super().__init__(self._stream, protocol=5)
        self.fast = True  # no back references: equal values give equal streams, shared or not
        self._known: dict[int, tuple[object, bytes]] = {}  # the value is held so that its id is not used again
        self._fields: dict[type, tuple[str, object, int]] = {}
        self._depth = 0

    def of(self, value: object) -> bytes:
        """The digest of *value*. Raises ``pickle.PicklingError`` or ``TypeError`` for what has no stable form."""
        self._stream.seek(0)
        self._stream.truncate()
        self.dump(value)
        return blake2b(self._stream.getbuffer(), digest_size=SIZE).digest()

    def known(self, value: object, digest: bytes) -> None:
        """From now on *value* stands for *digest*."""
        self._known[id(value)] = value, digest

    def reducer_override(self, value):
        kind = type(value)
        found = self._fields.get(kind)
        if found is None:
            found = self._fields[kind] = self._learn(kind)
        name, get, shared = found
        if shared:
            kept = self._known.get(id(value))
            if kept is None:
                own = value.digest if shared == 2 else self._apart(name, get(value))
                kept = self._known[id(value)] = value, own
            return mark, (kept[1],)
        if get is not None:
            return mark, (name, get(value))
        if kind is partial:
            return mark, (value.func, value.args, tuple(sorted(value.keywords.items())))
        if kind is FunctionType:
            held = tuple(cell.cell_contents for cell in value.__closure__ or ())
            return mark, (f"{value.__module__}.{value.__qualname__}", value.__code__.co_firstlineno, held)
        if kind is MappingProxyType:
            return mark, (dict(value),)
        if kind is BuiltinFunctionType:
            return mark, (f"{value.__module__}.{value.__qualname__}",)
        return NotImplemented

    def _learn(self, kind: type) -> tuple:
        if not is_dataclass(kind):
            return "", None, 0
        names = [field.name for field in fields(kind)]
        get = attrgetter(*names) if names else (lambda value: ())
        knows_itself = "digest" in getattr(kind, "__slots__", ()) and "digest" not in names  # an article from the store
        return f"{kind.__module__}.{kind.__qualname__}", get, 2 if knows_itself else int(len(names) >= SHARED)

    def _apart(self, name: str, values: object) -> bytes:
        """The digest of a value met inside another one."""
        inner = Digester()
        inner._known, inner._fields = self._known, self._fields
        return inner.of((name, values))


def of_bytes(data: bytes) -> bytes:
    return blake2b(data, digest_size=SIZE).digest()
