"""Sitemaps (sitemaps.org 0.9) cut by month under one index, the news sitemap of two days, robots.txt.

Crawlers want whole addresses; without SITEURL the files hold root-relative ones and robots.txt names no sitemap.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from xml.sax.saxutils import escape

from plugins.portal.feeds import changed
from plugins.portal.site import Site, addresses
from plugins.portal.structured import iso
from plugins.portal.taxonomy import Month, by_month
from plugins.outputs import Output
from plugins.site_data import Content
from plugins.values import VIETNAM, Article

NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
NEWS_DAYS = 2  # how old an article may be in a news sitemap


def document(root: str, parts: Iterable[str], more: str = "") -> bytes:
    body = "\n".join(parts)
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{NS}"{more}>\n{body}\n</{root}>\n'
    return text.encode("utf-8")


def located(tag: str, address: str, changed: str = "", more: str = "") -> str:
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<{tag}><loc>{escape(address)}</loc>{when}{more}</{tag}>"


def month_path(month: Month) -> str:
    return f"sitemap/{month.year}-{month.month:02d}.xml"


def month_sitemap(places: Sequence[tuple[str, datetime]], absolute: Callable[[str], str]) -> bytes:
    """*places* are addresses with the times of their last change."""
    return document("urlset", (located("url", absolute(url), iso(moment)) for url, moment in places))


def news_sitemap(content: Content, site: Site, absolute: Callable[[str], str]) -> bytes:
    """Articles of the last two days whose date of publication is known."""
    since = content.now - timedelta(days=NEWS_DAYS - 1)
    parts = []
    for article in content.listed:
        if article.date.astimezone(VIETNAM).date() < since:
            break
        if article.date_basis == "published":
            news = (f"<news:news><news:publication><news:name>{escape(site.name)}</news:name><news:language>vi</news:language>"
                    f"</news:publication><news:publication_date>{iso(article.date)}</news:publication_date>"
                    f"<news:title>{escape(article.title)}</news:title></news:news>")
            parts.append(located("url", absolute(article.url), more=news))
    return document("urlset", parts, f' xmlns:news="{NEWS}"')


def robots(absolute: Callable[[str], str], site: Site) -> bytes:
    lines = ["User-agent: *", "Disallow:"]
    if site.url:
        lines += [f"Sitemap: {absolute('/sitemap.xml')}", f"Sitemap: {absolute('/sitemap-news.xml')}"]
    return ("\n".join(lines) + "\n").encode("utf-8")


def pages(content: Content, site: Site) -> Iterator[Output]:
    """``/sitemap.xml``, its parts, ``/sitemap-news.xml`` and ``/robots.txt``."""
    _, absolute = addresses(site)
    index = [located("sitemap", absolute("/sitemap/trang.xml"))]
    for month in by_month(content.listed):
        path = month_path(month)
        places = tuple((a.url, changed(a)) for a in month.articles)
        index.append(located("sitemap", absolute("/" + path), iso(max(moment for _, moment in places))))
        yield Output(path=path, data=partial(month_sitemap, places, absolute))
    places = ["/", "/luu-tru/", "/so-do/", *(s.url for s in site.sections), *(p.url for p in (*site.pages, *site.offices)), *(t.url for t in site.terms)]
    yield Output(path="sitemap/trang.xml", data=document("urlset", (located("url", absolute(place)) for place in places)))
    yield Output(path="sitemap.xml", data=document("sitemapindex", index))
    yield Output(path="sitemap-news.xml", data=news_sitemap(content, site, absolute))
    yield Output(path="robots.txt", data=robots(absolute, site))
