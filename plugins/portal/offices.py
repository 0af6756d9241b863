"""Pages that a committee needs beside the news: questions and answers, structure, contacts, a page in English."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from plugins.html import escape
from plugins.portal.conference_card import Named, committee_named
from plugins.portal.register import Register, linked, numbers_in
from plugins.portal.site import Site, addresses
from plugins.outputs import Output
from plugins.site_data import Committee, Contact, Content, DatedName, Question, SiteData
from plugins.vietnamese.collate import sort_key


@dataclass(frozen=True, slots=True)
class Answered:
    question: Question
    html: str  # the answer's paragraphs


@dataclass(frozen=True, slots=True)
class Branch:
    """A committee with those below it that still stand."""

    committee: Committee
    below: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """Contacts of one unit, in the order of the data file."""

    unit: Named | None
    people: tuple[Contact, ...]


def paragraphs(text: str, known: Register, u: Callable[[str], str]) -> str:
    """Plain *text* as HTML, with links on the documents that the register knows."""
    html = "\n".join(f"<p>{escape(part.strip())}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())
    found = ((cited, known.find(cited)) for _, cited in numbers_in(text))
    return linked(html, {cited: document.url for cited, document in found if document}, u)


def branch(committee: Committee, data: SiteData, above: tuple[str, ...] = ()) -> Branch:
    """*committee* and all below it; those that were merged into others are history, not structure."""
    below = [c for c in data.committees.values() if c.parent == committee.id and not c.successors and c.id not in above]
    seen = (*above, committee.id)
    return Branch(committee, tuple(branch(c, data, seen) for c in sorted(below, key=lambda c: sort_key(c.name))))


def trees(committee: Committee, data: SiteData) -> tuple[Branch, ...]:
    """The structure of *committee*, or of those that it became."""
    standing = [data.committees[s.id] for s in committee.successors if s.id in data.committees] or [committee]
    return tuple(branch(c, data) for c in standing)


def units(data: SiteData) -> tuple[Unit, ...]:
    found: dict[str | None, list[Contact]] = {}
    for contact in data.contacts:
        found.setdefault(contact.unit, []).append(contact)
    return tuple(Unit(committee_named(unit, data) if unit else None, tuple(people)) for unit, people in found.items())


def own(data: SiteData) -> Committee | None:
    """The committee that the site belongs to: ``committee`` in data/site.yaml."""
    return data.committees.get(data.site.get("committee", ""))


def structure_values(committee: Committee, data: SiteData) -> dict[str, object]:
    names: tuple[DatedName, ...] = committee.names
    return {
        "url": "/co-cau/", "description": f"Cơ cấu tổ chức của {committee.name}.", "committee": committee, "trees": trees(committee, data),
        "parent": committee_named(committee.parent, data) if committee.parent else None, "names": names,
        "successors": tuple((committee_named(s.id, data), s.since, s.decision or "") for s in committee.successors), "units": units(data),
    }


def english_values(data: SiteData) -> dict[str, object]:
    committee = own(data)
    return {
        "url": "/en/", "description": data.site.get("description_en", ""), "name": data.site["name_en"],
        "trees": trees(committee, data) if committee else (), "units": units(data),
        "committees": {c.id: c.english for c in data.committees.values() if c.english},
    }


def pages(content: Content, site: Site, known: Register) -> Iterator[Output]:
    """``/hoi-dap/``, ``/co-cau/``, ``/lien-he/`` and ``/en/``: those for which the data files hold something."""
    data = content.data
    u, _ = addresses(site)
    if data.questions:
        answered = tuple(Answered(q, paragraphs(q.answer, known, u)) for q in data.questions)
        yield Output("hoi-dap/index.html", "questions.html", {
            "url": "/hoi-dap/", "description": "Câu hỏi của bạn đọc và trả lời.", "answered": answered})
    committee = own(data)
    if committee:
        yield Output("co-cau/index.html", "structure.html", partial(structure_values, committee, data))
    if has_contacts(data):
        yield Output("lien-he/index.html", "contacts.html", {"url": "/lien-he/", "description": f"Liên hệ với {site.owner or site.name}.", "units": units(data)})
    if data.site.get("name_en"):
        yield Output("en/index.html", "english.html", partial(english_values, data))


def has_contacts(data: SiteData) -> bool:
    return bool(data.contacts or any(data.site.get(key) for key in ("email", "phone", "address")))
