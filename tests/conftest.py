"""What all tests share: a browser, small sites on disk, the thorough switch."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import hypothesis
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import chromium  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
_not_run: list[str] = []
hypothesis.settings.register_profile("nhiemky", deadline=None)  # a busy machine is no fault of what is tried
hypothesis.settings.load_profile("nhiemky")


def pytest_collection_modifyitems(items):
    if os.environ.get("NHIEMKY_THOROUGH"):
        return
    for item in items:
        if item.get_closest_marker("thorough"):
            item.add_marker(pytest.mark.skip(reason="runs with: tasks.py test --thorough"))


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium for the whole session. Without one the test fails in CI and is skipped, and said, elsewhere."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = chromium.launch(playwright)
        if isinstance(running, str):
            if os.environ.get("CI"):
                pytest.fail(running)
            _not_run.append(running)
            pytest.skip(running)
        yield running
        running.close()


def pytest_terminal_summary(terminalreporter):
    if _not_run:
        terminalreporter.write_line(f"BROWSER TESTS DID NOT RUN: {_not_run[0]}", red=True, bold=True)


@pytest.fixture
def tasks():
    """Runs ``tasks.py`` as a clerk would, in the environment of the tests; gives the finished process."""

    def run(*arguments, cwd=ROOT, **options):
        command = [sys.executable, "-X", "utf8", str(ROOT / "tasks.py"), *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300, **options)

    return run
