"""``check``: everything that would stop a build, the publication gate, and what a careful colleague would say.

One file is looked at by itself, without a build, so that an editor can ask on each save; the whole folder goes through a build.
"""
from __future__ import annotations

import os
import posixpath
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from plugins import commands
from plugins.commands_links import links, markdown, text
from plugins.engine.build import Options, today
from plugins.problem import Problem, ProblemsFound
from plugins.site_data import SiteData
from plugins.values import Article


def check(content: str, only: tuple[str, ...], form: str, fix: bool = False) -> int:
    """List what is wrong in *content*, or in the files *only*; nothing is written unless *fix* asks for it."""
    from plugins.newsroom import formats

    if form not in formats.NAMES:
        return commands.wrong(f"--format: không có dạng '{form}' (có: {', '.join(formats.NAMES)})")
    folder = Path(content)
    if not folder.is_dir():
        return commands.wrong(f"--content: không có thư mục '{content}'")
    wanted = sorted({Path(path).resolve() for path in only})
    for path in wanted:
        if not path.is_file() or not path.is_relative_to(folder.resolve()):
            return commands.wrong(f"--only: '{path}' không phải tệp trong thư mục '{content}'")
    if fix:
        from plugins.commands_fix import fix as mend

        mend(folder, wanted)
    problems = sorted({*(_of_files(folder, wanted) if wanted else _of_all(folder))})
    if form == "text":
        if problems:
            print(f"\n{formats.told(problems, 'text')}\n", file=sys.stderr)
            files = len({p.path for p in problems})
            print(f"{formats.counted(problems)} trong {files} tệp." + ("" if any(not p.notice for p in problems) else " Không có lỗi."), file=sys.stderr)
        else:
            print("Không có lỗi.")
    elif told := formats.told(problems, form):
        print(told)
    return 1 if any(not problem.notice for problem in problems) else 0


def _of_all(folder: Path) -> Iterator[Problem]:
    """A build into a folder that is thrown away, then every article once more for what a build does not ask."""
    from plugins.engine.build import build
    from plugins.reader.content import read

    say = commands.progress()
    say("dựng thử cả trang")
    beside = folder.resolve().parent / ".cache"  # a build has run here: what it keeps makes this one quick
    with tempfile.TemporaryDirectory() as away:
        cache = beside if beside.is_dir() else Path(away)
        asked = Options(folder, cache / "kiem-tra", cache, without=("search",))
        try:
            yield from build(asked).notices
        except ProblemsFound as found:
            yield from found.problems
    say("đọc từng bài")
    result = read(folder, today())
    colleague = _colleague(folder, result.content.data)
    for article in (*result.content.articles, *result.content.pages):
        file = folder / article.path
        yield from colleague(article, text(file))
    yield from _located(folder, sorted(path for path in result.files if path.startswith("anh/")))


def _colleague(folder: Path, data: SiteData) -> Callable[[Article, str], Iterator[Problem]]:
    """Asks of one article all that a build does not ask: the gate, letters, lengths, names, figures against text."""
    from plugins.figures import against_text
    from plugins.figures.read import read as read_figures
    from plugins.newsroom import manners, spelling
    from plugins.newsroom.gate.look import look
    from plugins.newsroom.gate.tell import problems
    from scraper import fonts

    names, now = spelling.known(data.committees.values()), today()

    def converted(line: str) -> str:
        return fonts.converted(line) if fonts.suspicious(line) and not fonts.is_unicode(line) else line

    def ask(article: Article, source: str) -> Iterator[Problem]:
        told = [*manners.notes(article, source, now, converted)]
        if article.status != "withdrawn":
            told += problems(article, look(article), source, now)
        for line, written, name in spelling.near(source, names):
            told.append(Problem(article.path, line, 0, f"tên gần giống một tổ chức đã biết: '{written}'", f"nếu là tổ chức ấy, viết: {name}", notice=True))
        found = read_figures(article.text, title=article.title, published=article.date.isoformat() if article.date else None)
        told += against_text.problems(article, found.figures, terms=found.terms, step=found.step, source=source)
        for problem in told:
            yield replace(problem, path=f"{folder.resolve().name}/{problem.path}")

    return ask


def _located(folder: Path, paths: Iterable[str]) -> Iterator[Problem]:
    """Pictures that tell where they were taken. What is published has it taken out; the folder is shared as it is."""
    from plugins.newsroom.gate.places import located
    from plugins.newsroom.gate.rules import rules

    rule = rules()["location"]
    for path in paths:
        try:
            found = located((folder / path).read_bytes())
        except OSError:
            continue
        if found:
            yield Problem(f"{folder.resolve().name}/{path}", message=rule.message.format(quote=posixpath.basename(path)), hint=rule.hint)


def _of_files(folder: Path, wanted: Iterable[Path]) -> Iterator[Problem]:
    """The files *wanted*, each by itself: its front matter, links, pictures and address; then the colleague's words."""
    from plugins.reader.content import data_of

    root = folder.resolve()
    paths = {path.relative_to(root).as_posix(): path for path in wanted}
    if any(path.startswith("data/") for path in paths):
        yield from (p for p in _of_all(folder) if p.path.partition("/")[2] in paths)
        return
    data = data_of(folder)
    colleague = _colleague(folder, data)
    for path, file in paths.items():
        if path.endswith(".md"):
            yield from _of_article(folder, path, file, data, colleague)
        else:
            yield from _of_media(folder, path)


def _of_article(folder: Path, path: str, file: Path, data: SiteData, colleague: Callable) -> Iterator[Problem]:
    from plugins.figures import consistency
    from plugins.reader.files import Found, bytes_of_file
    from plugins.reader.markup import text_from
    from plugins.reader.shelf import parse

    found = Found(path, file)
    parsed, body = parse(found, bytes_of_file(found, 20_000_000), data)
    name = folder.resolve().name
    problems = list(parsed.problems)
    if parsed.article is not None:
        article = replace(parsed.article, body=body.written, html=body.html)
        article = replace(article, text=text_from(article, body.html))
        problems += links(folder, article, parsed.targets, data)
        problems += _same_address(folder, article, data)
        problems += consistency.problems(article, text(file)) if len(article.results) > 1 else ()
    yield from (replace(problem, path=f"{name}/{problem.path}") for problem in problems)
    if parsed.article is not None:
        yield from colleague(article, text(file))
        for used in sorted({path for _, path in article.files} | {t.written.lstrip("/") for t in parsed.targets if t.attribute == "src"}):
            if (folder / used).is_file():
                yield from _of_media(folder, used)


def _of_media(folder: Path, path: str) -> Iterator[Problem]:
    """One picture, sound or document: can it be shown, and does it tell where it was taken?"""
    from plugins.media.files import DOCUMENTS, PICTURES, SOUNDS
    from plugins.pictures import BadPicture, safe

    suffix, wrong = posixpath.splitext(path)[1].lower(), ""
    data = (folder / path).read_bytes()
    if suffix in PICTURES:
        try:
            safe(data)
        except BadPicture as fault:
            wrong = str(fault)
    elif not data.startswith(SOUNDS.get(suffix, DOCUMENTS.get(suffix, b""))):
        wrong = f"tệp không phải {suffix[1:].upper()} hoặc đã hỏng"
    if wrong:
        yield Problem(f"{folder.resolve().name}/{path}", message=wrong, hint="thay tệp khác")
    elif suffix in PICTURES:
        yield from _located(folder, [path])


def _same_address(folder: Path, article: Article, data: SiteData) -> Iterator[Problem]:
    """Another file that would be the same page. Only files in which the slug or the title stands are read as articles."""
    from plugins.frontmatter import load
    from plugins.reader.content import same_address
    from plugins.site_data import Content

    if not article.url:
        return
    marks = [article.slug.encode(), article.title.encode(), *(alias.encode() for alias in article.aliases)]
    others = []
    for path, file in markdown(folder):
        if path == article.path:
            continue
        try:
            with open(file, "rb") as source:
                head = source.read(4096)
        except OSError:
            continue
        if any(mark in head for mark in marks) and (other := load(text(Path(file)), path, data).article):
            others.append(other)
    everything = [article, *others]
    content = Content(tuple(a for a in everything if a.kind == "article"), tuple(a for a in everything if a.kind == "page"), data, date.min)
    for problem in same_address(content):
        yield replace(problem, path=article.path, line=1, column=1) if problem.path != article.path else problem
