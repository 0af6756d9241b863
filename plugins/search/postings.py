"""From documents to postings: which article holds which word or pair, and how strongly (level 1 to 15).

A *word* is a syllable with its accents or a compound; a *pair* two neighbouring syllables, since most Vietnamese
words have two. Both are numbers here, because ten thousand articles have six million of them.
"""
from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from plugins import vocabulary
from plugins.search.analyse import GAPS, PIECE, WORDS, compounds, nearest_year, word
from plugins.search.documents import IndexDocument
from plugins.vietnamese.text import fold, nfc, tidy

RANKING: dict = json.loads((Path(__file__).parent / "ranking.json").read_text(encoding="utf-8"))
ABBREVIATIONS: tuple[tuple[str, str], ...] = tuple(
    map(tuple, json.loads((Path(__file__).parent / "abbreviations.json").read_text(encoding="utf-8"))))
LEVELS = 15
SHIFT = 24  # bits of a word's number in a pair
_LOW = (1 << SHIFT) - 1
_LENGTH_STEP = 32


class Lexicon(dict):
    """Pieces of text as written → the number of their word; 0 is a gap. Words get numbers as they are met."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(GAPS, 0))
        self.words: list[tuple[str, int]] = [("", 0)]
        self.numeric = bytearray(1)
        self.unpaired: set[int] = {0}
        self._numbers: dict[tuple[str, int], int] = {("", 0): 0}
        self.unpaired |= {self[w] for w in WORDS["unpaired"]}
        self.number_word = self[WORDS["number"]]

    def __missing__(self, piece: str) -> int:
        found = self[piece] = self.number(word(piece))
        return found

    def number(self, entry: tuple[str, int]) -> int:
        known = self._numbers.get(entry)
        if known is None:
            known = self._numbers[entry] = len(self.words)
            self.words.append(entry)
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


def abbreviations(pairs: Iterable[tuple[str, str]], lexicon: Lexicon) -> tuple[Abbreviation, ...]:
    """The built-in and the site's abbreviations, ready for :func:`weigh`."""
    made = []
    for short, long in dict.fromkeys((*ABBREVIATIONS, *pairs)):
        pieces = PIECE.findall(nfc(short))
        short_words = tuple(n for n in map(lexicon.__getitem__, pieces) if n)
        long_words = tuple(n for n in map(lexicon.__getitem__, PIECE.findall(nfc(long))) if n)
        if short_words and len(long_words) > 1:
            made.append(Abbreviation(pieces[0] if len(pieces) == 1 else "", short_words, long_words))
    return tuple(made)


def _neighbours(words: tuple[int, ...], lexicon: Lexicon) -> list[int]:
    return [a << SHIFT | b for a, b in zip(words, words[1:]) if a not in lexicon.unpaired and b not in lexicon.unpaired]


@dataclass(slots=True)
class Weights:
    """The weighted frequencies of one document's words and pairs, and its length in syllables."""

    words: Counter[int] = field(default_factory=Counter)
    pairs: Counter[int] = field(default_factory=Counter)
    length: int = 0


def _fields(document: IndexDocument) -> Iterator[tuple[str, str]]:
    yield "body", document.body
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
    """Count the words and pairs of *document*, each times the weight of the field that it stands in."""
    found = Weights()
    pieces_of = {a.piece: a for a in short_forms if a.piece}
    for name, text in _fields(document):
        if text:
            _weigh_field(found, tidy(text), RANKING["fields"][name], document, lexicon, pieces_of)
    day = f"{document.date:%Y%m%d}"
    for key in ("@" + day, "@" + day[:6]):
        found.words[lexicon.compound(key)] += RANKING["fields"]["date"]
    _expand(found, short_forms, lexicon)
    return found


def _weigh_field(found: Weights, text: str, weight: int, document: IndexDocument, lexicon: Lexicon, pieces_of: dict[str, Abbreviation]) -> None:
    pieces = PIECE.findall(text)
    numbers = [lexicon[piece] for piece in pieces]
    if not numbers:
        return
    found.length += len(numbers)
    for number, count in Counter(numbers).items():
        found.words[number] += count * weight
    pairs = Counter([a << SHIFT | b for a, b in zip(numbers, numbers[1:])])
    for short in pieces_of.keys() & set(pieces):
        _spell_out(pairs, found, pieces, numbers, pieces_of[short], weight)
    if lexicon.number_word in numbers:  # "Nghị quyết số 26" is asked for as "nghị quyết 26"
        for i in range(1, len(numbers) - 1):
            if numbers[i] == lexicon.number_word and lexicon.numeric[numbers[i + 1]]:
                pairs[numbers[i - 1] << SHIFT | numbers[i + 1]] += 1
    unpaired = lexicon.unpaired
    for pair, count in pairs.items():
        if pair & _LOW not in unpaired and pair >> SHIFT not in unpaired:
            found.pairs[pair] += count * weight
    for compound in compounds(text):
        keys = compound.keys
        if keys[0][0] == "@":
            whole = keys[0] if len(keys[0]) > 5 else nearest_year(keys[0], document.date)
            keys = (*dict.fromkeys((whole, *keys[-1:], whole[:7])),)
        for key in keys:
            found.words[lexicon.compound(key)] += weight


def _spell_out(pairs: Counter, found: Weights, pieces: list[str], numbers: list[int], short: Abbreviation, weight: int) -> None:
    """Where the short form stands, the long one stands too, with the neighbours that it would have."""
    for at, piece in enumerate(pieces):
        if piece == short.piece:
            for number in short.long:
                found.words[number] += weight
            before, after = numbers[at - 1] if at else 0, numbers[at + 1] if at + 1 < len(numbers) else 0
            run = (before, *short.long, after)
            for a, b in zip(run, run[1:]):
                pairs[a << SHIFT | b] += 1


def _expand(found: Weights, short_forms: tuple[Abbreviation, ...], lexicon: Lexicon) -> None:
    """Where a long form stands, the short one stands too; and the long one where a short one of several words does."""
    for short in short_forms:
        for have, give in ((short.long, short.short), (short.short, short.long)):
            if len(have) < 2:
                continue
            run = _neighbours(have, lexicon)
            count = min((found.pairs.get(pair, 0) for pair in run), default=0)
            if count:
                for number in give:
                    found.words[number] = max(found.words[number], count)
                for pair in _neighbours(give, lexicon):
                    found.pairs[pair] = max(found.pairs[pair], count)


def _level_table(length_class: int) -> list[int]:
    """Levels by weighted frequency, saturating as in BM25, in an article of that length."""
    length = min(length_class * _LENGTH_STEP, 4 * RANKING["typical_length"])
    saturation = RANKING["saturation"] * (1 - RANKING["length"] + RANKING["length"] * length / RANKING["typical_length"])
    return [max(1, round(LEVELS * w / (w + saturation))) for w in range(256)]


_TABLES: dict[int, list[int]] = {}


@dataclass(slots=True)
class Postings:
    """What articles ``first`` … ``first + count - 1`` hold: lists of ``(article - first) << 4 | level``, ascending."""

    first: int
    count: int
    words: dict[int, array]
    pairs: dict[int, array]


def collect(documents: Iterable[IndexDocument], first: int, lexicon: Lexicon, short_forms: tuple[Abbreviation, ...]) -> Postings:
    """The postings of *documents*, numbered from *first*."""
    words: dict[int, array] = {}
    pairs: dict[int, array] = {}
    count = 0
    for count, document in enumerate(documents, 1):
        weights = weigh(document, lexicon, short_forms)
        length_class = weights.length // _LENGTH_STEP
        table = _TABLES.get(length_class) or _TABLES.setdefault(length_class, _level_table(length_class))
        place = count - 1 << 4
        for counted, lists in ((weights.words, words), (weights.pairs, pairs)):
            for number, weight in counted.items():
                entry = place | table[weight if weight < 256 else 255]
                known = lists.get(number)
                if known is None:
                    lists[number] = array("I", (entry,))
                else:
                    known.append(entry)
    words.pop(0, None)
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
