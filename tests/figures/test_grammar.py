"""The grammar's rules hold their own examples."""
from __future__ import annotations

import pytest

from plugins.figures.event import read_conference
from plugins.figures.grammar import TOKEN, expand, load, rules
from plugins.figures.normalise import normalise
from plugins.figures.read import read
from plugins.vocabulary import ids

CUES, BODIES, KINDS = rules("cues"), rules("bodies"), rules("conferences")


def _found(text):
    return [(figure.measure, figure.body if len(figure.bodies) == 1 else "khac", float(figure.value)) for figure in read(text).figures]


@pytest.mark.parametrize(("rule", "example"), [(rule, example) for rule in CUES for example in rule["examples"]], ids=lambda it: it[0] if isinstance(it, list) else it["id"])
def test_a_verb_gives_its_examples_their_figures(rule, example):
    text, value, body, *measure = example
    assert (measure[0] if measure else rule["measure"], body, float(value)) in _found(text)


@pytest.mark.parametrize(("rule", "example"), [(rule, example) for rule in BODIES for example in rule["examples"]], ids=lambda it: it[0] if isinstance(it, list) else it["id"])
def test_a_body_is_read_in_its_examples(rule, example):
    text, body = example
    assert body == rule["id"]
    assert body in {found for _, found, _ in _found(text)}


@pytest.mark.parametrize(("rule", "title"), [(rule, title) for rule in KINDS for title in rule["examples"]], ids=lambda it: it if isinstance(it, str) else it["id"])
def test_a_kind_of_conference_is_told_by_its_examples(rule, title):
    conference = read_conference("", normalise(title).text, "", None)
    assert conference is not None and conference.kind == rule["id"]


def test_every_rule_has_an_example():
    assert [rule["id"] for rule in (*CUES, *BODIES, *KINDS) if not rule["examples"]] == []


def test_bodies_and_kinds_are_those_of_the_vocabulary():
    assert {rule["id"] for rule in BODIES} == set(ids("body"))
    assert {rule["id"] for rule in KINDS} | {"khac"} == set(ids("kind"))


def test_every_phrase_of_the_grammar_is_found_by_the_trie_that_holds_it():
    marks = load().marks
    for rule in (*CUES, *BODIES):
        for phrase in rule["phrases"]:
            for wording in expand(phrase):
                words = TOKEN.findall(wording)
                end, entries = marks.at(words, 0)
                assert end == len(words) and rule["id"] in {entry.rule for entry in entries}, wording


def test_a_choice_may_stand_inside_an_option():
    assert expand("quy hoạch [thêm|mới] (vào|cho) ban") == [
        "quy hoạch thêm vào ban", "quy hoạch thêm cho ban", "quy hoạch mới vào ban", "quy hoạch mới cho ban", "quy hoạch vào ban", "quy hoạch cho ban"]
