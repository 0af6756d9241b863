"""Carries articles to the search indexes: static files for the browser, documents in the cache for Whoosh."""
from __future__ import annotations

from pathlib import Path

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.search import corpus, keep
from plugins.search.build import MANIFEST, boundary, with_tail
from plugins.search.documents import long, oldest_first, sketches
from plugins.outputs import Output


class SearchGenerator(Generator):
    """The browser's index beside the pages and the page that asks. The server's index in ``<cache>/research`` is brought
    up to date when it is asked: here its documents are only put down."""

    def generate_output(self, writer) -> None:
        content, cache = bridge.content(self.context), Path(self.settings["BUILD"]["cache"])
        names = self.context.get("figure_names")  # the ids that figures have in their articles' pages
        anchors = names and (lambda *found: [name.id for name in names(*found)])
        articles, short = oldest_first(content), content.data.abbreviations
        held = list(sketches(articles, bridge.per_article(self.context, long, articles), content.data, self.context.get("figures"), anchors))
        cut = boundary(len(held))
        files = with_tail(keep.base(cache / "search", held[:cut], short), [sketch.whole() for sketch in held[cut:]], short)
        bridge.write(self, (Output(path, data=data) for path, data in files.items()))
        bridge.write(self, [Output("tim-kiem/index.html", "search.html", {"url": "/tim-kiem/"})])
        engine = self.context.get("engine")
        live = engine.live if engine else Path(self.output_path)
        corpus.put(cache / "search", held, short, live=live, manifest=MANIFEST, made=files[MANIFEST])
        (cache / "research").mkdir(exist_ok=True)


def generators(pelican) -> type[Generator]:
    return SearchGenerator


def register() -> None:
    signals.get_generators.connect(generators)
