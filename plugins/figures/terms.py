"""Terms of office in a text: where they are named, and which one governs a number."""
from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.values import Term

_YEARS = re.compile(r"((?:19|20)\d\d)(?<![\d/.,-]\d\d\d\d) ?(?:-|/|đến(?: năm)?) ?((?:19|20)?\d\d)(?![\d/]|[.,]\d)")
_KEYWORD = re.compile(r"(?:nhiệm kỳ|khóa)(?: [ivxlc\d]+)?(?: mới)?,? ?[:(]? ?(?:năm )?$")
_PLANNING = re.compile(r"(?:quy hoạch|giai đoạn)[ (:]*$")
_LIST = re.compile(r"^ ?(?:,|;|và|&|\+|/)? ?(?:các )?(?:nhiệm kỳ )?$")
COMPARISON = re.compile(r"(?:so với|hơn|\d lần|bằng(?: với)?|cùng kỳ|(?:tăng|giảm) từ)[^,;:.()]{0,60}$")
_LIST_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end]`` names ``terms``: several where they stand in one list ("2025-2030, 2026-2031")."""

    start: int
    end: int
    terms: tuple[Term, ...]
    comparison: bool = False  # "so với nhiệm kỳ 2015-2020" governs nothing


def family(start: int, end: int) -> str:
    """Party terms begin in years that end in 0 or 5, those of people's councils a year later; cells run shorter.

    >>> family(2025, 2030), family(2026, 2031), family(2022, 2025)
    ('party', 'government', 'cell')
    """
    if end - start != 5:
        return "cell"
    return "government" if start % 5 == 1 else "party"


def of_government(bodies: tuple[str, ...]) -> bool:
    """Whether *bodies* are posts of councils and people's committees, whose terms are the government's.

    >>> of_government(("pho-chu-tich",)), of_government(("bi-thu",))
    (True, False)
    """
    return "chu-tich" in bodies or "pho-chu-tich" in bodies


def find_terms(text: str) -> list[Mention]:
    """The terms that *text* (normalised) names, in order; one mention for those that stand in one list.

    >>> [m.terms[0].years for m in find_terms("nhiệm kỳ 2020 - 2025; giai đoạn 2021-2025; nhiệm kỳ 2020-2015")]
    ['2020-2025']
    """
    mentions: list[Mention] = []
    for match in _YEARS.finditer(text):
        first, last = int(match[1]), match[2]
        end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        span = end - first
        if not 1 <= span <= 6:
            continue
        before = text[max(0, match.start() - 40):match.start()]
        joined = mentions and match.start() - mentions[-1].end < 20 and _LIST.match(text[mentions[-1].end:match.start()])
        named = _KEYWORD.search(before) or (joined and span == 5)
        if not named and (span != 5 or (len(last) != 4)):
            continue
        if not named and first % 5 > 1 and not _PLANNING.search(before):
            continue
        term = Term(first, end, family(first, end))
        if joined and len(mentions[-1].terms) < _LIST_LENGTH:
            last_mention = mentions.pop()
            mentions.append(Mention(last_mention.start, match.end(), (*last_mention.terms, term), last_mention.comparison))
        else:
            far = text[max(0, match.start() - 80):match.start()]
            mentions.append(Mention(match.start(), match.end(), (term,), bool(COMPARISON.search(far))))
    return mentions


def choose(terms: tuple[Term, ...], bodies: tuple[str, ...], measure: str) -> Term | None:
    """The one of *terms* that governs a count of *bodies*.

    Posts of councils and people's committees take the government's term, all else the party's;
    of two party terms, what was reviewed belongs to the earlier and what is planned to the later.
    """
    distinct = tuple(dict.fromkeys(terms))
    if len(distinct) <= 1:
        return distinct[0] if distinct else None
    government = of_government(bodies)
    side = [term for term in distinct if (term.family == "government") == government] or list(distinct)
    if len(side) == 1:
        return side[0]
    if measure in ("removed", "added", "retained", "total"):
        return min(side)
    if measure in ("planned", "nominated", "ratio_to_current", "elected"):
        return max(side)
    return None
