"""Whole reports of invented committees: every figure, and nothing but figures."""
from __future__ import annotations

import json

import pytest

from tests.figures import floor
from tests.figures.corpus import articles, gold, others, reading

ARTICLES = [article for name in floor.names() for article in articles(name)]
WITHOUT = [article for article in ARTICLES if not article["figures"]]


def test_no_measure_falls_below_its_floor():
    pinned = json.loads(floor.FLOOR.read_text(encoding="utf-8"))
    assert floor.below(floor.measured(), pinned["floor"]) == []


def test_the_floor_was_measured_on_these_articles():
    pinned = json.loads(floor.FLOOR.read_text(encoding="utf-8"))
    assert pinned["articles"] == floor.digest(), "run: python -m tests.figures.floor --write"


def test_a_lower_floor_is_not_written_without_being_asked_for(tmp_path, monkeypatch):
    pinned = tmp_path / "floor.json"
    pinned.write_text(json.dumps({"articles": "", "floor": {"core": 1.1}}), encoding="utf-8")
    monkeypatch.setattr(floor, "FLOOR", pinned)
    monkeypatch.setattr(floor, "measured", lambda: {"core": 1.0})
    assert floor.main(["--write"]) == 1
    assert json.loads(pinned.read_text(encoding="utf-8"))["floor"] == {"core": 1.1}
    assert floor.main(["--write", "--lower"]) == 0
    assert json.loads(pinned.read_text(encoding="utf-8"))["floor"] == {"core": 1.0}


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_terms_step_and_conference_are_read(article):
    assert others(article, reading(article)) == []


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_every_quote_stands_where_it_says(article):
    for figure in reading(article).figures:
        assert article["text"][figure.start:figure.end] == figure.quote
        assert 0 < len(figure.quote) <= 400 and "\n" not in figure.quote


@pytest.mark.parametrize("article", WITHOUT, ids=lambda article: article["id"])
def test_an_article_without_figures_gives_none(article):
    assert reading(article).figures == ()


def test_there_are_enough_articles_and_every_gold_quote_stands_in_its_text():
    assert len(ARTICLES) >= 25 and len(WITHOUT) >= 3
    assert [gold(line).quote for article in ARTICLES for line in article["figures"] if gold(line).quote not in article["text"]] == []
