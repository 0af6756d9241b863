"""The browser's index as files: shards, directories, cards and columns named by content, and one small manifest.

Articles are numbered from the oldest. The *base* holds the whole blocks of 128, the *tail* the rest, so that one new
article rewrites only the tail, and a clean and an incremental build give the same bytes.
"""
from __future__ import annotations

import gc
import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b

from plugins.search import cards, codec, facets, figures
from plugins.search.analyse import WORDS
from plugins.search.documents import IndexDocument
from plugins.search.lexicon import ABBREVIATIONS, SHIFT, Lexicon, abbreviations
from plugins.search.postings import RANKING, Postings, collect

VERSION = 1  # of the format; a client of another version says that the page must be reloaded
FOLDER = "tim-kiem/index"
MANIFEST = f"{FOLDER}/manifest.json"
BLOCK = 128
_LOW = (1 << SHIFT) - 1
_MOST = 8192  # articles in one list; of more, those that hold it most strongly
_DIRECTORY = 64  # shards in a directory
_SHARDS = 1450  # about how many shards a base has
_ROW = 8  # bytes of a row beside its list
_SMALLEST, _LARGEST, _TAIL = 5000, 16000, 1800  # bytes of a shard before compression


@dataclass(frozen=True, slots=True)
class Part:
    """The base or the tail: what the manifest says of it, and its files by name."""

    digest: str
    about: Mapping[str, object]
    files: Mapping[str, bytes] = field(repr=False)


def digest(documents: Iterable[IndexDocument], site_abbreviations: Iterable[tuple[str, str]] = ()) -> str:
    """What a part's files depend on, hashed: the articles, the rules, the format."""
    return digest_of((d.digest for d in documents), site_abbreviations)


def digest_of(digests: Iterable[str], site_abbreviations: Iterable[tuple[str, str]] = ()) -> str:
    """The same from the documents' own digests, for who has them already."""
    rules = [VERSION, RANKING, WORDS, ABBREVIATIONS, sorted(site_abbreviations), _SHARDS, _SMALLEST, _LARGEST, _TAIL, cards.PER_FILE]
    made = blake2b(json.dumps(rules, ensure_ascii=False, sort_keys=True).encode("utf-8"), digest_size=16)
    made.update("".join(digests).encode())
    return made.hexdigest()


def boundary(count: int) -> int:
    """How many of *count* articles stand in the base.

    >>> boundary(127), boundary(128), boundary(10_000)
    (0, 128, 9984)
    """
    return count // BLOCK * BLOCK


@contextmanager
def _without_collector() -> Iterator[None]:
    """The garbage collector finds nothing among a million tuples, and takes a quarter of the time to do so."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@_without_collector()
def part(documents: Sequence[IndexDocument], first: int, site_abbreviations: Sequence[tuple[str, str]] = (), *, tail: bool = False,
         named: str = "") -> Part:
    """Index *documents*, numbered from *first*; *named* is their digest where it is known."""
    if any(a.date > b.date for a, b in zip(documents, documents[1:])):
        raise ValueError("articles are numbered from the oldest, and these are not in order")
    lexicon = Lexicon()
    short_forms = abbreviations(site_abbreviations, lexicon)
    found = collect(documents, first, lexicon, short_forms)
    files: dict[str, bytes] = {}

    def keep(packed: bytes) -> str:
        name = codec.name(packed)
        if files.setdefault(name, packed) != packed:
            raise RuntimeError(f"two files of the search index have the name {name}")
        return name

    shards = _shards(list(_rows(found, lexicon)), keep, tail)
    groups = [(shards[at][0], keep(codec.directory(shards[at : at + _DIRECTORY]))) for at in range(0, len(shards), _DIRECTORY)]
    blocks = []
    for at in range(0, len(documents), BLOCK):
        packed = [codec.pack(raw) for raw in cards.files(documents[at : at + BLOCK])]
        block = codec.name(b"".join(packed))
        blocks.append(block)
        files.update({f"{block}-{n}": data for n, data in enumerate(packed)})
    about = {"first": first, "count": len(documents), "groups": groups, "keys": keep(_keys(found, lexicon)),
             "facets": {column: keep(data) for column, data in facets.columns(documents).items()},
             "cards": keep(codec.pack("".join(blocks).encode())), "figures": {key: keep(data) for key, data in figures.files(documents, first).items()}}
    return Part(named or ("" if tail else digest(documents, site_abbreviations)), about, files)


def _rows(found: Postings, lexicon: Lexicon) -> Iterator[codec.Row]:
    """Every word and pair as written, in the order of keys and codes."""
    names = lexicon.words
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = array("I", bytes(4 * len(names)))
    key_rank = array("I", bytes(4 * len(names)))
    for place, n in enumerate(order):
        rank[n] = place
        key_rank[n] = key_rank[order[place - 1]] if place and names[order[place - 1]][0] == names[n][0] else place

    def place(pair: int) -> int:
        a, b = pair >> SHIFT, pair & _LOW
        return (key_rank[a] << SHIFT | key_rank[b]) << 2 * SHIFT | rank[a] << SHIFT | rank[b]

    placed = sorted((*((place(n << SHIFT), n << SHIFT) for n in found.words), *((place(pair), pair) for pair in found.pairs)))
    for _, pair in placed:
        (a, i), (b, j) = names[pair >> SHIFT], names[pair & _LOW]
        if b:
            yield codec.row(f"{a} {b}", (i, j), found.pairs[pair], _MOST)
        else:
            yield codec.row(a, (i,), found.words[pair >> SHIFT], _MOST)


def _shards(rows: Sequence[codec.Row], keep, tail: bool) -> list[tuple[str, str]]:
    """Cut *rows* into files: (where it begins, name) of each. Only a word's rows may be parted, never a pair's."""
    sizes = [len(row.gaps) + len(row.levels) + _ROW for row in rows]
    target = _TAIL if tail else max(_SMALLEST, min(_LARGEST, sum(sizes) // _SHARDS))
    shards: list[tuple[str, str]] = []
    start = size = 0
    for n, (row, more) in enumerate(zip(rows, sizes)):
        if size and size + more > target and (row.key != rows[n - 1].key or len(row.codes) == 1):
            shards.append((_beginning(rows[start]), keep(codec.shard(rows[start:n]))))
            start, size = n, 0
        size += more
    if size:
        shards.append((_beginning(rows[start]), keep(codec.shard(rows[start:]))))
    return shards


def _beginning(row: codec.Row) -> str:
    """Where a shard begins, as the directory says it: a key, and for a word the code after U+0001."""
    return row.key if len(row.codes) == 2 else f"{row.key}\x01{chr(32 + row.codes[0])}"


def _keys(found: Postings, lexicon: Lexicon) -> bytes:
    """The single words, front-coded, and how many articles hold each: for mistyped and half-typed words."""
    holding: Counter[str] = Counter()
    for n, entries in found.words.items():
        holding[lexicon.words[n][0]] += len(entries)
    out, before = [], ""
    for key in sorted(holding):
        out += (codec.front_coded(key, before), codec.numeral(holding[key]))
        before = key
    return codec.pack(b"".join(out))


def assemble(parts: Sequence[Part]) -> dict[str, bytes]:
    """All files of the index by path: those of *parts*, the tables that the client needs, and the manifest."""
    files = {f"{FOLDER}/{name}.bin": data for part in parts for name, data in part.files.items()}

    def keep(value: object) -> str:
        packed = codec.pack(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
        files[f"{FOLDER}/{codec.name(packed)}.bin"] = packed
        return codec.name(packed)

    counted = sorted({key for part in parts for key in part.about["figures"]})
    manifest = {
        "version": VERSION,
        "count": sum(p.about["count"] for p in parts),
        "tables": keep({"light": WORDS["light"], "number": WORDS["number"], "weights": RANKING["query"]}),
        "figures": keep({"files": {key: [p.about["figures"].get(key, "") for p in parts] for key in counted}, **figures.names()}) if counted else "",
        "parts": [{name: value for name, value in p.about.items() if name != "figures"} for p in parts],
    }
    files[MANIFEST] = json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return files


def build(documents: Sequence[IndexDocument], site_abbreviations: Sequence[tuple[str, str]] = (), *, base: Part | None = None) -> dict[str, bytes]:
    """The whole index of *documents* (oldest first) by path.

    *base* is the part of the first ``boundary(len(documents))`` of them made before, when the caller has it.
    """
    cut = boundary(len(documents))
    if cut and base is None:
        base = part(documents[:cut], 0, site_abbreviations)
    return with_tail(base, documents[cut:], site_abbreviations)


def with_tail(base: Part | None, tail: Sequence[IndexDocument], site_abbreviations: Sequence[tuple[str, str]] = ()) -> dict[str, bytes]:
    """The whole index of *base*, None where there are too few articles for one, and of the articles after it."""
    parts = [base] if base else []
    if tail:
        parts.append(part(tail, base.about["count"] if base else 0, site_abbreviations, tail=True))
    return assemble(parts)
