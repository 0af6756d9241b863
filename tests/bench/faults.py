"""``python -m tests.bench.faults``: the broken sites of tests/sites, built by this project and by plain Pelican over a live site.

With ``--write`` the table goes to docs/en/faults.md.
"""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tests.bench.sites import ROOT, Unavailable
from tests.test_sites import BROKEN, SITES, fingerprint

YAML_PLUGIN = "2.2.0"
PASSED, TOUCHED, WHOLE = "exit 0", "stopped, live site changed", "stopped, live site whole"
PELICAN = """from pathlib import Path
PATH = {content!r}
OUTPUT_PATH = {output!r}
CACHE_PATH = {cache!r}
THEME = {theme!r}
PLUGINS = {plugins!r}
SITENAME = "Cổng tin mẫu"
SITEURL = "https://vidu.example"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
READERS = {{"rst": None}}
ARTICLE_PATHS = ["tin"]
PAGE_PATHS = ["trang"]
STATIC_PATHS = ["anh", "am-thanh", "tai-lieu"]
ARTICLE_URL = "tin/{{date:%Y}}/{{date:%m}}/{{slug}}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
DIRECT_TEMPLATES = ["index", "404"]
FEED_ALL_ATOM = "feed.xml"
"""
PAGE = '<!DOCTYPE html>\n<html lang="vi">\n<title>Không có trang này</title>\n</html>\n'
# What a template of ours calls the site's name, in Pelican's words.
WORDS = {"site.name_of_nobody": "SITENAME_OF_NOBODY", "site.name": "SITENAME"}


@dataclass(frozen=True, slots=True)
class Peer:
    """A way to build with Pelican: the Python that has it, its plugins, and what is added to the command."""

    name: str
    python: str
    plugins: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    def build(self, folder: Path, content: Path, theme: Path) -> int:
        """Build *content* over ``folder/output``; gives the exit code."""
        output, cache, settings = (folder / name for name in ("output", "cache", "conf.py"))
        settings.write_text(PELICAN.format(content=str(content), output=str(output), cache=str(cache), theme=str(theme), plugins=list(self.plugins)), encoding="utf-8")
        command = [self.python, "-X", "utf8", "-m", "pelican", "-s", str(settings), *self.more]
        return subprocess.run(command, capture_output=True, cwd=folder, timeout=120).returncode


class Ours:
    """This project's engine, over the same folders."""

    name = "nhiemky"

    def build(self, folder: Path, content: Path, theme: Path) -> int:
        from plugins.engine import build as engine
        from plugins.problem import ProblemsFound

        asked = engine.Options(content, folder / "output", folder / "cache", now=date(2026, 11, 21), theme=theme)
        try:
            engine.build(asked)
        except ProblemsFound:
            return 1
        return 0


def yaml_python() -> str:
    """A Python with Pelican and its YAML plugin, installed once into ``.cache/bench``; raises ``Unavailable``."""
    home = ROOT / ".cache" / "bench" / f"pelican-yaml-{YAML_PLUGIN}"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(home, with_pip=True, clear=True)
        done = subprocess.run([python, "-m", "pip", "install", "-q", f"pelican[markdown]=={version('pelican')}", f"pelican-yaml-metadata=={YAML_PLUGIN}"], capture_output=True, text=True)
        if done.returncode:
            shutil.rmtree(home)
            raise Unavailable(f"pelican-yaml-metadata {YAML_PLUGIN}: {done.stderr.strip().splitlines()[-1:]}")
    return str(python)


def peers() -> list[Ours | Peer]:
    found: list[Ours | Peer] = [Ours(), Peer("Pelican", sys.executable), Peer("Pelican, strict", sys.executable, more=("--fatal", "warnings"))]
    try:
        python = yaml_python()
        found += [Peer("Pelican + YAML", python, ("yaml_metadata",)), Peer("Pelican + YAML, strict", python, ("yaml_metadata",), ("--fatal", "warnings"))]
    except Unavailable as fault:
        print(fault, file=sys.stderr)
    return found


def theme_of(site: str, peer: Ours | Peer, folder: Path) -> Path:
    """The theme with which *peer* builds *site*, made in *folder* where the site changes it."""
    changed = SITES / site / "theme"
    if isinstance(peer, Ours):
        if not changed.is_dir():
            return ROOT / "theme"
        return shutil.copytree(changed, shutil.copytree(ROOT / "theme", folder / "theme"), dirs_exist_ok=True)
    templates = folder / "theme" / "templates"
    templates.mkdir(parents=True)
    page = (changed / "templates/404.html").read_text(encoding="utf-8") if changed.is_dir() else PAGE
    for ours, theirs in WORDS.items():
        page = page.replace(ours, theirs)
    (templates / "404.html").write_text(page, encoding="utf-8")
    return folder / "theme"


def outcome(peer: Ours | Peer, site: str, live: Path) -> str:
    """What becomes of the site in *live* (``output`` and ``cache``) when *site* is built over a copy of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "nơi dựng"
        shutil.copytree(live, folder)
        before = fingerprint(folder / "output")
        code = peer.build(folder, SITES / site / "content", theme_of(site, peer, folder))
        return PASSED if code == 0 else WHOLE if fingerprint(folder / "output") == before else TOUCHED


def compare(sites: list[str] = BROKEN, say=lambda text: None) -> dict[str, dict[str, str]]:
    """peer → site → outcome."""
    found: dict[str, dict[str, str]] = {}
    for peer in peers():
        with tempfile.TemporaryDirectory() as name:
            live = Path(name)
            code = peer.build(live, SITES / "ok" / "content", theme_of("ok", peer, live))
            if code:  # strict Pelican stops at a warning about what is sound: its live site is made without
                Peer(peer.name, peer.python, peer.plugins).build(live, SITES / "ok" / "content", live / "theme")
            shutil.rmtree(live / "theme", ignore_errors=True)
            found[peer.name] = {"ok": "built" if code == 0 else "stopped", **{site: outcome(peer, site, live) for site in sites}}
        say(f"{peer.name}: {Counter(found[peer.name].values())}")
    return found


def table(found: dict[str, dict[str, str]]) -> str:
    names = list(found)
    sites = list(found[names[0]])
    lines = [f"| site | {' | '.join(names)} |", "| --- |" + " --- |" * len(names)]
    lines += [f"| `{site}` | {' | '.join(found[name][site] for name in names)} |" for site in sites]
    lines += [f"| **{kind}** | {' | '.join(str(list(found[name].values()).count(kind)) for name in names)} |" for kind in (WHOLE, TOUCHED, PASSED)]
    return "\n".join(lines) + "\n"


TEXT = """# What broken content does

Made by `python -m tests.bench.faults --write` with Pelican {pelican} and pelican-yaml-metadata {yaml}.

Each folder `tests/sites/broken-*` holds a small site with one fault.
It is built over the live site that `tests/sites/ok` gave, by this project and by Pelican with its Markdown reader, with and without the plugin that reads YAML; *strict* is `--fatal warnings`.
*Exit 0* means that nobody was stopped: the fault was published, or the article that has it is missing from the site without a word in the exit code.
A fault in our own vocabulary (an unknown measure, a step beyond its procedure) cannot be known to Pelican; it stands here because the site goes out all the same.

"""


def main() -> int:
    text = TEXT.format(pelican=version("pelican"), yaml=YAML_PLUGIN) + table(compare(say=lambda line: print(line, file=sys.stderr)))
    if "--write" in sys.argv[1:]:
        (ROOT / "docs/en/faults.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
