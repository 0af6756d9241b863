"""Is a release whole? Every link, anchor, picture, script and style sheet that it names is in it, every file well formed.

What is live was checked when it was published. So only what differs from it is looked over, and of the rest those files
that lead to something that is gone.
"""
from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from plugins.newsroom.publishing import addresses
from plugins.newsroom.publishing.lookover import Map, anchors, look
from plugins.problem import Problem

_MANY = 500  # things gone; beyond, looking everything over is quicker than searching for each
_SMALL = (".css", ".js", ".webmanifest")  # always looked over: few, and they name their parts relatively


Spread = Callable[[Callable, Sequence], Iterable[tuple[int, object]]]  # (place, work(thing)) of each thing, in any order


def one_by_one(work: Callable, things: Sequence) -> Iterator[tuple[int, object]]:
    return ((place, work(thing)) for place, thing in enumerate(things))


def check(root: Path, record: Mapping[str, list], changed: Iterable[str], *, site: str = "", carried: Iterable[str] = (), before: Path | None = None,
          gone: Iterable[str] = (), drawn: Callable[[int, int], None] = lambda done, total: None, spread: Spread = one_by_one) -> list[Problem]:
    """Everything wrong with the release in *root*, whose files *record* lists with size, checksum and time.

    *changed* differ from the release in the folder *before* and *gone* were there; without *before* everything is looked over.
    *spread* may work on many files at once.
    """
    paths = frozenset(record) - frozenset(carried)  # nothing of this release may need what is kept for the last one
    plain = sorted(p for p in paths if not addresses.twin(p))
    fresh = paths if before is None else {p for p in changed if p in paths}
    examine = _Examine(root, before, Map(site, paths), record, fresh)
    seen: dict[str, _Examined] = {}

    def over(wanted: list[str]) -> None:
        total = len(seen) + len(wanted)
        for place, one in spread(examine, wanted):
            seen[wanted[place]] = one
            drawn(len(seen), total)

    over(plain if before is None else [p for p in plain if p in fresh or p.endswith(_SMALL)])
    over(_leading(root, [p for p in plain if p not in seen and p.endswith((".html", ".xml"))], _vanished(gone, seen), spread))
    problems = {problem for one in seen.values() for problem in one.problems}
    known = {path: one.anchors for path, one in seen.items()}
    for path, one in seen.items():
        for line, address, target, anchor in one.anchored:
            if target not in known:
                known[target] = look(target, (root / target).read_bytes()).anchors
            if anchor not in known[target]:
                problems.add(Problem(path, line, message=f"'{address}' dẫn tới chỗ '#{anchor}' mà trang ấy không có", hint="sửa phần sau dấu #"))
    return sorted(problems)


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


@dataclass(frozen=True, slots=True)
class _Examined:
    """One file of the release: what is wrong with it, its anchors, those it had in the last release and has no more, where it leads to a place in a page."""

    problems: tuple[Problem, ...] = ()
    anchors: frozenset[str] = frozenset()
    lost: tuple[str, ...] = ()
    anchored: tuple[tuple[int, str, str, str], ...] = ()  # line, address, file, anchor


@dataclass(frozen=True, slots=True)
class _Examine:
    """Looks one file over; *fresh* are those that must be on the disk as they were built."""

    root: Path
    before: Path | None
    where: Map
    record: Mapping[str, list]
    fresh: Collection[str]

    def __call__(self, path: str) -> _Examined:
        data = (self.root / path).read_bytes()
        if path in self.fresh and not _as_recorded(data, self.record[path]):
            return _Examined((Problem(path, message="tệp ghi ra đĩa không đúng như đã dựng", hint="ổ đĩa có thể hỏng; chạy lại, nếu vẫn vậy thì đổi ổ"),))
        seen = look(path, data)
        problems = [Problem(path, line, message=fault, hint="sửa bài hoặc giao diện rồi chạy lại") for line, fault in seen.faults]
        anchored = []
        for lead in seen.leads:
            target = self.where.target(path, lead.address)
            if target is None:
                continue
            if target[0] not in self.where.paths:
                problems.append(Problem(path, lead.line, message=f"'{lead.address}' không dẫn tới tệp nào của trang", hint="sửa liên kết, hoặc đưa tệp ấy vào trang"))
            elif target[1] and target[0].endswith(".html") and not _leads_inside(target[1]):
                anchored.append((lead.line, lead.address, *target))
        return _Examined(tuple(problems), seen.anchors, self._lost(path, seen.anchors), tuple(anchored))

    def _lost(self, path: str, now: frozenset[str]) -> tuple[str, ...]:
        if self.before is None or path not in self.fresh or not path.endswith(".html"):
            return ()
        try:
            return tuple(sorted(anchors((self.before / path).read_bytes()) - now))
        except FileNotFoundError:  # a new page
            return ()


def _vanished(gone: Iterable[str], seen: Mapping[str, _Examined]) -> list[tuple[str, str]]:
    """Pages, and places in pages, that the last release had and this one has not."""
    return [*((path, "") for path in sorted(set(gone)) if not addresses.asked_for_by_scripts(path)), *((path, anchor) for path, one in seen.items() for anchor in one.lost)]


def _leading(root: Path, rest: list[str], vanished: list[tuple[str, str]], spread: Spread) -> list[str]:
    """Those of *rest* that lead to something *vanished*."""
    if not vanished or len(vanished) > _MANY:
        return rest if vanished else []
    names = b"|".join(sorted({form for path, anchor in vanished for form in _written(path, anchor)}))
    return sorted(rest[place] for place, found in spread(partial(_names, root, names), rest) if found)


def _names(root: Path, names: bytes, path: str) -> bool:
    return re.search(names, (root / path).read_bytes()) is not None


def _written(path: str, anchor: str) -> Iterator[bytes]:
    """How an address stands in a page, as a pattern."""
    path = path.removesuffix("index.html")
    for form in {path, quote(path), path.replace("&", "&amp;")}:
        yield re.escape(f"/{form}#{anchor}" if anchor else f"/{form}").encode("utf-8")
