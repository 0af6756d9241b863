import csv
import io
import json
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree

from hypothesis import given, strategies as st

from plugins.figures import csvfile, jsonfile, workbook
from plugins.figures.records import COLUMNS, PIECES, flat, record
from plugins.values import VIETNAM, Correction, Source

from .samples import NEW, article, dossier, figure, machine, outputs

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def files(made, folder="du-lieu"):
    return {path.rpartition(".")[2]: o for path, o in outputs(made).items() if path.startswith(f"{folder}/so-lieu-")}


def table(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet(data, number=1):
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(f"xl/worksheets/sheet{number}.xml"))


def full(**more):
    told = figure("planned", "27.50", qualifier="gt", unit="đồng chí", stage="proposed", of=Decimal(30), note="=1+1", as_of=date(2026, 4, 1), **more)
    return article("a", told, text="Quy hoạch Ban Chấp hành trên 27,5 đồng chí; hết.", source=Source("Báo Ví dụ", "https://bao.example/a"))


def test_a_csv_row_holds_the_number_its_bound_its_stage_its_words_and_its_address():
    data = files(dossier(full()))["csv"].data
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == 2 and data.count(b"\n") == 2
    row, = table(data)
    wanted = {"term": "2025-2030", "committee": "khoi-vi-du", "committee_name": "Đảng ủy Khối Ví dụ", "body": "ban-chap-hanh", "measure": "planned",
              "value": "27.50", "qualifier": "gt", "of": "30", "stage": "proposed", "as_of": "2026-04-01", "conference_held": "2026-04-15",
              "status": "declared", "quote": "Quy hoạch Ban Chấp hành trên 27,5 đồng chí;", "url": "https://vi-du.example/tin/2026/04/a/#so-lieu-2025-2030-ban-chap-hanh-planned-proposed-2026-04-01-1-1",
              "source_name": "Báo Ví dụ", "article_date": "2026-04-16", "value_max": ""}
    assert {key: row[key] for key in wanted} == wanted


def test_cells_that_a_spreadsheet_would_run_are_disarmed():
    row, = table(files(dossier(full()))["csv"].data)
    assert row["note"] == "'=1+1"
    for start in ("=", "+", "-", "@", "\t", "\r", "＝"):
        assert csvfile.text(start + "x").startswith("'")
    assert csvfile.text(Decimal(-3)) == "-3"


def test_a_machines_figure_says_so_in_every_file():
    made = files(dossier(article("a"), extracted={"a": [machine(figure())]}))
    assert table(made["csv"].data)[0]["status"] == "extracted"
    assert json.loads(made["json"].data)["figures"][0]["status"] == "extracted"
    assert b"extracted" in zipfile.ZipFile(io.BytesIO(made["xlsx"].data)).read("xl/worksheets/sheet1.xml")


def test_json_keeps_every_digit_and_leaves_out_what_is_not_said():
    data = files(dossier(full()))["json"].data
    assert b'"value":27.50,' in data
    read = json.loads(data, parse_float=Decimal)
    assert read["figures"][0]["value"] == Decimal("27.50") and "value_max" not in read["figures"][0]
    assert read["licence"] and read["citation"] and len(read["columns"]) == len(COLUMNS)


def test_the_workbook_has_typed_cells_filters_and_notes():
    data = files(dossier(full(), licence="CC BY 4.0"))["xlsx"].data
    first = sheet(data)
    row = first.findall(".//m:sheetData/m:row", NS)[1]
    cells = dict(zip((c.name for c in COLUMNS), row))
    assert len(row) == len(COLUMNS)
    assert cells["value"].get("t") is None and cells["value"].find("m:v", NS).text == "27.50"
    assert cells["as_of"].get("s") == "1" and cells["as_of"].find("m:v", NS).text == str((date(2026, 4, 1) - date(1899, 12, 30)).days)
    assert cells["note"].find("m:is/m:t", NS).text == "=1+1" and cells["note"].find("m:f", NS) is None
    assert first.find("m:autoFilter", NS) is not None and first.find(".//m:pane", NS).get("ySplit") == "1"
    styles = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("xl/styles.xml"))
    number = styles.findall(".//m:cellXfs/m:xf", NS)[1].get("numFmtId")
    assert any(f.get("numFmtId") == number and "yy" in f.get("formatCode") for f in styles.findall(".//m:numFmts/m:numFmt", NS))
    strings = zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml").decode()
    assert "CC BY 4.0" in strings and all(c.description.split("<")[0][:20] in strings for c in COLUMNS)


def test_corrections_are_listed_before_and_after():
    corrected = article("a", figure(), corrections=(Correction(datetime(2026, 4, 20, 9, tzinfo=VIETNAM), "Sửa số", "26", "27"),))
    made = files(dossier(corrected))
    assert json.loads(made["json"].data)["corrections"] == [
        {"date": "20/4/2026", "article": "Bài a", "address": "/tin/2026/04/a/", "before": "26", "after": "27", "note": "Sửa số"}]
    assert "Đính chính" in zipfile.ZipFile(io.BytesIO(made["xlsx"].data)).read("xl/workbook.xml").decode()


def test_the_same_figures_give_the_same_bytes_and_names_and_others_do_not():
    one, same, other = (files(dossier(article("a", figure(value=v)))) for v in (27, 27, 26))
    assert {k: (o.path, o.data) for k, o in one.items()} == {k: (o.path, o.data) for k, o in same.items()}
    assert {o.path for o in one.values()}.isdisjoint(o.path for o in other.values())


def test_a_term_has_files_of_its_own_and_the_site_has_all():
    made = dossier(article("a", figure(), figure(term=None)))
    assert len(table(files(made)["csv"].data)) == 2 and len(table(files(made, "nhiem-ky/2025-2030")["csv"].data)) == 1


def test_the_package_names_files_that_exist_and_describes_every_column():
    made = outputs(dossier(full(), licence="CC BY 4.0", owner="Tỉnh ủy Mẫu Sơn"))
    for folder in ("du-lieu", "nhiem-ky/2025-2030"):
        package = json.loads(made[f"{folder}/datapackage.json"].data)
        assert all(f"{folder}/{r['path']}" in made for r in package["resources"])
        described = next(r for r in package["resources"] if r["format"] == "csv")
        head = next(csv.reader(io.StringIO(made[f"{folder}/{described['path']}"].data.decode("utf-8-sig"))))
        assert [f["name"] for f in described["schema"]["fields"]] == head
        book = next(r for r in package["resources"] if r["format"] == "xlsx")
        assert [f["name"] for f in book["schema"]["fields"]] == [c.title for c in COLUMNS]
        assert re.fullmatch(r"[-a-z0-9._/]+", package["name"]) and package["licenses"][0]["title"] == "CC BY 4.0"


def test_a_record_has_a_value_for_each_column():
    made = dossier(full())
    row = record(made.statements[0], made.known, "")
    assert tuple(map(len, row)) == PIECES and len(flat(row)) == len(COLUMNS)


def test_no_column_could_hold_a_planned_persons_name():
    assert not {c.name for c in COLUMNS} & {"person", "name", "people", "comrade"}


CELLS = st.one_of(st.none(), st.text(max_size=30), st.decimals(allow_nan=False, allow_infinity=False, places=2), st.dates())


@given(st.lists(CELLS, min_size=sum(PIECES), max_size=sum(PIECES)))
def test_any_values_survive_csv_json_and_workbook(values):
    starts = [sum(PIECES[:n]) for n in range(len(PIECES))]
    row = tuple(tuple(values[s:s + size]) for s, size in zip(starts, PIECES))
    read, = list(csv.reader(io.StringIO("".join(csvfile.lines([row])), newline=""), strict=True))
    assert read == [csvfile.text(v) for v in values]
    names = [c.name for c in COLUMNS]
    assert json.loads(jsonfile.objects([row])[0], parse_float=str, parse_int=str) == {
        n: (f"{v:f}" if isinstance(v, Decimal) else v.isoformat() if isinstance(v, date) else v) for n, v in zip(names, values) if v is not None}
    cells = ElementTree.fromstring(workbook.rows([row])[0])
    assert len(cells) == len(names)
