"""Has anything changed since the last build? Answered from names, sizes and times, with the standard library alone."""
from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from plugins import disk
from plugins.engine import snapshot
from plugins.engine.release import listed

ROOT = Path(__file__).resolve().parents[2]
VERSION = 1
_SIZE = 16


def code() -> str:
    """The digest of all that decides how content becomes pages: our sources, settings, libraries, Python. Templates apart."""
    sum = blake2b(digest_size=_SIZE)
    for path in sorted(path for path in snapshot.scan(ROOT / "plugins") if not path.endswith(".pyc")):
        sum.update(f"{path}\0{snapshot.hash_of(ROOT / 'plugins' / path)}\n".encode())
    sum.update(f"{snapshot.hash_of(ROOT / 'pelicanconf.py')}\n{_environment()}".encode())
    return sum.hexdigest()


def _environment() -> str:
    """Python and the libraries beside it: their folders' names hold the versions."""
    folder = next((path for path in sys.path if path.endswith("site-packages")), "")
    try:
        installed = sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
    except OSError:
        installed = []
    return f"{sys.version}\n{sys.platform}\n" + "\n".join(installed)


class Look:
    """How everything lies at the start of a build, before anything is read."""

    def __init__(self, content: Path, theme: Path, options: Mapping[str, object]):
        self.seen = snapshot.now()
        self.options = json.dumps({**options, "environment": blake2b(_environment().encode()).hexdigest()}, sort_keys=True, default=str)
        self.folders = (content.resolve(), theme.resolve(), ROOT / "plugins")
        self.stamps = [snapshot.scan(folder) for folder in self.folders]
        conf = ROOT / "pelicanconf.py"
        self.stamps.append(snapshot.stamps_of(ROOT, [conf.name]))
        self.digest = blake2b("\n".join(map(snapshot.digest, self.stamps)).encode(), digest_size=_SIZE).hexdigest()

    def young(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for folder, stamps in zip((*self.folders, ROOT), self.stamps):
            found |= snapshot.hashes(folder, stamps, self.seen)
        return found

    def unchanged(self, state: Mapping[str, object], output: Path) -> bool:
        """Is everything as *state* has it, the output with it?"""
        try:
            if state["version"] != VERSION or state["options"] != self.options or state["sources"] != self.digest:
                return False
            files = listed(output)
            if snapshot.digest(snapshot.stamps_of(output, files)) != state["output"] or len(files) != state["files"]:
                return False
            return snapshot.same(state["young"])
        except (OSError, disk.Damaged, ValueError, KeyError, TypeError, AttributeError):
            return False


def load(path: Path) -> dict:
    """The state that the last build left; {} where there is none, or a damaged one."""
    try:
        sum, _, text = path.read_text(encoding="utf-8").partition("\n")
        return json.loads(text) if sum == _sum(text) else {}
    except (OSError, ValueError):
        return {}


def save(path: Path, look: Look, young: dict[str, str], output: Mapping[str, snapshot.Stamp], account: Mapping[str, object]) -> None:
    """Leave for the next build how everything lay when this one began, and what it did."""
    text = json.dumps({
        "version": VERSION, "options": look.options, "sources": look.digest, "young": young,
        "output": snapshot.digest(dict(output)), "files": len(output), "account": account,
    }, ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".moi")
    try:
        beside.write_text(f"{_sum(text)}\n{text}", encoding="utf-8")
        os.replace(beside, path)
    except OSError as error:
        disk.drop(beside)
        raise disk.named(error, path)


def _sum(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
