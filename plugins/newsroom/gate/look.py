"""The publication gate: what of one article must not go out before somebody has answered for it."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import is_normalized, normalize

from plugins.newsroom.gate import lists, people
from plugins.newsroom.gate.passages import header, plain
from plugins.newsroom.gate.rules import Sign, any_of, rules, short
from plugins.newsroom.gate.stamps import may_have, stamps
from plugins.values import Article

_DRAFT = re.compile(r"dự thảo", re.I)
_TOLD = re.compile(r"(?:(?<!\w)bản\s+)?dự thảo[^.,;:()]{0,60}", re.I)
_APART = "\n" * 4  # texts so far apart are no list
_HIDDEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u00d0]")


def look(article: Article, notes: bool = True) -> tuple[Sign, ...]:
    """Every sign in *article*, in reading order, or those alone that stop. Pure: what approval says is judged elsewhere."""
    found: list[Sign] = []
    page = article.kind == "page"
    keys, said = zip(*((key, " ".join(text.split("\n"))) for key, text in header(article)))
    told = _signs(_plain(_APART.join(said)), "", page, notes)
    found += [Sign(rule, keys[line // len(_APART)], 0, quote) for line, rule, quote in told]
    found += [Sign(rule, "", line, quote) for line, rule, quote in _signs(_plain(article.body), article.title, page, notes)]
    return tuple(dict.fromkeys(found))


def _plain(text: str) -> str:
    """*text* without markup, its lines and gaps as they stand: gaps tell a stamp from a word."""
    if not is_normalized("NFKC", text):
        text = normalize("NFKC", text)
    if _HIDDEN.search(text):
        text = _HIDDEN.sub("", text).replace("Ð", "Đ")
    return plain(text)


def _signs(text: str, title: str, page: bool, notes: bool) -> list[tuple[int, str, str]]:
    """``(line from 0, rule, words)``. What is rare is looked for in the whole text before it is looked for in lines."""
    found: list[tuple[int, str, str]] = []
    lines, low = text.split("\n"), text.lower()
    if may_have(low):
        found += [(n, "stamp", short(words)) for n, words in stamps(lines)]
    for number in dict.fromkeys(_numbered(text, (match.start() for match in people.NUMBERS.finditer(text)))):
        found += [(number, "identity", _masked(quote)) for quote in people.identity(lines[number])]
        if notes and not page:
            found += [(number, "telephone", quote) for quote in people.telephones(lines[number])]
    if "|" in text:
        found += [(number, "birth", quote) for number, quote in people.births_in_tables(lines)]
    for number in dict.fromkeys(_numbered(text, (match.start() for match in people.DATED.finditer(text)))):
        line = lines[number].lower()
        if not any(word in line for word in people.BORN):
            continue
        around = "\n".join(lines[max(0, number - 2): number + 3])
        found += [(number, "birth", short(quote)) for quote in people.births(lines[number], around)]
    if notes:
        drafts = [(number, quote) for number in _lines(low, ("dự thảo",)) for quote in _drafts(lines[number])]
        found += [(number, "draft_word", quote) for number, quote in drafts[:1]]  # one is enough to make somebody look
    planning = _lines(low, lists.planning())
    for number in planning:
        signs = lists.of_sentences(lines[number])
        found += [(number, "planned_names" if many else "planned_name", quote) for quote, many in signs if many or notes]
    if planning or _lines(title.lower(), lists.planning()):
        found += [(n, "planned_names", quote) for n, quote in lists.of_blocks(lines, title)]
    return sorted(dict.fromkeys(found), key=lambda sign: sign[0])


def _lines(low: str, words: tuple[str, ...]) -> list[int]:
    """Numbers, from 0, of the lines of *low* in which one of *words* stands; finding words is ten times as fast as a pattern."""
    return sorted({number for word in words if word in low for number in _numbered(low, _first_in_lines(low, word))})


def _first_in_lines(low: str, word: str) -> Iterator[int]:
    """Where *word* stands for the first time in each line that has it."""
    at = low.find(word)
    while at >= 0:
        yield at
        at = low.find("\n", at)
        at = low.find(word, at) if at >= 0 else -1


def _numbered(text: str, places: Iterable[int]) -> Iterator[int]:
    """The numbers of the lines in which *places* lie, which ascend: each line break is counted once."""
    number = before = 0
    for at in places:
        number += text.count("\n", before, at)
        before = at
        yield number


@cache
def _about() -> re.Pattern:
    return re.compile(any_of(rules()["draft_word"].words("about")) + r"\s*$", re.I)


def _drafts(line: str) -> Iterator[str]:
    """*dự thảo* as a mark on what is shown, not as the thing that a meeting talked about."""
    for match in _DRAFT.finditer(line):
        alone = not re.sub(r"[\W\d_]", "", line[: match.start()] + line[match.end():])
        if alone or match[0].isupper() or line[: match.start()].rstrip().endswith(("bản", "(", "[")) or not _about().search(line[: match.start()]):
            told = _TOLD.search(line, max(0, match.start() - 4))
            yield short(told[0].strip(), 40)


def _masked(number: str) -> str:
    """Enough of a number to find it, not enough to use it."""
    digits = re.sub(r"\D", "", number)
    return f"{number[:1] if number[:1].isalpha() else ''}{digits[:3]}…{digits[-2:]}"
