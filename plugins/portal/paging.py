"""Listing pages numbered from the oldest, so that a full page never changes when something new comes."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from plugins.portal.cards import Cards
from plugins.outputs import Output
from plugins.values import Article


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a listing. ``number`` counts from the oldest; 0 is the newest page, at the listing's own address.

    ``newer`` and ``older`` are addresses, "" where there is none. The newer neighbour of the last full page is
    a numbered address as well, which redirects to the newest page until it has been filled.
    """

    url: str
    items: tuple
    number: int = 0
    newer: str = ""
    older: str = ""
    newest: str = ""
    oldest: str = ""


def leaves(items: Sequence, url: str, size: int) -> tuple[Leaf, ...]:
    """Cut *items* (newest first): the newest page holds *size* to 2·size−1 of them, every other one *size*.

    >>> [(leaf.url, leaf.items) for leaf in leaves((5, 4, 3, 2, 1), "/x/", 2)]
    [('/x/', (5, 4, 3)), ('/x/trang/1/', (2, 1))]
    """
    full = max(0, len(items) // size - 1)
    first = len(items) - full * size
    address = lambda number: f"{url}trang/{number}/"
    pages = [Leaf(url, tuple(items[:first]), older=address(full) if full else "", oldest=address(1) if full else "")]
    for number in range(full, 0, -1):
        start = first + (full - number) * size
        pages.append(Leaf(
            address(number), tuple(items[start:start + size]), number,
            newer=address(number + 1),
            older=address(number - 1) if number > 1 else "",
            newest=url,
            oldest=address(1) if number > 1 else "",
        ))
    return tuple(pages)


def paged(
    articles: Sequence[Article], url: str, size: int, template: str, cards: Cards, **values: object,
) -> Iterator[Output]:
    """The pages of the listing of *articles*, each with ``leaf`` and *values*, and the redirect that waits for the next full page."""
    def shown(leaf: Leaf) -> dict[str, object]:
        return {"leaf": replace(leaf, items=tuple(map(cards, leaf.items))), "url": leaf.url, **values}

    pages = leaves(articles, url, size)
    for leaf in pages:
        yield Output(path=page_path(leaf.url), template=template, values=cards.shown(leaf.items, (replace(leaf, items=()), values), partial(shown, leaf)))
    if len(pages) > 1:
        yield redirect(f"{url}trang/{len(pages)}/", url)


def page_path(url: str) -> str:
    """The output file of an address.

    >>> page_path("/tin/2022/04/a/"), page_path("/")
    ('tin/2022/04/a/index.html', 'index.html')
    """
    return f"{url.lstrip('/')}index.html"


def redirect(old: str, new: str, source: str = "") -> Output:
    """A small page at address *old* that leads to *new*."""
    path = old.lstrip("/") if old.endswith((".html", ".htm")) else page_path(old if old.endswith("/") else old + "/")
    return Output(path=path, template="redirect.html", values={"target": new}, source=source)
