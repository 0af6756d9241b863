"""The labelled sample as documents, small documents for single facts, and the measures of a ranking."""
from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from plugins.search.documents import IndexDocument, Named
from plugins.vietnamese.text import slug

SAMPLES = {name: json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8")) for name in ("quality", "quality_everyday")}
SAMPLE = SAMPLES["quality"]


def document(title: str = "Bài", body: str = "", *, id: str = "", day: str = "2024-05-20", **more) -> IndexDocument:
    """A document for one fact."""
    when = date.fromisoformat(day)
    url = f"/tin/{when:%Y/%m}/{id or slug(title)}/"
    if "committee" in more:
        name = more.pop("committee")
        more["committees"] = (Named(slug(name), name),)
    return IndexDocument(url=url, title=title, body=body, date=when, order=f"{when:%Y%m%d}080000 {url}", **more)


def sample_documents(sample: Mapping = SAMPLE) -> list[IndexDocument]:
    """The articles of *sample*, oldest first."""
    made = []
    for a in sample["articles"]:
        more = {name: (a[key],) for name, key in (("terms", "term"), ("steps", "step"), ("kinds", "kind")) if key in a}
        more |= {name: tuple(a[name]) for name in ("bodies", "tags", "authors") if name in a}
        if "committee" in a:
            more["committee"] = a["committee"]
        made.append(document(a["title"], a["body"], id=a["id"], day=a["date"], lead=a.get("lead", ""), category=a["category"], **more))
    return sorted(made, key=lambda d: d.order)


def name(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def measure(answers: Mapping[str, Sequence[str]], sample: Mapping = SAMPLE) -> tuple[float, float, list[str]]:
    """Share of queries whose first result is right, mean nDCG@10, and a line for every query that is not perfect.

    *answers* are ids by query id, best first; grades as in *sample*.
    """
    first, gain, faults = [], [], []
    for q in sample["queries"]:
        got, grades = list(dict.fromkeys(answers[q["id"]]))[:10], q["rel"]
        right = bool(got) and grades.get(got[0], 0) == max(grades.values())
        dcg = sum((2 ** grades.get(d, 0) - 1) / math.log2(i + 2) for i, d in enumerate(got))
        ideal = sum((2**g - 1) / math.log2(i + 2) for i, g in enumerate(sorted(grades.values(), reverse=True)[:10]))
        first.append(right)
        gain.append(dcg / ideal)
        if not right or dcg / ideal < 0.95:
            faults.append(f"{q['kind']}: {q['q']} → {got[:4]}, not {sorted(grades)}")
    return sum(first) / len(first), sum(gain) / len(gain), faults


def ask_all(ask: Callable[[dict], Sequence[str]], sample: Mapping = SAMPLE) -> dict[str, Sequence[str]]:
    return {q["id"]: ask(q) for q in sample["queries"]}
