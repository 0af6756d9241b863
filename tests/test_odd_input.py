"""Content that is odd but right must build; content that cannot be right must be told. Whole builds."""
from __future__ import annotations

import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins import commands
from plugins.engine import release
from plugins.search.published import Published
from tests.disk import disk, fill, lock
from tests.test_sites import fingerprint

HEAD = "---\ntitle: {title}\ndate: 2024-03-12 08:30\nstatus: published\ncategory: Tin tức\n{more}---\n\n{body}\n"


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def article(title: str = "Bài mẫu", body: str = "Một đoạn.", more: str = "") -> str:
    return HEAD.format(title=title, body=body, more=more)


@pytest.fixture
def site(tmp_path, capsys):
    """``site(files)`` builds a content folder of ``path → text or bytes`` as the command does; gives what it said and the output folder."""

    def build(files: dict[str, str | bytes]):
        for path, text in files.items():
            file = tmp_path / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        (tmp_path / "content").mkdir(exist_ok=True)
        capsys.readouterr()
        code = commands.build(str(tmp_path / "content"), str(tmp_path / "output"), str(tmp_path / "cache"), "", "2026-11-21", "")
        said = capsys.readouterr()
        return Done(code, said.out, said.err), tmp_path / "output"

    return build


def test_an_empty_content_folder_gives_a_site_that_says_so(site):
    done, output = site({})
    assert done.returncode == 0 and (output / "index.html").is_file()


def test_emptying_the_content_of_a_live_site_is_refused(site, tmp_path):
    site({"tin/2024/03/a.md": article()})
    (tmp_path / "content/tin/2024/03/a.md").unlink()
    done, output = site({})
    assert done.returncode == 1 and (output / "tin/2024/03/bai-mau/index.html").is_file()


@pytest.mark.parametrize("change", [
    lambda text: b"\xef\xbb\xbf" + text.encode(),
    lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: unicodedata.normalize("NFD", text).encode(),
], ids=["BOM", "CRLF", "NFD"])
def test_how_an_editor_saves_makes_no_difference(site, tmp_path, change):
    plain = article("Hội nghị ở Mẫu Sơn", "Đảng ủy xã họp. [Bài trước](tin/2024/02/tr%C6%B0%E1%BB%9Bc.md)")
    before = article("Trước")
    done, output = site({"tin/2024/03/a.md": change(plain), "tin/2024/02/trước.md": before})
    assert done.returncode == 0, done.stderr
    made = (output / "tin/2024/03/hoi-nghi-o-mau-son/index.html").read_text(encoding="utf-8")
    assert "Đảng ủy xã họp." in made and unicodedata.is_normalized("NFC", made)


def test_a_decomposed_file_name_is_found_by_a_composed_link(site):
    name = unicodedata.normalize("NFD", "hội-nghị")
    done, output = site({f"tin/2024/03/{name}.md": article("Đích"), "tin/2024/03/a.md": article("Nguồn", "[x](tin/2024/03/hội-nghị.md)")})
    assert done.returncode == 0, done.stderr
    assert '/tin/2024/03/dich/' in (output / "tin/2024/03/nguon/index.html").read_text(encoding="utf-8")


def test_a_file_that_is_not_utf_8_is_told_with_line_and_column(site):
    done, _ = site({"tin/2024/03/a.md": article(body="Một.").encode() + b"Hai \xe1\xbb.\n"})
    assert done.returncode == 1 and "content/tin/2024/03/a.md:9:5: tệp không phải mã UTF-8" in done.stderr


def test_a_file_in_utf_16_is_named_as_such(site):
    done, _ = site({"tin/2024/03/a.md": article().encode("utf-16")})
    assert done.returncode == 1 and "UTF-16" in done.stderr


def test_an_article_without_a_status_is_a_draft_and_stays_unseen(site):
    done, output = site({"tin/2024/03/a.md": article("Kín đáo").replace("status: published\n", ""), "tin/2024/03/b.md": article("Hở")})
    assert done.returncode == 0 and "1 bản nháp không đăng" in done.stdout
    assert not (output / "tin/2024/03/kin-dao").exists()
    assert b"K\xc3\xadn \xc4\x91\xc3\xa1o" not in b"".join(p.read_bytes() for p in output.rglob("*") if p.is_file())


def test_a_scheduled_article_waits_and_is_listed(site):
    done, output = site({"tin/2030/01/a.md": article("Mai sau").replace("2024-03-12", "2030-01-02")})
    assert done.returncode == 0 and "Chờ đến ngày đăng" in done.stdout
    assert not (output / "tin/2030").exists()


def test_values_are_read_as_vietnamese_numbers(site):
    more = "results:\n" + "".join(f"  - term: 2025-2030\n    body: khac\n    body_text: {t}\n    measure: {m}\n    value: {v}\n" for t, m, v in
                                  [("nguồn chung", "planned", "1.000"), ("so với khóa trước", "ratio_to_current", "1,04"), ("nguồn nữ", "added", "06")])
    done, output = site({"tin/2024/03/a.md": article(more=more)})
    assert done.returncode == 0, done.stderr
    rows = (output / "nhiem-ky/2025-2030").rglob("*.csv")
    text = "".join(p.read_text(encoding="utf-8-sig") for p in rows)
    assert "1000" in text and "1.04" in text.replace(",04", ".04") and "010" not in text


def test_a_committee_that_is_nearly_a_known_one_is_accepted_with_a_notice(site):
    done, _ = site({
        "tin/2024/03/a.md": article(more="conference:\n  kind: dai-hoi\n  committee: Đảng bộ huyện Mẫu Sương\n"),
        "data/committees.yaml": "- id: mau-son\n  name: Đảng bộ huyện Mẫu Sơn\n",
    })
    assert done.returncode == 0, done.stderr
    assert "Đảng bộ huyện Mẫu Sơn" in done.stderr and "Nên xem lại" in done.stderr


def test_an_article_of_5_mb_builds(site):
    done, output = site({"tin/2024/03/a.md": article("Dài", "\n\n".join(["Câu văn của một bài rất dài, kể về huyện Mẫu Sơn."] * 90_000))})
    assert done.returncode == 0, done.stderr
    assert (output / "tin/2024/03/dai/index.html").stat().st_size > 5_000_000


def test_a_link_out_of_the_content_folder_is_refused(site, tmp_path):
    (tmp_path / "bi-mat.md").write_text(article("Bí mật"), encoding="utf-8")
    (tmp_path / "content/tin").mkdir(parents=True)
    try:
        (tmp_path / "content/tin/lien-ket.md").symlink_to(tmp_path / "bi-mat.md")
    except OSError:
        pytest.skip("this system gives no right to make links")
    done, output = site({"tin/2024/03/a.md": article()})
    assert done.returncode == 1 and "dẫn ra ngoài thư mục nội dung" in done.stderr


def test_folders_that_link_in_a_circle_are_passed_over_and_said(site, tmp_path):
    (tmp_path / "content/tin").mkdir(parents=True)
    try:
        (tmp_path / "content/tin/vong").symlink_to(tmp_path / "content", target_is_directory=True)
    except OSError:
        pytest.skip("this system gives no right to make links")
    done, _ = site({"tin/2024/03/a.md": article()})
    assert done.returncode == 0 and "liên kết thư mục không được đọc" in done.stderr


def test_a_corrupt_picture_and_a_sound_that_is_none_are_both_told(site):
    done, output = site({
        "tin/2024/03/a.md": article(more="cover:\n  image: anh/a.jpg\naudio: am-thanh/a.mp3\n"),
        "anh/a.jpg": b"\xff\xd8\xff\xe0 hong", "am-thanh/a.mp3": b"<html></html>",
    })
    assert done.returncode == 1 and not output.exists() or not any(output.iterdir())
    assert "content/anh/a.jpg" in done.stderr and "content/am-thanh/a.mp3" in done.stderr


def test_two_articles_on_one_path_are_told_with_both_names(site):
    done, _ = site({"tin/2024/03/a.md": article("Trùng"), "tin/2024/03/b.md": article("Trùng")})
    assert done.returncode == 1 and "a.md" in done.stderr and "b.md" in done.stderr


def test_the_output_of_somebody_else_is_not_touched(site, tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output/anh-cuoi.jpg").write_text("quý")
    done, output = site({"tin/2024/03/a.md": article()})
    assert done.returncode == 1 and "không do lệnh build tạo ra" in done.stderr
    assert [p.name for p in output.iterdir()] == ["anh-cuoi.jpg"]


def test_folders_with_spaces_and_vietnamese_letters_work(tasks, tmp_path):
    content = tmp_path / "Thư mục của tôi" / "nội dung"
    (content / "tin").mkdir(parents=True)
    (content / "tin/a.md").write_text(article(), encoding="utf-8")
    done = tasks("build", "--content", "Thư mục của tôi/nội dung", "--output", "Trang làm ra", "--now", "2026-11-21", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "Trang làm ra/index.html").is_file() and (tmp_path / ".cache").is_dir()


def test_an_article_of_one_word_builds(site):
    done, output = site({"tin/2024/03/a.md": article("Hết", "Hết")})
    assert done.returncode == 0, done.stderr
    assert "Hết" in (output / "tin/2024/03/het/index.html").read_text(encoding="utf-8")


@pytest.mark.thorough
def test_a_hundred_thousand_links_in_one_article_build(site):
    links = "\n\n".join(" ".join(f"[{n}](#l{n % 7})" if n % 3 else "[bài kia](b.md)" for n in range(at, at + 100)) for at in range(0, 100_000, 100))
    done, output = site({"tin/2024/03/a.md": article("Nhiều liên kết", links), "tin/2024/03/b.md": article("Kia")})
    assert done.returncode == 0, done.stderr
    assert (output / "tin/2024/03/nhieu-lien-ket/index.html").read_text(encoding="utf-8").count('href="/tin/2024/03/kia/"') >= 33_334


def holding(folder: Path, *words: str) -> set[str]:
    """The files below *folder* that hold one of *words*, and "search" where a card of the search index does."""
    held = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() for word in words if word.encode() in p.read_bytes()}
    index = Published(lambda path: (folder / path).read_bytes())
    return held | {"search" for number in range(index.count) if any(word in part for word in words for part in index.card(number))}


PLANNED = "results:\n  - term: 2025-2030\n    body: ban-chap-hanh\n    measure: planned\n    value: 731\n"


@pytest.mark.parametrize("change", ["deleted", "renamed", "retitled", "drafted", "withdrawn"])
def test_an_article_that_went_away_is_gone_from_pages_search_feeds_and_figures(site, tmp_path, change, capsys):
    text = article("Thạch Sùng họp", "Quy hoạch Ban Chấp hành 731 đồng chí.", PLANNED)
    _, output = site({"tin/2024/03/a.md": text, "tin/2024/03/b.md": article("Khác")})
    before = holding(output, "thach-sung-hop", "731 đồng chí")
    assert {"feed.xml", "index.html", "search", "tin/2024/03/thach-sung-hop/index.html"} <= before, before
    assert all(any(path.startswith(part) for path in before) for part in ("nhiem-ky/", "du-lieu/", "sitemap")), before
    (tmp_path / "content/tin/2024/03/a.md").unlink()
    done, _ = site({
        "deleted": {}, "renamed": {"tin/2024/05/c.md": text.replace("2024-03-12", "2024-05-12")},
        "retitled": {"tin/2024/03/a.md": text.replace("Thạch Sùng họp", "Huyện Mẫu Sơn họp")},
        "drafted": {"tin/2024/03/a.md": text.replace("published", "draft")}, "withdrawn": {"tin/2024/03/a.md": text.replace("published", "withdrawn")},
    }[change])
    assert done.returncode == 0, done.stderr
    if change in ("renamed", "retitled"):
        assert not holding(output, "/2024/03/thach-sung-hop")
    else:
        allowed = {"tin/2024/03/thach-sung-hop/index.html", release.MANIFEST} if change == "withdrawn" else set()
        assert holding(output, "thach-sung-hop", "731 đồng chí") <= allowed
    commands.search("Thạch Sùng", str(tmp_path / "cache"), 10, "", {})
    assert ("/2024/03/thach-sung-hop" in capsys.readouterr().out) is False


def test_an_output_that_may_not_be_written_and_a_full_disk_leave_the_live_site(site, tmp_path):
    with disk(tmp_path / "output", "8m"):
        done, output = site({"tin/2024/03/a.md": article("Cũ")})
        assert done.returncode == 0, done.stderr
        before = fingerprint(output)
        lock(output)
        forbidden, _ = site({"tin/2024/03/b.md": article("Mới")})
        assert forbidden.returncode == 1 and "Chưa dựng được" in forbidden.stderr and str(output) in forbidden.stderr, forbidden.stderr
        assert fingerprint(output) == before
        subprocess.run(["mount", "-o", "remount,rw", output], check=True)
        fill(tmp_path / "output/day")
        full, _ = site({})
        assert full.returncode == 1 and "Chưa dựng được" in full.stderr, full.stderr
        (output / "day").unlink()
        assert fingerprint(output) == before
        assert site({})[0].returncode == 0 and (output / "tin/2024/03/moi/index.html").is_file()
