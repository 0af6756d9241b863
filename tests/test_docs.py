"""The documentation is tested: every command, option and setting stands in it, and its links lead somewhere."""
from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (ROOT / "docs/en/commands.md").read_text(encoding="utf-8")
PAGES = sorted(p for p in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")) if p.name != "CHANGELOG.md")


def _module(name: str, path: Path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _tasks():
    from invoke import Collection

    return Collection.from_module(_module("the_tasks", ROOT / "tasks.py")).tasks


@pytest.mark.parametrize("name", sorted(_tasks()))
def test_every_command_and_its_options_stand_in_the_documentation(name):
    row = next((line for line in COMMANDS.splitlines() if re.match(rf"\| `{name}[ `]", line)), "")
    assert row, f"docs/en/commands.md has no row for {name}"
    task = _tasks()[name]
    for argument in task.get_arguments():
        word = argument.name.upper() if argument.positional else f"--{argument.name.rstrip('_').replace('_', '-')}"
        assert word in row, f"{name}: {word}"


@pytest.mark.parametrize("name", sorted(_tasks()))
def test_every_option_is_explained_in_vietnamese(name):
    for argument in _tasks()[name].get_arguments():
        assert argument.help, f"{name} --{argument.name} has no help"


def test_every_setting_of_a_plugin_stands_in_the_documentation():
    settings = _module("the_settings", ROOT / "pelicanconf.py")
    named = [key for key, value in vars(settings).items() if key.isupper() and isinstance(value, dict) and key != "READERS"]
    assert {"READER", "PORTAL", "BUILD"} <= set(named)
    for key in named:
        assert f"`{key}`" in COMMANDS, key


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(page):
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.S)  # examples of writing lead nowhere
    for target in re.findall(r"\]\(([^)#\s]+)", prose):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} → {target}"
