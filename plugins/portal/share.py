"""The picture that a shared link shows where an article has none of its own: one for each section, made of its name."""
from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import partial

from PIL import Image, ImageDraw, ImageFont

from plugins.portal.site import Site
from plugins.portal.taxonomy import Section
from plugins.outputs import Output

SIZE = (1200, 630)  # pixels, the shape that Facebook and Zalo show whole
INK, PAPER, FLAG, GOLD = "#211c17", "#fbf8f1", "#9c1618", "#c4912a"  # of the theme's tokens
EDGE, LINES = 80, 3
SERIF, SANS = "fonts/source-serif-4-650.woff2", "fonts/be-vietnam-pro-600.woff2"


def share_path(section: Section) -> str:
    return f"{section.url}chia-se.png"


def outputs(site: Site, files: Mapping[str, bytes]) -> Iterator[Output]:
    """A picture for every section of *site*; *files* are the theme's."""
    for section in site.sections:
        data = partial(picture, section.name, site.name, files[SERIF], files[SANS])
        yield Output(share_path(section).lstrip("/"), data=data)


def picture(title: str, below: str, serif: bytes, sans: bytes) -> bytes:
    """A PNG with *title* large and *below* small; *serif* and *sans* are font files."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    draw.rectangle((0, 0, width, 26), fill=FLAG)
    draw.rectangle((0, 26, width, 32), fill=GOLD)
    lines, font = _fitted(title, serif, width - 2 * EDGE)
    step = round(font.size * 1.25)
    top = (height - len(lines) * step) // 2 - 30
    draw.rectangle((EDGE, top - 36, EDGE + 120, top - 28), fill=FLAG)
    for number, line in enumerate(lines):
        draw.text((EDGE, top + number * step), line, font=font, fill=INK)
    draw.line((EDGE, height - 118, width - EDGE, height - 118), fill=GOLD, width=3)
    small = _font(sans, 38)
    draw.text((EDGE, height - 92), _cut(below, small, width - 2 * EDGE), font=small, fill=INK)
    out = io.BytesIO()
    image.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _font(data: bytes, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


def _fitted(text: str, data: bytes, width: int) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """*text* in at most three lines, as large as they allow; what does not fit at the smallest size is cut."""
    for size in (104, 88, 72, 58):
        font = _font(data, size)
        lines = _wrapped(text, font, width)
        if len(lines) <= LINES and all(font.getlength(line) <= width for line in lines):
            return lines, font
    kept = [*lines[:LINES - 1], " ".join(lines[LINES - 1:])]
    return [_cut(line, font, width) for line in kept], font


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if font.getlength(text) <= width:
        return text
    fit = bisect_right(range(len(text)), width, key=lambda end: font.getlength(text[:end] + "…"))
    return text[:max(fit - 1, 0)].rstrip() + "…"
