"""Twelve lists as offices keep them, made by code: each with what it tests, how it comes in and in how many acts.

All names are made up (middle name "Mẫu"). ``acts`` are the requests that change something, from the upload to the
import; ``said`` what the minutes count.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from chibo.exchange.lists.letters import _TCVN3_CODES, _TCVN3_LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Rows = "Sequence[Sequence[Any]]"


@dataclass(frozen=True, kw_only=True)
class Messy:
    """One list of an office."""

    name: str
    content: bytes
    acts: int
    said: dict[str, int]
    kind: str = "people"
    needs: tuple[str, ...] = ()  # lists that come before
    rows: dict[str, str] = field(default_factory=dict)  # what is answered on the page "Kiểm tra"
    others: tuple[str, ...] = ()  # further tables of the file
    pasted: bool = False
    corrected: bytes = b""  # the same list, corrected: the second time
    changed: int = 0  # how many people the correction changes


def workbook(
    *sheets: tuple[str, Sequence[Sequence[Any]]], merged: Iterable[tuple[int, int, int, int, str]] = ()
) -> bytes:
    """Write sheets; ``merged`` are cells of the first one."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"created": datetime(2018, 5, 21, tzinfo=UTC)})  # one table is one file
        for place, (name, rows) in enumerate(sheets):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value)
                    elif value not in (None, ""):
                        sheet.write(number, column, value)
            for first_row, first_column, last_row, last_column, text in merged if not place else ():
                sheet.merge_range(first_row, first_column, last_row, last_column, text)
    return target.getvalue()


def tcvn3(text: str) -> bytes:
    """Write a text as the fonts of the ABC family did."""
    return text.translate(str.maketrans(_TCVN3_LETTERS, _TCVN3_CODES)).encode("cp1252")


_HEADER = (
    "STT",
    "Họ và tên",
    "Giới tính",
    "Ngày sinh",
    "Dân tộc",
    "Quê quán",
    "Chức vụ",
    "Ngày vào Đảng",
    "Chính thức",
)
_STAFF = (
    (1, "Lò Mẫu An", "Nam", date(1980, 3, 5), "Thái", "Mường Mẫu", "Trưởng phòng", "3/2/2010", "3/2/2011"),
    (2, "Vừ Mẫu Bình", "Nữ", "12.7.1985", "Mông", "Tủa Mẫu", "Chuyên viên", "19-5-2012", "19-5-2013"),
    (3, "Đỗ Mẫu Cúc", "Nữ", "1990", "Kinh", "Nam Mẫu", "Văn thư", "", ""),
    (4, "Cà Mẫu Dũng", "Nam", "tháng 7-1988", "Thái", "Mường Mẫu", "Lái xe", "", ""),
)
_STAFF_CORRECTED = (
    *_STAFF[:1],
    (2, "Vừ Mẫu Bình", "Nữ", "12.7.1985", "Mông", "Tủa Mẫu", "Phó Trưởng phòng", "19-5-2012", "19-5-2013"),
    (3, "Đỗ Mẫu Cúc", "", "17/9/1990", "Kinh", "Nam Mẫu", "Văn thư", "", ""),
    (4, "Cà Mẫu Dũng", "Nam", "tháng 7-1988", "Thái", "", "", "", ""),
)
_TITLES = (("TỈNH ỦY MẪU",), ("DANH SÁCH CÁN BỘ, CÔNG CHỨC",), ())

PLAIN = Messy(
    name="can-bo.xlsx",
    content=workbook(
        ("Danh sách", (*_TITLES, _HEADER, *_STAFF, ("", "Tổng cộng: 4 người"), ("", "", "", "Người lập")))
    ),
    acts=3,
    said={"people": 4, "members": 2, "changed": 0},
    corrected=workbook(("Danh sách", (*_TITLES, _HEADER, *_STAFF_CORRECTED))),
    changed=2,
)
TWO_ROWS = Messy(
    name="hai-dong-tieu-de.xlsx",
    content=workbook(
        (
            "Sheet1",
            (
                ("DANH SÁCH CÁN BỘ",),
                ("STT", "", "", "", "", "", "Vào cơ quan"),
                ("", "Họ đệm", "Tên", "Nam", "Nữ", "", ""),
                (1, "Quàng Mẫu", "Hà", "", "20.11.1975", "Thái", "05-09-1997"),
                (2, "Hoàng Mẫu", "Khánh", "ngày 9 tháng 10 năm 1979", "", "Tày", "9/2002"),
            ),
        ),
        merged=(
            (1, 0, 2, 0, "STT"),
            (1, 1, 1, 2, "Họ và tên"),
            (1, 3, 1, 4, "Ngày, tháng, năm sinh"),
            (1, 5, 2, 5, "Dân tộc"),
            (1, 6, 2, 6, "Ngày vào cơ quan"),
        ),
    ),
    acts=3,
    said={"people": 2, "members": 0},
)
OLD_LETTERS = Messy(
    name="ds-abc.csv",
    content=tcvn3(
        "STT;Họ và tên;Năm sinh;Dân tộc;Quê quán;Vào Đảng\n"
        "1;Điêu Mẫu Hằng;7/1985;Thái;Lai Mẫu;3/2/2011\n2;Tòng Mẫu Mạnh;1981;Thái;Điện Mẫu;\n"
        "3;Lường Mẫu Lượng;8/5/1983;Thái;Mường Mẫu;11/2011\n"
    ),
    acts=3,
    said={"people": 3, "members": 2},
)
TWICE = Messy(
    name="trung-ten.csv",
    content=(
        "Họ tên,Ngày sinh,Chức vụ\nBùi Mẫu Em,5/2/1991,Kế toán\nBùi Mẫu Em,1991,\nBùi Mẫu Ém,5/2/1991,Thủ quỹ\n"
    ).encode("utf-8-sig"),
    acts=3,
    said={"people": 2, "skipped": 1},
    rows={"cap-2-3": "merge", "cap-2-4": "apart", "cap-3-4": "apart"},
)
BOOK = Messy(
    name="7-hsdv.xlsx",
    kind="members",
    content=workbook(
        (
            "Sổ",
            (
                ("SỔ DANH SÁCH ĐẢNG VIÊN (mẫu 7-HSĐV)",),
                (
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
                ),
                tuple(range(1, 15)),
                (
                    1,
                    "Giàng Mẫu Kỷ\nGiàng Mẫu Ký",
                    "3-3-1966\nnam\nMông\nkhông",
                    "Mù Mẫu",
                    "Đại học\nCao cấp lý luận chính trị",
                    "Nông dân; Chuyên viên",
                    "1-6-1992\n1-6-1993",
                    "012345678901; 012345 ĐB",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                ),
                (
                    2,
                    "Lê Mẫu Liên",
                    "20-10-1970; nữ; Kinh",
                    "Thanh Mẫu",
                    "Đại học",
                    "Kế toán",
                    "3-2-1995; 3-2-1996",
                    "",
                    "",
                    "1-4-2016, Đảng bộ Mẫu",
                    "",
                    "",
                    "",
                    "",
                ),
                (
                    3,
                    "Mùa Mẫu Mảnh",
                    "1950, nam, Mông",
                    "Sa Mẫu",
                    "7/10",
                    "Nghỉ hưu",
                    "19-5-1975; 19-5-1976",
                    "",
                    "hưu",
                    "",
                    "5-6-2010, Chi bộ Mẫu",
                    "2-9-2017, ốm",
                    "",
                    "",
                ),
            ),
        )
    ),
    acts=3,
    said={"people": 3, "members": 3},
)
CLEANUP = Messy(
    name="ra-soat-2025.xlsx",
    kind="cleanup",
    content=workbook(
        (
            "Dữ liệu",
            (
                (
                    "ID",
                    "Họ và tên",
                    "Tên gọi khác",
                    "Giới tính",
                    "Ngày sinh",
                    "Dân tộc",
                    "Tôn giáo",
                    "Số định danh cá nhân",
                    "Số thẻ đảng viên (12 số)",
                    "Nơi cấp thẻ",
                    "Ngày cấp thẻ",
                    "Số thẻ cũ",
                    "Tổ chức đảng",
                    "Nơi đăng ký khai sinh - Quốc gia",
                    "Nơi đăng ký khai sinh - Tỉnh/thành phố",
                    "Nơi đăng ký khai sinh - Chi tiết",
                    "Quê quán - Quốc gia",
                    "Quê quán - Tỉnh/thành phố",
                    "Quê quán - Chi tiết",
                    "Nơi thường trú - Quốc gia",
                    "Nơi thường trú - Tỉnh/thành phố",
                    "Nơi thường trú - Chi tiết",
                    "Ngày vào Đảng",
                    "Ngày chính thức",
                    "Số CMND cũ",
                    "Trạng thái hoạt động",
                    "Ngày ra khỏi Đảng/từ trần/miễn",
                ),
                (
                    1,
                    "Nguyễn Mẫu Nga",
                    "",
                    "Nữ",
                    "02/09/1977",
                    "Kinh",
                    "Không",
                    "011177000123",
                    "011234567890",
                    "",
                    "",
                    "",
                    "",
                    "Việt Nam",
                    "Điện Biên",
                    "Xã Mẫu",
                    "Việt Nam",
                    "Điện Biên",
                    "Xã Mẫu Hai",
                    "Việt Nam",
                    "Điện Biên",
                    "Phường Mẫu",
                    "19/05/2003",
                    "19/05/2004",
                    "",
                    "Đang sinh hoạt",
                    "",
                ),
                (
                    2,
                    "Phạm Mẫu Oanh",
                    "",
                    "Nữ",
                    "1960",
                    "Kinh",
                    "",
                    "11160000456",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "Nam Định",
                    "",
                    "",
                    "",
                    "",
                    "03/02/1990",
                    "03/02/1991",
                    "",
                    "Từ trần",
                    "07/07/2017",
                ),
            ),
        )
    ),
    acts=4,
    said={"people": 2, "members": 2},
    rows={"sua": "3:identity_number:011160000456"},
)
SOURCES = Messy(
    name="nguon-2018.xlsx",
    kind="sources",
    content=workbook(
        (
            "Nguồn",
            (
                ("DANH SÁCH QUẦN CHÚNG TRONG NGUỒN PHÁT TRIỂN ĐẢNG VIÊN",),
                ("TT", "Họ và tên", "Ngày sinh", "Nữ", "Ngày đưa vào nguồn", "Ghi chú"),
                (1, "Sùng Mẫu Phớ", "1/1/1994", "", "15/3/2017", ""),
                (2, "Tao Mẫu Quế", "1996", "x", "", "mới"),
            ),
        )
    ),
    acts=3,
    said={"people": 2, "members": 0},
)
TREE = Messy(
    name="cay-to-chuc.xlsx",
    kind="tree",
    content=workbook(
        (
            "Đơn vị",
            (
                ("DANH SÁCH TỔ CHỨC ĐẢNG TRỰC THUỘC",),
                ("STT", "Mã", "Tên tổ chức đảng", "Loại hình", "Trực thuộc", "Ngày thành lập"),
                (1, "M01.1", "Chi bộ Mẫu Phòng Một", "Chi bộ trực thuộc", "M01", "1/6/2016"),
                (2, "M01", "Đảng bộ cơ sở Mẫu Sở", "Đảng bộ cơ sở", "", "1/5/2016"),
                (3, "M01.2", "Chi bộ Mẫu Phòng Hai", "Chi bộ trực thuộc", "Đảng bộ cơ sở Mẫu Sở", "2017"),
            ),
        )
    ),
    acts=3,
    said={"people": 3},
)
ADMISSIONS = Messy(
    name="ket-nap-cu.xlsx",
    kind="admissions",
    needs=("can-bo.xlsx",),
    content=workbook(
        (
            "2010-2018",
            (
                ("DANH SÁCH KẾT NẠP ĐẢNG VIÊN",),
                (
                    "STT",
                    "Họ và tên",
                    "Ngày sinh",
                    "Quyết định kết nạp",
                    "Lễ kết nạp",
                    "Ngày chính thức",
                    "QĐ công nhận chính thức",
                ),
                (1, "Lò Mẫu An", "5/3/1980", "20/1/2010", "3/2/2010", "3/2/2011", "28/2/2011"),
                (2, "Vừ Mẫu Bình", "12/7/1985", "2/5/2012", "19/5/2012", "19/5/2013", "1/6/2013"),
                (3, "Người Mẫu Lạ", "1/1/1980", "2/5/2012", "19/5/2012", "", ""),
            ),
        )
    ),
    acts=3,
    said={"people": 0, "changed": 2, "skipped": 1},
)
REVIEWS = Messy(
    name="xep-loai.xlsx",
    kind="reviews",
    needs=("can-bo.xlsx",),
    content=workbook(
        (
            "Xếp loại",
            (
                ("KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI ĐẢNG VIÊN",),
                ("STT", "Họ và tên", "Xếp loại năm 2016", "Xếp loại năm 2017"),
                (1, "Lò Mẫu An", "HTXSNV", "Hoàn thành tốt nhiệm vụ"),
                (2, "Vừ Mẫu Bình", "HTTNV", "Không xếp loại"),
            ),
        )
    ),
    acts=3,
    said={"changed": 2, "people": 0},
)
COMMITMENTS = Messy(
    name="cam-ket-2017.xlsx",
    kind="commitments",
    needs=("can-bo.xlsx",),
    content=workbook(
        (
            "Cam kết",
            (
                ("TỔNG HỢP BẢN CAM KẾT NĂM 2017",),
                ("STT", "Họ và tên", "Ngày nộp", "Nội dung cam kết", "Kết quả", "Ngày kiểm tra"),
                (1, "Lò Mẫu An", "15/1/2017", "Đọc mỗi tuần một tài liệu", "Đã thực hiện", "20/12/2017"),
                (2, "Vừ Mẫu Bình", "16/1/2017", "Giúp một quần chúng", "", ""),
            ),
        )
    ),
    acts=3,
    said={"changed": 2, "people": 0},
)
WHOLE_FILE = Messy(
    name="ca-chi-bo.xlsx",
    content=workbook(
        ("Cán bộ", (_HEADER, *_STAFF)),
        (
            "Xếp loại 2017",
            (
                ("STT", "Họ và tên", "Xếp loại năm 2017"),
                (1, "Lò Mẫu An", "Hoàn thành tốt"),
                (2, "Vừ Mẫu Bình", "Xuất sắc"),
            ),
        ),
    ),
    others=("Xếp loại 2017",),
    acts=4,
    said={"people": 4, "members": 2},
)
PASTED = Messy(
    name="dán từ Excel.txt",
    content="Họ tên\tNgày sinh\tVào Đảng\nTráng Mẫu Sa\t9/9/1989\t19/5/2014\nUng Mẫu Tú\t1992\t\n".encode(),
    acts=3,
    said={"people": 2, "members": 1},
    pasted=True,
)

ALL = (
    PLAIN,
    TWO_ROWS,
    OLD_LETTERS,
    TWICE,
    BOOK,
    CLEANUP,
    SOURCES,
    TREE,
    ADMISSIONS,
    REVIEWS,
    COMMITMENTS,
    WHOLE_FILE,
)
BY_NAME = {one.name: one for one in (*ALL, PASTED)}
