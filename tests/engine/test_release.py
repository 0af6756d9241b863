"""From staging to output: what a build may touch, and what a kill leaves."""
from __future__ import annotations

import json
import os

import pytest

from plugins.engine import release


def stage(cache, output, files: dict[str, str]):
    staging = release.begin(cache, output)
    for path, text in files.items():
        (staging / path).parent.mkdir(parents=True, exist_ok=True)
        (staging / path).write_text(text)
    return staging


def tree(folder) -> dict[str, str]:
    return {p: (folder / p).read_text() for p in release.listing(folder) if p != release.MANIFEST}


@pytest.fixture
def folders(tmp_path):
    return tmp_path / "cache", tmp_path / "output"


def test_the_first_build_writes_everything(folders):
    cache, output = folders
    stage(cache, output, {"index.html": "a", "tin/x/index.html": "b"})
    changes = release.commit(cache, output)
    assert changes.written == ("tin/x/index.html", "index.html")
    assert tree(output) == {"index.html": "a", "tin/x/index.html": "b"}


def test_an_unchanged_file_is_not_written_again(folders):
    cache, output = folders
    stage(cache, output, {"index.html": "a", "b.html": "b"})
    release.commit(cache, output)
    os.utime(output / "b.html", (1, 1))
    stage(cache, output, {"index.html": "new", "b.html": "b"})
    changes = release.commit(cache, output)
    assert changes == release.Changes(("index.html",), (), 1)
    assert (output / "b.html").stat().st_mtime == 1


def test_what_the_site_no_longer_has_is_removed_with_its_empty_folder(folders):
    cache, output = folders
    stage(cache, output, {"index.html": "a", "tin/2022/x/index.html": "b"})
    release.commit(cache, output)
    stage(cache, output, {"index.html": "a"})
    assert release.commit(cache, output).removed == ("tin/2022/x/index.html",)
    assert not (output / "tin").exists()


def test_a_folder_with_other_peoples_files_is_refused_and_left_alone(folders):
    cache, output = folders
    output.mkdir()
    (output / "luan-van.txt").write_text("của người khác")
    with pytest.raises(release.ForeignFolder):
        stage(cache, output, {"index.html": "a"})
        release.commit(cache, output)
    assert tree(output) == {"luan-van.txt": "của người khác"}


def test_a_file_that_staff_put_into_the_output_stays(folders):
    cache, output = folders
    stage(cache, output, {"index.html": "a"})
    release.commit(cache, output)
    (output / "google-xac-minh.html").write_text("giữ")
    stage(cache, output, {"index.html": "b"})
    release.commit(cache, output)
    assert (output / "google-xac-minh.html").read_text() == "giữ"


@pytest.mark.parametrize("moves", range(9))
def test_a_run_that_dies_after_any_number_of_file_moves_is_completed_by_the_next(folders, monkeypatch, moves):
    cache, output = folders
    old = {"index.html": "1", "a.html": "1", "b.html": "1", "c.css": "1"}
    stage(cache, output, old)
    release.commit(cache, output)
    new = {"index.html": "2", "a.html": "2", "c.css": "2", "d/e.html": "2"}
    stage(cache, output, new)
    real, done = os.replace, 0

    def dies(source, target):
        nonlocal done
        if done == moves:
            raise KeyboardInterrupt
        done += 1
        real(source, target)

    monkeypatch.setattr(os, "replace", dies)
    try:
        release.commit(cache, output)
    except KeyboardInterrupt:
        pass
    monkeypatch.setattr(os, "replace", real)
    release.begin(cache, output)
    expected = old if moves == 0 else new  # the first move is the journal itself
    assert tree(output) == expected
    assert set(json.loads((output / release.MANIFEST).read_text())["files"]) == set(expected)


def test_a_damaged_list_of_files_is_refused_rather_than_guessed(folders):
    cache, output = folders
    stage(cache, output, {"index.html": "a"})
    release.commit(cache, output)
    (output / release.MANIFEST).write_text("{")
    with pytest.raises(release.ForeignFolder):
        release.owned(output)
