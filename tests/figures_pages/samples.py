"""Invented committees, conferences and articles, and their pages."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.figures.combine import combine
from plugins.figures.dossier import Dossier, gather
from plugins.figures.pages import pages
from plugins.figures.tables import SHORT
from plugins.portal.environment import globals_and_filters
from plugins.outputs import Output
from plugins.site_data import Committee, Content, DatedName, Procedure, ProcedureStep, SiteData, Successor
from plugins.values import VIETNAM, Article, Conference, Figure, Step, Term

OLD, NEW, COUNCIL = Term(2020, 2025), Term(2025, 2030), Term(2026, 2031, "government")

COMMITTEES = {
    c.id: c for c in (
        Committee("khoi-vi-du", "Đảng ủy Khối Ví dụ", "ĐUK Ví dụ", "tinh-mau-son", "block",
                  names=(DatedName("Đảng ủy Dân Chính Ví dụ", None, date(2008, 5, 1)),),
                  successors=(Successor("co-quan-mau", date(2025, 2, 1), "Quyết định 9-QĐ/TU"),)),
        Committee("co-quan-mau", "Đảng ủy các cơ quan Mẫu", None, "tinh-mau-son", "block"),
        Committee("tinh-mau-son", "Tỉnh ủy Mẫu Sơn", None, None, "province"),
        Committee("huyen-thach-ban", "Huyện ủy Thạch Bàn", None, "tinh-mau-son", "district", aliases=("HU Thạch Bàn",)),
    )
}
PROCEDURES = {"quy-hoach": Procedure("quy-hoach", "Quy trình năm bước", tuple(
    ProcedureStep(number, kind, label) for number, (kind, label) in enumerate((
        ("ban-thuong-vu", "Thống nhất chủ trương"), ("can-bo-chu-chot", "Giới thiệu nguồn"), ("ban-chap-hanh", "Thảo luận"),
        ("ban-thuong-vu", "Xem xét kết quả"), ("ban-chap-hanh", "Biểu quyết")), 1)))}


def figure(measure="planned", value: object = 27, body="ban-chap-hanh", term: Term | None = NEW, **more) -> Figure:
    bodies = (body,) if isinstance(body, str) else body
    return Figure(term, bodies, measure, Decimal(str(value)), **{"declared": True, **more})


def conference(day: date | None = date(2026, 4, 15), kind="ban-chap-hanh", step=None, of=5, committee="khoi-vi-du", terms=(NEW,), **more) -> Conference:
    return Conference(kind, held=day, committees=(committee,), terms=terms, step=Step(step, of, "quy-hoach") if step else None, **more)


def article(slug="bai", *figures: Figure, day=date(2026, 4, 16), conferences: tuple = (conference(),), text="", **more) -> Article:
    return Article(
        path=f"tin/{day:%Y/%m}/{slug}.md", title=more.pop("title", f"Bài {slug}"), slug=slug,
        date=datetime(day.year, day.month, day.day, 8, tzinfo=VIETNAM), status=more.pop("status", "published"), category="Công tác cán bộ",
        conferences=conferences, results=figures, text=text, html="".join(f"<p>{p}</p>" for p in text.split("\n\n")), **more,
    )


def content(*articles: Article, **site) -> Content:
    data = SiteData(committees=COMMITTEES, terms=(OLD, NEW, COUNCIL), procedures=PROCEDURES, site={"name": "Cổng tin Mẫu Sơn", **site})
    return Content(tuple(sorted(articles, key=lambda a: (a.date, a.path), reverse=True)), (), data, date(2026, 11, 21))


def dossier(*articles: Article, extracted: dict | None = None, **site) -> Dossier:
    """*extracted* maps a slug to what the machine has read in that article."""
    made = content(*articles, **site)
    return gather(made, {a.path: combine(a, (extracted or {}).get(a.slug, ())) for a in made.listed})


def outputs(made: Dossier, root="https://vi-du.example") -> dict[str, Output]:
    return {o.path: o for o in pages(made, root)}


def environment(made: Content, root="https://vi-du.example") -> Environment:
    templates = Environment(loader=FileSystemLoader("theme/templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    names, filters = globals_and_filters(made, {"THEME": "theme", "SITEURL": root})
    templates.globals.update(names, short_measure=SHORT, pictures={})
    templates.filters.update(filters)
    return templates


def html(made: Dossier, path: str) -> str:
    """The page written to *path*."""
    output = outputs(made)[path]
    return environment(made.content).get_template(output.template).render(output.values)


def machine(read: Figure) -> Figure:
    return replace(read, declared=False)
