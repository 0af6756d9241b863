"""What a file of the site is for: a part of pages, an article, a list; named by its content; worth compressing."""
from __future__ import annotations

import json
import re
from pathlib import Path

_RULES: dict = json.loads((Path(__file__).parent / "addresses.json").read_text(encoding="utf-8"))
_EXACT = "|".join(f"(?:{pattern})" for pattern in _RULES["named_by_content"])
FOR_EVER = "|".join((_EXACT, *(f"(?:{pattern})" for pattern in _RULES["named_by_origin"])))
_NAMED, _KEPT = re.compile(_EXACT), re.compile(FOR_EVER)
_PARTS, _ARTICLES = re.compile(_RULES["parts"]), re.compile(_RULES["articles"])
_COMPRESSED = re.compile(rf".+\.{_RULES['compressed']}")
_SCRIPTS = re.compile(_RULES["asked_for_by_scripts"])
_TELLING = re.compile(_RULES["never_carried_when_articles_go"])
TWINS = (".br", ".gz")


def named_by_content(path: str) -> bool:
    """Does the name change whenever the bytes do, so that a copy may be kept for ever?

    >>> named_by_content("theme/css/site.5a101430d3.css"), named_by_content("theme/js/site.js"), named_by_content("tai-lieu/so-1234567890.pdf")
    (True, False, False)
    """
    return _NAMED.fullmatch(path.removesuffix(".br").removesuffix(".gz")) is not None


def for_ever(path: str) -> bool:
    """May readers keep it without ever asking again? Named by its content, or by that of the picture that it was made from.

    >>> for_ever("anh/2026/04/hoi-truong.449f571e-640.avif"), for_ever("anh/2026/04/hoi-truong.jpg")
    (True, False)
    """
    return _KEPT.fullmatch(path.removesuffix(".br").removesuffix(".gz")) is not None


def compressed(path: str) -> bool:
    """Is it text, for which a compressed twin pays?"""
    return _COMPRESSED.fullmatch(path) is not None


def twin(path: str) -> bool:
    """
    >>> twin("index.html.br"), twin("index.html")
    (True, False)
    """
    return path.endswith(TWINS)


def asked_for_by_scripts(path: str) -> bool:
    """Does no page lead to it, since a script makes its address of a list?"""
    return _SCRIPTS.fullmatch(path) is not None


def tells_of_articles(path: str) -> bool:
    """Does it hold words of articles: search, figures? Such a file leaves at once when an article does."""
    return _TELLING.fullmatch(path) is not None


def article(path: str) -> bool:
    """Is it the page of an article?

    >>> article("tin/2026/04/a/index.html"), article("tin/2026/04/a/lich.ics"), article("index.html")
    (True, False, False)
    """
    return path.startswith("tin/") and path.endswith("/index.html")


STAGES = ("tệp thành phần", "tệp dùng chung", "bài viết", "trang danh mục, nguồn tin, sơ đồ trang")


def stage(path: str) -> int:
    """In which of ``STAGES`` a file is uploaded, so that whatever a page shows is there before the page is.

    First what new pages ask for by a new name, then parts that keep their names, then articles, then the pages
    and lists that lead to them.

    >>> [stage(p) for p in ("theme/css/site.5a101430d3.css", "theme/js/site.js", "tin/2026/04/a/index.html", "index.html")]
    [0, 1, 2, 3]
    """
    path = path.removesuffix(".br").removesuffix(".gz")
    if for_ever(path):
        return 0
    if path.endswith("index/manifest.json") or path in ("sw.js", "manifest.webmanifest"):
        return 3
    if _PARTS.fullmatch(path) and not path.endswith(".html"):
        return 1
    return 2 if _ARTICLES.fullmatch(path) else 3
