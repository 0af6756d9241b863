"""The menu for who double-clicks tasks.py on Windows: what to do, by number, and a window that waits. Standard library alone."""
from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

SIGN = "NHIEMKY_BAM_DUP"  # set for the process that runs inside the environment: it cannot see the click itself


@dataclass(frozen=True, slots=True)
class Item:
    """``asks`` is what must be typed before the command can be called, "" where nothing must."""

    text: str
    command: tuple[str, ...]
    asks: str = ""


ITEMS = (
    Item("Viết bài mới", ("new",)),
    Item("Viết bài mới từ tệp Word", ("new", "--from"), "Kéo tệp Word vào cửa sổ này rồi nhấn Enter: "),
    Item("Xem thử", ("serve",)),
    Item("Sửa bài trong trình duyệt", ("editor",)),
    Item("Kiểm tra trước khi đăng", ("check",)),
    Item("Dựng trang", ("build",)),
    Item("Đăng lên trang", ("publish",)),
    Item("Lùi về bản đăng trước", ("rollback",)),
    Item("Các lệnh khác", ("--help",)),
)


def clicked(arguments: Sequence[str], system: str, attached: int, environment: Mapping[str, str]) -> bool:
    """Was tasks.py opened from Windows' Explorer, so that its window closes when it ends?

    *attached* counts the processes in the console: only Python and its launcher where nobody typed a command.
    cmd.exe, which would make a third with the launcher, always gives its children a PROMPT.

    >>> clicked([], "nt", 2, {}), clicked(["build"], "nt", 2, {}), clicked([], "posix", 2, {}), clicked([], "nt", 3, {}), clicked([], "nt", 2, {"PROMPT": "$P$G"})
    (True, False, False, False, False)
    """
    if environment.get(SIGN) == "1":
        return not arguments
    return not arguments and system == "nt" and attached <= 2 and "PROMPT" not in environment


def wanted(arguments: Sequence[str]) -> bool:
    """``clicked`` of this process."""
    return clicked(arguments, os.name, _attached() if os.name == "nt" else 0, os.environ)


def _attached() -> int:
    import ctypes

    return ctypes.windll.kernel32.GetConsoleProcessList((ctypes.c_uint * 1)(), 1)


def wait(ask: Callable[[str], str] = input) -> None:
    """Keep the window open until somebody has read it."""
    try:
        ask("\nNhấn Enter để đóng cửa sổ này …")
    except (EOFError, KeyboardInterrupt):
        pass


def run(call: Callable[[list[str]], int], ask: Callable[[str], str] = input, say: Callable[[str], None] = print) -> int:
    """Show the menu until the clerk leaves; *call* runs a command and gives its exit code."""
    while True:
        say("\nnhiemky: cổng tin của cấp ủy\n")
        for number, item in enumerate(ITEMS, 1):
            say(f"  {number}. {item.text}")
        say("  0. Thoát")
        try:
            chosen = ask("\nGõ số rồi nhấn Enter: ").strip()
            if chosen in ("", "0"):
                return 0
            if not chosen.isdecimal() or not 1 <= int(chosen) <= len(ITEMS):
                say(f"Không có mục '{chosen}': gõ từ 0 đến {len(ITEMS)}.")
                continue
            item = ITEMS[int(chosen) - 1]
            typed = [unquoted(ask(item.asks))] if item.asks else []
            if item.asks and not typed[0]:
                continue
            say("")
            code = call([*item.command, *typed])
            say("\nXong." if code == 0 else "\nChưa xong: xem lời báo ở trên.")
            ask("Nhấn Enter để trở lại danh sách …")
        except EOFError:
            return 0
        except KeyboardInterrupt:
            say("")


def unquoted(path: str) -> str:
    """A path as Windows pastes a dragged file: in quotes where it holds spaces.

    >>> unquoted(' "C:\\\\Bài viết\\\\Hội nghị.docx" ')
    'C:\\\\Bài viết\\\\Hội nghị.docx'
    """
    return path.strip().strip('"').strip("'")
