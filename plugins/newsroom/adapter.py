"""Carries the newsroom to Pelican: no build puts out an article with a stop that nobody has answered for; corrections have a page and a feed."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge, disk
from plugins.newsroom import approvals, corrections, frame
from plugins.newsroom.frame import Frame
from plugins.newsroom.gate.register import problems as data_problems
from plugins.newsroom.gate.look import look
from plugins.newsroom.gate.rules import Sign
from plugins.newsroom.gate.tell import answered, problems
from plugins.problem import Problem
from plugins.site_data import Content
from plugins.values import Article

UNSEEN = "chua-dang.json"  # in the cache of a preview


def stops(article: Article) -> tuple[Sign, ...]:
    """The signs that stop *article*."""
    return look(article, notes=False)


class NewsroomGenerator(Generator):
    """Looks at everything that has a page or will have one on its day, and at what data files show."""

    def generate_context(self) -> None:
        content, folder = bridge.content(self.context), Path(self.path)
        shown = [a for a in (*content.articles, *content.pages) if a.status in ("published", "hidden")]
        approved = []
        for article, signs in zip(shown, bridge.per_article(self.context, stops, shown)):
            if not signs:
                continue
            if answered(article.approval, content.now):
                approved.append(approvals.row(article, (sign.rule for sign in signs)))
                continue
            bridge.report(self.context, _placed(folder, problems(article, signs, _source(folder, article.path), content.now)))
        bridge.report(self.context, _placed(folder, data_problems(content.data, partial(_source, folder))))
        if self.settings["BUILD"]["drafts"]:
            _leave_unseen(Path(self.settings["BUILD"]["cache"]), content)
        approvals.leave(Path(self.settings["BUILD"]["cache"]), approved)

    def generate_output(self, writer) -> None:
        content = bridge.content(self.context)
        site = content.data.site
        name = site.get("name") or str(self.settings["SITENAME"])
        if self.settings["BUILD"]["drafts"]:
            _leave_frame(Path(self.settings["BUILD"]["cache"]), bridge.run(self.context).globals, content)
        bridge.write(self, corrections.pages(content, name, site.get("owner", ""), str(self.settings["SITEURL"]).rstrip("/")))


def _source(folder: Path, path: str) -> str:
    """A content file's text, for lines; "" where it is gone."""
    try:
        return (folder / path).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _placed(folder: Path, found: Iterable[Problem]) -> list[Problem]:
    return [replace(problem, path=f"{folder.name}/{problem.path}") for problem in found]


def _leave_unseen(cache: Path, content: Content) -> None:
    """Note for the preview what it shows and readers do not see: address → title and why."""
    found = {a.url: (a.title, "scheduled" if a.status == "published" else a.status) for a in (*content.articles, *content.pages)
             if a.url and (a.status != "published" or not content.is_live(a))}
    disk.save(cache / UNSEEN, found)


def _leave_frame(cache: Path, names: Mapping[str, object], content: Content) -> None:
    """Note for the preview what the pages of single articles need of the whole site, and where each article's page is."""
    addresses = {a.path: a.url for a in (*content.articles, *content.pages) if a.url}
    frame.save(cache, Frame({name: names[name] for name in frame.NAMES if name in names}, addresses))


def generators(pelican) -> type[Generator]:
    return NewsroomGenerator


def register() -> None:
    signals.get_generators.connect(generators)
