"""One-line examples: what each measure looks like in print."""
from __future__ import annotations

from collections import Counter

import pytest

from plugins.vocabulary import ids
from tests.figures.corpus import CORE
from tests.figures.lines import examples

EXAMPLES = examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.measure}: {example.text}")
def test_a_sentence_gives_the_figure_that_a_reader_sees_in_it(example):
    assert example.holds


def test_every_measure_has_ten_examples():
    counted = Counter(example.measure for example in EXAMPLES)
    assert {measure: counted[measure] for measure in ids("measure") if counted[measure] < 10} == {}


def test_every_planning_measure_has_three_examples_for_every_body():
    counted = Counter((example.measure, example.body) for example in EXAMPLES)
    assert [(measure, body) for measure in CORE for body in ids("body") if counted[measure, body] < 3] == []
