"""A whole build: read, render into a staging folder, check, and only then change the output."""
from __future__ import annotations

import errno
import gc
import logging
import os
import time
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from plugins import disk
from plugins.engine import release, snapshot, state
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
    theme: Path = ROOT / "theme"

    @property
    def store(self) -> Path:
        return (self.cache or self.output.parent / ".cache").resolve()

    @property
    def day(self) -> date:
        return self.now or today()

    def told(self) -> dict[str, object]:
        """What decides the outcome beside the sources, for comparing with the last build."""
        return {"content": str(self.content.resolve()), "theme": str(self.theme.resolve()), "siteurl": self.siteurl, "day": str(self.day), "without": sorted(self.without), "drafts": self.drafts}


@dataclass(frozen=True, slots=True)
class Account:
    """What a build did. Counts of files; ``seconds`` of wall time."""

    articles: int
    drafts: int
    scheduled: tuple[str, ...]  # paths of articles that wait for their day
    changes: release.Changes
    notices: tuple[Problem, ...]
    seconds: float
    read: int = 0  # content files parsed anew
    rendered: int = 0  # outputs made anew, whether their bytes changed or not
    why: Mapping[str, str] = field(default_factory=dict)  # output path → why it was made anew
    sources: Mapping[str, str] = field(default_factory=dict)  # of those, the content file it comes from, where there is one
    times: tuple[tuple[str, float, float], ...] = ()  # steps with their seconds of waiting and of work


def build(
    options: Options, say: Callable[[str], None] = lambda text: None, drawn: Callable[[int, int], None] = lambda done, total: None,
) -> Account:
    """Build the site; *say* hears of each stage, in Vietnamese, *drawn* how many pages of how many are made.

    Raises ``ProblemsFound`` (the output stays as it was), ``Held``, ``release.ForeignFolder`` or ``OSError``.
    """
    started = time.perf_counter()
    output, cache = options.output.resolve(), options.store
    if not options.content.is_dir():
        raise ProblemsFound([Problem(str(options.content), message="không có thư mục nội dung này", hint="xem lại lựa chọn --content")])
    cache.mkdir(parents=True, exist_ok=True)
    with lock(output):
        before = release.owned(output, cache)
        journal, staging = release.journal_of(cache, output)
        kept = cache / f"state-{staging.name.removeprefix('staging-')}.json"
        look = state.Look(options.content, options.theme, options.told())
        known = state.load(kept)
        if not journal.exists() and look.unchanged(known, output):
            young = look.young() if known["young"] else {}
            if young.keys() != known["young"].keys():
                _leave(kept, look, young, snapshot.stamps_of(output, before), known["account"])
            return _same_again(known, time.perf_counter() - started)
        young = look.young()
        collecting = gc.isenabled()
        gc.disable()  # values live as long as the build
        try:
            return _changed(options, look, young, kept, before, say, drawn, started)
        finally:
            if collecting:
                gc.enable()


def _changed(options: Options, look: state.Look, young: dict, kept: Path, before: set[str], say: Callable, drawn: Callable, started: float) -> Account:
    """The build proper: something changed, or nothing is known."""
    from plugins.engine.kept import forget
    from plugins.engine.run import Engine
    from plugins.engine.store import Corrupt, Store

    output, cache = options.output.resolve(), options.store
    staging = release.begin(cache, output)
    store = Store(cache / f"store-{staging.name.removeprefix('staging-')}.sqlite", state.code())
    try:
        say("đọc bài và dựng trang")
        try:
            engine = Engine(store, output, staging, cache, drawn)
            context = _run_pelican(options, staging, cache, engine)
        except Corrupt:
            store.renew()
            staging = release.begin(cache, output)
            engine = Engine(store, output, staging, cache, drawn)
            try:
                context = _run_pelican(options, staging, cache, engine)
            except Corrupt as again:
                raise OSError(errno.EIO, str(again), str(store.path)) from None
        _refuse_empty(context["content"], before, options.content)
        say("thay các tệp đã đổi")
        kept.unlink(missing_ok=True)
        with engine.timed("thay tệp"):
            changes = release.commit(cache, output, engine.pages.kept)
        with engine.timed("ghi sổ"):
            try:
                stamps = engine.pages.save()
                store.commit()
            except (Corrupt, OSError):  # the site is as it should be; without a store the next build is slower
                store.forget()
                stamps = snapshot.stamps_of(output, release.owned(output, cache))
        content, problems = context["content"], context["nhiemky"].problems
        done = Account(
            articles=len(content.listed),
            drafts=sum(a.status == "draft" for a in content.articles),
            scheduled=tuple(a.path for a in content.scheduled),
            changes=changes,
            notices=tuple(sorted({p for p in problems if p.notice})),
            seconds=time.perf_counter() - started,
            read=len(engine.reading.read) if engine.reading else 0,
            rendered=len(engine.pages.rendered),
            why=engine.pages.why,
            sources={path: context["nhiemky"].written[path] for path in engine.pages.why},
            times=tuple(engine.times),
        )
        unsaved = _leave(kept, look, young, stamps, {
            "articles": done.articles, "drafts": done.drafts, "scheduled": done.scheduled, "notices": [astuple(p) for p in done.notices],
        })
        return replace(done, notices=(*done.notices, *unsaved))
    finally:
        store.close()
        forget()


def _leave(kept: Path, *told: object) -> list[Problem]:
    """Note for the next build how everything lies; where the disk refuses that, the site is done all the same and a notice says so."""
    try:
        state.save(kept, *told)
        return []
    except OSError as error:
        return [Problem(str(kept.parent), message=disk.refusal(error, kept), hint="trang đã dựng xong; chỉ lần dựng sau sẽ lâu hơn", notice=True)]


def _same_again(known: Mapping, seconds: float) -> Account:
    told = known["account"]
    return Account(
        articles=told["articles"], drafts=told["drafts"], scheduled=tuple(told["scheduled"]),
        changes=release.Changes((), (), known["files"]), notices=tuple(Problem(*values) for values in told["notices"]), seconds=seconds,
    )


def _run_pelican(options: Options, staging: Path, cache: Path, engine) -> dict:
    with engine.timed("nạp chương trình"):
        from pelican.settings import read_settings

        from plugins.engine.site import Site

        logging.getLogger("pelican").setLevel(logging.ERROR)
        settings = read_settings(str(ROOT / "pelicanconf.py"), override={
            "PATH": str(options.content.resolve()), "THEME": str(options.theme.resolve()), "OUTPUT_PATH": str(staging), "SITEURL": options.siteurl.rstrip("/"),
            "BUILD": {
                "now": options.day, "cache": str(cache), "without": list(options.without), "drafts": options.drafts, "engine": engine,
            },
        })
        settings["PLUGINS"] = [p for p in settings["PLUGINS"] if p.split(".")[-2] not in options.without]
        wanted = list(settings["PLUGINS"])
        _disconnect()
        site = Site(settings)
        lost = set(wanted) - set(settings["PLUGINS"])
    if lost:  # Pelican logs a plugin that cannot register and goes on without it
        raise RuntimeError(f"plugins that could not be loaded: {', '.join(sorted(lost))}")
    return site.run()


def _disconnect() -> None:
    """Plugins of an earlier build in this process still listen; this one may be without them."""
    from blinker import ANY
    from pelican.plugins import signals

    for signal in (signals.get_generators, signals.all_generators_finalized):
        for receiver in list(signal.receivers_for(ANY)):
            if receiver.__module__.startswith("plugins."):
                signal.disconnect(receiver)


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
        try:
            note.write_text(f"tiến trình {os.getpid()}, từ {time.strftime('%H:%M:%S %d/%m/%Y')}", encoding="utf-8")
        except OSError:  # on a full disk too: nobody but a second build wants to know
            disk.drop(note)
        yield
    finally:
        disk.drop(note)
        held.release()
