"""Commands that bring articles in from elsewhere and take them out to Word; composes the scraper with the site's own parts."""
from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from plugins import commands
from plugins.commands_releases import called


def scrape(source: str, content: str, since: str, until: str, limit: int, section: str, reparse: bool) -> int:
    """Import from a folder of saved pages, a portal's address or a portal's id."""
    from plugins.reader.content import data_of
    from scraper.crawl import Wanted, scrape as crawl
    from scraper.importing import import_folder
    from scraper.net import Refused

    days: list[date | None] = []
    for name, written in (("--since", since), ("--until", until)):
        found = commands.day(written) if written else None
        if written and found is None:
            return commands.wrong(f"{name}: '{written}' không phải ngày (viết: 2022-04-15)")
        days.append(found)
    if limit < 0:
        return commands.wrong(f"--limit: '{limit}' phải là số dương")
    folder, target = Path(source), Path(content)
    if folder.is_dir():
        if any((since, until, limit, section, reparse)):
            return commands.wrong("--since, --until, --limit, --section và --reparse chỉ dùng khi nhập từ địa chỉ trang web")
        target.mkdir(parents=True, exist_ok=True)
        report = import_folder(folder, target, data_of(target), progress=commands.progress())
    else:
        wanted = Wanted(*days, limit or None, section or None)
        try:
            report = crawl(source, target, data_of(target), wanted=wanted, reparse=reparse, progress=commands.progress())
        except ValueError:
            return commands.wrong(f"'{source}' không phải thư mục, địa chỉ (https://…) hay tên một trang đã khai trong scraper/portals")
        except Refused as refused:
            print(f"Không tải: {refused}.", file=sys.stderr)
            return 1
    print(report.in_vietnamese())
    return 1 if report.problems else 0


def word(path: str, content: str) -> int:
    """Word files to drafts, with the figures that the machine reads in each."""
    from plugins.reader.content import data_of
    from scraper.word_import import import_word

    source, target = Path(path), Path(content)
    if not source.exists():
        return commands.wrong(f"không có tệp hay thư mục '{path}'")
    target.mkdir(parents=True, exist_ok=True)
    report = import_word(source, target, data_of(target), progress=commands.progress())
    print(report.in_vietnamese())
    for made, _ in report.made:
        _offer_figures(target / made)
    return 1 if report.problems else 0


def _offer_figures(file: Path) -> None:
    """What the machine reads in a new draft, for a person to accept."""
    from plugins.figures.read import read
    from plugins.frontmatter import load
    from plugins.reader.markup import convert, text_from
    from plugins.site_data import SiteData

    article = load(file.read_text(encoding="utf-8"), f"tin/{file.name}", SiteData()).article
    if article is None:
        return
    found = read(text_from(article, convert(article.body)), title=article.title, published=article.date.isoformat() if article.date else None).figures
    if found:
        print("\nSố liệu máy đọc được trong bài:")
        for figure in found:
            print(f"  {commands.figure_line(figure)}")
        shown = f'"{file}"' if " " in str(file) else str(file)
        print(f"Đúng cả thì ghi vào bài: {called()} figures {shown} --accept")


def export(slug: str, content: str) -> int:
    """The article named by its *slug* as a Word file in large print, in the caller's folder."""
    from plugins.engine.build import today
    from plugins.engine.release import put
    from plugins.reader.content import read
    from plugins.reader.markup import convert
    from scraper.word_export import export as document

    if not Path(content).is_dir():
        return commands.wrong(f"--content: không có thư mục '{content}'")
    folder = Path(content).resolve()
    found = [a for a in read(folder, today()).content.articles if a.slug == slug]
    if len(found) != 1:
        return commands.wrong(f"--export: {'không có bài nào' if not found else f'có {len(found)} bài'} mang slug '{slug}'")

    def picture(path: str) -> bytes | None:
        file = (folder / path.lstrip("/")).resolve()
        return file.read_bytes() if file.is_relative_to(folder) and file.is_file() else None

    target = Path(f"{slug}.docx")
    put(target.resolve(), document(found[0], convert(found[0].body), picture))
    print(f"Đã ghi '{target}' (khổ A4, chữ lớn).")
    return 0
