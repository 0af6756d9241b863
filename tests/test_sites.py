"""Whole small sites: one that must build, and one folder for each way of failing."""
from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from plugins import commands
from plugins.engine import build as engine
from plugins.problem import ProblemsFound

SITES = Path(__file__).parent / "sites"
BROKEN = sorted(p.name for p in SITES.glob("broken-*"))
TODAY = "2026-11-21"


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file with the hash of its bytes."""
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


def build(tasks, content: Path, folder: Path, *more):
    return tasks("build", "--content", content, "--output", folder / "output", "--cache", folder / "cache", "--now", TODAY, *more)


def told(stderr: str) -> list[str]:
    """The lines that name problems: all after the heading."""
    assert stderr.startswith("\nChưa dựng được: "), stderr
    return stderr.split("\n\n", 1)[1].splitlines()


@pytest.fixture(scope="session")
def live(tmp_path_factory):
    """A folder in which the sound site was built once, by the command."""
    import subprocess
    import sys

    folder = tmp_path_factory.mktemp("live")
    root = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-X", "utf8", str(root / "tasks.py"), "build", "--content", str(SITES / "ok" / "content"),
               "--output", str(folder / "output"), "--cache", str(folder / "cache"), "--now", TODAY]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_a_sound_site_builds_with_its_pages(live):
    for page in ("index.html", "tin/2024/03/huyen-mau-son-ra-soat-quy-hoach/index.html", "trang/gioi-thieu/index.html",
                 "nhiem-ky/2025-2030/index.html", "tim-kiem/index.html", "404.html", "sitemap.xml", "feed.xml", "robots.txt"):
        assert (live / "output" / page).is_file(), page


@pytest.mark.parametrize("site", BROKEN)
def test_a_broken_site_is_refused_and_the_live_one_stays(live, site, tmp_path, capsys):
    before = fingerprint(live / "output")
    theme, ours = engine.ROOT / "theme", SITES / site / "theme"
    if ours.is_dir():
        shutil.copytree(theme, tmp_path / "theme")
        theme = shutil.copytree(ours, tmp_path / "theme", dirs_exist_ok=True)
    asked = engine.Options(SITES / site / "content", live / "output", live / "cache", now=date.fromisoformat(TODAY), theme=theme)
    with pytest.raises(ProblemsFound) as found:
        engine.build(asked)
    assert commands.refused(found.value.problems, asked.output) == 1
    expected = (SITES / site / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [line.removeprefix(f"{SITES / site}/") for line in told(capsys.readouterr().err)] == expected
    assert fingerprint(live / "output") == before


@pytest.mark.parametrize("site", ["broken-several", *(pytest.param(name, marks=pytest.mark.thorough) for name in BROKEN if name != "broken-several" and not (SITES / name / "theme").is_dir())])
def test_the_command_refuses_a_broken_site_with_exit_code_1(tasks, live, site):
    before = fingerprint(live / "output")
    done = build(tasks, SITES / site / "content", live)
    assert done.returncode == 1 and done.stdout == "" and "Traceback" not in done.stderr
    of_theme = [line for line in (SITES / site / "expected.txt").read_text(encoding="utf-8").splitlines() if line.startswith("theme/")]
    expected = (SITES / site / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [line.removeprefix(f"{SITES / site}/") for line in told(done.stderr)] == [line for line in expected if line not in of_theme]
    assert fingerprint(live / "output") == before


def test_every_broken_site_names_the_file_and_where_in_it():
    for site in BROKEN:
        lines = (SITES / site / "expected.txt").read_text(encoding="utf-8").splitlines()
        assert lines, site
        for line in lines:
            place, _, words = line.partition(": ")
            assert (SITES / site / place.split(":")[0]).exists(), (site, place)
            assert ":" in place or "content/tin/2024/03/a.md:" in words or "content/tin/2024/03/b.md:" in words or site == "broken-content-empty", (site, line)
            assert words.endswith(")"), (site, line)  # the advice


def test_a_second_build_of_the_same_content_changes_nothing(tasks, live):
    before = fingerprint(live / "output")
    done = build(tasks, SITES / "ok" / "content", live)
    assert done.returncode == 0 and "Không có gì thay đổi" in done.stdout
    assert fingerprint(live / "output") == before


def test_two_clean_builds_give_the_same_bytes(tasks, live, tmp_path):
    assert build(tasks, SITES / "ok" / "content", tmp_path).returncode == 0
    assert fingerprint(tmp_path / "output") == fingerprint(live / "output")


def test_no_word_of_a_draft_is_anywhere_in_the_site(live):
    for file in (live / "output").rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            for words in ("thạch sùng", "Bản thảo bí ẩn", "ban-thao-bi-an", "thach sung"):
                assert words.encode() not in data, f"{words!r} in {file}"
