"""Links and pictures of an article's HTML: content paths become addresses of the site, faults become problems."""
from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote, unquote

from plugins.html import escape
from plugins.problem import Problem
from plugins.outputs import Reference
from plugins.values import Article
from plugins.vietnamese.text import nfc

_ATTRIBUTE = re.compile(r'(<(?:a|img)\b[^>]*?\s(href|src)=")([^"]*)(")')
_ABROAD = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:|//)")
_FILENAME = re.compile(r"^[{|](?:filename|static|attach)[}|]")


class Unresolved(Exception):
    """A link that leads nowhere; carries the message and the advice."""


def line_of(article: Article, written: str) -> int:
    """The line of the file in which *written* first stands, or the body's first line."""
    for spelling in (written, unquote(written), quote(written)):
        at = article.body.find(spelling)
        if at >= 0:
            return article.body_line + article.body.count("\n", 0, at)
    return article.body_line


def resolve(target: str, here: str, files: Mapping[str, str], addresses: Mapping[str, str]) -> tuple[str, bool]:
    """The address that *target*, written in the file *here*, stands for, and whether it must be checked at the end.

    *files* maps the paths of pictures, sounds and documents to themselves, *addresses* articles' paths to
    addresses ("" for one that has no page). Raises ``Unresolved``.

    >>> resolve("tin/2022/04/a.md#so-lieu", "tin/x.md", {}, {"tin/2022/04/a.md": "/tin/2022/04/a/"})
    ('/tin/2022/04/a/#so-lieu', True)
    """
    target = nfc(unescape(target)).strip()
    if not target or target.startswith("#") or (_ABROAD.match(target) and not _FILENAME.match(target)):
        return target, False
    path, mark, anchor = _FILENAME.sub("", target).partition("#")
    path = unquote(path)
    if path.startswith("/") and not _FILENAME.match(target):
        inside = posixpath.normpath(path.lstrip("/"))
        if inside in files:
            return "/" + quote(inside), False
        if not path.endswith("/") and "." not in posixpath.basename(path):
            path += "/"
        return quote(path) + mark + anchor, True
    path = path.lstrip("/")
    from_root, from_here = posixpath.normpath(path), posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
    if from_root.startswith("..") and from_here.startswith(".."):
        raise Unresolved(f"đường dẫn '{target}' ra ngoài thư mục nội dung", "viết đường dẫn tính từ thư mục nội dung")
    for candidate in (from_root, from_here):
        if candidate in files:
            return "/" + quote(candidate), False
        if candidate in addresses:
            if not addresses[candidate]:
                raise Unresolved(f"liên kết '{target}' dẫn tới bài chưa đăng", "đăng bài kia trước hoặc bỏ liên kết")
            return addresses[candidate] + mark + anchor, True
    raise Unresolved(f"không có tệp '{target}' trong thư mục nội dung", "xem lại tên tệp, chữ hoa chữ thường và dấu")


@dataclass(frozen=True, slots=True)
class Target:
    """A link or picture as it stands in an article's HTML; ``line`` is that of the file."""

    attribute: str  # "href" or "src"
    written: str
    line: int


def targets(article: Article, html: str) -> tuple[Target, ...]:
    """Every link and picture of *html*, in order."""
    if "<a " not in html and "<img " not in html:
        return ()
    return tuple(Target(m[2], m[3], line_of(article, unescape(m[3]))) for m in _ATTRIBUTE.finditer(html))


@dataclass(slots=True)
class Settled:
    """What an article's links lead to: their addresses in order, faults, and what must be checked at the end."""

    addresses: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


def settle(
    here: str, found: tuple[Target, ...], files: Mapping[str, object], addresses: Mapping[str, str], prefix: str,
) -> Settled:
    """Resolve the links *found* in the file *here*; *prefix* is the path under which the site stands ("" or "/y")."""
    settled, made = Settled(), []
    for target in found:
        try:
            address, later = resolve(target.written, here, files, addresses)
        except Unresolved as fault:
            message, hint = fault.args
            settled.problems.append(Problem(here, target.line, 0, message, hint))
            made.append(unescape(target.written))
            continue
        if target.attribute == "src" and (later or _ABROAD.match(address)):
            message = f"ảnh '{unescape(target.written)}' không nằm trong thư mục nội dung"
            settled.problems.append(Problem(here, target.line, 0, message, "chép ảnh vào thư mục anh/ rồi sửa đường dẫn"))
        elif later:
            settled.references.append(Reference(here, target.line, address))
        made.append(prefix + address if address.startswith("/") and not address.startswith("//") else address)
    settled.addresses = tuple(made)
    return settled


def relink(html: str, addresses: tuple[str, ...]) -> str:
    """*html* with the addresses of its links and pictures, in order."""
    if not addresses:
        return html
    following = iter(addresses)
    return _ATTRIBUTE.sub(lambda match: match[1] + escape(next(following)) + match[4], html)


def rewrite(
    article: Article, html: str, files: Mapping[str, object], addresses: Mapping[str, str], prefix: str,
    refer: Callable[[int, str], None],
) -> tuple[str, list[Problem]]:
    """*html* with every link and picture resolved; *refer* is told ``(line, address)`` of what is checked at the end."""
    settled = settle(article.path, targets(article, html), files, addresses, prefix)
    for reference in settled.references:
        refer(reference.line, reference.target)
    return relink(html, settled.addresses), settled.problems
