"""Releases: what is in them, what they share, which one is live, and the ways back."""
from __future__ import annotations

import gzip
import os
import subprocess
import sys

import brotli
import pytest

from plugins import disk
from plugins.newsroom.publishing import lock, records, release, switch
from plugins.newsroom.publishing.settings import PublishSettings, read
from tests.newsroom.press import ROOT, Press, site


@pytest.fixture
def press(tmp_path):
    return Press(tmp_path)


def inode(press: Press, number: int, path: str) -> int:
    return os.stat(records.place(press.folder, number) / path).st_ino


def test_what_is_live_is_what_was_built(press):
    press.publish(site(1))
    assert press.shown() == site(1)
    made = site(2)
    press.publish(made)
    assert made.items() <= press.shown().items()
    assert os.readlink(press.folder / "current") == "releases/000002"


def test_an_unchanged_file_is_one_file_in_both_releases_and_a_changed_one_is_two(press):
    press.publish(site(1))
    press.publish(site(2))
    assert inode(press, 1, "theme/js/site.js") == inode(press, 2, "theme/js/site.js")
    assert inode(press, 1, "index.html") != inode(press, 2, "index.html")
    assert (records.place(press.folder, 1) / "index.html").read_bytes() == site(1)["index.html"]


def test_the_same_bytes_built_anew_are_still_one_file(press):
    press.publish(site(1))
    for file in press.source.rglob("*.js"):
        data = file.read_bytes()
        file.unlink()
        file.write_bytes(data)
    made = press.make(site(2))
    assert "theme/js/site.js" not in made.written


def test_where_there_are_no_hard_links_files_are_copied(press, monkeypatch):
    press.publish(site(1))
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no links here")))
    press.publish(site(2))
    assert inode(press, 1, "theme/js/site.js") != inode(press, 2, "theme/js/site.js")
    assert not records.edits(press.folder, press.live, thorough=True)


def test_twins_hold_the_same_text_and_are_reused(press):
    press.publish(site(1))
    page = records.place(press.folder, 1) / "index.html"
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == site(1)["index.html"]
    assert brotli.decompress(page.with_name("index.html.br").read_bytes()) == site(1)["index.html"]
    made = site(1)
    made["moi.html"] = made["404.html"]
    press.publish(made)
    assert inode(press, 1, "index.html.br") == inode(press, 2, "index.html.br")
    assert not (page.parent / "anh/a.jpg.gz").exists()


def test_twins_are_made_when_they_are_first_asked_for(press):
    press.publish(site(1), compress=())
    assert not (press.folder / "current/index.html.gz").exists()
    made = site(1)
    made["moi.html"] = made["404.html"]
    press.publish(made, compress=("gz",))
    assert gzip.decompress((press.folder / "current/index.html.gz").read_bytes()) == site(1)["index.html"]


def test_parts_named_by_content_stay_for_one_release_more_and_ten_minutes(press):
    press.publish(site(1))
    old = next(path for path in site(1) if path.endswith(".css"))
    press.publish(site(2))
    assert (press.folder / "current" / old).read_bytes() == site(1)[old]
    press.publish(site(3))
    assert (press.folder / "current" / old).exists()  # a slow reader may have met two switches
    press.publish(site(4), now=1_700_001_000)
    assert not (press.folder / "current" / old).exists()


def test_nothing_stays_when_asked_to_forget(press):
    press.publish(site(1))
    press.publish(site(2), forget=True)
    assert press.shown() == site(2)


def test_what_tells_of_articles_does_not_outlive_an_article(press):
    index = {"tim-kiem/index/abcdefgh.bin": b"words of all articles"}
    press.publish(site(1) | index)
    press.publish(site(2, articles=3))
    assert not (press.folder / "current/tim-kiem").exists()
    assert any(path.endswith(".css") for path in press.live.carried)


def test_nothing_changed_makes_no_release(press):
    press.publish(site(1))
    assert press.make(site(1)).same
    assert not press.make(site(2)).same
    fewer = site(1)
    del fewer["feed.xml"]
    assert not press.make(fewer).same


@pytest.mark.parametrize("deed", ["changed", "missing", "strange"])
def test_a_release_edited_by_hand_is_noticed_and_never_linked_on(press, deed):
    press.publish(site(1))
    target = press.folder / "current/theme/js/site.js"
    if deed == "changed":
        target.write_text("alert(1)")
    elif deed == "missing":
        target.unlink()
    else:
        (press.folder / "current/la.html").write_text("lạ")
    made = press.make(site(1))
    assert getattr(made.edits, deed) and not made.same
    release.keep(press.folder, made)
    switch.point(press.folder, made.record.number)
    assert press.shown() == site(1)
    assert not records.edits(press.folder, press.live, thorough=True)


def test_a_flipped_bit_that_keeps_size_and_time_is_found_by_the_thorough_comparison(press):
    press.publish(site(1))
    file = press.folder / "current/anh/a.jpg"
    kept = file.stat()
    data = bytearray(file.read_bytes())
    data[3] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert not records.edits(press.folder, press.live)
    assert records.edits(press.folder, press.live, thorough=True).changed == ("anh/a.jpg",)


@pytest.mark.parametrize("at", range(0, 2000, 97))
def test_one_flipped_bit_in_a_record_is_found(press, at):
    record = press.publish(site(1))
    note = records.note(press.folder, record.number)
    data = bytearray(note.read_bytes())
    data[at % len(data)] ^= 1
    note.write_bytes(data)
    with pytest.raises(disk.Damaged):
        records.load(press.folder, record.number)


def test_a_clock_set_back_neither_reorders_releases_nor_repeats_a_time(press):
    first = press.publish(site(1), now=2_000_000_000)
    second = press.publish(site(2), now=1_000_000_000)
    third = press.publish(site(3), now=1_000_000_000)
    assert (first.number, second.number, third.number) == (1, 2, 3)
    assert first.stamp < second.stamp < third.stamp
    assert switch.live(press.folder) == 3 and third.before == 2


def test_old_releases_go_but_never_the_live_one_nor_the_way_back(press):
    for mark in range(1, 8):
        press.publish(site(mark))
    switch.point(press.folder, 2)
    press.publish(site(9))
    assert switch.prune(press.folder, 3) == [1, 3, 4, 5]
    assert records.numbers(press.folder) == [2, 6, 7, 8]
    assert press.live.before == 2


def test_what_a_killed_run_left_is_cleared_and_nothing_else(press):
    press.publish(site(1))
    press.make(site(2))
    (records.releases(press.folder) / ".bo-000009").mkdir()
    records.note(press.folder, 7).write_text("{}")
    assert release.clear(press.folder)
    assert sorted(p.name for p in records.releases(press.folder).iterdir()) == ["000001", "000001.json"]
    assert not release.clear(press.folder)
    assert press.shown() == site(1)


def test_going_back_holds_only_until_the_next_publish_and_a_cut_off_switch_is_no_going_back(press):
    press.publish(site(1))
    made = press.make(site(2))
    release.keep(press.folder, made)  # killed before the switch: a newer release that was never live
    assert not switch.went_back(press.folder)
    switch.point(press.folder, 2)
    switch.leave(press.folder, 1)
    assert not switch.went_back(press.folder)  # killed before the switch back
    switch.point(press.folder, 1)
    assert switch.went_back(press.folder)
    (press.folder / ".quay-lai.json").write_text("rác")
    assert switch.went_back(press.folder)  # what is not known is not taken for leave
    press.publish(site(3))
    switch.arrived(press.folder)
    assert not switch.went_back(press.folder)


def test_a_folder_of_somebody_elses_at_the_place_of_current_is_refused(press):
    (press.folder / "current").mkdir()
    with pytest.raises(switch.NotOurs):
        switch.point(press.folder, 1)


def test_too_little_room_is_said_before_anything_is_written(press, monkeypatch):
    press.publish(site(1))
    monkeypatch.setattr(release, "_ROOM", 10**18)
    with pytest.raises(release.NoRoom):
        press.make(site(2))
    assert not release.staging_of(press.folder).exists()


def test_a_write_that_fails_half_way_leaves_the_live_site(press):
    """The file size limit of the process makes a real write fail in the middle, as a full disk does."""
    press.publish(site(1))
    (press.source / "anh").mkdir(parents=True, exist_ok=True)
    code = ("import resource, sys\nfrom pathlib import Path\nfrom tests.newsroom.press import Press, site\n"
            "press = Press.__new__(Press)\npress.folder, press.source = Path(sys.argv[1]), Path(sys.argv[2])\n"
            "made = {**site(2), 'anh/lon.jpg': bytes(300_000)}\nfrom tests.newsroom.press import lay\nlay(press.source, made)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\npress.publish(made)\n")
    done = subprocess.run([sys.executable, "-c", code, press.folder, press.source], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1 and "File too large" in done.stderr, done.stderr
    assert press.shown() == site(1)
    assert release.clear(press.folder)
    press.publish(site(2))
    assert site(2).items() <= press.shown().items()


# A switch where links cannot be replaced by one rename (Windows): two renames under a written intent.

@pytest.mark.parametrize("dies", range(6))
def test_a_switch_by_two_renames_that_was_cut_off_anywhere_is_completed_by_the_next_command(press, monkeypatch, dies):
    press.publish(site(1))
    made = press.make(site(2))
    release.keep(press.folder, made)
    done = 0

    def counted(real):
        def call(*arguments, **options):
            nonlocal done
            if done == dies:
                raise KeyboardInterrupt
            done += 1
            return real(*arguments, **options)
        return call

    for name in ("rename", "replace", "symlink", "unlink"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    try:
        switch.point(press.folder, 2, renames=2)
    except KeyboardInterrupt:
        pass
    monkeypatch.undo()
    begun = dies > 0  # the first of all is the intent itself
    switch.mend(press.folder)
    assert switch.live(press.folder) == (2 if begun else 1)
    assert press.shown().items() >= site(2 if begun else 1).items()
    assert {p.name for p in press.folder.iterdir()} - {".chuyen.json.moi"} == {"current", "releases"}  # a half-written intent is written over


def test_a_damaged_intent_changes_nothing(press):
    press.publish(site(1))
    (press.folder / ".chuyen.json").write_text("rác\n{}")
    switch.mend(press.folder)
    assert switch.live(press.folder) == 1 and not (press.folder / ".chuyen.json").exists()


def test_a_second_run_is_told_who_holds_the_lock_and_a_dead_holder_holds_nothing(press):
    code = ("import sys, time\nfrom pathlib import Path\nfrom plugins.newsroom.publishing.lock import lock\n"
            "with lock(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n")
    holder = subprocess.Popen([sys.executable, "-c", code, press.folder], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(lock.Held) as held, lock.lock(press.folder):
            pass
        assert lock.me() in str(held.value) and f"tiến trình {holder.pid}" in str(held.value)
    finally:
        holder.kill()
        holder.wait()
    with lock.lock(press.folder):
        pass


@pytest.mark.parametrize(("given", "words"), [
    ({"kep": 3}, "did you mean 'keep'"), ({"keep": 1}, "2 or more"), ({"shrink": 200}, "percentage"), ({"compress": ["zip"]}, "not 'zip'"),
    ({"remote": "ten"}, "name:folder"), ({"folder": ""}, "must name a folder"), ({"keep": "5"}, "must be a int"),
])
def test_a_wrong_setting_is_explained(given, words):
    with pytest.raises(ValueError, match=words):
        read({"PUBLISH": given})


def test_the_settings_of_the_project_are_sound():
    import pelicanconf

    assert read(vars(pelicanconf)) == PublishSettings()
