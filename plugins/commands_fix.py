"""``check --fix``: mends what a machine can mend without judging: letters' codes, places in pictures."""
from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

from plugins.engine.release import put
from plugins.media.files import PICTURES
from plugins.newsroom.gate.places import located
from plugins.pictures import BadPicture, safe

_LETTERS = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ"})


def mended(text: str) -> str:
    """*text* with every letter in the code that Vietnamese has for it.

    >>> mended("Ðảng u\u0309y")
    'Đảng ủy'
    """
    return normalize("NFC", text).translate(_LETTERS)


def fix(folder: Path, wanted: Iterable[Path]) -> None:
    """Mend the files *wanted*, or all in *folder*; tells of each on the standard error."""
    for file in list(wanted) or sorted(p for p in folder.rglob("*") if p.is_file()):
        try:
            data = file.read_bytes()
            if file.suffix == ".md":
                new = mended(data.decode("utf-8")).encode("utf-8")
            elif file.suffix.lower() in PICTURES and located(data):
                new = safe(data).data
            else:
                continue
        except (OSError, UnicodeDecodeError, BadPicture):  # the check tells of them
            continue
        if new != data:
            put(file, new)
            print(f"Đã sửa: {file}", file=sys.stderr)
