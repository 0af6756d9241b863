"""The importer's reader beside trafilatura on the same pages: ``python -m tests.bench.extract [FOLDER]…``

A folder holds pages as ``x.html`` with the right answer in ``x.json``; without one, the golden pages are read.
trafilatura stands in a folder of its own (``.cache/bench``), with its metadata on and its own defaults; what it does not
offer (role, photographer, section, readings, recording, captions with their pictures) is not counted against it.
CPU is the process's own, start-up not counted; memory is the peak of the process that read all pages.
"""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
import venv
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "scraper" / "pages"
VERSION = "2.3.1"
OURS = """
from scraper.parse import parse
from scraper.values import Draft, RawPage
def read(data, url):
    d = parse(RawPage(url, data))
    if not isinstance(d, Draft): return None
    return {"title": d.title, "author": d.author, "lead": d.lead, "date": d.date and d.date.isoformat(), "body": list(d.body), "captions": [c.text for c in d.captions]}
"""
THEIRS = """
from trafilatura import bare_extraction
def read(data, url):
    d = bare_extraction(data, url=url, with_metadata=True)
    if d is None: return None
    d = d.as_dict() if hasattr(d, "as_dict") else d
    return {"title": d.get("title"), "author": d.get("author"), "lead": d.get("description"), "date": d.get("date"), "body": (d.get("text") or "").split("\\n"), "captions": []}
"""
LOOP = """
import json, resource, sys, time
for line in sys.stdin:
    path, url = json.loads(line)
    data = open(path, "rb").read()
    began = time.process_time()
    try: found = read(data, url)
    except Exception as error: found = {"error": repr(error)}
    print(json.dumps({"found": found, "cpu": time.process_time() - began}))
print(json.dumps({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)}))
"""
SHOWN = ("title", "day", "minute", "author", "lead", "text", "paragraphs", "leak", "refused")


class Unavailable(Exception):
    """It cannot run on this machine; the message says why."""


def peer() -> Path:
    """The Python that has trafilatura, installed once. Raises Unavailable."""
    home = ROOT / ".cache" / "bench" / f"trafilatura-{VERSION}"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (home / "pyvenv.cfg").exists():
        venv.create(home, with_pip=True, clear=True)
    if subprocess.run([python, "-c", "from trafilatura import bare_extraction"], capture_output=True).returncode:
        done = subprocess.run([python, "-m", "pip", "install", "-q", f"trafilatura=={VERSION}", "lxml_html_clean"], capture_output=True, text=True)
        if done.returncode:
            raise Unavailable(f"trafilatura {VERSION}: {(done.stderr.strip().splitlines() or ['pip failed'])[-1]}")
    return python


def words(text: str | None) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text or "").lower()))


def f1(found: str | None, right: str | None) -> float:
    """How many words two texts share, 0 to 1; two empty ones are alike."""
    a, b = words(found), words(right)
    if not a or not b:
        return float(not a and not b)
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


def score(gold: Mapping, found: Mapping | None) -> dict[str, float]:
    """What was found against the right answer, each 0 to 1; ``leak`` is the share of the page's furniture that came along."""
    if not gold["article"]:
        return {"refused": float(found is None)}
    found = found if found is not None and "error" not in found else {"body": [], "captions": []}
    right, got = _moment(gold["date"]), _moment(found.get("date"))
    body, captions = " ".join(found["body"]), " ".join(found["captions"])
    parts = [gold["lead"] or "", " ".join(gold["body"]), " ".join(c["text"] for c in gold["captions"])]
    alone = [f"{found.get('lead') or ''} {body} {captions}", body]  # who keeps lead or captions in the text is right as well
    everything = " ".join(alone).lower()
    have = Counter(" ".join(p.split()) for p in found["body"])
    return {
        "title": float((found.get("title") or "") == gold["title"]), "author": float(found.get("author") == gold["author"]),
        "day": float((right and right.date()) == (got and got.date())), "minute": float(_minute(right) == _minute(got)), "lead": f1(found.get("lead"), gold["lead"]),
        "text": max(f1(text, " ".join(want)) for text in alone for want in (parts, parts[:2], parts[1:], parts[1:2])),
        "paragraphs": sum(have[" ".join(p.split())] > 0 for p in gold["body"]) / len(gold["body"]),
        "leak": sum(phrase.lower() in everything for phrase in gold["boilerplate"]) / max(1, len(gold["boilerplate"])),
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _minute(moment: datetime | None) -> str | None:
    return moment and moment.strftime("%Y-%m-%d %H:%M")


def measure(python: Path | str, code: str, folder: Path) -> dict[str, float]:
    """The mean of each score over a folder of pages, milliseconds of CPU a page (middle and highest), MiB at the peak."""
    golds = {path: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
    asked = "".join(json.dumps([str(path.with_suffix(".html")), gold["url"]]) + "\n" for path, gold in golds.items())
    done = subprocess.run([python, "-c", code + LOOP], input=asked, capture_output=True, text=True, cwd=ROOT, check=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"})
    *answers, last = map(json.loads, done.stdout.splitlines())
    scores = [score(gold, answer["found"]) for gold, answer in zip(golds.values(), answers, strict=True)]
    cpu = sorted(1000 * answer["cpu"] for answer in answers)
    means = {key: sum(values) / len(values) for key in SHOWN if (values := [s[key] for s in scores if key in s])}
    return means | {"CPU ms": cpu[len(cpu) // 2], "highest ms": cpu[-1], "peak MiB": last["peak"]}


def main(folders: list[Path]) -> int:
    try:
        theirs: Path | None = peer()
    except Unavailable as why:
        theirs = None
        print(f"{why}; only the importer is measured", file=sys.stderr)
    for folder in folders or [GOLDEN]:
        columns = {"importer": measure(sys.executable, OURS, folder)} | ({f"trafilatura {VERSION}": measure(theirs, THEIRS, folder)} if theirs else {})
        print(f"\n{folder.name}: {len(list(folder.glob('*.json')))} pages\n")
        print("| | " + " | ".join(columns) + " |\n| --- |" + " --- |" * len(columns))
        for key in (*SHOWN, "CPU ms", "highest ms", "peak MiB"):
            if any(key in column for column in columns.values()):
                print(f"| {key} | " + " | ".join(f"{column[key]:.3f}" if key in SHOWN else f"{column[key]:.1f}" for column in columns.values()) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
