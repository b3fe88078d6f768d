"""A workbook → the cells of its sheets, each where it stands; what was left out is told."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from chibo.exchange.lists import compound, packed
from chibo.exchange.lists.book import Book, Note, Sheet, cell_name
from chibo.exchange.lists.cells import text_of
from chibo.exchange.lists.limits import MOST_COLUMNS, MOST_NOTES, MOST_ROWS
from chibo.exchange.lists.refusing import broken, locked, refused
from chibo.exchange.lists.sniffing import Kind
from chibo.exchange.lists.tables import HEADER_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from python_calamine import CalamineSheet

    from chibo.exchange.lists.cells import Value
    from chibo.exchange.lists.packed import Look, Seen

_UNCOMPUTED = "công thức chưa có kết quả, đọc như ô trống."
_COMPUTE = "Mở tệp bằng Excel, lưu lại rồi tải lên nếu cần ô này."


def read_workbook(kind: Kind, content: bytes) -> Book:
    """Read every sheet that can be read. Raises ``FaultyError``: a broken or locked file, or no sheet can be read."""
    look_at = {Kind.XLSX: packed.look_at, Kind.ODS: packed.look_at_open, Kind.XLS: compound.look_at}[kind]
    seen = look_at(content)
    if kind is not Kind.XLSX:  # all sheets of these are laid out when the file is opened
        for look in seen.sheets.values():
            why = _cannot(look.name, look)
            if why is not None:
                raise _nothing_left([why])
    try:
        return _read(CalamineWorkbook.from_filelike(io.BytesIO(content)), kind, seen)
    except PasswordError:
        raise locked() from None
    except (CalamineError, OSError) as error:
        raise broken("Các phần bên trong tệp không khớp nhau.") from error


def _read(book: CalamineWorkbook, kind: Kind, seen: Seen) -> Book:
    tables: list[Sheet] = []
    notes: list[Note] = []
    if seen.has_macros:
        notes.append(Note(what="Tệp có macro; chương trình không chạy và không lưu macro, chỉ đọc các ô."))
    first = 1 if kind is Kind.XLS else 0
    for place, told in enumerate(book.sheets_metadata, start=first):
        if told.typ is not SheetTypeEnum.WorkSheet:
            notes.append(Note(what=f"Trang “{told.name}” là biểu đồ hoặc macro nên không đọc."))
            continue
        look = seen.sheets.get(told.name if kind is Kind.XLSX else f"{place}")
        why = _cannot(told.name, look)
        if why is not None:
            notes.append(why)
            continue
        hidden = told.visible is not SheetVisibleEnum.Visible
        sheet = _sheet(book.get_sheet_by_name(told.name), hidden=hidden, look=look)
        if sheet.rows:
            tables.append(sheet)
    tables.sort(key=lambda sheet: sheet.hidden)
    hidden_names = [f"“{sheet.name}”" for sheet in tables if sheet.hidden]
    if hidden_names:
        what = f"Trang ẩn chưa đọc: {', '.join(hidden_names)}."
        notes.append(Note(what=what, next="Chọn trang ấy ở ô “Trang” nếu cần."))
    if not tables and any(note.next for note in notes):
        raise _nothing_left(notes)
    return Book(tables=tuple(tables), notes=tuple(notes))


def _nothing_left(notes: Sequence[Note]) -> Exception:
    told = next(note for note in notes if note.next)
    return refused(told.what, told.next, "Đọc trang ấy cần nhiều bộ nhớ hơn máy có thể dành ra.")


def _cannot(name: str, look: Look | None) -> Note | None:
    """Why a sheet is not read, where it asks for too much."""
    if look is None:
        return Note(
            what=f"Trang “{name}” bị thiếu trong tệp.", next="Mở tệp bằng Excel, lưu thành tệp mới rồi tải lên."
        )
    if look.is_too_long:
        return too_many_rows(name)
    if look.is_too_wide:
        where = f"có ô {look.far} nằm rất xa bảng" if look.far else "có ô nằm rất xa bảng"
        then = "Trong Excel, chọn các dòng và cột trống quanh bảng, xóa đi, lưu lại; hoặc chép riêng bảng sang tệp mới."
        return Note(what=f"Trang “{name}” {where} nên không đọc được.", next=then)
    return None


def too_many_rows(name: str) -> Note:
    """Why a sheet with more rows than are read is not read."""
    most = f"{MOST_ROWS:,}".replace(",", ".")
    then = "Chia danh sách thành nhiều tệp, mỗi đơn vị một tệp, rồi nhập từng tệp."
    return Note(what=f"Trang “{name}” có hơn {most} dòng.", next=then)


def _sheet(sheet: CalamineSheet, *, hidden: bool, look: Look | None) -> Sheet:
    before = [None] * sheet.start[1] if sheet.start else []
    width = min(MOST_COLUMNS, len(before) + sheet.width)
    same: dict[Value, Value] = {"": None}  # lists say the same things often: each text is kept once
    rows: list[list[Value]] = [
        [*before, *(same.setdefault(value, value) if isinstance(value, str) else value for value in row)][:width]
        for row in sheet.iter_rows()
    ]
    top = [list(row) for row in rows[:HEADER_ROWS]]
    for first, last in sheet.merged_cell_ranges or ():
        _spread(top, first, last)
        if first[1] == last[1]:
            _spread(rows, first, last)
    notes = [*_notes_of(look)] if look else []
    if len(before) + sheet.width > MOST_COLUMNS:
        last_column = cell_name(0, MOST_COLUMNS - 1)[:-1]
        notes.append(Note(what=f"Chỉ đọc {MOST_COLUMNS} cột đầu, đến cột {last_column}; các cột sau bỏ qua."))
    return trimmed(sheet.name, rows, top, hidden=hidden, notes=tuple(notes))


def _notes_of(look: Look) -> Iterable[Note]:
    """Formulas that gave an error, or that nobody computed, by cell; rows that nobody sees."""
    if look.hidden_rows:
        what = f"{look.hidden_rows} dòng ẩn hoặc đang bị lọc cũng được đọc."
        yield Note(what=what, next="Không muốn nhập thì xóa các dòng ấy trong Excel rồi tải lại.")
    for cell, error in look.wrong[:MOST_NOTES]:
        yield Note(cell=cell, what=f"công thức lỗi {error}, đọc như ô trống.", next="Sửa trong Excel nếu cần ô này.")
    if len(look.wrong) > MOST_NOTES:
        yield Note(what=f"Còn {len(look.wrong) - MOST_NOTES} ô khác có công thức lỗi.")
    for cell in look.uncomputed[:1]:
        yield Note(cell=cell, what=_UNCOMPUTED, next=_COMPUTE)
    if len(look.uncomputed) > 1:
        yield Note(what=f"Còn {len(look.uncomputed) - 1} ô khác có công thức chưa có kết quả.")


def _spread(rows: list[list[Value]], first: tuple[int, int], last: tuple[int, int]) -> None:
    """Repeat the value of a merged cell in all the cells it covers."""
    if first[0] >= len(rows) or first[1] >= len(rows[first[0]]):
        return
    value = rows[first[0]][first[1]]
    for row in rows[first[0] : last[0] + 1]:
        for column in range(first[1], min(last[1] + 1, len(row))):
            row[column] = value


def trimmed(
    name: str,
    rows: list[list[Value]],
    top: list[list[Value]],
    *,
    hidden: bool = False,
    notes: tuple[Note, ...] = (),
) -> Sheet:
    """Drop empty rows and columns at the end; all rows get one width, empty ones are one and the same."""
    while rows and not any(text_of(value) for value in rows[-1]):
        rows.pop()
    width = max((_width(row) for row in rows), default=0)
    return Sheet(name=name, rows=_even(rows, width), top=_even(top[: len(rows)], width), hidden=hidden, notes=notes)


def _width(row: Sequence[Value]) -> int:
    return next((column + 1 for column in range(len(row) - 1, -1, -1) if row[column] is not None), 0)


def _even(rows: list[list[Value]], width: int) -> tuple[tuple[Value, ...], ...]:
    blank: tuple[Value, ...] = (None,) * width
    return tuple(
        (*row[:width], *blank[len(row) :]) if any(value is not None for value in row) else blank for row in rows
    )
