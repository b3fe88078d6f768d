"""Looked at before it is opened: how much an archive unpacks to, where the cells of each sheet end, which are wrong.

The reader of workbooks lays out every cell from the first to the last of a sheet, and repeats every shared text; so one
cell far away, or one long text in many cells, asks for more memory than a machine has. The parts of the archive are
passed through once, piece by piece, and refused before that.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
import zlib
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chibo.base.refusal import FaultyError
from chibo.exchange.lists.limits import MOST_CELLS, MOST_ROWS, MOST_SHEETS, MOST_TEXT, UNPACKED
from chibo.exchange.lists.refusing import broken, refused, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE: Final = 1024 * 1024
_LONGEST: Final = 16 * _PIECE  # of one row, or one text
_SMALL_PART: Final = 4 * _PIECE
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError)
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s>/])")
_NUMBER = re.compile(rb"[^>]*?\br\s*=\s*[\"'](\d{1,7})")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")
_WINDOW = 400  # bytes before a value in which its cell's own name stands, unless a formula is longer
_WRONG = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*\bt=\"e\")[^>]*>(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]{1,20})<"
)
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c(\s[^>]*)><(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_SHARED = re.compile(rb"\bt\s*=\s*[\"']s[\"'][^>]*><(?:\w+:)?v>(\d{1,9})<")
_ITEM = re.compile(rb"<(?:\w+:)?si(?=[\s>/])")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ALPHABET, _BEFORE_A = 26, 64

_OPEN_TABLE = re.compile(rb"<table:table\s")
_OPEN_ROW = re.compile(rb"<table:table-row(?=[\s>/])")
_OPEN_CELL = re.compile(rb"<table:(?:covered-)?table-cell([^>]*)>(<text:)?")
_OPEN_ROWS = re.compile(rb"[^>]*number-rows-repeated=\"(\d{1,9})\"")
_OPEN_HIDDEN = re.compile(rb"table:visibility=\"(?:collapse|filter)\"")
_OPEN_COLUMNS = re.compile(rb"number-columns-repeated=\"(\d{1,9})\"")


@dataclass(slots=True, kw_only=True)
class Look:
    """What was seen of one sheet: rows that hold something, the last of them, the widest column, wrong cells."""

    name: str = ""  # where it is told before the workbook is opened
    rows: int = 0
    last_row: int = 0  # from 1; 0 for an empty sheet
    last_column: int = 0
    values: int = 0
    far: str = ""  # the cell with which the sheet became too wide
    wrong: list[tuple[str, str]] = field(default_factory=list)  # the cell and its error: ("D5", "#REF!")
    uncomputed: list[str] = field(default_factory=list)  # formulas nobody computed
    hidden_rows: int = 0  # rows with something in them that are hidden, or left out by a filter

    @property
    def is_too_long(self) -> bool:
        """Whether it has more rows than are read."""
        return self.rows > MOST_ROWS

    @property
    def is_too_wide(self) -> bool:
        """Whether laying out its cells asks for too much memory."""
        return self.last_row * self.last_column > MOST_CELLS

    def meet(self, *, row: int, column: int, cell: str, values: int = 1, rows: int = 1) -> None:
        """Take cells of a row into account: its number, their last column (both from 1), how many rows are new."""
        self.rows += rows
        self.values += values
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        if self.is_too_wide and not self.far:
            self.far = cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen of a workbook: its sheets by name, and whether it carries macros."""

    sheets: dict[str, Look]
    has_macros: bool = False


def look_at(content: bytes) -> Seen:
    """Pass through a workbook once. Raises ``FaultyError``: what is cut, unpacks without end or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive)
            return _looked(archive)
    except FaultyError:
        raise
    except _BROKEN:
        raise broken("Tệp bị cụt hoặc hỏng bên trong.") from None


def _check_size(archive: zipfile.ZipFile) -> None:
    parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
    if sum(part.file_size for part in parts) > UNPACKED:
        raise too_large(f"Tệp mở ra nặng hơn {UNPACKED // 1024 // 1024} MB.")


def _looked(archive: zipfile.ZipFile) -> Seen:
    parts = set(archive.namelist())
    names = _sheets(archive)
    if len(names) > MOST_SHEETS:
        raise too_large(f"Tệp có {len(names)} trang, nhiều nhất là {MOST_SHEETS} trang.")
    sheets = {name: _sheet(archive, part) for name, part in names.items() if part in parts}
    if "xl/styles.xml" in parts:
        for _ in _pieces(archive, "xl/styles.xml"):
            pass
    _check_texts(archive, sheets, [part for part in names.values() if part in parts])
    return Seen(sheets=sheets, has_macros="xl/vbaProject.bin" in parts)


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The bytes of a part, piece by piece; one that declares entities is refused, for no spreadsheet writes any."""
    with archive.open(part) as packed:
        piece = packed.read(_PIECE)
        if _DECLARED.search(piece) or b"\0" in piece[:100]:
            raise refused(
                "Tệp có phần khai báo lạ mà bảng tính không bao giờ có.",
                "Chép bảng danh sách sang tệp Excel mới rồi tải lên.",
                "Phần ấy (DTD, hoặc mã chữ khác UTF-8) có thể bắt máy mở tệp khác hoặc làm đầy bộ nhớ.",
            )
        while piece:
            yield piece
            piece = packed.read(_PIECE)


def _cut(archive: zipfile.ZipFile, part: str, at: re.Pattern[bytes]) -> Iterator[bytes]:
    """What follows each tag of a part, up to the next one; what stands before the first is left out."""
    kept, begun = b"", False
    for piece in _pieces(archive, part):
        *texts, kept = at.split(kept + piece)
        yield from texts if begun else texts[1:]
        begun = begun or bool(texts)
        if len(kept) > _LONGEST:
            raise broken("Trong tệp có một dòng dài bất thường.")
    if begun:
        yield kept


def _small(archive: zipfile.ZipFile, part: str) -> bytes:
    if archive.getinfo(part).file_size > _SMALL_PART:
        raise too_large("Phần liệt kê các trang của tệp lớn bất thường.")
    return b"".join(_pieces(archive, part))


def _attributes(raw: bytes) -> dict[str, str]:
    return {
        key.decode(): html.unescape((one or other).decode("utf-8", "replace"))
        for key, one, other in _ATTRIBUTE.findall(raw)
    }


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by its name."""
    try:
        related = _small(archive, "xl/_rels/workbook.xml.rels")
        workbook = _small(archive, "xl/workbook.xml")
    except KeyError:
        raise broken("Tệp thiếu phần cho biết có những trang nào.") from None
    targets = {}
    for raw in _RELATION.findall(related):
        told = _attributes(raw)
        targets[told.get("Id", "")] = told.get("Target", "")
    found: dict[str, str] = {}
    for raw in _SHEET.findall(workbook):
        told = _attributes(raw)
        key = next((value for name, value in told.items() if name.rpartition(":")[2] == "id"), "")
        target = targets.get(key, "")
        found[told.get("name", "")] = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        )
    return found


def _sheet(archive: zipfile.ZipFile, part: str) -> Look:
    """Look at the rows of a sheet one after the other; ends early when there are too many."""
    look = Look()
    before = 0
    for row in _cut(archive, part, _ROW):
        head = row.partition(b">")[0]
        numbered = _NUMBER.match(head)
        before = int(numbered[1]) if numbered else before + 1
        rows = look.rows
        if b"<f" in row or b":f" in row or b't="e"' in row:
            _formulas(look, row)
        _values(look, row, before)
        look.hidden_rows += look.rows - rows if _HIDDEN.search(head) else 0
        if look.is_too_long:
            break
    return look


def _values(look: Look, row: bytes, number: int) -> None:
    """Take the values of a row into account: how many, and where the last one stands."""
    last, count = max(row.rfind(b"<v"), row.rfind(b"<is")), row.count(b"<v") + row.count(b"<is")
    if last < 0:
        places = [found.start() for found in _VALUE.finditer(row)] if b":v" in row or b":is" in row else []
        if not places:
            return
        last, count = places[-1], len(places)
    names = _REFERENCE.findall(row, max(0, last - _WINDOW), last) or _REFERENCE.findall(row, 0, last)
    letters, digits = names[-1] if names else (b"", b"")
    column = _place(letters) if letters else count
    look.meet(row=number, column=column, cell=(letters + digits).decode(), values=count)


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * _ALPHABET + letter - _BEFORE_A
    return place


def _formulas(look: Look, row: bytes) -> None:
    for found in _WRONG.finditer(row):
        look.wrong.append((_named(found[0]), found[1].decode("ascii", "replace")))
    for found in _UNCOMPUTED.finditer(row):
        if b't="str"' not in found[1]:  # a formula that gave an empty text
            look.uncomputed.append(_named(found[1]))


def _named(cell: bytes) -> str:
    found = _REFERENCE.search(cell)
    return (found[1] + found[2]).decode() if found else ""


def _check_texts(archive: zipfile.ZipFile, sheets: dict[str, Look], parts: list[str]) -> None:
    """Refuse a workbook without its texts, or whose texts, each as often as it stands in a cell, fill the memory."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        if any(_SHARED.search(piece) for part in parts for piece in _pieces(archive, part)):
            raise broken("Tệp thiếu phần chứa chữ của các ô (sharedStrings).")
        return
    lengths = array("L", (len(item) for item in _cut(archive, "xl/sharedStrings.xml", _ITEM)))
    if sum(look.values for look in sheets.values()) * max(lengths, default=0) <= MOST_TEXT:
        return
    total = 0
    for part in parts:
        for row in _cut(archive, part, _ROW):
            total += sum(lengths[int(place)] for place in _SHARED.findall(row) if int(place) < len(lengths))
            if total > MOST_TEXT:
                raise too_large("Chữ trong các ô của tệp nhiều đến mức máy không đủ bộ nhớ để đọc.")


# ---------------------------------------------------------------------- OpenDocument


def look_at_open(content: bytes) -> Seen:
    """Pass through an OpenDocument spreadsheet once: rows and cells say there how often they are repeated."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive)
            return Seen(sheets=_open_sheets(archive))
    except FaultyError:
        raise
    except _BROKEN:
        raise broken("Tệp bị cụt hoặc hỏng bên trong.") from None


def _open_names(archive: zipfile.ZipFile) -> list[str]:
    return [
        _attributes(text.partition(b">")[0]).get("table:name", "") for text in _cut(archive, "content.xml", _OPEN_TABLE)
    ]


def _open_sheets(archive: zipfile.ZipFile) -> dict[str, Look]:
    """Look at each table; a row of it begins where the one before ends, both repeated as often as they say."""
    sheets: dict[str, Look] = {}
    names = iter(_open_names(archive))
    look, before = Look(name=next(names, "")), 0
    for row in _cut(archive, "content.xml", _OPEN_ROW):
        head = row.partition(b">")[0]
        repeated = _OPEN_ROWS.match(head)
        times = int(repeated[1]) if repeated else 1
        column, last, count = 0, 0, 0
        for found in _OPEN_CELL.finditer(row):
            repeated = _OPEN_COLUMNS.search(found[1])
            width = int(repeated[1]) if repeated else 1
            column += width
            if found[2] or b"office:value=" in found[1] or b"office:date-value" in found[1]:
                last, count = column, count + width
        if count:
            look.meet(row=before + times, column=last, cell="", values=count * times, rows=times)
            look.hidden_rows += times if _OPEN_HIDDEN.search(head) else 0
        before += times
        if _OPEN_TABLE.search(row):
            sheets[f"{len(sheets)}"], look, before = look, Look(name=next(names, "")), 0
    sheets[f"{len(sheets)}"] = look
    return sheets
