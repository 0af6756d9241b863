"""Carries figures, terms and committees to Pelican."""
from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.figures import consistency, tables
from plugins.figures.combine import combine, settle
from plugins.figures.dossier import Dossier, concerned, current, gather
from plugins.figures.ids import names
from plugins.figures.pages import pages
from plugins.figures.provenance import mark
from plugins.figures.read import read_figures
from plugins.figures.views import Place, place
from plugins.outputs import Group
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


def told_by(article: Article, terms: tuple[Term, ...]) -> tuple[Figure, ...]:
    """The figures of one article."""
    return combine(article, settle(read_figures(article.text, title=article.title, year=article.date.year if article.date else None), terms))


def _source(file: Path) -> str:
    """The file's text, for lines; "" where it cannot be read any more, which the reader has told."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


class FiguresGenerator(Generator):
    """Puts ``figures`` (an article's path → its figures), ``mark_figures`` and ``term_strip`` into the context, and writes the pages."""

    def generate_context(self) -> None:
        content = bridge.content(self.context)
        figures = figures_of(self.context, content)
        dossier = gather(content, figures)
        self.context["figures"] = figures
        self.context["figure_names"] = names
        self.context["mark_figures"] = mark
        self.context["term_strip"] = term_strip(dossier)
        self.context["dossier"] = dossier
        bridge.template_names(self.context, {"short_measure": tables.SHORT}, {})
        folder = Path(self.path)
        found = [*consistency.over_time(dossier.statements)]
        for article in content.listed:
            # Lines take a second reading of the file: only where there is something to tell.
            if len(article.results) > 1 and consistency.problems(article):
                found += consistency.problems(article, _source(folder / article.path))
        bridge.report(self.context, [replace(problem, path=f"{folder.name}/{problem.path}") for problem in found])

    def generate_output(self, writer) -> None:
        dossier, root = self.context["dossier"], str(self.settings["SITEURL"]).rstrip("/")
        content = dossier.content
        faces = bridge.faces(self.context, concerned(content, self.context["figures"]))
        basis = (tuple(faces.values()), tuple(self.context["figures"].values()), content.data, content.now, root)
        bridge.write(self, [Group("figures", basis, lambda: pages(dossier, root))])


def generators(pelican) -> type[Generator]:
    return FiguresGenerator


def register() -> None:
    signals.get_generators.connect(generators)
