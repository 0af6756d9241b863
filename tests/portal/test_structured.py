"""Metadata says what the page says: no invented dates, no address where there is none."""
from __future__ import annotations

import json
from datetime import date

from plugins.portal.site import addresses, build_site
from plugins.portal.structured import citation, news_article, properties, website
from plugins.portal.environment import json_script
from plugins.values import Audio, Conference, Correction, Person, Picture, Source

from .samples import REGISTER, at, content, made

SITE = build_site(content(made()), {"SITEURL": "https://vi-du.vn/tin"})
NOWHERE = build_site(content(made()), {"SITEURL": ""})
_, ABSOLUTE = addresses(SITE)


def graph(article, kind="NewsArticle"):
    return [node for node in news_article(article, SITE, REGISTER, ABSOLUTE)["@graph"] if node["@type"] == kind]


def test_a_news_article_carries_both_dates_and_its_authors():
    news = graph(made(updated=at(2), authors=(Person("Lê Minh Họa", "Văn phòng"), Person("Ban biên tập"))))[0]
    assert (news["datePublished"], news["dateModified"]) == ("2026-11-01T08:00:00+07:00", "2026-11-02T08:00:00+07:00")
    assert news["author"] == [{"@type": "Person", "name": "Lê Minh Họa", "jobTitle": "Văn phòng"},
                              {"@type": "Organization", "name": "Ban biên tập"}]
    assert news["@id"] == "https://vi-du.vn/tin/tin/2026/11/hoi-nghi-o-mau-son/"


def test_a_correction_moves_the_date_of_change():
    news = graph(made(corrections=(Correction(at(5), "Sửa số."),)))[0]
    assert news["dateModified"] == "2026-11-05T08:00:00+07:00" and news["correction"][0]["text"] == "Sửa số."


def test_a_date_that_the_source_did_not_print_is_no_date_of_publication():
    article = made(date_basis="conference")
    assert "datePublished" not in graph(article)[0]
    assert not [name for name, _ in citation(article, SITE, ABSOLUTE) if "date" in name.lower()]
    assert not [name for name, _ in properties(article, SITE, ABSOLUTE) if name == "article:published_time"]


def test_the_original_is_named_as_what_the_article_is_based_on():
    source = Source("Báo Ví dụ", "https://example.org/bai", authors=(Person("Phạm Mẫu"),))
    assert graph(made(source=source))[0]["isBasedOn"]["author"] == [{"@type": "Person", "name": "Phạm Mẫu"}]


def test_pictures_and_sound_have_whole_quoted_addresses():
    news = graph(made(cover=Picture("anh/hội trường.jpg"), audio=Audio("am-thanh/a.mp3")))[0]
    assert news["image"] == ["https://vi-du.vn/tin/anh/h%E1%BB%99i%20tr%C6%B0%E1%BB%9Dng.jpg"]
    assert news["audio"]["contentUrl"] == "https://vi-du.vn/tin/am-thanh/a.mp3"


def test_a_conference_with_a_day_is_an_event_and_one_without_is_not():
    held = Conference("dai-hoi", held=date(2026, 11, 3), committees=("khoi-mau",), venue="Hội trường A")
    events = graph(made(conferences=(held, Conference("dai-hoi"))), "Event")
    assert [(e["startDate"], e["organizer"][0]["name"]) for e in events] == [("2026-11-03", "Đảng ủy Khối Ví dụ")]


def test_the_trail_leads_from_the_front_page_through_the_section():
    trail = graph(made(), "BreadcrumbList")[0]["itemListElement"]
    assert [item["name"] for item in trail] == ["Tin Mẫu Sơn", "Công tác cán bộ", "Hội nghị ở Mẫu Sơn"]
    assert trail[1]["item"] == "https://vi-du.vn/tin/chuyen-muc/cong-tac-can-bo/"


def test_open_graph_gives_addresses_only_where_the_site_has_one():
    article = made(cover=Picture("anh/a.jpg"))
    _, relative = addresses(NOWHERE)
    assert {"og:url", "og:image"} <= {name for name, _ in properties(article, SITE, ABSOLUTE)}
    assert not {"og:url", "og:image"} & {name for name, _ in properties(article, NOWHERE, relative)}


def test_an_article_without_a_picture_is_shared_with_its_sections():
    assert ("og:image", "https://vi-du.vn/tin/chuyen-muc/cong-tac-can-bo/chia-se.png") in properties(made(), SITE, ABSOLUTE)


def test_an_article_outside_the_sites_sections_is_shared_with_the_sites_emblem():
    assert ("og:image", "https://vi-du.vn/tin/theme/icons/icon-512.png") in properties(made(category="Mục chỉ có bài ẩn"), SITE, ABSOLUTE)


def test_the_front_page_tells_machines_where_to_search():
    assert website(SITE, ABSOLUTE)["potentialAction"]["target"] == "https://vi-du.vn/tin/tim-kiem/?q={q}"
    assert website(NOWHERE, ABSOLUTE) == {}


def test_reference_managers_are_told_a_news_item():
    found = citation(made(), SITE, ABSOLUTE)
    assert ("DC.type", "newsitem") in found and ("citation_publication_date", "2026/11/01") in found


def test_json_in_a_page_cannot_end_its_script():
    nasty = {"name": "</script><!--\u2028"}
    text = str(json_script(nasty))
    assert "<" not in text and "\u2028" not in text and json.loads(text) == nasty
