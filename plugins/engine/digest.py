"""Stable digests of values: equal values, in whatever process, have equal digests.

An output's key is the digest of what it is made from. Frozen dataclasses count by their fields, a
``functools.partial`` by its function's name and arguments, a closure by what it holds. What a function
*does* is not looked at: the sources of all plugins are part of every key. A set counts by its
members, whatever their order.
"""
from __future__ import annotations

import marshal
import pickle
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache, partial
from hashlib import blake2b
from operator import attrgetter
from types import FunctionType, MappingProxyType, MethodType

_PLAIN = frozenset((str, int, bool, float, bytes, type(None)))
_Cached = type(cache(len))
SIZE = 16  # bytes of a digest
SHARED = 6  # values of so many fields are met on many pages: their digests are kept


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
        # Version 2 writes equal values alike, whatever else holds them.
        return blake2b(marshal.dumps(self._flat(value), 2), digest_size=SIZE).digest()

    def know(self, value: object, packed: bytes) -> None:
        """*value* comes from *packed*: its members need not be looked at again. Equal ones of other packages count as others."""
        if type(value) is tuple:
            for place, one in enumerate(value):
                if self.kind(type(one))[2] == 1:
                    self._known[id(one)] = one, of_bytes(b"%d " % place + packed)

    def _flat(self, value: object) -> object:
        """*value* as plain lists, texts and numbers, with what is met often replaced by its digest."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        kept = self._known.get(id(value))
        if kept is not None:
            return kept[1]
        if kind is tuple or kind is list:
            return [kind is tuple, *[one if type(one) in _PLAIN else self._flat(one) for one in value]]
        name, get, sharing = self._kinds.get(kind) or self.kind(kind)
        if sharing == 2:
            return value.digest
        if sharing:
            return self.shared(value, name, get)
        if get is not None:
            return [name, *[one if type(one) in _PLAIN else self._flat(one) for one in get(value)]]
        if kind is datetime or kind is date:
            return [name, value.isoformat()]
        if kind is dict or kind is MappingProxyType:
            return ["dict", *[part if type(part) in _PLAIN else self._flat(part) for item in value.items() for part in item]]
        if kind is set or kind is frozenset:
            return ["set", *sorted(map(self.of, value))]
        if kind is partial:
            return ["partial", self._flat(value.func), *map(self._flat, value.args),
                    *((key, self._flat(one)) for key, one in sorted(value.keywords.items()))]
        if kind is FunctionType:
            held = [self._flat(cell.cell_contents) for cell in value.__closure__ or ()]
            return ["function", value.__module__, value.__qualname__, value.__code__.co_firstlineno, *held]
        if kind is MethodType:
            return ["method", value.__func__.__qualname__, self._flat(value.__self__)]
        if kind is _Cached:
            return self._flat(value.__wrapped__)
        return [name, pickle.dumps(value, protocol=5)]

    def kind(self, kind: type) -> tuple[str, object, int]:
        """``(name, how to get the fields, 0 · 1 where digests are kept · 2 where the value has its own)``."""
        found = self._kinds.get(kind)
        if found is None:
            found = f"{kind.__module__}.{kind.__qualname__}", None, 0
            if is_dataclass(kind):
                names = [field.name for field in fields(kind)]
                get = attrgetter(*names) if len(names) > 1 else (lambda value: tuple(getattr(value, name) for name in names))
                knows_itself = "digest" in getattr(kind, "__slots__", ()) and "digest" not in names  # an article from the store
                found = found[0], get, 2 if knows_itself else int(len(names) >= SHARED)
            self._kinds[kind] = found
        return found

    def shared(self, value: object, name: str, get: object) -> bytes:
        """The digest of a value that many others may hold, met for the first time."""
        sum = self.of((name, get(value)))
        self._known[id(value)] = value, sum
        return sum


def of_bytes(data: bytes) -> bytes:
    return blake2b(data, digest_size=SIZE).digest()
