"""Carries figures, terms and committees to Pelican."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.figures import consistency, tables
from plugins.figures.dossier import Dossier, concerned, current, gather, known_to
from plugins.figures.ids import names
from plugins.figures.provenance import mark
from plugins.figures.told import told_by
from plugins.figures.views import Place, place
from plugins.outputs import Group, Output
from plugins.problem import Problem
from plugins.site_data import Content
from plugins.values import Article, Figure, Term


@dataclass(frozen=True, slots=True)
class TermStrip:
    """The running term's headline figures, for the front page: whose, and (label, value, address of the sentence)."""

    term: Term
    place: Place
    figures: tuple[tuple[str, str, str], ...]


def term_strip(dossier: Dossier) -> TermStrip | None:
    """What the front page shows of the running term, None where nobody vouches for a figure of it."""
    found = current(dossier)
    items = tuple(tables.strip(found[1])) if found else ()
    return TermStrip(found[0], place(dossier, found[1].committee), items) if items else None


def figures_of(context: dict, content: Content) -> dict[str, tuple[Figure, ...]]:
    """Path → figures, declared and read by the machine, of every listed article that has any."""
    listed = content.listed
    found = bridge.per_article(context, told_by, listed, content.data.terms)
    return {article.path: figures for article, figures in zip(listed, found) if figures}


def _source(file: Path) -> str:
    """The file's text, for lines; "" where it cannot be read any more, which the reader has told."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


class FiguresGenerator(Generator):
    """Puts ``figures`` (an article's path → its figures), ``mark_figures``, ``committees_known`` and ``term_strip`` into the context,
    and writes the pages. The dossier is gathered only where something that it is made of changed.
    """

    def generate_context(self) -> None:
        content = bridge.content(self.context)
        figures = figures_of(self.context, content)
        self.dossier = cache(partial(gather, content, figures))
        faces = bridge.faces(self.context, concerned(content, figures))
        self.basis = (tuple(faces.values()), tuple(figures.values()), content.data, content.now)
        strip, found = bridge.remembered(self.context, "plugins.figures", self.basis, self._told)
        self.context["figures"] = figures
        self.context["figure_names"] = names
        self.context["mark_figures"] = mark
        self.context["term_strip"] = strip
        self.context["committees_known"] = known_to(content, figures)
        bridge.template_names(self.context, {"short_measure": tables.SHORT}, {})
        folder = Path(self.path)
        for article in content.listed:
            # Lines take a second reading of the file: only where there is something to tell.
            if len(article.results) > 1 and consistency.problems(article):
                found += consistency.problems(article, _source(folder / article.path))
        bridge.report(self.context, [replace(problem, path=f"{folder.name}/{problem.path}") for problem in found])

    def _told(self) -> tuple[TermStrip | None, tuple[Problem, ...]]:
        dossier = self.dossier()
        return term_strip(dossier), consistency.over_time(dossier.statements)

    def generate_output(self, writer) -> None:
        root = str(self.settings["SITEURL"]).rstrip("/")
        bridge.write(self, [Group("figures", (self.basis, root), partial(self._pages, root))])

    def _pages(self, root: str) -> Iterator[Output]:
        from plugins.figures.pages import pages  # with all that draws them: most builds need none of it

        return pages(self.dossier(), root)


def generators(pelican) -> type[Generator]:
    return FiguresGenerator


def register() -> None:
    signals.get_generators.connect(generators)
