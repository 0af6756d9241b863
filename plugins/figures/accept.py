"""Accepted suggestions → entries of ``results`` in a file's front matter. Everything else in the file stays as it is."""
from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal

import yaml

from plugins import vocabulary
from plugins.figures.units import unit_class
from plugins.frontmatter.parse import split
from plugins.frontmatter.places import Node, survey
from plugins.values import Figure

_PLAIN = re.compile(r"[^\W\d_][\w ,/]*")  # letters first, then nothing that YAML would read as more than text


def number_text(value: Decimal) -> str:
    """*value* so that it reads back as itself: three decimals would pass for thousands, so a fourth is added.

    >>> number_text(Decimal("1.04")), number_text(Decimal("1.045")), number_text(Decimal(1000))
    ('1,04', '1,0450', '1000')
    """
    text = f"{value:f}"
    whole, point, part = text.partition(".")
    if not point:
        return whole
    return f"{whole},{part}0" if len(part) == 3 else f"{whole},{part}"


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)


def entry(figure: Figure) -> list[str]:
    """The lines of one figure, without their indent, the first without its dash; words in Vietnamese, as staff write."""
    bodies = [vocabulary.label("body", body) for body in figure.bodies]
    lines = [f"term: {figure.term.years}"] if figure.term else []
    lines += [f"body: {bodies[0]}"] if len(bodies) == 1 else ["body:", *(f"  - {body}" for body in bodies)]
    if figure.body_text and figure.body in ("khac", "chu-tich", "pho-chu-tich"):
        lines.append(f"body_text: {_scalar(figure.body_text)}")
    lines += [f"measure: {_scalar(vocabulary.label('measure', figure.measure))}", f"value: {number_text(figure.value)}"]
    if figure.value_max is not None:
        lines.append(f"value_max: {number_text(figure.value_max)}")
    for key, kind in (("qualifier", figure.qualifier), ("stage", figure.stage)):
        if kind:
            lines.append(f"{key}: {_scalar(vocabulary.label(key, kind))}")
    if figure.unit and unit_class(figure.unit, figure.measure) != unit_class(None, figure.measure):
        lines.append(f"unit: {_scalar(figure.unit)}")
    if figure.of is not None:
        lines.append(f"of: {number_text(figure.of)}")
    if figure.quote:
        lines.append(f"quote: {_scalar(figure.quote)}")
    return lines


def _block(figures: Iterable[Figure], indent: str) -> list[str]:
    found = []
    for figure in figures:
        for place, line in enumerate(entry(figure)):
            found.append(f"{indent}{'- ' if place == 0 else '  '}{line}")
    return found


def accept(source: str, figures: Iterable[Figure]) -> str:
    """*source* (a content file) with *figures* added at the end of its ``results``.

    Raises ValueError where the file has no front matter that can be read, or writes ``results`` in one line
    with braces or brackets: nothing can be added there without rewriting what a person wrote.
    """
    added = list(figures)
    parts = split(source)
    if isinstance(parts, str):
        raise ValueError("no front matter")
    try:
        top, _ = survey(parts.header)
    except yaml.YAMLError as error:
        raise ValueError("front matter cannot be read") from error
    if not added:
        return source
    newline = "\r\n" if "\r\n" in source else "\n"
    lines = source.split("\n")
    results = top.children.get("results") if top else None
    if results is None or (results.value is None and not results.children and results.style not in ("flow", "block")):
        place, block = _end_of(lines, parts.header_line - 1 + parts.header.count("\n")), ["results:", *_block(added, "  ")]
        if results is not None:  # "results:" stands there with nothing after it
            place, block = parts.header_line + results.key_line, block[1:]
    elif results.style == "flow" or not results.is_list:
        raise ValueError("results is not a block list")
    else:
        place, indent = _after(lines, results, parts.header_line - 1)
        block = _block(added, indent)
    return "\n".join(lines[:place] + [line + newline.removesuffix("\n") for line in block] + lines[place:])


def _end_of(lines: list[str], closing: int) -> int:
    """The line number, from 0, at which a new key may stand: before the closing ``---`` and blank lines above it."""
    while closing > 0 and not lines[closing - 1].strip():
        closing -= 1
    return closing


def _after(lines: list[str], results: Node, first: int) -> tuple[int, str]:
    """Where the list's last entry ends (line number from 0), and the indent of its dashes."""
    last = list(results.children.values())[-1]
    dash = lines[first + last.key_line]
    indent = dash[: len(dash) - len(dash.lstrip())]
    end = first + last.key_line + 1
    for number in range(end, len(lines)):
        line = lines[number].rstrip("\r")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if len(line) - len(line.lstrip()) <= len(indent):
            break
        end = number + 1
    return end, indent
