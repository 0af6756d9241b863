"""Is a release whole? Every link, anchor, picture, script and style sheet that it names is in it, every file well formed.

What is live was checked when it was published. So only what differs from it is looked over, and of the rest those files
that lead to something that is gone.
"""
from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from plugins.newsroom.publishing import addresses
from plugins.newsroom.publishing.lookover import Map, Seen, look
from plugins.problem import Problem

_MANY = 500  # things gone; beyond, looking everything over is quicker than searching for each
_SMALL = (".css", ".js", ".webmanifest")  # always looked over: few, and they name their parts relatively


def check(root: Path, record: Mapping[str, list], changed: Iterable[str], *, site: str = "", carried: Iterable[str] = (), before: Path | None = None,
          gone: Iterable[str] = (), drawn: Callable[[int, int], None] = lambda done, total: None) -> list[Problem]:
    """Everything wrong with the release in *root*, whose files *record* lists with size, checksum and time.

    *changed* differ from the release in the folder *before* and *gone* were there; without *before* everything is looked over.
    """
    paths = frozenset(record) - frozenset(carried)  # nothing of this release may need what is kept for the last one
    changed, gone = [p for p in changed if p in paths], sorted(set(gone))
    where = Map(site, paths)
    pages = _Pages(root)
    asked = sorted(p for p in paths if not addresses.twin(p)) if before is None else _asked(root, paths, changed, gone, before, where, pages)
    problems: list[Problem] = []
    fresh = set(changed) if before is not None else paths
    anchors: list[tuple[str, int, str, str, str]] = []
    for done, path in enumerate(asked, 1):
        drawn(done, len(asked))
        data = (root / path).read_bytes()
        if path in fresh and not _as_recorded(data, record[path]):
            problems.append(Problem(path, message="tệp ghi ra đĩa không đúng như đã dựng", hint="ổ đĩa có thể hỏng; chạy lại, nếu vẫn vậy thì đổi ổ"))
            continue
        seen = look(path, data)
        pages.keep(path, seen)
        problems += [Problem(path, line, message=fault, hint="sửa bài hoặc giao diện rồi chạy lại") for line, fault in seen.faults]
        for lead in seen.leads:
            target = where.target(path, lead.address)
            if target is None:
                continue
            if target[0] not in paths:
                problems.append(Problem(path, lead.line, message=f"'{lead.address}' không dẫn tới tệp nào của trang", hint="sửa liên kết, hoặc đưa tệp ấy vào trang"))
            elif target[1] and target[0].endswith(".html"):
                anchors.append((path, lead.line, lead.address, *target))
    for path, line, address, target, anchor in anchors:
        if not _leads_inside(anchor) and anchor not in pages.anchors(target):
            problems.append(Problem(path, line, message=f"'{address}' dẫn tới chỗ '#{anchor}' mà trang ấy không có", hint="sửa phần sau dấu #"))
    return sorted(set(problems))


def lost(live: Iterable[str], new: Iterable[str]) -> tuple[int, int, list[str]]:
    """``(articles live, articles new, pages of articles that are gone)``."""
    old, now = set(filter(addresses.article, live)), set(filter(addresses.article, new))
    return len(old), len(now), sorted(old - now)


def renamed_in_place(live: Mapping[str, list], new: Mapping[str, list]) -> list[str]:
    """Files whose name says that their bytes never change, and whose bytes changed: readers' browsers would keep the old ones for ever."""
    return sorted(path for path, (_, sum, _) in new.items()
                  if path in live and not addresses.twin(path) and addresses.named_by_content(path) and live[path][1] != sum)


def _as_recorded(data: bytes, told: list) -> bool:
    return len(data) == told[0] and hashlib.sha256(data).hexdigest() == told[1]


def _leads_inside(anchor: str) -> bool:
    """Does a browser or a script understand it without an element of that id: the top, a text, a query?"""
    return anchor == "top" or anchor.startswith(":~:") or "=" in anchor


def _asked(root: Path, paths: frozenset[str], changed: list[str], gone: list[str], before: Path, where: Map, pages: "_Pages") -> list[str]:
    """The files to look over: what changed, and what leads to something that is gone."""
    old = _Pages(before)
    vanished = [(path, "") for path in gone]
    for path in changed:
        if path.endswith(".html") and (before / path).is_file():
            vanished += [(path, anchor) for anchor in sorted(old.anchors(path) - pages.anchors(path))]
    wanted = set(changed) | {p for p in paths if p.endswith(_SMALL)}
    rest = [p for p in paths if p.endswith((".html", ".xml")) and p not in wanted]
    if len(vanished) > _MANY:
        return sorted(wanted | set(rest))
    if vanished:
        names = re.compile(b"|".join(sorted({form for path, anchor in vanished for form in _written(path, anchor)})))
        wanted |= {p for p in rest if names.search((root / p).read_bytes())}
    return sorted(wanted)


def _written(path: str, anchor: str) -> Iterator[bytes]:
    """How an address stands in a page, as a pattern."""
    path = path.removesuffix("index.html")
    for form in {path, quote(path), path.replace("&", "&amp;")}:
        yield re.escape(f"/{form}#{anchor}" if anchor else f"/{form}").encode("utf-8")


class _Pages:
    """The anchors of a release's pages, read when they are asked for."""

    def __init__(self, root: Path):
        self.root, self._anchors = root, {}

    def keep(self, path: str, seen: Seen) -> None:
        if path.endswith(".html"):
            self._anchors[path] = seen.anchors

    def anchors(self, path: str) -> frozenset[str]:
        if path not in self._anchors:
            self._anchors[path] = look(path, (self.root / path).read_bytes()).anchors
        return self._anchors[path]
