"""The packages that the locks name: known weaknesses (pip-audit), bill of materials (CycloneDX), licences. ``python -m tests.hardening.packages`` writes the list."""
from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs/en/packages.md"
LOCKS = {"site": ROOT / "requirements.lock", "tests": ROOT / "tests/requirements.lock", "thorough tests": ROOT / "tests/thorough.lock"}
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\;]+)(?: ; ([^\\\n]+?))? \\$", re.MULTILINE)
ELSEWHERE = "not installed on the machine that wrote this list"


class Unreachable(Exception):
    """The source of known weaknesses did not answer, or not for every package; the message is pip-audit's last word."""


@dataclass(frozen=True, slots=True)
class Package:
    name: str
    version: str
    used: tuple[str, ...]
    only: str = ""  # on machines like this alone


def normal(name: str) -> str:
    """A package's one spelling (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(locks=LOCKS) -> list[Package]:
    """Every package of the *locks*, by name."""
    found: dict[tuple[str, str], Package] = {}
    for part, lock in locks.items():
        for name, version, only in _PINNED.findall(lock.read_text(encoding="utf-8")):
            key = normal(name), version
            known = found.get(key)
            found[key] = Package(*key, (*(known.used if known else ()), part), (known.only if known else "") or only)
    return [found[key] for key in sorted(found)]


def weaknesses(lock: Path, *service: str) -> list[str]:
    """What is known against the packages of *lock*: "name version: ID". Raises ``Unreachable``; *service* chooses another source."""
    command = [sys.executable, "-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes", "-r", str(lock), "--format", "json", "--progress-spinner", "off", *service]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):  # it ends with 1 for a weakness and for a failure alike, but lists nothing where it failed
        raise Unreachable((done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]) from None
    asked = {(normal(one["name"]), one["version"]) for one in told if "vulns" in one}
    if left := [name for name, version, only in _PINNED.findall(lock.read_text(encoding="utf-8")) if not only and (normal(name), version) not in asked]:
        raise Unreachable(f"nothing was said of {', '.join(left[:5])}")
    return [f"{one['name']} {one['version']}: {fault['id']}" for one in told for fault in one["vulns"]]


def bill() -> dict:
    """The CycloneDX bill of materials of this environment."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "--of", "JSON", "-o", "-", sys.executable]
    return json.loads(subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout)


def licence(name: str, version: str) -> str:
    """What the installed package says of its licence: the SPDX expression, its classifiers, its own word, or the head of the text that it comes with."""
    try:
        about = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        about = None
    if about is None or about["Version"] != version:
        return ELSEWHERE
    classified = [value.rpartition(" :: ")[2] for value in about.get_all("Classifier") or () if value.startswith("License :: ") and value != "License :: OSI Approved"]
    said = (about.get("License") or "").strip()
    return about.get("License-Expression") or ", ".join(classified) or (said if "\n" not in said else "") or _headline(name)


def _headline(name: str) -> str:
    texts = [file.read_text() for file in importlib.metadata.files(name) or () if re.search(r"(?i)licen[cs]e[^/]*$", str(file))]
    return next((line.strip() for text in texts for line in text.splitlines() if line.strip()), "not told")


def table() -> str:
    rows = [f"| {p.name} | {p.version} | {', '.join(p.used)}{f' ({p.only})' if p.only else ''} | {licence(p.name, p.version)} |" for p in locked()]
    return "\n".join(("# Packages", "", "Every package of the three locks, with the licence that it names itself; written by `python -m tests.hardening.packages`.", "",
                      "| package | version | used by | licence |", "| --- | --- | --- | --- |", *rows, ""))


if __name__ == "__main__":
    LIST.write_text(table(), encoding="utf-8", newline="\n")
