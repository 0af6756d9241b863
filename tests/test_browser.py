"""The sample site in a real Chromium: readable, searchable, quiet, on a phone and without JavaScript."""
from __future__ import annotations

import re
import subprocess
import sys
import threading
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import pytest

from theme import design

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        pass


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The sample content, built once."""
    folder = tmp_path_factory.mktemp("sample")
    command = [sys.executable, "-X", "utf8", str(ROOT / "tasks.py"), "build", "--output", str(folder / "output"),
               "--cache", str(folder / "cache"), "--now", "2026-11-21", "--usb", str(folder / "usb")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


@pytest.fixture(scope="session")
def address(sample):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(sample)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture
def page(browser, address):
    """A page that remembers complaints: errors, CSP reports, requests that went elsewhere or failed."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: page.complaints.append(str(e)))
    page.on("request", lambda r: page.complaints.append(r.url) if not r.url.startswith((address, "data:", "blob:")) else None)
    page.on("response", lambda r: page.complaints.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    yield page
    context.close()


def kinds(sample: Path) -> dict[str, str]:
    """One page of each kind in the sample site."""
    def first(pattern: str) -> str:
        return "/" + min(p.parent.relative_to(sample).as_posix() for p in sample.glob(pattern)) + "/"

    return {
        "front": "/", "article": first("tin/*/*/*/index.html"), "category": first("chuyen-muc/*/index.html"), "tag": first("the/*/index.html"),
        "month": first("luu-tru/*/*/index.html"), "term": "/nhiem-ky/2025-2030/", "committee": first("to-chuc/*/index.html"),
        "page": first("trang/*/index.html"), "search": "/tim-kiem/", "data": "/du-lieu/", "procedure": first("quy-trinh/*/index.html"),
        "documents": "/van-ban/", "document": first("van-ban/*/index.html"), "calendar": "/lich/", "questions": "/hoi-dap/", "structure": "/co-cau/",
        "contacts": "/lien-he/", "english": "/en/", "archive": "/luu-tru/", "map": "/so-do/", "index": "/the/", "series": first("dong-su-kien/*/index.html"),
        "committees": "/to-chuc/", "terms": "/nhiem-ky/", "missing": "/404.html", "offline": "/ngoai-tuyen/", "corrections": "/dinh-chinh/",
        "author": first("tac-gia/*/index.html"), "procedures": "/quy-trinh/", "sections": "/chuyen-muc/", "hits": "/tim-kiem/?q=quy+hoach",
    }


KINDS = ("front", "article", "category", "tag", "month", "term", "committee", "page", "search", "data", "procedure", "documents", "document", "calendar",
         "questions", "structure", "contacts", "english", "archive", "map", "index", "series", "committees", "terms", "missing", "offline",
         "corrections", "author", "procedures", "sections", "hits")


@pytest.mark.parametrize("kind", [*KINDS[:-4], *(pytest.param(kind, marks=pytest.mark.thorough) for kind in KINDS[-4:])])
def test_every_kind_of_page_is_quiet_and_fits_every_window(page, sample, address, kind):
    page.goto(address + kinds(sample)[kind], wait_until="networkidle")
    assert page.complaints == []
    for width in (320, 360, 768, 1024, 1280, 3840):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{kind} is too wide for {width} px"
    assert page.locator("h1").count() == 1
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p') || document.body).fontSize)")
    assert size >= 14


def axe(page) -> list[str]:
    """What axe-core's rules find, WCAG 2.2 A and AA and its best practices: "rule: selector"."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{violation['id']}: {' '.join(map(str, node['target']))}" for violation in found["violations"] for node in violation["nodes"]]


# Looked at in every run; every other pair of kind and colours with --thorough.
OFTEN = {*((kind, "light") for kind in ("front", "article", "category", "term", "search", "calendar", "questions", "contacts")),
         ("article", "dark"), ("term", "dark"), ("front", "contrast")}


@pytest.mark.parametrize(("kind", "colours"), [
    pytest.param(kind, colours, marks=() if (kind, colours) in OFTEN else pytest.mark.thorough)
    for colours in ("light", "dark", "contrast") for kind in KINDS])
def test_axe_finds_nothing_in_any_colours(page, sample, address, kind, colours):
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    page.goto(address + kinds(sample)[kind], wait_until="networkidle")
    if colours == "contrast":
        page.evaluate("document.documentElement.dataset.theme = 'contrast'")
    assert axe(page) == []


def test_axe_itself_sees_what_is_wrong(page, address):
    page.goto(address + "/so-do/")
    page.evaluate("""() => { const i = document.createElement('img'); i.src = '/favicon.ico'; document.querySelector('main').append(i);
      document.querySelector('h1').style.color = '#ccc' }""")
    assert {found.partition(":")[0] for found in axe(page)} >= {"image-alt", "color-contrast"}


@pytest.mark.parametrize("kind", [kind if kind == "article" else pytest.param(kind, marks=pytest.mark.thorough) for kind in KINDS])
def test_axe_finds_nothing_with_the_menus_open_in_high_contrast_and_large_type(page, sample, address, kind):
    page.goto(address + kinds(sample)[kind], wait_until="networkidle")
    page.evaluate("document.documentElement.dataset.theme = 'contrast'; document.documentElement.dataset.size = '3'")
    for part in (".menu", ".prefs"):
        page.click(f"{part} > summary")
        assert axe(page) == []


def test_an_articles_text_is_at_least_18_px(page, sample, address):
    page.goto(address + kinds(sample)["article"])
    sizes = page.evaluate("[...document.querySelectorAll('article p')].map(p => parseFloat(getComputedStyle(p).fontSize))")
    assert sizes and max(sizes) >= 18


def test_the_site_can_be_read_without_javascript(browser, sample, address):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address + "/")
    page.locator("main a[href*='/tin/']").first.click()
    assert page.locator("article").inner_text().strip()
    page.goto(address + "/tim-kiem/")
    assert page.locator("a[href$='/luu-tru/']").count()
    context.close()


@pytest.mark.parametrize("typed", ["quy hoạch", "quy hoach", "QUY HOẠCH"])
def test_typing_with_or_without_accents_finds_articles(page, address, typed):
    page.goto(address + "/tim-kiem/")
    page.locator("main input[type=search]").first.fill(typed)
    page.keyboard.press("Enter")
    found = page.locator("main a[href*='/tin/']")
    found.first.wait_for(timeout=10_000)
    assert "quy hoạch" in page.locator("main").inner_text().lower()
    assert page.complaints == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_fields_for_dates_show_where_the_keyboard_is(page, address, colours):
    page.emulate_media(color_scheme=colours)
    page.goto(address + "/tim-kiem/", wait_until="networkidle")
    page.click(".search-filters > summary")
    page.locator(".dates input").first.focus()
    stops = []
    for _ in range(8):  # day, month, year and the calendar's button of each
        stops.append(page.evaluate("(e => [[...document.querySelectorAll('.dates input')].indexOf(e), getComputedStyle(e).outline])(document.activeElement)"))
        page.keyboard.press("Tab")
    assert {0, 1} <= {place for place, _ in stops}
    assert [outline for place, outline in stops if place >= 0 and not outline.endswith("solid 3px")] == []


def test_one_page_shows_every_component_of_the_design_system(browser, sample, tmp_path):
    text, missing = design.rendered(sample, tmp_path / "thiet-ke.html")
    assert missing == ["nk-legend"]  # the sample's figures are all declared by a person
    listed = {name for part, specimens in design.parts(sample, tmp_path) for specimen in specimens for name in specimen.made_by}
    macros = {name for path in (ROOT / "theme/templates/macros").glob("*.html") for name in re.findall(r"{% macro (\w+)", path.read_text(encoding="utf-8"))}
    assert macros - listed == set()
    (tmp_path / "thiet-ke.html").write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": 360, "height": 740})
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto((tmp_path / "thiet-ke.html").as_uri(), wait_until="networkidle")
    assert failed == [] and page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size === document.querySelectorAll('[id]').length")
    page.close()


def test_a_number_of_a_term_page_leads_to_its_place_in_the_article(page, address):
    page.goto(address + "/nhiem-ky/2025-2030/")
    link = page.locator("main table a[href*='/tin/']").first
    target = link.get_attribute("href")
    assert "#" in target
    page.goto(address + target)
    assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null")


def test_a_script_in_an_article_would_be_stopped_by_the_policy(page, address):
    page.goto(address + "/")
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); }")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in c for c in page.complaints)


@pytest.fixture
def disk(browser, sample):
    """A page opened from disk, with nothing listening anywhere, and the folder that it came from."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: page.complaints.append(str(e)))
    page.on("request", lambda r: page.complaints.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None)
    page.on("response", lambda r: page.complaints.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.goto((sample.parent / "usb" / "index.html").as_uri())
    yield page
    context.close()


def test_from_disk_one_walks_from_page_to_page_and_nothing_complains(disk):
    walked = []
    for name in ("Tất cả chuyên mục", "Nhiệm kỳ", "Tổ chức đảng", "Số liệu để tải về", "Sơ đồ trang"):
        disk.click(f"footer a:text-is('{name}')")
        disk.wait_for_load_state("networkidle")
        walked.append(disk.url.rpartition("/")[2])
        assert disk.locator("main h1").inner_text()
    assert set(walked) == {"index.html"}
    disk.click(".brand")
    disk.locator(".front-lead h2 a").click()
    assert disk.locator(".prose p").count() and disk.evaluate("document.querySelector('.prose').getBoundingClientRect().height > 200")
    assert disk.evaluate("document.fonts.check('1em \"Be Vietnam Pro\"')")
    assert disk.complaints == []


def test_from_disk_the_search_finds_and_leads_to_the_page(disk):
    disk.fill("#tim-nhanh", "can bo chu chot")
    disk.keyboard.press("Enter")
    disk.locator(".hit a").first.wait_for()
    disk.fill("#tim", "phiếu kín")
    disk.keyboard.press("Enter")
    disk.wait_for_function("document.querySelector('.hit mark')?.textContent.toLowerCase().includes('phiếu')")
    disk.locator(".hit a").first.click()
    disk.wait_for_load_state()
    assert disk.url.endswith("/index.html") and "phiếu kín" in disk.locator("article").inner_text().lower()
    assert disk.complaints == []


def test_from_disk_pictures_charts_sound_and_downloads_are_there(disk, sample):
    assert disk.evaluate("[...document.querySelectorAll('main img')].filter(i => i.loading !== 'lazy').every(i => i.naturalWidth > 0)")
    folder = sample.parent / "usb"
    heard = next(p for p in folder.glob("tin/*/*/*/index.html") if "<audio" in p.read_text(encoding="utf-8"))
    disk.goto(heard.as_uri())
    disk.wait_for_function("document.querySelector('audio').duration > 1")
    disk.goto((folder / "nhiem-ky/2025-2030/index.html").as_uri())
    assert disk.locator("main svg").count()
    disk.goto((folder / "du-lieu/index.html").as_uri())
    with disk.expect_download() as got:
        disk.locator("main a[href$='.csv']").first.click()
    assert got.value.path().stat().st_size > 100
    assert disk.complaints == []


def test_every_link_of_the_edition_for_usb_sticks_leads_to_a_file(sample):
    folder, dead = sample.parent / "usb", []
    for file in folder.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        targets = re.findall(r' (?:href|src|action|data-root)="([^"]+)"', text)
        targets += [part.split()[0] for group in re.findall(r' srcset="([^"]+)"', text) for part in group.split(", ")]
        for target in map(unescape, targets):
            assert not target.startswith("/"), (file, target)
            path = unquote(re.split("[?#]", target)[0])
            if "/" in path and not re.match(r"[a-z]+:", path) and not (file.parent / path).exists():
                dead.append((file.relative_to(folder).as_posix(), target))
    assert dead == []
    assert not list(folder.rglob("*.woff2")) and not (folder / "sw.js").exists()
