"""A floor for composed pages: how many are read without a fault. Lowering it takes ``python -m tests.scraper.test_composed --accept``."""
from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from scraper.parse import parse
from scraper.values import Draft, RawPage
from tests.scraper.compose import compose
from tests.scraper.scoring import FIELDS, wrong

HERE = Path(__file__).parent
FLOOR = HERE / "floor.json"
SAMPLE, ALL = 150, 2000


def digest() -> str:
    """Of all that makes the pages: a floor holds for these pages and no others."""
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in ("compose.py", "furniture.py", "articles.json"))).hexdigest()


def measure(count: int) -> dict[str, float]:
    """The share of pages of which each field, and all of them ("perfect"), are right."""
    right: Counter[str] = Counter()
    for seed in range(count):
        html, gold = compose(seed)
        draft = parse(RawPage(gold["url"], html.encode()))
        faults = wrong(gold, draft) if isinstance(draft, Draft) else dict.fromkeys(FIELDS)
        right.update(field for field in FIELDS if field not in faults)
        right["perfect"] += not faults
    return {field: round(right[field] / count, 4) for field in (*FIELDS, "perfect")}


def _hold(count: int, key: str) -> None:
    floor = json.loads(FLOOR.read_text(encoding="utf-8"))
    assert floor["digest"] == digest(), "the composed pages have changed: measure again and accept the new floor"
    reached = measure(count)
    assert {field: value for field, value in reached.items() if value < floor[key][field]} == {}


def test_composed_pages_are_read_as_well_as_before():
    _hold(SAMPLE, "sample")


@pytest.mark.thorough
def test_two_thousand_composed_pages_are_read_as_well_as_before():
    _hold(ALL, "all")


def test_one_seed_gives_one_page():
    assert compose(7) == compose(7) and compose(7)[0] != compose(8)[0]


if __name__ == "__main__":
    if "--accept" not in sys.argv:
        sys.exit("say --accept to write a new floor")
    from tests.scraper import test_variants

    told = {"digest": digest(), "sample": measure(SAMPLE), "all": measure(ALL), "variants": {name: test_variants.measure(name) for name in test_variants.VARIANTS}}
    FLOOR.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
