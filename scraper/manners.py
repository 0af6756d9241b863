"""Good manners of an importer: robots.txt obeyed, one request at a time and seldom, patience with a tired server."""
from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from scraper import net
from scraper.net import Answer, Failed, Refused, Rules

DELAY = 5.0  # seconds between two requests to one host, unless robots.txt asks for more
TRIES = 4
LONGEST_WAIT = 900.0  # seconds; a server that asks for more is asked another day
BREAKS_AT = 5  # failed requests in a row after which a host is left alone
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_AGENT = "nhiemky-import"


class Stopped(Exception):
    """The whole run must stop here; the message is Vietnamese."""


def parse_robots(answer: Answer) -> RobotFileParser:
    """The rules of a robots.txt; raises ``Stopped`` where there are rules that cannot be read.

    No file (404, 410) allows all; what is forbidden (401, 403) forbids all, as the standard says;
    anything else than a plain text file of rules is broken, and broken means stop.
    """
    rules = RobotFileParser()
    if answer.status in (404, 410):
        rules.parse([])
        rules.allow_all = True
        return rules
    if answer.status in (401, 403):
        raise Stopped("máy chủ không cho đọc robots.txt nên không được tải trang nào")
    if answer.status != 200:
        raise Stopped(f"robots.txt trả về lỗi {answer.status}; chưa rõ được phép tải gì nên dừng lại")
    try:
        text = answer.data[:500_000].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Stopped("robots.txt không phải chữ; chưa rõ được phép tải gì nên dừng lại") from None
    written = [line.split("#")[0].strip() for line in text.splitlines()]
    if re.search(r"<\s*(?:!doctype|html|body|head)", text, re.I) or any(line and not re.match(r"[A-Za-z-]+\s*:", line) for line in written):
        raise Stopped("robots.txt bị hỏng; chưa rõ được phép tải gì nên dừng lại")
    rules.parse(text.splitlines())
    return rules


def wait_asked(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that a Retry-After asks for, in either of its forms; *now* is the time since 1970.

    >>> wait_asked({"retry-after": "120"}, 0.0), wait_asked({"retry-after": "Thu, 01 Jan 1970 00:01:00 GMT"}, 10.0), wait_asked({}, 0.0)
    (120.0, 50.0, None)
    """
    told = headers.get("retry-after", "").strip()
    if not told:
        return None
    if re.fullmatch(r"\d{1,9}", told):
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return None


@dataclass(slots=True)
class Visitor:
    """Asks a portal's hosts, politely. ``sleep``, ``clock`` and ``chance`` are the world's, but for tests."""

    rules: Rules
    delay: float = DELAY
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    chance: Callable[[], float] = random.random
    robots: dict[str, RobotFileParser] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    requests: int = 0

    def get(self, url: str, *, limit: int = net.PAGE, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a polite GET; raises ``Refused``, ``Failed`` (after several tries) or ``Stopped``."""
        _, host, _ = net.check(url, self.rules)
        origin = _origin(url)
        if not self.allowed(url, origin):
            raise Refused("robots.txt không cho tải trang này")
        if self.failures.get(host, 0) >= BREAKS_AT:
            raise Stopped(f"{host} hỏng {BREAKS_AT} lần liền; dừng để khỏi làm phiền, chạy lại sau sẽ làm tiếp")
        try:
            answer = self._patiently(url, host, self._pause(origin), limit, headers)
        except Failed:
            self.failures[host] = self.failures.get(host, 0) + 1
            raise
        self.failures[host] = 0
        return answer

    def allowed(self, url: str, origin: str | None = None) -> bool:
        return self._robots(origin or _origin(url)).can_fetch(_AGENT, url)

    def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that robots.txt names."""
        return list(self._robots(_origin(url)).site_maps() or [])

    def _robots(self, origin: str) -> RobotFileParser:
        if origin not in self.robots:
            address = origin + "/robots.txt"
            try:
                answer = self._patiently(address, urlsplit(origin).hostname or "", self.delay, 600_000, None)
            except Failed as failed:
                raise Stopped(f"không tải được robots.txt của {origin} ({failed}); chưa rõ được phép tải gì nên dừng lại") from None
            self.robots[origin] = parse_robots(answer)
        return self.robots[origin]

    def _pause(self, origin: str) -> float:
        asked = self.robots[origin].crawl_delay(_AGENT) if origin in self.robots and not self.robots[origin].allow_all else None
        return max(self.delay, float(asked or 0))

    def _patiently(self, url: str, host: str, pause: float, limit: int, headers: Mapping[str, str] | None) -> Answer:
        failed: Failed | None = None
        for attempt in range(TRIES):
            if failed is not None:
                wait = failed.after if failed.after is not None else pause * 2**attempt * (0.5 + self.chance())
                if wait > LONGEST_WAIT:
                    raise Stopped(f"{host} đề nghị chờ {wait / 60:.0f} phút; chạy lại sau sẽ làm tiếp")
                self.sleep(wait)
            self._keep_distance(host, pause)
            self.requests += 1
            try:
                answer = net.get(url, self.rules, limit=limit, headers=headers, clock=self.clock)
            except Failed as error:
                failed = error
                continue
            finally:
                self.last[host] = self.clock()
            if answer.status not in _AGAIN:
                return answer
            failed = Failed(f"máy chủ trả về lỗi {answer.status}", wait_asked(answer.headers, self.now()))
        raise failed or Failed("không tải được")

    def _keep_distance(self, host: str, pause: float) -> None:
        if host in self.last:
            left = self.last[host] + pause - self.clock()
            if left > 0:
                self.sleep(left)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
