"""Citations of single numbers, in a real browser."""
import json
import re
from pathlib import Path

import pytest

ARTICLE = """<!doctype html><meta name="citation_title" content="Quy hoạch 50% &amp; hơn"><meta name="citation_author" content="Ban biên tập">
<meta name="citation_publication_date" content="2026/04/16"><meta name="citation_journal_title" content="Cổng tin Mẫu Sơn">
<h1>Khác</h1><p><mark id="cau-so-lieu-2025-2030-bi-thu-planned">Quy hoạch 27 đồng chí.</mark></p>"""
PAGE = """<!doctype html><html class="js"><button class="nk-cite" aria-pressed="false">Trích dẫn</button>
<p><a class="nk-value" href="/tin/2026/04/a/#so-lieu-2025-2030-bi-thu-planned" title="“Quy hoạch 27 đồng chí.”">27</a><span class="nk-unit"> lượt</span>
<a class="nk-value" id="mat" href="/tin/2026/04/mat/#so-lieu-2025-2030-bi-thu-planned">3</a></p><script type="module" src="/theme/js/cite.js"></script>"""
ROW = """<!doctype html><html class="js"><link rel="canonical" href="https://that.example/tin/a/"><meta name="citation_title" content="Bài A">
<p><mark id="so-lieu-x">Đưa ra <b>05</b></mark></p><button id="nut" data-cite="so-lieu-x" data-value="05" data-quote="Đưa ra 05 đồng chí">Trích dẫn</button>
<script type="module" src="/theme/js/cite.js"></script>"""
CSP = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'"

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser):
    def answer(route):
        path = re.sub(r"^https?://[^/]+", "", route.request.url).split("?")[0].split("#")[0]
        if path == "/theme/js/cite.js":
            return route.fulfill(body=Path("theme/static/js/cite.js").read_text(encoding="utf-8"), content_type="text/javascript")
        bodies = {"/": PAGE, "/tin/a/": ROW, "/tin/2026/04/a/": ARTICLE}
        return route.fulfill(status=200 if path in bodies else 404, body=bodies.get(path, "không có"), content_type="text/html; charset=utf-8",
                             headers={"Content-Security-Policy": CSP})

    made = browser.new_page()
    made.faults = []
    made.on("pageerror", lambda error: made.faults.append(str(error)))
    made.route("**/*", answer)
    made.goto("https://mau-son.example/")
    yield made
    assert made.faults == []
    made.close()


def cited(page):
    page.click(".nk-cite")
    page.click(".nk-value >> nth=0")
    page.wait_for_selector("dialog[open]")
    return {page.locator("dialog h2").nth(n).inner_text(): page.locator("dialog textarea").nth(n).input_value() for n in range(4)}


def test_a_number_is_cited_with_its_sentence_article_and_day_in_four_forms(page):
    forms = cited(page)
    text = forms["Tiếng Việt"]
    for said in ("Ban biên tập (16/4/2026)", "“Quy hoạch 50% & hơn”", "Cổng tin Mẫu Sơn", "27 lượt", "“Quy hoạch 27 đồng chí.”", "https://mau-son.example/tin/2026/04/a/#so-lieu-2025-2030-bi-thu-planned"):
        assert said in text.replace("\u00a0", " ")
    assert "title = {{Quy hoạch 50\\% \\& hơn}}" in forms["BibTeX"] and "year = {2026}" in forms["BibTeX"]
    ris = dict(re.findall(r"^([A-Z][A-Z0-9])  - (.*?)\r?$", forms["RIS"], re.M))
    assert (ris["TY"], ris["AU"], ris["DA"]) == ("NEWS", "Ban biên tập", "2026/04/16")
    item, = json.loads(forms["CSL-JSON"])
    assert item["issued"] == {"date-parts": [[2026, 4, 16]]} and item["author"] == [{"literal": "Ban biên tập"}]


def test_a_number_leads_to_its_sentence_while_nobody_cites(page):
    page.click(".nk-value >> nth=0")
    page.wait_for_url("**/tin/2026/04/a/#so-lieu-2025-2030-bi-thu-planned")


def test_where_the_article_cannot_be_fetched_the_number_still_leads_there(page):
    page.click(".nk-cite")
    page.click("#mat")
    page.wait_for_url("**/tin/2026/04/mat/**")


def test_a_row_of_an_article_is_cited_by_the_sites_own_address_without_asking_the_network(page):
    page.goto("https://mau-son.example/tin/a/")
    page.context.set_offline(True)
    page.click("#nut")
    page.wait_for_selector("dialog[open]")
    text = page.locator("dialog textarea").first.input_value()
    page.context.set_offline(False)
    assert "Số liệu: 05. “Đưa ra 05 đồng chí”" in text and "https://that.example/tin/a/#so-lieu-x" in text and "“Bài A”" in text
