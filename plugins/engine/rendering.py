"""Outputs: which of them must be made again, and the making of those over all cores.

An output whose key is the one it was made with, and whose file lies as it was left, is neither rendered nor compared.
"""
from __future__ import annotations

import json
import os
from array import array
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, field, replace
from functools import partial
from pathlib import Path

from plugins import bridge, disk
from plugins.engine import compiling, snapshot, trace
from plugins.engine.digest import Digester, of_bytes
from plugins.engine.linked import Linked, note
from plugins.engine.numbers import Numbers
from plugins.engine.plans import Plans
from plugins.engine.records import Made, Pending, Record
from plugins.engine.store import Store
from plugins.engine.templates import Compiled, Sources
from plugins.engine.workers import spread
from plugins.outputs import Deferred, Group, Output


@dataclass(slots=True)
class Pages:
    """The outputs of one run. *live* is the folder that readers see, *staging* where new files wait."""

    store: Store
    digester: Digester
    context: dict
    live: Path
    staging: Path
    cache: Path
    drawn: Callable[[int, int], None] = lambda done, total: None
    kept: set[str] = field(default_factory=set)  # files that stay as they lie
    rendered: list[str] = field(default_factory=list)
    why: dict[str, str] = field(default_factory=dict)
    _pending: list[Pending] = field(default_factory=list)
    _records: dict[str, Record] | None = None
    _lying: dict[str, snapshot.Stamp] = field(default_factory=dict)
    _stamps: dict[str, str] = field(default_factory=dict)
    _sources: Sources | None = None
    _plans: Plans | None = None
    _common: bytes = b""
    _seen: set[trace.Use] = field(default_factory=set)
    _uses: dict[int, tuple[trace.Use, ...]] = field(default_factory=dict)
    _current: dict[int, bytes] = field(default_factory=dict)
    _blocks: dict[tuple, tuple[str, frozenset[trace.Use]]] = field(default_factory=dict)
    _digests: dict[trace.Use, bytes] = field(default_factory=dict)
    _rows: list[tuple] = field(default_factory=list)
    _rebased: list[tuple[str, Record]] = field(default_factory=list)
    _linked: Linked | None = None

    def start(self) -> None:
        """Learn what earlier builds left; called when the templates' common values are known."""
        rows = {path: Record(*row) for path, *row in self.store.rows("outputs")}
        self._lying = snapshot.stamps_of(self.live, rows)
        self._stamps = {path: "%d:%d:%d" % stamp for path, stamp in self._lying.items()}
        self._uses = {id: tuple(map(tuple, json.loads(names))) for id, names in self.store.rows("uses")}
        state = bridge.run(self.context)
        environment = bridge.environment(self.context)
        compiling.prepare(environment, self._seen)
        environment.bytecode_cache = Compiled(self.cache / "templates" / self.store.version[-16:])
        self._sources = Sources(environment, self.store)
        others = {}
        for name, value in state.globals.items():
            if trace.traceable(value):
                environment.globals[name] = trace.Traced(name, value, self._seen)
            else:
                others[name] = value
        if "once" in environment.globals:
            environment.globals["once"] = self._once
        self._common = self.digester.of((sorted(others.items()), sorted(state.filters.items())))[:8]
        self._plans = Plans(self.store, self.digester)
        self._records = rows

    def _once(self, *key: object, caller: Callable[[], str]) -> str:
        """A call block that is the same on many pages: made once a run, with what it used noted for each of them."""
        if key not in self._blocks:
            before = set(self._seen)
            self._seen.clear()
            text = caller()
            self._blocks[key] = text, frozenset(self._seen)
            self._seen |= before
        text, uses = self._blocks[key]
        self._seen |= uses
        return text

    def add(self, outputs: Iterable[Output | Group]) -> None:
        """Take *outputs*: those that stay are counted, the others wait for ``make``."""
        if self._records is None:
            self.start()
        for output in outputs:
            if isinstance(output, Group):
                self._add_group(output)
            else:
                self._add(output)

    def _add_group(self, group: Group) -> None:
        written = bridge.run(self.context).written
        basis, planned = self._plans.of(group)
        if planned and all(path not in written and self._stands(path, template) for path, template, _ in planned):
            written.update((path, source) for path, _, source in planned)
            self.kept.update(path for path, _, _ in planned)
            return
        outputs = list(group.make())
        self._plans.learn(group, basis, outputs)
        for output in outputs:
            self._add(output)

    def _stands(self, path: str, template: str | None) -> bool:
        """Would the output of *path* stay, its variables or bytes being the same?"""
        record = self._records.get(path)
        if record is None:
            return False
        form = self._form(template) if template else b""
        return not self._why(path, record, form + record.key[len(form):])

    def _add(self, output: Output) -> None:
        path, state = output.path, bridge.run(self.context)
        if path in state.written:
            bridge.twice(self.context, output)
            return
        state.written[path] = output.source
        record = self._records.get(path)
        basis = self._basis(output)
        key = self._key(output, record, basis)
        why = self._why(path, record, key)
        if not why:
            self.kept.add(path)
            if record.basis != basis:
                self._rebased.append((path, replace(record, basis=basis)))
            return
        self.why[path] = why
        pending = Pending(output, key, basis, record if record and self._stamps.get(path) == record.stamp else None, why)
        if isinstance(output.data, bytes):
            self._finish(pending, self._write(pending, output.data))
        else:
            self._pending.append(pending)

    def _basis(self, output: Output) -> bytes:
        return self.digester.of(output.values.basis) if isinstance(output.values, Deferred) else b""

    def _key(self, output: Output, record: Record | None, basis: bytes) -> bytes | None:
        """What the file is made of; None where nobody has looked for it yet, since the page is new."""
        if output.data is not None:
            return of_bytes(output.data) if isinstance(output.data, bytes) else self.digester.of(output.data)
        form = self._form(output.template)
        if not basis:
            return form + self.digester.of(output.values)
        if record is None:
            return None
        return form + (record.key[len(form):] if record.basis == basis else self.digester.of(output.values.make()))

    def _form(self, template: str) -> bytes:
        """The first part of a page's key: its template, and what all templates have in common."""
        return self._sources.digest(template) + self._common

    def _why(self, path: str, record: Record | None, key: bytes | None) -> str:
        """Why the file must be made again; "" where it need not."""
        if record is None:
            return "trang mới"
        if self._stamps.get(path) != record.stamp:
            return "tệp trên trang đã bị sửa hoặc mất" if path in self._stamps else "tệp trên trang không còn"
        if record.key != key:
            if len(record.key) != len(key) or len(key) < 32:
                return "nội dung tệp đổi"
            if record.key[:8] != key[:8]:
                return "mẫu trang đổi"
            return "cách trình bày chung đổi" if record.key[8:16] != key[8:16] else "nội dung hoặc tin liên quan đổi"
        if record.uses:
            now, width = self._used_now(record.uses), trace.WIDTH
            if now != record.used:
                uses = self._uses.get(record.uses, ())
                other = [key or name for n, (name, _, key) in enumerate(uses) if now[n * width:][:width] != record.used[n * width:][:width]]
                return "thông tin chung của trang đổi: " + ", ".join(other)
        return ""

    def _used_now(self, id: int) -> bytes:
        if id not in self._current:
            globals = bridge.run(self.context).globals
            for use in self._uses.get(id, ()):
                if use not in self._digests:
                    self._digests[use] = trace.digest_of(use, globals, self.digester)
            self._current[id] = b"".join(self._digests[use] for use in self._uses.get(id, ()))
        return self._current[id]

    def make(self) -> None:
        """Render what waits; problems go to the run's."""
        waiting, self._pending = self._pending, []
        if waiting:
            self._warm(waiting)
        worker = partial(_render, self, Numbers())
        for done, (place, made) in enumerate(spread(worker, waiting), 1):
            self._finish(waiting[place], made)
            if not done % 50:
                self.drawn(done, len(waiting))
        self._check_links()

    def _warm(self, waiting: list[Pending]) -> None:
        """Load each template once, before the work is spread."""
        environment = bridge.environment(self.context)
        for name in {p.output.template for p in waiting if p.output.template}:
            try:
                environment.get_template(name)
            except Exception:
                continue  # told with the page that needs it

    def _write(self, pending: Pending, data: bytes) -> Made:
        sum = of_bytes(data)
        if pending.before is not None and pending.before.hash == sum:
            return Made(sum, pending.key)
        target = f"{self.staging}/{pending.output.path}"
        folder = target.rpartition("/")[0]
        try:
            os.mkdir(folder)
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)
        try:
            with open(target, "wb") as file:
                file.write(data)
        except OSError as error:
            raise disk.named(error, target)
        return Made(sum, pending.key, staged=True)

    def _finish(self, pending: Pending, made: Made) -> None:
        state = bridge.run(self.context)
        state.problems.extend(made.problems)
        if made.hash is None:
            return
        path = pending.output.path
        self.rendered.append(path)
        if not made.staged:
            self.kept.add(path)
        self._rows.append((path, pending.basis, made))

    def _check_links(self) -> None:
        """Links of the pages made now, and of those that stay where a page went away."""
        state = bridge.run(self.context)
        self._linked = Linked(self.store)
        note(state, self._linked.pages(self._rows))
        note(state, self._linked.kept(self.kept, self._records, self._records.keys() - state.written.keys()))

    def save(self) -> dict[str, snapshot.Stamp]:
        """After the switch: keep how each output was made. Gives the stamps of all files."""
        state = bridge.run(self.context)
        stamps = {path: self._lying[path] for path in self.kept if path in self._lying}
        stamps |= snapshot.stamps_of(self.live, state.written.keys() - stamps.keys())
        uses = {names: id for id, names in self._uses.items()}
        new_uses, rows = [], []
        numbered = self._linked.numbered() if self._linked else {}
        ids = {}  # worker and its number → the store's
        for path, basis, made in self._rows:
            if made.told:
                id = uses.get(made.told, 0)
                if not id:
                    id = uses[made.told] = max(uses.values(), default=0) + 1
                    self._uses[id] = made.told
                    new_uses.append((id, json.dumps(made.told)))
                ids[made.worker, made.uses] = id
            if path not in stamps:
                continue
            known = numbered[made.worker]
            links = array("I", [known[number] for number in array("I", made.links)]).tobytes()
            id = ids[made.worker, made.uses] if made.uses else 0
            rows.append((path, made.key, basis, made.hash, "%d:%d:%d" % stamps[path], id, self._used_now(id) if id else b"", links))
        self.store.put("uses", new_uses)
        rows += ((path, *astuple(record)) for path, record in self._rebased)
        self.store.put("outputs", rows)
        self.store.put("plans", self._plans.learnt if self._plans else ())
        self.store.put("meta", self._sources.learnt if self._sources else ())
        self.store.drop("outputs", (self._records or {}).keys() - state.written.keys())
        return stamps


def _render(pages: Pages, numbers: Numbers, pending: Pending) -> Made:
    """Runs in a worker, whose *numbers* go on from page to page."""
    output, context = pending.output, pages.context
    if isinstance(output.values, Deferred):
        output = replace(output, values=output.values.make())
        if pending.key is None:
            pending = replace(pending, key=pages._key(output, None, b""))
    if output.data is not None:
        return pages._write(pending, output.content)
    pages._seen.clear()
    text, problem = bridge.rendered(context, output)
    if problem is not None:
        return Made(problems=(problem,))
    made = pages._write(pending, text.encode("utf-8"))
    linked = bridge.linked_files(context, text) if output.path.endswith(".html") else ()
    return numbers.in_brief(made, linked, pages._seen)
