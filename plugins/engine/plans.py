"""Which outputs a group came to in the last build: where nothing that they are made of changed, nobody looks for them."""
from __future__ import annotations

import json
from collections.abc import Iterable

from plugins.engine.digest import Digester
from plugins.engine.store import Store
from plugins.outputs import Group, Output

Planned = tuple[str, str | None, str]  # path, template, source


class Plans:
    def __init__(self, store: Store, digester: Digester):
        self.digester = digester
        self.known = {name: (basis, outputs) for name, basis, outputs in store.rows("plans")}
        self.learnt: list[tuple[str, bytes, str]] = []

    def of(self, group: Group) -> tuple[bytes, list[Planned]]:
        """The digest of the group's basis, and its outputs where that is the last build's; [] where it is not."""
        basis = self.digester.of(group.basis)
        before, outputs = self.known.get(group.name, (b"", "[]"))
        return basis, [tuple(one) for one in json.loads(outputs)] if before == basis else []

    def learn(self, group: Group, basis: bytes, outputs: Iterable[Output]) -> None:
        planned = [(output.path, output.template, output.source) for output in outputs]
        self.learnt.append((group.name, basis, json.dumps(planned, ensure_ascii=False)))
