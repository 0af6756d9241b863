"""What a preview's build leaves behind, so that the page of one article can be made without a build."""
from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins import disk

FILE = "khung.bin"  # in the cache of a preview
NAMES = ("site", "pictures", "seconds", "short_measure")  # the templates' globals that follow from all articles together


@dataclass(frozen=True, slots=True)
class Frame:
    """``names`` are globals of the templates by name; ``addresses`` of pages by the path of their content file."""

    names: Mapping[str, object]
    addresses: Mapping[str, str]


def save(cache: Path, frame: Frame) -> None:
    data = pickle.dumps(frame, protocol=5)
    disk.durable(cache / FILE, hashlib.sha256(data).digest() + data)


def load(cache: Path) -> Frame | None:
    """What the last build left; None where it left nothing or the file is damaged."""
    try:
        data = (cache / FILE).read_bytes()
    except OSError:
        return None
    return pickle.loads(data[32:]) if hashlib.sha256(data[32:]).digest() == data[:32] else None
