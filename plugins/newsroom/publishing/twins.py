"""Compressed twins beside the files, which nginx serves as they are."""
from __future__ import annotations

import gzip

from plugins.newsroom.publishing.addresses import compressed, for_ever

LEAST = 400  # bytes; below, a twin saves no packet
_WORTH = 0.95  # of the size; a twin that is hardly smaller only takes room


def twins(path: str, data: bytes, kinds: tuple[str, ...]) -> dict[str, bytes]:
    """The twins of *path* by suffix: "br" and "gz", as far as *kinds* asks and they are worth it.

    Brotli's best takes fifty times as long as its sixth level for a tenth less; it is for what readers keep for ever.
    """
    if not compressed(path) or len(data) < LEAST:
        return {}
    made = {}
    if "br" in kinds:
        import brotli

        made["br"] = brotli.compress(data, quality=11 if for_ever(path) else 6)
    if "gz" in kinds:
        made["gz"] = gzip.compress(data, 9, mtime=0)
    return {kind: twin for kind, twin in made.items() if len(twin) < _WORTH * len(data)}
