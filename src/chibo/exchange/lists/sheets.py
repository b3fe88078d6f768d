"""The bytes of a file → its sheets, or one clear sentence why not."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from chibo.base.refusal import Fault, FaultyError
from chibo.exchange.lists.cells import text_of
from chibo.exchange.lists.letters import decode, reading_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

    from chibo.exchange.lists.cells import Value

BIGGEST = 5 * 1024 * 1024
MOST_ROWS = 3000
_MOST_COLUMNS = 60
_UNPACKED = 80 * 1024 * 1024
_KINDS = (".xlsx", ".xls", ".csv")
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WEB = re.compile(rb"\s*<(?:!doctype|html|table|\?xml)", re.IGNORECASE)
_SECRET = re.compile(r"(?:TUYỆT |TỐI )?MẬT")
_TOP_ROWS = 12
HEADER_ROWS = 30  # no header begins below


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its cells row by row in Unicode; a cell merged down its column repeats its value.

    ``top`` are the first rows with every merged cell repeating its value: headers are read there. ``letters`` names
    the old encoding the text was turned from, if any.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    top: tuple[tuple[Value, ...], ...] = ()
    letters: str = ""


def read_sheets(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Read every sheet that holds something. Raises ``FaultyError`` with what is wrong and what to do."""
    kind = _checked(name, content)
    raw = _csv(content) if kind == ".csv" else _workbook(content)
    sheets = tuple(_unicode(sheet) for sheet in raw if sheet.rows)
    if not sheets:
        raise _refused("Tệp không có dòng nào.", "Kiểm tra lại đã chọn đúng tệp chưa.")
    for sheet in sheets:
        _not_secret(sheet)
    return sheets


def _refused(what: str, then: str, why: str = "") -> FaultyError:
    return FaultyError([Fault(what=what, why=why, next=then, field="file")])


def _checked(name: str, content: bytes) -> str:
    """Tell what a file is by its name and its first bytes; refuse what is no list."""
    kind = next((kind for kind in _KINDS if name.lower().endswith(kind)), "")
    if not kind:
        raise _refused(
            f"Tệp “{name}” không phải bảng tính.", "Chọn tệp .xlsx, .xls hoặc .csv; nếu là Word, chép bảng sang Excel."
        )
    if not content.strip():
        raise _refused("Tệp trống.", "Kiểm tra lại đã chọn đúng tệp chưa.")
    if len(content) > BIGGEST:
        size = len(content) / 1024 / 1024
        raise _refused(
            f"Tệp nặng {size:.1f} MB, nhiều nhất là {BIGGEST // 1024 // 1024} MB.".replace(".", ",", 1),
            "Xóa hình ảnh và các trang không cần, hoặc chép riêng bảng danh sách sang tệp mới.",
        )
    if content.startswith((_OLE, _ZIP)):
        return ".xlsx"
    if kind != ".csv":
        if _WEB.match(content):
            raise _refused(
                "Tệp này là trang web được lưu với đuôi bảng tính.", "Mở bằng Excel rồi chọn Lưu thành dạng .xlsx."
            )
        raise _unreadable()
    return kind


def _unreadable() -> FaultyError:
    return _refused(
        "Không đọc được tệp.", "Hãy đóng tệp, bỏ mật khẩu rồi tải lại.", "Tệp có thể đang mở, bị hỏng hoặc có mật khẩu."
    )


def _workbook(content: bytes) -> list[Sheet]:
    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise _locked()
    if content.startswith(_ZIP):
        _check_unpacked(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_sheet(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except PasswordError:
        raise _locked() from None
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError):
        raise _unreadable() from None


def _locked() -> FaultyError:
    return _refused("Tệp có mật khẩu nên không đọc được.", "Mở bằng Excel, bỏ mật khẩu, lưu lại rồi tải lên.")


def _check_unpacked(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        raise _unreadable() from None
    if size > _UNPACKED:
        raise _refused("Tệp mở ra quá lớn.", "Chép riêng bảng danh sách sang tệp mới.")


def _sheet(sheet: CalamineSheet) -> Sheet:
    rows: list[list[Value]] = [
        list(row[:_MOST_COLUMNS]) for row in sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    ]
    top = [list(row) for row in rows[:HEADER_ROWS]]
    for first, last in sheet.merged_cell_ranges or ():
        _spread(top, first, last)
        if first[1] == last[1]:
            _spread(rows, first, last)
    return _trimmed(sheet.name, rows, top)


def _spread(rows: list[list[Value]], first: tuple[int, int], last: tuple[int, int]) -> None:
    """Repeat the value of a merged cell in all the cells it covers."""
    if first[0] >= len(rows) or first[1] >= len(rows[first[0]]):
        return
    value = rows[first[0]][first[1]]
    for row in rows[first[0] : last[0] + 1]:
        for column in range(first[1], min(last[1] + 1, len(row))):
            row[column] = value


def _trimmed(name: str, rows: list[list[Value]], top: list[list[Value]]) -> Sheet:
    """Drop empty rows at the end; refuse more rows than a list of people has."""
    while rows and not any(text_of(value) for value in rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise _refused(
            f"Trang “{name}” có hơn {MOST_ROWS} dòng.", "Chia danh sách thành nhiều tệp, mỗi đơn vị một tệp."
        )
    width = max((len(row) for row in rows), default=0)
    return Sheet(name=name, rows=_even(rows, width), top=_even(top[: len(rows)], width))


def _even(rows: list[list[Value]], width: int) -> tuple[tuple[Value, ...], ...]:
    return tuple((*row, *[None] * (width - len(row))) for row in rows)


def _csv(content: bytes) -> list[Sheet]:
    text = decode(content)
    if text is None:
        raise _unreadable()
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t|")
    except csv.Error:
        dialect = "excel"
    try:
        rows: list[list[Value]] = [
            [cell or None for cell in row[:_MOST_COLUMNS]] for row in csv.reader(io.StringIO(text, newline=""), dialect)
        ]
    except csv.Error:
        raise _unreadable() from None
    return [_trimmed("Danh sách", rows, rows[:HEADER_ROWS])]


def _unicode(sheet: Sheet) -> Sheet:
    letters, turn = reading_of(value for row in sheet.rows for value in row if isinstance(value, str))

    def turned(rows: tuple[tuple[Value, ...], ...]) -> tuple[tuple[Value, ...], ...]:
        return tuple(tuple(turn(value) if isinstance(value, str) else value for value in row) for row in rows)

    return Sheet(name=sheet.name, rows=turned(sheet.rows), top=turned(sheet.top), letters=letters)


def _not_secret(sheet: Sheet) -> None:
    for row in sheet.rows[:_TOP_ROWS]:
        for value in row:
            if _SECRET.fullmatch(text_of(value)):
                raise _refused(
                    f"Tệp có dấu “{text_of(value)}”: không được đưa vào chương trình.",
                    "Giữ tài liệu mật theo chế độ bảo mật; chỉ nhập danh sách không đóng dấu mật.",
                    "Chương trình không được phép chứa tài liệu có độ mật.",
                )
