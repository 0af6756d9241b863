"""The search's own test before a release is live: titles find their articles in the index as it will be served."""
from __future__ import annotations

from datetime import date, timedelta

import pytest

from plugins.search.build import FOLDER, MANIFEST, build
from plugins.search.documents import IndexDocument
from plugins.search.published import Published, Unreadable
from plugins.vietnamese.text import slug

DAY = date(2020, 1, 1)


@pytest.fixture(scope="module")
def index() -> dict[str, bytes]:
    """More articles than one block, so that there is a base and a tail."""
    titles = [f"Đảng bộ Khối {word} bàn quy hoạch năm {2000 + n}" for n, word in enumerate("An Bình Hòa Khóa Lý Mẫu Thủy".split() * 20)]
    return build([IndexDocument(f"/tin/{day:%Y/%m}/{slug(title)}/", title, day, f"{n:04}", body="Nội dung hội nghị.")
                  for n, title in enumerate(titles) for day in [DAY + timedelta(n)]])


def opened(files: dict[str, bytes]) -> Published:
    def read(path: str) -> bytes:
        if path not in files:
            raise FileNotFoundError(path)
        return files[path]

    return Published(read)


def test_every_title_finds_its_article_and_leads_to_its_address(index):
    held = opened(index)
    assert held.count == 140
    for number in range(held.count):
        title, address = held.card(number)
        assert held.finds(number, title) and address == f"/tin/{DAY + timedelta(number):%Y/%m}/{slug(title)}/"


def test_a_title_does_not_find_another_article(index):
    held = opened(index)
    assert not held.finds(3, held.card(4)[0])
    assert not held.finds(3, "chữ không có ở đâu") and not held.finds(3, "…")


def test_an_index_of_other_articles_under_these_cards_is_noticed(index):
    """The lists of one build with the cards of another: what a damaged cache could give."""
    other = build([IndexDocument(f"/tin/2020/01/{n}/", f"Chuyện khác hẳn số {n}", DAY + timedelta(n), f"{n:04}") for n in range(140)])
    mixed = opened({**index, MANIFEST: other[MANIFEST], **{p: d for p, d in other.items() if p != MANIFEST}})
    title = opened(index).card(7)[0]
    assert not mixed.finds(7, title)


@pytest.mark.parametrize("deed", ["missing", "flipped", "no manifest", "other version"])
def test_an_index_that_cannot_be_read_is_told(index, deed):
    files = dict(index)
    if deed == "no manifest":
        del files[MANIFEST]
    elif deed == "other version":
        files[MANIFEST] = files[MANIFEST].replace(b'"version":', b'"version":9')
    else:
        for path, data in index.items():
            if path != MANIFEST and "-" not in path.rpartition("/")[2]:
                if deed == "missing":
                    del files[path]
                else:
                    files[path] = data[:-1] + bytes([data[-1] ^ 1])
    with pytest.raises(Unreadable, match=FOLDER):
        held = opened(files)
        held.finds(5, held.card(5)[0])
