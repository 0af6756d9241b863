"""The browser's index as files: shards, directories, cards and columns named by content, and one small manifest.

Articles are numbered from the oldest. The *base* holds the whole blocks of 128, the *tail* the rest, so that one new
article rewrites only the tail, and a clean and an incremental build give the same bytes.
"""
from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from plugins.search import cards, codec, facets
from plugins.search.analyse import WORDS
from plugins.search.documents import IndexDocument
from plugins.search.postings import ABBREVIATIONS, RANKING, SHIFT, Lexicon, Postings, abbreviations, collect

VERSION = 1  # of the format; a client of another version says that the page must be reloaded
FOLDER = "tim-kiem/index"
MANIFEST = f"{FOLDER}/manifest.json"
BLOCK = 128
_LOW = (1 << SHIFT) - 1
_MOST = 8192  # articles in one list; of more, those that hold it most strongly
_DIRECTORY = 64  # shards in a directory
_SHARDS = 1700  # about how many shards a base has
_SMALLEST, _LARGEST, _TAIL = 5000, 16000, 1800  # bytes of a shard before compression


@dataclass(frozen=True, slots=True)
class Part:
    """The base or the tail: what the manifest says of it, and its files by name."""

    digest: str
    about: Mapping[str, object]
    files: Mapping[str, bytes] = field(repr=False)


def digest(documents: Iterable[IndexDocument], site_abbreviations: Iterable[tuple[str, str]] = ()) -> str:
    """What a part's files depend on, hashed: the articles, the rules, the format."""
    made = blake2b(digest_size=16)
    rules = [VERSION, RANKING, WORDS, ABBREVIATIONS, sorted(site_abbreviations), _SHARDS, _SMALLEST, _LARGEST, _TAIL, cards.PER_FILE]
    made.update(json.dumps(rules, ensure_ascii=False, sort_keys=True).encode("utf-8"))
    for document in documents:
        made.update(document.digest.encode())
    return made.hexdigest()


def boundary(count: int) -> int:
    """How many of *count* articles stand in the base.

    >>> boundary(127), boundary(128), boundary(10_000)
    (0, 128, 9984)
    """
    return count // BLOCK * BLOCK


def part(documents: Sequence[IndexDocument], first: int, site_abbreviations: Sequence[tuple[str, str]] = (), *, tail: bool = False) -> Part:
    """Index *documents*, numbered from *first*."""
    lexicon = Lexicon()
    short_forms = abbreviations(site_abbreviations, lexicon)
    found = collect(documents, first, lexicon, short_forms)
    files: dict[str, bytes] = {}

    def keep(packed: bytes) -> str:
        name = codec.name(packed)
        if files.setdefault(name, packed) != packed:
            raise RuntimeError(f"two files of the search index have the name {name}")
        return name

    shards, keys = _shards(found, lexicon, keep, tail)
    groups = [(shards[at][0], keep(codec.directory(shards[at : at + _DIRECTORY]))) for at in range(0, len(shards), _DIRECTORY)]
    blocks = []
    for at in range(0, len(documents), BLOCK):
        packed = [codec.pack(raw) for raw in cards.files(documents[at : at + BLOCK])]
        block = codec.name(b"".join(packed))
        blocks.append(block)
        files.update({f"{block}-{n}": data for n, data in enumerate(packed)})
    about = {"first": first, "count": len(documents), "groups": groups, "keys": keep(keys), "facets": keep(facets.pack(documents)),
             "cards": keep(codec.pack("".join(blocks).encode()))}
    return Part(digest(documents, site_abbreviations), about, files)


def _entries(found: Postings, lexicon: Lexicon) -> Iterator[tuple[str, int, bytes]]:
    """Every word and pair in the order of its key: (key, how many hold a word, encoded forms in the order of their codes)."""
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

    rows = sorted((*((place(n << SHIFT), n << SHIFT) for n in found.words), *((place(pair), pair) for pair in found.pairs)))
    key, forms = -1, []
    for placed, pair in rows:
        if placed >> 2 * SHIFT != key:
            if forms:
                yield named, holding, codec.forms(forms, _MOST)
            key, forms, holding = placed >> 2 * SHIFT, [], 0
            a, b = pair >> SHIFT, pair & _LOW
            named = f"{names[a][0]} {names[b][0]}" if b else names[a][0]
        if b:
            forms.append(((names[pair >> SHIFT][1], names[pair & _LOW][1]), found.pairs[pair]))
        else:
            entries = found.words[pair >> SHIFT]
            forms.append(((names[pair >> SHIFT][1],), entries))
            holding += len(entries)
    if forms:
        yield named, holding, codec.forms(forms, _MOST)


def _shards(found: Postings, lexicon: Lexicon, keep, tail: bool) -> tuple[list[tuple[str, str]], bytes]:
    """Cut the entries into files; (first key, name) of each, and the packed list of all single words."""
    entries = list(_entries(found, lexicon))
    target = _TAIL if tail else max(_SMALLEST, min(_LARGEST, sum(len(body) + 4 for _, _, body in entries) // _SHARDS))
    shards: list[tuple[str, str]] = []
    keys, key_before = [], ""
    raw, size, before = [], 0, ""
    for key, holding, body in entries:
        if size and size + len(body) > target:
            shards[-1] = (shards[-1][0], keep(codec.pack(b"".join(raw))))
            size, before = 0, ""
        if not size:
            shards.append((key, ""))
            raw = []
        head = codec.front_coded(key, before)
        raw += (head, body)
        size += len(head) + len(body)
        before = key
        if holding:
            keys += (codec.front_coded(key, key_before), codec.numeral(holding))
            key_before = key
    if size:
        shards[-1] = (shards[-1][0], keep(codec.pack(b"".join(raw))))
    return shards, codec.pack(b"".join(keys))


def assemble(parts: Sequence[Part]) -> dict[str, bytes]:
    """All files of the index by path: those of *parts*, the tables that the client needs, and the manifest."""
    files = {f"{FOLDER}/{name}.bin": data for part in parts for name, data in part.files.items()}
    tables = codec.pack(json.dumps({"light": WORDS["light"], "number": WORDS["number"], "weights": RANKING["query"]},
                                   ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
    files[f"{FOLDER}/{codec.name(tables)}.bin"] = tables
    manifest = {"version": VERSION, "count": sum(p.about["count"] for p in parts), "tables": codec.name(tables), "parts": [p.about for p in parts]}
    files[MANIFEST] = json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return files


def build(documents: Sequence[IndexDocument], site_abbreviations: Sequence[tuple[str, str]] = (), *, base: Part | None = None) -> dict[str, bytes]:
    """The whole index of *documents* (oldest first) by path. *base* is one made before; another than needed is made anew."""
    cut = boundary(len(documents))
    parts = []
    if cut:
        if base is None or base.digest != digest(documents[:cut], site_abbreviations):
            base = part(documents[:cut], 0, site_abbreviations)
        parts.append(base)
    if cut < len(documents):
        parts.append(part(documents[cut:], cut, site_abbreviations, tail=True))
    return assemble(parts)
