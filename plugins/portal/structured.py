"""Metadata for machines: JSON-LD, Open Graph and citation fields. Vocabularies: schema.org, ogp.me, Google Scholar, DCMI."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from urllib.parse import quote

from plugins.portal.cards import excerpt
from plugins.portal.conference_card import committee_named
from plugins.portal.share import share_path
from plugins.portal.site import Site
from plugins.portal.taxonomy import section_of
from plugins.site_data import SiteData
from plugins.values import VIETNAM, Article, Conference, Person

# A byline that begins so names a desk or an office, not a person.
OFFICES = ("ban ", "văn phòng", "phòng ", "tổ ", "đảng ủy", "nhóm ", "trung tâm", "tòa soạn", "cổng ")


EMBLEM = "/theme/icons/icon-512.png"  # where nothing else stands for a page


def iso(value: datetime) -> str:
    return value.astimezone(VIETNAM).isoformat(timespec="seconds")


def described(article: Article) -> str:
    return article.summary or excerpt(article.text)


def _agent(person: Person) -> dict:
    if person.name.lower().startswith(OFFICES):
        return {"@type": "Organization", "name": person.name}
    agent = {"@type": "Person", "name": person.name}
    return agent | {"jobTitle": person.role} if person.role else agent


def breadcrumb(trail: Iterable[tuple[str, str]], absolute: Callable[[str], str]) -> dict:
    """BreadcrumbList of ``(name, site path)``, the site's own page first."""
    return {"@type": "BreadcrumbList", "itemListElement": [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
        for place, (name, path) in enumerate(trail, 1)]}


def event(conference: Conference, article: Article, data: SiteData, absolute: Callable[[str], str]) -> dict | None:
    """An Event where the day is known; Google asks for name, start and place."""
    if conference.held is None:
        return None
    organisers = [committee_named(c, data).name for c in conference.committees]
    found: dict[str, object] = {
        "@type": "Event",
        "name": conference.name or article.title,
        "startDate": conference.held.isoformat(),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "url": absolute(article.url),
    }
    if conference.held_end:
        found["endDate"] = conference.held_end.isoformat()
    if conference.venue:
        found["location"] = {"@type": "Place", "name": conference.venue, "address": conference.venue}
    if organisers:
        found["organizer"] = [{"@type": "Organization", "name": name} for name in organisers]
    return found


def news_article(article: Article, site: Site, data: SiteData, absolute: Callable[[str], str]) -> dict:
    """The page's graph: NewsArticle, its trail and its conferences.

    ``datePublished`` is left out where the source printed no date: a stand-in is no date of publication.
    """
    address, section = absolute(article.url), section_of(article)
    publisher = {"@type": "Organization", "name": site.owner or site.name}
    if site.url:
        publisher["url"] = absolute("/")
    news: dict[str, object] = {
        "@type": "NewsArticle",
        "@id": address,
        "mainEntityOfPage": address,
        "headline": article.title,
        "inLanguage": "vi",
        "articleSection": section.name,
        "publisher": publisher,
    }
    if described(article):
        news["description"] = described(article)
    if article.date and article.date_basis == "published":
        news["datePublished"] = iso(article.date)
    changed = article.updated or (article.corrections and max(c.date for c in article.corrections))
    if changed:
        news["dateModified"] = iso(changed)
    elif "datePublished" in news:
        news["dateModified"] = news["datePublished"]
    if article.authors:
        news["author"] = [_agent(person) for person in article.authors]
    pictures = [p.image for p in (article.cover, *article.images) if p]
    if pictures:
        news["image"] = [absolute("/" + quote(image)) for image in pictures]
    if article.tags:
        news["keywords"] = list(article.tags)
    if article.audio:
        news["audio"] = {"@type": "AudioObject", "contentUrl": absolute("/" + quote(article.audio.file))}
    if article.corrections:
        news["correction"] = [{"@type": "CorrectionComment", "text": c.note, "datePublished": iso(c.date)} for c in article.corrections]
    if article.source and article.source.url:
        original: dict[str, object] = {"@type": "NewsArticle", "url": article.source.url}
        if article.source.name:
            original["publisher"] = {"@type": "Organization", "name": article.source.name}
        if article.source.authors:
            original["author"] = [_agent(person) for person in article.source.authors]
        news["isBasedOn"] = original
    trail = breadcrumb([(site.name, "/"), (section.name, section.url), (article.title, article.url)], absolute)
    events = [e for e in (event(c, article, data, absolute) for c in article.conferences) if e]
    return {"@context": "https://schema.org", "@graph": [news, trail, *events]}


def properties(article: Article, site: Site, absolute: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """Open Graph: ``(property, content)``. Addresses are given only where the site's own is known."""
    found = [("og:type", "article"), ("og:title", article.title), ("og:site_name", site.name), ("og:locale", "vi_VN")]
    if described(article):
        found.append(("og:description", described(article)))
    if site.url:
        found.append(("og:url", absolute(article.url)))
        picture = next((p for p in (article.cover, *article.images) if p), None)
        section = next((s for s in site.sections if s == section_of(article)), None)
        made = share_path(section) if section else EMBLEM
        found.append(("og:image", absolute("/" + quote(picture.image) if picture else made)))
        if picture and (picture.alt or picture.caption):
            found.append(("og:image:alt", picture.alt or picture.caption or ""))
    if article.date and article.date_basis == "published":
        found.append(("article:published_time", iso(article.date)))
    if article.updated:
        found.append(("article:modified_time", iso(article.updated)))
    found.append(("article:section", section_of(article).name))
    return (*found, *(("article:tag", tag) for tag in article.tags))


def citation(article: Article, site: Site, absolute: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """``(name, content)`` for reference managers; Zotero takes ``DC.type=newsitem`` for a newspaper article."""
    day = f"{article.date.astimezone(VIETNAM):%Y/%m/%d}" if article.date and article.date_basis == "published" else ""
    found = [("citation_title", article.title), *(("citation_author", p.name) for p in article.authors)]
    if day:
        found.append(("citation_publication_date", day))
    found += [("citation_journal_title", site.name), ("citation_language", "vi")]
    if site.url:
        found.append(("citation_public_url", absolute(article.url)))
    found += [("DC.type", "newsitem"), ("DC.title", article.title), *(("DC.creator", p.name) for p in article.authors)]
    if day:
        found.append(("DC.date", day.replace("/", "-")))
    return (*found, ("DC.publisher", site.owner or site.name), ("DC.language", "vi"))


def website(site: Site, absolute: Callable[[str], str]) -> Mapping[str, object]:
    """The front page's WebSite with its search; nothing while the site has no address."""
    if not site.url:
        return {}
    found: dict[str, object] = {"@context": "https://schema.org", "@type": "WebSite", "name": site.name, "url": absolute("/"), "inLanguage": "vi"}
    if site.description:
        found["description"] = site.description
    if site.has_search:
        found["potentialAction"] = {"@type": "SearchAction", "target": absolute("/tim-kiem/?q={q}"), "query-input": "required name=q"}
    return found
