"""What ``serve`` shows before its build is done: the pages of the articles that were just saved, or what is wrong in them."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from plugins.commands_links import Addresses, Files
from plugins.newsroom.at_once import renewed
from plugins.newsroom.preview import State
from plugins.portal.articles import framed
from plugins.problem import Problem
from plugins.reader.files import Found, bytes_of_file
from plugins.reader.links import relink, settle
from plugins.reader.shelf import parse
from plugins.site_data import SiteData

MOST = 5  # files saved together: more is a script at work, and the build will tell


def at_once(state: State, content: Path, output: Path, data: SiteData, changed: Iterable[str]) -> None:
    """Show the content files *changed* in *state*: as pages of *output* with their new words, or their problems in the page."""
    root = content.resolve()
    paths = {path.relative_to(root).as_posix(): path for path in map(Path, changed) if path.suffix == ".md" and path.is_relative_to(root) and path.is_file()}
    articles = {path: file for path, file in paths.items() if path.startswith(("tin/", "trang/"))}
    if not articles or len(articles) > MOST:
        return
    found: dict[str, tuple[Problem, ...]] = {}
    pages: dict[str, bytes] = {}
    for path, file in articles.items():
        problems, address, page = _one(content, output, data, path, file)
        found[f"{root.name}/{path}"] = tuple(problems)
        if page is not None:
            pages[address] = page
    state.show_at_once(found, pages)


def _one(content: Path, output: Path, data: SiteData, path: str, file: Path) -> tuple[list[Problem], str, bytes | None]:
    """``(problems that stop, address, the page with new words)`` of one content file."""
    found = Found(path, file)
    parsed, body = parse(found, bytes_of_file(found, 20_000_000), data)
    problems = [replace(p, path=f"{content.resolve().name}/{p.path}") for p in parsed.problems if not p.notice]
    if parsed.article is None or not parsed.article.url:
        return problems, "", None
    page = output / parsed.article.url.strip("/") / "index.html"
    if not page.is_file() or parsed.article.status == "withdrawn":
        return problems, "", None
    settled = settle(path, parsed.targets, Files(content), Addresses(content, data, lambda article: True), "")
    return problems, parsed.article.url, renewed(page.read_bytes(), parsed.article, framed(relink(body.html, settled.addresses)))
