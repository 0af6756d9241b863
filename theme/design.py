"""The design system on one page: every colour, size and component, cut from the pages of a built site.

    python theme/design.py SITE PAGE

SITE is a folder that ``build`` wrote without an address of its own path; PAGE is the HTML file to write, outside of it.
What it shows is what readers get, in the site's own style sheet; a component that no page of SITE has is said to be missing.
"""
from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from lxml import etree, html
from markupsafe import Markup, escape

THEME = Path(__file__).resolve().parent
SCHEMES = {"sáng": ":root", "tối": ':root[data-theme="dark"]', "tương phản cao": ':root[data-theme="contrast"]'}
_REFERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
_PAGE = """<!DOCTYPE html>
<html lang="vi" class="js"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hệ thiết kế</title><link rel="stylesheet" href="{sheet}">
<style>.specimen {{ margin-top: 2rem; border-top: 1px solid var(--rule); padding-top: .5rem }} .specimen > div {{ position: relative; margin-top: 1rem }}
.swatch {{ width: 3rem; border: 1px solid var(--rule-strong) }} .tokens td, .tokens th {{ padding: .25rem .75rem; text-align: left }}</style></head>
<body><main class="wrap"><h1>Hệ thiết kế</h1>
<p class="lead">Mọi thành phần, cắt từ trang thật của trang này. Ý nghĩa và quy tắc: theme/README.md.</p>
{body}</main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A component as the JSON names it; ``html`` is "" where no page has one."""

    name: str
    made_by: tuple[str, ...]
    use: str
    html: str


def values(sheet: str) -> dict[str, dict[str, str]]:
    """Scheme → token → value, as ``tokens.css`` gives them; a scheme inherits what it does not set."""
    found: dict[str, dict[str, str]] = {}
    for scheme, selector in SCHEMES.items():
        block = re.search(rf"(?m)^{re.escape(selector)} \{{(.*?)^\}}", sheet, re.S)
        own = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block[1] if block else ""))
        found[scheme] = found.get("sáng", {}) | own
    return found


def parts(site: Path, page: Path) -> Iterator[tuple[str, list[Specimen]]]:
    """``(name of the part, its specimens)``; the first page in the order of paths that has a component gives it."""
    wanted = json.loads((THEME / "design.json").read_text(encoding="utf-8"))
    names = {specimen["class"]: specimen.get("inside") for part in wanted for specimen in part["specimens"]}
    found: dict[str, str] = {}
    for file in sorted(site.rglob("*.html"), key=lambda file: (len(file.parts), file)):
        if len(found) == len(names):
            break
        tree = html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()
        for element in tree.iter(etree.Element):
            for name in (element.get("class") or "").split():
                if name in names and name not in found and (not names[name] or any(_has(above, names[name]) for above in element.iterancestors())):
                    found[name] = _cut(element, len(found), site, page)
    for part in wanted:
        yield part["part"], [Specimen(s["class"], tuple(s["made_by"]), s["use"], found.get(s["class"], "")) for s in part["specimens"]]


def _has(element: html.HtmlElement, name: str) -> bool:
    return name in (element.get("class") or "").split()


def _cut(element: html.HtmlElement, number: int, site: Path, page: Path) -> str:
    """The element's HTML with ids of its own and addresses that lead from *page* into *site*."""
    copy = html.fromstring(html.tostring(element, encoding="unicode", with_tail=False))
    for part in copy.iter(etree.Element):
        for name in ("id", *_REFERS):
            if part.get(name):
                part.set(name, " ".join(f"m{number}-{id}" for id in part.get(name).split()))
        for name in ("href", "src", "action"):
            if part.get(name):
                part.set(name, _address(part.get(name), number, site, page))
        if part.get("srcset"):
            files = (item.split() for item in part.get("srcset").split(", "))
            part.set("srcset", ", ".join(" ".join([_address(file, number, site, page), *width]) for file, *width in files))
    return html.tostring(copy, encoding="unicode")


def _address(address: str, number: int, site: Path, page: Path) -> str:
    if address.startswith("#"):
        return f"#m{number}-{address[1:]}"
    if not address.startswith("/"):
        return address
    path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address, re.S).groups()
    target = site / unquote(path).lstrip("/")
    target = target / "index.html" if path.endswith("/") else target
    return quote(Path(os.path.relpath(target, page.parent)).as_posix()) + mark + rest


def rendered(site: Path, page: Path) -> tuple[str, list[str]]:
    """``(the page's HTML, names of components that SITE has nowhere)``."""
    tokens = values((THEME / "static/css/tokens.css").read_text(encoding="utf-8"))
    colours = {name for scheme in tokens.values() for name, value in scheme.items() if value.startswith("#")}
    heads = Markup().join(Markup("<th colspan='2'>{}</th>").format(scheme) for scheme in tokens)
    body, missing = [Markup("<h2>Giá trị</h2><div class='scroll' tabindex='0' role='group' aria-label='Giá trị'><table class='tokens'><tr><th>tên</th>{}</tr>").format(heads)], []
    for name in tokens["sáng"]:
        cells = [(Markup("<td class='swatch' style='background:{0}'></td><td>{0}</td>") if name in colours else Markup("<td></td><td>{0}</td>")).format(scheme[name])
                 for scheme in tokens.values()]
        body.append(Markup("<tr><th scope='row'><code>{}</code></th>{}</tr>").format(name, Markup().join(cells)))
    body.append(Markup("</table></div>"))
    for part, specimens in parts(site, page):
        body.append(Markup("<h2>{}</h2>").format(part))
        for specimen in specimens:
            if not specimen.html:
                missing.append(specimen.name)
            shown = Markup(specimen.html) or Markup("<p class='empty'>Trang này không có chỗ nào dùng.</p>")
            body.append(Markup("<section class='specimen'><h3><code>.{}</code></h3><p class='note'>{} ({})</p><div>{}</div></section>").format(
                specimen.name, specimen.use, ", ".join(specimen.made_by), shown))
    sheet = next((site / "theme/css").glob("site*.css"))
    return _PAGE.format(sheet=escape(_address(f"/{sheet.relative_to(site).as_posix()}", 0, site, page)), body="\n".join(body)), missing


def main(site: str, page: str) -> int:
    file = Path(page).resolve()
    text, missing = rendered(Path(site).resolve(), file)
    file.write_text(text, encoding="utf-8")
    print(f"Đã ghi {file}." + (f" Không thấy: {', '.join(missing)}." if missing else ""))
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        print("Cách dùng: python theme/design.py THƯ-MỤC-TRANG TỆP.html", file=sys.stderr)
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
