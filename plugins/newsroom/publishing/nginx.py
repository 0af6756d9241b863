"""nginx's configuration for a publishing folder: what is live, compressed twins, caching, security headers, old addresses."""
from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlsplit

from plugins.newsroom.publishing.addresses import FOR_EVER

_POLICY = re.compile(r"""<meta\s+http-equiv=["']Content-Security-Policy["']\s+content=("[^"]*"|'[^']*')""", re.IGNORECASE)
_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_TYPES = (  # all that the site has; older lists of nginx lack some
    ("text/html", ("html",)), ("text/css", ("css",)), ("text/javascript", ("js", "mjs")), ("application/json", ("json",)),
    ("application/manifest+json", ("webmanifest",)), ("text/xml", ("xml",)), ("text/plain", ("txt", "bib", "ris")), ("text/csv", ("csv",)),
    ("text/calendar", ("ics",)), ("image/svg+xml", ("svg",)), ("image/avif", ("avif",)), ("image/webp", ("webp",)), ("image/jpeg", ("jpg", "jpeg")),
    ("image/png", ("png",)), ("image/gif", ("gif",)), ("font/woff2", ("woff2",)), ("audio/mpeg", ("mp3",)), ("audio/mp4", ("m4a",)),
    ("audio/ogg", ("ogg", "oga")), ("audio/wav", ("wav",)), ("application/pdf", ("pdf",)), ("application/zip", ("zip",)),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ("pptx",)), ("application/vnd.oasis.opendocument.text", ("odt",)),
)
_SPELT = "text/xml text/plain text/css text/csv text/calendar text/javascript application/json application/manifest+json image/svg+xml"  # said to be UTF-8
_YEAR = 31_536_000  # seconds


def policy_of(page: str) -> str:
    """The Content-Security-Policy in *page*'s meta element, "" where it has none."""
    found = _POLICY.search(page)
    return unescape(found[1][1:-1]) if found else ""


def header_policy(policy: str) -> str:
    """*policy* as a header: what a meta element may not say is added, that no other site shows this one in a frame."""
    return f"{policy}; frame-ancestors 'self'" if policy else "frame-ancestors 'self'"


def configuration(current: Path, policy: str, *, site: str = "", port: int = 80, brotli: bool = False, ipv6: bool = False, redirects: Mapping[str, str] | None = None) -> str:
    """A server block for nginx.

    *current* is the folder that always holds the live release, *policy* the pages' own, *site* the whole address or "";
    *brotli* only for an nginx with that module, *ipv6* only for a machine that has it, or it will not start. *redirects* lead from old paths to new ones.
    Nothing in it changes from release to release but *policy* and *redirects*.
    """
    parts = urlsplit(site)
    name, prefix = parts.hostname or "_", parts.path.rstrip("/")
    if re.search(r"[\s;{}\"'\\$]", name + prefix):
        raise ValueError(f"not a site's address: {site!r}")
    folder = current.as_posix()
    headers = [*_HEADERS, ("Content-Security-Policy", header_policy(policy)), ("Cache-Control", "$nhiemky_cache")]
    lines = [
        "# Tạo bằng lệnh 'tasks.py nginx'. Sửa gì thì sửa ở tệp khác: lần tạo sau sẽ ghi đè tệp này.",
        "# Dùng: chép vào /etc/nginx/conf.d/, chạy 'nginx -t' rồi 'nginx -s reload'. Đăng bản mới thì không cần chạy lại.",
        "",
        "# Tệp đặt tên theo nội dung thì giữ mãi; tệp khác mỗi lần đều hỏi lại, phần lớn chỉ được đáp là chưa đổi.",
        "map $uri $nhiemky_cache {",
        "    default no-cache;",
        f"    {_quoted(f'~^{re.escape(prefix)}/(?:{FOR_EVER})$')} {_quoted(f'public, max-age={_YEAR}, immutable')};",
        "}",
        "",
    ]
    if redirects:
        lines += ["# Địa chỉ cũ của các bài.", "map $uri $nhiemky_moved {", "    default '';"]
        lines += [f"    {_quoted(prefix + old)} {_quoted(prefix + quote(new))};" for old, new in sorted(redirects.items())]
        lines += ["}", ""]
    lines += [
        "server {",
        f"    listen {port};",
        *([f"    listen [::]:{port};"] if ipv6 else ()),
        f"    server_name {name};",
        "    server_tokens off;",
        "    charset utf-8;",
        f"    charset_types {_SPELT};",
        "    types {",
        *(f"        {kind} {' '.join(suffixes)};" for kind, suffixes in _TYPES),
        "    }",
        "    default_type application/octet-stream;",
        "    index index.html;",
        "    autoindex off;",
        "    absolute_redirect off;",
        "    open_file_cache off;  # để thấy ngay bản vừa đăng",
        "",
        *(f"    add_header {name} {_quoted(value)} always;" for name, value in headers),
        "",
        "    gzip_static on;",
        "    brotli_static on;" if brotli else "    # brotli_static on;  # khi nginx có mô-đun brotli: tạo lại với --brotli",
        "    gzip_vary on;",
        "",
        f"    error_page 404 {prefix}/404.html;",
        "    if ($request_method !~ ^(GET|HEAD)$) { return 405; }",
        *(["    if ($nhiemky_moved) { return 301 $nhiemky_moved; }"] if redirects else []),
        "",
        "    location ~ /\\.(?!well-known/) { return 404; }",
    ]
    if prefix:
        lines += [f"    location = {prefix} {{ return 301 {prefix}/; }}", f"    location {prefix}/ {{ alias {_quoted(folder + '/')}; }}"]
    else:
        lines += [f"    root {_quoted(folder)};"]
    return "\n".join((*lines, "}", ""))


def _quoted(value: str) -> str:
    """A value for nginx; there is no way to write a dollar sign that is no variable, so it may stand in patterns and variables only."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
