"""The declared figures of one article as a table, and where in its text each one's words stand."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plugins import vocabulary
from plugins.html import escape
from plugins.portal.conference_card import Named, committee_named
from plugins.values import Figure, SiteData, Term
from plugins.vietnamese.dates import format_date
from plugins.vietnamese.numbers import format_number

# What the measure itself says about the unit where the text gave none.
UNITS = {"ratio_to_current": "lần", "votes_percent": "%", "percent": "%"}


@dataclass(frozen=True, slots=True)
class FigureRow:
    id: str  # "so-lieu-1": other pages link to it
    body: str
    measure: str
    value: str  # "trên 1.000", "5–7", "30/32"
    unit: str
    notes: tuple[str, ...]
    quote: str
    quote_id: str  # where the words stand in the text, "" where they were not found


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """Rows of one committee and term."""

    term: Term | None
    committee: Named | None
    rows: tuple[FigureRow, ...]


def value_text(figure: Figure) -> str:
    """The number as the page shows it, its bound before it.

    >>> from decimal import Decimal
    >>> value_text(Figure(None, ("khac",), "attendance", Decimal(1000), qualifier="gt"))
    'trên 1.000'
    """
    text = format_number(figure.value)
    if figure.value_max is not None:
        text = f"{text}–{format_number(figure.value_max)}"
    if figure.of is not None:
        text = f"{text}/{format_number(figure.of)}"
    return f"{vocabulary.label('qualifier', figure.qualifier)} {text}" if figure.qualifier else text


def body_text(figure: Figure) -> str:
    """The bodies' names; the words of the text stand for a body that the vocabulary does not have."""
    names = [figure.body_text or vocabulary.label("body", body) if body == "khac" else vocabulary.label("body", body)
             for body in figure.bodies]
    if figure.body_text and "khac" not in figure.bodies:
        return figure.body_text
    return ", ".join(names)


def _notes(figure: Figure) -> tuple[str, ...]:
    found = [vocabulary.label("stage", figure.stage)] if figure.stage else []
    if figure.as_of:
        found.append(f"tính đến {format_date(figure.as_of)}")
    return (*found, *(text for text in (figure.period, figure.note) if text))


def blocks(figures: Sequence[Figure], data: SiteData, quote_ids: Sequence[str]) -> tuple[FigureBlock, ...]:
    """Rows in the order of *figures*, gathered by committee and term; *quote_ids* goes along with *figures*."""
    gathered: dict[tuple, list[FigureRow]] = {}
    for place, figure in enumerate(figures):
        row = FigureRow(
            id=f"so-lieu-{place + 1}",
            body=body_text(figure),
            measure=vocabulary.label("measure", figure.measure),
            value=value_text(figure),
            unit=figure.unit or UNITS.get(figure.measure, ""),
            notes=_notes(figure),
            quote=figure.quote,
            quote_id=quote_ids[place],
        )
        gathered.setdefault((figure.term, figure.committee), []).append(row)
    return tuple(FigureBlock(term, committee_named(committee, data) if committee else None, tuple(rows))
                 for (term, committee), rows in gathered.items())


def mark_quotes(html: str, figures: Sequence[Figure]) -> tuple[str, tuple[str, ...]]:
    """*html* with the words of each figure in a ``mark``, and each figure's anchor ("" where they were not found).

    Only words that stand in one piece of text can be marked; figures read from the same words share one mark,
    which leads back to the first of them.
    """
    anchors: dict[str, str] = {}
    for place, figure in enumerate(figures):
        quote = escape(figure.quote.strip()) if figure.quote else ""
        if not quote or quote in anchors:
            continue
        start = _text_at(html, quote)
        if start < 0:
            anchors[quote] = ""
            continue
        anchor = f"cau-{place + 1}"
        end = start + len(quote)
        html = (f'{html[:start]}<mark id="{anchor}">{quote}</mark>'
                f'<a class="to-figure" href="#so-lieu-{place + 1}" aria-label="Xem số liệu {place + 1}">{place + 1}</a>{html[end:]}')
        anchors[quote] = anchor
    return html, tuple(anchors.get(escape(f.quote.strip()), "") if f.quote else "" for f in figures)


def _text_at(html: str, words: str) -> int:
    """Where *words* stand in *html* as text, outside tags, links and earlier marks; -1 where they do not."""
    start = html.find(words)
    while start >= 0:
        before = html[:start]
        in_tag = before.rfind("<") > before.rfind(">")
        in_mark = before.count("<mark ") > before.count("</mark>") or before.count("<a ") > before.count("</a>")
        if not in_tag and not in_mark:
            return start
        start = html.find(words, start + 1)
    return -1
