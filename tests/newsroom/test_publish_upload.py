"""Uploading to rclone's own servers: in order, verified, resumed, and never a page without its parts."""
from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from plugins import disk
from plugins.newsroom.publishing import addresses, rclone, records, selfcheck, upload
from tests.newsroom.press import MARK, ROOT, Paper, Press, Readers, files_of, served, site
from tests.newsroom.servers import rclone_serves

KINDS = ("webdav", "sftp", "s3")
OURS = {upload.LIST, upload.UNDER_WAY}
RUN = ("import sys\nfrom pathlib import Path\nfrom plugins.newsroom.publishing import records, upload\n"
       "place = Path(sys.argv[1])\nrecord = records.load(place, int(sys.argv[2]))\n"
       "print(upload.push(place, records.place(place, record.number), record, 'xa:web', '10:00', take_over='nhan' in sys.argv))\n")


@pytest.fixture
def press(tmp_path):
    return Press(tmp_path)


@pytest.fixture(params=[KINDS[0], *(pytest.param(kind, marks=pytest.mark.thorough) for kind in KINDS[1:])])
def far(request, tmp_path, monkeypatch):
    """The folder that the remote ``xa:web`` shows, behind a real server."""
    with rclone_serves(request.param, tmp_path / "may-chu") as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield tmp_path / "may-chu/web"


@pytest.fixture
def dav(tmp_path, monkeypatch):
    with rclone_serves("webdav", tmp_path / "may-chu") as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield tmp_path / "may-chu/web"


def push(press: Press, record: records.Record, **options) -> upload.Sent:
    return upload.push(press.folder, records.place(press.folder, record.number), record, "xa:web", "10:00 22/11/2026", **options)


def there(folder: Path) -> dict[str, bytes]:
    """What stands on the server, the temporary files of rclone's own S3 server aside."""
    found = {}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if not file.name.startswith(".rclone_temp_put_") and path not in OURS and file.suffix not in (".br", ".gz") and file.is_file():
            try:
                found[path] = file.read_bytes()
            except FileNotFoundError:  # taken away in this moment
                continue
    return found


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


def kill_many(press: Press, far: Path, kills: int, seed: int) -> str:
    """Kill uploads at random moments while somebody reads; what stands on the server after each kill passes the same check as a release.

    Every other kill waits until the upload has begun, so that some fall into it however slow the machine is.
    """
    dice, killed, resumed, mark = random.Random(seed), 0, 0, 1
    push(press, press.publish(site(1, articles=30)))
    with served(far) as port, Readers(port, ["/", "/tin/2026/01/bai-1/", "/tin/2026/01/bai-29/"], many=1) as readers:
        while killed < kills or not resumed or readers.reads <= 20:
            mark += 1
            assert mark < 50 * kills, (killed, resumed, readers.reads)
            record = press.publish(site(mark, articles=30 + mark % 2))
            for attempt in range(1, 100):
                slow = {"RCLONE_BWLIMIT": "200k"} if attempt == 1 else {}
                process = subprocess.Popen([sys.executable, "-c", RUN, press.folder, str(record.number)], cwd=ROOT, env={**os.environ, **slow}, start_new_session=True,
                                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                if attempt % 2:
                    begun(far, process)
                try:
                    told, complaint = process.communicate(timeout=dice.uniform(0.3, 1.5) * attempt)
                    assert process.returncode == 0, complaint
                    resumed += "resumed=True" in told
                    break
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.communicate()
                    killed += 1
                    whole_after_a_kill(press, far, record)
            assert there(far) == press.shown()
    assert [fault for fault in readers.faults if "→" in fault] == []
    return f"{killed} kills, {resumed} resumed, {readers.reads} reads, no page without its parts"


def whole_after_a_kill(press: Press, far: Path, record: records.Record) -> None:
    """What stands on the server passes the check of a release, and every file that the ledger knows is there as it says.

    rclone's own S3 server may still be at the last files sent, whose old ones it takes away first (see below), so it is given
    time to end; what it has taken away must be among those that the ledger calls unknown.
    """
    known = disk.load(upload.ledger_of(press.folder, "xa:web"))["files"]
    until = time.monotonic() + 10
    while True:
        now = {path: [len(data), hashlib.sha256(data).hexdigest(), 0] for path, data in there(far).items() if not path.endswith(".partial")}
        assert [path for path, sum in known.items() if sum and path in record.files and (path not in now or now[path][1] != sum)] == []
        try:
            faults = [str(problem) for problem in selfcheck.check(far, now, (), before=None)]
        except FileNotFoundError as gone:  # between the listing and the check
            faults = [str(gone)]
        if not faults or os.environ["RCLONE_CONFIG_XA_TYPE"] != "s3" or time.monotonic() > until:
            assert faults == []
            return
        time.sleep(0.05)


def begun(far: Path, process: subprocess.Popen) -> None:
    """Wait until an upload to *far* is under way or *process* has ended."""
    until = time.monotonic() + 60
    while not (far / upload.UNDER_WAY).exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)


def test_an_upload_that_was_killed_goes_on_and_at_every_moment_each_page_has_its_parts(press, dav):
    print(kill_many(press, dav, 3, seed=5))


@pytest.mark.thorough
def test_the_same_for_many_kills_and_every_kind_of_server(press, far):
    print(kill_many(press, far, 40, seed=6))


@pytest.mark.thorough
def test_rclones_own_s3_server_takes_a_file_away_before_the_new_one_stands_there_which_s3_never_does(far, request):
    """What the campaign allows for: with whole, well-ended PUTs and nothing of ours, the file is gone for moments, and back at the end."""
    if request.node.callspec.params["far"] != "s3":
        pytest.skip("of the S3 server only")
    remote, one = rclone.Rclone("xa:web"), far.parent / "mot"
    remote.write("trang.html", b"cu" * 400)
    one.mkdir()
    (one / "trang.html").write_bytes(b"moi" * 400)
    missing = 0
    for _ in range(200):
        sending = threading.Thread(target=remote.copy, args=(one, ["trang.html"]))
        sending.start()
        while sending.is_alive():
            missing += not (far / "trang.html").exists()
        if missing:
            break
    sending.join()
    assert missing and (far / "trang.html").read_bytes() == b"moi" * 400


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
