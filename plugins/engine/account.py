"""What a build did, in words: the account, why a page was made anew, where the time went, a bar while it goes on."""
from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from plugins.engine.build import Account


def seconds(value: float) -> str:
    """
    >>> seconds(1.25)
    '1,2'
    """
    return f"{value:.1f}".replace(".", ",")


def lines(done: Account) -> Iterator[str]:
    """The account: articles, files, what was done for them."""
    drafts = f", {done.drafts} bản nháp không đăng" if done.drafts else ""
    yield f"Xong: {done.articles} bài{drafts}."
    changes = done.changes
    if changes.written or changes.removed:
        yield f"Tệp mới hoặc đã đổi: {len(changes.written)}; bỏ: {len(changes.removed)}; giữ nguyên: {changes.unchanged}."
    else:
        yield f"Không có gì thay đổi ({changes.unchanged} tệp)."
    if done.read or done.rendered:
        yield f"Đọc lại {done.read} bài, dựng lại {done.rendered} trang."


def explained(done: Account, asked: str) -> str:
    """Why the page *asked* was made anew: its output file, its address, or the content file that it comes from."""
    wanted = asked.replace("\\", "/").removeprefix("./").lstrip("/")
    names = {wanted, f"{wanted.rstrip('/')}/index.html", f"{wanted}index.html"}
    found = [path for path in done.why if path in names or (done.sources.get(path) and wanted.endswith(done.sources[path]))]
    if not found:
        return f"'{asked}': lần này không phải dựng lại."
    said = []
    for path in sorted(found):
        what = "tệp được ghi lại" if path in done.changes.written else "dựng lại ra đúng như cũ nên không ghi"
        said.append(f"{path}: {done.why[path]}; {what}.")
    return "\n".join(said)


def profile(done: Account) -> Iterator[str]:
    """Where the time went, the longest step first: CPU seconds of all processes and seconds of waiting."""
    yield f"{'CPU':>8}  {'chờ':>8}  bước"
    for name, waited, worked in sorted(done.times, key=lambda step: -step[2]):
        yield f"{worked:8.3f}  {waited:8.3f}  {name}".replace(".", ",")


def bar() -> tuple[Callable[[str], None], Callable[[int, int], None], Callable[[], None]]:
    """``(say, drawn, close)`` for ``build``: stages and a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return (lambda text: None), (lambda done, total: None), (lambda: None)
    width, shown = 30, False

    def say(text: str) -> None:
        close()
        print(f"… {text}", file=sys.stderr, flush=True)

    def drawn(done: int, total: int) -> None:
        nonlocal shown
        full = width * done // max(total, 1)
        print(f"\r  [{'█' * full}{' ' * (width - full)}] {done}/{total} trang", end="", file=sys.stderr, flush=True)
        shown = True

    def close() -> None:
        nonlocal shown
        if shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            shown = False

    return say, drawn, close
