"""What the commands do: options in, words for the clerk out, an exit code. Composes what the plugins offer.

Exit codes: 0 done, 1 the input has problems (listed), 2 wrong usage.
"""
from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from plugins import disk
from plugins.engine import account as told
from plugins.engine.build import ROOT, Account, Held, Options
from plugins.newsroom import approvals
from plugins.problem import Problem, ProblemsFound
from plugins.values import Figure

PARTS = ("search", "figures", "media")  # what --without may leave out


def wrong(message: str, hint: str = "") -> int:
    """Tell of wrong usage; exit code 2."""
    print(f"{message}" + (f"\n{hint}" if hint else ""), file=sys.stderr)
    return 2


def day(written: str) -> date | None:
    """A date as staff write it; None where *written* is no date."""
    from plugins.vietnamese.dates import parse_date

    return parse_date(written)


def show(problems: Iterable[Problem], heading: str) -> None:
    """List *problems*, one a line, each with its place in the form that editors can jump to."""
    print(f"\n{heading}\n", file=sys.stderr)
    for problem in sorted(problems):
        print(problem, file=sys.stderr)


def refused(problems: tuple[Problem, ...], output: Path) -> int:
    files = len({p.path for p in problems})
    show(problems, f"Chưa dựng được: {len(problems)} lỗi trong {files} tệp. Trang ở '{output}' vẫn như cũ.")
    return 1


def account(done: Account, output: Path) -> None:
    """What a build did, for a person."""
    if done.notices:
        show(done.notices, f"Nên xem lại ({len(done.notices)} chỗ, không cản việc dựng):")
        print(file=sys.stderr)
    for path in done.scheduled:
        print(f"Chờ đến ngày đăng: {path}")
    for line in told.lines(done):
        print(line)
    print(f"Trang ở '{output}', dựng trong {seconds(done.seconds)} giây.")


def seconds(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def options(content: str, output: str, cache: str, siteurl: str, now: str, without: str) -> Options | str:
    """The build's options, or what is wrong with them."""
    today = day(now) if now else None
    if now and today is None:
        return f"--now: '{now}' không phải ngày (viết: 2026-11-21)"
    parts = tuple(part.strip() for part in without.split(",") if part.strip())
    for part in parts:
        if part not in PARTS:
            return f"--without: không có phần '{part}' (có: {', '.join(PARTS)})"
    if siteurl and not siteurl.startswith(("https://", "http://")):
        return f"--siteurl: '{siteurl}' không phải địa chỉ đầy đủ (viết: https://vidu.vn)"
    if not Path(content).is_dir():
        return f"--content: không có thư mục '{content}'"
    return Options(Path(content), Path(output), Path(cache) if cache else None, siteurl, today, parts)


def build(content: str, output: str, cache: str, siteurl: str, now: str, without: str, why: str = "", profile: bool = False, usb: str = "") -> int:
    """Build the site; *why* names a page whose making anew is explained, *profile* tells where the time went; *usb* a folder for USB sticks."""
    from plugins.engine.build import build as run
    from plugins.engine.release import ForeignFolder, unfinished

    asked = options(content, output, cache, siteurl, now, without)
    if isinstance(asked, str):
        return wrong(asked)
    say, drawn, close = told.bar()
    gc.disable()  # the process ends with the build: what could be collected goes with it
    try:
        done = run(asked, say, drawn)
    except ProblemsFound as found:
        close()
        return refused(found.problems, asked.output)
    except Held as held:
        print(f"Chưa dựng: {held}. Chờ lần kia xong rồi chạy lại.", file=sys.stderr)
        return 1
    except ForeignFolder as foreign:
        print(f"Chưa dựng: {foreign}. Chọn thư mục khác bằng --output, hoặc dọn thư mục ấy trước.", file=sys.stderr)
        return 1
    except OSError as error:
        close()
        half = unfinished(asked.store, asked.output.resolve())
        stands = "đang thay dở; chạy lại là thay nốt" if half else "vẫn như cũ"
        print(f"Chưa dựng được: {disk.refusal(error, asked.output)}.\nTrang ở '{asked.output}' {stands}.", file=sys.stderr)
        return 1
    close()
    account(done, asked.output)
    try:
        if added := approvals.record(asked.content, asked.store):
            print(f"Ghi thêm {added} lần duyệt vào '{asked.content.resolve().parent / approvals.FILE}'.")
    except OSError as error:
        print(f"Trang đã dựng xong, nhưng chưa ghi được nhật ký duyệt: {disk.refusal(error, approvals.FILE)}.", file=sys.stderr)
    if why:
        print(f"\n{told.explained(done, why)}")
    if profile:
        print("\n" + "\n".join(told.profile(done)))
    gc.freeze()  # nor are values taken apart at the end, which would cost more than many a build
    if usb:
        from plugins.commands_portal import usb as edition

        return edition(asked, Path(usb))
    return 0


def progress():
    """Tells of stages on a terminal, silent elsewhere."""
    if not sys.stderr.isatty():
        return lambda text: None
    return lambda text: print(f"… {text}", file=sys.stderr, flush=True)


def figures(path: str, content: str, accept: bool) -> int:
    """What the machine reads in one article, or in a plain text file; with *accept* the new finds become ``results``."""
    from plugins.engine.release import put
    from plugins.figures import against_text
    from plugins.figures.accept import accept as accepted
    from plugins.figures.read import read
    from plugins.frontmatter import load
    from plugins.reader.content import data_of
    from plugins.reader.markup import convert, text_from

    file, article = Path(path), None
    try:
        source = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return wrong(f"không đọc được '{path}': {disk.unread(error) if isinstance(error, OSError) else 'không phải mã UTF-8'}")
    title, published, text = "", None, source
    if file.suffix == ".md":
        loaded = load(source.replace("\r\n", "\n"), f"tin/{file.name}", data_of(Path(content)))
        if loaded.article is None:
            show(loaded.problems, f"{len(loaded.problems)} lỗi:")
            return 1
        article = replace(loaded.article, text=text_from(loaded.article, convert(loaded.article.body)))
        title, text = article.title, article.text
        published = article.date.isoformat() if article.date else None
    found = read(text, title=title, published=published)
    print(f"Nhiệm kỳ: {', '.join(t.years for t in found.terms) or 'không nêu'}")
    for figure in found.figures:
        print(f"\n{figure_line(figure)}\n  “{figure.quote}”")
    if not found.figures:
        print("Máy không đọc được số liệu nào trong bài này.")
    if not accept:
        return 0
    if article is None:
        return wrong("--accept: chỉ ghi được vào bài .md")
    new = against_text.undeclared(article, found.figures)
    try:
        put(file, accepted(source, new).encode("utf-8"))
    except ValueError:
        print(f"{path}: chưa ghi được, vì 'results' viết trên một dòng. Viết lại mỗi mục một dòng bắt đầu bằng '- '.", file=sys.stderr)
        return 1
    print(f"\nĐã ghi thêm {len(new)} số liệu vào 'results'. Xem lại từng mục trước khi đăng." if new else "\nMọi số liệu đã khai đủ.")
    return 0


def figure_line(figure: Figure) -> str:
    """One figure in a line: bound, number, unit, measure, body, term."""
    from plugins import vocabulary
    from plugins.vietnamese.numbers import format_number

    measure = vocabulary.label("measure", figure.measure)
    bodies = ", ".join((figure.body_text or "") if body == "khac" else vocabulary.label("body", body) for body in figure.bodies)
    bound = vocabulary.label("qualifier", figure.qualifier) + " " if figure.qualifier else ""
    upto = f"-{format_number(figure.value_max)}" if figure.value_max is not None else ""
    term = figure.term.years if figure.term else "không nêu nhiệm kỳ"
    return f"{bound}{format_number(figure.value)}{upto} {figure.unit or ''}".rstrip() + ": " + "; ".join(filter(None, (measure, bodies, term)))


def search(query: str, cache: str, limit: int, form: str, filters: dict[str, str]) -> int:
    """Ask the Whoosh index that the last build left in *cache*; *form* is "", "json" or "csv"."""
    from plugins.search.__main__ import main

    index = Path(cache) / "research"
    if not index.is_dir() and not (Path(cache) / "search").is_dir():  # the index is made again of what the build put down
        print("Chưa có chỉ mục tìm kiếm: chạy lệnh build trước.", file=sys.stderr)
        return 1
    chosen = [part for name, value in filters.items() if value for part in (f"--{name}", value)]
    return main(["query", "--index", str(index), "--limit", str(limit), *chosen, *([f"--{form}"] if form else []), "--", query])


def test(thorough: bool, only: str) -> int:
    """Run the tests."""
    spread = ["-n", "auto", "--dist", "loadfile"]  # a file's tests share sites that they built once
    command = [sys.executable, "-X", "utf8", "-m", "pytest", *spread, *(["-k", only] if only else [])]
    environment = {**os.environ, "PYTHONUTF8": "1", **({"NHIEMKY_THOROUGH": "1"} if thorough else {})}
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def bench(sizes: str, peers: str, runs: int, write: bool) -> int:
    """Measure beside the peers."""
    from tests.bench.run import NAMES, SEARCH, bench as measure
    from tests.bench.sites import OURS

    wanted = [part.strip() for part in sizes.split(",") if part.strip()]
    beside = [part.strip() for part in peers.split(",") if part.strip()]
    if not wanted or not all(part.isdecimal() for part in wanted):
        return wrong(f"--sizes: '{sizes}' không phải các số bài (viết: 1000,10000)")
    if unknown := [name for name in beside if name not in (*NAMES, SEARCH) or name in OURS]:
        return wrong(f"--peers: không biết '{unknown[0]}' (có: hugo, pelican, stock, eleventy, nikola, pagefind)")
    return measure(tuple(map(int, wanted)), beside, runs, write)
