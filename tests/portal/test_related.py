"""Related articles are older and near in content."""
from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from plugins.portal.related import Beside
from plugins.values import Conference, Step, Term

from .samples import at, made, run

def related(articles, limit):
    beside = Beside(articles)
    return {article.path: beside.related(article, limit) for article in articles}


TAGS = ("quy hoạch", "chi bộ", "tập huấn", "đại hội")


def test_an_article_with_a_shared_tag_comes_before_one_of_the_same_category():
    newest = made("c", tags=("quy hoạch",), date=at(9))
    same_tag = made("a", tags=("quy hoạch",), category="Đời sống", date=at(1))
    same_category = made("b", date=at(5))
    assert related((newest, same_category, same_tag), 5)[newest.path] == (same_tag, same_category)


def test_a_rare_tag_counts_for_more_than_a_common_one():
    common = [made(f"chung {n}", tags=("hội nghị",), category=f"Mục {n}", date=at(2) + timedelta(hours=n)) for n in range(9)]
    rare = made("hiếm", tags=("luân chuyển",), category="Khác hẳn", date=at(1))
    newest = made("mới", tags=("hội nghị", "luân chuyển"), category="Mới", date=at(9))
    assert related((newest, *reversed(common), rare), 3)[newest.path][0] == rare


def test_articles_that_share_nothing_are_not_related():
    assert related((made("b", category="Ảnh", date=at(2)), made("a")), 5) == {"tin/b.md": (), "tin/a.md": ()}


@given(st.lists(st.sampled_from(TAGS), min_size=1, max_size=30), st.integers(1, 5))
def test_what_comes_later_changes_no_older_page(tags, limit):
    articles = tuple(made(f"bài {n}", tags=(tag,), date=at() + timedelta(hours=n)) for n, tag in enumerate(tags))[::-1]
    whole = related(articles, limit)
    before = related(articles[1:], limit)
    assert all(whole[path] == found for path, found in before.items())
    order = {article.path: place for place, article in enumerate(articles)}
    assert all(order[other.path] > order[path] for path, found in whole.items() for other in found)


def test_the_previous_article_is_the_next_older_one_of_the_category():
    third, other, first = made("c", date=at(3)), made("b", category="Đời sống", date=at(2)), made("a", date=at(1))
    beside = Beside((third, other, first))
    assert [beside.previous(article) for article in (third, other, first)] == [first, None, None]


def conference(number: int, committee: str = "khoi-mau", term: Term = Term(2025, 2030)) -> Conference:
    return Conference("khac", committees=(committee,), terms=(term,), step=Step(number, 5, "nam-buoc"))


def test_a_story_is_one_committees_way_through_a_procedure_in_one_term():
    first = made("bước 1", conferences=(conference(1),), date=at(1))
    elsewhere = made("nơi khác", conferences=(conference(1, "xa-vi-du"),), date=at(2))
    last_term = made("khóa trước", conferences=(conference(1, term=Term(2020, 2025)),), date=at(3))
    third = made("bước 3", conferences=(conference(3),), date=at(4))
    articles = (third, last_term, elsewhere, first)
    beside = Beside(articles)
    assert [beside.story(article, 5) for article in articles] == [(first,), (), (), ()]


def test_a_series_shows_its_newest_earlier_parts():
    parts = run(5, series="Chuyện cơ sở")
    assert Beside(parts).story(parts[0], 3) == parts[1:4]


def test_an_article_that_no_list_holds_has_nothing_beside_it():
    beside, hidden = Beside(run(3, tags=("quy hoạch",))), made("ẩn", tags=("quy hoạch",))
    assert (beside.related(hidden, 5), beside.story(hidden, 5), beside.previous(hidden)) == ((), (), None)
