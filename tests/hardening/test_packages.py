"""Packages: the list of licences is that of the locks; known weaknesses and the bill of materials are asked for with --thorough."""
from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from . import packages

# Under these a package may be used by a program under the AGPL, and the program passed on.
FREE = re.compile(r"(?i)MIT|BSD|Apache|ISC|MPL|Mozilla|PSF|Python Software|LGPL|Lesser General Public|AGPL|GPLv2\+|GPL-3|GPLv3|0BSD|Zlib|Unlicense|public domain|HPND|OFL|WTFPL|CC0")


def listed() -> dict[tuple[str, str], tuple[str, str]]:
    """Who uses a package and its licence, by name and version."""
    rows = re.findall(r"(?m)^\| ([a-z0-9][a-z0-9.-]*) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", packages.LIST.read_text(encoding="utf-8"))
    return {(name, version): (used, licence) for name, version, used, licence in rows if name != "package"}


def test_the_list_of_packages_is_that_of_the_locks():
    assert list(listed()) == [(package.name, package.version) for package in packages.locked()], "python -m tests.hardening.packages"


def test_every_package_names_a_licence_under_which_it_may_be_passed_on():
    wrong = {name: licence for name, (_, licence) in listed().items() if not FREE.search(licence) and licence != packages.ELSEWHERE}
    assert wrong == {}
    assert [name for name, (used, licence) in listed().items() if licence == packages.ELSEWHERE and "(" not in used] == []


def test_a_licence_that_forbids_it_would_be_seen():
    assert not FREE.search("Proprietary") and not FREE.search("not told") and not FREE.search("GPL-2.0-only") and FREE.search("Apache Software License")


@pytest.fixture
def tools(not_run):
    try:
        import cyclonedx_py  # noqa: F401
        import pip_audit  # noqa: F401
    except ImportError:
        not_run("pip-audit and cyclonedx-bom are not installed (tasks.py test --thorough installs them)")


@pytest.mark.thorough
@pytest.mark.parametrize("part", packages.LOCKS)
def test_no_locked_package_has_a_known_weakness(tools, not_run, part):
    try:
        known = packages.weaknesses(packages.LOCKS[part])
    except packages.Unreachable as why:
        not_run(f"pip-audit reached no source of known weaknesses ({why})")
    assert known == []


@pytest.fixture
def source():
    """A source of known weaknesses that speaks as OSV does and knows one of ``invoke``."""
    class Source(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["package"]["name"]
            known = [{"id": "PYSEC-0000-1", "modified": "2026-01-01T00:00:00Z", "summary": "Mẫu", "details": "Mẫu", "aliases": [], "affected": [
                {"package": {"name": "invoke", "ecosystem": "PyPI"}, "ranges": [], "versions": []}]}]
            told = json.dumps({"vulns": known} if asked == "invoke" else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, format, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Source)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1/query"
    server.shutdown()
    server.server_close()


@pytest.mark.thorough
def test_a_known_weakness_is_told_and_a_source_that_cannot_be_reached_is_no_clean_answer(tools, source, tmp_path):
    found = packages.weaknesses(packages.LOCKS["site"], "-s", "osv", "--osv-url", source)
    assert len(found) == 1 and re.fullmatch(r"invoke [0-9.]+: PYSEC-0000-1", found[0])
    with pytest.raises(packages.Unreachable):
        packages.weaknesses(packages.LOCKS["site"], "-s", "osv", "--osv-url", "http://127.0.0.1:9/v1/query")
    unlocked = tmp_path / "requirements.lock"
    unlocked.write_text("invoke==2.2.0\n")
    with pytest.raises(packages.Unreachable):
        packages.weaknesses(unlocked, "-s", "osv", "--osv-url", source)


@pytest.mark.thorough
def test_the_bill_of_materials_names_every_package_with_its_licence(tools):
    parts = {packages.normal(part["name"]): part for part in packages.bill()["components"]}
    wanted = [package for package in packages.locked() if not package.only]
    assert len(wanted) > 50
    assert [package.name for package in wanted if parts.get(package.name, {}).get("version") != package.version] == []
    assert len([package.name for package in wanted if not parts[package.name].get("licenses")]) < 5  # some bring their licence as a text alone
