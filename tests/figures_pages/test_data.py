import csv
import io
import json
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree

from hypothesis import given, settings, strategies as st

from plugins.figures import csvfile, jsonfile, workbook
from plugins.figures.records import COLUMNS, PIECES, flat, record
from plugins.values import VIETNAM, Correction, Source

from .samples import NEW, OLD, article, conference, dossier, figure, html, machine, outputs

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


def corrected(after="27", note="Sửa số", *figures):
    return article("a", *(figures or (figure(), figure("added", 2))), corrections=(Correction(datetime(2026, 4, 20, 9, tzinfo=VIETNAM), note, "26", after),))


def test_corrections_are_listed_before_and_after_and_lead_to_the_corrected_figure():
    made = outputs(dossier(corrected()))
    wanted = {"date": "2026-04-20", "before": "26", "after": "27", "note": "Sửa số",
              "url": "https://vi-du.example/tin/2026/04/a/#so-lieu-2025-2030-ban-chap-hanh-planned"}
    told, = json.loads(files(dossier(corrected()))["json"].data)["corrections"]
    row, = table(next(o.data for path, o in made.items() if re.fullmatch(r"du-lieu/dinh-chinh-\w+\.csv", path)))
    assert told == {**wanted, "article": "Bài a"} and row == {**wanted, "article_title": "Bài a"}
    page = html(dossier(corrected()), "du-lieu/index.html")
    assert re.search(r'data-label="Trước">26<', page) and 'data-label="Sau">27<' in page and "#so-lieu-2025-2030-ban-chap-hanh-planned" in page
    assert "Đính chính" in zipfile.ZipFile(io.BytesIO(files(dossier(corrected()))["xlsx"].data)).read("xl/workbook.xml").decode()


def test_a_correction_that_names_no_one_figure_leads_to_its_article():
    for after, figures in (("", ()), ("sửa tên đồng chí", ()), ("27", (figure(), figure("total", 27)))):
        told, = json.loads(files(dossier(corrected(after, "Sửa", *figures)))["json"].data)["corrections"]
        assert told["url"] == "https://vi-du.example/tin/2026/04/a/"


def test_conferences_are_a_file_of_their_own():
    held = conference(step=3, venue="Hội trường A")
    made = outputs(dossier(article("a", conferences=(held,)), article("b", conferences=(held,), day=date(2026, 4, 17)),
                           article("c", conferences=(conference(None, status="announced", committee="Chi bộ Bản Cọ", terms=(OLD, NEW)),))))
    found = {path.rpartition(".")[2]: o.data for path, o in made.items() if path.startswith("du-lieu/hoi-nghi-")}
    first, other = table(found["csv"])
    wanted = {"held": "2026-04-15", "status": "held", "kind": "ban-chap-hanh", "committee": "khoi-vi-du", "term": "2025-2030", "step": "3", "step_of": "5",
              "procedure": "quy-hoach", "venue": "Hội trường A", "reports": "2", "url": "https://vi-du.example/tin/2026/04/a/",
              "other_urls": "https://vi-du.example/tin/2026/04/b/"}
    assert {key: first[key] for key in wanted} == wanted
    assert (other["held"], other["status"], other["committee_name"], other["term"]) == ("", "announced", "Chi bộ Bản Cọ", "2020-2025;2025-2030")
    read = json.loads(found["json"])
    assert read["conferences"][0]["step"] == 3 and "held" not in read["conferences"][1] and read["licence"]
    resources = {r["name"]: r for r in json.loads(made["du-lieu/datapackage.json"].data)["resources"]}
    assert [f["name"] for f in resources["hoi-nghi-csv"]["schema"]["fields"]] == list(first)
    assert all(f"du-lieu/{r['path']}" in made for r in resources.values())


def test_a_term_lists_the_corrections_of_its_own_figures_only():
    both = article("a", figure(value=27), figure("total", 31, term=OLD), corrections=(
        Correction(datetime(2026, 4, 20, 9, tzinfo=VIETNAM), "Sửa số", "26", "27"), Correction(datetime(2026, 4, 21, 9, tzinfo=VIETNAM), "Sửa tên", "Mẫu A", "Mẫu B")))
    made = outputs(dossier(both))
    listed = {folder: [row["note"] for path, o in made.items() if re.fullmatch(rf"{folder}/dinh-chinh-\w+\.csv", path) for row in table(o.data)]
              for folder in ("du-lieu", "nhiem-ky/2025-2030", "nhiem-ky/2020-2025")}
    assert listed == {"du-lieu": ["Sửa tên", "Sửa số"], "nhiem-ky/2025-2030": ["Sửa số"], "nhiem-ky/2020-2025": []}


def test_a_correction_of_a_number_that_no_figure_has_any_more_is_listed_with_every_term_of_its_article():
    both = article("a", figure(value=27), figure("total", 31, term=OLD),
                   corrections=(Correction(datetime(2026, 4, 20, 9, tzinfo=VIETNAM), "Bỏ số ghi nhầm", "5 đồng chí", None),))
    made = outputs(dossier(both))
    assert len([path for path in made if re.search(r"nhiem-ky/.*/dinh-chinh-\w+\.csv", path)]) == 2


def test_conferences_and_corrections_are_workbooks_too():
    source = article("a", figure(value=27), corrections=corrected().corrections, conferences=(conference(step=3),))
    made = outputs(dossier(source))
    for name, head, day in (("hoi-nghi", "Ngày họp", date(2026, 4, 15)), ("dinh-chinh", "Ngày đính chính", date(2026, 4, 20))):
        data = next(o.data for path, o in made.items() if re.fullmatch(rf"du-lieu/{name}-\w+\.xlsx", path))
        first = sheet(data)
        cell = first.findall(".//m:sheetData/m:row", NS)[1][0]
        assert cell.get("s") == "1" and cell.find("m:v", NS).text == str((day - date(1899, 12, 30)).days)
        assert head in zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml").decode()
        assert re.search(rf"/du-lieu/{name}-\w+\.xlsx", html(dossier(source), "du-lieu/index.html"))


READ = {"string": str, "number": Decimal, "integer": int, "date": date.fromisoformat}


def test_every_cell_of_the_package_is_of_the_type_and_within_the_constraints_that_it_declares():
    source = article("a", figure(), figure("added", "2.5", qualifier="gt", stage="approved"), corrections=corrected().corrections, conferences=(conference(step=2),))
    made = outputs(dossier(source, licence="CC BY 4.0"))
    resources = [r for r in json.loads(made["du-lieu/datapackage.json"].data)["resources"] if r["format"] == "csv"]
    assert [r["name"] for r in resources] == ["so-lieu-csv", "hoi-nghi-csv", "dinh-chinh-csv"]
    for resource in resources:
        rows = table(made[f"du-lieu/{resource['path']}"].data)
        assert rows
        for row in rows:
            for field in resource["schema"]["fields"]:
                cell, rule = row[field["name"]], field.get("constraints", {})
                assert cell or not rule.get("required"), field
                assert not cell or cell in rule.get("enum", [cell]), field
                assert not cell or READ[field["type"]](cell) is not None


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


@settings(deadline=None)
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
