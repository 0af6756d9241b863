"""The reader's shelf in the store: a content file is parsed when its bytes, the data files or our code changed."""
from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from functools import partial

from plugins.engine import packing, snapshot
from plugins.engine.digest import Digester, of_bytes
from plugins.engine.kept import keep
from plugins.engine.store import Corrupt, Store
from plugins.engine.workers import spread
from plugins.problem import Problem
from plugins.values import Article


class Kept:
    """Implements ``plugins.reader.shelf.Shelf``; *parse*, *relink* and *text_of* are the reader's own functions."""

    def __init__(self, store: Store, digester: Digester, parse: Callable, relink: Callable, text_of: Callable):
        self.store, self.digester = store, digester
        self.parse, self.relink, self.text_of = parse, relink, text_of
        self.shas: dict[str, bytes] = {}
        self.faces: dict[str, bytes] = {}
        self.read: list[str] = []  # paths parsed in this build

    def parsed(self, founds: list, read: Callable, known: object) -> Iterator:
        """Each of *founds* parsed, in order; those that are new or changed over all cores."""
        base = self.digester.of(known)
        records = {path: row for path, *row in self.store.rows("articles")}
        made: dict[str, object] = {}
        wanting, restamped = [], []
        for found in founds:
            record = records.get(found.path)
            if record is None:
                wanting.append(found)
                continue
            sha, stamp, seen, head = record
            try:
                here = snapshot.stamp_of(os.stat(found.place))
            except OSError:
                wanting.append(found)
                continue
            if "%d:%d:%d" % here != stamp or snapshot.young(here, seen):
                now = snapshot.now()
                data = read(found)
                if isinstance(data, Problem) or _key(data, base) != sha:
                    wanting.append(found)
                    continue
                restamped.append((found.path, sha, "%d:%d:%d" % here, now, head))
            elif sha[-len(base):] != base:
                wanting.append(found)
                continue
            self.shas[found.path], self.faces[found.path] = sha, of_bytes(head)
            made[found.path] = _loaded(head)
        self._parse(wanting, partial(_work, self.parse, read, known, base), made)
        gone = records.keys() - {found.path for found in founds}
        for table in ("articles", "bodies", "memo"):
            self.store.drop(table, gone)
        self.store.put("articles", restamped)
        self.store.commit()
        return iter([made[found.path] for found in founds])

    def _parse(self, founds: list, work: Callable, made: dict[str, object]) -> None:
        heads: list[tuple] = []

        def bodies() -> Iterator[tuple]:
            for place, (parsed, sha, stamp, seen, head, body) in spread(work, founds):
                made[parsed.path] = parsed
                self.read.append(parsed.path)
                if sha is None:
                    continue
                self.shas[parsed.path], self.faces[parsed.path] = sha, of_bytes(head)
                heads.append((parsed.path, sha, stamp, seen, head))
                yield parsed.path, sha, body

        self.store.put("bodies", bodies())
        self.store.put("articles", heads)

    def article(self, parsed, addresses: tuple[str, ...]) -> Article:
        sha = self.shas[parsed.path]
        digest = of_bytes(sha + repr(addresses).encode()) if addresses else sha
        fetch = partial(_fetch, self.store, self.relink, parsed.path, sha, addresses)
        return keep(parsed.article, fetch, self.text_of, digest, self.faces[parsed.path])


def _key(data: bytes, base: bytes) -> bytes:
    return of_bytes(data) + base


def _loaded(head: bytes) -> object:
    try:
        return packing.loads(head)
    except Exception as error:
        raise Corrupt(f"articles: {error}") from None


def _work(parse: Callable, read: Callable, known: object, base: bytes, found) -> tuple:
    """Runs in a worker: ``(parsed, sha, stamp, seen, head, body)``; no sha where nothing may be kept."""
    seen = snapshot.now()
    try:
        stamp = "%d:%d:%d" % snapshot.stamp_of(os.stat(found.place))
    except OSError:
        stamp = ""
    data = read(found)
    parsed, body = parse(found, data, known)
    if body is None:
        return parsed, None, stamp, seen, b"", b""
    return parsed, _key(data, base), stamp, seen, packing.dumps(parsed), pickle.dumps((body.written, body.html), protocol=5)


def _fetch(store: Store, relink: Callable, path: str, sha: bytes, addresses: tuple[str, ...]) -> tuple[str, str]:
    body = store.body(path, sha)
    if body is None:
        raise Corrupt("bodies")
    return body[0], relink(body[1], addresses)

