"""What stands around articles on the composed pages: menus, clocks, other news, comments, and the forms of dates."""
from __future__ import annotations

MENU = ["Trang nhất", "Giới thiệu chung", "Tin hoạt động ngành", "Văn bản chỉ đạo", "Tổ chức bộ máy", "Tuyên truyền miệng", "Thư viện video", "Sơ đồ cổng", "Hỏi đáp pháp luật", "Liên hệ tòa soạn"]
SITES = ["Cổng thông tin điện tử huyện Thí Dụ", "Báo Thí Dụ điện tử", "Trang tin Đảng bộ Mẫu Sơn", "Huyện ủy Mẫu Sơn", "Đảng ủy Khối tỉnh Thí Dụ"]
RELATED = ["Hội thao truyền thống các cơ quan lần thứ bảy", "Tổng kết mười năm quy chế dân chủ ở cơ sở", "Phát động quyên góp sách cho thư viện vùng cao", "Giao ban công tác dân vận quý một",
           "Cựu chiến binh phường thăm chiến trường xưa", "Tập huấn kỹ năng viết tin bài cho cộng tác viên", "Kiểm tra phòng cháy tại chợ trung tâm", "Giải bóng chuyền nữ khép lại thành công"]
SIDE = ["Tuyển dụng công chức cấp xã năm nay", "Kế hoạch hội thi báo cáo viên giỏi", "Danh sách khen thưởng chuyên đề đợt hai", "Bình xét gia đình văn hóa cuối năm", "Lịch công tác tuần của cơ quan"]
FOOT = ["Cơ quan chủ quản: Huyện ủy Thí Dụ", "Giấy phép số 99/GP-STTTT cấp ngày 12/03/2019", "Điện thoại: 0200.999.888 - Email: bbt@example.vn"]
NAMES = ["Hải Yến", "Minh Thư", "Nguyễn Văn Dụ", "Lê Hoàng Thử", "Quốc Khánh", "Trần Thị Thu Phương", "Vũ Lan", "Hoàng Nam", "Thùy Dương", "Sùng A Páo", "Bích Ngọc", "Đức Thọ"]
CLOCKS = ["<span id='clock'>Thứ Sáu, 22/11/2024 14:05 (GMT +7)</span>", "<div class='today'>Thứ năm, ngày 21 tháng 11 năm 2024</div>", "<div class='datebar'>21/11/2024 09:00</div>", "<div class='header-date'>Hôm nay: 20/11/2024</div>", "<p>Thứ Tư, 20/11/2024</p>"]
_WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"]
_MONTHS = ["Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai"]


def _half(d) -> str:
    return f"{(d.hour - 1) % 12 + 1}:{d:%M}"


DATES = [
    (lambda d: f"{d:%d-%m-%Y %H:%M}", "minute"), (lambda d: f"{d:%d/%m/%Y %H:%M}", "minute"), (lambda d: f"{_WEEKDAYS[d.weekday()]}, {d:%d/%m/%Y | %H:%M:%S}", "second"),
    (lambda d: f"{_WEEKDAYS[d.weekday()]} - {d:%d/%m/%Y %H:%M}", "minute"), (lambda d: f"{d:%H:%M} | {d:%d/%m/%Y}", "minute"), (lambda d: f"{d:%H:%M}, {d:%d/%m/%Y}", "minute"),
    (lambda d: f"{d:%d/%m/%Y} {_half(d)} {'SA' if d.hour < 12 else 'CH'}", "minute"), (lambda d: f"{d:%d/%m/%Y} {_half(d)} {'AM' if d.hour < 12 else 'PM'}", "minute"),
    (lambda d: f"{d.hour} giờ {d:%M} phút, ngày {d.day} tháng {d.month} năm {d.year}", "minute"), (lambda d: f"{d:%H}h{d:%M} ngày {d:%d/%m/%Y}", "minute"),
    (lambda d: f"{d.day} Tháng {_MONTHS[d.month - 1]}, {d.year}", "day"), (lambda d: f"{_WEEKDAYS[d.weekday()]}, {d:%d} Tháng {d.month} {d.year} {d:%H:%M}", "minute"),
    (lambda d: f"{d:%d.%m.%Y}", "day"), (lambda d: f"{d.day}/{d.month}/{d.year}", "day"), (lambda d: f"{d:%Y-%m-%d %H:%M:%S}", "second"),
    (lambda d: f"T{d.weekday() + 2 if d.weekday() < 6 else '7'}, {d:%d/%m/%Y - %H:%M}", "minute"), (lambda d: f"{_WEEKDAYS[d.weekday()]}, {d:%d/%m/%Y, %H:%M} (GMT+7)", "minute"), (lambda d: f"ngày {d.day} tháng {d.month} năm {d.year}", "day"),
]


def links(composer, names: list[str]) -> str:
    """Other news as a list, as lines or as a table, some with days."""
    day = composer.r.random() < 0.4
    made = [f'<a href="/{k}.html">{name}</a>' + (f" ({k + 11}/05/2022)" if day else "") for k, name in enumerate(names)]
    return composer.pick("<ul>" + "".join(f"<li>{m}</li>" for m in made) + "</ul>", "".join(f"<div>{m}</div>" for m in made), "<br>".join(f"- {m}" for m in made), "<table>" + "".join(f"<tr><td>{m}</td></tr>" for m in made) + "</table>")


def excerpts(composer, names: list[str]) -> str:
    text = "Sự kiện thu hút đông đảo cán bộ và nhân dân tham gia, góp phần lan tỏa tinh thần đoàn kết trong cộng đồng dân cư ở các địa bàn trong những năm qua."
    composer.furniture("Sự kiện thu hút đông đảo")
    return "".join(f'<div class="media"><h4><a href="/{k}">{name}</a></h4><p>{text}</p></div>' for k, name in enumerate(names))


def comments(composer) -> str:
    text = "Tôi rất đồng tình với nội dung bài viết, mong các cấp tiếp tục quan tâm hơn nữa tới đời sống bà con ở vùng sâu, vùng xa của huyện nhà."
    composer.furniture("Tôi rất đồng tình")
    return composer.pick(f"<div class='comments'><h3>Bình luận (1)</h3><p><b>Bạn đọc</b> 25/11/2024</p><p>{text}</p></div>", f"<div><h4>Ý kiến bạn đọc</h4><div><b>Văn An</b><p>{text}</p></div></div>")
