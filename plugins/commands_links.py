"""The links of one content file, followed one at a time, without a build: to files, to articles, to addresses of the site."""
from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from plugins.engine.build import today
from plugins.outputs import Reference
from plugins.problem import Problem
from plugins.site_data import SiteData
from plugins.values import Article

BUILT = ("output", ".cache/dang/output")  # beside the content folder: where builds for readers are left
_TITLE = re.compile(rb"^title:[ \t]*(.+)$", re.MULTILINE)


def text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):  # the reader has told
        return ""


class Files:
    """The folder's files other than articles, asked one at a time instead of listed."""

    def __init__(self, folder: Path):
        self.folder = folder

    def __contains__(self, path: str) -> bool:
        return not path.endswith(".md") and not path.startswith(("..", "/")) and (self.folder / path).is_file()


class Addresses(dict):
    """Addresses of the articles that a file links to, each read when it is asked for."""

    def __init__(self, folder: Path, data: SiteData, live: Callable[[Article], bool]):
        super().__init__()
        self.folder, self.data, self.live = folder, data, live

    def __contains__(self, path: object) -> bool:
        if path not in self.keys():
            file = self.folder / str(path)
            if not str(path).endswith(".md") or str(path).startswith("..") or not file.is_file():
                return False
            from plugins.frontmatter import load

            article = load(text(file), str(path), self.data).article
            self[str(path)] = "/" if article is None else article.url if self.live(article) else ""
        return True


def links(folder: Path, article: Article, targets: tuple, data: SiteData) -> Iterator[Problem]:
    """What is wrong with the links and pictures of *article*, whose HTML leads to *targets*, and with the files that its front matter names."""
    from plugins.reader.links import settle
    from plugins.site_data import Content

    files = Files(folder)
    content = Content((), (), data, today())
    settled = settle(article.path, targets, files, Addresses(folder, data, content.is_live), "")
    # A draft may name another draft: both may go out together.
    yield from (p for p in settled.problems if article.status != "draft" or "chưa đăng" not in p.message)
    yield from _addresses(folder, article, settled.references, data, content.is_live)
    for key, path in article.files:
        if path not in files:
            line = next((n for n, written in enumerate(text(folder / article.path).split("\n"), 1) if path in written), 1)
            yield Problem(article.path, line, 0, f"'{key}': không có tệp '{path}' trong thư mục nội dung", "chép tệp vào đúng chỗ hoặc sửa đường dẫn")


def _addresses(folder: Path, article: Article, references: Iterable[Reference], data: SiteData, live: Callable[[Article], bool]) -> Iterator[Problem]:
    """Addresses of the site: articles are looked for in their files, other pages in the last build.

    What cannot be answered without a build is said not to have been looked at, and stops nothing.
    """
    for reference in references:
        address, _, anchor = reference.target.partition("#")
        page = f"{unquote(address).strip('/')}/index.html".lstrip("/") if address.endswith("/") else unquote(address).lstrip("/")
        built = [made for made in (folder.resolve().parent / name for name in BUILT) if (made / page).is_file()]
        if address.startswith(("/tin/", "/trang/")) and page.endswith("/index.html"):
            other = article if address == article.url else _at(folder, unquote(address), data)
            if other is None or not (live(other) or article.status == "draft" or other is article):
                yield Problem(article.path, reference.line, 0, f"liên kết '{reference.target}' không dẫn tới trang nào" + ("" if other is None else " (bài chưa đăng)"), "sửa địa chỉ hoặc bỏ liên kết")
                continue
        elif not built:
            yield Problem(article.path, reference.line, 0, f"chưa kiểm tra được liên kết '{reference.target}'", "chạy check không kèm --only để dò cả trang", notice=True)
        if anchor and built and not any(f'id="{anchor}"' in text(made / page) for made in built):
            yield Problem(article.path, reference.line, 0, f"lần dựng gần nhất, trang '{address}' không có chỗ nào tên '#{anchor}'", "xem lại phần sau dấu #", notice=True)


def _at(folder: Path, address: str, data: SiteData) -> Article | None:
    """The article with this address. Read are only files named for its last part, and those of its month that say it or whose title makes it."""
    from plugins.frontmatter import load
    from plugins.vietnamese.text import slug as slug_of

    parts = address.strip("/").split("/")
    slug, top = parts[-1], parts[0]
    said = re.compile(rb"^slug:\s*[\"']?%s[\"']?\s*$" % re.escape(slug).encode(), re.MULTILINE)
    months = [m.encode() for m in (f"{parts[1]}-{parts[2]}", f"{parts[2]}/{parts[1]}", f"{parts[2].lstrip('0')}/{parts[1]}")] if len(parts) == 4 else []

    def read(path: str, file: str) -> Article | None:
        found = load(text(Path(file)), path, data).article
        return found if found is not None and found.url == address else None

    def likely(file: str) -> bool:
        try:
            with open(file, "rb") as source:
                head = source.read(4096)
        except OSError:
            return False
        if months and not any(month in head for month in months):
            return False
        title = _TITLE.search(head)
        return said.search(head) is not None or (title is not None and slug_of(title[1].decode("utf-8", "replace").strip("\r\"' ")) == slug)

    files = [pair for pair in markdown(folder) if pair[0].startswith(f"{top}/")]
    named = {pair for pair in files if pair[0].endswith(f"/{slug}.md")}
    return next(filter(None, (read(*pair) for pair in named)), None) or next(filter(None, (read(*pair) for pair in files if pair not in named and likely(pair[1]))), None)


def markdown(folder: Path) -> Iterator[tuple[str, str]]:
    pending = [(top + "/", os.path.join(folder, top)) for top in ("tin", "trang") if (folder / top).is_dir()]
    while pending:
        prefix, here = pending.pop()
        with os.scandir(here) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append((f"{prefix}{entry.name}/", entry.path))
                elif entry.name.endswith(".md"):
                    yield prefix + entry.name, entry.path
