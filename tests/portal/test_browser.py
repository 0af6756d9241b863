"""What scripts add, in a real Chromium under the page's own content security policy; and the page without them."""
from __future__ import annotations

import hashlib
import json
import struct
import threading
import zlib
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from plugins.media.shown import Shown
from plugins.site_data import SiteData
from plugins.values import Conference, Document, Person, Picture, Source, Term

from .samples import REGISTER, at, built, content, made, outputs, run

pytestmark = pytest.mark.browser

ARTICLE = made(
    "Hội nghị có ảnh", date=at(20), summary="Tóm tắt bài.", cover=Picture("anh/a.png", "Hội trường", "Quang cảnh"),
    images=(Picture("anh/b.png", caption="Giờ nghỉ"),), authors=(Person("Lê Minh Họa"),),
    conferences=(Conference("dai-hoi", committees=("khoi-mau",), terms=(Term(2025, 2030),)),),
    html="<p>Sáng nay, hội nghị đã hợp tại Mẫu Sơn.</p><table><tr>" + "<th>Nhiệm kỳ</th>" * 20 + "</tr></table>",
)
ODD = made(
    ("Hội nghị rất dài tên và khôngmộtkhoảngtrắngnàotrongchữnày " * 6)[:300], slug="la", date=at(19), cover=Picture("anh/b.png", "Dọc"),
    authors=tuple(Person(f"Tác giả Thứ {n}", "Văn phòng Đảng ủy Khối các cơ quan") for n in range(10)), tags=("x" * 80,),
    documents=(Document(number="1" * 120 + "-QĐ/MS", title="Văn bản"),), source=Source("Báo " + "Dài" * 40, "https://example.org/" + "a" * 200),
    html="<p>" + "a" * 300 + "</p><table><tr>" + "<td>Nhiệm kỳ</td>" * 30 + "</tr></table><pre>" + "x " * 200 + "</pre>",
)
SITE = content(ARTICLE, ODD, made("Họp", slug="mot-chu", date=at(18), summary=None, authors=(), html="", text=""), *run(12, tags=("quy hoạch",)), data=SiteData(
    REGISTER.committees, procedures=REGISTER.procedures, site={**REGISTER.site, "email": "bbt@example.org"}))

SIZES = {"anh/a.png": Shown(600, 400, "/anh/a.png"), "anh/b.png": Shown(300, 500, "/anh/b.png")}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        pass


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\xc0\xb0\x90" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    root = tmp_path_factory.mktemp("portal")
    files = {path: text.encode("utf-8") for path, text in built(SITE, pictures=SIZES).items()}
    files |= {o.path: o.content for o in outputs(SITE) if o.data is not None}
    files |= {path: png(size.width, size.height) for path, size in SIZES.items()}
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture
def page(browser, address):
    """A fresh reader's page; anything that the browser complains of fails the test."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def test_text_size_is_remembered_on_the_next_page(page):
    page.goto(ARTICLE.url)
    size = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = page.evaluate(size)
    page.click(".tools [data-step='1']")
    assert page.evaluate(size) > before
    page.goto("/")
    assert page.evaluate(size) > before
    page.click(".prefs > summary")
    page.click(".prefs [data-step='0']")
    assert page.evaluate(size) == before


def test_text_size_stops_at_its_ends(page):
    page.goto(ARTICLE.url)
    for _ in range(3):
        page.click(".tools [data-step='1']")
    assert page.is_disabled(".tools [data-step='1']") and page.is_enabled(".tools [data-step='-1']")


def test_colours_follow_the_machine_until_the_reader_chooses(page):
    colour = "() => getComputedStyle(document.documentElement).backgroundColor"
    page.emulate_media(color_scheme="light")
    page.goto("/")
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(colour)
    assert light != dark
    page.click(".prefs > summary")
    page.click("[data-choice=theme] [data-value=light]")
    assert page.evaluate(colour) == light
    page.reload()
    assert page.evaluate(colour) == light
    page.click(".prefs > summary")
    assert page.get_attribute("[data-choice=theme] [data-value=light]", "aria-pressed") == "true"


def test_a_menu_closes_with_escape_and_gives_the_focus_back(page):
    page.goto("/")
    page.click(".menu > summary")
    assert page.is_visible(".menu .drop-panel")
    page.keyboard.press("Escape")
    assert not page.is_visible(".menu .drop-panel")
    assert page.evaluate("document.activeElement.parentElement.className") == "drop menu"


def test_the_clock_tells_vietnams_time_wherever_the_reader_is(browser, address):
    context = browser.new_context(base_url=address, timezone_id="America/New_York", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/")
    told = page.evaluate("async () => (await import('/theme/js/clock.js')).vietnamTime(new Date('2022-04-21T10:44:00Z'))")
    shown = page.text_content("[data-clock]")
    context.close()
    assert told == "Thứ Năm, 21/04/2022 17:44" and "/20" in shown


def test_reporting_a_mistake_quotes_the_marked_words(page):
    page.goto(ARTICLE.url)
    page.evaluate("""() => {
      const words = document.querySelector('.prose p').firstChild, range = document.createRange();
      range.setStart(words, 9); range.setEnd(words, 24);
      getSelection().removeAllRanges(); getSelection().addRange(range);
    }""")
    page.click("[data-report]")
    assert page.input_value("[name=sai]") == page.evaluate("document.querySelector('.prose p').textContent.slice(9, 24).trim()")
    letter = page.evaluate("""async () => (await import('/theme/js/report.js'))
      .letter({title: 'Tên bài', address: 'https://vi-du.vn/', wrong: 'đã hợp', right: 'đã họp'})""")
    assert page.evaluate("words => decodeURIComponent(words)", letter) == (
        "subject=Báo lỗi: Tên bài&body=Bài: Tên bài\nhttps://vi-du.vn/\n\nChỗ sai: đã hợp\nNên sửa thành: đã họp\n")


def test_a_picture_opens_larger_and_the_next_one_follows(page):
    page.goto(ARTICLE.url)
    page.click(".cover .enlarge")
    assert page.is_visible("dialog.viewer") and page.text_content(".viewer figcaption") == "Quang cảnh"
    page.keyboard.press("ArrowRight")
    assert page.text_content(".viewer figcaption") == "Giờ nghỉ" and page.text_content(".viewer [role=status]") == "2/2"
    page.keyboard.press("Escape")
    assert not page.is_visible("dialog.viewer")


def test_a_saved_article_is_one_file_that_asks_nothing_of_anybody(page, browser):
    page.goto(ARTICLE.url)
    with page.expect_download() as found:
        page.click("[data-save]")
    assert found.value.suggested_filename == "hoi-nghi-co-anh.html"
    saved = found.value.path().read_text(encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 800, "height": 600})
    copy = context.new_page()
    asked: list[str] = []
    copy.on("request", lambda request: asked.append(request.url) if not request.url.startswith("data:") else None)
    copy.set_content(saved)
    copy.evaluate("document.fonts.load('1em \"Be Vietnam Pro\"')")
    width = copy.evaluate("document.querySelector('.cover img').naturalWidth")
    text = copy.text_content(".prose")
    context.close()
    assert asked == [] and width == 600 and "Mẫu Sơn" in text and "<script" not in saved


def test_paper_carries_the_address_as_a_qr_code(page):
    page.goto(ARTICLE.url)
    page.wait_for_selector("[data-printed-qr=ready]", state="attached")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.get_attribute("[data-printed-qr] svg", "viewBox")
    page.emulate_media(media="print")
    assert page.is_visible("[data-printed-qr] svg") and not page.is_visible(".tools") and not page.is_visible(".bar")


@pytest.mark.parametrize("article", [ARTICLE, ODD], ids=["20 columns", "30 columns"])
def test_nothing_of_a_wide_table_is_cut_off_on_paper(page, article):
    page.set_viewport_size({"width": 658, "height": 980})  # A4 without its margins
    page.goto(article.url)
    assert page.evaluate("document.querySelector('.prose table').getBoundingClientRect().right") > 658
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelector('.prose table').getBoundingClientRect().right") <= 658


def test_a_picture_is_shown_no_larger_than_it_is_and_whole_in_the_window(page):
    for article in (ARTICLE, ODD):
        page.goto(article.url, wait_until="networkidle")
        shown = page.evaluate("[...document.querySelectorAll('.article img')].map(i => [i.width, i.height, +i.getAttribute('width')])")
        assert shown and all(width <= own and height <= 0.85 * 900 for width, height, own in shown), shown


def test_qr_codes_are_those_that_a_reader_was_seen_to_read(page):
    """Digests of grids that zxing-cpp 3.1 decoded to the text again, for versions 1, 2, 7 and 10."""
    page.goto("/")
    texts = ["tiếng Việt", "https://vi-du.vn/", "https://vi-du.vn/" + "a" * 90, "e" * 213]
    grids = page.evaluate("async texts => { const {qr} = await import('/theme/js/qr.js'); return texts.map(qr) }", texts)
    digests = [hashlib.sha256(json.dumps(grid).encode()).hexdigest()[:12] for grid in grids]
    assert [len(grid) for grid in grids] == [21, 25, 45, 57]
    assert digests == ["1abf16925a42", "c9281017e202", "06192c35f75e", "ad484efe187e"]
    assert page.evaluate("async () => (await import('/theme/js/qr.js')).qr('z'.repeat(214))") is None


def test_an_old_article_learns_what_came_after_it(page):
    old = SITE.listed[-3]
    page.goto(old.url)
    page.wait_for_selector("[data-newer] a")
    titles = page.locator("[data-newer] a").all_inner_texts()
    expected = [a.title for a in SITE.listed if a.date > old.date][:4]
    assert titles == expected
    page.click(f"[data-newer] a:text-is('{expected[0]}')")
    assert page.text_content("h1") == expected[0]


def test_the_newest_article_claims_nothing_newer(page):
    with page.expect_response("**/moi.json"):
        page.goto(ARTICLE.url)
    page.wait_for_timeout(200)
    assert not page.locator("[data-newer]:visible").count()


def test_sharing_leads_to_plain_links(page):
    page.goto(ARTICLE.url)
    page.click("[data-share] > summary")
    assert page.get_attribute("[data-facebook]", "href").startswith("https://www.facebook.com/sharer/sharer.php?u=http%3A%2F%2F127.0.0.1")
    assert page.get_attribute("[data-mail]", "href").startswith("mailto:?subject=H%E1%BB%99i")


def test_a_long_text_is_read_aloud_in_pieces_cut_after_sentences(page):
    page.goto("/")
    text = "Câu thứ nhất khá ngắn. " * 30 + "Câu cuối không chấm"
    pieces = page.evaluate("async text => (await import('/theme/js/speech.js')).pieces(text)", text)
    assert " ".join(pieces) == text.strip() and max(map(len, pieces)) <= 180
    assert all(piece.endswith(".") for piece in pieces[:-1])


def test_nothing_moves_while_a_page_loads(page):
    page.add_init_script("""window.moved = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())
      if (!entry.hadRecentInput) window.moved += entry.value }).observe({type: 'layout-shift', buffered: true})""")
    page.route("**/anh/*", lambda route: (page.wait_for_timeout(150), route.continue_()))  # pictures come late
    for path in ("/", ARTICLE.url):
        page.goto(path)
        page.wait_for_timeout(300)
        assert page.evaluate("window.moved") < 0.02, path


def test_what_was_read_can_be_read_again_without_a_connection(browser, address):
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.goto(ARTICLE.url)
    context.set_offline(True)
    page.goto(ARTICLE.url)
    assert "Mẫu Sơn" in page.text_content(".prose")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')")
    page.goto("/luu-tru/")
    assert "không có kết nối" in page.text_content("h1")
    page.wait_for_selector("[data-kept-pages] a")
    assert page.text_content("[data-kept-pages]") == ARTICLE.title
    context.close()


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("size", ["", "3"])
def test_no_page_is_wider_than_the_screen(page, width, size):
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/", ARTICLE.url, ODD.url, "/tin/2026/11/mot-chu/", "/chuyen-muc/cong-tac-can-bo/", "/luu-tru/", "/tac-gia/"):
        page.goto(path)
        page.evaluate("size => { document.documentElement.dataset.size = size }", size)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_without_scripts_everything_is_read_and_reached(browser, address):
    context = browser.new_context(base_url=address, java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto("/")
    page.click(".menu > summary")
    page.click(".menu a:has-text('Lưu trữ theo tháng')")
    page.click("main a:has-text('Tháng 11')")
    page.click(f"main a:has-text('{ARTICLE.title}')")
    assert "Mẫu Sơn" in page.text_content(".prose")
    assert not page.is_visible(".tools") and not page.is_visible(".prefs")
    page.click(".cover .enlarge")
    assert page.url.endswith("/anh/a.png")
    context.close()


def test_the_keyboard_reaches_the_text_past_the_menus(page):
    page.goto(ARTICLE.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_measure_is_between_sixty_and_seventy_five_characters(page):
    """Counted over running Vietnamese text on a desktop."""
    page.goto(ARTICLE.url)
    per_line = page.evaluate("""() => {
      const paragraph = document.querySelector('.prose p');
      paragraph.textContent = 'Hội nghị thống nhất chủ trương và giao cho các chi bộ thực hiện trong quý này. '.repeat(40);
      const lines = Math.round(paragraph.getBoundingClientRect().height / parseFloat(getComputedStyle(paragraph).lineHeight));
      return paragraph.textContent.length / lines;
    }""")
    assert 60 <= per_line <= 75
