"""The words that figures were read from, marked in an article's HTML so that other pages can point at them."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from plugins.values import Figure

_TOKEN = re.compile(r"<[^>]*>|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|u)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of text: where it begins in the plain text and in the HTML, and how long it is in both."""

    plain: int
    html: int
    length: int
    width: int

    def html_at(self, place: int) -> int:
        return self.html + (place - self.plain if self.width == self.length else self.width * (place > self.plain))


def _project(html: str) -> tuple[str, list[_Run]]:
    """The text of *html* with blocks parted by line feeds, and the runs that it came from."""
    parts: list[str] = []
    runs: list[_Run] = []
    length = at = 0

    def take(text: str, start: int, width: int) -> None:
        nonlocal length
        runs.append(_Run(length, start, len(text), width))
        parts.append(text)
        length += len(text)

    for token in _TOKEN.finditer(html):
        if token.start() > at:
            take(html[at:token.start()], at, token.start() - at)
        if token[0].startswith("&"):
            take(unescape(token[0]), token.start(), len(token[0]))
        elif not _INLINE.match(token[0]):
            parts.append("\n")
            length += 1
        at = token.end()
    if at < len(html):
        take(html[at:], at, len(html) - at)
    return "".join(parts), runs


def _spaced(text: str) -> str:
    return text.replace("\n", " ").replace("\u00a0", " ")


def _nearest(plain: str, words: str, expected: int) -> int:
    """Where *words* stand in *plain*, the place nearest to *expected* when there are several; -1 where they do not."""
    best, at = -1, plain.find(words)
    while at >= 0:
        if best < 0 or abs(at - expected) < abs(best - expected):
            best = at
        at = plain.find(words, at + 1)
    return best


def mark_quotes(html: str, figures: Sequence[Figure], targets: Sequence[str], lead: int = 0) -> tuple[str, tuple[str, ...]]:
    """*html* with each figure's words in a ``mark``, and each figure's anchor ("" where its words were not found).

    *targets* are the ids of the figures' rows, to which a mark leads back; *lead* is how many characters of the
    article's text come before the HTML's. Figures read from the same words share a mark; of words that overlap
    without one holding the other only the first are marked, and stand for both.
    """
    if not any(figure.quote for figure in figures):
        return html, ("",) * len(figures)
    plain, runs = _project(html)
    plain = _spaced(plain)
    spans: dict[tuple[int, int], str] = {}
    backs: dict[tuple[int, int], str] = {}
    anchors: list[str] = []
    for figure, target in zip(figures, targets, strict=True):
        words = _spaced(figure.quote).strip()
        start = _nearest(plain, words, figure.start - lead) if words else -1
        if start < 0:
            anchors.append("")
            continue
        span = (start, start + len(words))
        clash = next((s for s in spans if s[0] < span[0] < s[1] < span[1] or span[0] < s[0] < span[1] < s[1]), None)
        anchor = spans.get(clash or span) or f"cau-{target}"
        if clash is None and span not in spans:
            spans[span], backs[span] = anchor, target
        anchors.append(anchor)
    return _insert(html, runs, spans, backs), tuple(anchors)


def _insert(html: str, runs: list[_Run], spans: dict[tuple[int, int], str], backs: dict[tuple[int, int], str]) -> str:
    """Tags put in at their places: what begins together opens the longer first, what ends together closes the shorter first."""
    edits: list[tuple[int, int, int, str]] = []  # place, closings before openings, order, tag
    for span, anchor in spans.items():
        begin, end = span
        pieces = [(run.html_at(max(begin, run.plain)), run.html_at(min(end, run.plain + run.length)))
                  for run in runs if run.plain < end and run.plain + run.length > begin]
        joined: list[list[int]] = []
        for left, right in pieces:
            if joined and joined[-1][1] == left:
                joined[-1][1] = right
            else:
                joined.append([left, right])
        size = end - begin
        for number, (left, right) in enumerate(joined):
            mine = f' id="{anchor}"' if number == 0 else ""
            inside_link = html.count("<a ", 0, right) > html.count("</a>", 0, right)
            last = number == len(joined) - 1 and not inside_link
            back = f'<a class="to-figure" href="#{backs[span]}">về bảng số liệu</a>' if last else ""
            edits.append((left, 1, -size, f"<mark{mine}>"))
            edits.append((right, 0, size, f"</mark>{back}"))
    out, at = [], 0
    for place, _, _, tag in sorted(edits):
        out += [html[at:place], tag]
        at = place
    return "".join((*out, html[at:]))
