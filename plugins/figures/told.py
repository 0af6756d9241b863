"""All figures of one article: those that its front matter declares, and those that the machine reads in its text."""
from __future__ import annotations

from plugins.figures.combine import combine, settle
from plugins.figures.read import read_figures
from plugins.values import Article, Figure, Term


def told_by(article: Article, terms: tuple[Term, ...]) -> tuple[Figure, ...]:
    """The figures of *article*; *terms* are those of the data files."""
    read = read_figures(article.text, title=article.title, year=article.date.year if article.date else None)
    return combine(article, settle(read, terms))
