"""The wording of what the bodies above the cell sign: 7, 8, 9, 14, 15, 16-KNĐ and the decision of deletion.

In a cell's hands they are drafts: the body that signs them compares them with its own sample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.make_docx_templates import Sheet

APPLICANT = "quần chúng {{ họ_tên }}"
MEMBER = "đồng chí {{ họ_tên }}"
_ABOUT = (
    ", sinh {{ ngày_sinh }}, quê quán: {{ quê_quán }}"
    "{% if chức_danh %}, {{ chức_danh }}{% endif %}{% if nơi_làm_việc %}, {{ nơi_làm_việc }}{% endif %}"
)
_CELL_RESOLUTION = "Nghị quyết số {{ số_nghị_quyết_chi_bộ }} {{ ngày_nghị_quyết_chi_bộ }} của {{ tên_chi_bộ }}"
_CELL_VOTE = (
    "{{ tán_thành }}/{{ mẫu_số }} đảng viên chính thức tán thành, đạt {{ tỷ_lệ_tán_thành }}; không tán thành: "
    "{{ không_tán_thành }} đồng chí."
)
_JOINED = (
    "{% if kết_nạp_lại %}được kết nạp lại {% endif %}vào Đảng {{ ngày_vào_Đảng }} (ngày tổ chức lễ kết nạp), theo "
    "quyết định ký {{ ngày_quyết_định_kết_nạp }}; hết 12 tháng dự bị {{ ngày_hết_dự_bị }}"
)


def basis(sheet: Sheet, article: str) -> None:
    """Write the legal ground: the Charter, and the regulation on carrying it out that is in force that day."""
    sheet.para(f"Căn cứ {article} Điều lệ Đảng Cộng sản Việt Nam;")
    sheet.tag("if quy_định_thi_hành")
    sheet.para("Căn cứ {{ quy_định_thi_hành }} về thi hành Điều lệ Đảng;")
    sheet.tag("endif")


def _signs(sheet: Sheet) -> None:
    sheet.signature("{{ thay_mặt }}", "{{ chức_vụ_ký }}")


# --- the section committee appraises ---


def _appraisal(sheet: Sheet, number: str, summary: str, who: str, request: str) -> None:
    sheet.compare("mọi trường; đảng ủy bộ phận không biểu quyết theo các nguồn đã đọc")
    sheet.heading(form=number, body="nơi_ban_hành", is_numbered=True, is_draft=True)
    sheet.title("BÁO CÁO THẨM ĐỊNH", summary)
    sheet.addressee("{{ nơi_gửi_báo_cáo }}")
    sheet.para(f"{{{{ tên_nơi_ban_hành }}}} đã xem xét hồ sơ và {_CELL_RESOLUTION} về việc {summary} đối với {who}.")
    sheet.para(_CELL_VOTE, lead="Kết quả biểu quyết của chi bộ: ")
    sheet.para("Sau khi xem xét, {{ tên_nơi_ban_hành }} báo cáo như sau:")
    sheet.room("1. Về thủ tục và hồ sơ: ", "nhận_xét_hồ_sơ", "đủ hay còn thiếu giấy tờ nào")
    sheet.room("2. Về tiêu chuẩn, điều kiện: ", "nhận_xét_tiêu_chuẩn", "đủ hay chưa đủ, lý do")
    sheet.room("3. Ý kiến chưa thống nhất: ", "ý_kiến_khác", "nếu không có, ghi: không")
    sheet.para(request)
    _signs(sheet)


def _admission_appraisal(sheet: Sheet) -> None:
    _appraisal(
        sheet,
        "7-KNĐ",
        "đề nghị kết nạp đảng viên",
        APPLICANT + _ABOUT,
        f"Đề nghị {{{{ nơi_gửi_báo_cáo }}}} xem xét, đề nghị kết nạp {APPLICANT} vào Đảng Cộng sản Việt Nam.",
    )


def _recognition_appraisal(sheet: Sheet) -> None:
    _appraisal(
        sheet,
        "14-KNĐ",
        "đề nghị công nhận đảng viên chính thức",
        f"đảng viên dự bị, {MEMBER}{_ABOUT}, {_JOINED}",
        f"Đề nghị {{{{ nơi_gửi_báo_cáo }}}} xem xét, đề nghị công nhận đảng viên dự bị, {MEMBER}, là đảng viên chính "
        "thức.",
    )


# --- the base committee votes ---


def _committee_meeting(sheet: Sheet) -> None:
    """Write who was there and how the committee voted; its base is all members of the committee."""
    sheet.para("{{ tổng_số_ủy_viên }} đồng chí.", lead="Tổng số cấp ủy viên: ")
    sheet.para("{{ có_mặt_ủy_viên }} đồng chí; vắng mặt: {{ vắng_ủy_viên }} đồng chí.", lead="Có mặt: ")
    sheet.para("đồng chí {{ chủ_trì_cấp_ủy }}.", lead="Chủ trì: ")
    sheet.para("đồng chí {{ thư_ký_cấp_ủy }}.", lead="Thư ký hội nghị: ")


def _committee_vote(sheet: Sheet, purpose: str) -> None:
    sheet.para(
        f"số cấp ủy viên tán thành {purpose}: {{{{ tán_thành_ủy_viên }}}} đồng chí, đạt {{{{ tỷ_lệ_ủy_viên }}}} so với "
        "tổng số cấp ủy viên; không tán thành: {{ không_tán_thành_ủy_viên }} đồng chí.",
        lead="Kết quả biểu quyết: ",
    )


def _base_resolution(sheet: Sheet, number: str, article: str, summary: str, who: str) -> None:
    sheet.heading(form=number, body="nơi_ban_hành", is_numbered=True, is_draft=True)
    sheet.title("NGHỊ QUYẾT", summary)
    basis(sheet, article)
    sheet.para(f"Xét {_CELL_RESOLUTION} về việc {summary},")
    sheet.para(f"{{{{ Ngày_họp_cấp_ủy }}}}, {{{{ tên_nơi_ban_hành }}}} họp xét, {summary}: {who}.")
    _committee_meeting(sheet)
    sheet.para(_CELL_VOTE, lead="Kết quả biểu quyết của chi bộ: ")
    sheet.tag("if có_đảng_ủy_bộ_phận")
    sheet.para("{{ ý_kiến_thẩm_định }}.", lead="Ý kiến thẩm định của đảng ủy bộ phận: ")
    sheet.tag("endif")
    sheet.para("Sau khi xem xét hồ sơ và thảo luận, hội nghị kết luận:")
    sheet.room("1. Ưu điểm: ", "ưu_điểm", "phẩm chất chính trị; đạo đức, lối sống; năng lực; quan hệ quần chúng")
    sheet.room("2. Khuyết điểm, hạn chế: ", "khuyết_điểm", "ghi rõ, đúng mức")


def _base_admission(sheet: Sheet) -> None:
    sheet.compare("mọi trường; căn cứ; cách ghi biểu quyết")
    _base_resolution(sheet, "8-KNĐ", "Điều 4", "đề nghị kết nạp đảng viên", APPLICANT + _ABOUT)
    _committee_vote(sheet, "kết nạp")
    sheet.centred("{{ CƠ_QUAN }} QUYẾT NGHỊ")
    sheet.para(f"Đề nghị {{{{ nơi_quyết_định }}}} xét, quyết định kết nạp {APPLICANT} vào Đảng Cộng sản Việt Nam.")
    _signs(sheet)


def _base_recognition(sheet: Sheet) -> None:
    sheet.compare("mọi trường; căn cứ; cách ghi biểu quyết")
    who = f"đảng viên dự bị, {MEMBER}{_ABOUT}, {_JOINED}"
    _base_resolution(sheet, "15-KNĐ", "Điều 5", "đề nghị công nhận đảng viên chính thức", who)
    _committee_vote(sheet, "công nhận")
    sheet.centred("{{ CƠ_QUAN }} QUYẾT NGHỊ")
    sheet.para(
        f"Đề nghị {{{{ nơi_quyết_định }}}} xét, quyết định công nhận đảng viên dự bị, {MEMBER}, là đảng viên chính "
        "thức từ {{ ngày_hết_dự_bị }}."
    )
    _signs(sheet)


# --- the competent committee decides ---


def _considered(sheet: Sheet, summary: str) -> None:
    """Name the resolution that the decision rests on: the base committee's where there is one, else the cell's."""
    sheet.tag("if có_đảng_ủy_cơ_sở")
    sheet.para(
        "Xét Nghị quyết số {{ số_nghị_quyết_cơ_sở }} {{ ngày_nghị_quyết_cơ_sở }} của {{ tên_đảng_ủy_cơ_sở }} và "
        f"{_CELL_RESOLUTION} về việc {summary},"
    )
    sheet.tag("else")
    sheet.para(f"Xét {_CELL_RESOLUTION} về việc {summary},")
    sheet.tag("endif")


def _decision(sheet: Sheet, number: str, summary: str, article: str) -> None:
    sheet.heading(form=number, body="nơi_ban_hành", is_numbered=True, is_draft=True)
    sheet.title("QUYẾT ĐỊNH", summary)
    basis(sheet, article)


def _admission_decision(sheet: Sheet) -> None:
    sheet.compare("mọi trường; câu chữ từng điều; nơi nhận; lời căn cứ")
    _decision(sheet, "9-KNĐ", "kết nạp đảng viên", "Điều 4")
    _considered(sheet, "đề nghị kết nạp đảng viên")
    sheet.centred("{{ CƠ_QUAN }} QUYẾT ĐỊNH")
    sheet.para(f"Kết nạp {APPLICANT}{_ABOUT}, vào Đảng Cộng sản Việt Nam.", lead="Điều 1. ")
    sheet.para(
        "{{ tên_chi_bộ }} tổ chức lễ kết nạp và phân công đảng viên chính thức giúp đỡ đảng viên dự bị theo quy định "
        "của Điều lệ Đảng{% if hạn_lễ %}, trong {{ hạn_lễ }}{% endif %}.",
        lead="Điều 2. ",
    )
    sheet.para(
        f"{{{{ những_nơi_thi_hành }}}} và {APPLICANT} chịu trách nhiệm thi hành Quyết định này.", lead="Điều 3. "
    )
    _signs(sheet)


def _recognition_decision(sheet: Sheet) -> None:
    sheet.compare("số mẫu suy theo thứ tự danh mục; mọi trường; câu chữ từng điều; nơi nhận; lời căn cứ")
    _decision(sheet, "16-KNĐ", "công nhận đảng viên chính thức", "Điều 5")
    _considered(sheet, "đề nghị công nhận đảng viên chính thức")
    sheet.centred("{{ CƠ_QUAN }} QUYẾT ĐỊNH")
    sheet.para(
        f"Công nhận đảng viên dự bị, {MEMBER}{_ABOUT}, {_JOINED}, là đảng viên chính thức của Đảng Cộng sản Việt Nam "
        "từ {{ ngày_hết_dự_bị }}.",
        lead="Điều 1. ",
    )
    sheet.para("Tuổi đảng của đồng chí được tính từ {{ ngày_quyết_định_kết_nạp }}.", lead="Điều 2. ")
    sheet.para(f"{{{{ những_nơi_thi_hành }}}} và {MEMBER} chịu trách nhiệm thi hành Quyết định này.", lead="Điều 3. ")
    _signs(sheet)


def _deletion_decision(sheet: Sheet) -> None:
    sheet.compare("số mẫu (từ 17-KNĐ trở đi, chưa thấy); mọi trường; câu chữ từng điều")
    _decision(sheet, "", "xóa tên trong danh sách đảng viên dự bị", "Điều 5")
    sheet.para(
        "Xét đề nghị của {{ nơi_đề_nghị_xóa_tên }} về việc xóa tên trong danh sách đảng viên dự bị đối với "
        f"{MEMBER}; lý do: {{{{ lý_do }}}},"
    )
    sheet.centred("{{ CƠ_QUAN }} QUYẾT ĐỊNH")
    sheet.para(f"Xóa tên trong danh sách đảng viên dự bị đối với {MEMBER}{_ABOUT}, {_JOINED}.", lead="Điều 1. ")
    sheet.para(f"{{{{ những_nơi_thi_hành }}}} và {MEMBER} chịu trách nhiệm thi hành Quyết định này.", lead="Điều 2. ")
    _signs(sheet)


FORMS: dict[str, Callable[[Sheet], None]] = {
    "7-knd": _admission_appraisal,
    "8-knd": _base_admission,
    "9-knd": _admission_decision,
    "14-knd": _recognition_appraisal,
    "15-knd": _base_recognition,
    "16-knd": _recognition_decision,
    "quyet-dinh-xoa-ten": _deletion_decision,
}
