"""Steps and conferences."""
from __future__ import annotations

from datetime import date

import pytest

from plugins.figures.normalise import normalise
from plugins.figures.read import read


@pytest.mark.parametrize(("title", "text", "number", "of"), [
    ("", "Hội nghị thực hiện bước 3/5 quy trình quy hoạch.", 3, 5),
    ("", "Đây là bước thứ 3 trong quy trình 5 bước. Trước đó đã thực hiện bước 2.", 3, 5),
    ("", "Thực hiện bước 4 trong 5 bước của quy trình.", 4, 5),
    ("Hội nghị bước 2 quy hoạch cán bộ", "Trên cơ sở kết quả bước 1, hội nghị bỏ phiếu; sau đó tiếp tục bước 3.", 2, None),
    ("", "Quy trình gồm 4 bước: bước 1, bước 2, bước 3 và bước 4.", None, 4),
    ("", "Hội nghị thực hiện bước 2 và bước 4 của quy trình 5 bước.", None, 5),
    ("", "Quy trình 5 bước được thực hiện chặt chẽ.", None, 5),
])
def test_the_step_that_an_article_reports(title, text, number, of):
    step = read(text, title=title).step
    assert (step.number, step.of) == (number, of)


@pytest.mark.parametrize("text", ["Từng bước một, từng bước nâng cao chất lượng.", "Bước sang nhiệm kỳ mới, bước đầu có kết quả.", ""])
def test_a_way_of_speaking_is_no_step(text):
    assert read(text).step is None


@pytest.mark.parametrize(("text", "published", "held"), [
    ("Chiều 25/5/2022, Huyện ủy Mẫu Sơn tổ chức hội nghị cán bộ chủ chốt.", None, date(2022, 5, 25)),
    ("Ngày 25/8, Tỉnh ủy Ví Dụ tổ chức hội nghị cán bộ chủ chốt.", "Thứ 3, 25/08/2020 | 18:01:08", date(2020, 8, 25)),
    ("Sáng nay, Đảng ủy Khối (mẫu) tổ chức hội nghị cán bộ chủ chốt.", "21-04-2022 17:44", date(2022, 4, 21)),
    ("Thực hiện Kế hoạch số 65-KH/ĐUK, ngày 16/3/2022, ngày 11 và 12 tháng 5 năm 2022, Đảng ủy tổ chức hội nghị cán bộ chủ chốt.", None, date(2022, 5, 11)),
])
def test_the_day_of_a_conference(text, published, held):
    assert read(text, published=published).conference.held == held


def test_a_congress_that_is_only_cited_is_no_conference():
    assert read("Thực hiện Nghị quyết Đại hội Đảng bộ huyện, ngày 5/6/2023 chi bộ đã học tập.").conference is None


def test_classes_held_over_years_are_no_conference():
    assert read("Từ năm 2015 đến nay, Đảng ủy đã mở 10 lớp bồi dưỡng nghiệp vụ.").conference is None


def test_an_unreadable_date_of_publication_is_borne():
    assert read("Ngày 25/8, tổ chức hội nghị cán bộ chủ chốt.", published="hôm kia").conference.held is None


def test_normal_forms_do_not_matter_to_kinds():
    assert normalise("HỘI NGHỊ").text == "hội nghị"
