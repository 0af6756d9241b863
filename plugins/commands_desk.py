"""Commands of the newsroom's desk: check, preview, new articles, corrections; composes what the plugins offer."""
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from plugins import commands
from plugins.engine.build import ROOT, Held, Options
from plugins.problem import Problem, ProblemsFound

if TYPE_CHECKING:  # the other commands do without a server
    from plugins.newsroom.preview import Route


def routes(asked: Options) -> Mapping[str, Route]:
    """What the preview answers to programs, by path, such as "/api/search"; *asked* tells where its build lies."""
    from functools import partial

    from plugins.search.api import PATHS, Api

    api = Api(asked.store / "research")
    return {path: partial(api, path) for path in PATHS}


def refresh(asked: Options) -> None:
    """Begin to bring Whoosh's index up to the build, in a process of its own that gives way to others."""
    lower = {"creationflags": subprocess.BELOW_NORMAL_PRIORITY_CLASS} if os.name == "nt" else {"preexec_fn": lambda: os.nice(10)}
    subprocess.Popen([sys.executable, "-X", "utf8", "-m", "plugins.search", "refresh", "--index", str(asked.store / "research")], cwd=ROOT,
                     stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **lower)


def serve(content: str, port: int) -> int:
    """Preview with drafts until interrupted."""
    from plugins.engine.build import build as run
    from plugins.newsroom import preview

    if not Path(content).is_dir():
        return commands.wrong(f"--content: không có thư mục '{content}'")
    folder = ROOT / ".cache" / "xem-thu"
    asked = Options(Path(content), folder / "output", folder / "cache", drafts=True)

    def rebuild() -> tuple[Problem, ...]:
        try:
            done = run(asked)
        except ProblemsFound as found:
            commands.show(found.problems, f"{len(found.problems)} lỗi:")
            return found.problems
        print(f"Dựng xong trong {commands.seconds(done.seconds)} giây.", file=sys.stderr)
        refresh(asked)
        return ()

    try:
        preview.run(asked.output, [Path(content), ROOT / "theme"], port, rebuild, print, routes(asked))
    except OSError as error:
        print(f"Không mở được cổng {port}: {error.strerror}. Thử: --port {port + 1}", file=sys.stderr)
        return 1
    except Held as held:
        print(f"Chưa xem được: {held}.", file=sys.stderr)
        return 1
    return 0
