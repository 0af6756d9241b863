"""The pages of one pair of years: figures, procedure, conferences, each family apart."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plugins import vocabulary
from plugins.figures import views
from plugins.figures.data import About
from plugins.figures.dataset import dataset
from plugins.figures.dossier import Dossier
from plugins.figures.side_files import Changes
from plugins.figures.statements import Statement
from plugins.figures.summary import Chapter
from plugins.figures.tables import Headline, headlines, principal
from plugins.figures.views import AcrossView, ChapterView, MeetingView, Place, TrackView
from plugins.outputs import Output
from plugins.values import Term

INLINE = 140  # entries that a term's page prints; further committees are named, with a link to their own pages
NAMED = 60  # committees that a term's page names; all of them are on a page of their own where there are more
COMPARED = 4  # committees whose term before stands there as well; the others' is on their own pages
CHART = 4  # entries that a committee's heading and chart are as long as
COMPARED_COMMITTEES = 20
TRACKS = 12
LATEST = 40  # conferences on the term's own page where there are more than ``ALL``
ALL = 60
PAGE = 100  # conferences of a numbered page; the newest holds up to twice as many less one


@dataclass(frozen=True, slots=True)
class Listed:
    """A committee that a term's page only names."""

    place: Place
    figures: int


@dataclass(frozen=True, slots=True)
class FamilyView:
    """One family of a pair of years."""

    id: str
    label: str
    principal: Place | None
    headlines: tuple[Headline, ...]
    counts: tuple[int, int, int]  # conferences, committees, figures
    chapters: tuple[ChapterView, ...]
    listed: tuple[Listed, ...]
    listed_at: str  # address of the page that names all committees, or ""
    across: tuple[AcrossView, ...]
    tracks: tuple[TrackView, ...]
    tracks_left: int
    meetings: tuple[MeetingView, ...]
    earlier: int  # conferences before those
    archive: str  # address of all of them, or ""
    unchecked: bool


def _split(dossier: Dossier, found: tuple[Chapter, ...], first: Chapter | None) -> tuple[list[Chapter], list[Chapter]]:
    """Chapters to print and chapters to name: the principal first, then by rank, while there is room."""
    ordered = ([first] if first else []) + [c for c in found if c is not first]
    room, printed, named = INLINE, [], []
    for chapter in ordered:
        # What belongs to no committee has no page of its own to go to.
        if chapter.committee is None or (chapter.weight + CHART <= room and not named):
            printed.append(chapter)
            room -= chapter.weight + CHART
        else:
            named.append(chapter)
    return printed, named


def _family(dossier: Dossier, term: Term) -> FamilyView:
    found = dossier.of_term(term)
    first = principal(found, dossier.known, dossier.owner)
    printed, named = _split(dossier, found, first)
    prefix = "" if term.family == "party" else f"{term.family}-"
    held = [m for m in dossier.meetings if term in m.terms]
    tracks = views.tracks_of_term(dossier, term)
    shown = held if len(held) <= ALL else held[-LATEST:]
    chapters = tuple(
        views.chapter(dossier, c, f"{prefix}{c.committee or 'khong-neu'}", compared=place < COMPARED) for place, c in enumerate(printed)
    )
    return FamilyView(
        id=prefix.rstrip("-") or "party", label=vocabulary.label("family", term.family),
        principal=views.place(dossier, first.committee) if first else None, headlines=headlines(first) if first else (),
        counts=(len(held), sum(c.committee is not None for c in found), sum(dossier.statements[p].figure.term == term for p in dossier.places.get(term.years, ()))),
        chapters=chapters,
        listed=_listed(dossier, named[:NAMED]), listed_at=_committees(term) if len(named) > NAMED else "",
        across=views.across_committees(dossier, found, COMPARED_COMMITTEES),
        tracks=tuple(views.track(dossier, t) for t in tracks[:TRACKS]), tracks_left=max(0, len(tracks) - TRACKS),
        meetings=tuple(views.meeting(dossier, m) for m in shown), earlier=len(held) - len(shown),
        archive=_archive(term, last_page(len(held))) if len(held) > ALL else "",
        unchecked=any(c.has_unchecked for c in printed),
    )


def _listed(dossier: Dossier, chapters: Iterable[Chapter]) -> tuple[Listed, ...]:
    return tuple(Listed(Place(dossier.known.name(c.committee), views.detail(dossier, c)), c.weight) for c in chapters)


def _committees(term: Term) -> str:
    return f"{term.url}to-chuc/" + ("" if term.family == "party" else f"{term.family}/")


def _committees_page(dossier: Dossier, term: Term) -> Iterator[Output]:
    found = [c for c in dossier.of_term(term) if c.committee is not None]
    _, named = _split(dossier, dossier.of_term(term), principal(dossier.of_term(term), dossier.known, dossier.owner))
    if len(named) > NAMED:
        url = _committees(term)
        yield Output(f"{url.strip('/')}/index.html", "term-committees.html", {
            "url": url, "term": views.term_name(term), "term_url": term.url, "listed": _listed(dossier, found),
        })


def last_page(count: int) -> int:
    """How many numbered pages *count* conferences fill, the newest being long rather than short.

    >>> last_page(99), last_page(199), last_page(200)
    (1, 1, 2)
    """
    return max(1, count // PAGE)


def _archive(term: Term, page: int) -> str:
    family = "" if term.family == "party" else f"{term.family}/"
    return f"{term.url}hoi-nghi/{family}{page}/"


def _archive_pages(dossier: Dossier, term: Term) -> Iterator[Output]:
    held = [m for m in dossier.meetings if term in m.terms]
    if len(held) <= ALL:
        return
    last = last_page(len(held))
    for page in range(1, last + 1):
        part = held[(page - 1) * PAGE:] if page == last else held[(page - 1) * PAGE:page * PAGE]
        url = _archive(term, page)
        yield Output(f"{url.strip('/')}/index.html", "conferences.html", {
            "url": url, "term": views.term_name(term), "term_url": term.url, "page": page, "last": last,
            "meetings": [views.meeting(dossier, m) for m in part],
            "older": _archive(term, page - 1) if page > 1 else "", "newer": _archive(term, page + 1) if page < last else "",
        })


def term_pages(dossier: Dossier, years: str, about: About, files: Mapping[str, str], picked: Sequence[Statement],
               changes: Changes | None = None) -> Iterator[Output]:
    """The page of *years* and, where there are many conferences, their numbered pages.

    *files* maps "csv", "xlsx", "json" to addresses; empty where the years have no figure. *picked* are their figures, *changes* what was
    corrected of them.
    """
    families = [t for t in dossier.terms if t.years == years]
    all_years = list(dict.fromkeys(t.years for t in sorted(dossier.terms)))
    at = all_years.index(years)
    yield Output(f"nhiem-ky/{years}/index.html", "term.html", {
        "url": f"/nhiem-ky/{years}/", "years": years, "about": about, "files": files, "count": len(picked), "corrections": changes,
        "jsonld": dataset(about, files, picked), "feed": f"/nhiem-ky/{years}/feed.xml" if years in dossier.told_years else "",
        "families": [_family(dossier, term) for term in families],
        "before": all_years[at - 1] if at else "", "after": all_years[at + 1] if at + 1 < len(all_years) else "",
    })
    for term in families:
        yield from _archive_pages(dossier, term)
        yield from _committees_page(dossier, term)
