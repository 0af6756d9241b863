"""What one run of the engine offers to the bridge: articles and values kept between builds, pages made only where they must."""
from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from plugins.engine import kept, packing
from plugins.engine.digest import Digester, of_bytes
from plugins.engine.rendering import Pages
from plugins.engine.shelf import Kept as Shelf
from plugins.engine.store import Corrupt, Store
from plugins.engine.workers import spread
from plugins.values import Article


class Engine:
    """One build: *live* is the output folder, *staging* where its new files wait."""

    def __init__(self, store: Store, live: Path, staging: Path, cache: Path, drawn: Callable[[int, int], None]):
        self.store, self.live, self.staging, self.cache, self.drawn = store, live, staging, cache, drawn
        self.digester = Digester()
        self.reading: Shelf | None = None
        self.times: list[tuple[str, float, float]] = []

    def begin(self, context: dict) -> None:
        """A run begins with Pelican's *context*."""
        self.pages = Pages(self.store, self.digester, context, self.live, self.staging, self.cache, self.drawn)

    def make(self) -> None:
        """Render what must be rendered, when every plugin has said what it wants."""
        with self.timed("dựng trang"):
            self.pages.make()

    @contextmanager
    def timed(self, name: str):
        """Count the seconds of what is done inside under *name*: of waiting, and of all processes' work."""
        started, worked = time.perf_counter(), worked_seconds()
        try:
            yield
        finally:
            self.times.append((name, time.perf_counter() - started, worked_seconds() - worked))

    def shelf(self, parse: Callable, relink: Callable, text_of: Callable) -> Shelf:
        """For the reader, made of its own functions."""
        self.reading = Shelf(self.store, self.digester, parse, relink, text_of)
        return self.reading

    def per_article(self, function: Callable, articles: Iterable[Article], arguments: tuple) -> list:
        """See ``bridge.per_article``."""
        name = f"{function.__module__}.{function.__qualname__}"
        base = self.digester.of(arguments)
        known = {path: (key, value) for _, path, key, value in self.store.rows("memo", "WHERE name = ?", name)}
        found: list = []
        missing: list[int] = []
        articles = list(articles)
        for place, article in enumerate(articles):
            key, value = known.get(article.path, (None, b""))
            if key is not None and key == self.digest(article) + base:
                found.append(_loaded(value))
                self.digester.know(found[-1], value)
            else:
                found.append(None)
                missing.append(place)
        rows = []
        work = partial(_applied, function, arguments)
        for at, value in spread(work, [articles[place] for place in missing]):
            article = articles[missing[at]]
            found[missing[at]] = packing.loads(value)
            self.digester.know(found[missing[at]], value)
            rows.append((name, article.path, self.digest(article) + base, value))
        if rows:
            self.store.put("memo", rows)
            self.store.commit()
        return found

    def remembered(self, name: str, basis: object, make: Callable[[], object]) -> object:
        """See ``bridge.remembered``."""
        key = self.digester.of(basis)
        for _, _, known, value in self.store.rows("memo", "WHERE name = ? AND path = ''", name):
            if known == key:
                return _loaded(value)
        made = make()
        self.store.put("memo", [(name, "", key, packing.dumps(made))])
        self.store.commit()
        return made

    def with_html(self, article: Article, function: Callable, arguments: tuple) -> Article:
        """See ``bridge.with_html``."""
        digest = of_bytes(self.digest(article) + self.digester.of((function.__qualname__, arguments)))
        text_of = partial(_text_of, article)
        return kept.keep(article, partial(_altered, article, function, arguments), text_of, digest, self.face(article))

    def face(self, article: Article) -> bytes:
        """Stands for everything but the article's body, HTML and text."""
        return article.face if isinstance(article, kept.Kept) else self.digester.of(replace(article, body="", html="", text=""))

    def digest(self, article: Article) -> bytes:
        """Stands for the whole article."""
        return article.digest if isinstance(article, kept.Kept) else self.digester.of(article)


def worked_seconds() -> float:
    """CPU seconds of this process and of the workers that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _loaded(value: bytes) -> object:
    try:
        return packing.loads(value)
    except Exception as error:
        raise Corrupt(f"memo: {error}") from None


def _applied(function: Callable, arguments: tuple, article: Article) -> bytes:
    return packing.dumps(function(article, *arguments))


def _altered(article: Article, function: Callable, arguments: tuple) -> tuple[str, str]:
    return article.body, function(article.html, *arguments)


def _text_of(before: Article, article: Article, html: str) -> str:
    return before.text
