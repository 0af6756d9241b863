"""A small newsroom to build and edit: the made-up archive's first articles, a theme of its own."""
from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from plugins.engine import release
from plugins.engine.build import ROOT, Options, build
from tests.bench import corpus

TODAY = date(2026, 11, 21)
SIZE = 14
SITE = "https://vidu.example"


def tree(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in release.listing(folder) if path != release.MANIFEST}


def times(folder: Path) -> dict[str, int]:
    return {path: (folder / path).stat().st_mtime_ns for path in release.listing(folder)}


class Desk:
    """A small newsroom: a content folder and a theme of its own, its site, and edits by name."""

    def __init__(self, folder: Path):
        self.folder, self.siteurl, self.now, self.made = folder, SITE, TODAY, 0
        corpus.write(folder / "content", SIZE)
        (folder / "content/trang/gioi-thieu.md").write_text(
            "---\ntitle: Giới thiệu\nstatus: published\n---\n\nTrang thử.\n", encoding="utf-8")
        shutil.copytree(ROOT / "theme", folder / "theme", ignore=shutil.ignore_patterns("fonts"))
        shutil.copytree(ROOT / "theme/static/fonts", folder / "theme/static/fonts")

    def options(self, name: str = "output") -> Options:
        return Options(self.folder / "content", self.folder / name, self.folder / f"cache-{name}", self.siteurl, self.now,
                       without=("search",), theme=self.folder / "theme")

    def build(self):
        return build(self.options())

    def clean(self) -> dict[str, bytes]:
        for name in ("clean", "cache-clean"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        build(self.options("clean"))
        return tree(self.folder / "clean")

    def site(self) -> dict[str, bytes]:
        return tree(self.folder / "output")

    def articles(self) -> list[Path]:
        return sorted((self.folder / "content/tin").rglob("*.md"))

    def alter(self, path: Path, old: str, new: str) -> None:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    def line(self, path: Path, key: str, value: str) -> None:
        """Set a top-level line of front matter."""
        lines = path.read_text(encoding="utf-8").split("\n")
        at = next(n for n, text in enumerate(lines) if text.startswith(f"{key}:"))
        lines[at] = f"{key}: {value}"
        path.write_text("\n".join(lines), encoding="utf-8")


def copy_of(desk: Desk, folder: Path) -> Desk:
    """The same newsroom in another *folder*, with what it remembers of its builds."""
    shutil.copytree(desk.folder, folder)
    here, there = (release.journal_of(place, place / "output")[1].name.removeprefix("staging-") for place in (desk.folder, folder))
    for file in (folder / "cache-output").glob(f"*{here}*"):  # files of a build are named by its output's path
        file.rename(file.with_name(file.name.replace(here, there)))
    made = object.__new__(Desk)
    made.__dict__.update(desk.__dict__, folder=folder)
    return made
