"""The wording of the yearly review's papers: self-review, collective report, lists, ballot, count, submission, notice.

The official forms were not seen whole, so these are our own sentences with the facts of the records in place; a form's
number stands in the corner only where the law data names one for the paper's date (docs/law/forms.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.docx_wordings import _cell_signs, _each

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.make_docx_templates import Sheet


def _self_review(sheet: Sheet) -> None:
    sheet.personal_heading(form="Mẫu")
    sheet.compare("bản kiểm điểm cá nhân: mọi mục; chỉ số mẫu lấy từ dữ liệu quy định")
    sheet.title("BẢN KIỂM ĐIỂM CÁ NHÂN", "năm {{ năm }}")
    sheet.facts(
        [
            ("Họ và tên", "{{ họ_tên }}"),
            ("Ngày sinh", "{{ ngày_sinh }}"),
            ("Ngày vào Đảng", "{{ ngày_vào_Đảng }}"),
            ("Chức vụ trong Đảng", "{% if chức_vụ %}{{ chức_vụ }}{% else %}Đảng viên{% endif %}"),
            ("Sinh hoạt tại", "{{ tên_chi_bộ }}"),
        ]
    )
    sheet.para("", lead="I. SỐ LIỆU TRONG NĂM (chương trình điền từ sổ, người viết soát lại)", bold=True)
    sheet.para(
        "chi bộ họp {{ số_buổi_họp }} buổi trong thời gian đồng chí sinh hoạt; có mặt {{ có_mặt }}, "
        "vắng có lý do {{ vắng_có_lý_do }}, vắng không lý do {{ vắng_không_lý_do }}."
        "{% if buổi_chỉ_có_số %} Có {{ buổi_chỉ_có_số }} buổi chỉ ghi số người dự.{% endif %}",
        lead="1. Sinh hoạt: ",
    )
    sheet.tag("if việc_được_giao")
    sheet.para("", lead="2. Việc chi bộ giao:", bold=True)
    sheet.rows(
        ["Việc", "Ngày giao", "Hạn", "Xong"],
        [sheet.width - 84, 28, 28, 28],
        "việc in việc_được_giao",
        ["{{ việc.tên }}", "{{ việc.ngày_giao }}", "{{ việc.hạn }}", "{{ việc.xong }}"],
    )
    sheet.tag("else")
    sheet.para("sổ không ghi việc nào được giao trong năm.", lead="2. Việc chi bộ giao: ")
    sheet.tag("endif")
    sheet.para(
        "{% if các_lớp %}{{ các_lớp }}{% else %}sổ không ghi lớp nào trong năm{% endif %}.", lead="3. Lớp đã học: "
    )
    sheet.para("", lead="II. ƯU ĐIỂM, KẾT QUẢ ĐẠT ĐƯỢC", bold=True)
    sheet.room("1. Về tư tưởng chính trị; phẩm chất đạo đức, lối sống: ", "về_tư_tưởng", "người viết tự ghi")
    sheet.room("2. Về thực hiện chức trách, nhiệm vụ được giao: ", "về_nhiệm_vụ", "người viết tự ghi")
    sheet.room("3. Về thực hiện cam kết tu dưỡng, rèn luyện, phấn đấu: ", "về_cam_kết", "người viết tự ghi")
    sheet.room("III. HẠN CHẾ, KHUYẾT ĐIỂM VÀ NGUYÊN NHÂN: ", "hạn_chế", "người viết tự ghi")
    sheet.room("IV. VIỆC KHẮC PHỤC HẠN CHẾ CỦA NĂM TRƯỚC: ", "khắc_phục", "người viết tự ghi")
    sheet.para("", lead="V. TỰ NHẬN MỨC XẾP LOẠI (đánh dấu một ô)", bold=True)
    _each(sheet, "mức in các_mức", "☐  {{ mức }}")
    sheet.signature("", "NGƯỜI TỰ KIỂM ĐIỂM", "{{ họ_tên }}", hint="(Ký, ghi rõ họ tên)")


def _collective_report(sheet: Sheet) -> None:
    sheet.heading(form="Mẫu", is_numbered=True)
    sheet.compare("báo cáo kiểm điểm tập thể: mọi mục; chỉ số mẫu lấy từ dữ liệu quy định")
    sheet.title("BÁO CÁO", "kiểm điểm tập thể năm {{ năm }}")
    sheet.para("", lead="I. SỐ LIỆU TRONG NĂM", bold=True)
    sheet.para(
        "{{ tổng_số }} đảng viên tại ngày chốt danh sách {{ ngày_chốt }}; kiểm điểm {{ số_kiểm_điểm }}, xếp loại "
        "{{ số_xếp_loại }}.",
        lead="1. Đảng viên: ",
    )
    sheet.para("{{ số_buổi_họp }} buổi đã ghi trong sổ.", lead="2. Sinh hoạt chi bộ: ")
    sheet.para(
        "giao {{ số_việc }} việc, xong đúng hạn {{ số_việc_đúng_hạn }}, chưa xong {{ số_việc_chưa_xong }}.",
        lead="3. Việc giao cho đảng viên: ",
    )
    sheet.room("II. ƯU ĐIỂM, KẾT QUẢ ĐẠT ĐƯỢC: ", "ưu_điểm", "tập thể thảo luận, ghi vào đây")
    sheet.room("III. HẠN CHẾ, KHUYẾT ĐIỂM VÀ NGUYÊN NHÂN: ", "hạn_chế", "tập thể thảo luận, ghi vào đây")
    sheet.room("IV. VIỆC KHẮC PHỤC HẠN CHẾ CỦA NĂM TRƯỚC: ", "khắc_phục", "ghi từng việc và kết quả")
    sheet.room("V. PHƯƠNG HƯỚNG, BIỆN PHÁP: ", "phương_hướng", "việc, người làm, thời hạn")
    sheet.para(
        "{% if mức_tự_nhận %}{{ mức_tự_nhận }}{% else %}……{% endif %}.", lead="VI. TẬP THỂ TỰ NHẬN MỨC XẾP LOẠI: "
    )
    _cell_signs(sheet)


def _proposals(sheet: Sheet) -> None:
    sheet.heading()
    sheet.compare("danh sách đề nghị xếp loại: các cột")
    sheet.title("DANH SÁCH", "đề nghị xếp loại chất lượng năm {{ năm }}")
    sheet.rows(
        ["TT", "Họ và tên", "Diện", "Tự nhận", "Đề nghị"],
        [11, sheet.width - 131, 36, 42, 42],
        "người in danh_sách",
        [
            "{{ người.số }}",
            "{{ người.họ_tên }}",
            "{{ người.diện }}{% if người.lý_do %} ({{ người.lý_do }}){% endif %}",
            "{% if người.tự_nhận %}{{ người.tự_nhận }}{% endif %}",
            "{% if người.đề_nghị %}{{ người.đề_nghị }}{% endif %}",
        ],
    )
    sheet.para("Danh sách xếp theo tên, không xếp theo mức.", italic=True)
    _cell_signs(sheet)


def _ballot(sheet: Sheet) -> None:
    sheet.compare("phiếu xếp loại: khổ, lời trên phiếu, có đóng dấu hay không")
    sheet.heading()
    sheet.title("PHIẾU XẾP LOẠI", "chất lượng năm {{ năm }}", hyphens=False)
    width = (sheet.width - 71) / 4
    sheet.rows(
        ["TT", "Họ và tên", "{{ mức_1 }}", "{{ mức_2 }}", "{{ mức_3 }}", "{{ mức_4 }}"],
        [11, 60, width, width, width, width],
        "người in danh_sách",
        ["{{ người.số }}", "{{ người.họ_tên }}", "☐", "☐", "☐", "☐"],
    )
    sheet.para("Mỗi dòng đánh dấu × vào một ô. Không ký, không ghi tên người bỏ phiếu.", italic=True)
    sheet.para("Dòng để trống hoặc đánh dấu nhiều ô thì không tính cho dòng ấy.", italic=True)


def _count(sheet: Sheet) -> None:
    sheet.heading()
    sheet.compare("biên bản kiểm phiếu xếp loại: mọi trường")
    sheet.title("BIÊN BẢN KIỂM PHIẾU", "xếp loại chất lượng năm {{ năm }}")
    sheet.para(
        "{{ Ngày_họp }}, {{ tên_chi_bộ }} bỏ phiếu xếp loại chất lượng năm {{ năm }}"
        "{% if lần_bỏ_phiếu %}, lần {{ lần_bỏ_phiếu }}{% endif %}."
    )
    sheet.para("{{ câu_mẫu_số }}", lead="Số đảng viên tính biểu quyết: ")
    sheet.para("{{ người_kiểm_phiếu }}.", lead="Người kiểm phiếu do hội nghị cử: ")
    sheet.para(
        "phát ra {{ phát_ra }}; thu về {{ thu_về }}; hợp lệ {{ hợp_lệ }}; không hợp lệ {{ không_hợp_lệ }}.",
        lead="Số phiếu: ",
    )
    width = (sheet.width - 71) / 4
    sheet.rows(
        ["TT", "Họ và tên", "{{ mức_1 }}", "{{ mức_2 }}", "{{ mức_3 }}", "{{ mức_4 }}"],
        [11, 60, width, width, width, width],
        "người in kết_quả",
        [
            "{{ người.số }}",
            "{{ người.họ_tên }}",
            "{{ người.phiếu_1 }}",
            "{{ người.phiếu_2 }}",
            "{{ người.phiếu_3 }}",
            "{{ người.phiếu_4 }}",
        ],
    )
    sheet.para(
        "{% if số_cần %}mức được quá nửa mẫu số, từ {{ số_cần }} phiếu, là mức đề nghị{% else %}chưa có căn cứ về số "
        "phiếu cần{% endif %}.",
        lead="Cách tính: ",
    )
    sheet.closing("Biên bản được đọc trước hội nghị.")
    sheet.two_signatures(("NGƯỜI KIỂM PHIẾU", "{{ tên_người_kiểm_phiếu }}"), ("CHỦ TRÌ", "{{ chủ_trì }}"))


def _summary(sheet: Sheet) -> None:
    sheet.heading()
    sheet.compare("bảng tổng hợp xếp loại: các cột")
    sheet.title("BẢNG TỔNG HỢP", "kết quả kiểm điểm, xếp loại chất lượng năm {{ năm }}")
    width = (sheet.width - 62) / 6
    sheet.rows(
        ["Tổ chức", "Đảng viên", "Xếp loại", "{{ mức_1 }}", "{{ mức_2 }}", "{{ mức_3 }}", "{{ mức_4 }}"],
        [62, *[width] * 6],
        "dòng in các_tổ_chức",
        [
            "{{ dòng.tên }}",
            "{{ dòng.đảng_viên }}",
            "{{ dòng.xếp_loại }}",
            "{{ dòng.mức_1 }}",
            "{{ dòng.mức_2 }}",
            "{{ dòng.mức_3 }}",
            "{{ dòng.mức_4 }}",
        ],
    )
    sheet.tag("if không_xếp_loại")
    sheet.para("", lead="Không xếp loại hoặc không kiểm điểm:", bold=True)
    _each(sheet, "người in không_xếp_loại", "- Đồng chí {{ người.họ_tên }}: {{ người.diện }} ({{ người.lý_do }}).")
    sheet.tag("endif")
    sheet.tag("if tỷ_lệ")
    sheet.para("", lead="Tỷ lệ hoàn thành xuất sắc:", bold=True)
    _each(sheet, "câu in tỷ_lệ", "- {{ câu }}.")
    sheet.tag("endif")
    _cell_signs(sheet)


def _submission(sheet: Sheet) -> None:
    sheet.heading(is_numbered=True)
    sheet.compare("tờ trình xếp loại: mọi trường")
    sheet.title("TỜ TRÌNH", "đề nghị xếp loại chất lượng tổ chức đảng, đảng viên năm {{ năm }}")
    sheet.addressee("{{ kính_gửi }}")
    sheet.para("Căn cứ {{ căn_cứ }};")
    sheet.para("Căn cứ kết quả kiểm điểm và bỏ phiếu{% if ngày_họp %} {{ ngày_họp }}{% endif %},")
    sheet.para("{{ tên_chi_bộ }} đề nghị cấp có thẩm quyền xem xét, quyết định:")
    sheet.para("{% if mức_tập_thể %}{{ mức_tập_thể }}{% else %}……{% endif %}.", lead="1. Tập thể: ")
    sheet.para(
        "{{ tổng_số }} đảng viên, đề nghị xếp loại {{ số_xếp_loại }}; trong đó {{ mức_1 }}: {{ số_mức_1 }}; "
        "{{ mức_2 }}: {{ số_mức_2 }}; {{ mức_3 }}: {{ số_mức_3 }}; {{ mức_4 }}: {{ số_mức_4 }}.",
        lead="2. Đảng viên: ",
    )
    sheet.tag("if xuất_sắc")
    sheet.para("", lead="3. Đề nghị hoàn thành xuất sắc nhiệm vụ (xếp theo tên):", bold=True)
    _each(sheet, "người in xuất_sắc", "- Đồng chí {{ người.họ_tên }};")
    sheet.tag("endif")
    sheet.para("{{ tên_chi_bộ }} gửi kèm danh sách, biên bản kiểm phiếu và bản kiểm điểm.")
    _cell_signs(sheet)


def _notice(sheet: Sheet) -> None:
    sheet.heading(body="cấp_quyết_định", is_draft=True)
    sheet.compare("thông báo kết quả xếp loại: do cấp quyết định ban hành; đây là bản soạn sẵn")
    sheet.title("KẾT QUẢ", "xếp loại chất lượng năm {{ năm }} của {{ tên_chi_bộ }}")
    sheet.para("{% if mức_tập_thể %}{{ mức_tập_thể }}{% else %}……{% endif %}.", lead="1. Tập thể: ")
    sheet.para("", lead="2. Đảng viên (xếp theo tên):", bold=True)
    sheet.rows(
        ["TT", "Họ và tên", "Mức xếp loại", "Quyết định"],
        [11, sheet.width - 119, 58, 50],
        "người in kết_quả",
        ["{{ người.số }}", "{{ người.họ_tên }}", "{{ người.mức }}", "{{ người.quyết_định }}"],
    )
    sheet.para("Gửi đồng chí bí thư để báo từng đảng viên và lưu hồ sơ.")
    sheet.signature("", "{{ chức_vụ_ký }}", "{{ người_ký }}")


REVIEW_PAPERS: dict[str, Callable[[Sheet], None]] = {
    "ban-tu-kiem-diem": _self_review,
    "bao-cao-kiem-diem": _collective_report,
    "danh-sach-xep-loai": _proposals,
    "phieu-xep-loai": _ballot,
    "bien-ban-xep-loai": _count,
    "tong-hop-xep-loai": _summary,
    "to-trinh-xep-loai": _submission,
    "ket-qua-xep-loai": _notice,
}
