"""Template sources as keys: a page depends on its template and on all that this includes, imports or extends."""
from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from jinja2 import BytecodeCache, Environment, TemplateError, meta

from plugins.engine.digest import of_bytes
from plugins.engine.store import Store


class Compiled(BytecodeCache):
    """Compiled templates in *folder*, each behind a checksum: a damaged one is compiled again."""

    def __init__(self, folder: Path):
        self.folder = folder

    def load_bytecode(self, bucket) -> None:
        try:
            data = (self.folder / bucket.key).read_bytes()
        except OSError:
            return
        if hashlib.sha256(data[32:]).digest() == data[:32]:
            bucket.bytecode_from_string(data[32:])

    def dump_bytecode(self, bucket) -> None:
        data = bucket.bytecode_to_string()
        path = self.folder / bucket.key
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(hashlib.sha256(data).digest() + data)
            os.replace(beside, path)
        except OSError:
            beside.unlink(missing_ok=True)  # it is only slower without


class Sources:
    """Digests of templates with everything they refer to."""

    def __init__(self, environment: Environment, store: Store):
        self.environment, self.store = environment, store
        self.known = {name: value for name, value in store.rows("meta") if name.startswith("template:")}
        self.learnt: list[tuple[str, str]] = []
        self._own: dict[str, tuple[bytes, tuple[str | None, ...]]] = {}
        self._whole: dict[str, bytes] = {}

    def digest(self, name: str) -> bytes:
        """Of the template *name*; one that is missing or faulty has the digest of its fault."""
        if name not in self._whole:
            seen: dict[str, bytes] = {}
            pending = [name]
            while pending:
                here = pending.pop()
                if here in seen:
                    continue
                seen[here], named = self._source(here)
                if None in named:  # a name worked out while rendering: it may be any
                    named = tuple(self.environment.list_templates())
                pending += [other for other in named if other not in seen]
            self._whole[name] = of_bytes(repr(sorted(seen.items())).encode())[:8]
        return self._whole[name]

    def _source(self, name: str) -> tuple[bytes, tuple[str | None, ...]]:
        if name not in self._own:
            try:
                text = self.environment.loader.get_source(self.environment, name)[0]
            except TemplateError:
                self._own[name] = b"missing", ()
                return self._own[name]
            sum = of_bytes(text.encode())
            key = f"template:{sum.hex()}"
            if key in self.known:
                named = tuple(json.loads(self.known[key]))
            else:
                try:
                    named = tuple(meta.find_referenced_templates(self.environment.parse(text)))
                except TemplateError:
                    named = ()
                self.learnt.append((key, json.dumps(named)))
            self._own[name] = sum, named
        return self._own[name]
