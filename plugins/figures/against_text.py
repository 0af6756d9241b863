"""Front matter against text, both ways: what is declared but not said, what is said but not declared."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from plugins.figures.combine import combine, says
from plugins.figures.consistency import places, said
from plugins.problem import Problem
from plugins.values import Article, Figure, Step, Term

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
        elif not figure.declared:
            line = _line_of(source, figure)
            found.append(Problem(article.path, line, 0, f"bài nêu '{said(figure)}' nhưng chưa khai", f"nguyên văn: \"{_excerpt(figure.quote)}\"", notice=True))
    found += _terms(article, terms) + _step(article, step)
    return tuple(sorted(found))


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
