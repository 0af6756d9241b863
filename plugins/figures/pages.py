"""The pages of figures and conferences: terms, committees, procedures, data. Pure: a dossier in, outputs out."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins import vocabulary
from plugins.figures import data, side_files
from plugins.figures.committee_pages import committee_pages
from plugins.figures.data import About, Download, Rows
from plugins.figures.dataset import dataset
from plugins.figures.dossier import Dossier
from plugins.figures.records import COLUMNS
from plugins.figures.side_files import Corrected
from plugins.figures.tables import headlines, principal
from plugins.figures.term_pages import term_pages
from plugins.figures.views import Place, newest, place, track
from plugins.outputs import Output
from plugins.site_data import Procedure

TRACKS_SHOWN = 40  # of a procedure's page
CORRECTIONS_SHOWN = 100
CORRECTIONS_OF_TERM = 20


@dataclass(frozen=True, slots=True)
class TermCard:
    """A line of the index of terms."""

    years: str
    url: str
    parts: tuple[tuple[str, int, int, int], ...]  # family, conferences, committees, figures
    headlines: tuple
    place: Place | None


@dataclass(frozen=True, slots=True)
class TrackLine:
    """One committee's way through a procedure, on a line of the procedure's page."""

    place: Place
    terms: tuple[str, ...]
    stages: tuple


def _about(dossier: Dossier, title: str, home: str, root: str) -> About:
    site = dossier.content.data.site
    name = site.get("name") or "Cổng tin"
    return About(title, name, site.get("owner", ""), site.get("licence", ""), home, root)


def _files(
    about: About, name: str, body: Rows, corrected: tuple[Corrected, ...], beside: tuple[Download, ...],
) -> tuple[dict[str, str], list[Output]]:
    """Addresses of the figures' files by kind, and everything to write with the files *beside* them."""
    made = data.downloads(about, body, corrected)
    every = (*made, *beside)
    written = [Output(file.path.lstrip("/"), data=file.make()) for file in every]
    written.append(Output(f"{about.home.lstrip('/')}datapackage.json", data=data.package(about, name, every)))
    return {file.kind: file.path for file in made}, written


def _cards(dossier: Dossier) -> list[TermCard]:
    cards: dict[str, TermCard] = {}
    for term in dossier.terms:
        found = dossier.of_term(term)
        held = sum(term in m.terms for m in dossier.meetings)
        figures = sum(dossier.statements[p].figure.term == term for p in dossier.places.get(term.years, ()))
        part = (vocabulary.label("family", term.family), held, sum(c.committee is not None for c in found), figures)
        head = principal(found, dossier.known, dossier.owner)
        card = cards.get(term.years)
        parts = (*card.parts, part) if card else (part,)
        told = card.headlines if card and card.headlines else headlines(head, 3) if head else ()
        where = card.place if card and card.place else place(dossier, head.committee) if head else None
        cards[term.years] = TermCard(term.years, term.url, parts, told, where)
    return list(cards.values())


def _procedure_pages(dossier: Dossier) -> Iterator[Output]:
    procedures = sorted(dossier.content.data.procedures.values(), key=lambda p: p.id)
    yield Output("quy-trinh/index.html", "procedures.html", {"url": "/quy-trinh/", "procedures": [(p.name, p.url, len(p.steps), p.description or "") for p in procedures]})
    for procedure in procedures:
        yield _procedure_page(dossier, procedure)


def _procedure_page(dossier: Dossier, procedure: Procedure) -> Output:
    found = sorted((t for t in dossier.tracks if t.procedure and t.procedure.id == procedure.id), key=newest, reverse=True)
    steps = [(s.number, s.label, vocabulary.label("kind", s.kind)) for s in procedure.steps]
    return Output(f"quy-trinh/{procedure.id}/index.html", "procedure.html", {
        "url": procedure.url, "name": procedure.name, "about": procedure.description or "", "steps": steps,
        "tracks": [track(dossier, t) for t in found[:TRACKS_SHOWN]], "left": max(0, len(found) - TRACKS_SHOWN),
    }, source="data/procedures.yaml")


def pages(dossier: Dossier, root: str = "") -> Iterator[Output]:
    """Every page and file. *root* is the site's whole address ("https://vi-du.vn"), "" where it is not known."""
    every = data.rows(dossier.statements, dossier.known, root)
    corrected = side_files.corrections(dossier.statements)
    offered: list[tuple[str, str, Mapping[str, str], int]] = []
    for years in dict.fromkeys(term.years for term in dossier.terms):
        picked = [dossier.statements[p] for p in dossier.places.get(years, ())]
        about = _about(dossier, f"Số liệu nhiệm kỳ {years}", f"/nhiem-ky/{years}/", root)
        files, written, changes = {}, [], None
        if picked:
            own = tuple(c for c in corrected if years in c.years)
            changed = _corrections(about, own)
            files, written = _files(about, f"so-lieu-{years}", every.pick(dossier.places[years]), own, changed)
            changes = side_files.changes(own, changed, CORRECTIONS_OF_TERM)
            offered.append((f"Nhiệm kỳ {years}", about.home, files, len(picked)))
        yield from written
        yield from term_pages(dossier, years, about, files, picked, changes)
    yield Output("nhiem-ky/index.html", "terms.html", {"url": "/nhiem-ky/", "cards": _cards(dossier)})
    yield from committee_pages(dossier)
    yield from _procedure_pages(dossier)

    about = _about(dossier, "Số liệu của mọi nhiệm kỳ", "/du-lieu/", root)
    held = _conferences(dossier, root)
    changed = _corrections(about, corrected)
    files, written = _files(about, "so-lieu", every, corrected, (*held, *changed))
    yield from written
    yield Output("du-lieu/index.html", "data.html", {
        "url": "/du-lieu/", "jsonld": dataset(about, files if dossier.statements else {}, dossier.statements),
        "about": about, "files": files, "count": len(dossier.statements),
        "conferences": {f.kind: f.path for f in held}, "held": len(dossier.meetings), "conference_columns": side_files.CONFERENCES,
        "terms": offered, "columns": COLUMNS, "rules": data.RULES, "corrections": side_files.changes(corrected, changed, CORRECTIONS_SHOWN),
        "measures": [(m, vocabulary.label("measure", m)) for m in vocabulary.ids("measure")],
        "bodies": [(b, vocabulary.label("body", b)) for b in vocabulary.ids("body")],
    })


def _corrections(about: About, corrected: tuple[Corrected, ...]) -> tuple[Download, ...]:
    rows = side_files.correction_rows(corrected, about.root)
    return side_files.side_files(about, "dinh-chinh", "corrections", "Đính chính", side_files.CORRECTIONS, rows) if rows else ()


def _conferences(dossier: Dossier, root: str) -> tuple[Download, ...]:
    about = _about(dossier, "Hội nghị của mọi nhiệm kỳ", "/du-lieu/", root)
    rows = side_files.conference_rows(dossier.meetings, dossier.known, root)
    return side_files.side_files(about, "hoi-nghi", "conferences", "Hội nghị", side_files.CONFERENCES, rows) if rows else ()
