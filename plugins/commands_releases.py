"""Releases from the command line: go back, list them, configure nginx; and what publishing shares with these.

Exit codes: 0 done, 1 it could not be done (the live site is untouched), 2 wrong usage.
"""
from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from plugins import disk
from plugins.commands import wrong
from plugins.engine import account as told
from plugins.engine.build import ROOT, today
from plugins.newsroom.publishing import records, switch
from plugins.newsroom.publishing.lock import Held, lock
from plugins.newsroom.publishing.records import Record
from plugins.newsroom.publishing.settings import PublishSettings
from plugins.values import VIETNAM


NO_REMOTE = "'{}' chưa đúng (viết như rclone: ten:thu-muc)"


class Refused(Exception):
    """Nothing was published; the message says why, in Vietnamese."""


def settings(remote: str = "") -> tuple[PublishSettings, str]:
    """``PUBLISH``, with *remote* in the place of its own where one is given, and ``SITEURL`` of pelicanconf.py."""
    import pelicanconf
    from plugins.newsroom.publishing.settings import read

    setting = read(vars(pelicanconf))
    return replace(setting, remote=remote or setting.remote), pelicanconf.SITEURL


def rollback(id: str, folder: str, anyway: bool, take_over: bool, remote: str = "") -> int:
    """Make an earlier release live again."""
    if id and not id.isdecimal():
        return wrong(f"'{id}' không phải số của một bản; xem các bản bằng lệnh releases")
    if remote and ":" not in remote:
        return wrong(f"--remote: {NO_REMOTE.format(remote)}")
    setting, _ = settings(remote)
    place = folder_of(folder, setting)

    def work() -> int:
        if not records.releases(place).is_dir():
            raise Refused(f"chưa có bản nào ở '{place}'")
        with lock(place):
            switch.mend(place)
            return _rollback(int(id) if id else None, place, setting, anyway, take_over)

    return guarded(place, work, "Chưa quay lại được")


def releases(folder: str, check: bool) -> int:
    """List the releases that are kept; with *check* compare every file with its checksum."""
    place = folder_of(folder, settings()[0])
    there = records.numbers(place)
    if not there:
        print(f"Chưa có bản nào ở '{place}'. Đăng bản đầu tiên: {called()} publish{at(place)}")
        return 0
    try:
        now = switch.live(place)
    except switch.NotOurs as foreign:
        print(f"'{foreign}' không phải do lệnh publish tạo ra.", file=sys.stderr)
        return 1
    print(f"{'bản':>5}  {'làm lúc':<20}{'bài':>7}{'tệp':>8}  tình trạng")
    bad = False
    for number in reversed(there):
        mark = "← đang đăng" if number == now else ""
        try:
            record = records.load(place, number)
            edits = records.edits(place, record, thorough=check)
        except (disk.Damaged, OSError):
            print(f"{number:>5}  {'?':<20}{'?':>7}{'?':>8}  sổ hoặc thư mục hỏng; không quay lại được {mark}".rstrip())
            bad = True
            continue
        state = edited(edits) if edits else ("nguyên vẹn" if check else "")
        bad |= bool(edits)
        print(f"{number:>5}  {moment(record.made):<20}{record.articles:>7}{len(record.files):>8}  {'  '.join(filter(None, (state, mark)))}".rstrip())
    if now is None:
        print("Hiện không có bản nào đang đăng.")
        bad = True
    return 1 if bad else 0


def nginx(content: str, folder: str, siteurl: str, port: int, brotli: bool, write: str) -> int:
    """Print nginx's configuration for the publishing folder, or write it to a file."""
    from plugins.newsroom.publishing.nginx import configuration, policy_of

    setting, site = settings()
    place = folder_of(folder, setting)
    if not Path(content).is_dir():
        return wrong(f"--content: không có thư mục '{content}'")
    if not 1 <= port <= 65535:
        return wrong(f"--port: {port} không phải số cổng (viết: 80)")
    try:
        page = (place / switch.CURRENT / "index.html").read_text(encoding="utf-8")
    except OSError:
        print(f"Chưa có bản nào đang đăng ở '{place}' để biết trang cần những gì. Chạy publish trước.", file=sys.stderr)
        return 1
    try:
        text = configuration(place / switch.CURRENT, policy_of(page), site=siteurl or site, port=port, brotli=brotli, ipv6=_has_ipv6(), redirects=_moved(Path(content)))
    except ValueError:
        return wrong(f"--siteurl: '{siteurl or site}' không phải địa chỉ đầy đủ (viết: https://vidu.vn)")
    if not write:
        print(text, end="")
        return 0
    try:
        disk.durable(Path(write), text.encode("utf-8"))
    except OSError as error:
        print(f"Chưa ghi được cấu hình: {disk.refusal(error, write)}.", file=sys.stderr)
        return 1
    print(f"Đã ghi cấu hình nginx vào '{write}'.")
    return 0


def _rollback(number: int | None, place: Path, setting: PublishSettings, anyway: bool, take_over: bool) -> int:
    now, there = switch.live(place), records.numbers(place)
    if number is None:
        live = live_record(place)
        if live is None:
            raise Refused("không rõ bản nào đang đăng; chọn một bản: rollback SỐ (xem bằng lệnh releases)")
        if live.before is None or live.before not in there:
            raise Refused(f"bản {live.number} không có bản nào trước nó còn giữ; xem các bản bằng lệnh releases")
        number = live.before
    if number == now:
        print(f"Bản {number} đang đăng rồi.")
        live = live_record(place) if setting.remote else None
        return 0 if live is None else upload_to(place, live, setting, take_over)  # the last one may have been cut off after the switch
    if number not in there:
        raise Refused(f"không có bản {number} (còn giữ: {', '.join(map(str, there)) or 'không bản nào'})")
    try:
        record = records.load(place, number)
    except disk.Damaged:
        raise Refused(f"sổ hoặc thư mục của bản {number} bị hỏng, không dám quay lại bản ấy; chọn bản khác") from None
    edits = records.edits(place, record)
    if edits and not anyway:
        raise Refused(f"bản {number} đã bị sửa bằng tay: {edited(edits)} ({', '.join(first((*edits.touched, *edits.strange)))}). "
                      "Chọn bản khác, hoặc thêm --anyway nếu vẫn muốn quay lại bản này")
    switch.leave(place, number)
    switch.point(place, number)
    print(f"Đã quay lại bản {number} ({record.articles} bài, làm lúc {moment(record.made)}).")
    if now is not None:
        print(f"Muốn trở lại bản {now}: {called()} rollback {now}{at(place)}")
    print("Lưu ý: nội dung bài không đổi. Sửa bài xong thì chạy publish; trong lúc chờ, publish --due không tự đăng.")
    return upload_to(place, record, setting, take_over)


def upload_to(place: Path, record: Record, setting: PublishSettings, take_over: bool) -> int:
    """Bring the live release to the remote, where there is one; 0 where the remote has it."""
    if not setting.remote:
        return 0
    from plugins.newsroom.publishing import rclone, upload

    say, drawn, close = told.bar()
    say(f"tải lên {setting.remote}")
    try:
        sent = upload.push(place, records.place(place, record.number), record, setting.remote, now_here().strftime("%H:%M %d/%m/%Y"),
                           compressed=setting.remote_compressed, take_over=take_over, drawn=drawn)
    except upload.Foreign:
        problem = "thư mục ấy đang chứa tệp khác, không phải do publish đưa lên. Dùng thư mục trống, hoặc thêm --take-over để nhận thư mục ấy (tệp lạ vẫn được giữ)"
    except upload.Busy as busy:
        problem = f"một máy khác đang tải lên từ {busy}. Chờ máy ấy xong; nếu nó đã dừng hẳn thì thêm --take-over"
    except rclone.Failed as failed:
        problem = f"{failed}. Phần đã tải vẫn dùng được và trang ở đó không bị vỡ; chạy lại lệnh này để tải nốt"
    else:
        close()
        again = "tải nốt" if sent.resumed else "tải lên"
        print(f"{setting.remote}: {again} {sent.uploaded} tệp, bỏ {sent.removed} tệp, đã đối chiếu." if sent.uploaded or sent.removed else f"{setting.remote}: đã có đủ bản này.")
        return 0
    close()
    print(f"Chưa tải xong lên {setting.remote}: {problem}.", file=sys.stderr)
    return 1


def guarded(place: Path, work: Callable[[], int], failed: str = "Chưa đăng") -> int:
    """Run *work*; whatever stops it is told in Vietnamese after *failed*, with what it means for the live site."""
    from plugins.engine.build import Held as Building
    from plugins.engine.release import ForeignFolder

    before = _number(place)
    try:
        return work()
    except Refused as refusal:
        problem = str(refusal)
    except Held as held:
        problem = f"đang có lần đăng khác: {held}. Chờ lần ấy xong rồi chạy lại"
    except Building as held:
        problem = f"{held}. Chờ lần kia xong rồi chạy lại"
    except ForeignFolder as foreign:
        problem = f"{foreign}. Chuyển các tệp lạ đi chỗ khác, hoặc chọn thư mục khác bằng --folder"
    except switch.NotOurs as foreign:
        problem = f"'{foreign}' không phải do lệnh publish tạo ra; chuyển nó đi chỗ khác hoặc chọn thư mục khác bằng --folder"
    except OSError as error:
        problem = disk.refusal(error, place)
    now = _number(place)
    if now == before:
        print(f"{failed}: {problem}.\nTrang đang đăng không thay đổi.", file=sys.stderr)
    else:  # what failed came after the switch
        print(f"Bản {now} đã lên, nhưng chưa làm xong hết việc: {problem}.", file=sys.stderr)
    return 1


def _number(place: Path) -> int | None:
    try:
        return switch.live(place)
    except (switch.NotOurs, OSError):
        return None


def live_record(place: Path) -> Record | None:
    """The live release's record; None where nothing is live, or where its record or folder is damaged, which is said."""
    number = switch.live(place)
    if number is None:
        return None
    try:
        return records.load(place, number)
    except disk.Damaged:
        print(f"Sổ của bản {number} (đang đăng) bị hỏng hoặc mất; bản mới sẽ chép lại mọi tệp.", file=sys.stderr)
        return None


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as one:
            one.bind(("::1", 0))
        return True
    except OSError:
        return False


def _moved(content: Path) -> dict[str, str]:
    """Old addresses of the articles that are live, with and without the closing slash, to the new ones."""
    from plugins.reader.content import read

    found = read(content, today()).content
    return {form: article.url for article in (*found.articles, *found.pages) if found.is_live(article)
            for alias in article.aliases for form in (alias.rstrip("/"), alias.rstrip("/") + "/")}


def folder_of(given: str, setting: PublishSettings) -> Path:
    return Path(given).resolve() if given else (ROOT / setting.folder).resolve()


def tell_live(place: Path, record: Record) -> int:
    where = f" ({record.site})" if record.site else ""
    print(f"\nĐang đăng: bản {record.number}, {record.articles} bài, làm lúc {moment(record.made)}{where}\nThư mục: {place / switch.CURRENT}")
    if record.before is not None and record.before in records.numbers(place):
        print(f"Quay lại bản trước (bản {record.before}): {called()} rollback{at(place)}")
    return 0


def at(place: Path) -> str:
    """What a command that is named to the clerk needs besides, so that it works on *place* too."""
    return "" if place == folder_of("", settings()[0]) else f' --folder "{place}"'


def edited(edits: records.Edits) -> str:
    parts = ((edits.changed, "tệp bị đổi"), (edits.missing, "tệp bị xóa"), (edits.strange, "tệp lạ"))
    return ", ".join(f"{len(paths)} {words}" for paths, words in parts if paths)


def first(paths: Iterable[str], most: int = 5) -> list[str]:
    paths = list(paths)
    return [*paths[:most], f"và {len(paths) - most} tệp nữa"] if len(paths) > most else paths


def now_here() -> datetime:
    return datetime.now(VIETNAM)


def moment(made: str) -> str:
    return datetime.fromisoformat(made).astimezone(VIETNAM).strftime("%H:%M:%S %d/%m/%Y")


def called() -> str:
    return "py tasks.py" if os.name == "nt" else "python3 tasks.py"
