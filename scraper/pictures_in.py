"""Which picture an img element shows: lazy loading, source sets, and what is only decoration. Pure."""
from __future__ import annotations

import re
from urllib.parse import urlsplit

from scraper.tree import Element

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-echo", "data-url", "data-image-src", "data-orig-src", "data-img-src", "data-original-src")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_STAND_IN = re.compile(r"^data:|^about:|(?:blank|lazy|spacer|loading|loader|placeholder|pixel|transparent|grey|gray|1x1|clear|empty|no-?image|default)[\w-]*\.(?:gif|png|svg|jpe?g)", re.I)
_DECORATION = re.compile(r"(?:^|[/_.-])(?:icons?|ico|emoji|smil(?:ey|ies)|bullets?|dots?|arrows?|print(?:er)?|email|logo|banner|avatar|btn|buttons?|captcha|counter|"
                         r"facebook|twitter|zalo|rss|pdf_button|printbutton|emailbutton|spacer|pixel|star|rating|new|hot|font-?_?(?:tang|giam|up|down|size|plus|minus|increase|decrease))(?:[/_.-]|\d*\.(?:gif|png|svg|jpe?g))", re.I)
_CODE = re.compile(r"(?:^|[/_.-])qr(?:-?_?codes?)?(?:[/_.-]|\d)", re.I)
_SAVED = re.compile(r"_(?:files|tệp|tep)/[^/]+$", re.I)
_SIZE = re.compile(r"^\s*(\d+)")
_CSS_SIZE = re.compile(r"(?<![-\w])(?:width|height)\s*:\s*(\d+)px", re.I)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|avif)\b|googleusercontent|bp\.blogspot", re.I)
_COMMON = re.compile(r"(?:\.(?:com|gov|org|net|edu|info))?\.[a-z]{2,6}$")  # what follows a website's own name in its host
SMALLEST = 48  # pixels: below it stand icons, not photographs


def _from_set(value: str) -> str | None:
    best, size = None, -1.0
    for part in value.split(", ") if ", " in value else value.split(",http"):
        words = part.strip().split()
        if not words:
            continue
        address = words[0] if words[0].startswith(("http", "/", ".")) or ", " in value else "http" + words[0]
        width = float(re.sub(r"[^\d.]", "", words[1]) or 0) if len(words) > 1 else 0.0
        if width > size:
            best, size = address, width
    return best


def picture_address(element: Element) -> str | None:
    """The address of the photograph that *element* shows, as the page writes it; None for decoration.

    A stand-in that a script replaces gives way to the address that the script would load;
    what a script has loaded, or a browser saved beside the page ("bai_files/1.jpg"), is the photograph.
    """
    src = (element.get("src") or "").strip()
    lazy = next((value.strip() for key in _LAZY if (value := element.get(key)) and not _STAND_IN.search(value.strip())), None)
    loaded = _SAVED.search(src) or "lazyloaded" in element.get("class", "").lower()
    if not src or _STAND_IN.search(src) or (lazy and not loaded and "lazy" in element.get("class", "").lower()):
        src = lazy or next((found for key in _SETS if (value := element.get(key)) and (found := _from_set(value))), None) or _of_noscript(element) or ""
        if not src:
            return None
    src = src.split("#", 1)[0]
    if not src or src.startswith("data:") or len(src) > 2000:
        return None
    sizes = [int(m[1]) for key in ("width", "height") if (m := _SIZE.match(element.get(key, "")))]
    sizes += [int(number) for number in _CSS_SIZE.findall(element.get("style", ""))]
    if sizes and min(sizes) < SMALLEST:
        return None
    if _CODE.search(src) or not sizes and _DECORATION.search(src):
        return None
    return src


def leads_to_picture(href: str) -> bool:
    return _FILE.search(href) is not None


def leads_away(href: str, url: str) -> bool:
    """Whether a picture's link leads to another website: a banner, or a button such as "follow us"; no link to a picture's own file does.

    >>> leads_away("https://news.example.org/publications/1", "https://bao.vidu.vn/tin/1"), leads_away("https://cdn.vidu.vn/xem/1", "https://bao.vidu.vn/tin/1")
    (True, False)
    """
    if not href.lower().startswith(("http://", "https://", "//")) or leads_to_picture(href):
        return False
    try:
        there, here = urlsplit(href).hostname or "", urlsplit(url).hostname or ""
    except ValueError:
        return False
    return bool(there and here) and _COMMON.sub("", there).split(".")[-1] != _COMMON.sub("", here).split(".")[-1]


def _of_noscript(element: Element) -> str | None:
    beside = element.getnext()
    if beside is not None and beside.tag == "noscript":
        image = next(beside.iter("img"), None)
        return image.get("src") if image is not None else None
    return None
