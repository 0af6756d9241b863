"""Pictures for shared links, and the small lists that old pages load."""
from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from plugins.portal import assets
from plugins.portal.share import SANS, SERIF, _cut, _fitted, _font, picture

from .samples import THEME, at, built, content, made, outputs, run

FILES = assets.load(THEME).files


@pytest.mark.parametrize("name", ["Họp", "Đào tạo, bồi dưỡng", "Tên chuyên mục rất dài " * 12, "Khôngmộtkhoảngtrắngnào" * 9])
def test_every_name_fits_its_picture(name):
    data = picture(name, "Cổng tin " * 30, FILES[SERIF], FILES[SANS])
    lines, font = _fitted(name, FILES[SERIF], 1040)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1200, 630) and len(data) < 60_000
        ink = image.convert("L").crop((1121, 40, 1200, 500))  # right of where words may stand
        assert min(ink.get_flattened_data() if hasattr(ink, "get_flattened_data") else ink.getdata()) > 200
    assert len(lines) <= 3 and all(font.getlength(line) <= 1040 for line in lines)


def test_a_picture_is_the_same_every_time_and_another_for_another_name():
    one, again, other = (picture(name, "Tin", FILES[SERIF], FILES[SANS]) for name in ("Họp", "Họp", "Hợp"))
    assert one == again != other


def test_every_section_has_its_picture_and_its_newest():
    site = content(*run(3), made("Chuyện quê", category="Đời sống", date=at(2)))
    paths = {o.path for o in outputs(site)}
    for section in ("cong-tac-can-bo", "doi-song"):
        assert {f"chuyen-muc/{section}/chia-se.png", f"chuyen-muc/{section}/moi.json"} <= paths


def test_a_list_of_the_newest_tells_a_date_only_where_it_is_that_of_publication():
    files = built(content(made("Mới", date=at(3), series="Chuyện"), made("Cũ", date=at(2), date_basis="imported", series="Chuyện"), made("Ẩn", status="hidden")))
    told = json.loads(files["chuyen-muc/cong-tac-can-bo/moi.json"])
    assert told == [{"url": "/tin/2026/11/moi/", "title": "Mới", "date": "2026-11-03"}, {"url": "/tin/2026/11/cu/", "title": "Cũ"}]
    assert json.loads(files["dong-su-kien/chuyen/moi.json"]) == told


def test_a_section_shows_its_banner_and_what_it_is_about_on_its_first_page_alone():
    from plugins.site_data import SectionNote, SiteData

    data = SiteData(categories=("Công tác cán bộ",), sections={"Công tác cán bộ": SectionNote("Quy hoạch & nguồn.", "anh/a.jpg")})
    files = built(content(*run(6), data=data), per_page=2)
    first, full = files["chuyen-muc/cong-tac-can-bo/index.html"], files["chuyen-muc/cong-tac-can-bo/trang/1/index.html"]
    assert "Quy hoạch &amp; nguồn." in first and "/anh/a.jpg" in first and first.count('fetchpriority="high"') == 1
    assert "Quy hoạch &amp; nguồn." not in full and "/anh/a.jpg" not in full


def test_what_is_cut_keeps_all_that_fits_and_no_space_before_the_dots():
    font = _font(FILES[SERIF], 58)
    for text in ("chữ " * 40, "a b  " * 90, "W" * 20_000, "Khôngmộtkhoảngtrắngnào" * 9):
        cut = _cut(text, font, 1040)
        kept = cut.removesuffix("…")
        assert cut != text and text.startswith(kept) and kept == kept.rstrip() and font.getlength(cut) <= 1040
        assert font.getlength(text[:len(kept) + 3] + "…") > 1040
    assert _cut("ngắn", font, 1040) == "ngắn" and _cut("chữ", font, 1) == "…"
