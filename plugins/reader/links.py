"""Links and pictures of an article's HTML: content paths become addresses of the site, faults become problems."""
from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from html import unescape
from urllib.parse import quote, unquote

from plugins.html import escape
from plugins.problem import Problem
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


def rewrite(
    article: Article, html: str, files: Mapping[str, str], addresses: Mapping[str, str], prefix: str,
    refer: Callable[[int, str], None],
) -> tuple[str, list[Problem]]:
    """*html* with every link and picture resolved; *refer* is told ``(line, address)`` of what is checked at the end.

    *prefix* is the path under which the site stands ("" or "/y").
    """
    problems: list[Problem] = []

    def replace(match: re.Match) -> str:
        before, attribute, written, after = match.groups()
        try:
            address, later = resolve(written, article.path, files, addresses)
        except Unresolved as fault:
            message, hint = fault.args
            problems.append(Problem(article.path, line_of(article, unescape(written)), 0, message, hint))
            return match[0]
        if attribute == "src" and (later or _ABROAD.match(address)):
            message = f"ảnh '{unescape(written)}' không nằm trong thư mục nội dung"
            problems.append(Problem(article.path, line_of(article, unescape(written)), 0, message, "chép ảnh vào thư mục anh/ rồi sửa đường dẫn"))
        elif later:
            refer(line_of(article, unescape(written)), address)
        if address.startswith("/") and not address.startswith("//"):
            address = prefix + address
        return before + escape(address) + after

    return (_ATTRIBUTE.sub(replace, html) if "<a " in html or "<img " in html else html), problems
