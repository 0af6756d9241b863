"""The machine changes what it was asked to change; the rest stays as its writer left it."""
import difflib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.frontmatter import dump, edit, load
from plugins.frontmatter.keys import top_keys
from plugins.problem import ProblemsFound
from plugins.site_data import Committee, SiteData
from plugins.values import Conference, Figure, Person, Picture, Source, Step, Term
from tests.frontmatter.articles import articles, same

NOTHING = SiteData()
SOURCE = """---
# Bài mẫu
title: Tin mẫu   # tạm
status: draft # chờ duyệt

category: 'Công tác'
# con số
results:
  # dòng một
  - term: 2020 – 2025   # đúng
    body: Ban Chấp hành
    measure: đưa ra
    value: 06
  # dòng hai
  - measure: bổ sung
    body: [bi-thu, pho-bi-thu]
    value: 1.000
    # cuối mục hai
# trước nguồn
source: {name: Báo Ví dụ, url: "https://a.example/x"}
cover:
  image: anh/a.jpg  # ảnh
  # chú thích
  caption: >-
    Quang cảnh
    hội nghị
tags: a, b
summary: |
  Một
  # hai

# cuối cùng
---

Thân bài.  
"""
ARTICLE = load(SOURCE, "tin/x.md", NOTHING).article


def changed(changes: dict, source: str = SOURCE, known: SiteData = NOTHING) -> tuple[list[str], list[str]]:
    """The lines taken out and the lines put in."""
    lines = list(difflib.ndiff(source.split("\n"), edit(source, changes, known=known).split("\n")))
    return [line[2:] for line in lines if line[0] == "-"], [line[2:] for line in lines if line[0] == "+"]


def test_what_means_the_same_changes_no_byte():
    told = {"title": ARTICLE.title, "status": "draft", "results": ARTICLE.results, "source": ARTICLE.source, "cover": ARTICLE.cover,
            "tags": ("a", "b"), "summary": "Một\n# hai", "category": "Công tác"}
    assert edit(SOURCE, told) == SOURCE


def test_a_changed_value_keeps_the_comment_beside_it():
    assert changed({"status": "published"}) == (["status: draft # chờ duyệt"], ["status: published # chờ duyệt"])


def test_a_new_key_stands_where_dump_would_put_it():
    assert changed({"date": "2026-04-21 17:44"})[1] == ["date: 2026-04-21 17:44"]
    lines = edit(SOURCE, {"date": "2026-04-21 17:44"}).split("\n")
    assert lines[lines.index("date: 2026-04-21 17:44") - 1] == "category: 'Công tác'"


def test_a_result_more_adds_only_its_lines():
    more = Figure(Term(2025, 2030), ("khac",), "other", Decimal("1.234"), declared=True)
    assert changed({"results": (*ARTICLE.results, more)}) == (
        [], ["  - term: 2025-2030", "    body: khac", "    measure: other", "    value: 1,2340"])


def test_a_changed_figure_changes_only_its_line():
    results = (replace(ARTICLE.results[0], value=Decimal(7)), ARTICLE.results[1])
    assert changed({"results": results}) == (["    value: 06"], ["    value: 7"])


def test_a_figure_may_gain_and_lose_keys():
    results = (replace(ARTICLE.results[0], term=Term(2025, 2030), note="hai\ndòng"), replace(ARTICLE.results[1], bodies=("khac",)))
    out, into = changed({"results": results})
    assert out == ["  - term: 2020 – 2025   # đúng", "    body: [bi-thu, pho-bi-thu]"]
    assert into == ["  - term: 2025-2030   # đúng", "    note: |-", "      hai", "      dòng", "    body: khac"]


def test_a_result_taken_out_takes_only_its_lines():
    assert changed({"results": ARTICLE.results[1:]}) == (
        ["  - term: 2020 – 2025   # đúng", "    body: Ban Chấp hành", "    measure: đưa ra", "    value: 06"], [])


def test_a_key_inside_a_group_changes_alone():
    assert changed({"cover": Picture("anh/b.jpg", caption="Quang cảnh hội nghị")}) == (["  image: anh/a.jpg  # ảnh"], ["  image: anh/b.jpg  # ảnh"])
    assert changed({"cover": Picture("anh/a.jpg", caption="Khác", credit="Mẫu")}) == (
        ["  caption: >-", "    Quang cảnh", "    hội nghị"], ["  caption: Khác", "  credit: Mẫu"])


def test_a_key_is_taken_out_by_none():
    assert changed({"summary": None}) == (["summary: |", "  Một", "  # hai"], [])
    assert "cover" not in edit(SOURCE, {"cover": None})


def test_flow_style_is_written_anew_when_it_changes():
    assert changed({"source": Source("Báo Ví dụ")}) == (
        ['source: {name: Báo Ví dụ, url: "https://a.example/x"}'], ["source:", "  name: Báo Ví dụ"])


def test_plain_values_are_taken_as_well():
    made = load(edit(SOURCE, {"authors": [{"name": "Lê Mẫu", "role": "Phóng viên"}, "Trần Mẫu"], "featured": date(2026, 4, 30),
                              "source": {"name": "Báo: Mẫu", "views": 5, "retrieved": date(2026, 1, 1)}}), "tin/x.md", NOTHING).article
    assert made.authors == (Person("Lê Mẫu", "Phóng viên"), Person("Trần Mẫu"))
    assert made.featured == date(2026, 4, 30) and made.source == Source("Báo: Mẫu", views=5, retrieved=date(2026, 1, 1))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_a_bom_and_odd_letters_stay(newline):
    source = ("\ufeff" + SOURCE.replace("Bài mẫu", "Ba\u0300i mẫu\u200b")).replace("\n", newline)
    made = edit(source, {"status": "đăng", "series": "Loạt"})
    assert made == source.replace("status: draft", "status: đăng").replace("summary: |", f"summary: |").replace(
        f"tags: a, b{newline}", f"tags: a, b{newline}series: Loạt{newline}")


def test_an_empty_key_is_filled_in_its_place():
    assert edit("---\ntitle: a\ndate:  # sau\nstatus:\n---\n", {"date": "2026-04-21", "status": "draft"}) == (
        "---\ntitle: a\ndate: 2026-04-21  # sau\nstatus: draft\n---\n")


def test_the_short_form_of_a_step_gives_way_to_the_conferences_own():
    source = "---\ntitle: a\nconference:\n  kind: khac\nstep:\n  number: 3\n---\n"
    made = load(edit(source, {"conference": (Conference("khac", step=Step(4)),)}), "trang/a.md", NOTHING)
    assert made.problems == () and made.article.conferences[0].step == Step(4)
    assert edit(source, {"status": "draft"}) == source.replace("title: a\n", "title: a\nstatus: draft\n")


def test_a_committee_written_by_name_is_not_taken_for_a_changed_one():
    known = SiteData({"khoi-mau": Committee("khoi-mau", "Đảng ủy Khối mẫu")})
    source = "---\ntitle: a\nconference:\n  kind: khac\n  committee: Đảng ủy Khối mẫu\n---\n"
    conference = load(source, "trang/a.md", known).article.conferences[0]
    assert changed({"conference": replace(conference, round=2)}, source, known) == ([], ["  round: 2"])


def test_a_file_with_faults_can_still_be_edited():
    source = "---\ntitel: a\nstatus: draft  # x\n---\n"
    assert edit(source, {"status": "published"}) == "---\ntitel: a\nstatus: published\n---\n"


def test_what_is_no_front_matter_is_refused():
    with pytest.raises(ProblemsFound):
        edit("Chỉ có nội dung.\n", {"status": "draft"})
    with pytest.raises(ProblemsFound):
        edit("---\ntitle: a: b\n---\n", {"status": "draft"})
    with pytest.raises(KeyError):
        edit(SOURCE, {"titel": "a"})
    with pytest.raises(TypeError):
        edit(SOURCE, {"title": True})


_slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
KEYS = {"title": "title", "status": "status", "summary": "summary", "authors": "authors", "tags": "tags", "cover": "cover", "images": "images",
        "source": "source", "corrections": "corrections", "documents": "documents", "series": "series", "updated": "updated"}


@settings(max_examples=40, deadline=None, suppress_health_check=_slow)
@given(articles(), articles(), st.sets(st.sampled_from(sorted(KEYS))))
def test_an_edited_file_means_what_was_asked(one, other, keys):
    wanted = replace(one, **{KEYS[key]: getattr(other, KEYS[key]) for key in keys}, conferences=other.conferences, results=other.results,
                     date=one.date or other.date)
    changes = {key: getattr(wanted, KEYS[key]) for key in keys} | {"conference": wanted.conferences, "results": wanted.results, "slug": wanted.slug,
                                                                   "date": wanted.date}
    loaded = load(edit(dump(one), changes), one.path, NOTHING)
    if wanted.kind == "page" or wanted.date or wanted.status == "draft":
        assert same(loaded.article, wanted)


@settings(max_examples=40, deadline=None, suppress_health_check=_slow)
@given(articles())
def test_setting_what_is_there_already_changes_no_byte(article):
    told = {key: getattr(article, {"conference": "conferences"}.get(key, key)) for key in top_keys() if key != "step"}
    source = dump(article)
    if f"slug: {article.slug}" not in source:
        del told["slug"]
    del told["date_basis"]
    assert edit(source, told) == source
