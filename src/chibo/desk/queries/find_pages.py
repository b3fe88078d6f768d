"""Pages of the program and paragraphs of its help, found by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from django.template.loader import get_template
from django.urls import resolve, reverse

from chibo.desk.queries.find_words import holds, parts

if TYPE_CHECKING:
    from chibo.base.access import Actor, Permission

_SHORTEST = 3
_ENTRY = re.compile(r"<dt>((?:(?!</dt>).)*)</dt>\s*<dd>(.*?)</dd>|<h2>([^<]*)</h2>\s*<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>|\{[{%#].*?[}%#]\}", re.DOTALL)

_KND: Final = " ".join(f"{number}-knđ" for number in range(1, 17))  # forms 1 to 16 lie in the dossiers of the road
PAGES: Final[tuple[tuple[str, str, str], ...]] = (
    ("Việc cần làm", "viec-can-lam/", "hạn nhắc việc tuần đến hạn quá hạn"),
    ("Tờ việc tuần để in", "viec-can-lam/in/", "in giấy"),
    ("Người", "nguoi/", "danh sách đảng viên cán bộ quần chúng bộ lọc lý lịch phiếu đảng viên 1-hsđv 2-hsđv 3-hsđv"),
    ("Ghi đảng viên chuyển đến", "nguoi/chuyen-den/", "chuyển sinh hoạt tiếp nhận giấy giới thiệu"),
    ("Người có thể ghi hai lần", "nguoi/trung/", "trùng gộp hai hồ sơ một người"),
    ("Cây tổ chức", "to-chuc/", "đơn vị sáp nhập chia tách đổi tên giải thể lập chi bộ"),
    ("Nhập danh sách", "nhap-danh-sach/", "excel xlsx csv"),
    ("Danh sách và sổ", "danh-sach/", "trộn thư mẫu 7-hsđv cử đi học phát thẻ 1-tđv 1a-tđv xuất"),
    ("Phát triển đảng viên", "phat-trien/", "nguồn đối tượng dự bị các bước bảng hồ sơ kết nạp " + _KND),
    ("Bảng các bước", "phat-trien/bang/", "nguồn đối tượng dự bị"),
    ("Đưa người vào theo dõi", "phat-trien/them/", "thêm nguồn mở hồ sơ"),
    ("Kế hoạch kết nạp", "phat-trien/ke-hoach/", "tính ngược mục tiêu ngày"),
    ("Soạn giấy tờ hàng loạt", "phat-trien/soan-hang-loat/", "nhiều người một lúc word pdf"),
    ("Nhãn hộp hồ sơ", "ho-so/nhan/", "mã vạch qr số hồ sơ"),
    ("Hồ sơ bị trả lại", "ho-so/tra-lai/", "sửa lý do cấp trên trả"),
    ("Bồi dưỡng", "boi-duong/", "lớp cảm tình đảng viên mới cử đi học"),
    ("Giấy chứng nhận", "boi-duong/giay-chung-nhan/", "bồi dưỡng nhận thức đảng viên mới"),
    ("Giấy chứng nhận sắp hết giá trị", "boi-duong/sap-het/", "60 tháng hạn"),
    ("Ghi chú tháng của người giúp đỡ", "ghi-chu/", "nhận xét kèm cặp"),
    ("Bước của tôi", "buoc-cua-toi/", "tự khai giấy tờ còn thiếu"),
    ("Họp", "hop/", "sinh hoạt chi bộ biên bản nghị quyết biểu quyết"),
    ("Chuẩn bị cuộc họp", "hop/moi/", "chương trình họp mới"),
    ("Buổi họp tối nay", "hop/toi-nay/", "điểm danh gần nhất"),
    ("Kế hoạch họp cả năm", "hop/ke-hoach/", "lịch sinh hoạt chuyên đề"),
    ("Ngân hàng chuyên đề", "hop/chuyen-de/", "sinh hoạt chuyên đề"),
    ("Tâm tư, nguyện vọng, kiến nghị", "hop/kien-nghi/", "trả lời ý kiến"),
    ("Tổ đảng", "hop/to-dang/", "chia tổ"),
    ("Miễn công tác, sinh hoạt đảng", "hop/mien-sinh-hoat/", "tuổi cao sức yếu"),
    ("Phiếu chấm điểm buổi sinh hoạt", "hop/phieu-cham-diem/", "chất lượng sinh hoạt"),
    ("Sổ số văn bản", "van-ban/so/", "lấy số nghị quyết công văn ký hiệu"),
    ("Đánh giá", "danh-gia/", "xếp loại danh hiệu hằng năm kiểm điểm"),
    ("Các năm đánh giá", "danh-gia/cac-nam/", "xếp loại"),
    ("Danh hiệu", "danh-gia/danh-hieu/", "trong sạch vững mạnh"),
    ("Huy hiệu Đảng", "danh-gia/huy-hieu/", "tuổi đảng 30 40 50 năm"),
    ("Khen thưởng", "danh-gia/khen-thuong/", "bằng khen giấy khen"),
    ("Kỷ luật", "danh-gia/ky-luat/", "khiển trách cảnh cáo"),
    ("Cam kết", "cam-ket/", "tu dưỡng rèn luyện phấn đấu"),
    ("Thi đua", "thi-dua/", "phong trào đợt"),
    ("Tuyên truyền", "tuyen-truyen/", "hoạt động cho quần chúng"),
    ("Báo cáo nhanh", "bao-cao/nhanh/", "số liệu thống kê"),
    ("Chỉ tiêu", "bao-cao/chi-tieu/", "mục tiêu nhiệm kỳ nghị quyết"),
    ("Chỉ tiêu và dự báo", "bao-cao/du-bao/", "tỷ lệ mục tiêu nhiệm kỳ"),
    ("Báo cáo bằng hình", "bao-cao/hinh/", "biểu đồ tháp tuổi"),
    ("Báo cáo bằng lời", "bao-cao/bang-loi/", "quý 6 tháng năm nhiệm kỳ"),
    ("Thống kê", "bao-cao/thong-ke/", "bảng biểu dân tộc giới tính tuổi"),
    ("Mẫu biểu riêng", "bao-cao/mau-rieng/", "excel cấp trên biểu"),
    ("Tổng hợp đơn vị", "bao-cao/tong-hop/", "cấp dưới chi bộ trực thuộc"),
    ("Chất lượng dữ liệu", "bao-cao/chat-luong/", "còn thiếu đầy đủ"),
    ("Phiếu đảng viên để bổ sung", "bao-cao/chat-luong/phieu-dang-vien/", "còn thiếu cơ sở dữ liệu 2-hsđv"),
    ("Biến động đảng viên", "bao-cao/bien-dong/", "tăng giảm chuyển đến chuyển đi"),
    ("Cài đặt", "cai-dat/", "tổ chức quy tắc ngày nghỉ"),
    ("Nhiệm kỳ", "cai-dat/nhiem-ky/", "đại hội bầu"),
    ("Cấp ủy", "cai-dat/cap-uy/", "bí thư phó bí thư chi ủy viên chức vụ"),
    ("Cán bộ sắp nghỉ", "cai-dat/can-bo-nghi/", "nghỉ hưu thôi việc"),
    ("Quy tắc riêng", "cai-dat/quy-tac-rieng/", "cách hiểu quy định địa phương"),
    ("Sao lưu", "cai-dat/sao-luu/", "khôi phục usb"),
    ("Khóa", "cai-dat/khoa/", "phiếu khôi phục đổi khóa"),
    ("Bản chụp", "cai-dat/ban-chup/", "quét scan giấy đã ký"),
    ("Mạng nội bộ", "cai-dat/mang-noi-bo/", "nhiều máy chứng thư"),
    ("Mẫu văn bản", "cai-dat/mau-van-ban/", "word docx sửa mẫu lời văn"),
    ("Xuất dữ liệu của đơn vị", "cai-dat/xuat-du-lieu/", "lấy toàn bộ ra json tệp"),
    ("Tự khai và ghi chú bằng mã", "cai-dat/tu-phuc-vu/", "điện thoại người được giúp đỡ"),
    ("Tài khoản", "cai-dat/tai-khoan/", "vai trò quyền người dùng"),
    ("Tài khoản của tôi", "tai-khoan/", "đổi cụm mật khẩu hai bước phiên"),
    ("Nhật ký", "nhat-ky/", "ai đã xem sửa"),
    ("Kiểm tra nhật ký", "nhat-ky/kiem-tra/", "niêm phong đối chiếu"),
    ("Dữ liệu cá nhân", "du-lieu/", "đề nghị đính chính xóa hạn chế"),
    ("Dữ liệu của tôi", "du-lieu/cua-toi/", "ai đã xem tải dữ liệu quyền riêng tư"),
    ("Thông báo về dữ liệu cá nhân", "du-lieu/thong-bao/", "quyền của người có dữ liệu"),
    ("Thời hạn lưu trữ", "du-lieu/luu-tru/", "xóa hết hạn"),
    ("Sự cố dữ liệu", "du-lieu/su-co/", "lộ mất 72 giờ"),
    ("Sổ quy định", "luat/", "văn bản điều khoản căn cứ luật"),
    ("Văn bản quy định", "luat/van-ban/", "hiệu lực thay thế"),
    ("Giá trị bổ sung", "luat/bo-sung/", "quy định mới thêm"),
    ("Mở khẩn cấp", "khan-cap/", "vắng bí thư"),
    ("Việc đang chạy", "viec-chay/", "tiến độ"),
    ("Trợ giúp", "tro-giup/", "hướng dẫn phím tắt cách dùng"),
)
"""Title, address, what else it is asked by. Who may open it is what its door asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFound:
    """A page or a paragraph of the help."""

    title: str
    why: str
    address: str


def find_pages(actor: Actor, asked: str) -> list[PageFound]:
    """Return the pages the actor may open whose title or further words begin with every word asked. No query."""
    words = parts(asked)
    return [
        PageFound(title=title, why="trang của chương trình", address=f"/{address}")
        for title, address, also in PAGES
        if words and holds(f"{title} {also}", words) and _may_open(actor, f"/{address}")
    ]


def _may_open(actor: Actor, address: str) -> bool:
    permission: Permission | None = getattr(resolve(address).func, "asks_for", None)
    return permission is None or actor.holds(permission)


def find_help(asked: str, *, limit: int) -> list[PageFound]:
    """Return the paragraphs of the help in which every word asked stands. No query."""
    words = parts(asked)
    if sum(len(word) for word in words) < _SHORTEST:
        return []
    found = [one for one in _paragraphs() if holds(f"{one.title} {one.why}", words)]
    return found[:limit]


@cache
def _paragraphs() -> tuple[PageFound, ...]:
    source = get_template("base/help.html").template.source  # type: ignore[attr-defined] # Django's own backend
    told = ([_TAG.sub("", part).strip() for part in entry if part] for entry in _ENTRY.findall(source))
    return tuple(PageFound(title=title, why=text, address=reverse("help")) for title, text in told)
