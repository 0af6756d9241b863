"""What one content file says by itself, and where it is kept between builds.

Links are left open in what is kept: where they lead depends on the other files, and is settled in every build.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from plugins.frontmatter import load
from plugins.problem import Problem
from plugins.reader.files import Found, bytes_of_file, decoded
from plugins.reader.links import Target, relink, targets
from plugins.reader.markup import convert, text_from
from plugins.site_data import SiteData
from plugins.values import Article


@dataclass(frozen=True, slots=True)
class Parsed:
    """A content file, read. ``article`` has no body, HTML or text yet, and is None where the file is at fault."""

    path: str
    article: Article | None
    problems: tuple[Problem, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """The long part of a content file: the Markdown as written, its HTML with links as written."""

    written: str
    html: str


def parse(found: Found, data: bytes | Problem, known: SiteData) -> tuple[Parsed, Body | None]:
    """Front matter and Markdown of one file's bytes, or the problem that reading it met."""
    text = data if isinstance(data, Problem) else decoded(found, data)
    if isinstance(text, Problem):
        return Parsed(found.path, None, (text,)), None
    loaded = load(text, found.path, known)
    article = loaded.article
    if article is None:
        return Parsed(found.path, None, tuple(loaded.problems)), None
    html = convert(article.body)
    bare = replace(article, body="", html="", text="")
    return Parsed(found.path, bare, tuple(loaded.problems), targets(article, html)), Body(article.body, html)


class Shelf(Protocol):
    """Keeps what was parsed. The engine's remembers it between builds; ``Fresh`` forgets."""

    def parsed(self, founds: list[Found], read: Callable[[Found], bytes | Problem], known: SiteData) -> Iterator[Parsed]:
        """Each of *founds* parsed, in their order."""

    def article(self, parsed: Parsed, addresses: tuple[str, ...]) -> Article:
        """The whole article, its links leading to *addresses*."""


class Fresh:
    """Parses everything in every build."""

    def __init__(self) -> None:
        self.bodies: dict[str, Body] = {}

    def parsed(self, founds: Iterable[Found], read: Callable[[Found], bytes | Problem], known: SiteData) -> Iterator[Parsed]:
        for found in founds:
            parsed, body = parse(found, read(found), known)
            if body is not None:
                self.bodies[found.path] = body
            yield parsed

    def article(self, parsed: Parsed, addresses: tuple[str, ...]) -> Article:
        body = self.bodies.pop(parsed.path)
        html = relink(body.html, addresses)
        return replace(parsed.article, body=body.written, html=html, text=text_from(parsed.article, html))


def reader(limit: int) -> Callable[[Found], bytes | Problem]:
    """How content files are read: at most *limit* bytes."""
    return partial(bytes_of_file, limit=limit)
