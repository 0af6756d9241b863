"""Who wrote, who photographed, and where the text was taken from, line by line."""
from __future__ import annotations

import pytest

from scraper.bylines import Byline, credit_of, read
from scraper.names import are_names, is_name, is_unit, known, split_role

LABELLED = {
    "Tin, ảnh: Minh Thư": ("Minh Thư", None, "Minh Thư"),
    "TIN, ẢNH: MINH THƯ": ("MINH THƯ", None, "MINH THƯ"),
    "Tin và ảnh: Minh Thư": ("Minh Thư", None, "Minh Thư"),
    "Bài - ảnh: Minh Thư": ("Minh Thư", None, "Minh Thư"),
    "Tin ảnh : Minh Thư": ("Minh Thư", None, "Minh Thư"),
    "(Bài, ảnh: Minh Thư)": ("Minh Thư", None, "Minh Thư"),
    "Tin: Hải Yến": ("Hải Yến", None, None),
    "Tác giả: Hải Yến, Ban Tuyên giáo Huyện ủy": ("Hải Yến", "Ban Tuyên giáo Huyện ủy", None),
    "Người viết: Hải Yến (Hội Nông dân xã Đồng Mẫu)": ("Hải Yến", "Hội Nông dân xã Đồng Mẫu", None),
    "Tin: Hải Yến; ảnh: Đức Thọ": ("Hải Yến", None, "Đức Thọ"),
    "Tin: Hải Yến - Ảnh: Đức Thọ": ("Hải Yến", None, "Đức Thọ"),
    "Bài: Hải Yến. Ảnh: Đức Thọ": ("Hải Yến", None, "Đức Thọ"),
    "Tin, ảnh: Lê Hoàng Thử - Ủy ban Kiểm tra Huyện ủy": ("Lê Hoàng Thử", "Ủy ban Kiểm tra Huyện ủy", "Lê Hoàng Thử"),
    "Ảnh: Thành Tâm": (None, None, "Thành Tâm"),
    "Nội dung: Trần Thu Phương": ("Trần Thu Phương", None, None),
    "Thực hiện: Nhóm PV": ("Nhóm PV", None, None),
    "PV: Thu Chung": ("Thu Chung", None, None),
}
SIGNATURES = {
    "Vi Văn Sơn, Ban Tổ chức Đảng ủy Khối": ("Vi Văn Sơn", "Ban Tổ chức Đảng ủy Khối"),
    "Ngọc Diệp (Đài Truyền thanh phường)": ("Ngọc Diệp", "Đài Truyền thanh phường"),
    "Vũ Lan - Trung tâm Văn hóa - Thông tin huyện": ("Vũ Lan", "Trung tâm Văn hóa - Thông tin huyện"),
    "Hải Yến – Phó Bí thư Huyện đoàn": ("Hải Yến", "Phó Bí thư Huyện đoàn"),
    "Hải Yến - VPĐU": ("Hải Yến", "VPĐU"),
    "Minh Anh/TTXVN": ("Minh Anh", "TTXVN"),
    "Bích Ngọc - Thanh Hà": ("Bích Ngọc - Thanh Hà", None),
    "Minh Anh, Hoàng Nam": ("Minh Anh, Hoàng Nam", None),
    "Văn phòng Huyện ủy": ("Văn phòng Huyện ủy", None),
    "VĂN PHÒNG HUYỆN ỦY": ("VĂN PHÒNG HUYỆN ỦY", None),
    "Ban Tuyên giáo - Minh Anh": ("Minh Anh", "Ban Tuyên giáo"),
    "Minh Anh (tổng hợp)": ("Minh Anh", None),
    "P.V": ("P.V", None), "N.T.H": ("N.T.H", None), "BBT": ("BBT", None), "Sùng A Páo": ("Sùng A Páo", None),
    "(Hải Yến)": ("Hải Yến", None), "Hải Yến.": ("Hải Yến", None),
}


@pytest.mark.parametrize("line", LABELLED)
def test_a_label_tells_author_unit_and_photographer(line):
    said = read(line)
    assert (said.author, said.role, said.photographer) == LABELLED[line]


@pytest.mark.parametrize("line", SIGNATURES)
def test_a_signature_is_parted_into_name_and_unit(line):
    assert split_role(line) == SIGNATURES[line]


@pytest.mark.parametrize("line, source", [("Theo Báo Thí Dụ điện tử", "Báo Thí Dụ điện tử"), ("Nguồn: TTXVN", "TTXVN"), ("(Theo TTXVN)", "TTXVN"), ("Nguồn tin: Văn phòng Huyện ủy", "Văn phòng Huyện ủy")])
def test_a_source_is_no_author(line, source):
    assert read(line) == Byline(source=source)


@pytest.mark.parametrize("line", ["Theo báo cáo, các chi bộ đã tự kiểm tra 312 lượt đảng viên trong toàn huyện", "Kết quả như sau: tốt", "Bài học kinh nghiệm: phải sâu sát cơ sở", "Tin tưởng vào sự lãnh đạo của Đảng",
                                  "Ảnh hưởng của cơn bão số 3", "Hình thức tổ chức: trực tiếp", "Đăng lúc: 16 giờ 25", "Tin học hóa: bước đi đầu tiên"])
def test_running_text_is_no_byline(line):
    said = read(line)
    assert said is None or (said.author, said.photographer, said.source) == (None, None, None)


@pytest.mark.parametrize("line", ["Đăng bởi: admin", "Được viết bởi Super User", "Người đăng: Quản trị viên", "Tác giả: Administrator"])
def test_an_account_is_no_author(line):
    assert read(line).author is None


def test_who_typed_an_article_in_is_told_apart():
    assert read("Người đăng: Hải Yến") == Byline(author="Hải Yến", posted=True)


@pytest.mark.parametrize("text", ["Thời sự", "Chính trị", "Văn phòng Huyện ủy", "Kết luận", "Trang chủ", "Năm 2024", "Phát biểu tại hội nghị", "Nguyễn Văn An Bình Minh Châu"])
def test_what_is_no_name(text):
    assert not is_name(text) or is_unit(text)


@pytest.mark.parametrize("text, several", [("Bích Ngọc - Thanh Hà", True), ("Minh Anh và Hoàng Nam", True), ("Vi Văn Sơn, Ban Tổ chức", False), ("", False)])
def test_several_names_are_names(text, several):
    assert are_names(text) is several


@pytest.mark.parametrize("caption, expected", [
    ("Quang cảnh hội nghị (Ảnh: Đức Thọ)", ("Quang cảnh hội nghị", "Đức Thọ")), ("Quang cảnh hội nghị - Ảnh: ĐỨC THỌ", ("Quang cảnh hội nghị", "ĐỨC THỌ")),
    ("Quang cảnh hội nghị. Ảnh: Đức Thọ.", ("Quang cảnh hội nghị.", "Đức Thọ")), ("Ảnh: Đoàn viên trồng cây dọc bờ kênh", ("Ảnh: Đoàn viên trồng cây dọc bờ kênh", None)),
    ("Hình ảnh: các đại biểu dự hội nghị", ("Hình ảnh: các đại biểu dự hội nghị", None)), ("Quang cảnh hội nghị", ("Quang cảnh hội nghị", None)), ("", ("", None))])
def test_a_caption_gives_up_its_photographer_and_keeps_its_words(caption, expected):
    assert credit_of(caption) == expected


def test_known_accounts_are_dropped_whatever_their_case():
    assert known("ADMIN") is None and known("Hải Yến") == "Hải Yến" and known(None) is None
