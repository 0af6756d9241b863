"""What is dumped is loaded again as it was, and looks as staff would write it."""
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from plugins.frontmatter import dump, load
from plugins.frontmatter.keys import top_keys
from plugins.site_data import SiteData
from plugins.values import VIETNAM, Approval, Article, Audio, Conference, Document, Figure, Person, Picture, Step, Term
from tests.frontmatter.articles import articles, same

NOTHING = SiteData()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles())
def test_loading_what_was_dumped_gives_the_same_article(article):
    loaded = load(dump(article), article.path, NOTHING)
    assert [str(p) for p in loaded.problems if not p.notice] == []
    assert same(loaded.article, article)
    assert dump(loaded.article) == dump(article)


@pytest.mark.thorough
@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles())
def test_loading_what_was_dumped_gives_the_same_article_ten_thousand_times(article):
    assert same(load(dump(article), article.path, NOTHING).article, article)


FULL = Article(
    path="tin/2026/04/a.md", title="Khối Ví dụ: lấy phiếu", slug="khoi-vi-du-lay-phieu", date=datetime(2026, 4, 21, 17, 44, tzinfo=VIETNAM),
    category="Công tác cán bộ", status="published", summary="Dòng một.\nDòng hai.", authors=(Person("Lê Mẫu", "Phóng viên"), Person("Trần Mẫu")),
    tags=("quy hoạch",), cover=Picture("anh/a.jpg", caption="Quang cảnh"),
    conferences=(Conference("dai-hoi", held=date(2026, 4, 15), committees=("khoi-mau",), terms=(Term(2020, 2025), Term(2021, 2026, "government")),
                            step=Step(3, 5, "quy-hoach")),),
    results=(Figure(Term(2020, 2025), ("ban-chap-hanh",), "removed", Decimal(6), committee="khoi-mau", unit="%", declared=True),
             Figure(None, ("bi-thu", "pho-bi-thu"), "ratio_to_current", Decimal("1.04"), committee="khoi-mau", declared=True),
             Figure(None, ("khac",), "other", Decimal("1.234"), committee="ubkt-mau", declared=True)),
    approval=Approval("Trần Mẫu", date(2026, 4, 20)), body="Thân bài.")


def test_a_file_looks_as_staff_would_write_it():
    assert dump(FULL) == """---
title: "Khối Ví dụ: lấy phiếu"
category: Công tác cán bộ
date: 2026-04-21 17:44
status: published
summary: |-
  Dòng một.
  Dòng hai.
authors:
  - name: Lê Mẫu
    role: Phóng viên
  - Trần Mẫu
tags:
  - quy hoạch
cover:
  image: anh/a.jpg
  caption: Quang cảnh
conference:
  kind: dai-hoi
  held: 2026-04-15
  committee: khoi-mau
  term:
    - 2020-2025
    - 2021-2026 chính quyền
  step:
    number: 3
    of: 5
    procedure: quy-hoach
results:
  - term: 2020-2025
    body: ban-chap-hanh
    measure: removed
    value: 6
    unit: "%"
  - body:
      - bi-thu
      - pho-bi-thu
    measure: ratio_to_current
    value: 1,04
  - body: khac
    measure: other
    value: 1,2340
    committee: ubkt-mau
approval:
  by: Trần Mẫu
  date: 2026-04-20
---

Thân bài.
"""


def test_the_dumped_example_is_loaded_without_a_notice():
    loaded = load(dump(FULL), FULL.path, NOTHING)
    assert loaded.problems == () and same(loaded.article, FULL)


def test_untidy_texts_are_tidied_on_the_way():
    article = replace(FULL, title="Hội\u00a0nghi\u0323  \u200bmẫu\n", authors=(Person(" Lê\tMẫu "),), body="\r\n\r\nMột.\r\nHai.\u00a0")
    loaded = load(dump(article), article.path, NOTHING).article
    assert (loaded.title, loaded.authors[0].name, loaded.body) == ("Hội nghị mẫu", "Lê Mẫu", "Một.\nHai.")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles())
def test_keys_are_ascii_and_stand_in_the_order_of_the_schema(article):
    header = dump(article).split("\n---\n")[0]
    keys = [text.split(":")[0] for text in header.split("\n")[1:] if text and not text.startswith((" ", "-"))]
    assert keys == sorted(keys, key=top_keys().index)
    assert all(key.isascii() for key in keys)


@pytest.mark.parametrize("name", ["a  b", "a\tb", "a   b - c", "# a", "a #b"])
def test_spaces_in_the_name_of_a_file_are_kept_to_the_letter(name):
    article = Article(path="tin/2026/04/a.md", title="A", slug="a", category="Tin", cover=Picture(f"anh/{name}.jpg"), images=(Picture(f"{name}.png"),),
                      audio=Audio(f"{name}.mp3"), documents=(Document(number="1", file=f"tai-lieu/{name}.pdf"),))
    loaded = load(dump(article), article.path, NOTHING)
    assert loaded.article is not None, loaded.problems
    assert (loaded.article.cover, loaded.article.images, loaded.article.audio, loaded.article.documents) == (article.cover, article.images, article.audio, article.documents)
