"""Lists: every listed article is reached, and full pages stand still."""
from __future__ import annotations

import re

from plugins.values import Person

from .samples import at, built, content, made, run


def test_every_listed_article_is_reached_from_its_category_tag_author_and_month():
    articles = run(9, tags=("quy hoạch",))
    files = built(content(*articles), per_page=2)
    for start in ("chuyen-muc/cong-tac-can-bo/", "the/quy-hoach/", "tac-gia/ban-bien-tap/", "luu-tru/2026/11/"):
        found = "".join(text for path, text in files.items() if path.startswith(start))
        assert all(f'href="{article.url}"' in found for article in articles), start


def test_a_category_page_leads_on_to_older_ones_and_back():
    files = built(content(*run(7)), per_page=2)
    assert 'href="/chuyen-muc/cong-tac-can-bo/trang/2/" rel="next"' in files["chuyen-muc/cong-tac-can-bo/index.html"]
    oldest = files["chuyen-muc/cong-tac-can-bo/trang/1/index.html"]
    assert 'href="/chuyen-muc/cong-tac-can-bo/trang/2/" rel="prev"' in oldest and 'rel="next"' not in oldest


def test_full_pages_do_not_change_when_an_article_is_published():
    articles = run(9, tags=("quy hoạch",))
    before, after = built(content(*articles[1:]), per_page=2), built(content(*articles), per_page=2)
    full = [path for path in before if re.search(r"/trang/\d+/", path) and "refresh" not in before[path]]
    assert full and [path for path in full if before[path] != after[path]] == []


def test_indexes_count_articles_and_sort_people_by_given_name():
    files = built(content(made("a", authors=(Person("Lê Văn Bình"),)), made("b", authors=(Person("Đỗ Thị An"),), date=at(2))))
    html = files["tac-gia/index.html"]
    assert html.index("Đỗ Thị An") < html.index("Lê Văn Bình") and "1 bài" in html


def test_indexes_of_nothing_say_so():
    assert "Chưa có gì ở đây" in built(content())["the/index.html"]


def test_a_month_leads_to_the_months_beside_it_that_have_articles():
    files = built(content(made("a", date=at(1)), made("b", date=at(1, month=9)), made("c", date=at(1, month=8))))
    html = files["luu-tru/2026/09/index.html"]
    assert 'href="/luu-tru/2026/11/" rel="prev"' in html and 'href="/luu-tru/2026/08/" rel="next"' in html


def test_a_category_says_where_its_feed_is():
    html = built(content(made()))["chuyen-muc/cong-tac-can-bo/index.html"]
    assert '<link rel="alternate" type="application/atom+xml"' in html and "/chuyen-muc/cong-tac-can-bo/feed.xml" in html


def test_a_category_of_ten_thousand_articles_has_small_pages_that_all_lead_on():
    from datetime import timedelta

    from plugins.portal.cards import card
    from plugins.portal.paging import leaves

    cards = [card(made(f"Bài số {n}", date=at(20) - timedelta(hours=n))) for n in range(10_000)]
    cut = leaves(cards, "/x/", 20)
    assert sum(len(leaf.items) for leaf in cut) == 10_000 and max(len(leaf.items) for leaf in cut) < 40
    assert all(leaf.older == following.url for leaf, following in zip(cut, cut[1:])) and cut[-1].older == ""
