"""Every page kind, with ordinary and with awkward articles: well-formed, safe, light, without JavaScript."""
from __future__ import annotations

import gzip
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import html5lib
import pytest

from plugins.site_data import Contact, Link, Meeting, Question, RegisteredDocument, SiteData
from plugins.values import Audio, Conference, Correction, Document, Figure, Person, Picture, Source, Step, Term

from .samples import REGISTER, THEME, at, built, content, made, run

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SVG = {"path", "rect", "circle", "line", "polygon"}

FULL = made(
    "Hội nghị đủ mọi phần", date=at(20, 17), updated=at(21), summary="Hơn 120 đồng chí dự họp.", tags=("quy hoạch", "nhiệm kỳ"),
    authors=(Person("Lê Minh Họa", "Văn phòng"),), photographers=(Person("Trần Văn Dụ"),), interviewees=(Person("Hoàng Mẫu", "Bí thư"),),
    cover=Picture("anh/a.jpg", "Hội trường", "Quang cảnh", "Đỗ Dụ"), images=(Picture("anh/b.jpg"), Picture("anh/c.jpg", caption="C")),
    audio=Audio("am-thanh/a.mp3", "Bản đọc"), documents=(Document(number="65-KH/MS", date=date(2026, 4, 1), title="Kế hoạch", file="kh.pdf"),),
    source=Source("Báo Ví dụ", "https://example.org/", (Person("Phạm Mẫu"),), (Person("Đỗ Dụ"),), at(1), date(2026, 11, 18), 10478),
    corrections=(Correction(at(21), "Sửa số.", "08", "09"),), series="Chuyện cơ sở",
    conferences=(Conference("can-bo-chu-chot", held=date(2026, 11, 20), part_of_day="sang", round=2, committees=("khoi-mau",),
                            terms=(Term(2025, 2030),), venue="Hội trường", chair="Bí thư", step=Step(3, 5, "nam-buoc")),
                 Conference("dai-hoi", held=date(2026, 12, 1), status="announced")),
    results=(Figure(Term(2025, 2030), ("ban-chap-hanh",), "planned", Decimal(6), unit="đồng chí", declared=True, quote="hội nghị"),),
)
LONG = made("Hội nghị rất dài tên " * 14, slug="dai", authors=tuple(Person(f"Tác giả Thứ {n}") for n in range(10)), date=at(19),
            html="<table><tr>" + "<th>Nhiệm kỳ</th>" * 30 + "</tr></table>", documents=(Document(number="1" * 120),))
SHORT = made("Họp", authors=(), summary=None, category="", html="", text="", date=at(18), date_basis="conference")
PAGES = (made("Giới thiệu", kind="page", date=None, path="trang/gioi-thieu.md"),)
OFFICE = {
    "documents": {"kh-65": RegisteredDocument("kh-65", "65-KH/MS", "Kế hoạch & <lịch>", date(2026, 4, 1), "Kế hoạch", "khoi-mau", "kh.pdf"),
                  "cu": RegisteredDocument("cu", "1" * 120 + "-QĐ/MS", "Văn bản " * 40)},
    "calendar": (Meeting("Giao ban", at(24), at(24, 11), "Phòng 2", "Bí thư", "Các ban", "khoi-mau", "Mang sổ"), Meeting("Trực", date(2026, 11, 1))),
    "questions": (Question("hoi", "Hỏi <gì>?", "Theo 65-KH/MS.\n\nĐoạn hai.", date(2026, 11, 1), "Một bạn đọc", date(2026, 11, 2), "Ban biên tập"),
                  Question("hoi-hai", "Hỏi?", "Đáp.")),
    "contacts": (Contact("Lê Mẫu", "Văn thư", "khoi-mau", "000 (mẫu)", "a@example.org", "Phòng 1", "Clerk"), Contact("Trần Dụ")),
}
DATA = SiteData(REGISTER.committees, procedures=REGISTER.procedures, categories=REGISTER.categories,
                links=(Link("Cổng (mẫu)", "https://example.org/"),),
                site={**REGISTER.site, "committee": "khoi-mau", "name_en": "Example news", "email": "bbt@example.org"}, **OFFICE)
SITES = {
    "everything": lambda: built(content(FULL, LONG, SHORT, *run(30, tags=("quy hoạch",), series="Chuyện cơ sở"),
                                        made("ẩn", status="hidden", aliases=("/cu.html",)), made("gỡ", status="withdrawn"),
                                        pages=PAGES, data=DATA), "https://vi-du.vn/y", per_page=4),
    "empty": lambda: built(content(data=SiteData())),
    "one": lambda: built(content(SHORT)),
}


class Strict(HTMLParser):
    """Gathers what a browser would silently repair."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: Counter = Counter()
        self.labels: set[str] = set()
        self.named: set[str] = set()
        self.headings: list[int] = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if len(given) != len(attributes):
            self.faults.append(f"{tag}: an attribute twice")
        if "id" in given:
            self.ids[given["id"]] += 1
        for name in given:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"{tag}: {name} is against the content security policy")
        if tag == "script" and "src" not in given and given.get("type") != "application/ld+json":
            self.faults.append("a script in the page")
        if tag == "img" and "alt" not in given:
            self.faults.append("img without alt")
        if tag == "input":
            self.named.add(given["id"])
        if tag == "label":
            self.labels.add(given["for"])
        if tag in ("p", "ul", "div", "section", "h1", "h2", "h3") and self.open and self.open[-1] == "p":
            self.faults.append(f"{tag} inside p")
        if tag == "a" and "a" in self.open:
            self.faults.append("a inside a")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID and tag not in SVG:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if tag in SVG:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


def faults(html: str) -> list[str]:
    parser = Strict()
    parser.feed(html)
    parser.close()
    found = parser.faults + [f"{tag} is not closed" for tag in parser.open]
    found += [f"id {name} {count} times" for name, count in parser.ids.items() if count > 1]
    found += [f"input {name} has no label" for name in parser.named - parser.labels]
    found += [f"#{target} is not there" for target in re.findall(r'href="#([^"]+)"', html) if target not in parser.ids]
    found += [f"{name} names nothing" for group in re.findall(r'aria-labelledby="([^"]+)"', html)
              for name in group.split() if name not in parser.ids]
    if "<main" in html and 'http-equiv="refresh"' not in html:
        found += [] if parser.headings.count(1) == 1 else [f"{parser.headings.count(1)} h1"]
    return found


@pytest.fixture(scope="module", params=SITES)
def files(request):
    return SITES[request.param]()


def pages_of(files):
    return {path: text for path, text in files.items() if path.endswith(".html")}


def test_every_page_is_well_formed_and_keeps_to_the_content_security_policy(files):
    assert {path: found for path, html in pages_of(files).items() if (found := faults(html))} == {}


def parse_errors(html: str) -> list[str]:
    """What the HTML Standard's own parsing algorithm calls errors, as html5lib implements it."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return [f"{line}:{column} {code}" for (line, column), code, _ in parser.errors]


def test_the_html_standards_parser_finds_no_error():
    found = SITES["everything"]()
    chosen = {re.sub(r"[0-9]+|(?<=/)[^/]+(?=/index)", "*", path): path for path in pages_of(found)}  # one page of each kind
    assert len(chosen) >= 20
    assert {path: errors for path in chosen.values() if (errors := parse_errors(found[path]))} == {}
    assert parse_errors("<!DOCTYPE html><p><table><tr><p>x</table></b>")


def test_the_checker_itself_sees_faults():
    bad = '<main><h1 id="a">x</h1><p id="a" style="x"><div></p><img><a href="#b">y</a><script>1</script></main>'
    assert len(faults(bad)) >= 6


def test_every_page_says_its_language_title_policy_and_charset(files):
    for path, html in pages_of(files).items():
        assert '<html lang="vi"' in html and re.search(r"<title>[^<]+</title>", html), path
        if "refresh" not in html:
            assert "Content-Security-Policy" in html and "unsafe" not in html, path


def test_every_link_inside_the_site_leads_to_a_page_or_to_another_plugins(files):
    prefix = "/y" if '"/y/' in files["index.html"] else ""
    elsewhere = ("/tim-kiem/", "/dinh-chinh/", "/nhiem-ky/", "/to-chuc/", "/quy-trinh/", "/du-lieu/", "/anh/", "/am-thanh/", "/kh.pdf", "/theme/fonts/")
    for path, html in pages_of(files).items():
        for target in re.findall(r'(?:href|src)="(/[^"#?]*)', html):
            assert target.startswith(prefix + "/"), (path, target)
            inside = target.removeprefix(prefix)
            if not inside.startswith(elsewhere):
                assert inside.lstrip("/") + ("index.html" if inside.endswith("/") else "") in files, (path, target)


def test_nothing_is_asked_of_another_host(files):
    for path, html in pages_of(files).items():
        assert not re.findall(r'(?:src|data|poster)="(?:https?:)?//', html), path
        assert not re.findall(r'<link rel="(?:stylesheet|preload|icon)"[^>]*href="https?:', html), path
    css = next(text for path, text in files.items() if path.endswith(".css"))
    assert not re.search(r"url\(['\"]?(?:https?:)?//", css) and "@import" not in css


def test_pages_keep_their_weight():
    """Compressed HTML, CSS and JavaScript together: an article 50 kB, the front page 80 kB."""
    files = SITES["everything"]()
    shared = sum(len(gzip.compress(text.encode())) for path, text in files.items()
                 if path.endswith(".css") or re.fullmatch(r"theme/js/[^/]+\.js", path))
    article = files[FULL.url.lstrip("/") + "index.html"].replace("Sáng nay, hội nghị đã họp.", "Sáng nay, hội nghị đã họp ở Mẫu Sơn. " * 100)
    assert shared + len(gzip.compress(article.encode())) <= 50_000
    assert shared + len(gzip.compress(files["index.html"].encode())) <= 80_000


def test_two_builds_of_one_content_give_the_same_bytes():
    assert SITES["everything"]() == SITES["everything"]()


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: (lighter + 0.05) ÷ (darker + 0.05) of the relative luminances of two "#rrggbb"."""
    def luminance(colour: str) -> float:
        parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def schemes():
    text = (THEME / "static/css/tokens.css").read_text(encoding="utf-8")
    base: dict[str, str] = {}
    for selector, body in re.findall(r"(:root[^{]*)\{([^{}]*)\}", text):
        colours = {name: value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])
                   for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", body)}
        if "paper" in colours:
            base = base or colours
            yield pytest.param({**base, **colours}, id=selector.strip())


@pytest.mark.parametrize("colours", list(schemes()))
def test_text_has_the_contrast_that_old_eyes_need(colours):
    """AAA (7) for running and small text, AA (4.5) for links, 3 for edges of controls and the focus ring."""
    for ground in ("paper", "sheet", "tint"):
        assert contrast(colours["ink"], colours[ground]) >= 7
        assert contrast(colours["ink-soft"], colours[ground]) >= 7
        assert contrast(colours["red"], colours[ground]) >= 4.5
        assert contrast(colours["rule-strong"], colours[ground]) >= 3
        assert contrast(colours["focus"], colours[ground]) >= 3
    assert contrast(colours["ink"], colours["mark"]) >= 7
