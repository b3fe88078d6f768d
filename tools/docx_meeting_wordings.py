"""The wording of the papers of a meeting: what is handed out, signed, counted and sent round.

Sentences are our own, facts are placeholders; docs/law/forms.md says what the official samples have not confirmed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from tools.docx_wordings import _cell_signs, _each, _members

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.make_docx_templates import Sheet

_BALLOT_MARGIN_MM = 10  # what office printers cannot reach; the cut still falls on the middle of the sheet
_BALLOT_WIDTH_MM, _BALLOT_HEIGHT_MM = 95, 137.5


def _when(sheet: Sheet) -> None:
    """Write time, place, chair and minute taker."""
    sheet.para("{{ thời_gian }}.", lead="1. Thời gian: ")
    sheet.para("{{ nơi_họp }}.", lead="2. Địa điểm: ")
    sheet.para(
        "Chủ trì: đồng chí {{ chủ_trì }}{% if chức_vụ_chủ_trì %}, {{ chức_vụ_chủ_trì }}{% endif %}; "
        "thư ký: đồng chí {{ thư_ký }}.",
        lead="3. Điều hành: ",
    )


def _agenda(sheet: Sheet) -> None:
    sheet.heading()
    sheet.compare("chương trình họp: các cột, người ký, nơi nhận")
    sheet.title("CHƯƠNG TRÌNH", "{{ trích_yếu }}")
    _when(sheet)
    sheet.para("", lead="4. Nội dung", bold=True)
    sheet.rows(
        ["TT", "Nội dung", "Người trình bày", "Số phút"],
        [12, sheet.width - 72, 42, 18],
        "mục in nội_dung",
        [
            "{{ mục.số }}",
            "{{ mục.tên }}{% if mục.biểu_quyết %} (biểu quyết){% endif %}",
            "{{ mục.người }}",
            "{{ mục.phút }}",
        ],
    )
    sheet.para("Dự kiến {{ tổng_phút }} phút.")
    _cell_signs(sheet)


def _invitation(sheet: Sheet) -> None:
    sheet.heading()
    sheet.compare("giấy mời: mọi trường")
    sheet.title("GIẤY MỜI", "{{ trích_yếu }}")
    sheet.addressee("{{ kính_gửi }}")
    sheet.para("{{ tên_chi_bộ }} trân trọng kính mời đồng chí dự {{ loại_họp }} như sau:")
    _when(sheet)
    sheet.para("", lead="4. Nội dung: ", bold=True)
    _each(sheet, "mục in nội_dung", "{{ mục.tên }};", lead="- ")
    sheet.para(
        "Đề nghị đồng chí nghiên cứu trước tài liệu, dự họp đầy đủ, đúng giờ; vắng mặt thì báo cáo lý do với đồng chí "
        "chủ trì trước giờ họp."
    )
    _cell_signs(sheet)


def _roll(sheet: Sheet) -> None:
    sheet.heading()
    sheet.compare("danh sách điểm danh: các cột")
    sheet.title("DANH SÁCH ĐIỂM DANH", "{{ trích_yếu }}")
    sheet.para("{{ Thời_gian }}, tại {{ nơi_họp }}.")
    sheet.rows(
        ["TT", "Họ và tên", "Diện", "Ký tên", "Lý do vắng"],
        [11, sheet.width - 100, 27, 28, 34],
        "người in đảng_viên",
        [
            "{{ người.số }}",
            "{{ người.họ_tên }}",
            "{{ người.diện }}",
            "",
            "{% if người.lý_do %}{{ người.lý_do }}{% endif %}",
        ],
    )
    sheet.para("{{ tổng_số }} đảng viên; trong đó chính thức {{ chính_thức }}, dự bị {{ dự_bị }}.", lead="Cả chi bộ: ")
    sheet.para(
        "{{ có_mặt }}; vắng có lý do: {{ vắng_có_lý_do }}; vắng không có lý do: {{ vắng_không_lý_do }}.",
        lead="Có mặt: ",
    )
    sheet.two_signatures(("THƯ KÝ", "{{ thư_ký }}"), ("CHỦ TRÌ", "{{ chủ_trì }}"))


# --- ballots: four on a sheet; nothing that could tell one from another ---


def _bare_page(sheet: Sheet) -> None:
    section = sheet.document.sections[0]
    for side in ("top", "bottom", "left", "right"):
        setattr(section, f"{side}_margin", Mm(_BALLOT_MARGIN_MM))
    section.header_distance = section.footer_distance = Mm(0)
    section.different_first_page_header_footer = False
    section.header.is_linked_to_previous = True  # no page number: it would tell the ballots apart


def _ballots(sheet: Sheet) -> None:
    _bare_page(sheet)
    sheet.compare("phiếu biểu quyết: khổ, lời trên phiếu, có đóng dấu hay không")
    sheet.tag("for tờ in các_tờ")
    sheet.tag("if not loop.first")
    sheet.gap(1).paragraph_format.page_break_before = True
    sheet.tag("endif")
    table = sheet.grid([_BALLOT_WIDTH_MM, _BALLOT_WIDTH_MM], rows=2, is_cut=True)
    for row in table.rows:
        row.height, row.height_rule = Mm(_BALLOT_HEIGHT_MM), WD_ROW_HEIGHT_RULE.EXACTLY
        for cell in row.cells:
            _ballot(sheet, cell)
    sheet.tag("endfor")
    sheet.gap(1)


def _ballot(sheet: Sheet, cell: Any) -> None:
    lines: tuple[tuple[str, float, bool, bool, float], ...] = (
        ("{{ cấp_trên }}", 10, False, False, 8),
        ("{{ chi_bộ }}", 10, True, False, 0),
        ("PHIẾU BIỂU QUYẾT", 14, True, False, 14),
        ("{{ tờ.về }}", 12, True, False, 4),
        ("(họp {{ ngày_họp }})", 10, False, True, 2),
        ("☐  Tán thành", 14, False, False, 22),
        ("☐  Không tán thành", 14, False, False, 14),
        ("Đánh dấu × vào một ô. Không ký, không ghi tên.", 10, False, True, 24),
        ("Phiếu để trống hoặc đánh dấu cả hai ô là phiếu không hợp lệ.", 10, False, True, 0),
    )
    for place, (text, size, bold, italic, before) in enumerate(lines):
        paragraph = sheet.cell_line(cell, text, pt=size, bold=bold, italic=italic, is_first=place == 0)
        form = paragraph.paragraph_format
        form.space_before = Pt(before)
        form.left_indent, form.right_indent = Mm(8), Mm(8)
        if text.startswith("☐"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
            form.left_indent = Mm(26)


# --- the count ---

_COUNTED = [
    ("Số phiếu phát ra", "phát_ra"),
    ("Số phiếu thu về", "thu_về"),
    ("Số phiếu hợp lệ", "hợp_lệ"),
    ("Số phiếu không hợp lệ", "không_hợp_lệ"),
    ("Số phiếu tán thành", "tán_thành"),
    ("Số phiếu không tán thành", "không_tán_thành"),
]


def _tally(sheet: Sheet) -> None:
    sheet.tag("for mục in các_mục")
    sheet.tag("if not loop.first")
    sheet.gap(1).paragraph_format.page_break_before = True
    sheet.tag("endif")
    sheet.heading()
    sheet.compare("tờ kiểm phiếu: mọi trường")
    sheet.title("TỜ KIỂM PHIẾU", "{{ mục.tên }}")
    sheet.para("{{ Thời_gian }}, tại {{ nơi_họp }}.")
    sheet.para(
        "{{ mục.mẫu_số }} người; số đảng viên chính thức có mặt: {{ có_mặt_chính_thức }} người. "
        "Đảng viên dự bị không biểu quyết, không kiểm phiếu.",
        lead="Số đảng viên chính thức tính biểu quyết: ",
    )
    sheet.facts([(name, "") for name, _ in _COUNTED[:4]])
    sheet.para("(mỗi phiếu một gạch, năm gạch một nhóm)", lead="Gạch đếm ")
    table = sheet.grid([50, sheet.width - 80, 30], rows=3, is_ruled=True)
    for cell, text in zip(table.rows[0].cells, ("Ý kiến", "Gạch đếm", "Cộng"), strict=True):
        sheet.cell_line(cell, text, pt=13, bold=True, is_first=True)
    for row, text in zip(table.rows[1:], ("Tán thành", "Không tán thành"), strict=True):
        row.height, row.height_rule = Mm(24), WD_ROW_HEIGHT_RULE.AT_LEAST
        sheet.cell_line(row.cells[0], text, pt=13, is_first=True)
    sheet.gap(6)
    sheet.para(
        "Phiếu hợp lệ cộng phiếu không hợp lệ bằng phiếu thu về; tán thành cộng không tán thành bằng phiếu hợp lệ.",
        italic=True,
    )
    sheet.two_signatures(("NGƯỜI KIỂM PHIẾU", ""), ("CHỦ TRÌ", "{{ chủ_trì }}"))
    sheet.tag("endfor")
    sheet.gap(1)


def _count_minutes(sheet: Sheet) -> None:
    sheet.heading()
    sheet.compare("biên bản kiểm phiếu: mọi trường")
    sheet.title("BIÊN BẢN KIỂM PHIẾU", "{{ trích_yếu }}")
    sheet.para(
        "{{ Thời_gian }}{% if nơi_họp %}, tại {{ nơi_họp }}{% endif %}, {{ tên_chi_bộ }} tổ chức {{ loại_họp }}, "
        "bỏ phiếu kín{% if lần_bỏ_phiếu %} lần {{ lần_bỏ_phiếu }}{% endif %} về việc: {{ về_việc }}."
    )
    _members(sheet)
    sheet.para("{{ câu_mẫu_số }}", lead="Số đảng viên tính biểu quyết: ")
    sheet.para("{{ người_kiểm_phiếu }}.", lead="Người kiểm phiếu do hội nghị cử: ")
    sheet.para("Kết quả kiểm phiếu như sau:")
    sheet.facts([(name, f"{{{{ {value} }}}}") for name, value in _COUNTED])
    sheet.para(
        "{{ tán_thành }} trên {{ mẫu_số }} đảng viên chính thức, đạt {{ tỷ_lệ_tán_thành }}; không tán thành "
        "{{ không_tán_thành }}, chiếm {{ tỷ_lệ_không_tán_thành }}"
        "{% if số_cần %}; {% if đủ %}đủ{% else %}không đủ{% endif %} số cần thiết là {{ số_cần }} ({{ ngưỡng }})"
        "{% endif %}.",
        lead="Tỷ lệ: ",
    )
    sheet.closing("Biên bản được đọc trước hội nghị.")
    sheet.two_signatures(("NGƯỜI KIỂM PHIẾU", "{{ tên_người_kiểm_phiếu }}"), ("CHỦ TRÌ", "{{ chủ_trì }}"))


# --- what is proposed and what is told afterwards ---


def _draft_resolution(sheet: Sheet) -> None:
    sheet.heading(is_numbered=True, is_draft=True)
    sheet.compare("dự thảo nghị quyết: chỗ đặt chữ dự thảo")
    sheet.title("NGHỊ QUYẾT", "{{ trích_yếu }}")
    sheet.para("Căn cứ Điều lệ Đảng Cộng sản Việt Nam;")
    sheet.para("Căn cứ kết quả thảo luận và biểu quyết của hội nghị chi bộ {{ ngày_họp }},")
    sheet.centred("CHI BỘ QUYẾT NGHỊ")
    sheet.tag("if nội_dung")
    _each(sheet, "đoạn in nội_dung", "{{ đoạn }}")
    sheet.tag("else")
    sheet.para("{{ nội_dung_nghị_quyết }}")
    sheet.tag("endif")
    sheet.para("Kết quả biểu quyết: tán thành …… trên …… đảng viên chính thức; không tán thành ……", italic=True)
    _cell_signs(sheet)


def _conclusions(sheet: Sheet) -> None:
    sheet.heading(is_numbered=True)
    sheet.compare("thông báo kết luận: mọi trường, chi bộ có được ban hành không")
    sheet.title("THÔNG BÁO", "kết luận của {{ loại_họp }} {{ ngày_họp }}")
    sheet.para(
        "{{ Ngày_họp }}, {{ tên_chi_bộ }} tổ chức {{ loại_họp }} do đồng chí {{ chủ_trì }}"
        "{% if chức_vụ_chủ_trì %}, {{ chức_vụ_chủ_trì }}{% endif %}, chủ trì. Sau khi thảo luận, hội nghị kết luận:"
    )
    sheet.tag("for mục in nội_dung")
    sheet.para("", lead="{{ loop.index }}. {{ mục.tên }}", bold=True)
    _each(sheet, "đoạn in mục.kết_luận", "{{ đoạn }}")
    sheet.tag("endfor")
    sheet.tag("if kết_luận_chung")
    sheet.para("", lead="Kết luận chung", bold=True)
    _each(sheet, "đoạn in kết_luận_chung", "{{ đoạn }}")
    sheet.tag("endif")
    sheet.tag("if not nội_dung and not kết_luận_chung")
    sheet.para("{{ kết_luận }}")
    sheet.tag("endif")
    sheet.para("{{ tên_chi_bộ }} thông báo để các đồng chí đảng viên biết và thực hiện.")
    _cell_signs(sheet)


MEETING_PAPERS: dict[str, Callable[[Sheet], None]] = {
    "chuong-trinh": _agenda,
    "giay-moi": _invitation,
    "diem-danh": _roll,
    "phieu-bieu-quyet": _ballots,
    "to-kiem-phieu": _tally,
    "bien-ban-kiem-phieu": _count_minutes,
    "du-thao-nghi-quyet": _draft_resolution,
    "thong-bao-ket-luan": _conclusions,
}
OFF_THE_REGIME = frozenset({"phieu-bieu-quyet"})
"""Sheets with margins of their own: no document of the Party, only paper to be cut."""
