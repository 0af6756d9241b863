"""Hostile sites built by the command and opened in Chromium, and what was seen there."""
from __future__ import annotations

import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from plugins.html import TAGS

from . import hostile

ROOT = Path(__file__).resolve().parents[2]
_FAULT = re.compile(r"^content/tin/2024/03/(\d+)\.md:", re.MULTILINE)

# What no page may hold, looked for in the page as Chromium understood it.
INVENTORY = """tags => {
  const found = [], allowed = new Set(tags), seen = (el, what) => found.push(what + ': ' + el.outerHTML.slice(0, 200));
  const addresses = new Set(['href', 'src', 'action', 'formaction', 'data', 'poster', 'xlink:href', 'background', 'cite', 'longdesc']);
  for (const el of document.querySelectorAll('*')) {
    const name = el.localName;
    for (const { name: key, value } of el.attributes) {
      if (/^on/i.test(key) || ['style', 'srcdoc', 'formaction', 'ping', 'nonce', 'shadowrootmode'].includes(key)) seen(el, key);
      if (!addresses.has(key)) continue;
      let url;
      try { url = new URL(value, document.baseURI) } catch { continue }
      if (!['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol)) seen(el, url.protocol);
      if (url.origin !== location.origin && name !== 'a' && !(name === 'link' && el.rel === 'canonical')) seen(el, 'elsewhere');
    }
    if (name === 'script' && !(el.src ? el.textContent === '' && el.src.startsWith(location.origin + '/theme/') : el.type === 'application/ld+json' && JSON.parse(el.textContent))) seen(el, 'script');
    if (['iframe', 'frame', 'object', 'embed', 'applet', 'base', 'style', 'math', 'template', 'plaintext', 'xmp', 'marquee', 'isindex'].includes(name) && !el.matches('template[data-failed]')) seen(el, name);
    if (name === 'meta' && el.httpEquiv && el.httpEquiv !== 'Content-Security-Policy') seen(el, 'refresh');
    if (el.closest('.prose') && !el.classList.contains('prose') && !allowed.has(name)) seen(el, 'not allowed');
  }
  if (document.querySelectorAll('main').length !== 1 || document.querySelectorAll('meta[http-equiv]').length !== 1) found.push('another page than ours');
  return found;
}"""
# Opens pages in frames, eight at a time: the theme's files are loaded once, and nothing is spent on moving a window from page to page.
TOUR = """async ([paths, look, tags, wait, until]) => {
  const found = [], left = [...paths], inspect = look && new Function('document', 'location', 'return (' + look + ')');
  const one = async () => {
    for (let path; (path = left.shift()) !== undefined;) {
      const frame = Object.assign(document.createElement('iframe'), { width: 1280, height: 900, src: path });
      const loaded = new Promise(done => { frame.onload = done });
      document.body.append(frame);
      await loaded;
      const end = performance.now() + 60000;
      while (until && !frame.contentDocument.querySelector(until) && performance.now() < end) await new Promise(done => setTimeout(done, 15));
      if (until && !frame.contentDocument.querySelector(until)) found.push(path + ': nothing came of it');
      await new Promise(done => setTimeout(done, wait));
      if (inspect) for (const what of inspect(frame.contentDocument, frame.contentWindow.location)(tags)) found.push(path + ': ' + what);
      frame.remove();
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
  return found;
}"""
FRAMES = "/khung-thu.html"
# What the theme itself puts around and into an article's words: wide tables, pictures in several widths, machine-read numbers.
OURS = sorted(TAGS | {"div", "span", "picture", "source", "button", "svg", "path"})


class _Files(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def end_headers(self):
        """The theme's files are asked for once, not again with each of hundreds of pages."""
        if self.path.startswith("/theme/"):
            self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def do_GET(self):
        if self.path != FRAMES:
            return super().do_GET()
        page = b"<!DOCTYPE html><meta charset=utf-8><link rel=icon href=data:,><title>Khung</title><body>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format, *args):
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A browser that goes on to the next page leaves answers unread."""


@contextmanager
def serving(folder: Path):
    """The address of a server of *folder* on this machine."""
    server = _Server(("127.0.0.1", 0), partial(_Files, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def build(folder: Path, vectors: tuple[hostile.Vector, ...]) -> tuple[dict[int, str], set[int]]:
    """Build a site of *vectors* in ``folder/output``. Gives the fields' names and the vectors whose body stopped the build;
    those are then built without it, so that their other fields are seen as well."""
    names: dict[int, str] = {}
    stopped: set[int] = set()
    for attempt in range(3):
        for path, text in hostile.site(vectors, names, frozenset(stopped)).items():
            file = folder / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        command = [sys.executable, "-X", "utf8", str(ROOT / "tasks.py"), "build", "--content", str(folder / "content"), "--output", str(folder / "output"),
                   "--cache", str(folder / "cache"), "--now", "2026-11-21"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
        assert "Traceback" not in done.stderr, done.stderr[-3000:]
        if done.returncode == 0:
            return names, stopped
        faults = done.stderr.split("Nên xem lại")[0]
        told = {int(number) for number in _FAULT.findall(faults)} - stopped
        assert told, done.stderr[:3000]
        stopped |= told
    raise AssertionError(done.stderr[:3000])


class Watch:
    """A Chromium context that remembers what a hostile string could have done."""

    def __init__(self, browser, address: str = "", **options):
        self.address, self.ran, self.seen = address, [], []
        self.context = browser.new_context(locale="vi-VN", **options)
        self.context.expose_binding("ran", lambda source, number=0: self.ran.append(number))
        self.context.on("page", self._page)
        self.context.on("request", self._asked)
        self.page = self.context.new_page()
        self.pages = 1

    def _asked(self, request):
        if not request.url.startswith((self.address, "blob:")):
            self.seen.append(f"asked elsewhere: {request.url[:200]}")

    def _page(self, page):
        page.on("dialog", lambda dialog: (self.seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        page.on("console", lambda said: self.seen.append(said.text[:300]) if said.type in ("error", "warning") else None)

    def visit(self, path: str) -> list[str]:
        """Open *path*; gives everything that should not be there."""
        before = len(self.seen)
        self.page.goto(self.address + path, wait_until="load")
        found = self.page.evaluate(INVENTORY, OURS)
        found += self.seen[before:]
        if len(self.context.pages) != self.pages:
            found.append("a window was opened")
        return [f"{path}: {what}" for what in found]

    def tour(self, paths, *, look: bool = True, wait: int = 20, until: str = "") -> list[str]:
        """Open all *paths* in frames, each for *wait* milliseconds after it was loaded and shows *until*; gives everything that should not be there."""
        before = len(self.seen)
        self.page.goto(self.address + FRAMES)
        found = self.page.evaluate(TOUR, [list(paths), look and INVENTORY, OURS, wait, until]) + self.seen[before:]
        if len(self.context.pages) != self.pages or not self.page.url.endswith(FRAMES):
            found.append("a window was opened, or another page took this one's place")
        return found

    def close(self):
        self.context.close()
