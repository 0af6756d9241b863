"""Puts the content folder into Pelican's context."""
from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.reader.content import read
from plugins.reader.links import relink
from plugins.reader.markup import text_from
from plugins.reader.shelf import parse


class ContentGenerator(Generator):
    """Reads first: every other generator finds ``context["content"]`` and ``context["files"]``."""

    def generate_context(self) -> None:
        build, engine = self.settings["BUILD"], self.context.get("engine")
        result = read(
            Path(self.path), build["now"] or date.today(), prefix=urlsplit(self.settings["SITEURL"]).path.rstrip("/"),
            max_bytes=self.settings["READER"]["max_bytes"], drafts=build["drafts"],
            shelf=engine.shelf(parse, relink, text_from) if engine is not None else None,
        )
        bridge.report(self.context, result.problems)
        bridge.refer(self.context, result.references)
        self.context["content"] = result.content
        self.context["files"] = result.files


def generators(pelican) -> type[Generator]:
    return ContentGenerator


def register() -> None:
    signals.get_generators.connect(generators)
