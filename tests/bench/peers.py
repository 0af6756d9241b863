"""Eleventy and Nikola as peers: installed once, given the same articles and a minimal theme."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import venv
from pathlib import Path

from tests.bench.corpus import Item

NIKOLA = "8.3.3"
_HERE = Path(__file__).parent
ELEVENTY = json.loads((_HERE / "eleventy/package.json").read_text(encoding="utf-8"))["dependencies"]["@11ty/eleventy"]


class Unavailable(Exception):
    """The peer cannot run on this machine; the message says why."""


def _installed(home: Path, *command: object) -> None:
    done = subprocess.run([*map(str, command)], cwd=home, capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(home, ignore_errors=True)
        raise Unavailable(f"{home.name}: {(done.stderr.strip().splitlines() or ['?'])[-1]}")


def eleventy_site(folder: Path, homes: Path) -> tuple[str, ...]:
    """Put Eleventy's configuration into *folder*; gives the command. Raises ``Unavailable``."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        raise Unavailable("eleventy: máy này không có Node.js")
    home = homes / f"eleventy-{ELEVENTY}"
    if not (home / "node_modules").is_dir():
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(_HERE / "eleventy/package.json", home)
        _installed(home, npm, "install", "--no-audit", "--no-fund", "--ignore-scripts")
    shutil.copytree(_HERE / "eleventy", folder, dirs_exist_ok=True)
    os.symlink(home / "node_modules", folder / "node_modules", target_is_directory=True)
    return node, str(home / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet"


def nikola_site(folder: Path, homes: Path) -> tuple[str, ...]:
    """Put Nikola's configuration into *folder*; gives the command. Raises ``Unavailable``."""
    home = homes / f"nikola-{NIKOLA}"
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    if not list(programs.glob("nikola*")):
        venv.create(home, with_pip=True, clear=True)
        _installed(home, programs / "python", "-m", "pip", "install", "-q", f"nikola=={NIKOLA}", "jinja2")
    shutil.copytree(_HERE / "nikola", folder, dirs_exist_ok=True)
    return str(programs / "nikola"), "build", "-v", "0"


def eleventy(item: Item) -> tuple[str, str]:
    """Path and text of an article as Eleventy wants it."""
    head = {"layout": "article.11ty.js", "title": item.title, "date": f"{item.date:%Y-%m-%dT%H:%M:%S+07:00}", "permalink": f"/tin/{item.slug}/index.html",
            "description": item.summary, "author": item.author, "category": item.category, "topics": list(item.tags), **({"cover": item.cover} if item.cover else {})}
    body = list(item.paragraphs)
    if item.link >= 0:
        body.append(f"Xem thêm: [bài trước](/tin/tin-{item.link:06d}/).")
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items())
    return f"tin/{item.slug}.md", "\n".join(("---", *lines, "---", "")) + "\n" + "\n\n".join(body) + "\n"


def nikola(item: Item) -> tuple[str, str]:
    """Path and text of an article as Nikola wants it."""
    head = {"title": item.title, "slug": item.slug, "date": f"{item.date:%Y-%m-%d %H:%M:%S}", "category": item.category, "tags": ", ".join(item.tags),
            "author": item.author, "description": item.summary}
    body = list(item.paragraphs)
    if item.cover:
        body.insert(0, f"![Quang cảnh buổi làm việc](/{item.cover})")
    if item.link >= 0:
        body.append(f"Xem thêm: [bài trước](link://slug/tin-{item.link:06d}).")
    lines = (f".. {key}: {value}" for key, value in head.items())
    return f"tin/{item.slug}.md", "\n".join(("<!--", *lines, "-->", "")) + "\n" + "\n\n".join(body) + "\n"
