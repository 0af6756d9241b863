import re
from dataclasses import replace

from hypothesis import example, given, settings, strategies as st

from plugins.figures.provenance import mark
from plugins.html import clean, escape, text_of

from .samples import article, figure

LASTING = "so-lieu-2025-2030-ban-chap-hanh-planned"


def marked(html, *quotes, summary=None, text=None):
    """Mark *quotes* in an article of *html*; each begins where it first stands in the article's text."""
    text = text if text is not None else "\n\n".join(filter(None, (summary, text_of(html))))
    figures = tuple(figure(quote=q, start=text.find(q)) for q in quotes)
    return mark(replace(article("a", text=text), html=html, summary=summary), figures)


def plain(html):
    return re.sub(r"<mark[^>]*>|</mark>|<span id=[^>]*></span>|<a class=\"to-figure\".*?</a>", "", html)


def test_a_sentence_is_marked_with_its_id_and_a_way_back():
    found = marked("<p>Họp sáng nay. Quy hoạch 27 đồng chí.</p>", "Quy hoạch 27 đồng chí.")
    assert '<mark class="figure-mark" id="' + LASTING + '">' in found.html and "Quy hoạch 27 đồng chí.</mark>" in found.html
    assert f'href="#bang-{LASTING}"' in found.html and found.placed == (True,) and found.names[0].id == LASTING


def test_words_that_are_not_there_leave_the_page_as_it_is():
    html = "<p>Không có gì.</p>"
    found = marked(html, "Quy hoạch 27 đồng chí.", text="Quy hoạch 27 đồng chí.")
    assert found.html == html and found.placed == (False,)


def test_a_quote_is_found_through_emphasis_entities_and_line_breaks():
    found = marked("<p>Bổ sung <strong>02</strong>\n đồng chí &amp; giữ\u00a0nguyên 5.</p>", "Bổ sung 02 đồng chí & giữ nguyên 5.",
                   text="Bổ sung 02 đồng chí & giữ nguyên 5.")
    assert found.placed == (True,) and found.html.count("<mark") == found.html.count("</mark>") == 3
    assert plain(found.html) == "<p>Bổ sung <strong>02</strong>\n đồng chí &amp; giữ\u00a0nguyên 5.</p>"


def test_a_quote_never_runs_over_the_edge_of_a_paragraph():
    assert marked("<p>Bổ sung</p><p>02 đồng chí.</p>", "Bổ sung 02 đồng chí.", text="Bổ sung 02 đồng chí.").placed == (False,)


def test_words_in_an_attribute_are_not_marked():
    html = '<p><img src="a.jpg" alt="Quy hoạch 27"> Quy hoạch 27</p>'
    assert 'alt="Quy hoạch 27"' in marked(html, "Quy hoạch 27", text="Quy hoạch 27").html


def test_figures_of_one_sentence_share_a_mark_and_keep_their_ids():
    found = marked("<p>Đưa ra 05, bổ sung 02 đồng chí.</p>", "Đưa ra 05, bổ sung 02 đồng chí.", "bổ sung 02")
    assert found.html.count("<mark") == 1 and [n.id for n in found.names] == [LASTING, LASTING + "-2"]
    assert f'<span id="{LASTING}-2"></span>' in found.html and found.html.count('class="to-figure"') == 2


def test_the_second_of_two_like_sentences_is_marked_where_it_was_read():
    html = "<p>Quy hoạch 3 đồng chí.</p><p>Quy hoạch 3 đồng chí.</p>"
    text = text_of(html)
    figures = (figure(quote="Quy hoạch 3 đồng chí.", start=text.rfind("Quy")),)
    found = mark(replace(article("a", text=text), html=html), figures)
    assert found.html.startswith("<p>Quy hoạch 3 đồng chí.</p><p><mark")


def test_words_of_the_lead_are_marked_in_the_lead():
    found = marked("<p>Thân bài.</p>", "quy hoạch 27", summary="Khối quy hoạch 27 < 30 người.")
    assert found.html == "<p>Thân bài.</p>" and f'id="{LASTING}"' in found.lead and "&lt; 30" in found.lead


def test_no_link_is_put_inside_another():
    found = marked('<p><a href="/x/">Quy hoạch 27 đồng chí</a> hôm nay.</p>', "Quy hoạch 27 đồng chí")
    assert "</mark></a><a class=" in found.html


def test_the_way_back_names_the_number_that_it_shows():
    found = marked("<p>Đưa ra 05, bổ sung 02 đồng chí.</p>", "Đưa ra 05", "bổ sung 02")
    for number in (1, 2):
        assert f'aria-label="Xem số liệu {number} trong bảng">{number}</a>' in found.html


PIECES = st.lists(st.sampled_from(["Đảng ủy ", "27 ", "đồng chí", " & ", "<b>", "</b>", "<i>x</i>", "</p><p>", " "]), max_size=14)


@settings(deadline=None)
@given(PIECES, st.integers(0, 40), st.integers(1, 30))
def test_marking_changes_no_word_and_leaves_the_page_well_formed(pieces, start, length):
    html = clean("<p>" + "".join(p.replace("&", "&amp;") for p in pieces) + "</p>")
    text = text_of(html)
    quote = text[start:start + length].strip()
    found = mark(replace(article("a", text=text), html=html), (figure(quote=quote, start=text.find(quote) if quote else -1),))
    assert plain(found.html) == html and found.html.count("<mark") == found.html.count("</mark>")


@example("Một câu.", "\x00")
@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_can_be_marked_without_raising(body, quote):
    html = f"<p>{escape(body)}</p>"
    assert plain(mark(replace(article("a", text=body), html=html), (figure(quote=quote),)).html) == html
