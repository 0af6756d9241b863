"""One request, guarded: the only module that opens a connection.

http and https only; hosts from an allowlist; every address that a name resolves to must be public, and the
connection goes to the very address that was checked, so that a name cannot change its meaning in between;
at most three redirects, each checked like the first, never from https down to http; caps for size, for how much
a compressed answer may grow, and for time.
"""
from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

USER_AGENT = "nhiemky-import/1.0 (+{contact})"
REDIRECTS = 3
CONNECT, READ, TOTAL = 10.0, 30.0, 120.0  # seconds
PAGE, PICTURE, SOUND, SITEMAP = 20_000_000, 30_000_000, 200_000_000, 60_000_000  # bytes, unpacked
GROWTH, GROWTH_FROM = 200, 1_000_000  # an answer that grows more than that, beyond so many bytes, is a bomb


class Refused(Exception):
    """The request must not be made, or its answer not be taken; the message is Vietnamese. Trying again is no use."""


class Failed(Exception):
    """The request did not succeed this time; trying again may help. ``after`` is how long the server asks to wait, in seconds."""

    def __init__(self, message: str, after: float | None = None):
        super().__init__(message)
        self.after = after


@dataclass(frozen=True, slots=True)
class Answer:
    """``url`` is the final address; header names are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes


@dataclass(frozen=True, slots=True)
class Rules:
    """Which hosts may be asked (with their subdomains), and which "address:port" may be private: a test's own server."""

    hosts: frozenset[str]
    private: frozenset[str] = frozenset()
    contact: str = "https://example.invalid/lien-he"

    def allows(self, host: str) -> bool:
        return any(host == own or host.endswith("." + own) for own in self.hosts)


def resolve(host: str, port: int, rules: Rules) -> str:
    """One public address of *host*; raises ``Refused`` where any of its addresses is not public."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Failed(f"không tìm thấy máy chủ {host}") from None
    for address in found:
        if f"{address}:{port}" not in rules.private and not is_public(address):
            raise Refused(f"{host} trỏ tới địa chỉ nội bộ {address}")
    # IPv4 first: many networks announce IPv6 that leads nowhere.
    return min(found, key=lambda address: (":" in address, address))


def is_public(address: str) -> bool:
    """
    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    ip = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


@cache
def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def check(url: str, rules: Rules) -> tuple[str, str, int]:
    """Scheme, host and port of an address that may be asked; raises ``Refused``."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise Refused(f"địa chỉ không đọc được: {url[:80]}") from None
    if parts.scheme not in ("http", "https"):
        raise Refused(f"chỉ tải http và https, không tải {parts.scheme or 'địa chỉ thiếu http'}")
    if not host or parts.username is not None:
        raise Refused(f"địa chỉ không hợp lệ: {url[:80]}")
    if not rules.allows(host.lower()):
        raise Refused(f"máy chủ {host} không thuộc cổng tin này")
    return parts.scheme, host.lower(), port or (443 if parts.scheme == "https" else 80)


def get(url: str, rules: Rules, *, limit: int = PAGE, headers: Mapping[str, str] | None = None, clock: Callable[[], float] = time.monotonic) -> Answer:
    """The answer to one GET, redirects followed; raises ``Refused`` or ``Failed``. Answers of any status are given back."""
    deadline = clock() + TOTAL
    asked = url
    for _ in range(REDIRECTS + 1):
        scheme, host, port = check(asked, rules)
        answer = _once(asked, scheme, host, port, rules, limit, headers or {}, deadline, clock)
        target = answer.headers.get("location")
        if answer.status not in (301, 302, 303, 307, 308) or not target:
            return answer
        try:
            asked = urljoin(asked, target)
        except ValueError:
            raise Refused(f"chuyển hướng tới địa chỉ không đọc được: {target[:80]}") from None
        if scheme == "https" and asked.lower().startswith("http:"):
            raise Refused("máy chủ chuyển từ https xuống http")
    raise Refused(f"chuyển hướng quá {REDIRECTS} lần")


def _once(url: str, scheme: str, host: str, port: int, rules: Rules, limit: int, headers: Mapping[str, str], deadline: float, clock: Callable[[], float]) -> Answer:
    address = resolve(host, port, rules)
    timeout = urllib3.Timeout(connect=CONNECT, read=READ)
    sockets: list[socket.socket] = []
    if scheme == "https":
        pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(address, port, timeout=timeout, retries=False, ssl_context=_trust(), server_hostname=host, assert_hostname=host)
    else:
        pool = urllib3.HTTPConnectionPool(address, port, timeout=timeout, retries=False)
    pool.ConnectionCls = type("Watched", (pool.ConnectionCls,), {"connect": _watched(pool.ConnectionCls.connect, sockets)})
    # A server may drip its headers for ever without ever being late; at the deadline the line is cut.
    cut = threading.Timer(max(0.0, deadline - clock()), lambda: [_cut(one) for one in sockets])
    cut.daemon = True
    cut.start()
    shown = host if port in (80, 443) else f"{host}:{port}"
    sent = {"Host": shown, "User-Agent": USER_AGENT.format(contact=rules.contact), "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Language": "vi", "Accept-Encoding": "gzip, deflate", "Connection": "close", **headers}
    try:
        with pool:
            parts = urlsplit(url)
            path = urllib3.util.parse_url(url).request_uri if parts.path or parts.query else "/"
            response = pool.request("GET", path, headers=sent, redirect=False, preload_content=False, decode_content=True)
            try:
                told = {name.lower(): value for name, value in response.headers.items()}
                data = b"" if response.status in (301, 302, 303, 304, 307, 308) else _body(response, told, limit, deadline, clock)
            finally:
                response.close()
    except (HTTPError, OSError, ValueError, EOFError) as error:
        raise Failed(f"tải quá {TOTAL:.0f} giây chưa xong" if clock() >= deadline else _why(error)) from None
    finally:
        cut.cancel()
    return Answer(url, response.status, told, data)


def _body(response: urllib3.BaseHTTPResponse, headers: Mapping[str, str], limit: int, deadline: float, clock: Callable[[], float]) -> bytes:
    told = headers.get("content-length", "")
    if told.isdecimal() and int(told) > limit:
        raise Refused(f"tệp lớn quá {limit // 1_000_000} MB")
    parts, size = [], 0
    while part := response.read1(64 * 1024, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > limit:
            raise Refused(f"tệp lớn quá {limit // 1_000_000} MB")
        if size > GROWTH_FROM and size > GROWTH * max(1, response.tell()):
            raise Refused("tệp nén phình to bất thường")
        if clock() > deadline:
            raise Failed(f"tải quá {TOTAL:.0f} giây chưa xong")
    if told.isdecimal() and response.tell() < int(told):
        raise Failed("máy chủ ngắt giữa chừng")
    return b"".join(parts)


def _watched(connect: Callable[..., None], sockets: list[socket.socket]) -> Callable[..., None]:
    def watched(self) -> None:
        connect(self)
        sockets.append(self.sock)

    return watched


def _cut(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it is closed already


def _why(error: BaseException) -> str:
    name = type(error).__name__
    if "Timeout" in name:
        return "máy chủ không trả lời kịp"
    if isinstance(error, urllib3.exceptions.SSLError) or "SSL" in name or "certificate" in str(error).lower():
        return "chứng thư https của máy chủ không hợp lệ"
    if isinstance(error, urllib3.exceptions.DecodeError):
        return "dữ liệu nén bị hỏng"
    return "không nối được hoặc bị ngắt giữa chừng"
