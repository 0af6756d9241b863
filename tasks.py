"""Commands of the site: ``python3 tasks.py LỆNH``, or ``inv LỆNH`` inside the environment.

On a machine that has only Python this file first makes the environment, then calls itself inside it.
"""
import os
import sys

if sys.version_info < (3, 11, 2):
    sys.exit("Can Python 3.11.2 tro len; may nay co Python %d.%d.%d.\nTai ban moi o trang chu python.org." % sys.version_info[:3])
ROOT = os.path.dirname(os.path.abspath(__file__))
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from plugins.engine import bootstrap  # noqa: E402 (the standard library alone)
from plugins.newsroom import menu  # noqa: E402 (likewise)

for stream in (sys.stdout, sys.stderr):
    if stream is not None and hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def enter(argv):
    """Prepare the environment and run *argv* inside it; gives the exit code."""
    if clicked := menu.wanted(argv):
        os.environ[menu.SIGN] = "1"
    parts = ["site", "tests"] if argv[:1] == ["test"] and not {"-h", "--help"} & set(argv) else ["site"]
    try:
        bootstrap.ensure(*parts)
        if len(parts) > 1 and {"-t", "--thorough"} & set(argv):
            _ensure_tools()
    except bootstrap.CannotPrepare as fault:
        print(f"Chưa chạy được.\n{fault}", file=sys.stderr)
        if clicked:
            menu.wait()
        return 1
    return bootstrap.call(argv)


def _ensure_tools():
    """What only thorough tests need; without it the rest is still worth running, and pytest tells what did not run."""
    try:
        bootstrap.ensure("thorough")
    except bootstrap.CannotPrepare as fault:
        print(f"Thiếu công cụ để kiểm thử kỹ; phép thử nào cần đến sẽ được nêu là KHÔNG CHẠY.\n{fault}", file=sys.stderr)


if __name__ == "__main__" and not bootstrap.inside():
    sys.exit(enter(sys.argv[1:]))

from invoke import Exit, task  # noqa: E402

from plugins import commands  # noqa: E402
from plugins.engine.program import Later  # noqa: E402

commands_after, commands_check, commands_desk, commands_import, commands_new, commands_portal, commands_publish, commands_releases, commands_review = (
    Later(f"plugins.commands_{part}") for part in ("after", "check", "desk", "import", "new", "portal", "publish", "releases", "review")
)

CONTENT = {"content": "thư mục nội dung (mặc định: content)"}


@task(help={
    **CONTENT, "output": "thư mục trang làm ra (mặc định: output)", "cache": "thư mục nhớ tạm (mặc định: .cache)",
    "siteurl": "địa chỉ của trang, như https://vidu.vn", "now": "coi như hôm nay là ngày này, như 2026-11-21",
    "without": "bỏ phần này, như search; nhiều phần cách nhau bằng dấu phẩy",
    "why": "giải thích vì sao trang này phải dựng lại (tệp, địa chỉ hoặc bài)", "profile": "thời gian đi vào đâu",
    "usb": "ghi thêm vào thư mục này bản mở được thẳng từ USB, không cần mạng hay máy chủ",
})
def build(ctx, content="content", output="output", cache="", siteurl="", now="", without="", why="", profile=False, usb=""):
    """Dựng cả trang; có lỗi thì liệt kê hết và giữ nguyên trang cũ."""
    raise Exit(code=commands.build(content, output, cache, siteurl, now, without, why, profile, usb))


@task(help={**CONTENT, "port": "cổng của máy này (mặc định: 8000)"})
def serve(ctx, content="content", port=8000):
    """Xem thử trên máy này, cả bài nháp; sửa bài là trang dựng lại."""
    raise Exit(code=commands_desk.serve(content, port))


@task(auto_shortflags=False, help={**CONTENT, "port": "cổng của máy này (mặc định: 8000)", "packages": "thư mục có các tệp .tgz của trình biên tập, khi máy không tự tải được"})
def editor(ctx, content="content", port=8000, packages=""):
    """Sửa bài trong trình duyệt (Chrome, Edge) trên máy này."""
    raise Exit(code=commands_desk.serve(content, port, packages))


@task(help={
    **CONTENT, "only": "chỉ xem tệp này (dùng lại được nhiều lần)", "format": "text, json, github hoặc sarif",
    "fix": "sửa luôn những chỗ máy sửa được: mã chữ, tọa độ trong ảnh",
}, iterable=["only"], positional=[])
def check(ctx, only, content="content", format="text", fix=False):
    """Kiểm tra bài viết trước khi đăng, không ghi gì cả."""
    raise Exit(code=commands_check.check(content, tuple(only), format, fix))


@task(auto_shortflags=False, help={
    **CONTENT, "from_": "bắt đầu từ tệp .docx này", "title": "tên bài", "category": "chuyên mục", "kind": "loại hội nghị", "held": "ngày họp, như 15/4/2026",
    "part_of_day": "sáng, chiều, tối, cả ngày", "committee": "tổ chức: mã hoặc tên", "term": "nhiệm kỳ, như 2025-2030", "step": "bước, như 3/5",
    "procedure": "quy trình", "author": "tác giả", "summary": "đoạn dẫn",
})
def new(ctx, content="content", from_="", title="", category="", kind="", held="", part_of_day="", committee="", term="", step="", procedure="",
        author="", summary=""):
    """Hỏi vài câu rồi viết sẵn bản nháp của một bài mới."""
    given = {"title": title, "category": category, "kind": kind, "held": held, "part_of_day": part_of_day, "committee": committee, "term": term,
             "step": step, "procedure": procedure, "author": author, "summary": summary}
    raise Exit(code=commands_new.new(content, from_, given))


@task(help={
    "source": "thư mục các trang đã lưu, địa chỉ một trang web, hoặc tên trang đã khai trong scraper/portals", **CONTENT,
    "since": "chỉ bài từ ngày này", "until": "chỉ bài đến ngày này", "limit": "nhiều nhất mấy bài", "section": "chỉ chuyên mục này",
    "reparse": "đọc lại các trang đã tải, không ra mạng",
})
def scrape(ctx, source, content="content", since="", until="", limit=0, section="", reparse=False):
    """Nhập bài từ các trang đã lưu về máy hoặc từ một trang web."""
    raise Exit(code=commands_import.scrape(source, content, since, until, limit, section, reparse))


@task(auto_shortflags=False, help={"slug": "phần cuối của địa chỉ bài, hoặc đường dẫn của tệp", **CONTENT, "output": "tệp .html ghi ra (mặc định: tên bài, ở thư mục này)"})
def review(ctx, slug, content="content", output=""):
    """Ghi một bài ra một tệp HTML duy nhất để gửi người duyệt đọc trên điện thoại."""
    raise Exit(code=commands_review.review(content, slug, output))


@task(auto_shortflags=False, help={
    "slug": "phần cuối của địa chỉ bài, hoặc đường dẫn của tệp", **CONTENT, "note": "sửa gì, vì sao", "before": "câu cũ", "after": "câu mới",
    "output": "thư mục trang đã dựng, để so khi không ghi --before và --after (mặc định: bản đăng gần nhất)",
})
def correct(ctx, slug, content="content", note="", before="", after="", output=""):
    """Ghi đính chính cho một bài đã đăng: câu cũ, câu mới, lý do, ngày."""
    raise Exit(code=commands_after.correct(content, slug, note, before, after, output))


@task(auto_shortflags=False, help={"slug": "phần cuối của địa chỉ bài, hoặc đường dẫn của tệp", **CONTENT, "note": "lý do, hiện trên trang", "undo": "đưa bài đã gỡ trở lại"})
def withdraw(ctx, slug, content="content", note="", undo=False):
    """Gỡ một bài đã đăng; trang của bài chỉ còn lời báo đã gỡ."""
    raise Exit(code=commands_after.withdraw(content, slug, note, undo))


@task(help={"path": "tệp .docx hoặc thư mục các tệp ấy; với --export: slug của bài", **CONTENT, "export": "ngược lại: ghi bài ra tệp Word chữ lớn"})
def word(ctx, path, content="content", export=False):
    """Tạo bản nháp từ tệp Word, hoặc ghi một bài ra Word."""
    raise Exit(code=commands_import.export(path, content) if export else commands_import.word(path, content))


@task(help={"path": "tệp .md hoặc .txt", **CONTENT, "accept": "ghi số máy đọc được mà chưa khai vào 'results' của bài"})
def figures(ctx, path, content="content", accept=False):
    """Số liệu mà máy đọc được trong một bài."""
    raise Exit(code=commands.figures(path, content, accept))


@task(auto_shortflags=False, help={
    "query": "lời cần tìm", "cache": "thư mục nhớ tạm của lần dựng (mặc định: .cache)", "limit": "số kết quả",
    "json": "in JSON", "csv": "in CSV", "term": "nhiệm kỳ, như 2025-2030", "body": "cơ quan, chức danh", "committee": "tổ chức",
    "kind": "loại hội nghị", "step": "bước", "category": "chuyên mục", "author": "tác giả", "year": "năm", "from_": "từ ngày", "to": "đến ngày",
})
def search(ctx, query, cache=".cache", limit=10, json=False, csv=False, term="", body="", committee="", kind="", step="", category="",
           author="", year="", from_="", to=""):
    """Tìm trong các bài đã dựng."""
    filters = {"term": term, "body": body, "committee": committee, "kind": kind, "step": step, "category": category,
               "author": author, "year": year, "from": from_, "to": to}
    raise Exit(code=commands.search(query, cache, limit, "json" if json else "csv" if csv else "", filters))


@task(auto_shortflags=False, help={
    **CONTENT, "folder": "thư mục đăng (mặc định: PUBLISH['folder'] trong pelicanconf.py)", "siteurl": "địa chỉ của trang, như https://vidu.vn",
    "now": "coi như hôm nay là ngày này, như 2026-11-21", "due": "chỉ đăng khi có bài hẹn đã đến ngày (để máy tự chạy)",
    "allow-shrink": "cho phép bản mới ít bài hơn hẳn bản đang đăng", "forget": "không giữ lại tệp nào của bản trước cho người đang đọc dở",
    "take-over": "nhận thư mục ở xa dù đang có tệp lạ hoặc lần tải dở của máy khác",
    "remote": "tải lên nơi này, viết như rclone: ten:thu-muc (mặc định: PUBLISH['remote'])",
})
def publish(ctx, content="content", folder="", siteurl="", now="", due=False, allow_shrink=False, forget=False, take_over=False, remote=""):
    """Đăng trang: dựng, kiểm tra, rồi đổi sang bản mới trong một bước."""
    raise Exit(code=commands_publish.publish(content, folder, siteurl, now, due, allow_shrink, forget, take_over, remote))


@task(auto_shortflags=False, help={
    "id": "số của bản muốn quay lại (mặc định: bản ngay trước)", "folder": "thư mục đăng", "anyway": "quay lại dù bản ấy đã bị sửa bằng tay",
    "take-over": "nhận thư mục ở xa dù đang có lần tải dở của máy khác", "remote": "tải lên nơi này (mặc định: PUBLISH['remote'])",
})
def rollback(ctx, id="", folder="", anyway=False, take_over=False, remote=""):
    """Quay lại bản đã đăng trước đó."""
    raise Exit(code=commands_releases.rollback(id, folder, anyway, take_over, remote))


@task(auto_shortflags=False, help={"folder": "thư mục đăng", "check": "so từng tệp với dấu kiểm tra"})
def releases(ctx, folder="", check=False):
    """Các bản còn giữ, bản nào đang đăng."""
    raise Exit(code=commands_releases.releases(folder, check))


@task(auto_shortflags=False, help={
    **CONTENT, "folder": "thư mục đăng", "siteurl": "địa chỉ của trang, như https://vidu.vn", "port": "cổng (mặc định: 80)",
    "brotli": "nginx ở máy chủ có mô-đun brotli", "write": "ghi ra tệp này thay vì in ra",
})
def nginx(ctx, content="content", folder="", siteurl="", port=80, brotli=False, write=""):
    """Cấu hình nginx cho thư mục đăng."""
    raise Exit(code=commands_releases.nginx(content, folder, siteurl, port, brotli, write))


@task(help=CONTENT)
def links(ctx, content="content"):
    """Hỏi từng địa chỉ ở mục Liên kết website xem còn mở được không."""
    raise Exit(code=commands_portal.links(content))


@task(help={
    "path": "tệp nhật ký truy cập của nginx hoặc Apache, hoặc thư mục các tệp ấy (.gz cũng được)", **CONTENT,
    "siteurl": "địa chỉ của trang, nếu trang nằm dưới một đường dẫn, như https://vidu.vn/tin",
})
def views(ctx, path, content="content", siteurl=""):
    """Đếm lượt đọc từ nhật ký của máy chủ, bỏ máy tìm kiếm; ghi vào data/views.json."""
    raise Exit(code=commands_portal.views(path, content, siteurl))


@task(help={
    "sizes": "số bài của mỗi lần đo, cách nhau bằng dấu phẩy", "peers": "đo cạnh: hugo, pelican, stock (Pelican với giao diện và plugin của ta), eleventy, nikola; tìm kiếm đo cạnh pagefind", "runs": "đo mấy lần, lấy số ở giữa",
    "write": "ghi bảng vào docs/benchmarks.md",
})
def bench(ctx, sizes="1000", peers="hugo,pelican", runs=3, write=False):
    """Đo tốc độ dựng trang cạnh các công cụ khác."""
    raise Exit(code=commands.bench(sizes, peers, runs, write))


@task(help={"thorough": "cả những phép thử lâu", "only": "chỉ các phép thử có tên chứa chữ này"})
def test(ctx, thorough=False, only=""):
    """Chạy mọi phép thử."""
    raise Exit(code=commands.test(thorough, only))


def run(given):
    """Run one command in this process; gives its exit code."""
    from plugins.engine import program

    if given[:1] == ["rollback"] and len(given) > 1 and not given[1].startswith("-"):
        given.insert(1, "--id")  # invoke has no positional argument that may be left out
    try:
        program.main(sys.modules[__name__], given)
    except SystemExit as left:
        return left.code or 0
    return 0


if __name__ == "__main__":
    if menu.wanted(sys.argv[1:]):
        os.chdir(ROOT)
        sys.exit(menu.run(run))
    sys.exit(run(sys.argv[1:]))
