"""Whoosh's query language over our index: ``title:"quy hoạch" AND NOT year:2021``, ``khuyế*``, ``date:[2022-01-01 TO 2022-06-30]``.

A query without any of its signs is planned and ranked like in the browser; this is for who wants to say it exactly.
Words in it mean what they mean there: accents that were left out match any, a quoted part is a run of pairs.
"""
from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase

from whoosh import fields, matching, qparser, query, scoring

from plugins.search import filters
from plugins.search.analyse import WORDS, Token, agrees, read, word
from plugins.search.research import Research, holders
from plugins.vietnamese.dates import parse_date
from plugins.vietnamese.text import fold

FIELDS = ("title", "date", *filters.COLUMNS)
_SIGNS = re.compile(rf"(?:^|[\s(])(?:{'|'.join(FIELDS)}):|(?:^|\s)(?:AND|OR|NOT)(?:\s|$)|\w\*|\*\w|\w\?\w|\[.+ TO .+\]")
_WILDCARD = re.compile(r"[^\s()]*[*?][^\s()]*")
_QUOTED = re.compile('"([^"]*)"')
_HELD = "\ue000"  # stands for a quoted part while Whoosh parses
UNPAIRED = {word(w) for w in WORDS["unpaired"]}
MOST_WORDS = 64  # that one wildcard may stand for: more would take tens of seconds
MOST_SHARE = 4  # and how many times all articles they may be in, added up
MOST_WILDCARDS = 4  # in one query


class TooBroad(ValueError):
    """A query that would cost too much; the message says in Vietnamese what to write."""


def is_meant(text: str) -> bool:
    """Whether *text* uses the query language.

    >>> is_meant("quy hoạch (mở rộng) thế nào?"), is_meant("khuyế*"), is_meant("year:2022 quy hoạch"), is_meant("a AND b")
    (False, True, True, True)
    """
    return bool(_SIGNS.search(text))


class _Field(fields.FieldType):
    """A field of the parser's schema: words and ranges in it become queries by the functions given."""

    def __init__(self, words: Callable[[str], query.Query], between: Callable[[str | None, str | None], query.Query] | None = None):
        super().__init__(format=None, analyzer=None)
        self._words, self._between = words, between

    def self_parsing(self) -> bool:
        return True

    def parse_query(self, fieldname, qstring, boost=1.0):
        return self._words(qstring)

    def parse_range(self, fieldname, start, end, startexcl, endexcl, boost=1.0):
        return self._between(start, end) if self._between else query.NullQuery


def parse(text: str, index: Research) -> query.Query:
    """The Whoosh query that *text* means; what cannot be read matches nothing. Raises TooBroad."""
    if len(_WILDCARD.findall(_QUOTED.sub(" ", text))) > MOST_WILDCARDS:
        raise TooBroad(f"nhiều nhất {MOST_WILDCARDS} từ có dấu * hoặc ? trong một câu")
    quoted = _QUOTED.findall(text)
    parts = iter(range(len(quoted)))
    text = _QUOTED.sub(lambda match: f"{_HELD}{next(parts)}", text)

    def held(written: str) -> tuple[str, bool]:
        return (quoted[int(written[1:])], True) if written.startswith(_HELD) and written[1:].isdigit() else (written, False)

    def words(field: str) -> Callable[[str], query.Query]:
        return lambda written: _words(index, field, *held(written))

    def column(name: str) -> Callable[[str], query.Query]:
        return lambda written: _column(index, name, held(written)[0])

    schema = fields.Schema(
        words=_Field(words("words")), title=_Field(words("title_words")), date=_Field(lambda w: _days(*2 * (held(w)[0],)), _days),
        **{name: _Field(column(name), lambda a, b, name=name: _between(index, name, a, b)) for name in filters.COLUMNS},
    )
    plugins = [qparser.WhitespacePlugin(), qparser.FieldsPlugin(), qparser.GroupPlugin(), qparser.OperatorsPlugin(AndNot=None, AndMaybe=None, Require=None),
               qparser.RangePlugin(), qparser.BoostPlugin()]  # wildcards stay in the words, and are bounded in _wildcard
    return qparser.QueryParser("words", schema, plugins=plugins).parse(text)


def _any(terms: Iterable[query.Query]) -> query.Query:
    terms = list(terms)
    return terms[0] if len(terms) == 1 else query.Or(terms) if terms else query.NullQuery


def _words(index: Research, field: str, written: str, whole: bool) -> query.Query:
    if not whole and re.search(r"[*?]", written):
        return _wildcard(index, field, written)
    _, tokens, compounds = read(written)
    for compound in compounds:
        found = [query.Term(field, f"{key} 0") for key in compound.keys if (field, f"{key} 0") in index.reader]
        if found and len(compounds) == 1 and compound.start <= tokens[0].start and tokens[-1].end <= compound.end:
            return _any(found)
    if not tokens:
        return query.NullQuery
    runs = [_forms(index, field, token.key, token.code) for token in tokens]
    if whole:
        runs += _pairs(index, field.replace("words", "pairs"), tokens)
    return query.And(runs) if len(runs) > 1 else runs[0]


def _pairs(index: Research, field: str, tokens: list[Token]) -> list[query.Query]:
    """The pairs of a quoted part, but those that are never indexed because one of the words makes none."""
    made = []
    for a, b in zip(tokens, tokens[1:]):
        if not b.parted and not {(a.key, a.code), (b.key, b.code)} & UNPAIRED:
            made.append(Run(field, a, b))
    return made


class Run(query.Query):
    """Two words that stand side by side in a field of pairs; accents that were left out match any."""

    def __init__(self, field: str, first: Token, second: Token):
        self.fieldname, self.first, self.second, self.boost = field, first, second, 1.0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Run) and (self.fieldname, self.first, self.second) == (other.fieldname, other.first, other.second)

    def __hash__(self) -> int:
        return hash((self.fieldname, self.first, self.second))

    def is_leaf(self) -> bool:
        return True

    def field(self) -> str:
        return self.fieldname

    def estimate_size(self, ixreader) -> int:
        return ixreader.doc_frequency(self.fieldname, self.first.key)

    def matcher(self, searcher, context=None):
        found = holders(searcher.reader(), self.fieldname, self.first.key, self.second.key + " ")
        levels: dict[int, float] = {}
        for (_, (i, j)), (numbers, strengths) in found.items():
            if agrees(self.first.code, i) and agrees(self.second.code, j):
                levels.update(zip(numbers, map(float, strengths)))
        numbers = sorted(levels)
        return matching.ListMatcher(numbers, [levels[n] for n in numbers]) if numbers else matching.NullMatcher()


def _forms(index: Research, field: str, key: str, typed: int) -> query.Query:
    found = []
    for term in index.reader.expand_prefix(field, key + " "):
        name = term.decode("utf-8")
        code = int(name.rpartition(" ")[2])
        if agrees(typed, code):
            found.append((code == typed, query.Term(field, name)))
    exact = [term for same, term in found if same and typed]
    return _any(exact or [term for _, term in found])


def _wildcard(index: Research, field: str, written: str) -> query.Query:
    pattern = fold(written)
    known = index.keys()
    keys, held = [], 0
    for key in sorted((k for k in known if fnmatchcase(k, pattern)), key=lambda k: (-known[k], k))[:MOST_WORDS]:
        if held > MOST_SHARE * index.count:
            break  # together they are in nearly every article already
        keys.append(key)
        held += known[key]
    stem = word(re.split(r"[*?]", written)[0] or "a")[1]
    return _any(q for key in keys if (q := _forms(index, field, key, stem)) is not query.NullQuery)


def _column(index: Research, name: str, written: str) -> query.Query:
    return query.Term(name, filters.key(name, written))


def _between(index: Research, name: str, start: str | None, end: str | None) -> query.Query:
    terms = [t.decode("utf-8") for t in index.reader.lexicon(name)]
    low, high = (filters.key(name, side) if side else side for side in (start, end))
    return _any(query.Term(name, t) for t in terms if (not low or low <= t) and (not high or t <= high))


def _days(start: str | None, end: str | None) -> query.Query:
    low, high = span(start)[0] if start else None, span(end)[1] if end else None
    if (start and low is None) or (end and high is None):
        return query.NullQuery
    return query.NumericRange("day", low, high)


def span(written: str) -> tuple[int | None, int | None]:
    """The first and last day, as numbers such as 20220415, that a date, a month or a year means.

    >>> span("15/4/2022"), span("tháng 4/2022"), span("2022"), span("mai")
    ((20220415, 20220415), (20220401, 20220431), (20220101, 20221231), (None, None))
    """
    written = written.strip()
    if re.fullmatch("[0-9]{4}", written):
        return int(written + "0101"), int(written + "1231")
    day = parse_date(written)
    if day:
        return (int(f"{day:%Y%m%d}"),) * 2
    _, _, compounds = read(written)
    key = compounds[0].keys[0] if compounds else ""
    if re.fullmatch("@[0-9]{6}", key):
        return int(key[1:] + "01"), int(key[1:] + "31")
    return None, None


def _weight(searcher, field, text, matcher) -> float:
    size = searcher.doc_frequency(field, text)
    return matcher.weight() * math.log(1 + (searcher.doc_count_all() - size + 0.5) / (size + 0.5))


def search(index: Research, text: str, limit: int, allowed: frozenset[int] | None) -> tuple[int, list[tuple[int, float]]]:
    """How many articles match *text*, and the best of them with their scores."""
    asked = parse(text, index)
    with index.searcher(scoring.FunctionWeighting(_weight)) as searcher:
        found = searcher.search(asked, limit=None)
        hits = [(hit.docnum, round(hit.score, 4)) for hit in found if allowed is None or hit.docnum in allowed]
    hits.sort(key=lambda hit: index.newness(hit[0]), reverse=True)
    hits.sort(key=lambda hit: -hit[1])
    return len(hits), hits[:limit]
