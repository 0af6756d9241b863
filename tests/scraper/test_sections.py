"""Which of the links and lines above an article names its section, and which of two lines is its title."""
from __future__ import annotations

import pytest

from scraper.parse import parse
from scraper.values import RawPage

TITLE = "Đảng ủy xã Đồng Mẫu sơ kết công tác kiểm tra sáu tháng đầu năm"
TEXT = "".join(f"<p>{sentence}</p>" for sentence in (
    "Chiều 4/7, Đảng ủy xã Đồng Mẫu họp sơ kết công tác kiểm tra, giám sát và thi hành kỷ luật của Đảng sáu tháng đầu năm.",
    "Sáu tháng qua, Ủy ban Kiểm tra Đảng ủy đã giám sát bốn chi bộ, nhắc nhở hai chi bộ sinh hoạt chưa đủ thời gian quy định.",
    "Bí thư Đảng ủy xã đề nghị các chi bộ gửi kế hoạch tự kiểm tra trước ngày 20 hằng tháng để Đảng ủy theo dõi, đôn đốc."))
PAGE = "<!DOCTYPE html><html><head><meta charset=utf-8><title>{head}</title></head><body>{above}<div class=date>05/07/2022 08:15</div><div class=text>{text}</div></body></html>"


def read(above: str, head: str = f"{TITLE} - Đồng Mẫu"):
    return parse(RawPage("http://dongmau.example.vn/chinh-tri/202207/so-ket-1234/", PAGE.format(head=head, above=above, text=TEXT).encode()))


@pytest.mark.parametrize("above, section", [
    ("<div class=bar><a class=top href=/chinh-tri/>Chính trị</a><div class=sub><a href=/chinh-tri/thoi-su/>Thời sự</a> <a href=/chinh-tri/doi-song/>Nghị quyết và cuộc sống</a></div></div>", "Chính trị"),
    ("<div class=breadcrumb><a href=/chinh-tri>Chính trị</a><ul><li><a href=/chinh-tri/thoi-su>Thời sự</a></li><li><a href=/chinh-tri/doi-song>Nghị quyết và cuộc sống</a></li></ul></div>", "Chính trị"),
    ("<ul class=breadcrumb><li><a href=/web>Trang chủ</a></li><li><a href=/web/tin-tuc>Tin tức</a></li><li><a href=/web/kiem-tra>Kiểm tra, giám sát</a></li></ul>", "Kiểm tra, giám sát"),
    ("<ol class=breadcrumb><li><a href=/>Trang chủ</a></li><li><a href=/tin-tuc>Tin tức</a></li><li>Đảng - Đoàn thể</li></ol>", "Đảng - Đoàn thể"),
    ("<div class=breadcrumb><a href=/>Trang chủ</a> - <a href=/tin-tuc>Tin tức</a> - Xây dựng Đảng</div>", "Xây dựng Đảng"),
])
def test_the_section_is_the_last_step_of_a_path_and_the_head_of_a_row_of_sections(above, section):
    found = read(f"{above}<h1>{TITLE}</h1>")
    assert (found.category, found.title) == (section, TITLE)


def test_a_pages_own_name_above_the_headline_is_no_title():
    found = read(f"<div><span class=Head>Tin trong huyện</span></div><table><tr><td><span class=News_Title>{TITLE}</span></td></tr></table>", head="Tin trong huyện")
    assert found.title == TITLE
