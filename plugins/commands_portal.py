"""What the commands about the finished site do: the edition for USB sticks."""
from __future__ import annotations

import sys
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
