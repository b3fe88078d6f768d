"""Vietnamese words of the house: menu, permissions, statuses, confidence. Wording of findings is in ``findings``."""

from __future__ import annotations

from typing import Final

from chibo.base.access import Permission
from chibo.law.vocabulary import Confidence, DataRequestKind, FindingGrade

# The seven items; the key is the first part of the address.
MENU: Final[dict[str, str]] = {
    "viec-can-lam": "Việc cần làm",
    "nguoi": "Người",
    "phat-trien": "Phát triển đảng viên",
    "hop": "Họp",
    "danh-gia": "Đánh giá",
    "bao-cao": "Báo cáo",
    "cai-dat": "Cài đặt",
}
FIRST_IN_MENU: Final = frozenset({"viec-can-lam", "nguoi", "hop"})  # the others stand under "Mục khác" on a phone
BELONGS_TO: Final[dict[str, str]] = {
    "ho-so": "phat-trien",
    "boi-duong": "phat-trien",
    "du-lieu": "cai-dat",
    "nhap-danh-sach": "nguoi",
    "nhat-ky": "cai-dat",
    "": "viec-can-lam",
}

# What follows "Đồng chí chưa được giao quyền …".
PERMISSIONS: Final[dict[Permission, str]] = {
    Permission.VIEW_PEOPLE: "xem danh sách người",
    Permission.VIEW_SENSITIVE: "xem phần thông tin riêng của hồ sơ",
    Permission.EDIT_REGISTER: "sửa danh sách và thông tin của tổ chức đảng",
    Permission.VIEW_CASES: "xem hồ sơ phát triển đảng viên",
    Permission.RECORD_STEPS: "ghi các bước phát triển đảng viên",
    Permission.OVERRIDE: "ghi một bước khi còn điều kiện chưa đạt",
    Permission.WRITE_NOTES: "ghi nhận xét của người giúp đỡ",
    Permission.VIEW_MEETINGS: "xem các cuộc họp",
    Permission.RUN_MEETINGS: "chuẩn bị và ghi cuộc họp",
    Permission.MAKE_PAPERS: "soạn văn bản",
    Permission.VIEW_REPORTS: "xem báo cáo",
    Permission.IMPORT: "nhập danh sách",
    Permission.MANAGE_ACCOUNTS: "quản lý tài khoản",
    Permission.VIEW_AUDIT: "xem nhật ký",
    Permission.CHANGE_SETTINGS: "thay đổi cài đặt",
}

# How sure a figure is, beside its citation; a text that was read needs no remark.
CONFIDENCE: Final[dict[Confidence, str]] = {
    Confidence.HIGH: "",
    Confidence.MEDIUM: "theo nguồn thứ cấp, cần đối chiếu văn bản gốc",
    Confidence.LOW: "chưa đối chiếu được văn bản gốc",
    Confidence.LOCAL: "quy tắc riêng của đơn vị",
}
CARRIED_FORWARD: Final = "văn bản đã được thay thế, chưa tìm thấy quy định mới"

# The three grades of a finding (decision 13), as the two grades of the error box and the ticks.
GRADES: Final[dict[FindingGrade, str]] = {
    FindingGrade.STOP: "Cần sửa",
    FindingGrade.WARN: "Nên xem lại",
    FindingGrade.TICK: "Cần người xem trên giấy",
}

# What a person asks about the own data: what it is called on the screen and on paper.
DATA_REQUESTS: Final[dict[DataRequestKind, str]] = {
    DataRequestKind.ACCESS: "Xem, lấy bản dữ liệu của mình",
    DataRequestKind.CORRECTION: "Đính chính",
    DataRequestKind.RESTRICTION: "Hạn chế xử lý",
    DataRequestKind.OBJECTION: "Phản đối xử lý",
    DataRequestKind.WITHDRAWAL: "Rút lại đồng ý",
    DataRequestKind.DELETION: "Xóa dữ liệu",
}
