"""Finds a real Chromium for the browser tests: the system's, else Playwright's own, installed when it can be."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]


def system() -> str | None:
    """The path of an installed Chromium, Chrome or Edge; ``CHROMIUM`` in the environment names another."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return next((found for name in NAMES if (found := shutil.which(name))), None) or next((p for p in PLACES if Path(p).exists()), None)


def launch(playwright):
    """A running headless Chromium, or a sentence that says why there is none."""
    path = system()
    if path:
        return playwright.chromium.launch(executable_path=path, args=FLAGS)
    if not Path(playwright.chromium.executable_path).exists():
        done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, text=True)
        if done.returncode:
            return f"no Chromium on this machine, and Playwright's could not be installed: {done.stderr.strip()[-200:]}"
    return playwright.chromium.launch(args=FLAGS)
