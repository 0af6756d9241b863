"""What search knows of an article: a neutral value that both engines index."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import partial
from hashlib import blake2b

from plugins import vocabulary
from plugins.site_data import Content, SiteData
from plugins.values import VIETNAM, Article, Figure
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.text import slug


@dataclass(frozen=True, slots=True)
class Named:
    """A value that a reader can filter by: its id, how it is shown, other names it goes by."""

    id: str
    label: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A figure as search shows it: where it links to, what it counts, and its sentence."""

    anchor: str  # "" where the figure has no anchor of its own in the article
    term: str  # "2020-2025", "" where the text names none
    bodies: tuple[str, ...]
    measure: str
    value: str
    unit: str
    committee: str
    quote: str
    declared: bool
    stage: str = ""  # "đề nghị" or "phê duyệt" where the text says so


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One listed article. ``url`` begins with "/"; ``date`` is the day in Vietnam; ``order`` sorts oldest first.

    ``body`` is the text without the lead, captions included; paragraphs are parted by line breaks.
    """

    url: str
    title: str
    date: date
    order: str
    lead: str = ""
    body: str = ""
    captions: tuple[str, ...] = ()
    category: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()  # "2020-2025"
    steps: tuple[str, ...] = ()  # "3"
    kinds: tuple[str, ...] = ()  # vocabulary "kind"
    bodies: tuple[str, ...] = ()  # vocabulary "body"
    committees: tuple[Named, ...] = ()
    documents: tuple[str, ...] = ()  # numbers of cited documents
    figures: tuple[FigureEntry, ...] = ()

    @property
    def digest(self) -> str:
        """A hash of everything in it, 32 hexadecimal digits."""
        return _digest(self, _hash(self.body))


_FIELDS = tuple(f.name for f in fields(IndexDocument) if f.name != "body")


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _digest(document: IndexDocument, body: str) -> str:
    values = (getattr(document, name) for name in _FIELDS)
    parts = [body, *(value if isinstance(value, str) else repr(value) for value in values)]
    return _hash("".join(f"{len(part)}:{part}" for part in parts))


Anchors = Callable[[Article, Sequence[Figure]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A document whose long text waits until somebody asks for it: most builds need few.

    ``digest`` is the document's; ``head`` is the document without its body.
    """

    url: str
    digest: str
    head: IndexDocument
    whole: Callable[[], IndexDocument]


@dataclass(frozen=True, slots=True)
class Long:
    """What takes an article's whole text to know: the digest of the document's body, and captions that it does not hold."""

    body: str
    captions: tuple[str, ...]


def long(article: Article) -> Long:
    """The only work on the text of every article; the caller remembers its outcome by article."""
    body = _body(article)
    captions = (p.caption for p in (article.cover, *article.images) if p and p.caption)
    return Long(_hash(body), tuple(c for c in captions if c not in body))


def _body(article: Article) -> str:
    return article.text.removeprefix(article.summary or "").strip() if article.text else article.body


def oldest_first(content: Content) -> list[Article]:
    """The listed articles as search numbers them."""
    return sorted(content.listed, key=lambda a: (a.date, a.url))


def sketches(articles: Sequence[Article], texts: Sequence[Long], data: SiteData, figures: Mapping[str, Sequence[Figure]] | None = None,
             anchors: Anchors | None = None) -> Iterator[Sketch]:
    """A sketch of each of *articles*, whose *texts* are what :func:`long` gave of them.

    *figures* are those declared and read, by the article's path; without them the declared ones are taken.
    *anchors* gives the ids that an article's figures have in its page, in their order.
    """
    figures = figures or {}
    for article, text in zip(articles, texts):
        head = _head(article, text.captions, data, figures.get(article.path, article.results), anchors)
        yield Sketch(head.url, _digest(head, text.body), head, partial(_whole, article, head))


def _whole(article: Article, head: IndexDocument) -> IndexDocument:
    return replace(head, body=_body(article))


def document(article: Article, data: SiteData, figures: Sequence[Figure], anchors: Anchors | None = None) -> IndexDocument:
    """What search knows of one listed *article*."""
    [made] = sketches([article], [long(article)], data, {article.path: figures}, anchors)
    return made.whole()


def _head(article: Article, captions: tuple[str, ...], data: SiteData, figures: Sequence[Figure], anchors: Anchors | None) -> IndexDocument:
    """The document of *article* without its body."""
    when = article.date.astimezone(VIETNAM)
    lead = article.summary or ""
    terms = [t.years for t in article.terms] + [f.term.years for f in figures if f.term]
    bodies = [b for f in figures for b in f.bodies if b != "khac"]
    steps = [str(c.step.number) for c in article.conferences if c.step and c.step.number is not None]
    committees = [*article.committees, *(f.committee for f in figures if f.committee)]
    ids = anchors(article, figures) if anchors and figures else [""] * len(figures)
    return IndexDocument(
        url=article.url,
        title=article.title,
        date=when.date(),
        order=f"{when:%Y%m%d%H%M%S} {article.url}",
        lead=lead,
        captions=captions,
        category=article.category,
        tags=_once(article.tags),
        authors=_once(p.name for p in article.authors),
        terms=_once(terms),
        steps=_once(steps),
        kinds=_once(c.kind for c in article.conferences),
        bodies=_once(bodies),
        committees=tuple(_committee(c, data) for c in _once(committees)),
        documents=_once(d.number for d in article.documents if d.number),
        figures=tuple(_figure(f, id, data) for f, id in zip(figures, ids) if f.measure != "other"),
    )


def _once(values) -> tuple:
    return tuple(dict.fromkeys(v for v in values if v))


def _committee(id: str, data: SiteData) -> Named:
    known = data.committees.get(id)
    if known is None:  # the register does not know it: its name is all there is
        return Named(slug(id) or id, id)
    others = [known.short, *known.aliases, *(n.name for n in known.names)]
    return Named(known.id, known.name, _once(o for o in others if o != known.name))


def _figure(figure: Figure, anchor: str, data: SiteData) -> FigureEntry:
    value = format_number(figure.value)
    if figure.value_max is not None:
        value += f"–{format_number(figure.value_max)}"
    if figure.qualifier:
        value = f"{vocabulary.label('qualifier', figure.qualifier)} {value}"
    committee = data.committees.get(figure.committee or "")
    return FigureEntry(
        anchor=anchor,
        term=figure.term.years if figure.term else "",
        bodies=figure.bodies,
        measure=figure.measure,
        value=value,
        unit=figure.unit or "",
        committee=committee.name if committee else figure.committee or "",
        quote=figure.quote or figure.note or "",
        declared=figure.declared,
        stage=vocabulary.label("stage", figure.stage) if figure.stage else "",
    )
