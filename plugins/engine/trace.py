"""Which of the site's common values a template used, noted while it is rendered.

A page depends on the parts of ``site`` that it shows, not on all of it.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass

from plugins.engine.digest import Digester

Use = tuple[str, str, str]  # name of the global; "." attribute, "[" item or "*" all of it; which one
WIDTH = 6  # bytes of a digest here: each is compared with one other
_ABSENT = b"-"


class Traced:
    """Stands for *value* in templates and notes in *seen* what is asked of it."""

    __slots__ = ("_name", "_value", "_seen")

    def __init__(self, name: str, value: object, seen: set[Use]):
        self._name, self._value, self._seen = name, value, seen

    def __getattr__(self, attribute: str) -> object:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        if isinstance(self._value, Mapping):
            self._whole()
        else:
            self._seen.add((self._name, ".", attribute))
        return getattr(self._value, attribute)

    def __getitem__(self, key: object) -> object:
        self._item(key)
        return self._value[key]

    def __contains__(self, key: object) -> bool:
        self._item(key)
        return key in self._value

    def get(self, key: object, default: object = None) -> object:
        self._item(key)
        return self._value.get(key, default)

    def __iter__(self):
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def __bool__(self) -> bool:
        return bool(self._whole())

    def __eq__(self, other: object) -> bool:
        return self._whole() == other

    def __hash__(self) -> int:
        return hash(self._whole())

    def __str__(self) -> str:
        return str(self._whole())

    def _item(self, key: object) -> None:
        if isinstance(key, str):
            self._seen.add((self._name, "[", key))
        else:
            self._whole()

    def _whole(self) -> object:
        self._seen.add((self._name, "*", ""))
        return self._value


def traceable(value: object) -> bool:
    return isinstance(value, Mapping) or (is_dataclass(value) and not isinstance(value, type))


def digest_of(use: Use, values: Mapping[str, object], digester: Digester) -> bytes:
    """What *use* comes to with the globals *values* of this build."""
    name, kind, key = use
    value = values.get(name, _ABSENT)
    if kind == ".":
        value = getattr(value, key, _ABSENT)
    elif kind == "[":
        value = value[key] if isinstance(value, Mapping) and key in value else _ABSENT
    return digester.of(value)[:WIDTH]
