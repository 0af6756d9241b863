"""One file of the site looked over: is it well formed, what does it lead to, which anchors does it have?"""
from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from lxml import etree

_ATTRIBUTES = etree.XPath("//@id|//a/@name|//@href|//@src|//@srcset|//@poster|//form/@action|//object/@data|//meta[@property='og:image' or @property='og:url']/@content")
_TAG = re.compile(rb"<!--.*?-->|<(/?)([a-zA-Z][\w:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(/?)>", re.DOTALL)
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_OPEN = frozenset(b"body caption colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr".split())  # HTML lets them stay open
_MAY_STAY = _VOID | _OPEN
_OPENING = re.compile(rb"<(/?)([a-zA-Z][\w:-]*)")
_ID = re.compile(rb"""\sid\s*=\s*["']?([^"'\s>]+)|<a\s[^<>]*?\bname\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_IMPORT = re.compile(r"""(?:^|[;}\n])\s*(?:import|export)\b[^;"'`()]*?from\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)|^\s*import\s*["']([^"']+)["']""", re.MULTILINE)
_XML = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


@dataclass(frozen=True, slots=True)
class Lead:
    """An address that a file asks for or leads to; *line* is 0 where it is not known."""

    line: int
    address: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in a file. *faults* are (line, what is wrong)."""

    leads: tuple[Lead, ...] = ()
    anchors: frozenset[str] = frozenset()
    faults: tuple[tuple[int, str], ...] = ()


def look(path: str, data: bytes) -> Seen:
    """Look over the file *path* by its kind: pages, style sheets, scripts, feeds and sitemaps, JSON. Others have nothing to see."""
    kind = path.rpartition(".")[2]
    if kind == "html":
        return _page(data)
    if kind in ("xml", "svg"):
        return _xml(data)
    if kind in ("css", "js"):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return Seen(faults=((0, "không phải mã UTF-8"),))
        found = _CSS.finditer(text) if kind == "css" else _IMPORT.finditer(text)
        return Seen(tuple(Lead(text.count("\n", 0, m.start()) + 1, next(filter(None, m.groups()))) for m in found))
    if kind in ("json", "webmanifest"):
        try:
            value = json.loads(data.decode("utf-8-sig"))
        except ValueError as error:
            return Seen(faults=((getattr(error, "lineno", 0), "không đọc được JSON"),))
        icons = value.get("icons", ()) if kind == "webmanifest" and isinstance(value, dict) else ()
        return Seen(tuple(Lead(0, icon["src"]) for icon in icons if isinstance(icon, dict) and "src" in icon))
    return Seen()


def _page(data: bytes) -> Seen:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return Seen(faults=((0, "trang trống hoặc không phải HTML"),))
    faults = [(error.line, f"thẻ HTML sai: {error.message.strip()}") for error in parser.error_log if error.level_name != "WARNING"]
    faults += _unclosed(data)
    if not data.rstrip().endswith(b"</html>"):
        faults.append((0, "trang bị cụt: thiếu '</html>' ở cuối"))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        faults.append((0, "không phải mã UTF-8"))
    leads, anchors = [], Counter()
    for value in _ATTRIBUTES(root):
        name = value.attrname
        if name in ("id", "name"):
            anchors[str(value)] += 1
        elif name == "srcset":
            leads += [Lead(value.getparent().sourceline or 0, part.split()[0]) for part in str(value).split(",") if part.strip()]
        else:
            leads.append(Lead(value.getparent().sourceline or 0, str(value)))
    faults += [(0, f"hai chỗ cùng có id '{name}'") for name, times in anchors.items() if times > 1]
    return Seen(tuple(leads), frozenset(anchors), tuple(faults))


def _unclosed(data: bytes) -> list[tuple[int, str]]:
    """Elements that are opened more often than closed; the parser itself says only where they are closed more often."""
    if b"<!--" not in data:  # the quick way: whatever looks like a tag, and the few that may stay open or end in themselves
        opened: Counter[bytes] = Counter()
        for slash, name in _OPENING.findall(data):
            opened[name] += -1 if slash else 1
        if not any(count > len(re.findall(rb"<%s\b[^<>]*/>" % name, data)) for name, count in opened.items() if count > 0 and name not in _MAY_STAY):
            return []
    depth: Counter[bytes] = Counter()
    for closing, name, alone in _TAG.findall(data):
        if name and not alone:
            depth[name.lower()] += -1 if closing else 1
    return [(0, f"thẻ <{name.decode()}> không đóng") for name, open in depth.items() if open > 0 and name not in _MAY_STAY]


def anchors(page: bytes) -> frozenset[str]:
    """The ids that *page* seems to have, a quarter of the cost of looking it over; those that it has are among them."""
    return frozenset(unescape(name.decode("utf-8", "replace")) for pair in _ID.findall(page) for name in pair if name)


def _xml(data: bytes) -> Seen:
    try:
        root = etree.fromstring(data, _XML)
    except etree.XMLSyntaxError as error:
        return Seen(faults=((error.lineno or 0, "không đọc được XML"),))
    leads = []
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name == "loc" and element.text:
            leads.append(Lead(element.sourceline or 0, element.text.strip()))
        elif name in ("link", "image", "use") and element.get("href"):
            leads.append(Lead(element.sourceline or 0, element.get("href")))
    return Seen(tuple(leads))


class Map:
    """Where addresses of the site lead: *site* is its whole address or "", *paths* are its files."""

    def __init__(self, site: str, paths: frozenset[str]):
        parts = urlsplit(site)
        self.site, self.host, self.prefix, self.paths = site.rstrip("/"), parts.netloc.lower(), parts.path.rstrip("/"), paths
        self._known: dict[str, tuple[str, str] | None] = {}

    def target(self, base: str, address: str) -> tuple[str, str] | None:
        """``(file, anchor)`` to which *address* leads when it stands in the file *base*; None where it leads out of the site.

        The file is what the address names, whether it is there or not.

        >>> site = Map("https://vidu.vn/tin-tuc", frozenset({"a/index.html"}))
        >>> site.target("index.html", "/tin-tuc/a/#b"), site.target("a/index.html", "../c.css"), site.target("index.html", "https://x.vn/")
        (('a/index.html', 'b'), ('c.css', ''), None)
        """
        if not address.startswith("/"):
            return self._find(base, address)
        if address not in self._known:
            self._known[address] = self._find("", address)
        return self._known[address]

    def _find(self, base: str, address: str) -> tuple[str, str] | None:
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return address, ""
        path = parts.path
        if parts.scheme or parts.netloc:
            if not self.host or parts.scheme not in ("", "http", "https") or parts.netloc.lower() != self.host:
                return None
            path = path or "/"
        if path.startswith("/"):
            if path != self.prefix and not path.startswith(self.prefix + "/"):
                return None
            path = path[len(self.prefix):]
        elif path:
            path = "/" + posixpath.join(posixpath.dirname(base), path)
        else:
            return base, unquote(parts.fragment)
        name = posixpath.normpath(unquote(path)).lstrip("/")
        if name in (".", ""):
            return "index.html", unquote(parts.fragment)
        if path.endswith("/") or (name not in self.paths and f"{name}/index.html" in self.paths):
            name = f"{name}/index.html"
        return name, unquote(parts.fragment)
