"""The browser's index read back from the files as they were published, to see that titles find their articles."""
from __future__ import annotations

import json
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from plugins.search import codec
from plugins.search.analyse import WORDS, tokens, word
from plugins.search.build import BLOCK, FOLDER, MANIFEST, VERSION
from plugins.search.cards import PER_FILE
from plugins.vietnamese.text import slug, tidy

_LIGHT = frozenset(word(light)[0] for light in WORDS["light"])  # no pairs are made of them


class Unreadable(Exception):
    """The index cannot be read; the message names the file."""


class Published:
    """*read* gives the bytes of a file of the site, by path, or raises OSError. Raises ``Unreadable``."""

    def __init__(self, read: Callable[[str], bytes]):
        self._read = read
        try:
            self._parts = list(json.loads(read(MANIFEST))["parts"])
            told = json.loads(read(MANIFEST))["version"]
            self.count, whole = 0, True
            for part in self._parts:
                whole &= part["first"] == self.count and isinstance(part["cards"], str) and all(isinstance(name, str) for _, name in part["groups"])
                self.count += part["count"]
        except (OSError, ValueError, KeyError, TypeError):
            raise Unreadable(MANIFEST) from None
        if told != VERSION or not whole:
            raise Unreadable(MANIFEST)
        self._rows, self._begun = lru_cache(512)(self._shard), lru_cache(None)(self._shards)

    def card(self, article: int) -> tuple[str, str]:
        """``(title, address)`` of an article by its number."""
        part = self._part(article)
        place = article - part["first"]
        blocks = self._unpacked(part["cards"]).decode("ascii")
        block, place = divmod(place, BLOCK)
        name = blocks[8 * block : 8 * block + 8]
        try:
            title, day, _, *address = json.loads(self._unpacked(f"{name}-{place // PER_FILE}"))[place % PER_FILE]
        except (ValueError, IndexError):
            raise Unreadable(f"{FOLDER}/{name}") from None
        return title, address[0] if address else f"/tin/{day[:4]}/{day[5:7]}/{slug(title)}/"

    def finds(self, article: int, title: str) -> bool:
        """Do the words of *title*, and its pairs of neighbouring ones that are indexed, find *article*?"""
        words = tokens(tidy(title))
        keys = {word.key for word in words}
        keys |= {f"{a.key} {b.key}" for a, b in zip(words, words[1:]) if not b.parted and not {a.key, b.key} & _LIGHT}
        return bool(keys) and all(self._holding(key, article) is not False for key in sorted(keys))

    def _holding(self, key: str, article: int) -> bool | None:
        """Does a list of *key* hold *article*? None where one is cut, so that nothing can be said."""
        part = self._part(article)
        place, cut = article - part["first"], False
        for name in self._shards_of(part, key):
            for found, _, holding, entries in self._rows(name):
                if found == key:
                    if any(entry >> 4 == place for entry in entries):
                        return True
                    cut |= holding > len(entries)
        return None if cut else False

    def _part(self, article: int) -> Mapping[str, object]:
        return next(part for part in self._parts if part["first"] <= article < part["first"] + part["count"])

    def _shards_of(self, part: Mapping[str, object], key: str) -> Iterator[str]:
        """The names of the shards that may hold *key*: where one begins with it or before it, and the next does not."""
        keys, names = self._begun(self._parts.index(part))
        yield from names[max(0, bisect_left(keys, key) - 1) : bisect_right(keys, key)]

    def _shards(self, part: int) -> tuple[list[str], list[str]]:
        """The keys with which the shards of a part begin, and their names."""
        begun = [one for _, name in self._parts[part]["groups"] for one in self._directory(name)]
        return [first.partition("\x01")[0] for first, _ in begun], [shard for _, shard in begun]

    def _directory(self, name: str) -> Iterator[tuple[str, str]]:
        try:
            yield from codec.shards_of(self._file(name))
        except (zlib.error, IndexError, UnicodeDecodeError):
            raise Unreadable(f"{FOLDER}/{name}.bin") from None

    def _shard(self, name: str) -> list[tuple[str, tuple[int, ...], int, list[int]]]:
        try:
            return list(codec.rows_of(self._file(name)))
        except (zlib.error, IndexError, UnicodeDecodeError):
            raise Unreadable(f"{FOLDER}/{name}.bin") from None

    def _unpacked(self, name: str) -> bytes:
        try:
            return codec.unpack(self._file(name))
        except zlib.error:
            raise Unreadable(f"{FOLDER}/{name}.bin") from None

    def _file(self, name: str) -> bytes:
        try:
            data = self._read(f"{FOLDER}/{name}.bin")
        except OSError:
            raise Unreadable(f"{FOLDER}/{name}.bin") from None
        if "-" not in name and len(name) == 8 and codec.name(data) != name:
            raise Unreadable(f"{FOLDER}/{name}.bin")
        return data
