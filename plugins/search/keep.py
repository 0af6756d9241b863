"""The base of the browser's index kept between builds, so that the next one changes it where articles changed."""
from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

from plugins import disk
from plugins.search import splice
from plugins.search.build import Part, digest, part, rules
from plugins.search.corpus import Corpus, Lost
from plugins.search.documents import Sketch

FILE = "base.bin"
_DIGEST = 16  # bytes


def base(folder: Path, wanted: Sequence[Sketch], site_abbreviations: Sequence[tuple[str, str]]) -> Part | None:
    """The base of the articles *wanted*: the one kept in *folder* where they are the same, that one changed where some
    are not, else made anew; kept in its turn. None where there are no articles. Raises OSError.
    """
    if not wanted:
        return None
    made_by = rules(site_abbreviations)
    known = load(folder, made_by)
    if known and known.digest == digest((sketch.digest for sketch in wanted), site_abbreviations):
        return known
    made = known and _changed(folder, known, wanted, site_abbreviations)
    made = made or part([sketch.whole() for sketch in wanted], 0, site_abbreviations)
    save(folder, made, made_by)
    return made


def _changed(folder: Path, known: Part, wanted: Sequence[Sketch], site_abbreviations: Sequence[tuple[str, str]]) -> Part | None:
    """None where it must be made anew: the documents that the kept one was made of are in *folder* only while it is cared for."""
    try:
        with closing(Corpus(folder)) as corpus:
            return splice.changed(known, wanted, corpus.document, site_abbreviations)
    except (Lost, splice.Unfit):
        return None


def save(folder: Path, part: Part, made_by: str) -> None:
    """Keep *part*, made by the rules of that digest, in *folder* instead of what was kept before. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    head = json.dumps({"rules": made_by, "digest": part.digest, "about": part.about, "documents": part.documents, "weights": part.weights,
                       "whole": len(part.whole), "files": [[name, len(data)] for name, data in part.files.items()]}).encode()
    body = b"".join((len(head).to_bytes(8, "big"), head, part.whole, *part.files.values()))
    target = folder / FILE
    fresh = target.with_suffix(".new")
    try:
        fresh.write_bytes(blake2b(body, digest_size=_DIGEST).digest() + body)
        os.replace(fresh, target)
    except OSError as error:
        disk.drop(fresh)
        raise disk.named(error, target)
    for old in folder.glob("base-*.bin"):  # as earlier versions named it
        disk.drop(old)


def load(folder: Path, made_by: str) -> Part | None:
    """The part that is kept, or None where there is none, other rules made it or the file was changed."""
    try:
        data = (folder / FILE).read_bytes()
    except OSError:
        return None
    body = memoryview(data)[_DIGEST:]
    if blake2b(body, digest_size=_DIGEST).digest() != data[:_DIGEST]:
        return None
    at = 8 + int.from_bytes(body[:8], "big")
    head = json.loads(bytes(body[8:at]))
    if head.get("rules") != made_by:
        return None
    whole = bytes(body[at : at + head["whole"]])
    at += head["whole"]
    files = {}
    for name, size in head["files"]:
        files[name] = bytes(body[at : at + size])
        at += size
    return Part(head["digest"], head["about"], files, tuple(head["documents"]), tuple(head["weights"]), whole)
