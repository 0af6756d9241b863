"""Words as numbers, abbreviations made of them, and what one document holds of words and pairs."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.search.analyse import GAPS, WORDS, pieces, word
from plugins.vietnamese.text import nfc

ABBREVIATIONS: tuple[tuple[str, str], ...] = tuple(
    map(tuple, json.loads((Path(__file__).parent / "abbreviations.json").read_text(encoding="utf-8"))))
SHIFT = 24  # bits of a word's number in a pair


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
                                     tuple(pairs_of(short_words, lexicon)), tuple(pairs_of(long_words, lexicon))))
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


def pairs_of(numbers: Sequence[int], lexicon: Lexicon) -> list[int]:
    pairable, paired = lexicon.pairable, lexicon.paired
    return [pair for a, b in zip(numbers, numbers[1:])
            if (pair := a << SHIFT | b) in paired or (pairable[a] and pairable[b])]
