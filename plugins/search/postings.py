"""From documents to postings: which article holds which word or pair, and how strongly (level 1 to 15).

A *word* is a syllable with its accents or a compound; a *pair* two neighbouring syllables, since most Vietnamese
words have two. Both are numbers here, because ten thousand articles have six million of them.
"""
from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from plugins import vocabulary
from plugins.search import spelling
from plugins.search.analyse import compounds, nearest_year, pieces
from plugins.search.documents import IndexDocument
from plugins.search.lexicon import SHIFT, Abbreviation, Lexicon, Weights, pairs_of
from plugins.vietnamese.text import tidy

RANKING: dict = json.loads((Path(__file__).parent / "ranking.json").read_text(encoding="utf-8"))
LEVELS = 15
_LOW = (1 << SHIFT) - 1
_LENGTH_STEP = 32
_MOST_WEIGHT = 254  # more makes no difference


def _fields(document: IndexDocument) -> Iterator[tuple[str, str]]:
    yield "title", document.title
    yield "lead", document.lead
    yield "captions", "\n".join(document.captions)
    yield "tags", "\n".join(document.tags)
    yield "authors", "\n".join(document.authors)
    yield "category", document.category
    yield "committees", "\n".join(name for c in document.committees for name in (c.label, *c.others))
    yield "terms", "\n".join(f"nhiệm kỳ {t}" for t in document.terms)
    yield "steps", "\n".join(f"bước {s}" for s in document.steps)
    yield "kinds", "\n".join(vocabulary.label("kind", k) for k in document.kinds if k != "khac")
    yield "documents", "\n".join(document.documents)


def weigh(document: IndexDocument, lexicon: Lexicon, short_forms: tuple[Abbreviation, ...]) -> Weights:
    """Count the words and pairs of *document*, and weigh those that stand elsewhere than in the text."""
    found = Weights()
    pieces_of = {a.piece: a for a in short_forms if a.piece}
    weights = RANKING["fields"]
    text = tidy(document.body)
    written = pieces(text)
    numbers = [lexicon[piece] for piece in written]
    found.length = len(numbers)
    found.words = Counter(numbers)
    found.words.pop(0, None)
    found.pairs = Counter(pairs_of(numbers, lexicon))
    _particulars(found, text, written, numbers, weights["body"], document, lexicon, pieces_of)
    for name, text in _fields(document):
        if not text:
            continue
        text, weight = tidy(text), weights[name]
        written = pieces(text)
        numbers = [lexicon[piece] for piece in written]
        found.length += len(numbers)
        for number in numbers:
            if number:
                found.add_word(number, weight)
        for pair in pairs_of(numbers, lexicon):
            found.add_pair(pair, weight)
        _particulars(found, text, written, numbers, weight, document, lexicon, pieces_of)
    day = f"{document.date:%Y%m%d}"
    for key in ("@" + day, "@" + day[:6]):
        found.add_word(lexicon.compound(key), weights["date"])
    spelling.expanded(found, short_forms, weights["body"])
    return found


def _particulars(found: Weights, text: str, written: list[str], numbers: list[int], weight: int, document: IndexDocument,
                 lexicon: Lexicon, pieces_of: Mapping[str, Abbreviation]) -> None:
    """Abbreviations spelled out, "số" skipped, numbers in words and letters, compounds."""
    different = set(written)
    for short in pieces_of.keys() & different:
        spelling.spelled_out(found, written, numbers, pieces_of[short], weight, lexicon)
    if not spelling.ROMAN.keys().isdisjoint(different) or not lexicon.in_roman.isdisjoint(numbers):
        spelling.in_roman(found, written, numbers, weight, lexicon)
    if lexicon.number_word in numbers:  # "Nghị quyết số 26" is asked for as "nghị quyết 26"
        for i in range(1, len(numbers) - 1):
            if numbers[i] == lexicon.number_word and lexicon.numeric[numbers[i + 1]] and lexicon.pairable[numbers[i - 1]]:
                found.add_pair(numbers[i - 1] << SHIFT | numbers[i + 1], weight)
    if not lexicon.tens.isdisjoint(numbers) or not lexicon.before_digits.isdisjoint(numbers):
        spelling.in_digits(found, written, numbers, weight, lexicon)
    for compound in compounds(text):
        keys = compound.keys
        if keys[0][0] == "@":
            whole = keys[0] if len(keys[0]) > 5 else nearest_year(keys[0], document.date)
            keys = (*dict.fromkeys((whole, *keys[-1:], whole[:7])),)
        for key in keys:
            found.add_word(lexicon.compound(key), weight)


@cache
def _levels_in(length_class: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Levels by weighted frequency, saturating as in BM25, and by how often the text has a word, in an article of that length."""
    length = min(length_class * _LENGTH_STEP, 4 * RANKING["typical_length"])
    saturation = RANKING["saturation"] * (1 - RANKING["length"] + RANKING["length"] * length / RANKING["typical_length"])
    by_weight = tuple(max(1, round(LEVELS * w / (w + saturation))) for w in range(_MOST_WEIGHT + 1))
    body = RANKING["fields"]["body"]
    return by_weight, tuple(by_weight[times * body] for times in range(_MOST_WEIGHT // body + 1))


@dataclass(slots=True)
class Postings:
    """What articles hold: lists of ``article << 4 | level``, in the order in which the articles were given."""

    words: dict[int, array]
    pairs: dict[int, array]


def collect(numbered: Iterable[tuple[int, IndexDocument]], lexicon: Lexicon, short_forms: tuple[Abbreviation, ...]) -> Postings:
    """The postings of documents and their numbers."""
    words: defaultdict[int, array] = defaultdict(partial(array, "I"))
    pairs: defaultdict[int, array] = defaultdict(partial(array, "I"))
    body = RANKING["fields"]["body"]
    most_times = _MOST_WEIGHT // body
    for n, document in numbered:
        weights = weigh(document, lexicon, short_forms)
        by_weight, by_times = _levels_in(weights.length // _LENGTH_STEP)
        place = n << 4
        for counted, more, lists in ((weights.words, weights.more_words, words), (weights.pairs, weights.more_pairs, pairs)):
            for number, weight in more.items():
                weight += counted.pop(number, 0) * body
                lists[number].append(place | by_weight[weight if weight < _MOST_WEIGHT else _MOST_WEIGHT])
            if counted and max(counted.values()) > most_times:
                counted = {number: min(times, most_times) for number, times in counted.items()}
            for number, times in counted.items():
                lists[number].append(place | by_times[times])
    return Postings(words, pairs)


def levels(document: IndexDocument, lexicon: Lexicon, short_forms: tuple[Abbreviation, ...]) -> tuple[dict[str, int], dict[str, int]]:
    """The levels of one document's words ("hoach 35") and pairs ("quy hoach 0 35"), as the server's index stores them."""
    one = collect([(0, document)], lexicon, short_forms)
    name = lexicon.words
    words = {"{} {}".format(*name[n]): entry[0] & 15 for n, entry in one.words.items()}
    pairs = {}
    for pair, entry in one.pairs.items():
        (a, i), (b, j) = name[pair >> SHIFT], name[pair & _LOW]
        pairs[f"{a} {b} {i} {j}"] = entry[0] & 15
    return words, pairs
