"""The preview on this machine: serves a folder on loopback, rebuilds when content changes, reloads the page.

What is wrong is shown in the page itself, with file and line, instead of a blank.
"""
from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol

from plugins.html import escape
from plugins.problem import Problem


class Reply(Protocol):
    """An answer to a program: its status, its content type, its body."""

    status: HTTPStatus
    kind: str
    body: bytes


Route = Callable[[str], Reply]  # answers what is asked of one path: the query string in, as it was sent

VERSION, SCRIPT = "/__xem-thu/ban", "/__xem-thu/tai-lai.js"
_RELOAD = f"""let seen;
async function look() {{
  try {{
    const now = await (await fetch("{VERSION}", {{cache: "no-store"}})).text();
    if (seen !== undefined && now !== seen) location.reload();
    seen = now;
  }} catch {{ /* the preview was stopped */ }}
  setTimeout(look, 300);
}}
look();
""".encode()
_TAG = f'<script src="{SCRIPT}" defer></script>'.encode()
_PROBLEMS = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Bài có lỗi</title><h1>Chưa dựng được: {count} lỗi</h1><p>Sửa xong và lưu lại, trang này tự mở lại.</p><ul>{items}</ul>"""


class State:
    """What the server shows: the number of the last build, and its problems."""

    def __init__(self) -> None:
        self.version, self.problems = 0, ()

    def show(self, problems: tuple[Problem, ...]) -> None:
        self.problems, self.version = problems, self.version + 1


class Handler(SimpleHTTPRequestHandler):
    """Files of one folder to callers on this machine who ask for this machine by name."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args, state: State, routes: Mapping[str, Route], **more):
        self.state, self.routes = state, routes
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if not self._is_for_this_machine():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif self.path == VERSION:
            self._send(str(self.state.version).encode(), "text/plain")
        elif self.path == SCRIPT:
            self._send(_RELOAD, "text/javascript")
        elif route := self.routes.get(path):
            reply = route(query)
            self._send(reply.body, reply.kind, reply.status)
        elif self.state.problems and self._wants_page():
            items = "".join(f"<li>{escape(str(problem))}</li>" for problem in self.state.problems)
            page = _PROBLEMS.format(count=len(self.state.problems), items=items).encode()
            self._send(page + _TAG, "text/html; charset=utf-8", HTTPStatus.INTERNAL_SERVER_ERROR)
        elif (page := self._page()) is not None:
            self._send(page.replace(b"</body>", _TAG + b"</body>", 1), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        if self._is_for_this_machine() and self.path.partition("?")[0] not in self.routes:
            super().do_HEAD()
        else:
            self.do_GET()  # whose bodies _send leaves out

    def refuse(self) -> None:
        """Nothing here can be changed."""
        self.close_connection = True  # what was sent along is not read
        self._send(b"", "text/plain", HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"})

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = refuse

    def _is_for_this_machine(self) -> bool:
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        return host in ("localhost", "127.0.0.1", "[::1]")  # another name that points here: DNS rebinding

    def _wants_page(self) -> bool:
        return "text/html" in (self.headers.get("Accept") or "")

    def _page(self) -> bytes | None:
        path = Path(self.translate_path(self.path))
        if self.path.split("?")[0].endswith("/"):
            path = path / "index.html"
        return path.read_bytes() if path.suffix == ".html" and path.is_file() else None

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, more: Mapping[str, str] = {}) -> None:
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Staff need no log of requests."""


def server(folder: Path, state: State, port: int, routes: Mapping[str, Route] = {}) -> ThreadingHTTPServer:
    """A server of *folder* on loopback, with *routes* that answer programs, by path ("/api/search").

    Port 0 takes any free one. Raises ``OSError`` when the port is taken.
    """
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder), state=state, routes=routes))


def run(
    folder: Path, watched: list[Path], port: int, rebuild: Callable[[], tuple[Problem, ...]], say: Callable[[str], None],
    routes: Mapping[str, Route] = {},
) -> None:
    """Build, serve, and build again on each change below *watched*, until interrupted."""
    from watchfiles import watch

    state = State()
    running = server(folder, state, port, routes)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    address = f"http://localhost:{running.server_address[1]}/"

    def again() -> None:
        problems = rebuild()
        state.show(problems)
        say(f"{len(problems)} lỗi, xem tại {address}" if problems else f"Xem tại {address} (Ctrl+C để dừng)")

    try:
        again()
        for _ in watch(*watched, debounce=100, step=50, raise_interrupt=False):
            again()
    finally:
        running.shutdown()
