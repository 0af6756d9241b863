"""Carries the newsroom to Pelican: no build puts out an article with a stop that nobody has answered for; corrections have a page and a feed."""
from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import bridge
from plugins.newsroom import approvals, corrections
from plugins.newsroom.gate.look import look
from plugins.newsroom.gate.rules import Sign
from plugins.newsroom.gate.tell import answered, problems
from plugins.values import Article, Content

UNSEEN = "chua-dang.json"  # in the cache of a preview


def stops(article: Article) -> tuple[Sign, ...]:
    """The signs that stop *article*."""
    return look(article, notes=False)


class NewsroomGenerator(Generator):
    """Looks at everything that has a page or will have one on its day."""

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
            source = (folder / article.path).read_text(encoding="utf-8-sig", errors="replace")
            told = problems(article, signs, source, content.now)
            bridge.report(self.context, [replace(p, path=f"{folder.name}/{p.path}") for p in told])
        if self.settings["BUILD"]["drafts"]:
            _leave_unseen(Path(self.settings["BUILD"]["cache"]), content)
        approvals.leave(Path(self.settings["BUILD"]["cache"]), approved)

    def generate_output(self, writer) -> None:
        content = bridge.content(self.context)
        site = content.data.site
        name = site.get("name") or str(self.settings["SITENAME"])
        bridge.write(self, corrections.pages(content, name, site.get("owner", ""), str(self.settings["SITEURL"]).rstrip("/")))


def _leave_unseen(cache: Path, content: Content) -> None:
    """Note for the preview what it shows and readers do not see: address → title and why."""
    found = {a.url: (a.title, "scheduled" if a.status == "published" else a.status) for a in (*content.articles, *content.pages)
             if a.url and (a.status != "published" or not content.is_live(a))}
    (cache / UNSEEN).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def generators(pelican) -> type[Generator]:
    return NewsroomGenerator


def register() -> None:
    signals.get_generators.connect(generators)
