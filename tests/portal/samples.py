"""Invented articles for the portal's tests, and the site made of them."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.portal import articles, assets, calendar, feeds, front, lists, offices, places, register, share, sitemap, views
from plugins.portal.cards import Cards
from plugins.portal.environment import globals_and_filters
from plugins.portal.settings import read
from plugins.portal.site import build_site
from plugins.portal.taxonomy import by_category
from plugins.outputs import Output
from plugins.site_data import Committee, Content, Procedure, ProcedureStep, SiteData
from plugins.values import VIETNAM, Article, Person
from plugins.vietnamese.text import slug

THEME = Path(__file__).resolve().parents[2] / "theme"
TODAY = date(2026, 11, 21)
REGISTER = SiteData(
    committees={"khoi-mau": Committee("khoi-mau", "Đảng ủy Khối Ví dụ")},
    procedures={"nam-buoc": Procedure("nam-buoc", "Quy trình năm bước", tuple(
        ProcedureStep(n, "khac", f"Việc thứ {n}") for n in range(1, 6)))},
    categories=("Công tác cán bộ", "Đời sống"),
    site={"name": "Tin Mẫu Sơn", "owner": "Đảng ủy Mẫu Sơn", "description": "Tin của huyện Mẫu Sơn."},
)


def at(day: int = 1, hour: int = 8, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=VIETNAM)


def made(title: str = "Hội nghị ở Mẫu Sơn", **given: object) -> Article:
    """A published article; what is not given is invented."""
    name = slug(title, 60)
    values = {"path": f"tin/{name}.md", "slug": name, "date": at(), "category": "Công tác cán bộ", "status": "published",
              "html": "<p>Sáng nay, hội nghị đã họp.</p>", "text": "Sáng nay, hội nghị đã họp.",
              "authors": (Person("Ban biên tập"),)}
    return Article(title=title, **(values | given))


def run(count: int, **given: object) -> tuple[Article, ...]:
    """*count* articles, newest first, one a day."""
    return tuple(made(f"Bài số {n}", date=at(20) - timedelta(days=count - n), **given) for n in range(count, 0, -1))


def content(*found: Article, pages: tuple[Article, ...] = (), data: SiteData = REGISTER, now: date = TODAY) -> Content:
    newest = sorted(found, key=lambda a: (a.date.timestamp() if a.date else 0.0, a.path), reverse=True)
    return Content(tuple(newest), pages, data, now)


def outputs(content: Content, siteurl: str = "", without: Sequence[str] = (), figures=None, mark=None, drafts: bool = False,
            **portal: object) -> list[Output]:
    settings = read({"PORTAL": portal})
    site = build_site(content, {"SITEURL": siteurl, "BUILD": {"without": without}}, bar=settings.bar)
    return [
        *front.pages(content, site, settings, Cards()),
        *articles.pages(content, site, Cards(), count=settings.related, figures=figures, mark=mark, drafts=drafts,
                        comments=settings.comments),
        *views.pages(content.listed, content.data.views),
        *lists.pages(content, site, settings.per_page, Cards()),
        *feeds.pages(content, site, by_category(content.listed), settings.feed),
        *sitemap.pages(content, site),
        *places.pages(site, assets.load(THEME)),
        *share.outputs(site, assets.load(THEME).files),
        *calendar.pages(content, site),
        *register.pages(content.data, {}),
        *offices.pages(content, site, register.register(content.data)),
        *assets.outputs(assets.load(THEME)),
    ]


def built(content: Content, siteurl: str = "", without: Sequence[str] = (), pictures=(), **options) -> dict[str, str]:
    """The site's text files by path, rendered as a build renders them."""
    names, filters = globals_and_filters(content, {"SITEURL": siteurl, "THEME": str(THEME), "BUILD": {"without": without}})
    environment = Environment(loader=FileSystemLoader(THEME / "templates"), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(names, pictures=dict(pictures), seconds={})
    environment.filters.update(filters)
    files: dict[str, str] = {}
    for output in outputs(content, siteurl, without, **options):
        assert output.path not in files, f"{output.path} is written twice"
        if output.data is None:
            files[output.path] = environment.get_template(output.template).render(output.variables)
        elif not output.path.endswith((".woff2", ".png")):
            files[output.path] = output.content.decode("utf-8")
    return files


def page(files: dict[str, str], article: Article) -> str:
    return files[article.url.lstrip("/") + "index.html"]
