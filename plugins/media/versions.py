"""A picture in the formats and widths that pages ask for: never enlarged, made once for each content."""
from __future__ import annotations

import io
import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from plugins.media.store import sum_of, written
from plugins.pictures import safe

WIDTHS = (320, 640, 960, 1280, 1600)  # pixels: a phone's list, a phone's page at two and three points a pixel, a wide screen's lead
USUAL = 960  # the width that a browser without srcset gets
# What Pillow is asked for. AVIF at speed 8 takes a third of the time of 6 and is still a third smaller than WebP.
FORMATS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "avif": ("AVIF", {"quality": 52, "speed": 8, "max_threads": 1}),  # one thread: several pictures are made side by side
    "webp": ("WEBP", {"quality": 76, "method": 3}),
    "jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
VERSION = "3"  # of what is made here; a change makes every stored picture anew


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of one picture.

    ``sums`` gives the SHA-256 of each file by name: "" the picture itself fit to publish, "avif-640" a version.
    ``same`` says that the picture itself needed no change.
    """

    key: str
    width: int
    height: int
    same: bool
    sums: Mapping[str, str]

    def widths(self, format: str) -> tuple[int, ...]:
        return tuple(sorted(int(name.partition("-")[2]) for name in self.sums if name.startswith(f"{format}-")))


def key_of(data: bytes) -> str:
    return sum_of(VERSION.encode() + data)


def known(key: str, store: Path) -> Made | None:
    """What an earlier build made of the picture *key*; None where it is not known or its note is damaged."""
    try:
        told = json.loads((store / f"{key}.json").read_bytes())
        sums = told["sums"]
        if told["sum"] != sum_of(repr([told["width"], told["height"], told["same"], sorted(sums.items())]).encode()):
            return None
        return Made(key, told["width"], told["height"], told["same"], sums)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def make(data: bytes, store: Path) -> Made:
    """Everything that is made of the picture *data*, left in *store*; raises ``BadPicture``."""
    key, fit = key_of(data), safe(data)
    same = fit.data == data
    files = {} if same else {"": fit.data}
    files |= _versions(fit.data)
    for name, made in files.items():
        written(_place(store, key, name), made)
    sums = {"": sum_of(fit.data)} | {name: sum_of(made) for name, made in files.items() if name}
    told = [fit.size.width, fit.size.height, same, sorted(sums.items())]
    note = {"width": told[0], "height": told[1], "same": same, "sums": sums, "sum": sum_of(repr(told).encode())}
    written(store / f"{key}.json", json.dumps(note, sort_keys=True).encode())
    return Made(key, fit.size.width, fit.size.height, same, sums)


def stored(source: str, store: str, key: str, name: str, sum: str) -> bytes:
    """The bytes of the file *name* of the picture *key*; made again from *source* where the store's do not match *sum*."""
    place = _place(Path(store), key, name)
    for again in (False, True):
        if again:
            make(Path(source).read_bytes(), Path(store))
        try:
            data = place.read_bytes()
        except FileNotFoundError:
            continue
        if sum_of(data) == sum:
            return data
    raise OSError(f"{source}: changed while the site was being built")


def whole(source: str, sum: str) -> bytes:
    """The bytes of a file that is published as it is; *sum* names the content, so that another content is another call."""
    return Path(source).read_bytes()


def _place(store: Path, key: str, name: str) -> Path:
    return store / f"{key}.{name or 'bin'}"


def _versions(data: bytes) -> dict[str, bytes]:
    """Files by name, such as "webp-640". A format that would not be smaller than what it stands for is left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `safe` has measured it
        image = Image.open(io.BytesIO(data))
        if getattr(image, "n_frames", 1) > 1 or image.mode[0] in "IF":
            return {}  # what moves, or has more than eight bits, stays as it is
        own = image.width
        image.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
        image.load()
    clear = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA")
    profile = image.info.get("icc_profile") if image.mode in ("RGB", "RGBA") else None
    height = image.height / image.width
    image = image.convert("RGBA" if clear else "RGB")
    widths = [width for width in WIDTHS if width < own] + ([own] if own <= WIDTHS[-1] else [])
    made: dict[str, dict[int, bytes]] = {format: {} for format in FORMATS if not (clear and format == "jpg")}
    for width in reversed(widths):
        image = _narrowed(image, width, max(1, round(width * height)))
        for format, files in made.items():
            files[width] = _encoded(image, format, profile)
    best, found = len(data) if own <= WIDTHS[-1] else None, {}
    for format in reversed(made):
        largest = len(made[format][widths[-1]])
        if best is None or largest < best:
            best = largest
            found |= {f"{format}-{width}": file for width, file in made[format].items()}
    return found


def _narrowed(image: Image.Image, width: int, height: int) -> Image.Image:
    if image.size == (width, height):
        return image
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(image: Image.Image, format: str, profile: bytes | None) -> bytes:
    kind, options = FORMATS[format]
    out = io.BytesIO()
    image.save(out, kind, **options, **({"icc_profile": profile} if profile else {}))
    return out.getvalue()
