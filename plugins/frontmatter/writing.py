"""``Article`` → a content file as staff would write it: block style, ids, quotes only where they are needed."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from plugins import vocabulary
from plugins.frontmatter.checks import prose
from plugins.frontmatter.convert import RATIOS, default_committee
from plugins.frontmatter.mending import quoted
from plugins.frontmatter.parse import NULL
from plugins.values import VIETNAM, Approval, Article, Audio, Conference, Correction, Document, Figure, Person, Picture, Source, Step, Term
from plugins.vietnamese.numbers import format_number, parse_number
from plugins.vietnamese.text import slug, tidy

Written = str | list | dict  # texts, lists and mappings as they go into the file


class Bare(str):
    """A date, number, term or id: written without quotes whatever it looks like."""

    __slots__ = ()


class Exact(str):
    """A file's path: spaces that stand together and tabs are part of its name."""

    __slots__ = ()


def _exact(path: str | None) -> Exact | None:
    return Exact(tidy(path)) if path else None


def _moment(moment: datetime) -> Bare:
    if moment.utcoffset() != VIETNAM.utcoffset(None):
        return Bare(moment.isoformat(sep=" ", timespec="seconds"))
    return Bare(f"{moment:%Y-%m-%d %H:%M:%S}".removesuffix(":00").removesuffix(" 00:00"))


def _number(number: Decimal, measure: str = "other") -> Bare:
    """Digits that read back as *number*: "1,2340", since "1,234" would be a thousand and more."""
    text = format_number(number) if number != number.to_integral_value() else f"{number:.0f}"
    if parse_number(text, ratio=measure in RATIOS) != number:
        text += "0"
    return Bare(text)


def _term(term: Term) -> Bare:
    return Bare(term.years if term.family == "party" else f"{term.years} {vocabulary.label('family', term.family).lower()}")


def _one_or_list(values: Sequence[object]) -> object:
    return values[0] if len(values) == 1 else list(values)


def _person(person: Person) -> object:
    return {"name": person.name, "role": person.role} if person.role else person.name


def _document(document: Document) -> object:
    if document.id and document == Document(id=document.id):
        return document.id
    return {"id": document.id, "number": document.number, "date": document.date, "title": document.title, "file": _exact(document.file)}


def _conference(conference: Conference) -> dict:
    return {
        "name": conference.name, "kind": Bare(conference.kind), "held": conference.held, "held_end": conference.held_end,
        "part_of_day": conference.part_of_day, "round": conference.round,
        "status": conference.status if conference.status != "held" else None,
        "committee": _one_or_list(conference.committees), "term": _one_or_list(conference.terms),
        "venue": conference.venue, "chair": conference.chair, "step": conference.step,
    }


def _figure(figure: Figure, conferences: tuple[Conference, ...]) -> dict:
    named = figure.committee != default_committee(conferences, figure.conference)
    numbers = {key: None if value is None else _number(value, figure.measure)
               for key, value in (("value", figure.value), ("value_max", figure.value_max), ("of", figure.of))}
    return {
        "term": figure.term, "body": _one_or_list(figure.bodies), "body_text": figure.body_text, "measure": figure.measure,
        "value": numbers["value"], "value_max": numbers["value_max"], "qualifier": figure.qualifier, "unit": figure.unit,
        "stage": figure.stage, "committee": figure.committee if named else None,
        "conference": None if figure.conference is None else figure.conference + 1, "as_of": figure.as_of,
        "period": figure.period, "of": numbers["of"], "note": figure.note, "quote": figure.quote, "aliases": figure.aliases,
    }


def written(value: object, conferences: tuple[Conference, ...] = ()) -> Written | None:
    """*value*, of our values or plain, as it goes into the file; None where nothing is to be written.

    Raises TypeError for what front matter cannot hold.
    """
    match value:
        case Bare() | Exact():
            return value
        case None:
            return None
        case str():
            return prose(tidy(value)) or None
        case bool():
            raise TypeError("front matter holds no booleans")
        case int():
            return Bare(value)
        case Decimal():
            return _number(value)
        case datetime():
            return _moment(value)
        case date():
            return Bare(value.isoformat())
        case Term():
            return _term(value)
        case Person():
            value = _person(value)
        case Picture():
            value = {"image": _exact(value.image), "alt": value.alt, "caption": value.caption, "credit": value.credit}
        case Audio():
            value = {"file": _exact(value.file), "title": value.title} if value.title else _exact(value.file)
        case Document():
            value = _document(value)
        case Source():
            value = {"name": value.name, "url": value.url, "authors": value.authors, "photographers": value.photographers,
                     "published": value.published, "retrieved": value.retrieved, "views": value.views}
        case Step():
            value = {"number": value.number, "of": value.of, "procedure": value.procedure, "label": value.label}
        case Conference():
            value = _conference(value)
        case Figure():
            value = _figure(value, conferences)
        case Correction():
            value = {"date": value.date, "note": value.note, "before": value.before, "after": value.after}
        case Approval():
            value = {"by": value.by, "date": value.date, "source": value.source}
    if isinstance(value, str):
        return value if isinstance(value, Exact) else prose(tidy(value)) or None
    if isinstance(value, Mapping):
        inner = {key: put for key, one in value.items() if (put := written(one, conferences)) is not None}
        return inner or None
    if isinstance(value, Sequence):
        items = [put for one in value if (put := written(one, conferences)) is not None]
        return items or None
    raise TypeError(f"front matter cannot hold {type(value).__name__}")


def front_matter(article: Article) -> dict[str, Written]:
    """The keys of *article* in the order of the files, without what is default."""
    a = article
    told = {
        "title": a.title, "category": a.category, "date": a.date,
        "date_basis": a.date_basis if a.date_basis != "published" else None,
        "updated": a.updated, "corrections": a.corrections,
        # The default too: staff turn "draft" into "published" in this line.
        "status": a.status,
        "slug": a.slug if a.slug != slug(a.title) else None, "aliases": a.aliases, "summary": a.summary, "authors": a.authors,
        "photographers": a.photographers, "interviewees": a.interviewees, "tags": a.tags, "series": a.series,
        "featured": a.featured, "cover": a.cover, "images": a.images, "audio": a.audio, "documents": a.documents,
        "source": a.source, "conference": _one_or_list(a.conferences), "results": a.results, "approval": a.approval,
    }
    return {key: put for key, value in told.items() if (put := written(value, a.conferences)) is not None}


# What other YAML readers would take for a number or a truth value is quoted, though ours keeps every text.
_OTHERWISE = re.compile(r"[-+]?(?:[0-9][0-9_]*|0[xo][0-9a-f]+|(?:[0-9]*\.[0-9]+|[0-9]+\.?)(?:e[-+]?[0-9]+)?|\.inf|\.nan)|true|false|yes|no|on|off|y|n",
                        re.IGNORECASE)
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`")


def scalar(text: str) -> str:
    """One line of text as a YAML scalar.

    >>> print(scalar("Đảng ủy Khối (mẫu)"), scalar("Hội nghị: quy hoạch"), scalar("%"), scalar("2025"), scalar(Bare("2025")))
    Đảng ủy Khối (mẫu) "Hội nghị: quy hoạch" "%" "2025" 2025
    """
    if isinstance(text, Bare):
        return text
    if text in NULL or text[0] in _FIRST or ": " in text or " #" in text or text.endswith(":") or _OTHERWISE.fullmatch(text):
        return quoted(text)
    return text


def lines(value: Written, indent: int) -> list[str]:
    """*value* in block style, its lines begun with *indent* spaces; one line without indent for a scalar on one line."""
    margin = " " * indent
    if isinstance(value, str):
        if "\n" not in value:
            return [scalar(value)]
        return ["|-", *(margin + line if line else "" for line in value.split("\n"))]
    out: list[str] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            out += entry(key, inner, indent)
        return out
    for item in value:
        first, *rest = lines(item, indent + 2)
        out += [f"{margin}- {first.lstrip() if isinstance(item, (dict, list)) else first}", *rest]
    return out


def entry(key: str, value: Written, indent: int = 0) -> list[str]:
    """The lines of one key with its value."""
    inner = lines(value, indent + 2)
    margin = " " * indent
    if isinstance(value, str):
        return [f"{margin}{key}: {inner[0]}", *inner[1:]]
    return [f"{margin}{key}:", *inner]


def dump(article: Article) -> str:
    """The whole content file of *article*: front matter and body.

    ``load`` gives back an equal article; ``path``, ``body_line`` and what is made from the body are not in the file.
    Texts are tidied on the way, as ``load`` does.
    """
    body = tidy(article.body).strip("\n")
    header = "\n".join(line for key, value in front_matter(article).items() for line in entry(key, value))
    return f"---\n{header}\n---\n" + (f"\n{body}\n" if body else "")
