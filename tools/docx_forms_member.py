"""The wording of a member's own file: 1-HSĐV (background), 2-HSĐV (sheet), 3-HSĐV (what changed in a year)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.docx_forms_dossier import SIGN, family, history, items

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.make_docx_templates import Sheet

_JOINING = [
    (
        "14",
        "Vào Đảng",
        "quyết định ký {{ ngày_quyết_định_kết_nạp }}; lễ kết nạp {{ ngày_vào_Đảng }}, tại {{ tên_chi_bộ }}",
    ),
    ("15", "Chính thức", "{{ ngày_chính_thức }}, tại {{ tên_chi_bộ }}"),
]
_OWN = [
    ("Những công việc, chức vụ đã qua", "những_chức_vụ", "từ tháng, năm nào; làm gì; ở đâu"),
    ("Đặc điểm lịch sử", "đặc_điểm_lịch_sử", "tự khai; không có thì ghi: không"),
    ("Những lớp đào tạo, bồi dưỡng đã qua", "các_lớp", "tên lớp, nơi học, thời gian, văn bằng hoặc chứng chỉ"),
    ("Đi nước ngoài", "đi_nước_ngoài", "không đi thì ghi: không"),
    ("Khen thưởng", "khen_thưởng", "không có thì ghi: không"),
    ("Kỷ luật", "kỷ_luật", "không có thì ghi: không"),
]


def _background(sheet: Sheet) -> None:
    sheet.compare("số các mục 11 đến 13 và 16 đến 21; phần gia đình; hai lời chứng nhận (đã và chưa thẩm tra)")
    sheet.personal_heading(form="1-HSĐV")
    sheet.title("LÝ LỊCH ĐẢNG VIÊN")
    sheet.facts(
        [("Số lý lịch", "{{ số_lý_lịch }}"), ("Số thẻ đảng viên", "{{ số_thẻ }}"), ("Chi bộ", "{{ tên_chi_bộ }}")]
    )
    items(sheet)
    sheet.numbered(_JOINING)
    sheet.para("", lead="Lịch sử bản thân", bold=True)
    history(sheet)
    for name, key, hint in _OWN:
        sheet.room(f"{name}: ", key, hint)
    sheet.para("", lead="Hoàn cảnh gia đình", bold=True)
    family(sheet)
    sheet.room("Khai từng người: ", "khai_gia_đình", "năm sinh, quê quán, nơi cư trú, nghề nghiệp")
    sheet.signature("", "NGƯỜI KHAI", "{{ họ_tên }}", hint=SIGN)
    sheet.room("Chứng nhận của cấp ủy cơ sở: ", "chứng_nhận_cấp_ủy", "đã thẩm tra hoặc chưa thẩm tra; ký, đóng dấu")


def _sheet(sheet: Sheet) -> None:
    sheet.compare("chỗ để từng mục; các mục sau phần lý lịch")
    sheet.file_heading(
        form="2-HSĐV",
        chain=[
            ("Tỉnh (tương đương)", "{{ đảng_bộ_tỉnh }}"),
            (
                "{% if còn_cấp_huyện %}Huyện (tương đương){% else %}Cấp trên trực tiếp của cơ sở{% endif %}",
                "{{ đảng_bộ_trên_cơ_sở }}",
            ),
            ("Đảng bộ cơ sở", "{{ đảng_bộ_cơ_sở }}"),
            ("Đảng bộ bộ phận", "{{ đảng_bộ_bộ_phận }}"),
            ("Chi bộ", "{{ tên_chi_bộ }}"),
        ],
    )
    sheet.title("PHIẾU ĐẢNG VIÊN", hyphens=False)
    sheet.facts([("Số lý lịch", "{{ số_lý_lịch }}"), ("Số thẻ đảng viên", "{{ số_thẻ }}")])
    items(sheet)
    sheet.numbered(_JOINING)
    history(sheet)
    for name, key, hint in _OWN:
        sheet.room(f"{name}: ", key, hint)
    family(sheet)
    sheet.signature("", "NGƯỜI KHAI", "{{ họ_tên }}", hint=SIGN)
    sheet.para("Đóng dấu giáp lai các trang và lên ảnh.", italic=True)


def _supplement(sheet: Sheet) -> None:
    sheet.compare("cả phiếu: các nguồn chỉ nêu tên, việc bổ sung hằng năm")
    sheet.personal_heading(form="3-HSĐV")
    sheet.title("PHIẾU BỔ SUNG HỒ SƠ ĐẢNG VIÊN", "năm {{ năm }}")
    sheet.facts(
        [
            ("Họ và tên", "{{ họ_tên }}"),
            ("Sinh ngày", "{{ ngày_sinh }}"),
            ("Số thẻ đảng viên", "{{ số_thẻ }}"),
            ("Chi bộ", "{{ tên_chi_bộ }}"),
            ("Nơi ở hiện nay", "{{ nơi_ở }}"),
            ("Nghề nghiệp, nơi làm việc hiện nay", "{{ nghề_nghiệp }}, {{ nơi_làm_việc }}"),
        ]
    )
    sheet.tag("if thay_đổi")
    sheet.para("", lead="Đã đính chính, bổ sung trong năm", bold=True)
    sheet.rows(
        ["Mục", "Trước", "Sau", "Ngày"],
        [34, (sheet.width - 60) / 2, (sheet.width - 60) / 2, 26],
        "mục in thay_đổi",
        ["{{ mục.tên }}", "{{ mục.trước }}", "{{ mục.sau }}", "{{ mục.ngày }}"],
    )
    sheet.tag("endif")
    for name, key, hint in (
        ("Nghề nghiệp, chức vụ", "bổ_sung_nghề_nghiệp", "có gì mới trong năm"),
        ("Trình độ, các lớp đã học", "bổ_sung_trình_độ", "tên lớp, thời gian, văn bằng hoặc chứng chỉ"),
        ("Khen thưởng, kỷ luật", "bổ_sung_khen_thưởng", "số, ngày quyết định; không có thì ghi: không"),
        ("Gia đình", "bổ_sung_gia_đình", "thay đổi về vợ (chồng), con; không có thì ghi: không"),
        ("Đi nước ngoài", "bổ_sung_nước_ngoài", "không đi thì ghi: không"),
    ):
        sheet.room(f"{name}: ", key, hint)
    sheet.two_signatures(("T/M {{ CẤP_ỦY }}", "{{ người_ký }}"), ("NGƯỜI KHAI", "{{ họ_tên }}"))


FORMS: dict[str, Callable[[Sheet], None]] = {"1-hsdv": _background, "2-hsdv": _sheet, "3-hsdv": _supplement}
