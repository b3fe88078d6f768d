"""The wording of lists and registers: who is sent to a class, card requests, the member register, the dossier's index.

Columns of 7-HSĐV are those of the official form; the others are ours until an office has compared them
(docs/law/forms.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.docx_wordings import _cell_signs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.make_docx_templates import Sheet

COLUMNS_7_HSDV = (
    "Số TT",
    "Họ và tên đang dùng; họ và tên khai sinh",
    "Ngày sinh; nam, nữ; dân tộc; tôn giáo",
    "Quê quán",
    "Học vấn; lý luận chính trị; chuyên môn; ngoại ngữ",
    "Nghề nghiệp trước khi vào Đảng; hiện nay",
    "Ngày vào Đảng; ngày chính thức",
    "Số thẻ đảng viên; số lý lịch; số Huy hiệu Đảng",
    "Bộ đội, công an, hưu trí",
    "Chuyển đi: ngày, nơi đến",
    "Chuyển đến: ngày, nơi đi",
    "Từ trần: ngày, lý do",
    "Ra khỏi Đảng: ngày, hình thức",
    "Ghi chú",
)
_WIDTHS_7_HSDV = (9, 27, 22, 22, 22, 23, 18, 21, 14, 18, 18, 13, 14, 11)


_KNOWN_OF_ALL = frozenset({1, 2, 3, 4, 7, 8})  # a gap here has to be filled; elsewhere an empty cell says "nothing"


def _cell_7_hsdv(number: int) -> str:
    value = f"người.cột_{number}"
    return f"{{{{ {value} }}}}" if number in _KNOWN_OF_ALL else f"{{% if {value} %}}{{{{ {value} }}}}{{% endif %}}"


def _member_register(sheet: Sheet) -> None:
    sheet.turn()
    sheet.heading(form="Mẫu 7-HSĐV")
    sheet.compare("7-HSĐV: lời của tiêu đề cột, chỗ ngày sinh, dòng cộng, người ký")
    sheet.title("SỔ DANH SÁCH ĐẢNG VIÊN", "{{ tên_chi_bộ }}, tính đến {{ ngày_tính }}", hyphens=False)
    scale = sheet.width / sum(_WIDTHS_7_HSDV)
    sheet.register(
        list(COLUMNS_7_HSDV),
        [width * scale for width in _WIDTHS_7_HSDV],
        "người in đảng_viên",
        [_cell_7_hsdv(number) for number in range(1, len(COLUMNS_7_HSDV) + 1)],
        pt=8.5,
    )
    sheet.para(
        "{{ đang_sinh_hoạt }} đảng viên đang sinh hoạt; trong đó chính thức {{ chính_thức }}, dự bị {{ dự_bị }}. "
        "Đối chiếu ba tháng một lần với cấp ủy cấp trên và các chi bộ.",
        lead="Cộng: ",
    )
    _cell_signs(sheet)


_CLASS_HEADS = ("TT", "Họ và tên", "Ngày sinh", "Nam, nữ", "Dân tộc", "Quê quán", "Trình độ", "Chức danh, nơi công tác")


def _class_list(sheet: Sheet) -> None:
    sheet.turn()
    sheet.heading()
    sheet.compare("danh sách cử đi học: các cột, người ký")
    sheet.title("DANH SÁCH", "{{ trích_yếu }}")
    rest = sheet.width - 11 - 48 - 24 - 15 - 20
    sheet.register(
        [*_CLASS_HEADS],
        [11, 48, 24, 15, 20, rest * 0.32, rest * 0.26, rest * 0.42],
        "người in danh_sách",
        [
            "{{ người.số }}",
            "{{ người.họ_tên }}",
            "{{ người.ngày_sinh }}",
            "{{ người.giới }}",
            "{{ người.dân_tộc }}",
            "{{ người.quê_quán }}",
            "{{ người.trình_độ }}",
            "{{ người.công_tác }}",
        ],
        pt=12,
        is_numbered=False,
    )
    sheet.para("{{ số_người }} người.", lead="Cộng: ")
    _cell_signs(sheet)


def _class_letter(sheet: Sheet) -> None:
    sheet.heading(is_numbered=True, subject="V/v {{ về_việc }}")
    sheet.compare("công văn cử đi học: mọi trường")
    sheet.addressee("{{ kính_gửi }}")
    sheet.para("Căn cứ kế hoạch mở lớp {{ tên_lớp }}, {{ tên_chi_bộ }} cử các {{ đối_tượng }} sau đây dự học:")
    sheet.tag("for người in danh_sách")
    sheet.para(
        "{{ người.họ_tên }}, sinh {{ người.ngày_sinh }}{% if người.công_tác %}, {{ người.công_tác }}{% endif %}.",
        lead="{{ loop.index }}. ",
    )
    sheet.tag("endfor")
    sheet.para("Cộng {{ số_người }} người (có danh sách kèm theo). Thời gian, địa điểm: {{ thời_gian_địa_điểm }}.")
    sheet.closing(
        "{{ tên_chi_bộ }} đề nghị {{ nơi_mở_lớp }} tiếp nhận, tạo điều kiện để người học hoàn thành khóa học."
    )
    _cell_signs(sheet)


_CARD_HEADS = (
    "TT",
    "Họ và tên",
    "Ngày sinh",
    "Nam, nữ",
    "Quê quán",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số lý lịch đảng viên",
    "Ghi chú",
)


def _cards(form: str, title: str, authority: str) -> Callable[[Sheet], None]:
    def write(sheet: Sheet) -> None:
        sheet.turn()
        sheet.heading(form=f"Mẫu {form}", body="nơi_lập")
        sheet.compare(f"{form}: các cột, ảnh, người ký; nguồn chỉ cho biết tên mẫu và nơi lập")
        sheet.title("DANH SÁCH", title, hyphens=False)
        rest = sheet.width - 11 - 52 - 25 - 16 - 26 - 26 - 30 - 26
        sheet.register(
            [*_CARD_HEADS],
            [11, 52, 25, 16, rest, 26, 26, 30, 26],
            "người in danh_sách",
            [
                "{{ người.số }}",
                "{{ người.họ_tên }}",
                "{{ người.ngày_sinh }}",
                "{{ người.giới }}",
                "{{ người.quê_quán }}",
                "{{ người.ngày_vào_Đảng }}",
                "{{ người.ngày_chính_thức }}",
                "",
                "",
            ],
            pt=12,
        )
        sheet.para("{{ số_người }} đảng viên.", lead="Cộng: ")
        sheet.signature(authority, "{{ chức_vụ_ký }}")

    return write


def _dossier_index(sheet: Sheet) -> None:
    sheet.heading()
    sheet.compare("mục lục hồ sơ: các cột, người ký")
    sheet.title("MỤC LỤC HỒ SƠ", "{{ tên_hồ_sơ }}")
    sheet.para("{{ họ_tên }}{% if ngày_sinh %}, sinh {{ ngày_sinh }}{% endif %}.", lead="Họ và tên: ")
    sheet.tag("if số_nhãn")
    sheet.para("{{ số_nhãn }}.", lead="Số hồ sơ: ")
    sheet.tag("endif")
    sheet.register(
        ["TT", "Tên giấy tờ", "Mẫu", "Số, ngày", "Nơi để", "Số tờ"],
        [11, sheet.width - 100, 20, 29, 26, 14],
        "giấy in giấy_tờ",
        [
            "{{ giấy.số }}",
            "{{ giấy.tên }}",
            "{% if giấy.mẫu %}{{ giấy.mẫu }}{% endif %}",
            "{{ giấy.số_ngày }}",
            "{% if giấy.nơi_để %}{{ giấy.nơi_để }}{% endif %}",
            "{{ giấy.số_tờ }}",
        ],
        pt=12,
        is_numbered=False,
    )
    sheet.para("{{ số_giấy }} giấy tờ, {{ tổng_số_tờ }} tờ.", lead="Cộng: ")
    sheet.two_signatures(("NGƯỜI LẬP MỤC LỤC", "{{ người_lập }}"), ("{{ chức_vụ_ký }}", "{{ người_ký }}"))


def _statistics(sheet: Sheet) -> None:
    sheet.heading()
    sheet.compare("biểu thống kê: mẫu chính thức (11-HD/BTCTW) chưa đọc được phụ lục; đây là khung chung")
    sheet.title("BIỂU THỐNG KÊ", "{{ trích_yếu }}")
    sheet.plain("{{ bảng }}")
    sheet.tag("for dòng in ghi_chú")
    sheet.para("{{ dòng }}", italic=True)
    sheet.tag("endfor")
    sheet.signature("T/M {{ CẤP_ỦY }}", "{{ chức_vụ_ký }}")


LIST_PAPERS: dict[str, Callable[[Sheet], None]] = {
    "7-hsdv": _member_register,
    "danh-sach-cu-hoc": _class_list,
    "cong-van-cu-hoc": _class_letter,
    "1-tdv": _cards("1-TĐV", "đề nghị phát thẻ đảng viên", "T/M {{ CẤP_ỦY }}"),
    "1a-tdv": _cards("1A-TĐV", "đề nghị phát thẻ đảng viên\n(ban tổ chức cấp ủy tổng hợp)", "{{ BAN_TỔ_CHỨC }}"),
    "muc-luc-ho-so": _dossier_index,
    "bieu-thong-ke": _statistics,
}
TURNED = frozenset({"7-hsdv", "danh-sach-cu-hoc", "1-tdv", "1a-tdv", "tong-hop-cam-ket"})
"""Sheets that lie on their side."""
