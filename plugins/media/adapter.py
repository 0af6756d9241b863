"""Pictures, sounds and documents of live articles: checked before anything is shown, written beside the pages."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.media.files import collect, with_sizes
from plugins.values import Output


class MediaGenerator(Generator):
    """Gives ``context["pictures"]`` (path → size) and articles whose pictures have width and height."""

    def generate_context(self) -> None:
        content, build = bridge.content(self.context), self.settings["BUILD"]
        prefix = urlsplit(self.settings["SITEURL"]).path.rstrip("/")
        shown = [a for a in (*content.articles, *content.pages) if content.is_live(a) or build["drafts"]]
        self.data, sizes, problems = collect(shown, self.context["files"], prefix, Path(build["cache"]) / "pictures")
        folder = Path(self.path).name
        bridge.report(self.context, [replace(p, path=f"{folder}/{p.path}") for p in problems])
        self.context["pictures"] = sizes
        self.context["content"] = replace(
            content,
            articles=tuple(with_sizes(a, sizes, prefix) for a in content.articles),
            pages=tuple(with_sizes(a, sizes, prefix) for a in content.pages),
        )

    def generate_output(self, writer) -> None:
        bridge.write(self, (Output(path, data=data) for path, data in self.data.items()))


def generators(pelican) -> type[Generator]:
    return MediaGenerator


def register() -> None:
    signals.get_generators.connect(generators)
