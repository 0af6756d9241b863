"""The store gives back what was put into it, or nothing; never anything else."""
from __future__ import annotations

import os
import random
import sqlite3

import pytest

from plugins.engine import snapshot, workers
from plugins.engine.store import Corrupt, Store

ROWS = [(f"tin/{n}.md", b"sha%d" % n, "1:2:3", n, b"x" * 300) for n in range(200)]


@pytest.fixture
def path(tmp_path):
    store = Store(tmp_path / "s.sqlite", "a")
    store.put("articles", ROWS)
    store.put("bodies", [("tin/1.md", b"s", b"\x80\x04N.")])
    store.commit()
    store.close()
    return store.path


def test_rows_come_back_as_they_were_put(path):
    assert sorted(Store(path, "a").rows("articles")) == sorted(ROWS)


def test_what_was_not_committed_is_forgotten(path):
    store = Store(path, "a")
    store.put("articles", [("tin/neu.md", b"", "", 0, b"")])
    store.close()
    assert len(list(Store(path, "a").rows("articles"))) == len(ROWS)


def test_a_store_of_another_version_is_begun_anew(path):
    assert list(Store(path, "b").rows("articles")) == []


@pytest.mark.parametrize("damage", [b"", b"rac", None])
def test_a_file_that_is_no_store_is_begun_anew(path, damage):
    path.unlink() if damage is None else path.write_bytes(damage)
    store = Store(path, "a")
    assert list(store.rows("articles")) == []
    store.put("articles", ROWS)
    store.commit()


@pytest.mark.parametrize("seed", range(30))
def test_flipped_bits_are_found_or_harmless(path, seed):
    pick, data = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(pick.choice((1, 3, 50))):
        data[pick.randrange(len(data))] ^= 1 << pick.randrange(8)
    path.write_bytes(data)
    store = Store(path, "a")
    try:
        assert set(store.rows("articles")) <= set(ROWS)
        store.put("articles", ROWS)
        store.commit()
        assert set(store.rows("articles")) == set(ROWS)
    except (Corrupt, sqlite3.Error) as fault:
        assert isinstance(fault, Corrupt)
        store.renew()
        assert list(store.rows("articles")) == []
    finally:
        store.close()


def test_a_body_is_given_only_for_the_text_it_was_made_from(path):
    store = Store(path, "a")
    assert store.body("tin/1.md", b"other") is None and store.body("tin/2.md", b"s") is None


def test_a_store_begun_anew_no_longer_reads_the_file_it_had(path):
    store = Store(path, "a")
    assert store.body("tin/1.md", b"s") is None  # what was kept there is the pickle of None
    store.renew()
    store.put("bodies", [("tin/1.md", b"s", b"\x80\x04K\x07.")])
    store.commit()
    assert store.body("tin/1.md", b"s") == 7


def test_a_file_touched_within_the_clocks_grain_is_young_and_one_from_the_future_too():
    seen = snapshot.now()
    assert snapshot.young((1, seen - 10**9, 0), seen) and snapshot.young((1, seen + 10**12, 0), seen)
    assert not snapshot.young((1, seen - 3 * 10**9, seen - 3 * 10**9), seen)


def test_an_edit_that_keeps_size_and_time_of_a_young_file_is_seen(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("cũ")
    known = snapshot.hashes(tmp_path, snapshot.scan(tmp_path), snapshot.now())
    times = file.stat()
    file.write_text("mớ")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not snapshot.same(known)


def test_work_spread_over_processes_comes_to_the_same():
    alone = dict(workers.spread(lambda n: n * n, range(300), count=1))
    assert dict(workers.spread(lambda n: n * n, range(300), count=3)) == alone == {n: n * n for n in range(300)}


def test_a_fault_in_a_worker_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        list(workers.spread(lambda n: 1 // (n - 250), range(300), count=2))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_worker_that_dies_is_told_and_nothing_is_taken_for_done():
    with pytest.raises(OSError, match="a worker was ended"):
        list(workers.spread(lambda n: os._exit(9) if n == 200 else n, range(300), count=2))
