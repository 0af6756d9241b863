"""Articles are grouped by category, tag, author and month."""
from __future__ import annotations

from datetime import datetime, timezone

from plugins.portal.taxonomy import by_author, by_category, by_month, by_tag, sections_of
from plugins.values import Person

from .samples import at, made


def test_sections_follow_the_data_file_then_the_vietnamese_alphabet():
    found = [made("a", category=name) for name in ("Đời sống", "Ảnh", "Xây dựng Đảng", "Công tác cán bộ")]
    assert [s.name for s in sections_of(found, ("Công tác cán bộ",))] == ["Công tác cán bộ", "Ảnh", "Đời sống", "Xây dựng Đảng"]


def test_a_category_without_articles_is_no_section():
    assert [s.name for s in sections_of([made(category="Ảnh")], ("Công tác cán bộ", "Ảnh"))] == ["Ảnh"]


def test_two_spellings_of_one_category_are_one_section_named_by_the_data_file():
    found = [made("a", category="công tác cán bộ"), made("b", category="Công tác Cán bộ")]
    assert [s.name for s in sections_of(found, ("Công tác cán bộ",))] == ["Công tác cán bộ"]
    assert len(by_category(found)) == 1


def test_an_article_without_a_category_is_listed_all_the_same():
    assert [g.name for g in by_category([made(category="")]).values()] == ["Tin khác"]


def test_a_tag_is_named_as_its_oldest_article_names_it():
    newest, oldest = made("b", tags=("QUY HOẠCH",), date=at(9)), made("a", tags=("quy hoạch",), date=at(1))
    group = by_tag([newest, oldest])["quy-hoach"]
    assert (group.name, group.url, group.articles) == ("quy hoạch", "/the/quy-hoach/", (newest, oldest))


def test_a_tag_written_twice_in_one_article_counts_once():
    assert len(by_tag([made(tags=("quy hoạch", "Quy hoạch"))])["quy-hoach"].articles) == 1


def test_a_tag_of_signs_alone_still_has_an_address():
    assert [g.url for g in by_tag([made(tags=("★",))]).values()] == ["/the/khac/"]


def test_an_article_by_two_authors_stands_with_both():
    article = made(authors=(Person("Lê Minh Họa"), Person("Trần Văn Dụ")))
    assert sorted(by_author([article])) == ["le-minh-hoa", "tran-van-du"]


def test_months_are_those_of_vietnam_and_newest_first():
    late = made("a", date=datetime(2026, 10, 31, 20, tzinfo=timezone.utc))  # 3 in the morning of 1 November in Hanoi
    months = by_month([late, made("b", date=at(5, month=9))])
    assert [(m.url, m.name) for m in months] == [("/luu-tru/2026/11/", "Tháng 11/2026"), ("/luu-tru/2026/09/", "Tháng 9/2026")]
