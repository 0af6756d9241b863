from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from plugins.figures.combine import combine, locate, says, settle
from plugins.values import Term

from .samples import COUNCIL, NEW, OLD, article, figure, machine

TEXT = ("Sáng 15/4, hội nghị họp theo Kế hoạch 27-KH/ĐU.\n\n"
        "Hội nghị đưa ra khỏi quy hoạch Ban Chấp hành 05 đồng chí, bổ sung 02 đồng chí. "
        "Dự kiến quy hoạch Ban Chấp hành 27 đồng chí, đạt 1,08 lần so với số lượng đương nhiệm.")


def test_a_declared_figure_is_found_in_the_sentence_that_names_it():
    quote, start = locate(TEXT, figure("planned", 27))
    assert quote.startswith("Dự kiến quy hoạch Ban Chấp hành 27") and TEXT[start:start + len(quote)] == quote


def test_a_sentence_ends_before_the_next_one_begins():
    quote, _ = locate(TEXT, figure("removed", 5))
    assert quote.startswith("Hội nghị đưa ra") and quote.endswith("bổ sung 02 đồng chí.")


@pytest.mark.parametrize("value", (15, 4, 2, 8, 7))
def test_no_part_of_a_date_a_document_number_or_a_decimal_is_taken(value):
    assert locate("Sáng 15/4 hội nghị quy hoạch Ban Chấp hành theo 7-KH/ĐU, 2025-2030, đạt 1,08 lần.", figure("planned", value)) == ("", -1)


def test_a_number_whose_sentence_names_neither_measure_nor_body_is_not_taken():
    assert locate("Có 27 chiếc ghế.", figure("planned", 27)) == ("", -1)


def test_numbers_are_found_as_texts_spell_them():
    assert locate("Hội nghị có trên 1.200 đại biểu dự.", figure("attendance", 1200, "khac"))[1] == 0
    assert locate("Quy hoạch đạt 1,08 lần so với đương nhiệm.", figure("ratio_to_current", "1.080"))[1] == 0
    assert locate("Đồng chí được 30/32 phiếu tín nhiệm.", figure("votes_percent", 30, "bi-thu", of=Decimal(32)))[1] == 0
    assert locate("Đồng chí được 30/31 phiếu tín nhiệm.", figure("votes_percent", 30, "bi-thu", of=Decimal(32)))[1] == -1


def test_an_extracted_twin_lends_its_words_and_is_dropped():
    quote = "bổ sung 02 đồng chí"
    read = machine(figure("added", 2, quote=quote, start=TEXT.index(quote)))
    made = combine(article("a", figure("added", 2), text=TEXT), [read])
    assert [(f.declared, f.quote) for f in made] == [(True, quote)]


def test_what_only_the_machine_has_read_follows_what_a_person_declared():
    made = combine(article("a", figure("planned", 27), text=TEXT), [machine(figure("added", 2))])
    assert [(f.declared, f.measure) for f in made] == [(True, "planned"), (False, "added")]


def test_figures_of_different_terms_are_not_twins():
    made = combine(article("a", figure("added", 2, term=OLD), text=TEXT), [machine(figure("added", 2, term=NEW))])
    assert [f.declared for f in made] == [True, False]


def test_what_the_text_says_twice_is_read_once():
    read = machine(figure("added", 2, quote="bổ sung 02", start=3))
    made = combine(article("a", text=TEXT), [read, machine(figure("added", 2, quote="thêm 02", start=90))])
    assert [f.start for f in made] == [3]


def test_a_quote_from_the_front_matter_is_kept_even_where_the_text_lacks_it():
    made = combine(article("a", figure(quote="quy hoạch 27 người"), text=TEXT))
    assert (made[0].quote, made[0].start) == ("quy hoạch 27 người", -1)


def test_the_site_decides_the_family_of_years_it_lists_once():
    assert settle([figure(term=Term(2026, 2031))], [COUNCIL])[0].term == COUNCIL
    both = [COUNCIL, Term(2026, 2031)]
    assert settle([figure(term=Term(2026, 2031))], both)[0].term.family == "party"


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(0, 9999))
def test_a_located_quote_always_stands_where_it_is_said_to(text, value):
    quote, start = locate(text, figure("planned", value))
    assert (start == -1 and quote == "") or text[start:start + len(quote)] == quote


@settings(deadline=None)
@given(st.integers(1, 99999))
def test_a_number_written_out_is_said(value):
    assert says(f"Có {value} đồng chí.", figure(value=value)) and not says(f"Số {value}/2026 và 9{value}.", figure(value=value))
