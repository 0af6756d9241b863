"""``review``: an article as one self-contained HTML file, for a superior to read on a phone and approve."""
from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from plugins import commands
from plugins.commands_after import NotFound, find
from plugins.engine.build import today
from plugins.values import VIETNAM


def review(content: str, name: str, output: str) -> int:
    """Write the article that *name* names into *output*, or ``<slug>.html`` here."""
    from plugins.engine.release import put
    from plugins.newsroom.gate.look import look
    from plugins.newsroom.gate.tell import problems
    from plugins.newsroom.review import page
    from plugins.reader.markup import convert
    from plugins.vietnamese.text import nfc

    try:
        held = find(content, name)
    except NotFound as wrong:
        print(f"Chưa ghi: {wrong}.", file=sys.stderr)
        return 1
    folder, article = Path(content).resolve(), held.article
    target = Path(output) if output else Path(f"{article.slug}.html")
    if target.suffix.lower() not in (".html", ".htm"):
        return commands.wrong(f"--output: '{output}' phải là tệp .html")

    def picture(path: str) -> bytes | None:
        file = (folder / nfc(path)).resolve()
        return file.read_bytes() if file.is_relative_to(folder) and file.is_file() else None

    remarks = [f"dòng {p.line}: {p.message}" for p in problems(article, look(article), held.source, today())]
    made = page(article, convert(article.body), picture, map(commands.figure_line, article.results), remarks, datetime.now(VIETNAM))
    target.parent.mkdir(parents=True, exist_ok=True)
    put(target, made.encode("utf-8"))
    print(f"Đã ghi {target} ({len(made.encode()) / 1000:.0f} kB). Gửi tệp này đi; người nhận mở được trên điện thoại, không cần mạng.")
    return 0
