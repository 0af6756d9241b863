"""``/api/search`` behind the real preview server, asked by schemathesis whatever its OpenAPI description allows and forbids."""
from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from plugins.search import api as described
from tests.search.test_api import folder, port  # noqa: F401 (fixtures)

EXAMPLES = int(os.environ.get("NHIEMKY_API", "400"))


def fuzzed(port: int, folder, examples: int) -> tuple[int, str]:  # noqa: F811
    """The exit code and the words of schemathesis: 0 only where every check of its held for each of *examples* and all edge cases."""
    command = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "run", f"http://127.0.0.1:{port}/api/openapi.json",
               "--checks", "all", "--max-examples", str(examples), "--no-color", "--generation-database", "none"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder, env={**os.environ, "PYTHONUTF8": "1"})
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def tools(not_run):
    try:
        import schemathesis  # noqa: F401
    except ImportError:
        not_run("schemathesis is not installed (tasks.py test --thorough installs it)")


@pytest.mark.thorough
def test_the_server_does_what_its_description_says(tools, port, folder):  # noqa: F811
    code, told = fuzzed(port, folder, EXAMPLES)
    assert code == 0, told[-4000:]
    cases = int(re.search(r"(\d+) generated", told)[1])
    print(f"{cases} cases")
    assert cases >= EXAMPLES


@pytest.mark.thorough
def test_a_server_that_takes_more_than_it_says_is_found(tools, port, folder, monkeypatch):  # noqa: F811
    monkeypatch.setattr(described, "MOST_HITS", 7)
    real = described._number
    monkeypatch.setattr(described, "_number", lambda name, value, most: real(name, value, 100))
    code, told = fuzzed(port, folder, 60)
    assert code == 1 and "Schema-violating request accepted" in told
