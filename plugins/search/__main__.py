"""``python -m plugins.search query TEXT --index DIR``: ask the server's index from the command line."""
from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

OPTIONS = (
    ("term", "nhiệm kỳ, như 2020-2025"), ("body", "cơ quan hoặc chức danh, như ban-chap-hanh"), ("committee", "mã hoặc tên tổ chức đảng"),
    ("kind", "loại hội nghị"), ("step", "bước của quy trình"), ("category", "chuyên mục"), ("author", "tác giả"), ("year", "năm đăng"),
    ("from", "đăng từ ngày"), ("to", "đăng đến ngày"),
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str):
        self.print_usage(sys.stderr)
        self.exit(2, f"Lệnh chưa đúng: {message}\n")


def _arguments() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m plugins.search", description="Tìm trong chỉ mục của máy chủ.")
    command = parser.add_subparsers(dest="command", required=True, metavar="query")
    query = command.add_parser("query", help="tìm bài", description=(
        "Gõ có dấu hay không dấu đều được. Cú pháp riêng: title:…, date:[2022-01-01 TO 2022-06-30], AND, OR, NOT, dấu * và cụm trong ngoặc kép."))
    query.add_argument("text", help="điều cần tìm; để trống thì liệt kê theo ngày")
    query.add_argument("--index", required=True, type=Path, help="thư mục chỉ mục (mặc định của trang là .cache/research)")
    for name, help in OPTIONS:
        query.add_argument(f"--{name}", dest=f"filter_{name}", action="append", default=[], help=help)
    query.add_argument("--limit", type=int, default=10, help="số bài in ra (10)")
    query.add_argument("--prefix", action="store_true", help="từ cuối chưa gõ hết")
    query.add_argument("--newest", action="store_true", help="bài mới trước")
    form = query.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="in JSON")
    form.add_argument("--csv", action="store_true", help="in CSV")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 asked and answered, 1 no index that can be opened, 2 wrong usage."""
    options = _arguments().parse_args(arguments)
    from plugins.search import ask, show
    from plugins.search.research import Damaged

    filters = {name: getattr(options, f"filter_{name}") for name, _ in OPTIONS}
    try:
        answer = ask.query(options.index, options.text, filters, limit=max(0, options.limit), prefix=options.prefix, newest=options.newest)
    except Damaged as damaged:
        print(f"Không mở được chỉ mục ở '{options.index}' ({damaged}). Dựng lại trang bằng lệnh build rồi tìm lại.", file=sys.stderr)
        return 1
    except ask.UnknownFilter as unknown:
        print(f"Lệnh chưa đúng: {unknown}", file=sys.stderr)
        return 2
    print(show.as_json(answer) if options.json else show.as_csv(answer) if options.csv else show.as_text(answer))
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    sys.exit(main())
