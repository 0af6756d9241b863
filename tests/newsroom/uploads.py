"""What the tests of uploads share: a publishing folder, rclone's own servers, a process that sends and may be killed."""
from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.newsroom.publishing import records, upload
from tests.newsroom.press import Press
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
    yield from _served(request.param, tmp_path, monkeypatch)


@pytest.fixture
def dav(tmp_path, monkeypatch):
    yield from _served("webdav", tmp_path, monkeypatch)


@pytest.fixture
def s3(tmp_path, monkeypatch):
    yield from _served("s3", tmp_path, monkeypatch)


def _served(kind: str, tmp_path: Path, monkeypatch) -> Iterator[Path]:
    with rclone_serves(kind, tmp_path / "may-chu") as environment:
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


def begun(far: Path, process: subprocess.Popen) -> None:
    """Wait until an upload to *far* is under way or *process* has ended."""
    until = time.monotonic() + 60
    while not (far / upload.UNDER_WAY).exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
