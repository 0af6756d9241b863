"""Listing pages are numbered from the oldest, so that full pages stand still."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.portal.cards import Cards
from plugins.portal.paging import leaves, page_path, paged, redirect

from .samples import run

sizes = st.integers(1, 9)
counts = st.integers(0, 80)


@given(counts, sizes)
def test_every_item_stands_once_and_in_order(count, size):
    items = tuple(range(count, 0, -1))
    assert tuple(item for leaf in leaves(items, "/x/", size) for item in leaf.items) == items


@given(counts, sizes)
def test_the_newest_page_holds_between_one_and_two_sizes(count, size):
    newest, *full = leaves(tuple(range(count)), "/x/", size)
    assert len(newest.items) <= 2 * size - 1
    assert len(newest.items) >= size or not full
    assert all(len(leaf.items) == size for leaf in full)


@given(counts, sizes)
def test_a_full_page_does_not_change_when_an_article_is_added(count, size):
    before = {leaf.url: leaf for leaf in leaves(tuple(range(count, 0, -1)), "/x/", size) if leaf.number}
    after = {leaf.url: leaf for leaf in leaves(tuple(range(count + 1, 0, -1)), "/x/", size)}
    assert all(after[url] == leaf for url, leaf in before.items())


@given(counts, sizes)
def test_every_neighbour_of_a_page_is_written(count, size):
    written = {output.path for output in paged(run(count), "/x/", size, "list.html", Cards())}
    for leaf in leaves(tuple(range(count)), "/x/", size):
        for address in (leaf.newer, leaf.older, leaf.newest, leaf.oldest):
            assert not address or page_path(address) in written


def test_the_page_after_the_last_full_one_leads_to_the_newest():
    waiting = [o for o in paged(run(7), "/x/", 3, "list.html", Cards()) if o.template == "redirect.html"]
    assert [(o.path, o.values["target"]) for o in waiting] == [("x/trang/2/index.html", "/x/")]


def test_a_list_of_one_page_has_no_redirect():
    assert [o.path for o in paged(run(2), "/x/", 3, "list.html", Cards())] == ["x/index.html"]


def test_an_old_address_that_is_a_file_stays_a_file():
    assert redirect("/cu/bai.html", "/moi/").path == "cu/bai.html"
    assert redirect("/cu/bai", "/moi/").path == "cu/bai/index.html"
