"""More than 200 hostile strings in every field of a site: in a real Chromium none runs, and nothing of them is left to run."""
from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import pytest

from . import hostile
from .served import Watch, build, serving

pytestmark = pytest.mark.browser
PART = 30  # vectors of one site
SITES = [pytest.param(hostile.SAMPLE, id="sample"),
         *(pytest.param(hostile.EVERY[at:at + PART], id=f"vectors-{at}", marks=pytest.mark.thorough) for at in range(0, len(hostile.EVERY), PART))]
# Kinds of which at least one string runs by itself where nothing cleans it: without these the test would prove nothing.
ALIVE = {"script-element", "event-on-load", "broken-markup", "svg", "mathml", "mutation", "frame", "attribute-end", "encoding", "comment", "template", "markdown", "polyglot", "depth"}


@pytest.fixture(scope="module")
def built(request, tmp_path_factory):
    """A site of the vectors that the test names, built once: its folder, its fields, and whose bodies stopped the build."""
    folder = tmp_path_factory.mktemp("hostile")
    names, stopped = build(folder, request.param)
    return folder / "output", request.param, names, stopped


def pages(output: Path) -> list[str]:
    """The addresses of all pages."""
    return ["/" + page.relative_to(output).as_posix().removesuffix("index.html") for page in sorted(output.rglob("*.html"))]


def few(addresses: list[str]) -> list[str]:
    """Of a plain run's pages all articles and one page of each other kind, every one with --thorough."""
    if os.environ.get("NHIEMKY_THOROUGH"):
        return addresses
    first = {address.split("/")[1]: address for address in reversed(addresses)}
    return [address for address in addresses if address.startswith("/tin/") or address in first.values()]


def typed(vectors: tuple[hostile.Vector, ...]) -> list[str]:
    """The search page with each of the strings in its address, in the field that is typed in and in the filters."""
    return [f"/tim-kiem/?q={text}&category={text}&author={text}&sort={text}#{text}" for text in (quote(vector.text(900)[:1500]) for vector in vectors)]


@pytest.mark.parametrize("built", SITES, indirect=True)
def test_no_string_runs_in_any_field_and_nothing_of_it_is_left_to_run(browser, built):
    output, vectors, names, _ = built
    with serving(output) as address:
        watch, opened = Watch(browser, address), few(pages(output))
        wrong = watch.tour(opened)
        ran = {(number // 1000, names.get(number % 1000)) for number in watch.ran}
        watch.close()
    print(f"{len(vectors)} strings in {len(set(names.values()))} fields, {len(opened)} pages opened")
    assert not ran and not wrong, (ran, wrong[:10])
    assert {f"/tin/2024/03/bai-{vector.number}/" for vector in vectors} <= set(opened)


@pytest.mark.parametrize("built", SITES, indirect=True)
def test_no_string_runs_in_a_window_of_its_own(browser, built):
    """Some things are done only to the page that fills a window: focus, and being moved elsewhere."""
    output, vectors, _, _ = built
    with serving(output) as address:
        watch = Watch(browser, address)
        wrong = [what for vector in vectors[::5] for what in watch.visit(f"/tin/2024/03/bai-{vector.number}/")]
        assert wrong == [] and watch.ran == []
        watch.close()


@pytest.mark.parametrize("built", SITES, indirect=True)
def test_cleaning_alone_is_enough_where_a_browser_knows_no_policy(browser, built):
    output, vectors, names, _ = built
    with serving(output) as address:
        watch = Watch(browser, address, bypass_csp=True)
        watch.tour([*(f"/tin/2024/03/bai-{vector.number}/" for vector in vectors), "/hoi-dap/", "/"])
        ran = {(number // 1000, names.get(number % 1000)) for number in watch.ran}
        watch.close()
    assert not ran


@pytest.mark.parametrize("built", SITES, indirect=True)
def test_what_is_typed_into_the_search_or_its_address_is_shown_as_text(browser, built):
    output, vectors, _, _ = built
    with serving(output) as address:
        watch = Watch(browser, address)
        assert watch.tour(typed(vectors), until="[data-status]:not(:empty)") == [] and watch.ran == []
        watch.page.goto(address + "/tim-kiem/?q=quy+hoạch")
        watch.page.locator(".hit").first.wait_for()
        wrong = watch.page.evaluate("[...document.querySelectorAll('.hit *')].filter(e => !['a', 'mark', 'p', 'span', 'time', 'h2', 'h3', 'li', 'div', 'img', 'em', 'strong'].includes(e.localName)).map(e => e.outerHTML)")
        assert wrong == [] and watch.ran == []
        watch.close()


@pytest.mark.parametrize("built", SITES, indirect=True)
def test_no_expression_of_a_template_language_is_worked_out(built):
    output = built[0]
    worked_out = [page for page in output.rglob("*") if page.suffix in (".html", ".xml", ".json", ".csv", ".ics") and b"8642039" in page.read_bytes()]
    assert worked_out == []


def raw(folder: Path, vectors, policy: str = "") -> None:
    """A page for each vector as it is, with *policy* before it, and a page that shows all of them."""
    folder.mkdir(parents=True)
    head = f'<!DOCTYPE html><meta charset="utf-8">{policy}'
    for vector in vectors:
        (folder / f"{vector.number}.html").write_text(f'{head}<body><p title="{vector.text(1)}">a</p>{vector.text(2)}', encoding="utf-8")


def opened(browser, folder: Path, vectors) -> set[int]:
    """The numbers of those of the *vectors* that ran."""
    with serving(folder) as address:
        watch = Watch(browser, address)
        watch.tour([f"/{vector.number}.html" for vector in vectors], look=False, wait=100)
        watch.close()
    return {number // 1000 for number in watch.ran}


def policy(output: Path) -> str:
    """The policy as it stands in the pages of a built site."""
    page = (output / "index.html").read_text(encoding="utf-8")
    start = page.index('<meta http-equiv="Content-Security-Policy"')
    return page[start:page.index(">", start) + 1]


@pytest.mark.thorough
def test_the_strings_are_alive_where_nothing_stops_them(browser, tmp_path):
    raw(tmp_path / "raw", hostile.EVERY)
    ran = opened(browser, tmp_path / "raw", hostile.EVERY)
    assert ALIVE <= {v.kind for v in hostile.EVERY if v.number in ran}
    assert len(ran) >= 120


@pytest.mark.parametrize("built", SITES[:1], indirect=True)
def test_the_policy_alone_stops_strings_that_run_without_it(browser, built, tmp_path):
    output, vectors, _, _ = built
    raw(tmp_path / "raw", vectors)
    raw(tmp_path / "held", vectors, policy(output))
    assert len(opened(browser, tmp_path / "raw", vectors)) >= 6
    assert opened(browser, tmp_path / "held", vectors) == set()


def test_there_are_more_than_200_strings_of_named_kinds_and_no_two_are_the_same():
    patterns = [v.pattern for v in hostile.EVERY]
    assert len(set(patterns)) >= 200 and len(hostile.KINDS) >= 20
    assert all(kind["about"] and hostile.VECTORS[name] for name, kind in hostile.KINDS.items())
