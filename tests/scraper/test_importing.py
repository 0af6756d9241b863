"""A folder of saved pages becomes a content folder, once, and never against a person's will."""
from __future__ import annotations

import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from plugins.frontmatter import load
from plugins.site_data import SiteData
from scraper.importing import import_folder
from scraper.store import Stored, beside, safe_name, store_picture, store_sound
from tests.scraper.scoring import PAGES, goldens

URL = "https://vidu.example.vn/tin/hoi-nghi-1.html"
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Đảng ủy Khối Ví dụ họp phiên thứ ba - Cổng Ví dụ</title>{head}</head><body><div class="breadcrumb"><a href="/">Trang chủ</a> » <a href="/x">Công tác Đảng</a></div>
<h1>Đảng ủy Khối Ví dụ họp phiên thứ ba</h1><p class="date">{date}</p><p class="sapo"><b>Sáng 14/6, Đảng ủy Khối Ví dụ họp phiên thứ ba của nhiệm kỳ này.</b></p><div class="content">
<p>Hội nghị thảo luận báo cáo kết quả sáu tháng đầu năm và {extra} với nhiều ý kiến tâm huyết.</p>
<p align="center"><img src="{src}"></p><p align="center"><i>Quang cảnh hội nghị</i></p>
<p>Kết luận hội nghị, đồng chí Bí thư yêu cầu các chi bộ hoàn thành kế hoạch trước ngày 30/6.</p><p style="text-align:right"><b>Hải Yến, Văn phòng Đảng ủy Khối Ví dụ</b></p></div><p>Lượt xem: 1.234</p></body></html>"""


def picture(colour: str = "red", size: tuple[int, int] = (80, 60), exif: bool = False) -> bytes:
    out = io.BytesIO()
    options = {}
    if exif:
        told = Image.Exif()
        told[0x010F] = "Máy ảnh của ai đó"
        options["exif"] = told
    Image.new("RGB", size, colour).save(out, "JPEG", **options)
    return out.getvalue()


@pytest.fixture
def saved(tmp_path):
    folder = tmp_path / "luu"
    folder.mkdir()
    return folder


def put(folder: Path, name: str = "bai", *, url: str | None = URL, head: str = "", date: str = "14/06/2024 16:25", extra: str = "bàn nhiệm vụ mới", src: str = "/anh/hn.jpg") -> Path:
    page = folder / f"{name}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(PAGE.format(head=head, date=date, extra=extra, src=src), encoding="utf-8")
    if url:
        page.with_suffix(".json").write_text(json.dumps({"url": url, "retrieved": "2026-11-20"}), encoding="utf-8")
    return page


def run(folder: Path):
    return import_folder(folder, folder.parent / "content", SiteData())


def article(folder: Path, path: str):
    source = (folder.parent / "content" / path).read_text(encoding="utf-8")
    loaded = load(source, path, SiteData())
    assert [p for p in loaded.problems if not p.notice] == []
    return loaded.article


def test_a_saved_page_becomes_an_article_with_all_its_particulars(saved):
    put(saved)
    report = run(saved)
    assert report.imported == ["tin/2024/06/dang-uy-khoi-vi-du-hop-phien-thu-ba.md"] and report.problems == []
    made = article(saved, report.imported[0])
    assert (made.title, made.category, made.status, made.date_basis) == ("Đảng ủy Khối Ví dụ họp phiên thứ ba", "Công tác Đảng", "published", "published")
    assert made.date.isoformat() == "2024-06-14T16:25:00+07:00"
    assert made.summary == "Sáng 14/6, Đảng ủy Khối Ví dụ họp phiên thứ ba của nhiệm kỳ này."
    assert (made.authors[0].name, made.authors[0].role) == ("Hải Yến", "Văn phòng Đảng ủy Khối Ví dụ")
    assert (made.source.url, made.source.views, made.source.retrieved) == (URL, 1234, date(2026, 11, 20))
    assert made.source.authors == made.authors and made.source.published == made.date
    assert "Hải Yến" not in made.body and "Lượt xem" not in made.body


def test_a_second_run_changes_nothing(saved):
    put(saved)
    run(saved)
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (saved.parent / "content").rglob("*") if p.is_file()}
    report = run(saved)
    assert report.imported == report.updated == [] and len(report.unchanged) == 1
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (saved.parent / "content").rglob("*") if p.is_file()} == before


def test_a_second_run_without_its_record_changes_nothing_either(saved):
    put(saved)
    run(saved)
    shutil.rmtree(saved.parent / ".cache")
    report = run(saved)
    assert (report.imported, report.updated, report.kept, len(report.unchanged)) == ([], [], [], 1)


def test_a_changed_page_updates_its_article(saved):
    put(saved)
    path = run(saved).imported[0]
    put(saved, extra="bầu bổ sung hai đồng chí")
    assert run(saved).updated == [path]
    assert "bầu bổ sung hai đồng chí" in article(saved, path).body


def test_an_article_that_a_person_edited_is_never_overwritten(saved):
    put(saved)
    path = run(saved).imported[0]
    file = saved.parent / "content" / path
    file.write_text(file.read_text(encoding="utf-8").replace("tâm huyết", "tâm huyết, trách nhiệm"), encoding="utf-8")
    edited = file.read_bytes()
    assert run(saved).unchanged == [path]  # the page says nothing new
    put(saved, extra="bầu bổ sung hai đồng chí")
    report = run(saved)
    assert report.kept == [path] and report.updated == [] and file.read_bytes() == edited
    beside_it = file.with_name(file.name + ".moi")
    assert "bầu bổ sung hai đồng chí" in beside_it.read_text(encoding="utf-8")
    assert f"{path}.moi" in report.in_vietnamese()


def test_an_article_written_by_hand_at_the_same_place_is_left_alone(saved):
    put(saved)
    own = saved.parent / "content" / "tin/2024/06/dang-uy-khoi-vi-du-hop-phien-thu-ba.md"
    own.parent.mkdir(parents=True)
    own.write_text("---\ntitle: Của tôi\n---\n\nBài của tôi.\n", encoding="utf-8")
    report = run(saved)
    assert report.imported == ["tin/2024/06/dang-uy-khoi-vi-du-hop-phien-thu-ba-2.md"]
    assert "Bài của tôi" in own.read_text(encoding="utf-8")


@pytest.mark.parametrize("head", ['<link rel="canonical" href="{0}">', '<meta property="og:url" content="{0}">', "<link rel='CANONICAL' href='{0}'>"])
def test_a_page_may_tell_its_address_itself(saved, head):
    put(saved, url=None, head=head.format(URL))
    report = run(saved)
    assert article(saved, report.imported[0]).source.url == URL


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "javascript:alert(1)", "//vidu.example.vn/x", "http://[x", 5, None])
def test_a_page_without_a_good_address_is_a_problem_told_in_vietnamese(saved, url):
    page = put(saved, url=None)
    page.with_suffix(".json").write_text(json.dumps({"url": url}), encoding="utf-8")
    report = run(saved)
    assert report.imported == [] and "không biết địa chỉ" in report.problems[0].message and report.problems[0].path == "bai.html"


def test_pictures_that_lie_beside_come_along_once_each_and_without_what_tells_of_their_maker(saved):
    for name, address in (("mot", URL), ("hai", "https://vidu.example.vn/tin/2.html")):
        put(saved, name, url=address, src=f"{name}_files/Ảnh hội nghị (1).JPG", extra=f"bàn việc {name}")
        folder = saved / f"{name}_files"
        folder.mkdir()
        (folder / "Ảnh hội nghị (1).JPG").write_bytes(picture(exif=True))
    report = run(saved)
    assert len(report.imported) == 2 and report.missing == []
    kept = list((saved.parent / "content" / "anh").rglob("*.*"))
    assert [p.name for p in kept] == ["anh-hoi-nghi-1.jpg"]
    assert not Image.open(kept[0]).getexif()
    assert '![Quang cảnh hội nghị](anh/2024/06/anh-hoi-nghi-1.jpg "Quang cảnh hội nghị")' in article(saved, report.imported[0]).body


def test_a_picture_that_is_not_at_hand_leaves_its_words_and_a_line_in_the_report(saved):
    put(saved)
    report = run(saved)
    body = article(saved, report.imported[0]).body
    assert "*Quang cảnh hội nghị*" in body and "![" not in body
    assert report.missing == [(report.imported[0], "/anh/hn.jpg", "không có tệp ảnh bên cạnh trang đã lưu")]


@pytest.mark.parametrize("data, why", [(b"<html>404</html>", "không phải ảnh"), (picture()[:300], "ảnh"), (b"", "không phải ảnh"), (b"GIF89a", "không phải ảnh")])
def test_a_picture_that_is_none_is_left_out(saved, data, why):
    put(saved)
    (saved / "anh").mkdir()
    (saved / "anh" / "hn.jpg").write_bytes(data)
    report = run(saved)
    assert why in report.missing[0][2] and not (saved.parent / "content" / "anh").exists()


def test_two_pictures_of_one_name_do_not_overwrite_each_other(tmp_path):
    stored = Stored()
    one = store_picture(stored, tmp_path, "/a/hn.jpg", date(2024, 6, 14), lambda a: picture("red"))
    other = store_picture(stored, tmp_path, "/b/hn.jpg", date(2024, 6, 14), lambda a: picture("blue"))
    again = store_picture(stored, tmp_path, "/c/khac.jpg", date(2024, 6, 14), lambda a: picture("red"))
    assert (one, other, again) == ("anh/2024/06/hn.jpg", "anh/2024/06/hn-2.jpg", "anh/2024/06/hn.jpg")


def test_a_recording_is_taken_when_its_first_bytes_are_a_recordings(tmp_path):
    stored = Stored()
    assert store_sound(stored, tmp_path, "/am/Bai doc.mp3", date(2024, 6, 14), lambda a: b"ID3\x03rest") == "am-thanh/2024/06/bai-doc.mp3"
    assert store_sound(stored, tmp_path, "/am/x.mp3", date(2024, 6, 14), lambda a: b"<html>") is None
    assert store_sound(stored, tmp_path, "/am/x.exe", date(2024, 6, 14), lambda a: b"ID3") is None


@pytest.mark.parametrize("address", ["../../../etc/passwd", "/../../etc/passwd", "..%2f..%2fetc%2fpasswd", "file:///etc/passwd", "\x00", "C:\\Windows\\win.ini", "//[", "http://[x/y.jpg", "x" * 5000])
def test_no_address_reads_outside_the_folder_of_saved_pages(tmp_path, address):
    inside = tmp_path / "luu"
    inside.mkdir()
    (tmp_path / "passwd").write_bytes(b"secret")
    assert beside(inside / "bai.html", inside, URL)(address) is None


@pytest.mark.parametrize("address, name", [("/upload/Ảnh (1).JPG?x=1", "anh-1"), ("a/con.png", "anh"), ("https://x.vn/", "anh"), ("https://x.vn/%2e%2e%2f%2e%2e", "anh"), ("x/.htaccess", "anh"), ("/a/" + "x" * 300 + ".jpg", "x" * 50), ("//[", "anh")])
def test_names_of_files_are_safe_everywhere(address, name):
    assert safe_name(address, "anh") == name


def test_a_page_that_prints_no_day_takes_the_conferences_and_says_so(saved):
    put(saved, date="", extra="bàn việc")
    text = (saved / "bai.html").read_text(encoding="utf-8").replace("Sáng 14/6,", "Sáng ngày 14/6/2024,")
    (saved / "bai.html").write_text(text, encoding="utf-8")
    made = article(saved, run(saved).imported[0])
    assert (made.date_basis, made.date.date(), made.source.published) == ("conference", date(2024, 6, 14), None)


def test_a_page_without_any_day_takes_the_imports_and_says_so(saved):
    put(saved, date="")
    made = article(saved, run(saved).imported[0])
    assert (made.date_basis, made.date.date()) == ("imported", date(2026, 11, 20))


def test_pages_that_are_no_articles_are_told_one_by_one(saved):
    for name in ("neg-login", "neg-listing-wordpress", "neg-soft404", "neg-home"):
        shutil.copy(PAGES / f"{name}.html", saved)
        (saved / f"{name}.json").write_text(json.dumps({"url": goldens()[name]["url"]}), encoding="utf-8")
    report = run(saved)
    assert sorted(why for _, why in report.skipped) == ["trang báo không có bài", "trang chủ, không phải một bài", "trang danh sách tin, không phải một bài", "trang đăng nhập"]
    assert report.problems == [] and report.imported == []


def test_one_article_saved_twice_is_imported_once(saved):
    put(saved, "mot")
    put(saved, "hai", url="https://vidu.example.vn/in-bai/1")
    report = run(saved)
    assert len(report.imported) == 1 and report.skipped == [("mot.html", "trùng với hai.html")]


def test_all_golden_pages_become_articles_that_load_without_fault(tmp_path):
    report = import_folder(PAGES, tmp_path / "content", SiteData())
    assert report.problems == [] and len(report.imported) >= 15
    for path in report.imported:
        source = (tmp_path / "content" / path).read_text(encoding="utf-8")
        assert [p for p in load(source, path, SiteData()).problems if not p.notice] == []


def test_an_empty_folder_is_a_problem(saved):
    assert "không có trang .html nào" in run(saved).in_vietnamese()


def test_pictures_pages_and_records_survive_a_broken_record(saved):
    put(saved)
    run(saved)
    (saved.parent / ".cache" / "import.json").write_text('{"pages": {"x": 5}, "files": []', encoding="utf-8")
    assert len(run(saved).unchanged) == 1


def test_progress_names_each_page(saved):
    put(saved)
    told = []
    import_folder(saved, saved.parent / "content", SiteData(), progress=told.append)
    assert told == ["1/1 bai.html"]
