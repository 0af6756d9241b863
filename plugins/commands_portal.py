"""What the commands about the finished site do: the edition for USB sticks, counting its readers."""
from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from plugins.engine.build import Held, Options


def usb(asked: Options, folder: Path) -> int:
    """Make of the finished site, which *asked* built, the edition for USB sticks in *folder*."""
    from plugins.engine import release
    from plugins.engine.build import lock
    from plugins.portal.usb import edition
    from plugins.search.usb import classic, data

    output, folder = asked.output.resolve(), folder.resolve()
    if folder == output or folder.is_relative_to(output) or output.is_relative_to(folder):
        print(f"--usb: thư mục '{folder}' và thư mục trang '{output}' không được nằm trong nhau", file=sys.stderr)
        return 2
    prefix = urlsplit(asked.siteurl).path.rstrip("/")
    try:
        with lock(folder):
            release.owned(folder)
            staging = release.begin(asked.store, folder)
            for path, held in edition(release.owned(output), lambda path: (output / path).read_bytes(), prefix, classic, data):
                (staging / path).parent.mkdir(parents=True, exist_ok=True)
                (staging / path).write_bytes(held)
            size = sum(file.stat().st_size for file in staging.rglob("*") if file.is_file())
            changes = release.commit(asked.store, folder)
    except release.ForeignFolder as foreign:
        print(f"Chưa ghi bản USB: {foreign}. Chọn thư mục trống bằng --usb.", file=sys.stderr)
        return 1
    except Held as held:
        print(f"Chưa ghi bản USB: {held}.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Chưa ghi được bản USB: {error.strerror or error} ('{error.filename or folder}').", file=sys.stderr)
        return 1
    total = len(changes.written) + changes.unchanged
    megabytes = f"{size / 1_000_000:.1f}".replace(".", ",")
    print(f"Bản USB ở '{folder}': {total} tệp, {megabytes} MB. Chép cả thư mục vào USB rồi mở tệp index.html.")
    return 0


def views(path: str, content: str, siteurl: str) -> int:
    """Count the readings that the access logs at *path* (a file, or a folder of them; .gz too) tell of into ``data/views.json``."""
    import json

    from plugins.engine.release import put
    from plugins.portal.views import count, merged, text_of

    if not Path(content).is_dir():
        print(f"--content: không có thư mục '{content}'", file=sys.stderr)
        return 2
    files = logs_of(Path(path))
    if not files:
        print(f"Không có tệp nhật ký nào ở '{path}'.", file=sys.stderr)
        return 1
    from crawleruseragents import is_crawler

    target = Path(content) / "data" / "views.json"
    try:
        before = json.loads(target.read_text(encoding="utf-8")) if target.is_file() else {}
        told = count(lines_of(files), is_crawler, urlsplit(siteurl).path.rstrip("/"))
        after = merged(before, told.days)
    except (OSError, EOFError, zlib.error) as error:
        print(f"Không đọc được nhật ký: {error}", file=sys.stderr)
        return 1
    except (ValueError, KeyError, TypeError, AttributeError):
        print(f"Tệp '{target}' hỏng. Xóa tệp ấy rồi chạy lại.", file=sys.stderr)
        return 1
    print(f"{told.lines} dòng: {told.read} lượt đọc bài, bỏ {told.bots} lượt của máy, {told.again} lần mở lại, {told.other} dòng khác.")
    if not told.days:
        print("Không có lượt đọc nào, nên không ghi gì. Nhật ký phải ở dạng 'combined' của nginx hoặc Apache.")
        return 0
    put(target, text_of(after).encode("utf-8"))
    print(f"Đã ghi '{target}', đến hết ngày {max(after['days'])}. Lần dựng sau trang có mục Đọc nhiều.")
    return 0


def logs_of(path: Path) -> list[Path]:
    """The log files at *path*, the oldest first: rotation gives the newest the shortest name."""
    if path.is_dir():
        return sorted((p for p in path.iterdir() if p.is_file() and not p.name.startswith(".")), key=lambda p: p.stat().st_mtime_ns)
    return [path] if path.is_file() else []


def lines_of(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8", errors="replace") as held:
            yield from held
