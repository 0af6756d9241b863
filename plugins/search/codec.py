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
from itertools import accumulate
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
    sizes, gaps, levels = (b"".join(map(section, rows)) for section in _SECTIONS)
    sections = (numeral(len(keys)) + b"".join(keys), b"".join(forms), sizes)
    return pack(b"".join(numeral(len(s)) for s in (*sections, gaps)), *sections, counts=(gaps, levels))


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


def pack(*sections: bytes, counts: Sequence[bytes] = ()) -> bytes:
    """*sections* and *counts* compressed together as browsers' "deflate-raw" reads it, each with a table of its own.

    *counts* are numbers in which runs that recur mean nothing: without looking for any they come out smaller, and in a seventh of the time.
    """
    packed = _packed(sections, zlib.Z_DEFAULT_STRATEGY, zlib.Z_SYNC_FLUSH if counts else zlib.Z_FINISH)
    return packed + _packed(counts, zlib.Z_HUFFMAN_ONLY, zlib.Z_FINISH) if counts else packed


def _packed(sections: Sequence[bytes], strategy: int, end: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, strategy)
    packed = []
    for section in sections[:-1]:
        packed += (packer.compress(section), packer.flush(zlib.Z_BLOCK))
    return b"".join(packed) + packer.compress(sections[-1]) + packer.flush(end)


def unpack(packed: bytes) -> bytes:
    """What was packed. Raises zlib.error where it is cut."""
    return zlib.decompress(packed, -15)


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


def shards_of(packed: bytes) -> Iterator[tuple[str, str]]:
    """Read a directory back: (first key, name) of each shard. Raises zlib.error or IndexError where it is cut."""
    data = _Reader(unpack(packed))
    key = ""
    while data.at < len(data.data):
        key = data.front_coded(key)
        data.at += NAME_BYTES
        yield key, base64.b32encode(data.data[data.at - NAME_BYTES : data.at]).decode().lower()


def counted(keys: Iterable[tuple[str, int]]) -> bytes:
    """Keys in their order and a number for each, packed: the single words, and how many articles hold each."""
    out, before = [], ""
    for key, count in keys:
        out += (front_coded(key, before), numeral(count))
        before = key
    return pack(b"".join(out))


def counted_of(packed: bytes) -> Iterator[tuple[str, int]]:
    """Read what :func:`counted` gave. Raises zlib.error or IndexError where it is cut."""
    data = _Reader(unpack(packed))
    key = ""
    while data.at < len(data.data):
        key = data.front_coded(key)
        yield key, data.number()


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

    def front_coded(self, before: str) -> str:
        shared, size = self.data[self.at], self.data[self.at + 1]
        if shared < 128 and size < 128:
            self.at += 2 + size
        else:
            shared, size = self.number(), self.number()
            self.at += size
        return before[:shared] + self.data[self.at - size : self.at].decode("utf-8")


def _numbers(data: bytes) -> list[int]:
    """All numbers of a section."""
    if data.isascii():
        return list(data)
    found, value, shift = [], 0, 0
    for byte in data:
        if byte > 127:
            value |= (byte & 127) << shift
            shift += 7
        else:
            found.append(value | byte << shift)
            value = shift = 0
    return found


def rows(packed: bytes) -> list[Row]:
    """Read a shard back, the lists as they are stored. Raises zlib.error or IndexError where it is cut."""
    data = unpack(packed)
    head = _Reader(data)
    lengths = [head.number() for _ in range(4)]
    starts = [*accumulate(lengths, initial=head.at)]
    keys = _Reader(data, starts[0])
    forms, sizes = (_numbers(data[start:end]) for start, end in zip(starts[1:3], starts[2:4]))
    gaps, levels = data[starts[3] : starts[4]], data[starts[4] :]
    found, key = [], ""
    form = size = held = start = 0
    for _ in range(keys.number()):
        key = keys.front_coded(key)
        count, width = forms[form], 2 if " " in key else 1
        for form in range(form + 1, form + 1 + count * width, width):
            told = sizes[size]
            end = start + 1
            if told == 2:  # two rows in three
                while gaps[end - 1] > 127:
                    end += 1
                row = (key, tuple(forms[form : form + width]), b"\x02", gaps[start:end], _LEVELS[levels[held]])
                held += 1
            else:
                end = _end(gaps, start, told >> 1)
                row = (key, tuple(forms[form : form + width]), b"".join(map(numeral, sizes[size : size + 1 + (told & 1)])), gaps[start:end],
                       levels[held : held + (told >> 1)])
                held += told >> 1
            size += 1 + (told & 1)
            start = end
            found.append(_new(Row, row))
        form += width
    if held != len(levels) or start != len(gaps):
        raise IndexError("cut")
    return found


_new = tuple.__new__  # half the time of Row(…), a million times
_LOW = bytes(range(128))


def _end(gaps: bytes, start: int, count: int) -> int:
    """Where *count* numbers end that begin at *start*: each has one byte below 128, its last."""
    end = start + count
    while (longer := start + count + len(gaps[start:end].translate(None, _LOW))) > end:
        end = longer
    return end


def entries(row: Row) -> list[int]:
    """The ``article << 4 | level`` of *row* that are stored, ascending."""
    if len(row.levels) == 1:  # two rows in three
        return [_numbers(row.gaps)[0] << 4 | row.levels[0]]
    return [place << 4 | level for place, level in zip(accumulate(_numbers(row.gaps)), row.levels)]


def holding(row: Row) -> int:
    """How many articles hold *row* in all, stored or not."""
    told = _numbers(row.sizes)
    return told[1] if told[0] & 1 else told[0] >> 1


def rows_of(packed: bytes) -> Iterator[tuple[str, tuple[int, ...], int, list[int]]]:
    """Read a shard back: (key, codes, how many hold it, its ``article << 4 | level``).

    Raises zlib.error or IndexError where the shard is cut.
    """
    return ((row.key, row.codes, holding(row), entries(row)) for row in rows(packed))
