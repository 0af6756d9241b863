import json
import re
from datetime import datetime
from html.parser import HTMLParser

import pytest

from plugins.figures import charts, term_pages
from plugins.values import VIETNAM, Correction, Term

from .samples import COUNCIL, NEW, OLD, article, conference, content, dossier, environment, figure, html, machine, outputs

TERM = "nhiem-ky/2025-2030/index.html"
KHOI = "to-chuc/khoi-vi-du/index.html"


class Outline(HTMLParser):
    """Headings, ids, links, attributes and texts of a page."""

    def __init__(self, page):
        super().__init__()
        self.levels, self.ids, self.links, self.styled, self.words = [], [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found.get("href"))
        if "style" in found or tag == "style" or any(name.startswith("on") for name in found):
            self.styled.append(tag)

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def rich():
    """A site with most of what pages must show."""
    steps = [article(f"buoc-{n}", conferences=(conference(step=n, status="announced" if n == 5 else "held"),)) for n in (1, 2, 5)]
    return dossier(
        article("a", figure(value=27, stage="proposed"), figure("added", 2), figure("attendance", 1000, "khac", qualifier="gt", unit="lượt"),
                figure(value=25, term=OLD), figure("ratio_to_current", "1.08"), figure(value=3, term=COUNCIL, body="chu-tich"),
                figure(value=9, body="ban-thuong-vu")),
        article("b", figure(value=26, stage="proposed")),
        article("c", figure(value=45), conferences=(conference(committee="huyen-thach-ban"),)),
        article("d", figure(value=30), conferences=(conference(committee="co-quan-mau"),)),
        article("e", figure(value=4, body="bi-thu"), conferences=(conference(None, committee="Chi bộ Bản Cọ"),)),
        *steps, extracted={"c": [machine(figure("nominated", 46))]}, licence="CC BY 4.0",
    )


@pytest.fixture(scope="module")
def pages(rich):
    templates = environment(rich.content)
    return {path: templates.get_template(o.template).render(o.values) for path, o in outputs(rich).items() if o.template}


def test_every_number_of_a_term_leads_to_its_sentence(pages):
    links = Outline(pages[TERM]).links
    for address in ("a/#so-lieu-2025-2030-ban-chap-hanh-planned-proposed", "b/#so-lieu-2025-2030-ban-chap-hanh-planned-proposed",
                    "c/#may-doc-2025-2030-ban-chap-hanh-nominated", "a/#so-lieu-2025-2030-khac-attendance-luot"):
        assert f"/tin/2026/04/{address}" in links


def test_silence_is_said_and_never_shown_as_zero(pages):
    assert "không nêu" in Outline(pages[TERM]).text
    silent = re.findall(r'<td class="nk-num nk-none".*?</td>', pages[TERM], re.S)
    assert silent and all(re.sub("<[^>]*>|\\s", "", cell) == "khôngnêu" for cell in silent)


def test_bounds_units_stages_and_ratios_are_printed_as_they_were_said(pages):
    text = Outline(pages[TERM]).text
    for said in ("trên 1.000 lượt", "27 đề nghị", "1,08 lần"):
        assert said in text.replace("\u00a0", " ")


def test_two_sources_that_differ_are_both_shown_and_marked(pages):
    text = Outline(pages[TERM]).text
    assert "các nguồn nêu khác nhau" in text and "khác với" in text


def test_what_only_the_machine_has_read_is_marked(pages):
    assert "máy đọc" in Outline(pages[TERM]).text and "máy đọc" not in Outline(pages["nhiem-ky/2020-2025/index.html"]).text


def test_announced_conferences_are_marked_and_steps_shown(pages):
    text = Outline(pages[TERM]).text
    assert "Thông báo sẽ họp" in text and "bước 2/5" in text and "chưa có tin" in text


def test_conferences_stand_in_order_of_date():
    made = dossier(*(article(f"n{n}", conferences=(conference(day=day),)) for n, day in enumerate((None, *(conference().held.replace(month=m) for m in (9, 2, 5))))))
    days = re.findall(r'<p class="nk-day"><time datetime="([^"]+)"', html(made, TERM))
    assert days == sorted(days) and len(days) == 3


def test_families_of_the_same_years_stand_apart():
    made = dossier(article("a", figure(), figure(value=3, body="chu-tich", term=Term(2025, 2030, "government"))))
    page = Outline(html(made, TERM))
    assert "Đảng" in page.text and "Chính quyền" in page.text and "government" in page.ids


def test_pages_have_no_inline_style_or_script_handler_and_no_id_twice(pages):
    for path, page in pages.items():
        found = Outline(page)
        assert found.styled == [], path
        assert len(found.ids) == len(set(found.ids)), path


def test_headings_never_skip_a_level(pages):
    for path, page in pages.items():
        levels = Outline(page[page.index("<main"):page.index("</main>")]).levels
        assert levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:])), (path, levels)


def test_every_link_between_these_pages_leads_somewhere(rich, pages):
    written = {"/" + path.removesuffix("index.html") for path in outputs(rich)}
    ids = {"/" + path.removesuffix("index.html"): set(Outline(page).ids) for path, page in pages.items()}
    for path, page in pages.items():
        for link in Outline(page[page.index("<main"):page.index("</main>")]).links:
            address, _, anchor = link.partition("#")
            address = address or "/" + path.removesuffix("index.html")
            if address.startswith(("/nhiem-ky", "/to-chuc", "/quy-trinh", "/du-lieu")):
                assert address in written, (path, link)
                assert not anchor or anchor in ids[address], (path, link)


def test_a_committee_page_follows_it_through_names_and_mergers(pages):
    before, after = Outline(pages[KHOI]), Outline(pages["to-chuc/co-quan-mau/index.html"])
    assert "Đảng ủy Dân Chính Ví dụ" in before.text and "trở thành" in before.text and "Quyết định 9-QĐ/TU" in before.text
    assert "tiếp nối" in after.text and "/to-chuc/khoi-vi-du/" in after.links
    assert "nhiệm kỳ 2020-2025 của Đảng ủy Khối Ví dụ" in after.text and "không tính chênh lệch" in after.text


def test_a_committee_that_only_articles_name_has_a_page_that_says_so(pages):
    assert "chưa có trong danh mục" in Outline(pages["to-chuc/chi-bo-ban-co/index.html"]).text
    assert "/to-chuc/chi-bo-ban-co/" in Outline(pages["to-chuc/index.html"]).links


def test_the_index_names_every_term_the_data_page_every_column(pages):
    assert {f"/nhiem-ky/{t}/" for t in ("2020-2025", "2025-2030", "2026-2031")} <= set(Outline(pages["nhiem-ky/index.html"]).links)
    text = Outline(pages["du-lieu/index.html"]).text
    assert all(name in text for name in ("value_max", "conference_held", "quote", "ban-chap-hanh", "ratio_to_current")) and "CC BY 4.0" in text


def test_a_chart_says_in_words_what_it_draws_and_has_its_table(pages):
    page = pages[TERM]
    for svg in re.findall(r'<svg viewBox="0 0 320.*?</svg>', page, re.S):
        ids = re.search(r'aria-labelledby="(\S+) (\S+)"', svg)
        assert f'<title id="{ids[1]}">' in svg and f'<desc id="{ids[2]}">' in svg
        for number in re.findall(r'class="nk-number"[^>]*>([^<]+)<', svg):
            assert number in re.search(r"<desc[^>]*>(.*?)</desc>", svg)[1]
    assert page.count("<svg viewBox=\"0 0 320") == page.count("Bảng số liệu của biểu đồ") > 0


def test_charts_draw_persons_only_and_bounds_differently():
    found = dossier(article("a", figure(value=20, qualifier="ge"), figure("total", 10), figure("removed", 5, unit="lượt"))).chapters[NEW, "khoi-vi-du"]
    bars = {b.label: b for group in charts.of_chapter(found, "x", "Khối").groups for b in group.bars}
    assert set(bars) == {"Quy hoạch", "Hiện có"} and bars["Quy hoạch"].bound == "open" and bars["Quy hoạch"].value == "ít nhất 20"
    assert float(bars["Quy hoạch"].length) == pytest.approx(2 * float(bars["Hiện có"].length), abs=0.2)


def test_nothing_of_a_draft_is_anywhere():
    made = dossier(article("a", figure()), article("nhap", figure(value=99), status="draft", title="Bí mật", conferences=(conference(committee="Chi bộ Kín"),)))
    templates = environment(made.content)
    for path, output in outputs(made).items():
        data = output.data or templates.get_template(output.template).render(output.values).encode()
        if not path.endswith("xlsx"):
            assert b"nhap" not in data and "Bí mật".encode() not in data and b"chi-bo-kin" not in data, path
    assert not any("chi-bo-kin" in path for path in outputs(made))


def test_a_site_without_articles_or_data_has_its_pages_too():
    made = dossier()
    templates = environment(made.content)
    for path, output in outputs(made).items():
        if output.template:
            assert "<h1>" in templates.get_template(output.template).render(output.values), path


def test_text_from_articles_is_escaped_everywhere():
    evil = '<script>alert(1)</script>"\'&'
    made = dossier(article("a", figure(unit=evil, note=evil, body="khac", body_text=evil, quote=evil, measure="attendance"), figure(note=evil, period=evil, quote=evil),
                           title=evil, conferences=(conference(name=evil, venue=evil, chair=evil, committee=evil),)))
    templates = environment(made.content)
    for path, output in outputs(made).items():
        if output.template:
            page = templates.get_template(output.template).render(output.values)
            assert "<script>alert" not in page, path


def test_a_term_with_many_committees_names_those_it_has_no_room_for():
    bodies = ("ban-chap-hanh", "ban-thuong-vu", "bi-thu", "pho-bi-thu")
    many = [article(f"x{n}", *(figure(value=n + 1, body=b) for b in bodies), conferences=(conference(committee=f"Huyện ủy Mẫu {n}"),)) for n in range(60)]
    made = dossier(*many)
    page = html(made, TERM)
    printed = page.count('class="nk-chapter"')
    assert printed == term_pages.INLINE // (4 + term_pages.CHART) and page.count("Huyện ủy Mẫu") > 60 and len(page.encode()) < 200_000


def test_a_committee_with_too_many_figures_has_pages_of_its_own_for_each_term():
    days = [conference().held.replace(year=2025 + n % 2, month=1 + n % 12) for n in range(24)]
    notes = [article(f"y{n}", *(figure(m, 5, b) for m in ("planned", "total") for b in ("ban-chap-hanh", "ban-thuong-vu", "bi-thu")), *(
        figure("attendance", n, "khac", body_text=f"lớp {n} {k}") for k in range(20)), conferences=(conference(d),)) for n, d in enumerate(days)]
    olds = [article(f"z{n}", *(figure("attendance", n, "khac", body_text=f"lớp {k}", term=OLD) for k in range(40)), conferences=(conference(d),)) for n, d in enumerate(days)]
    made = dossier(*notes, *olds)
    assert "to-chuc/khoi-vi-du/nhiem-ky-2025-2030/index.html" in outputs(made)
    assert "/to-chuc/khoi-vi-du/nhiem-ky-2025-2030/" in Outline(html(made, KHOI)).links


def test_a_term_whose_figures_all_stand_on_other_pages_does_not_say_that_there_are_none(monkeypatch):
    made = dossier(article("a", figure(value=6)))
    assert "đứng ở trang riêng" not in html(made, TERM)
    monkeypatch.setattr(term_pages, "INLINE", 1)
    page = html(made, TERM)
    assert "Số liệu của mỗi tổ chức đứng ở trang riêng" in page and "Chưa có bài nào nêu số liệu" not in page


def test_many_conferences_fill_numbered_pages_from_the_oldest():
    held = [conference(conference().held.replace(day=1 + n % 28, month=1 + n % 12, year=2015 + n // 28), round=n + 1) for n in range(230)]
    made = dossier(*(article(f"h{n}", conferences=(c,)) for n, c in enumerate(held)))
    first, last = (Outline(html(made, f"nhiem-ky/2025-2030/hoi-nghi/{n}/index.html")) for n in (1, 2))
    assert len([w for w in first.words if "(lần " in w]) == 100 and len([w for w in last.words if "(lần " in w]) == 130
    assert "/nhiem-ky/2025-2030/hoi-nghi/2/" in Outline(html(made, TERM)).links
    labels = re.findall(r'<nav[^>]* aria-label="([^"]+)"', html(made, "nhiem-ky/2025-2030/hoi-nghi/1/index.html"))
    assert len(labels) == len(set(labels)) > 3


def test_one_more_conference_leaves_full_pages_as_they_were():
    def built(count):
        held = [conference(conference().held.replace(day=1 + n % 28, month=1 + n % 12, year=2015 + n // 28), round=n + 1) for n in range(count)]
        held.sort(key=lambda c: c.held)
        return dossier(*(article(f"h{n:03}", conferences=(c,)) for n, c in enumerate(held)))

    path = "nhiem-ky/2025-2030/hoi-nghi/1/index.html"
    assert html(built(210), path) == html(built(224), path)


@pytest.mark.browser
def test_pages_fit_a_narrow_phone(rich, pages, browser, tmp_path):
    css = "\n".join(p.read_text(encoding="utf-8") for p in sorted(__import__("pathlib").Path("theme/static/css").glob("*.css"), key=lambda p: (p.name != "tokens.css", p.name != "base.css", p.name)))
    page = browser.new_page(viewport={"width": 320, "height": 640})
    for path, text in pages.items():
        page.set_content(re.sub(r"<script.*?</script>|<meta http-equiv[^>]*>", "", text, flags=re.S))
        page.add_style_tag(content=css)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page.close()


def graph(page):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    return json.loads(found[1]) if found else None


def test_pages_with_files_describe_them_to_search_engines_for_data(rich, pages):
    written = outputs(rich)
    for path, covered in ((TERM, "2025/2030"), ("du-lieu/index.html", "2020/2031")):
        told = graph(pages[path])
        assert told["@type"] == "Dataset" and told["temporalCoverage"] == covered and told["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert 50 <= len(told["description"]) <= 5000
        assert all(d["contentUrl"].removeprefix("https://vi-du.example/") in written for d in told["distribution"]) and len(told["distribution"]) == 3


def test_a_page_without_files_or_a_site_without_address_describes_none(rich):
    assert graph(html(dossier(), "du-lieu/index.html")) is None
    output = outputs(rich, root="")[TERM]
    assert graph(environment(rich.content, root="").get_template(output.template).render(output.values)) is None


def test_committees_and_terms_that_articles_name_lead_to_their_feeds(pages):
    for path, feed in ((TERM, "/nhiem-ky/2025-2030/feed.xml"), (KHOI, "/to-chuc/khoi-vi-du/feed.xml"), ("to-chuc/chi-bo-ban-co/index.html", "/to-chuc/chi-bo-ban-co/feed.xml")):
        assert f'type="application/atom+xml" title="' in pages[path] and f'href="{feed}"' in pages[path]


def test_what_no_listed_article_names_has_no_feed():
    made = dossier(article("a", conferences=()), extracted={"a": [machine(figure(term=OLD))]})
    assert "2020-2025/feed.xml" not in html(made, "nhiem-ky/2020-2025/index.html")
    assert "khoi-vi-du/feed.xml" not in html(made, KHOI)


def test_a_term_tells_what_was_corrected_of_its_figures_and_leads_there():
    told = Correction(datetime(2026, 4, 20, 9, tzinfo=VIETNAM), "Sửa số", "26 đồng chí", "27 đồng chí")
    made = dossier(article("a", figure(value=27), figure("total", 31, term=OLD), corrections=(told,)))
    page = html(made, "nhiem-ky/2025-2030/index.html")
    assert "26 đồng chí" in page and "27 đồng chí" in page and "/tin/2026/04/a/#so-lieu-2025-2030-ban-chap-hanh-planned" in page
    assert re.search(r"/nhiem-ky/2025-2030/dinh-chinh-\w+\.xlsx", page)
    assert "đính chính" not in html(made, "nhiem-ky/2020-2025/index.html")


def test_a_term_with_very_many_committees_names_them_on_a_page_of_their_own(monkeypatch):
    monkeypatch.setattr(term_pages, "INLINE", 0)
    monkeypatch.setattr(term_pages, "NAMED", 2)
    few, many = (dossier(*(article(f"n{n}", figure(value=n + 3), conferences=(conference(committee=f"Chi bộ số {n}"),)) for n in range(count))) for count in (2, 5))
    page = "nhiem-ky/2025-2030/to-chuc/index.html"
    assert page not in outputs(few)
    links = Outline(html(many, page)).links
    assert all(any(link and link.startswith(f"/to-chuc/chi-bo-so-{n}/") for link in links) for n in range(5))
    assert "/nhiem-ky/2025-2030/to-chuc/" in Outline(html(many, TERM)).links


def test_no_page_grows_beyond_200_kb_with_hundreds_of_committees():
    said = [figure(measure, value, body) for body in ("ban-chap-hanh", "ban-thuong-vu", "bi-thu") for value, measure in enumerate(("planned", "removed", "added", "total"), 5)]
    made = dossier(*(article(f"n{n}", *said, conferences=(conference(step=n % 5 + 1, committee=f"Đảng ủy cơ sở số {n}"),)) for n in range(400)))
    templates = environment(made.content)
    for path, output in outputs(made).items():
        if output.template and not re.match(r"to-chuc/.*\d{2}/", path):
            assert len(templates.get_template(output.template).render(output.values).encode()) < 200_000, path
