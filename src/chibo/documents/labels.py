"""Labels for boxes: twelve on an A4 sheet, each with a QR code beside its lines, dashed lines to cut along."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import segno
from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.table import _Cell

ON_A_SHEET: Final = 12
_COLUMNS, _ROWS = 2, 6
_MARGIN_MM, _CODE_MM, _TEXT_MM, _HEIGHT_MM = 8, 36, 61, 46.5
_PICTURE_MM = 31
_FONT = "Times New Roman"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One label: what the code holds, the big number, and small lines below it."""

    code: str
    number: str
    lines: tuple[str, ...] = ()


def code_png(text: str) -> bytes:
    """Return a QR code as PNG; a quarter of it may be soiled and it can still be read."""
    out = io.BytesIO()
    segno.make(text, error="q", micro=False).save(out, kind="png", scale=8, border=2)
    return out.getvalue()


def sheet(labels: Sequence[Label]) -> bytes:
    """Return a DOCX with the labels, row by row; every sheet but the last is full."""
    document = Document()
    _page(document)
    for begin in range(0, len(labels), ON_A_SHEET):
        if begin:
            _thread(document).paragraph_format.page_break_before = True
        _fill(document, labels[begin : begin + ON_A_SHEET])
    _thread(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side in ("top", "bottom", "left", "right"):
        setattr(section, f"{side}_margin", Mm(_MARGIN_MM))
    section.header_distance = section.footer_distance = Mm(0)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(0)


def _thread(document: Any) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(1)
    return paragraph


def _fill(document: Any, labels: Sequence[Label]) -> None:
    rows = -(-len(labels) // _COLUMNS)
    table = document.add_table(rows=rows, cols=2 * _COLUMNS)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for row in table.rows:
        row.height, row.height_rule = Mm(_HEIGHT_MM), WD_ROW_HEIGHT_RULE.EXACTLY
        for place, cell in enumerate(row.cells):
            cell.width = Mm(_CODE_MM if place % 2 == 0 else _TEXT_MM)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for place, label in enumerate(labels):
        cells = table.rows[place // _COLUMNS].cells
        column = 2 * (place % _COLUMNS)
        _write(cells[column], cells[column + 1], label)
    for number, row in enumerate(table.rows):
        _cut(row.cells, is_first=number == 0)


def _write(code: _Cell, text: _Cell, label: Label) -> None:
    picture = code.paragraphs[0]
    picture.alignment = 1
    picture.add_run().add_picture(io.BytesIO(code_png(label.code)), width=Mm(_PICTURE_MM))
    head = text.paragraphs[0].add_run(label.number)
    head.bold, head.font.size = True, Pt(22)
    for line in label.lines:
        text.add_paragraph().add_run(line).font.size = Pt(10.5)


def _cut(cells: Iterable[_Cell], *, is_first: bool) -> None:
    """Draw the dashed lines: below every row, above the first, and around each label."""
    for place, cell in enumerate(cells):
        sides = {"bottom", "top"} if is_first else {"bottom"}
        sides |= {"left"} if place % 2 == 0 else {"right"}
        borders = OxmlElement("w:tcBorders")
        for side in ("top", "left", "bottom", "right"):
            if side in sides:
                edge = OxmlElement(f"w:{side}")
                for name, value in (("val", "dashed"), ("sz", "4"), ("space", "0"), ("color", "7F7F7F")):
                    edge.set(qn(f"w:{name}"), value)
                borders.append(edge)
        properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-docx has no such call
        properties.insert_element_before(borders, "w:shd", "w:noWrap", "w:tcMar", "w:vAlign")
