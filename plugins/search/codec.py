"""The binary format of the browser's index: variable-length numbers, lists of postings, front-coded entries, raw deflate.

Inside a shard, entries stand in the order of their keys. An entry is: length shared with the key before, length of
the rest, the rest (UTF-8), number of forms; a form is: its codes (one for a word, two for a pair), then its list.
A list is: size × 2 (+ 1 when articles were left out, and then how many hold it in all), its commonest level, and
for each article the gap to the one before × 2 (+ 1 when a level of its own follows). A list of one is just the article.
"""
from __future__ import annotations

import base64
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

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
_ONE = tuple(b"\x02" + _NUMERALS[level] for level in range(16))


def numeral(value: int) -> bytes:
    return _NUMERALS[value] if value < 1 << 15 else _numeral(value)


def postings(entries: Sequence[int], most: int) -> bytes:
    """A list of ``article << 4 | level``, ascending; of more than *most* only the strongest, of those the newest."""
    size = len(entries)
    if size == 1:
        return _ONE[entries[0] & 15] + numeral(entries[0] >> 4)
    head = numeral(size << 1)
    if size > most:
        entries = sorted(sorted(entries, key=lambda e: (e & 15, e), reverse=True)[:most])
        head = numeral(most << 1 | 1) + numeral(size)
    found = [e & 15 for e in entries]
    common = found[0] if size < 4 else max(range(16), key=found.count)
    places = [e >> 4 for e in entries]
    short = _NUMERALS
    try:
        steps = [short[p - q << 1] if level == common else short[p - q << 1 | 1] + short[level]
                 for p, q, level in zip(places, [0, *places], found)]
    except IndexError:
        steps = [numeral(p - q << 1) if level == common else numeral(p - q << 1 | 1) + short[level]
                 for p, q, level in zip(places, [0, *places], found)]
    return head + short[common] + b"".join(steps)


def forms(found: Sequence[tuple[tuple[int, ...], Sequence[int]]], most: int) -> bytes:
    """The forms of one entry, as (codes, postings), without its key."""
    if len(found) == 1 and len(found[0][1]) == 1:  # two entries in three
        codes, (only,) = found[0]
        return b"\x01" + b"".join(map(numeral, codes)) + _ONE[only & 15] + numeral(only >> 4)
    out = [numeral(len(found))]
    for codes, entries in found:
        out += map(numeral, codes)
        out.append(postings(entries, most))
    return b"".join(out)


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


def pack(raw: bytes) -> bytes:
    """*raw* compressed as browsers' "deflate-raw" reads it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return packer.compress(raw) + packer.flush()


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
    def __init__(self, data: bytes):
        self.data, self.at = data, 0

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


def entries_of(packed: bytes) -> Iterator[tuple[str, list[tuple[tuple[int, ...], int, array]]]]:
    """Read a shard back: (key, [(codes, how many hold it, postings)]). Raises zlib.error or IndexError where it is cut."""
    read = _Reader(zlib.decompress(packed, -15))
    key = ""
    while read.at < len(read.data):
        shared = read.number()
        key = key[:shared] + read.text(read.number())
        forms = []
        for _ in range(read.number()):
            codes = tuple(read.number() for _ in range(2 if " " in key else 1))
            forms.append((codes, *_postings(read)))
        yield key, forms


def _postings(read: _Reader) -> tuple[int, array]:
    head = read.number()
    size, holding = head >> 1, head >> 1
    if head & 1:
        holding = read.number()
    common = read.number()
    found, place = array("I"), 0
    if size == 1:
        return holding, array("I", (read.number() << 4 | common,))
    for _ in range(size):
        gap = read.number()
        place += gap >> 1
        found.append(place << 4 | (read.number() if gap & 1 else common))
    return holding, found
