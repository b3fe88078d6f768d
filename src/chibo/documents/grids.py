"""A table of figures in a paper: as many columns as it has, set where the template says ``«bảng»``."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Emu, Mm, Pt

if TYPE_CHECKING:
    from docx.table import _Cell

    from chibo.documents.sheets import Table

PLACE: Final = "[bảng số liệu]"
_UPRIGHT: Final = 6  # columns of figures beside the names that fit a sheet standing up
_NAMES, _NAMES_MANY = 0.3, 0.2  # of the width, for the names on the left; less beside many columns
_NARROWEST_MM: Final = 38
_PT, _PT_MANY, _MANY = 12, 9, 9


def placed(content: bytes, table: Table) -> bytes:
    """Put a table where a rendered paper says ``PLACE``, else at its end; a wide one turns the sheet on its side."""
    document = Document(io.BytesIO(content))
    section: Any = document.sections[0]
    if len(table.columns) > _UPRIGHT:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    width = Emu(section.page_width - section.left_margin - section.right_margin)
    drawn = _drawn(document, table, width)
    for paragraph in document.paragraphs:
        if PLACE in paragraph.text:
            paragraph._p.addprevious(drawn._tbl)  # noqa: SLF001 - python-docx has no such call
            for run in paragraph.runs:
                run.text = ""
            paragraph.paragraph_format.line_spacing = Pt(6)
            break
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _drawn(document: Any, table: Table, width: Emu) -> Any:
    pt = _PT_MANY if len(table.columns) > _MANY else _PT
    names = max(int(width * (_NAMES if pt == _PT else _NAMES_MANY)), Mm(_NARROWEST_MM))
    widths = [names, *[(width - names) // len(table.columns)] * len(table.columns)]
    drawn = document.add_table(rows=1, cols=len(widths))
    drawn.style, drawn.alignment, drawn.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for cell, text in zip(drawn.rows[0].cells, (table.corner, *table.columns), strict=True):
        _write(cell, text, pt=pt, bold=True, at=WD_ALIGN_PARAGRAPH.CENTER)
    drawn.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no such call
    for name, counts in (*table.rows, ("Cộng", table.sums)):
        row = drawn.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no such call
        is_sum = counts is table.sums
        _write(row.cells[0], name, pt=pt, bold=is_sum, at=WD_ALIGN_PARAGRAPH.LEFT)
        for cell, count in zip(row.cells[1:], counts, strict=True):
            _write(cell, str(count), pt=pt, bold=is_sum, at=WD_ALIGN_PARAGRAPH.RIGHT)
    for column, wide in zip(drawn.columns, widths, strict=True):
        column.width = wide
    for row in drawn.rows:
        for cell, wide in zip(row.cells, widths, strict=True):
            cell.width = wide
    return drawn


def _write(cell: _Cell, text: str, *, pt: float, bold: bool, at: Any) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = at
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(text)
    run.bold = bold or None
    run.font.size = Pt(pt)
