"""Carries articles to the search indexes: static files for the browser, Whoosh in the cache."""
from __future__ import annotations

from pathlib import Path

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.search import keep
from plugins.search.build import Part, boundary, build, digest_of, part
from plugins.search.documents import IndexDocument, documents
from plugins.values import Output


class SearchGenerator(Generator):
    """The browser's index beside the pages, the server's in ``<cache>/research``, and the page that asks."""

    def generate_output(self, writer) -> None:
        from plugins.search.research import update

        content, cache = bridge.content(self.context), Path(self.settings["BUILD"]["cache"])
        held = list(documents(content, self.context.get("figures")))
        digests = [d.digest for d in held]
        short = content.data.abbreviations
        files = build(held, short, base=_base(cache / "search", held, digests, short))
        bridge.write(self, (Output(path, data=data) for path, data in files.items()))
        bridge.write(self, [Output("tim-kiem/index.html", "search.html", {"url": "/tim-kiem/"})])
        update(cache / "research", held, short, digests={d.url: digest for d, digest in zip(held, digests)})


def _base(folder: Path, held: list[IndexDocument], digests: list[str], short: tuple[tuple[str, str], ...]) -> Part | None:
    """The base part: the one kept from the last build where its articles are the same, else made and kept."""
    cut = boundary(len(held))
    if not cut:
        return None
    named = digest_of(digests[:cut], short)
    known = keep.load(folder, named)
    if known is None:
        known = part(held[:cut], 0, short, named=named)
        keep.save(folder, known)
    return known


def generators(pelican) -> type[Generator]:
    return SearchGenerator


def register() -> None:
    signals.get_generators.connect(generators)
