"""Measures search beside Pagefind, the same invented articles and queries in one run: ``python -m tests.bench.search [ARTICLES]``.

Both stand on a plain host on loopback that compresses scripts and JSON; bytes are those of the bodies sent. A first query
begins with an empty cache and ends with ten results shown; a further one follows on the same page. Time is that of
ranking the same query again, when its files are there.
"""
from __future__ import annotations

import gzip
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from plugins.html import escape
from plugins.portal.assets import bare
from plugins.search import corpus, keep
from plugins.search.build import BLOCK, MANIFEST, boundary, build, part, rules, with_tail
from plugins.search.documents import IndexDocument, Sketch
from tests.bench import pagefind
from tests.bench.articles import articles, queries
from tests.bench.measure import Cost, Failed, run
from tests.search.sample import SAMPLES, measure, name, sample_documents

ROOT = Path(__file__).resolve().parents[2]
OURS = """async ([root, text, again]) => {
  const {open} = await import(root + "theme/js/search/index.js");
  window.s ||= await open(root);
  const {hits} = await s.search(text, {limit: 10});
  const began = performance.now();
  if (again) await s.search(text, {limit: 10});
  return [performance.now() - began, hits.map((h) => h.url)]; }"""
KINDS = {".js": "text/javascript", ".html": "text/html; charset=utf-8", ".json": "application/json", ".css": "text/css"}


@dataclass(slots=True)
class Found:
    """What was measured of one engine; bytes, milliseconds, seconds, MiB."""

    cpu: float
    memory: float
    files: int
    size: int
    changes: dict[str, tuple[float, int]]  # CPU seconds and bytes rewritten by what was done
    first: list[int] = field(default_factory=list)
    further: list[int] = field(default_factory=list)
    ranking: list[float] = field(default_factory=list)
    quality: tuple[float, float] = (0.0, 0.0)


class Host(BaseHTTPRequestHandler):
    """Files of ``server.folder``; ``server.sent`` adds up the bytes of bodies."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.server.folder / self.path.partition("?")[0].lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        kind = KINDS.get(path.suffix, "application/octet-stream")
        body = path.read_bytes() if path.is_file() else b""
        small = gzip.compress(body, 9) if path.suffix in KINDS else body
        self.server.sent += len(small)
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", kind)
        if path.suffix in KINDS:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(small)))
        self.send_header("Cache-Control", "max-age=9999")
        self.end_headers()
        self.wfile.write(small)

    def log_message(self, format: str, *args: object) -> None:
        """No log."""


def ours(folder: Path, count: int) -> Found:
    """Build our index of *count* articles into *folder* in a process of its own."""
    done = subprocess.run([sys.executable, "-X", "utf8", "-m", "tests.bench.search", "--make", str(folder), str(count)], cwd=ROOT,
                          capture_output=True, text=True, check=True)
    return Found(**json.loads(done.stdout))


def make(folder: Path, count: int) -> None:
    """Runs in that process: builds, writes, then adds one article; prints what it cost as JSON."""
    documents = list(articles(count + 1))
    cut = boundary(count)
    started = time.process_time()
    base = part(documents[:cut], 0) if cut else None
    files = build(documents[:count], base=base)
    cpu = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    client(folder)
    put(folder, files)
    changes = {name: [0.0, 0] for name, _ in deeds(documents, count)}
    if base:
        away = Path(tempfile.mkdtemp())
        for name, after in deeds(documents, count):
            keep.save(away, base, rules())
            remember(away, documents[:count], files)
            changes[name] = list(changed(away, after, files))
        shutil.rmtree(away)
    print(json.dumps({"cpu": cpu, "memory": memory, "files": len(files), "size": sum(map(len, files.values())), "changes": changes}))


def deeds(documents: Sequence[IndexDocument], count: int) -> list[tuple[str, list[IndexDocument]]]:
    """What is done to a site of *count* articles, and the articles after it: one more, and changes of one from the oldest quarter."""
    held, old = documents[:count], count // 4
    one = held[old]
    words = one.body.split(" ")

    def with_old(*instead: IndexDocument) -> list[IndexDocument]:
        return [*held[:old], *instead, *held[old + 1 :]]

    return [
        ("thêm một bài mới", documents[: count + 1] if (count + 1) % BLOCK else documents[1 : count + 1]),
        ("sửa một từ ở bài cũ", with_old(replace(one, body=" ".join([*words[:50], "khác", *words[51:]])))),
        ("thêm một câu 20 tiếng", with_old(replace(one, body=one.body + "\n\n" + " ".join(held[old + 9].body.split(" ")[:20]) + "."))),
        ("thêm một thẻ", with_old(replace(one, tags=(*one.tags, "thẻ mới")))),
        ("đổi nhiệm kỳ", with_old(replace(one, terms=("2010-2015",)))),
        ("thay cả bài cũ", with_old(replace(one, body=held[old + 500 if old + 500 < count else 0].body))),
        ("xóa bài cũ", with_old()),
    ]


def remember(folder: Path, documents: Sequence[IndexDocument], files: Mapping[str, bytes]) -> None:
    """Put down the documents in *folder*, as a build does."""
    corpus.put(folder, [sketch(d) for d in documents], (), live=folder / "live", manifest="manifest.json", made=files[MANIFEST])


def changed(folder: Path, documents: Sequence[IndexDocument], before: Mapping[str, bytes]) -> tuple[float, int]:
    """CPU seconds to bring the index up to *documents*, what a build does for search included, and bytes rewritten."""
    held, cut = [sketch(d) for d in documents], boundary(len(documents))
    started = time.process_time()
    after = with_tail(keep.base(folder, held[:cut], ()), documents[cut:])
    corpus.put(folder, held, (), live=folder / "live", manifest="manifest.json", made=after[MANIFEST])
    spent = time.process_time() - started
    return spent, sum(len(data) for path, data in after.items() if before.get(path) != data)


def sketch(document: IndexDocument) -> Sketch:
    return Sketch(document.url, document.digest, replace(document, body=""), lambda: document)


def client(folder: Path) -> None:
    scripts = ROOT / "theme" / "static"
    put(folder, {f"theme/{p.relative_to(scripts).as_posix()}": bare(p.read_bytes()) for p in (scripts / "js" / "search").rglob("*.js")})
    put(folder, {"index.html": b"<!doctype html><html lang=vi><title>x</title>"})


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def page(document: IndexDocument) -> bytes:
    """An article as plainly as Pagefind can read it, with what it can filter by."""
    body = "".join(f"<p>{escape(text)}</p>" for text in document.body.split("\n\n"))
    names = "".join(f'<span data-pagefind-filter="{kind}">{escape(value)}</span>' for kind, values in (
        ("term", document.terms), ("category", (document.category,)), ("author", document.authors)) for value in values if value)
    return (f'<!doctype html><html lang="vi"><title>{escape(document.title)}</title><main data-pagefind-body><h1>{escape(document.title)}</h1>'
            f"<p>{escape(document.lead)}</p>{body}<p>{names}</p></main></html>").encode()


def theirs(folder: Path, documents: Sequence[IndexDocument]) -> Found:
    """Pagefind's index of the same articles. Raises ``pagefind.Unavailable`` or ``Failed``."""
    binary = pagefind.binary()
    put(folder, {document.url.lstrip("/") + "index.html": page(document) for document in documents})
    put(folder, {"index.html": b"<!doctype html><html lang=vi><title>x</title>"})
    cost: Cost = run((str(binary), "--site", str(folder)), folder)
    made = [p for p in (folder / "pagefind").rglob("*") if p.is_file()]
    size = sum(p.stat().st_size for p in made)
    return Found(cost.cpu, cost.memory, len(made), size, {name: (cost.cpu, size) for name, _ in deeds(documents, len(documents))})


def ask(folder: Path, script: str, asked: Sequence[str], found: Found) -> None:
    """Ask each query as a first and as a further one, in Chromium."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    import chromium
    from playwright.sync_api import sync_playwright

    with serving(folder) as (server, root), sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for fresh in (True, False):
            tab = None
            for text in asked:
                if fresh or tab is None:
                    tab = browser.new_context().new_page()
                    tab.goto(root)
                server.sent = 0
                milliseconds, _ = tab.evaluate(script, [root, text, fresh])
                (found.first if fresh else found.further).append(server.sent)
                if fresh:
                    found.ranking.append(milliseconds)
                    tab.context.close()
        browser.close()


class serving:
    """A host of *folder* for a while: (server, its address)."""

    def __init__(self, folder: Path):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
        self.server.folder, self.server.sent = folder, 0

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self.server, f"http://127.0.0.1:{self.server.server_address[1]}/"

    def __exit__(self, *fault: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def judge(folder: Path, script: str) -> tuple[float, float]:
    """Share of first results that are right and nDCG@10 of the labelled everyday queries that need no filter."""
    import chromium
    from playwright.sync_api import sync_playwright

    sample = SAMPLES["quality_everyday"]
    asked = [q for q in sample["queries"] if not q.get("filters")]
    with serving(folder) as (_, root), sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        tab = browser.new_page()
        tab.goto(root)
        answers = {q["id"]: [name(url) for url in tab.evaluate(script, [root, q["q"], False])[1]] for q in asked}
        browser.close()
    return measure(answers, {"queries": asked})[:2]


def spread(values: Sequence[float], scale: float, places: int = 0) -> str:
    ranked = sorted(values)
    return f"{median(ranked) / scale:.{places}f} / {ranked[int(len(ranked) * 0.95)] / scale:.{places}f}".replace(".", ",")


def table(count: int, us: Found, them: Found | None) -> str:
    """The goals beside what was measured, with ratios."""
    def number(value: float, places: int = 1) -> str:
        return f"{value:.{places}f}".replace(".", ",")

    lines = [f"## Tìm kiếm, {count} bài", "", "| | mục tiêu | nhiemky | Pagefind | tỷ số |", "| --- | ---: | ---: | ---: | ---: |"]

    def row(what: str, goal: str, of, told) -> None:
        ratio = f"{number(of(us) / of(them), 2)} ×" if them and of(them) else "–"
        lines.append(f"| {what} | {goal} | {told(us)} | {told(them) if them else '–'} | {ratio} |")

    row("kết quả đầu đúng / nDCG@10", "≥ 0,96 / 0,96", lambda f: f.quality[0], lambda f: f"{number(f.quality[0], 3)} / {number(f.quality[1], 3)}")
    row("câu đầu, kB giữa / p95", "≤ 70 / 120", lambda f: median(f.first), lambda f: spread(f.first, 1e3))
    row("câu sau, kB giữa / p95", "≤ 45", lambda f: median(f.further), lambda f: spread(f.further, 1e3))
    row("xếp hạng, ms giữa / p95", "≤ 30", lambda f: median(f.ranking), lambda f: spread(f.ranking, 1))
    row("dựng chỉ mục, giây CPU", "≤ 30", lambda f: f.cpu, lambda f: number(f.cpu))
    row("bộ nhớ lúc dựng, MiB", "≤ 600", lambda f: f.memory, lambda f: number(f.memory, 0))
    row("số tệp", "≤ 3000", lambda f: f.files, lambda f: str(f.files))
    row("cỡ chỉ mục, MB", "", lambda f: f.size, lambda f: number(f.size / 1e6))
    for name in us.changes:
        row(f"{name}, giây CPU / kB viết lại", "≤ 0,5 / 300", lambda f: f.changes[name][0],
            lambda f: f"{number(f.changes[name][0], 2)} / {number(f.changes[name][1] / 1e3, 0)}")
    return "\n".join(lines) + "\n"


def bench(count: int, asked: int = 60, say=print, beside: bool = True) -> str:
    """The table for *count* articles; an engine that cannot be had is said."""
    texts, sample = queries(asked), sample_documents(SAMPLES["quality_everyday"])
    with tempfile.TemporaryDirectory() as away:
        folder = Path(away)
        us = ours(folder / "ours", count)
        ask(folder / "ours", OURS, texts, us)
        client(folder / "small")
        put(folder / "small", build(sample))
        us.quality = judge(folder / "small", OURS)
        them = None
        try:
            if beside:
                them = theirs(folder / "theirs", list(articles(count)))
                ask(folder / "theirs", pagefind.ASK, texts, them)
                theirs(folder / "small-theirs", sample)
                them.quality = judge(folder / "small-theirs", pagefind.ASK)
        except (pagefind.Unavailable, Failed) as fault:
            say(f"Pagefind: {fault}")
    made = table(count, us, them)
    say(made)
    return made


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        bench(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
