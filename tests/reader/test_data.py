"""The data files: what they give, and how a fault is told."""
from __future__ import annotations

from datetime import date

import pytest

from plugins.reader.data import read
from plugins.site_data import Link, SectionNote, Successor
from plugins.values import Term

COMMITTEES = """\
- id: mau-son
  name: Đảng bộ huyện Mẫu Sơn
  level: huyện
  names:
    - name: Đảng bộ châu Mẫu Sơn
      until: 31/12/1976
  aliases: [Huyện ủy Mẫu Sơn]
  successors:
    - id: xa-mau-son
      since: 2025-07-01
      decision: 12-QĐ/TU
- id: xa-mau-son
  name: Đảng bộ xã Mẫu Sơn
"""


def test_committees_have_names_aliases_and_successors():
    data, problems = read({"data/committees.yaml": COMMITTEES})
    found = data.committees["mau-son"]
    assert not problems and found.level == "district" and found.names[0].until == date(1976, 12, 31)
    assert found.successors == (Successor("xa-mau-son", date(2025, 7, 1), "12-QĐ/TU"),)


def test_the_other_files_are_read():
    data, problems = read({
        "data/terms.yaml": "- years: 2021-2026\n  family: chính quyền\n",
        "data/links.yaml": "- title: Trang ví dụ\n  url: https://vidu.vn\n",
        "data/abbreviations.yaml": "BTV: Ban Thường vụ\nNO: không phải sai\n",
        "data/categories.yaml": "- Công tác cán bộ\n- name: Đời sống\n  about: Chuyện cơ sở.\n",
        "data/site.yaml": "name: Trang mẫu\n",
    })
    assert not problems
    assert data.terms == (Term(2021, 2026, "government"),) and data.links == (Link("Trang ví dụ", "https://vidu.vn"),)
    assert dict(data.abbreviations)["NO"] == "không phải sai" and data.categories == ("Công tác cán bộ", "Đời sống")
    assert data.sections == {"Đời sống": SectionNote("Chuyện cơ sở.")}


def test_the_files_of_an_office_are_read():
    data, problems = read({
        "data/documents.yaml": "- number: 65-KH/MS\n  date: 16/3/2022\n  title: Kế hoạch\n",
        "data/calendar.yaml": "- title: Giao ban\n  start: 2026-11-24 08:00\n  end: 2026-11-24 10:30\n- title: Trực\n  start: 24/11/2026\n",
        "data/questions.yaml": "- question: Họp khi nào?\n  answer: |\n    Mai.\n\n    Mười giờ.\n",
        "data/contacts.yaml": "- name: Lê Mẫu\n  email: a@example.org\n",
    })
    assert not problems
    assert [(d.id, d.url, d.date) for d in data.documents.values()] == [("65-kh-ms-2022", "/van-ban/65-kh-ms-2022/", date(2022, 3, 16))]
    assert data.calendar[0].start.isoformat() == "2026-11-24T08:00:00+07:00" and data.calendar[1].start == date(2026, 11, 24)
    assert data.questions[0].id == "hop-khi-nao" and data.questions[0].answer.startswith("Mai.\n\nMười")
    assert data.contacts[0].email == "a@example.org"


def test_a_folder_without_data_gives_empty_data():
    data, problems = read({})
    assert not problems and not data.committees and data.terms == ()


@pytest.mark.parametrize("name, text, line, word", [
    ("committees", "- id: a\n  nam: A\n", 2, "không có khóa 'nam'"),
    ("committees", "- id: Đảng ủy\n  name: A\n", 1, "ký tự không dùng được"),
    ("committees", "- id: a\n  name: A\n- id: a\n  name: B\n", 3, "đã dùng"),
    ("committees", "- id: a\n  name: A\n  parent: b\n", 3, "không có tổ chức"),
    ("committees", "- id: a\n  name: A\n  level: tầng\n", 3, "không có trong danh mục"),
    ("committees", "- id: a\n  name: A\n  name: B\n", 3, "viết hai lần"),
    ("committees", "a: b: c\n", 1, "YAML"),
    ("categories", "- name: A\n  ảnh: a.jpg\n", 2, "không có khóa"),
    ("categories", "A: B\n", 1, "danh sách"),
    ("committees", "- chữ\n", 1, "khóa: giá trị"),
    ("terms", "- years: 2025\n", 1, "không phải nhiệm kỳ"),
    ("terms", "- years: 2030-2025\n", 1, "không phải nhiệm kỳ"),
    ("links", "- title: X\n  url: javascript:alert(1)\n", 2, "không phải địa chỉ"),
    ("documents", "- number: 65-KH/MS\n  title: A\n- number: 65-KH/MS\n  title: B\n", 3, "đã dùng"),
    ("documents", "- number: 65-KH/MS\n  tiêu đề: A\n", 2, "không có khóa"),
    ("calendar", "- title: A\n  start: mai\n", 2, "không phải ngày giờ"),
    ("calendar", "- title: A\n  start: 2026-11-24\n  end: 2026-11-23\n", 3, "trước lúc bắt đầu"),
    ("calendar", "- title: A\n  start: 2026-11-24 08:00\n  end: 2026-11-24\n", 3, "cùng ghi giờ"),
    ("contacts", "- name: A\n  email: a.example\n", 2, "không phải địa chỉ thư"),
    ("questions", "- question: A\n", 1, "thiếu 'answer'"),
    ("procedures", "- id: a\n  name: A\n  steps:\n    - number: hai\n      label: x\n", 4, "không phải số"),
])
def test_a_fault_is_told_with_its_line(name, text, line, word):
    _, problems = read({f"data/{name}.yaml": text})
    assert len(problems) == 1 and problems[0].line == line and word in problems[0].message
