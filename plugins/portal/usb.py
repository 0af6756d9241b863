"""The edition for USB sticks: the finished site as a folder whose ``index.html`` opens from disk.

From disk a browser lists a folder instead of opening its index, refuses modules, fetch and fonts: so links are relative
and end in ``index.html``, scripts are classic, fonts lie in the style sheet, the search index in scripts.
"""
from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape, unescape
from urllib.parse import unquote

Files = Mapping[str, Callable[[], bytes]]

INDEX = "tim-kiem/index/"  # of the search
SCRIPTS = "theme/js/"
LEFT_OUT = ("sw.js", "manifest.webmanifest", "robots.txt", "sitemap.xml", "sitemap-news.xml")  # nobody asks for them from disk
POLICY = "default-src 'self' file:; img-src 'self' file: data: blob:; font-src 'self' file: data:; object-src 'none'; base-uri 'self'"
_ADDRESS = re.compile(r'(\s(?:href|src|action|poster|data-root)=")(/(?!/)[^"]*)(")')
_SRCSET = re.compile(r'(\ssrcset=")([^"]*)(")')
_REFRESH = re.compile(r'(<meta http-equiv="refresh" content="0; url=)(/[^"]*)(")')
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_COMMENTS = re.compile(r'<section class="after comments".*?</section>\n?', re.S)  # there is no server to ask
_USELESS = re.compile(r'<link rel="(?:preload|manifest)"[^>]*>\n?|<link rel="alternate"[^>]*>\n?')
_MODULE = re.compile(r'<script type="module" src="')
_FONT = re.compile(r'url\("([^"]+\.woff2)"\)')


def edition(
    names: Iterable[str], read: Callable[[str], bytes], prefix: str,
    classic: Callable[[Mapping[str, str], str], str], data: Callable[[Mapping[str, bytes]], Mapping[str, bytes]],
) -> Iterator[tuple[str, bytes]]:
    """``(path, bytes)`` of every file of the edition.

    *names* are the finished site's files, *read* gives their bytes, *prefix* is the path under which the site stands ("" or "/y").
    *classic* makes one classic script of a module (all sources by path, the module's name) and what it imports,
    *data* makes of the search index's files scripts that hold their bytes.
    """
    names = sorted(names)
    present = set(names)
    modules = {name.removeprefix(SCRIPTS): read(name).decode("utf-8") for name in names if name.startswith(SCRIPTS) and name.endswith(".js")}
    entries: set[str] = set()
    for name in names:
        if name.startswith((INDEX, SCRIPTS, "sitemap/", ".")) or name in LEFT_OUT or name.endswith(".woff2"):
            continue
        held = read(name)
        if name.endswith(".html"):
            text = held.decode("utf-8")
            entries |= {src.partition("?")[0].rpartition(SCRIPTS)[2] for src in re.findall(r'<script type="module" src="([^"]+)"', text)}
            held = page(text, name, prefix, present).encode("utf-8")
        elif name.endswith(".css"):
            held = sheet(held.decode("utf-8"), name, read).encode("utf-8")
        yield name, held
    for name in ("early.js", *sorted(entries)):
        yield SCRIPTS + name, (modules[name] if name == "early.js" else classic(modules, name)).encode("utf-8")
    yield from data({name: read(name) for name in names if name.startswith(INDEX)}).items()


def page(html: str, name: str, prefix: str, present: set[str]) -> str:
    """The page *name* with every address of the site relative to it. *present* are all files of the site."""
    def near(address: str) -> str:
        return escape(relative(unescape(address), name, prefix, present))

    def root(match: re.Match) -> str:
        if match[1].strip().startswith("data-root"):
            return match[1] + "../" * name.count("/") + ("" if "/" in name else "./") + match[3]
        return match[1] + near(match[2]) + match[3]

    def set_(match: re.Match) -> str:
        parts = (part.strip().partition(" ") for part in match[2].split(", "))
        return match[1] + ", ".join(near(address) + space + rest for address, space, rest in parts) + match[3]

    html = _COMMENTS.sub("", html)
    html = _USELESS.sub("", _POLICY.sub(rf"\g<1>{POLICY}\g<2>", html))
    html = _ADDRESS.sub(root, html)
    html = _REFRESH.sub(lambda match: match[1] + near(match[2]) + match[3], _SRCSET.sub(set_, html))
    return _MODULE.sub('<script defer src="', html)


def relative(address: str, here: str, prefix: str, present: set[str]) -> str:
    """*address*, which begins with "/", as the file *here* reaches it.

    >>> relative("/tin/a/#muc", "chuyen-muc/x/index.html", "", {"tin/a/index.html"})
    '../../tin/a/index.html#muc'
    >>> relative("/y/theme/js/site.js?v=1", "index.html", "/y", {"theme/js/site.js"})
    'theme/js/site.js'
    """
    path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address, re.S).groups()
    if prefix and not (path + "/").startswith(prefix + "/"):
        return address  # beside the site, not in it
    path = path.removeprefix(prefix).lstrip("/")
    if not path or path.endswith("/"):
        path += "index.html"
    elif mark == "?" and unquote(path) in present:
        mark = rest = ""  # the mark of the content, for caches
    return posixpath.relpath(path, posixpath.dirname(here) or ".") + mark + rest


def sheet(css: str, name: str, read: Callable[[str], bytes]) -> str:
    """The style sheet *name* with its fonts inside."""
    def inside(match: re.Match) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))
        return f'url("data:font/woff2;base64,{base64.b64encode(read(path)).decode()}")'

    return _FONT.sub(inside, css)
