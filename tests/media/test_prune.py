"""The store of pictures forgets what nobody has used for a month, and nothing else."""
from __future__ import annotations

from datetime import date, timedelta

import pytest

from plugins.media.prune import prune
from plugins.media.versions import make

from .test_files import noise, published

DAY = date(2026, 11, 21)


@pytest.fixture
def store(tmp_path):
    """A store with two pictures; gives its folder and their keys."""
    folder = tmp_path / "store"
    return folder, make(noise((400, 300)), folder).key, make(noise((330, 200)), folder).key


def held(folder) -> set[str]:
    return {file.name.partition(".")[0] for file in folder.iterdir()} - {"unused"}


def test_what_was_not_used_for_a_month_is_dropped_with_all_its_versions(store):
    folder, used, unused = store
    for days in (0, 1, 30):
        prune(folder, {used}, DAY + timedelta(days))
        assert held(folder) == {used, unused}
    prune(folder, {used}, DAY + timedelta(31))
    assert held(folder) == {used}


def test_what_came_back_within_the_month_begins_a_new_one(store):
    folder, one, other = store
    prune(folder, {one}, DAY)
    prune(folder, {one, other}, DAY + timedelta(20))
    prune(folder, {one}, DAY + timedelta(40))
    assert held(folder) == {one, other}


def test_what_is_used_today_stays_however_long_nobody_built(store):
    folder, one, other = store
    prune(folder, set(), DAY)
    prune(folder, {one, other}, DAY + timedelta(400))
    assert held(folder) == {one, other}


@pytest.mark.parametrize("damaged", [b"", b"[]", b'{"looked": 1, "since": {"x": "y"}}'])
def test_a_damaged_note_drops_nothing_and_is_written_anew(store, damaged):
    folder, used, unused = store
    prune(folder, {used}, DAY)
    (folder / "unused.json").write_bytes(damaged)
    prune(folder, {used}, DAY + timedelta(60))
    assert held(folder) == {used, unused}
    prune(folder, {used}, DAY + timedelta(91))
    assert held(folder) == {used}


def test_a_day_that_runs_backwards_or_no_store_at_all_is_no_fault(store, tmp_path):
    folder, used, unused = store
    prune(folder, {used}, DAY)
    prune(folder, {used}, DAY - timedelta(400))
    assert held(folder) == {used, unused}
    prune(tmp_path / "nothing", set(), DAY)
    assert not (tmp_path / "nothing").exists()


def test_a_picture_that_comes_back_after_it_was_dropped_is_the_same(tmp_path):
    (tmp_path / "a.jpg").write_bytes(noise((500, 400)))
    files, folder = {"anh/a.jpg": tmp_path / "a.jpg"}, tmp_path / "store"
    first = published(files, folder)
    prune(folder, set(), DAY)
    prune(folder, set(), DAY + timedelta(31))
    assert not held(folder) - {"files"}
    assert published(files, folder) == first
