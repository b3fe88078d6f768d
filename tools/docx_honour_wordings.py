"""The wording of honours: badges asked for, one request (6-HHĐ), the list of those put forward for commendation.

The sources name 6-HHĐ and no more; columns and sentences are ours until an office has compared them
(docs/law/forms.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.docx_wordings import _cell_signs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.make_docx_templates import Sheet


def _badge_list(sheet: Sheet) -> None:
    sheet.turn()
    sheet.heading()
    sheet.compare("danh sách đề nghị tặng Huy hiệu Đảng: các cột, người ký")
    sheet.title("DANH SÁCH", "đề nghị tặng Huy hiệu Đảng")
    sheet.addressee("{{ cấp_nhận }}")
    widths = [10, 36, 20, 30, 36, 24, 22, 22, 22, 18]
    sheet.register(
        [
            "TT",
            "Họ và tên",
            "Ngày sinh",
            "Quê quán",
            "Chi bộ",
            "Quyết định kết nạp",
            "Ngày vào Đảng",
            "Ngày chính thức",
            "Đủ năm tuổi Đảng",
            "Loại huy hiệu",
        ],
        [width * sheet.width / sum(widths) for width in widths],
        "người in danh_sách",
        [
            "{{ người.số }}",
            "{{ người.họ_tên }}",
            "{{ người.ngày_sinh }}",
            "{{ người.quê_quán }}",
            "{{ người.chi_bộ }}",
            "{{ người.ngày_quyết_định }}",
            "{{ người.ngày_vào_Đảng }}",
            "{{ người.ngày_chính_thức }}",
            "{{ người.ngày_đủ_năm }}",
            "{{ người.loại_huy_hiệu }}, {{ người.diện }}",
        ],
        pt=11,
        is_numbered=False,
    )
    sheet.para("{{ số_người }} đồng chí. Tuổi Đảng tính từ ngày trong quyết định kết nạp.", lead="Cộng: ")
    _cell_signs(sheet)


def _badge_request(sheet: Sheet) -> None:
    sheet.personal_heading(form="6-HHĐ")
    sheet.compare("6-HHĐ: tên bản, lời, thứ tự mục; nguồn chỉ cho biết số mẫu")
    sheet.title("BẢN ĐỀ NGHỊ", "tặng Huy hiệu Đảng")
    sheet.addressee("{{ cấp_nhận }}")
    sheet.para("{{ họ_tên }}", lead="Họ và tên: ")
    sheet.para("{{ ngày_sinh }}", lead="Sinh: ")
    sheet.para("{{ quê_quán }}", lead="Quê quán: ")
    sheet.para("{{ nơi_ở }}", lead="Nơi ở hiện nay: ")
    sheet.para("{{ chức_danh }}{% if nơi_làm_việc %}, {{ nơi_làm_việc }}{% endif %}", lead="Chức danh, nơi công tác: ")
    sheet.para("{{ ngày_quyết_định }}", lead="Quyết định kết nạp: ")
    sheet.para("{{ ngày_vào_Đảng }}", lead="Vào Đảng: ")
    sheet.para("{{ ngày_chính_thức }}", lead="Chính thức: ")
    sheet.para("{{ tên_chi_bộ }}", lead="Sinh hoạt tại: ")
    sheet.para(
        "Tính đến {{ ngày_đủ_năm }}, tôi đủ {{ loại_huy_hiệu }} năm tuổi Đảng"
        "{% if diện %} (diện: {{ diện }}){% endif %}. Tôi đề nghị được xét tặng Huy hiệu {{ loại_huy_hiệu }} năm "
        "tuổi Đảng."
    )
    sheet.two_signatures(("XÁC NHẬN CỦA CHI BỘ\n{{ chức_vụ_ký }}", "{{ người_ký }}"), ("NGƯỜI ĐỀ NGHỊ", "{{ họ_tên }}"))


def _commendation_list(sheet: Sheet) -> None:
    sheet.heading()
    sheet.compare("danh sách đề nghị khen thưởng: các cột, người ký, cấp được quyết định")
    sheet.title("DANH SÁCH", "đề nghị khen thưởng")
    sheet.addressee("{{ cấp_nhận }}")
    rest = sheet.width - 10 - 42 - 22 - 30 - 14
    sheet.register(
        ["TT", "Cá nhân, tập thể", "Hình thức", "Về", "Năm", "Thành tích"],
        [10, 42, 22, 30, 14, rest],
        "người in danh_sách",
        [
            "{{ người.số }}",
            "{{ người.họ_tên }}",
            "{{ người.hình_thức }}",
            "{{ người.về }}",
            "{{ người.năm }}",
            "{{ người.thành_tích }}",
        ],
        pt=12,
        is_numbered=False,
    )
    sheet.para(
        "{% if số_tập_thể %}{{ số_tập_thể }} tập thể{% endif %}{% if số_tập_thể and số_người %}, {% endif %}"
        "{% if số_người %}{{ số_người }} đồng chí{% endif %}.",
        lead="Cộng: ",
    )
    _cell_signs(sheet)


HONOUR_PAPERS: dict[str, Callable[[Sheet], None]] = {
    "danh-sach-huy-hieu": _badge_list,
    "6-hhd": _badge_request,
    "danh-sach-khen-thuong": _commendation_list,
}
