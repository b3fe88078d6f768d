"""The workbook of Excel 97-2003, looked at before it is opened: where its cells end, and which formulas are wrong."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Final

import olefile

from chibo.exchange.lists.book import cell_name
from chibo.exchange.lists.packed import Look, Seen
from chibo.exchange.lists.refusing import broken, locked

if TYPE_CHECKING:
    from collections.abc import Iterator

# Records of the format (MS-XLS 2.3): begin and end of a part, its name, password, and those that hold cells.
_BEGIN, _END, _NAME, _PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
_FORMULA, _BOOL_OR_ERROR = 0x0006, 0x0205
_CELLS: Final = frozenset({0x0203, 0x0204, 0x027E, 0x00FD, 0x00D6, _FORMULA, _BOOL_OR_ERROR})
_MANY: Final = frozenset({0x00BD})  # one record for several numbers in a row; its last two bytes say the last column
_ROW, _ROW_OPTIONS, _ROW_HIDDEN = 0x0208, 12, 0x20
_HEAD = struct.Struct("<HH")
_PLACE = struct.Struct("<HH")
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_ERROR_OF_FORMULA = 2  # the first byte of a result that is no number; the third is the error
_MACROS = "_vba_project_cur"


def look_at(content: bytes) -> Seen:
    """Pass through an old workbook once; "0" is the workbook's own part, "1" its first sheet.

    Raises ``FaultyError`` for one that is locked or cut.
    """
    stream, has_macros = _stream(content)
    sheets: dict[str, Look] = {}
    names: list[str] = []
    look, depth = Look(), 0
    for record, data in _records(stream):
        if record == _PASSWORD:
            raise locked()
        if record == _BEGIN:  # a chart drawn on a sheet begins inside it
            if depth == 0:
                look = sheets[f"{len(sheets)}"] = Look(name=names.pop(0) if sheets and names else "")
            depth += 1
        elif record == _END:
            depth -= 1
        elif record == _NAME:
            names.append(_name(data))
        elif record == _ROW or record in _CELLS or record in _MANY:
            _cell(look, record, data)
    return Seen(sheets=sheets, has_macros=has_macros)


def _stream(content: bytes) -> tuple[bytes, bool]:
    """The records of the workbook, and whether there are macros beside it."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as compound:
            parts = {path[0].lower(): path for path in compound.listdir()}
            return compound.openstream(parts.get("workbook") or parts["book"]).read(), _MACROS in parts
    except (OSError, ValueError, IndexError, TypeError, KeyError):
        raise broken("Tệp bị thiếu phần cuối: chưa tải hoặc chép hết, hoặc đã hỏng.") from None


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + _HEAD.size <= len(stream):
        record, length = _HEAD.unpack_from(stream, place)
        place += _HEAD.size
        yield record, stream[place : place + length]
        place += length


def _name(data: bytes) -> str:
    """The name of a sheet: its place, state and kind stand before, then its length and whether its letters are wide."""
    if len(data) < 8:  # noqa: PLR2004
        return ""
    length, is_wide = data[6], data[7] & 1
    return (
        data[8 : 8 + 2 * length].decode("utf-16-le", "replace") if is_wide else data[8 : 8 + length].decode("latin-1")
    )


def _cell(look: Look, record: int, data: bytes) -> None:
    if record == _ROW:
        look.hidden_rows += bool(data[_ROW_OPTIONS : _ROW_OPTIONS + 1] and data[_ROW_OPTIONS] & _ROW_HIDDEN)
        return
    if len(data) < 6:  # noqa: PLR2004 - row, column, format
        return
    row, column = _PLACE.unpack_from(data)
    last = struct.unpack_from("<H", data, len(data) - 2)[0] if record in _MANY else column
    look.meet(row=row + 1, column=last + 1, cell=cell_name(row, last), rows=int(row + 1 != look.last_row))
    error = _error(record, data)
    if error:
        look.wrong.append((cell_name(row, column), error))


def _error(record: int, data: bytes) -> str:
    """The error a cell holds, if any."""
    if record == _BOOL_OR_ERROR and len(data) >= 8 and data[7]:  # noqa: PLR2004 - value, then whether it is an error
        return _ERRORS.get(data[6], "#LỖI")
    if record == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == _ERROR_OF_FORMULA:
        return _ERRORS.get(data[8], "#LỖI")
    return ""
