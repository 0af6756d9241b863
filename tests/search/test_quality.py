"""Floors of search quality on our own labelled sample; lowering one is a decision, not an accident."""
import hashlib
from pathlib import Path

import pytest

from plugins.search.ask import answer
from tests.search.conftest import Host
from tests.search.sample import SAMPLE, ask_all, measure, name

FLOOR_FIRST = 0.98
FLOOR_GAIN = 0.98
DIGEST = "120fd62b2bbec8d9"


def test_the_sample_is_the_one_that_the_floors_were_set_on():
    data = (Path(__file__).parent / "quality.json").read_bytes()
    assert hashlib.sha256(data).hexdigest()[:16] == DIGEST
    assert len(SAMPLE["articles"]) >= 60 and len(SAMPLE["queries"]) >= 100
    assert {id for q in SAMPLE["queries"] for id in q["rel"]} <= {a["id"] for a in SAMPLE["articles"]}


def test_the_measure_tells_good_from_bad():
    perfect = ask_all(lambda q: sorted(q["rel"], key=lambda d: -q["rel"][d]))
    assert measure(perfect)[:2] == (1.0, 1.0)
    assert measure(ask_all(lambda q: []))[:2] == (0.0, 0.0)


def test_the_servers_search_is_right_as_often_as_it_was(sample_index):
    def ask(q):
        return [name(hit.url) for hit in answer(sample_index, q["q"], q.get("filters"), prefix=q.get("prefix", False)).hits]

    first, gain, faults = measure(ask_all(ask))
    assert first >= FLOOR_FIRST and gain >= FLOOR_GAIN, "\n".join(faults)


@pytest.fixture(scope="module")
def browsers_answers(browser, sample_files):
    """What the browser's search gives for every query of the sample: [address, score]…"""
    page = browser.new_page()
    Host(page, sample_files).open()
    asked = [[q["id"], q["q"], {"filters": q.get("filters", {}), "prefix": q.get("prefix", False), "limit": 10}] for q in SAMPLE["queries"]]
    found = page.evaluate("""async (asked) => {
        const out = {};
        for (const [id, text, options] of asked) out[id] = (await s.search(text, options)).hits.map((h) => [h.url, h.score]);
        return out; }""", asked)
    page.close()
    return found


@pytest.mark.browser
def test_the_browsers_search_is_right_as_often_as_it_was(browsers_answers):
    first, gain, faults = measure({id: [name(url) for url, _ in hits] for id, hits in browsers_answers.items()})
    assert first >= FLOOR_FIRST and gain >= FLOOR_GAIN, "\n".join(faults)


@pytest.mark.browser
def test_both_engines_rank_alike(browsers_answers, sample_index):
    differing = []
    for q in SAMPLE["queries"]:
        browser = [(name(url), score) for url, score in browsers_answers[q["id"]]]
        server = [(name(h.url), h.score) for h in answer(sample_index, q["q"], q.get("filters"), prefix=q.get("prefix", False)).hits]
        if [b[0] for b in browser] != [v[0] for v in server] or [b[1] for b in browser] != pytest.approx([v[1] for v in server], abs=0.001):
            differing.append((q["q"], browser[:3], server[:3]))
    assert not differing
