"""The wording of the papers of commitments: the form a member signs, the list of a round.

The text of the form is the organisation's own; no official form was found (docs/law/forms.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.docx_wordings import _cell_signs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.make_docx_templates import Sheet

_CONFIRMING = "{% if người_xác_nhận %}{{ người_xác_nhận }}{% endif %}"


def _form(sheet: Sheet) -> None:
    sheet.heading()
    sheet.compare("bản cam kết: mọi trường, người ký; chưa tìm thấy mẫu chính thức")
    sheet.title("BẢN CAM KẾT", "{{ tên_đợt }}\nnăm {{ năm }}")
    sheet.addressee("{{ tên_chi_bộ }}")
    sheet.tag("if căn_cứ")
    sheet.para("{{ căn_cứ }}.", lead="Căn cứ: ")
    sheet.tag("endif")
    sheet.para("{{ họ_tên }}; sinh {{ ngày_sinh }}; vào Đảng {{ ngày_vào_Đảng }}.", lead="Tôi là: ")
    sheet.para("{{ chức_danh }}.", lead="Chức danh, nơi công tác: ")
    sheet.tag("for mục in lời")
    sheet.tag("if mục.là_mục")
    sheet.para("{{ mục.dòng }}", bold=True)
    sheet.tag("else")
    sheet.para("{{ mục.dòng }}")
    sheet.tag("endif")
    sheet.tag("endfor")
    sheet.para("", lead="Việc cụ thể tôi cam kết trong năm:", bold=True)
    sheet.tag("if việc_cam_kết")
    sheet.tag("for việc in việc_cam_kết")
    sheet.closing("- {{ việc }}")
    sheet.tag("endfor")
    sheet.tag("else")
    sheet.dotted(4, is_kept=True)
    sheet.tag("endif")
    sheet.two_signatures(("XÁC NHẬN CỦA CHI BỘ", _CONFIRMING), ("NGƯỜI CAM KẾT", "{{ họ_tên }}"))


def _summary(sheet: Sheet) -> None:
    sheet.turn()
    sheet.heading()
    sheet.compare("danh sách tổng hợp: các cột, người ký")
    sheet.title("TỔNG HỢP CAM KẾT", "{{ tên_đợt }}, năm {{ năm }}, tính đến {{ tính_đến }}")
    rest = sheet.width - 11 - 50 - 30
    sheet.register(
        ["TT", "Họ và tên", "Ngày nộp", "Bản giấy để ở", "Xác nhận", "Kết quả cuối năm", "Ghi chú"],
        [11, 50, 30, rest * 0.22, rest * 0.3, rest * 0.22, rest * 0.26],
        "người in danh_sách",
        [
            "{{ người.số }}",
            "{{ người.họ_tên }}",
            "{{ người.nộp }}",
            "{% if người.nơi_để %}{{ người.nơi_để }}{% endif %}",
            "{% if người.xác_nhận %}{{ người.xác_nhận }}{% endif %}",
            "{% if người.kết_quả %}{{ người.kết_quả }}{% endif %}",
            "{% if người.ghi_chú %}{{ người.ghi_chú }}{% endif %}",
        ],
        pt=12,
        is_numbered=False,
    )
    sheet.para(
        "phải nộp {{ phải_nộp }}, đã nộp {{ đã_nộp }} (nộp muộn {{ nộp_muộn }}), chưa nộp {{ chưa_nộp }}; "
        "đã xác nhận {{ đã_xác_nhận }}, đã kiểm tra cuối năm {{ đã_kiểm_tra }}.",
        lead="Cộng: ",
    )
    _cell_signs(sheet)


COMMITMENT_PAPERS: dict[str, Callable[[Sheet], None]] = {"ban-cam-ket": _form, "tong-hop-cam-ket": _summary}
