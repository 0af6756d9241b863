"""The sample site is sound, honest and light: what a stranger sees first."""
from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from PIL import Image

from plugins.figures.combine import combine
from plugins.reader.content import Read, read

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"
SAMPLE = "(mẫu)"
TODAY = date(2026, 11, 21)


@cache
def sample() -> Read:
    return read(CONTENT, TODAY)


def test_the_sample_content_has_nothing_to_complain_about():
    assert [str(p) for p in sample().problems] == []


def test_every_declared_figure_is_said_in_its_article():
    unsaid = [(a.slug, f.measure, f.value) for a in sample().content.articles for f in combine(a) if f.start < 0]
    assert unsaid == []


def test_every_state_of_an_article_has_an_example():
    content = sample().content
    assert {a.status for a in content.articles} == {"draft", "published", "hidden", "withdrawn"}
    assert content.scheduled
    assert any(c.status == "announced" for a in content.listed for c in a.conferences)


def test_one_procedure_is_told_from_its_first_step_to_its_last():
    content = sample().content
    told = [c for a in content.listed for c in a.conferences if c.step and c.step.procedure == "quy-hoach"]
    procedure = content.data.procedures["quy-hoach"]
    assert [(s.number, s.kind, s.round) for s in procedure.steps] == [
        (c.step.number, c.kind, c.round) for c in sorted(told, key=lambda c: c.step.number)
    ]


def test_what_is_retold_names_its_source_and_what_is_invented_says_so():
    for article in sample().content.listed:
        told = article.text + (article.summary or "")
        if article.source:
            assert article.source.name and article.source.authors, article.path
            assert all(person not in article.authors for person in article.source.authors), article.path
        elif article.conferences:
            assert SAMPLE in told and "hư cấu" in told, article.path


def test_only_the_sample_desk_signs_and_is_credited():
    for article in (*sample().content.articles, *sample().content.pages):
        assert {p.name for p in article.authors} <= {"Ban biên tập"}, article.path
        assert all(p.role and SAMPLE in p.role for p in article.authors), article.path
        for picture in (article.cover, *article.images):
            assert picture is None or (picture.credit == "Minh họa của trang mẫu" and picture.alt and picture.caption), article.path


def test_decisions_are_numbered_only_for_invented_committees():
    for committee in sample().content.data.committees.values():
        for successor in committee.successors:
            assert SAMPLE in committee.name
            assert successor.decision is None or SAMPLE in successor.decision


def test_addresses_are_examples_or_listed_websites():
    known = {link.url for link in sample().content.data.links}
    for path in sorted(CONTENT.rglob("*.md")):
        for address in re.findall(r"https?://[^\s)\"]+", path.read_text(encoding="utf-8")):
            assert re.match(r"https://(?:[a-z]+\.)?example\.vn/", address) or address in known, f"{path}: {address}"


def test_pictures_are_light_and_tell_nothing_of_their_maker():
    pictures = sorted((CONTENT / "anh").rglob("*.jpg"))
    assert pictures
    for path in pictures:
        assert path.stat().st_size <= 120_000
        with Image.open(path) as picture:
            assert not picture.getexif() and "xmp" not in picture.info
            assert max(picture.size) <= 1200
