"""The doors through which strangers' bytes come in, and what must hold of each whatever is put in.

A door gives its seeds and words, and ``check``, which takes bytes, gives in a word what became of them, and raises where a promise is broken.
"""
from __future__ import annotations

import io
import json
import random
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import quote

from tests.fuzz.mutate import mutate, mutate_package

ROOT = Path(__file__).resolve().parents[2]
FOUND = Path(__file__).parent / "found"  # what once went wrong, by door
ACTIVE = re.compile(r"(?i)<(?:script|iframe|object|embed|style|form|base|meta|link)\b|\son[a-z]+\s*=\s*[\"']|(?:href|src)=[\"']\s*(?:javascript|vbscript|data):")
_TAG = re.compile(r"<[^>]*>")  # in HTML of ours a sign in words is escaped


def active(html: str) -> bool:
    """Does a tag of *html* run or load anything? Words may say ``src="data:"``."""
    return any(ACTIVE.search(tag) for tag in _TAG.findall(html))


@dataclass(frozen=True)
class Door:
    name: str
    seeds: Callable[[], Sequence[bytes]]
    words: tuple[bytes, ...]
    check: Callable[[bytes], str]
    mutate: Callable = mutate

    def case(self, seed: int) -> bytes:
        """The same bytes for the same *seed*."""
        dice, seeds = random.Random(f"{self.name} {seed}"), self.seeds()
        return self.mutate(dice.choice(seeds), dice, self.words, seeds)

    def found(self) -> list[Path]:
        return sorted((FOUND / self.name).glob("*")) if (FOUND / self.name).is_dir() else []


def _words(*texts: str) -> tuple[bytes, ...]:
    return tuple(text.encode("utf-8") for text in texts)


# --- a content file

KEYS = ("title", "date", "status", "category", "slug", "aliases", "summary", "authors", "tags", "series", "featured", "cover", "images", "audio", "documents", "source",
        "conference", "results", "approval", "updated", "corrections", "step", "held", "term", "number", "of", "procedure", "value", "measure", "body", "unit")


@cache
def content_seeds() -> tuple[bytes, ...]:
    from hypothesis import HealthCheck, Phase, given, settings

    from plugins.frontmatter import dump
    from tests.frontmatter.articles import articles

    made = [p.read_bytes() for p in sorted((ROOT / "content").rglob("*.md"))[:12]] + [p.read_bytes() for p in sorted((ROOT / "tests/sites").rglob("*.md"))]

    @settings(max_examples=40, database=None, derandomize=True, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(articles())
    def gather(article):
        made.append(dump(article).encode("utf-8", "replace"))

    gather()
    return tuple(made)


def content_check(data: bytes) -> str:
    """A file of the content folder: an article that can be written, read again and rendered, or problems with a place and words."""
    from plugins.figures.read import read as figures
    from plugins.frontmatter import dump, edit, load
    from plugins.html import clean
    from plugins.problem import Problem
    from plugins.reader.files import Found
    from plugins.reader.markup import text_from
    from plugins.reader.shelf import parse
    from plugins.site_data import SiteData

    parsed, body = parse(Found("tin/2024/03/a.md", Path("a.md")), data, SiteData())
    lines = len(re.split(rb"\r\n|\r|\n", data)) + 1
    for problem in parsed.problems:
        assert isinstance(problem, Problem) and problem.message and 0 <= problem.line <= lines, problem
        assert str(problem).encode("utf-8")
    stopping = [p for p in parsed.problems if not p.notice]
    if parsed.article is None:
        assert stopping, "neither an article nor a problem"
        return "refused"
    assert not stopping
    assert clean(body.html) == clean(clean(body.html)) and not active(body.html), body.html[:500]
    article = replace(parsed.article, body=body.written, html=body.html)
    found = figures(text_from(article, body.html), title=article.title, published=None)
    assert all(figure.quote for figure in found.figures)
    written = dump(article)
    again = load(written, article.path, SiteData())
    assert again.article is not None, (written[:2000], again.problems)
    assert replace(again.article, body="", body_line=0) == replace(parsed.article, body="", body_line=0), written[:2000]
    source = data.decode("utf-8-sig").replace("\r\n", "\n")
    changed = load(edit(source, {"title": "Tên khác"}), article.path, SiteData())
    assert changed.article is not None and changed.article.title == "Tên khác", changed.problems
    return "article"


def content_mutate(data: bytes, dice: random.Random, words: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    """Half of the time the text alone, so that what lies behind front matter is reached as well."""
    head, end, body = data.partition(b"\n---\n")
    return head + end + mutate(body, dice, words, others) if end and dice.random() < 0.5 else mutate(data, dice, words, others)


CONTENT = Door("content", content_seeds, _words(
    *(f"\n{key}: " for key in KEYS), *(f"\n  {key}: " for key in KEYS), *(f"\n  - {key}: " for key in KEYS), "---\n", "\n---\n", "\n...\n", ": ", "- ", "\t", "#", "%", "@", "`", "&a", "*a", "!!python/object:os.system", "<<: *a", "? ", "|\n", ">\n",
    '"', "'", "[", "]", "{", "}", ",", "\\", "\ufeff", "\x00", "\u2028", "\u200b", "\u0301", "\U0001f600", "\r", "\r\n", "~", "null", "true", "no", "010", "1e400", ".inf", "-1", "9" * 50, "1.000,5", "31/02/2022", "0000-00-00", "9999-12-31 23:59",
    "2020-2025", "99999-1", "<script>", "<b>", "</", "<!--", "-->", "](", "![", "[x]: ", "***", "___", "> ", ">" * 50, "* ", "    ", "|a|b|\n|-|-|\n", "```", "&#0;", "&lt;", "<svg onload=x>", "javascript:x", "ban-chap-hanh", "đưa ra khỏi quy hoạch 5 đồng chí, bổ sung",
), content_check, content_mutate)


# --- a page of a portal

@cache
def page_seeds() -> tuple[bytes, ...]:
    from tests.scraper.scoring import PAGES, goldens

    return tuple((PAGES / f"{name}.html").read_bytes() for name in sorted(goldens()))


def page_check(data: bytes) -> str:
    """A page from the network: no article, or one whose file the site reads without a problem."""
    from plugins.site_data import SiteData
    from scraper import store
    from scraper.__main__ import as_json
    from scraper.parse import parse
    from scraper.values import NoArticle, RawPage

    made = parse(RawPage("https://vidu.example.vn/tin/1", data, {}, date(2026, 11, 21)))
    json.dumps(as_json(made), ensure_ascii=False).encode("utf-8")
    if isinstance(made, NoArticle):
        return "refused"
    article = store.article_of(made, "tin/2024/03/a.md", date(2026, 11, 21), Path("/nowhere"), store.Stored(), lambda address: None)
    written(article, SiteData())
    return "article"


def written(article, known) -> None:
    """An imported article must be one that a build takes."""
    from plugins.frontmatter import dump, load
    from plugins.reader.markup import convert

    loaded = load(dump(article), article.path, known)
    stopping = [str(p) for p in loaded.problems if not p.notice]
    assert not stopping, stopping
    html = convert(loaded.article.body)
    assert not active(html), html[:500]


def page_mutate(data: bytes, dice: random.Random, words: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    from tests.scraper.mutate import mutate as damage

    return damage(data, dice.randrange(2**40)) if dice.random() < 0.6 else mutate(data, dice, words, others)


PAGE = Door("page", page_seeds, _words(
    "<div>", "</div>", "<p>", "</p>", "<table><tr><td>", "<h1>", "<a href='", "<img src='", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "&#0;", "&#xD800;", "&amp;", "\x00", "\ufeff", "<svg><style>", "<noscript>", "<base href=x>", "<title>", "<iframe src=x>",
    "javascript:alert(1)", " onerror=x", "<meta charset=utf-7>", "<meta charset=windows-1258>", '<script type="application/ld+json">{"@type":"NewsArticle","headline":[[]],"datePublished":{}}</script>', "---\n", "\n# ", "[a](b)", "{% x %}", "`", "|", "*", "_", "<!-- a -->",
    "Theo ", "Ảnh: ", "Tin, ảnh: ", "Thứ 3, 25/08/2020", "10,478 lượt xem", "\u0300\u0301", "\u202e", "\u2028",
), page_check, page_mutate)


# --- a Word document

@cache
def word_seeds() -> tuple[bytes, ...]:
    from docx import Document

    from tests.scraper.test_word import LEAD, TEXT, TITLE, put, saved, usual

    bulleted, tabled, few, fonts = usual(), usual(), Document(), usual()
    for words in ("Thứ nhất, rà soát quy hoạch", "Thứ hai, giới thiệu nguồn"):
        put(bulleted, words, style="List Bullet")
    table = tabled.add_table(rows=3, cols=2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"Ô {number}"
    put(few, "Một câu.")
    put(fonts, "§¶ng bé tØnh", font=".VnTime")
    plain = Document()
    for words in (TITLE, LEAD, *TEXT):
        put(plain, words)
    return tuple(saved(document) for document in (usual(), bulleted, tabled, few, fonts, plain))


def word_check(data: bytes) -> str:
    """A .docx: told to be none, or a draft that a build takes."""
    from datetime import datetime

    from plugins.site_data import SiteData
    from plugins.values import VIETNAM
    from scraper import store
    from scraper.word import read
    from scraper.word_file import NotWord
    from scraper.word_import import _article

    try:
        made = read(data, "bai.docx")
    except NotWord as told:
        assert str(told)
        return "refused"
    with tempfile.TemporaryDirectory() as folder:
        article = _article(made.draft, "tin/2026/11/a.md", datetime(2026, 11, 21, tzinfo=VIETNAM), Path(folder), store.Stored(), made.media)
    written(article, SiteData())
    return "draft"


WORD = Door("word", word_seeds, _words(
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr><w:tc>", "<w:tab/>", "<w:br/>", "<w:del>", "<w:ins>", '<w:pStyle w:val="Heading1"/>', '<w:jc w:val="giua"/>', '<w:sz w:val="x"/>', '<w:gridSpan w:val="99999"/>', '<w:vMerge/>',
    '<w:hyperlink r:id="rId99">', '<w:hyperlink w:anchor="x">', '<a:blip r:embed="rId404"/>', "<w:sdt><w:sdtContent>", "<mc:AlternateContent>", "<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>", "&b;", "&#0;", "&#x1F600;", "<![CDATA[", "-->", '"', "'", ">", "<", "rId1", "..", "/../../x", "\x00",
    "http://x", "javascript:x", 'Target="x"', 'TargetMode="External"', 'w:val="-1"', "Thứ nhất", "Tin, ảnh: ", "\u0301", "\ufeff", "image/png",
), word_check, mutate_package)


# --- the search index and what is asked of it

@cache
def _index() -> dict[str, bytes]:
    from plugins.search.build import build
    from tests.search.sample import sample_documents

    return dict(build(sample_documents()))


@cache
def shard_seeds() -> tuple[bytes, ...]:
    """Each file of an index behind its path and a NUL."""
    return tuple(path.encode() + b"\0" + data for path, data in sorted(_index().items()))


def shard_check(data: bytes) -> str:
    """A file of the index, damaged: read, or called unreadable by name."""
    import zlib

    from plugins.search import codec
    from plugins.search.published import Published, Unreadable

    path, _, held = data.partition(b"\0")
    files = {**_index(), path.decode("utf-8", "replace"): held}

    def read(name: str) -> bytes:
        try:
            return files[name]
        except KeyError:
            raise FileNotFoundError(name) from None

    try:
        for _ in codec.rows_of(held):
            pass
    except (zlib.error, IndexError, UnicodeDecodeError):
        pass
    try:
        index = Published(read)
        for article in range(min(index.count, 50)):
            index.finds(article, index.card(article)[0])
    except Unreadable as told:
        assert str(told)
        return "refused"
    return "read"


SHARD = Door("shard", shard_seeds, (b"\x00", b"\xff" * 9, b"\x80" * 20, b"\x01", b"[", b"]", b"{}", b"null", b"-1", b'"', b",", b"1e999", b"\xed\xa0\x80", b"aaaaaaaa"), shard_check)


@cache
def _ask():
    from plugins.commands_desk import routes
    from plugins.engine.build import Options
    from plugins.search.upkeep import update
    from tests.search.sample import sample_documents

    folder = Path(tempfile.mkdtemp(prefix="nhiemky-fuzz-"))
    update(folder / "cache" / "research", sample_documents())
    return routes(Options(folder / "content", folder / "output", folder / "cache"))["/api/search"]


@cache
def query_seeds() -> tuple[bytes, ...]:
    from tests.search.sample import SAMPLE

    shapes = ("q={}", "q={}&term=2025-2030&limit=3", "q=title:{}", "q=\"{}\"", "q={}*&prefix=true", "q=date:[2024 TO 2025] AND {}", "q=({} OR quy) NOT đoàn", "q={}~2", "q={}&from=2024-01-01&to=2025&newest=1&offset=2", "q=s?ng {}^3")
    return tuple(shapes[at % len(shapes)].format(query["q"]).encode("utf-8") for at, query in enumerate(SAMPLE["queries"]))


def query_check(data: bytes) -> str:
    """A query string: answered, or refused with a reason."""
    text = quote(data.decode("latin-1"), safe="&=+%", encoding="latin-1") if len(data) % 2 else data.decode("latin-1")
    reply = _ask()(text)
    told = json.loads(reply.body)
    if reply.status == 200:
        assert {"total", "hits", "figures", "corrected", "dropped", "loosened"} == told.keys()
        return "answered"
    assert reply.status == 400 and told["detail"], told
    return "refused"


QUERY = Door("query", query_seeds, _words(
    "&", "=", "%", "%00", "%FF", "+", "q=", "&term=", "&body=", "&committee=", "&kind=", "&step=", "&category=", "&author=", "&year=", "&from=", "&to=", "&limit=", "&offset=", "&prefix=true", "&newest=1", "title:", "date:[", " TO ", "]", "}", "{", "(", ")", "((((", " AND ", " OR ", " NOT ", " ANDNOT ",
    " ANDMAYBE ", " REQUIRE ", "*", "?", "a*", '"', "'", "^", "^9e9", "~", "~99", "\\", ":", "<", ">", "2022", "quy hoạch", "đ", "Ð", "\u0301", "\U0001f600", "\u200b", "2020-2025", "65-KH/ĐUK", "year:[1 TO 9999]", "step:>2", "*:*", "a" * 300,
), query_check)

DOORS = {door.name: door for door in (CONTENT, PAGE, WORD, SHARD, QUERY)}
