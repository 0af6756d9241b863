"""What the commands about the finished site say: links that answer no more, the edition for USB sticks."""
from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from plugins.commands_portal import links

SITE = Path(__file__).resolve().parents[1] / "sites" / "ok" / "content"


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        moved = self.path == "/cu"
        self.send_response(301 if moved else 200 if self.path in ("/", "/moi") else 404)
        if moved:
            self.send_header("Location", "/moi")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *told):
        pass


@contextmanager
def host():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def told(capsys, folder: Path, *addresses: str, private=frozenset()) -> tuple[int, str]:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data/links.yaml").write_text("".join(f"- title: Trang {n}\n  url: {a}\n" for n, a in enumerate(addresses)), encoding="utf-8")
    return links(str(folder), private), capsys.readouterr().out


def test_links_that_answer_are_told_from_those_that_do_not(tmp_path, capsys):
    with host() as place:
        code, out = told(capsys, tmp_path, f"http://{place}/", f"http://{place}/cu", f"http://{place}/khong-co", private=frozenset({place}))
    assert code == 1 and "3 liên kết, 1 hỏng" in out
    assert out.splitlines()[0].startswith("còn ") and f"nay ở http://{place}/moi" in out and "trả lời 404" in out


def test_a_host_that_is_gone_is_told_and_nothing_inside_is_asked(tmp_path, capsys):
    with host() as place:
        inside = place
        code, out = told(capsys, tmp_path, f"http://{place}/")
    assert code == 1 and "địa chỉ nội bộ" in out
    code, out = told(capsys, tmp_path, f"http://{inside}/", private=frozenset({inside}))  # the server has stopped
    assert code == 1 and "HỎNG" in out


def test_all_links_well_and_none_at_all(tmp_path, capsys):
    with host() as place:
        assert told(capsys, tmp_path, f"http://{place}/", private=frozenset({place})) == (0, f"còn   Trang 0: http://{place}/\n\nCả 1 liên kết đều trả lời.\n")
    assert told(capsys, tmp_path)[0] == 0


def usb(tasks, folder: Path, target: Path):
    return tasks("build", "--content", SITE, "--output", folder / "output", "--cache", folder / "cache", "--now", "2026-11-21", "--usb", target)


def test_the_edition_never_touches_files_that_are_not_its_own(tasks, tmp_path):
    other = tmp_path / "usb"
    other.mkdir()
    (other / "anh-gia-dinh.jpg").write_bytes(b"x")
    done = usb(tasks, tmp_path, other)
    assert done.returncode == 1 and "không do lệnh build tạo ra" in done.stderr
    assert [p.name for p in other.iterdir()] == ["anh-gia-dinh.jpg"]
    inside = usb(tasks, tmp_path, tmp_path / "output" / "usb")
    assert inside.returncode == 2 and "không được nằm trong nhau" in inside.stderr


def test_a_second_edition_holds_what_the_site_holds_now(tasks, tmp_path):
    content, target = tmp_path / "content", tmp_path / "usb"
    shutil.copytree(SITE, content)
    ask = ("build", "--content", content, "--output", tmp_path / "output", "--cache", tmp_path / "cache", "--now", "2026-11-21", "--usb", target)
    assert tasks(*ask).returncode == 0
    page = next(target.glob("tin/*/*/*/index.html"))
    assert (target / "index.html").is_file() and not (target / "sw.js").exists()
    first = {p.relative_to(target): p.read_bytes() for p in target.rglob("*") if p.is_file()}
    assert tasks(*ask).returncode == 0
    assert {p.relative_to(target): p.read_bytes() for p in target.rglob("*") if p.is_file()} == first
    for file in content.glob("tin/**/*.md"):
        if file.stem in str(page):
            file.unlink()
    done = tasks(*ask)
    assert done.returncode == 0 and not page.exists(), done.stderr
