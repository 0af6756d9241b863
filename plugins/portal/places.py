"""Pages that belong to the site as a whole: its map, the page without a connection, what makes it installable."""
from __future__ import annotations

import json
from collections.abc import Iterator

from plugins.portal.assets import Assets
from plugins.portal.paging import page_path
from plugins.portal.site import Site, addresses
from plugins.outputs import Output
from plugins.site_data import Link

RED, PAPER = "#9c1618", "#fbf8f1"  # of the theme's tokens


def groups(site: Site) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """What the site map shows: (heading, links), groups without links left out."""
    look_up = [Link("Tìm kiếm", "/tim-kiem/")] if site.has_search else []
    look_up += [Link("Lưu trữ theo tháng", "/luu-tru/"), Link("Thẻ", "/the/"), Link("Tác giả", "/tac-gia/")]
    figures = [Link("Mọi nhiệm kỳ", "/nhiem-ky/"), *(Link(f"Nhiệm kỳ {t.years}", t.url) for t in site.terms),
               Link("Tổ chức đảng", "/to-chuc/"), Link("Quy trình", "/quy-trinh/"), Link("Số liệu để tải về", "/du-lieu/")]
    found = (
        ("Tin", (Link("Trang chủ", "/"), *(Link(s.name, s.url) for s in site.sections))),
        ("Nhiệm kỳ và số liệu", tuple(figures) if site.has_figures else ()),
        ("Tra cứu", tuple(look_up)),
        ("Về trang này", (*site.pages, *site.offices)),
        ("Nguồn tin Atom", (Link("Mọi tin", "/feed.xml"), *(Link(s.name, s.feed) for s in site.sections),
                            *(Link(f"Nhiệm kỳ {t.years}", f"{t.url}feed.xml") for t in site.terms))),
    )
    return tuple((heading, links) for heading, links in found if links)


def manifest(site: Site) -> bytes:
    """The web app manifest (W3C), by which phones offer to keep the site among their apps."""
    u, _ = addresses(site)
    icons = [{"src": u(f"/theme/icons/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
             for size in (192, 512)]
    told = {"name": site.name, "short_name": site.name, "lang": "vi", "start_url": u("/"), "scope": u("/"), "display": "minimal-ui",
            "background_color": PAPER, "theme_color": RED, "icons": icons}
    if site.description:
        told["description"] = site.description
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8")


def pages(site: Site, assets: Assets) -> Iterator[Output]:
    """``/so-do/``, ``/404.html``, ``/ngoai-tuyen/``, the manifest and the service worker, which must stand at the root."""
    yield Output(path=page_path("/so-do/"), template="sitemap.html", values={"url": "/so-do/", "groups": groups(site)})
    yield Output(path="404.html", template="404.html", values={"noindex": True})
    yield Output(path=page_path("/ngoai-tuyen/"), template="offline.html", values={"noindex": True})
    yield Output(path="manifest.webmanifest", data=manifest(site))
    yield Output(path="sw.js", data=assets.files["js/sw.js"])
