"""Second thoughts about a published article: ``correct`` and ``withdraw``. The front matter keeps its order and comments."""
from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins import commands
from plugins.commands_releases import called, folder_of, settings
from plugins.engine.build import ROOT
from plugins.site_data import SiteData
from plugins.values import VIETNAM, Article, Correction

GONE, GONE_HIDDEN = "Gỡ bài", "Gỡ bài ẩn"  # how the note of a withdrawal begins: by it undoing knows what the article was


@dataclass(frozen=True, slots=True)
class Held:
    """A content file in hand: its place, its text as it stands, what it says."""

    file: Path
    source: str
    article: Article
    data: SiteData


class NotFound(Exception):
    """No file has that slug, or several have; the message says so in Vietnamese."""


def find(content: str, name: str) -> Held:
    """The article that *name* names: its slug, its address or its file. Raises ``NotFound``."""
    from plugins.frontmatter import load
    from plugins.reader.content import data_of

    folder = Path(content)
    data = data_of(folder) if folder.is_dir() else SiteData()
    wanted = name.split("://")[-1].strip("/").removesuffix("/index.html").rpartition("/")[2].removesuffix(".md")
    path_like = name.endswith(".md") and Path(name).is_file()
    found = []
    for path, file in _candidates(folder, wanted):
        if path_like and not file.samefile(name):
            continue
        source = file.read_bytes().decode("utf-8", "replace")
        article = load(source, path, data).article
        if article is not None and (path_like or wanted in (article.slug, file.stem)):
            found.append(Held(file, source, article, data))
    exact = [held for held in found if held.article.slug == wanted] or found
    if not exact:
        raise NotFound(f"không có bài nào tên '{name}' trong '{content}' (viết phần cuối của địa chỉ bài, hoặc đường dẫn của tệp)")
    if len(exact) > 1:
        raise NotFound(f"có {len(exact)} bài tên '{name}': " + "; ".join(str(held.file) for held in exact) + " (viết đường dẫn của tệp)")
    return exact[0]


def _candidates(folder: Path, wanted: str) -> Iterator[tuple[str, Path]]:
    """Files that may have the slug *wanted*: by their name, by a slug written in them, by their title."""
    from plugins.vietnamese.text import slug

    for top in ("tin", "trang"):
        for file in sorted((folder / top).rglob("*.md")) if (folder / top).is_dir() else ():
            head = file.read_bytes()[:4096].decode("utf-8", "replace")
            title = next((line[6:] for line in head.split("\n") if line.startswith("title:")), "")
            if file.stem == wanted or f"slug: {wanted}" in head or slug(title) == wanted:
                yield file.relative_to(folder).as_posix(), file


def correct(content: str, name: str, note: str, before: str, after: str, output: str) -> int:
    """Record a correction of a published article; *before* and *after* are worked out from the published page where they are not given."""
    from plugins.newsroom.corrections import changed

    if not note.strip():
        return commands.wrong("Còn thiếu --note: sửa gì, vì sao", 'Viết: correct SLUG --note "Sửa số bổ sung theo Thông báo số 12"')
    try:
        held = find(content, name)
    except NotFound as wrong:
        print(f"Chưa ghi: {wrong}.", file=sys.stderr)
        return 1
    if held.article.status not in ("published", "hidden"):
        print(f"Chưa ghi: '{held.file}' chưa đăng, cứ sửa thẳng trong tệp.", file=sys.stderr)
        return 1
    source = held.source
    if before and after:
        source = _replaced(held, before, after)
    elif not before and not after:
        shown = _published(held.article, output)
        if shown is None:
            print("Chưa ghi: không thấy bản đã đăng để so. Ghi rõ --before \"câu cũ\" --after \"câu mới\".", file=sys.stderr)
            return 1
        before, after = changed(shown, _text(held.article))
        if not before and not after:
            print(f"Chưa ghi: bài trong '{held.file}' chưa khác bản đã đăng. Sửa bài trước, hoặc ghi --before và --after.", file=sys.stderr)
            return 1
    moment = _now()
    made = Correction(moment, note.strip(), before or None, after or None)
    status = _put(held, source, {"corrections": (*held.article.corrections, made), "updated": moment})
    if status == 0:
        print(f"Đã ghi đính chính vào {held.file}\n  Lý do: {made.note}" + (f"\n  Trước: {before}" if before else "") + (f"\n  Nay:   {after}" if after else ""))
        print("Lần đăng tới, đính chính hiện ở cuối bài, ở trang /dinh-chinh/ và trong nguồn tin của trang ấy.")
        if held.article.results and any(c.isdigit() for c in before + after):
            shown = f'"{held.file}"' if " " in str(held.file) else held.file
            print(f"Bài có khai số liệu ở 'results': xem số ở đó đã sửa theo chưa: {called()} check --only {shown}")
    return status


def _replaced(held: Held, before: str, after: str) -> str:
    """The file with *before* put right where it stands once and *after* does not stand yet; says what it did."""
    count = held.source.count(before)
    if count == 1:
        print(f"Đã sửa câu ấy trong {held.file}.")
        return held.source.replace(before, after)
    if count > 1:
        print(f"Câu cũ có {count} chỗ trong bài nên máy không tự sửa; chỉ ghi đính chính.")
    elif after not in held.source:
        print("Không thấy câu cũ lẫn câu mới trong bài; chỉ ghi đính chính. Xem lại bài đã sửa chưa.")
    return held.source


def _published(article: Article, output: str) -> str | None:
    """The text of the page as it was published: of the last release, else of the last build; None where there is none."""
    from lxml import html

    from plugins.newsroom.publishing.switch import CURRENT

    for folder in [Path(output)] if output else [folder_of("", settings()[0]) / CURRENT, ROOT / ".cache" / "dang" / "output", Path("output")]:
        page = folder / article.url.strip("/") / "index.html"
        if page.is_file():
            tree = html.fromstring(page.read_bytes())
            blocks = tree.xpath("//h1 | //p[contains(concat(' ', @class, ' '), ' sapo ')] | //div[contains(concat(' ', @class, ' '), ' prose ')]")
            return "\n".join(line for block in blocks for line in _lines(block))
    return None


def _lines(block) -> Iterator[str]:
    for number in block.xpath(".//a[@class='to-figure']"):  # the page numbers the figures that it marks
        number.drop_tree()
    inner = block.xpath(".//p | .//li | .//h2 | .//h3 | .//h4 | .//td | .//th | .//figcaption") or [block]
    for element in inner:
        yield " ".join(element.text_content().split())


def _text(article: Article) -> str:
    """What the page of *article* will say, in the same order and cut in the same way."""
    from lxml import html

    from plugins.reader.markup import convert

    made = convert(article.body)
    body = _lines(html.fragment_fromstring(made, create_parent="div")) if made.strip() else ()
    return "\n".join([article.title, *([" ".join(article.summary.split())] if article.summary else []), *body])


def withdraw(content: str, name: str, note: str, undo: bool) -> int:
    """Take an article out of everything but its own page, which says so; *undo* brings it back."""
    try:
        held = find(content, name)
    except NotFound as wrong:
        print(f"Chưa ghi: {wrong}.", file=sys.stderr)
        return 1
    article = held.article
    if undo:
        if article.status != "withdrawn":
            print(f"Bài '{held.file}' không phải bài đã gỡ.", file=sys.stderr)
            return 1
        kept = tuple(c for c in article.corrections if not c.note.startswith(GONE))
        hidden = any(c.note.startswith(GONE_HIDDEN) for c in article.corrections)
        status = _put(held, held.source, {"status": "hidden" if hidden else "published", "corrections": kept or None})
        if status == 0:
            print(f"Đã trả lại {held.file}: lần đăng tới, bài lên trang như trước.")
        return status
    if article.status == "withdrawn":
        print(f"Bài '{held.file}' đã gỡ từ trước.")
        return 0
    if article.status == "draft":
        print(f"'{held.file}' là bản nháp, chưa có gì trên trang để gỡ.", file=sys.stderr)
        return 1
    begins = GONE_HIDDEN if article.status == "hidden" else GONE
    made = Correction(_now(), f"{begins}: {note.strip()}" if note.strip() else begins)
    status = _put(held, held.source, {"status": "withdrawn", "corrections": (*article.corrections, made)})
    if status == 0:
        print(f"Đã gỡ {held.file}.\nLần đăng tới, địa chỉ {article.url} chỉ còn lời báo đã gỡ; bài không còn trong danh sách, tìm kiếm, nguồn tin và số liệu.")
        print(f"Muốn đưa lại: withdraw {article.slug} --undo")
    return status


def _now() -> datetime:
    return datetime.now(VIETNAM).replace(second=0, microsecond=0)


def _put(held: Held, source: str, changes: dict[str, object]) -> int:
    from plugins.engine.release import put
    from plugins.frontmatter import edit, load

    text = edit(source, changes, known=held.data)
    loaded = load(text, held.article.path, held.data)
    if loaded.article is None:
        commands.show(loaded.problems, "Chưa ghi, vì bài sẽ có lỗi:")
        return 1
    put(held.file, text.encode("utf-8"))
    return 0
