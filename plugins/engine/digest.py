"""Stable digests of values: equal values, in whatever process, have equal digests.

An output's key is the digest of what it is made from. Frozen dataclasses count by their fields, a
``functools.partial`` by its function's name and arguments, a closure by what it holds. What a function
*does* is not looked at: the sources of all plugins are part of every key. A set outside a dataclass's own field
has no order, and what holds one is made anew in every run.
"""
from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import cache, partial
from hashlib import blake2b
from operator import attrgetter
from types import FunctionType, MappingProxyType

_Cached = type(cache(len))
SIZE = 16  # bytes of a digest
SHARED = 6  # values of so many fields are met on many pages: their digests are kept


def mark(*parts: object) -> None:
    """Stands in a digest's stream for a value of our own; never called."""


class Digester:
    """Digests many values of one run; values must not change while it lives.

    >>> Digester().of(("a", 1)) == Digester().of(("a", 1)) != Digester().of(("a", 2))
    True
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}  # the value is held so that its id is not used again
        self._kinds: dict[type, tuple[str, object, int]] = {}

    def of(self, value: object) -> bytes:
        """The digest of *value*. Raises ``pickle.PicklingError``, ``AttributeError`` or ``TypeError`` for what has no stable form."""
        if isinstance(value, (set, frozenset)):
            value = sorted(map(self.of, value))
        stream = io.BytesIO()
        written = _Stream(stream, 5)
        written.fast = True  # no back references: equal values give equal streams, shared or not
        written.digester = self
        written.dump(value)
        return blake2b(stream.getbuffer(), digest_size=SIZE).digest()

    def kind(self, kind: type) -> tuple[str, object, int]:
        """``(name, how to get the fields, 0 · 1 where digests are kept · 2 where the value has its own)``."""
        found = self._kinds.get(kind)
        if found is None:
            found = "", None, 0
            if is_dataclass(kind):
                names = [field.name for field in fields(kind)]
                get = attrgetter(*names) if names else (lambda value: ())
                if any("set[" in str(field.type) for field in fields(kind)):
                    get = partial(self._ordered, names)
                knows_itself = "digest" in getattr(kind, "__slots__", ()) and "digest" not in names  # an article from the store
                found = f"{kind.__module__}.{kind.__qualname__}", get, 2 if knows_itself else int(len(names) >= SHARED)
            self._kinds[kind] = found
        return found

    def _ordered(self, names: list[str], value: object) -> tuple:
        """The fields of a value that holds sets, whose own order differs from run to run."""
        found = (getattr(value, name) for name in names)
        return tuple(self.of(one) if isinstance(one, (set, frozenset)) else one for one in found)

    def shared(self, value: object, name: str, get: object) -> bytes:
        """The digest of a value that many others hold."""
        kept = self._known.get(id(value))
        if kept is None:
            kept = self._known[id(value)] = value, self.of((name, get(value)))
        return kept[1]


class _Stream(pickle.Pickler):
    """Writes values in a form that depends on nothing but what they hold."""

    digester: Digester

    def reducer_override(self, value):
        kind = type(value)
        name, get, sharing = self.digester.kind(kind)
        if sharing == 2:
            return mark, (value.digest,)
        if sharing:
            return mark, (self.digester.shared(value, name, get),)
        if get is not None:
            return mark, (name, get(value))
        if kind is partial:
            return mark, (value.func, value.args, tuple(sorted(value.keywords.items())))
        if kind is FunctionType:
            if "<" not in value.__qualname__:
                return NotImplemented  # a module's own: by its name
            held = tuple(cell.cell_contents for cell in value.__closure__ or ())
            return mark, (f"{value.__module__}.{value.__qualname__}", value.__code__.co_firstlineno, held)
        if kind is _Cached:
            return mark, (value.__wrapped__,)
        if kind is MappingProxyType:
            return mark, (dict(value),)
        return NotImplemented


def of_bytes(data: bytes) -> bytes:
    return blake2b(data, digest_size=SIZE).digest()
