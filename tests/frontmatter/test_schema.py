"""The list of keys, its documentation, the names it is matched with, and YAML without libyaml."""
import doctest
import json

import pytest
import yaml

from plugins import vocabulary
from plugins.frontmatter import checks, convert, editing, keys, loading, mending, parse, places, register, schema, writing
from plugins.site_data import Committee, SiteData
from tests.frontmatter.test_problems import MANY


def test_every_key_of_the_schema_is_told_and_no_other():
    told = {group: set(entries) for group, entries in keys.groups().items()}
    assert told == {group: set(getattr(schema, group.capitalize()).__annotations__) for group in told}


def test_the_list_of_keys_names_each_with_meaning_and_example():
    listed = {key.path: key for key in schema.keys()}
    assert len(listed) > 90 and all(key.about and key.example for key in listed.values())
    assert listed["title"].required and listed["results.measure"].required and not listed["summary"].required
    assert dict(listed["results.body"].choices)["ban-chap-hanh"] == "Ban Chấp hành"
    assert "conference.step.procedure" in listed and "source.authors.role" in listed


def test_the_json_schema_is_plain_json():
    made = json.loads(json.dumps(schema.json_schema()))
    assert made["properties"]["date"]["x-widget"] == "datetime"
    assert made["$defs"]["Result"]["properties"]["measure"]["enum"] == list(vocabulary.ids("measure"))


def test_the_order_of_the_files_is_the_order_of_the_schema():
    assert keys.top_keys() == list(schema.Article.__annotations__)


@pytest.mark.parametrize("module", [checks, convert, editing, loading, mending, parse, places, register, schema, writing], ids=lambda m: m.__name__)
def test_the_doctests_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("header", ["a: 06\nb: no\nc:\nd: [1, 2, ~]\ntags:\n- x\n-\n- 'y'\nsummary: |\n  Một\n  hai\n", MANY.split("results:")[0].replace(": quy", " quy"), ""])
def test_without_libyaml_the_tree_and_the_places_are_the_same(header, monkeypatch):
    tree, (top, faults) = parse.tree(header), places.survey(header)
    monkeypatch.setattr(parse, "Events", yaml.BaseLoader)
    monkeypatch.setattr(places, "Events", yaml.BaseLoader)
    assert parse.tree(header) == tree
    assert places.survey(header)[1] == faults
    where = lambda node: {} if node is None else {k: (c.line, c.column, c.key_line, where(c)) for k, c in node.children.items()}
    assert where(places.survey(header)[0]) == where(top)


COMMITTEES = SiteData({
    "a": Committee("a", "Đảng ủy xã Hòa Bình", aliases=("Hòa Bình",)),
    "b": Committee("b", "Đảng ủy xã Hóa Bình", aliases=("Hóa Bình",)),
})


def test_names_that_differ_only_in_accents_are_told_apart_and_never_guessed():
    known = register.register(COMMITTEES)
    assert [known.find(text) for text in ("Hoà Bình", "HÓA BÌNH", "Hoa Binh", "đảng uỷ xã hoà bình")] == ["a", "b", None, "a"]


def test_a_register_is_made_once_for_the_same_data():
    assert register.register(COMMITTEES) is register.register(COMMITTEES)
    assert register.register(SiteData({})).find("Hòa Bình") is None


@pytest.mark.parametrize("text", ["Hội nghị: quy hoạch", 'Lớp "nguồn"', "it's", "'a' \"b\"", "\\", "#", "a: 'b"])
def test_quoted_text_is_read_back(text):
    assert yaml.safe_load(mending.quoted(text)) == text


