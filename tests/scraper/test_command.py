"""``python -m scraper extract``: the interface that researchers script against."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.__main__ import as_json
from tests.scraper.scoring import PAGES, goldens, read

ROOT = Path(__file__).resolve().parents[2]
KEYS = ["article", "title", "lead", "author", "author_role", "photographer", "category", "date", "body", "captions", "view_count", "audio"]


def extract(name: str, *more: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "scraper", "extract", str(PAGES / f"{name}.html"), goldens()[name]["url"], *more], cwd=ROOT, capture_output=True)


def test_an_article_is_one_json_object_with_the_documented_keys():
    done = extract("portal-thaibinh")
    told = json.loads(done.stdout.decode("utf-8"))
    assert done.returncode == 0 and done.stderr == b"" and list(told) == KEYS
    assert told["date"] == "2024-06-28T16:20:11+07:00" and told["view_count"] == 3468 and told["category"] is None
    assert set(told["captions"][0]) == {"src", "text"}


def test_a_page_that_is_no_article_says_only_that():
    assert json.loads(extract("neg-login").stdout) == {"article": False}


def test_explain_tells_the_layer_of_each_field():
    told = json.loads(extract("nukeviet4", "--explain").stdout)
    assert told["layers"]["title"] == "engine NukeViet" and told["layers"]["encoding"] == "utf-8"


@pytest.mark.parametrize("name", [name for name, gold in goldens().items() if gold["article"]])
def test_every_field_that_was_found_carries_its_layer(name):
    told = as_json(read(name), explain=True)
    found = {key for key in KEYS if key != "article" and told[key]}
    assert found <= set(told["layers"])


def test_a_file_that_is_not_there_is_told_in_vietnamese():
    done = subprocess.run([sys.executable, "-m", "scraper", "extract", "khong-co.html", "https://x.vn/"], cwd=ROOT, capture_output=True)
    assert done.returncode == 1 and "không đọc được tệp (không có tệp này)" in done.stderr.decode("utf-8")


def test_wrong_usage_exits_with_2():
    assert subprocess.run([sys.executable, "-m", "scraper"], cwd=ROOT, capture_output=True).returncode == 2
