"""Readings counted from access logs: what is one, what is none, and where they are shown."""
from __future__ import annotations

import gzip
import json
from datetime import date

import pytest
from crawleruseragents import is_crawler

from plugins.portal.views import count, merged
from plugins.reader.counts import read
from plugins.site_data import SiteData, Views

from .samples import REGISTER, at, built, content, made, page

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
A, B = "/tin/2026/11/bai-a/", "/tin/2026/11/bai-b/"


def line(path=A, agent=CHROME, host="203.0.113.5", when="21/Nov/2026:08:00:00 +0700", status=200, method="GET") -> str:
    return f'{host} - - [{when}] "{method} {path} HTTP/1.1" {status} 5120 "https://vi-du.vn/" "{agent}"'


def counted(*lines: str, prefix: str = "") -> dict:
    return {f"{day}": dict(counts) for day, counts in count(lines, is_crawler, prefix).days.items()}


def test_readers_are_counted_by_day_of_vietnam():
    assert counted(line(), line(host="203.0.113.9"), line(B, PHONE), line(when="21/Nov/2026:18:30:00 +0000")) == {
        "2026-11-21": {A: 2, B: 1}, "2026-11-22": {A: 1}}


@pytest.mark.parametrize("agent", [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)", "curl/8.5.0", "python-requests/2.32", "-", "",
    "facebookexternalhit/1.1", "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
])
def test_programs_are_no_readers(agent):
    told = count([line(agent=agent)], is_crawler)
    assert not told.days and told.bots == 1


@pytest.mark.parametrize("other", [
    line(status=404), line(status=301), line(method="HEAD"), line(method="POST"), line("/"), line("/tin/2026/11/bai-a/../../x/"), line("/theme/js/site.js"),
    line(when="32/Nov/2026:08:00:00 +0700"), line(when="rác"), "", "rác rác", '203.0.113.5 - - [21/Nov/2026:08:00:00 +0700] "\\x16\\x03" 400 0 "-" "-"',
])
def test_what_is_no_page_of_an_article_is_not_counted(other):
    told = count([other], is_crawler)
    assert not told.days and told.other == 1


def test_opening_again_within_half_an_hour_is_one_reading():
    times = ("08:00:00", "08:20:00", "08:49:00", "09:30:00")
    lines = [line(when=f"21/Nov/2026:{time} +0700") for time in times]
    assert counted(*lines) == {"2026-11-21": {A: 2}}
    assert counted(line(), line(agent=PHONE), line("/tin/2026/11/bai-a/?fbclid=x")) == {"2026-11-21": {A: 2}}


def test_a_cached_page_counts_and_a_site_below_a_path_is_known():
    assert counted(line("/y" + A, status=304), line("/y" + B), prefix="/y") == {"2026-11-21": {A: 1, B: 1}}


def test_a_log_read_twice_counts_once_and_a_longer_copy_adds_what_is_new():
    first = merged({}, {date(2026, 11, 20): {A: 3}, date(2026, 11, 21): {A: 1}})
    assert merged(first, {date(2026, 11, 20): {A: 3}, date(2026, 11, 21): {A: 1}}) == first
    longer = merged(first, {date(2026, 11, 21): {A: 4, B: 1}, date(2026, 11, 22): {B: 2}})
    assert longer["days"] == {"2026-11-20": {A: 3}, "2026-11-21": {A: 4, B: 1}, "2026-11-22": {B: 2}}


def test_old_days_are_added_up_and_closed():
    old = merged({}, {date(2026, 9, 1): {A: 5}, date(2026, 11, 20): {A: 1}})
    assert old == {"days": {"2026-11-20": {A: 1}}, "older": {A: 5}, "closed": "2026-09-01"}
    assert merged(old, {date(2026, 9, 1): {A: 9}, date(2026, 8, 1): {B: 9}}) == old


def test_what_was_counted_is_read_again():
    views, fault = read(json.dumps({"days": {"2026-11-20": {A: 3}, "2026-10-01": {B: 4}}, "older": {A: 10}}))
    assert fault is None and views == Views({A: 13, B: 4}, {A: 3}, date(2026, 11, 20))


@pytest.mark.parametrize("broken", ["", "[]", "{}", '{"days": {"mai": {}}}', '{"days": {"2026-11-20": {"/a/": "x"}}}', '{"days": {"2026-11-20": {"/a/": -1}}}'])
def test_a_damaged_file_of_counts_is_told(broken):
    views, fault = read(broken)
    assert not views.total and fault


FIRST, SECOND, THIRD = (made(title, date=at(day)) for title, day in (("Một", 3), ("Hai", 4), ("Ba", 5)))


def test_the_most_read_stand_on_the_front_page_only_where_readings_were_counted():
    assert "Đọc nhiều" not in built(content(FIRST))["index.html"]
    views = Views({a.url: n for a, n in ((FIRST, 90), (SECOND, 30), (THIRD, 5))}, {FIRST.url: 3, SECOND.url: 20}, date(2026, 11, 20))
    front = built(content(FIRST, SECOND, THIRD, data=SiteData(site=REGISTER.site, views=views)))["index.html"]
    part = front.partition('id="doc-nhieu"')[2].partition("</section>")[0]
    assert part.index(SECOND.title) < part.index(FIRST.title) and THIRD.title not in part


def test_counts_lie_beside_the_pages_so_that_reading_changes_no_article():
    def site(n):
        return built(content(FIRST, SECOND, data=SiteData(site=REGISTER.site, views=Views({FIRST.url: n}, {FIRST.url: n}, date(2026, 11, 20)))))

    before, after = site(3), site(4)
    changed = {path for path in before if before[path] != after[path]}
    assert "luu-tru/2026/11/luot-xem.json" in changed and not any(path.startswith("tin/") for path in changed)
    assert json.loads(after["luu-tru/2026/11/luot-xem.json"]) == {"until": "2026-11-20", "views": {FIRST.url: 4}}
    assert 'data-views="/luu-tru/2026/11/luot-xem.json"' in page(after, FIRST)


def test_the_command_reads_a_folder_of_logs_and_writes_the_counts(tasks, tmp_path):
    logs, home = tmp_path / "log", tmp_path / "content"
    logs.mkdir()
    home.mkdir()
    (logs / "access.log").write_text(line() + "\n" + line(agent="curl/8") + "\n", encoding="utf-8")
    (logs / "access.log.1.gz").write_bytes(gzip.compress((line(B, when="20/Nov/2026:08:00:00 +0700") + "\n").encode()))
    done = tasks("views", logs, "--content", home)
    assert done.returncode == 0 and "2 lượt đọc bài, bỏ 1 lượt của máy" in done.stdout, done.stdout + done.stderr
    assert json.loads((home / "data/views.json").read_text(encoding="utf-8"))["days"] == {"2026-11-20": {B: 1}, "2026-11-21": {A: 1}}
    assert "203.0.113" not in (home / "data/views.json").read_text(encoding="utf-8")
    before = (home / "data/views.json").read_bytes()
    assert tasks("views", logs, "--content", home).returncode == 0 and (home / "data/views.json").read_bytes() == before
    (home / "data/views.json").write_text("rác", encoding="utf-8")
    broken = tasks("views", logs, "--content", home)
    assert broken.returncode == 1 and "hỏng" in broken.stderr and "Traceback" not in broken.stderr


def test_the_command_says_what_is_missing(tasks, tmp_path):
    assert tasks("views", tmp_path / "khong-co", "--content", tmp_path).returncode == 1
    assert tasks("views", tmp_path, "--content", tmp_path / "khong-co").returncode == 2
    (tmp_path / "access.log").write_text("rác\n", encoding="utf-8")
    done = tasks("views", tmp_path / "access.log", "--content", tmp_path)
    assert done.returncode == 0 and "combined" in done.stdout and not (tmp_path / "data").exists()
