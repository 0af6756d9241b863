"""Uploading to rclone's own servers: in order, verified, resumed, and never a page without its parts."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from plugins import disk
from plugins.newsroom.publishing import addresses, rclone, records, upload
from tests.newsroom.press import MARK, ROOT, Paper, Press, files_of, site
from tests.newsroom.servers import rclone_serves
from tests.newsroom.uploads import RUN, begun, dav, far, press, push, there  # noqa: F401 (fixtures)


def test_what_is_live_arrives_and_what_is_gone_goes(press, far):
    first = press.publish(site(1))
    assert push(press, first) == upload.Sent(len(site(1)), 0, False)
    assert there(far) == site(1)
    assert push(press, first) == upload.Sent(0, 0, False)
    second = press.publish(site(2, articles=3))
    sent = push(press, second)
    assert there(far) == press.shown() and sent.removed == 1 and sent.uploaded < len(site(2))
    assert not (far / "tin/2026/01/bai-3").exists()
    assert not (far / upload.UNDER_WAY).exists()
    assert push(press, records.load(press.folder, 1)).removed == 1  # a rollback
    assert there(far) == site(1)


@pytest.mark.thorough
def test_files_of_the_same_size_that_changed_are_sent(press, dav):
    press.publish(site(1))
    push(press, press.live)
    press.publish(site(2))  # the marks have as many digits
    push(press, press.live)
    assert MARK.findall((dav / "index.html").read_bytes()) == MARK.findall(site(2)["index.html"])


@pytest.mark.thorough
def test_twins_go_along_when_asked(press, dav):
    record = press.publish(site(1))
    push(press, record, compressed=True)
    assert (dav / "index.html.br").read_bytes() == (press.folder / "current/index.html.br").read_bytes()


@pytest.mark.thorough
def test_the_command_publishes_and_goes_back_there_too(dav, tmp_path):
    paper = Paper(tmp_path)
    old = paper.edit()
    first = paper.run("publish", "--remote", "xa:web")
    assert first.returncode == 0 and "xa:web: tải lên" in first.stdout and "đã đối chiếu" in first.stdout, first.stderr
    paper.edit()
    assert paper.run("publish", "--remote", "xa:web").returncode == 0
    assert there(dav) == files_of(paper.place / "current")
    assert paper.run("rollback", "--remote", "xa:web").returncode == 0
    assert set(MARK.findall((dav / "index.html").read_bytes())) == old and there(dav) == files_of(paper.place / "current")
    gone = paper.run("publish", "--remote", "khong-khai:web")
    assert gone.returncode == 1 and "rclone chưa biết nơi này" in gone.stderr and "chạy lại lệnh này để tải nốt" in gone.stderr


def test_the_order_is_parts_then_articles_then_lists_and_the_front_page_last():
    paths = sorted(site(1), key=lambda p: (addresses.stage(p), p == "index.html", p))
    assert [addresses.stage(p) for p in paths] == sorted(addresses.stage(p) for p in paths) and paths[-1] == "index.html"
    assert paths[0].endswith(".css") and paths.index("anh/a.jpg") < paths.index("tin/2026/01/bai-0/index.html") < paths.index("feed.xml")
    assert [addresses.stage(p) for p in ("tim-kiem/index/abcdefgh.bin", "tim-kiem/index/manifest.json", "sitemap/2026-01.xml", "anh/x.449f571e-640.avif")] == [0, 3, 3, 0]


def test_a_server_that_goes_away_is_told_and_the_upload_is_completed_later(press, tmp_path, monkeypatch):
    record = press.publish(site(1))
    with rclone_serves("webdav", tmp_path / "may-chu") as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        sending = subprocess.Popen([sys.executable, "-c", RUN, press.folder, str(record.number)], cwd=ROOT, env={**os.environ, "RCLONE_BWLIMIT": "5k"},
                                 stderr=subprocess.PIPE, text=True)
        begun(tmp_path / "may-chu/web", sending)
    assert "rclone.Failed" in sending.communicate()[1]  # it went away in the middle
    with pytest.raises(rclone.Failed, match="không nối được tới máy chủ"):
        push(press, record)
    with rclone_serves("webdav", tmp_path / "may-chu") as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert push(press, record).resumed
    assert there(tmp_path / "may-chu/web") == site(1)


@pytest.mark.thorough
def test_a_folder_with_files_of_others_is_not_taken_unasked_and_those_files_stay(press, dav):
    dav.mkdir(parents=True)
    (dav / "cua-nguoi-khac.txt").write_text("giữ")
    record = press.publish(site(1))
    with pytest.raises(upload.Foreign):
        push(press, record)
    push(press, record, take_over=True)
    push(press, press.publish(site(2)))
    assert (dav / "cua-nguoi-khac.txt").read_text() == "giữ"


@pytest.mark.thorough
def test_another_machine_goes_on_from_what_the_place_itself_says(press, dav, tmp_path):
    push(press, press.publish(site(1)))
    other = Press(tmp_path / "may-khac")
    sent = push(other, other.publish(site(2, articles=3)))
    assert sent.uploaded < len(site(2)) and there(dav) == site(2, articles=3)
    back = push(press, press.publish(site(3)))
    assert back.uploaded and there(dav) == press.shown()


@pytest.mark.thorough
def test_an_upload_cut_off_on_another_machine_is_told_and_can_be_taken_over(press, dav, tmp_path):
    push(press, press.publish(site(1)))
    record = press.publish(site(2))
    process = subprocess.Popen([sys.executable, "-c", RUN, press.folder, str(record.number)], cwd=ROOT, env={**os.environ, "RCLONE_BWLIMIT": "5k"}, start_new_session=True)
    begun(dav, process)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    other = Press(tmp_path / "may-khac")
    theirs = other.publish(site(3))
    with pytest.raises(upload.Busy, match="10:00"):
        push(other, theirs)
    push(other, theirs, take_over=True)
    assert there(dav) == site(3)


@pytest.mark.thorough
@pytest.mark.parametrize("what", ["ledger", "list"])
def test_a_damaged_ledger_or_list_costs_an_upload_not_trust(press, dav, what):
    push(press, press.publish(site(1)))
    path = upload.ledger_of(press.folder, "xa:web") if what == "ledger" else dav / upload.LIST
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    if what == "ledger":
        with pytest.raises(disk.Damaged):
            disk.load(path)
    push(press, press.publish(site(2, articles=3)))
    assert there(dav) == press.shown()


def test_bytes_that_did_not_arrive_are_noticed(press, dav):
    record = press.publish(site(1))
    push(press, record)
    (dav / "anh/a.jpg").write_bytes(b"\xff\xd8 pictura")  # of the same size
    there_now = rclone.Rclone("xa:web")
    release = records.place(press.folder, record.number)
    there_now.check(release, ["feed.xml"], download=True)
    with pytest.raises(rclone.Failed, match="không đúng như ở máy này"):
        there_now.check(release, ["anh/a.jpg", "feed.xml"], download=True)


def test_without_rclone_the_message_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(rclone.Absent, match="rclone.org/downloads"):
        rclone.Rclone("xa:")


@pytest.mark.thorough
def test_a_rclone_of_before_1_63_serves_object_stores_and_no_place_where_readers_would_get_half_a_page(press, tmp_path, monkeypatch):
    old = "/usr/bin/rclone"  # Debian's own
    if not os.path.exists(old) or rclone._version(old) >= rclone.OLDEST:
        pytest.skip("this machine has no old rclone")
    (tmp_path / "cu").mkdir()
    (tmp_path / "cu/rclone").symlink_to(old)
    for kind in ("s3", "webdav"):
        with rclone_serves(kind, tmp_path / kind) as environment:
            for name, value in {**environment, "PATH": f"{tmp_path}/cu{os.pathsep}{environment['PATH']}"}.items():
                monkeypatch.setenv(name, value)
            if kind == "s3":
                push(press, press.publish(site(1)))
                push(press, press.publish(site(2, articles=3)))
                assert there(tmp_path / "s3/web") == press.shown()
            else:
                with pytest.raises(rclone.Absent, match=r"quá cũ \(1\.\d+\).*nửa trang"):
                    push(press, press.live)
                assert there(tmp_path / "webdav") == {}


def test_an_upload_keeps_no_password_here_or_there_and_says_none(press, tmp_path, monkeypatch, capfd):
    with rclone_serves("s3", tmp_path / "may-chu") as environment:
        secret = environment["RCLONE_CONFIG_XA_SECRET_ACCESS_KEY"]
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        push(press, press.publish(site(1)))
        monkeypatch.setenv("RCLONE_CONFIG_XA_SECRET_ACCESS_KEY", secret + "-sai")
        with pytest.raises(rclone.Failed) as refused:
            push(press, press.publish(site(2)))
    assert (tmp_path / "may-chu/web/index.html").is_file()
    written = [p for p in tmp_path.rglob("*") if p.is_file() and secret.encode() in p.read_bytes()]
    assert written == [] and secret not in f"{refused.value}{capfd.readouterr()}"
