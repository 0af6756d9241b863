"""The documents that a build puts down, and the index that catches up with them when it is asked."""
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from plugins.engine.build import Options
from plugins.engine.build import build as build_site
from plugins.problem import ProblemsFound
from plugins.search import ask
from plugins.search.corpus import FILE, Corpus, Lost, put
from plugins.search.documents import FigureEntry, IndexDocument, Named, Sketch
from plugins.search.upkeep import bring, catch_up, update
from tests.search.conftest import write_article
from tests.search.sample import document, name

ROOT = Path(__file__).resolve().parents[2]
FULL = IndexDocument(
    "/tin/2024/05/a/", "Rà soát “quy hoạch” \ud800", date(2024, 5, 20), "20240520080000 a", "Sapo.", "Thân\n\nbài", ("Chú thích",), "Thời sự", ("a", "b"), ("Lê Vy",),
    ("2020-2025",), ("3",), ("dai-hoi",), ("ban-chap-hanh",), (Named("khoi-mau", "Khối (mẫu)", ("Khối cũ",)),), ("77-KH/ĐUK",),
    (FigureEntry("so-lieu-1", "2020-2025", ("ban-chap-hanh",), "removed", "6", "đồng chí", "Khối (mẫu)", "đưa ra 06 đồng chí", True, "phê duyệt"),))


def sketches(*documents, asked=None):
    def whole(document):
        if asked is not None:
            asked.append(document.url)
        return document

    return [Sketch(d.url, d.digest, replace(d, body=""), lambda d=d: whole(d)) for d in documents]


def note(folder, *documents, manifest=b"1", asked=None, live=None, abbreviations=()):
    put(folder / "search", sketches(*documents, asked=asked), abbreviations, live=live or folder / "output", manifest="manifest.json", made=manifest)


def listed(folder):
    corpus = Corpus(folder / "search")
    corpus.close()
    return corpus.listing


def test_a_document_comes_back_as_it_was_put_down(tmp_path):
    note(tmp_path, FULL, abbreviations=[("HM", "hiến máu")])
    corpus = Corpus(tmp_path / "search")
    assert corpus.document(FULL.digest) == FULL
    assert corpus.listing.digests == {FULL.url: FULL.digest} and corpus.listing.abbreviations == (("HM", "hiến máu"),)
    corpus.close()


def test_only_what_is_not_there_yet_is_asked_for_and_what_nobody_lists_is_dropped(tmp_path):
    (tmp_path / "output").mkdir()
    live = tmp_path / "output" / "manifest.json"
    one, two = document("Một", id="mot"), document("Hai", id="hai")
    asked = []
    for n, documents in enumerate(((one,), (one, two), (two,), (two,))):
        note(tmp_path, *documents, manifest=b"%d" % n, asked=asked)
        live.write_bytes(b"%d" % n)
    assert asked == [one.url, two.url]
    with sqlite3.connect(tmp_path / "search" / FILE) as db:
        assert [digest for digest, in db.execute("SELECT digest FROM documents")] == [two.digest]


def test_the_list_is_the_one_whose_manifest_readers_see(tmp_path):
    (tmp_path / "output").mkdir()
    live = tmp_path / "output" / "manifest.json"
    one, two = document("Một", id="mot"), document("Hai", id="hai")
    note(tmp_path, one, manifest=b"first")
    assert listed(tmp_path).digests.keys() == {one.url}, "before anything is live the newest counts"
    live.write_bytes(b"first")
    note(tmp_path, one, two, manifest=b"second")
    assert listed(tmp_path).digests.keys() == {one.url}, "the second was not switched to"
    note(tmp_path, two, manifest=b"third")
    live.write_bytes(b"third")
    assert listed(tmp_path).digests.keys() == {two.url}


@pytest.mark.parametrize("harm", ["cut", "other", "version", "gone"])
def test_a_damaged_file_is_begun_anew_by_the_next_build_and_nobody_trusts_it_before(tmp_path, harm):
    documents = [document(f"Bài {n}", "chữ " * 300, id=f"b{n}") for n in range(30)]
    note(tmp_path, *documents)
    path = tmp_path / "search" / FILE
    if harm == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif harm == "other":
        path.write_bytes(b"no database" * 99)
    elif harm == "version":
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version=99")
    else:
        path.unlink()
    with pytest.raises(Lost):
        corpus = Corpus(tmp_path / "search")
        for one in documents:
            corpus.document(one.digest)
    note(tmp_path, *documents)
    assert catch_up(tmp_path / "research").added == 30


def test_a_document_that_was_changed_in_the_file_is_not_taken(tmp_path):
    one, two = document("Một", id="mot"), document("Hai", id="hai")
    note(tmp_path, one, two)
    with sqlite3.connect(tmp_path / "search" / FILE) as db:
        db.execute("UPDATE documents SET packed = (SELECT packed FROM documents WHERE digest = ?) WHERE digest = ?", (two.digest, one.digest))
    corpus = Corpus(tmp_path / "search")
    with pytest.raises(Lost):
        corpus.document(one.digest)
    corpus.close()


def urls(folder, text):
    return sorted(name(hit.url) for hit in ask.query(folder, text).hits)


def test_search_answers_from_the_last_build_whatever_came_between(tmp_path):
    content = tmp_path / "content"
    options = Options(content, tmp_path / "output", tmp_path / "cache", "https://vidu.test", date(2026, 11, 21))

    def write(id, title):
        write_article(content, {"id": id, "title": title, "date": "2024-05-06", "category": "Thời sự", "body": "Nội dung."})

    write("mot", "Hiến máu ở trường")
    build_site(options)
    index = tmp_path / "cache" / "research"
    assert not list(index.iterdir()), "the build itself leaves Whoosh alone"
    assert urls(index, "hiến máu") == ["mot"] == urls(tmp_path / "cache", "hiến máu")
    write("hai", "Hiến máu ở chợ")
    assert urls(index, "hiến máu") == ["mot"], "nothing was built"
    build_site(options)
    assert urls(index, "hiến máu") == ["hai", "mot"]
    write("ba", "Hiến máu ở bến")
    (content / "tin" / "2024" / "05" / "hong.md").write_text("---\ntitle: Hỏng\nstatus: published\n---\n\nThiếu ngày.\n", encoding="utf-8")
    with pytest.raises(ProblemsFound):
        build_site(options)
    assert urls(index, "hiến máu") == ["hai", "mot"], "a refused build shows in no search"
    (content / "tin" / "2024" / "05" / "hong.md").unlink()
    (content / "tin" / "2024" / "05" / "mot.md").unlink()
    build_site(options)
    assert urls(index, "hiến máu") == ["ba", "hai"]


def test_many_who_ask_at_once_after_a_build_all_get_its_answer(tmp_path):
    documents = [document(f"Hiến máu đợt {n}", "Ngày hội.", id=f"b{n}") for n in range(40)]
    note(tmp_path, *documents)
    asking = [subprocess.Popen([sys.executable, "-m", "plugins.search", "query", "--index", str(tmp_path / "research"), "--json", "--", "hiến máu"],
                               cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") for _ in range(4)]
    for one in asking:
        out, wrong = one.communicate(timeout=60)
        assert one.returncode == 0 and '"total": 40' in out, wrong


STIR = """
import sys
from pathlib import Path
from plugins.search import upkeep
from tests.search.test_corpus import batch
upkeep.STEP = 7
upkeep.update(Path(sys.argv[1]), batch(int(sys.argv[2])))
"""


def batch(turn):
    """Forty documents, of which each turn takes away, changes and adds some."""
    return [document(f"Hiến máu đợt {n}", f"Lượt {turn if n % 5 == turn % 5 else n % 5} ở thôn {n}.", id=f"b{n}", day="2024-05-20") for n in range(turn, turn + 40)]


def campaign(folder, kills, seed):
    """Kill *kills* updates at random moments; after each the index answers, whole, and the next update makes it right."""
    draw = random.Random(seed)
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", STIR, str(folder), "0"], cwd=ROOT, check=True)
    usual = time.monotonic() - started
    ended, known = 0, {d.url for d in batch(0)}
    for turn in range(1, kills + 1):
        working = subprocess.Popen([sys.executable, "-c", STIR, str(folder), str(turn)], cwd=ROOT)
        try:
            working.wait(draw.uniform(0.2, 1.1) * usual)
        except subprocess.TimeoutExpired:
            working.send_signal(signal.SIGKILL)
            ended += 1
        working.wait()
        known |= {d.url for d in batch(turn)}
        found = ask.query(folder, "hiến máu", limit=100)
        assert 25 <= found.total <= 40 and {hit.url for hit in found.hits} <= known, turn
        if turn % 3 == 0:
            update(folder, batch(turn))
            assert {hit.url for hit in ask.query(folder, "hiến máu", limit=100).hits} == {d.url for d in batch(turn)}
            known = {d.url for d in batch(turn)}
    return ended


def test_an_update_killed_at_any_moment_leaves_an_index_that_answers(tmp_path):
    campaign(tmp_path / "index", 3, seed=1)


@pytest.mark.thorough
def test_many_updates_killed_at_random_moments(tmp_path):
    assert campaign(tmp_path / "index", 120, seed=2) > 60


@pytest.mark.thorough
def test_a_thousand_random_updates_end_as_a_clean_index(tmp_path):
    draw = random.Random(4)
    held = {n: document(f"Bài {n}", "hiến máu", id=f"b{n}") for n in range(30)}
    for turn in range(1000):
        n = draw.randrange(60)
        if n in held and draw.random() < 0.4:
            del held[n]
        else:
            held[n] = document(f"Bài {n}", f"hiến máu lượt {draw.randrange(9)}", id=f"b{n}")
        given = dict((d.url, d) for d in held.values())
        bring(tmp_path / "index", {url: d.digest for url, d in given.items()}, {d.digest: d for d in given.values()}.__getitem__)
        if turn % 100 == 99:
            assert {hit.url for hit in ask.query(tmp_path / "index", "hiến máu", limit=99).hits} == given.keys()
    update(tmp_path / "clean", list(held.values()))
    for text in ("hiến máu", "lượt 3", "bài 7"):
        assert [(h.url, h.score) for h in ask.query(tmp_path / "index", text, limit=99).hits] == [(h.url, h.score) for h in ask.query(tmp_path / "clean", text, limit=99).hits]


def test_the_digest_follows_everything_that_a_document_holds():
    changed = [replace(FULL, **{field: value}) for field, value in (
        ("title", "Khác"), ("body", "khác"), ("lead", ""), ("tags", ("a",)), ("figures", ()), ("committees", ()), ("date", date(2024, 5, 21)), ("captions", ()))]
    assert len({FULL.digest, *(d.digest for d in changed)}) == len(changed) + 1


def test_refresh_brings_the_index_up_without_asking(tmp_path):
    note(tmp_path, document("Hiến máu", id="mot"))
    subprocess.run([sys.executable, "-m", "plugins.search", "refresh", "--index", str(tmp_path / "research")], cwd=ROOT, check=True)
    assert ask.Research(tmp_path / "research").count == 1
