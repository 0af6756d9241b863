"""Indexes of the labelled sample, made once; a browser page that holds a small site in memory."""
from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from plugins.engine.build import Options
from plugins.engine.build import build as build_site
from plugins.search.build import build
from plugins.search.research import Research
from plugins.search.upkeep import update
from tests.search.sample import SAMPLE, sample_documents

THEME = Path(__file__).resolve().parents[2] / "theme"
SITE = "https://vidu.test"
TYPES = {".js": "text/javascript", ".html": "text/html; charset=utf-8", ".json": "application/json", ".css": "text/css"}


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory):
    """An open server index of the sample."""
    folder = tmp_path_factory.mktemp("research") / "index"
    update(folder, sample_documents())
    index = Research(folder)
    yield index
    index.close()


@pytest.fixture(scope="session")
def sample_files():
    return build(sample_documents())


@pytest.fixture
def research(tmp_path):
    """Makes an open server index of a few documents."""
    made = []

    def make(*documents, abbreviations=()):
        folder = tmp_path / f"index{len(made)}"
        update(folder, documents, abbreviations)
        made.append(Research(folder))
        return made[-1]

    yield make
    for index in made:
        index.close()


class Host:
    """A plain host in memory: files by path below *prefix*; ``asked`` lists what was fetched, ``gone`` what is refused."""

    def __init__(self, page, files, prefix="/"):
        self.files, self.prefix, self.asked, self.gone = dict(files), prefix, [], set()
        for path in (THEME / "static" / "js").rglob("*.js"):
            self.files.setdefault(f"theme/{path.relative_to(THEME / 'static').as_posix()}", path.read_bytes())
        self.files.setdefault("trong.html", b"<!doctype html><html lang=vi><title>x</title>")
        page.route(f"{SITE}/**", self.answer)
        self.page, self.root = page, SITE + prefix

    def answer(self, route):
        path = route.request.url.removeprefix(self.root).partition("?")[0].partition("#")[0]
        path += "index.html" if path.endswith("/") or not path else ""
        self.asked.append(path)
        if path.endswith((".woff2", ".avif", ".webp", ".svg")):
            route.abort()
        elif path in self.gone or path not in self.files:
            route.fulfill(status=404, body="")
        else:
            route.fulfill(body=self.files[path], headers={"content-type": TYPES.get(Path(path).suffix, "application/octet-stream")})

    def open(self):
        """Load an empty page and open the engine as ``window.s``."""
        self.page.goto(self.root + "trong.html")
        self.page.evaluate("""async (root) => {
            const {open} = await import(root + "theme/js/search/index.js"); window.s = await open(root); }""", self.root)
        return self

    def search(self, text, **options):
        return self.page.evaluate("async ([text, options]) => s.search(text, options)", [text, options])

    def urls(self, text, **options):
        return [hit["url"] for hit in self.search(text, **options)["hits"]]


@pytest.fixture
def host(browser):
    """Makes a host of files, with the engine opened on it."""
    pages = []

    def make(files, prefix="/"):
        page = browser.new_page()
        pages.append(page)
        return Host(page, files, prefix)

    yield make
    for page in pages:
        page.close()


def write_article(folder: Path, a: dict) -> None:
    head = {"title": a["title"], "slug": a["id"], "date": a["date"] + " 08:00", "status": "published", "category": a["category"]}
    head |= {key: a[key] for key in ("tags",) if key in a} | ({"summary": a["lead"]} if "lead" in a else {})
    if "authors" in a:
        head["authors"] = [{"name": n} for n in a["authors"]]
    conference = {"kind": a.get("kind", "khac"), "held": a["date"]} | {k: a[k] for k in ("committee", "term") if k in a}
    if "step" in a:
        conference["step"] = {"number": int(a["step"])}
    if len(conference) > 2 or "kind" in a:
        head["conference"] = conference
    path = folder / "tin" / a["date"][:4] / a["date"][5:7] / f"{a['id']}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items())
    path.write_text(f"---\n{lines}---\n\n{a['body']}\n", encoding="utf-8")


LONG = {"id": "bai-dai", "date": "2016-03-01", "category": "Thời sự", "title": "Nhật ký một chuyến đi bản",
        "lead": "Ba ngày ở bản, đoàn ghi lại những điều mắt thấy tai nghe của người làm ruộng bậc thang.",
        "body": "\n\n".join([f"Đoạn thứ {n} kể chuyện đường đi, bữa cơm, giấc ngủ trong nhà sàn." for n in range(20)]
                           + ["Đêm ấy sương giá phủ trắng ruộng mạ. Cụ Páo bảo đã 1.200 gốc đào chết rét, chỉ bếp lửa là còn ấm.",
                              "Cùng tuần, Huyện ủy đưa ra khỏi quy hoạch Ban Chấp hành nhiệm kỳ 2010-2015 07 đồng chí."])}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The files of a built site of the sample's articles, a long one and one draft, by path."""
    folder = tmp_path_factory.mktemp("site")
    for a in (*SAMPLE["articles"], LONG):
        write_article(folder / "content", a)
    draft = folder / "content" / "tin" / "2024" / "05" / "nhap.md"
    draft.write_text("---\ntitle: Bản nháp zyzzyva\nstatus: draft\ncategory: Thời sự\n---\n\nChưa đăng zyzzyva.\n", encoding="utf-8")
    build_site(Options(folder / "content", folder / "output", folder / "cache", "https://vidu.test", date(2026, 11, 21)))
    return {p.relative_to(folder / "output").as_posix(): p.read_bytes() for p in (folder / "output").rglob("*") if p.is_file()}
