"""The base of the browser's index kept between builds, so that a new article costs only the tail."""
from __future__ import annotations

import json
import os
from hashlib import blake2b
from pathlib import Path

from plugins import disk
from plugins.search.build import Part

_NAME = "base-{}.bin"
_DIGEST = 16  # bytes


def save(folder: Path, part: Part) -> None:
    """Keep *part* in *folder* and drop what was kept before. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    head = json.dumps({"about": part.about, "files": [[name, len(data)] for name, data in part.files.items()]}).encode()
    body = b"".join((len(head).to_bytes(8, "big"), head, *part.files.values()))
    target = folder / _NAME.format(part.digest)
    fresh = target.with_suffix(".new")
    try:
        fresh.write_bytes(blake2b(body, digest_size=_DIGEST).digest() + body)
        os.replace(fresh, target)
    except OSError as error:
        disk.drop(fresh)
        raise disk.named(error, target)
    for old in folder.glob(_NAME.format("*")):
        if old != target:
            old.unlink(missing_ok=True)


def load(folder: Path, digest: str) -> Part | None:
    """The part of that *digest*, or None where it is not kept or the file was changed."""
    try:
        data = (folder / _NAME.format(digest)).read_bytes()
    except OSError:
        return None
    body = memoryview(data)[_DIGEST:]
    if blake2b(body, digest_size=_DIGEST).digest() != data[:_DIGEST]:
        return None
    at = 8 + int.from_bytes(body[:8], "big")
    head = json.loads(bytes(body[8:at]))
    files = {}
    for name, size in head["files"]:
        files[name] = bytes(body[at : at + size])
        at += size
    return Part(digest, head["about"], files)
