"""Which pages link to which files: links that lead nowhere, and the numbers by which the store knows the files."""
from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

from plugins import bridge
from plugins.engine.records import Made, Record
from plugins.engine.store import Store


class Linked:
    """The links of the pages that one run made. A worker numbers the files that it meets; here the numbers become names again."""

    def __init__(self, store: Store):
        self.store = store
        self.names: dict[int, list[str]] = {}  # worker → the files that it named, in order

    def pages(self, rows: Iterable[tuple[str, bytes, Made]]) -> Iterator[tuple[str, str]]:
        """``(page, file that it links to)`` of the pages made, which are given in the order in which each worker made them."""
        for path, _, made in rows:
            known = self.names.setdefault(made.worker, [])
            known.extend(made.files)
            for number in array("I", made.links):
                yield path, known[number]

    def kept(self, paths: Iterable[str], records: Mapping[str, Record], gone: Iterable[str]) -> Iterator[tuple[str, str]]:
        """``(page, file)`` of the pages that stay, at *paths*, and the files that are *gone*."""
        gone = set(gone)
        targets = {id: path for id, path in self.store.rows("targets") if path in gone} if gone else {}
        for path in sorted(paths) if targets else ():
            for id in targets.keys() & set(array("I", records[path].links)):
                yield path, targets[id]

    def numbered(self) -> dict[int, list[int]]:
        """For each worker the store's numbers of the files that it named; new ones are put into the store."""
        targets = {path: id for id, path in self.store.rows("targets")}
        new = []
        for name in (name for names in self.names.values() for name in names):
            if name not in targets:
                targets[name] = len(targets) + 1
                new.append((targets[name], name))
        self.store.put("targets", new)
        return {worker: [targets[name] for name in names] for worker, names in self.names.items()}


def note(state: bridge.Run, found: Iterable[tuple[str, str]]) -> None:
    """Of ``(page, file)`` *found*, remember those whose file nobody wrote, with the first page that links to it."""
    for page, file in found:
        if file not in state.written:
            state.linked.setdefault(bridge.address_of(file), page)
