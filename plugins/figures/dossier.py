"""Everything that the pages are made from, gathered once: statements, chapters, conferences, by term and committee."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.figures.committees import Register, children, predecessors, register
from plugins.figures.conferences import Meeting, Track, meetings, tracks
from plugins.figures.statements import Statement, statements
from plugins.figures.summary import Chapter, chapters
from plugins.figures.tables import principal
from plugins.site_data import Content, Successor
from plugins.values import Article, Figure, Term


@dataclass(frozen=True, slots=True)
class Dossier:
    """``places`` gives, for each pair of years, the positions in ``statements``; "" those without a term."""

    content: Content
    known: Register
    statements: tuple[Statement, ...]
    places: Mapping[str, tuple[int, ...]]
    chapters: Mapping[tuple[Term | None, str | None], Chapter]
    by_term: Mapping[Term | None, tuple[Chapter, ...]]
    by_committee: Mapping[str | None, tuple[Chapter, ...]]
    meetings: tuple[Meeting, ...]
    tracks: tuple[Track, ...]
    tracks_by_committee: Mapping[str | None, tuple[Track, ...]]
    terms: tuple[Term, ...]  # newest first
    articles: Mapping[str, tuple[Article, ...]]  # by committee's id, newest first
    before: Mapping[str, tuple[tuple[str, Successor], ...]]
    children: Mapping[str, tuple[str, ...]]
    owner: str | None  # the site's own committee
    told_years: frozenset[str]  # years that front matter names; they have a feed

    def of_term(self, term: Term | None) -> tuple[Chapter, ...]:
        """The term's chapters, higher committees first."""
        return self.by_term.get(term, ())

    def of_committee(self, id: str) -> tuple[Chapter, ...]:
        """A committee's chapters, newest term first, the one without a term last."""
        return self.by_committee.get(id, ())


def _by_term(found: Iterable[Chapter], known: Register) -> dict[Term | None, tuple[Chapter, ...]]:
    groups: dict[Term | None, list[Chapter]] = defaultdict(list)
    for chapter in sorted(found, key=lambda c: known.rank(c.committee)):
        groups[chapter.term].append(chapter)
    return {term: tuple(group) for term, group in groups.items()}


def _by_committee(found: Iterable[Chapter]) -> dict[str | None, tuple[Chapter, ...]]:
    groups: dict[str | None, list[Chapter]] = defaultdict(list)
    for chapter in sorted(found, key=lambda c: (c.term is None, -(c.term.start if c.term else 0), c.term.family if c.term else "")):
        groups[chapter.committee].append(chapter)
    return {id: tuple(group) for id, group in groups.items()}


def _terms(content: Content, found: Iterable[Statement], held: Iterable[Meeting]) -> tuple[Term, ...]:
    named = {*content.data.terms, *(s.figure.term for s in found if s.figure.term), *(t for m in held for t in m.terms)}
    return tuple(sorted(named, key=lambda t: (-t.start, -t.end, t.family != "party", t.family)))


def concerned(content: Content, figures: Mapping[str, tuple[Figure, ...]]) -> tuple[Article, ...]:
    """The listed articles that tell of a conference or a figure: no page of this plugin can show anything of another."""
    return tuple(a for a in content.listed if a.conferences or a.results or a.path in figures)


def known_to(content: Content, figures: Mapping[str, tuple[Figure, ...]]) -> Register:
    """The committees of the data files, and those that the articles *concerned* and their *figures* name."""
    named = {name for a in concerned(content, figures) for name in a.committees}
    named |= {f.committee for found in figures.values() for f in found if f.committee}
    return register(content.data, named)


def gather(content: Content, figures: Mapping[str, tuple[Figure, ...]]) -> Dossier:
    """The dossier of the articles that *content* lists; *figures* maps an article's path to its figures."""
    listed, known = concerned(content, figures), known_to(content, figures)
    found = statements(listed, figures, known)
    places: dict[str, list[int]] = defaultdict(list)
    for place, statement in enumerate(found):
        places[statement.figure.term.years if statement.figure.term else ""].append(place)
    held = meetings(listed, known)
    articles: dict[str, list[Article]] = defaultdict(list)
    for article in listed:
        for id in dict.fromkeys(filter(None, map(known.find, article.committees))):
            articles[id].append(article)
    made = chapters(found)
    runs = tracks(held, content.data.procedures)
    runs_by_committee: dict[str | None, list[Track]] = defaultdict(list)
    for run in runs:
        runs_by_committee[run.committee].append(run)
    return Dossier(
        content=content, known=known, statements=found, places={y: tuple(p) for y, p in places.items()},
        chapters=made, by_term=_by_term(made.values(), known), by_committee=_by_committee(made.values()), meetings=held,
        tracks=runs, tracks_by_committee={id: tuple(t) for id, t in runs_by_committee.items()},
        terms=_terms(content, found, held), articles={id: tuple(a) for id, a in articles.items()},
        before=predecessors(known), children=children(known), owner=known.find(content.data.site.get("committee")),
        told_years=frozenset(term.years for article in listed for term in article.terms),
    )


def current(dossier: Dossier) -> tuple[Term, Chapter | None] | None:
    """The term that runs on the day of the build, with the chapter that stands for it.

    Only terms with headline figures count; where the running one has none yet, the newest that has. None without any.
    """
    year = dossier.content.now.year
    told = []
    for term in dossier.terms:
        chapter = principal(dossier.of_term(term), dossier.known, dossier.owner)
        if chapter is not None:
            told.append((term, chapter))
    running = [item for item in told if item[0].start <= year < item[0].end and item[0].family == "party"]
    chosen = running or [item for item in told if item[0].family == "party"] or told
    return max(chosen, key=lambda item: item[0].start, default=None)
