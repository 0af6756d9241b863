"""The publication gate: what stops, what is only noted, what passes; and who has answered for a stop."""
from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from plugins.frontmatter import load
from plugins.newsroom.gate import register
from plugins.newsroom.gate.look import look
from plugins.newsroom.gate.people import names
from plugins.newsroom.gate.places import located
from plugins.newsroom.gate.rules import rules
from plugins.newsroom.gate.tell import problems
from plugins.reader.content import data_of
from plugins.site_data import Contact, Meeting, Question, RegisteredDocument, SiteData
from plugins.values import Article, Document, Picture

HERE = Path(__file__).parent
CONTENT = Path(__file__).resolve().parents[2] / "content"
TODAY = date(2026, 11, 21)


def lines(file: str) -> list[str]:
    return [line.replace("\\n", "\n").replace("\\t", "\t") for line in (HERE / file).read_text(encoding="utf-8").splitlines()]


HARMLESS = lines("harmless.txt")
STOPS = [tuple(line.split("\t", 1)) for line in (HERE / "stops.txt").read_text(encoding="utf-8").splitlines()]
EXAMPLES = [(rule.id, text) for rule in rules().values() for text in rule.told["examples"]]
PASSING = [(rule.id, text) for rule in rules().values() for text in rule.told["harmless"]]


def article(body: str = "", **more: object) -> Article:
    return Article(path="tin/2026/11/tin-mau.md", **{"title": "Tin mẫu", "slug": "tin-mau", "body": body, **more})


def met(text: str, **more: object) -> set[str]:
    return {sign.rule for sign in look(article(text, **more))}


def stopping(found: set[str]) -> set[str]:
    return {id for id in found if rules()[id].stops}


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_an_example_of_a_rule_meets_it(rule, text):
    assert rule in met(text)


@pytest.mark.parametrize(("rule", "text"), PASSING)
def test_what_a_rule_names_harmless_neither_meets_it_nor_stops(rule, text):
    found = met(text)
    assert rule not in found and not stopping(found)


@pytest.mark.parametrize(("rule", "text"), STOPS)
def test_what_must_not_go_out_stops(rule, text):
    assert rule in met(text.replace("\\n", "\n").replace("\\t", "\t"))


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_sentence_stops_nowhere(text):
    assert not stopping(met(text))
    assert not stopping(met("", title=text.split("\n")[0], summary=text))


def test_there_are_enough_harmless_sentences():
    assert len(HARMLESS) >= 80


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, text in EXAMPLES if rule == "stamp"])
def test_a_stamp_in_decomposed_letters_stops(rule, text):
    assert rule in met(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("text", ["MẬT", "Kế hoạch quy hoạch (TỐI MẬT)", "M Ậ T"])
@pytest.mark.parametrize("place", ["title", "summary", "caption", "alt", "document"])
def test_a_stamp_stops_wherever_the_front_matter_has_it(place, text):
    more = {"title": {"title": text}, "summary": {"summary": text}, "caption": {"cover": Picture("anh/a.jpg", caption=text)},
            "alt": {"images": (Picture("anh/a.jpg", alt=text),)}, "document": {"documents": (Document(title=text),)}}[place]
    assert "stamp" in met("", **more)


def test_a_stamp_stops_in_the_caption_of_a_picture_in_the_text():
    assert "stamp" in met('![Bìa](anh/a.jpg "Đề án nhân sự (TUYỆT MẬT)")')


def test_hidden_letters_do_not_hide_a_stamp():
    assert "stamp" in met("M\u200bẬ\u00adT")


def test_a_long_article_about_secrets_passes_and_one_stamp_in_it_is_found_at_its_line():
    body = "\n\n".join(["Bảo vệ bí mật nhà nước là việc của mọi người, mật thiết với từng chi bộ."] * 40 + ["TỐI MẬT"])
    assert [(sign.rule, sign.line) for sign in look(article(body)) if sign.rule == "stamp"] == [("stamp", 80)]


def test_a_telephone_number_is_noted_in_an_article_and_not_on_a_standing_page():
    assert met("Gọi 0912 345 678.") == {"telephone"} and not rules()["telephone"].stops
    assert met("Gọi 0912 345 678.", kind="page") == set()


def test_only_what_stops_is_looked_for_when_asked():
    assert {s.rule for s in look(article("Gọi 0912 345 678.\n\nBản dự thảo.\n\nMẬT"), notes=False)} == {"stamp"}


def test_an_identity_number_is_not_repeated_in_the_message():
    told = list(problems(article("CCCD 001085012345"), look(article("CCCD 001085012345")), "", TODAY))
    assert "001085012345" not in told[0].message


@pytest.mark.parametrize(("text", "expected"), [
    ("Bí thư Tỉnh ủy Thái Bình Ngô Văn Mẫu", ["Ngô Văn Mẫu"]), ("Đảng ủy Khối các cơ quan tỉnh", []), ("ông Y Mẫu và bà LÊ THỊ MẪU", ["LÊ THỊ MẪU"]),
    ("Văn phòng Huyện ủy", []), ("Đoàn Thanh niên", []), ("Hà Nội, Cao Bằng", []), ("Nguyễn Văn A", ["Nguyễn Văn A"]),
])
def test_names_of_people_are_told_from_other_capitals(text, expected):
    assert [name.text for name in names(text)] == expected


SOURCE = """---
title: Tin mẫu
date: 2026-11-01
status: published
category: Tin
summary: TỐI MẬT
{approval}---

Một câu.

MẬT
"""


def told(approval: str = ""):
    source = SOURCE.format(approval=approval)
    one = load(source, "tin/2026/11/a.md", SiteData()).article
    return list(problems(one, look(one), source, TODAY))


def test_a_stop_tells_its_line_in_the_file():
    assert [(p.line, p.notice) for p in told()] == [(6, False), (11, False)]


def test_an_approval_with_its_public_source_answers_every_stop_and_is_told():
    found = told("approval:\n  by: Trưởng ban (mẫu)\n  date: 2026-11-02\n  source: Báo mẫu ngày 1/11/2026\n")
    assert all(p.notice and "Trưởng ban (mẫu)" in p.message for p in found) and len(found) == 2


@pytest.mark.parametrize(("approval", "hint"), [
    ("approval:\n  by: Trưởng ban (mẫu)\n  date: 2026-11-02\n", "source"),
    ("approval:\n  by: Trưởng ban (mẫu)\n  date: 2026-12-02\n  source: Báo mẫu\n", "approval.date"),
])
def test_an_approval_without_source_or_from_tomorrow_answers_nothing(approval, hint):
    assert all(not p.notice and hint in p.hint for p in told(approval))


def picture(form: str, located_: bool) -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Ảnh mẫu"
    if located_:
        exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 0.0), 3: "E", 4: (105.0, 51.0, 0.0)})
    Image.new("RGB", (40, 30), "red").save(out, form, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_tells_where_it_was_taken_is_known(form):
    assert located(picture(form, True)) and not located(picture(form, False))


def test_what_is_no_picture_has_no_place():
    assert not located(b"") and not located(b"\xff\xd8\xff broken")


@pytest.fixture
def site(tmp_path):
    (tmp_path / "content/tin/2026/11").mkdir(parents=True)
    file = tmp_path / "content/tin/2026/11/a.md"
    file.write_text(SOURCE.format(approval=""), encoding="utf-8")
    return tmp_path, file


def test_a_build_stops_at_a_stamp_until_it_is_approved_and_the_approval_is_recorded_once(tasks, site):
    folder, file = site
    stopped = tasks("build", cwd=folder)
    assert stopped.returncode == 1 and "content/tin/2026/11/a.md:6" in stopped.stderr and not (folder / "output/index.html").exists()
    file.write_text(SOURCE.format(approval="approval:\n  by: Trưởng ban (mẫu)\n  date: 2020-11-02\n  source: Báo mẫu\n"), encoding="utf-8")
    assert tasks("build", cwd=folder).returncode == 0
    assert tasks("build", cwd=folder).returncode == 0
    with open(folder / "nhat-ky/duyet-dang.csv", encoding="utf-8-sig", newline="") as log:
        head, *rows = csv.reader(log)
    assert head[1] == "tệp" and [row[1:] for row in rows] == [["tin/2026/11/a.md", "Tin mẫu", "dấu mật, dấu nội bộ", "Trưởng ban (mẫu)", "2020-11-02", "Báo mẫu"]]


def test_a_draft_with_a_stamp_stops_no_build(tasks, site):
    folder, file = site
    file.write_text(SOURCE.format(approval="").replace("published", "draft"), encoding="utf-8")
    assert tasks("build", cwd=folder).returncode == 0


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.md")), ids=lambda p: p.stem)
def test_no_article_of_the_sample_content_stops(path):
    one = load(path.read_text(encoding="utf-8"), f"{path.relative_to(CONTENT).parts[0]}/{path.name}", SiteData()).article
    assert not {s.rule for s in look(one) if rules()[s.rule].stops}


REGISTER = SiteData(
    documents={"12": RegisteredDocument("12", "12-KH/ĐUK (TỐI MẬT)", "Kế hoạch rà soát")},
    calendar=(Meeting("Họp Ban Thường vụ", date(2026, 11, 2), note="Danh sách quy hoạch Bí thư gồm: Nguyễn Văn Mẫu, Trần Thị Mẫu"),),
    questions=(Question("1", "Hỏi về bí mật quân sự?", "Trả lời: số CCCD 001085012345"),),
    contacts=(Contact("Nguyễn Văn Mẫu", role="Chánh Văn phòng", phone="000 0000 000"),),
)


def test_data_files_that_become_pages_are_held_to_the_gate():
    found = list(register.problems(REGISTER, lambda path: "- id: 12\n  number: 12-KH/ĐUK (TỐI MẬT)\n"))
    assert {(p.path, p.notice) for p in found} == {("data/documents.yaml", False), ("data/calendar.yaml", False), ("data/questions.yaml", False)}
    assert next(p.line for p in found if "documents" in p.path) == 2


def test_the_data_of_the_sample_content_passes():
    assert not list(register.problems(data_of(CONTENT), lambda path: ""))


def test_a_stamp_in_the_register_of_documents_stops_a_build(tasks, site):
    folder, file = site
    file.write_text(SOURCE.format(approval="").replace("TỐI MẬT", "Đoạn dẫn").replace("MẬT", "Hết"), encoding="utf-8")
    (folder / "content/data").mkdir()
    (folder / "content/data/documents.yaml").write_text("- id: a-12\n  number: 12-KH/ĐUK\n  title: Kế hoạch nhân sự (TUYỆT MẬT)\n", encoding="utf-8")
    done = tasks("build", cwd=folder)
    assert done.returncode == 1 and "content/data/documents.yaml:3" in done.stderr, done.stderr
