"""What every page shares: addresses, menu, settings, the theme's own files."""
from __future__ import annotations

import json

import pytest

from plugins.portal import assets, settings
from plugins.portal.environment import globals_and_filters
from plugins.portal.site import addresses, build_site
from plugins.site_data import SiteData
from plugins.values import Conference, Term

from .samples import THEME, at, built, content, made


def site(siteurl="", *found):
    return build_site(content(*(found or (made(),))), {"SITEURL": siteurl})


@pytest.mark.parametrize("siteurl, link, whole", [
    ("", "/tin/", "/tin/"),
    ("https://vi-du.vn", "/tin/", "https://vi-du.vn/tin/"),
    ("https://vi-du.vn/y/", "/y/tin/", "https://vi-du.vn/y/tin/"),
])
def test_links_carry_the_sites_path_and_metadata_its_whole_address(siteurl, link, whole):
    u, absolute = addresses(site(siteurl))
    assert (u("/tin/"), absolute("/tin/")) == (link, whole)


@pytest.mark.parametrize("other", ["https://example.org/", "mailto:a@example.org", "#x", "//example.org/"])
def test_addresses_elsewhere_pass_unchanged(other):
    u, absolute = addresses(site("https://vi-du.vn/y"))
    assert u(other) == absolute(other) == other


def test_one_more_article_in_a_known_section_and_term_leaves_the_site_as_it_was():
    conference = Conference("dai-hoi", terms=(Term(2025, 2030),))
    first = made("a", conferences=(conference,))
    assert site("", first) == site("", first, made("b", conferences=(conference,), date=at(2), tags=("thẻ mới",)))


def test_terms_of_two_families_in_the_same_years_share_a_menu_entry():
    conference = Conference("dai-hoi", terms=(Term(2021, 2026, "government"), Term(2021, 2026), Term(2025, 2030)))
    assert [term.years for term in site("", made(conferences=(conference,))).terms] == ["2025-2030", "2021-2026"]


def test_a_content_folder_that_says_nothing_of_itself_still_has_a_name():
    assert build_site(content(data=SiteData()), {}).name == "Cổng tin"


def test_a_part_that_is_left_out_of_a_build_is_left_out_of_the_menu():
    given = {"SITEURL": "", "BUILD": {"without": ["search", "figures"]}}
    conference = Conference("dai-hoi", terms=(Term(2025, 2030),))
    found = build_site(content(made(conferences=(conference,))), given)
    assert not found.has_search and not found.has_figures and found.terms == ()
    assert site().has_search and site().has_figures


def test_the_site_map_names_every_section_page_and_term():
    conference = Conference("dai-hoi", terms=(Term(2025, 2030),))
    about = made("Giới thiệu", kind="page", date=None, path="trang/gioi-thieu.md")
    html = built(content(made(conferences=(conference,)), pages=(about,)))["so-do/index.html"]
    for address in ("/chuyen-muc/cong-tac-can-bo/", "/nhiem-ky/2025-2030/", "/trang/gioi-thieu/", "/tim-kiem/", "/luu-tru/"):
        assert f'<li><a href="{address}">' in html


def test_the_manifest_stays_under_the_sites_path():
    told = json.loads(built(content(made()), "https://vi-du.vn/y")["manifest.webmanifest"])
    assert (told["start_url"], told["scope"], told["lang"]) == ("/y/", "/y/", "vi")
    assert all(icon["src"].startswith("/y/theme/icons/") for icon in told["icons"])


def test_settings_keep_their_defaults_and_take_what_is_given():
    assert settings.read({}).per_page == 20
    assert settings.read({"PORTAL": {"per_page": 5}}).per_page == 5


@pytest.mark.parametrize("given, words", [
    ({"per_pages": 5}, "did you mean 'per_page'"), ({"x": 5}, "known: per_page"), ({"feed": 0}, "whole number from 1"),
    ({"feed": "20"}, "whole number from 1"), ({"feed": True}, "whole number from 1"),
])
def test_a_wrong_setting_is_explained(given, words):
    with pytest.raises(ValueError, match=words):
        settings.read({"PORTAL": given})


def theme(tmp_path, **sheets):
    (tmp_path / "static/css").mkdir(parents=True)
    for name, text in sheets.items():
        (tmp_path / f"static/css/{name}.css").write_text(text)
    return assets.load(tmp_path)


def test_style_sheets_are_joined_tokens_first_and_print_last(tmp_path):
    assert theme(tmp_path, print="p{}", zebra="z{}", tokens="t{}", base="b{}").css == b"t{}\nb{}\nz{}\np{}"


def test_the_sheets_name_follows_its_content(tmp_path):
    one = theme(tmp_path / "a", base="b{}").css_url
    assert one != theme(tmp_path / "b", base="c{}").css_url and one == theme(tmp_path / "c", base="b{}").css_url


def test_the_themes_files_are_written_and_its_sheets_only_joined():
    paths = {output.path for output in assets.outputs(assets.load(THEME))}
    assert "theme/js/site.js" in paths and "theme/fonts/be-vietnam-pro-400.woff2" in paths
    assert len([path for path in paths if path.endswith(".css")]) == 1


def test_an_asset_that_does_not_exist_is_an_error():
    names, _ = globals_and_filters(content(made()), {"SITEURL": "", "THEME": str(THEME)})
    with pytest.raises(KeyError):
        names["asset"]("js/khong-co.js")


def test_fonts_stay_within_their_budget():
    fonts = list((THEME / "static/fonts").glob("*.woff2"))
    assert fonts and sum(font.stat().st_size for font in fonts) <= 70_000
