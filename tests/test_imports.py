"""One direction of imports: who may import whom, read from the sources themselves."""
from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GROUND = {"values", "site_data", "outputs", "problem", "disk", "vocabulary", "vietnamese", "html", "pictures", "spreadsheet"}
PURE = ("reader", "figures", "search", "portal", "media", "newsroom")
COMPOSERS = {p.relative_to(ROOT).as_posix() for p in ROOT.glob("plugins/commands*.py")}


def _sources():
    for folder in ("plugins", "scraper"):
        yield from sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*.py"))


def _imports(path: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names if node.module in ("plugins", "scraper")}
        elif isinstance(node, ast.ImportFrom) and node.level:
            found.add("relative import")
    return found


def _part(module: str) -> str | None:
    pieces = module.split(".")
    return pieces[1] if pieces[0] == "plugins" and len(pieces) > 1 else None


def _offences(path: str) -> list[str]:
    imports = _imports(path)
    pieces = path.removesuffix(".py").split("/")
    name = pieces[1] if pieces[0] == "plugins" else "scraper"
    carries = pieces[-1] in ("adapter", "bridge") or name == "engine"
    parts = {part for module in imports if (part := _part(module))}
    offences = []
    if not carries and any(m.split(".")[0] == "pelican" for m in imports):
        offences.append("imports Pelican")
    if "relative import" in imports:
        offences.append("imports relatively")
    if any(m.split(".")[0] == "scraper" for m in imports) and name != "scraper":
        offences.append("imports the scraper")
    if name in GROUND:
        allowed = GROUND
    elif name == "frontmatter":
        allowed = GROUND | {"frontmatter"}
    elif name == "scraper":
        allowed = GROUND | {"frontmatter"}
    elif name == "bridge":
        allowed = GROUND
    elif name == "engine":
        allowed = GROUND | {"frontmatter", "bridge", "engine"}
    else:
        allowed = GROUND | {"frontmatter", name} | ({"bridge"} if carries else set())
    offences += [f"imports plugins.{part}" for part in sorted(parts - allowed)]
    return offences


@pytest.mark.parametrize("path", [p for p in _sources() if p not in COMPOSERS])
def test_a_module_imports_only_what_stands_below_it(path):
    assert _offences(path) == []


def test_the_rule_itself_sees_an_offence(tmp_path, monkeypatch):
    source = tmp_path / "plugins" / "figures" / "bad.py"
    source.parent.mkdir(parents=True)
    source.write_text("import pelican\nfrom plugins.search import index\nimport scraper.fetch\n")
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    assert _offences("plugins/figures/bad.py") == ["imports Pelican", "imports the scraper", "imports plugins.search"]


def test_packages_that_hold_adapters_have_empty_init_files():
    for part in PURE:
        init = ROOT / "plugins" / part / "__init__.py"
        assert init.read_text() == "", f"{init} loads code when Pelican imports the adapter"
