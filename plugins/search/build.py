"""The browser's index as files: shards, directories, cards and columns named by content, and one small manifest.

Articles are numbered from the oldest. The *base* holds the whole blocks of 128, the *tail* the rest, so that one new
article rewrites only the tail. A base is changed by ``splice`` where one is at hand; it has the bytes that ``part`` gives.
"""
from __future__ import annotations

import gc
import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path

from plugins.search import cards, codec, cut, facets, figures
from plugins.search.analyse import WORDS
from plugins.search.documents import IndexDocument
from plugins.search.lexicon import SHIFT, Lexicon, abbreviations
from plugins.search.postings import RANKING, Postings, collect

VERSION = 1  # of the format; a client of another version says that the page must be reloaded
FOLDER = "tim-kiem/index"
MANIFEST = f"{FOLDER}/manifest.json"
BLOCK = 128
_LOW = (1 << SHIFT) - 1
MOST = 8192  # articles in one list; of more, those that hold it most strongly
DIRECTORY = 64  # shards in a directory


@dataclass(frozen=True, slots=True)
class Part:
    """The base or the tail: what the manifest says of it, and its files by name; the rest is there to change it.

    ``documents`` are the digests of its articles, ``weights`` its shards' in their order, and ``whole`` is a shard of the
    rows that have more articles than a list may.
    """

    digest: str
    about: Mapping[str, object]
    files: Mapping[str, bytes] = field(repr=False)
    documents: tuple[str, ...] = ()
    weights: tuple[int, ...] = ()
    whole: bytes = field(default=b"", repr=False)


class Files(dict[str, bytes]):
    """Files by their names."""

    def keep(self, packed: bytes) -> str:
        """The name of *packed*, which is held from now on."""
        name = codec.name(packed)
        if self.setdefault(name, packed) != packed:
            raise RuntimeError(f"two files of the search index have the name {name}")
        return name


@cache
def _made_by() -> str:
    """A hash of the sources that an index depends on: one that other rules made is not changed but made again."""
    folder = Path(__file__).resolve().parent
    made = blake2b(digest_size=16)
    for path in sorted([*folder.glob("*.py"), *folder.glob("*.json"), *(folder.parent / "vietnamese").glob("*.py"), folder.parent / "vocabulary.json"]):
        made.update(path.read_bytes())
    return made.hexdigest()


def digest(documents: Iterable[str], site_abbreviations: Iterable[tuple[str, str]] = ()) -> str:
    """What a part's files depend on, hashed: the articles, by their digests, and the rules."""
    made = blake2b(rules(site_abbreviations).encode(), digest_size=16)
    made.update("".join(documents).encode())
    return made.hexdigest()


def rules(site_abbreviations: Iterable[tuple[str, str]] = ()) -> str:
    """What they depend on beside the articles."""
    told = json.dumps([VERSION, _made_by(), sorted(site_abbreviations)], ensure_ascii=False)
    return blake2b(told.encode("utf-8"), digest_size=16).hexdigest()


def boundary(count: int) -> int:
    """How many of *count* articles stand in the base.

    >>> boundary(127), boundary(128), boundary(10_000)
    (0, 128, 9984)
    """
    return count // BLOCK * BLOCK


@contextmanager
def without_collector() -> Iterator[None]:
    """The garbage collector finds nothing among a million tuples, and takes a quarter of the time to do so."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@without_collector()
def part(documents: Sequence[IndexDocument], first: int, site_abbreviations: Sequence[tuple[str, str]] = (), *, tail: bool = False) -> Part:
    """Index *documents*, numbered from *first*."""
    if any(a.date > b.date for a, b in zip(documents, documents[1:])):
        raise ValueError("articles are numbered from the oldest, and these are not in order")
    lexicon = Lexicon()
    found = collect(enumerate(documents), lexicon, abbreviations(site_abbreviations, lexicon))
    files, whole = Files(), []
    rows = list(_rows(found, lexicon, whole))
    pieces = [write(files, shard) for shard in cut.shards(rows, cut.TAIL if tail else cut.usual(cut.weight(rows)))]
    blocks = [cards.block([cards.card(d) for d in documents[at : at + BLOCK]]) for at in range(0, len(documents), BLOCK)]
    for _, held in blocks:
        files.update(held)
    about = {"first": first, "count": len(documents), "groups": directories(files, pieces), "keys": files.keep(codec.counted(_keys(found, lexicon))),
             "facets": {column: files.keep(data) for column, data in facets.columns(documents).items()},
             "cards": files.keep(codec.pack("".join(name for name, _ in blocks).encode())),
             "figures": {key: files.keep(data) for key, data in figures.files(documents, first).items()}}
    digests = () if tail else tuple(d.digest for d in documents)
    return Part(digest(digests, site_abbreviations), about, files, digests, tuple(p.weight for p in pieces), codec.shard(whole) if whole else b"")


def write(files: Files, rows: Sequence[codec.Row]) -> cut.Piece:
    """A shard of *rows*, kept among *files*."""
    return cut.Piece(beginning(rows[0].key, rows[0].codes), files.keep(codec.shard(rows)), cut.weight(rows))


def directories(files: Files, pieces: Sequence[cut.Piece]) -> list[tuple[str, str]]:
    """Where each directory of *pieces* begins, and its name; they are kept among *files*."""
    shards = [(piece.begin, piece.name) for piece in pieces]
    return [(shards[at][0], files.keep(codec.directory(shards[at : at + DIRECTORY]))) for at in range(0, len(shards), DIRECTORY)]


def _rows(found: Postings, lexicon: Lexicon, whole: list[codec.Row]) -> Iterator[codec.Row]:
    """Every word and pair as written, in the order of keys and codes; *whole* gets those of which articles are left out."""
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
        key, codes = spelled(pair, lexicon)
        entries = found.words[pair >> SHIFT] if len(codes) == 1 else found.pairs[pair]
        if len(entries) > MOST:
            whole.append(codec.row(key, codes, entries, len(entries)))
        yield codec.row(key, codes, entries, MOST)


def spelled(pair: int, lexicon: Lexicon) -> tuple[str, tuple[int, ...]]:
    """The key and codes of a pair, or of a word before a gap."""
    (a, i), (b, j) = lexicon.words[pair >> SHIFT], lexicon.words[pair & _LOW]
    return (f"{a} {b}", (i, j)) if b else (a, (i,))


def beginning(key: str, codes: Sequence[int]) -> str:
    """Where a shard begins, as the directory says it: a key, and for a word the code after U+0001."""
    return key if len(codes) == 2 else f"{key}\x01{chr(32 + codes[0])}"


def _keys(found: Postings, lexicon: Lexicon) -> list[tuple[str, int]]:
    """The single words, and how many articles hold each: for mistyped and half-typed words."""
    holding: Counter[str] = Counter()
    for n, entries in found.words.items():
        holding[lexicon.words[n][0]] += len(entries)
    return sorted(holding.items())


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
    end = boundary(len(documents))
    if end and base is None:
        base = part(documents[:end], 0, site_abbreviations)
    return with_tail(base, documents[end:], site_abbreviations)


def with_tail(base: Part | None, tail: Sequence[IndexDocument], site_abbreviations: Sequence[tuple[str, str]] = ()) -> dict[str, bytes]:
    """The whole index of *base*, None where there are too few articles for one, and of the articles after it."""
    parts = [base] if base else []
    if tail:
        parts.append(part(tail, base.about["count"] if base else 0, site_abbreviations, tail=True))
    return assemble(parts)
