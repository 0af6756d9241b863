"""What all tests share: a browser, small sites on disk, the thorough switch."""
from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import hypothesis
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import chromium  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
NOT_RUN = "DID NOT RUN: "
hypothesis.settings.register_profile("nhiemky", deadline=None)  # a busy machine is no fault of what is tried
hypothesis.settings.load_profile("nhiemky")


def pytest_collection_modifyitems(items):
    if os.environ.get("NHIEMKY_THOROUGH"):
        return
    for item in items:
        if item.get_closest_marker("thorough"):
            item.add_marker(pytest.mark.skip(reason="runs with: tasks.py test --thorough"))


def leave_out(why: str) -> None:
    """Do not run a test because the machine lacks something: red at the end of the run, and a failure where machines are ours to equip."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(NOT_RUN + why)


@pytest.fixture
def not_run():
    """Called with a sentence, it leaves the test out and has that told."""
    return leave_out


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium for the whole session. Without one the test fails in CI and is skipped, and said, elsewhere."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = chromium.launch(playwright)
        if isinstance(running, str):
            leave_out(running)
        yield running
        running.close()


def pytest_terminal_summary(terminalreporter):
    """What was left out for want of something, whichever process did so."""
    told = Counter(reason for report in terminalreporter.stats.get("skipped", ()) if NOT_RUN in (reason := str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)))
    for reason, many in told.items():
        terminalreporter.write_line(f"{many} TESTS {reason.removeprefix('Skipped: ')}", red=True, bold=True)


@pytest.fixture
def tasks():
    """Runs ``tasks.py`` as a clerk would, in the environment of the tests; gives the finished process."""

    def run(*arguments, cwd=ROOT, **options):
        command = [sys.executable, "-X", "utf8", str(ROOT / "tasks.py"), *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300, **options)

    return run
