"""What staff may write, and what it comes to."""
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from plugins.frontmatter import load
from plugins.site_data import Committee, DatedName, Procedure, ProcedureStep, SiteData
from plugins.values import VIETNAM, Approval, Audio, Conference, Correction, Document, Figure, Person, Picture, Source, Step, Term

KNOWN = SiteData(
    committees={
        "khoi-mau": Committee("khoi-mau", "Đảng ủy Khối mẫu", short="ĐUK mẫu", aliases=("Khối mẫu",)),
        "mau-son": Committee("mau-son", "Huyện ủy Mẫu Sơn", names=(DatedName("Huyện ủy Sơn Mẫu", until=date(2010, 1, 1)),)),
    },
    terms=(Term(2021, 2026, "government"), Term(2022, 2025, "cell"), Term(2020, 2025)),
    procedures={"quy-hoach": Procedure("quy-hoach", "Quy hoạch cán bộ", tuple(ProcedureStep(n, "khac", f"Bước {n}") for n in range(1, 6)))},
)


def read(header: str, *, path: str = "tin/2022/04/a.md", body: str = "", known: SiteData = KNOWN):
    """The article of a header to which title and category are given where it has none."""
    given = "".join(f"{key}: Mẫu\n" for key in ("title", "category") if not header.startswith(f"{key}:") and f"\n{key}:" not in header)
    loaded = load(f"---\n{given}{header}---\n{body}", path, known)
    assert [str(p) for p in loaded.problems] == []
    return loaded.article


def result(**keys: object) -> Figure:
    told = {"measure": "planned", "value": "5"} | keys
    return read("results:\n  - " + "    ".join(f"{key}: {value}\n" for key, value in told.items())).results[0]


def conference(**keys: object) -> Conference:
    return read("conference:\n" + "".join(f"  {key}: {value}\n" for key, value in ({"kind": "khac"} | keys).items())).conferences[0]


def test_a_whole_header_comes_out_as_values():
    article = load("""---
title: Hội nghị cán bộ chủ chốt về quy hoạch nhiệm kỳ 2025-2030
date: 2026-04-21 17:44
status: published
category: Công tác cán bộ
authors:
  - name: Ban biên tập
    role: Văn phòng Đảng ủy Khối (mẫu)
summary: Sáng 15/4, Đảng ủy Khối (mẫu) lấy phiếu giới thiệu nguồn quy hoạch.
cover:
  image: anh/2026/04/hoi-nghi.jpg
  caption: Quang cảnh hội nghị
  credit: Ban biên tập
conference:
  kind: can-bo-chu-chot
  held: 2026-04-15
  committee: khoi-mau
  term: [2020-2025, 2025-2030]
  step:
    number: 3
    of: 5
    procedure: quy-hoach
results:
  - term: 2020-2025
    body: Ban Chấp hành
    measure: đưa ra
    value: 06
  - term: 2025-2030
    body: ban-chap-hanh
    measure: ratio_to_current
    value: 1,04
---

Thân bài.
""", "tin/2026/04/a.md", KNOWN).article
    assert article.title == "Hội nghị cán bộ chủ chốt về quy hoạch nhiệm kỳ 2025-2030"
    assert article.slug == "hoi-nghi-can-bo-chu-chot-ve-quy-hoach-nhiem-ky-2025-2030"
    assert article.url == f"/tin/2026/04/{article.slug}/"
    assert article.date == datetime(2026, 4, 21, 17, 44, tzinfo=VIETNAM)
    assert article.authors == (Person("Ban biên tập", "Văn phòng Đảng ủy Khối (mẫu)"),)
    assert article.cover == Picture("anh/2026/04/hoi-nghi.jpg", None, "Quang cảnh hội nghị", "Ban biên tập")
    assert article.conferences == (Conference(
        "can-bo-chu-chot", held=date(2026, 4, 15), committees=("khoi-mau",), terms=(Term(2020, 2025), Term(2025, 2030)),
        step=Step(3, 5, "quy-hoach")),)
    assert article.results == (
        Figure(Term(2020, 2025), ("ban-chap-hanh",), "removed", Decimal(6), committee="khoi-mau", declared=True),
        Figure(Term(2025, 2030), ("ban-chap-hanh",), "ratio_to_current", Decimal("1.04"), committee="khoi-mau", declared=True))
    assert (article.body, article.body_line) == ("Thân bài.", 34)


def test_without_a_status_an_article_is_a_draft_and_needs_no_date():
    article = read("")
    assert (article.status, article.date, article.url) == ("draft", None, "")


@pytest.mark.parametrize("text, status", [("published", "published"), ("đăng", "published"), ("Đã đăng", "published"), ("ẩn", "hidden"),
                                          ("gỡ", "withdrawn"), ("nháp", "draft")])
def test_a_status_may_be_an_id_or_its_label(text, status):
    assert read(f"status: {text}\ndate: 2022-04-15\n").status == status


def test_a_page_needs_neither_category_nor_date():
    loaded = load("---\ntitle: Liên hệ\nstatus: published\n---\nXin gọi.\n", "trang/lien-he.md", KNOWN)
    assert loaded.problems == ()
    assert (loaded.article.kind, loaded.article.url, loaded.article.category) == ("page", "/trang/lien-he/", "")


def test_a_published_article_may_be_dated_in_the_future():
    assert read("status: published\ndate: 2099-01-01 08:00\n").date.year == 2099


@pytest.mark.parametrize("text", ["2022-04-15", "15/4/2022", "15-04-2022", "15.4.2022", "15 tháng 4 năm 2022", "Thứ Sáu, 15/4/2022"])
def test_one_day_has_many_spellings(text):
    assert conference(held=text).held == date(2022, 4, 15)


def test_a_time_without_an_offset_is_vietnams_and_an_offset_is_kept():
    assert read("date: 2022-04-21 17:44\n").date == datetime(2022, 4, 21, 17, 44, tzinfo=VIETNAM)
    assert read("date: 21/4/2022 17h44\n").date == datetime(2022, 4, 21, 17, 44, tzinfo=VIETNAM)
    assert read("date: 2022-04-21T10:44:00Z\n").date.utcoffset() == timedelta(0)


@pytest.mark.parametrize("text, value", [("06", "6"), ("1.000", "1000"), ("1000", "1000"), ("'06'", "6"), ("10,478", "10478"), ("0", "0"), ("010", "10")])
def test_counts_are_read_as_vietnamese_numbers(text, value):
    assert result(value=text).value == Decimal(value)


@pytest.mark.parametrize("text, value", [("1,04", "1.04"), ("1.04", "1.04"), ("1,285", "1.285"), ("1.285", "1.285"), ("2", "2")])
def test_in_a_ratio_a_lone_sign_is_decimal(text, value):
    assert result(measure="ratio_to_current", value=text).value == Decimal(value)


@pytest.mark.parametrize("text", ["no", "yes", "on", "true", "010", "1e5", "12:30:45", "2022-04-15", "0x1F", "1_000", "null và void"])
def test_a_text_stays_the_text_that_stands_there(text):
    assert read(f"title: {text}\nslug: a\n").title == text


@pytest.mark.parametrize("text", ["", " ~", " null", " ''", ' ""'])
def test_an_empty_value_is_as_if_it_were_not_there(text):
    assert read(f"summary:{text}\n").summary is None


@pytest.mark.parametrize("text, terms", [
    ("2020-2025", [Term(2020, 2025)]), ("2020 – 2025", [Term(2020, 2025)]), ("2020 - 2025", [Term(2020, 2025)]),
    ("[2020-2025, 2025-2030]", [Term(2020, 2025), Term(2025, 2030)]), ("2020-2025, 2025-2030", [Term(2020, 2025), Term(2025, 2030)]),
    ("2020-2025 và 2025-2030", [Term(2020, 2025), Term(2025, 2030)]), ("\n    - 2020-2025\n    - 2020 – 2025", [Term(2020, 2025)]),
    ("2021-2026", [Term(2021, 2026, "government")]), ("2022-2025", [Term(2022, 2025, "cell")]), ("2026-2031", [Term(2026, 2031)]),
    ("2026-2031 chính quyền", [Term(2026, 2031, "government")]), ("2022-2027 chi bộ", [Term(2022, 2027, "cell")]),
    ("2021-2026 (Đảng)", [Term(2021, 2026)]), ("Nhiệm kỳ 2020-2025", [Term(2020, 2025)]),
])
def test_terms_are_years_with_the_family_that_is_known_or_named(text, terms):
    assert list(conference(term=text).terms) == terms


@pytest.mark.parametrize("text", ["khoi-mau", "Đảng ủy Khối mẫu", "đảng uỷ khối mẫu", "dang uy khoi mau", "ĐUK mẫu", "Khối mẫu"])
def test_a_committee_is_known_by_every_name_it_has(text):
    assert conference(committee=text).committees == ("khoi-mau",)


def test_a_committee_is_known_by_its_old_names():
    assert conference(committee="[Huyện ủy Sơn Mẫu, khoi-mau]").committees == ("mau-son", "khoi-mau")


def test_without_a_register_committees_stay_as_written():
    article = read("conference:\n  committee: Đảng ủy Xã Lạ\n", known=SiteData())
    assert article.conferences[0].committees == ("Đảng ủy Xã Lạ",)


def test_a_result_without_committee_takes_the_conferences_only_one():
    header = "conference:\n  - kind: khac\n    committee: khoi-mau\n  - kind: dai-hoi\n    committee: {}\nresults:\n  - measure: planned\n    value: 5\n{}"
    assert read(header.format("khoi-mau", "")).results[0].committee == "khoi-mau"
    assert read(header.format("mau-son", "")).results[0].committee is None
    assert read(header.format("mau-son", "    conference: 2\n")).results[0].committee == "mau-son"
    assert read(header.format("khoi-mau", "    committee: mau-son\n")).results[0].committee == "mau-son"


def test_a_result_names_its_conference_by_number_or_kind():
    header = "conference:\n  - kind: khac\n  - kind: dai-hoi\n    name: Đại hội mẫu\nresults:\n  - measure: planned\n    value: 5\n    conference: {}\n"
    assert [read(header.format(text)).results[0].conference for text in ("1", "2", "Đại hội", "đại hội mẫu")] == [0, 1, 1, 1]


def test_a_result_may_cover_several_bodies():
    assert result(body="[Bí thư, pho-bi-thu]").bodies == ("bi-thu", "pho-bi-thu")
    assert result(body="Ban Chấp hành, Ban Thường vụ").bodies == ("ban-chap-hanh", "ban-thuong-vu")
    assert result().bodies == ("khac",)


def test_everything_a_result_may_say_is_kept():
    figure = result(term="2020-2025", body="khac", body_text="Trưởng ban", value="30", value_max="32", qualifier="trên", unit='"%"', stage="đề nghị",
                    as_of="31/3/2022", period="quý I", of="35", note="ghi", quote="trên 30")
    assert figure == Figure(
        Term(2020, 2025), ("khac",), "planned", Decimal(30), Decimal(32), "gt", "%", "proposed", "Trưởng ban", as_of=date(2022, 3, 31),
        period="quý I", of=Decimal(35), note="ghi", quote="trên 30", declared=True)


def test_a_conference_keeps_all_it_says():
    told = conference(name="Hội nghị mẫu", held="2022-04-15", held_end="16/4/2022", part_of_day="sáng", round="2", status="sẽ họp", venue="Hội trường",
                      chair="Trần Mẫu, Bí thư", step="\n    number: 2\n    of: 4\n    label: Lấy phiếu")
    assert told == Conference("khac", "Hội nghị mẫu", date(2022, 4, 15), date(2022, 4, 16), "sang", 2, "announced", (), (), "Hội trường",
                              "Trần Mẫu, Bí thư", Step(2, 4, None, "Lấy phiếu"))


def test_a_step_at_the_top_is_the_one_conferences():
    article = read("conference:\n  kind: khac\nstep:\n  number: 3\n  procedure: Quy hoạch cán bộ\n")
    assert article.conferences[0].step == Step(3, None, "quy-hoach")


def test_one_thing_may_stand_where_a_list_may():
    article = read("authors: Lê Mẫu\nphotographers: [A, B]\ntags: quy hoạch, cán bộ\naliases: /cu/1/\ncover: anh/a.jpg\nimages: anh/b.jpg\n"
                   "audio: am-thanh/a.mp3\ndocuments: 12-kh-duk\nsource: Báo Ví dụ\n")
    assert article.authors == (Person("Lê Mẫu"),) and article.photographers == (Person("A"), Person("B"))
    assert article.tags == ("quy hoạch", "cán bộ") and article.aliases == ("/cu/1/",)
    assert article.cover == Picture("anh/a.jpg") and article.images == (Picture("anh/b.jpg"),)
    assert article.audio == Audio("am-thanh/a.mp3") and article.documents == (Document(id="12-kh-duk"),)
    assert article.source == Source("Báo Ví dụ")


def test_a_document_written_alone_is_an_id_or_a_number():
    assert read("documents: [12-kh-duk, 12-KH/ĐUK]\n").documents == (Document(id="12-kh-duk"), Document(number="12-KH/ĐUK"))


def test_sources_corrections_and_approval_are_read():
    article = read("""source:
  name: Báo Ví dụ
  url: https://baovidu.example/1.html
  authors: [Lê Mẫu]
  published: 21/4/2022 17:44
  retrieved: 22/4/2022
  views: 10,478
corrections:
  date: 22/4/2022 08:00
  note: Sửa số.
  before: "21"
  after: "12"
approval:
  by: Trần Mẫu
  date: 20/4/2022
""")
    assert article.source == Source("Báo Ví dụ", "https://baovidu.example/1.html", (Person("Lê Mẫu"),), (),
                                    datetime(2022, 4, 21, 17, 44, tzinfo=VIETNAM), date(2022, 4, 22), 10478)
    assert article.corrections == (Correction(datetime(2022, 4, 22, 8, tzinfo=VIETNAM), "Sửa số.", "21", "12"),)
    assert article.approval == Approval("Trần Mẫu", date(2022, 4, 20))


@pytest.mark.parametrize("change", [
    lambda s: "\ufeff" + s, lambda s: s.replace("\n", "\r\n"), lambda s: s.replace("\n", "\r"), lambda s: unicodedata.normalize("NFD", s),
    lambda s: "\n\n" + s, lambda s: s.replace("---\n", "---  \n"), lambda s: s.replace(" ", "\u00a0").replace("  kind", "  kind"),
    lambda s: s.replace("Hội", "\u200bHội\u00ad"),
], ids=["BOM", "CRLF", "CR", "NFD", "blank lines", "spaces", "no-break spaces", "invisible characters"])
def test_how_an_editor_saves_makes_no_difference(change):
    source = "---\ntitle: Hội nghị ở Mẫu Sơn\ncategory: Tin\nconference:\n  kind: dai-hoi\n---\n\nThân bài, Đảng ủy.\n\nĐoạn hai.\n"
    article = load(change(source), "tin/a.md", KNOWN).article
    assert article.title == "Hội nghị ở Mẫu Sơn" and article.conferences[0].kind == "dai-hoi"
    assert article.body == "Thân bài, Đảng ủy.\n\nĐoạn hai."
    assert unicodedata.is_normalized("NFC", article.title + article.body)


def test_texts_lose_control_characters_even_from_escapes():
    assert read('title: "Hội\\u200b\\x07 ngh\\u0069\\u0323"\n').title == "Hội nghị"
    assert read("title: Hội\u000bnghị\n").title == "Hội nghị"


def test_a_long_text_may_be_written_on_several_lines():
    assert read("summary: Dòng một\n  dòng hai\n").summary == "Dòng một dòng hai"
    assert read("summary: |\n  Dòng một\n\n  dòng hai: có hai chấm\n").summary == "Dòng một\n\ndòng hai: có hai chấm"


def test_the_body_begins_after_the_blank_lines_and_may_hold_rules():
    article = read("", body="\n\n\nMột.\n\n---\n\nHai.\n\n")
    assert (article.body, article.body_line) == ("Một.\n\n---\n\nHai.", 8)


def test_a_slug_is_taken_from_the_title_or_given():
    assert read("title: Đảng ủy Khối, 1/500\n").slug == "dang-uy-khoi-1-500"
    assert read("slug: khac-han\n").slug == "khac-han"


def test_a_long_title_is_no_fault():
    assert len(read(f"title: {'Hội nghị ' * 100}\n").slug) <= 90
