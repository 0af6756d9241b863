"""SECURITY.md promises nothing that no test holds."""
from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def promises(text: str) -> dict[str, list[tuple[str, str]]]:
    """Each promise of the table with the ``(path, name)`` of its tests."""
    rows = re.findall(r"(?m)^\| (?!promise \||---)(.+?) \| (.+?) \|$", text)
    return {promise: re.findall(r"`([^`:]+)::(\w+)`", tests) for promise, tests in rows}


def missing(found: dict[str, list[tuple[str, str]]]) -> list[str]:
    """Promises without a test, and tests that are not there."""
    wrong = [f"no test: {promise}" for promise, tests in found.items() if not tests]
    for path, name in dict.fromkeys(one for tests in found.values() for one in tests):
        file = ROOT / path
        defined = {node.name for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)} if file.is_file() else set()
        if name not in defined:
            wrong.append(f"no such test: {path}::{name}")
    return wrong


def test_every_promise_names_tests_that_are_there():
    found = promises((ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert len(found) >= 20 and missing(found) == []


@pytest.mark.parametrize("row", ["| Nothing burns | none |", "| Nothing burns | `tests/hardening/test_promises.py` |",
                                 "| Nothing burns | `tests/hardening/test_promises.py::test_of_fire` |", "| Nothing burns | `tests/fire.py::test_it` |"])
def test_a_promise_without_its_test_is_found(row):
    assert len(missing(promises(row))) == 1
