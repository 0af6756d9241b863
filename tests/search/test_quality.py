"""Floors of search quality on our own labelled sample; lowering one is a decision, not an accident."""
import hashlib
from pathlib import Path

import pytest

from plugins.search.ask import answer
from plugins.search.build import build
from plugins.search.research import Research
from plugins.search.upkeep import update
from tests.search.conftest import Host
from tests.search.sample import SAMPLES, ask_all, measure, name, sample_documents

FLOORS = {"quality": (0.98, 0.98), "quality_everyday": (0.975, 0.985)}  # first result right, nDCG@10
DIGESTS = {"quality": "120fd62b2bbec8d9", "quality_everyday": "5c117c642ba28465"}
every_sample = pytest.mark.parametrize("sample", SAMPLES, scope="module")


@every_sample
def test_the_sample_is_the_one_that_the_floors_were_set_on(sample):
    held = SAMPLES[sample]
    assert hashlib.sha256((Path(__file__).parent / f"{sample}.json").read_bytes()).hexdigest()[:16] == DIGESTS[sample]
    assert len(held["articles"]) >= 60 and len(held["queries"]) >= 100
    assert {id for q in held["queries"] for id in q["rel"]} <= {a["id"] for a in held["articles"]}


def test_the_measure_tells_good_from_bad():
    perfect = ask_all(lambda q: sorted(q["rel"], key=lambda d: -q["rel"][d]))
    assert measure(perfect)[:2] == (1.0, 1.0)
    assert measure(ask_all(lambda q: []))[:2] == (0.0, 0.0)


@pytest.fixture(scope="module")
def servers_answers(tmp_path_factory):
    """What the server's search gives for every query of a sample: [address, score]…"""
    made = {}

    def answers(sample):
        if sample not in made:
            folder = tmp_path_factory.mktemp("quality") / sample
            update(folder, sample_documents(SAMPLES[sample]))
            index = Research(folder)
            made[sample] = {q["id"]: [(hit.url, hit.score) for hit in answer(index, q["q"], q.get("filters"), prefix=q.get("prefix", False)).hits]
                            for q in SAMPLES[sample]["queries"]}
            index.close()
        return made[sample]

    return answers


@pytest.fixture(scope="module")
def browsers_answers(browser):
    """The same of the browser's search."""
    made = {}

    def answers(sample):
        if sample not in made:
            page = browser.new_page()
            Host(page, build(sample_documents(SAMPLES[sample]))).open()
            asked = [[q["id"], q["q"], {"filters": q.get("filters", {}), "prefix": q.get("prefix", False), "limit": 10}] for q in SAMPLES[sample]["queries"]]
            made[sample] = page.evaluate("""async (asked) => {
                const out = {};
                for (const [id, text, options] of asked) out[id] = (await s.search(text, options)).hits.map((h) => [h.url, h.score]);
                return out; }""", asked)
            page.close()
        return made[sample]

    return answers


def check(sample, answers):
    first, gain, faults = measure({id: [name(url) for url, _ in hits] for id, hits in answers.items()}, SAMPLES[sample])
    assert (first, gain) >= FLOORS[sample] and gain >= FLOORS[sample][1], f"{first:.3f} {gain:.3f}\n" + "\n".join(faults)


@every_sample
def test_the_servers_search_is_right_as_often_as_it_was(sample, servers_answers):
    check(sample, servers_answers(sample))


@pytest.mark.browser
@every_sample
def test_the_browsers_search_is_right_as_often_as_it_was(sample, browsers_answers):
    check(sample, browsers_answers(sample))


@pytest.mark.browser
@every_sample
def test_both_engines_rank_alike(sample, browsers_answers, servers_answers):
    differing = []
    for q in SAMPLES[sample]["queries"]:
        browser, server = ([(name(url), score) for url, score in found(sample)[q["id"]]] for found in (browsers_answers, servers_answers))
        if [b[0] for b in browser] != [v[0] for v in server] or [b[1] for b in browser] != pytest.approx([v[1] for v in server], abs=0.001):
            differing.append((q["q"], browser[:3], server[:3]))
    assert not differing
