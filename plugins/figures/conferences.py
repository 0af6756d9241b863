"""Conferences as articles report them: merged where several speak of one, in order of date, and as a procedure's steps."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from plugins import vocabulary
from plugins.figures.committees import Register
from plugins.figures.statements import published
from plugins.site_data import Procedure, ProcedureStep
from plugins.values import Article, Conference, Term


# Steps of one run follow within weeks; the same committee runs the procedure again a year later.
PAUSE = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Report:
    """An article that speaks of a conference."""

    url: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Meeting:
    """A conference with all who report it. ``day`` is when it was or will be held, None where no text says."""

    conference: Conference
    committees: tuple[str, ...]  # ids
    terms: tuple[Term, ...]
    reports: tuple[Report, ...]  # oldest first

    @property
    def day(self) -> date | None:
        return self.conference.held

    @property
    def order(self) -> tuple:
        """By day held, or by the first report where no day is told."""
        step = self.conference.step
        return (self.day or self.reports[0].day, (step.number or 0) if step else 0, self.reports[0].url)

    @property
    def announced(self) -> bool:
        return self.conference.status == "announced"

    @property
    def name(self) -> str:
        """As written, else the kind with its round: "Hội nghị Ban Chấp hành (lần 2)"."""
        conference = self.conference
        if conference.name:
            return conference.name
        told = vocabulary.label("kind", conference.kind)
        return f"{told} (lần {conference.round})" if conference.round else told

    @property
    def step_text(self) -> str:
        """"bước 3/5", "bước 3", or "" where no step is told."""
        step = self.conference.step
        if step is None or step.number is None:
            return ""
        return f"bước {step.number}/{step.of}" if step.of else f"bước {step.number}"


def _key(url: str, conference: Conference, committees: tuple[str, ...]) -> tuple:
    step = conference.step
    same = (conference.kind, committees, conference.round, step.number if step else None, step.procedure if step else None, conference.terms)
    return (*same, conference.held) if conference.held else (*same, url)


def meetings(articles: Iterable[Article], known: Register) -> tuple[Meeting, ...]:
    """Every conference of *articles*, oldest first.

    Two articles tell of one conference when day, kind, committees, round, step and terms are the same;
    it was held as soon as one of them says so.
    """
    found: dict[tuple, list[tuple[Conference, Report]]] = {}
    for article in articles:
        if not article.conferences:
            continue
        report = Report(article.url, article.title, published(article))
        for conference in article.conferences:
            committees = tuple(dict.fromkeys(filter(None, map(known.find, conference.committees))))
            found.setdefault(_key(report.url, conference, committees), []).append((conference, report))
    made = []
    for key, told in found.items():
        told.sort(key=lambda item: (item[1].day, item[1].url))
        first = next((c for c, _ in told if c.status == "held"), told[0][0])
        reports = tuple(dict.fromkeys(report for _, report in told))
        made.append(Meeting(first, key[1], first.terms, reports))
    return tuple(sorted(made, key=lambda m: m.order))


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a procedure and what is known of it: ``reported``, ``announced`` or ``silent``."""

    number: int
    label: str
    meetings: tuple[Meeting, ...]

    @property
    def state(self) -> str:
        if any(not m.announced for m in self.meetings):
            return "reported"
        return "announced" if self.meetings else "silent"


@dataclass(frozen=True, slots=True)
class Track:
    """How far one committee has come in one run of a procedure, for one term or several."""

    committee: str | None
    terms: tuple[Term, ...]
    procedure: Procedure | None  # None: the data files do not describe it
    stages: tuple[Stage, ...]
    since: date
    until: date

    @property
    def reported(self) -> int:
        return sum(stage.state == "reported" for stage in self.stages)


def _runs(held: list[Meeting]) -> list[list[Meeting]]:
    """*held* (of one committee and procedure, in order of date) cut where a long time passed."""
    runs: list[list[Meeting]] = []
    for meeting in held:
        if runs and meeting.order[0] - runs[-1][-1].order[0] <= PAUSE:
            runs[-1].append(meeting)
        else:
            runs.append([meeting])
    return runs


def _label(meetings: list[Meeting], described: ProcedureStep | None) -> str:
    """What a step is called: in the articles' words, else in the procedure's where the kind agrees, else by its kind."""
    labels = []
    for meeting in meetings:
        conference = meeting.conference
        fits = described is not None and described.kind == conference.kind
        labels.append(conference.step.label or (described.label if fits else vocabulary.label("kind", conference.kind)))
    return " · ".join(dict.fromkeys(labels))


def _track(committee: str | None, procedure: Procedure | None, of: int | None, run: list[Meeting]) -> Track:
    described = {s.number: s for s in procedure.steps} if procedure and of in (None, len(procedure.steps)) else {}
    last = max([m.conference.step.number for m in run] + [of or 0] + list(described))
    stages = []
    for number in range(1, last + 1):
        here = [m for m in run if m.conference.step.number == number]
        known = described.get(number)
        stages.append(Stage(number, _label(here, known) if here else known.label if known else "", tuple(here)))
    terms = tuple(sorted({term for m in run for term in m.terms}))
    return Track(committee, terms, procedure, tuple(stages), run[0].order[0], run[-1].order[0])


def tracks(held: Iterable[Meeting], procedures: Mapping[str, Procedure]) -> tuple[Track, ...]:
    """One track for each run of a procedure by a committee; *held* in order of date.

    A conference may serve two terms at once, so terms do not part runs; the number of steps does, being a variant.
    """
    groups: dict[tuple, list[Meeting]] = {}
    for meeting in held:
        step = meeting.conference.step
        if step is None or step.number is None:
            continue
        for committee in meeting.committees or (None,):
            groups.setdefault((committee, step.procedure, step.of), []).append(meeting)
    return tuple(
        _track(committee, procedures.get(id), of, run)
        for (committee, id, of), group in groups.items()
        for run in _runs(group)
    )
