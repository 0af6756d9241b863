"""The server's index: Whoosh over the same documents. ``upkeep`` keeps it, this describes and reads it.

Only what Whoosh 2.7.4 and whoosh3 share is used. Whoosh unpickles its files, so an index is opened only when every
file matches the checksums that were written beside it; one that does not is built again.
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from whoosh import fields, formats, index

from plugins.search.analyse import read
from plugins.search.documents import IndexDocument
from plugins.search.filters import COLUMNS, values
from plugins.search.lexicon import Abbreviation, Lexicon
from plugins.search.plan import Entry
from plugins.search.postings import levels

VERSION = 3
CURRENT = "current.json"  # names the generation that is to be opened
STATE = "articles.json"  # in a generation: the digests of its articles by address
_TRIES = 3


class Damaged(Exception):
    """The folder holds no index that may be opened; the message says why."""


class Levels(fields.FieldType):
    """A field whose values are given as {term: level}; the level is the posting's weight."""

    def __init__(self):
        super().__init__(format=formats.Existence(), analyzer=None, scorable=False)

    def index(self, value: Mapping[str, int], **kwargs) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term in sorted(value):
            yield term.encode("utf-8"), 1, float(value[term]), b""


class Followers(fields.FieldType):
    """A field of pairs given as {"a b i j": level}, kept under "a": a term for every pair would cost five times as much.

    The value of a posting is " b i j level b i j level …", which :func:`followers` reads.
    """

    def __init__(self):
        packed = formats.Existence()
        packed.posting_size = -1
        super().__init__(format=packed, analyzer=None, scorable=False)

    def index(self, value: Mapping[str, int], **kwargs) -> Iterator[tuple[bytes, int, float, bytes]]:
        for first, pairs in groupby(sorted(value, key=lambda pair: pair.split(" ")), lambda pair: pair.partition(" ")[0]):
            text = "".join(f" {pair.partition(' ')[2]} {value[pair]}" for pair in pairs)
            yield first.encode("utf-8"), 1, 1.0, text.encode("utf-8")


def followers(value: bytes) -> Iterator[tuple[str, tuple[int, int], int]]:
    """(second key, codes, level) of each pair in a posting's value.

    >>> list(followers(b" can 0 46 9 hoach 0 5 14"))
    [('can', (0, 46), 9), ('hoach', (0, 5), 14)]
    """
    parts = value.decode("utf-8").split(" ")
    for at in range(1, len(parts), 4):
        yield parts[at], (int(parts[at + 1]), int(parts[at + 2])), int(parts[at + 3])


def holders(reader, field: str, first: str, prefix: str) -> dict[tuple[str, tuple[int, int]], tuple[list[int], list[int]]]:
    """Who holds the pairs of *first* with words that begin so (a space after *prefix* ends the word):
    articles and levels by (second key, codes)."""
    found: dict[tuple[str, tuple[int, int]], tuple[list[int], list[int]]] = {}
    if (field, first) not in reader:
        return found
    wanted, start = f" {prefix}".encode("utf-8"), prefix.rstrip(" ")
    matcher = reader.postings(field, first)
    while matcher.is_active():
        value = matcher.value()
        if wanted in value:
            number = matcher.id()
            for second, codes, level in followers(value):
                if second == start if prefix != start else second.startswith(start):
                    numbers, strengths = found.setdefault((second, codes), ([], []))
                    numbers.append(number)
                    strengths.append(level)
        matcher.next()
    return found


def schema() -> fields.Schema:
    """Stored: url, title, date and, as JSON, figures. ``order`` sorts; ``words`` and ``pairs`` hold levels; ``measures`` are
    "measure term" of the figures; the rest are for filters."""
    return fields.Schema(
        url=fields.ID(stored=True, unique=True), title=fields.STORED, date=fields.STORED, order=fields.ID(sortable=True),
        words=Levels(), pairs=Followers(), title_words=Levels(), title_pairs=Followers(),
        day=fields.NUMERIC(int, bits=32), figures=fields.STORED, measures=Levels(), **{name: Levels() for name in COLUMNS},
    )


def row(document: IndexDocument, lexicon: Lexicon, short_forms: tuple[Abbreviation, ...]) -> dict[str, object]:
    """The fields of one document."""
    words, pairs = levels(document, lexicon, short_forms)
    title_words, title_pairs = headline(document)
    facets = {name: {v: 1 for v in found} for name, found in values(document).items() if found}
    if document.figures:
        facets["measures"] = {f"{f.measure} {f.term}": 1 for f in document.figures}
        facets["figures"] = json.dumps([asdict(f) for f in document.figures], ensure_ascii=False)
    return dict(url=document.url, title=document.title, date=document.date.isoformat(), order=document.order,
                words=words, pairs=pairs, title_words=title_words, title_pairs=title_pairs, day=int(f"{document.date:%Y%m%d}"), **facets)


def headline(document: IndexDocument) -> tuple[dict[str, int], dict[str, int]]:
    """The words and the pairs of the title, for ``title:``."""
    _, tokens, compounds = read(document.title)
    words = {f"{t.key} {t.code}": 1 for t in tokens} | {f"{key} 0": 1 for c in compounds for key in c.keys}
    return words, {f"{a.key} {b.key} {a.code} {b.code}": 1 for a, b in zip(tokens, tokens[1:]) if not b.parted}


def files_of(generation: Path) -> list[Path]:
    """The files of an index, without Whoosh's lock."""
    return sorted(p for p in generation.iterdir() if p.is_file() and not p.name.endswith("LOCK"))


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


def _current(folder: Path) -> tuple[Path, str, dict[str, str]]:
    try:
        named = json.loads((folder / CURRENT).read_text(encoding="utf-8"))
        generation, rules, files = str(named["generation"]), str(named["rules"]), dict(named["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Damaged("no readable list of checksums") from None
    if not generation.isdecimal():
        raise Damaged("the list of checksums names another folder")
    return folder / generation, rules, files


def verify(folder: Path) -> tuple[Path, str]:
    """Check every file of the current generation against its checksum; where it is and the rules that it was made by. Raises Damaged."""
    generation, rules, expected = _current(folder)
    try:
        found = {p.name: p for p in files_of(generation)}
        if found.keys() != expected.keys():
            raise Damaged("files were added or are missing")
        for name, path in found.items():
            if checksum(path) != expected[name]:
                raise Damaged(f"{name} was changed")
    except OSError as error:
        raise Damaged(str(error)) from None
    return generation, rules


class Research:
    """An open index: the :class:`plugins.search.plan.Source` that the planner asks. Close it when done."""

    def __init__(self, folder: Path):
        """Open the index in *folder*. Raises Damaged where its checksums do not match."""
        for _ in range(_TRIES):
            try:
                self.generation, _ = verify(folder)
                self._index = index.open_dir(str(self.generation))
                self.reader = self._index.reader()
                break
            except (Damaged, OSError, index.EmptyIndexError) as fault:
                failed = fault  # perhaps another process has just put the next generation in its place
        else:
            raise Damaged(str(failed))
        self.count = self.reader.doc_count()
        self._keys: dict[str, int] | None = None
        self._order = self.reader.column_reader("order") if self.count else None

    def close(self) -> None:
        self.reader.close()
        self._index.close()

    def newness(self, number: int) -> str:
        return self._order[number]

    def numbers(self) -> list[int]:
        """The articles, which a deleted one leaves with gaps."""
        return list(self.reader.all_doc_ids())

    def day(self, number: int) -> int:
        """The day of an article as a number such as 20220415."""
        return int(self._order[number][:8])

    def searcher(self, weighting):
        return self._index.searcher(weighting=weighting)

    def stored(self, number: int) -> dict[str, str]:
        return self.reader.stored_fields(number)

    def postings(self, field: str, term: bytes | str) -> tuple[list[int], list[float]]:
        """The articles that hold *term*, ascending, and its levels there."""
        if (field, term) not in self.reader:
            return [], []
        matcher = self.reader.postings(field, term)
        numbers, weights = [], []
        while matcher.is_active():
            numbers.append(matcher.id())
            weights.append(matcher.weight())
            matcher.next()
        return numbers, weights

    def words(self, key: str) -> list[Entry]:
        found = []
        for term in self.reader.expand_prefix("words", key + " "):
            numbers, weights = self.postings("words", term)
            if numbers:
                found.append(Entry((key,), (int(term.rpartition(b" ")[2]),), numbers, weights))
        return found

    def pairs(self, first: str, second: str) -> list[Entry]:
        return self._followers(first, second + " ")

    def pairs_after(self, first: str, prefix: str) -> list[Entry]:
        return self._followers(first, prefix)

    def _followers(self, first: str, prefix: str) -> list[Entry]:
        found = holders(self.reader, "pairs", first, prefix)
        return [Entry((first, second), codes, *lists) for (second, codes), lists in sorted(found.items())]

    def keys(self) -> dict[str, int]:
        if self._keys is None:
            self._keys = {}
            for term in self.reader.lexicon("words"):
                key = term.decode("utf-8").rpartition(" ")[0]
                self._keys[key] = self._keys.get(key, 0) + self.reader.doc_frequency("words", term)
        return self._keys
