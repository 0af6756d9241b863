"""Whole archives: addresses found, pages fetched politely and kept, articles imported; a killed run goes on where it stopped.

What ``scrape SOURCE`` does when SOURCE is an address or a portal's id.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from plugins.problem import Problem
from plugins.site_data import SiteData
from plugins.values import VIETNAM
from plugins.vietnamese.text import fold, slug
from scraper import discover, net
from scraper.archive import Archive, Kept
from scraper.discover import Entry
from scraper.importing import RECORD, Importer, Record, Report
from scraper.manners import Stopped, Visitor
from scraper.net import Failed, Refused, Rules
from scraper.parse import host_of, parse
from scraper.portals import portal_named, portal_of
from scraper.store import SOUNDS, Fetch, Missing
from scraper.values import Draft, Portal, RawPage

LISTINGS = 300  # pages of a listing that one run follows at most
RECORD_EVERY = 100  # the journal holds what a kill loses of the record
_HTML = ("text/html", "application/xhtml+xml", "text/plain", "")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles are asked for; days are inclusive."""

    since: date | None = None
    until: date | None = None
    limit: int | None = None
    section: str | None = None

    def why_not(self, draft: Draft) -> str | None:
        """Why an article is not asked for, None where it is."""
        day = draft.date.astimezone(VIETNAM).date() if draft.date else None
        if day is not None and (self.since and day < self.since or self.until and day > self.until):
            return f"đăng ngày {day:%d/%m/%Y}, ngoài khoảng đã chọn"
        if self.section and not (fold(draft.category or "") == fold(self.section) or f"/{slug(self.section)}/" in draft.url.lower() + "/"):
            return f"không thuộc chuyên mục {self.section}"
        return None


@dataclass(slots=True)
class Crawl:
    """One run over one portal."""

    portal: Portal
    start: list[str]
    visitor: Visitor
    archive: Archive
    importer: Importer
    wanted: Wanted
    today: date
    progress: Callable[[str], None] = lambda text: None
    done: int = 0
    began: float = 0.0
    listings: set[str] = field(default_factory=set)
    fresh: dict[str, RawPage] = field(default_factory=dict)  # fetched in this run before they were known to be articles

    def run(self) -> None:
        """Fetch and import until all is done, the limit is reached or the portal asks to stop."""
        self.began = self.visitor.clock()
        already = self.archive.noted()
        for told in already.values():
            if told["entry"]:
                self.importer.remember(told["entry"]["url"], {k: v for k, v in told["entry"].items() if k != "url"})
        try:
            for entry in self.entries():
                if self.wanted.limit is not None and self.done >= self.wanted.limit:
                    break
                if entry.url in already:
                    self.done += already[entry.url]["outcome"] == "article"
                    continue
                if entry.day and self.wanted.since and entry.day < self.wanted.since:
                    continue  # last changed before the first day asked for
                self.one(entry.url)
            self.archive.finish()
        except Stopped as stopped:
            self.importer.report.problems.append(Problem(self.portal.name, message=str(stopped)))
        finally:
            self.importer.record.write()

    def one(self, url: str) -> None:
        """Fetch one page, import it, and note the outcome."""
        report = self.importer.report
        try:
            raw = self.fetch(url)
        except (Refused, Failed) as why:
            report.skipped.append((url, str(why)))
            if isinstance(why, Refused):
                self.archive.note(url, "refused")
            return
        path = self.importer.take(url, raw, self.media(raw.url), self.wanted.why_not)
        if len(self.importer.seen) % RECORD_EVERY == 0:
            self.importer.record.write()
        address = self.importer.paths.get(path or "")
        entry = {"url": address, **self.importer.record.pages[address]} if address in self.importer.record.pages else None
        self.archive.note(url, "article" if path else "none", entry)
        self.done += path is not None
        self.progress(self.pace(path or url))

    def pace(self, what: str) -> str:
        """A line of progress with the rate and, where a limit is set, the time left."""
        spent = max(0.001, self.visitor.clock() - self.began)
        line = f"{self.done} bài · {60 * self.done / spent:.1f} bài/phút"
        if self.wanted.limit and self.done:
            line += f" · còn khoảng {(self.wanted.limit - self.done) * spent / self.done / 60:.0f} phút"
        return f"{line} · {what}"

    def fetch(self, url: str) -> RawPage:
        """A page, by a conditional request where it is kept already; raises ``Refused``, ``Failed`` or ``Stopped``."""
        if url in self.fresh:
            return self.fresh.pop(url)
        kept = self.archive.find(url)
        data = self.archive.data(kept) if kept is not None else None
        answer = self.visitor.get(url, headers=_conditions(kept) if data is not None else None)
        if answer.status == 304 and kept is not None and data is not None:
            return RawPage(kept.final, data, kept.headers, kept.retrieved)
        if answer.status != 200:
            raise Refused(f"máy chủ trả về lỗi {answer.status}")
        kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind not in _HTML or answer.data[:5] in (b"%PDF-", b"\x89PNG\r", b"PK\x03\x04\x14") or answer.data[:3] in (b"GIF", b"\xff\xd8\xff", b"\x1f\x8b\x08"):
            raise Refused(f"không phải trang web ({kind or 'không rõ loại'})")
        self.archive.put(url, answer.url, answer.status, answer.headers, answer.data, self.today)
        return RawPage(answer.url, answer.data, answer.headers, self.today)

    def media(self, base: str) -> Fetch:
        """Pictures and recordings of a page, each fetched once and kept."""

        def fetch(address: str) -> bytes:
            try:
                url = urljoin(base, address)
                sound = Path(urlsplit(url).path).suffix.lower() in SOUNDS
            except ValueError:
                raise Missing("địa chỉ không đọc được") from None
            kept = self.archive.find(url)
            data = self.archive.data(kept) if kept is not None else None
            if data is not None:
                return data
            try:
                answer = self.visitor.get(url, limit=net.SOUND if sound else net.PICTURE)
            except (Refused, Failed) as why:
                raise Missing(str(why)) from None
            if answer.status != 200:
                raise Missing(f"máy chủ trả về lỗi {answer.status}")
            self.archive.put(url, answer.url, answer.status, answer.headers, answer.data, self.today)
            return answer.data

        return fetch

    def entries(self) -> Iterator[Entry]:
        """The articles' addresses, each once: what was asked for, sitemaps and feeds, then listings page by page."""
        told: set[str] = set()
        for entry in self._all_entries():
            if entry.url not in told and self.visitor.rules.allows(urlsplit(entry.url).hostname or ""):
                told.add(entry.url)
                yield entry

    def _all_entries(self) -> Iterator[Entry]:
        maps = [*self.portal.sitemaps] or [m for s in self.start[:1] for m in self.visitor.sitemaps(s)]
        if maps and (not self.start or urlsplit(self.start[0]).path in ("", "/")):
            found = 0
            for entry in discover.walk(maps, self._sitemap):
                found += 1
                yield entry
            if found:
                return  # the sitemaps tell all; listings would only say it again
        waiting = [*self.start, *self.portal.sections]
        while waiting and len(self.listings) < LISTINGS:
            url = waiting.pop(0)
            if url in self.listings:
                continue
            self.listings.add(url)
            found, further = self._listing(url)
            yield from found
            waiting += [page for page in further if page not in self.listings]

    def _sitemap(self, url: str) -> tuple[list[Entry], list[Entry]]:
        try:
            answer = self.visitor.get(url, limit=net.SITEMAP)
        except (Refused, Failed) as why:
            self.importer.report.skipped.append((url, str(why)))
            return [], []
        return discover.sitemap(answer.data, answer.url) if answer.status == 200 else ([], [])

    def _listing(self, url: str) -> tuple[list[Entry], list[str]]:
        """What one address leads to: itself when it is an article, else the articles and further pages that it links."""
        try:
            answer = self.visitor.get(url)
        except (Refused, Failed) as why:
            self.importer.report.skipped.append((url, str(why)))
            return [], []
        if answer.status != 200:
            self.importer.report.skipped.append((url, f"máy chủ trả về lỗi {answer.status}"))
            return [], []
        pages, further = discover.sitemap(answer.data, answer.url) if answer.data.lstrip()[:200].startswith((b"<?xml", b"<urlset", b"<sitemapindex", b"<rss", b"<feed", b"\x1f\x8b")) else ([], [])
        if pages or further:
            return [*pages, *discover.walk([e.url for e in further], self._sitemap)], []
        page = RawPage(answer.url, answer.data, answer.headers, self.today)
        if isinstance(parse(page), Draft):
            self.archive.put(url, answer.url, answer.status, answer.headers, answer.data, self.today)
            self.fresh[url] = page
            return [Entry(url)], []
        articles, more, feeds = discover.links(answer.data, answer.url, answer.headers.get("content-type", ""))
        found = [entry for feed in feeds[:3] if self.visitor.rules.allows(urlsplit(feed).hostname or "") for entry in self._sitemap(feed)[0]]
        return [*(Entry(a) for a in articles), *found], more


def _conditions(kept: Kept | None) -> dict[str, str] | None:
    if kept is None:
        return None
    told = {"If-None-Match": kept.headers.get("etag"), "If-Modified-Since": kept.headers.get("last-modified")}
    return {name: value for name, value in told.items() if value}


def portal_for(source: str) -> tuple[Portal, list[str]] | None:
    """The portal that *source* (an id or an address) means, and where to begin; None where it means none.

    >>> portal_for("https://vidu.example.vn/tin/1")[1], portal_for("khong-co")
    (['https://vidu.example.vn/tin/1'], None)
    """
    if (named := portal_named(source)) is not None:
        return named, [] if named.sections or named.sitemaps else [f"https://{named.hosts[0]}/"]
    host = host_of(source)
    if not host or not source.lower().startswith(("http://", "https://")):
        return None
    known = portal_of(host)
    return known or Portal(host, hosts=(host,), layouts=()), [source]


def scrape(source: str, content: Path, known: SiteData, *, wanted: Wanted = Wanted(), reparse: bool = False, cache: Path | None = None,
           progress: Callable[[str], None] | None = None, visitor: Visitor | None = None, contact: str | None = None) -> Report:
    """Import from *source*, an address or a portal's id, into *content*. With *reparse* nothing is fetched: what was
    kept of earlier runs is read again. *contact* is told to the portal with every request.

    Raises ``ValueError`` where *source* means no portal.
    """
    meant = portal_for(source)
    if meant is None:
        raise ValueError(source)
    portal, start = meant
    folder = cache or content.parent / ".cache"
    rules = Rules(frozenset((*portal.hosts, *portal.media)), contact=contact or Rules.__dataclass_fields__["contact"].default)
    visitor = visitor or Visitor(rules)
    report = Report()
    importer = Importer(content, known, Record.read(folder / RECORD), report)
    archive = Archive(folder / "raw" / slug(portal.hosts[0]))
    crawl = Crawl(portal, start, visitor, archive, importer, wanted, datetime.now(VIETNAM).date(), progress or (lambda text: None))
    if reparse:
        _again(crawl)
    else:
        crawl.run()
    return report


def _again(crawl: Crawl) -> None:
    """Read everything kept once more, without the network."""
    def at_hand(base: str) -> Fetch:
        def fetch(address: str) -> bytes:
            try:
                kept = crawl.archive.find(urljoin(base, address))
            except ValueError:
                kept = None
            data = crawl.archive.data(kept) if kept is not None else None
            if data is None:
                raise Missing("không có trong kho đã tải")
            return data
        return fetch

    for kept in crawl.archive.all():
        if kept.headers.get("content-type", "").split(";")[0].strip().lower() not in _HTML:
            continue
        page = crawl.archive.page(kept)
        if page is None:
            crawl.importer.report.problems.append(Problem(kept.url, message="bản đã tải bị hỏng", hint="chạy lại không có --reparse"))
            continue
        if crawl.importer.take(kept.url, page, at_hand(page.url), crawl.wanted.why_not):
            crawl.done += 1
            crawl.progress(crawl.pace(kept.url))
    crawl.importer.record.write()
