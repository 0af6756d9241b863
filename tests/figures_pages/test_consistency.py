from datetime import date
from decimal import Decimal

import pytest

from plugins.figures.against_text import problems as against, undeclared
from plugins.figures.consistency import over_time, problems
from plugins.values import Step

from .samples import NEW, OLD, article, conference, dossier, figure, machine

SOURCE = """---
title: Bài
results:
  - term: 2025-2030
    body: Ban Chấp hành
    measure: quy hoạch
    value: 27
  - term: 2025-2030
    body: Ban Chấp hành
    measure: quy hoạch
    value: 26
---

Quy hoạch 27 đồng chí.
"""


def test_two_numbers_for_one_thing_in_one_front_matter_stop_the_build_and_are_placed():
    found, = problems(article("a", figure(value=27), figure(value=26)), SOURCE)
    assert not found.notice and (found.line, found.column) == (8, 5) and "trái nhau" in found.message and "(dòng 4)" in found.message


def test_the_same_number_twice_is_only_noticed():
    found, = problems(article("a", figure(), figure()))
    assert found.notice and "đã khai ở trên" in found.message


def test_a_note_a_day_a_term_or_a_stage_tells_two_numbers_apart():
    for difference in ({"note": "nữ"}, {"as_of": date(2026, 6, 30)}, {"term": OLD}, {"stage": "approved"}, {"unit": "lượt"}, {"committee": "huyen-thach-ban"}):
        assert problems(article("a", figure(value=27), figure(value=26, **difference))) == ()


def test_a_bound_that_holds_does_not_contradict_and_one_that_fails_does():
    assert problems(article("a", figure(value=27), figure(value=20, qualifier="gt"))) == ()
    assert problems(article("a", figure(value=27), figure(value=30, qualifier="gt")))


def test_retained_and_added_must_give_the_total():
    right = (figure("retained", 25), figure("added", 2), figure("total", 27))
    assert problems(article("a", *right)) == ()
    found, = problems(article("a", *right[:2], figure("total", 28)))
    assert found.notice and "giữ nguyên 25 + bổ sung 2 = 27" in found.message


def test_sums_are_not_drawn_across_bodies_terms_bounds_or_units():
    for other in ({"body": "bi-thu"}, {"term": OLD}, {"qualifier": "approx"}, {"unit": "lượt người"}):
        assert problems(article("a", figure("retained", 25), figure("added", 2), figure("total", 28, **other))) == ()


def test_a_ratio_may_be_cut_or_rounded_but_not_wrong():
    for printed, right in (("1.28", True), ("1.29", True), ("1.3", True), ("1.35", False)):
        found = problems(article("a", figure("planned", 9), figure("ratio_to_current", printed, of=Decimal(7))))
        assert bool(found) is not right


def reviews(total, *, term=NEW):
    first = article("a", figure("total", 31, term=term), day=date(2025, 4, 2), conferences=(conference(date(2025, 4, 1)),))
    return dossier(first, article("b", figure("removed", 6), figure("added", 1), figure("total", total))).statements


def test_the_next_review_must_follow_from_the_one_before():
    assert over_time(reviews(26)) == ()
    found, = over_time(reviews(27))
    assert found.notice and "31 (1/4/2025) − 6 + 1 = 26" in found.message and found.path.endswith("b.md")


def test_reviews_of_different_terms_are_not_joined():
    assert over_time(reviews(27, term=OLD)) == ()


def test_a_declared_number_that_the_text_lacks_is_noticed_with_its_line():
    found = against(article("a", figure(value=27), figure(value=26), text="Quy hoạch Ban Chấp hành 27 đồng chí."), [], source=SOURCE)
    assert [(p.line, p.notice) for p in found] == [(8, True)] and "26" in found[0].message


@pytest.mark.parametrize("quote, fault", [
    ("Quy hoạch Ban Chấp hành 27 đồng chí.", None),
    ("Quy hoạch  Ban Chấp hành\n27 đồng chí", None),
    ("Nói cách khác là hai mươi bảy người.", None),
    ("Đưa ra 06 đồng chí.", "không nêu con số ấy"),
    ("Quy hoạch Ban Chấp hành 28 đồng chí.", "không có trong bài"),
])
def test_words_copied_beside_a_figure_must_stand_in_the_text_and_hold_its_number(quote, fault):
    text = "Quy hoạch Ban Chấp hành 27 đồng chí. Nói cách khác là hai mươi bảy người. Đưa ra 06 đồng chí."
    found = against(article("a", figure(value=27, quote=quote), text=text), [], source=SOURCE)
    assert [(p.line, p.notice, fault in p.message) for p in found] == ([(4, True, True)] if fault else [])


def test_a_number_that_nobody_declared_is_noticed_with_its_words():
    read = machine(figure("added", 2, quote="Quy hoạch 27 đồng chí.", start=0))
    found, = against(article("a", text="Quy hoạch 27 đồng chí."), [read], source=SOURCE)
    assert found.line == 14 and "chưa khai" in found.message and "Quy hoạch 27" in found.hint
    assert undeclared(article("a"), [read]) == (read,)


def test_terms_and_steps_that_disagree_are_noticed():
    declared = article("a", conferences=(conference(step=3),))
    assert against(declared, [], terms=[NEW], step=Step(3, 5)) == ()
    assert "2020-2025" in against(declared, [], terms=[OLD])[0].message
    assert "bước 2/5" in against(declared, [], step=Step(2, 5))[0].message
