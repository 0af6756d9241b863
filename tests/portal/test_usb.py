"""The edition for USB sticks, file by file; how it does in a browser stands in tests/test_browser.py."""
from __future__ import annotations

import pytest

from plugins.portal.usb import edition, page, relative

SITE = {
    "index.html": b'<html data-root="/y/"><link rel="manifest" href="/y/m"><script type="module" src="/y/theme/js/site.js?v=1"></script>',
    "tin/a/index.html": b'<html data-root="/y/"><a href="/y/">x</a><a href="/khac/">y</a>',
    "theme/css/site.css": b'@font-face { src: url("../fonts/a.woff2") }',
    "theme/fonts/a.woff2": b"wOF2",
    "theme/js/site.js": b"console.log(1)", "theme/js/early.js": b"1", "theme/js/part.js": b"2",
    "tim-kiem/index/a.bin": b"ab", "sw.js": b"", "sitemap/2022-04.xml": b"",
}


def made() -> dict[str, bytes]:
    return dict(edition(SITE, SITE.__getitem__, "/y", lambda scripts, name: f"classic {name} of {sorted(scripts)}",
                        lambda files: {f"{path}.js": data for path, data in files.items()}))


def test_pages_lead_to_files_and_scripts_are_classic():
    files = made()
    assert files["index.html"] == b'<html data-root="./"><script defer src="theme/js/site.js"></script>'
    assert files["tin/a/index.html"] == b'<html data-root="../../"><a href="../../index.html">x</a><a href="/khac/">y</a>'
    assert files["theme/js/site.js"] == b"classic site.js of ['early.js', 'part.js', 'site.js']"


def test_fonts_lie_in_the_style_sheet_and_the_index_in_scripts():
    files = made()
    assert files["theme/css/site.css"] == b'@font-face { src: url("data:font/woff2;base64,d09GMg==") }'
    assert files["tim-kiem/index/a.bin.js"] == b"ab"
    assert not {"theme/fonts/a.woff2", "tim-kiem/index/a.bin", "theme/js/part.js", "sw.js", "sitemap/2022-04.xml"} & files.keys()


@pytest.mark.parametrize(("address", "expected"), [
    ("/", "../../../index.html"), ("/tin/2/a/#x", "index.html#x"), ("/tim-kiem/?q=a", "../../../tim-kiem/index.html?q=a"),
    ("/theme/js/site.js?v=1", "../../../theme/js/site.js"), ("/anh/h%E1%BB%99i.jpg", "../../../anh/h%E1%BB%99i.jpg"),
])
def test_addresses_are_reached_from_where_the_page_stands(address, expected):
    assert relative(address, "tin/2/a/index.html", "", {"theme/js/site.js"}) == expected


def test_pictures_and_redirects_are_relative_and_other_sites_stay():
    html = '<source srcset="/a-1.avif 1w, /a-2.avif 2w"><meta http-equiv="refresh" content="0; url=/tin/a/"><a href="https://example.org/">x</a><a href="//example.org/">y</a>'
    assert page(html, "x/index.html", "", set()) == (
        '<source srcset="../a-1.avif 1w, ../a-2.avif 2w"><meta http-equiv="refresh" content="0; url=../tin/a/index.html">'
        '<a href="https://example.org/">x</a><a href="//example.org/">y</a>')


def test_the_policy_lets_the_disk_in_and_no_other_place():
    html = page('<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">', "index.html", "", set())
    assert "file:" in html and "http" not in html.partition("content=")[2] and "unsafe" not in html
