"""Equal values have equal digests, in every process; different ones do not."""
from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from plugins.engine.digest import Digester
from plugins.site_data import Committee, SiteData
from plugins.values import Article, Figure, Person, Term

ROOT = Path(__file__).resolve().parents[2]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates() | st.decimals(allow_nan=False),
    lambda inner: st.tuples(inner, inner) | st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8)


@dataclass(frozen=True)
class WithSet:
    names: frozenset[str]


def of(value) -> bytes:
    return Digester().of(value)


@given(VALUES)
def test_a_copy_has_the_same_digest(value):
    import copy

    assert of(value) == of(copy.deepcopy(value))


@given(VALUES, VALUES)
def test_other_values_have_other_digests(one, other):
    if repr(one) != repr(other):
        assert of(one) != of(other)


def test_sharing_a_part_changes_nothing():
    name = Person("Lê Thị Mẫu")
    assert of((name, name)) == of((Person("Lê Thị Mẫu"), Person("Lê Thị Mẫu")))


def test_every_field_of_an_article_counts():
    article = Article("tin/a.md", "A", "a")
    for change in ({"title": "B"}, {"html": "<p>"}, {"tags": ("x",)}, {"authors": (Person("A", "b"),)},
                   {"results": (Figure(Term(2020, 2025), ("khac",), "total", Decimal(1)),)}):
        assert of(article) != of(replace(article, **change))


def test_a_partial_counts_by_its_function_and_arguments():
    assert of(partial(max, 1, key=abs)) == of(partial(max, 1, key=abs))
    assert of(partial(max, 1)) != of(partial(min, 1)) != of(partial(min, 2))


def test_a_closure_counts_by_what_it_holds():
    def holding(value):
        return lambda: value

    assert of(holding("a")) == of(holding("a")) != of(holding("b"))


def test_a_digest_is_the_same_in_another_process():
    code = ("from plugins.engine.digest import Digester; from plugins.site_data import *; from plugins.values import *; from datetime import date\n"
            "from tests.engine.test_digest import WithSet\n"
            "print(Digester().of((SiteData({'a': Committee('a', 'Mẫu')}), WithSet(frozenset('abcdefgh')), date(2026, 1, 2))).hex())")
    here = of((SiteData({"a": Committee("a", "Mẫu")}), WithSet(frozenset("abcdefgh")), date(2026, 1, 2))).hex()
    for seed in ("1", "2"):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)})
        assert done.stdout.strip().endswith(here), done.stderr
