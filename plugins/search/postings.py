"""From documents to postings: which article holds which word or pair, and how strongly (level 1 to 15).

A *word* is a syllable with its accents or a compound; a *pair* two neighbouring syllables, since most Vietnamese
words have two. Both are numbers here, because ten thousand articles have six million of them.
"""
from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from plugins import vocabulary
from plugins.search.analyse import GAPS, WORDS, compounds, nearest_year, pieces, word
from plugins.search.documents import IndexDocument
from plugins.vietnamese.numbers import parse_words
from plugins.vietnamese.text import nfc, tidy

RANKING: dict = json.loads((Path(__file__).parent / "ranking.json").read_text(encoding="utf-8"))
ABBREVIATIONS: tuple[tuple[str, str], ...] = tuple(
    map(tuple, json.loads((Path(__file__).parent / "abbreviations.json").read_text(encoding="utf-8"))))
_TENS, _ONES = ("", "X", "XX", "XXX"), ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMAN = {tens + ones: 10 * i + j for i, tens in enumerate(_TENS) for j, ones in enumerate(_ONES) if i or j}
_ARABIC = {str(value): letters for letters, value in ROMAN.items()}
_WORDS_TOO = {"I", "V", "X", "VI", "XI"}  # a number only after a word that has one: "khóa XI", but "XI MĂNG"
LEVELS = 15
SHIFT = 24  # bits of a word's number in a pair
_LOW = (1 << SHIFT) - 1
_LENGTH_STEP = 32
_MOST_WEIGHT = 254  # more makes no difference


class Lexicon(dict):
    """Pieces of text as written → the number of their word; 0 is a gap. Words get numbers as they are met."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(GAPS, 0))
        self.words: list[tuple[str, int]] = [("", 0)]
        self.numeric = bytearray(1)
        self.pairable: list[int] = [0]  # the number again, 0 for a word that makes no pairs
        self._numbers: dict[tuple[str, int], int] = {("", 0): 0}
        for unpaired in WORDS["unpaired"]:
            self.pairable[self[unpaired]] = 0
        self.paired: set[int] = set()  # pairs that count although one of the words makes none as a rule
        for pair in WORDS["paired_all_the_same"]:
            a, b = (self[syllable] for syllable in pair.split()[-2:])
            self.paired.add(a << SHIFT | b)
        self.number_word = self[WORDS["number"]]
        self.digits = {self[w]: digit for w, digit in WORDS["digits"].items()}
        self.tens = {self[w] for w in WORDS["tens"]}
        self.in_numbers = {self[w] for w in WORDS["in_numbers"]}
        self.before_digits = {self[w] for w in WORDS["before_digits"]}
        self.before_roman = {self[w] for w in WORDS["before_roman"]}
        self.in_roman = {self[w] for w in WORDS["in_roman"]}

    def __missing__(self, piece: str) -> int:
        found = self[piece] = self.number(word(piece))
        return found

    def number(self, entry: tuple[str, int]) -> int:
        known = self._numbers.get(entry)
        if known is None:
            known = self._numbers[entry] = len(self.words)
            self.words.append(entry)
            self.pairable.append(known)
            self.numeric.append(entry[0][:1].isdigit())
        return known

    def compound(self, key: str) -> int:
        return self.number((key, 0))


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """``short`` and ``long`` are the words of both forms; ``piece`` is the short one where it is a single word."""

    piece: str
    short: tuple[int, ...]
    long: tuple[int, ...]
    short_pairs: tuple[int, ...]
    long_pairs: tuple[int, ...]


def abbreviations(pairs: Iterable[tuple[str, str]], lexicon: Lexicon) -> tuple[Abbreviation, ...]:
    """The built-in and the site's abbreviations, ready for :func:`weigh`."""
    made = []
    for short, long in dict.fromkeys((*ABBREVIATIONS, *pairs)):
        written = pieces(nfc(short))
        short_words = tuple(n for n in map(lexicon.__getitem__, written) if n)
        long_words = tuple(n for n in map(lexicon.__getitem__, pieces(nfc(long))) if n)
        if short_words and len(long_words) > 1:
            made.append(Abbreviation(written[0] if len(written) == 1 else "", short_words, long_words,
                                     tuple(_pairs(short_words, lexicon)), tuple(_pairs(long_words, lexicon))))
    return tuple(made)


@dataclass(slots=True)
class Weights:
    """What one document holds: how often its text has a word or pair, what other fields add, its length in syllables."""

    words: Counter[int] = field(default_factory=Counter)
    pairs: Counter[int] = field(default_factory=Counter)
    more_words: dict[int, int] = field(default_factory=dict)  # weights beyond those of the text
    more_pairs: dict[int, int] = field(default_factory=dict)
    length: int = 0

    def add_word(self, number: int, weight: int) -> None:
        self.more_words[number] = self.more_words.get(number, 0) + weight

    def add_pair(self, pair: int, weight: int) -> None:
        self.more_pairs[pair] = self.more_pairs.get(pair, 0) + weight


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
    found.pairs = Counter(_pairs(numbers, lexicon))
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
        for pair in _pairs(numbers, lexicon):
            found.add_pair(pair, weight)
        _particulars(found, text, written, numbers, weight, document, lexicon, pieces_of)
    day = f"{document.date:%Y%m%d}"
    for key in ("@" + day, "@" + day[:6]):
        found.add_word(lexicon.compound(key), weights["date"])
    _expand(found, short_forms, weights["body"])
    return found


def _pairs(numbers: Sequence[int], lexicon: Lexicon) -> list[int]:
    pairable, paired = lexicon.pairable, lexicon.paired
    return [pair for a, b in zip(numbers, numbers[1:])
            if (pair := a << SHIFT | b) in paired or (pairable[a] and pairable[b])]


def _particulars(found: Weights, text: str, written: list[str], numbers: list[int], weight: int, document: IndexDocument,
                 lexicon: Lexicon, pieces_of: Mapping[str, Abbreviation]) -> None:
    """Abbreviations spelled out, "số" skipped, numbers in words and letters, compounds."""
    different = set(written)
    for short in pieces_of.keys() & different:
        _spell_out(found, written, numbers, pieces_of[short], weight, lexicon)
    if not ROMAN.keys().isdisjoint(different) or not lexicon.in_roman.isdisjoint(numbers):
        _spell_roman(found, written, numbers, weight, lexicon)
    if lexicon.number_word in numbers:  # "Nghị quyết số 26" is asked for as "nghị quyết 26"
        for i in range(1, len(numbers) - 1):
            if numbers[i] == lexicon.number_word and lexicon.numeric[numbers[i + 1]] and lexicon.pairable[numbers[i - 1]]:
                found.add_pair(numbers[i - 1] << SHIFT | numbers[i + 1], weight)
    if not lexicon.tens.isdisjoint(numbers) or not lexicon.before_digits.isdisjoint(numbers):
        _spell_in_digits(found, written, numbers, weight, lexicon)
    for compound in compounds(text):
        keys = compound.keys
        if keys[0][0] == "@":
            whole = keys[0] if len(keys[0]) > 5 else nearest_year(keys[0], document.date)
            keys = (*dict.fromkeys((whole, *keys[-1:], whole[:7])),)
        for key in keys:
            found.add_word(lexicon.compound(key), weight)


def _spell_in_digits(found: Weights, written: list[str], numbers: list[int], weight: int, lexicon: Lexicon) -> None:
    """"hai mươi bảy người" is asked for as "27 người", "bước hai" as "bước 2"."""
    end = 0
    for at, number in enumerate(numbers):
        if at < end or number not in lexicon.in_numbers:
            continue
        end = at + 1
        while end < len(numbers) and numbers[end] in lexicon.in_numbers:
            end += 1
        before = numbers[at - 1] if at else 0
        if end - at > 1:
            value = parse_words(" ".join(written[at:end]))
        else:
            value = lexicon.digits.get(number) if before in lexicon.before_digits else None
        if value is None:
            continue
        digits = lexicon.number((str(value), 0))
        if end - at > 1:
            found.add_word(digits, weight)
        after = numbers[end] if end < len(numbers) else 0
        for pair in _pairs([before, digits, after], lexicon):
            found.add_pair(pair, weight)


def _spell_roman(found: Weights, written: list[str], numbers: list[int], weight: int, lexicon: Lexicon) -> None:
    """"Đại hội XIV" is asked for as "đại hội 14", "khóa 14" as "khóa XIV"."""
    for at, piece in enumerate(written):
        before = numbers[at - 1] if at else 0
        if piece in ROMAN and (piece not in _WORDS_TOO or before in lexicon.before_roman):
            other = str(ROMAN[piece])
        elif piece in _ARABIC and before in lexicon.in_roman:
            other = _ARABIC[piece]
        else:
            continue
        number = lexicon[other]
        found.add_word(number, weight)
        after = numbers[at + 1] if at + 1 < len(numbers) else 0
        for pair in _pairs([before, number, after], lexicon):
            found.add_pair(pair, weight)


def _spell_out(found: Weights, written: list[str], numbers: list[int], short: Abbreviation, weight: int, lexicon: Lexicon) -> None:
    """Where the short form stands, the long one stands too, with the neighbours that it would have."""
    for at, piece in enumerate(written):
        if piece == short.piece:
            for number in short.long:
                found.add_word(number, weight)
            before, after = numbers[at - 1] if at else 0, numbers[at + 1] if at + 1 < len(numbers) else 0
            for pair in _pairs([before, *short.long, after], lexicon):
                found.add_pair(pair, weight)


def _expand(found: Weights, short_forms: tuple[Abbreviation, ...], body: int) -> None:
    """Where a long form stands, the short one stands too; and the long one where a short one of several words does."""
    counted, more = found.pairs, found.more_pairs
    for short in short_forms:
        for have, give, gives in ((short.long_pairs, short.short, short.short_pairs), (short.short_pairs, short.long, short.long_pairs)):
            if not have or (have[0] not in counted and have[0] not in more):
                continue
            weight = min(counted.get(pair, 0) * body + more.get(pair, 0) for pair in have)
            if weight:
                for number in give:
                    missing = weight - found.words.get(number, 0) * body - found.more_words.get(number, 0)
                    if missing > 0:
                        found.add_word(number, missing)
                for pair in gives:
                    missing = weight - counted.get(pair, 0) * body - more.get(pair, 0)
                    if missing > 0:
                        found.add_pair(pair, missing)


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
    """What articles ``first`` … ``first + count - 1`` hold: lists of ``(article - first) << 4 | level``, ascending."""

    first: int
    count: int
    words: dict[int, array]
    pairs: dict[int, array]


def collect(documents: Iterable[IndexDocument], first: int, lexicon: Lexicon, short_forms: tuple[Abbreviation, ...]) -> Postings:
    """The postings of *documents*, numbered from *first*."""
    words: defaultdict[int, array] = defaultdict(partial(array, "I"))
    pairs: defaultdict[int, array] = defaultdict(partial(array, "I"))
    body = RANKING["fields"]["body"]
    most_times = _MOST_WEIGHT // body
    count = 0
    for count, document in enumerate(documents, 1):
        weights = weigh(document, lexicon, short_forms)
        by_weight, by_times = _levels_in(weights.length // _LENGTH_STEP)
        place = count - 1 << 4
        for counted, more, lists in ((weights.words, weights.more_words, words), (weights.pairs, weights.more_pairs, pairs)):
            for number, weight in more.items():
                weight += counted.pop(number, 0) * body
                lists[number].append(place | by_weight[weight if weight < _MOST_WEIGHT else _MOST_WEIGHT])
            if counted and max(counted.values()) > most_times:
                counted = {number: min(times, most_times) for number, times in counted.items()}
            for number, times in counted.items():
                lists[number].append(place | by_times[times])
    return Postings(first, count, words, pairs)


def levels(document: IndexDocument, lexicon: Lexicon, short_forms: tuple[Abbreviation, ...]) -> tuple[dict[str, int], dict[str, int]]:
    """The levels of one document's words ("hoach 35") and pairs ("quy hoach 0 35"), as the server's index stores them."""
    one = collect([document], 0, lexicon, short_forms)
    name = lexicon.words
    words = {"{} {}".format(*name[n]): entry[0] & 15 for n, entry in one.words.items()}
    pairs = {}
    for pair, entry in one.pairs.items():
        (a, i), (b, j) = name[pair >> SHIFT], name[pair & _LOW]
        pairs[f"{a} {b} {i} {j}"] = entry[0] & 15
    return words, pairs
