"""Pictures, sounds and documents of live articles: checked before anything is shown, written beside the pages."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.media.files import addresses, collect, path_of, with_sizes
from plugins.values import Article, Output


class MediaGenerator(Generator):
    """Gives ``context["pictures"]`` (path → size) and articles whose pictures have width and height."""

    def generate_context(self) -> None:
        content, build = bridge.content(self.context), self.settings["BUILD"]
        prefix = urlsplit(self.settings["SITEURL"]).path.rstrip("/")
        everything = (*content.articles, *content.pages)
        found = dict(zip((a.path for a in everything), bridge.per_article(self.context, addresses, everything)))
        shown = [(a, found[a.path]) for a in everything if content.is_live(a) or build["drafts"]]
        self.data, sizes, problems = collect(shown, self.context["files"], prefix, Path(build["cache"]) / "pictures")
        folder = Path(self.path).name
        bridge.report(self.context, [replace(p, path=f"{folder}/{p.path}") for p in problems])
        self.context["pictures"] = sizes

        def sized(article: Article) -> Article:
            pictures = ((address, sizes.get(path_of(address, prefix))) for address in found[article.path])
            own = tuple((address, size) for address, size in pictures if size)
            return bridge.with_html(self.context, article, with_sizes, own) if own else article

        self.context["content"] = replace(
            content, articles=tuple(map(sized, content.articles)), pages=tuple(map(sized, content.pages)),
        )

    def generate_output(self, writer) -> None:
        bridge.write(self, (Output(path, data=data) for path, data in self.data.items()))


def generators(pelican) -> type[Generator]:
    return MediaGenerator


def register() -> None:
    signals.get_generators.connect(generators)
