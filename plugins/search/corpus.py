"""The documents of the site as last built, in one SQLite file, for the server's index to catch up with when somebody asks.

A build only puts down what changed; nothing of Whoosh runs in it. Since a build may still be refused after that, the
file holds two lists of articles, each under the digest of the browser's manifest that was made with it: the one whose
manifest stands in the output is the site that readers see.
"""
from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from plugins import disk
from plugins.search.documents import FigureEntry, IndexDocument, Named, Sketch

VERSION = 1
_DAMAGE = (sqlite3.Error, zlib.error, ValueError, TypeError, AttributeError, OverflowError)  # what reading changed bytes comes to
FILE = "corpus.sqlite"
_TABLES = ("CREATE TABLE documents (digest TEXT PRIMARY KEY, packed BLOB) WITHOUT ROWID",
           "CREATE TABLE lists (number INTEGER PRIMARY KEY, manifest TEXT, live TEXT, packed BLOB)")


class Lost(Exception):
    """The file is not there or does not hold what was put into it; the next build makes it again."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles of one build: ``digests`` by address, and the site's own abbreviations."""

    digests: Mapping[str, str]
    abbreviations: tuple[tuple[str, str], ...]


def put(folder: Path, sketches: Sequence[Sketch], abbreviations: Iterable[tuple[str, str]], *, live: Path, manifest: str, made: bytes) -> None:
    """Note what this build made: *made* are the bytes of *manifest*, a path below the output folder *live*.

    Only documents that are not there yet are asked for. A damaged file is begun anew. Raises OSError where the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    try:
        _put(path, sketches, abbreviations, live, manifest, made)
    except _DAMAGE:
        for suffix in ("", "-journal"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        try:
            _put(path, sketches, abbreviations, live, manifest, made)
        except sqlite3.Error as error:
            raise disk.probed(path, error) from None


def _put(path: Path, sketches: Sequence[Sketch], abbreviations: Iterable[tuple[str, str]], live: Path, manifest: str, made: bytes) -> None:
    place = str(live.resolve() / manifest)
    packed = zlib.compress(json.dumps([[[s.url, s.digest] for s in sketches], [list(a) for a in abbreviations]], ensure_ascii=False).encode(), 1)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as db:
        db.execute("PRAGMA synchronous=OFF")  # what a power cut damages, the digests find
        db.execute("BEGIN IMMEDIATE")
        if db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            for name in ("documents", "lists"):
                db.execute(f"DROP TABLE IF EXISTS {name}")
            for table in _TABLES:
                db.execute(table)
            db.execute(f"PRAGMA user_version={VERSION}")
        known = {digest for digest, in db.execute("SELECT digest FROM documents")}
        db.executemany("INSERT OR REPLACE INTO documents VALUES (?, ?)", ((s.digest, _pack(s.whole())) for s in sketches if s.digest not in known))
        standing = _standing(db)
        db.execute("DELETE FROM lists WHERE number IS NOT ?", (standing,))
        wanted = {s.digest for s in sketches}
        if standing is not None:
            wanted |= set(_listing(db, standing).digests.values())
        db.executemany("DELETE FROM documents WHERE digest = ?", ((digest,) for digest in known - wanted))
        db.execute("INSERT INTO lists (manifest, live, packed) VALUES (?, ?, ?)", (_digest(made), place, packed))
        db.execute("COMMIT")


class Corpus:
    """What the last build that was not refused put down. Close it when done."""

    def __init__(self, folder: Path):
        """Open the file in *folder*. Raises Lost."""
        path = folder / FILE
        if not path.is_file():
            raise Lost(f"{path} is not there")
        self._db = sqlite3.connect(path, timeout=60)
        try:
            if self._db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                raise Lost(f"{path} is of another version")
            number = _standing(self._db)
            if number is None:
                raise Lost(f"{path} is empty")
            self.listing = _listing(self._db, number)
            self.live = Path(self._db.execute("SELECT live FROM lists WHERE number = ?", (number,)).fetchone()[0])
        except _DAMAGE as error:
            self.close()
            raise Lost(f"{path}: {error}") from None
        except Lost:
            self.close()
            raise

    def document(self, digest: str) -> IndexDocument:
        """The document of that *digest*. Raises Lost."""
        try:
            found = self._db.execute("SELECT packed FROM documents WHERE digest = ?", (digest,)).fetchone()
            document = _unpack(found[0]) if found else None
        except (*_DAMAGE, KeyError) as error:
            raise Lost(str(error)) from None
        if document is None or document.digest != digest:
            raise Lost(f"a document of digest {digest} is not there")
        return document

    def close(self) -> None:
        self._db.close()


def discard(folder: Path) -> None:
    """Take away a damaged file, and what would let the next build pass it over because nothing changed."""
    for path in (folder / FILE, *folder.parent.glob("state-*.json")):
        disk.drop(path)


def _standing(db: sqlite3.Connection) -> int | None:
    """The number of the list whose manifest is in the output; of the newest one where none is, None where there are no lists."""
    found = list(db.execute("SELECT number, manifest, live FROM lists ORDER BY number DESC"))
    for number, manifest, live in found:
        try:
            if _digest(Path(live).read_bytes()) == manifest:
                return number
        except OSError:
            continue
    return found[0][0] if found else None


def _listing(db: sqlite3.Connection, number: int) -> Listing:
    packed, = db.execute("SELECT packed FROM lists WHERE number = ?", (number,)).fetchone()
    articles, abbreviations = json.loads(zlib.decompress(packed))
    return Listing(dict(articles), tuple((short, long) for short, long in abbreviations))


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


_PLAIN = ("url", "title", "order", "lead", "body", "category")
_LISTS = ("captions", "tags", "authors", "terms", "steps", "kinds", "bodies", "documents")
_FIGURE = tuple(FigureEntry.__dataclass_fields__)


def _pack(document: IndexDocument) -> bytes:
    """*document* as JSON, never as a pickle: what is read back may have been changed by anybody."""
    row = {name: getattr(document, name) for name in (*_PLAIN, *_LISTS)}
    row["date"] = document.date.isoformat()
    row["committees"] = [(c.id, c.label, c.others) for c in document.committees]
    row["figures"] = [[getattr(f, name) for name in _FIGURE] for f in document.figures]
    return zlib.compress(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)


def _unpack(packed: bytes) -> IndexDocument:
    row = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    figures = (dict(zip(_FIGURE, values)) for values in row["figures"])
    return IndexDocument(
        **{name: row[name] for name in _PLAIN}, **{name: tuple(row[name]) for name in _LISTS}, date=date.fromisoformat(row["date"]),
        committees=tuple(Named(id, label, tuple(others)) for id, label, others in row["committees"]),
        figures=tuple(FigureEntry(**{**f, "bodies": tuple(f["bodies"])}) for f in figures))
