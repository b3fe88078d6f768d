"""The frame of the report in words. What stands in it is written by the program or by hand, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.docx_wordings import _each

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.make_docx_templates import Sheet


def _report(sheet: Sheet) -> None:
    sheet.heading(is_numbered=True)
    sheet.compare("báo cáo định kỳ: các phần, nơi nhận")
    sheet.title("BÁO CÁO", "{{ trích_yếu }}")
    sheet.tag("for phần in các_phần")
    sheet.tag("if phần.tên")
    sheet.para("", lead="{{ phần.số }}. {{ phần.tên }}", bold=True)
    sheet.tag("endif")
    _each(sheet, "đoạn in phần.các_đoạn", "{{ đoạn }}")
    sheet.tag("endfor")
    sheet.para("", lead="Biến động đảng viên trong kỳ", bold=True)
    sheet.rows(
        ["Nội dung", "Số đảng viên"],
        [sheet.width - 40, 40],
        "dòng in biến_động",
        ["{{ dòng.tên }}", "{{ dòng.số }}"],
    )
    sheet.signature("{{ thay_mặt }}", "{{ chức_vụ_ký }}")


REPORT_PAPERS: dict[str, Callable[[Sheet], None]] = {"bao-cao": _report}
