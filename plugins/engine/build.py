"""A whole build: read, render into a staging folder, check, and only then change the output."""
from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from plugins.engine import release
from plugins.problem import Problem, ProblemsFound
from plugins.values import VIETNAM

ROOT = Path(__file__).resolve().parents[2]


def today() -> date:
    """The day in Vietnam, where the site's days begin."""
    return datetime.now(VIETNAM).date()


class Held(Exception):
    """Another run is building into the same folder; the message says who."""


@dataclass(frozen=True, slots=True)
class Options:
    """What one build is asked to do. Folders may be relative to the caller's."""

    content: Path = ROOT / "content"
    output: Path = ROOT / "output"
    cache: Path | None = None  # None: ``.cache`` beside the output
    siteurl: str = ""
    now: date | None = None  # None: today in Vietnam
    without: tuple[str, ...] = ()
    drafts: bool = False

    @property
    def store(self) -> Path:
        return (self.cache or self.output.parent / ".cache").resolve()


@dataclass(frozen=True, slots=True)
class Account:
    """What a build did. Counts of files; ``seconds`` of wall time."""

    articles: int
    drafts: int
    scheduled: tuple[str, ...]  # paths of articles that wait for their day
    changes: release.Changes
    notices: tuple[Problem, ...]
    seconds: float


def build(options: Options, say: Callable[[str], None] = lambda text: None) -> Account:
    """Build the site; *say* hears of each stage, in Vietnamese.

    Raises ``ProblemsFound`` (the output stays as it was), ``Held``, ``release.ForeignFolder`` or ``OSError``.
    """
    started = time.perf_counter()
    output, cache = options.output.resolve(), options.store
    if not options.content.is_dir():
        raise ProblemsFound([Problem(str(options.content), message="không có thư mục nội dung này", hint="xem lại lựa chọn --content")])
    cache.mkdir(parents=True, exist_ok=True)
    with lock(output):
        before = release.owned(output)
        staging = release.begin(cache, output)
        say("đọc bài và dựng trang")
        context = _run_pelican(options, staging, cache)
        _refuse_empty(context["content"], before, options.content)
        say("thay các tệp đã đổi")
        changes = release.commit(cache, output)
    content = context["content"]
    return Account(
        articles=len(content.listed),
        drafts=sum(a.status == "draft" for a in content.articles),
        scheduled=tuple(a.path for a in content.scheduled),
        changes=changes,
        notices=tuple(sorted({p for p in context["nhiemky"].problems if p.notice})),
        seconds=time.perf_counter() - started,
    )


def _run_pelican(options: Options, staging: Path, cache: Path) -> dict:
    from pelican.settings import read_settings

    from plugins.engine.site import Site

    logging.getLogger("pelican").setLevel(logging.ERROR)
    settings = read_settings(str(ROOT / "pelicanconf.py"), override={
        "PATH": str(options.content.resolve()), "OUTPUT_PATH": str(staging), "SITEURL": options.siteurl.rstrip("/"),
        "BUILD": {
            "now": options.now or today(), "cache": str(cache),
            "without": list(options.without), "drafts": options.drafts,
        },
    })
    settings["PLUGINS"] = [p for p in settings["PLUGINS"] if p.split(".")[-2] not in options.without]
    wanted = list(settings["PLUGINS"])
    site = Site(settings)
    lost = set(wanted) - set(settings["PLUGINS"])
    if lost:  # Pelican logs a plugin that cannot register and goes on without it
        raise RuntimeError(f"plugins that could not be loaded: {', '.join(sorted(lost))}")
    return site.run()


def _refuse_empty(content, before: set[str], folder: Path) -> None:
    """An empty content folder over a site with articles is a mistake, such as a wrong ``--content``."""
    if not content.articles and any(path.startswith("tin/") for path in before):
        raise ProblemsFound([Problem(str(folder), message="thư mục nội dung không có bài nào mà trang đang có bài", hint="xem lại lựa chọn --content; muốn xóa hết thì xóa thư mục trang rồi dựng lại")])


@contextmanager
def lock(output: Path):
    """Hold *output* for one build; raises ``Held`` when another run has it."""
    from filelock import FileLock, Timeout

    output.parent.mkdir(parents=True, exist_ok=True)
    path = output.parent / f".{output.name}.nhiemky-khoa"
    note = path.with_name(path.name + ".txt")
    held = FileLock(str(path))
    try:
        held.acquire(timeout=0)
    except Timeout:
        try:
            who = note.read_text(encoding="utf-8")
        except OSError:
            who = "một tiến trình khác"
        raise Held(f"đang có lần dựng khác vào '{output}' ({who})") from None
    try:
        note.write_text(f"tiến trình {os.getpid()}, từ {time.strftime('%H:%M:%S %d/%m/%Y')}", encoding="utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        held.release()
