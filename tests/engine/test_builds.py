"""Single edits: what they rewrite, what they read, and what may happen to a build on its way."""
from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.engine import account, release, state
from plugins.engine.build import ROOT, Held, build, lock
from plugins.problem import ProblemsFound
from tests.engine.desk import TODAY, times


def article(desk) -> Path:
    """One in the middle, with neighbours on both sides."""
    return desk.articles()[7]


def test_an_edited_text_rewrites_its_own_page_alone(desk):
    path = article(desk)
    before = times(desk.folder / "output")
    path.write_text(path.read_text(encoding="utf-8") + "\nThêm một câu không có số.\n", encoding="utf-8")
    done = desk.build()
    assert done.read == 1 and len(done.changes.written) == 1 and path.stem in done.changes.written[0]
    after = times(desk.folder / "output")
    assert {p for p in after if after[p] != before.get(p)} <= {*done.changes.written, release.MANIFEST}


def test_a_new_title_rewrites_the_pages_that_show_it_and_no_others(desk):
    path = article(desk)
    old = path.read_text(encoding="utf-8").split('"')[1]
    before = desk.site()
    desk.line(path, "title", "Tên hoàn toàn mới")
    written, after = set(desk.build().changes.written), desk.site()
    fresh = after.keys() - before.keys()  # data files are named by their content; workbooks hold it packed
    named = [p.rsplit("/", 1)[-1].encode() for p in fresh]
    assert len(named) < 8
    assert written == {p for p, data in after.items() if p in fresh or "Tên hoàn toàn mới".encode() in data or any(n in data for n in named)}
    assert not any(old.encode() in data for data in desk.site().values())


def test_a_withdrawn_article_leaves_its_words_nowhere_but_in_its_notice(desk):
    path = article(desk)
    title = path.read_text(encoding="utf-8").split('"')[1]
    desk.line(path, "status", "withdrawn")
    desk.build()
    assert not any(title.encode() in data for data in desk.site().values())


def test_a_picture_with_another_size_changes_the_pages_that_show_it_alone(desk):
    from tests.bench.corpus import picture

    shown = {p for p, data in desk.site().items() if b"anh/3.png" in data and p.endswith(".html")}
    target = desk.folder / "content/anh/3.png"
    if not target.exists() or not shown:
        pytest.skip("no article of this corpus shows the picture")
    wide = picture(3).replace((480).to_bytes(4, "big"), (481).to_bytes(4, "big"), 1)
    target.write_bytes(wide)
    try:
        done = desk.build()
    except ProblemsFound:
        return  # the made-up picture was refused, which is right as well
    assert {p for p in done.changes.written if p.endswith(".html")} <= shown


def test_nothing_changed_loads_neither_pelican_nor_jinja_nor_pydantic(desk):
    code = ("import sys; from pathlib import Path; from datetime import date; from plugins.engine.build import build, Options\n"
            f"f = Path({str(desk.folder)!r})\n"
            "o = Options(f / 'content', f / 'output', f / 'cache-output', 'https://vidu.example', date(2026, 11, 21), ('search',), theme=f / 'theme')\n"
            "build(o); build(o)\n"
            "loaded = set(sys.modules)\n")
    check = code.replace("build(o); build(o)", "done = build(o); assert done.rendered == done.read == 0, done") + (
        "bad = sorted(m for m in loaded if m.split('.')[0] in ('pelican', 'jinja2', 'pydantic', 'markdown', 'yaml', 'sqlite3'))\n"
        "assert not bad, bad\n")
    for source in (code, check):
        done = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_the_stock_class_gives_the_same_pages(desk):
    settings = desk.folder / "settings.py"
    settings.write_text(
        f"from pelicanconf import *\nPATH = {str(desk.folder / 'content')!r}\nTHEME = {str(desk.folder / 'theme')!r}\n"
        f"SITEURL = 'https://vidu.example'\nPLUGINS = [p for p in PLUGINS if 'search' not in p]\n"
        f"from datetime import date\nBUILD = {{**BUILD, 'now': date(2026, 11, 21), 'cache': {str(desk.folder / 'stock-cache')!r}, 'without': ['search']}}\n",
        encoding="utf-8")
    command = [sys.executable, "-X", "utf8", "-m", "pelican", "-s", str(settings), "-o", str(desk.folder / "stock"),
               "-e", 'PELICAN_CLASS="pelican.Pelican"', "--fatal", "errors"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stdout + done.stderr
    made = {p: (desk.folder / "stock" / p).read_bytes() for p in release.listing(desk.folder / "stock")}
    assert made == desk.site()


@pytest.mark.parametrize("moves", range(0, 12))
def test_a_build_that_dies_anywhere_is_put_right_by_the_next(desk, monkeypatch, moves):
    desk.line(article(desk), "title", "Tên sau khi bị ngắt")
    desk.articles()[3].unlink()
    expected = desk.clean()
    real, count = os.replace, 0

    def dies(source, target):
        nonlocal count
        count += 1
        if count > moves:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", dies)
    try:
        desk.build()
    except KeyboardInterrupt:
        pass
    monkeypatch.setattr(os, "replace", real)
    desk.build()
    assert desk.site() == expected
    assert desk.build().rendered == 0


def test_a_second_build_at_once_is_refused_and_told_who_holds_the_folder(desk):
    desk.line(article(desk), "title", "Tên khác")
    with lock(desk.folder / "output"), pytest.raises(Held, match=str(os.getpid())):
        desk.build()


def test_a_content_folder_that_cannot_be_written_builds(desk):
    desk.line(article(desk), "title", "Tên khác")
    folders = [desk.folder / "content", *(p for p in (desk.folder / "content").rglob("*") if p.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert desk.build().changes.written
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_an_edit_that_keeps_size_and_time_is_seen_on_the_next_build(desk):
    path = article(desk)
    text, stat = path.read_text(encoding="utf-8"), path.stat()
    path.write_text(text.replace("hội nghị", "hội nghi", 1) if "hội nghị" in text else text.replace("a", "b", 1), encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    desk.build()
    assert desk.site() == desk.clean()


def test_a_file_from_the_future_is_read_by_its_content(desk):
    path = article(desk)
    os.utime(path, (4_000_000_000,) * 2)
    assert desk.build().changes.written == ()
    path.write_text(path.read_text(encoding="utf-8") + "\nMai sau.\n", encoding="utf-8")
    os.utime(path, (4_000_000_000,) * 2)
    assert len(desk.build().changes.written) == 1


@pytest.mark.parametrize("damage", ["", "{", "rác\n{}"])
def test_a_damaged_state_costs_time_alone(desk, damage):
    for path in (desk.folder / "cache-output").glob("state-*.json"):
        path.write_text(damage)
        assert state.load(path) == {}
    done = desk.build()
    assert done.changes.written == done.changes.removed == () and done.read == 0


def test_a_problem_leaves_the_site_and_the_store_as_they_were(desk):
    path = article(desk)
    good = path.read_text(encoding="utf-8")
    before = desk.site()
    desk.line(path, "status", "khong-co")
    with pytest.raises(ProblemsFound):
        desk.build()
    assert desk.site() == before
    path.write_text(good, encoding="utf-8")
    assert desk.build().changes.written == ()


def test_a_page_that_went_away_is_missed_by_the_pages_that_still_link_to_it(desk):
    path = next(p for p in desk.articles() if "[bài trước](" in p.read_text(encoding="utf-8"))
    target = path.read_text(encoding="utf-8").rpartition("[bài trước](")[2].partition(")")[0]
    (desk.folder / "content" / target).unlink()
    with pytest.raises(ProblemsFound, match="không có tệp"):
        desk.build()


def test_why_a_page_was_made_again_is_told(desk):
    desk.build()
    path = article(desk)
    desk.line(path, "title", "Tên khác")
    done = desk.build()
    relative = str(path.relative_to(desk.folder / "content"))
    assert "nội dung" in account.explained(done, relative) and "ghi lại" in account.explained(done, relative)
    assert "không phải dựng lại" in account.explained(done, "/du-lieu/khong-co/")


def test_two_sites_with_one_cache_do_not_disturb_each_other(desk, tmp_path):
    from dataclasses import replace

    desk.build()
    other = replace(desk.options(), output=tmp_path / "other", siteurl="https://khac.example")
    build(other)
    assert desk.build().rendered == 0 and TODAY == desk.now


def test_a_build_without_search_after_one_with_it_in_the_same_process_has_none(desk):
    build(replace(desk.options("other"), without=()))
    desk.clean()
    assert (desk.folder / "other/tim-kiem/index").is_dir() and not (desk.folder / "clean/tim-kiem").exists()


REVIEW = """---
title: Rà soát {name}
date: 2025-0{month}-02 08:00
status: published
category: Đời sống
conference: {{kind: ban-chap-hanh, held: 2025-0{month}-01, committee: Đảng ủy Khối Ví dụ}}
results:
{results}
---

Hội nghị rà soát quy hoạch Ban Chấp hành nhiệm kỳ 2025 - 2030: {told}.
"""


def review(desk, month: int, **figures: int) -> Path:
    """A review whose declared *figures* (measure → number of persons) are told in its text."""
    results = "\n".join(f"  - {{term: 2025-2030, body: Ban Chấp hành, measure: {measure}, value: {value}, unit: đồng chí}}" for measure, value in figures.items())
    path = desk.folder / f"content/tin/ra-soat-{month}.md"
    told = "; ".join(f"{measure} {value} đồng chí" for measure, value in figures.items())
    path.write_text(REVIEW.format(name=month, month=month, results=results, told=told), encoding="utf-8")
    return path


def test_what_is_noticed_between_two_articles_stays_noticed_until_one_of_them_is_mended(desk):
    review(desk, 4, total=31)
    review(desk, 6, removed=6, added=1, total=27)
    told = [p for p in desk.build().notices if "31 (1/4/2025) − 6 + 1 = 26" in p.message]
    assert [p.path for p in told] == ["content/tin/ra-soat-6.md"]
    article(desk).write_text(article(desk).read_text(encoding="utf-8") + "\nThêm một câu không có số.\n", encoding="utf-8")
    assert set(told) <= set(desk.build().notices)
    review(desk, 6, removed=6, added=1, total=26)
    assert not [p for p in desk.build().notices if "31 (1/4/2025)" in p.message]
