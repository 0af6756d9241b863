"""Atom feeds (RFC 4287): the newest articles of the site, of each section, committee and term."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from plugins.portal.site import Site, addresses
from plugins.portal.structured import described, iso
from plugins.portal.taxonomy import Group, section_of
from plugins.outputs import Output
from plugins.site_data import Content
from plugins.values import Article

EMPTY = "1970-01-01T00:00:00+07:00"  # a feed must say when it changed, even one with nothing in it


def changed(article: Article) -> datetime:
    """When the article last changed: the newest of its date, update and corrections."""
    moments = [article.date, article.updated, *(c.date for c in article.corrections)]
    return max(moment for moment in moments if moment)


def entry_id(path: str, site: Site) -> str:
    """What names an entry for ever: its whole address, or a URN while the site has none."""
    return site.url + path if site.url else f"urn:nhiemky:{path.strip('/') or 'trang-chu'}"


def entry(article: Article, site: Site, absolute: Callable[[str], str]) -> str:
    lines = [
        "<entry>",
        f"<title>{escape(article.title)}</title>",
        f"<id>{escape(entry_id(article.url, site))}</id>",
        f"<link rel=\"alternate\" type=\"text/html\" href={quoteattr(absolute(article.url))}/>",
        f"<published>{iso(article.date)}</published>",
        f"<updated>{iso(changed(article))}</updated>",
        *(f"<author><name>{escape(person.name)}</name></author>" for person in article.authors),
        f"<category term={quoteattr(section_of(article).name)}/>",
        *(f"<category term={quoteattr(tag)}/>" for tag in article.tags),
    ]
    if described(article):
        lines.append(f"<summary>{escape(described(article))}</summary>")
    return "\n".join((*lines, "</entry>"))


def feed(articles: Sequence[Article], title: str, page: str, path: str, site: Site) -> bytes:
    """The Atom feed at site path *path* of the site path *page*; *articles* are newest first."""
    _, absolute = addresses(site)
    updated = iso(max(map(changed, articles))) if articles else EMPTY
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(entry_id(page, site))}</id>",
        f"<link rel=\"alternate\" type=\"text/html\" href={quoteattr(absolute(page))}/>",
        f"<link rel=\"self\" type=\"application/atom+xml\" href={quoteattr(absolute(path))}/>",
        f"<updated>{updated}</updated>",
        f"<author><name>{escape(site.owner or site.name)}</name></author>",
        *(entry(article, site, absolute) for article in articles),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def by_subject(content: Content) -> Iterator[tuple[str, str, list[Article]]]:
    """(name, address, articles newest first) of each committee and each pair of years that front matter names."""
    found: dict[str, tuple[str, list[Article]]] = {}
    known = content.data.committees
    for article in content.listed:
        subjects = {known[c].url: known[c].name for c in article.committees if c in known}
        subjects |= {term.url: f"Nhiệm kỳ {term.years}" for term in article.terms}
        for address, name in subjects.items():
            found.setdefault(address, (name, []))[1].append(article)
    for address, (name, articles) in found.items():
        yield name, address, articles


def pages(content: Content, site: Site, groups: dict[str, Group], size: int) -> Iterator[Output]:
    """``/feed.xml``, one per section and, where those have pages, one per committee and term; each the newest *size* articles."""
    subjects = [(section.name, section.url, groups[section.slug].articles) for section in site.sections]
    if site.has_figures:
        subjects += by_subject(content)
    yield Output(path="feed.xml", data=partial(feed, content.listed[:size], site.name, "/", "/feed.xml", site))
    for name, address, articles in subjects:
        data = partial(feed, tuple(articles[:size]), f"{name} – {site.name}", address, f"{address}feed.xml", site)
        yield Output(path=f"{address.lstrip('/')}feed.xml", data=data)
