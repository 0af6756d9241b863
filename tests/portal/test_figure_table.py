"""Figures keep their bounds, units and words; a person's and the machine's never mix."""
from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from plugins.portal.figure_table import blocks, body_text, value_text
from plugins.values import Figure, Term

from .samples import REGISTER


def figure(value: str = "6", **given: object) -> Figure:
    return Figure(**({"term": Term(2025, 2030), "bodies": ("ban-chap-hanh",), "measure": "planned", "value": Decimal(value)} | given))


@pytest.mark.parametrize("given, words", [
    ({}, "6"),
    ({"value": Decimal("1000"), "qualifier": "gt"}, "trên 1.000"),
    ({"value": Decimal("1000"), "qualifier": "ge"}, "ít nhất 1.000"),
    ({"value": Decimal("5"), "value_max": Decimal("7")}, "5–7"),
    ({"value": Decimal("30"), "of": Decimal("32")}, "30/32"),
    ({"value": Decimal("1.04"), "measure": "ratio_to_current"}, "1,04"),
    ({"value": Decimal("98.5"), "qualifier": "approx"}, "khoảng 98,5"),
])
def test_a_value_is_written_as_vietnamese_readers_expect(given, words):
    assert value_text(figure(**given)) == words


@pytest.mark.parametrize("given, words", [
    ({"bodies": ("bi-thu", "pho-bi-thu")}, "Bí thư, Phó Bí thư"),
    ({"bodies": ("khac",), "body_text": "Tổ kiểm phiếu"}, "Tổ kiểm phiếu"),
    ({"bodies": ("khac",)}, "Khác"),
])
def test_a_body_is_named_by_the_vocabulary_or_the_texts_own_words(given, words):
    assert body_text(figure(**given)) == words


def marked(*placed: bool):
    """What a marker says of as many figures, named a, b, c …"""
    names = tuple(SimpleNamespace(id=letter, aliases=(f"{letter}-cu",)) for letter in "abc"[:len(placed)])
    return SimpleNamespace(html="", lead="", names=names, placed=placed)


def rows(*figures: Figure, declared: bool):
    return blocks(figures, REGISTER, None, declared=declared)


def test_declared_and_machine_read_figures_stand_apart_with_the_numbers_that_their_marks_show():
    figures = (figure(declared=True), figure("8", declared=True), figure("7"))
    told = marked(False, False, False)
    assert [(r.id, r.number) for b in blocks(figures, REGISTER, told, declared=True) for r in b.rows] == [("a", 1), ("b", 2)]
    assert [(r.id, r.number) for b in blocks(figures, REGISTER, told, declared=False) for r in b.rows] == [("c", 3)]


def test_rows_are_gathered_by_term_and_committee_with_its_name():
    figures = tuple(figure(declared=True, term=term, committee=committee) for term, committee in
                    [(Term(2025, 2030), "khoi-mau"), (None, None), (Term(2025, 2030), "khoi-mau")])
    found = rows(*figures, declared=True)
    assert [(len(b.rows), b.committee and b.committee.name) for b in found] == [(2, "Đảng ủy Khối Ví dụ"), (1, None)]


def test_a_unit_that_the_text_does_not_give_is_not_invented_for_a_count():
    found = rows(figure(declared=True), figure(declared=True, measure="percent"), figure(declared=True, unit="lượt"), declared=True)
    assert [row.unit for row in found[0].rows] == ["", "%", "lượt"]


def test_stage_day_period_and_note_stand_beside_the_number():
    found = rows(figure(declared=True, stage="proposed", as_of=date(2026, 10, 1), period="quý III", note="lần đầu"), declared=True)
    assert found[0].rows[0].notes == ("đề nghị", "tính đến 1/10/2026", "quý III", "lần đầu")


def test_the_row_of_a_marked_figure_leaves_its_ids_to_the_mark():
    found = blocks((figure(declared=True), figure(declared=True)), REGISTER, marked(True, False), declared=True)
    assert [(row.id, row.mark, row.aliases) for row in found[0].rows] == [("bang-a", "a", ()), ("b", "", ("b-cu",))]


def test_where_nobody_gives_ids_rows_have_none():
    assert rows(figure(declared=True), declared=True)[0].rows[0].id == ""
