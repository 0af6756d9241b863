"""A content folder → ``Content``: every article loaded, checked against the others and rendered."""
from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from plugins.problem import Problem
from plugins.reader import data as site_data
from plugins.reader.files import FOLDERS, Found, text_of_file, walk
from plugins.reader.links import settle
from plugins.reader.shelf import Fresh, Parsed, Shelf, reader
from plugins.outputs import Reference
from plugins.site_data import Content, SiteData
from plugins.values import Article
from plugins.vietnamese.text import fold


@dataclass(slots=True)
class Read:
    """What reading gave: the content of all sound files, and everything wrong with the others."""

    content: Content
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)  # pictures, sounds, documents: path → file


def read(
    folder: Path, now: date, *, prefix: str = "", max_bytes: int = 20_000_000, drafts: bool = False, shelf: Shelf | None = None,
) -> Read:
    """Read the content *folder* as of the day *now*.

    *prefix* is the path under which the site stands; with *drafts* (preview) unpublished articles have addresses too.
    *shelf* keeps what was parsed in earlier builds; without one everything is parsed.
    """
    shelf = shelf or Fresh()
    problems: list[Problem] = []
    markdown, yaml, files = [], {}, {}
    for found in walk(folder, problems):
        top = found.path.partition("/")[0]
        if found.path.endswith(".md"):
            if top in FOLDERS:
                markdown.append(found)
            elif "/" in found.path:
                problems.append(Problem(found.path, message="bài nằm ngoài thư mục tin/ và trang/ nên không được đọc", hint="chuyển tệp vào tin/ hoặc trang/", notice=True))
        elif top == "data":
            if found.path.endswith((".yaml", ".yml")) or found.path == "data/views.json":
                text = text_of_file(found, max_bytes)
                if isinstance(text, Problem):
                    problems.append(text)
                else:
                    yaml[found.path] = text
        else:
            files[found.path] = found.file
    data, faults = site_data.read(yaml)
    problems += faults

    parsed = list(shelf.parsed(markdown, reader(max_bytes), data.for_reading))
    for one in parsed:
        problems += one.problems
    sound = {one.path: one for one in parsed if one.article is not None}
    newest = sorted((one.article for one in sound.values()), key=lambda a: (a.date.timestamp() if a.date else 0.0, a.path), reverse=True)
    bare = Content(
        tuple(a for a in newest if a.kind == "article"),
        tuple(sorted((a for a in newest if a.kind == "page"), key=lambda a: a.path)),
        data, now,
    )
    problems += same_address(bare)
    problems += named_files(data, yaml, files)
    result = Read(bare, problems, files=files)
    result.content = _settled(result, sound, {f.path: f for f in markdown}, prefix, drafts, shelf)
    result.problems = [replace(p, path=f"{folder.name}/{p.path}") for p in result.problems]
    result.references = [replace(r, path=f"{folder.name}/{r.path}") for r in result.references]
    return result


def data_of(folder: Path, max_bytes: int = 20_000_000) -> SiteData:
    """The data files of a content *folder* alone; what is wrong in them is left to a build to tell."""
    texts = {}
    for found in walk(folder / "data", []) if (folder / "data").is_dir() else ():
        text = text_of_file(found, max_bytes)
        if isinstance(text, str):
            texts[f"data/{found.path}"] = text
    return site_data.read(texts)[0]


def same_address(content: Content) -> Iterator[Problem]:
    """Two files that would be one page, two drafts of one slug in a month, an alias that is a page."""
    taken: dict[str, str] = {}
    everything = sorted((*content.articles, *content.pages), key=lambda a: a.path)
    for article in everything:
        url = article.url
        if not url:
            continue
        before = taken.setdefault(url.lower(), article.path)
        if before != article.path:
            yield Problem(article.path, 1, 1, f"trùng địa chỉ '{url}' với {before}", "đổi 'slug' của một trong hai bài")
    for article in everything:
        for alias in article.aliases:
            address = alias.lower().rstrip("/") + "/"
            before = taken.setdefault(address, article.path)
            if before != article.path:
                yield Problem(article.path, 1, 1, f"địa chỉ cũ '{alias}' đã là của {before}", "bỏ địa chỉ này khỏi 'aliases'")


def named_files(data: SiteData, yaml: Mapping[str, str], files: Mapping[str, Path]) -> Iterator[Problem]:
    """Files that the data files name and the content folder does not hold."""
    named = [("documents", "file", document.file) for document in data.documents.values()]
    named += [("categories", "banner", note.banner) for note in data.sections.values()]
    for name, key, file in named:
        if file and file not in files:
            path, text = next(((path, text) for path, text in yaml.items() if path.rpartition("/")[2].startswith(f"{name}.")), (f"data/{name}.yaml", ""))
            line = next((n for n, written in enumerate(text.split("\n"), 1) if file in written), 1)
            yield Problem(path, line, 0, f"'{key}': không có tệp '{file}' trong thư mục nội dung", "chép tệp vào đúng chỗ hoặc sửa đường dẫn")


def _settled(
    result: Read, parsed: Mapping[str, Parsed], known: Mapping[str, Found], prefix: str, drafts: bool, shelf: Shelf,
) -> Content:
    """Every article with its links settled."""
    content, files = result.content, result.files
    addresses = dict.fromkeys(known, "/")  # a file with problems of its own is no dead link
    for article in (*content.articles, *content.pages):
        addresses[article.path] = article.url if drafts or content.is_live(article) else ""

    def whole(article: Article) -> Article:
        found = parsed[article.path].targets
        made: tuple[str, ...] = ()
        if found:
            settled = settle(article.path, found, files, addresses, prefix)
            result.problems += settled.problems
            if content.is_live(article):
                result.references += settled.references
            made = settled.addresses
        if article.cover or article.images or article.audio or article.documents:
            result.problems += _missing_files(article, files, known[article.path])
            result.problems += _unregistered(article, content.data, known[article.path])
        return shelf.article(parsed[article.path], made)

    return replace(content, articles=tuple(map(whole, content.articles)), pages=tuple(map(whole, content.pages)))


def _unregistered(article: Article, data: SiteData, found: Found) -> Iterator[Problem]:
    """Documents that the article names by an id which the register does not know."""
    for document in article.documents:
        if document.id and document.id not in data.documents:
            near = difflib.get_close_matches(document.id, data.documents, n=1)
            hint = f"viết: {near[0]}" if near else "thêm văn bản ấy vào data/documents.yaml, hoặc ghi number và title ngay trong bài"
            yield Problem(article.path, _line_of(found, document.id), 0, f"'documents': sổ văn bản không có mã '{document.id}'", hint)


def _line_of(found: Found, words: str) -> int:
    source = text_of_file(found, sys.maxsize)
    source = source if isinstance(source, str) else ""
    return next((n for n, text in enumerate(source.split("\n"), 1) if words in text), 1)


def _missing_files(article: Article, files: Mapping[str, Path], found: Found) -> Iterator[Problem]:
    for key, path in article.files:
        if path not in files:
            line = _line_of(found, path)
            near = next((known for known in files if fold(known) == fold(path)), None)
            hint = f"viết: {near}" if near else "chép tệp vào đúng chỗ hoặc sửa đường dẫn"
            yield Problem(article.path, line, 0, f"'{key}': không có tệp '{path}' trong thư mục nội dung", hint)
