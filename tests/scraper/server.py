"""A web server on loopback that misbehaves on purpose: each path does what it was told."""
from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from scraper.manners import Visitor
from scraper.net import Rules

Does = Callable[[BaseHTTPRequestHandler], None]


def answer(data: bytes | str = b"", status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> Does:
    """A path that answers; header names are written with _ for -."""
    body = data.encode() if isinstance(data, str) else data

    def do(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return do


class Server:
    """``paths`` says what each path does, ``asked`` lists the requests with their headers."""

    def __init__(self) -> None:
        self.paths: dict[str, Does] = {"/robots.txt": answer("User-agent: *\nDisallow: /cam/\n", kind="text/plain")}
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                self.close_connection = True
                try:
                    outer.paths.get(self.path, answer("không có", 404))(self)
                except OSError:
                    pass  # the client has had enough

            def log_message(self, *told) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.port = self.http.server_address[1]
        self.base = f"http://127.0.0.1:{self.port}"

    def requests(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.asked)

    def visitor(self, **more) -> tuple[Visitor, list[float]]:
        """A visitor who may ask this server, and the list of the waits it would have made."""
        waits: list[float] = []
        rules = Rules(frozenset({"127.0.0.1"}), private=frozenset({f"127.0.0.1:{self.port}"}), contact="https://vidu.example.vn/lien-he")
        return Visitor(rules, sleep=waits.append, chance=lambda: 0.5, **more), waits


@contextmanager
def serving():
    server = Server()
    thread = threading.Thread(target=server.http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()
        thread.join()


def slams(handler) -> None:
    """An answer that is none: the connection is closed."""
    handler.connection.shutdown(socket.SHUT_RDWR)
