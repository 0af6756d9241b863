"""Validated front matter → ``Article``, with the checks that need more than one value."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from plugins import vocabulary
from plugins.frontmatter.checks import is_slug
from plugins.frontmatter.parse import Parts
from plugins.frontmatter.places import Fault, fault
from plugins.frontmatter.register import procedure, register
from plugins.site_data import SiteData
from plugins.values import VIETNAM, Approval, Article, Audio, Conference, Correction, Document, Figure, Person, Picture, Source, Step, Term
from plugins.vietnamese.dates import format_date
from plugins.vietnamese.numbers import format_number, parse_number
from plugins.vietnamese.text import fold, nfc, slug

RATIOS = frozenset(("ratio_to_current", "percent", "votes_percent"))  # a lone point or comma is decimal
_FRACTIONAL = RATIOS | {"other"}
Place = tuple[str | int, ...]


def kind_of(path: str) -> str:
    """"page" for what lies in ``trang/``, "article" for the rest.

    >>> kind_of("trang/lien-he.md"), kind_of("content/tin/2022/04/trang.md")
    ('page', 'article')
    """
    first = next((part for part in path.split("/")[:-1] if part in ("tin", "trang")), "tin")
    return "page" if first == "trang" else "article"


class _Conversion:
    """One file's way from dictionary to values: what it needs to know, and the faults met."""

    __slots__ = ("known", "faults", "committees", "told")

    def __init__(self, known: SiteData, faults: list[Fault]):
        self.known, self.faults, self.committees = known, faults, register(known)
        self.told: set[str] = set()  # unknown committees: once a file is enough

    def wrong(self, place: Place, code: str, **values: object) -> None:
        self.faults.append(fault(place, code, **values))

    def committee(self, text: str, place: Place) -> str:
        found = self.committees.find(text)
        if found is None and self.known.committees and text not in self.told:
            self.told.add(text)
            near = self.committees.suggest(text)
            if near:
                self.wrong(place, "committee_unknown", value=text, near=near)
            else:
                self.wrong(place, "committee_new", value=text)
        return found or text

    def term(self, years: tuple[int, int, str | None]) -> Term:
        start, end, family = years
        if family is None:
            families = [term.family for term in self.known.terms if (term.start, term.end) == (start, end)]
            family = "party" if "party" in families or not families else families[0]
        return Term(start, end, family)

    def step(self, told: Mapping, place: Place) -> Step | None:
        number, of, name = told.get("number"), told.get("of"), told.get("procedure") or None
        if number and of and number > of:
            self.wrong((*place, "number"), "step_beyond", value=number, other=of)
        if name and self.known.procedures:
            id = procedure(self.known, name)
            if id is None:
                self.wrong((*place, "procedure"), "procedure_unknown", value=name, known=", ".join(self.known.procedures))
            else:
                name, steps = id, self.known.procedures[id].steps
                if number and steps and number > len(steps) and not (of and number > of):
                    self.wrong((*place, "number"), "step_procedure", value=number, other=len(steps), procedure=id)
        made = Step(number, of, name, told.get("label") or None)
        return made if made != Step() else None

    def conference(self, told: Mapping, place: Place) -> Conference:
        held, held_end = told.get("held"), told.get("held_end")
        if held_end and not held:
            self.wrong((*place, "held_end"), "held_end_alone")
        elif held_end and held_end < held:
            self.wrong((*place, "held_end"), "held_end_before", value=format_date(held_end), other=format_date(held))
        committees = [self.committee(name, (*place, "committee", i)) for i, name in enumerate(told.get("committee", ()))]
        return Conference(
            kind=told.get("kind", "khac"), name=told.get("name") or None, held=held,
            held_end=held_end if held_end != held else None,
            part_of_day=told.get("part_of_day"), round=told.get("round"), status=told.get("status", "held"),
            committees=tuple(dict.fromkeys(committees)), terms=tuple(dict.fromkeys(map(self.term, told.get("term", ())))),
            venue=told.get("venue") or None, chair=told.get("chair") or None,
            step=self.step(told["step"], (*place, "step")) if "step" in told else None,
        )

    def conferences(self, told: Mapping) -> tuple[Conference, ...]:
        made = [self.conference(one, ("conference", i)) for i, one in enumerate(told.get("conference", ()))]
        if "step" in told:
            step = self.step(told["step"], ("step",))
            if len(made) != 1:
                self.wrong(("step",), "step_many" if made else "step_alone", value=len(made))
            elif made[0].step:
                self.wrong(("step",), "step_twice")
            else:
                made = [replace(made[0], step=step)]
        return tuple(made)

    def number(self, told: Mapping, key: str, place: Place) -> Decimal | None:
        if key not in told:
            return None
        measure = told["measure"]
        value = parse_number(told[key], ratio=measure in RATIOS)
        if value is None:
            self.wrong((*place, key), "number", value=told[key], advice="viết như 06, 1.000 hoặc 1,04")
        elif measure not in _FRACTIONAL and value != value.to_integral_value():
            self.wrong((*place, key), "not_whole", value=told[key], measure=vocabulary.label("measure", measure))
        return value

    def which_conference(self, text: str, conferences: tuple[Conference, ...], place: Place) -> int | None:
        if text.isdecimal() and 1 <= int(text) <= len(conferences):
            return int(text) - 1
        named = [i for i, c in enumerate(conferences)
                 if (c.name and fold(c.name) == fold(text)) or c.kind == vocabulary.find("kind", text)]
        if len(named) == 1:
            return named[0]
        self.wrong(place, "result_conference", value=text)
        return None

    def result(self, told: Mapping, place: Place, conferences: tuple[Conference, ...]) -> Figure | None:
        value, most, of = (self.number(told, key, place) for key in ("value", "value_max", "of"))
        if value is None:
            return None
        if most is not None and most <= value:
            self.wrong((*place, "value_max"), "value_max_below", value=format_number(most), other=format_number(value))
        if of is not None and of < (most or value) and told["measure"] not in RATIOS:
            self.wrong((*place, "of"), "of_below", value=format_number(of), other=format_number(most or value))
        if told["measure"] == "votes_percent" and value > 100:
            self.wrong((*place, "value"), "percent_over", value=format_number(value))
        conference = None
        if told.get("conference"):
            conference = self.which_conference(told["conference"], conferences, (*place, "conference"))
        committee = self.committee(told["committee"], (*place, "committee")) if told.get("committee") else None
        return Figure(
            term=self.term(told["term"]) if "term" in told else None,
            bodies=tuple(dict.fromkeys(told.get("body", ()))) or ("khac",), measure=told["measure"], value=value, value_max=most,
            qualifier=told.get("qualifier"), unit=told.get("unit") or None, stage=told.get("stage"),
            body_text=told.get("body_text") or None,
            committee=committee or default_committee(conferences, conference), conference=conference,
            as_of=told.get("as_of"), period=told.get("period") or None, of=of,
            note=told.get("note") or None, quote=told.get("quote", ""), declared=True,
            aliases=tuple(dict.fromkeys(told.get("aliases", ()))),
        )


def default_committee(conferences: tuple[Conference, ...], conference: int | None) -> str | None:
    """The committee of a figure that names none: its conference's, or all conferences', where that is exactly one."""
    asked = conferences if conference is None else (conferences[conference],)
    named = {committee for c in asked for committee in c.committees}
    return named.pop() if len(named) == 1 else None


def _people(told: list[Mapping]) -> tuple[Person, ...]:
    return tuple(Person(one["name"], one.get("role") or None) for one in told)


def _picture(told: Mapping) -> Picture:
    return Picture(told["image"], told.get("alt") or None, told.get("caption") or None, told.get("credit") or None)


def _document(told: Mapping, place: Place, faults: list[Fault]) -> Document:
    made = Document(told.get("id") or None, told.get("number") or None, told.get("date"), told.get("title") or None, told.get("file"))
    if not (made.id or made.number or made.title or made.file):
        faults.append(fault(place, "document_empty"))
    return made


def _source(told: Mapping, faults: list[Fault]) -> Source:
    if "views" in told and "retrieved" not in told:
        faults.append(fault(("source", "views"), "views_without_day"))
    return Source(
        told.get("name") or None, told.get("url"), _people(told.get("authors", ())), _people(told.get("photographers", ())),
        told.get("published"), told.get("retrieved"), told.get("views"),
    )


def _slug(told: Mapping, faults: list[Fault]) -> str:
    if "slug" in told:
        return told["slug"]
    made = slug(told["title"])
    if not is_slug(made):
        faults.append(fault(("title",), "slug_needed", value=told["title"]))
    return made


def _check_dates(article: Article, faults: list[Fault]) -> None:
    if article.date is None:
        if article.kind == "article" and article.status != "draft":
            faults.append(fault(("status",), "date_missing", value=vocabulary.label("status", article.status)))
        return
    day = article.date.astimezone(VIETNAM).date()
    if article.updated and article.updated < article.date:
        faults.append(fault(("updated",), "updated_before",
                            value=format_date(article.updated.astimezone(VIETNAM)), other=format_date(day)))
    for number, conference in enumerate(article.conferences):
        if conference.held and conference.held > day and conference.status == "held" and article.status != "draft":
            faults.append(fault(("conference", number, "held"), "held_later",
                                value=format_date(conference.held), other=format_date(day)))


def article(told: Mapping, path: str, parts: Parts, known: SiteData) -> tuple[Article, list[Fault]]:
    """The article that validated front matter (``schema.Article``) describes, and what is wrong across its values."""
    faults: list[Fault] = []
    conversion = _Conversion(known, faults)
    kind = kind_of(path)
    if kind == "article" and not told.get("category"):
        faults.append(fault(("category",), "missing"))
    conferences = conversion.conferences(told) if "conference" in told or "step" in told else ()
    results = (conversion.result(one, ("results", i), conferences) for i, one in enumerate(told.get("results", ())))
    made = Article(
        path=nfc(path), title=told["title"], slug=_slug(told, faults), date=told.get("date"), category=told.get("category", ""),
        status=told.get("status", "draft"), kind=kind, date_basis=told.get("date_basis", "published"), updated=told.get("updated"),
        corrections=tuple(Correction(c["date"], c["note"], c.get("before") or None, c.get("after") or None)
                          for c in told.get("corrections", ())),
        aliases=tuple(dict.fromkeys(told.get("aliases", ()))), summary=told.get("summary") or None,
        authors=_people(told.get("authors", ())), photographers=_people(told.get("photographers", ())),
        interviewees=_people(told.get("interviewees", ())), tags=tuple(dict.fromkeys(filter(None, told.get("tags", ())))),
        series=told.get("series") or None, featured=told.get("featured"),
        cover=_picture(told["cover"]) if "cover" in told else None, images=tuple(map(_picture, told.get("images", ()))),
        audio=Audio(told["audio"]["file"], told["audio"].get("title") or None) if "audio" in told else None,
        documents=tuple(_document(d, ("documents", i), faults) for i, d in enumerate(told.get("documents", ()))),
        source=_source(told["source"], faults) if "source" in told else None, conferences=conferences,
        results=tuple(filter(None, results)),
        approval=Approval(told["approval"]["by"], told["approval"]["date"], told["approval"].get("source") or None)
        if "approval" in told else None,
        body=parts.body, body_line=parts.body_line,
    )
    _check_dates(made, faults)
    return made, faults
