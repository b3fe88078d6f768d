"""The frame of papers about personal data: receipt, answer, notice of a breach, a person's own copy.

No form of these was found in the sources; title, sentences and order are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.docx_wordings import _cell_signs, _each

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.make_docx_templates import Sheet


def _data_paper(sheet: Sheet) -> None:
    sheet.heading()
    sheet.compare("giấy về dữ liệu cá nhân: tên giấy, các đoạn, nơi nhận; nguồn không cho mẫu")
    sheet.title("{{ tên_giấy }}", "{{ trích_yếu }}")
    sheet.tag("if kính_gửi")
    sheet.addressee("{{ kính_gửi }}")
    sheet.tag("endif")
    sheet.tag("for phần in các_phần")
    sheet.tag("if phần.tên")
    sheet.para("", lead="{{ phần.tên }}", bold=True)
    sheet.tag("endif")
    _each(sheet, "đoạn in phần.các_đoạn", "{{ đoạn }}")
    sheet.tag("endfor")
    _cell_signs(sheet)


PRIVACY_PAPERS: dict[str, Callable[[Sheet], None]] = {"giay-du-lieu": _data_paper}
