"""Carries articles to the search indexes: static files for the browser, Whoosh in the cache."""
from __future__ import annotations

from pathlib import Path

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.search.build import build
from plugins.search.documents import documents
from plugins.values import Output


class SearchGenerator(Generator):
    """The browser's index beside the pages, the server's in ``<cache>/research``, and the page that asks."""

    def generate_output(self, writer) -> None:
        from plugins.search.research import update

        content, cache = bridge.content(self.context), Path(self.settings["BUILD"]["cache"])
        held = list(documents(content, self.context.get("figures")))
        files = build(held, content.data.abbreviations)
        bridge.write(self, (Output(path, data=data) for path, data in files.items()))
        bridge.write(self, [Output("tim-kiem/index.html", "search.html", {"url": "/tim-kiem/"})])
        update(cache / "research", held, content.data.abbreviations)


def generators(pelican) -> type[Generator]:
    return SearchGenerator


def register() -> None:
    signals.get_generators.connect(generators)
