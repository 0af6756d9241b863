"""How often articles were read: counted from the web server's access logs, bots left out, kept by day without any address of a reader."""
from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

from plugins.portal.taxonomy import Month, by_month
from plugins.outputs import Output
from plugins.site_data import Views
from plugins.values import VIETNAM, Article

# Apache's and nginx's "combined" form; a virtual host's name may stand before it.
_LINE = re.compile(r'(?:\S+ )?(\S+) \S+ \S+ \[([^\]]+)\] "GET ([^ "?#]+)[^"]*" (\d{3}) \S+ "[^"]*" "([^"]*)"')
_ARTICLE = re.compile(r"/tin/\d{4}/\d{2}/[a-z0-9-]+/$")
AGAIN = 30 * 60  # seconds within which one reader's second look at an article is the same reading
KEPT = 40  # days whose counts are kept apart; older ones are added up


@dataclass(slots=True)
class Account:
    """What reading logs gave. ``bots`` are requests for articles left out, ``again`` second looks, ``other`` lines of no article."""

    days: dict[date, Counter] = field(default_factory=dict)
    lines: int = 0
    bots: int = 0
    again: int = 0
    other: int = 0

    @property
    def read(self) -> int:
        return sum(sum(day.values()) for day in self.days.values())


def count(lines: Iterable[str], is_crawler: Callable[[str], bool], prefix: str = "") -> Account:
    """Readings of articles by day of Vietnam's time. *lines* are in the order of time, as servers write them.

    A reading is a page that was answered (200 or 304) to a program that calls itself a browser and no crawler. *prefix* is
    the path under which the site stands. Readers are told apart by a hash that is forgotten with the run.
    """
    told, seen = Account(), {}
    crawler = cache(lambda agent: not agent.startswith("Mozilla/") or is_crawler(agent))
    for line in lines:
        told.lines += 1
        found = _LINE.match(line)
        path = found[3].removeprefix(prefix) if found else ""
        when = _time(found[2]) if found and found[4] in ("200", "304") and _ARTICLE.match(path) else None
        if when is None:
            told.other += 1
            continue
        if crawler(found[5]):
            told.bots += 1
            continue
        reader = hashlib.blake2b(f"{found[1]} {found[5]} {path}".encode(), digest_size=8).digest()
        last = seen.get(reader)
        seen[reader] = when
        if last is not None and 0 <= (when - last).total_seconds() < AGAIN:
            told.again += 1
            continue
        told.days.setdefault(when.astimezone(VIETNAM).date(), Counter())[path] += 1
    return told


def _time(written: str) -> datetime | None:
    """"21/Nov/2026:17:44:00 +0700", whatever the machine's language."""
    found = re.fullmatch(r"(\d{2})/([A-Z][a-z]{2})/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{4})", written)
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    if not found or found[2] not in months:
        return None
    day, month, year, clock, zone = found.groups()
    try:
        return datetime.fromisoformat(f"{year}-{months.index(month) + 1:02d}-{day}T{clock}{zone[:3]}:{zone[3:]}")
    except ValueError:
        return None


def merged(before: Mapping, days: Mapping[date, Mapping[str, int]]) -> dict:
    """The counts file *before* with *days* added: of a day that was counted already the larger number stands.

    So the same log, or a longer copy of it, may be read again; days that were added up are closed and change no more.
    """
    closed = date.fromisoformat(before["closed"]) if before.get("closed") else date.min
    known: dict[date, Counter] = {date.fromisoformat(day): Counter(counts) for day, counts in before.get("days", {}).items()}
    for day, counts in days.items():
        if day > closed:
            known[day] = known.get(day, Counter()) | Counter(counts)
    older = Counter(before.get("older", {}))
    last = max(known, default=None)
    for day in sorted(known):
        if day <= last - timedelta(days=KEPT):
            older += known.pop(day)
            closed = day
    made = {"days": {f"{day}": dict(sorted(known[day].items())) for day in sorted(known)}, "older": dict(sorted(older.items()))}
    return made | ({"closed": f"{closed}"} if closed > date.min else {})


def text_of(counts: Mapping) -> str:
    return json.dumps(counts, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def most_read(articles: Iterable[Article], views: Views, limit: int) -> tuple[Article, ...]:
    """The listed *articles* that were read most often lately; nothing where nothing was counted."""
    told = [(views.recent.get(article.url, 0), article) for article in articles if article.url in views.recent]
    return tuple(article for _, article in sorted(told, key=lambda item: (-item[0], item[1].url))[:limit])


def month_views(counts: tuple[tuple[str, int], ...], until: date) -> bytes:
    """``{"until", "views": {address: count}}`` of a month's articles."""
    return json.dumps({"until": f"{until}", "views": dict(counts)}, ensure_ascii=False, separators=(",", ":")).encode()


def pages(articles: tuple[Article, ...], views: Views) -> Iterator[Output]:
    """For every month its articles' counts, which their pages load: a page need not change because it was read."""
    if not views.total:
        return
    for month in by_month(articles):
        counts = tuple((a.url, views.total[a.url]) for a in month.articles if a.url in views.total)
        yield Output(views_path(month).lstrip("/"), data=month_views(counts, views.until))


def views_path(month: Month) -> str:
    return f"{month.url}luot-xem.json"
