"""Carries figures, terms and committees to Pelican."""
from __future__ import annotations

from dataclasses import dataclass

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.figures import consistency, tables
from plugins.figures.combine import combine, settle
from plugins.figures.dossier import Dossier, current, gather
from plugins.figures.pages import pages
from plugins.figures.provenance import mark
from plugins.figures.read import read
from plugins.values import Article, Content, Figure, Term


@dataclass(frozen=True, slots=True)
class TermStrip:
    """The running term's headline figures, for the front page: (label, value, address of the sentence)."""

    term: Term
    figures: tuple[tuple[str, str, str], ...]


def term_strip(dossier: Dossier) -> TermStrip | None:
    """What the front page shows of the running term, None where nobody vouches for a figure of it."""
    found = current(dossier)
    items = tuple(tables.strip(found[1])) if found else ()
    return TermStrip(found[0], items) if items else None


def figures_of(context: dict, content: Content) -> dict[str, tuple[Figure, ...]]:
    """Path → figures, declared and read by the machine, of every listed article that has any."""
    listed = content.listed
    found = bridge.per_article(context, told_by, listed, content.data.terms)
    return {article.path: figures for article, figures in zip(listed, found) if figures}


def told_by(article: Article, terms: tuple[Term, ...]) -> tuple[Figure, ...]:
    """The figures of one article."""
    return combine(article, settle(_read(article), terms))


def _read(article: Article) -> tuple[Figure, ...]:
    return read(article.text, title=article.title, published=article.date.isoformat() if article.date else None).figures


class FiguresGenerator(Generator):
    """Puts ``figures`` (an article's path → its figures), ``mark_figures`` and ``term_strip`` into the context, and writes the pages."""

    def generate_context(self) -> None:
        content = bridge.content(self.context)
        figures = figures_of(self.context, content)
        dossier = gather(content, figures)
        self.context["figures"] = figures
        self.context["mark_figures"] = mark
        self.context["term_strip"] = term_strip(dossier)
        self.context["dossier"] = dossier
        bridge.template_names(self.context, {"short_measure": tables.SHORT}, {})
        for article in content.listed:
            if len(article.results) > 1:
                bridge.report(self.context, consistency.problems(article))
        bridge.report(self.context, consistency.over_time(dossier.statements))

    def generate_output(self, writer) -> None:
        bridge.write(self, pages(self.context["dossier"], str(self.settings["SITEURL"]).rstrip("/")))


def generators(pelican) -> type[Generator]:
    return FiguresGenerator


def register() -> None:
    signals.get_generators.connect(generators)
