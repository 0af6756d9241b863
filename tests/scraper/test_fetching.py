"""Fetching from a server that does everything wrong: nothing hangs, nothing private is asked, nothing grows without bound."""
from __future__ import annotations

import gzip
import socket
import time
import zlib

import pytest

from scraper import net
from scraper.manners import BREAKS_AT, TRIES, Stopped, wait_asked
from scraper.net import Failed, Refused, Rules
from tests.scraper.server import answer, slams


def test_a_page_is_fetched_with_an_honest_name_and_a_contact(server):
    server.paths["/bai"] = answer("xin chào")
    visitor, _ = server.visitor()
    got = visitor.get(server.base + "/bai")
    assert (got.status, got.data.decode()) == (200, "xin chào")
    told = server.asked[-1][1]
    assert told["user-agent"] == "nhiemky-import/1.0 (+https://vidu.example.vn/lien-he)" and told["host"] == f"127.0.0.1:{server.port}"


@pytest.mark.parametrize("packed", [gzip.compress, zlib.compress], ids=["gzip", "deflate"])
def test_a_compressed_page_is_unpacked(server, packed):
    server.paths["/bai"] = answer(packed("tiếng Việt ".encode() * 50), Content_Encoding="gzip" if packed is gzip.compress else "deflate")
    visitor, _ = server.visitor()
    assert visitor.get(server.base + "/bai").data.decode() == "tiếng Việt " * 50


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/x", "file:///etc/passwd", "javascript:alert(1)", "http://", "http://[x", "https://khac.example/x", "http://user:pw@127.0.0.1/x", "//127.0.0.1/x", "data:text/html,x", "http://127.0.0.1.evil.example/"])
def test_addresses_that_must_not_be_asked_are_refused_before_any_request(server, url):
    visitor, _ = server.visitor()
    with pytest.raises(Refused):
        visitor.get(url)
    assert server.asked == []


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "2002:7f00:0001::", "::", "240.0.0.1", "khong-phai"])
def test_an_address_that_is_not_public(address):
    assert not net.is_public(address)


def test_a_name_that_means_a_private_address_is_refused(monkeypatch):
    asked = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **more: asked.append(host) or [(2, 1, 6, "", ("93.184.216.34", port)), (2, 1, 6, "", ("127.0.0.1", port))])
    with pytest.raises(Refused, match="địa chỉ nội bộ 127.0.0.1"):
        net.get("http://vidu.example.vn/", Rules(frozenset({"vidu.example.vn"})))
    assert asked == ["vidu.example.vn"]


def test_the_connection_goes_to_the_address_that_was_checked(server, monkeypatch):
    """A name that means something else when it is looked up again changes nothing: it is looked up once."""
    server.paths["/"] = answer("đúng chỗ")
    looked_up = []
    real = socket.getaddrinfo

    def rebinding(host, port, *rest, **more):
        if host == "vidu.example.vn":
            looked_up.append(host)
            return [(2, 1, 6, "", ("127.0.0.1" if len(looked_up) == 1 else "10.0.0.1", port))]
        return real(host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    rules = Rules(frozenset({"vidu.example.vn"}), private=frozenset({f"127.0.0.1:{server.port}"}))
    assert net.get(f"http://vidu.example.vn:{server.port}/", rules).data.decode() == "đúng chỗ"
    assert looked_up == ["vidu.example.vn"] and server.asked[-1][1]["host"] == f"vidu.example.vn:{server.port}"


@pytest.mark.parametrize("target, why", [("http://169.254.169.254/latest/meta-data", "không thuộc cổng tin"), ("http://10.0.0.1/", "không thuộc cổng tin"), ("file:///etc/passwd", "chỉ tải http"), ("http://[x", "không đọc được"), ("//khac.example/", "không thuộc cổng tin")])
def test_a_redirect_is_checked_like_the_first_address(server, target, why):
    server.paths["/di"] = answer(status=302, Location=target)
    visitor, _ = server.visitor()
    with pytest.raises(Refused, match=why):
        visitor.get(server.base + "/di")


def test_three_redirects_are_followed_and_a_fourth_is_not(server):
    for n in range(5):
        server.paths[f"/{n}"] = answer(status=301, Location=f"/{n + 1}")
    server.paths["/5"] = answer("đích")
    visitor, _ = server.visitor()
    assert visitor.get(server.base + "/2").url == server.base + "/5"
    with pytest.raises(Refused, match="quá 3 lần"):
        visitor.get(server.base + "/1")


def test_a_redirect_to_itself_ends(server):
    server.paths["/vong"] = answer(status=302, Location="/vong")
    visitor, _ = server.visitor()
    with pytest.raises(Refused, match="quá 3 lần"):
        visitor.get(server.base + "/vong")


def test_a_page_of_two_hundred_megabytes_is_refused_at_its_first_line(server):
    def huge(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "200000000")
        handler.end_headers()
        handler.wfile.write(b"x" * 1000)

    server.paths["/to"] = huge
    visitor, _ = server.visitor()
    with pytest.raises(Refused, match="lớn quá 20 MB"):
        visitor.get(server.base + "/to")
    assert server.requests("/to") == 1


def test_a_page_that_hides_its_size_is_cut_at_the_limit(server):
    sent = []

    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(400):
            handler.wfile.write(b"x" * 100_000)
            sent.append(100_000)

    server.paths["/mai"] = endless
    visitor, _ = server.visitor()
    with pytest.raises(Refused, match="lớn quá 20 MB"):
        visitor.get(server.base + "/mai")
    assert sum(sent) < 35_000_000


def test_a_gzip_bomb_is_refused_before_it_grows(server):
    server.paths["/bom"] = answer(gzip.compress(b"\0" * 60_000_000, 9), Content_Encoding="gzip")
    visitor, _ = server.visitor()
    with pytest.raises(Refused, match="phình to|lớn quá"):
        visitor.get(server.base + "/bom")


@pytest.mark.parametrize("data", [b"not gzip at all", gzip.compress(b"x" * 5000)[:-20], b""], ids=["no gzip", "cut short", "nothing"])
def test_damaged_compression_is_a_failure_not_a_crash(server, data):
    server.paths["/hong"] = answer(data, Content_Encoding="gzip")
    visitor, _ = server.visitor()
    try:
        assert len(visitor.get(server.base + "/hong").data) <= 5000
    except Failed as failed:
        assert str(failed)


def _dies(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"half a page")


def _babbles(handler):
    handler.wfile.write(b"\x00\x01 this is no HTTP\r\n\r\n")


@pytest.mark.parametrize("does", [_dies, slams, _babbles], ids=["dies in mid-page", "slams the door", "speaks no HTTP"])
def test_a_broken_answer_is_tried_again_with_growing_waits(server, does):
    server.paths["/hong"] = does
    visitor, waits = server.visitor()
    with pytest.raises(Failed):
        visitor.get(server.base + "/hong")
    assert server.requests("/hong") == TRIES
    between = [wait for wait in waits if wait > visitor.delay]
    assert between == sorted(between) and len(between) == TRIES - 1


def test_an_answer_that_comes_at_the_second_try_is_taken(server):
    tries = []

    def second(handler):
        tries.append(1)
        (answer("quá tải", 503) if len(tries) == 1 else answer("được rồi"))(handler)

    server.paths["/bai"] = second
    visitor, _ = server.visitor()
    assert visitor.get(server.base + "/bai").data.decode() == "được rồi"


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_says_how_long_to_wait(server, status):
    tries = []

    def busy(handler):
        tries.append(1)
        (answer("bận", status, Retry_After="77") if len(tries) == 1 else answer("rảnh"))(handler)

    server.paths["/bai"] = busy
    visitor, waits = server.visitor()
    assert visitor.get(server.base + "/bai").status == 200 and 77.0 in waits


def test_a_date_in_retry_after_is_understood():
    assert wait_asked({"retry-after": "Sat, 21 Nov 2026 10:00:30 GMT"}, 1795255200.0) == 30.0
    assert wait_asked({"retry-after": "hôm nào đó"}, 0.0) is None


def test_a_server_that_asks_for_hours_is_left_for_another_day(server):
    server.paths["/bai"] = answer("bận", 503, Retry_After="7200")
    visitor, _ = server.visitor()
    with pytest.raises(Stopped, match="120 phút"):
        visitor.get(server.base + "/bai")


def test_a_server_that_never_answers_does_not_hold_the_run(server, monkeypatch):
    monkeypatch.setattr(net, "READ", 0.2)
    server.paths["/treo"] = lambda handler: time.sleep(3)
    visitor, _ = server.visitor()
    with pytest.raises(Failed, match="không trả lời kịp"):
        visitor.get(server.base + "/treo")


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_server_that_drips_is_cut_at_the_deadline(server, monkeypatch, where):
    monkeypatch.setattr(net, "TOTAL", 0.4)

    def drips(handler):
        if where == "body":
            handler.send_response(200)
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(60):
            handler.wfile.write(b"x" if where == "body" else b"X-A: b\r\n")
            handler.wfile.flush()
            time.sleep(0.05)

    server.paths["/nho"] = drips
    visitor, _ = server.visitor()
    with pytest.raises(Failed, match="chưa xong|ngắt"):
        visitor.get(server.base + "/nho")


def test_a_host_that_keeps_failing_is_left_alone(server):
    visitor, _ = server.visitor()
    for n in range(BREAKS_AT):
        server.paths[f"/{n}"] = answer("hỏng", 500)
        with pytest.raises(Failed):
            visitor.get(f"{server.base}/{n}")
    asked = len(server.asked)
    with pytest.raises(Stopped, match="hỏng 5 lần liền"):
        visitor.get(server.base + "/khac")
    assert len(server.asked) == asked


def test_a_good_answer_forgives_earlier_failures(server):
    visitor, _ = server.visitor()
    server.paths["/tot"] = answer("tốt")
    server.paths["/hong"] = answer("hỏng", 500)
    for _ in range(BREAKS_AT + 1):
        with pytest.raises(Failed):
            visitor.get(server.base + "/hong")
        visitor.get(server.base + "/tot")
