"""The front page: lead, newest, sections, what is coming; never faked, never broken when empty."""
from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace

from plugins.portal.cards import Cards
from plugins.portal.front import bars, lead_story, pages
from plugins.portal.settings import PortalSettings
from plugins.portal.site import build_site
from plugins.site_data import SiteData
from plugins.values import Conference, Picture, Term

from .samples import TODAY, at, built, content, made, run


def values(found, **settings):
    site = build_site(found, {"SITEURL": ""})
    return next(pages(found, site, PortalSettings(**settings), Cards())).values


def test_the_newest_article_leads():
    articles = run(3)
    assert lead_story(articles, content(*articles)) == articles[0]


def test_a_featured_article_leads_until_its_day_has_passed():
    pinned, newest = made("ghim", featured=TODAY), made("mới", date=at(20))
    assert lead_story((newest, pinned), content(newest, pinned)) == pinned
    late = content(newest, pinned, now=date(2026, 11, 22))
    assert lead_story((newest, pinned), late) == newest


def test_no_story_stands_twice_at_the_top_and_in_its_section():
    found = values(content(*run(20)))
    top = [found["lead"].url, *(c.url for c in found["beside"])]
    below = [c.url for block in found["sections"] for c in (block.lead, *block.others)]
    assert len(set(top)) == 5 and not set(top) & set(below)
    assert not set(top) & {c.url for c in found["latest"]}


def test_sections_stand_in_the_order_of_the_data_file():
    articles = [made(f"{c} {n}", category=c, date=at(n + 1)) for c in ("Đời sống", "Công tác cán bộ", "Ảnh") for n in range(5)]
    assert [b.section.name for b in values(content(*articles))["sections"]] == ["Công tác cán bộ", "Đời sống", "Ảnh"]


def test_an_empty_site_says_what_will_stand_here():
    files = built(content(data=SiteData()))
    assert "Trang đang chờ bài đầu tiên" in files["index.html"]
    assert "Chưa có bài nào được đăng" in files["luu-tru/index.html"]


def test_one_article_makes_a_whole_front_page():
    html = built(content(made()))["index.html"]
    assert "Hội nghị ở Mẫu Sơn" in html and "Tin mới" not in html


def test_conferences_to_come_stand_on_the_front_page_with_their_article():
    article = made(conferences=(Conference("dai-hoi", held=date(2026, 12, 1), status="announced"),))
    html = built(content(article))["index.html"]
    assert "Hội nghị sắp tới" in html and "Thứ Ba, 1/12/2026" in html


def test_the_strip_of_figures_stands_only_when_it_is_given():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from plugins.portal.environment import globals_and_filters

    from .samples import THEME

    found = content(made())
    names, filters = globals_and_filters(found, {"SITEURL": "", "THEME": str(THEME)})
    environment = Environment(loader=FileSystemLoader(THEME / "templates"), autoescape=True, undefined=StrictUndefined)
    environment.globals.update(names)
    environment.filters.update(filters)
    told = [("Quy hoạch Ban Chấp hành", "40 đồng chí", "/tin/2026/11/a/#so-lieu-2025-2030-ban-chap-hanh-planned"),
            ("Quy hoạch Ban Thường vụ", "10 đồng chí", "/tin/2026/11/a/#b"), ("Quy hoạch Bí thư", "trên 3 đồng chí", "/tin/2026/11/a/#c")]
    strip = SimpleNamespace(term=Term(2025, 2030), place=SimpleNamespace(name="Khối"), figures=told)
    output = next(pages(found, build_site(found, {"SITEURL": ""}), PortalSettings(), Cards(), strip))
    html = environment.get_template(output.template).render(output.values)
    assert 'href="/tin/2026/11/a/#so-lieu-2025-2030-ban-chap-hanh-planned"' in html and "40 đồng chí" in html
    assert [int(width) for width in re.findall(r'class="strip-part" width="(\d+)"', html)] == [100, 25]  # a bound has no bar
    assert "Quy hoạch Ban Chấp hành" not in built(found)["index.html"]


def test_bars_compare_only_what_can_be_compared():
    def told(*values):
        return bars([("", value, "") for value in values])

    assert told("38", "13", "khoảng 5") == (100, 34, None)
    assert told("10 đồng chí", "39,34 %", "5 đồng chí") == (100, None, 50)
    assert told("7") == (None,) and told("0", "0") == (None, None) and told() == ()


def test_only_the_front_page_the_calendar_and_the_news_sitemap_know_what_day_it_is():
    article = made(conferences=(Conference("dai-hoi", held=date(2026, 11, 23), status="announced"),), featured=date(2026, 11, 22))
    today, later = (built(content(article, *run(8), now=day)) for day in (TODAY, date(2026, 12, 24)))
    assert {path for path in today if today[path] != later[path]} == {"index.html", "lich/index.html", "sitemap-news.xml"}


def test_the_lead_picture_is_not_put_off_and_the_others_are():
    articles = [made(f"Bài {n}", cover=Picture(f"anh/{n}.jpg"), date=at(20 - n)) for n in range(4)]
    html = built(content(*articles))["index.html"]
    images = re.findall(r"<img [^>]*>", html)
    assert ["loading" in image for image in images] == [False, *[True] * (len(images) - 1)]
