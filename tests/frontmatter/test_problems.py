"""What is wrong is told all at once, each with its place and an advice, in Vietnamese."""
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins import frontmatter
from plugins.frontmatter import dump, load
from plugins.site_data import SiteData
from tests.frontmatter.articles import articles
from tests.frontmatter.test_load import KNOWN

BASE = "title: Bài mẫu\ncategory: Tin tức\n"


def problems(header: str, *, path: str = "tin/2022/04/a.md", known: SiteData = KNOWN) -> list[tuple[int, int, str, str, bool]]:
    return [(p.line, p.column, p.message, p.hint, p.notice) for p in load(f"---\n{header}---\nThân bài.\n", path, known).problems]


# What is added to the two lines of BASE (lines 2 and 3), and where which fault is told, with some words of message and advice.
FAULTS = [
    ("titel: x", (4, 1), "không có khóa 'titel'", "viết: title"),
    ("tiêu đề: x", (4, 1), "không có khóa 'tiêu đề'", "viết: title"),
    ("tác giả: x", (4, 1), "không có khóa", "viết: authors"),
    ("lead: x", (4, 1), "không có khóa 'lead'", "viết: summary"),
    ("held: 2022-04-15", (4, 1), "không có khóa 'held'", "đặt trong 'conference'"),
    ("xyz:", (4, 1), "không có khóa 'xyz'", "các khóa dùng được: title, category"),
    ("xyz: x", (4, 1), "không có khóa 'xyz'", "các khóa dùng được: title, category"),
    ("conference:\n  comittee: khoi-mau", (5, 3), "không có khóa 'comittee' trong 'conference'", "viết: committee"),
    ("results:\n  - mesure: bổ sung\n    value: 1", (5, 5), "không có khóa 'mesure' trong 'results'", "viết: measure"),
    ("results:\n  - {measure: added, value: 1,04}", (5, 31), "dấu phẩy trong ngoặc {…}", "mỗi khóa một dòng"),
    ("date: 31/02/2022", (4, 7), "'date: 31/02/2022' không phải ngày có thật", "viết như 2026-04-21 17:44"),
    ("date: hôm qua", (4, 7), "không phải ngày có thật", "viết như"),
    ("featured: 2022-04-15 08:00", (4, 11), "có cả giờ", "viết: 2022-04-15"),
    ("conference:\n  held: 32/1/2022", (5, 9), "'held: 32/1/2022' không phải ngày có thật", "15/4/2026"),
    ("status: published", (4, 9), "bài 'đăng' phải có ngày giờ đăng", "thêm dòng 'date: 2026-04-21 17:44'"),
    ("status: ẩn", (4, 9), "bài 'ẩn' phải có ngày giờ đăng", "date"),
    ("status: publíc", (4, 9), "'status: publíc' không có trong danh mục", "viết: đăng"),
    ("status: xong", (4, 9), "không có trong danh mục", "viết một trong: nháp, đăng"),
    ("status: 123456", (4, 9), "không có trong danh mục", "viết một trong: nháp, đăng, ẩn, gỡ"),
    ("results:\n  - measure: đưa vào\n    value: 1", (5, 14), "'measure: đưa vào' không có trong danh mục", "viết: bổ sung"),
    ("results:\n  - measure: added\n    value: 1\n    body: Ban chấp hàn", (7, 11), "'body: Ban chấp hàn' không có", "viết: Ban Chấp hành"),
    ("conference:\n  kind: cán bộ chủ chot chot", (5, 9), "không có trong danh mục", "viết: Hội nghị cán bộ chủ chốt"),
    ("results:\n  - measure: added\n    value: -3", (6, 12), "'value: -3' là số âm", "từ 0 trở lên"),
    ("results:\n  - measure: added\n    value: 30/32", (6, 12), "không phải một số", "'value: 30' và 'of: 32'"),
    ("results:\n  - measure: added\n    value: 10-15", (6, 12), "không phải một số", "'value: 10' và 'value_max: 15'"),
    ("results:\n  - measure: added\n    value: trên 1.000", (6, 12), "không phải một số", "'qualifier: trên' và 'value: 1.000'"),
    ("results:\n  - measure: added\n    value: 06 đồng chí", (6, 12), "không phải một số", "'value: 06' và 'unit: đồng chí'"),
    ("results:\n  - measure: added\n    value: mười lăm", (6, 12), "không phải một số", "viết: 15"),
    ("results:\n  - measure: added\n    value: nhiều", (6, 12), "không phải một số", "viết như 06"),
    ("results:\n  - measure: added\n    value: 1,04", (6, 12), "không phải số nguyên, mà 'bổ sung' là số đếm", "đổi 'measure'"),
    ("results:\n  - measure: added", (5, 5), "thiếu 'value' (con số)", "thêm dòng 'value: 06'"),
    ("results:\n  - value: 1", (5, 5), "thiếu 'measure'", "thêm dòng 'measure: removed'"),
    ("results:\n  - measure: added\n    value: 5\n    value_max: 4", (7, 16), "'value_max' (4) phải lớn hơn 'value' (5)", "đổi chỗ"),
    ("results:\n  - measure: added\n    value: 34\n    of: 32", (7, 9), "'value' (34) lớn hơn tổng số 'of' (32)", "đổi chỗ"),
    ("results:\n  - measure: tỷ lệ phiếu\n    value: 101", (6, 12), "tỷ lệ phiếu 101 quá 100", "95,5"),
    ("results:\n  - measure: added\n    value: 5\n    conference: 1", (7, 17), "bài không có hội nghị '1'", "đếm từ 1"),
    ("results: 5", (4, 10), "'results' phải gồm các dòng con", "'term: 2025-2030'"),
    ("conference:\n  term: 2020-2015", (5, 9), "nhiệm kỳ '2020-2015' ghi ngược", "viết: 2015-2020"),
    ("conference:\n  term: [2020-2025, 2025]", (5, 21), "'2025' không phải nhiệm kỳ", "viết như 2025-2030"),
    ("conference:\n  term: 2020-2025 thôn", (5, 9), "không rõ 'thôn' sau nhiệm kỳ", "đảng, chính quyền, chi bộ"),
    ("conference:\n  term: 2020-2052", (5, 9), "không phải nhiệm kỳ", "2025-2030"),
    ("conference:\n  held: 2022-04-16\n  held_end: 2022-04-15", (6, 13), "15/4/2022 trước ngày họp 16/4/2022", "đổi chỗ"),
    ("conference:\n  held_end: 2022-04-15", (5, 13), "thiếu 'held'", "chỉ ghi 'held'"),
    ("conference:\n  round: 0", (5, 10), "'round: 0' phải từ 1 trở lên", "viết như"),
    ("conference:\n  round: hai", (5, 10), "'round: hai' không phải số nguyên", "viết như"),
    ("conference:\n  step:\n    number: 6\n    of: 5", (6, 13), "bước 6 vượt quá quy trình 5 bước", "xem lại"),
    ("conference:\n  step:\n    number: 6\n    procedure: quy-hoach", (6, 13), "quy trình 'quy-hoach' chỉ có 5 bước, không có bước 6", "xem lại"),
    ("conference:\n  step: 3", (5, 9), "'step' phải gồm các dòng con", "number, of, procedure, label"),
    ("step:\n  number: 3", (5, 3), "'step' ở đầu tệp cần một hội nghị", "conference:"),
    ("conference: [{kind: khac}, {kind: khac}]\nstep:\n  number: 3", (6, 3), "bài có 2 hội nghị", "từng hội nghị"),
    ("conference:\n  step:\n    number: 2\nstep:\n  number: 3", (8, 3), "'step' ghi cả ở đầu tệp và trong hội nghị", "bỏ một"),
    ("cover:\n  - anh/a.jpg", (5, 3), "'cover' phải gồm các dòng con", "image, alt, caption, credit"),
    ("cover:\n  caption: Không ảnh", (4, 1), "thiếu 'image'", "thêm dòng 'image:"),
    ("summary:\n  a: b", (5, 3), "'summary' phải là một dòng chữ", "viết như 'summary:"),
    ("tags:\n  a: b", (5, 3), "'tags' phải là danh sách", "bắt đầu bằng '- '"),
    ("authors:\n  ten: Lê Mẫu", (5, 3), "không có khóa 'ten' trong 'authors'", "viết: name"),
    ("tags: a\ntags: b", (5, 1), "khóa 'tags' ghi hai lần, lần đầu ở dòng 4", "xóa dòng kia"),
    ("conference:\n  kind: khac\n  kind: dai-hoi", (6, 3), "khóa 'kind' ghi hai lần, lần đầu ở dòng 5", "xóa dòng kia"),
    ("slug: ../a", (4, 7), "slug '../a' không dùng được", "viết: a"),
    ("slug: Đảng Ủy", (4, 7), "slug 'Đảng Ủy' không dùng được", "viết: dang-uy"),
    ("slug: con", (4, 7), "slug 'con' không dùng được", "viết: con-1"),
    ("cover: ../a.jpg", (4, 8), "'../a.jpg' không nằm trong thư mục nội dung", "như anh/2026/04"),
    ("cover: /anh/a.jpg", (4, 8), "không nằm trong thư mục nội dung", "tính từ thư mục nội dung"),
    (r"cover: C:\a.jpg", (4, 8), "không nằm trong thư mục nội dung", "tính từ thư mục nội dung"),
    (r"cover: anh\a.jpg", (4, 8), "dùng dấu \\", "viết: anh/a.jpg"),
    ("cover: https://a.example/a.jpg", (4, 8), "là địa chỉ trên mạng", "tải tệp về"),
    ("audio: anh/../../a.mp3", (4, 8), "không nằm trong thư mục nội dung", "am-thanh/"),
    ("documents:\n  - number: 1\n    file: /etc/passwd", (6, 11), "không nằm trong thư mục nội dung", "tai-lieu/"),
    ("documents:\n  - date: 2022-04-15", (5, 5), "văn bản không có số, tên, tệp hay mã", "number"),
    ("source:\n  url: javascript:alert(1)", (5, 8), "không phải địa chỉ trang web", "https://"),
    ("aliases: [../x]", (4, 11), "không phải địa chỉ cũ", "/tin-cu/123/"),
    ("approval:\n  by: Trần Mẫu", (4, 1), "thiếu 'date'", "thêm dòng 'date: 2026-04-21'"),
    ("series: &a x", (4, 9), "các dấu &, * và !", "ngoặc kép"),
    ("series: !x y", (4, 9), "các dấu &, * và !", "ngoặc kép"),
    ("? [a]\n: b", (4, 3), "khóa phải là một từ", "title"),
    ("summary: Hội nghị: quy hoạch", (4, 10), "dấu hai chấm phải đặt trong ngoặc kép", 'viết: summary: "Hội nghị: quy hoạch"'),
    ('summary: Lớp "nguồn": khai giảng', (4, 10), "dấu hai chấm", "viết: summary: 'Lớp \"nguồn\": khai giảng'"),
    ("summary: Hội nghị:", (4, 10), "dấu hai chấm", 'viết: summary: "Hội nghị:"'),
    ("tags:\n  - Đại hội: mới: cũ", (5, 5), "dấu hai chấm", '- "Đại hội: mới: cũ"'),
    ("summary: Sáng nay\n  họp: xong", (5, 6), "trên nhiều dòng mà có dấu hai chấm", "'khóa: |'"),
    ("summary:Sáng nay", (4, 8), "thiếu dấu cách sau dấu hai chấm", "viết: summary: Sáng nay"),
    ("summary: %50 số phiếu", (4, 10), "bắt đầu bằng dấu %", 'viết: summary: "%50 số phiếu"'),
    ("summary: @Đảng ủy", (4, 10), "bắt đầu bằng dấu @", 'viết: summary: "@Đảng ủy"'),
    ("summary: *Quan trọng*", (4, 10), "bắt đầu bằng dấu *", 'viết: summary: "*Quan trọng*"'),
    ("tags:\n\t- a", (5, 1), "phím Tab", "hai dấu cách"),
    ('summary: "Đại hội" thành công', (4, 10), "thừa chữ sau dấu ngoặc", "ngoặc đơn"),
    ('summary: "Đại hội', (4, 10), "thiếu dấu ngoặc kép đóng", "ngoặc đơn"),
    ("tags: [a, b", (4, 7), "thiếu dấu đóng ngoặc", "mỗi mục một dòng"),
    ("dòng lạ", (4, 1), "không có dạng 'khóa: giá trị'", "thụt vào"),
    ("tags:\n  - a\n    - b", (6, 1), "thụt vào không đều", "cùng một cột"),
    ("series: " + "[" * 50 + "]" * 50, (4, 21), "lồng nhau quá sâu", "mỗi khóa một dòng"),
]
NOTICES = [
    ("conference:\n  committee: Đảng uỷ Khối mẩu xanh", (5, 14), "chưa có tổ chức 'Đảng uỷ Khối mẩu xanh'", "Đảng ủy Khối mẫu (khoi-mau)"),
    ("conference:\n  committee: [khoi-mau, Zzz]", (5, 25), "chưa có tổ chức 'Zzz'", "data/committees.yaml"),
    ("results:\n  - measure: added\n    value: 1\n    committee: Khối mẩuu", (7, 16), "chưa có tổ chức", "(khoi-mau)"),
    ("conference:\n  step:\n    procedure: bầu cử", (6, 16), "chưa có quy trình 'bầu cử'", "quy-hoach"),
    ("status: đăng\ndate: 2022-04-14\nconference:\n  held: 2022-04-15", (7, 9), "ngày họp 15/4/2022 sau ngày đăng 14/4/2022", "announced"),
    ("date: 2022-04-14\nupdated: 2022-04-13", (5, 10), "trước ngày đăng", "xem lại"),
    ("source:\n  views: 100", (5, 10), "không có ngày đếm", "retrieved"),
    ("summary: Tổ #3 và tổ #4", (4, 10), "coi là ghi chú", 'viết: summary: "Tổ #3 và tổ #4"'),
]


@pytest.mark.parametrize("header, place, message, hint", FAULTS, ids=[repr(fault[0])[:60] for fault in FAULTS])
def test_a_fault_is_told_with_its_place_and_an_advice(header, place, message, hint):
    found = [p for p in problems(f"{BASE}{header}\n") if not p[4]]
    assert len(found) == 1, found
    line, column, told, advice, _ = found[0]
    assert (line, column) == place and message in told and hint in advice


@pytest.mark.parametrize("header, place, message, hint", NOTICES, ids=[repr(fault[0])[:60] for fault in NOTICES])
def test_a_notice_stops_nothing(header, place, message, hint):
    loaded = load(f"---\n{BASE}{header}\n---\n", "tin/2022/04/a.md", KNOWN)
    assert loaded.article is not None
    [found] = loaded.problems
    assert found.notice and (found.line, found.column) == place and message in found.message and hint in found.hint


@pytest.mark.parametrize("advice", [
    'summary: "Hội nghị: quy hoạch"', "summary: 'Lớp \"nguồn\": khai giảng'", 'summary: "%50 số phiếu"', 'summary: "Tổ #3 và tổ #4"',
    "results:\n  - measure: added\n    value: 30\n    of: 32", "results:\n  - measure: added\n    qualifier: trên\n    value: 1.000",
])
def test_what_is_advised_is_right(advice):
    assert problems(f"{BASE}{advice}\n") == []


@pytest.mark.parametrize("header, message, hint", [
    ("category: Tin\n", "thiếu 'title' (tên bài)", "thêm dòng 'title: "),
    ("title:\ncategory: Tin\n", "thiếu 'title'", "title"),
    ("title: '  '\ncategory: Tin\n", "'title' để trống", "title"),
    ("title: Tin\n", "thiếu 'category' (chuyên mục)", "thêm dòng 'category: "),
    ("title: '???'\ncategory: Tin\n", "tên bài '???' không làm được địa chỉ", "slug: hoi-nghi-can-bo-chu-chot"),
    ("- title\n- category\n", "phải gồm các dòng 'khóa: giá trị'", "title"),
    ("chỉ có chữ\n", "phải gồm các dòng 'khóa: giá trị'", "title"),
])
def test_what_every_article_needs_is_asked_for(header, message, hint):
    [found] = problems(header)
    assert found[0] in (2, 3) and message in found[2] and hint in found[3]


@pytest.mark.parametrize("source, message", [
    ("", "không có phần khai báo"), ("Chỉ có nội dung.\n", "không có phần khai báo"), ("title: a\n---\n", "không có phần khai báo"),
    ("---\ntitle: a\n", "không có dòng --- kết thúc"), ("---", "không có dòng --- kết thúc"), ("---\ntitle: a\n----\nb", "không có dòng --- kết thúc"),
])
def test_a_file_without_front_matter_is_told(source, message):
    [found] = load(source, "tin/a.md", KNOWN).problems
    assert (found.line, found.column) == (1, 1) and message in found.message and "---" in found.hint


MANY = """titel: Hội nghị: quy hoạch
date: 31/02/2022
status: xuất bản
cover:
  - anh/x.jpg
slug: ../a
results:
  - term: 2020-2015
    mesure: đưa ra
    value: -3
  - body: Ban Chấp hàn
    measure: đưa vào
    value: 30/32
conference:
  held: 2022-04-16
  held_end: 2022-04-15
  committee: Khoi mauu
  step:
    number: 7
    of: 5
tags:
\t- a
tags: b
"""


def test_all_faults_of_a_file_come_in_one_run_in_the_order_of_lines():
    told = problems(MANY)
    assert [line for line, *_ in told] == [2, 2, 2, 3, 6, 7, 9, 10, 11, 12, 13, 14, 17, 18, 20, 23, 24]
    words = " / ".join(f"{message} {hint}" for _, _, message, hint, _ in told)
    for each in ("titel", "hai chấm", "category", "31/02/2022", "cover", "slug", "ghi ngược", "mesure", "số âm", "Ban Chấp hành", "bổ sung",
                 "of: 32", "trước ngày họp", "khoi-mau", "vượt quá", "Tab", "hai lần"):
        assert each in words


def test_a_fault_does_not_draw_others_after_it():
    assert len(problems(BASE + "status: published\ndate: 31/02/2022\n")) == 1
    assert len(problems(BASE + "conference:\n  held: 31/02/2022\n  held_end: 2022-03-01\n")) == 1
    assert len(problems(BASE + "conference: Đại hội\nstep:\n  number: 3\nresults:\n  - measure: added\n    value: 1\n    conference: 1\n")) == 1


def test_columns_count_characters_of_composed_text():
    [found] = problems(BASE + "conference: {venue: Hội trường tầng hai, round: hai}\n")
    assert found[:2] == (4, 49)


def test_lines_count_from_the_files_top_whatever_stands_before_the_header():
    [found] = load("\ufeff\r\n\r\n---\r\ntitle: a\r\ncategory: b\r\ndate: x\r\n---\r\n", "tin/a.md", KNOWN).problems
    assert (found.line, found.column) == (6, 7)


def test_problems_bear_the_path_they_were_given():
    assert load("", "tin/2022/04/á.md", KNOWN).problems[0].path == "tin/2022/04/á.md"


def test_an_unknown_committee_is_told_once():
    header = "conference:\n  committee: Zzz\nresults:\n" + "  - measure: added\n    value: 1\n    committee: Zzz\n" * 3
    assert [line for line, *_ in problems(BASE + header)] == [5]


@pytest.mark.parametrize("header", [
    "status: " + "abc " * 50_000, "conference:\n  term: '" + " " * 100_000 + "x'", "source:\n  url: http://" + "a" * 100_000 + "<",
    "summary: a #x" + " " * 100_000 + "y", "results:\n  - body: '" + ", " * 100_000 + "x'\n    measure: added\n    value: 1/" + "9" * 100_000,
], ids=lambda header: header[:20])
def test_a_huge_value_is_told_shortly(header):
    loaded = load(f"---\n{BASE}{header}\n---\n", "tin/a.md", KNOWN)
    assert loaded.problems and all(len(p.message) + len(p.hint) < 1200 for p in loaded.problems) or "#" in header


def test_every_message_is_used_and_every_code_has_one():
    here = Path(frontmatter.__file__).parent
    code = "".join(file.read_text(encoding="utf-8") for file in here.glob("*.py"))
    messages = json.loads((here / "messages.json").read_text(encoding="utf-8"))
    built_in = {"missing", "extra_forbidden", "string_type", "dict_type", "list_type"}
    assert [name for name in messages if f'"{name}"' not in code and name not in built_in] == []


header_lines = st.lists(st.sampled_from(MANY.split("\n") + ["title: a", "category: b", "- x", "  - y", "a: [", "}", "'", '"', "|", "summary: |", "  # z",
                                                            "...", "? q", "&a", "*a", "\t", "   ", "results:", "  term: {", "\u2028", "👍: 👎"]))


@given(header_lines | st.text().map(lambda s: s.split("\n")))
@settings(max_examples=200, deadline=None)
def test_whatever_stands_there_gives_an_article_or_problems_inside_the_file(lines):
    source = "---\n" + "\n".join(lines) + "\n---\nThân bài.\n"
    loaded = load(source, "tin/a.md", KNOWN)
    last = len(source.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert (loaded.article is None) == any(not p.notice for p in loaded.problems)
    assert all(1 <= p.line <= last and p.column >= 1 and p.message and p.hint for p in loaded.problems)
    assert not [p for p in loaded.problems if re.search(r"\{[a-z_]+\}", p.message + p.hint)]


@given(articles(), st.integers(0, 10**6), st.sampled_from([":", "- ", '"', "\t", "[", "#", "%", "\n"]))
@settings(max_examples=30, deadline=None)
def test_one_slip_in_a_good_file_never_breaks_the_reader(article, at, slip):
    source = dump(article)
    at %= len(source)
    loaded = load(source[:at] + slip + source[at:], article.path, KNOWN)
    assert loaded.article or loaded.problems
