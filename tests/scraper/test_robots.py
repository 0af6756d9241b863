"""What a site asks of visitors: its robots.txt is read, obeyed and never guessed at; requests keep their distance."""
from __future__ import annotations

import pytest

from scraper.manners import Stopped, parse_robots
from scraper.net import Answer, Refused, Rules
from tests.scraper.server import answer, serving, slams


def test_robots_are_obeyed(server):
    visitor, _ = server.visitor()
    server.paths["/cam/1"] = answer("bí mật")
    with pytest.raises(Refused, match="robots.txt"):
        visitor.get(server.base + "/cam/1")
    assert server.requests("/cam/1") == 0


def test_a_redirect_into_a_forbidden_place_of_another_origin_is_not_taken(server):
    with serving() as other:
        other.paths["/robots.txt"] = answer("User-agent: *\nDisallow: /\n", kind="text/plain")
        other.paths["/x"] = answer("x")
        server.paths["/di"] = answer(status=302, Location=other.base + "/x")
        visitor, _ = server.visitor()
        visitor.rules = Rules(frozenset({"127.0.0.1"}), private=frozenset({f"127.0.0.1:{server.port}", f"127.0.0.1:{other.port}"}))
        with pytest.raises(Refused, match="robots.txt không cho tải"):
            visitor.get(server.base + "/di")


@pytest.mark.parametrize("does", [answer("lỗi", 500), answer("<!DOCTYPE html><html>trang chủ</html>"), answer(b"\xff\xfe\x00garbage", kind="text/plain"), answer("cấm", 403), answer("đây không phải luật\nUser-agent *", kind="text/plain"), slams],
                         ids=["500", "a page instead", "no text", "forbidden", "nonsense", "slams the door"])
def test_a_broken_robots_file_stops_the_run(server, does):
    server.paths["/robots.txt"] = does
    server.paths["/bai"] = answer("bài")
    visitor, _ = server.visitor()
    with pytest.raises(Stopped):
        visitor.get(server.base + "/bai")
    assert server.requests("/bai") == 0


@pytest.mark.parametrize("status", [404, 410])
def test_no_robots_file_allows_all(server, status):
    server.paths["/robots.txt"] = answer("không có", status)
    server.paths["/bai"] = answer("bài")
    assert server.visitor()[0].get(server.base + "/bai").status == 200


def test_robots_are_read_once_for_each_origin(server):
    server.paths["/bai"] = answer("bài")
    visitor, _ = server.visitor()
    for _ in range(3):
        visitor.get(server.base + "/bai")
    assert server.requests("/robots.txt") == 1


def test_requests_keep_five_seconds_apart_or_what_robots_ask(server):
    server.paths["/bai"] = answer("bài")
    visitor, waits = server.visitor(clock=lambda: 100.0)
    visitor.get(server.base + "/bai")
    visitor.get(server.base + "/bai")
    assert waits == [5.0, 5.0]
    server.paths["/robots.txt"] = answer("User-agent: *\nCrawl-delay: 12\nDisallow:\n", kind="text/plain")
    visitor, waits = server.visitor(clock=lambda: 100.0)
    visitor.get(server.base + "/bai")
    assert waits == [12.0]


def test_a_rule_for_us_by_name_is_ours():
    rules = parse_robots(Answer("", 200, {}, b"User-agent: nhiemky-import\nDisallow: /tin/\n\nUser-agent: *\nDisallow:\n"))
    assert not rules.can_fetch("nhiemky-import", "/tin/1") and rules.can_fetch("khac", "/tin/1")
