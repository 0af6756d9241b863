"""What ``serve`` shows before its build is done: the pages of the articles that were just saved, or what is wrong in them."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from plugins import bridge
from plugins.commands_links import Addresses, Files, text
from plugins.engine.build import Options
from plugins.figures.provenance import mark
from plugins.figures.told import told_by
from plugins.media.files import addresses, path_of
from plugins.media.shown import with_pictures
from plugins.newsroom import frame
from plugins.newsroom.at_once import renewed
from plugins.newsroom.gate.look import look
from plugins.newsroom.gate.tell import answered, problems as stops
from plugins.newsroom.preview import State, Unseen
from plugins.portal import articles
from plugins.portal.cards import Cards
from plugins.portal.environment import globals_and_filters
from plugins.portal.settings import read as portal_settings
from plugins.problem import Problem
from plugins.reader.content import data_of
from plugins.reader.files import Found, bytes_of_file
from plugins.reader.links import relink, settle
from plugins.reader.markup import text_from
from plugins.reader.shelf import parse
from plugins.site_data import Content, SiteData
from plugins.values import Article

MOST = 5  # files saved together: more is a script at work, and the build will tell
_TEMPLATES = ("article.html", "page.html", "withdrawn.html", "redirect.html")


@dataclass(frozen=True, slots=True)
class Known:
    """What one build left: templates with the site's names in them, data files, each content file's address."""

    data: SiteData
    context: dict
    addresses: Mapping[str, str]
    settings: dict


@dataclass(slots=True)
class Saved:
    """What is shown of files that were saved; see ``State.show_at_once``."""

    found: dict[str, tuple[Problem, ...]]
    pages: dict[str, bytes | None]
    unseen: dict[str, Unseen | None]
    moved: dict[str, str]


class AtOnce:
    """Shows articles of the content folder as soon as they are saved; ``learn`` is called when a build has ended."""

    def __init__(self, asked: Options):
        self.asked, self.root = asked, asked.content.resolve()
        self.known: Known | None = None
        self.recent: dict[str, str] = {}  # addresses of saved files, of which a build that began before knows nothing

    def learn(self) -> None:
        """Take over what the last build left; nothing is shown at once before it left anything."""
        import pelicanconf

        left = frame.load(self.asked.store)
        if left is None:
            return
        data = data_of(self.asked.content)
        settings = {**vars(pelicanconf), "SITEURL": "", "THEME": str(self.asked.theme)}
        names, filters = globals_and_filters(Content((), (), data, self.asked.day), settings)
        context = {"THEME": settings["THEME"]}
        bridge.template_names(context, {**names, **left.names}, filters)
        for name in _TEMPLATES:  # compiled now, so that the first save need not wait for it
            bridge.environment(context).get_template(name)
        known = Known(data, context, left.addresses, settings)
        if self.known is None:  # grammar and rules are loaded now, so that the first save need not wait for them either
            for path in sorted(left.addresses)[:1]:
                with suppress(Exception):  # what is wrong with it is told where somebody saves it
                    self._take(known, path, Saved({}, {}, {}, {}))
        self.known = known

    def show(self, state: State, changed: Iterable[str]) -> None:
        """Show the content files *changed* in *state*: their pages with the new words, or their problems."""
        known = self.known
        paths = {path.relative_to(self.root).as_posix() for path in map(Path, changed) if path.suffix == ".md" and path.is_relative_to(self.root)}
        paths = {path for path in paths if path.startswith(("tin/", "trang/"))}
        if known is None or not paths or len(paths) > MOST:
            return
        saved = Saved({}, {}, {}, {})
        for path in paths:
            self._take(known, path, saved)
        state.show_at_once(saved.found, saved.pages, saved.unseen, saved.moved)

    def _take(self, known: Known, path: str, saved: Saved) -> None:
        file, before = self.root / path, self.recent.get(path, known.addresses.get(path, ""))
        article, problems = self._read(known, path, file) if file.is_file() else (None, [])
        saved.found[f"{self.root.name}/{path}"] = tuple(replace(p, path=f"{self.root.name}/{p.path}") for p in problems if not p.notice)
        if article is None:
            if before and not file.is_file():
                saved.pages[before] = saved.unseen[before] = None
                self.recent[path] = ""
            return
        content = Content(*(((article,), ()) if article.kind == "article" else ((), (article,))), known.data, self.asked.day)
        for output in self._outputs(known, content):
            page, fault = bridge.rendered(known.context, output)
            address = bridge.address_of(output.path)
            if fault is None:
                saved.pages[address] = self._completed(page.encode("utf-8"), address)
        if before and before != article.url:
            saved.pages[before] = saved.unseen[before] = None
            saved.moved[before] = article.url
        self.recent[path] = article.url
        scheduled = article.status == "published" and not content.is_live(article)
        why = "scheduled" if scheduled else "" if article.status == "published" else article.status
        saved.unseen[article.url] = (article.title, why) if why else None

    def _read(self, known: Known, path: str, file: Path) -> tuple[Article | None, list[Problem]]:
        """The article as its page shows it, None where it has none, and what is wrong with it."""
        found = Found(path, file)
        parsed, body = parse(found, bytes_of_file(found, 20_000_000), known.data)
        problems = list(parsed.problems)
        if parsed.article is None or not parsed.article.url:
            return None, problems
        settled = settle(path, parsed.targets, Files(self.root), Addresses(self.root, known.data, lambda article: True), "")
        html = relink(body.html, settled.addresses)
        article = replace(parsed.article, body=body.written, html=html, text=text_from(parsed.article, html))
        if article.status in ("published", "hidden") and not answered(article.approval, self.asked.day):
            problems += stops(article, look(article, notes=False), text(file), self.asked.day)
        shown = known.context["nhiemky"].globals["pictures"]
        pictures = tuple((address, shown[path_of(address, "")]) for address in addresses(article) if path_of(address, "") in shown)
        return replace(article, html=with_pictures(html, pictures)), problems + list(settled.problems)

    def _outputs(self, known: Known, content: Content):
        site = known.context["nhiemky"].globals["site"]
        told = {a.path: told_by(a, known.data.terms) for a in content.listed} if site.has_figures else {}
        return articles.pages(content, site, Cards(), count=0, drafts=True, figures=told, mark=mark, comments=portal_settings(known.settings).comments)

    def _completed(self, page: bytes, address: str) -> bytes:
        try:
            before = (self.asked.output / address.strip("/") / "index.html").read_bytes()
        except OSError:
            return page
        return renewed(page, before)
