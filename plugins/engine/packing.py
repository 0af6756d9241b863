"""Values to bytes and back, for the store: as ``pickle``, but frozen dataclasses by their fields' values alone.

The fields' own setters take a third of the time that dataclasses' ``__setstate__`` takes, which counts where
ten thousand articles are loaded. Fit only for bytes that this module wrote: the store checks them.
"""
from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import cache

from plugins.engine.kept import Kept
from plugins.values import Article


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _setters(kind: type) -> tuple:
    """One call for each field: a slot's own, or the general one."""
    found = []
    for name in _names(kind):
        slot = next((base.__dict__[name] for base in kind.__mro__ if hasattr(base.__dict__.get(name), "__set__")), None)
        found.append(slot.__set__ if slot is not None and not isinstance(slot, property) else _setter(name))
    return tuple(found)


def _setter(name: str):
    return lambda value, field: object.__setattr__(value, name, field)


def make(kind: type, values: tuple) -> object:
    """A *kind* with *values* in the order of its fields; its ``__post_init__`` is not run again."""
    made = object.__new__(kind)
    for put, value in zip(_setters(kind), values):
        put(made, value)
    return made


def bare(values: tuple) -> Kept:
    """An article that is kept, without its long parts and what fetches them."""
    made = object.__new__(Kept)
    for put, value in zip(_setters(Article), values):
        put(made, value)
    return made


class _Packer(pickle.Pickler):
    def reducer_override(self, value):
        kind = type(value)
        if kind is Article:
            return bare, (tuple(getattr(value, name) for name in _names(kind)),)
        if isinstance(value, type) or not is_dataclass(kind):
            return NotImplemented
        return make, (kind, tuple(getattr(value, name) for name in _names(kind)))


def dumps(value: object) -> bytes:
    stream = io.BytesIO()
    _Packer(stream, 5).dump(value)
    return stream.getvalue()


loads = pickle.loads
