"""Where a figure's words stand in its article's page: marked sentences with their figures' ids, and the way back."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from plugins.figures.ids import Name, names
from plugins.html import escape
from plugins.values import Article, Figure

_PIECE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>|<[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]+|[<&]")
_INLINE = frozenset("a abbr b cite code del em i ins mark q s small span strong sub sup time u".split())
_WALL = "\x00"  # stands for the edge of a paragraph, over which no sentence goes


@dataclass(frozen=True, slots=True)
class Marked:
    """``html`` and ``lead`` with marks; ``names`` and ``placed`` go along with the figures.

    ``lead`` is HTML as well: the summary, escaped, with the marks that stand in it.
    A figure whose words were not found is not ``placed``: its row in the table must bear its id and aliases.
    """

    html: str
    lead: str
    names: tuple[Name, ...]
    placed: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """A piece of text: ``plain`` characters from ``at`` in the text are ``size`` characters from ``start`` in the HTML."""

    at: int
    plain: int
    start: int
    size: int
    link: bool


def _runs(html: str) -> tuple[str, list[_Run]]:
    """The text of *html*, with a wall at the edges of paragraphs, and where its pieces stand."""
    parts: list[str] = []
    runs: list[_Run] = []
    at = links = 0
    for match in _PIECE.finditer(html):
        piece = match[0]
        if match[2]:
            name = match[2].lower()
            if name == "a":
                links += -1 if match[1] else 1
            if name in _INLINE:
                continue
            text = " " if name == "br" else _WALL
        elif piece.startswith("<") and len(piece) > 1:
            continue
        else:
            text = unescape(piece) if piece[0] == "&" and len(piece) > 1 else piece
            runs.append(_Run(at, len(text), match.start(), len(piece), links > 0))
        parts.append(text)
        at += len(text)
    return "".join(parts), runs


def _occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """Where *quote* stands in *text*, whatever the white space between its words."""
    exact, at = [], text.find(quote)
    while at >= 0:
        exact.append((at, at + len(quote)))
        at = text.find(quote, at + len(quote))
    if exact:
        return exact
    words = quote.split()
    return [m.span() for m in re.finditer(r"\s+".join(map(re.escape, words)), text)] if words else []


def _choose(found: list[tuple[int, int]], article: Article, figure: Figure, lead: bool) -> tuple[int, int] | None:
    """The occurrence that the figure was read from: the same one, counted from the start of the lead or the end of the text."""
    if not found:
        return None
    if figure.start < 0 or len(found) == 1:
        return found[0]
    before = article.text.count(figure.quote, 0, figure.start)
    if lead:
        return found[before] if before < len(found) else None
    after = article.text.count(figure.quote, figure.start) - 1
    return found[max(0, len(found) - 1 - after)]


@dataclass(slots=True)
class _Group:
    """A stretch of text with the positions of the figures that stand in it."""

    start: int
    end: int
    figures: list[int]


def _groups(spans: Iterable[tuple[int, int, int]]) -> list[_Group]:
    """(start, end, figure) → stretches that do not overlap, in order."""
    groups: list[_Group] = []
    for start, end, figure in sorted(spans):
        if groups and start < groups[-1].end:
            groups[-1].end = max(groups[-1].end, end)
            groups[-1].figures.append(figure)
        else:
            groups.append(_Group(start, end, [figure]))
    return groups


def _pieces(runs: Sequence[_Run], group: _Group) -> list[tuple[int, int, bool]]:
    """The stretches of HTML that *group* covers: (start, end, inside a link)."""
    found = []
    for run in runs:
        if run.at >= group.end or run.at + run.plain <= group.start:
            continue
        if run.plain == run.size:
            start = run.start + max(0, group.start - run.at)
            end = run.start + min(run.plain, group.end - run.at)
        else:
            start, end = run.start, run.start + run.size
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end, run.link)
        else:
            found.append((start, end, run.link))
    return found


def _insertions(html: str, runs: Sequence[_Run], group: _Group, called: Sequence[Name]) -> list[tuple[int, str]]:
    pieces = _pieces(runs, group)
    first = called[group.figures[0]]
    further = [*first.aliases, *(id for n in group.figures[1:] for id in (called[n].id, *called[n].aliases))]
    opening = f'<mark class="figure-mark" id="{first.id}">' + "".join(f'<span id="{id}"></span>' for id in further)
    back = "".join(
        f'<a class="to-figure" href="#bang-{called[n].id}" aria-label="Xem số liệu {n + 1} trong bảng">{n + 1}</a>' for n in group.figures
    )
    added = []
    for place, (start, end, _) in enumerate(pieces):
        added.append((start, opening if place == 0 else '<mark class="figure-mark">'))
        added.append((end, "</mark>"))
    end, in_link = pieces[-1][1], pieces[-1][2]
    if in_link:  # no link may stand inside another
        end = html.find("</a>", end) + len("</a>")
    return added + [(end, back)]


def _marked(html: str, spans: list[tuple[int, int, int]], runs: Sequence[_Run], called: Sequence[Name]) -> str:
    added: list[tuple[int, str]] = []
    for group in _groups(spans):
        added += _insertions(html, runs, group, called)
    parts, at = [], 0
    for place, text in sorted(added, key=lambda item: item[0]):
        parts += (html[at:place], text)
        at = place
    return "".join(parts) + html[at:]


def mark(article: Article, figures: Sequence[Figure]) -> Marked:
    """Mark in *article* the words of its *figures* (declared and extracted, as ``combine`` gives them).

    Each mark has the figure's id and aliases and is followed by a link to ``#bang-<id>``, the row of the figure's table.
    """
    lead = escape(article.summary) if article.summary else ""
    called = names(article, figures)
    if not any(figure.quote for figure in figures):
        return Marked(article.html, lead, called, (False,) * len(figures))
    body_text, body_runs = _runs(article.html)
    lead_text, lead_runs = _runs(lead)
    in_body, in_lead = [], []
    placed = [False] * len(figures)
    for place, figure in enumerate(figures):
        if not figure.quote:
            continue
        first_lead = 0 <= figure.start < len(lead_text)
        for is_lead in (first_lead, not first_lead):
            text = lead_text if is_lead else body_text
            span = _choose(_occurrences(text, figure.quote), article, figure, is_lead)
            if span:
                (in_lead if is_lead else in_body).append((*span, place))
                placed[place] = True
                break
    return Marked(_marked(article.html, in_body, body_runs, called), _marked(lead, in_lead, lead_runs, called), called, tuple(placed))
