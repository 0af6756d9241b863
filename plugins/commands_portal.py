"""What the commands about the finished site do: the edition for USB sticks, counting its readers."""
from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from plugins import disk
from plugins.engine.build import Held, Options


def usb(asked: Options, folder: Path) -> int:
    """Make of the finished site, which *asked* built, the edition for USB sticks in *folder*."""
    from plugins.engine import release
    from plugins.engine.build import lock
    from plugins.portal.usb import edition
    from plugins.search.usb import classic, data, texts

    output, folder = asked.output.resolve(), folder.resolve()
    if folder == output or folder.is_relative_to(output) or output.is_relative_to(folder):
        print(f"--usb: thư mục '{folder}' và thư mục trang '{output}' không được nằm trong nhau", file=sys.stderr)
        return 2
    prefix = urlsplit(asked.siteurl).path.rstrip("/")
    try:
        with lock(folder):
            release.owned(folder)
            staging = release.begin(asked.store, folder)
            names, read = release.owned(output), lambda path: (output / path).read_bytes()
            for path, held in chain(edition(names, read, prefix, classic, data), texts(names, read).items()):
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
        print(f"Chưa ghi được bản USB: {disk.refusal(error, folder)}.", file=sys.stderr)
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
        fault = disk.unread(error) if isinstance(error, OSError) else "tệp nén hỏng hoặc bị cụt"
        print(f"Không đọc được nhật ký: {fault}.", file=sys.stderr)
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


def links(content: str, private: frozenset[str] = frozenset()) -> int:
    """Ask every address in ``data/links.yaml`` once and tell which answer no more; *private* as in ``scraper.net.Rules``."""
    from concurrent.futures import ThreadPoolExecutor

    from plugins.reader.content import data_of

    if not Path(content).is_dir():
        print(f"--content: không có thư mục '{content}'", file=sys.stderr)
        return 2
    known = data_of(Path(content)).links
    if not known:
        print("Không có liên kết nào trong data/links.yaml.")
        return 0
    dead = 0
    with ThreadPoolExecutor(4) as pool:  # four hosts at a time, each asked once
        for link, (alive, told) in zip(known, pool.map(lambda link: asked(link.url, private), known)):
            dead += not alive
            print(f"{'còn ' if alive else 'HỎNG'}  {link.title}: {link.url}" + (f" ({told})" if told else ""))
    print(f"\n{len(known)} liên kết, {dead} hỏng." if dead else f"\nCả {len(known)} liên kết đều trả lời.")
    return 1 if dead else 0


def asked(url: str, private: frozenset[str]) -> tuple[bool, str]:
    """Whether *url* answers, and what there is to say of it."""
    from scraper.net import Failed, Refused, Rules, get

    host = (urlsplit(url).hostname or "").removeprefix("www.")
    try:
        answer = get(url, Rules(frozenset({host}), private), limit=20_000_000)
    except (Refused, Failed) as fault:
        return False, str(fault)
    if answer.status >= 400:
        return False, f"máy chủ trả lời {answer.status}"
    return True, f"nay ở {answer.url}" if answer.url.rstrip("/") != url.rstrip("/") else ""
