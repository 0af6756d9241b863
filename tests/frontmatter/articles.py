"""Articles made up by hypothesis: every key, every awkward text, in the form in which ``load`` gives them."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import strategies as st

from plugins import vocabulary
from plugins.frontmatter.checks import is_slug, line, prose
from plugins.frontmatter.convert import RATIOS, default_committee
from plugins.values import VIETNAM, Approval, Article, Audio, Conference, Correction, Document, Figure, Person, Picture, Source, Step, Term
from plugins.vietnamese.text import slug, tidy

AWKWARD = ["no", "null", "~", "true", "010", "1.000", "1e5", "15/4/2022", "2022-04-15", "- x", "a: b", "Tổ #3", "#x", "%", "*a*", "&b",
           "!c", "[d]", "{e}", "|", ">-", "'f'", '"g"', "h\\n", "@i", "`j`", "? k", ": l", "m:", "---", "...", "=", "<<", "Đảng ủy: họp \"kín\"",
           "it's", "x 'y' \"z\"", "😀 vui", "a, b", "khóa: XX", "2020-2025", "\u2028", "\ue000", "\uffff"]
_letters = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáạảãàếệựộ ABCĐ0123456789.,:;-–'\"#%()[]{}|>&*!?@`\\/~=\t"), max_size=30)
_text = st.sampled_from(AWKWARD) | _letters | st.text(max_size=20)
lines = _text.map(lambda s: line(tidy(s))).filter(bool)
proses = st.lists(_text, min_size=1, max_size=4).map(lambda parts: prose(tidy("\n".join(parts)))).filter(bool)
bodies = st.lists(_text | st.just("---"), max_size=6).map(lambda parts: tidy("\n\n".join(parts)).strip())
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
_zones = st.sampled_from([VIETNAM, VIETNAM, timezone.utc, timezone(timedelta(hours=-5, minutes=-30))])
moments = st.datetimes(datetime(1900, 1, 2), datetime(2100, 12, 30), timezones=_zones).map(lambda d: d.replace(microsecond=0)) | days.map(
    lambda d: datetime(d.year, d.month, d.day, tzinfo=VIETNAM))
_segments = st.text(st.sampled_from("abcxyz0129đảử-_"), min_size=1, max_size=8)
paths = st.lists(_segments, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".jpg")
urls = st.builds("https://{}.example/{}".format, st.text(st.sampled_from("abc"), min_size=1), st.text(st.sampled_from("ab/?=&#:-%")))
slugs = _segments.map(lambda s: slug(s)).filter(is_slug)
aliases = st.lists(st.text(st.sampled_from("abcXYZ019_-"), min_size=1, max_size=5), min_size=1, max_size=3).map(lambda p: "/" + "/".join(p) + "/")
choice = lambda name: st.sampled_from(vocabulary.ids(name))
maybe = lambda strategy: st.none() | strategy
several = lambda strategy, most=3, least=0: st.lists(strategy, min_size=least, max_size=most, unique=True).map(tuple)

people = several(st.builds(Person, lines, maybe(lines)))
pictures = st.builds(Picture, paths, maybe(lines), maybe(lines), maybe(lines))
terms = st.builds(lambda start, years, family: Term(start, start + years, family), st.integers(1930, 2100), st.integers(1, 20), choice("family"))
steps = st.tuples(maybe(st.integers(1, 9)), maybe(st.integers(1, 9)), maybe(lines), maybe(lines)).map(
    lambda t: Step(min(t[0], t[1]) if t[0] and t[1] else t[0], *t[1:])).filter(lambda s: s != Step())
documents = slugs.map(lambda id: Document(id=id)) | st.builds(Document, maybe(slugs), maybe(lines), maybe(days), maybe(lines), maybe(paths)).filter(
    lambda d: d.id or d.number or d.title or d.file)
sources = st.builds(Source, maybe(lines), maybe(urls), people, people, maybe(moments), maybe(days), maybe(st.integers(0, 10**9))).filter(
    lambda s: s != Source())
_spans = st.tuples(days, st.integers(1, 5)).map(lambda t: (t[0], t[0] + timedelta(t[1]))) | days.map(lambda d: (d, None)) | st.just((None, None))
conferences = st.builds(
    lambda span, **rest: Conference(held=span[0], held_end=span[1], **rest),
    span=_spans, kind=choice("kind"), name=maybe(lines), part_of_day=maybe(choice("part_of_day")), round=maybe(st.integers(1, 9)),
    status=choice("conference_status"), committees=several(lines, 2), terms=several(terms, 2), venue=maybe(lines), chair=maybe(lines),
    step=maybe(steps))


@st.composite
def figures(draw, held: tuple[Conference, ...]) -> Figure:
    measure = draw(choice("measure"))
    whole = st.integers(0, 10**7).map(Decimal)
    numbers = whole if measure not in RATIOS | {"other"} else whole | st.decimals(0, 10**6, places=draw(st.integers(0, 4)))
    if measure == "votes_percent":
        numbers = st.decimals(0, 100, places=3)
    low, most, of = sorted(draw(st.lists(numbers, min_size=3, max_size=3, unique=True)))
    conference = draw(st.none() | st.integers(0, len(held) - 1)) if held else None
    default = default_committee(held, conference)
    return Figure(
        term=draw(maybe(terms)), bodies=draw(several(choice("body"), 2, 1)), measure=measure, value=low,
        value_max=draw(st.sampled_from([None, most])), qualifier=draw(maybe(choice("qualifier"))), unit=draw(maybe(lines)),
        stage=draw(maybe(choice("stage"))), body_text=draw(maybe(lines)),
        committee=draw(lines) if default is None and draw(st.booleans()) else default, conference=conference,
        as_of=draw(maybe(days)), period=draw(maybe(lines)), of=draw(st.sampled_from([None, of])), note=draw(maybe(proses)),
        quote=draw(st.just("") | proses), declared=True,
        aliases=draw(st.sampled_from([(), ("so-lieu-2025-2030-bi-thu-planned",)])))


@st.composite
def articles(draw) -> Article:
    kind = draw(st.sampled_from(["article", "article", "page"]))
    title = draw(lines)
    held = draw(st.lists(conferences, max_size=3).map(tuple))
    status = draw(choice("status"))
    derived = slug(title)
    return Article(
        path="tin/2022/04/a.md" if kind == "article" else "trang/a.md", title=title, kind=kind,
        slug=derived if is_slug(derived) and draw(st.booleans()) else draw(slugs),
        date=draw(moments if kind == "article" and status != "draft" else maybe(moments)),
        category=draw(lines), status=status, date_basis=draw(choice("date_basis")), updated=draw(maybe(moments)),
        corrections=draw(several(st.builds(Correction, moments, proses, maybe(proses), maybe(proses)), 2)),
        aliases=draw(several(aliases)), summary=draw(maybe(proses)), authors=draw(people), photographers=draw(people),
        interviewees=draw(people), tags=draw(several(lines)), series=draw(maybe(lines)), featured=draw(maybe(days)),
        cover=draw(maybe(pictures)), images=draw(several(pictures)), audio=draw(maybe(st.builds(Audio, paths, maybe(lines)))),
        documents=draw(several(documents)), source=draw(maybe(sources)), conferences=held,
        results=tuple(draw(st.lists(figures(held), max_size=3))),
        approval=draw(maybe(st.builds(Approval, lines, days, maybe(lines)))), body=draw(bodies))


def same(one: Article, other: Article) -> bool:
    """Equal but for where the body begins, which is the file's affair."""
    return replace(one, body_line=0) == replace(other, body_line=0)
