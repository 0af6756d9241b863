"""Pictures, sounds and documents of live articles: checked before anything is shown, written beside the pages."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.media.files import addresses, collect, path_of
from plugins.media.prune import prune
from plugins.media.shown import shown, with_pictures
from plugins.outputs import Output
from plugins.values import Article


class MediaGenerator(Generator):
    """Gives ``context["pictures"]`` (path → how it is shown), ``context["seconds"]`` (path → length of a sound)
    and articles whose pictures come in every format."""

    def generate_context(self) -> None:
        content, build = bridge.content(self.context), self.settings["BUILD"]
        prefix = urlsplit(self.settings["SITEURL"]).path.rstrip("/")
        everything = (*content.articles, *content.pages)
        found = dict(zip((a.path for a in everything), bridge.per_article(self.context, addresses, everything)))
        live = [(a, found[a.path]) for a in everything if a.status != "withdrawn" and (content.is_live(a) or build["drafts"])]
        files = self.context["files"]
        registered = {d.file: "data/documents.yaml" for d in content.data.documents.values() if d.file in files}
        registered |= {s.banner: "data/categories.yaml" for s in content.data.sections.values() if s.banner in files}
        store = Path(build["cache"]) / "pictures"
        self.collected = collect(live, files, prefix, store, registered, Path(self.path))
        prune(store, {made.key for made in self.collected.pictures.values()}, content.now)
        folder = Path(self.path).name
        bridge.report(self.context, [replace(p, path=f"{folder}/{p.path}") for p in self.collected.problems])
        pictures = {path: shown(path, made, prefix) for path, made in self.collected.pictures.items()}
        self.context["pictures"], self.context["seconds"] = pictures, self.collected.seconds

        def pictured(article: Article) -> Article:
            known = ((address, pictures.get(path_of(address, prefix))) for address in found[article.path])
            own = tuple((address, picture) for address, picture in known if picture)
            return bridge.with_html(self.context, article, with_pictures, own) if own else article

        self.context["content"] = replace(
            content, articles=tuple(map(pictured, content.articles)), pages=tuple(map(pictured, content.pages)),
        )

    def generate_output(self, writer) -> None:
        bridge.write(self, (Output(path, data=data) for path, data in self.collected.data.items()))


def generators(pelican) -> type[Generator]:
    return MediaGenerator


def register() -> None:
    signals.get_generators.connect(generators)
