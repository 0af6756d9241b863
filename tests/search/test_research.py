import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.search import ask
from plugins.search.__main__ import main
from plugins.search.research import CURRENT, Damaged, Research
from plugins.search.upkeep import update
from tests.search.sample import document, name

ROOT = Path(__file__).resolve().parents[2]
ONE, TWO, THREE = (document(f"Hiến máu lần {n}", "Ngày hội.", id=f"bai-{n}", day=f"2024-05-0{n}") for n in (1, 2, 3))


def urls(folder, text="hiến máu"):
    return [name(hit.url) for hit in ask.query(folder, text).hits]


def test_only_changed_articles_are_indexed_again(tmp_path):
    folder = tmp_path / "index"
    assert update(folder, [ONE, TWO]).added == 2
    edited = replace(TWO, title="Hiến máu và hiến mô")
    done = update(folder, [ONE, edited, THREE])
    assert (done.added, done.removed, done.unchanged, done.rebuilt) == (2, 1, 1, False)
    assert urls(folder) == ["bai-3", "bai-1", "bai-2"] or set(urls(folder)) == {"bai-1", "bai-2", "bai-3"}
    assert urls(folder, "hiến mô")[0] == "bai-2"


def test_nothing_changed_writes_nothing(tmp_path):
    folder = tmp_path / "index"
    update(folder, [ONE, TWO])
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    assert update(folder, [ONE, TWO]).added == 0
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before


def test_a_removed_article_is_found_no_more(tmp_path):
    folder = tmp_path / "index"
    update(folder, [ONE, TWO])
    update(folder, [TWO])
    assert urls(folder) == ["bai-2"]


def test_an_article_given_twice_is_one_hit(tmp_path):
    folder = tmp_path / "index"
    update(folder, [ONE, ONE, TWO])
    assert sorted(urls(folder)) == ["bai-1", "bai-2"]


@pytest.mark.parametrize("harm", ["change", "cut", "remove", "add", "unseal"])
def test_a_damaged_index_is_refused_and_built_again(tmp_path, harm):
    folder = tmp_path / "index"
    update(folder, [ONE, TWO])
    segment = max(folder.glob("*/*.seg"), key=lambda p: p.stat().st_size)
    data = segment.read_bytes()
    if harm == "change":
        segment.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    elif harm == "cut":
        segment.write_bytes(data[: len(data) // 2])
    elif harm == "remove":
        segment.unlink()
    elif harm == "add":
        (segment.parent / "_MAIN_99.toc").write_bytes(b"evil")
    else:
        (folder / CURRENT).unlink()
    with pytest.raises(Damaged):
        Research(folder)
    assert update(folder, [ONE, TWO]).rebuilt
    assert sorted(urls(folder)) == ["bai-1", "bai-2"]


def test_other_abbreviations_build_the_index_again(tmp_path):
    folder = tmp_path / "index"
    update(folder, [ONE])
    assert update(folder, [ONE], [("HM", "hiến máu")]).rebuilt
    assert urls(folder, "HM") == ["bai-1"]


def test_a_folder_that_is_no_index_is_refused(tmp_path):
    with pytest.raises(Damaged):
        Research(tmp_path)


def test_an_empty_site_has_an_index(tmp_path):
    update(tmp_path / "index", [])
    assert ask.query(tmp_path / "index", "gì").total == 0


def test_the_command_prints_json_with_urls_titles_dates_and_scores(tmp_path):
    update(tmp_path / "index", [ONE, TWO])
    done = subprocess.run([sys.executable, "-m", "plugins.search", "query", "--index", str(tmp_path / "index"), "--json", "--limit", "1", "--", "hiến máu"],
                          cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    found = json.loads(done.stdout)
    assert found["total"] == 2 and found["hits"][0].keys() == {"url", "title", "date", "score"}
    assert found["hits"][0]["date"] == "2024-05-02"


def test_the_command_speaks_vietnamese_to_people(tmp_path, capsys):
    update(tmp_path / "index", [ONE, TWO])
    assert main(["query", "--index", str(tmp_path / "index"), "hien mua xyzzy"]) == 0
    told = capsys.readouterr().out
    assert "2 bài" in told and "đã bỏ qua: xyzzy" in told and "5/2024" in told and "Hiểu “mua” là “máu”" in told
    assert main(["query", "--index", str(tmp_path / "index"), "zzzqqq"]) == 0
    assert capsys.readouterr().out == "Không tìm thấy bài nào.\n"
    assert main(["query", "--index", str(tmp_path / "index"), "--csv", "hien mau"]) == 0
    assert capsys.readouterr().out.startswith("Ngày,Tiêu đề,Địa chỉ,Điểm")


def test_the_command_says_what_is_wrong(tmp_path, capsys):
    assert main(["query", "--index", str(tmp_path / "none"), "x"]) == 1
    assert "Không mở được chỉ mục" in capsys.readouterr().err
    update(tmp_path / "index", [ONE])
    assert main(["query", "--index", str(tmp_path / "index"), "--from", "mai", "x"]) == 2
    with pytest.raises(SystemExit) as stop:
        main(["query"])
    assert stop.value.code == 2


def test_a_cell_that_a_spreadsheet_would_run_is_made_text(tmp_path, capsys):
    update(tmp_path / "index", [document('=HYPERLINK("x")', "hiến máu", id="cong-thuc")])
    main(["query", "--index", str(tmp_path / "index"), "--csv", "hiến máu"])
    assert "'=HYPERLINK" in capsys.readouterr().out


def killed(folder, at, articles):
    """An update of *folder* to *articles* whose process is gone at the *at*-th document."""
    done = subprocess.run([sys.executable, "-c", f"""
import os
from pathlib import Path
from plugins.search import upkeep
from tests.search.test_research import ONE, TWO, THREE
whole, seen = upkeep.row, []
def row(*given):
    seen.append(given)
    return os._exit(9) if len(seen) == {at} else whole(*given)
upkeep.row, upkeep.STEP = row, 2
upkeep.update(Path({str(folder)!r}), {articles})
"""], cwd=ROOT)
    assert done.returncode == 9


def test_an_update_that_was_killed_leaves_what_was_there_and_the_next_makes_it_good(tmp_path):
    folder = tmp_path / "index"
    update(folder, [ONE])
    killed(folder, 2, "[ONE, TWO, THREE]")
    assert urls(folder) == ["bai-1"]
    assert update(folder, [ONE, TWO, THREE]).rebuilt is False
    assert sorted(urls(folder)) == ["bai-1", "bai-2", "bai-3"]
    assert len([p for p in folder.iterdir() if p.is_dir()]) == 1, "what the killed one left is cleared away"


def test_a_large_update_that_was_killed_keeps_the_steps_it_made(tmp_path):
    folder = tmp_path / "index"
    killed(folder, 3, "[ONE, TWO, THREE]")
    assert sorted(urls(folder)) == ["bai-1", "bai-2"]
    done = update(folder, [ONE, TWO, THREE])
    assert (done.added, done.unchanged) == (1, 2) and sorted(urls(folder)) == ["bai-1", "bai-2", "bai-3"]
