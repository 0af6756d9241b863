"""Dossier → the flat values that templates print, with nothing in them but what their own page shows."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plugins import vocabulary
from plugins.figures import charts
from plugins.figures.charts import Chart
from plugins.figures.conferences import Meeting, Report, Track
from plugins.figures.dossier import Dossier
from plugins.figures.summary import Chapter, Entry
from plugins.figures.tables import Across, Comparison, across, compare, term_before
from plugins.values import Term

MOVED = 400  # entries of one committee above which its terms get pages of their own
REPORTS = 4  # articles named for one conference
STEP_MEETINGS = 3  # conferences named for one step


@dataclass(frozen=True, slots=True)
class Place:
    """A committee's name and page; no page where the text names no committee."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class MeetingView:
    day: date | None
    name: str
    kind: str
    step: str
    announced: bool
    venue: str
    chair: str
    terms: tuple[str, ...]
    places: tuple[Place, ...]
    reports: tuple[Report, ...]
    more: int  # reports that found no room


@dataclass(frozen=True, slots=True)
class StageView:
    number: int
    label: str
    state: str  # "reported", "announced" or "silent"
    meetings: tuple[MeetingView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class TrackView:
    title: str
    place: Place
    procedure: Place | None
    terms: tuple[str, ...]
    since: date
    until: date
    reported: int
    stages: tuple[StageView, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    before: str
    now: str
    place: Place | None  # the earlier committee, where it is not the same
    comparison: Comparison
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter to print; ``moved`` is the address of its own page where it is too long for others, else ""."""

    anchor: str
    place: Place
    years: str  # "" where no term is named
    family: str
    chapter: Chapter
    chart: Chart | None
    comparisons: tuple[ComparisonView, ...]
    moved: str


@dataclass(frozen=True, slots=True)
class AcrossView:
    title: str
    labels: tuple[str, ...]
    rows: tuple[tuple[Place, tuple[tuple[Entry, ...], ...]], ...]
    left: int


def place(dossier: Dossier, id: str | None) -> Place:
    committee = dossier.known.committees.get(id)
    return Place(dossier.known.name(id), committee.url if committee else "")


def meeting(dossier: Dossier, held: Meeting) -> MeetingView:
    conference = held.conference
    return MeetingView(
        held.day, held.name, vocabulary.label("kind", conference.kind), held.step_text, held.announced,
        conference.venue or "", conference.chair or "", tuple(dict.fromkeys(t.years for t in held.terms)),
        tuple(place(dossier, id) for id in held.committees), held.reports[:REPORTS], max(0, len(held.reports) - REPORTS),
    )


def track(dossier: Dossier, found: Track) -> TrackView:
    where = place(dossier, found.committee)
    procedure = Place(found.procedure.name, found.procedure.url) if found.procedure else None
    stages = tuple(
        StageView(s.number, s.label, s.state, tuple(meeting(dossier, m) for m in s.meetings[-STEP_MEETINGS:]),
                  max(0, len(s.meetings) - STEP_MEETINGS))
        for s in found.stages
    )
    title = procedure.name if procedure else f"Quy trình {len(stages)} bước"
    return TrackView(title, where, procedure, tuple(dict.fromkeys(t.years for t in found.terms)), found.since, found.until, found.reported, stages)


def term_name(term: Term | None) -> str:
    """ "2025-2030", with the family where it is not the party's; "" for None.

    >>> term_name(Term(2021, 2026, "government"))
    '2021-2026 (Chính quyền)'
    """
    if term is None:
        return ""
    return term.years if term.family == "party" else f"{term.years} ({vocabulary.label('family', term.family)})"


def anchor(term: Term | None) -> str:
    """Where a term's chapter stands in a committee's page."""
    if term is None:
        return "khong-neu-nhiem-ky"
    return f"nhiem-ky-{term.years}" + ("" if term.family == "party" else f"-{term.family}")


def moved(dossier: Dossier, id: str | None) -> bool:
    """Is there too much of this committee for one page?"""
    return id is not None and sum(c.weight for c in dossier.of_committee(id)) > MOVED


def detail(dossier: Dossier, chapter: Chapter) -> str:
    """The address at which a chapter stands in full, in its committee's pages; "" without a committee."""
    if chapter.committee is None:
        return ""
    url = place(dossier, chapter.committee).url
    at = anchor(chapter.term)
    return f"{url}{at}/" if moved(dossier, chapter.committee) else f"{url}#{at}"


def comparisons(dossier: Dossier, chapter: Chapter, id: str) -> tuple[ComparisonView, ...]:
    """The term before: the committee's own, else those of the committees that it came from, each apart."""
    if chapter.term is None or chapter.committee is None:
        return ()
    found = []
    for earlier in (chapter.committee, *(e for e, _ in dossier.before.get(chapter.committee, ()))):
        terms = [c.term for c in dossier.of_committee(earlier) if c.term and c.rows]
        before = term_before(chapter.term, terms)
        comparison = compare(chapter, dossier.chapters[before, earlier]) if before else None
        if comparison is None:
            continue
        other = place(dossier, earlier) if earlier != chapter.committee else None
        name = dossier.known.name(chapter.committee)
        chart = charts.of_comparison(comparison, f"{id}-so-sanh-{len(found) + 1}", name)
        found.append(ComparisonView(term_name(before), term_name(chapter.term), other, comparison, chart))
        if other is None:
            break
    return tuple(found)


def chapter(dossier: Dossier, found: Chapter, id: str, *, compared: bool = True) -> ChapterView:
    """*id* is unique in the page that prints the chapter; not *compared*, it leaves out the term before."""
    where = place(dossier, found.committee)
    far = detail(dossier, found)
    return ChapterView(
        id, where, found.term.years if found.term else "", vocabulary.label("family", found.term.family) if found.term else "",
        found, charts.of_chapter(found, f"{id}-bieu-do", where.name), comparisons(dossier, found, id) if compared else (), "" if "#" in far else far,
    )


def _across(found: Iterable[Chapter], heads: dict[int, Place], words: str, limit: int) -> tuple[AcrossView, ...]:
    return tuple(
        AcrossView(f"{vocabulary.label('measure', table.measure).capitalize()}, {words}", table.labels,
                   tuple((heads[id(c)], cells) for c, cells in table.rows), table.left)
        for table in across(found, limit)
    )


def across_committees(dossier: Dossier, found: Iterable[Chapter], limit: int) -> tuple[AcrossView, ...]:
    """One term side by side in several committees."""
    named = [c for c in found if c.committee]
    heads = {id(c): Place(dossier.known.name(c.committee), detail(dossier, c)) for c in named}
    return _across(named, heads, "theo tổ chức", limit)


def across_terms(dossier: Dossier, committee: str, earlier: Iterable[str], limit: int) -> tuple[AcrossView, ...]:
    """One committee, and those that it came from, side by side over the terms."""
    found = [c for c in dossier.of_committee(committee) if c.term]
    heads = {id(c): Place(term_name(c.term), detail(dossier, c)) for c in found}
    for other in earlier:
        theirs = [c for c in dossier.of_committee(other) if c.term]
        heads |= {id(c): Place(f"{term_name(c.term)}, {dossier.known.name(other)}", detail(dossier, c)) for c in theirs}
        found += theirs
    return _across(found, heads, "qua các nhiệm kỳ", limit)


def tracks_of_term(dossier: Dossier, term: Term) -> list[Track]:
    """The term's tracks, the one with the newest conference first."""
    return sorted((t for t in dossier.tracks if term in t.terms), key=newest, reverse=True)


def tracks_of_committee(dossier: Dossier, id: str) -> list[Track]:
    """The committee's tracks, the one with the newest conference first."""
    return sorted(dossier.tracks_by_committee.get(id, ()), key=newest, reverse=True)


def newest(found: Track) -> tuple:
    return max(m.order for s in found.stages for m in s.meetings)
