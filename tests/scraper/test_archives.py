"""Whole archives: found, fetched once, kept, imported; killed and gone on with; read again without the network."""
from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from plugins.site_data import SiteData
from scraper import discover
from scraper.archive import Archive
from scraper.crawl import Wanted, scrape
from tests.scraper.server import answer, serving

ROOT = Path(__file__).resolve().parents[2]
TEXT = "<p>Hội nghị thảo luận báo cáo kết quả sáu tháng đầu năm, bàn nhiệm vụ thứ {n} với nhiều ý kiến tâm huyết của đại biểu.</p><p>Kết luận hội nghị, đồng chí Bí thư giao việc cho các chi bộ, yêu cầu hoàn thành trước ngày 30 tháng sau.</p>"


def article(n: int, *, day: int | None = None, picture: str = "", category: str = "Tin trong khối") -> str:
    return (f"<html><head><meta charset=utf-8><title>Phiên họp thứ {n} của Đảng ủy Khối Ví dụ - Cổng Ví dụ</title></head><body><div class=breadcrumb><a href='/'>Trang chủ</a> » <a href='/c'>{category}</a></div>"
            f"<h1>Phiên họp thứ {n} của Đảng ủy Khối Ví dụ</h1><p class=date>{day or n:02d}/06/2024 08:30</p><div class=content>{TEXT.format(n=n)}{picture}</div></body></html>")


def sitemap(*urls: str, kind: str = "url", day: str = "") -> str:
    outer = "urlset" if kind == "url" else "sitemapindex"
    stamp = f"<lastmod>{day}</lastmod>" if day else ""
    return f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' + "".join(f"<{kind}><loc>{u}</loc>{stamp}</{kind}>" for u in urls) + f"</{outer}>"


@pytest.fixture
def server():
    with serving() as one:
        yield one


def fill(server, count: int = 4) -> None:
    for n in range(1, count + 1):
        server.paths[f"/tin/{n}-phien-hop.html"] = answer(article(n), ETag=f'"{n}"')
    server.paths["/sitemap.xml"] = answer(sitemap(*(f"{server.base}/tin/{n}-phien-hop.html" for n in range(1, count + 1))), kind="application/xml")
    server.paths["/robots.txt"] = answer(f"User-agent: *\nDisallow:\nSitemap: {server.base}/sitemap.xml\n", kind="text/plain")


def run(server, tmp_path, source: str = "/", **more):
    visitor, waits = server.visitor()
    return scrape(server.base + source, tmp_path / "content", SiteData(), visitor=visitor, cache=tmp_path / "cache", **more)


def test_an_archive_is_found_through_its_sitemap_and_imported(server, tmp_path):
    fill(server)
    report = run(server, tmp_path)
    assert sorted(report.imported) == [f"tin/2024/06/phien-hop-thu-{n}-cua-dang-uy-khoi-vi-du.md" for n in range(1, 5)]
    assert report.problems == []


def test_a_second_run_asks_with_conditions_and_changes_nothing(server, tmp_path):
    fill(server, 2)

    def unless_changed(n):
        def do(handler):
            (answer(status=304) if handler.headers.get("If-None-Match") == f'"{n}"' else answer(article(n), ETag=f'"{n}"'))(handler)
        return do

    for n in (1, 2):
        server.paths[f"/tin/{n}-phien-hop.html"] = unless_changed(n)
    run(server, tmp_path)
    report = run(server, tmp_path)
    assert report.imported == report.updated == [] and len(report.unchanged) == 2
    assert {told.get("if-none-match") for _, told in server.asked} == {None, '"1"', '"2"'}


def test_a_changed_page_updates_its_article(server, tmp_path):
    fill(server, 1)
    run(server, tmp_path)
    server.paths["/tin/1-phien-hop.html"] = answer(article(1).replace("tâm huyết", "thẳng thắn"))
    assert len(run(server, tmp_path).updated) == 1


def test_one_article_by_its_address(server, tmp_path):
    server.paths["/tin/7-phien-hop.html"] = answer(article(7))
    report = run(server, tmp_path, "/tin/7-phien-hop.html")
    assert len(report.imported) == 1 and server.requests("/tin/7-phien-hop.html") == 1


def test_a_listing_is_followed_page_by_page(server, tmp_path):
    for n in range(1, 7):
        server.paths[f"/tin/{n}-phien-hop.html"] = answer(article(n))
    for page in (1, 2, 3):
        items = "".join(f'<div><h3><a href="/tin/{n}-phien-hop.html">Phiên họp thứ {n} của Đảng ủy Khối Ví dụ</a></h3><p>Tóm tắt.</p></div>' for n in (2 * page - 1, 2 * page))
        pager = "".join(f'<a href="/muc?page={p}">{p}</a>' for p in (1, 2, 3)) + '<a href="/muc?page=2">Trang sau</a>'
        server.paths["/muc" if page == 1 else f"/muc?page={page}"] = answer(f"<html><body><h1>Tin trong khối</h1>{items}{pager}<a href='/lien-he'>Liên hệ</a></body></html>")
    server.paths["/muc?page=1"] = server.paths["/muc"]
    report = run(server, tmp_path, "/muc")
    assert len(report.imported) == 6 and report.problems == []


def test_a_feed_tells_of_articles(server, tmp_path):
    fill(server, 2)
    items = "".join(f"<item><title>x</title><link>{server.base}/tin/{n}-phien-hop.html</link><pubDate>Mon, 03 Jun 2024 08:30:00 +0700</pubDate></item>" for n in (1, 2))
    server.paths["/rss"] = answer(f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>', kind="application/rss+xml")
    assert len(run(server, tmp_path, "/rss").imported) == 2


def test_days_section_and_limit_choose_among_articles(server, tmp_path):
    fill(server, 4)
    server.paths["/tin/4-phien-hop.html"] = answer(article(4, category="Mục khác"))
    report = run(server, tmp_path, wanted=Wanted(since=date(2024, 6, 2), until=date(2024, 6, 3)))
    assert [path[28:29] or path for path in report.imported] and len(report.imported) == 2
    assert sum("ngoài khoảng đã chọn" in why for _, why in report.skipped) == 2
    assert len(run(server, tmp_path / "b", wanted=Wanted(section="Mục khác")).imported) == 1
    assert len(run(server, tmp_path / "c", wanted=Wanted(limit=1)).imported) == 1


def test_pages_last_changed_before_the_first_day_are_not_even_asked(server, tmp_path):
    fill(server, 1)
    server.paths["/sitemap.xml"] = answer(sitemap(f"{server.base}/tin/1-phien-hop.html", day="2024-06-01"), kind="application/xml")
    run(server, tmp_path, wanted=Wanted(since=date(2024, 7, 1)))
    assert server.requests("/tin/1-phien-hop.html") == 0


def test_a_sitemap_with_loops_and_fifty_thousand_addresses_ends(server, tmp_path):
    def read(url):
        return ([discover.Entry(f"https://vidu.example.vn/{n}.html") for n in range(50_000)], [discover.Entry("https://vidu.example.vn/a.xml"), discover.Entry("https://vidu.example.vn/b.xml")])

    assert sum(1 for _ in discover.walk(["https://vidu.example.vn/a.xml"], read)) == 50_000


@pytest.mark.parametrize("data", [b"", b"<html><p>404", b"<urlset><url><loc>", b"\x1f\x8b damaged", gzip.compress(b"\0" * 80_000_000), b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>https://x.vn/&b;</loc></url></urlset>',
                                  b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>&f;</loc></url></urlset>', b"<urlset><url><loc>javascript:alert(1)</loc></url><url><loc>http://[x</loc></url></urlset>"])
def test_a_hostile_sitemap_gives_nothing_harmful(data):
    pages, further = discover.sitemap(data, "https://vidu.example.vn/sitemap.xml")
    assert further == [] and all("root" not in entry.url and "aaaa" not in entry.url for entry in pages) and len(pages) <= 1


def test_a_packed_sitemap_is_read():
    pages, _ = discover.sitemap(gzip.compress(sitemap("https://vidu.example.vn/1.html", day="2024-06-01T08:00:00+07:00").encode()), "https://vidu.example.vn/")
    assert pages == [discover.Entry("https://vidu.example.vn/1.html", date(2024, 6, 1))]


def test_addresses_of_other_hosts_in_a_sitemap_are_not_asked(server, tmp_path):
    fill(server, 1)
    server.paths["/sitemap.xml"] = answer(sitemap("https://khac.example/1.html", "http://169.254.169.254/x.html", f"{server.base}/tin/1-phien-hop.html"), kind="application/xml")
    assert len(run(server, tmp_path).imported) == 1


@pytest.mark.parametrize("does, why", [(answer("x", 404), "lỗi 404"), (answer(b"%PDF-1.4", kind="application/pdf"), "không phải trang web"), (answer(b"\x89PNG\r\n\x1a\n", kind="text/html"), "không phải trang web"), (answer("<h1>Đăng nhập</h1><input type=password>"), "không có nội dung|đăng nhập"),
                                       (answer(status=302, Location="http://127.0.0.1:1/x"), "không nối được|nội bộ")])
def test_what_is_no_article_is_told_and_the_run_goes_on(server, tmp_path, does, why):
    import re

    fill(server, 2)
    server.paths["/tin/1-phien-hop.html"] = does
    report = run(server, tmp_path)
    assert len(report.imported) == 1 and any(re.search(why, told) for _, told in report.skipped), report.skipped


def test_pictures_are_fetched_once_and_kept(server, tmp_path):
    out = io.BytesIO()
    Image.new("RGB", (90, 60), "green").save(out, "JPEG")
    server.paths["/anh/hn.jpg"] = answer(out.getvalue(), kind="image/jpeg")
    image = "<p align=center><img src='/anh/hn.jpg'></p><p align=center><i>Quang cảnh phiên họp</i></p>"
    server.paths["/tin/1-phien-hop.html"] = answer(article(1, picture=image))
    report = run(server, tmp_path, "/tin/1-phien-hop.html")
    assert report.missing == [] and (tmp_path / "content/anh/2024/06/hn.jpg").is_file()
    run(server, tmp_path, "/tin/1-phien-hop.html")
    assert server.requests("/anh/hn.jpg") == 1
    again = scrape(server.base + "/", tmp_path / "content2", SiteData(), cache=tmp_path / "cache", reparse=True)
    assert len(again.imported) + len(again.unchanged) == 1 and (tmp_path / "content2/anh/2024/06/hn.jpg").is_file()


@pytest.mark.parametrize("does, why", [(answer("<html>", kind="image/jpeg"), "không phải ảnh"), (answer("x", 404), "404"), (answer(status=302, Location="http://10.0.0.1/x.jpg"), "không thuộc cổng tin")])
def test_a_picture_that_is_none_leaves_the_article(server, tmp_path, does, why):
    server.paths["/anh/hn.jpg"] = does
    server.paths["/tin/1-phien-hop.html"] = answer(article(1, picture="<p align=center><img src='/anh/hn.jpg'></p><p align=center><i>Quang cảnh phiên họp</i></p>"))
    report = run(server, tmp_path, "/tin/1-phien-hop.html")
    assert len(report.imported) == 1 and why in report.missing[0][2]


def test_a_run_without_the_network_reads_everything_again(server, tmp_path):
    fill(server, 3)
    run(server, tmp_path)
    asked = len(server.asked)
    report = scrape(server.base + "/", tmp_path / "moi", SiteData(), cache=tmp_path / "cache", reparse=True)
    assert len(server.asked) == asked
    assert len(report.imported) + len(report.unchanged) == 3


def test_a_damaged_body_in_the_archive_is_told_and_fetched_anew(server, tmp_path):
    fill(server, 1)
    run(server, tmp_path)
    body = next((tmp_path / "cache").rglob("*.gz"))
    for path in (tmp_path / "cache").rglob("*.gz"):
        path.write_bytes(b"damaged")
    report = scrape(server.base + "/", tmp_path / "moi", SiteData(), cache=tmp_path / "cache", reparse=True)
    assert report.problems and "bị hỏng" in report.problems[0].message
    run(server, tmp_path)
    assert body.exists()


def test_a_tired_server_stops_the_run_and_the_next_run_goes_on(server, tmp_path):
    fill(server, 4)
    good = dict(server.paths)
    for n in (3, 4):
        server.paths[f"/tin/{n}-phien-hop.html"] = answer("bận", 503, Retry_After="90000")
    report = run(server, tmp_path)
    assert len(report.imported) == 2 and "phút" in report.problems[0].message
    server.paths.update(good)
    before = server.requests("/tin/1-phien-hop.html")
    report = run(server, tmp_path)
    assert len(report.imported) == 2 and server.requests("/tin/1-phien-hop.html") == before


def test_a_journal_cut_in_mid_line_loses_only_that_line(tmp_path):
    archive = Archive(tmp_path)
    archive.note("https://vidu.example.vn/1", "article")
    with archive.journal.open("ab") as file:
        file.write(b'{"url": "https://vidu.exa')
    archive.note("https://vidu.example.vn/2", "none")
    assert {url: told["outcome"] for url, told in Archive(tmp_path).noted().items()} == {"https://vidu.example.vn/1": "article", "https://vidu.example.vn/2": "none"}


def test_what_is_kept_is_given_back_with_its_particulars(tmp_path):
    archive = Archive(tmp_path)
    archive.put("https://vidu.example.vn/1", "https://vidu.example.vn/1.html", 200, {"etag": '"x"'}, "Đảng bộ".encode(), date(2026, 11, 21))
    kept = Archive(tmp_path).find("https://vidu.example.vn/1")
    page = Archive(tmp_path).page(kept)
    assert (page.url, page.data.decode(), page.headers["etag"], page.retrieved) == ("https://vidu.example.vn/1.html", "Đảng bộ", '"x"', date(2026, 11, 21))
    assert archive.find("https://vidu.example.vn/2") is None


KILLED = """
import sys
from pathlib import Path
from plugins.site_data import SiteData
from scraper.crawl import scrape
from scraper.manners import Visitor
from scraper.net import Rules
base, folder = sys.argv[1], Path(sys.argv[2])
rules = Rules(frozenset({"127.0.0.1"}), private=frozenset({base.removeprefix("http://")}))
report = scrape(base + "/", folder / "content", SiteData(), visitor=Visitor(rules, delay=0.02), cache=folder / "cache")
print(len(report.imported), len(report.unchanged), report.problems)
"""


@pytest.mark.parametrize("after", [3, 7])
def test_a_killed_run_goes_on_and_asks_at_most_one_page_twice(server, tmp_path, after):
    fill(server, 10)
    command = [sys.executable, "-c", KILLED, server.base, str(tmp_path)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 30
    while sum(path.startswith("/tin/") for path, _ in list(server.asked)) < after and time.monotonic() < until and child.poll() is None:
        time.sleep(0.01)
    child.kill()
    child.communicate()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "content").rglob("*.md"))) == 10
    asked = [path for path, _ in server.asked if path.startswith("/tin/")]
    assert len(asked) <= 11 and set(asked) == {f"/tin/{n}-phien-hop.html" for n in range(1, 11)}
    assert not list((tmp_path / "content").rglob("*.tmp"))
    record = json.loads((tmp_path / "cache" / "import.json").read_text(encoding="utf-8"))
    assert len(record["pages"]) == 10


@pytest.mark.parametrize("source", ["khong-co-cong-nay", "", "ftp://vidu.example.vn/", "http://[x"])
def test_a_source_that_means_no_portal_is_wrong_usage(source, tmp_path):
    with pytest.raises(ValueError):
        scrape(source, tmp_path, SiteData())


@pytest.mark.parametrize("url, same", [("https://VIDU.vn/tin?utm_source=zalo&id=2#x", "https://vidu.vn/tin?id=2"), ("/a.html", "https://vidu.vn/a.html"), ("mailto:x@y.vn", None), ("/anh.jpg", None), ("//[", None), ("https://vidu.vn", "https://vidu.vn/")])
def test_addresses_have_one_spelling(url, same):
    assert discover.normal(url, "https://vidu.vn/") == same
