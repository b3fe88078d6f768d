"""A paper as PDF says what its DOCX says, in our own letters, and no text of it can be code."""

from __future__ import annotations

import io
import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import segno
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.base.refusal import FaultyError
from chibo.documents import pdf, render
from chibo.documents.pdf import faces as own_faces
from chibo.documents.pdf.lists import spelled
from chibo.documents.pdf.setting import fonts
from chibo.documents.regimes import regime_on, regimes
from tests.documents.pages import TONES, VOWELS, Face, body, faces, texts, tight
from tests.documents.reading import lines
from tests.documents.samples import docx, png

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as Opened

REGIME = regime_on(date(2018, 5, 21))
LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
LETTERS |= {letter.upper() for letter in LETTERS}
OURS = {Face(f"LiberationSerif{style}", is_embedded=True) for style in ("", "-Bold", "-Italic", "-BoldItalic")}
VALUES: dict[str, object] = {
    "họ_tên": "Sùng Mẫu Vừ",
    "cấp_trên": "ĐẢNG BỘ KHỐI MẪU",
    "chi_bộ": "CHI BỘ MẪU",
    "nơi_nhận": ["Đảng ủy Khối (để báo cáo),", "Lưu chi bộ."],
    "nội_dung": ["Đề nghị cấp trên xem xét.", "Giao chi ủy hoàn thiện hồ sơ."],
    "việc_được_giao": [{"tên": "Trực lễ", "ngày_giao": "5-1-2018", "kết_quả": "trực đủ"}],
}


def written(write: Callable[[Opened], object]) -> bytes:
    document = Document()
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def said(content: bytes) -> str:
    return tight("".join(texts(pdf.pdf(content))))


def templates() -> list[tuple[Any, str]]:
    folder = own_faces.FOLDER.parent / "templates_docx"
    return [(regime, path.stem) for regime in regimes() for path in sorted((folder / regime.slug).glob("*.docx"))]


def test_there_are_146_letters_and_each_face_has_them() -> None:
    assert len(LETTERS) == 146
    files = sorted(own_faces.FOLDER.glob("*.ttf"))
    assert len(files) == 4
    for path in files:
        assert own_faces.letters(path.read_bytes()) >= LETTERS, path.name
    assert fonts().families() == [own_faces.FAMILY]
    assert "SIL OPEN FONT LICENSE" in (own_faces.FOLDER / "OFL-LICENSE.txt").read_text(encoding="utf-8")


def test_every_letter_in_every_face_is_in_the_file() -> None:
    def write(document: Opened) -> None:
        for bold in (False, True):
            for italic in (False, True):
                run = document.add_paragraph().add_run(" ".join(sorted(LETTERS)))
                run.bold, run.italic = bold, italic
                run.font.name = "Arial"

    made = pdf.pdf(written(write))
    assert tight("".join(texts(made))) == "".join(sorted(LETTERS)) * 4
    assert faces(made) == OURS
    assert b"pdfaid:part>2" in made
    assert b"pdfaid:conformance>B" in made


@pytest.mark.parametrize(("regime", "name"), templates(), ids=lambda part: getattr(part, "slug", part))
def test_every_template_says_the_same_in_both(regime: Any, name: str) -> None:
    content = render.docx(name, VALUES, regime=regime)
    made = pdf.pdf(content, title="Giấy tờ")
    assert body(made) == tight("".join(lines(content))).replace("☐", "□")
    assert faces(made) <= OURS


HOSTILE = [
    '#read("/etc/passwd")',
    '"); panic("x',
    '\\"); #import "@preview/x:1.0.0": *; ("',
    "\\u{41} \\ \\\\ \\n",
    "$x^2$ *đậm* _nghiêng_ `mã` @nhãn <nhãn> = đầu",
    "// ghi chú /* khối */ #{1 + 1} [nội dung] #let p = 0pt",
    "}}}) #panic() {{{ ))",
    "---- ... ~ -? 'một' \"hai\" «ba»",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_code(text: str) -> None:
    assert said(docx(text)) == tight(text)
    in_a_value = render.docx("13-knd", {**VALUES, "họ_tên": text, "cấp_trên": text}, regime=REGIME)
    assert tight(text) in said(in_a_value)
    assert pdf.pdf(docx("a"), title=text).startswith(b"%PDF-1.7")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
@settings(max_examples=25, deadline=None)
def test_no_text_breaks_the_paper(text: str) -> None:
    shown = own_faces.shown(text)
    assert set(shown) <= own_faces.covered() | {"\n"}
    source = pdf.source(docx(f"a{text}z"))
    body = source[source.rindex("#{\n") :]
    assert re.sub(r'"(?:[^"\\]|\\["\\])*"', "", body).count('"') == 0
    assert faces(pdf.pdf(docx(f"a{text}z"))) <= OURS


def test_a_letter_that_the_font_lacks_shows_as_a_box() -> None:
    assert said(docx("漢 ☐ ☑ 🎉 ﬁ \u202eab\u202c ①")) == "□□■□fiab1"


def test_the_look_of_words() -> None:
    def write(document: Opened) -> None:
        paragraph = document.add_paragraph()
        for text, look in (("đậm", "bold"), ("nghiêng", "italic"), ("gạch", "underline"), ("bỏ", "strike")):
            setattr(paragraph.add_run(text).font, look, True)
        paragraph.add_run("chữ hoa").font.all_caps = True
        paragraph.add_run("ẩn").font.hidden = True
        paragraph.add_run("nhỏ hoa").font.small_caps = True
        paragraph.add_run("2").font.superscript = True
        paragraph.add_run("to").font.size = Pt(20)

    content = written(write)
    source = pdf.source(content)
    for code in ('weight: "bold"', 'style: "italic"', "underline(", "strike(", "super(", "size: 20pt"):
        assert code in source
    assert said(content) == "đậmnghiênggạchbỏCHỮHOANHỎHOA2to"


def test_paragraphs_keep_their_shape() -> None:
    def write(document: Opened) -> None:
        paragraph = document.add_paragraph("giữa")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        paragraph = document.add_paragraph("đều hai bên")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(10)
        paragraph.paragraph_format.space_before = Pt(6)
        paragraph = document.add_paragraph("treo")
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Pt(40), Pt(-20)
        paragraph.paragraph_format.line_spacing = Pt(30)

    source = pdf.source(written(write))
    assert "a: center" in source
    assert "k: true" in source
    assert "f: 28.35pt" in source
    assert "j: true" in source
    assert "l: 40pt, f: -20pt" in source
    assert "t: 24pt, b: -6pt" in source


def test_tabs_and_lines_to_write_on() -> None:
    def write(document: Opened) -> None:
        paragraph = document.add_paragraph("Họ tên:\tsinh ngày\t")
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(80), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)
        stops.add_tab_stop(Mm(150), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        document.add_paragraph("\tthụt")

    content = written(write)
    source = pdf.source(content)
    assert 'rest("dotted")' in source
    assert "tabbed(0pt, 36pt, (), {" in source
    assert said(content) == "Họtên:sinhngàythụt"


def test_tables_with_merged_cells_and_a_head_on_each_page() -> None:
    def write(document: Opened) -> None:
        table = document.add_table(rows=60, cols=3, style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        head = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(head)
        for at, name in enumerate(("TT", "Họ tên", "Ghi chú")):
            table.cell(0, at).text = name
        table.cell(1, 0).merge(table.cell(1, 1)).text = "ngang"
        table.cell(2, 2).merge(table.cell(4, 2)).text = "dọc"
        for row in range(5, 60):
            table.cell(row, 1).text = f"người {row}"

    content = written(write)
    pages = texts(pdf.pdf(content))
    source = pdf.source(content)
    assert len(pages) > 1
    assert all(tight(page).startswith("TTHọtênGhichú") for page in pages)
    assert "colspan: 2" in source
    assert "rowspan: 3" in source
    assert "stroke: (top: 0.5pt" in source


def test_a_dashed_line_to_cut_along_stays_dashed() -> None:
    def write(document: Opened) -> None:
        table = document.add_table(rows=1, cols=2)
        borders = OxmlElement("w:tblBorders")
        line = OxmlElement("w:insideV")
        for name, value in (("val", "dashed"), ("sz", "4")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        table._tbl.tblPr.append(borders)
        table.cell(0, 0).text, table.cell(0, 1).text = "phiếu 1", "phiếu 2"

    assert 'left: (thickness: 0.5pt, dash: "dashed")' in pdf.source(written(write))


def test_numbered_lists_count_as_word_counts() -> None:
    def write(document: Opened) -> None:
        for text in ("một", "hai"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("chấm", style="List Bullet")

    assert said(written(write)) == "1.một2.hai•chấm"
    assert [spelled(4, form) for form in ("decimal", "lowerRoman", "upperRoman", "lowerLetter", "decimalZero")] == [
        "4",
        "iv",
        "IV",
        "d",
        "04",
    ]
    assert (spelled(27, "upperLetter"), spelled(0, "lowerRoman"), spelled(3, "none")) == ("AA", "0", "")


def test_pictures_stand_and_strange_ones_leave_their_frame() -> None:
    code = io.BytesIO()
    segno.make("hop-12").save(code, kind="png", scale=4)

    def write(document: Opened) -> None:
        document.add_picture(io.BytesIO(code.getvalue()), width=Mm(25))
        document.add_picture(io.BytesIO(png()), width=Mm(5))

    content = written(write)
    source = pdf.source(content)
    assert source.count("data:image/png;base64,") == 2
    huge = png().replace(b"\0\0\0\x01\0\0\0\x01", b"\0\xff\xff\xff\0\xff\xff\xff", 1)
    frame = pdf.source(content.replace(png(), huge) if png() in content else content)
    assert pdf.pdf(content).startswith(b"%PDF")
    assert frame


def test_sections_breaks_and_page_numbers() -> None:
    def write(document: Opened) -> None:
        head = document.sections[0].header.paragraphs[0]
        for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "99"), ("end", "")):
            run = head.add_run()
            if kind == "text":
                run.text = text
                continue
            mark = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark.text = text
            run._r.append(mark)
        document.sections[0].different_first_page_header_footer = True
        document.sections[0].first_page_header.paragraphs[0].text = "Mẫu số 1"
        document.add_paragraph("trang một").add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("trang hai")
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        document.add_paragraph("trang ngang")

    made = pdf.pdf(written(write))
    assert [tight(page) for page in texts(made)] == ["Mẫusố1trangmột", "2tranghai", "Mẫusố1trangngang"]
    document = pypdfium2.PdfDocument(made)
    assert document[0].get_width() < document[0].get_height()
    assert document[2].get_width() > document[2].get_height()


def test_words_in_a_text_box_a_link_and_a_change_are_not_lost() -> None:
    def write(document: Opened) -> None:
        paragraph = document.add_paragraph("trước")
        inserted = OxmlElement("w:ins")
        inserted.append(paragraph.add_run("thêm")._r)
        paragraph._p.append(inserted)
        gone = OxmlElement("w:del")
        gone.append(paragraph.add_run("bỏ")._r)
        paragraph._p.append(gone)
        box = OxmlElement("w:txbxContent")
        box.append(document.add_paragraph("trong khung")._p)
        drawing = OxmlElement("w:drawing")
        drawing.append(box)
        paragraph.add_run()._r.append(drawing)

    assert said(written(write)) == "trướcthêmtrongkhung"


def test_long_names_and_forty_lines_keep_the_layout() -> None:
    name = "Nguyễn Phước Bảo " * 12 + "Mẫu Ngọc"
    opinion = ["Đồng chí luôn hoàn thành nhiệm vụ được giao, gần gũi quần chúng, được tập thể tin cậy."] * 40
    content = render.docx(
        "nghi-quyet", {**VALUES, "họ_tên": name, "nội_dung": opinion, "cấp_trên": name}, regime=REGIME
    )
    made = pdf.pdf(content)
    pages = texts(made)
    assert len(pages) == 3
    assert tight(opinion[0]) * 40 in body(made)
    document = pypdfium2.PdfDocument(made)
    for page in document:
        width, height = page.get_size()
        for thing in page.get_objects():
            left, bottom, right, top = thing.get_bounds()
            assert left >= 0
            assert bottom >= 0
            assert right <= width
            assert top <= height


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", docx("x")[:400]])
def test_a_broken_file_is_explained(content: bytes) -> None:
    with pytest.raises(FaultyError, match="Không đọc được tệp Word") as refused:
        pdf.pdf(content)
    assert "lưu lại dạng .docx" in refused.value.faults[0].next


def test_a_made_paper_keeps_its_name_facts_and_gaps() -> None:
    made = render.make("13-KNĐ Vừ", "13-knd", VALUES, regime=REGIME)
    paper = pdf.as_pdf(made)
    assert (paper.name, paper.facts, paper.gaps) == ("13-KNĐ Vừ.pdf", made.facts, made.gaps)
    assert paper.content.startswith(b"%PDF-1.7")
    book = render.MadePaper(name="danh sách.xlsx", content=b"PK", gaps=(), facts={})
    assert pdf.as_pdf(book) is book
