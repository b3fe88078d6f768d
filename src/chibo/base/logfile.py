"""A log that left the program as a file, and how it is checked without the program's data (``chibo verify --log``).

Each row carries the text that was hashed, so that everybody can reckon the hash again with any SHA-256. The same rows
go out as lines of JSON, as CSV or as a workbook.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from chibo.base import audit
from chibo.base.dates import local_moment
from chibo.base.words.acts import act_said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from chibo.base.models import AuditEntry

COLUMNS: Final = (
    *("Chuỗi", "Số", "Lúc", "Ngày của việc", "Người làm", "Vai trò", "Việc", "Mã việc", "Về", "Lý do"),
    *("Mã băm", "Lời đã băm", "Nội dung đã băm"),
)
TOO_LONG: Final = "(dài hơn một ô Excel; xem bản JSON)"
CLOSED: Final = "(phần đóng với người lấy ra tệp)"
_LONGEST_CELL: Final = 32_000
_HEAD: Final = "chibo-nhat-ky"
_STARTS_A_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")  # the wide ones: Excel of East Asia reads them alike
_TELLING: Final = 9  # where the digest of what can be blanked stands in the hashed text


def row_of(entry: AuditEntry, chain_name: str, about: str, *, is_closed: bool = False) -> tuple[str, ...]:
    """One line of the log as a row of the file; ``about`` names whom it is about, if the reader may know.

    What a line tells that is closed to the reader stays away, as if it had been blanked: its digest still proves it. A
    line of before ADR 0037 has its words in the hash itself and cannot be proved without them.
    """
    said, telling = audit.said(entry), audit.telling_text(entry)
    if is_closed:
        said, telling = said if entry.told else CLOSED, ""
    local = local_moment(entry.at)
    return (
        *(chain_name, str(entry.seq), f"{local:%d-%m-%Y %H:%M:%S}", f"{entry.on:%d-%m-%Y}"),
        *(entry.actor_name, entry.role, act_said(entry.action), entry.action, about),
        *("" if is_closed else entry.reason, entry.hash, said, telling),
    )


def as_json_lines(rows: Iterable[tuple[str, ...]], head: Mapping[str, object]) -> bytes:
    """Write the rows as lines of JSON behind a line that says what the file is."""
    lines = [json.dumps({"what": _HEAD, "format": 1, **head}, ensure_ascii=False)]
    lines += [json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def as_csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Write the rows as CSV that spreadsheets open with its letters right; no cell can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in _STARTS_A_FORMULA else cell


def fitting(row: tuple[str, ...]) -> tuple[str, ...]:
    """The row as a workbook can hold it."""
    return tuple(cell if len(cell) <= _LONGEST_CELL else TOO_LONG for cell in row)


# --- checking a file ---


@dataclass(slots=True, kw_only=True)
class Checked:
    """What a look at an exported log found."""

    rows: int = 0
    left_out: int = 0
    blanked: int = 0
    unreadable: int = 0
    sha256: str = ""
    faults: list[str] = field(default_factory=list)


class NotALog(ValueError):
    """The file is no log of chibo's; the text is ready to show."""


def check(path: Path) -> Checked:
    """Check an exported log: each row against its hash, each against the one before. Raises :class:`NotALog`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotALog(f"Không đọc được tệp {path}.") from error
    checked = Checked(sha256=hashlib.sha256(content).hexdigest())
    ahead: dict[str, tuple[int, str]] = {}
    for number, row in enumerate(_read(path, content), start=1):
        checked.rows += 1
        _check_row(checked, number, row, ahead)
    return checked


def _check_row(checked: Checked, number: int, row: dict[str, str], ahead: dict[str, tuple[int, str]]) -> None:
    place = f"dòng {number} của tệp"
    if {TOO_LONG, CLOSED} & {row["Lời đã băm"], row["Nội dung đã băm"]}:
        checked.unreadable += 1
        return
    try:
        said = json.loads(row["Lời đã băm"])
        chain, seq, previous = (
            str(said[0]),
            int(said[1]),
            str(said[11] if isinstance(said[_TELLING], str) else said[12]),
        )
    except (ValueError, IndexError, TypeError):
        checked.faults.append(f"{place}: cột “Lời đã băm” không còn như lúc xuất")
        return
    if hashlib.sha256(row["Lời đã băm"].encode()).hexdigest() != row["Mã băm"]:
        checked.faults.append(f"{place}: nội dung không khớp mã băm")
    checked.faults += [f"{place}: {fault}" for fault in _told_faults(checked, row, said)]
    last_seq, last_hash = ahead.get(chain, (0, audit.START))
    if seq <= last_seq:
        checked.faults.append(f"{place}: số {seq} đứng sai chỗ")
    elif seq == last_seq + 1 and previous != last_hash:
        checked.faults.append(f"{place}: không nối với dòng trước")
    checked.left_out += max(0, seq - last_seq - 1)
    ahead[chain] = (seq, row["Mã băm"])


def _told_faults(checked: Checked, row: dict[str, str], said: list[Any]) -> Iterator[str]:
    """What the readable cells say beside what was hashed."""
    reason = str(said[10]) if not isinstance(said[_TELLING], str) else ""
    if isinstance(said[_TELLING], str):
        telling = row["Nội dung đã băm"]
        if not telling:
            checked.blanked += 1
        elif hashlib.sha256(telling.encode()).hexdigest() != said[_TELLING]:
            yield "cột “Nội dung đã băm” không khớp"
        else:
            reason = str(json.loads(telling)[2])
    role = str(said[12]) if isinstance(said[_TELLING], str) else ""
    shown = {"Số": str(said[1]), "Người làm": said[5], "Vai trò": role, "Mã việc": said[6], "Lý do": reason}
    for column, value in shown.items():
        if row[column] not in {str(value), harmless(str(value))}:
            yield f"cột “{column}” không khớp lời đã băm"


def _read(path: Path, content: bytes) -> Iterator[dict[str, str]]:
    readers: dict[str, Callable[[bytes], Iterator[dict[str, str]]]] = {
        ".jsonl": _json_rows,
        ".csv": _csv_rows,
        ".xlsx": _sheet_rows,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise NotALog(f"Tệp {path.name} không phải .jsonl, .csv hay .xlsx do chibo xuất ra.")
    try:
        yield from (_whole(row) for row in reader(content))
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise NotALog(f"Tệp {path.name} không phải nhật ký do chibo xuất ra, hoặc đã hỏng.") from error


def _whole(row: Mapping[str, object]) -> dict[str, str]:
    return {column: str(row[column] or "") for column in COLUMNS}


def _json_rows(content: bytes) -> Iterator[dict[str, str]]:
    head, *lines = content.decode().splitlines()
    if json.loads(head).get("what") != _HEAD:
        raise ValueError(head)
    yield from (json.loads(line) for line in lines if line.strip())


def _csv_rows(content: bytes) -> Iterator[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    yield from csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))


def _sheet_rows(content: bytes) -> Iterator[dict[str, str]]:
    import python_calamine  # noqa: PLC0415 - only where a workbook is checked

    try:
        head, *rows = (
            python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        )
    except python_calamine.CalamineError as error:
        raise ValueError(str(error)) from error
    for row in rows:
        yield {str(column): str(cell) for column, cell in zip(head, row, strict=True)}
