"""``publish``: build, make a release, check it, make it live, upload it. Composes the engine, the newsroom and search.

Exit codes: 0 done, 1 the input has problems or nothing could be published (the live site is untouched), 2 wrong usage.
"""
from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from plugins import disk
from plugins.commands import options, refused, show, wrong
from plugins.commands_releases import NO_REMOTE, Refused, at, called, edited, first, folder_of, guarded, live_record, now_here, settings, tell_live, upload_to
from plugins.engine import account as told
from plugins.engine.build import ROOT, Account, Options, today
from plugins.newsroom import approvals
from plugins.newsroom.publishing import records, switch
from plugins.newsroom.publishing.lock import lock, me
from plugins.newsroom.publishing.records import Record
from plugins.newsroom.publishing.settings import PublishSettings
from plugins.problem import Problem, ProblemsFound

BUILT = "dang"  # in the cache: where publish builds, apart from ``build``'s own output
_SHOWN = 40  # problems told; of more the rest is counted


def publish(content: str, folder: str, siteurl: str, now: str, due: bool, allow_shrink: bool, forget: bool, take_over: bool, remote: str = "") -> int:
    """Build, make a release, check it, make it live, upload it where there is a remote."""
    if remote and ":" not in remote:
        return wrong(f"--remote: {NO_REMOTE.format(remote)}")
    setting, site = settings(remote)
    place = folder_of(folder, setting)
    asked = options(content, str(ROOT / ".cache" / BUILT / "output"), str(ROOT / ".cache" / BUILT), siteurl or site, now, "")
    if isinstance(asked, str):
        return wrong(asked)
    if folder:  # another place has its own build, so that neither makes the other's anew
        asked = replace(asked, output=place / ".dung" / "output", cache=place / ".dung")

    def work() -> int:
        with lock(place):
            switch.mend(place)
            live = live_record(place)
            if due and not _due(asked, place, live):
                return 0
            return _publish(asked, place, setting, live, allow_shrink, forget, take_over)

    return guarded(place, work)


def _publish(asked: Options, place: Path, setting: PublishSettings, live: Record | None, allow_shrink: bool, forget: bool, take_over: bool) -> int:
    from plugins.engine.build import build
    from plugins.newsroom.publishing import release

    say, drawn, close = told.bar()
    if release.clear(place):
        print("Lần đăng trước bị ngắt giữa chừng; đã dọn phần dở dang. Trang đang đăng không bị ảnh hưởng.")
    try:
        done = build(asked, say, drawn)
    except ProblemsFound as found:
        close()
        return refused(found.problems, place / switch.CURRENT)
    close()
    if added := approvals.record(asked.content, asked.store):
        print(f"Ghi thêm {added} lần duyệt vào '{asked.content.resolve().parent / approvals.FILE}'.")
    _tell_build(done)
    about = _about(place, asked, setting, live, done)
    say("soạn bản mới")
    try:
        made = release.make(place, asked.output, _built(asked.output), live, about, forget=forget, drawn=drawn)
        close()
        if made.edits:
            _tell_edits(live, made.edits)
        if made.same:
            release.clear(place)
            print("Không có gì khác bản đang đăng; không cần bản mới.")
            return upload_to(place, live, setting, take_over) or tell_live(place, live)
        _tell_made(made)
        say("kiểm tra bản mới")
        problems = _problems(place, made, asked, live, setting, allow_shrink, drawn)
        close()
        if problems:
            _show_some(problems, f"Chưa đăng: bản mới có {len(problems)} chỗ hỏng. Trang đang đăng vẫn như cũ.")
            release.clear(place)
            return 1
        release.keep(place, made)
        switch.point(place, made.record.number)
        switch.arrived(place)
    except release.NoRoom as room:
        close()
        raise Refused(f"ổ đĩa chứa '{place}' không đủ chỗ: cần chừng {_megabytes(room.args[0])} MB, còn {_megabytes(room.args[1])} MB. Dọn bớt rồi chạy lại") from None
    except BaseException:
        close()
        _clear_quietly(place)
        raise
    switch.prune(place, setting.keep)
    _tell_policy(place, made.record)
    return upload_to(place, made.record, setting, take_over) or tell_live(place, made.record)


def _due(asked: Options, place: Path, live: Record | None) -> bool:
    """Is there an article whose day has come since the live release was made? Says so, and why not."""
    from plugins.newsroom.publishing.due import due

    if live is None:
        raise Refused("chưa có bản nào đang đăng; chạy publish một lần trước khi hẹn giờ")
    waiting = due(asked.content, date.fromisoformat(live.day), asked.now or today())
    if not waiting:
        print("Chưa có bài hẹn nào đến ngày đăng.")
        return False
    if switch.went_back(place):
        raise Refused(f"đang ở bản {live.number} vì đã quay lại, nên không tự đăng {len(waiting)} bài đến hẹn. Kiểm tra nội dung rồi chạy publish")
    for path in waiting:
        print(f"Đến ngày đăng: {path}")
    return True


def _problems(place: Path, made, asked: Options, live: Record | None, setting: PublishSettings, allow_shrink: bool, drawn: Callable) -> list[Problem]:
    """Everything that speaks against making the release live."""
    from plugins.engine.workers import spread
    from plugins.newsroom.publishing import selfcheck, tables

    root, record = made.staging, made.record
    before = records.place(place, live.number) if live else None
    gone = sorted({*made.gone, *(set(live.carried) - record.files.keys() if live else ())})
    problems = selfcheck.check(root, record.files, made.written, site=record.site, carried=record.carried, before=before, gone=gone, drawn=drawn, spread=spread)

    def read(path: str) -> bytes:
        if path not in record.files:
            raise FileNotFoundError(path)
        return (root / path).read_bytes()

    for path in sorted(path for path in record.files if path.rpartition("/")[2] == tables.PACKAGE):
        problems += tables.check(path, read)
    problems += _search_problems(read, record)
    for path in selfcheck.renamed_in_place(live.files if live else {}, record.files):
        problems.append(Problem(path, message="tên tệp này chỉ dành cho một nội dung mà nội dung đã đổi", hint="đổi tên tệp: trình duyệt giữ tệp cũ mãi"))
    shown = switch.live(place)
    if shown is not None and records.place(place, shown).is_dir():  # where its record is damaged, the folder is counted
        old, new, missing = selfcheck.lost(live.files if live else disk.listing(records.place(place, shown)), record.files)
        if missing:
            print(f"So với bản đang đăng, {len(missing)} bài không còn: {', '.join(first(missing))}")
        if old - new > old * setting.shrink / 100 and not allow_shrink:
            problems.append(Problem(str(asked.content), message=f"bản mới chỉ có {new} bài, bản đang đăng có {old}: mất quá {setting.shrink}%",
                                    hint="xem lại thư mục nội dung; nếu đúng là muốn bớt thì thêm --allow-shrink"))
    return problems


def _search_problems(read: Callable[[str], bytes], record: Record) -> list[Problem]:
    """Do the titles of articles, the newest and some of all the others, find them in the index as it will be served?"""
    from plugins.search.build import MANIFEST
    from plugins.search.published import Published, Unreadable

    if MANIFEST not in record.files:
        return []
    found = []
    try:
        index = Published(read)
        step = max(1, index.count // 20)
        for number in sorted({*range(max(0, index.count - 5), index.count), *range(0, index.count, step)}):
            title, address = index.card(number)
            page = f"{address.strip('/')}/index.html"
            if page not in record.files:
                found.append(Problem(MANIFEST, message=f"tìm kiếm dẫn tới '{address}' mà bản mới không có trang ấy", hint="xóa thư mục nhớ tạm rồi chạy lại"))
            elif not index.finds(number, title):
                found.append(Problem(MANIFEST, message=f"tìm '{title}' không ra bài ấy", hint="xóa thư mục nhớ tạm rồi chạy lại"))
    except Unreadable as broken:
        found.append(Problem(str(broken), message="chỉ mục tìm kiếm không đọc được", hint="xóa thư mục nhớ tạm rồi chạy lại"))
    print(f"Kiểm tra tìm kiếm: {index.count} bài trong chỉ mục." if not found else "Kiểm tra tìm kiếm: có lỗi.")
    return found


def _about(place: Path, asked: Options, setting: PublishSettings, live: Record | None, done: Account) -> Record:
    from plugins.newsroom.publishing.release import next_about

    number, stamp = next_about(place, int(time.time()))
    return Record(number=number, made=now_here().isoformat(timespec="seconds"), day=asked.day.isoformat(), by=me(), articles=done.articles,
                  before=live.number if live else switch.live(place), stamp=stamp, site=asked.siteurl, compress=setting.compress)


def _built(output: Path) -> Iterable[str]:
    from plugins.engine.release import MANIFEST, owned

    return sorted(owned(output) - {MANIFEST})


def _clear_quietly(place: Path) -> None:
    """Give back the room that a half-made release takes; what cannot be removed now the next run removes."""
    from plugins.newsroom.publishing.release import clear

    try:
        clear(place)
    except OSError:
        pass


def _tell_build(done: Account) -> None:
    for path in done.scheduled:
        print(f"Chờ đến ngày đăng: {path}")
    drafts = f", {done.drafts} bản nháp không đăng" if done.drafts else ""
    print(f"Dựng: {done.articles} bài{drafts}, {told.seconds(done.seconds)} giây.")
    if done.notices:
        print(f"Có {len(done.notices)} chỗ nên xem lại (không cản việc đăng): {called()} check")


def _tell_made(made) -> None:
    record = made.record
    plain = sum(not path.endswith((".br", ".gz")) for path in record.files)
    gone = len(set(made.gone) - set(record.carried))
    print(f"Soạn bản {record.number}: {len(made.written)} tệp mới hoặc đã đổi, {plain - len(made.written) - len(record.carried)} giữ nguyên, {gone} bỏ.")
    if record.carried:
        print(f"Giữ thêm {len(record.carried)} tệp của bản trước cho người đang đọc dở; sau mười phút, lần đăng kế tiếp sẽ bỏ.")


def _tell_edits(live: Record, edits: records.Edits) -> None:
    print(f"Bản {live.number} đang đăng đã bị sửa bằng tay: {edited(edits)}.")
    for path in first((*edits.touched, *edits.strange), 10):
        print(f"  {path}")
    print("Bản mới lấy lại các tệp ấy từ nội dung, không mang theo chỗ sửa. Muốn giữ thì sửa trong thư mục nội dung.")


def _tell_policy(place: Path, record: Record) -> None:
    """The page's policy stands in nginx's configuration too: say when that one is old."""
    from plugins.newsroom.publishing.nginx import header_policy, policy_of

    try:
        written = (place / "nginx.conf").read_text(encoding="utf-8")
        policy = policy_of((records.place(place, record.number) / "index.html").read_text(encoding="utf-8"))
    except OSError:
        return
    if header_policy(policy) not in written:
        print(f"Cấu hình nginx ở '{place / 'nginx.conf'}' đã cũ; tạo lại: {called()} nginx{at(place)} --write '{place / 'nginx.conf'}'")


def _show_some(problems: list[Problem], heading: str) -> None:
    show(sorted(problems)[:_SHOWN], heading)
    if len(problems) > _SHOWN:
        print(f"… và {len(problems) - _SHOWN} chỗ nữa.", file=sys.stderr)


def _megabytes(size: int) -> int:
    return -(-size // 1_000_000)
