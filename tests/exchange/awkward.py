"""Files as offices send them, and as nobody should: each made by code, small, with what must become of it."""

from __future__ import annotations

import datetime
import io
import random
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import openpyxl
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from chibo.exchange.lists.letters import _TCVN3_CODES, _TCVN3_LETTERS, _VNI

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HEAD: list[Any] = ["STT", "Họ và tên", "Ngày sinh", "Quê quán"]
PEOPLE: list[list[Any]] = [
    [1, "Lò Mẫu An", "12/3/1966", "Điện Biên"],
    [2, "Vì Mẫu Bạn", "5-7-1990", "Sơn La"],
    [3, "Quàng Mẫu Dũng", "1985", "Lai Châu"],
]
PLAIN: list[list[Any]] = [HEAD, *PEOPLE]
TO_TCVN3 = str.maketrans(_TCVN3_LETTERS, _TCVN3_CODES)
_BACK_TO_VNI = {unicodedata.normalize("NFC", letters): code for code, letters in _VNI.items()}


@dataclass(frozen=True)
class Case:
    """One file: its name and bytes, and either the tables or the refusal; ``told`` must stand among the notes."""

    name: str
    make: Callable[[], bytes]
    people: int | None = 3  # people in the first table; ``None``: refused
    tables: int = 1
    refused: str = ""
    then: str = ""  # of what must be said to do next
    told: tuple[str, ...] = ()


def book(rows: Sequence[Sequence[Any]] = PLAIN, **options: Any) -> bytes:
    return many({"Danh sách": rows}, **options)


def many(sheets: dict[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = (), **options: Any) -> bytes:
    kept = io.BytesIO()
    made = xlsxwriter.Workbook(kept, {"in_memory": True, **options})
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, datetime.date):
                    sheet.write_datetime(place, column, value, day)
                elif value is not None:
                    sheet.write(place, column, value)
    made.close()
    return kept.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes], drop: str = "") -> bytes:
    """The same archive with one part changed, or one left out."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            if name != drop:
                written.writestr(name, change(read.read(name)) if name == part else read.read(name))
    return kept.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def in_sheet(old: bytes, new: bytes) -> Callable[[], bytes]:
    return lambda: changed(book(), SHEET, lambda xml: xml.replace(old, new, 1))


def archive(**parts: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in parts.items():
            written.writestr(name.replace("__", "/").replace("_", "."), text)
    return kept.getvalue()


def text(rows: Sequence[Sequence[Any]] = PLAIN, mark: str = ";") -> str:
    return "\r\n".join(mark.join(str(value) for value in row) for row in rows) + "\r\n"


def to_vni(said: str) -> str:
    return "".join(_BACK_TO_VNI.get(letter, letter) for letter in said)


def to_windows(said: str) -> bytes:
    """Windows-1258: the base letter, then the tone as a letter of its own."""
    raw = b""
    for letter in said:
        try:
            raw += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            raw += (base + tone).encode("cp1258")
    return raw


# ---------------------------------------------------------------------- workbooks


def macros() -> bytes:
    kept = io.BytesIO(book())
    with zipfile.ZipFile(kept, "a") as written:
        written.writestr("xl/vbaProject.bin", b"\xcc\x61 makro")
    return kept.getvalue()


def locked() -> bytes:
    kept = io.BytesIO()
    OOXMLFile(io.BytesIO(book())).encrypt("bí mật", kept)
    return kept.getvalue()


def formulas() -> bytes:
    kept = io.BytesIO()
    made = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = made.add_worksheet("Danh sách")
    for place, row in enumerate(PLAIN):
        sheet.write_row(place, 0, row)
    sheet.write_formula("B2", '="Lò Mẫu"&" An"', None, "Lò Mẫu An")
    sheet.write_formula("C3", "=#REF!", None, "#REF!")
    sheet.write_formula("D4", "=VLOOKUP(1,A1:A2,3)", None, "#N/A")
    made.close()
    return kept.getvalue()


def uncomputed() -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in PLAIN:
        sheet.append(row)
    sheet["D3"] = '=CONCATENATE("Sơn"," La")'
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def merged() -> bytes:
    kept = io.BytesIO()
    made = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = made.add_worksheet("Danh sách")
    sheet.merge_range("A1:E1", "ĐẢNG BỘ MẪU")
    sheet.merge_range("A2:E2", "DANH SÁCH CÁN BỘ NĂM 2018")
    sheet.merge_range("A4:A5", "STT")
    sheet.merge_range("B4:B5", "Họ và tên")
    sheet.merge_range("C4:D4", "Năm sinh")
    sheet.write_row("C5", ["Nam", "Nữ"])
    sheet.merge_range("E4:E5", "Quê quán")
    for place, row in enumerate(
        [[1, "Lò Mẫu An", 1966, None, "Điện Biên"], [2, "Vì Mẫu Bạn", None, 1990, "Sơn La"]], start=5
    ):
        sheet.write_row(place, 0, row)
    made.close()
    return kept.getvalue()


def with_rows(rows: bytes) -> bytes:
    return changed(book(), SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def empty_rows() -> bytes:
    """200,000 rows with a format and nothing else, then the signature."""
    last = '<row><c/><c t="inlineStr"><is><t>Người lập biểu</t></is></c></row>'
    return with_rows(b'<row><c s="0"/><c s="0"/></row>' * 200_000 + last.encode())


def million_rows() -> bytes:
    return with_rows(b'<row><c><v>1</v></c><c t="s"><v>1</v></c></row>' * 1_000_000)


def bomb() -> bytes:
    """Small on the disk, a gigabyte unpacked."""
    kept = io.BytesIO(book())
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as written, written.open("xl/bom.xml", "w") as part:
        block = b" " * 1024 * 1024
        for _ in range(301):
            part.write(block)
    return kept.getvalue()


def lying_bomb() -> bytes:
    """An archive whose table says that its sheet is small."""
    content = changed(book(), SHEET, lambda xml: xml.replace(b"</sheetData>", b" " * 5_000_000 + b"</sheetData>"))
    place = content.rindex(SHEET.encode())  # in the table at the end: 46 bytes of head stand before the name
    return content[: place - 22] + struct.pack("<L", 900) + content[place - 18 :]


def text_bomb() -> bytes:
    """One text of 30,000 letters in 20,000 cells."""
    cells = "".join(f'<row r="{row}"><c r="B{row}" t="s"><v>2</v></c></row>' for row in range(5, 20_005))
    made = changed(book(), SHEET, lambda xml: xml.replace(b"</sheetData>", cells.encode() + b"</sheetData>"))
    long = b"<si><t>" + b"a" * 30_000 + b"</t></si>"
    return changed(
        made, "xl/sharedStrings.xml", lambda xml: re.sub(rb"(<sst[^>]*>(?:<si>.*?</si>){2})", rb"\g<1>" + long, xml)
    )


def two_below() -> bytes:
    return book(
        [
            ["DANH SÁCH ĐẢNG VIÊN"],
            HEAD,
            *PEOPLE,
            [],
            ["DANH SÁCH TỔ CHỨC"],
            ["STT", "Tên tổ chức", "Số đảng viên"],
            [1, "Chi bộ Một", 12],
            [2, "Chi bộ Hai", 9],
        ]
    )


def two_beside() -> bytes:
    right: list[list[Any]] = [["STT", "Tên tổ chức", "Số đảng viên"], [1, "Chi bộ Một", 12], [2, "Chi bộ Hai", 9], []]
    return book([[*left, None, *other] for left, other in zip(PLAIN, right, strict=True)])


def by_units() -> bytes:
    """One list printed by units, its header repeated: one table."""
    return book([["I. Chi bộ Một"], HEAD, *PEOPLE[:2], [], ["II. Chi bộ Hai"], HEAD, *PEOPLE[2:]])


def old_excel(**options: Any) -> bytes:
    made = xlwt.Workbook(encoding="utf-8")
    made.dates_1904 = options.get("since_1904", False)
    sheet = made.add_sheet("Danh sách", cell_overwrite_ok=True)
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for place, row in enumerate(PLAIN):
        for column, value in enumerate(row):
            sheet.write(place, column, value)
    sheet.write(2, 2, datetime.datetime(1990, 7, 5), day)  # noqa: DTZ001 - as a spreadsheet keeps it
    if cell := options.get("far"):
        sheet.write(*cell, "xa")
    if options.get("hidden"):
        sheet.row(2).hidden = True
    if options.get("wrong"):
        sheet.write(3, 4, xlwt.Formula("1/0"))
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def wrong_in_old_excel() -> bytes:
    """What Excel keeps of a formula that cannot be computed: two bytes of ones, and the error's code."""
    content = old_excel(wrong=True)
    place = content.index(struct.pack("<HH", 3, 4), content.index(b"\x06\x00"))
    return content[: place + 6] + b"\x02\x00\x07\x00\x00\x00\xff\xff" + content[place + 14 :]


def open_document(cells: str = "") -> bytes:
    def cell(value: Any) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in PLAIN)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Danh sách">{rows}{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as written:
        written.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        written.writestr("content.xml", content)
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        written.writestr("META-INF/manifest.xml", f'<?xml version="1.0"?><m:manifest xmlns:m="{manifest}"/>')
    return kept.getvalue()


def filtered(xml: bytes) -> bytes:
    """The last row left out by a filter."""
    before, row, after = xml.rpartition(b"<table:table-row")
    return before + row + b' table:visibility="filter"' + after


def garbage() -> bytes:
    return random.Random(45).randbytes(4000)


def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + zlib.compress(b"anh" * 50)


REPEATED = '<table:table-row table:number-rows-repeated="{0}"><table:table-cell table:number-columns-repeated="{1}">{2}'
REPEATED += "</table:table-cell></table:table-row>"
SAID = "<text:p>x</text:p>"
NO_SHEET = "không phải bảng tính."
CUT = "Không đọc được tệp."
FILTERED = "1 dòng ẩn hoặc đang bị lọc cũng được đọc."

CASES = [
    # what is read
    Case("xlsx", book),
    Case("xlsx named csv.csv", book),
    Case("macro.xlsm", macros, told=("không chạy và không lưu macro",)),
    Case("1904.xlsx", lambda: book([HEAD, [1, "Lò Mẫu An", datetime.date(1966, 3, 12)]], date_1904=True), people=1),
    Case("merged headers.xlsx", merged, people=2),
    Case("formulas.xlsx", formulas, told=("Ô C3: công thức lỗi #REF!", "Ô D4: công thức lỗi #N/A")),
    Case("uncomputed.xlsx", uncomputed, told=("Ô D3: công thức chưa có kết quả",)),
    Case("empty rows.xlsx", empty_rows),
    Case("two below.xlsx", two_below, tables=2, told=("có 2 bảng",)),
    Case("two beside.xlsx", two_beside, tables=2, told=("có 2 bảng",)),
    Case("by units.xlsx", by_units),
    Case(
        "hidden.xlsx",
        lambda: many({"Danh sách": PLAIN, "Cũ": [*PLAIN, *PEOPLE]}, hidden=["Cũ"]),
        tables=2,
        told=("Trang ẩn chưa đọc: “Cũ”.",),
    ),
    Case("hidden rows.xlsx", in_sheet(b'<row r="3"', b'<row r="3" hidden="1"'), told=(FILTERED,)),
    Case("hidden rows.xls", lambda: old_excel(hidden=True), told=(FILTERED,)),
    Case("hidden rows.ods", lambda: changed(open_document(), "content.xml", filtered), told=(FILTERED,)),
    Case("only headers.xlsx", lambda: book([HEAD]), people=0),
    Case("one column.xlsx", lambda: book([["Họ và tên"], *[[row[1]] for row in PEOPLE]])),
    Case("wrong size told.xlsx", in_sheet(b'<dimension ref="A1:D4"', b'<dimension ref="A1:XFD1048576"')),
    Case(
        "without references.xlsx",
        lambda: changed(book(), SHEET, lambda xml: re.sub(rb' r="[A-Z]*\d+"', b"", xml)),
    ),
    Case("without styles.xlsx", lambda: changed(book(), "", bytes, drop="xl/styles.xml")),
    Case(
        "long cells.xlsx",
        lambda: book([*PLAIN, [4, "Lường Mẫu Em", "1991", "a" * 32_000]]),
        people=4,
        told=("Ô D5: chữ dài hơn 2.000 ký tự",),
    ),
    Case(
        "unseen.xlsx",
        lambda: book([HEAD, [1, "\u202eLò\u200b Mẫu\x07 An\u200f", "12/3/1966", "Điện\u00a0Biên"]]),
        people=1,
        told=("1 ô có ký tự ẩn",),
    ),
    Case(
        "decomposed.xlsx",
        lambda: book([[unicodedata.normalize("NFD", str(value)) for value in row] for row in PLAIN]),
        told=("gõ dấu rời",),
    ),
    Case("old.xls", old_excel),
    Case("old 1904.xls", lambda: old_excel(since_1904=True)),
    Case("old wrong.xls", wrong_in_old_excel, told=("Ô E4: công thức lỗi #DIV/0!",)),
    Case("open.ods", open_document),
    Case("open with an endless end.ods", lambda: open_document(REPEATED.format(1_048_000, 16_384, ""))),
    Case("utf8.csv", lambda: text().encode()),
    Case("utf8 marked.csv", lambda: text(mark=",").encode("utf-8-sig")),
    Case("utf16.txt", lambda: text(mark="\t").encode("utf-16")),
    Case("utf16 unmarked.tsv", lambda: text(mark="\t").encode("utf-16-be")),
    Case("windows.csv", lambda: to_windows(text()), told=("Windows-1258",)),
    Case("tcvn3.csv", lambda: text().translate(TO_TCVN3).encode("latin-1"), told=("bảng mã TCVN3",)),
    Case("vni.csv", lambda: to_vni(text()).encode("latin-1"), told=("bảng mã VNI",)),
    Case(
        "mixed letters.xlsx",
        lambda: book([*PLAIN, [4, "Bïi MÉu NghÜa", "1970", "Hßa B×nh"]]),
        people=4,
        told=("ô gõ bằng bảng mã TCVN3 đã chuyển sang Unicode, ví dụ “Hßa B×nh” thành “Hòa Bình”",),
    ),
    # what is refused
    Case("empty.xlsx", lambda: b"", people=None, refused="Tệp trống.", then="đúng tệp"),
    Case("zeros.xlsx", lambda: bytes(9000), people=None, refused="Tệp trống.", then="đúng tệp"),
    Case("nothing in it.xlsx", lambda: book([]), people=None, refused="Tệp không có dòng nào.", then="đúng tệp"),
    Case("password.xlsx", locked, people=None, refused="Tệp có mật khẩu", then="bỏ mật khẩu"),
    Case("cut.xlsx", lambda: book()[:-300], people=None, refused=CUT, then="xin lại tệp gốc"),
    Case("cut.xls", lambda: old_excel()[:1500], people=None, refused=CUT, then="xin lại tệp gốc"),
    Case("image.xlsx", png, people=None, refused=f"Tệp “image.xlsx” là ảnh, {NO_SHEET}", then="không đoán chữ từ ảnh"),
    Case(
        "pdf.xls", lambda: b"%PDF-1.7 ...", people=None, refused=f"“pdf.xls” là tệp PDF, {NO_SHEET}", then="Excel gốc"
    ),
    Case(
        "word.xlsx",
        lambda: archive(word__document_xml="<w:document/>"),
        people=None,
        refused=f"là văn bản Word, {NO_SHEET}",
        then="dán vào ô",
    ),
    Case("archive.xlsx", lambda: archive(ds_csv=text()), people=None, refused="là tệp nén", then="Giải nén"),
    Case(
        "web.xls",
        lambda: b"\xef\xbb\xbf<html><table><tr><td>STT</td></tr></table></html>",
        people=None,
        refused="trang web được lưu với đuôi bảng tính",
        then="dạng .xlsx",
    ),
    Case("garbage.csv", garbage, people=None, refused="cũng không phải văn bản", then="đúng tệp"),
    Case("nulls.csv", lambda: text().encode() + bytes(50), people=None, refused="không phải văn bản", then="đúng tệp"),
    Case("bomb.xlsx", bomb, people=None, refused="mở ra nặng hơn 300 MB", then="Chép riêng bảng"),
    Case("lying bomb.xlsx", lying_bomb, people=None, refused=CUT, then="xin lại tệp gốc"),
    Case("text bomb.xlsx", text_bomb, people=None, refused="không đủ bộ nhớ", then="Chép riêng bảng"),
    Case("million rows.xlsx", million_rows, people=None, refused="hơn 200.000 dòng", then="Chia danh sách"),
    Case(
        "far.xlsx",
        in_sheet(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        people=None,
        refused="có ô XFD1048576 nằm rất xa bảng",
        then="xóa đi, lưu lại",
    ),
    Case(
        "far.xls", lambda: old_excel(far=(65_535, 255)), people=None, refused="có ô IV65536 nằm rất xa", then="xóa đi"
    ),
    Case(
        "open far.ods",
        lambda: open_document(REPEATED.format(1_000_000, 16_384, SAID)),
        people=None,
        refused="có hơn 200.000 dòng",
        then="Chia danh sách",
    ),
    Case(
        "entities.xlsx",
        in_sheet(b"<worksheet", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'),
        people=None,
        refused="khai báo lạ",
        then="sang tệp Excel mới",
    ),
    Case(
        "texts missing.xlsx",
        lambda: changed(book(), "", bytes, drop="xl/sharedStrings.xml"),
        people=None,
        refused=CUT,
        then="xin lại tệp gốc",
    ),
    Case(
        "sheet missing.xlsx",
        lambda: changed(book(), "", bytes, drop=SHEET),
        people=None,
        refused="bị thiếu trong tệp",
        then="tệp mới",
    ),
    Case("secret.xlsx", lambda: book([["MẬT"], *PLAIN]), people=None, refused="có dấu “MẬT”", then="chế độ bảo mật"),
]
