"""Measures the browser's search on invented articles: ``python -m tests.bench.search [ARTICLES]``.

Prints CPU and memory of a cold build and of one more article, files and bytes, and for sixty queries in Chromium the
bytes of a first and a further query (with the client's scripts and ten cards) and the time from bytes to ranked results.
"""
from __future__ import annotations

import gzip
import resource
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from plugins.search import keep
from plugins.search.build import BLOCK, FOLDER, boundary, build, digest, part
from tests.bench.articles import articles, queries

THEME = Path(__file__).resolve().parents[2] / "theme" / "static"
SITE = "https://do.test/"
# The engine as the search page loads it; facets.js and repair.js only when they are needed, which is counted then.
ASK = """async ([root, text]) => {
  const {open} = await import(root + "theme/js/search/index.js");
  window.s ||= await open(root);
  await s.search(text, {limit: 10});
  const began = performance.now();
  const found = await s.search(text, {limit: 10});
  return [found.total, performance.now() - began]; }"""


def peak() -> int:
    """The most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def built(count: int) -> dict[str, bytes]:
    documents = list(articles(count + 1))
    before = peak()
    cut = boundary(count)
    started = time.process_time()
    base = part(documents[:cut], 0) if cut else None
    files = build(documents[:count], base=base)
    cold = time.process_time() - started
    sizes = [len(data) for data in files.values()]
    print(f"build: {cold:.1f} CPU s, {peak()} MiB at most ({before} MiB before), {len(files)} files, {sum(sizes) / 1e6:.1f} MB, largest {max(sizes)} B")
    if base:
        folder = Path(tempfile.mkdtemp())
        keep.save(folder, base)
        more = documents[:count + 1] if (count + 1) % BLOCK else documents[1:count + 1]
        digest(more[:cut])
        started = time.process_time()
        kept = keep.load(folder, digest(more[:cut]))
        after = build(more, base=kept)
        spent = time.process_time() - started
        shutil.rmtree(folder)
        changed = [path for path in after if files.get(path) != after[path]]
        print(f"one more article: {spent:.2f} CPU s, {sum(len(after[p]) for p in changed) / 1e3:.0f} kB in {len(changed)} files rewritten")
    return files


def asked(files: dict[str, bytes]) -> None:
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    import chromium

    scripts = {f"theme/{p.relative_to(THEME).as_posix()}": p.read_bytes() for p in (THEME / "js" / "search").rglob("*.js")}
    weigh = {path: len(gzip.compress(data, 9)) for path, data in scripts.items()}
    first, further, spent, index = [], [], [], []
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for fresh in (True, False):
            page, log = None, []
            for text in queries(60):
                if fresh or page is None:
                    page = browser.new_context().new_page()

                    def answer(route):
                        path = route.request.url.removeprefix(SITE).partition("?")[0]
                        data = files.get(path, scripts.get(path, b"<!doctype html>" if path == "" else None))
                        if data is None:
                            return route.fulfill(status=404, body="")
                        log.append((path, weigh.get(path) or (len(gzip.compress(data, 9)) if path.endswith("json") else len(data) if path.startswith(FOLDER) else 0)))
                        return route.fulfill(body=data, content_type="text/javascript" if path.endswith(".js") else "text/html" if not path else "application/octet-stream")

                    page.route(f"{SITE}**", answer)
                    page.goto(SITE)
                log.clear()
                total, milliseconds = page.evaluate(ASK, [SITE, text])
                cost = sum(size for _, size in log)
                (first if fresh else further).append(cost)
                if fresh:
                    index.append(sum(size for path, size in log if path.startswith(FOLDER)))
                    spent.append(milliseconds)
                    page.context.close()
        browser.close()

    def told(name: str, found: list[float], unit: str, scale: float = 1) -> None:
        ranked = sorted(found)
        print(f"{name}: median {statistics.median(ranked) / scale:.1f} {unit}, p95 {ranked[int(len(ranked) * 0.95)] / scale:.1f} {unit}")

    print(f"client: {sum(weigh.values()) / 1e3:.1f} kB of scripts (gzip, all of them)")
    told("first query, client and cards included", first, "kB", 1e3)
    told("  of which index and cards", index, "kB", 1e3)
    told("further query", further, "kB", 1e3)
    told("from bytes to ranked results", spent, "ms")


if __name__ == "__main__":
    asked(built(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
