"""Every fault of a server amid an archive: it costs its own page (or picture) and nothing else, and the report tells it.

``python -m tests.scraper.test_faults`` prints the matrix with its counts.
"""
from __future__ import annotations

import gzip
import io
import random
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from plugins.site_data import SiteData
from scraper import net
from scraper.crawl import scrape
from tests.scraper.server import Does, Server, answer, serving
from tests.scraper.test_archives import KILLED, ROOT, article, fill, sitemap

PAGES = 5
BAD = "/tin/3-phien-hop.html"
PICTURE = "<p align=center><img src='/anh/hn.jpg'></p><p align=center><i>Quang cảnh phiên họp</i></p>"


def huge(handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "200000000")
    handler.end_headers()
    for _ in range(2000):
        handler.wfile.write(b"x" * 100_000)


def endless(handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(2000):
        handler.wfile.write(b"x" * 100_000)


def dies(handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(article(3).encode()[:600])


def slams(handler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def babbles(handler) -> None:
    handler.wfile.write(b"\x00\x01 this is no HTTP\r\n\r\n")


def hangs(handler) -> None:
    time.sleep(1.5)


def _jpeg(size: tuple[int, int] = (90, 60)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, "JPEG")
    return out.getvalue()


def _tired(status: int, **headers: str) -> Does:
    """Answers so once, then well: a page that must not be lost."""
    asked: list[int] = []

    def do(handler) -> None:
        asked.append(1)
        (answer("bận", status, **headers) if len(asked) == 1 else answer(article(3)))(handler)

    return do


@dataclass(frozen=True, slots=True)
class Fault:
    """What the page, or the picture on it, does; how many of the five articles come in; words of the report."""

    does: Does
    imported: int
    told: str = ""
    picture: bool = False


def faults() -> dict[str, Fault]:
    lost = PAGES - 1
    return {
        "a page of 200 MB": Fault(huge, lost, "lớn quá 20 MB"), "a page without end": Fault(endless, lost, "lớn quá 20 MB"),
        "a gzip bomb": Fault(answer(gzip.compress(b"\0" * 60_000_000, 9), Content_Encoding="gzip"), lost, "phình to"),
        "damaged compression": Fault(answer(b"no gzip", Content_Encoding="gzip"), lost, "nén"),
        "a redirect to a private address": Fault(answer(status=302, Location="http://10.0.0.1/x"), lost, "không thuộc cổng tin"),
        "a redirect to the metadata service": Fault(answer(status=302, Location="http://169.254.169.254/latest"), lost, "không thuộc cổng tin"),
        "a redirect to a file": Fault(answer(status=302, Location="file:///etc/passwd"), lost, "http"), "a redirect to itself": Fault(answer(status=302, Location=BAD), lost, "chuyển"),
        "a hang": Fault(hangs, lost, "không trả lời kịp"), "death in mid-page": Fault(dies, lost, "ngắt"), "a slammed door": Fault(slams, lost, "ngắt"), "no HTTP": Fault(babbles, lost, "ngắt"),
        "429 once": Fault(_tired(429, Retry_After="3"), PAGES), "503 once": Fault(_tired(503), PAGES), "500 for ever": Fault(answer("hỏng", 500), lost, "500"), "404": Fault(answer("mất", 404), lost, "404"),
        "a PDF": Fault(answer(b"%PDF-1.4 x", kind="application/pdf"), lost, "không phải trang web"), "a picture called HTML": Fault(answer(_jpeg()), lost, "không phải trang web"), "an empty page": Fault(answer(b""), lost, "nội dung"),
        "a login": Fault(answer("<h1>Đăng nhập</h1><form><input type=password></form>"), lost, "nội dung"),
        "a truncated picture": Fault(answer(_jpeg((600, 400))[:700], kind="image/jpeg"), PAGES, "ảnh", picture=True), "a picture that is HTML": Fault(answer("<html>", kind="image/jpeg"), PAGES, "không phải ảnh", picture=True),
        "a picture of 200 MB": Fault(huge, PAGES, "lớn quá", picture=True), "a picture behind a redirect to a private address": Fault(answer(status=302, Location="http://10.0.0.1/x.jpg"), PAGES, "không thuộc cổng tin", picture=True),
        "a picture of 60 million points": Fault(answer(_jpeg((10_000, 6_000)), kind="image/jpeg"), PAGES, "điểm ảnh", picture=True),
    }


FAULTS = faults()


def meet(server: Server, folder: Path, fault: Fault):
    """One run over an archive in which one thing fails."""
    fill(server, PAGES)
    if fault.picture:
        server.paths[BAD], server.paths["/anh/hn.jpg"] = answer(article(3, picture=PICTURE)), fault.does
    else:
        server.paths[BAD] = fault.does
    visitor, _ = server.visitor()
    return scrape(server.base + "/", folder / "content", SiteData(), visitor=visitor, cache=folder / "cache")


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_costs_its_own_page_and_is_told(name, tmp_path, monkeypatch):
    monkeypatch.setattr(net, "READ", 0.3)
    fault = FAULTS[name]
    with serving() as server:
        report = meet(server, tmp_path, fault)
    assert len(report.imported) == fault.imported, report.in_vietnamese()
    assert report.problems == []
    assert not fault.told or fault.told in report.in_vietnamese()
    assert len(list((tmp_path / "content").rglob("*.md"))) == fault.imported
    assert not [path for path in tmp_path.rglob("*") if path.suffix in (".tmp", ".part")]


@pytest.mark.parametrize("name", ["a hang", "death in mid-page", "503 once", "404"])
def test_the_next_run_fetches_what_a_fault_cost(name, tmp_path, monkeypatch):
    monkeypatch.setattr(net, "READ", 0.3)
    with serving() as server:
        first = meet(server, tmp_path, FAULTS[name])
        server.paths[BAD] = answer(article(3))
        visitor, _ = server.visitor()
        second = scrape(server.base + "/", tmp_path / "content", SiteData(), visitor=visitor, cache=tmp_path / "cache")
    assert len(first.imported) + len(second.imported) == PAGES
    assert len(list((tmp_path / "content").rglob("*.md"))) == PAGES


def test_sitemaps_with_loops_and_fifty_thousand_addresses_end_on_a_real_server(tmp_path):
    from scraper.crawl import Wanted

    with serving() as server:
        fill(server, 3)
        names = [f"{server.base}/tin/{n}-phien-hop.html" for n in range(1, 25_001)]
        server.paths["/sitemap.xml"] = answer(sitemap(*(f"{server.base}/{x}.xml" for x in ("a", "b", "sitemap")), kind="sitemap"), kind="application/xml")
        server.paths["/a.xml"] = answer(sitemap(*names), kind="application/xml")
        server.paths["/b.xml"] = answer(sitemap(*(name.replace("/tin/", "/tin-tuc/") for name in names)), kind="application/xml")
        visitor, _ = server.visitor()
        report = scrape(server.base + "/", tmp_path / "content", SiteData(), visitor=visitor, cache=tmp_path / "cache", wanted=Wanted(limit=3))
        assert len(report.imported) == 3
        assert [server.requests(f"/{x}.xml") for x in ("sitemap", "a")] == [1, 1] and server.requests("/b.xml") <= 1


def killed(folder: Path, kills: int, seed: int) -> int:
    """Runs over an archive of twelve pages, each killed at a random moment; pages asked twice at the end."""
    chance = random.Random(seed)
    with serving() as server:
        fill(server, 12)
        command = [sys.executable, "-c", KILLED, server.base, str(folder)]
        for _ in range(kills):
            asked = len(server.asked) + chance.randrange(1, 6)
            child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            until = time.monotonic() + 30
            while len(server.asked) < asked and time.monotonic() < until and child.poll() is None:
                time.sleep(0.005)
            time.sleep(chance.random() * 0.03)
            child.kill()
            child.wait()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        pages = [path for path, headers in server.asked if path.startswith("/tin/") and "if-none-match" not in headers]
    assert len(list((folder / "content").rglob("*.md"))) == 12
    assert not list((folder / "content").rglob("*.tmp"))
    assert set(pages) == {f"/tin/{n}-phien-hop.html" for n in range(1, 13)}
    return len(pages) - 12


def test_a_run_killed_again_and_again_ends_with_every_article_once(tmp_path):
    assert killed(tmp_path, 2, seed=1) <= 2


@pytest.mark.thorough
def test_sixty_kills_lose_no_page_and_ask_at_most_one_twice_each(tmp_path):
    for turn in range(10):
        assert killed(tmp_path / str(turn), 6, seed=turn) <= 6


if __name__ == "__main__":
    net.READ = 0.3
    print("| fault | articles imported of 5 | told | requests for it | seconds |\n| --- | --- | --- | --- | --- |")
    for name, fault in FAULTS.items():
        with serving() as server, tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            report = meet(server, Path(folder), fault)
            told = [why for _, why in report.skipped] + [why for _, _, why in report.missing]
            path = "/anh/hn.jpg" if fault.picture else BAD
            print(f"| {name} | {len(report.imported)} | {'; '.join(told) or '–'} | {server.requests(path)} | {time.monotonic() - began:.1f} |")
