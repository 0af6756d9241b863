"""What a page says about itself in its head: JSON-LD, Open Graph, Dublin Core, microdata. Pure.

Nothing here is believed alone where the page prints the same field: engines put their own name for the author,
the last change for the day of publication, and a slogan for the summary.
"""
from __future__ import annotations

import json
import re
from dataclasses import dataclass

from lxml import etree

from plugins.vietnamese.text import tidy, tone_key
from scraper.hints import GENERIC_TITLES, plain
from scraper.names import is_unit
from scraper.tree import Element

_ARTICLE = frozenset(("newsarticle", "article", "blogposting", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "technicalarticle", "socialmediaposting"))
_SPACES = re.compile(r"\s+")
_TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "dcterms.title", "title", "headline", "cxenseparse:title", "parsely-title")
_LEAD_KEYS = ("og:description", "description", "twitter:description", "dc.description", "dcterms.abstract", "dcterms.description")
_DATE_KEYS = ("article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish_date", "publication_date", "dc.date.issued",
              "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "dc.created", "date", "article.published", "cxenseparse:recs:publishtime", "sailthru.date",
              "parsely-pub-date", "citation_date", "news:published_time", "article_date_original", "original-publish-date")
_CHANGED_KEYS = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod")
_AUTHOR_KEYS = ("article:author", "author", "dc.creator", "dcterms.creator", "byl", "parsely-author", "cxenseparse:author")
_STEP_KEYS = frozenset(("name", "title", "v:title"))
_SECTION_KEYS = ("article:section", "og:section", "section", "parsely-section", "dc.subject.section")


_SPLIT = re.compile(r"\s+[-–—|:»«>/·•]+\s+|\s*\|\s*|\s*::\s*|\s+»\s+|\s*[«»]\s*")
_NAMED_SITE = re.compile(r"(?:cổng|trang|báo|đài|website|tạp chí|đảng bộ|đảng ủy|tỉnh ủy|thành ủy|huyện ủy|thị ủy|quận ủy|ubnd|ủy ban|phường|xã|huyện|tỉnh|thành phố|thị xã|sở|ban)\b")
_SITE = re.compile(r"(?:trang|cổng|web|báo|tạp chí|tập san|bản tin)\b", re.I)


@dataclass(frozen=True, slots=True)
class Head:
    """Everything is as written, tidied; ``published`` are the days claimed, the more telling first."""

    titles: tuple[str, ...] = ()
    document_title: str = ""
    descriptions: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()
    site: str | None = None
    kind: str | None = None
    says_article: bool = False
    audio: str | None = None
    canonical: str | None = None
    tags: tuple[str, ...] = ()


def _text(value: object) -> str:
    return _SPACES.sub(" ", tidy(value)).strip() if isinstance(value, str) else ""


def _each(value: object):
    """Every JSON object inside *value*, at any depth."""
    stack, seen = [value], 0
    while stack and seen < 2000:
        one = stack.pop(0)
        seen += 1
        if isinstance(one, dict):
            yield one
            stack += [v for k, v in one.items() if isinstance(v, (dict, list)) and k in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "audio", "associatedMedia", "hasPart", "@list")]
        elif isinstance(one, list):
            stack += one[:200]


def _types(item: dict) -> set[str]:
    kinds = item.get("@type") or ()
    return {str(kind).rsplit("/", 1)[-1].lower() for kind in (kinds if isinstance(kinds, (list, tuple)) else [kinds])}


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [_text(value)]
    if isinstance(value, dict):
        return [_text(value.get("name"))] if "organization" not in _types(value) else []
    if isinstance(value, list):
        return [name for one in value[:10] for name in _names(one)]
    return []


def _in_path(element: Element) -> bool:
    """Whether microdata or RDFa set an element in the path from the front page."""
    return any("breadcrumb" in (above.get("itemtype") or above.get("typeof") or "").lower() for above in (element, *list(element.iterancestors())[:5]))


def _scripts(root: Element):
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$", "", script.text).strip().rstrip(";")
            try:
                yield json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue


def read(root: Element) -> Head:
    """The head of a page, and what its microdata marks."""
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name and (value := _text(meta.get("content"))):
            metas.setdefault(name, []).append(value)

    def meta(*names: str) -> list[str]:
        return [value for name in names for value in metas.get(name, ())]

    title = next((element for element in root.iter("title") if element.getparent() is None or element.getparent().tag in ("head", "html", "body")), None)
    titles, descriptions, published, changed, authors, sections, crumbs = [], [], [], [], [], [], []
    says, audio = False, None
    for item in (item for script in _scripts(root) for item in _each(script)):
        kinds = _types(item)
        if kinds & _ARTICLE:
            says = True
            titles.append(_text(item.get("headline") or item.get("name")))
            descriptions.append(_text(item.get("description")))
            published.append(_text(item.get("datePublished") or item.get("dateCreated")))
            changed.append(_text(item.get("dateModified")))
            authors += _names(item.get("author"))
            section = item.get("articleSection")
            sections += [_text(one) for one in (section if isinstance(section, list) else [section])[:4]]
        elif "breadcrumblist" in kinds:
            entries = item.get("itemListElement")
            for entry in entries if isinstance(entries, list) else []:
                if isinstance(entry, dict):
                    inner = entry.get("item")
                    crumbs.append(_text(entry.get("name") or (inner.get("name") if isinstance(inner, dict) else None)))
        elif "audioobject" in kinds:
            audio = audio or _text(item.get("contentUrl") or item.get("url")) or None
    for element in root.iter(etree.Element):
        prop = element.get("itemprop") or element.get("property")
        if prop in _STEP_KEYS and _in_path(element):
            crumbs.append(_text(element.get("content") or "".join(element.itertext())))
        if not (prop := element.get("itemprop")) or element.tag == "meta":
            continue
        for one in prop.lower().split():
            if one in ("datepublished", "datecreated"):
                published.append(_text(element.get("datetime") or element.get("content") or "".join(element.itertext())))
            elif one == "datemodified":
                changed.append(_text(element.get("datetime") or element.get("content") or "".join(element.itertext())))
            elif one == "headline":
                titles.append(_text("".join(element.itertext())))
            elif one == "articlesection":
                sections.append(_text("".join(element.itertext())))
    canonical = next((link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"), None)
    kind = next(iter(meta("og:type")), None)
    return Head(
        titles=tuple(filter(None, titles + meta(*_TITLE_KEYS))),
        document_title=_text("".join(title.itertext())) if title is not None else "",
        descriptions=tuple(filter(None, descriptions + meta(*_LEAD_KEYS))),
        published=tuple(filter(None, published + meta(*_DATE_KEYS))),
        changed=tuple(filter(None, changed + meta(*_CHANGED_KEYS))),
        authors=tuple(filter(None, authors + meta(*_AUTHOR_KEYS))),
        sections=tuple(filter(None, sections + meta(*_SECTION_KEYS))),
        crumbs=tuple(filter(None, crumbs)),
        site=next(iter(meta("og:site_name", "application-name")), None),
        kind=kind, says_article=says, audio=audio,
        canonical=canonical or next(iter(meta("og:url")), None),
        tags=tuple(meta("article:tag")),
    )


def title_variants(head: Head) -> dict[str, int]:
    """What the title may be by the page's head, as compared, with how telling each is (0 to 100)."""
    variants: dict[str, int] = {}

    def add(text: str, worth: int) -> None:
        if len(text) > 420:  # no title is so long
            return
        key = tone_key(text).strip(" .")
        if len(key) >= 8 and plain(text) not in GENERIC_TITLES:
            variants[key] = max(worth, variants.get(key, 0))

    for text in head.titles:
        add(text, 100)
    for text in (*head.titles, head.document_title):
        add(text, 90)
        cuts = [(m.start(), m.end()) for m in _SPLIT.finditer(text)]
        for start, end in cuts:
            add(text[:start], 85 if len(text[:start]) > len(text[end:]) else 45)
            add(text[end:], 70 if len(text[end:]) > len(text[:start]) else 35)
        for (_, a), (b, _) in zip(cuts, cuts[1:]):
            add(text[a:b], 60)
    if head.site:
        variants.pop(tone_key(head.site).strip(" ."), None)
    return variants


def site_of(head: Head, title: str) -> str | None:
    """What the portal calls itself: in its data, else at an end of the document's title."""
    if head.site:
        return head.site
    parts = [part.strip() for part in _SPLIT.split(head.document_title) if part.strip() and plain(part) != plain(title)]
    return next((part for part in (*parts[-1:], *parts[:1]) if len(part) <= 90 and _NAMED_SITE.match(plain(part))), None)


def site_names(head: Head, title: str) -> frozenset[str]:
    """What the page calls the whole site, as compared: in its data, and at either end of the document's title, which may name a section as well."""
    parts = [part for part in _SPLIT.split(head.document_title) if part.strip()]
    ends = {plain(part) for part in (parts[:1] + parts[-1:]) if _SITE.match(part.strip()) or is_unit(part)}
    return frozenset((ends | {plain(head.site or "")}) - {plain(title), ""})
