"""What the preview adds to pages: a bar that says what readers would not see, the list of such articles, the page of problems."""
from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from plugins.html import escape
from plugins.problem import Problem

SCRIPT = """const seen = document.currentScript.dataset.ban;  // the build that this page was made from
async function look() {
  try {
    const now = await (await fetch("VERSION?co=" + seen, {cache: "no-store"})).text();
    if (now !== seen) return location.reload();
    look();
  } catch { setTimeout(look, 1000); /* the preview was stopped */ }
}
look();
"""
STYLE = """.xem-thu{position:fixed;inset:auto 0 0 0;z-index:9999;display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;align-items:center;
padding:.35rem 1rem;background:#23354d;color:#fff;font:600 .95rem/1.4 system-ui,sans-serif}
.xem-thu a{color:#fff;display:inline-block;padding:.4rem 0}
.xem-thu.nhap{background:#8a4b00}
body:has(.xem-thu){padding-bottom:3.5rem}
@media print{.xem-thu{display:none}}
.bao-loi{--ink:#1d1b18;--soft:#5a554d;--paper:#faf7f2;--sheet:#fff;--red:#9c1618;--rule:#d9d2c5;margin:0;background:var(--paper);color:var(--ink);
font:1.1rem/1.55 system-ui,sans-serif;color-scheme:light dark}
@media (prefers-color-scheme:dark){.bao-loi{--ink:#ece7de;--soft:#b3aca0;--paper:#171614;--sheet:#211f1c;--red:#ff8f86;--rule:#403c36}}
.bao-loi main{max-width:52rem;margin:auto;padding:1.5rem 1rem 5rem}
.bao-loi h1{font-size:1.6rem;line-height:1.25;color:var(--red);margin:.5rem 0}
.bao-loi h2{font-size:1.05rem;margin:0;padding:.7rem 1rem;border-bottom:1px solid var(--rule);overflow-wrap:anywhere}
.bao-loi section{margin:1.25rem 0;background:var(--sheet);border:1px solid var(--rule);border-radius:6px}
.bao-loi ul{list-style:none;margin:0;padding:0}
.bao-loi li{padding:.7rem 1rem;display:grid;grid-template-columns:10.5rem 1fr;gap:.25rem 1rem}
.bao-loi li+li{border-top:1px solid var(--rule)}
.bao-loi .cho{font-weight:600;white-space:nowrap;font-variant-numeric:tabular-nums}
.bao-loi .sua{grid-column:2;color:var(--soft)}
.bao-loi a{color:inherit}
@media (max-width:36rem){.bao-loi li{grid-template-columns:1fr}.bao-loi .sua{grid-column:1}}
"""
_WHY = {"draft": "Bản nháp", "hidden": "Bài ẩn", "scheduled": "Chờ đến ngày đăng", "withdrawn": "Bài đã gỡ"}


def bar(why: str, count: int, list_: str, style: str, script: str) -> str:
    """What is put at the end of every page; *why* tells why readers do not see this one, "" where they do; *script* is an element."""
    named = f"{_WHY.get(why, why)}: người đọc chưa thấy trang này" if why else "Xem thử trên máy này"
    more = f'<a href="{list_}">{count} bài người đọc chưa thấy</a>' if count else ""
    return f'<link rel="stylesheet" href="{style}"><div class="xem-thu{" nhap" if why else ""}" role="status"><span>{escape(named)}</span>{more}</div>{script}'


def script(address: str, version: int) -> str:
    """The element that reloads a page made from build *version* when there is another."""
    return f'<script src="{address}" data-ban="{version}" defer></script>'


def _page(title: str, inner: str, style: str, script: str) -> str:
    return (f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>{escape(title)}</title><link rel="stylesheet" href="{style}"></head><body class="bao-loi"><main>{inner}</main>'
            f'{script}</body></html>')


def problems(found: tuple[Problem, ...], style: str, script: str) -> str:
    """The page instead of a blank: every problem by file, with its line and how to mend it."""
    blocks = []
    for path, group in groupby(sorted(found), key=lambda problem: problem.path):
        items = "".join(
            f'<li><span class="cho" title="{escape(str(Problem(path, p.line, p.column)).removesuffix(": "))}">{_place(p)}</span><span>{escape(p.message)}</span>'
            + (f'<span class="sua">→ {escape(p.hint)}</span>' if p.hint else "") + "</li>" for p in group)
        blocks.append(f"<section><h2>{escape(path)}</h2><ul>{items}</ul></section>")
    head = f"<h1>Chưa dựng được: {len(found)} lỗi</h1><p>Sửa xong và lưu lại, trang này tự mở lại. Trang đã dựng lần trước không bị ảnh hưởng.</p>"
    return _page(f"{len(found)} lỗi", head + "".join(blocks), style, script)


def missing(style: str, script: str) -> str:
    """Where there is no page at an address, and the site has no page of its own to say so."""
    return _page("Không tìm thấy trang", '<h1>Không tìm thấy trang này</h1><p><a href="/">Về trang nhất</a></p>', style, script)


def _place(problem: Problem) -> str:
    if not problem.line:
        return "cả tệp"
    return f"dòng {problem.line}" + (f", cột {problem.column}" if problem.column else "")


def unseen(found: Mapping[str, tuple[str, str]], style: str, script: str) -> str:
    """The list of articles that have a page here and none for readers."""
    items = "".join(f'<li><span class="cho">{_WHY.get(why, why)}</span><a href="{escape(address)}">{escape(title)}</a></li>' for address, (title, why) in found.items())
    inner = f"<section><ul>{items}</ul></section>" if items else "<p>Không có bản nháp nào: mọi bài đều đã lên trang.</p>"
    return _page("Người đọc chưa thấy", f'<h1>Người đọc chưa thấy</h1>{inner}<p><a href="/">Về trang nhất</a></p>', style, script)
