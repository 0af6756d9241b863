"""Other ways to write what a text says: numbers in words, in digits, in Roman letters; abbreviations and what they stand for."""
from __future__ import annotations

from plugins.search.lexicon import Abbreviation, Lexicon, Weights, pairs_of
from plugins.vietnamese.numbers import parse_words

_TENS, _ONES = ("", "X", "XX", "XXX"), ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMAN = {tens + ones: 10 * i + j for i, tens in enumerate(_TENS) for j, ones in enumerate(_ONES) if i or j}
_ARABIC = {str(value): letters for letters, value in ROMAN.items()}
_WORDS_TOO = {"I", "V", "X", "VI", "XI"}  # a number only after a word that has one: "khóa XI", but "XI MĂNG"


def in_digits(found: Weights, written: list[str], numbers: list[int], weight: int, lexicon: Lexicon) -> None:
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
        for pair in pairs_of([before, digits, after], lexicon):
            found.add_pair(pair, weight)


def in_roman(found: Weights, written: list[str], numbers: list[int], weight: int, lexicon: Lexicon) -> None:
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
        for pair in pairs_of([before, number, after], lexicon):
            found.add_pair(pair, weight)


def spelled_out(found: Weights, written: list[str], numbers: list[int], short: Abbreviation, weight: int, lexicon: Lexicon) -> None:
    """Where the short form stands, the long one stands too, with the neighbours that it would have."""
    for at, piece in enumerate(written):
        if piece == short.piece:
            for number in short.long:
                found.add_word(number, weight)
            before, after = numbers[at - 1] if at else 0, numbers[at + 1] if at + 1 < len(numbers) else 0
            for pair in pairs_of([before, *short.long, after], lexicon):
                found.add_pair(pair, weight)


def expanded(found: Weights, short_forms: tuple[Abbreviation, ...], body: int) -> None:
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
