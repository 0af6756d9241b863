"""Steps and conferences."""
from __future__ import annotations

from datetime import date

import pytest

from plugins.figures.normalise import normalise
from plugins.figures.read import read


@pytest.mark.parametrize(("title", "text", "number", "of"), [
    ("", "Hội nghị thực hiện bước 3/5 quy trình quy hoạch.", 3, 5),
    ("", "Hội nghị lần này là bước thứ 4 của quy trình 5 bước. Trước đó đã thực hiện bước 3.", 4, 5),
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
    ("Chiều 26/6/2023, Huyện ủy Mẫu Sơn tổ chức hội nghị cán bộ chủ chốt.", None, date(2023, 6, 26)),
    ("Ngày 14/9, Tỉnh ủy Ví Dụ tổ chức hội nghị cán bộ chủ chốt.", "Thứ 5, 14/09/2023 | 18:01:08", date(2023, 9, 14)),
    ("Ngày 28/12, Tỉnh ủy Ví Dụ tổ chức hội nghị cán bộ chủ chốt.", "03/01/2023 08:00", date(2022, 12, 28)),
    ("Sáng nay, Đảng ủy Khối (mẫu) tổ chức hội nghị cán bộ chủ chốt.", "12-05-2023 16:40", date(2023, 5, 12)),
    ("Theo Kế hoạch số 41-KH/QU, ngày 02/4/2023, ngày 6 và 7 tháng 6 năm 2023, Quận ủy tổ chức hội nghị cán bộ chủ chốt.", None, date(2023, 6, 6)),
    ("Thực hiện Kế hoạch số 41-KH/QU, trong ngày 05/7/2023, Quận ủy tổ chức hội nghị cán bộ chủ chốt.", None, date(2023, 7, 5)),
    ("Thực hiện kế hoạch của Ban Thường vụ Tỉnh ủy, ngày 05/7/2023 Quận ủy tổ chức hội nghị cán bộ chủ chốt.", None, date(2023, 7, 5)),
    ("Căn cứ Kế hoạch số 41-KH/QU của Quận ủy, tại cuộc họp ngày 05/7/2023, Ban Thường vụ Quận ủy đã phê duyệt quy hoạch. Danh sách gửi đi hôm 08/7.",
     None, date(2023, 7, 5)),
    ("Tiếp sau hội nghị cán bộ chủ chốt hôm 02/7, ngày 05/7/2023 Quận ủy tổ chức Hội nghị Ban Chấp hành.", None, date(2023, 7, 5)),
    ("Sau hai ngày học tập (14 đến 15/9/2023), lớp bồi dưỡng cấp ủy viên bế mạc.", None, date(2023, 9, 14)),
    ("Theo Kế hoạch số 41-KH/QU của Ban Thường vụ Quận ủy, sáng 06/7/2023 sẽ diễn ra hội nghị cán bộ chủ chốt.", None, date(2023, 7, 6)),
    ("Theo Kế hoạch số 41-KH/QU của Ban Thường vụ Quận ủy ngày 02/4/2023, chiều 6/6/2023, tổ chức hội nghị cán bộ chủ chốt.", None, date(2023, 6, 6)),
])
def test_the_day_of_a_conference(text, published, held):
    assert read(text, published=published).conference.held == held


def test_a_congress_that_is_only_cited_is_no_conference():
    assert read("Thực hiện Nghị quyết Đại hội Đảng bộ huyện, ngày 5/6/2023 chi bộ đã học tập.").conference is None


def test_a_conference_whose_result_is_cited_is_not_the_one_reported():
    text = "Ngày 5/6/2023, Ban Thường vụ Quận ủy (mẫu) tổ chức hội nghị thực hiện bước 5, xem xét kết quả giới thiệu của hội nghị Ban Chấp hành."
    assert read(text).conference.kind == "ban-thuong-vu"


@pytest.mark.parametrize(("title", "kind"), [
    ("Kiểm phiếu bước 4: Ban Chấp hành Đảng bộ huyện (mẫu) giới thiệu nguồn", "ban-chap-hanh"),
    ("Kết quả: Ban Chấp hành 44 đồng chí được giới thiệu nguồn", None),
])
def test_who_acts_in_a_headline_tells_the_kind(title, kind):
    conference = read("Ngày 4/8/2023, danh sách kế thừa kết quả của hội nghị cán bộ chủ chốt.", title=title).conference
    assert (conference.kind if conference else None) == (kind or "khac")


def test_classes_held_over_years_are_no_conference():
    assert read("Từ năm 2018 đến nay, Đảng ủy đã mở 11 lớp bồi dưỡng nghiệp vụ.").conference is None


def test_an_unreadable_date_of_publication_is_borne():
    assert read("Ngày 14/9, tổ chức hội nghị cán bộ chủ chốt.", published="hôm kia").conference.held is None


def test_normal_forms_do_not_matter_to_kinds():
    assert normalise("HỘI NGHỊ").text == "hội nghị"
