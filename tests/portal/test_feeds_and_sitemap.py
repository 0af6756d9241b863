"""Feeds and sitemaps are well formed, short, cut by month, and hold listed articles only."""
from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

from plugins.site_data import SiteData
from plugins.values import Conference, Correction, Term

from .samples import at, built, content, made, run

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def atom(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text.encode("utf-8"))


def locations(text: str) -> list[str]:
    return [found.text for found in ElementTree.fromstring(text.encode("utf-8")).iter(f"{MAP}loc")]


def test_a_feed_holds_the_newest_and_says_when_each_changed():
    newest = made("Tin mới & <lạ>", date=at(9), corrections=(Correction(at(10), "Sửa."),))
    feed = atom(built(content(newest, *run(5)), "https://vi-du.vn", feed=3)["feed.xml"])
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 3
    by_title = {e.find(f"{ATOM}title").text: e for e in entries}
    assert "Bài số 5" in by_title
    assert feed.find(f"{ATOM}updated").text == max(e.find(f"{ATOM}updated").text for e in entries)


def test_markup_in_a_title_is_text_in_the_feed():
    feed = atom(built(content(made("A & <b>B</b>")), "https://vi-du.vn")["feed.xml"])
    assert feed.find(f"{ATOM}entry/{ATOM}title").text == "A & <b>B</b>"


def test_a_feed_points_at_itself_and_at_its_page():
    feed = atom(built(content(made()), "https://vi-du.vn/y")["chuyen-muc/cong-tac-can-bo/feed.xml"])
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "alternate": "https://vi-du.vn/y/chuyen-muc/cong-tac-can-bo/", "self": "https://vi-du.vn/y/chuyen-muc/cong-tac-can-bo/feed.xml"}


def test_an_entry_keeps_an_id_while_the_site_has_no_address():
    feed = atom(built(content(made()))["feed.xml"])
    assert feed.find(f"{ATOM}entry/{ATOM}id").text == "urn:nhiemky:tin/2026/11/hoi-nghi-o-mau-son"


def test_the_feed_of_an_empty_site_is_well_formed():
    feed = atom(built(content(data=SiteData()))["feed.xml"])
    assert feed.find(f"{ATOM}updated").text and not feed.findall(f"{ATOM}entry")


def test_committees_and_terms_have_feeds_of_their_own_articles():
    told = made("của Khối", conferences=(Conference("dai-hoi", committees=("khoi-mau", "Chi bộ lạ"), terms=(Term(2025, 2030),)),))
    files = built(content(told, made("khác", date=at(2))), "https://vi-du.vn")
    for path in ("to-chuc/khoi-mau/feed.xml", "nhiem-ky/2025-2030/feed.xml"):
        assert [e.find(f"{ATOM}title").text for e in atom(files[path]).findall(f"{ATOM}entry")] == ["của Khối"]
    assert not [path for path in built(content(told), without=["figures"]) if path.startswith(("to-chuc", "nhiem-ky"))]


def test_the_sitemap_index_names_every_part_that_is_written():
    files = built(content(made("a", date=at(1)), made("b", date=at(1, month=9))), "https://vi-du.vn")
    parts = locations(files["sitemap.xml"])
    assert parts == ["https://vi-du.vn/sitemap/trang.xml", "https://vi-du.vn/sitemap/2026-11.xml", "https://vi-du.vn/sitemap/2026-09.xml"]
    assert all(part.removeprefix("https://vi-du.vn/") in files for part in parts)
    assert locations(files["sitemap/2026-09.xml"]) == ["https://vi-du.vn/tin/2026/09/b/"]


def test_the_news_sitemap_holds_two_days_of_dated_articles():
    files = built(content(
        made("hôm nay", date=at(21)), made("hôm qua", date=at(20)), made("hôm kia", date=at(19)),
        made("không ngày", date=at(21), date_basis="imported"),
    ), "https://vi-du.vn")
    assert [address.rsplit("/", 2)[1] for address in locations(files["sitemap-news.xml"])] == ["hom-nay", "hom-qua"]


def test_robots_names_the_sitemaps_only_where_the_address_is_known():
    assert "Sitemap: https://vi-du.vn/sitemap.xml" in built(content(), "https://vi-du.vn")["robots.txt"]
    assert "Sitemap" not in built(content())["robots.txt"]


def test_a_new_article_rewrites_only_its_own_months_sitemap():
    before = built(content(*run(3), made("cũ", date=at(1, month=9))), "https://vi-du.vn")
    after = built(content(*run(3), made("cũ", date=at(1, month=9)), made("mới", date=at(20) + timedelta(hours=1))), "https://vi-du.vn")
    changed = {path for path in before if path.startswith("sitemap/") and before[path] != after[path]}
    assert changed == {"sitemap/2026-11.xml"}
