"""The design system's page names every token, macro, module, function and filter there is."""
from __future__ import annotations

import re

import pytest

from plugins.portal.environment import globals_and_filters

from .samples import THEME, content

README = (THEME / "README.md").read_text(encoding="utf-8")


def named(names):
    return sorted(name for name in names if f"`{name}`" not in README and f"`{name}(" not in README)


def test_every_token_is_documented():
    tokens = set(re.findall(r"^\s+(--[\w-]+):", (THEME / "static/css/tokens.css").read_text(encoding="utf-8"), re.M))
    assert named(tokens - {f"--s{n}" for n in range(2, 7)}) == []


@pytest.mark.parametrize("name", sorted(path.stem for path in (THEME / "templates/macros").glob("*.html")))
def test_every_macro_is_documented(name):
    found = re.findall(r"{% macro (\w+)", (THEME / f"templates/macros/{name}.html").read_text(encoding="utf-8"))
    assert found and named(found) == []


def test_every_global_and_filter_is_documented():
    names, filters = globals_and_filters(content(), {"SITEURL": "", "THEME": str(THEME)})
    words = " ".join(re.findall(r"`([^`]+)`", README))
    assert [name for name in (*names, *filters) if not re.search(rf"\b{name}\b", words)] == []


def test_every_token_that_a_sheet_uses_is_defined():
    sheets = {path.name: path.read_text(encoding="utf-8") for path in (THEME / "static/css").glob("*.css")}
    defined = {name for text in sheets.values() for name in re.findall(r"(--[\w-]+):", text)}
    used = {(name, sheet) for sheet, text in sheets.items() for name in re.findall(r"var\((--[\w-]+)", text)}
    assert sorted((name, sheet) for name, sheet in used if name not in defined) == []
