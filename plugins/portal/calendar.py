"""The work calendar: meetings of the data file and conferences that articles announce, as a page and as iCalendar (RFC 5545)."""
from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from plugins.portal.conference_card import Named, committee_named, conference_card
from plugins.portal.feeds import changed
from plugins.portal.site import Site, addresses
from plugins.outputs import Output
from plugins.site_data import Content, SiteData
from plugins.values import VIETNAM, Article

PAST = 90  # days for which the page still shows what is over
_LINE = 75  # octets of a line, RFC 5545 §3.1


@dataclass(frozen=True, slots=True)
class Event:
    """``url`` is the article that announces it, "" for an entry of the data file; ``told`` when that was last known to change."""

    title: str
    start: datetime | date
    end: datetime | date | None
    place: str
    chair: str
    attending: str
    committees: tuple[Named, ...]
    note: str
    url: str
    told: datetime | None

    @property
    def day(self) -> date:
        return day_of(self.start)

    @property
    def last_day(self) -> date:
        return day_of(self.end or self.start)

    @property
    def hours(self) -> str:
        """"14:00–16:30", "14:00" or ""."""
        if not isinstance(self.start, datetime):
            return ""
        begins = f"{self.start.astimezone(VIETNAM):%H:%M}"
        if not isinstance(self.end, datetime) or self.last_day != self.day:
            return begins
        return f"{begins}–{self.end.astimezone(VIETNAM):%H:%M}"

    @property
    def uid(self) -> str:
        """Names the event for ever, as long as its day and title stay."""
        return hashlib.sha256(f"{self.day} {self.title} {self.url}".encode()).hexdigest()[:24]


def day_of(moment: datetime | date) -> date:
    return moment.astimezone(VIETNAM).date() if isinstance(moment, datetime) else moment


def events(content: Content) -> tuple[Event, ...]:
    """Everything in the calendar, the earliest first; a conference announced twice stands once, by the newer article."""
    data = content.data
    found = [Event(m.title, m.start, m.end, m.place or "", m.chair or "", m.attending or "",
                   (committee_named(m.committee, data),) if m.committee else (), m.note or "", "", None) for m in data.calendar]
    found += announced(content.listed, data)
    return tuple(sorted(found, key=lambda e: (e.day, e.hours or "~", e.title)))


def announced(articles: Iterable[Article], data: SiteData) -> Iterator[Event]:
    seen = set()
    for article in articles:
        for conference in article.conferences:
            same = (conference.held, conference.kind, conference.committees, conference.round)
            if conference.status != "announced" or conference.held is None or same in seen:
                continue
            seen.add(same)
            card = conference_card(conference, data)
            note = card.tracker.text if card.tracker else ""
            yield Event(card.title, conference.held, conference.held_end, card.venue, card.chair, "", card.committees, note, article.url, changed(article))


def by_day(found: Sequence[Event]) -> tuple[tuple[date, tuple[Event, ...]], ...]:
    days: dict[date, list[Event]] = {}
    for event in found:
        days.setdefault(event.day, []).append(event)
    return tuple((day, tuple(events)) for day, events in days.items())


def escaped(text: str) -> str:
    """TEXT of RFC 5545 §3.3.11.

    >>> escaped("Họp; mục 1, 2")
    'Họp\\\\; mục 1\\\\, 2'
    """
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> bytes:
    """*line* cut after at most 75 octets, never inside a character; the rest goes on after a space."""
    made, size, part = [], 0, []
    for character in line:
        width = len(character.encode())
        if size + width > (_LINE if not made else _LINE - 1):
            made.append("".join(part))
            size, part = 0, []
        part.append(character)
        size += width
    made.append("".join(part))
    return "\r\n ".join(made).encode() + b"\r\n"


def _moment(name: str, moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        return f"{name}:{moment.astimezone(timezone.utc):%Y%m%dT%H%M%SZ}"
    return f"{name};VALUE=DATE:{moment:%Y%m%d}"


def event_lines(event: Event, absolute: Callable[[str], str]) -> Iterator[str]:
    """The VEVENT of *event*. DTSTAMP is when its announcement last changed, or its start: a build leaves no time of its own."""
    stamp = event.told or (event.start if isinstance(event.start, datetime) else datetime(event.day.year, event.day.month, event.day.day, tzinfo=VIETNAM))
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}@nhiemky"
    yield _moment("DTSTAMP", stamp)
    yield _moment("DTSTART", event.start)
    if isinstance(event.end, datetime):
        yield _moment("DTEND", event.end)
    elif not isinstance(event.start, datetime):
        yield _moment("DTEND", event.last_day + timedelta(days=1))  # the day after the last: DTEND is exclusive
    yield f"SUMMARY:{escaped(event.title)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    told = [", ".join(named.name for named in event.committees), f"Chủ trì: {event.chair}" if event.chair else "",
            f"Thành phần: {event.attending}" if event.attending else "", event.note]
    if any(told):
        yield f"DESCRIPTION:{escaped(chr(10).join(filter(None, told)))}"
    if event.url and absolute(event.url) != event.url:
        yield f"URL:{absolute(event.url)}"
    yield "END:VEVENT"


def icalendar(found: Iterable[Event], name: str, absolute: Callable[[str], str]) -> bytes:
    """The calendar *name* of all events, for subscribing to."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//nhiemky//lich cong tac//VI", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{escaped(name)}", "X-WR-TIMEZONE:Asia/Ho_Chi_Minh"]
    for event in found:
        lines += event_lines(event, absolute)
    return b"".join(map(folded, (*lines, "END:VCALENDAR")))


def pages(content: Content, site: Site) -> Iterator[Output]:
    """``/lich/``, which knows what day it is, and ``/lich.ics``, which does not."""
    _, absolute = addresses(site)
    found = events(content)
    since = content.now - timedelta(days=PAST)
    yield Output("lich/index.html", "calendar.html", {
        "url": "/lich/", "description": "Lịch công tác và các hội nghị sắp tới.", "today": content.now,
        "coming": by_day([e for e in found if e.last_day >= content.now]),
        "past": by_day([e for e in reversed(found) if since <= e.last_day < content.now]),
    })
    yield Output("lich.ics", data=icalendar(found, f"Lịch công tác – {site.name}", absolute))
