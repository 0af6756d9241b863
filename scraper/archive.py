"""What was fetched, kept as it came: bodies compressed under their checksum, particulars beside them, and a journal.

A better parser can run again without the network. Everything is written whole or not at all, and the journal is
synced after each page, so that a kill at any point loses at most the page under way.
"""
from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins.vietnamese.dates import parse_date
from scraper.values import RawPage


@dataclass(frozen=True, slots=True)
class Kept:
    """One address as it was fetched; ``final`` is where redirects led."""

    url: str
    final: str
    status: int
    headers: Mapping[str, str]
    sha256: str
    retrieved: date


class Archive:
    """A folder of fetched pages. One process writes at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = folder / "journal.jsonl"

    def _place(self, url: str) -> Path:
        name = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / "pages" / name[:2] / f"{name}.json"

    def _body(self, checksum: str) -> Path:
        return self.folder / "bodies" / checksum[:2] / f"{checksum}.gz"

    def put(self, url: str, final: str, status: int, headers: Mapping[str, str], data: bytes, day: date) -> Kept:
        """Keep an answer."""
        checksum = hashlib.sha256(data).hexdigest()
        body = self._body(checksum)
        if not body.exists():
            _write(body, gzip.compress(data, 6, mtime=0))
        kept = Kept(url, final, status, dict(headers), checksum, day)
        told = {"url": url, "final": final, "status": status, "headers": dict(headers), "sha256": checksum, "retrieved": day.isoformat()}
        _write(self._place(url), json.dumps(told, ensure_ascii=False).encode())
        return kept

    def find(self, url: str) -> Kept | None:
        """What is kept of an address; None where nothing whole is."""
        try:
            told = json.loads(self._place(url).read_text(encoding="utf-8"))
            return Kept(told["url"], told["final"], int(told["status"]), told["headers"], told["sha256"], parse_date(told["retrieved"]) or date.min)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def data(self, kept: Kept) -> bytes | None:
        """The body, None where it is missing or damaged."""
        try:
            data = gzip.decompress(self._body(kept.sha256).read_bytes())
        except (OSError, EOFError, ValueError):
            return None
        return data if hashlib.sha256(data).hexdigest() == kept.sha256 else None

    def page(self, kept: Kept) -> RawPage | None:
        data = self.data(kept)
        return RawPage(kept.final, data, kept.headers, kept.retrieved) if data is not None else None

    def note(self, url: str, outcome: str) -> None:
        """A line of the journal, on the disk when this returns."""
        self.folder.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"url": url, "outcome": outcome}, ensure_ascii=False) + "\n"
        with self.journal.open("ab") as file:
            # A line that a kill cut short is closed first, so that it spoils no other.
            if file.tell() and not _ends_line(self.journal):
                file.write(b"\n")
            file.write(line.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())

    def noted(self) -> dict[str, str]:
        """The last outcome of each address in the journal, in the order of first mention."""
        out: dict[str, str] = {}
        try:
            lines = self.journal.read_bytes().splitlines()
        except OSError:
            return out
        for line in lines:
            try:
                told = json.loads(line)
                out[str(told["url"])] = str(told["outcome"])
            except (ValueError, KeyError, TypeError):
                continue  # the line that a kill cut short
        return out

    def finish(self) -> None:
        """A run is complete: the next one asks every page anew, with conditions."""
        if self.journal.exists():
            os.replace(self.journal, self.journal.with_suffix(".done"))

    def all(self) -> Iterator[Kept]:
        """Everything kept, in a fixed order."""
        for path in sorted((self.folder / "pages").rglob("*.json")):
            try:
                url = json.loads(path.read_text(encoding="utf-8"))["url"]
            except (OSError, ValueError, KeyError, TypeError):
                continue
            if (kept := self.find(url)) is not None:
                yield kept


def _ends_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
