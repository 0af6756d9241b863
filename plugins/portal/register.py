"""The register of documents (văn bản chỉ đạo): its pages, and links from every article that cites a number it knows."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from plugins.html import escape
from plugins.portal.cards import Card
from plugins.portal.conference_card import Named, committee_named
from plugins.portal.paging import page_path
from plugins.outputs import Output
from plugins.site_data import RegisteredDocument, SiteData
from plugins.values import Article, Document
from plugins.vietnamese.dates import find_dates
from plugins.vietnamese.text import nfc

# "65-KH/ĐUK", "12/2021/NĐ-CP", "318-QĐ/TU": a number, then at least two groups of capitals (Decree 30/2020/NĐ-CP,
# Guidance 36-HD/VPTW); spaces around the signs come from typing.
NUMBER = re.compile(r"(?<![\w/.,-])(\d{1,5}(?:/\d{4})?)\s?([-–/])\s?([A-ZĐ][A-ZĐa-z0-9]*(?:\s?[-–/.]\s?[A-ZĐÂĂÊÔƠƯ][A-ZĐÂĂÊÔƠƯa-z0-9]*)+)(?![\w/-])")
_HINT = re.compile(r"\d\s?[-–/]\s?[A-ZĐ]")  # most texts cite nothing, and this tells it in a third of the time
_STATED = re.compile(r"[\s,()]*(?:\(mẫu\)[\s,]*)?(?:ban hành\s+|ký\s+)?ngày\s+")  # between a number and the day it bears
_REACH = 60  # characters after a number in which its day stands
_PARTS = re.compile(r"(<[^>]*>)")
Cited = tuple[str, date | None]


@cache
def key(number: str) -> str:
    """One spelling of a document's number; "" where it is none.

    >>> key("065 - KH/ĐUK (mẫu)"), key("12/2021/NĐ-CP"), key("không số")
    ('65-KH/ĐUK', '12/2021/NĐ-CP', '')
    """
    found = NUMBER.search(nfc(number).replace("Ð", "Đ"))
    return _key(found) if found else ""


def _key(match: re.Match) -> str:
    first, sign, rest = match.groups()
    return (first.lstrip("0") or "0") + sign.replace("–", "-") + re.sub(r"\s", "", rest).replace("–", "-").upper()


def numbers_in(text: str) -> Iterator[tuple[re.Match, Cited]]:
    """Each number that *text* cites, with the day that stands right behind it."""
    for match in NUMBER.finditer(text):
        yield match, (_key(match), _day(text[match.end():match.end() + _REACH]))


def _day(after: str) -> date | None:
    stated = _STATED.match(after)
    if not stated:
        return None
    found = next(iter(find_dates(after)), None)
    return found.value if found and found.start <= stated.end() else None


def cited_in(article: Article) -> tuple[Cited, ...]:
    """The numbers that *article* cites in its text, each once with each day."""
    text = article.text
    return tuple(dict.fromkeys(cited for _, cited in numbers_in(text))) if _HINT.search(text) else ()


@dataclass(frozen=True, slots=True)
class Register:
    """The known documents by the key of their number."""

    by_key: Mapping[str, tuple[RegisteredDocument, ...]]

    def find(self, cited: Cited) -> RegisteredDocument | None:
        """The document that *cited* means. Numbers begin anew every year, so a stated day decides;
        without one only a number that stands once in the register is certain."""
        number, day = cited
        known = self.by_key.get(number, ())
        if day:
            known = tuple(document for document in known if document.date in (day, None))
        return known[0] if len(known) == 1 else None


def register(data: SiteData) -> Register:
    found: dict[str, list[RegisteredDocument]] = {}
    for document in data.documents.values():
        if key(document.number):
            found.setdefault(key(document.number), []).append(document)
    return Register({number: tuple(documents) for number, documents in found.items()})


def known_to(article: Article, cited: Sequence[Cited], known: Register) -> tuple[tuple[Cited, str], ...]:
    """``(cited, address)`` of those that the register knows, and those that front matter names by number."""
    named = [(key(d.number), d.date) for d in article.documents if d.number and key(d.number)]
    found = ((one, known.find(one)) for one in dict.fromkeys((*cited, *named)))
    return tuple((one, document.url) for one, document in found if document)


def linked(html: str, addresses: Mapping[Cited, str], u: Callable[[str], str]) -> str:
    """*html* with a link on every number in *addresses* that stands outside links and headings.

    >>> linked("<p>Kế hoạch số 65-KH/ĐUK.</p>", {("65-KH/ĐUK", None): "/van-ban/kh/"}, str)
    '<p>Kế hoạch số <a href="/van-ban/kh/">65-KH/ĐUK</a>.</p>'
    """
    if not addresses:
        return html
    parts, closed = _PARTS.split(html), 0
    for place, part in enumerate(parts):
        if place % 2:
            name = part.strip("</>").split(None, 1)[0].lower() if len(part) > 2 else ""
            if name in ("a", "h2", "h3", "h4", "pre", "code"):
                closed += -1 if part.startswith("</") else 1
        elif not closed and any(sign in part for sign in "-–/"):
            parts[place] = _marked(part, addresses, u)
    return "".join(parts)


def _marked(text: str, addresses: Mapping[Cited, str], u: Callable[[str], str]) -> str:
    made, at = [], 0
    for match, cited in numbers_in(text):
        address = addresses.get(cited) or addresses.get((cited[0], None))
        if address:
            made += [text[at:match.start()], f'<a href="{escape(u(address))}">{match[0]}</a>']
            at = match.end()
    return "".join((*made, text[at:]))


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as pages show it; ``url`` is its page in the register, ``file`` a content path."""

    number: str
    title: str
    kind: str
    date: date | None
    issuer: Named | None
    file: str
    url: str


def entry(document: RegisteredDocument, data: SiteData) -> Entry:
    issuer = committee_named(document.issuer, data) if document.issuer else None
    return Entry(document.number, document.title, document.kind or "", document.date, issuer, document.file or "", document.url)


def shown(document: Document, data: SiteData, known: Register) -> Entry:
    """A document that an article names, with what the register adds."""
    found = data.documents.get(document.id) if document.id else known.find((key(document.number or ""), document.date))
    if found is None:
        return Entry(document.number or "", document.title or "", "", document.date, None, document.file or "", "")
    told = entry(found, data)
    return Entry(document.number or told.number, document.title or told.title, told.kind, document.date or told.date, told.issuer,
                 document.file or told.file, told.url)


def newest_first(documents: Iterable[RegisteredDocument]) -> list[RegisteredDocument]:
    return sorted(documents, key=lambda d: (d.date or date.min, d.number), reverse=True)


def pages(data: SiteData, citing: Mapping[str, Sequence[Card]]) -> Iterator[Output]:
    """``/van-ban/`` and a page for each document with the articles that cite it; *citing* is by address."""
    if not data.documents:
        return
    years: dict[str, list[Entry]] = {}
    for document in newest_first(data.documents.values()):
        years.setdefault(str(document.date.year) if document.date else "Không nêu ngày", []).append(entry(document, data))
        yield Output(page_path(document.url), "document.html", {
            "url": document.url, "document": entry(document, data), "citing": tuple(citing.get(document.url, ())),
            "description": document.title,
        })
    yield Output("van-ban/index.html", "documents.html", {
        "url": "/van-ban/", "years": tuple((year, tuple(entries)) for year, entries in years.items()),
        "description": "Sổ văn bản chỉ đạo: số, ngày, loại, trích yếu và tệp.",
    })
