"""The binary format of the browser's index: variable-length numbers, lists of postings, front-coded keys, raw deflate.

A shard holds rows in the order of their keys; a row is one way of writing a word or a pair, and the articles that
hold it. Five sections follow the lengths of the first four, each compressed with a table of its own:

- keys: how many there are, then for each the length shared with the key before, the length of the rest, the rest (UTF-8);
- forms: for each key how many rows it has, for each row its codes (one for a word, two for a pair);
- sizes: for each row the size of its list × 2, + 1 when articles were left out; then how many hold it in all;
- gaps: for each article its distance from the one before in the list;
- levels: a byte for each article.
"""
from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from operator import itemgetter
from typing import NamedTuple

NAME_BYTES = 5


def number(value: int, out: bytearray) -> None:
    """Append *value* ≥ 0 in groups of seven bits, the lowest first.

    >>> out = bytearray(); number(300, out); out.hex()
    'ac02'
    """
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def _numeral(value: int) -> bytes:
    out = bytearray()
    number(value, out)
    return bytes(out)


_NUMERALS = tuple(map(_numeral, range(1 << 15)))  # nearly all that an index holds; several times faster than a loop
_LEVELS = tuple(bytes((level,)) for level in range(16))


def numeral(value: int) -> bytes:
    return _NUMERALS[value] if value < 1 << 15 else _numeral(value)


class Row(NamedTuple):
    """One way of writing the word or pair *key*, its list encoded already; a tuple, since an index has a million."""

    key: str
    codes: tuple[int, ...]
    sizes: bytes
    gaps: bytes
    levels: bytes


def row(key: str, codes: tuple[int, ...], entries: Sequence[int], most: int) -> Row:
    """*entries* are ``article << 4 | level``, ascending; of more than *most* only the strongest are kept, of those the newest."""
    size = len(entries)
    if size == 1:  # two rows in three
        return Row(key, codes, b"\x02", numeral(entries[0] >> 4), _LEVELS[entries[0] & 15])
    sizes = numeral(size << 1)
    if size > most:
        entries = sorted(sorted(entries, key=lambda e: (e & 15, e), reverse=True)[:most])
        sizes = numeral(most << 1 | 1) + numeral(size)
    places = [e >> 4 for e in entries]
    try:
        gaps = b"".join([_NUMERALS[p - q] for p, q in zip(places, [0, *places])])
    except IndexError:
        gaps = b"".join([numeral(p - q) for p, q in zip(places, [0, *places])])
    return Row(key, codes, sizes, gaps, bytes([e & 15 for e in entries]))


_SECTIONS = tuple(map(itemgetter, (2, 3, 4)))  # sizes, gaps, levels


def shard(rows: Sequence[Row]) -> bytes:
    """*rows* packed; those of one key stand together."""
    keys, forms, before, first = [], [], None, 0
    for key, codes, _, _, _ in rows:
        if key != before:
            keys.append(front_coded(key, before or ""))
            forms.append(b"")
            first, before = len(forms) - 1, key
            count = 0
        count += 1
        forms[first] = _NUMERALS[count]
        forms += [numeral(code) for code in codes]
    sections = (numeral(len(keys)) + b"".join(keys), b"".join(forms), *(b"".join(map(section, rows)) for section in _SECTIONS))
    return pack(b"".join(numeral(len(s)) for s in sections[:-1]), *sections)


def front_coded(key: str, before: str) -> bytes:
    """*key* as it follows *before*: the length that they share, and the rest.

    >>> front_coded("hoach can", "hoach bo").hex()
    '060363616e'
    """
    shared = 0
    for a, b in zip(key, before):
        if a != b:
            break
        shared += 1
    rest = key[shared:].encode("utf-8")
    return numeral(shared) + numeral(len(rest)) + rest


def pack(*sections: bytes) -> bytes:
    """*sections* compressed together as browsers' "deflate-raw" reads it, each with a table of its own."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed = []
    for section in sections[:-1]:
        packed += (packer.compress(section), packer.flush(zlib.Z_BLOCK))
    return b"".join(packed) + packer.compress(sections[-1]) + packer.flush()


def name(packed: bytes) -> str:
    """The file name that content gets: 8 characters, so that it can be cached for ever."""
    return base64.b32encode(blake2b(packed, digest_size=NAME_BYTES).digest()).decode().lower()


def directory(shards: Iterable[tuple[str, str]]) -> bytes:
    """A list of shards by (first key, name), packed: keys front-coded, names as five bytes."""
    out, before = [], ""
    for first, file in shards:
        out += (front_coded(first, before), base64.b32decode(file.upper()))
        before = first
    return pack(b"".join(out))


class _Reader:
    def __init__(self, data: bytes, at: int = 0):
        self.data, self.at = data, at

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    def text(self, size: int) -> str:
        self.at += size
        return self.data[self.at - size : self.at].decode("utf-8")


def rows_of(packed: bytes) -> Iterator[tuple[str, tuple[int, ...], int, list[int]]]:
    """Read a shard back: (key, codes, how many hold it, its ``article << 4 | level``).

    Raises zlib.error or IndexError where the shard is cut.
    """
    data = zlib.decompress(packed, -15)
    heads = _Reader(data)
    lengths = [heads.number() for _ in range(4)]
    starts = [heads.at]
    for length in lengths:
        starts.append(starts[-1] + length)
    keys, forms, sizes, gaps, levels = (_Reader(data, start) for start in starts)
    key = ""
    for _ in range(keys.number()):
        shared = keys.number()
        key = key[:shared] + keys.text(keys.number())
        for _ in range(forms.number()):
            codes = tuple(forms.number() for _ in range(2 if " " in key else 1))
            head = sizes.number()
            holding = sizes.number() if head & 1 else head >> 1
            place, found = 0, []
            for _ in range(head >> 1):
                place += gaps.number()
                found.append(place << 4 | levels.number())
            yield key, codes, holding, found
