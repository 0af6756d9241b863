"""What a worker sends of a page it made: files and values by number, each spelled once, since thousands of pages share them."""
from __future__ import annotations

import os
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from plugins.engine import trace
from plugins.engine.records import Made


@dataclass(slots=True)
class Numbers:
    """One worker's: ``files`` that its pages link to, and what their templates used."""

    files: dict[str, int] = field(default_factory=dict)
    uses: dict[frozenset[trace.Use], int] = field(default_factory=dict)

    def in_brief(self, made: Made, linked: Iterable[str], seen: set[trace.Use]) -> Made:
        """*made* of a page that links to the files *linked* and used what was *seen*."""
        new: list[str] = []
        links = array("I")
        for file in linked:
            if file not in self.files:
                self.files[file] = len(self.files)
                new.append(file)
            links.append(self.files[file])
        told: tuple[trace.Use, ...] = ()
        used, uses = frozenset(seen), 0
        if used:
            uses = self.uses.get(used, 0)
            if not uses:
                uses = self.uses[used] = len(self.uses) + 1
                told = tuple(sorted(used))
        return replace(made, worker=os.getpid(), uses=uses, told=told, files=tuple(new), links=links.tobytes())
