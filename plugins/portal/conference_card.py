"""A conference as an article's page shows it: words and addresses, nothing left to compute for the template."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plugins import vocabulary
from plugins.site_data import SiteData
from plugins.values import Article, Conference, Step, Term
from plugins.vietnamese.dates import format_date, weekday


@dataclass(frozen=True, slots=True)
class Named:
    """A name, with its page's address where it has one."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One dot of the tracker; ``state`` is "done", "here" or "ahead"."""

    number: int
    state: str
    label: str


@dataclass(frozen=True, slots=True)
class Tracker:
    """``text`` is "Bước 3/5", "Bước 3" or "Quy trình 5 bước"; ``stages`` is empty where the number or the whole is unknown."""

    text: str
    label: str
    stages: tuple[Stage, ...]
    procedure: Named | None


@dataclass(frozen=True, slots=True)
class ConferenceCard:
    title: str
    kind: str
    when: str
    held: date | None
    announced: bool
    venue: str
    chair: str
    committees: tuple[Named, ...]
    terms: tuple[Term, ...]
    tracker: Tracker | None


def committee_named(written: str, data: SiteData) -> Named:
    """The register's name and page for an id, or the words as written where the register knows none."""
    known = data.committees.get(written)
    return Named(known.name, known.url) if known else Named(written)


def when(conference: Conference) -> str:
    """"sáng Thứ Sáu, 15/4/2022", "15/4/2022 – 16/4/2022" or "".

    >>> when(Conference("dai-hoi", held=date(2022, 4, 15), part_of_day="sang"))
    'Sáng Thứ Sáu, 15/4/2022'
    """
    if conference.held is None:
        return ""
    if conference.held_end and conference.held_end != conference.held:
        text = f"{format_date(conference.held)} – {format_date(conference.held_end)}"
    else:
        text = f"{weekday(conference.held)}, {format_date(conference.held)}"
    if conference.part_of_day:
        text = f"{vocabulary.label('part_of_day', conference.part_of_day)} {text}"
    return text[0].upper() + text[1:]


def tracker(step: Step | None, data: SiteData) -> Tracker | None:
    """What is known of *step*; its stages' labels come from the procedure where that is known.

    >>> tracker(Step(3, 5), SiteData()).text, [s.state for s in tracker(Step(3, 5), SiteData()).stages]
    ('Bước 3/5', ['done', 'done', 'here', 'ahead', 'ahead'])
    """
    if step is None:
        return None
    procedure = data.procedures.get(step.procedure or "")
    labels = {s.number: s.label for s in procedure.steps} if procedure else {}
    if step.number and step.of:
        text = f"Bước {step.number}/{step.of}"
    elif step.number:
        text = f"Bước {step.number}"
    else:
        text = f"Quy trình {step.of} bước" if step.of else "Quy trình"
    stages = ()
    if step.number and step.of and step.number <= step.of <= 12:
        states = ("done", "here", "ahead")
        stages = tuple(Stage(n, states[(n >= step.number) + (n > step.number)], labels.get(n, "")) for n in range(1, step.of + 1))
    named = Named(procedure.name, procedure.url) if procedure else None
    if not (step.number or step.of or step.label or named):
        return None
    return Tracker(text, step.label or labels.get(step.number or 0, ""), stages, named)


def conference_card(conference: Conference, data: SiteData) -> ConferenceCard:
    kind = vocabulary.label("kind", conference.kind)
    title = conference.name or kind
    if conference.round and f"lần {conference.round}" not in title.lower():
        title = f"{title} (lần {conference.round})"
    return ConferenceCard(
        title=title,
        kind=kind,
        when=when(conference),
        held=conference.held,
        announced=conference.status == "announced",
        venue=conference.venue or "",
        chair=conference.chair or "",
        committees=tuple(committee_named(c, data) for c in conference.committees),
        terms=conference.terms,
        tracker=tracker(conference.step, data),
    )


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A conference that an article announces."""

    card: ConferenceCard
    url: str  # of the article


def upcoming(articles: Iterable[Article], data: SiteData, today: date, limit: int = 5) -> tuple[Upcoming, ...]:
    """Announced conferences from *today* on, the next first; a conference announced twice stands once, by the newer article."""
    found: dict[tuple, tuple[date, str, Conference]] = {}
    for article in articles:
        for conference in article.conferences:
            if conference.status == "announced" and conference.held and (conference.held_end or conference.held) >= today:
                key = (conference.held, conference.kind, conference.committees, conference.round)
                found.setdefault(key, (conference.held, article.url, conference))
    next_ones = sorted(found.values(), key=lambda item: (item[0], item[1]))[:limit]
    return tuple(Upcoming(conference_card(conference, data), url) for _, url, conference in next_ones)
