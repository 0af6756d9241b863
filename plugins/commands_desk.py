"""Commands of the newsroom's desk: check, preview, new articles, corrections; composes what the plugins offer."""
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from plugins import commands, disk
from plugins.engine.build import ROOT, Held, Options
from plugins.problem import ProblemsFound

if TYPE_CHECKING:  # the other commands do without a server
    from plugins.newsroom.preview import Route


def routes(asked: Options) -> Mapping[str, Route]:
    """What the preview answers to programs, by path, such as "/api/search"; *asked* tells where its build lies."""
    from functools import partial

    from plugins.search.api import PATHS, Api

    api = Api(asked.store / "research")
    return {path: partial(api, path) for path in PATHS}


def refresh(asked: Options) -> None:
    """Begin to bring Whoosh's index up to the build, in a process of its own, which gives way to others."""
    lower = {"creationflags": subprocess.BELOW_NORMAL_PRIORITY_CLASS} if os.name == "nt" else {}
    subprocess.Popen([sys.executable, "-X", "utf8", "-m", "plugins.search", "refresh", "--index", str(asked.store / "research")], cwd=ROOT,
                     stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **lower)


def _unseen(asked: Options) -> dict[str, tuple[str, str]]:
    """What the build noted of articles that readers would not see."""
    try:
        told = disk.load(asked.store / "chua-dang.json")
    except (OSError, disk.Damaged):
        return {}
    return {address: tuple(pair) for address, pair in told.items()}


def serve(content: str, port: int, editing: str | None = None) -> int:
    """Preview with drafts until interrupted; with *editing* (a folder with its packages, or "") the editor is there as well."""
    from plugins.engine.build import build as run
    from plugins.newsroom import preview

    if not Path(content).is_dir():
        return commands.wrong(f"--content: không có thư mục '{content}'")
    folder = Path(content).resolve().parent / ".cache" / "xem-thu"
    asked = Options(Path(content), folder / "output", folder / "cache", drafts=True)
    answers, posts, first = dict(routes(asked)), {}, ""
    if editing is not None:
        from plugins.commands_editor import mounted
        from plugins.newsroom.editor.packages import CannotFetch

        try:
            more, posts = mounted(Path(content), editing)
        except CannotFetch as fault:
            print(f"Chưa mở được trình biên tập: {fault}", file=sys.stderr)
            return 1
        answers, first = answers | more, "quan-tri/"

    from plugins.commands_preview import AtOnce

    at_once, waiting = AtOnce(asked), False

    def rebuild(state: preview.State) -> bool:
        nonlocal waiting
        try:
            done = run(asked)
        except ProblemsFound as found:
            commands.show(found.problems, f"{len(found.problems)} lỗi:")
            state.show(found.problems)
            return True
        except Held as held:
            if not state.version:
                raise
            if not waiting:
                print(f"Chưa dựng lại được: {held}. Đợi lần ấy xong …", file=sys.stderr)
            waiting = True
            return False
        waiting = False
        state.show((), _unseen(asked))
        print(f"Dựng xong trong {commands.seconds(done.seconds)} giây.", file=sys.stderr)
        at_once.learn()
        refresh(asked)
        return True

    try:
        preview.run(asked.output, [Path(content), ROOT / "theme"], port, rebuild, print, answers, posts, first, at_once.show)
    except preview.NoPort as fault:
        print(f"Không mở được cổng {port}: {fault}. Thử: --port {port + 1 if 1024 <= port < 65535 else 8001}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Chưa xem được: {disk.refusal(error, folder)}.", file=sys.stderr)
        return 1
    except Held as held:
        print(f"Chưa xem được: {held}.", file=sys.stderr)
        return 1
    return 0
