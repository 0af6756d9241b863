"""The staff's guide is true: every key, label, command and example in it is what the code holds."""
from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from plugins import vocabulary
from plugins.frontmatter import load
from plugins.frontmatter.schema import keys
from plugins.reader import data as site_data
from plugins.site_data import SiteData

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "vi"
PAGES = sorted(GUIDE.glob("*.md"))
WRITING = (GUIDE / "viet-bai.md").read_text(encoding="utf-8")
ERRORS = (GUIDE / "loi-thuong-gap.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WRONG = re.compile(r"^Viết sai:\n\n```\n.*?^```$", re.MULTILINE | re.DOTALL)
_LESSON = re.compile(r"^### (.+?)\n\n> (.+?)\n.*?^Viết sai:\n\n```\n(.*?)^```\n\nViết lại:\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
VOCABULARIES = json.loads((ROOT / "plugins" / "vocabulary.json").read_text(encoding="utf-8"))
_HEAD = {"title": "Bài thử", "date": "2026-04-21", "category": "Nghiệp vụ", "status": "draft"}


@cache
def known() -> SiteData:
    """The sample site's own data, which the examples speak of."""
    folder = ROOT / "content" / "data"
    data, problems = site_data.read({f"data/{p.name}": p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.yaml"))})
    assert not problems
    return data


def whole(snippet: str) -> str:
    """A file around *snippet*, with the keys that every article needs where it does not give them."""
    if snippet.startswith("---"):
        return snippet
    if snippet.startswith("  - "):
        snippet = f"results:\n{snippet}"
    given = set(re.findall(r"^(\w+):", snippet, re.MULTILINE))
    head = "".join(f"{key}: {value}\n" for key, value in _HEAD.items() if key not in given)
    return f"---\n{head}{snippet}---\n\nNội dung.\n"


def headers(page: str) -> list[str]:
    """The blocks of a page that show front matter as it should be written."""
    blocks = [body for language, body in _BLOCK.findall(_WRONG.sub("", page)) if not language]
    return [b for b in blocks if re.match(r"---\n|  - \w+: |[a-z_]+:(?: |\n)", b)]


@pytest.mark.parametrize("path", [key.path for key in keys()])
def test_the_guide_explains_every_key(path):
    assert f"`{path.rpartition('.')[2]}`" in WRITING


@pytest.mark.parametrize("key", [key for key in keys() if "." not in key.path], ids=lambda key: key.path)
def test_the_guide_shows_every_top_level_key_in_an_example(key):
    assert any(re.search(rf"^{key.path}:", block, re.MULTILINE) for block in headers(WRITING))


@pytest.mark.parametrize("path", [
    key.path for key in keys() if key.path.count(".") == 1 and not key.path.startswith(("photographers.", "interviewees.", "images."))
])
def test_the_guide_explains_nested_keys_in_the_table_of_their_group(path):
    group, _, name = path.partition(".")
    table = rf"^\| `{group}` \|.*(?:\n\|.*)*?`{name}`"
    assert re.search(table, WRITING, re.MULTILINE)


@pytest.mark.parametrize(("name", "id"), [(name, id) for name, entries in VOCABULARIES.items() for id in entries])
def test_the_guide_gives_every_label_beside_its_id(name, id):
    label = vocabulary.label(name, id)
    rows = [line for line in WRITING.splitlines() if f"`{id}`" in line]
    assert any(label.lower() in row.lower() for row in rows), f"{id}: {label}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_examples_of_front_matter_are_sound(page):
    for block in headers(page.read_text(encoding="utf-8")):
        loaded = load(whole(block), "tin/2026/04/bai-thu.md", known())
        assert not [str(p) for p in loaded.problems if not p.notice], block


LESSONS = _LESSON.findall(ERRORS)


def test_every_lesson_of_the_error_page_is_read():
    assert len(LESSONS) == ERRORS.count("\n### ") >= 20


@pytest.mark.parametrize(("lesson", "message", "wrong", "right"), LESSONS, ids=[lesson[0] for lesson in LESSONS])
def test_an_error_is_told_as_the_guide_says_and_mended_as_it_says(lesson, message, wrong, right):
    told = load(whole(wrong), "tin/2026/04/bai-thu.md", known()).problems
    assert [p for p in told if message in p.message], [str(p) for p in told]
    mended = load(whole(right), "tin/2026/04/bai-thu.md", known())
    assert mended.article is not None and not mended.problems, [str(p) for p in mended.problems]


_ROWS = re.findall(r"^\| ([^|`]+) \| (?!làm gì)[^|]+\|$", ERRORS, re.MULTILINE)


@pytest.mark.parametrize("message", [row for row in _ROWS if not set(row) <= set("- ")])
def test_a_message_in_the_tables_of_the_error_page_is_one_that_the_code_says(message):
    sources = [ROOT / "tasks.py", *sorted((ROOT / "plugins").rglob("*.py"))]
    assert any(message in path.read_text(encoding="utf-8") for path in sources)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_of_the_guide_lead_somewhere(page):
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if not re.match(r"\w+:|tin/|anh/", target):
            assert (page.parent / target).is_file(), target


def test_every_page_of_the_guide_is_reached_from_the_first():
    first = (GUIDE / "bat-dau.md").read_text(encoding="utf-8")
    assert {p.name for p in PAGES} - {"bat-dau.md"} <= set(_LINK.findall(first))


def test_the_guide_names_every_command_and_no_other():
    source = (ROOT / "tasks.py").read_text(encoding="utf-8")
    commands = set(re.findall(r"^def (\w+)\(ctx", source, re.MULTILINE))
    page = (GUIDE / "bat-dau.md").read_text(encoding="utf-8").partition("## Các lệnh")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)[^`|]*` \|", page, re.MULTILINE)) == commands
    told = {name for p in PAGES for name in re.findall(r"tasks\.py ([a-z]+)", p.read_text(encoding="utf-8"))}
    assert told <= commands
