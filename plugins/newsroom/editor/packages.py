"""Sveltia CMS and its symbols from their npm packages, at the versions and checksums of ``packages.json``.

Fetched once, by plain download, and kept in the cache; no Node is needed.
"""
from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import urllib.request
from dataclasses import dataclass
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

LIMIT = 60_000_000  # bytes: more is not a package
PATIENCE = 60  # seconds without a byte


class CannotFetch(Exception):
    """A package cannot be had; the message says in Vietnamese what to do."""


@dataclass(frozen=True, slots=True)
class Package:
    """``integrity`` is the registry's own checksum of the archive; ``files`` are those that are served, with their SHA-256."""

    name: str
    version: str
    integrity: str
    files: Mapping[str, str]

    @property
    def short(self) -> str:
        return self.name.rpartition("/")[2]

    def folder(self, cache: Path) -> Path:
        return cache / f"{self.short}-{self.version}"


PACKAGES = tuple(Package(**told) for told in json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8")))


def registry() -> str | None:
    """The npm registry that this machine is set to: by environment, by ``.npmrc``, by npm itself; None where nothing says."""
    for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY"):
        if os.environ.get(name):
            return os.environ[name].rstrip("/")
    try:
        lines = (Path.home() / ".npmrc").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        lines = ""
    if found := re.search(r"^\s*registry\s*=\s*(\S+)", lines, re.MULTILINE):
        return found[1].rstrip("/")
    if npm := shutil.which("npm"):
        done = subprocess.run([npm, "config", "get", "registry"], capture_output=True, text=True, encoding="utf-8", errors="replace")
        if done.stdout.strip().startswith("http"):
            return done.stdout.strip().rstrip("/")
    return None


def ready(cache: Path, given: Path | None = None) -> dict[str, Path]:
    """Every served file by its path in its package, fetched where it is missing or not as it was.

    *given* is a folder that holds the packages' archives, for machines without a way to the registry. Raises ``CannotFetch``.
    """
    found: dict[str, Path] = {}
    for package in PACKAGES:
        folder = package.folder(cache)
        if not all(_same(folder / name, digest) for name, digest in package.files.items()):
            unpack(package, _given(package, given) if given else _fetched(package), folder)
        found |= {name: folder / name for name in package.files}
    return found


def _same(file: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def _given(package: Package, folder: Path) -> bytes:
    wanted = sorted(folder.glob(f"*{package.short}-{package.version}.tgz"))
    if not wanted:
        raise CannotFetch(f"trong '{folder}' không có tệp {package.short}-{package.version}.tgz")
    return wanted[0].read_bytes()


def _fetched(package: Package) -> bytes:
    place = registry()
    by_hand = f"Trên một máy có npm, chạy: npm pack {' '.join(f'{p.name}@{p.version}' for p in PACKAGES)}\nrồi chép các tệp .tgz sang máy này và chạy: editor --packages THƯ-MỤC"
    if place is None:
        raise CannotFetch(f"máy này chưa biết lấy gói {package.name} ở đâu.\n{by_hand}")
    address = f"{place}/{package.name}/-/{package.short}-{package.version}.tgz"
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return answer.read(LIMIT)
    except OSError as error:
        raise CannotFetch(f"không tải được {package.name} {package.version} ({error}).\n{by_hand}") from None


def unpack(package: Package, data: bytes, folder: Path) -> None:
    """Write the wanted files of the archive *data* into *folder*. Raises ``CannotFetch`` where it is not the pinned one."""
    kind, _, digest = package.integrity.partition("-")
    if base64.b64encode(hashlib.new(kind, data).digest()).decode() != digest:
        raise CannotFetch(f"gói {package.name} không khớp dấu kiểm tra; đã dừng để an toàn")
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        for name in package.files:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            new = file.with_name(file.name + ".moi")
            new.write_bytes(archive.extractfile(f"package/{name}").read())
            os.replace(new, file)


# The editor names fonts of another host; symbols come from their own package, letters from the reader's machine.
_SYMBOLS = re.compile(rb"https://[^)\s]*/material-symbols-outlined[^)\s]*\.woff2")
_LETTERS = re.compile(rb"@font-face \{font-family:'(?:Source Sans 3|Noto Mono)'[^}]*\}")


def at_home(script: bytes, symbols: str) -> bytes:
    """The editor's *script* with no font of another host; *symbols* is the address of its symbols here."""
    return _LETTERS.sub(b"", _SYMBOLS.sub(symbols.encode(), script))
