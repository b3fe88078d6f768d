# ruff: noqa: DTZ001 - dates as a spreadsheet holds them
"""Make the two messy lists: ``python -m tests.exchange.lists.make_lists``. All names are made up (middle name "Mẫu").

``can-bo-2018.xlsx``: titles, a header of two rows with merged cells, a row of column numbers, groups, birth dates in a
column for men and one for women, dates in every shape, stray spaces, wide letters, a total and a signature block.
``ds-can-bo-abc.csv``: typed in a TCVN3 font years ago, semicolons, surname and given name in two columns.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from chibo.exchange.lists.letters import _TCVN3_CODES, _TCVN3_LETTERS

HERE = Path(__file__).parent
TITLES = (
    ("TỈNH ỦY MẪU", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ("BAN DÂN VẬN (MẪU)", "Mường Mẫu, ngày 12 tháng 3 năm 2018"),
)
GROUPS = {1: "I. LÃNH ĐẠO BAN", 4: "II. VĂN PHÒNG", 12: "III. CÁC PHÒNG CHUYÊN MÔN"}

# name, sex, birth, people, native place, position, schooling, theory, joining, official, hired, note
Entry = tuple[str, str, Any, str, str, str, str, str, Any, Any, Any, str]
PEOPLE: tuple[Entry, ...] = (
    ("Lù Mẫu Páo", "nam", datetime(1967, 4, 2), "Mông", "Sa Mẫu", "Trưởng ban", "Thạc sĩ", "Cao cấp",
     datetime(1992, 5, 19), datetime(1993, 5, 19), "9/1990", ""),
    ("NGUYỄN MẪU THANH", "nữ", "15/8/1972", "Kinh", "Hà Mẫu", "Phó Trưởng ban", "Đại học", "Cao cấp",
     "03/02/1998", "03/02/1999", "01/09/1995", ""),
    ("Quàng  Mẫu   Tiên", "nữ", "20.11.1975", "Thái", "Mường Mẫu", "Phó Trưởng ban", "Đại học", "Cao cấp",
     "22-12-2000", "22-12-2001", "05-09-1997", "luân chuyển 2016"),
    ("Trần Mẫu Việt", "nam", 28129, "Kinh", "Nam Mẫu", "Chánh Văn phòng", "Đại học", "Cao cấp",
     "19.5.2004", "19.5.2005", "2001", ""),
    ("Lò Mẫu Ánh", "nữ", "7/1985", "Thái", "Mường Mẫu", "Kế toán", "Đại học", "Trung cấp",
     "26/3/2012", "26/3/2013", "1/10/2008", ""),
    ("Đỗ Mẫu Bằng", "nam", "1985", "Kinh", "Thái Mẫu", "Lái xe", "Trung cấp", "Sơ cấp",
     "x", "", "tháng 4-2010", "chưa vào Đảng"),
    ("Cà Mẫu Chính", "nam", "32-1-1990", "Thái", "Mường Mẫu", "Văn thư", "Cao đẳng", "",
     "", "", "15/6/2014", ""),
    ("Vừ Mẫu Dua", "nữ", "12/5/88", "Mông", "Tủa Mẫu", "Chuyên viên", "Đại học", "Trung cấp",
     "18/11/2013", "18/11/2014", "07/9/2011", ""),
    ("Bùi Mẫu Em", "nữ", "05021991", "Mường", "Hòa Mẫu", "Chuyên viên", "Đại học", "Sơ cấp",
     "2/9/2016", "2/9/2017", "3/8/2013", ""),
    ("Hoàng Mẫu Giáp", "nam", "ngày 9 tháng 10 năm 1979", "Tày", "Cao Mẫu", "Chuyên viên chính", "Thạc sĩ", "Cao cấp",
     "3/2/2006", "3/2/2007", "9/2002", ""),
    ("Điêu Mẫu Hằng", "nữ", "tháng 7-1985", "Thái", "Lai Mẫu", "Thủ quỹ", "Đại học", "",
     "", "", "12/2009", ""),
    ("Ｐｈạｍ Mẫu Ích", "nam", "１１/０３/１９８３", "Kinh", "Ninh Mẫu", "Trưởng phòng", "Đại học", "Cao cấp",
     "30/04/2007", "30/04/2008", "05/09/2005", ""),
    ("Lê Mẫu Quyên", "nữ", "27/11/1987", "Kinh", "Thanh Mẫu", "Chuyên viên", "Đại học", "Sơ cấp",
     "20/9/2013", "20/8/2014", "7/9/2009", ""),
    ("Giàng Mẫu Kỷ", "nam", "3-3-1986", "Mông", "Mù Mẫu", "Chuyên viên", "Đại học", "Trung cấp",
     "1/6/2012", "1/6/2013", "8/9/2008", ""),
    ("lường mẫu lan", "nữ", "8/5/1985", "Thái", "Mường Mẫu", "Chuyên viên", "Đại học", "Trung cấp",
     "3/2/2011", "3/2/2012", "10/9/2007", ""),
    ("Tòng Mẫu Mạnh", "nam", "1981-08-11", "Thái", "Điện Mẫu", "Phó Trưởng phòng", "Thạc sĩ", "Trung cấp",
     "30/4/2007", "30/4/2008", "8/9/2003", ""),
    ("Ngô Mẫu Ngân", "nữ", "28/6/1983", "Kinh", "Hưng Mẫu", "Chuyên viên", "Đại học", "Trung cấp",
     "19/5/2010", "19/5/2011", "1/8/2016", "chuyển đến 2016"),
    ("Mùa Mẫu Phềnh", "nam", "10/1/1985", "Mông", "Tủa Mẫu", "Chuyên viên", "Đại học", "Trung cấp",
     "11/2011", "11/2012", "15/1/2018", ""),
    ("Khoàng Mẫu Sen", "nữ", "7/9/1988", "Hà Nhì", "Mường Mẫu", "Chuyên viên", "Đại học", "Trung cấp",
     "26/3/2014", "26/3/2015", "22/1/2018", ""),
    ("Sùng Mẫu Tủa", "nam", "19/7/1991", "Mông", "Tủa Mẫu", "Chuyên viên", "Đại học", "Sơ cấp",
     "19/5/2017", "", "1/12/2014", "dự bị"),
    ("Phan Mẫu Uyển", "nữ", "23/2/1992", "Kinh", "Nghệ Mẫu", "Chuyên viên", "Đại học", "Sơ cấp",
     "5/2/2018", "", "7/12/2015", "dự bị"),
    ("Lò Mẫu Xoan", "nữ", "30/5/1993", "Thái", "Mường Mẫu", "Chuyên viên", "Đại học", "",
     "", "", "3/10/2016", "đã học lớp cảm tình"),
    ("Đặng Mẫu Yên", "nữ", "12/10/1995", "Kinh", "Hà Mẫu", "Văn thư", "Cao đẳng", "", "", "", "1/2/2018", ""),
    ("H’Mẫu Yang", "nữ", "1990", "Ê-đê", "Đắk Mẫu", "Chuyên viên", "Đại học", "", "", "", "", "biệt phái"),
    ("Lò Mẫu Ánh", "nữ", "1985", "Thái", "Mường Mẫu", "Kế toán", "Đại học", "", "", "", "", "ghi hai lần?"),
)  # fmt: skip

# surname and middle name, given name, sex, birth, position, people, joining, official, hired
OLD: tuple[tuple[str, ...], ...] = (
    ("Vàng Mẫu", "Sơn", "Nam", "17/6/1960", "Giám đốc", "Mông", "02/9/1985", "02/9/1986", "9/9/1982"),
    ("Nguyễn Mẫu", "Hường", "Nữ", "25/8/1965", "Phó giám đốc", "Kinh", "16/5/1991", "16/5/1992", "6/9/1988"),
    ("Quàng Mẫu", "Đức", "Nam", "30/1/1968", "Trưởng phòng", "Thái", "10/6/1995", "10/6/1996", "11/9/1990"),
    ("Phạm Mẫu", "Giang", "Nữ", "9/4/1970", "Trưởng phòng", "Kinh", "22/12/1997", "22/12/1998", "6/9/1992"),
    ("Hoàng Mẫu", "Hạnh", "Nữ", "15/10/1972", "Phó phòng", "Tày", "26/3/1999", "26/3/2000", "6/9/1994"),
    ("Cà Mẫu", "Hiên", "Nữ", "20/2/1974", "Chuyên viên", "Thái", "18/11/2001", "18/11/2002", "11/9/1996"),
    ("Giàng Mẫu", "Khua", "Nam", "5/12/1973", "Chuyên viên", "Mông", "27/7/2000", "27/7/2001", "5/9/1996"),
    ("Đỗ Mẫu", "Lâm", "Nam", "19/9/1959", "Chuyên viên chính", "Kinh", "19/5/1986", "19/5/1987", "9/9/1981"),
    ("Lường Mẫu", "Mai", "Nữ", "8/5/1975", "Chuyên viên", "Thái", "3/2/2002", "3/2/2003", "10/9/1998"),
    ("Bùi Mẫu", "Nghĩa", "Nam", "22/7/1966", "Chuyên viên chính", "Mường", "14/10/1992", "14/10/1993", "7/9/1989"),
    ("Tòng Mẫu", "Oanh", "Nữ", "3/3/1976", "Chuyên viên", "Thái", "1/6/2003", "1/6/2004", "8/9/1999"),
    ("Vũ Mẫu", "Phúc", "Nam", "11/8/1971", "Phó phòng", "Kinh", "30/4/1998", "30/4/1999", "8/9/1993"),
    ("Lê Mẫu", "Quý", "Nữ", "11/1977", "Kế toán", "Kinh", "20/9/2003", "20/9/2004", "7/9/1999"),
    ("Điêu Mẫu", "Sướng", "Nam", "14/2/1969", "Trưởng phòng", "Thái", "10/12/1995", "10/12/1996", "10/9/1991"),
    ("Ngô Mẫu", "Tâm", "Nữ", "28/6/1973", "Chuyên viên", "Kinh", "19/5/2000", "19/5/2001", "1/8/2006"),
    ("Mùa Mẫu", "Thào", "Nam", "1975", "Chuyên viên", "Mông", "25/11/2001", "25/11/2002", "15/1/2008"),
    ("Khoàng Mẫu", "Thúy", "Nữ", "7/9/1978", "Chuyên viên", "Hà Nhì", "26/3/2004", "26/3/2005", "22/1/2008"),
    ("Lò Mẫu", "Tuyết", "Nữ", "16/4/1980", "Chuyên viên", "Thái", "3/2/2006", "3/2/2007", "1/8/2003"),
    ("Nguyễn Mẫu", "Uyên", "Nữ", "1/12/1979", "Chuyên viên", "Kinh", "7/11/2006", "7/11/2007", "3/3/2004"),
    ("Sùng Mẫu", "Vừ", "Nam", "19/7/1981", "Chuyên viên", "Mông", "19/5/2007", "", "1/12/2004"),
    ("Phan Mẫu", "Yến", "Nữ", "23/2/1982", "Chuyên viên", "Kinh", "", "", "7/12/2005"),
    ("Lò Mẫu", "Xuân", "Nam", "30/5/1983", "Chuyên viên", "Thái", "", "", "3/10/2006"),
    ("Đặng Mẫu", "Ý", "Nữ", "12/10/1985", "Văn thư", "Kinh", "", "", "1/2/2008"),
    ("Trần Mẫu", "Cường", "Nam", "2/11/1964", "Phó giám đốc", "Kinh", "3/2/1989", "3/2/1990", "9/9/1986"),
    ("Mạc Mẫu", "Đạt", "Nam", "không rõ", "Bảo vệ", "Kinh", "", "", "5/2007"),
)


def make_xlsx(path: Path) -> None:
    """Write the list of 2018."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": datetime(2018, 3, 12)})
    book.add_worksheet("Hướng dẫn").write(0, 0, "Xem trang Danh sách")
    sheet = book.add_worksheet("Danh sách")
    bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, (left, right) in enumerate(TITLES):
        sheet.merge_range(row, 0, row, 4, left, bold)
        sheet.merge_range(row, 6, row, 13, right, bold)
    sheet.merge_range(3, 0, 3, 13, "DANH SÁCH CÁN BỘ, CÔNG CHỨC NĂM 2018", bold)
    sheet.merge_range(4, 0, 4, 13, "(Kèm theo Công văn số 12-CV/BDV)", bold)
    _header(sheet, bold)
    for column in range(14):
        sheet.write(8, column, column + 1)
    row = _people(sheet, day, bold)
    sheet.merge_range(row, 0, row, 4, "Tổng cộng: 25 đồng chí", bold)
    sheet.write(row + 1, 1, "Trong đó: nữ")
    sheet.write(row + 1, 3, 13)
    sheet.merge_range(row + 3, 0, row + 3, 4, "NGƯỜI LẬP BIỂU", bold)
    sheet.merge_range(row + 3, 8, row + 3, 13, "TRƯỞNG BAN", bold)
    sheet.merge_range(row + 7, 0, row + 7, 4, "Đặng Mẫu Yên", bold)
    sheet.merge_range(row + 7, 8, row + 7, 13, "Lù Mẫu Páo", bold)
    book.close()


def _header(sheet: Any, bold: Any) -> None:
    single = ("TT", " Họ và\ntên ", "", "", "Dân tộc", "Quê quán", "Chức vụ,\nchức danh")
    for column, text in enumerate(single):
        if text:
            sheet.merge_range(6, column, 7, column, text, bold)
    sheet.merge_range(6, 2, 6, 3, "Ngày, tháng, năm sinh", bold)
    sheet.write(7, 2, "Nam", bold)
    sheet.write(7, 3, "Nữ", bold)
    sheet.merge_range(6, 7, 6, 8, "Trình độ", bold)
    sheet.write(7, 7, "Chuyên môn", bold)
    sheet.write(7, 8, "LLCT", bold)
    sheet.merge_range(6, 9, 6, 10, "Ngày vào Đảng", bold)
    sheet.write(7, 9, "Dự bị", bold)
    sheet.write(7, 10, "Chính thức", bold)
    sheet.merge_range(6, 11, 7, 11, "Ngày vào\ncơ quan", bold)
    sheet.merge_range(6, 12, 7, 12, "Ghi chú", bold)
    sheet.write(7, 13, "", bold)


def _people(sheet: Any, day: Any, bold: Any) -> int:
    row = 9
    for number, entry in enumerate(PEOPLE, start=1):
        if number in GROUPS:
            sheet.merge_range(row, 0, row, 13, GROUPS[number], bold)
            row += 1
        name, sex, birth, people, native, position, schooling, theory, joined, official, hired, note = entry
        cells = {0: number, 1: name, 2 if sex == "nam" else 3: birth, 4: people, 5: native, 6: position, 7: schooling}
        cells |= {8: theory, 9: joined, 10: official, 11: hired, 12: note}
        for column, value in cells.items():
            if isinstance(value, datetime):
                sheet.write_datetime(row, column, value, day)
            elif value != "":
                sheet.write(row, column, value)
        row += 1
    return row


_OLD_HEADER = "STT|Họ và tên đệm|Tên|Giới tính|Ngày sinh|Chức vụ|Dân tộc|Ngày vào Đảng|Ngày chính thức|Ngày vào ngành"


def make_csv(path: Path) -> None:
    """Write the list of old, in the codes of a TCVN3 font."""
    codes = str.maketrans(_TCVN3_LETTERS, _TCVN3_CODES)
    lines = [
        ("SỞ MẪU", "", "", "", "", "", "", "", "", ""),
        ("DANH SÁCH CÁN BỘ CÔNG CHỨC", "", "", "", "", "", "", "", "", ""),
        ("", "", "", "", "", "", "", "", "", ""),
        tuple(_OLD_HEADER.split("|")),
    ]
    lines += [(str(number), *entry) for number, entry in enumerate(OLD, start=1)]
    lines += [("", "Cộng", "25", "", "", "", "", "", "", ""), ("", "", "", "", "", "Người lập", "", "", "", "")]
    text = "".join(";".join(line) + "\r\n" for line in lines)
    capitals: dict[str | int, str | int | None] = {
        "Ở": "ë",
        "Ậ": "Ë",
        "Ẫ": "É",
        "Ứ": "ø",
        "Ộ": "é",
        "Á": "¸",
        "Ò": "ß",
        "Ù": "ï",
        "Í": "Ý",
        "Ý": "ý",
        "À": "µ",
    }
    old = text.translate(str.maketrans(capitals)).translate(codes)
    path.write_bytes(old.encode("latin-1"))


if __name__ == "__main__":
    make_xlsx(HERE / "can-bo-2018.xlsx")
    make_csv(HERE / "ds-can-bo-abc.csv")
