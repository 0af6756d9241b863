"""The index of committees and the page of each: its names, what it came from and became, its terms."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plugins import vocabulary
from plugins.figures import views
from plugins.figures.committees import lineage
from plugins.figures.dossier import Dossier
from plugins.figures.statements import published
from plugins.figures.views import Place
from plugins.outputs import Output
from plugins.site_data import Committee

MEETINGS = 40
ARTICLES = 30
TRACKS = 8
TERMS = 12  # rows of the table over the terms


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a committee's history; ``kind`` is "name", "from" or "to"."""

    kind: str
    since: date | None
    until: date | None
    name: str
    url: str
    decision: str


@dataclass(frozen=True, slots=True)
class Line:
    """A committee in the index."""

    place: Place
    former: bool
    articles: int
    figures: int
    children: tuple


def _history(dossier: Dossier, committee: Committee) -> tuple[Event, ...]:
    events = [Event("name", n.since, n.until, n.name, "", "") for n in committee.names]
    for id, step in dossier.before.get(committee.id, ()):
        where = views.place(dossier, id)
        events.append(Event("from", step.since, None, where.name, where.url, step.decision or ""))
    for step in committee.successors:
        where = views.place(dossier, step.id)
        events.append(Event("to", step.since, None, where.name, where.url, step.decision or ""))
    return tuple(sorted(events, key=lambda e: (e.since or date.min, e.kind, e.name)))


def _figures(dossier: Dossier) -> dict[str, int]:
    counts: dict[str, int] = {}
    for statement in dossier.statements:
        if statement.committee:
            counts[statement.committee] = counts.get(statement.committee, 0) + 1
    return counts


def _tree(dossier: Dossier, ids: tuple[str, ...], counts: dict[str, int], seen: set[str]) -> tuple[Line, ...]:
    lines = []
    for id in ids:
        if id in seen:  # a circle of parents in the data
            continue
        seen.add(id)
        committee = dossier.known.committees[id]
        below = _tree(dossier, dossier.children.get(id, ()), counts, seen)
        lines.append(Line(views.place(dossier, id), bool(committee.successors), len(dossier.articles.get(id, ())), counts.get(id, 0), below))
    return tuple(lines)


def _index(dossier: Dossier) -> Output:
    known, seen = dossier.known, set()
    ranked = sorted(known.committees, key=known.rank)
    roots = tuple(id for id in ranked if known.committees[id].parent not in known.committees and id not in known.unlisted)
    counts = _figures(dossier)
    tree = _tree(dossier, roots, counts, seen)
    left = tuple(id for id in ranked if id not in seen and id not in known.unlisted)
    tree += _tree(dossier, left, counts, seen)
    unlisted = _tree(dossier, tuple(id for id in ranked if id in known.unlisted), counts, seen)
    return Output("to-chuc/index.html", "committees.html", {"url": "/to-chuc/", "tree": tree, "unlisted": unlisted})


def committee_pages(dossier: Dossier) -> Iterator[Output]:
    """The index, each committee's page, and pages for the terms of committees that have too many figures for one."""
    yield _index(dossier)
    meetings: dict[str, list] = {}
    for held in dossier.meetings:
        for id in held.committees:
            meetings.setdefault(id, []).append(held)
    for committee in dossier.known.committees.values():
        yield from _pages_of(dossier, committee, meetings.get(committee.id, []))


def _pages_of(dossier: Dossier, committee: Committee, held: list) -> Iterator[Output]:
    id, source = committee.id, "" if committee.id in dossier.known.unlisted else "data/committees.yaml"
    earlier = lineage(id, dossier.before)
    chapters = tuple(views.chapter(dossier, c, views.anchor(c.term)) for c in dossier.of_committee(id))
    tracks = views.tracks_of_committee(dossier, id)
    articles = dossier.articles.get(id, ())
    parent = dossier.known.committees.get(committee.parent)
    yield Output(f"to-chuc/{id}/index.html", "committee.html", {
        "url": committee.url, "name": committee.name, "short": committee.short or "",
        "level": vocabulary.label("level", committee.level) if committee.level else "",
        "unlisted": id in dossier.known.unlisted, "parent": Place(parent.name, parent.url) if parent else None,
        "children": [views.place(dossier, child) for child in dossier.children.get(id, ())],
        "history": _history(dossier, committee), "chapters": chapters,
        "across": views.across_terms(dossier, id, earlier, TERMS),
        "tracks": [views.track(dossier, t) for t in tracks[:TRACKS]], "tracks_left": max(0, len(tracks) - TRACKS),
        "meetings": [views.meeting(dossier, m) for m in held[-MEETINGS:]], "earlier": max(0, len(held) - MEETINGS),
        "articles": [(a.title, a.url, published(a)) for a in articles[:ARTICLES]], "articles_left": max(0, len(articles) - ARTICLES),
        "unchecked": any(c.chapter.has_unchecked for c in chapters), "feed": f"{committee.url}feed.xml" if articles else "",
    }, source=source)
    for chapter in chapters:
        if chapter.moved:
            yield Output(f"{chapter.moved.strip('/')}/index.html", "chapter.html", {
                "url": chapter.moved, "name": committee.name, "committee_url": committee.url, "view": chapter,
                "unchecked": chapter.chapter.has_unchecked,
            }, source=source)
