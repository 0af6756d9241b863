"""The configuration for nginx, in a real nginx."""
from __future__ import annotations

import gzip
import http.client

import brotli
import pytest

from plugins.newsroom.publishing.nginx import configuration, header_policy, policy_of
from tests.newsroom.press import Paper, Press, Readers, site
from tests.newsroom.servers import BROTLI, free_port, nginx

POLICY = "default-src 'self'; img-src 'self' data:"


def with_policy(made: dict[str, bytes]) -> dict[str, bytes]:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'.encode()
    return {path: data.replace(b"<title>", meta + b"<title>") for path, data in made.items()}


@pytest.fixture
def press(tmp_path):
    made = Press(tmp_path / "cổng tin có dấu")
    made.publish(with_policy(site(1)))
    return made


def get(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, data


def test_nginx_serves_what_is_live_with_its_headers_and_twins(press, tmp_path):
    page = site(1)["index.html"]
    assert policy_of(with_policy(site(1))["index.html"].decode()) == POLICY
    port = free_port()
    text = configuration(press.folder / "current", POLICY, site="http://vidu.vn", port=port, brotli=BROTLI.exists(), redirects={"/cu/a": "/tin/2026/01/bai-1/", "/cu/a/": "/tin/2026/01/bai-1/"})
    with nginx(tmp_path / "nginx", text):
        status, headers, data = get(port, "/")
        assert status == 200 and page.split(b"<title>")[1] in data
        assert headers["content-security-policy"] == header_policy(POLICY) and "frame-ancestors 'self'" in header_policy(POLICY)
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] and "camera=()" in headers["permissions-policy"]
        assert headers["content-type"] == "text/html; charset=utf-8" and headers["cache-control"] == "no-cache"
        assert get(port, "/", If_None_Match=headers["etag"])[0] == 304
        zipped = get(port, "/", Accept_Encoding="gzip")
        assert zipped[1]["content-encoding"] == "gzip" and gzip.decompress(zipped[2]) == data and zipped[1]["vary"] == "Accept-Encoding"
        if BROTLI.exists():
            assert brotli.decompress(get(port, "/", Accept_Encoding="gzip, br")[2]) == data
        sheet = next(path for path in site(1) if path.endswith(".css"))
        assert "immutable" in get(port, f"/{sheet}")[1]["cache-control"]
        assert get(port, "/theme/js/site.js")[1]["cache-control"] == "no-cache"
        assert get(port, "/theme/js/site.js")[1]["content-type"] == "text/javascript; charset=utf-8"
        missing = get(port, "/khong-co/")
        assert missing[0] == 404 and "Không có trang này".encode() in missing[2] and missing[1]["content-security-policy"] and missing[1]["cache-control"] == "no-cache"
        assert get(port, "/theme/css/site.0123456789.css")[1]["cache-control"] == "no-cache"
        for old in ("/cu/a", "/cu/a/"):
            moved = get(port, old)
            assert moved[0] == 301 and moved[1]["location"] == "/tin/2026/01/bai-1/"
        assert get(port, "/", "POST")[0] == 405
        assert {get(port, path)[0] for path in ("/.khoa", "/../.khoa")} <= {400, 404}


def test_nginx_shows_the_new_release_at_once_and_no_reader_meets_a_mixed_page(press, tmp_path):
    port = free_port()
    with nginx(tmp_path / "nginx", configuration(press.folder / "current", POLICY, port=port)):
        before = get(port, "/")[1]["etag"]
        with Readers(port, ["/", "/tin/2026/01/bai-1/"]) as readers:
            for mark in range(2, 12):
                press.publish(with_policy(site(mark)), now=1_700_000_000)  # the clock stands still
                data, etag = get(port, "/")[2], get(port, "/")[1]["etag"]
                assert f"dau-{mark}-het".encode() in data and etag != before
                before = etag
        assert readers.faults == [] and readers.reads > 20


def test_a_site_below_a_folder_of_its_host_is_served_there(press, tmp_path):
    port = free_port()
    with nginx(tmp_path / "nginx", configuration(press.folder / "current", "", site="https://vidu.vn/tin-tuc/", port=port, redirects={"/cu": "/feed.xml"})):
        assert get(port, "/tin-tuc/feed.xml")[2] == b"<feed/>" and get(port, "/tin-tuc/")[0] == 200
        assert get(port, "/tin-tuc")[1]["location"] == "/tin-tuc/" and get(port, "/tin-tuc/cu")[1]["location"] == "/tin-tuc/feed.xml"
        missing = get(port, "/tin-tuc/khong/")
        assert missing[0] == 404 and "Không có trang này".encode() in missing[2]
        sheet = next(path for path in site(1) if path.endswith(".css"))
        assert "immutable" in get(port, f"/tin-tuc/{sheet}")[1]["cache-control"]


@pytest.mark.parametrize("site", ["http://vidu.vn;} evil", 'http://vidu.vn/"a', "http://vidu.vn/$uri"])
def test_an_address_that_would_become_configuration_is_refused(tmp_path, site):
    with pytest.raises(ValueError):
        configuration(tmp_path, POLICY, site=site)


def test_pages_without_a_policy_still_may_not_be_framed(tmp_path):
    assert policy_of("<html></html>") == ""
    assert "Content-Security-Policy \"frame-ancestors 'self'\"" in configuration(tmp_path, "")


def test_the_command_writes_a_configuration_that_serves_what_was_published(tmp_path):
    """With the sample site: policy from its pages, old addresses from its content."""
    paper = Paper(tmp_path)
    path = paper.content / "tin/2024/04/thu-nhat.md"
    path.write_text(path.read_text(encoding="utf-8").replace("category:", "aliases: [/tin-cu/1.html]\ncategory:"), encoding="utf-8")
    assert paper.run("publish").returncode == 0
    port = free_port()
    done = paper.run("nginx", "--port", port, "--write", tmp_path / "site.conf")
    assert done.returncode == 0 and "Đã ghi" in done.stdout, done.stderr
    with nginx(tmp_path / "nginx", (tmp_path / "site.conf").read_text(encoding="utf-8")):
        status, headers, data = get(port, "/")
        assert status == 200 and headers["content-security-policy"] == header_policy(policy_of(data.decode())) and policy_of(data.decode())
        assert get(port, "/tin-cu/1.html")[1]["location"] == "/tin/2024/04/thu-nhat/"
