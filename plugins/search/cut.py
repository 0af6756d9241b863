"""Where the rows of an index are cut into shards.

A place is chosen by what stands there, not by counting from the beginning: among the rows at which a shard may end, the
one whose key has the smallest checksum. When an article changes, nearly all places are found where they were, and the
shards between them that hold none of its words stay as they are.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from plugins.search.codec import Row

_SHARDS = 1450  # about how many shards a base has
_ROW = 8  # bytes of a row beside its list
_SMALLEST, _LARGEST, TAIL = 5000, 16000, 1800  # bytes of a shard before compression
_STEP = 512  # of the usual size, so that it stays when an article changes
RULES = (_SHARDS, _ROW, _SMALLEST, _LARGEST, TAIL, _STEP)


def weight(rows: Sequence[Row]) -> int:
    """About how many bytes *rows* take before compression."""
    return sum([len(gaps) + len(levels) for _, _, _, gaps, levels in rows]) + _ROW * len(rows)


def usual(total: int) -> int:
    """The usual size of a base's shard, in bytes before compression, where all rows take *total*."""
    return max(_SMALLEST, min(_LARGEST, -(-total // _SHARDS // _STEP) * _STEP))


def next_cut(rows: Sequence[Row], start: int, size: int, last: bool) -> int | None:
    """Where the shard ends that begins at *start*: between four and six fifths of *size*, where the rows allow it.

    Only a word's rows may be parted, never a pair's. A row that is larger than that stands alone. None where the
    decision needs rows that are not there yet; *last* says that there are no more.
    """
    low, high = size * 4 // 5, size * 6 // 5
    total, early, best, least = 0, 0, 0, 1 << 32
    before = None
    for n in range(start, len(rows)):
        key, codes, _, gaps, levels = rows[n]
        if before is not None and (key != before or len(codes) == 1):
            if total > high:
                return best or early or n
            if total < low:
                early = n
            elif (mark := crc32(f"{key} {codes[0]}".encode())) < least:
                best, least = n, mark
        total += len(gaps) + len(levels) + _ROW
        before = key
    if not last:
        return None
    return len(rows) if total <= high else best or early or len(rows)


def shards(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    """All *rows* in shards of about *size* bytes."""
    start = 0
    while start < len(rows):
        end = next_cut(rows, start, size, True)
        yield rows[start:end]
        start = end


@dataclass(slots=True)
class Piece:
    """A shard of an index that is being changed: where it begins, its weight, and its rows where some of them changed."""

    begin: str
    name: str
    weight: int
    rows: list[Row] | None = None


def again(pieces: Sequence[Piece], size: int, read: Callable[[str], list[Row]], write: Callable[[Sequence[Row]], Piece]) -> Iterator[Piece]:
    """The shards of an index some of whose *pieces* changed, cut as :func:`shards` would cut all of its rows.

    *read* gives the rows of a shard by its name, *write* makes one of rows. Shards that come out as they were are not written.
    """
    waiting: list[Row] = []  # read and not yet cut off
    held: list[tuple[int, int, Piece]] = []  # where each piece begins and ends in them
    for n, piece in enumerate(pieces):
        if not waiting and _stands(pieces, n, size):
            yield piece
            continue
        rows = read(piece.name) if piece.rows is None else piece.rows
        held.append((len(waiting), len(waiting) + len(rows), piece))
        waiting += rows
        start = 0
        while start < len(waiting) and (end := next_cut(waiting, start, size, n + 1 == len(pieces))) is not None:
            same = [one for begin, ends, one in held if (begin, ends) == (start, end) and one.rows is None]
            yield same[0] if same else write(waiting[start:end])
            start = end
            if held[-1][0] == start and _stands(pieces, n, size):
                yield piece
                start = len(waiting)
        waiting = waiting[start:]
        held = [(begin - start, end - start, one) for begin, end, one in held if end > start]


def _stands(pieces: Sequence[Piece], n: int, size: int) -> bool:
    """Do all rows stand as they were that say where piece *n* ends?"""
    total = 0
    for piece in pieces[n:]:
        if piece.rows is not None:
            return False
        total += piece.weight
        if total > size * 6 // 5:
            return True
    return True
