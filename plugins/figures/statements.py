"""Figures with all that says where they stand: article, place in it, committee, day."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from plugins.figures.committees import Register
from plugins.figures.ids import names
from plugins.values import VIETNAM, Article, Conference, Figure


@dataclass(frozen=True, slots=True)
class Statement:
    """What one article states.

    ``url`` is the sentence's address, ``appeared`` the article's day in Vietnam; ``committee`` is an id or None;
    ``moment`` the day that the figure itself speaks of (its own day or its conference's), None where the
    article names neither.
    """

    figure: Figure
    article: Article
    conference: Conference | None
    url: str
    appeared: date
    committee: str | None
    moment: date | None

    @property
    def day(self) -> date:
        """For order alone: the moment, else the day the article appeared."""
        return self.moment or self.appeared


def published(article: Article) -> date:
    """The day an article appeared, in Vietnam."""
    return article.date.astimezone(VIETNAM).date() if article.date else date.min


def conference_of(article: Article, figure: Figure) -> Conference | None:
    """The conference that a figure came from: the one it names, or the article's only one."""
    if figure.conference is not None and 0 <= figure.conference < len(article.conferences):
        return article.conferences[figure.conference]
    return article.conferences[0] if len(article.conferences) == 1 else None


def committee_of(article: Article, figure: Figure) -> str | None:
    """The committee as written: the figure's own, its conference's, or the only one that the article names."""
    if figure.committee:
        return figure.committee
    conference = conference_of(article, figure)
    if conference and len(conference.committees) == 1:
        return conference.committees[0]
    return article.committees[0] if len(article.committees) == 1 else None


def states(article: Article, url: str, figures: tuple[Figure, ...], known: Register) -> Iterator[Statement]:
    """The statements of the article at *url*."""
    day = published(article)
    for figure, name in zip(figures, names(article, figures)):
        conference = conference_of(article, figure)
        moment = figure.as_of or (conference.held if conference else None)
        yield Statement(figure, article, conference, f"{url}#{name.id}", day, known.find(committee_of(article, figure)), moment)


def statements(articles: Iterable[Article], figures: Mapping[str, tuple[Figure, ...]], known: Register) -> tuple[Statement, ...]:
    """All statements of *articles*; *figures* maps an article's path to its figures."""
    return tuple(s for article in articles if (told := figures.get(article.path)) for s in states(article, article.url, told, known))
