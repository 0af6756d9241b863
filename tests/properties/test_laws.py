"""Laws that hold of any input: a few hundred cases in each run, ten thousand with --thorough."""
from __future__ import annotations

import os
import re
import sys
import unicodedata
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.figures.read import read
from plugins.frontmatter import load
from plugins.newsroom.gate import look
from plugins.reader.content import same_address
from plugins.search import codec
from plugins.site_data import Content, SiteData
from plugins.vietnamese.text import fold, nfc, slug, tidy, tone_key
from tests.figures.test_read import _PIECES as FIGURE_TEXTS
from tests.search.test_codec import rows
from tests.vietnamese.test_text import anything

THOROUGH = bool(os.environ.get("NHIEMKY_THOROUGH"))
many = settings(max_examples=10_000 if THOROUGH else 60, deadline=None, suppress_health_check=list(HealthCheck))
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@many
@given(anything)
def test_every_way_of_reducing_a_text_is_reached_in_one_step(text):
    for reduce in (nfc, tidy, fold, tone_key):
        assert reduce(reduce(text)) == reduce(text)


@many
@given(anything, st.sampled_from(("NFC", "NFD")))
def test_a_title_has_one_address_however_it_is_composed(title, form):
    made = slug(title)
    assert made == "" or SLUG.fullmatch(made) and len(made) <= 90
    assert slug(made) == made == slug(unicodedata.normalize(form, title)) == slug(tidy(title))


TITLES = st.lists(st.one_of(st.sampled_from(("Đảng ủy họp", "Đảng uỷ họp", "Dang uy hop", "Họp", "hop", "HỌP!", "Họp lần 2")), anything), min_size=1, max_size=8)


@many
@given(TITLES)
def test_addresses_are_ascii_and_distinct_or_the_clash_is_told(titles):
    articles = []
    for number, title in enumerate(titles):
        article = load(f"---\ntitle: {_quoted(title)}\ndate: 2024-03-12 08:30\nstatus: published\ncategory: Tin\n---\n\nA.\n", f"tin/2024/03/{number}.md", SiteData()).article
        if article is not None:
            assert SLUG.fullmatch(article.slug) and article.url.isascii()
            articles.append(article)
    clashes = list(same_address(Content(tuple(articles), (), SiteData(), date(2026, 11, 21))))
    assert len({a.url for a in articles}) + len(clashes) == len(articles)


def _quoted(text: str) -> str:
    return '"' + re.sub(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]', " ", text) + '"'


@many
@given(rows())
def test_a_shard_decodes_to_what_went_in(made):
    packed = codec.shard([codec.row(key, codes, entries, 1000) for key, codes, entries in made])
    assert [(key, codes, found) for key, codes, _, found in codec.rows_of(packed)] == made
    assert codec.name(packed) == codec.name(codec.shard([codec.row(key, codes, entries, 1000) for key, codes, entries in made]))


@many
@given(st.lists(st.one_of(st.sampled_from(FIGURE_TEXTS), anything), max_size=6), st.sampled_from((" ", "\n", ", ", ". ")))
def test_figures_are_read_from_anything_and_quoted_to_the_letter(pieces, between):
    text = between.join(pieces)
    for figure in read(text, title=text[:80], published=text[-40:]).figures:
        assert text[figure.start:figure.end] == figure.quote != ""
        assert figure.value.is_finite() and figure.value >= 0


def calls(function, *arguments) -> int:
    """How many functions run, Python's own and built-in ones: the same on every machine."""
    counted = 0

    def count(frame, event, argument):
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("between", ["\n", " ", ", "], ids=["lines", "sentences", "one sentence"])
def test_four_times_the_text_takes_about_four_times_the_steps(between):
    text = between.join(FIGURE_TEXTS[:20])
    read(text)  # what is made once is made
    once, four = calls(read, text), calls(read, between.join([text] * 4))
    assert four <= 5 * once, four / once


class Counted(str):
    """A text that adds up how many of its characters were searched for line breaks."""

    seen = 0

    def count(self, part, start, end):
        Counted.seen += end - start
        return super().count(part, start, end)


def test_the_gate_counts_each_line_of_a_text_once():
    text = Counted("quy hoạch 5 đồng chí, quy hoạch\nkhác\n" * 200)
    Counted.seen = 0
    assert list(look._numbered(text, look._first_in_lines(text, "quy"))) == list(range(0, 400, 2))
    assert 0 < Counted.seen <= len(text)
