"""A text file, or what was pasted → one table: whatever its letters and whatever parts its columns."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from chibo.exchange.lists.book import Book, Note
from chibo.exchange.lists.letters import decode
from chibo.exchange.lists.limits import MOST_COLUMNS, MOST_ROWS
from chibo.exchange.lists.refusing import broken, refused
from chibo.exchange.lists.tables import HEADER_ROWS
from chibo.exchange.lists.workbooks import too_many_rows, trimmed

if TYPE_CHECKING:
    from chibo.exchange.lists.cells import Value

_NAME = "Danh sách"
_DELIMITERS = "\t;,|"
_SAMPLE_LINES = 60
_CONTROLS = 0.02  # a share of control characters beyond which a text is no text
_LONGEST_FIELD = 1_000_000
csv.field_size_limit(_LONGEST_FIELD)


def read_text(content: bytes) -> Book:
    """Read a text. Raises ``FaultyError`` for what is no text, or holds more rows than are read."""
    decoded = decode(content)
    if decoded is None or _is_garbage(decoded[0]):
        raise refused(
            "Tệp không phải bảng tính và cũng không phải văn bản.",
            "Kiểm tra lại đã chọn đúng tệp chưa; nếu đúng, mở bằng Excel rồi lưu thành .xlsx.",
            "Trong tệp có ký tự mà danh sách không bao giờ có, ví dụ ký tự rỗng.",
        )
    text, encoding = decoded
    rows: list[list[Value]] = []
    width = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=False):
            width = max(width, len(row))
            rows.append([cell or None for cell in row[:MOST_COLUMNS]])
            if len(rows) > MOST_ROWS and any(rows[-1]):
                told = too_many_rows(_NAME)
                raise refused(told.what, told.next)
    except csv.Error:
        raise broken("Trong tệp có ô dài bất thường, thường do thiếu dấu ngoặc kép đóng.") from None
    notes = [Note(what=f"Chữ trong tệp theo mã {encoding}.")] if encoding else []
    if width > MOST_COLUMNS:
        notes.append(Note(what=f"Chỉ đọc {MOST_COLUMNS} cột đầu; các cột sau bỏ qua."))
    table = trimmed(_NAME, rows, [list(row) for row in rows[:HEADER_ROWS]], notes=tuple(notes))
    return Book(tables=(table,) if table.rows else ())


def _is_garbage(text: str) -> bool:
    odd = sum(1 for letter in text[:20_000] if letter < " " and letter not in "\t\r\n\f\v\x1e\x1f")
    return "\0" in text or odd > _CONTROLS * min(len(text), 20_000)


def delimiter_of(text: str) -> str:
    """Tell what parts the columns: the mark that cuts most lines into one and the same number of cells, more than one.

    Pasted from a spreadsheet, and so by tab where there is one; a comma also stands inside dates and addresses.
    """
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_SAMPLE_LINES]
    best, mark = 0.0, ","
    for candidate in _DELIMITERS:
        counts = Counter(line.count(candidate) for line in lines)
        counts.pop(0, None)
        if not counts:
            continue
        cuts, often = counts.most_common(1)[0]
        score = often / len(lines) + min(cuts, 20) / 100
        if score > best:
            best, mark = score, candidate
    return mark
