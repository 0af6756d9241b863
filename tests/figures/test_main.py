"""The command line: JSON lines in, JSON lines out."""
from __future__ import annotations

import json
import subprocess
import sys

from tests.figures.test_read import TEXT


def _run(*arguments, stdin=""):
    return subprocess.run([sys.executable, "-m", "plugins.figures", *arguments], input=stdin.encode(), capture_output=True, timeout=60)


def test_each_line_gives_one_line_of_the_documented_shape():
    articles = [{"id": "a", "title": "", "published": None, "text": TEXT},
                {"id": "b", "title": "Hội nghị cán bộ chủ chốt", "published": "21-04-2022 17:44", "text": "Ngày 15/4, thực hiện bước 3/5."}]
    ran = _run("extract", "--jsonl", stdin="\n".join(json.dumps(article) for article in articles) + "\n\n")
    first, second = map(json.loads, ran.stdout.decode().splitlines())
    assert ran.returncode == 0 and ran.stderr == b""
    assert set(first) == {"id", "terms", "step", "conference", "figures"}
    assert first["terms"] == ["2020-2025"] and first["step"] is None and first["conference"] is None
    figure = first["figures"][0]
    assert {"term", "body", "body_text", "measure", "value", "value_max", "qualifier", "unit", "stage", "quote", "start", "end"} <= set(figure)
    assert (figure["term"], figure["body"], figure["measure"], figure["value"], figure["unit"]) == ("2020-2025", "ban-chap-hanh", "removed", 6, "đồng chí")
    assert TEXT[figure["start"]:figure["end"]] == figure["quote"]
    assert second["step"] == {"number": 3, "of": 5} and second["conference"] == {"held": "2022-04-15", "kind": "can-bo-chu-chot"}


def test_one_number_for_several_bodies_is_of_another_body_and_lists_them():
    text = "Nhiệm kỳ 2025-2030, quy hoạch các chức danh Bí thư, Phó Bí thư 9 đồng chí."
    (figure,) = json.loads(_run("extract", "--jsonl", stdin=json.dumps({"id": 1, "text": text})).stdout)["figures"]
    assert figure["body"] == "khac" and figure["bodies"] == ["bi-thu", "pho-bi-thu"]


def test_a_line_that_is_no_object_is_told_and_the_others_are_read():
    ran = _run("extract", "--jsonl", stdin='nonsense\n[1]\n{"id": 1, "text": null}\n')
    assert ran.returncode == 1
    assert [line[:7] for line in ran.stderr.decode().splitlines()] == ["dòng 1:", "dòng 2:"]
    assert json.loads(ran.stdout) == {"id": 1, "terms": [], "step": None, "conference": None, "figures": []}


def test_help_is_vietnamese_and_wrong_usage_is_2():
    assert "Đọc số liệu" in _run("--help").stdout.decode() and "Đọc số liệu" in _run("extract", "--help").stdout.decode()
    assert _run().returncode == 2 and _run("extract").returncode == 2
