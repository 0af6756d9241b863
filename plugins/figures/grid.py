"""Tables that lost their lines: a row of headings, then rows of a label and numbers, parted by bars, tabs or spaces,
or every cell on a line of its own."""
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from plugins.figures.context import CORE, OTHER
from plugins.figures.grammar import TOKEN, Entry, Grammar, Trie, expand, rules
from plugins.figures.terms import find_terms
from plugins.values import Term
from plugins.vietnamese.numbers import parse_number

_BAR = re.compile(r" *(?:[|\t]|   +) *")
_NUMBER = re.compile(r"(\d[\d.,]*)(?:/(\d+))?(?: ?(%|lần|đồng chí|đ/c|người|lượt|cán bộ))?")
_FLAT = re.compile(r"(?:(?P<rank>\d{1,3})[.)]? )?(?P<label>[^\W\d][^\d\n|]{1,90}?)(?P<numbers>(?:[ :]+\d[\d.,]*%?)+) *")
_NUMERAL = re.compile(r"\d+")
_RANKS = ("stt", "tt", "số tt")
_COLUMNS = 12
_NARROW = 60  # characters: no cell on a line of its own is longer
_EMPTY = frozenset(("-", "x", "+", "0"))
_RULER = re.compile(r"[\s|:+=-]*")
_LONG = 240  # characters: no row of a table is longer
_MOST = 100_000  # no committee counts more
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading says of its column, or a label of its row."""

    measure: str | None = None
    bodies: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a table: ``start`` to ``end`` is its place, ``begin`` that of its row, ``head`` that of the headings;
    ``measure`` None where only the words above the table can say it."""

    value: Decimal
    head: Span
    begin: int
    start: int
    end: int
    measure: str | None
    bodies: tuple[str, ...]
    terms: tuple[Term, ...]
    of: Decimal | None


@cache
def _vocabulary() -> tuple[Trie, tuple[str, ...], re.Pattern[str]]:
    data = rules("tables")
    trie = Trie()
    for rule in data["columns"]:
        for phrase in rule["phrases"]:
            for wording in expand(phrase):
                trie.add(wording, Entry("column", rule["id"]))
    return trie, tuple(data["heads"]), re.compile(r"\n(?:" + "|".join(data["heads"]) + ")")


def _read(text: str, grammar: Grammar) -> list[tuple[int, int, Entry]]:
    """The words of a heading that say something: places in its tokens, and what they mean."""
    columns = _vocabulary()[0]
    words = [word for word in TOKEN.findall(text) if word not in "()"]
    found, place = [], 0
    while place < len(words):
        end, entries = columns.at(words, place)
        body_end, others = grammar.marks.at(words, place)
        if others and (body_end > end or not entries):
            end, entries = body_end, others
        useful = next((entry for entry in entries if entry.kind in ("column", "body") or entry.id in CORE | OTHER | {"trait"}), None)
        if useful is not None:
            found.append((place, end, useful))
        place = max(end, place + 1)
    return found


def _measure(entry: Entry) -> str:
    return "other" if entry.id in OTHER or entry.id == "trait" else entry.id


def _meaning(text: str, grammar: Grammar) -> Meaning:
    """What a heading or label means as a whole: the weightiest verb, the bodies, the terms."""
    entries = [entry for _, _, entry in _read(text, grammar)]
    terms = tuple(term for mention in find_terms(text) for term in mention.terms)
    bodies = tuple(dict.fromkeys(entry.id for entry in entries if entry.kind == "body"))
    verbs = [entry for entry in entries if entry.kind != "body" and entry.id not in ("skip", "count")]
    best = max(verbs, key=lambda entry: entry.weight + 4 * (entry.kind == "column"), default=None)
    skipped = best is None and not bodies and not terms and any(entry.id == "skip" for entry in entries)
    return Meaning(_measure(best) if best else None, bodies, terms, skipped)


def _flat_columns(text: str, grammar: Grammar) -> list[Meaning]:
    """The columns of a heading whose cells nothing parts: "STT Chức danh Số lượng quy hoạch Hệ số"."""
    columns: list[Meaning] = []
    last: tuple[int, str] | None = None  # where the part before ended, and what it was
    for begin, end, entry in _read(text, grammar):
        if entry.id == "skip":
            continue
        joined = last is not None and last[0] == begin and "count" in (last[1], entry.id)
        meaning = Meaning(bodies=(entry.id,)) if entry.kind == "body" else Meaning(None if entry.id == "count" else _measure(entry))
        if joined and columns and entry.kind != "body":
            columns[-1] = meaning if meaning.measure else columns[-1]
        else:
            columns.append(meaning)
        last = end, entry.id
    return columns


def _cells(text: str, begin: int, end: int) -> list[Span]:
    """The cells of the line ``text[begin:end]``, without the outer bars."""
    spans, start = [], begin
    for match in _BAR.finditer(text, begin, end):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, end))
    if len(spans) > 1 and text[begin:spans[0][1]].strip() == "":
        del spans[0]
    if len(spans) > 1 and text[spans[-1][0]:end].strip() == "":
        del spans[-1]
    return spans


def _value(text: str, ratio: bool) -> tuple[Decimal, Decimal | None] | None:
    match = _NUMBER.fullmatch(text.strip())
    if match is None or len(match[1]) > 12:
        return None
    value = parse_number(match[1], ratio=ratio or match[3] in ("%", "lần"))
    if value is None or value > _MOST:
        return None
    return value, Decimal(match[2]) if match[2] else None


def _lines(text: str) -> list[Span]:
    spans, begin = [], 0
    while begin <= len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        if text[begin:end].strip():
            spans.append((begin, end))
        begin = end + 1
    return spans


def _parted_row(text: str, tabbed: str, head: Span, span: Span, columns: list[Meaning], grammar: Grammar) -> list[Cell] | None:
    cells = _cells(tabbed, *span)
    if len(cells) != len(columns):
        return None
    labels = [_meaning(text[begin:end], grammar) for begin, end in cells[:2] if _value(text[begin:end], False) is None]
    row = next((label for label in labels if label.bodies or label.measure or label.terms), Meaning())
    found = []
    for (begin, end), column in zip(cells, columns, strict=True):
        if column.skipped or begin == cells[0][0]:
            continue
        cell = _cell(text, head, span[0], begin, end, column, row)
        found += [cell] if cell else []
    return found if found else None


def _flat_row(text: str, head: Span, span: Span, columns: list[Meaning], grammar: Grammar) -> list[Cell] | None:
    match = _FLAT.fullmatch(text, *span)
    if match is None:
        return None
    numbers = [(found.start(), found.end()) for found in re.compile(r"\d[\d.,]*%?").finditer(text, match.start("numbers"), match.end("numbers"))]
    if len(numbers) > len(columns):
        return None
    row = _meaning(match["label"], grammar)
    found = [_cell(text, head, match.start("label"), *place, column, row) for place, column in zip(numbers, columns, strict=False)]
    return [cell for cell in found if cell] or None


def _cell(text: str, head: Span, row_begin: int, begin: int, end: int, column: Meaning, row: Meaning) -> Cell | None:
    measure = column.measure or row.measure
    read = _value(text[begin:end], measure == "ratio_to_current" or "," in text[begin:end])
    if read is None:
        return None
    value, of = read
    if measure == "percent" and "%" not in text[begin:end] and value < 5 and value != value.to_integral_value():
        measure = "ratio_to_current"
    if "%" in text[begin:end] and measure != "votes_percent":
        measure = "percent"
    return Cell(value, head, row_begin, begin, end, measure, column.bodies or row.bodies, column.terms or row.terms, of)


def _names_years_only(text: str) -> bool:
    """Whether all numbers of *text* are years of terms that it names."""
    numerals = set(_NUMERAL.findall(text))
    return not numerals or numerals <= {year for term in find_terms(text) for t in term.terms for year in (str(t.start), str(t.end))}


def _stacked(text: str, lines: list[Span], first: int, grammar: Grammar) -> tuple[list[Cell], int]:
    """The numbers of a table with every cell on a line of its own, its headings from line *first*, and the line after it; ([], first)
    where none stands there or its rows do not fit. Where a column numbers the rows, they begin with a number, else with their label."""
    place = first
    while place < min(len(lines), first + _COLUMNS) and lines[place][1] - lines[place][0] <= _NARROW and _names_years_only(text[slice(*lines[place])]):
        place += 1
    if place == len(lines):
        return [], first
    ranked = text[slice(*lines[first])].strip() in _RANKS
    begin = place if ranked else place - 1
    width = begin - first
    if width < 2 + ranked:
        return [], first
    head = lines[first]
    columns: list[Meaning] = []
    cells: list[Cell] = []
    expected = [True] * ranked + [False] + [True] * (width - 1 - ranked)
    while begin + width <= len(lines):
        row = lines[begin:begin + width]
        written = [text[slice(*span)].strip() for span in row]
        if [_value(cell, False) is not None or cell in _EMPTY for cell in written] != expected:
            break
        columns = columns or [_meaning(text[slice(*span)], grammar) for span in lines[first:first + width]]
        label = _meaning(written[ranked], grammar)
        made = [_cell(text, head, *(span[0], *span), column, label) for span, column in list(zip(row, columns, strict=True))[1 + ranked:] if not column.skipped]
        cells += [cell for cell in made if cell and (cell.measure or cell.bodies)]
        begin += width
    behind = lines[begin:begin + width]
    if any(_value(text[slice(*span)], False) is not None for span in behind):
        return [], first  # numbers go on, but not in rows: a cell is missing somewhere, and nobody knows where
    return (cells, begin) if cells else ([], first)


def find_cells(text: str, tabbed: str, grammar: Grammar) -> list[Cell]:
    """The numbers of all tables in the normalised *text*; *tabbed*, of the same length, still has its tabs."""
    _, heads, headed = _vocabulary()
    if "|" not in text and "\t" not in tabbed and not headed.search(text) and not text.startswith(heads):
        return []
    cells: list[Cell] = []
    columns: list[Meaning] = []
    flat, head = False, (0, 0)
    lines = _lines(text)
    done = 0
    for place, span in enumerate(lines):
        if place < done:
            continue
        line = text[slice(*span)]
        if line.strip() in heads:
            stacked, done = _stacked(text, lines, place, grammar)
            if stacked:
                cells += stacked
                columns = []
                continue
        if len(line) > _LONG:
            columns = []
            continue
        if _RULER.fullmatch(line):
            continue
        if columns:
            row = _flat_row(text, head, span, columns, grammar) if flat else _parted_row(text, tabbed, head, span, columns, grammar)
            if row is not None:
                cells += row
                continue
        columns, flat, head = [], False, span
        if not _names_years_only(line):
            continue
        parts = _cells(tabbed, *span)
        if len(parts) > 1:
            columns = [_meaning(text[begin:end], grammar) for begin, end in parts]
            if sum(not column.skipped and column != Meaning() for column in columns[1:]) == 0 and not line.startswith(heads):
                columns = []
        elif line.lstrip().startswith(heads):
            columns, flat = _flat_columns(line, grammar), True
    return cells
