"""The words of a figure are marked where they stand, and nothing else changes."""
from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plugins.html import text_of
from plugins.portal.marks import mark_quotes
from plugins.values import Figure

HTML = "<p>Hội nghị đưa ra <strong>06</strong> đồng chí &amp; bổ sung 09 đồng chí.</p>\n<p>Có 09 đồng chí dự.</p>"


def figure(quote: str, start: int = -1) -> Figure:
    return Figure(None, ("khac",), "other", Decimal(1), quote=quote, start=start)


def marked(*figures: Figure, html: str = HTML, lead: int = 0):
    return mark_quotes(html, figures, [f"so-{n}" for n in range(1, len(figures) + 1)], lead)


def unmarked(html: str) -> str:
    return re.sub(r'<a class="to-figure".*?</a>|</?mark[^>]*>', "", html)


def test_words_in_one_piece_of_text_are_marked_and_lead_back():
    html, anchors = marked(figure("bổ sung 09 đồng chí"))
    assert '<mark id="cau-so-1">bổ sung 09 đồng chí</mark><a class="to-figure" href="#so-1">' in html
    assert anchors == ("cau-so-1",)


def test_words_across_bold_type_are_marked_piece_by_piece_with_one_anchor():
    html, _ = marked(figure("đưa ra 06 đồng chí"))
    assert '<mark id="cau-so-1">đưa ra </mark><strong><mark>06</mark></strong><mark> đồng chí</mark>' in html


def test_words_across_an_entity_are_marked_whole():
    html, _ = marked(figure("đồng chí & bổ sung"))
    assert '<mark id="cau-so-1">đồng chí &amp; bổ sung</mark>' in html


def test_of_two_places_the_one_where_the_figure_was_read_is_marked():
    second = text_of(HTML).rindex("09 đồng chí")
    html, _ = marked(figure("09 đồng chí", start=second + 20), lead=20)
    assert "Có <mark" in html and "bổ sung <mark" not in html


def test_figures_of_one_sentence_share_its_mark():
    html, anchors = marked(figure("bổ sung 09 đồng chí"), figure("bổ sung 09 đồng chí"))
    assert html.count("<mark") == 1 and anchors == ("cau-so-1", "cau-so-1")


def test_words_within_marked_words_have_a_mark_of_their_own():
    html, anchors = marked(figure("bổ sung 09 đồng chí"), figure("09"))
    assert '<mark id="cau-so-1">bổ sung <mark id="cau-so-2">09</mark>' in html
    assert anchors == ("cau-so-1", "cau-so-2")


def test_words_that_overlap_marked_words_are_shown_by_those():
    html, anchors = marked(figure("bổ sung 09"), figure("09 đồng chí."))
    assert html.count("<mark") == 1 and anchors == ("cau-so-1", "cau-so-1")


def test_words_that_do_not_stand_in_the_text_have_no_anchor():
    assert marked(figure("rút 10 đồng chí"), figure("")) == (HTML, ("", ""))


def test_words_of_an_attribute_or_a_tag_are_not_text():
    html = '<p><img src="/anh/a.jpg" alt="09 đồng chí">x</p>'
    assert marked(figure("09 đồng chí"), figure("img"), html=html) == (html, ("", ""))


def test_a_mark_inside_a_link_has_no_link_of_its_own():
    html, anchors = marked(figure("09"), html='<p><a href="/x/">09 người</a></p>')
    assert html == '<p><a href="/x/"><mark id="cau-so-1">09</mark> người</a></p>' and anchors == ("cau-so-1",)


def test_words_on_two_lines_of_the_source_are_found():
    assert marked(figure("đưa ra sáu"), html="<p>đưa ra\nsáu</p>")[1] == ("cau-so-1",)


pieces = st.lists(st.sampled_from(["một ", "hai ", "&lt;", "<b>ba</b> ", "<em>bốn <b>năm</b></em> ", "</p>\n<p>", "&#233;", "sáu\n"]), max_size=12)


@given(pieces, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), max_size=6))
def test_without_its_marks_the_html_is_what_it_was_and_marks_nest(parts, cuts):
    html = "<p>" + "".join(parts) + "</p>"
    text = text_of(html)
    figures = [figure(text[start:start + size], start) for start, size in cuts]
    done, anchors = marked(*figures, html=html)
    assert unmarked(done) == html
    open_tags = []
    for closing, name in re.findall(r"<(/?)(\w+)", done):
        if not closing:
            open_tags.append(name)
        else:
            assert open_tags.pop() == name
    assert not open_tags
    for anchor in filter(None, anchors):
        assert done.count(f'id="{anchor}"') == 1
