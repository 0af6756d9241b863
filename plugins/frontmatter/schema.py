"""The front matter's schema: every key and its type.

Values come in as texts (see ``parse``) and go out as our own types. pydantic collects all faults of a file
in one run and gives the JSON schema; what a key is for, in Vietnamese, stands in ``keys.json``.
``TypedDict`` and not models: a header of 30 lines is validated in 0.04 ms, and what is not written takes no room.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Required

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter
from typing_extensions import TypedDict

from plugins import vocabulary
from plugins.frontmatter import checks

_NO_OTHERS = ConfigDict(extra="forbid")


def _choice(name: str):
    labels = {id: vocabulary.label(name, id) for id in vocabulary.ids(name)}
    return Annotated[str, AfterValidator(partial(checks.choice, name)),
                     Field(json_schema_extra={"enum": list(labels), "x-labels": labels})]


def _named(key: str):
    """A text alone stands for a mapping with only *key*."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def _widget(check, name: str):
    return Annotated[str, AfterValidator(check), Field(json_schema_extra={"x-widget": name})]


Line = Annotated[str, AfterValidator(checks.line)]
Filled = Annotated[Line, AfterValidator(checks.filled)]
Prose = Annotated[str, AfterValidator(checks.prose), Field(json_schema_extra={"x-widget": "text"})]
Day = _widget(checks.day, "date")
Moment = _widget(checks.moment, "datetime")
Number = _widget(checks.number, "number")
Whole = _widget(checks.whole, "number")
Ordinal = _widget(checks.ordinal, "number")
File = _widget(checks.file_path, "file")
TermYears = Annotated[str, AfterValidator(checks.term)]
Url = Annotated[str, AfterValidator(checks.web_address)]
Listed = BeforeValidator(checks.listed)


class Person(TypedDict, total=False):
    __pydantic_config__ = _NO_OTHERS
    name: Required[Filled]
    role: Line


class Picture(TypedDict, total=False):
    __pydantic_config__ = _NO_OTHERS
    image: Required[File]
    alt: Line
    caption: Line
    credit: Line


class Audio(TypedDict, total=False):
    __pydantic_config__ = _NO_OTHERS
    file: Required[File]
    title: Line


class Document(TypedDict, total=False):
    __pydantic_config__ = _NO_OTHERS
    id: Line
    number: Line
    date: Day
    title: Line
    file: File


People = Annotated[list[Annotated[Person, _named("name")]], Listed]


class Source(TypedDict, total=False):
    __pydantic_config__ = _NO_OTHERS
    name: Line
    url: Url
    authors: People
    photographers: People
    published: Moment
    retrieved: Day
    views: Whole


class Step(TypedDict, total=False):
    __pydantic_config__ = _NO_OTHERS
    number: Ordinal
    of: Ordinal
    procedure: Line
    label: Line


class Conference(TypedDict, total=False):
    __pydantic_config__ = _NO_OTHERS
    name: Line
    kind: _choice("kind")
    held: Day
    held_end: Day
    part_of_day: _choice("part_of_day")
    round: Ordinal
    status: _choice("conference_status")
    committee: Annotated[list[Filled], Listed]
    term: Annotated[list[TermYears], BeforeValidator(checks.listed_terms)]
    venue: Line
    chair: Line
    step: Step


class Result(TypedDict, total=False):
    __pydantic_config__ = _NO_OTHERS
    term: TermYears
    body: Annotated[list[_choice("body")], BeforeValidator(checks.listed_bodies)]
    body_text: Line
    measure: Required[_choice("measure")]
    value: Required[Number]
    value_max: Number
    qualifier: _choice("qualifier")
    unit: Line
    stage: _choice("stage")
    committee: Line
    conference: Line
    as_of: Day
    period: Line
    of: Number
    note: Prose
    quote: Prose
    aliases: Annotated[list[Annotated[str, AfterValidator(checks.old_id)]], Listed]


class Correction(TypedDict, total=False):
    __pydantic_config__ = _NO_OTHERS
    date: Required[Moment]
    note: Required[Annotated[Prose, AfterValidator(checks.filled)]]
    before: Prose
    after: Prose


class Approval(TypedDict, total=False):
    __pydantic_config__ = _NO_OTHERS
    by: Required[Filled]
    date: Required[Day]
    source: Line


class Article(TypedDict, total=False):
    __pydantic_config__ = _NO_OTHERS
    title: Required[Filled]
    category: Line
    date: Moment
    date_basis: _choice("date_basis")
    updated: Moment
    corrections: Annotated[list[Correction], Listed]
    status: _choice("status")
    slug: Annotated[str, AfterValidator(checks.slug_text)]
    aliases: Annotated[list[Annotated[str, AfterValidator(checks.old_address)]], Listed]
    summary: Prose
    authors: People
    photographers: People
    interviewees: People
    tags: Annotated[list[Line], BeforeValidator(checks.listed_tags)]
    series: Line
    featured: Day
    cover: Annotated[Picture, _named("image")]
    images: Annotated[list[Annotated[Picture, _named("image")]], Listed]
    audio: Annotated[Audio, _named("file")]
    documents: Annotated[list[Annotated[Document, BeforeValidator(checks.named_document)]], Listed]
    source: Annotated[Source, _named("name")]
    conference: Annotated[list[Conference], Listed]
    step: Step
    results: Annotated[list[Result], Listed]
    approval: Approval


ADAPTER = TypeAdapter(Article)

@dataclass(frozen=True, slots=True)
class Key:
    """A key as documentation lists it: ``path`` is "conference.held", ``choices`` are (id, label) pairs."""

    path: str
    about: str
    example: str
    required: bool
    choices: tuple[tuple[str, str], ...] = ()


@cache
def json_schema() -> dict:
    """The JSON schema, each property with its Vietnamese description and example; ``x-widget`` names an editor's field."""
    schema = ADAPTER.json_schema()
    schema["$defs"]["Article"] = schema
    for group, keys in json.loads(Path(__file__).with_name("keys.json").read_text(encoding="utf-8")).items():
        properties = schema["$defs"][group.capitalize()]["properties"]
        for key, told in keys.items():
            properties[key] |= {"description": told["about"], "examples": [told["example"]]}
    del schema["$defs"]["Article"]
    return schema


def keys() -> Iterator[Key]:
    """Every key with its meaning, in the order in which files are written, nested ones after their parents.

    >>> [key.path for key in keys()][:2], sum(key.path == "results.measure" for key in keys())
    (['title', 'category'], 1)
    """
    schema = json_schema()

    def walk(group: dict, above: str) -> Iterator[Key]:
        for name, told in group["properties"].items():
            inner = told.get("items", told)
            choices = tuple(inner.get("x-labels", {}).items())
            yield Key(above + name, told["description"], told["examples"][0], name in group.get("required", ()), choices)
            reference = inner.get("$ref") or told.get("$ref")
            if reference:
                yield from walk(schema["$defs"][reference.rpartition("/")[2]], f"{above}{name}.")

    return walk(schema, "")
