"""The preview on this machine: serves a folder on loopback, rebuilds when content changes, reloads the page.

What is wrong is shown in the page itself, with file and line, instead of a blank.
"""
from __future__ import annotations

import errno
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote

from plugins import disk
from plugins.newsroom import previewing
from plugins.problem import Problem


class Reply(Protocol):
    """An answer to a program: its status, its content type, its body."""

    status: HTTPStatus
    kind: str
    body: bytes


Route = Callable[[str], Reply]  # answers what is asked of one path: the query string in, as it was sent

Unseen = tuple[str, str]  # an article that readers would not see: its title, why

Post = Callable[[bytes], Reply]  # the same for what this machine's own pages send: the body in

VERSION, SCRIPT, STYLE, LIST = (f"/__xem-thu/{name}" for name in ("ban", "tai-lai.js", "kieu.css", ""))
PATIENCE = 20.0  # seconds that a page waits for the next build before it asks again
_TAKEN = (errno.EADDRINUSE, 10048)  # Windows has a number of its own
BODY = 20_000_000  # bytes that are taken of what a page sends


class NoPort(Exception):
    """The port cannot be had; the message says why, in Vietnamese."""


class State:
    """What the server shows: the number of the last build, its problems, and articles that readers would not see."""

    def __init__(self) -> None:
        self.version: int = 0
        self.problems: tuple[Problem, ...] = ()
        self.unseen: Mapping[str, Unseen] = {}  # by address
        self.pages: dict[str, bytes | None] = {}  # address → the page as it will be when the build is done, None where there will be none
        self.moved: dict[str, str] = {}  # address of an article whose title or slug was changed → where it is now
        self._early: dict[str, bytes | None] = {}  # of those pages, what stood there when the build began
        self._saved: dict[str, tuple[Problem, ...]] = {}  # files saved since the build began, with what is wrong in them
        self._told: dict[str, Unseen | None] = {}  # what they are to readers
        self._changed = threading.Condition()

    def begin(self) -> None:
        """A build begins: what is saved from now on may not be in it."""
        with self._changed:
            self._early, self._saved, self._told = dict(self.pages), {}, {}

    def show(self, problems: tuple[Problem, ...], unseen: Mapping[str, Unseen] | None = None) -> None:
        """The build has ended; *unseen* is None where what was known stays, since nothing was put out."""
        with self._changed:
            if unseen is not None:
                self.unseen = _changed(unseen, self._told)
                for address, page in self._early.items():  # those are in its output now
                    if address in self.pages and self.pages[address] is page:
                        del self.pages[address]
            kept = [problem for problem in problems if problem.path not in self._saved]
            self._now((*kept, *(problem for found in self._saved.values() for problem in found)))

    def show_at_once(self, found: Mapping[str, tuple[Problem, ...]], pages: Mapping[str, bytes | None], unseen: Mapping[str, Unseen | None] = {},
                     moved: Mapping[str, str] = {}) -> None:
        """Some files were saved: what is wrong in each, and their pages as far as they are known before the build.

        *unseen* tells of their addresses what readers will not see, None where they will; *moved* where a page was before.
        """
        with self._changed:
            self.pages.update(pages)
            self.moved.update(moved)
            self.unseen = _changed(self.unseen, unseen)
            self._saved.update(found)
            self._told.update(unseen)
            self._now((*(problem for problem in self.problems if problem.path not in found), *(problem for told in found.values() for problem in told)))

    def _now(self, problems: tuple[Problem, ...]) -> None:
        self.problems, self.version = problems, self.version + 1
        self._changed.notify_all()

    def after(self, seen: int, patience: float = PATIENCE) -> int:
        """The number of the last build, as soon as it is not *seen* any more."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != seen, patience)
            return self.version


def _changed(unseen: Mapping[str, Unseen], changes: Mapping[str, Unseen | None]) -> dict[str, Unseen]:
    return {address: told for address, told in {**unseen, **changes}.items() if told is not None}


class Handler(SimpleHTTPRequestHandler):
    """Files of one folder to callers on this machine who ask for this machine by name."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args, state: State, routes: Mapping[str, Route], posts: Mapping[str, Post], **more):
        self.state, self.routes, self.posts = state, routes, posts
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        script = previewing.script(SCRIPT, self.state.version)  # before anything is read: what comes later reloads the page
        if not self._is_for_this_machine():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif path == VERSION:
            seen = query.removeprefix("co=")
            self._send(str(self.state.after(int(seen)) if seen.isdecimal() else self.state.version).encode(), "text/plain")
        elif path == SCRIPT:
            self._send(previewing.SCRIPT.replace("VERSION", VERSION).encode(), "text/javascript")
        elif path == STYLE:
            self._send(previewing.STYLE.encode(), "text/css; charset=utf-8")
        elif route := self.routes.get(path):
            reply = route(query)
            self._send(reply.body, reply.kind, reply.status)
        elif self.state.problems and self._wants_page():
            page = previewing.problems(self.state.problems, STYLE, script)
            self._send(page.encode(), "text/html; charset=utf-8", HTTPStatus.INTERNAL_SERVER_ERROR)
        elif path == LIST:
            self._send(previewing.unseen(self.state.unseen, STYLE, script).encode(), "text/html; charset=utf-8")
        elif (page := self._page(unquote(path))) is not None:
            self._send_page(page, script, self.state.unseen.get(unquote(path)))
        elif (now := self.state.moved.get(unquote(path))) is not None:
            self._send(b"", "text/plain", HTTPStatus.FOUND, {"Location": quote(now)})
        elif path.endswith("/") or unquote(path) in self.state.pages or not Path(self.translate_path(path)).exists():
            missing = self._page("/404.html") or previewing.missing(STYLE, "").encode()
            self._send_page(missing, script, None, HTTPStatus.NOT_FOUND)
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

    def do_POST(self) -> None:
        """Only pages of this very server may send, and only where somebody listens."""
        post, size = self.posts.get(self.path), self.headers.get("Content-Length") or ""
        own = f"http://{self.headers.get('Host')}"
        if post is None or not self._is_for_this_machine() or self.headers.get("Origin") != own or not size.isdecimal() or int(size) > BODY:
            self.refuse()
            return
        reply = post(self.rfile.read(int(size)))
        self._send(reply.body, reply.kind, reply.status)

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Every other method, known or made up, is refused."""
        if name.startswith("do_"):
            return self.refuse
        raise AttributeError(name)

    def _is_for_this_machine(self) -> bool:
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        return host in ("localhost", "127.0.0.1", "[::1]")  # another name that points here: DNS rebinding

    def _wants_page(self) -> bool:
        return "text/html" in (self.headers.get("Accept") or "")

    def _page(self, address: str) -> bytes | None:
        """The page at *address*, which is as people write it; None where there is none."""
        if address in self.state.pages:
            return self.state.pages[address]
        path = Path(self.translate_path(quote(address)))
        if address.endswith("/"):
            path = path / "index.html"
        return path.read_bytes() if path.suffix == ".html" and path.is_file() else None

    def _send_page(self, page: bytes, script: str, unseen: Unseen | None, status: HTTPStatus = HTTPStatus.OK) -> None:
        bar = previewing.bar(unseen[1] if unseen else "", len(self.state.unseen), LIST, STYLE, script)
        self._send(page.replace(b"</body>", bar.encode() + b"</body>", 1), "text/html; charset=utf-8", status)

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


class Server(ThreadingHTTPServer):
    """A page that was closed while it waited is no fault to tell of."""

    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def server(folder: Path, state: State, port: int, routes: Mapping[str, Route] = {}, posts: Mapping[str, Post] = {}) -> ThreadingHTTPServer:
    """A server of *folder* on loopback, with *routes* that answer programs, by path ("/api/search"), and *posts* that take what pages send.

    Port 0 takes any free one. Raises ``OSError`` when the port is taken.
    """
    return Server(("127.0.0.1", port), partial(Handler, directory=str(folder), state=state, routes=routes, posts=posts))


def run(
    folder: Path, watched: list[Path], port: int, rebuild: Callable[[State], bool], say: Callable[[str], None],
    routes: Mapping[str, Route] = {}, posts: Mapping[str, Post] = {}, first: str = "", at_once: Callable[[State, list[str]], None] = lambda state, changed: None,
) -> None:
    """Build, serve, and build again on each change below *watched*, until interrupted; *rebuild* shows its outcome in the state, and is
    called again where it says False: somebody else is building.

    *at_once* may show the files that changed before the build is done, which goes on beside it. *first* is the path that is named to the clerk.
    Raises ``NoPort``, and what the first build raises.
    """
    from watchfiles import watch

    state, dirty, ended = State(), threading.Event(), threading.Event()
    try:
        running = server(folder, state, port, routes, posts)
    except OverflowError:
        raise NoPort("số cổng là từ 1 đến 65535") from None
    except PermissionError:
        raise NoPort("chỉ người quản trị máy được mở cổng này") from None
    except OSError as error:
        raise NoPort("chương trình khác đang dùng cổng này" if error.errno in _TAKEN else f"máy báo lỗi số {error.errno}") from None
    threading.Thread(target=running.serve_forever, daemon=True).start()
    address = f"http://localhost:{running.server_address[1]}/{first}"

    def again() -> None:
        state.begin()
        if not rebuild(state):
            dirty.set()
            ended.wait(1)
            return
        say(f"{len(state.problems)} lỗi, xem tại {address}" if state.problems else f"Xem tại {address} (Ctrl+C để dừng)")

    def look_out() -> None:
        for changes in watch(*watched, debounce=60, step=20, stop_event=ended):
            if state.version:  # before the first build nothing is known
                try:
                    at_once(state, [path for _, path in changes])
                except Exception:  # a fault of the program: the build shows it all the same, and the watch goes on
                    traceback.print_exc()
            dirty.set()

    threading.Thread(target=look_out, daemon=True).start()  # before the first build, which takes long: what is saved meanwhile counts
    try:
        again()
        while True:
            if not dirty.wait(1):  # a wait without end could not be interrupted on Windows
                continue
            dirty.clear()
            try:
                again()
            except OSError as error:  # the disk is full, a file is held: the next change tries again
                say(f"Chưa dựng lại được: {disk.refusal(error, folder)}.")
            except Exception:  # a fault of the program, told as Python tells it; the preview goes on
                traceback.print_exc()
    except KeyboardInterrupt:
        pass
    finally:
        ended.set()
        running.shutdown()
