"""The search page as a reader meets it, on a whole small site in a real Chromium."""
from pathlib import Path

import pytest

from plugins.search.build import build
from tests.search.conftest import SITE, Host
from tests.search.sample import document

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def phone(browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)  # waiting for a function needs eval
    opened = context.new_page()
    opened.faults = []
    opened.on("pageerror", lambda error: opened.faults.append(str(error.stack)))
    opened.host = Host(opened, site)
    opened.set_default_timeout(8000)
    yield opened
    context.close()


@pytest.fixture
def page(phone):
    phone.faults.clear()
    phone.host.gone = set()
    yield phone
    assert [fault for fault in phone.faults if "/search" in fault] == []


def visit(page, address=""):
    page.goto(f"{SITE}/tim-kiem/{address}")
    page.wait_for_function("document.querySelector('[data-status]').textContent && !document.querySelector('[data-search]').hasAttribute('aria-busy')")
    return page


def titles(page):
    return page.eval_on_selector_all(".hit h2", "all => all.map((e) => e.textContent)")


def test_an_address_with_a_query_shows_its_results_and_says_how_many(page):
    visit(page, "?q=hien+mau")
    assert titles(page)[0] == "Ngày hội hiến máu nghĩa tình ở Ví Dụ"
    assert page.input_value("#tim") == "hien mau"
    assert page.text_content("[data-status]").startswith("1 bài")
    assert page.text_content(".hit mark") == "hiến máu"


def test_the_excerpt_is_the_sentence_that_was_found_with_its_own_accents(page):
    page.host.asked.clear()
    visit(page, "?q=suong+gia")
    page.wait_for_selector(".hit-excerpt mark")
    assert page.text_content(".hit-excerpt").strip() == "Đêm ấy sương giá phủ trắng ruộng mạ."
    assert page.text_content(".hit-excerpt mark") == "sương giá"
    assert "tin/2016/03/bai-dai/index.html" in page.host.asked


def test_an_excerpt_joins_the_sentences_that_show_the_most(page):
    visit(page, "?q=gốc+đào+sương+giá")
    page.wait_for_selector(".hit-excerpt mark")
    assert page.eval_on_selector_all(".hit-excerpt mark", "all => all.map((e) => e.textContent)") == ["sương giá", "gốc đào"]


def test_figures_that_the_question_asks_for_stand_above_the_articles_and_lead_to_their_sentence(page):
    visit(page, "?q=đưa+ra+khỏi+quy+hoạch+ban+chấp+hành+2010-2015")
    assert page.text_content(".found-value") == "7 đồng chí"
    assert "07 đồng chí" in page.text_content(".found-figures blockquote") and "2010-2015" in page.text_content(".found-figures li p")
    page.click(".found-figures blockquote a")
    page.wait_for_url("**/tin/2016/03/bai-dai/#*")
    assert "07 đồng chí" in page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))).textContent")


def test_no_page_is_fetched_for_an_excerpt_that_shows_what_was_found(page):
    page.host.asked.clear()
    visit(page, "?q=hien+mau")
    page.wait_for_timeout(200)
    assert not [path for path in page.host.asked if path.startswith("tin/")]


def test_the_lead_stays_where_the_article_cannot_be_had(page):
    page.host.gone = {"tin/2016/03/bai-dai/index.html"}
    page.host.asked.clear()
    visit(page, "?q=suong+gia")
    page.wait_for_timeout(200)
    assert "tin/2016/03/bai-dai/index.html" in page.host.asked
    assert page.text_content(".hit-excerpt").startswith("Ba ngày ở bản")


def test_a_result_leads_to_its_article(page):
    visit(page, "?q=khuyến+lâm")
    page.click(".hit a")
    page.wait_for_url("**/tin/2022/11/khuyen-lam/")
    assert "khuyến lâm" in page.text_content("h1")


def test_searching_puts_the_question_in_the_address_and_back_undoes_it(page):
    visit(page, "?q=hiến+máu")
    page.fill("#tim", "quy hoạch đô thị")
    page.press("#tim", "Enter")
    page.wait_for_function("location.search.includes('quy')")
    page.wait_for_function("document.querySelector('.hit h2').textContent.includes('đô thị')")
    page.go_back()
    page.wait_for_function("document.querySelector('.hit h2').textContent.includes('hiến máu')")
    assert page.input_value("#tim") == "hiến máu"


def test_suggestions_follow_the_combobox_pattern(page):
    visit(page)
    assert page.get_attribute("#tim", "role") == "combobox" and page.get_attribute("#tim", "aria-expanded") == "false"
    page.click("#tim")
    page.keyboard.type("quy ho", delay=5)
    page.wait_for_selector("#tim-goi-y [role=option]")
    assert page.get_attribute("#tim", "aria-expanded") == "true" and page.get_attribute("#tim", "aria-controls") == "tim-goi-y"
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#tim", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true" and page.text_content(f"#{active}") == "quy hoạch"
    page.keyboard.press("Escape")
    assert page.get_attribute("#tim", "aria-expanded") == "false" and page.input_value("#tim") == "quy ho"
    page.keyboard.type("a", delay=5)
    page.wait_for_selector("#tim-goi-y [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("new URLSearchParams(location.search).get('q') === 'quy hoạch'")


def test_a_suggested_article_opens_with_the_keyboard(page):
    visit(page)
    page.click("#tim")
    page.keyboard.type("dưỡng l", delay=5)
    page.wait_for_selector(".suggested-article")
    for _ in range(page.locator(".suggested-words").count() + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/duong-lao/")


def test_filters_count_narrow_and_can_be_taken_off(page):
    visit(page, "?q=quy+hoạch")
    page.click(".search-filters summary")
    page.wait_for_selector("[data-filters] fieldset")
    box = page.locator("label.filter", has_text="2015-2020")
    assert box.locator(".count").text_content() == "1"
    box.locator("input").check()
    page.wait_for_function("location.search.includes('term=2015-2020')")
    page.wait_for_function("document.querySelectorAll('.hit').length === 1")
    assert titles(page) == ["Đảng ủy Khối Ví dụ rà soát quy hoạch giữa kỳ"]
    assert page.text_content(".chips button").startswith("Nhiệm kỳ: 2015-2020")
    page.click(".chips button")
    page.wait_for_function("!location.search.includes('term')")
    page.wait_for_function("document.querySelectorAll('.hit').length > 1")


def test_filters_alone_list_the_newest_first_and_offer_the_feed(page):
    visit(page, "?term=2015-2020")
    dates = page.eval_on_selector_all(".hit time", "all => all.map((e) => e.dateTime)")
    assert len(dates) == 3 and dates == sorted(dates, reverse=True)
    assert page.get_attribute("[data-feed]", "href").endswith("/nhiem-ky/2015-2020/feed.xml")


def test_results_can_be_put_in_order_of_date(page):
    visit(page, "?q=quy+hoạch")
    page.select_option("[data-sort]", "date")
    page.wait_for_function("location.search.includes('sort=date')")
    page.wait_for_function("!document.querySelector('[data-search]').hasAttribute('aria-busy')")
    dates = page.eval_on_selector_all(".hit time", "all => all.map((e) => e.dateTime)")
    assert dates == sorted(dates, reverse=True)


def test_more_results_come_on_request_and_take_the_focus(page):
    visit(page, "?q=")
    assert len(titles(page)) == 10
    page.click("[data-more]")
    page.wait_for_function("document.querySelectorAll('.hit').length === 20")
    assert page.evaluate("document.activeElement.closest('.hit') === document.querySelectorAll('.hit')[10]")


def test_the_list_downloads_as_csv(page):
    visit(page, "?q=khe+vầu")
    with page.expect_download() as waiting:
        page.click("[data-csv]")
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    assert text.splitlines()[0] == '"Ngày","Tiêu đề","Địa chỉ","Trích"'
    assert 'https://vidu.test/tin/2023/07/bac-sy/' in text and waiting.value.suggested_filename == "tim-kiem.csv"


def test_what_was_corrected_and_dropped_is_said(page):
    visit(page, "?q=quy+hạoch+đô+thị+xyzzy")
    told = page.text_content("[data-notices]")
    assert "“hạoch”" in told and "“hoạch”" in told and "“xyzzy”" in told


def test_nothing_found_gives_advice_and_a_way_on(page):
    visit(page, "?q=zzzqqq")
    assert "Không tìm thấy" in page.text_content("[data-status]")
    assert page.get_attribute(".empty a", "href").endswith("/luu-tru/")


def test_markup_in_a_query_is_shown_as_text(page):
    visit(page, "?q=%3Cimg+src%3Dx+onerror%3D%22document.title%3D1%22%3E+hiến+máu")
    assert page.locator(".search-results img").count() == 0 and page.title() != "1"
    assert page.input_value("#tim").startswith("<img")


def test_an_index_that_cannot_be_had_is_explained_and_tried_again(page):
    page.host.gone = {"tim-kiem/index/manifest.json"}
    page.goto(f"{SITE}/tim-kiem/?q=hiến+máu")
    page.wait_for_selector(".search-failed")
    assert "Chưa tải được" in page.text_content("[data-status]")
    assert page.get_attribute(".search-failed a", "href").endswith("/luu-tru/")
    page.host.gone = set()
    page.click("[data-again]")
    page.wait_for_selector(".hit")


def test_a_site_published_anew_while_the_page_is_open_is_searched_as_it_is_now(page, site):
    visit(page, "?q=hiến+máu")
    index = {path for path in site if path.startswith("tim-kiem/index/")}
    now = build([document("Hiến máu lần mới", "Ngày hội quy hoạch bến đò.", id="moi", day="2026-01-02")])
    whole = dict(page.host.files)
    for path in index:
        del page.host.files[path]
    page.host.files.update(now)
    page.fill("#tim", "bến đò")
    page.press("#tim", "Enter")
    page.wait_for_function("document.querySelector('.hit h2')?.textContent === 'Hiến máu lần mới'")
    assert page.text_content("[data-notices]") == ""
    page.host.files.clear()
    page.host.files.update(whole)


def test_files_that_stay_away_are_said(page, site):
    page.host.asked.clear()
    visit(page, "?q=hiến+máu")
    page.host.gone = {path for path in site if path.startswith("tim-kiem/index/") and "manifest" not in path and path not in page.host.asked}
    page.fill("#tim", "khe vầu")
    page.press("#tim", "Enter")
    page.wait_for_function("document.querySelector('[data-notices]').textContent.includes('chưa tải được')")


def test_an_index_of_another_version_offers_to_load_the_page_anew(page):
    manifest = "tim-kiem/index/manifest.json"
    whole = page.host.files[manifest]
    page.host.files[manifest] = whole.replace(b'"version":1', b'"version":99')
    page.goto(f"{SITE}/tim-kiem/?q=hiến+máu")
    page.wait_for_selector(".search-failed")
    assert "đã được cập nhật" in page.text_content("[data-status]")
    page.host.files[manifest] = whole
    page.host.asked.clear()
    page.click("[data-again]")
    page.wait_for_selector(".hit")
    assert page.host.asked.count("theme/js/search/store.js") >= 1


def test_without_a_script_the_page_leads_to_the_archive(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    Host(page, site)
    page.goto(f"{SITE}/tim-kiem/?q=gì")
    shown = page.inner_text("main")
    assert "Lưu trữ theo tháng" in shown and "Lọc kết quả" not in shown
    page.click("text=Lưu trữ theo tháng >> visible=true")
    page.wait_for_url("**/luu-tru/")
    context.close()


def test_nothing_on_the_page_breaks_the_content_security_policy(browser, site):
    context = browser.new_context()
    page = context.new_page()
    Host(page, site)
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{SITE}/tim-kiem/?q=quy+hoạch&year=2018")
    page.wait_for_selector(".hit mark")
    page.wait_for_selector(".chips button")
    page.fill("#tim", "quy ho")
    page.wait_for_selector("#tim-goi-y [role=option]")
    context.close()
    assert [text for text in told if "Content Security Policy" in text] == []


def test_the_page_fits_a_phone(page):
    visit(page, "?q=quy+hoạch&term=2025-2030&committee=dang-bo-khoi-vi-du")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_draft_is_found_nowhere(page, site):
    visit(page, "?q=zyzzyva")
    assert "Không tìm thấy" in page.text_content("[data-status]")
    assert not any(b"zyzzyva" in data for data in site.values())
