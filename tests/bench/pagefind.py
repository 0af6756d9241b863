"""Pagefind from PyPI, installed once into ``.cache/bench``, and how its search is asked."""
from __future__ import annotations

import os
import subprocess
import venv
from pathlib import Path

VERSION = "1.5.2"
ASK = """async ([root, text, again]) => {
  const p = await import(root + "pagefind/pagefind.js");
  if (!window.begun) { await p.init(); window.begun = true; }
  const found = await p.search(text);
  const hits = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  const began = performance.now();
  if (again) await p.search(text);
  return [performance.now() - began, hits.map((h) => h.url)]; }"""


class Unavailable(Exception):
    """It cannot run on this machine; the message says why."""


def binary() -> Path:
    """The program. Raises Unavailable."""
    home = Path(__file__).resolve().parents[2] / ".cache" / "bench" / f"pagefind-{VERSION}"
    if not (home / "pyvenv.cfg").exists():
        venv.create(home, with_pip=True, clear=True)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    found = next((p for p in home.rglob("pagefind_bin/pagefind*") if p.is_file()), None)
    if found is None:
        done = subprocess.run([python, "-m", "pip", "install", "-q", f"pagefind=={VERSION}", f"pagefind_bin=={VERSION}"], capture_output=True, text=True)
        found = next((p for p in home.rglob("pagefind_bin/pagefind*") if p.is_file()), None)
        if done.returncode or found is None:
            raise Unavailable(f"pagefind {VERSION}: {(done.stderr.strip().splitlines() or ['no program in the package'])[-1]}")
    return found
