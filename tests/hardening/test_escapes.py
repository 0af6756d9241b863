"""What a site gives besides pages, made of hostile strings: each format by its own rules, read back by an own reader."""
from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plugins import spreadsheet
from plugins.newsroom import approvals
from plugins.search.ask import Answer, Hit
from plugins.search.published import Published
from plugins.search.show import as_csv

from . import hostile
from .served import Watch, build, serving

VECTORS = tuple(dict.fromkeys((*hostile.VECTORS["formula"], *hostile.VECTORS["calendar"], hostile.SAMPLE[0], hostile.VECTORS["script-text"][8])))
ROOT = Path(__file__).resolve().parents[2]
FORMULA = re.compile(f"[{re.escape(''.join(spreadsheet.FORMULA))}]")
NUMBER = re.compile(r"-?[0-9.]+")
ELEMENTS = {
    "http://www.w3.org/2005/Atom": {"feed", "title", "id", "link", "updated", "published", "author", "name", "entry", "category", "summary"},
    "http://www.sitemaps.org/schemas/sitemap/0.9": {"urlset", "sitemapindex", "sitemap", "url", "loc", "lastmod"},
    "http://www.google.com/schemas/sitemap-news/0.9": {"news", "publication", "name", "language", "publication_date", "title"},
}
# RFC 5545: all that our calendar holds. VALARM, ATTACH and the like could only come from what somebody wrote.
CALENDAR = {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "X-WR-TIMEZONE", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "URL"}


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("escapes")
    build(folder, VECTORS)
    return folder / "output"


def those(output: Path, pattern: str) -> list[Path]:
    found = sorted(output.rglob(pattern))
    assert found, pattern
    return found


def test_feeds_and_sitemaps_are_well_formed_and_hold_only_their_own_elements(output):
    told = set()
    for file in those(output, "*.xml"):
        assert b"<!DOCTYPE" not in file.read_bytes().replace(b"&lt;", b"")
        for element in ElementTree.fromstring(file.read_bytes()).iter():
            space, _, name = element.tag[1:].partition("}")
            assert name in ELEMENTS[space], (file, element.tag)
            for key, value in element.attrib.items():
                assert key in ("href", "rel", "type", "term", "{http://www.w3.org/XML/1998/namespace}lang"), (file, key)
                assert key != "href" or not re.match(r"(?i)\s*(javascript|data|vbscript):", value)
            told.add(element.text or "")
    assert any("<script>ran(1001)</script>" in text for text in told)  # as text, to the letter


def test_json_in_pages_is_json_and_cannot_end_its_script(output):
    counted = 0
    for file in those(output, "*.html"):
        for kind, text in re.findall(r"(?is)<script(?![^>]*\ssrc=)([^>]*)>(.*?)</script>", file.read_text(encoding="utf-8")):
            assert kind == ' type="application/ld+json"' and "<" not in text and "\u2028" not in text
            assert json.loads(text)
            counted += 1
    assert counted >= len(VECTORS)


def test_every_json_file_is_json(output):
    for pattern in ("*.json", "*.webmanifest"):
        for file in those(output, pattern):
            json.loads(file.read_bytes())


def test_no_cell_of_a_csv_file_would_be_worked_out(output):
    cells = [cell for file in those(output, "*.csv") for row in csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")) for cell in row]
    wrong = [cell for cell in cells if FORMULA.match(cell) and not NUMBER.fullmatch(cell)]
    assert wrong == []
    assert {"'=1+1", "'@SUM(1)", "'＝1+1"} <= set(cells)  # they are there, and disarmed


def test_rows_of_a_csv_file_have_as_many_cells_as_its_head(output):
    for file in those(output, "*.csv"):
        rows = list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}, file


def test_workbooks_hold_text_and_numbers_and_lead_nowhere(output):
    texts = set()
    for file in those(output, "*.xlsx"):
        with zipfile.ZipFile(file) as book:
            for name in book.namelist():
                assert not re.search(r"(?i)externallink|vba|macro|oleobject|activex|connections", name), name
                data = book.read(name)
                if not name.endswith((".xml", ".rels")):
                    continue
                for element in ElementTree.fromstring(data).iter():
                    local = element.tag.rpartition("}")[2]
                    assert local not in ("f", "hyperlink", "hyperlinks", "ddeLink", "definedName") or (local == "definedName" and element.get("name") == "_xlnm._FilterDatabase"), (file, local)
                    assert element.get("TargetMode") != "External"
                    if local == "t":
                        texts.add(element.text)
    assert "=1+1" in texts and "@SUM(1)" in texts  # as text: a workbook needs no apostrophe


def test_the_calendar_holds_only_its_own_lines_and_components(output):
    data = (output / "lich.ics").read_bytes()
    lines = data.split(b"\r\n")
    assert lines.pop() == b"" and b"\r" not in b"".join(lines) and b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]:
        name, _, value = line.partition(":")
        assert name.partition(";")[0] in CALENDAR, line
        assert name.partition(";")[2] in ("", "VALUE=DATE"), line
        assert name not in ("BEGIN", "END") or value in ("VCALENDAR", "VEVENT"), line
        if name in ("SUMMARY", "LOCATION", "DESCRIPTION", "X-WR-CALNAME"):
            assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), line  # RFC 5545 §3.3.11
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", value), line


def test_no_file_is_named_by_what_somebody_wrote(output):
    assert [p.name for p in output.rglob("*") if not re.fullmatch(r"[A-Za-z0-9._-]+", p.name)] == []


def test_the_search_index_can_be_read_and_says_to_the_letter_what_was_written(output):
    index = Published(lambda path: (output / path).read_bytes())
    assert index.count >= len(VECTORS)


@pytest.mark.browser
def test_a_list_of_results_saved_as_a_spreadsheet_is_disarmed_too(browser, output):
    texts = [vector.text() for vector in hostile.VECTORS["formula"]] + [f"{sign}1" for sign in spreadsheet.FORMULA]
    with serving(output) as address:
        watch = Watch(browser, address)
        watch.page.goto(address + "/tim-kiem/")
        made = watch.page.evaluate("""async texts => {
          const { csv } = await import('/theme/js/search-page/results.js');
          return csv(texts.map(text => ({ date: '2024-03-01', title: text, url: '/a/', excerpt: text })), '/');
        }""", texts)
        watch.close()
    rows = list(csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(texts) + 1 and {len(row) for row in rows} == {4}
    assert [cell for row in rows for cell in row if FORMULA.match(cell)] == []


def test_every_sign_that_owasp_names_begins_a_formula():
    assert set("=+-@\t\r") | set("＝＋－＠") <= set(spreadsheet.FORMULA)


def test_the_record_of_approvals_is_disarmed_and_is_not_written_twice(tmp_path):
    rows = [[f"tin/{at}.md", f"{sign}1+1", "đã chặn", "Người duyệt", "2026-11-21", ""] for at, sign in enumerate(spreadsheet.FORMULA)]
    approvals.leave(tmp_path / "cache", rows)
    assert approvals.record(tmp_path / "content", tmp_path / "cache") == len(rows)
    assert approvals.record(tmp_path / "content", tmp_path / "cache") == 0
    text = (tmp_path / approvals.FILE).read_text(encoding="utf-8-sig")
    assert [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row if FORMULA.match(cell)] == []


def test_a_list_of_results_of_the_command_is_disarmed_and_an_empty_title_stays_empty():
    titles = [vector.text() for vector in hostile.VECTORS["formula"]] + ["", "Hội nghị"]
    made = as_csv(Answer(len(titles), tuple(Hit("/a/", title, "2024-03-01", 1.0) for title in titles)))
    cells = [row[1] for row in csv.reader(io.StringIO(made, newline=""))][1:]
    assert [cell for cell in cells if FORMULA.match(cell)] == []
    assert [cell.removeprefix("'") if FORMULA.match(title) else cell for cell, title in zip(cells, titles)] == titles
