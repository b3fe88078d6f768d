"""Make the DOCX templates of the Party's papers, one folder for each form regime of ``documents/forms.yaml``.

Run by a maintainer when a measure or a wording changes: ``python tools/make_docx_templates.py``. Offices may edit the
results in Word; placeholders are readable Vietnamese. A test compares the committed files with what this makes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "chibo" / "documents" / "templates_docx"
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "src"))

from chibo.documents.regimes import Regime, regimes  # noqa: E402
from tools.docx_commitment_wordings import COMMITMENT_PAPERS  # noqa: E402
from tools.docx_honour_wordings import HONOUR_PAPERS  # noqa: E402
from tools.docx_list_wordings import LIST_PAPERS  # noqa: E402
from tools.docx_meeting_wordings import MEETING_PAPERS  # noqa: E402
from tools.docx_privacy_wordings import PRIVACY_PAPERS  # noqa: E402
from tools.docx_report_wordings import REPORT_PAPERS  # noqa: E402
from tools.docx_review_wordings import REVIEW_PAPERS  # noqa: E402
from tools.docx_wordings import PAPERS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

CENTRE, RIGHT, LEFT, BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
YOUTH_UNION, TRADE_UNION = "ĐOÀN TNCS HỒ CHÍ MINH", "CÔNG ĐOÀN VIỆT NAM"
# width of each line in ems of Times New Roman Bold: the rule below is as long as the line
_EMS = {PARTY: 13.777, YOUTH_UNION: 12.905, TRADE_UNION: 11.525}
_PT_MM = 25.4 / 72
_SLACK_MM = 0.8  # on each side, or the line breaks where a font is a hair wider
_RIGHT_MM = 90  # wide enough for a place and the longest date on one line
_FORM_PT = 11
_SUBJECT_PT = 12
_OATH_LINES = 6
_DAY = (1980, 1, 1, 0, 0, 0)
EVERY_PAPER = {
    **PAPERS,
    **MEETING_PAPERS,
    **LIST_PAPERS,
    **REPORT_PAPERS,
    **REVIEW_PAPERS,
    **HONOUR_PAPERS,
    **COMMITMENT_PAPERS,
    **PRIVACY_PAPERS,
}


class Sheet:
    """One template in the making, in the measures of one regime."""

    def __init__(self, regime: Regime) -> None:
        self.regime, self.is_turned = regime, False
        self.document = Document()
        self._page()
        self._style()

    def pt(self, name: str) -> float:
        """Return a type size of the regime in points."""
        return float(self.regime.value(name))

    @property
    def width(self) -> float:
        """Return the width of the text in millimetres."""
        margins = self.regime.value("margins_mm")
        return float(self.regime.value("page_mm")[int(self.is_turned)] - margins["left"] - margins["right"])

    # --- the parts every paper has, in their order ---

    def heading(
        self,
        *,
        form: str = "",
        body: str = "chi_bộ",
        is_numbered: bool = False,
        is_draft: bool = False,
        head: str = PARTY,
        subject: str = "",
    ) -> None:
        """Write the chain of organisations on the left; on the right the Party's title, place and date.

        ``is_draft``: a body above signs the paper, so it bears the mark of a draft until that body makes it.
        ``subject``: what a letter (công văn) is about, small and italic under its number.
        """
        self._form(form)
        table = self._table([self.width - _RIGHT_MM, _RIGHT_MM], rows=2)
        left, right = table.rows[0].cells
        self._line(left, "{{ cấp_trên }}", pt=self.pt("higher_body_pt"), is_first=True)
        self._line(left, f"{{{{ {body} }}}}", pt=self.pt("issuing_body_pt"), bold=True)
        self._line(left, str(self.regime.value("under_issuing_body")), pt=self.pt("issuing_body_pt"))
        self._head(right, _RIGHT_MM, head)
        number, place = table.rows[1].cells
        if is_numbered:
            text = f"{self.regime.number_prefix} {{{{ số }}}}-{{{{ ký_hiệu }}}}"
            self._line(number, text, pt=self.pt("number_pt"), is_first=True)
        if subject:
            self._line(number, subject, pt=_SUBJECT_PT, italic=True)
        if is_draft:
            self._draft(number, is_first=not is_numbered)
        self._line(place, "{{ địa_danh }}, {{ ngày_văn_bản }}", pt=self.pt("place_date_pt"), italic=True, is_first=True)
        self._space(6)

    def personal_heading(self, *, form: str = "") -> None:
        """Write the heading of a paper that a person, not an organisation, issues."""
        self._form(form)
        table = self._table([self.width - _RIGHT_MM, _RIGHT_MM], rows=1)
        right = table.rows[0].cells[1]
        self._head(right, _RIGHT_MM, PARTY)
        self._line(right, "{{ địa_danh }}, {{ ngày_văn_bản }}", pt=self.pt("place_date_pt"), italic=True)
        self._space(6)

    def note_heading(self, *, form: str, number: str = "") -> None:
        """Write the heading of a sheet that only helps: the cell's name, nothing that looks official."""
        self._form(number, lead=form)
        paragraph = self.document.add_paragraph()
        self._run(paragraph, "{{ tên_chi_bộ }}", bold=True)

    def compare(self, what: str) -> None:
        """Mark what the sources do not show of a form: seen by whoever opens the template, never on a paper."""
        self.document.add_paragraph(f"{{#p cần đối chiếu với mẫu chính thức: {what} #}}")

    def closing(self, text: str) -> None:
        """Write the paragraph before ``QUYẾT NGHỊ``, never left alone at the foot of a page."""
        self.para(text)
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def title(self, name: str, summary: str = "", *, hyphens: bool = True) -> None:
        """Write the type of paper and its summary, with the separator of the regime below."""
        self._centred(name, pt=self.pt("type_name_pt"), before=6)
        for line in filter(None, summary.split("\n")):
            self._centred(line, pt=self.pt("summary_pt"))
        if summary and hyphens and self.regime.value("summary_hyphens"):
            self._centred("-" * self.regime.value("summary_hyphens"), pt=self.pt("summary_pt"), bold=False)
        self._space(2)

    def addressee(self, text: str) -> None:
        """Write the line ``Kính gửi``."""
        paragraph = self._centred("", pt=self.pt("summary_pt"), after=6)
        self._run(paragraph, "Kính gửi: ", italic=True)
        self._run(paragraph, text, bold=True)

    def para(self, text: str, *, lead: str = "", bold: bool = False, italic: bool = False) -> None:
        """Write one paragraph of the body; ``lead`` is its bold beginning; ``bold`` keeps it with what follows."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = BOTH
        paragraph.paragraph_format.first_line_indent = Mm(self.regime.value("first_line_mm"))
        paragraph.paragraph_format.space_before = Pt(5)
        paragraph.paragraph_format.keep_with_next = bold
        if lead:
            self._run(paragraph, lead, bold=True)
        if text:
            self._run(paragraph, text, bold=bold, italic=italic)

    def room(self, lead: str, name: str, hint: str) -> None:
        """Write a value that somebody has to word; while it is missing, a hint and two dotted lines to fill."""
        self.tag(f"if {name}")
        self.para(f"{{{{ {name} }}}}", lead=lead)
        self.tag("else")
        self.para(f"{{{{ {name} }}}} ({hint})", lead=lead)
        self.dotted(2)
        self.tag("endif")

    def dotted(self, count: int, *, is_kept: bool = False) -> None:
        """Write dotted lines to be filled by hand; ``is_kept`` holds them on the page of what follows."""
        for _ in range(count):
            line = self.document.add_paragraph("\t")
            line.paragraph_format.keep_with_next = is_kept or None
            line.paragraph_format.space_before = Pt(5)
            line.paragraph_format.tab_stops.add_tab_stop(Mm(self.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    def plain(self, text: str) -> None:
        """Write a line of the body, neither indented nor justified."""
        self.document.add_paragraph(text).paragraph_format.space_before = Pt(5)

    def centred(self, text: str) -> None:
        """Write a bold line in the middle."""
        self._centred(text, pt=self.pt("body_pt"), before=6).paragraph_format.keep_with_next = True

    def tag(self, text: str) -> None:
        """Write a line that only steers the template and leaves no paragraph: ``for``, ``if``, ``endif``."""
        self.document.add_paragraph(f"{{%p {text} %}}")

    def rows(self, heads: list[str], widths: list[float], each: str, cells: list[str]) -> None:
        """Write a ruled table with one row for each entry of a list; ``each`` is the loop, as ``x in list``."""
        table = self._table(widths, rows=4, is_ruled=True)
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            self._line(cell, head, pt=self.pt("body_pt") - 1, bold=True, is_first=True)
        table.rows[1].cells[0].paragraphs[0].add_run(f"{{%tr for {each} %}}")
        for cell, text in zip(table.rows[2].cells, cells, strict=True):
            line = self._line(cell, text, pt=self.pt("body_pt") - 1, is_first=True)
            line.alignment = LEFT
        table.rows[3].cells[0].paragraphs[0].add_run("{%tr endfor %}")
        self._mark_head(table.rows[0])
        self._space(4)

    def numbered(self, rows: list[tuple[str, str, str]]) -> None:
        """Write a ruled table of the form's numbered places: number, what, its value."""
        table = self._table([12, 60, self.width - 72], rows=len(rows), is_ruled=True)
        size = self.pt("body_pt") - 1
        for row, (number, name, value) in zip(table.rows, rows, strict=True):
            self._line(row.cells[0], number, pt=size, is_first=True)
            self._line(row.cells[1], name, pt=size, is_first=True).alignment = LEFT
            self._line(row.cells[2], value, pt=size, bold=True, is_first=True).alignment = LEFT
        self._whole_rows(table)
        self._space(4)

    def slot(self, hint: str) -> None:
        """Write an empty ruled box for a text that has to be copied from elsewhere."""
        table = self._table([self.width], rows=1, is_ruled=True)
        cell = table.rows[0].cells[0]
        self._line(cell, hint, pt=self.pt("body_pt") - 2, italic=True, is_first=True)
        for _ in range(_OATH_LINES):
            self._line(cell, "", pt=self.pt("body_pt"))
        self._space(4)

    def file_heading(self, *, form: str, chain: list[tuple[str, str]]) -> None:
        """Write the heading of a member's sheet: the chain of organisations, and the place for the photograph."""
        self._form(form)
        table = self._table([self.width - 40, 40], rows=1)
        left, photo = table.rows[0].cells
        for number, (name, value) in enumerate(chain):
            line = self._line(left, f"{name}: ", pt=self.pt("body_pt") - 1, is_first=not number)
            line.alignment = LEFT
            self._run(line, value, pt=self.pt("body_pt") - 1, bold=True)
        self._photo(photo)
        self._space(6)

    def facts(self, pairs: list[tuple[str, str]]) -> None:
        """Write a ruled table of two columns: what, and its value."""
        table = self._table([72, self.width - 72], rows=len(pairs), is_ruled=True)
        for row, (name, value) in zip(table.rows, pairs, strict=True):
            self._line(row.cells[0], name, pt=self.pt("body_pt") - 1, is_first=True).alignment = LEFT
            self._line(row.cells[1], value, pt=self.pt("body_pt") - 1, bold=True, is_first=True).alignment = LEFT
        self._space(4)

    def signature(self, authority: str = "", post: str = "", name: str = "{{ người_ký }}", *, hint: str = "") -> None:
        """Write the recipients on the left, who signs on the right, and room for a signature that we never draw."""
        self._before_signature()
        table = self._table([self.width - _RIGHT_MM, _RIGHT_MM], rows=1)
        left, right = table.rows[0].cells
        self._recipients(left)
        self._signer(right, authority, post, name, hint)
        self._keep(table)

    def two_signatures(
        self, left: tuple[str, str], right: tuple[str, str], *, hint: str = "(Ký, ghi rõ họ tên)"
    ) -> None:
        """Write two people who sign side by side: (post, name)."""
        self._before_signature()
        half = self.width / 2
        table = self._table([half, half], rows=1)
        for cell, (post, name) in zip(table.rows[0].cells, (left, right), strict=True):
            self._signer(cell, "", post, name, hint)
        self._keep(table)

    def turn(self) -> None:
        """Turn the page on its side, before anything is written: registers of many columns need the width."""
        self.is_turned = True
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width

    def register(
        self, heads: list[str], widths: list[float], each: str, cells: list[str], *, pt: float, is_numbered: bool = True
    ) -> None:
        """Write a ruled table in small type whose columns bear numbers, as the Party's registers do."""
        rows = 5 if is_numbered else 4
        table = self._table(widths, rows=rows, is_ruled=True)
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            self._line(cell, head, pt=pt, bold=True, is_first=True)
        self._mark_head(table.rows[0])
        if is_numbered:
            for place, cell in enumerate(table.rows[1].cells, start=1):
                self._line(cell, str(place), pt=pt, italic=True, is_first=True)
            self._mark_head(table.rows[1])
        begin, row, end = table.rows[-3], table.rows[-2], table.rows[-1]
        begin.cells[0].paragraphs[0].add_run(f"{{%tr for {each} %}}")
        for cell, text in zip(row.cells, cells, strict=True):
            for place, line in enumerate(text.split("\n")):
                self._line(cell, line, pt=pt, is_first=place == 0).alignment = LEFT
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no such call
        end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
        self._space(4)

    # --- for sheets that are drawn otherwise than a document: ballots, tallies, registers ---

    def grid(self, widths: list[float], *, rows: int, is_ruled: bool = False, is_cut: bool = False) -> Any:
        """Draw a table of fixed widths in millimetres; ``is_cut`` draws dashed lines to cut along."""
        table = self._table(widths, rows=rows, is_ruled=is_ruled)
        if is_cut:
            properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no such call
            properties.insert_element_before(_cut_lines(), "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
        return table

    def cell_line(
        self, cell: _Cell, text: str, *, pt: float, bold: bool = False, italic: bool = False, is_first: bool = False
    ) -> Paragraph:
        """Write one centred line of a cell."""
        return self._line(cell, text, pt=pt, bold=bold, italic=italic, is_first=is_first)

    def gap(self, points: float) -> Paragraph:
        """Leave some points of white; one point keeps two tables apart."""
        return self._space(points)

    def save(self) -> bytes:
        """Return the file; the same measures and wordings give the same bytes."""
        out = io.BytesIO()
        self.document.save(out)
        return _fixed(out.getvalue())

    # --- how the parts are drawn ---

    def _page(self) -> None:
        section = self.document.sections[0]
        width, height = self.regime.value("page_mm")
        margins = self.regime.value("margins_mm")
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.top_margin, section.bottom_margin = Mm(margins["top"]), Mm(margins["bottom"])
        section.left_margin, section.right_margin = Mm(margins["left"]), Mm(margins["right"])
        section.header_distance = section.footer_distance = Mm(10)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = CENTRE
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = number.add_run()
            if kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark = OxmlElement("w:instrText")
                mark.text = text
            run._r.append(mark)  # noqa: SLF001 - python-docx has no fields

    def _style(self) -> None:
        normal: Any = self.document.styles["Normal"]
        normal.font.name = self.regime.value("font")
        normal.font.size = Pt(self.pt("body_pt"))
        normal.font.color.rgb = RGBColor(0, 0, 0)
        normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.line_spacing = 1.1
        fonts = normal.element.rPr.rFonts
        for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
            fonts.set(qn(script), self.regime.value("font"))
        language = OxmlElement("w:lang")
        for script in ("w:val", "w:eastAsia"):
            language.set(qn(script), "vi-VN")
        normal.element.rPr.append(language)
        header: Any = self.document.styles["Header"]
        header.font.size = Pt(13)

    def _form(self, form: str, *, lead: str = "") -> None:
        """Write the form's number into the corner, where one is known for the paper's date (``mẫu``)."""
        if form or lead:
            line = self.document.sections[0].first_page_header.paragraphs[0]
            line.alignment = RIGHT
            word = " mẫu" if lead else "Mẫu"
            number = f"{{% if mẫu %}}{word} {{{{ mẫu }}}}{{% endif %}}" if form else ""
            run = line.add_run(f"{lead}{number}")
            run.font.size = Pt(_FORM_PT)

    def _draft(self, cell: _Cell, *, is_first: bool) -> None:
        self._line(cell, "{%p if dự_thảo %}", pt=self.pt("number_pt"), is_first=is_first)
        self._line(cell, "(Dự thảo)", pt=self.pt("number_pt"), italic=True)
        self._line(cell, "{%p endif %}", pt=self.pt("number_pt"))
        self._line(cell, "", pt=1)  # a cell must keep a paragraph when there is no mark

    def _head(self, cell: _Cell, width: float, head: str) -> None:
        title = self._line(cell, head, pt=self.pt("party_title_pt"), bold=True, is_first=True)
        if not self.regime.value("party_title_rule"):
            return
        indent = (width - self.pt("party_title_pt") * _EMS[head] * _PT_MM) / 2 - _SLACK_MM
        title.paragraph_format.left_indent = title.paragraph_format.right_indent = Mm(indent)
        borders = OxmlElement("w:pBdr")
        bottom = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        title._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - python-docx has no borders
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )

    def _photo(self, cell: _Cell) -> None:
        """Draw the frame of a photograph of 3 × 4 cm."""
        box = cell.add_table(rows=1, cols=1)
        box.style, box.autofit, box.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.RIGHT
        row = box.rows[0]
        row.height, row.height_rule = Mm(40), WD_ROW_HEIGHT_RULE.EXACTLY
        row.cells[0].width = box.columns[0].width = Mm(30)
        row.cells[0].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        self._line(row.cells[0], "Ảnh 3 × 4", pt=_FORM_PT, is_first=True)
        cell.paragraphs[0].paragraph_format.line_spacing = Pt(1)
        self._line(cell, "", pt=1)

    def _room_above(self) -> None:
        """Part a ruled table from the last line before it that stays on the paper."""
        for paragraph in reversed(self.document.paragraphs):
            if not paragraph.text.startswith(("{%", "{#")):
                paragraph.paragraph_format.space_after = Pt(4)
                return

    def _whole_rows(self, table: Any) -> None:
        """Keep each row on one page."""
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no such call

    def _recipients(self, cell: _Cell) -> None:
        self._line(cell, "", pt=1, is_first=True)  # a cell must keep a paragraph when nobody is named
        self._line(cell, "{%p if nơi_nhận %}", pt=self.pt("recipients_pt"))
        head = self._line(cell, "Nơi nhận:", pt=self.pt("recipients_heading_pt"))
        head.alignment = LEFT
        head.runs[0].font.underline = True
        self._line(cell, "{%p for nơi in nơi_nhận %}", pt=self.pt("recipients_pt"))
        self._line(cell, "- {{ nơi }}", pt=self.pt("recipients_pt")).alignment = LEFT
        self._line(cell, "{%p endfor %}", pt=self.pt("recipients_pt"))
        self._line(cell, "{%p endif %}", pt=self.pt("recipients_pt"))

    def _signer(self, cell: _Cell, authority: str, post: str, name: str, hint: str) -> None:
        size, is_first = self.pt("body_pt"), True
        if authority:
            self._line(cell, authority, pt=size, bold=True, is_first=True)
            is_first = False
        self._line(cell, post, pt=size, bold=not authority, is_first=is_first)
        if hint:
            self._line(cell, hint, pt=size - 2, italic=True)
        for _ in range(self.regime.value("signature_blank_lines")):
            self._line(cell, "", pt=size)
        self._line(cell, name, pt=size, bold=True)

    def _table(self, widths: list[float], *, rows: int, is_ruled: bool = False) -> Any:
        if is_ruled:
            self._room_above()
        table = self.document.add_table(rows=rows, cols=len(widths))
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        if is_ruled:
            table.style = "Table Grid"
        else:
            _no_cell_margins(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        return table

    def _line(
        self,
        cell: _Cell,
        text: str,
        *,
        pt: float,
        bold: bool = False,
        italic: bool = False,
        is_first: bool = False,
    ) -> Paragraph:
        paragraph: Paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.line_spacing = 1.0
        self._run(paragraph, text, pt=pt, bold=bold, italic=italic)
        return paragraph

    def _centred(self, text: str, *, pt: float, bold: bool = True, before: float = 0, after: float = 0) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.space_after = Pt(after)
        paragraph.paragraph_format.line_spacing = 1.0
        if text:
            self._run(paragraph, text, pt=pt, bold=bold)
        return paragraph

    def _run(self, paragraph: Paragraph, text: str, *, pt: float = 0, bold: bool = False, italic: bool = False) -> None:
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        if pt and pt != self.pt("body_pt"):
            run.font.size = Pt(pt)

    def _space(self, points: float) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(points)
        return paragraph

    def _before_signature(self) -> None:
        """Keep the last words of the body with the signature: it never stands alone on a page."""
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self._space(10).paragraph_format.keep_with_next = True

    def _keep(self, table: Any) -> None:
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no such call
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True
        self._space(1)

    def _mark_head(self, row: Any) -> None:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no such call


def _no_cell_margins(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 - python-docx has no such call


def _cut_lines() -> Any:
    borders = OxmlElement("w:tblBorders")
    for side in ("insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "dashed"), ("sz", "6"), ("space", "0"), ("color", "7F7F7F")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    return borders


def _fixed(content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in sorted(source.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            data = source.read(name)
            if name == "docProps/thumbnail.jpeg":
                continue
            if name == "_rels/.rels":
                data = _without_thumbnail(data)
            target.writestr(zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without_thumbnail(relations: bytes) -> bytes:
    start = relations.find(b"thumbnail")
    if start < 0:
        return relations
    begin, end = relations.rfind(b"<Relationship ", 0, start), relations.find(b"/>", start) + 2
    return relations[:begin] + relations[end:]


def made() -> dict[str, bytes]:
    """Return every template: its path below the templates' folder → its bytes."""
    files: dict[str, bytes] = {}
    for regime in regimes():
        for name, write in EVERY_PAPER.items():
            sheet = Sheet(regime)
            writer: Callable[[Sheet], None] = write
            writer(sheet)
            files[f"{regime.slug}/{name}.docx"] = sheet.save()
    return files


def main() -> None:
    """Write the files anew; a file whose content stays the same is left alone."""
    for path, content in made().items():
        target = TARGET / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
            print(path)


if __name__ == "__main__":
    main()
