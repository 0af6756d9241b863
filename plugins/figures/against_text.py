"""Front matter against text, both ways: what is declared but not said, what is said but not declared."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from plugins.figures.combine import combine, says
from plugins.figures.consistency import places, said
from plugins.problem import Problem
from plugins.values import Article, Figure, Step, Term
from plugins.vietnamese.numbers import parse_number, parse_words

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_LONGEST = 7  # words of a number spelled out
_SHORT = 110  # characters of a quote in a message


def _excerpt(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _SHORT else words[:_SHORT].rsplit(" ", 1)[0] + " …"


def undeclared(article: Article, read: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures that the machine has *read* and nobody declared."""
    return tuple(figure for figure in combine(article, read) if not figure.declared)


def problems(
    article: Article, read: Sequence[Figure], *, terms: Iterable[Term] = (), step: Step | None = None, source: str = "",
) -> tuple[Problem, ...]:
    """Notices, since the machine may err: *read*, *terms* and *step* are what it found in the article's text.

    *source* is the file's text, for lines.
    """
    where = places(source) if source else []
    found = []
    for number, figure in enumerate(combine(article, read)):
        if figure.declared and figure.start < 0 and not says(article.text, figure):
            line, column = where[number] if number < len(where) else (0, 0)
            found.append(Problem(article.path, line, column, f"không thấy con số của '{said(figure)}' trong bài", "xem lại con số, hoặc số này lấy từ nơi khác", notice=True))
        elif figure.declared and number < len(article.results) and (fault := _quote_fault(article, article.results[number])):
            line, column = where[number] if number < len(where) else (0, 0)
            found.append(Problem(article.path, line, column, *fault, notice=True))
        elif not figure.declared:
            line = _line_of(source, figure)
            found.append(Problem(article.path, line, 0, f"bài nêu '{said(figure)}' nhưng chưa khai", f"nguyên văn: \"{_excerpt(figure.quote)}\"", notice=True))
    found += _terms(article, terms) + _step(article, step)
    return tuple(sorted(found))


def _quote_fault(article: Article, declared: Figure) -> tuple[str, str] | None:
    """What is wrong with the words that a person copied beside a figure, and what to write instead."""
    quote = " ".join(declared.quote.split())
    if not quote:
        return None
    if quote not in " ".join(article.text.split()):
        return f"câu dẫn của '{said(declared)}' không có trong bài: \"{_excerpt(quote)}\"", "chép nguyên văn câu trong bài vào quote, hoặc bỏ quote"
    if not says(quote, declared) and declared.value not in numbers_in(quote):
        return f"câu dẫn của '{said(declared)}' không nêu con số ấy: \"{_excerpt(quote)}\"", "sửa value cho khớp câu dẫn, hoặc dẫn câu khác"
    return None


def numbers_in(text: str) -> set[Decimal]:
    """Every number that *text* spells, in digits or in words, however it may be read.

    >>> sorted(map(str, numbers_in("Ba mươi hai đồng chí, 1,2 nghìn lượt; 04 nữ")))
    ['1.2', '1200', '2', '3', '30', '32', '4']
    """
    words = _TOKEN.findall(text.lower())
    found: set[Decimal] = set()
    for place, word in enumerate(words):
        if word[0].isdecimal():
            readings = (parse_number(word), parse_number(word, ratio=True), parse_number(" ".join(words[place:place + 2])))
        else:
            readings = (parse_words(" ".join(words[place:end])) for end in range(place + 1, min(place + _LONGEST, len(words)) + 1))
        found.update(Decimal(reading) for reading in readings if reading is not None)
    return found


def _line_of(source: str, figure: Figure) -> int:
    """The line of the file in which the quote begins, 0 where it is not found as it stands."""
    at = source.find(figure.quote.strip()) if source and figure.quote else -1
    return source.count("\n", 0, at) + 1 if at >= 0 else 0


def _terms(article: Article, terms: Iterable[Term]) -> list[Problem]:
    declared, read = {t.years for t in article.terms}, list(dict.fromkeys(t.years for t in terms))
    if not declared or not read:
        return []
    missing = [years for years in read if years not in declared]
    if not missing:
        return []
    return [Problem(article.path, message=f"bài nói tới nhiệm kỳ {', '.join(missing)} nhưng phần khai chỉ có {', '.join(sorted(declared))}", hint="thêm vào conference.term nếu hội nghị bàn về nhiệm kỳ ấy", notice=True)]


def _step(article: Article, step: Step | None) -> list[Problem]:
    declared = [c.step for c in article.conferences if c.step and c.step.number]
    if step is None or step.number is None or not declared:
        return []
    if any(s.number == step.number and (s.of is None or step.of is None or s.of == step.of) for s in declared):
        return []
    one = declared[0]
    return [Problem(article.path, message=f"bài nói bước {_step_text(step)} nhưng phần khai ghi bước {_step_text(one)}", hint="sửa conference.step", notice=True)]


def _step_text(step: Step) -> str:
    return f"{step.number}/{step.of}" if step.of else str(step.number)
