"""``bench``: this project beside its peers, the same articles, in one run; one table with ratios."""
from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from tests.bench import corpus, peers as others, sites
from tests.bench.measure import Cost, Failed, middle, run
from tests.bench.sites import ROOT, Site

KINDS = {"cold": "từ đầu", "nothing": "không đổi gì", "changed": "sửa một bài", "added": "thêm một bài"}
SEARCH = "pagefind"  # a peer of the search, not of the build: measured on articles of its own
NAMES = {"build": "nhiemky, không tìm kiếm", "nhiemky": "nhiemky, cả tìm kiếm", "hugo": f"Hugo {sites.HUGO}", "pelican": "Pelican (theme simple)",
         "stock": "Pelican, giao diện và plugin của ta",
         "eleventy": f"Eleventy {others.ELEVENTY}", "nikola": f"Nikola {others.NIKOLA} (theme base)"}
SLOW = {"pelican", "stock", "eleventy", "nikola"}  # measured once, cold and changed alone


def costs(site: Site, runs: int) -> dict[str, Cost]:
    """The median cost of each kind of build of *site*; raises ``Failed``."""
    middle_item = corpus.item(site.total // 2, site.total)
    newest = corpus.item(site.total, site.total)
    found: dict[str, list[Cost]] = {kind: [] for kind in KINDS}
    for turn in range(1 if site.name in SLOW else runs):
        site.forget()
        found["cold"].append(run(site.command, site.folder))
        if site.name not in SLOW:
            found["nothing"].append(run(site.command, site.folder))
        site.put(replace(middle_item, paragraphs=(*middle_item.paragraphs, f"Thêm lần {turn}.")))
        found["changed"].append(run(site.command, site.folder))
        if site.name not in SLOW:
            site.put(replace(newest, slug=f"{newest.slug}-{turn}", date=newest.date + timedelta(minutes=turn)))
            found["added"].append(run(site.command, site.folder))
    return {kind: middle(measured) for kind, measured in found.items() if measured}


def number(value: float, places: int = 2) -> str:
    return f"{value:.{places}f}".replace(".", ",")


def table(total: int, measured: dict[str, dict[str, Cost]]) -> str:
    """One Markdown table: a line for each kind of build and generator, with ratios to Hugo."""
    lines = [f"## {total} bài", "", "| việc | công cụ | CPU (giây) | so với Hugo | chờ (giây) | so với Hugo | bộ nhớ (MB) | so với Hugo |",
             "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for kind, label in KINDS.items():
        base = measured.get("hugo", {}).get(kind)
        for name, found in measured.items():
            if kind not in found:
                continue
            cells = []
            for field, places in (("cpu", 2), ("wall", 2), ("memory", 0)):
                value = getattr(found[kind], field)
                ratio = f"{number(value / getattr(base, field))} ×" if base else "–"
                cells += [number(value, places), ratio]
            lines.append(f"| {label} | {NAMES[name]} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


HEADING = """# Đo tốc độ

CPU là giây của cả cây tiến trình; bộ nhớ là đỉnh PSS của cả cây; số ở giữa của nhiều lần đo.
nhiemky dựng cả trang với giao diện thật, có và không có chỉ mục tìm kiếm (các công cụ kia không làm chỉ mục); chúng dựng cùng số bài với giao diện tối giản.
Mỗi bảng là một lượt đo; tỷ số chỉ so trong cùng bảng.
"""


def measured_where() -> str:
    """When and on what machine, with the versions compared."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pelican", "jinja2", "markdown", "pyyaml", "pydantic"))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"Đo ngày {datetime.now():%d/%m/%Y}, {platform.system()} {platform.machine()}, {cores} nhân, Python {platform.python_version()}; {libraries}."


def merged(page: str, tables: Sequence[str]) -> str:
    """*page*, the tables of an earlier ``bench``, with *tables* in place of those of the same heading; the others stay.

    >>> print(merged("# Đo tốc độ\\n\\n## 10 bài\\n\\ncũ\\n\\n## 2 bài\\n\\ncũ\\n", ["## 10 bài\\n\\nmới\\n"]).removeprefix(HEADING))
    <BLANKLINE>
    ## 2 bài
    <BLANKLINE>
    cũ
    <BLANKLINE>
    ## 10 bài
    <BLANKLINE>
    mới
    <BLANKLINE>
    """
    sections = [*re.split(r"(?m)^(?=## )", page)[1:], *tables]
    kept = {section.partition("\n")[0]: section.strip() for section in sections}
    ordered = sorted(kept.items(), key=lambda item: ("Tìm kiếm" in item[0], int("".join(filter(str.isdecimal, item[0])) or 0)))
    return "\n".join((HEADING, *(f"{section}\n" for _, section in ordered)))


def bench(sizes: Sequence[int] = (1_000, 10_000), peers: Sequence[str] = ("hugo", "pelican"), runs: int = 3, write: bool = False,
          say: Callable[[str], None] = print) -> int:
    """Measure at *sizes* articles beside *peers*, the search beside "pagefind"; with *write* the tables go to docs/benchmarks.md,
    where those of other sizes stay. Gives the exit code."""
    tables, status = [], 0
    for total in sizes:
        measured: dict[str, dict[str, Cost]] = {}
        for name in (*sites.OURS, *(peer for peer in peers if peer != SEARCH)):
            try:
                site = sites.make(name, sites.HOMES / f"{name}-{total}", total)
                measured[name] = costs(site, runs)
            except (Failed, others.Unavailable) as fault:
                print(f"{NAMES[name]}: {fault}", file=sys.stderr)
                status = 1
        tables.append(table(total, measured))
        say(tables[-1])
        if SEARCH in peers:
            from tests.bench import search

            tables.append(search.bench(total, say=say))
    if write:
        page = ROOT / "docs" / "benchmarks.md"
        dated = [table.replace("\n\n", f"\n\n{measured_where()}\n\n", 1) for table in tables]
        page.write_text(merged(page.read_text(encoding="utf-8") if page.exists() else "", dated), encoding="utf-8")
        say("Đã ghi docs/benchmarks.md")
    return status


if __name__ == "__main__":
    sys.exit(bench(tuple(map(int, sys.argv[1:])) or (1_000,)))
