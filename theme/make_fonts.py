"""Cut the theme's typefaces to one fixed Vietnamese set and write ``static/fonts`` and ``static/css/fonts.css``.

Run by hand when a typeface or the set changes; the results are committed, so no build needs these packages:

    pip install fonttools brotli fontpkg-be-vietnam-pro fontpkg-source-serif-4
    python theme/make_fonts.py

Both families are under the SIL Open Font License 1.1 and reserve no font name; their licences are copied beside the files.
The fallback faces carry the metrics of the real ones, measured over Vietnamese text, so that nothing moves on
the page when the web font arrives. Their local fonts are those with the widths of Arial and Times New Roman.
"""
from __future__ import annotations

import unicodedata
from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent / "static"
LIBERATION = Path("/usr/share/fonts/truetype/liberation")  # the widths of Arial and Times New Roman

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
PUNCTUATION = "\u00a0§©«°±²³·»×÷–—‘’“”„…•‹›₫½¼¾№→←↑↓"
SAMPLE = ("Ban Chấp hành Đảng bộ giới thiệu nguồn quy hoạch cấp ủy nhiệm kỳ mới; hội nghị biểu quyết, "
          "lấy phiếu và công bố kết quả với 1.025 đồng chí dự, đạt 98,5% tổng số đại biểu được triệu tập.")

# name, package, file, axes of a variable font, CSS family, weight, style
FACES = (
    ("be-vietnam-pro-400", "fontpkg_be_vietnam_pro", "BeVietnamPro-Regular.ttf", None, "Be Vietnam Pro", 400, "normal"),
    ("be-vietnam-pro-400-italic", "fontpkg_be_vietnam_pro", "BeVietnamPro-Italic.ttf", None, "Be Vietnam Pro", 400, "italic"),
    ("be-vietnam-pro-600", "fontpkg_be_vietnam_pro", "BeVietnamPro-SemiBold.ttf", None, "Be Vietnam Pro", 600, "normal"),
    ("source-serif-4-650", "fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", {"opsz": 24, "wght": 650},
     "Source Serif 4", 650, "normal"),
)
# CSS family, face measured, its stand-in, local names
FALLBACKS = (
    ("Be Vietnam Pro", "be-vietnam-pro-400", "LiberationSans-Regular.ttf", ("Arial", "Helvetica", "Liberation Sans", "Roboto")),
    ("Source Serif 4", "source-serif-4-650", "LiberationSerif-Bold.ttf",
     ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold", "Noto Serif Bold")),
)


def character_set() -> str:
    """ASCII, every Vietnamese letter with every tone in both cases, and the punctuation that newspapers set."""
    marked = {unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES} | {"đ"}
    plain = {chr(code) for code in range(0x20, 0x7F)}
    return "".join(sorted(plain | marked | {c.upper() for c in marked} | set(PUNCTUATION)))


def cut(package: str, file: str, axes: dict | None) -> TTFont:
    font = TTFont(files(package) / "files" / file, recalcTimestamp=False)
    if axes:
        font = instancer.instantiateVariableFont(font, axes)
    options = subset.Options()
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    cutter = subset.Subsetter(options)
    cutter.populate(text=character_set())
    cutter.subset(font)
    font.flavor = "woff2"
    return font


def mean_width(font: TTFont) -> float:
    """The mean advance over ``SAMPLE``, in em. Marks take no room, so base letters stand for marked ones."""
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    bare = unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", SAMPLE) if not unicodedata.combining(c)))
    return sum(metrics[cmap[ord(c)]][0] for c in bare) / len(bare) / font["head"].unitsPerEm


def face(name: str, family: str, weight: int, style: str) -> str:
    span = "400" if weight == 400 else "500 900"
    return (f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {span}; font-display: swap;'
            f' src: url("../fonts/{name}.woff2") format("woff2"); }}')


def fallback(family: str, real: TTFont, stand_in: TTFont, names: tuple[str, ...]) -> str:
    size = mean_width(real) / mean_width(stand_in)
    em = real["head"].unitsPerEm * size
    ascent, descent = real["hhea"].ascent / em, -real["hhea"].descent / em
    local = ", ".join(f'local("{name}")' for name in names)
    return (f'@font-face {{ font-family: "{family} fallback"; src: {local}; size-adjust: {size:.2%};'
            f' ascent-override: {ascent:.2%}; descent-override: {descent:.2%}; line-gap-override: 0%; }}')


def main() -> None:
    (HERE / "fonts").mkdir(parents=True, exist_ok=True)
    lines, made = ["/* Written by theme/make_fonts.py. */"], {}
    for name, package, file, axes, family, weight, style in FACES:
        made[name] = cut(package, file, axes)
        made[name].save(HERE / "fonts" / f"{name}.woff2")
        lines.append(face(name, family, weight, style))
        licence = (files(package) / "LICENSE").read_text(encoding="utf-8")
        (HERE / "fonts" / f"OFL-{family.replace(' ', '')}.txt").write_text(licence, encoding="utf-8")
    for family, name, stand_in, names in FALLBACKS:
        lines.append(fallback(family, made[name], TTFont(LIBERATION / stand_in), names))
    (HERE / "css" / "fonts.css").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for path in sorted((HERE / "fonts").glob("*.woff2")):
        print(f"{path.name:32} {path.stat().st_size:6} bytes")


if __name__ == "__main__":
    main()
