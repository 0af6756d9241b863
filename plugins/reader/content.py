"""A content folder → ``Content``: every article loaded, checked against the others and rendered."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from plugins.frontmatter import load
from plugins.problem import Problem
from plugins.reader import data as site_data
from plugins.reader.files import FOLDERS, text_of_file, walk
from plugins.reader.links import rewrite
from plugins.reader.markup import convert, text_from
from plugins.values import Article, Content, Reference, SiteData
from plugins.vietnamese.text import fold


@dataclass(slots=True)
class Read:
    """What reading gave: the content of all sound files, and everything wrong with the others."""

    content: Content
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)  # pictures, sounds, documents: path → file


def read(folder: Path, now: date, *, prefix: str = "", max_bytes: int = 20_000_000, drafts: bool = False) -> Read:
    """Read the content *folder* as of the day *now*.

    *prefix* is the path under which the site stands; with *drafts* (preview) unpublished articles have addresses too.
    """
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
            if found.path.endswith((".yaml", ".yml")):
                text = text_of_file(found, max_bytes)
                if isinstance(text, Problem):
                    problems.append(text)
                else:
                    yaml[found.path] = text
        else:
            files[found.path] = found.file
    data, faults = site_data.read(yaml)
    problems += faults

    articles: list[Article] = []
    sources: dict[str, str] = {}
    for found in markdown:
        text = text_of_file(found, max_bytes)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        loaded = load(text, found.path, data)
        problems += loaded.problems
        if loaded.article is not None:
            articles.append(loaded.article)
            sources[found.path] = text
    newest = sorted(articles, key=lambda a: (a.date.timestamp() if a.date else 0.0, a.path), reverse=True)
    content = Content(
        tuple(a for a in newest if a.kind == "article"),
        tuple(sorted((a for a in newest if a.kind == "page"), key=lambda a: a.path)),
        data, now,
    )
    problems += same_address(content)
    result = Read(content, problems, files=files)
    result.content = _rendered(result, sources, {f.path for f in markdown}, prefix, drafts)
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
        if not article.url:
            continue
        before = taken.setdefault(article.url.lower(), article.path)
        if before != article.path:
            yield Problem(article.path, 1, 1, f"trùng địa chỉ '{article.url}' với {before}", "đổi 'slug' của một trong hai bài")
    for article in everything:
        for alias in article.aliases:
            address = alias.lower().rstrip("/") + "/"
            before = taken.setdefault(address, article.path)
            if before != article.path:
                yield Problem(article.path, 1, 1, f"địa chỉ cũ '{alias}' đã là của {before}", "bỏ địa chỉ này khỏi 'aliases'")


def _rendered(result: Read, sources: Mapping[str, str], known: set[str], prefix: str, drafts: bool) -> Content:
    content = result.content
    addresses = dict.fromkeys(known, "")  # a file with problems of its own is no dead link
    everything = (*content.articles, *content.pages)
    loaded = {a.path for a in everything}
    for path in known - loaded:
        addresses[path] = "/"
    for article in everything:
        if drafts or content.is_live(article):
            addresses[article.path] = article.url

    def render(article: Article) -> Article:
        def refer(line: int, address: str) -> None:
            if content.is_live(article):
                result.references.append(Reference(article.path, line, address))

        files = result.files
        html, faults = rewrite(article, convert(article.body), files, addresses, prefix, refer)
        result.problems += faults
        result.problems += _missing_files(article, files, sources[article.path])
        return replace(article, html=html, text=text_from(article, html))

    return replace(content, articles=tuple(map(render, content.articles)), pages=tuple(map(render, content.pages)))


def _missing_files(article: Article, files: Mapping[str, Path], source: str) -> Iterator[Problem]:
    for key, path in article.files:
        if path not in files:
            line = next((n for n, text in enumerate(source.split("\n"), 1) if path in text), 1)
            near = next((known for known in files if fold(known) == fold(path)), None)
            hint = f"viết: {near}" if near else "chép tệp vào đúng chỗ hoặc sửa đường dẫn"
            yield Problem(article.path, line, 0, f"'{key}': không có tệp '{path}' trong thư mục nội dung", hint)
