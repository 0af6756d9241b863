"""The server's index: Whoosh over the same documents, kept in a folder and brought up to date article by article.

Only what Whoosh 2.7.4 and whoosh3 share is used. Whoosh unpickles its files, so an index is opened only when every
file matches the checksums that were written beside it; one that does not is built again.
"""
from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from whoosh import fields, formats, index

from plugins.search.analyse import read
from plugins.search.documents import IndexDocument
from plugins.search.filters import COLUMNS, values
from plugins.search.plan import Entry
from plugins.search.postings import Abbreviation, Lexicon, abbreviations, levels

VERSION = 1
CHECKSUMS = "checksums.json"
STATE = "articles.json"


class Damaged(Exception):
    """The folder holds no index that may be opened; the message says why."""


class Levels(fields.FieldType):
    """A field whose values are given as {term: level}; the level is the posting's weight."""

    def __init__(self):
        super().__init__(format=formats.Existence(), analyzer=None, scorable=False)

    def index(self, value: Mapping[str, int], **kwargs) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term in sorted(value):
            yield term.encode("utf-8"), 1, float(value[term]), b""


def schema() -> fields.Schema:
    """Stored: url, title, date. ``order`` sorts; ``words`` and ``pairs`` hold levels; the rest are for filters."""
    return fields.Schema(
        url=fields.ID(stored=True, unique=True), title=fields.STORED, date=fields.STORED, order=fields.ID(sortable=True),
        words=Levels(), pairs=Levels(), title_words=Levels(), title_pairs=Levels(),
         day=fields.NUMERIC(int, bits=32), **{name: Levels() for name in COLUMNS},
    )


def row(document: IndexDocument, lexicon: Lexicon, short_forms: tuple[Abbreviation, ...]) -> dict[str, object]:
    """The fields of one document."""
    words, pairs = levels(document, lexicon, short_forms)
    title_words, title_pairs = headline(document)
    facets = {name: {v: 1 for v in found} for name, found in values(document).items() if found}
    return dict(url=document.url, title=document.title, date=document.date.isoformat(), order=document.order,
                words=words, pairs=pairs, title_words=title_words, title_pairs=title_pairs, day=int(f"{document.date:%Y%m%d}"), **facets)


def headline(document: IndexDocument) -> tuple[dict[str, int], dict[str, int]]:
    """The words and the pairs of the title, for ``title:``."""
    _, tokens, compounds = read(document.title)
    words = {f"{t.key} {t.code}": 1 for t in tokens} | {f"{key} 0": 1 for c in compounds for key in c.keys}
    return words, {f"{a.key} {b.key} {a.code} {b.code}": 1 for a, b in zip(tokens, tokens[1:]) if not b.parted}


@dataclass(frozen=True, slots=True)
class Update:
    """What :func:`update` did: numbers of articles."""

    added: int
    removed: int
    unchanged: int
    rebuilt: bool


def _key(settings: Iterable[object]) -> str:
    return hashlib.sha256(json.dumps([VERSION, *settings], ensure_ascii=False, default=str).encode()).hexdigest()[:32]


def update(folder: Path, documents: Sequence[IndexDocument], site_abbreviations: Iterable[tuple[str, str]] = (), *,
           digests: Mapping[str, str] | None = None) -> Update:
    """Bring the index in *folder* up to *documents*; only articles that changed are read again.

    A damaged or foreign index, or one of other abbreviations, is built anew. *digests* are the documents' own, by
    address, for who has them already. Raises OSError where the disk refuses.
    """
    site_abbreviations = tuple(site_abbreviations)
    rules = _key([site_abbreviations, index_version()])
    wanted = {d.url: d for d in documents}
    known, rebuilt = _state(folder, rules), False
    if known is None:
        rebuilt = folder.exists()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        known = {}
        index.create_in(str(folder), schema())
    digests = dict(digests or {url: d.digest for url, d in wanted.items()})
    gone = [url for url in known if known[url] != digests.get(url)]
    new = [url for url in digests if known.get(url) != digests[url]]
    if gone or new:
        (folder / CHECKSUMS).unlink(missing_ok=True)  # from here to the end a kill leaves an index that is not opened
        lexicon = Lexicon()
        short_forms = abbreviations(site_abbreviations, lexicon)
        opened = index.open_dir(str(folder))
        writer = opened.writer(limitmb=256)
        try:
            for url in gone:
                writer.delete_by_term("url", url)
            for url in new:
                writer.add_document(**row(wanted[url], lexicon, short_forms))
        except BaseException:
            writer.cancel()
            raise
        writer.commit(optimize=len(gone) > len(digests) // 4)
        opened.close()
    if gone or new or not (folder / CHECKSUMS).exists():
        _seal(folder, rules, digests)
    return Update(len(new), len(gone), len(digests) - len(new), rebuilt)


def index_version() -> str:
    import whoosh

    return ".".join(map(str, whoosh.__version__))


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_file() and p.name not in (CHECKSUMS, CHECKSUMS + ".new") and not p.name.endswith("LOCK"))


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


def _seal(folder: Path, rules: str, digests: Mapping[str, str]) -> None:
    (folder / STATE).write_text(json.dumps(digests, ensure_ascii=False), encoding="utf-8")
    sums = {"rules": rules, "files": {p.name: _checksum(p) for p in _files(folder)}}
    fresh = folder / (CHECKSUMS + ".new")
    fresh.write_text(json.dumps(sums), encoding="utf-8")
    os.replace(fresh, folder / CHECKSUMS)


def verify(folder: Path) -> str:
    """Check every file of the index against its checksum; the rules that it was made by. Raises Damaged."""
    try:
        sums = json.loads((folder / CHECKSUMS).read_text(encoding="utf-8"))
        expected, rules = dict(sums["files"]), str(sums["rules"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Damaged("no readable list of checksums") from None
    found = {p.name: p for p in _files(folder)}
    if found.keys() != expected.keys():
        raise Damaged("files were added or are missing")
    for name, path in found.items():
        if _checksum(path) != expected[name]:
            raise Damaged(f"{name} was changed")
    return rules


def _state(folder: Path, rules: str) -> dict[str, str] | None:
    """The digests of the articles in the index, or None where it cannot be used."""
    try:
        if verify(folder) != rules:
            return None
        return json.loads((folder / STATE).read_text(encoding="utf-8"))
    except (Damaged, OSError, ValueError):
        return None


class Research:
    """An open index: the :class:`plugins.search.plan.Source` that the planner asks. Close it when done."""

    def __init__(self, folder: Path):
        """Open the index in *folder*. Raises Damaged where its checksums do not match."""
        verify(folder)
        self._index = index.open_dir(str(folder))
        self.reader = self._index.reader()
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

    def _entries(self, field: str, prefix: str, parts: int) -> list[Entry]:
        found = []
        for term in self.reader.expand_prefix(field, prefix):
            *keys, = term.decode("utf-8").split(" ")
            numbers, weights = self.postings(field, term)
            if numbers:
                found.append(Entry(tuple(keys[:parts]), tuple(map(int, keys[parts:])), numbers, weights))
        return found

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
        return self._entries("words", key + " ", 1)

    def pairs(self, first: str, second: str) -> list[Entry]:
        return self._entries("pairs", f"{first} {second} ", 2)

    def pairs_after(self, first: str, prefix: str) -> list[Entry]:
        return self._entries("pairs", f"{first} {prefix}", 2)

    def keys(self) -> dict[str, int]:
        if self._keys is None:
            self._keys = {}
            for term in self.reader.lexicon("words"):
                key = term.decode("utf-8").rpartition(" ")[0]
                self._keys[key] = self._keys.get(key, 0) + self.reader.doc_frequency("words", term)
        return self._keys
