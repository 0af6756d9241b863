"""A small made-up site as files, a folder to publish it into, and a reader that follows every page to its parts."""
from __future__ import annotations

import hashlib
import http.client
import http.server
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from plugins.newsroom.publishing import records, release, selfcheck, switch
from plugins.newsroom.publishing.lookover import look
from plugins.newsroom.publishing.records import Record

ROOT = Path(__file__).resolve().parents[2]
MARK = re.compile(rb"dau-([0-9]+)-het")


def site(mark: int = 0, articles: int = 4) -> dict[str, bytes]:
    """Pages that all carry *mark*, a style sheet named by its content, a script, a picture, a feed."""
    css = f"body {{ --mark: 'dau-{mark}-het' }}".encode() + b" " * 500
    sheet = f"theme/css/site.{hashlib.sha256(css).hexdigest()[:10]}.css"
    urls = [f"/tin/2026/01/bai-{n}/" for n in range(articles)]

    def page(title: str, body: str) -> bytes:
        return (f'<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<title>{title} dau-{mark}-het</title>\n'
                f'<link rel="stylesheet" href="/{sheet}">\n<script src="/theme/js/site.js?v=1"></script>\n</head>\n<body>\n<h1 id="dau">{title}</h1>\n'
                f'<img src="/anh/a.jpg" alt="">\n{body}\n<p><a href="/">Trang nhất</a> dau-{mark}-het</p>\n{"<p>chữ thường</p>" * 40}\n</body>\n</html>\n').encode()

    made = {sheet: css, "theme/js/site.js": b'import "./tools.js";\n', "theme/js/tools.js": b"export const a = 1;\n", "anh/a.jpg": b"\xff\xd8 picture", "feed.xml": b"<feed/>"}
    made["index.html"] = page("Trang nhất", "".join(f'<p><a href="{url}#dau">bài</a></p>' for url in urls))
    made["404.html"] = page("Không có trang này", "")
    for url in urls:
        made[f"{url.strip('/')}/index.html"] = page(f"Bài {url}", "")
    return made


def lay(folder: Path, made: dict[str, bytes]) -> list[str]:
    """Write *made* into *folder* and nothing else; unchanged files stay as they are."""
    for path in [p for p in folder.rglob("*") if p.is_file()] if folder.is_dir() else []:
        if path.relative_to(folder).as_posix() not in made:
            path.unlink()
    for path, data in made.items():
        file = folder / path
        if not file.exists() or file.read_bytes() != data:
            file.unlink(missing_ok=True)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    return sorted(made)


class Press:
    """A publishing folder, fed with made-up sites."""

    def __init__(self, folder: Path):
        self.folder, self.source = folder / "publish", folder / "built"
        self.folder.mkdir(parents=True)

    @property
    def live(self) -> Record | None:
        number = switch.live(self.folder)
        return None if number is None else records.load(self.folder, number)

    def make(self, made: dict[str, bytes], *, now: int = 1_700_000_000, forget: bool = False, compress: tuple[str, ...] = ("br", "gz")) -> release.Made:
        paths = lay(self.source, made)
        live = self.live
        number, stamp = release.next_about(self.folder, now)
        about = Record(number=number, made="2026-11-22T09:30:00+07:00", day="2026-11-22", by="thu@may-mau", articles=len(made),
                       before=live.number if live else None, stamp=stamp, site="", compress=compress)
        return release.make(self.folder, self.source, paths, live, about, forget=forget)

    def problems(self, made: release.Made) -> list[str]:
        live = self.live
        return [str(p) for p in selfcheck.check(
            made.staging, made.record.files, made.written, carried=made.record.carried, gone=made.gone,
            before=records.place(self.folder, live.number) if live else None)]

    def publish(self, made: dict[str, bytes], **options) -> Record:
        done = self.make(made, **options)
        assert self.problems(done) == []
        release.keep(self.folder, done)
        switch.point(self.folder, done.record.number)
        return done.record

    def shown(self) -> dict[str, bytes]:
        """The files that readers see, twins aside."""
        return files_of(self.folder / switch.CURRENT)


class Paper:
    """A small content folder and the folder that it is published into."""

    def __init__(self, folder: Path):
        self.content, self.place = folder / "content", folder / "publish"
        shutil.copytree(ROOT / "tests/sites/ok/content", self.content)
        self.now = -1
        self.edit()

    def edit(self) -> set[bytes]:
        """Every article says a new mark; gives what readers will see."""
        self.mark(self.now + 1)
        return {str(self.now).encode()}

    def article(self, name: str, *, day: str = "2024-04-01", status: str = "published") -> Path:
        path = self.content / f"tin/2024/04/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: Tin {name} dau-{self.now}-het\nslug: {name}\ndate: {day} 08:00\nstatus: {status}\ncategory: Tin tức\n---\n\nNội dung dau-{self.now}-het.\n", encoding="utf-8")
        return path

    def mark(self, mark: int) -> None:
        """Every article says *mark*."""
        self.now = mark
        for name in ("thu-nhat", "thu-hai", "thu-ba"):
            self.article(name)

    def command(self, name: str, *arguments: object) -> list[str]:
        content = ["--content", str(self.content)] if name in ("publish", "nginx") else []
        return [sys.executable, "-X", "utf8", str(ROOT / "tasks.py"), name, *map(str, arguments), "--folder", str(self.place), *content]

    def run(self, name: str, *arguments: object) -> subprocess.CompletedProcess:
        return subprocess.run(self.command(name, *arguments), cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300)

    @property
    def live(self) -> int:
        return switch.live(self.place)

    def shown(self) -> set[bytes]:
        """The marks on the pages of the articles and the front page of what is live, which must be whole."""
        assert not records.edits(self.place, records.load(self.place, self.live), thorough=True)
        pages = [self.place / "current/index.html", *(self.place / "current/tin/2024/04").glob("thu-*/index.html")]
        return {mark for page in pages for mark in MARK.findall(page.read_bytes())}


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix not in (".br", ".gz")}


@contextmanager
def served(folder: Path):
    """A plain web server on loopback whose root is *folder*, looked up anew for every request; gives its port."""
    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


class Readers:
    """Readers who open *pages* again and again and follow each to its parts; what is missing or mixed is kept in ``faults``."""

    def __init__(self, port: int, pages: list[str], many: int = 2, also=None):
        self.port, self.pages, self.also = port, pages, also
        self.reads = self.opened = 0
        self.faults: list[str] = []
        self.marks: set[bytes] = set()
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._read, daemon=True) for _ in range(many)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(30)

    def get(self, connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
        connection.request("GET", path)
        answer = connection.getresponse()
        data = answer.read()
        self.reads += 1
        return answer.status, data

    def _read(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            while not self._ended.is_set():
                for page in self.pages:
                    self._follow(connection, page)
        except Exception as error:
            if not self._ended.is_set():
                self.faults.append(f"the reader stopped: {error!r}")

    def _follow(self, connection: http.client.HTTPConnection, page: str) -> None:
        status, data = self.get(connection, page)
        marks = set(MARK.findall(data))
        if status != 200 or not data.rstrip().endswith(b"</html>") or len(marks) != 1:
            self.faults.append(f"{page}: {status}, {len(data)} bytes, marks {sorted(marks)}")
            return
        self.opened += 1
        self.marks |= marks
        for lead in look("x.html", data).leads:
            if re.search(r"\.(css|js|jpe?g|png|webp|avif|svg|woff2)(\?.*)?$", lead.address) and lead.address.startswith("/"):
                status, part = self.get(connection, lead.address)
                name = re.search(r"site\.([0-9a-f]{10})\.css", lead.address)
                if status != 200 or (name and hashlib.sha256(part).hexdigest()[:10] != name[1]):
                    self.faults.append(f"{page} → {lead.address}: {status}")
        if self.also:
            self.also(self, connection)


