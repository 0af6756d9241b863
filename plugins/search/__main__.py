"""``python -m plugins.search query TEXT --index DIR``: ask the server's index from the command line."""
from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from plugins.search.filters import HELP


class _Parser(argparse.ArgumentParser):
    def error(self, message: str):
        self.print_usage(sys.stderr)
        self.exit(2, f"Lệnh chưa đúng: {message}\n")


def _arguments() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m plugins.search", description="Tìm trong chỉ mục của máy chủ.")
    command = parser.add_subparsers(dest="command", required=True, metavar="query | refresh")
    query = command.add_parser("query", help="tìm bài và số liệu", description=(
        "Gõ có dấu hay không dấu đều được. Cú pháp riêng: title:…, date:[2022-01-01 TO 2022-06-30], AND, OR, NOT, dấu * và cụm trong ngoặc kép."))
    query.add_argument("text", help="điều cần tìm; để trống thì liệt kê theo ngày")
    for name, help in HELP.items():
        query.add_argument(f"--{name}", dest=f"filter_{name}", action="append", default=[], help=help)
    query.add_argument("--limit", type=int, default=10, help="số bài in ra (10)")
    query.add_argument("--offset", type=int, default=0, help="bỏ qua bao nhiêu bài đầu (0)")
    query.add_argument("--prefix", action="store_true", help="từ cuối chưa gõ hết")
    query.add_argument("--newest", action="store_true", help="bài mới trước")
    form = query.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="in JSON")
    form.add_argument("--csv", action="store_true", help="in CSV")
    refresh = command.add_parser("refresh", help="cập nhật chỉ mục theo lần dựng cuối", description="Lệnh query tự làm việc này; chạy trước thì lần hỏi sau nhanh hơn.")
    for part in (query, refresh):
        part.add_argument("--index", required=True, type=Path, help="thư mục chỉ mục (mặc định của trang là .cache/research)")
    return parser


def _drawn(done: int, total: int) -> None:
    """How far the index has caught up, on a terminal and where it takes long enough to be seen."""
    if total > 200 and sys.stderr.isatty():
        print(f"\rCập nhật chỉ mục tìm kiếm: {done} trong {total} bài" + "\n" * (done == total), end="", file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 asked and answered, 1 no index that can be opened, 2 wrong usage."""
    options = _arguments().parse_args(arguments)
    from plugins import disk
    from plugins.search import ask, corpus, show
    from plugins.search.language import TooBroad
    from plugins.search.research import Damaged
    from plugins.search.upkeep import catch_up

    try:
        if options.command == "refresh":
            catch_up(ask.place(options.index), _drawn)
            return 0
        filters = {name: getattr(options, f"filter_{name}") for name in HELP}
        answer = ask.query(options.index, options.text, filters, limit=max(0, options.limit), offset=max(0, options.offset),
                           prefix=options.prefix, newest=options.newest, say=_drawn)
    except Damaged:
        print(f"Không mở được chỉ mục ở '{options.index}': chưa có hoặc bị hỏng. Chạy lệnh build rồi tìm lại.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Không cập nhật được chỉ mục: {disk.refusal(error, options.index)}.", file=sys.stderr)
        return 1
    except (ask.UnknownFilter, TooBroad) as wrong:
        print(f"Lệnh chưa đúng: {wrong}", file=sys.stderr)
        return 2
    documents = ask.place(options.index).parent / "search"
    if documents.is_dir() and not (documents / corpus.FILE).is_file():
        print("Chỉ mục chưa theo kịp lần dựng cuối vì tệp nhớ tạm bị hỏng; đã bỏ tệp ấy. Chạy lệnh build rồi tìm lại.", file=sys.stderr)
    print(show.as_json(answer) if options.json else show.as_csv(answer) if options.csv else show.as_text(answer))
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    if sys.argv[1:2] == ["refresh"] and hasattr(os, "nice"):
        os.nice(10)  # nobody waits for it
    sys.exit(main())
