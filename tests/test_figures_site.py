"""Figures through a whole build: marks, term page and files agree; a correction breaks no citation and is told."""
from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

FIRST = """---
title: Huyện Mẫu Sơn rà soát quy hoạch
date: 2024-03-12 08:30
status: published
category: Công tác cán bộ
conference:
  kind: ban-thuong-vu
  held: 2024-03-12
  committee: mau-son
  term: 2025-2030
{corrections}results:
{more}  - term: 2025-2030
    body: Ban Chấp hành
    measure: quy hoạch
    value: {value}
---

{lead}Nhiệm kỳ 2025-2030, huyện Mẫu Sơn quy hoạch Ban Chấp hành {value} đồng chí.
"""
OTHER = """---
title: Kết quả rà soát ở Mẫu Sơn
date: 2024-03-13 09:00
status: published
category: Công tác cán bộ
conference:
  kind: ban-thuong-vu
  held: 2024-03-12
  committee: Huyện ủy Mẫu Sơn
  term: 2025-2030
results:
  - term: 2025-2030
    body: Ban Chấp hành
    measure: quy hoạch
    value: 29
---

Hội nghị hôm trước quy hoạch Ban Chấp hành 29 đồng chí.
"""
CORRECTIONS = """corrections:
  - date: 2024-03-14 10:00
    note: Sửa số quy hoạch Ban Chấp hành.
    before: 31 đồng chí
    after: 30 đồng chí
"""
MORE = """  - term: 2025-2030
    body: Bí thư
    measure: quy hoạch
    value: 3
"""
CITED = "so-lieu-2025-2030-ban-chap-hanh-planned"
ADDRESS = "/tin/2024/03/huyen-mau-son-ra-soat-quy-hoach/"


def built(tasks, folder: Path, **parts: str) -> Path:
    content = folder / "content"
    (content / "tin").mkdir(parents=True, exist_ok=True)
    (content / "data").mkdir(exist_ok=True)
    (content / "data/committees.yaml").write_text("- id: mau-son\n  name: Huyện ủy Mẫu Sơn\n", encoding="utf-8")
    (content / "tin/a.md").write_text(FIRST.format(**{"corrections": "", "more": "", "lead": "", **parts}), encoding="utf-8")
    (content / "tin/b.md").write_text(OTHER, encoding="utf-8")
    done = tasks("build", "--content", content, "--output", folder / "output", "--cache", folder / "cache", "--now", "2026-11-21",
                 "--siteurl", "https://mau-son.example", "--without", "search")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The site before and after the first article was corrected and got another figure before the old one."""
    import subprocess
    import sys

    root = Path(__file__).resolve().parents[1]

    def tasks(*arguments):
        command = [sys.executable, "-X", "utf8", str(root / "tasks.py"), *map(str, arguments)]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=300)

    before = built(tasks, tmp_path_factory.mktemp("before"), value="31")
    after = built(tasks, tmp_path_factory.mktemp("after"), value="30", corrections=CORRECTIONS, more=MORE, lead="Huyện quy hoạch Bí thư 03 đồng chí.\n\n")
    return before, after


def page(site: Path, address: str) -> str:
    return (site / address.strip("/") / "index.html").read_text(encoding="utf-8")


def one(site: Path, pattern: str) -> bytes:
    found, = site.glob(pattern)
    return found.read_bytes()


def test_a_citation_made_before_a_correction_still_finds_its_sentence(sites):
    for site, number in zip(sites, ("31", "30")):
        sentence = re.search(rf'<mark class="figure-mark" id="{CITED}">(.*?)</mark>', page(site, ADDRESS), re.S)
        assert sentence and f"Ban Chấp hành {number} đồng chí" in sentence[1]


def test_every_address_of_a_figure_in_the_files_is_an_anchor_of_its_article(sites):
    for site in sites:
        rows = list(csv.DictReader(io.StringIO(one(site, "du-lieu/so-lieu-*.csv").decode("utf-8-sig"), newline="")))
        assert rows
        for row in rows:
            address, _, anchor = row["url"].removeprefix("https://mau-son.example").partition("#")
            assert f'id="{anchor}"' in page(site, address), row["url"]


def test_a_corrected_figure_is_told_with_before_and_after_on_the_data_page_and_in_the_package(sites):
    before, after = sites
    assert "Đính chính ở những bài có số liệu" not in page(before, "/du-lieu/")
    told = page(after, "/du-lieu/")
    assert "Đính chính ở những bài có số liệu" in told
    assert "31 đồng chí" in told and "30 đồng chí" in told and f'href="{ADDRESS}#{CITED}"' in told
    names = [r["name"] for r in json.loads((after / "du-lieu/datapackage.json").read_text(encoding="utf-8"))["resources"]]
    assert {"dinh-chinh-csv", "dinh-chinh-json", "hoi-nghi-csv", "hoi-nghi-json"} <= set(names)
    row, = csv.DictReader(io.StringIO(one(after, "du-lieu/dinh-chinh-*.csv").decode("utf-8-sig"), newline=""))
    assert (row["date"], row["before"], row["after"], row["url"]) == ("2024-03-14", "31 đồng chí", "30 đồng chí", f"https://mau-son.example{ADDRESS}#{CITED}")


def test_files_of_changed_figures_have_other_names(sites):
    before, after = ({p.name for p in site.glob("du-lieu/so-lieu-*")} for site in sites)
    assert len(before) == len(after) == 3 and before.isdisjoint(after)


def test_two_articles_that_declare_one_figure_differently_stand_side_by_side(sites):
    told = page(sites[0], "/nhiem-ky/2025-2030/")
    assert "các nguồn nêu khác nhau" in told
    for address, number in ((ADDRESS, "31"), ("/tin/2024/03/ket-qua-ra-soat-o-mau-son/", "29")):
        assert re.search(rf'href="{address}#{CITED}"[^>]*>{number}</a>', told)


def test_an_article_can_be_cited_and_the_strip_of_the_front_page_says_whose_figures_it_shows(sites):
    assert f'data-cite="{CITED}"' in page(sites[1], ADDRESS)
    front = page(sites[1], "/")
    assert "Huyện ủy Mẫu Sơn" in front[front.index("term-strip"):front.index("front-body")]


def test_pages_of_terms_and_committees_name_their_feed_and_it_is_there(sites):
    for address in ("/nhiem-ky/2025-2030/", "/to-chuc/mau-son/"):
        assert f'href="{address}feed.xml"' in page(sites[1], address) and (sites[1] / address.strip("/") / "feed.xml").is_file()
