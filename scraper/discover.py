"""Addresses of articles in sitemaps, feeds and listings. Pure: bytes in, addresses out."""
from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit, urlunsplit

from lxml import etree

from plugins.values import VIETNAM
from plugins.vietnamese.dates import parse_time
from scraper.decode import decode
from scraper.hints import plain
from scraper.net import GROWTH, SITEMAP
from scraper.tree import parse as parse_tree

MOST = 50_000  # addresses in one sitemap, by its standard
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|zarsrc|_ga|ref|mc_[ce]id|print|replytocom)$", re.I)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|pdf|docx?|xlsx?|pptx?|zip|rar|mp3|mp4|m4a|wav|avi|xml|rss|txt)$", re.I)
_NEXT = ("trang sau", "trang tiếp", "trang kế", "tiếp theo", "tiếp", "sau", "next", "older posts", "bài cũ hơn", "cũ hơn", "xem thêm", "tin cũ hơn")
_PAGED = re.compile(r"(?:[?&](?:page|p|trang|paged|pageindex|pg|start)=|/(?:page|trang)[/-])(\d+)", re.I)
_NOT_ARTICLES = re.compile(r"/(?:tag|tags|tu-khoa|author|tac-gia|search|tim-kiem|login|dang-nhap|lien-he|rss|feed|category|chuyen-muc|gioi-thieu|thu-vien|van-ban|video)(?:/|$|\?)", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """An address that a sitemap or feed tells of, with the day it gives (None: none)."""

    url: str
    day: date | None = None


def normal(url: str, base: str = "") -> str | None:
    """One spelling of an address: whole, without anchor and tracking; None where it leads to no page.

    >>> normal("/tin/1.html?utm_source=x&id=2#a", "https://VIDU.vn/")
    'https://vidu.vn/tin/1.html?id=2'
    """
    try:
        parts = urlsplit(urldefrag(urljoin(base, url.strip()))[0])
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or _FILE.search(parts.path):
        return None
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(key)]
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", urlencode(query), ""))


def unpacked(data: bytes) -> bytes:
    """A sitemap that is itself a .gz file, unpacked within bounds; b"" where it is a bomb or damaged."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            out = file.read(SITEMAP + 1)
    except (OSError, EOFError, ValueError):
        return b""
    return b"" if len(out) > SITEMAP or len(out) > max(1_000_000, GROWTH * len(data)) else out


def sitemap(data: bytes, base: str) -> tuple[list[Entry], list[Entry]]:
    """The articles and the further sitemaps that a sitemap or feed (RSS, Atom) names; none where it is neither."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(unpacked(data), parser)
    except (etree.LxmlError, ValueError):
        return [], []
    if root is None:
        return [], []
    pages: list[Entry] = []
    further: list[Entry] = []
    for element in root.iter(etree.Element):
        kind = etree.QName(element).localname
        if kind not in ("url", "sitemap", "item", "entry") or len(pages) + len(further) >= MOST:
            continue
        told = {etree.QName(child).localname: child for child in element if isinstance(child.tag, str)}
        place = told.get("loc")
        if place is None:
            place = told.get("link")
        address = "" if place is None else (place.text or place.get("href") or "")
        if not address.strip() or (url := normal(address, base) if kind != "sitemap" else _whole(address, base)) is None:
            continue
        day = next((_day(told[key].text) for key in ("lastmod", "pubDate", "published", "updated", "date") if key in told), None)
        (further if kind == "sitemap" else pages).append(Entry(url, day))
    return pages, further


def _whole(url: str, base: str) -> str | None:
    try:
        joined = urljoin(base, url.strip())
        return joined if urlsplit(joined).scheme in ("http", "https") else None
    except ValueError:
        return None


def _day(text: str | None) -> date | None:
    moment = parse_time((text or "").strip())
    return moment.astimezone(VIETNAM).date() if moment else None


def links(data: bytes, base: str, content_type: str = "") -> tuple[list[str], list[str], list[str]]:
    """Of a listing: addresses that may be articles, its further pages, and its feeds; each once, in order."""
    root = parse_tree(decode(data, content_type).text)
    if root is None:
        return [], [], []
    own = urlsplit(base)
    base = next((_whole(b.get("href") or "", base) or base for b in root.iter("base") if b.get("href")), base)
    articles: dict[str, None] = {}
    pages: dict[str, None] = {}
    for anchor in root.iter("a"):
        url = normal(anchor.get("href") or "", base) if anchor.get("href") else None
        if url is None or url == normal(base):
            continue
        text = " ".join("".join(anchor.itertext()).split())
        if (anchor.get("rel") or "") == "next" or plain(text) in _NEXT and _same_list(url, own.path) or _PAGED.search(url) and text.isdecimal():
            pages.setdefault(url)
        elif _may_be_article(url, text or anchor.get("title") or "") and (urlsplit(url).hostname or "").removeprefix("www.") == (own.hostname or "").removeprefix("www."):
            articles.setdefault(url)
    feeds = [url for link in root.iter("link") if "alternate" in (link.get("rel") or "").lower() and re.search("rss|atom", link.get("type") or "", re.I) and (url := _whole(link.get("href") or "", base))]
    return list(articles), list(pages), feeds


def _same_list(url: str, path: str) -> bool:
    return _PAGED.search(url) is not None or urlsplit(url).path.startswith(path.rstrip("/") or "/")


def _may_be_article(url: str, text: str) -> bool:
    """An address whose link reads like a headline, or that ends like an article's."""
    if _NOT_ARTICLES.search(urlsplit(url).path) or _PAGED.search(url):
        return False
    parts = urlsplit(url)
    ends = re.search(r"(?:\d{3,}|\.html?|\.aspx?|\.php)(?:/|$)", parts.path) or re.search(r"(?:id|itemid|newsid|articleid|tin)=\d+", parts.query, re.I) or parts.path.count("-") >= 4
    return len(text.split()) >= 5 or bool(ends) and len(text) >= 12


def walk(start: list[str], read, most: int = 200) -> Iterator[Entry]:
    """All articles that sitemaps name, each address once; loops and double mentions are walked once.

    *read* gives (articles, further sitemaps) of one address; at most *most* sitemaps are read.
    """
    waiting, seen, told = list(start), set(start), set()
    count = 0
    while waiting and count < most:
        count += 1
        pages, further = read(waiting.pop(0))
        for entry in pages:
            if entry.url not in told:
                told.add(entry.url)
                yield entry
        for entry in sorted(further, key=lambda e: (e.day or date.max), reverse=True):
            if entry.url not in seen:
                seen.add(entry.url)
                waiting.append(entry.url)
