"""The wording of what the cell writes on the way: helpers, letters when somebody moves, the ceremony, lateness.

The law gives these no form number that the sources show, so none is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.docx_forms_above import APPLICANT, MEMBER, basis

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.make_docx_templates import Sheet

_WHO = (
    ", sinh {{ ngày_sinh }}{% if chức_danh %}, {{ chức_danh }}{% endif %}"
    "{% if nơi_làm_việc %}, {{ nơi_làm_việc }}{% endif %}"
)


def _cell_signs(sheet: Sheet) -> None:
    sheet.signature("T/M CHI BỘ", "{{ chức_vụ_ký }}")


# --- helpers ---


def _assignment(sheet: Sheet, article: str, summary: str, who: str, task: str) -> None:
    sheet.compare("cả văn bản: các nguồn chỉ nói chi bộ ra nghị quyết phân công")
    sheet.heading(is_numbered=True)
    sheet.title("NGHỊ QUYẾT", summary)
    basis(sheet, article)
    sheet.para("Căn cứ kết quả thảo luận và biểu quyết của hội nghị chi bộ {{ ngày_họp }},")
    sheet.centred("CHI BỘ QUYẾT NGHỊ")
    sheet.para(f"Phân công những đảng viên chính thức sau đây giúp đỡ {who}{_WHO}:", lead="1. ")
    sheet.tag("if người_được_phân_công")
    sheet.rows(
        ["TT", "Họ và tên", "Chức danh", "Từ ngày"],
        [12, 66, sheet.width - 108, 30],
        "người in người_được_phân_công",
        ["{{ loop.index }}", "{{ người.họ_tên }}", "{{ người.chức_danh }}", "{{ người.từ_ngày }}"],
    )
    sheet.tag("else")
    sheet.para("- Đồng chí {{ tên_người_được_phân_công }}.")
    sheet.tag("endif")
    sheet.para(task, lead="2. ")
    _cell_signs(sheet)


def _mentors(sheet: Sheet) -> None:
    _assignment(
        sheet,
        "Điều 4",
        "phân công đảng viên giúp đỡ người phấn đấu vào Đảng",
        APPLICANT,
        "Đảng viên được phân công giúp người ấy tìm hiểu về Đảng, phấn đấu, rèn luyện; định kỳ báo cáo chi bộ.",
    )


def _probation_mentors(sheet: Sheet) -> None:
    _assignment(
        sheet,
        "Điều 5",
        "phân công đảng viên giúp đỡ đảng viên dự bị",
        f"đảng viên dự bị, {MEMBER}",
        "Đảng viên được phân công giúp đồng chí hoàn thành nhiệm vụ của đảng viên dự bị; khi hết 12 tháng dự bị "
        "{{ ngày_hết_dự_bị }}, có bản nhận xét gửi chi bộ.",
    )


# --- letters when the person moves ---


def _introduction(sheet: Sheet, summary: str, known: list[str], request: str) -> None:
    sheet.compare("cả giấy và số mẫu (từ 17-KNĐ trở đi, chưa thấy)")
    sheet.heading(body="nơi_ban_hành", is_numbered=True, is_draft=True)
    sheet.title("GIẤY GIỚI THIỆU", summary)
    sheet.addressee("{{ nơi_nhận_công_văn }}")
    sheet.para(
        f"{{{{ tên_nơi_ban_hành }}}} giới thiệu {APPLICANT}{_WHO}, nơi ở: {{{{ nơi_ở }}}}, chuyển đến "
        "{{ nơi_nhận_công_văn }}; lý do: {{ lý_do }}."
    )
    for line in known:
        sheet.para(line)
    sheet.para(request)
    sheet.para("Gửi kèm hồ sơ đã niêm phong gồm: {{ giấy_tờ_gửi_kèm }}.")
    sheet.signature("{{ thay_mặt }}", "{{ chức_vụ_ký }}")


_HELPED = (
    "Chi bộ công nhận đối tượng Đảng {{ ngày_công_nhận_đối_tượng }}; phân công giúp đỡ từ {{ ngày_phân_công_đầu }}; "
    "người giúp đỡ: {{ những_người_giúp_đỡ }}."
)
_PROPOSED = (
    "Chi bộ đã họp xét, đề nghị kết nạp tại Nghị quyết số {{ số_nghị_quyết_chi_bộ }} {{ ngày_nghị_quyết_chi_bộ }}; "
    "{{ tán_thành }}/{{ mẫu_số }} đảng viên chính thức tán thành."
)
_DECIDED = (
    "Đã có Quyết định kết nạp số {{ số_quyết_định }} {{ ngày_quyết_định }} của {{ nơi_quyết_định }}, chưa tổ chức lễ "
    "kết nạp."
)


def _helped(sheet: Sheet) -> None:
    _introduction(
        sheet,
        "người đang được giúp đỡ phấn đấu vào Đảng",
        [_HELPED],
        "Đề nghị quý cấp ủy chỉ đạo chi bộ nơi đến phân công đảng viên tiếp tục giúp đỡ, xem xét theo quy định.",
    )


def _proposed(sheet: Sheet) -> None:
    _introduction(
        sheet,
        "người đã được chi bộ đề nghị kết nạp",
        [_HELPED, _PROPOSED],
        "Đề nghị quý cấp ủy chỉ đạo xem xét theo quy định.",
    )


def _decided_inside(sheet: Sheet) -> None:
    _introduction(
        sheet,
        "người có quyết định kết nạp, chưa tổ chức lễ, chuyển trong cùng đảng bộ",
        [_DECIDED],
        "Đề nghị quý chi bộ tổ chức lễ kết nạp và phân công đảng viên chính thức giúp đỡ theo quy định.",
    )


def _decided_outside(sheet: Sheet) -> None:
    _introduction(
        sheet,
        "người có quyết định kết nạp, chưa tổ chức lễ, chuyển ra ngoài đảng bộ",
        [_PROPOSED, _DECIDED],
        "Đề nghị quý cấp ủy xem xét, chỉ đạo chi bộ nơi đến tổ chức lễ kết nạp theo quy định.",
    )


# --- the ceremony ---


def _programme(sheet: Sheet) -> None:
    sheet.compare("lời các mục; toàn văn lời thề (chưa có trong nguồn)")
    sheet.heading()
    sheet.title("CHƯƠNG TRÌNH", "lễ kết nạp đảng viên")
    sheet.facts(
        [
            ("Người được kết nạp", "{{ họ_tên }}"),
            ("Quyết định kết nạp", "số {{ số_quyết_định }} {{ ngày_quyết_định }} của {{ nơi_quyết_định }}"),
            ("Thời gian", "{{ giờ_lễ }}, {{ ngày_lễ }}"),
            ("Địa điểm", "{{ địa_điểm_lễ }}"),
            ("Người điều hành", "{{ người_điều_hành }}"),
        ]
    )
    steps = [
        "Chào cờ, hát Quốc ca, Quốc tế ca.",
        "Tuyên bố lý do, giới thiệu đại biểu.",
        "Bí thư hoặc đại diện chi ủy đọc quyết định kết nạp đảng viên.",
        "Đảng viên mới đọc lời thề.",
    ]
    for number, text in enumerate(steps, start=1):
        sheet.para(text, lead=f"{number}. ")
    sheet.slot("Lời thề: chép theo văn bản hiện hành của Trung ương (chương trình không có toàn văn lời thề).")
    sheet.para(
        "Đại diện chi ủy nói rõ nhiệm vụ, quyền hạn của người đảng viên; chi bộ phân công đảng viên chính thức giúp "
        "đỡ: {{ người_giúp_đỡ_dự_bị }}.",
        lead="5. ",
    )
    sheet.para("Đại diện cấp ủy cấp trên phát biểu (nếu có).", lead="6. ")
    sheet.para("Bế mạc.", lead="7. ")
    sheet.para("Kết nạp từng người một.", italic=True)
    _cell_signs(sheet)


def _late_ceremony(sheet: Sheet) -> None:
    sheet.compare("cả báo cáo: các nguồn chỉ nói báo cáo và được cấp ủy cấp trên trực tiếp đồng ý")
    sheet.heading(is_numbered=True)
    sheet.title("BÁO CÁO", "về việc xin tổ chức lễ kết nạp đảng viên sau thời hạn")
    sheet.addressee("{{ nơi_đề_nghị }}")
    sheet.para(
        "Quyết định số {{ số_quyết_định }} {{ ngày_quyết_định }} của {{ nơi_quyết_định }} kết nạp "
        f"{APPLICANT}{_WHO}, vào Đảng{{% if ngày_nhận_quyết_định %}}; chi bộ nhận được quyết định "
        "{{ ngày_nhận_quyết_định }}{% endif %}."
    )
    sheet.para("Theo {{ căn_cứ_hạn }}, lễ kết nạp phải tổ chức chậm nhất {{ hạn_cuối_lễ }} ({{ cách_tính_hạn }}).")
    sheet.room("Lý do chưa tổ chức được: ", "lý_do", "nêu việc cụ thể")
    sheet.para(
        "Chi bộ báo cáo và xin {{ nơi_đề_nghị }} đồng ý cho tổ chức lễ kết nạp {{ ngày_lễ }}. Chi bộ xin chịu trách "
        "nhiệm về việc chậm này."
    )
    _cell_signs(sheet)


# --- recognition that comes late ---


def _late_recognition(sheet: Sheet) -> None:
    sheet.compare("cả báo cáo: các nguồn không nêu mẫu")
    sheet.heading(is_numbered=True)
    sheet.title("BÁO CÁO", "giải trình việc xét công nhận đảng viên chính thức chậm")
    sheet.addressee("{{ nơi_đề_nghị }}")
    sheet.para(
        f"Đảng viên dự bị, {MEMBER}{_WHO}, vào Đảng {{{{ ngày_vào_Đảng }}}}, hết 12 tháng dự bị "
        f"{{{{ ngày_hết_dự_bị }}}}."
    )
    sheet.para(
        "Theo {{ căn_cứ_hạn }}, chi bộ phải xét chậm nhất {{ hạn_cuối_xét }} ({{ cách_tính_hạn }})."
        "{% if ngày_chi_bộ_xét %} Chi bộ đã xét {{ ngày_chi_bộ_xét }}.{% else %} Đến nay chi bộ chưa xét.{% endif %}"
    )
    sheet.room("Lý do chậm: ", "lý_do", "nêu việc cụ thể, trách nhiệm của ai")
    sheet.para(
        "Việc xét chậm không làm thay đổi ngày công nhận đảng viên chính thức: {{ ngày_hết_dự_bị }}. Chi bộ xin chịu "
        "trách nhiệm về việc chậm này."
    )
    _cell_signs(sheet)


FORMS: dict[str, Callable[[Sheet], None]] = {
    "phan-cong-giup-do": _mentors,
    "phan-cong-giup-do-du-bi": _probation_mentors,
    "gioi-thieu-dang-giup-do": _helped,
    "gioi-thieu-da-de-nghi": _proposed,
    "gioi-thieu-chua-ket-nap-trong": _decided_inside,
    "gioi-thieu-chua-ket-nap-ngoai": _decided_outside,
    "chuong-trinh-le": _programme,
    "xin-cham-le": _late_ceremony,
    "giai-trinh-cham": _late_recognition,
}
