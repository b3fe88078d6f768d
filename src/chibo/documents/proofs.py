"""A sheet that proves something: a heading, lines of facts, a table, a QR code, places to sign. Knows no domain."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from chibo.documents.labels import code_png

if TYPE_CHECKING:
    from collections.abc import Sequence

_FONT = "Times New Roman"
_CODE_MM = 42


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the sheet says, in the order of the paper; ``code`` is what its QR code holds, ``typed`` stands below it."""

    above: str
    title: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    notes: Sequence[str] = ()
    code: str = ""
    typed: str = ""
    signs: Sequence[str] = ()


def sheet(proof: Proof) -> bytes:
    """Return the sheet as DOCX, A4."""
    document = Document()
    _page(document)
    _line(document, proof.above, size=12)
    _line(document, proof.title, size=16, bold=True, centred=True)
    for label, value in proof.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(value)
    if proof.code:
        _coded(document, proof)
    if proof.rows:
        _table(document, proof)
    for note in proof.notes:
        _line(document, note, size=12)
    if proof.signs:
        _signed(document, proof.signs)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(4)


def _line(document: Any, text: str, *, size: int, bold: bool = False, centred: bool = False) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _coded(document: Any, proof: Proof) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run().add_picture(io.BytesIO(code_png(proof.code)), width=Mm(_CODE_MM))
    _line(document, proof.typed, size=18, bold=True, centred=True)


def _table(document: Any, proof: Proof) -> None:
    table = document.add_table(rows=1, cols=len(proof.columns))
    table.style = "Table Grid"
    for cell, name in zip(table.rows[0].cells, proof.columns, strict=True):
        run = cell.paragraphs[0].add_run(name)
        run.bold, run.font.size = True, Pt(11)
    for row in proof.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text).font.size = Pt(10.5)
    document.add_paragraph()


def _signed(document: Any, signs: Sequence[str]) -> None:
    table = document.add_table(rows=1, cols=len(signs))
    for cell, who in zip(table.rows[0].cells, signs, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(who).bold = True
        cell.add_paragraph()
        cell.add_paragraph()
