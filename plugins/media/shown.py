"""Pictures as pages show them: every format and width in which they exist, and their size."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from plugins.html import escape
from plugins.media.files import version_path
from plugins.media.versions import TYPES, USUAL, Made

# How wide a picture stands in an article's text, for the browser's choice; theme/static/css/article.css decides it.
TEXT = 650  # pixels
IN_TEXT = f"(min-width: 45em) {TEXT}px, calc(100vw - 40px)"
_FIGURE = re.compile(r'(<figure>)?(<img\b(?![^>]*\swidth=)[^>]*?\ssrc=")([^"]*)("[^>]*>)')
_ALT = re.compile(r'\salt="[^"]')


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture for templates: size in pixels; ``sources`` are (media type, srcset) in the order in which browsers should try.

    ``src`` and ``srcset`` are for the img element itself; ``srcset`` is "" where there is only one file.
    """

    width: int
    height: int
    src: str
    srcset: str = ""
    sources: tuple[tuple[str, str], ...] = ()


def shown(path: str, made: Made, prefix: str) -> Shown:
    """The picture at the content *path*; *prefix* is the path under which the site stands."""
    def address(name: str) -> str:
        return f"{prefix}/{quote(version_path(path, made, name))}"

    def srcset(format: str) -> str:
        return ", ".join(f"{address(f'{format}-{width}')} {width}w" for width in made.widths(format))

    plain = made.widths("jpg")
    usual = max((width for width in plain if width <= USUAL), default=0)
    sources = tuple((TYPES[format], srcset(format)) for format in ("avif", "webp") if made.widths(format))
    return Shown(made.width, made.height, address(f"jpg-{usual}" if usual else ""), srcset("jpg") if len(plain) > 1 else "", sources)


def with_pictures(html: str, known: tuple[tuple[str, Shown], ...]) -> str:
    """*html* with its pictures in every format, with width and height, so that nothing moves while they load.

    *known* are (address as it stands in the HTML, picture); one alone in its figure opens larger.
    """
    by_address: Mapping[str, Shown] = dict(known)

    def element(match: re.Match) -> str:
        figure, before, address, after = match.groups()
        picture = by_address.get(address)
        if picture is None:
            return match[0]
        wide = IN_TEXT if picture.width >= TEXT else f"min({picture.width}px, calc(100vw - 40px))"  # never larger than it is
        sizes = f' sizes="{wide}"'
        own = f'{before}{escape(picture.src)}{after[:-1]}'
        if picture.srcset:
            own += f' srcset="{escape(picture.srcset)}"{sizes}'
        own += f' width="{picture.width}" height="{picture.height}" loading="lazy" decoding="async">'
        if picture.sources:
            sources = "".join(f'<source type="{type}" srcset="{escape(srcset)}"{sizes}>' for type, srcset in picture.sources)
            own = f"<picture>{sources}{own}</picture>"
        if not figure:
            return own
        name = "" if _ALT.search(match[0]) else ' aria-label="Xem ảnh lớn"'
        return f'<figure><a class="enlarge" href="{address}"{name}>{own}</a>'

    return _FIGURE.sub(element, html)
