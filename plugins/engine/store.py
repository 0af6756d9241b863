"""What earlier builds found out, in one SQLite file: parsed articles, values made of them, what was written.

Every row carries a checksum. A file that is lost, old, damaged or another version's is begun anew:
the next build is slower, never wrong. Nothing in it is needed to read the site or its content.
"""
from __future__ import annotations

import marshal
import os
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from zlib import crc32

from plugins import disk

VERSION = 2
_TABLES = {
    "meta": ("name", "value"),
    "articles": ("path", "sha", "stamp", "seen", "head"),
    "bodies": ("path", "sha", "body"),
    "memo": ("name", "path", "key", "value"),
    "outputs": ("path", "key", "basis", "hash", "stamp", "uses", "used", "links"),
    "plans": ("name", "basis", "outputs"),
    "uses": ("id", "names"),
    "targets": ("id", "path"),
}
_KEYS = {"memo": "name, path"}
Row = tuple


class Corrupt(Exception):
    """The file does not hold what was put into it."""


def check(row: Row) -> int:
    """The checksum of a row's values (texts, numbers, bytes)."""
    return crc32(marshal.dumps(row, 2))  # version 2 writes equal values alike, whatever else holds them


class Store:
    """Rows of the tables above; what is put stands after ``commit``.

    Raises ``Corrupt`` where the file is damaged, ``OSError`` where a file begun anew cannot be written either.
    """

    def __init__(self, path: Path, version: str):
        """Open or make the file; one of another *version* is begun anew."""
        self.path, self.version = path, f"{VERSION}:{version}"
        self._reader: tuple[int, sqlite3.Connection] | None = None
        self._owner = os.getpid()
        self.fresh = False
        self._open()

    def _open(self) -> None:
        try:
            self._connect()
            if dict(self.rows("meta")).get("version") == self.version:
                return
        except (Corrupt, sqlite3.Error, UnicodeError):
            pass
        self.renew()

    def _connect(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(self.path, isolation_level=None, timeout=30)
        # A kill leaves a journal that SQLite rolls back; what a power cut damages, the checksums find.
        self.db.execute("PRAGMA synchronous=OFF")
        self.db.execute("PRAGMA cache_size=-8000")

    def renew(self) -> None:
        """Begin anew, knowing nothing. Raises ``OSError``."""
        self._remove(Path.unlink)
        self.fresh = True
        try:
            self._connect()
            self.db.execute("BEGIN")
            for name, columns in _TABLES.items():
                self.db.execute(f"CREATE TABLE {name} ({', '.join(columns)}, sum, PRIMARY KEY ({_KEYS.get(name, columns[0])})) WITHOUT ROWID"
                                if name != "bodies" else f"CREATE TABLE {name} ({', '.join(columns)}, sum)")
            self.db.execute("CREATE UNIQUE INDEX body_of ON bodies (path)")
            self.put("meta", [("version", self.version)])
            self.commit()
            self.db.execute("BEGIN")
        except sqlite3.Error as error:
            raise self._fault(error) from None

    def forget(self) -> None:
        """Leave nothing to the next build; where the file cannot be removed, what was not committed is not in it."""
        self._remove(lambda path, missing_ok: disk.drop(path))

    def _remove(self, remove: Callable) -> None:
        if hasattr(self, "db"):
            self.close()
        for suffix in ("", "-journal", "-wal", "-shm"):
            remove(Path(f"{self.path}{suffix}"), missing_ok=True)

    def _fault(self, error: Exception) -> Exception:
        """What *error* of SQLite comes to: damage, which a file begun anew cures, or a disk that refuses."""
        return disk.probed(self.path, error) if self.fresh else Corrupt(str(error))

    def rows(self, table: str, where: str = "", *values: object) -> Iterator[Row]:
        """The checked rows of *table*, in its columns' order."""
        columns = ", ".join(_TABLES[table])
        try:
            for *row, sum in self.db.execute(f"SELECT {columns}, sum FROM {table} {where}", values):
                row = tuple(row)
                if check(row) != sum:
                    raise Corrupt(table)
                yield row
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise self._fault(error) from None

    def put(self, table: str, rows: Iterable[Row]) -> None:
        """Insert *rows* or replace those with the same key."""
        marks = ", ".join("?" * (len(_TABLES[table]) + 1))
        try:
            self._begin()
            self.db.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", ((*row, check(row)) for row in rows))
        except sqlite3.DatabaseError as error:
            raise self._fault(error) from None

    def drop(self, table: str, paths: Iterable[str]) -> None:
        """Remove the rows of *paths*."""
        try:
            self._begin()
            self.db.executemany(f"DELETE FROM {table} WHERE path = ?", ((path,) for path in paths))
        except sqlite3.DatabaseError as error:
            raise self._fault(error) from None

    def body(self, path: str, sha: bytes) -> object | None:
        """The body kept for *path* if it was read from a file of hash *sha*; None where it is not there.

        Works in forked workers too, each through a connection of its own.
        """
        try:
            if self._reader is None or self._reader[0] != os.getpid():
                self._reader = os.getpid(), sqlite3.connect(self.path, isolation_level=None, timeout=30)
                if os.getpid() != self._owner:  # nobody writes while workers read: one lock serves for all that a worker reads
                    self._reader[1].execute("BEGIN")
            row = self._reader[1].execute("SELECT path, sha, body, sum FROM bodies WHERE path = ?", (path,)).fetchone()
        except sqlite3.Error as error:
            raise self._fault(error) from None
        if row is None or row[1] != sha:
            return None
        if check(row[:3]) != row[3]:
            raise Corrupt("bodies")
        return pickle.loads(row[2])

    def _begin(self) -> None:
        if not self.db.in_transaction:
            self.db.execute("BEGIN")

    def commit(self) -> None:
        if self.db.in_transaction:
            try:
                self.db.execute("COMMIT")
            except sqlite3.DatabaseError as error:
                raise Corrupt(str(error)) from None

    def close(self) -> None:
        """Give up what was put since the last ``commit``."""
        if self._reader is not None:
            self._reader[1].close()
            self._reader = None
        self.db.close()
