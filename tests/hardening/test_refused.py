"""Keys whose value becomes an address, a path or a choice take nothing else: hostile strings there stop the build, with a line."""
from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
import yaml

from plugins.frontmatter import load, schema
from plugins.reader import data
from plugins.site_data import SiteData

from . import hostile

BASE = {"title": "Bài mẫu", "date": "2024-03-12 08:30", "status": "published", "category": "Tin tức"}
PLACES = {
    "source.url": lambda text: {"source": {"url": text}}, "slug": lambda text: {"slug": text}, "aliases": lambda text: {"aliases": [text]},
    "cover.image": lambda text: {"cover": {"image": text}}, "audio": lambda text: {"audio": text}, "documents.file": lambda text: {"documents": [{"number": "1", "file": text}]},
    "status": lambda text: {"status": text}, "conference.kind": lambda text: {"conference": {"kind": text}}, "results.measure": lambda text: {"results": [{"measure": text, "value": 1}]},
    "results.value": lambda text: {"results": [{"measure": "planned", "value": text}]}, "featured": lambda text: {"featured": text},
    "results.aliases": lambda text: {"results": [{"measure": "planned", "value": 1, "aliases": [text]}]},
}
# What may pass where a string happens to be a sound value: a word that can be a slug, a relative path that stays inside, a plain number.
SOUND = {
    "slug": lambda a: re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", a.slug),
    "cover.image": lambda a: not a.cover or inside(a.cover.image), "audio": lambda a: not a.audio or inside(a.audio.file),
    "documents.file": lambda a: all(not d.file or inside(d.file) for d in a.documents),
    "results.value": lambda a: all(f.value.is_finite() for f in a.results),
}
VECTORS = [pytest.param(hostile.SAMPLE, id="sample"), pytest.param(hostile.EVERY, id="all", marks=pytest.mark.thorough)]


def inside(path: str) -> bool:
    """No scheme, no root, no way up: whether the file is there is asked when the folder is read."""
    return not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\~]", path) and not {"", ".", ".."} & set(path.split("/"))


@pytest.mark.parametrize("vectors", VECTORS)
@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_string_is_refused_or_is_nothing_but_a_sound_value(place, vectors):
    refused = 0
    for vector in vectors:
        head = yaml.safe_dump(BASE | PLACES[place](vector.text(1)), allow_unicode=True, sort_keys=False, width=10_000)
        loaded = load(f"---\n{head}---\n\nMột câu.\n", "tin/a.md", SiteData())
        told = [problem for problem in loaded.problems if not problem.notice]
        refused += bool(told)
        if told:
            assert all(problem.line >= 1 for problem in told)
        elif vector.kind == "names-of-objects" and vector.text(1) == "null":
            pass  # YAML's word for nothing at all
        else:
            assert place in SOUND and SOUND[place](loaded.article), (place, vector.pattern)
    assert refused >= 0.5 * len(vectors) or place in ("cover.image", "audio", "documents.file")


@pytest.mark.parametrize("vectors", VECTORS)
def test_a_link_of_the_foot_leads_to_a_website_or_is_refused(vectors):
    for vector in vectors:
        made, problems = data.read({"data/links.yaml": yaml.safe_dump([{"title": "a", "url": vector.text(1)}], allow_unicode=True)})
        assert problems or all(urlsplit(link.url).scheme in ("http", "https") for link in made.links), vector.pattern


# What the parts of front matter need beside the key that is tried.
NEEDED = {"corrections": {"date": "2024-01-01", "note": "a"}, "authors": {"name": "a"}, "photographers": {"name": "a"}, "interviewees": {"name": "a"}, "cover": {"image": "anh/x.png"},
          "images": {"image": "anh/x.png"}, "audio": {"file": "a.mp3"}, "documents": {"number": "1"}, "source": {"name": "a"}, "results": {"measure": "planned", "value": 1},
          "approval": {"by": "a", "date": "2024-01-01"}, "conference": {"kind": "khac"}}
KNOWN_LATER = {"cover.image", "images.image", "audio.file", "documents.file", "documents.id"}  # must name something that is there: tests/sites/broken-*


def holding(path: str, text: str) -> dict:
    head, _, rest = path.partition(".")
    return {head: NEEDED.get(head, {}) | holding(rest, text) if rest else text}


def takes_any_text(path: str) -> bool:
    head = yaml.safe_dump(BASE | holding(path, "Chữ <b>nào</b> cũng được"), allow_unicode=True, sort_keys=False)
    return not [problem for problem in load(f"---\n{head}---\n\nMột câu.\n", "tin/a.md", SiteData()).problems if not problem.notice]


def test_every_key_that_takes_any_text_is_among_the_fields_of_the_hostile_sites():
    names: dict[int, str] = {}
    hostile.site(hostile.SAMPLE[:1], names)
    paths = [key.path for key in schema.keys()]
    free = {path for path in paths if not any(other.startswith(f"{path}.") for other in paths) and takes_any_text(path)}
    assert len(free) >= 40 and free - set(names.values()) - KNOWN_LATER == set()
