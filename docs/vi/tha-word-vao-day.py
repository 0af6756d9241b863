"""Kéo tệp Word (.docx) hoặc cả thư mục thả vào tệp này: mỗi tệp thành một bản nháp. Hướng dẫn: nhap-bai.md.

Windows starts a .py with what was dropped on it as arguments; the window stays open until Enter, so that the report can be read.
"""
import os
import re
import subprocess
import sys
from pathlib import Path

TASKS = Path(__file__).resolve().parents[2] / "tasks.py"


def dropped(line: str, given: list[str]) -> list[str]:
    """What was dropped on the .cmd beside this file: *line* is the whole command by which Explorer began it, "" where it did not.

    Explorer puts no quotes around a path without spaces, and cmd would cut it at ``&``: so the paths are taken from the line itself,
    ``cmd.exe /c ""D:\\tin\\tha-word-vao-day.cmd" C:\\a&b.docx "C:\\c d.docx""``.
    """
    _, here, rest = line.rpartition("tha-word-vao-day.cmd")
    if not here:
        return given
    rest = rest.removeprefix('"')
    if rest.count('"') % 2:  # the one that closes the whole
        rest = rest[:rest.rindex('"')]
    return [quoted or plain for quoted, plain in re.findall(r'"([^"]+)"|([^\s"]+)', rest)]


def main(paths: list[str], more: tuple[str, ...] = ()) -> int:
    """Imports each of *paths*; *more* goes to the command. 0 done, 1 something could not be read, 2 nothing was dropped."""
    if not paths:
        print("Hãy kéo tệp Word (.docx) hoặc thư mục chứa các tệp ấy rồi thả vào tệp này.")
        return 2
    worst = 0
    for place, path in enumerate(paths, 1):
        print(f"[{place}/{len(paths)}] {Path(path).name}", flush=True)
        done = subprocess.run([sys.executable, str(TASKS), "word", str(Path(path).resolve()), *more], cwd=TASKS.parent)
        worst = max(worst, min(done.returncode, 1))
    print("Xong. Bản nháp nằm trong thư mục content; mở bằng: py tasks.py editor" if not worst else "Có tệp chưa nhập được, xem các dòng trên.")
    return worst


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    code = main(dropped(os.environ.get("NHIEMKY_THA", ""), sys.argv[1:]))
    try:
        input("Nhấn Enter để đóng cửa sổ này. ")
    except EOFError:
        pass
    sys.exit(code)
