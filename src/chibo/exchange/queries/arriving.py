"""Imports: by address and organisation, the files that wait, and how a list is read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.base import vault
from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import text_of
from chibo.exchange.lists.columns import Header, find_header, header_texts, samples
from chibo.exchange.lists.fields import LABELS, Column
from chibo.exchange.lists.headers import column_of_header
from chibo.exchange.lists.kinds import KINDS, Kind, kind_of
from chibo.exchange.lists.sheets import Sheet, read_book
from chibo.exchange.models import ColumnMapping, ListImport

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.exchange.lists.book import Book, Sheet
    from chibo.register.models import Organisation

UNDO_DAYS = 30
_BY_CONTENT = "Tiêu đề không nói rõ; nhận theo nội dung và các cột bên cạnh. Xem lại."
_YEAR_LATER = "Tiêu đề không nói rõ; các ngày ở đây thường sau ngày vào Đảng khoảng một năm. Xem lại."
LONG = 1000  # rows


def imports(actor: Actor, organisation: Organisation, most: int = 20) -> list[ListImport]:
    """The last lists that came in, newest first, each with what its kind is called; empty for who may not import."""
    reach = within(actor, Permission.IMPORT, field="organisation__scope_key")
    found = list(ListImport.objects.filter(reach, organisation=organisation).order_by("-id")[:most])
    for record in found:
        record.kind_said = kind_of(record.kind).title  # type: ignore[attr-defined]
        record.brought = brought(record)  # type: ignore[attr-defined]
    return found


def import_for(actor: Actor, uid: UUID | str) -> ListImport:
    """The import of an address, with its organisation; ``NotYoursError`` for who may not import there."""
    reach = within(actor, Permission.IMPORT, field="organisation__scope_key")
    try:
        found = ListImport.objects.filter(reach, uid=uid if isinstance(uid, UUID) else UUID(uid))
    except ValueError:
        raise NotYoursError(str(uid)) from None
    record = found.select_related("organisation").first()
    if record is None:
        raise NotYoursError(str(uid))
    return record


def kind_said(record: ListImport) -> Kind:
    """Give the kind of an import, with its words."""
    return kind_of(record.kind)


def brought(record: ListImport) -> int:
    """How much an import wrote: people, organisations, results of years."""
    counts = record.counts
    return int(counts.get("results", counts.get("people", 0) + counts.get("changed", 0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a file that was imported: what it brought, in words; whether that was taken back."""

    record: ListImport
    said: str

    @property
    def is_undone(self) -> bool:
        """Whether it was taken back."""
        return self.record.state == ListImport.State.UNDONE


def tables_of_file(record: ListImport) -> tuple[Table, ...]:
    """The tables of one file that were imported, each by itself; nothing where there is one."""
    if record.batch is None:
        return ()
    states = (ListImport.State.DONE, ListImport.State.UNDONE)
    found = ListImport.objects.filter(batch=record.batch, sha256=record.sha256, state__in=states).order_by("pk")
    tables = tuple(Table(record=one, said=f"{brought(one)} {kind_of(one.kind).unit}") for one in found)
    return tables if len(tables) > 1 else ()


def sum_of(tables: Iterable[Table]) -> str:
    """What stands in the register of all tables of a file, by what is counted."""
    sums: dict[str, int] = {}
    for table in tables:
        unit = kind_of(table.record.kind).unit
        sums[unit] = sums.get(unit, 0) + (0 if table.is_undone else brought(table.record))
    return ", ".join(f"{count} {unit}" for unit, count in sums.items())


def undo_until(record: ListImport) -> date | None:
    """The last day on which an import can be taken back; nothing when it is not done."""
    if record.state != ListImport.State.DONE or record.imported_on is None:
        return None
    return record.imported_on + timedelta(days=UNDO_DAYS)


# ---------------------------------------------------------------------- the list as it is read


def must_wait(record: ListImport) -> None:
    """Raise ``NotYoursError`` once an import no longer waits."""
    if record.state != ListImport.State.WAITING or not record.digest:
        raise NotYoursError(str(record.uid))


def siblings(record: ListImport) -> list[ListImport]:
    """The imports of the same file that wait too, this one among them."""
    waiting = ListImport.objects.filter(organisation=record.organisation, state=ListImport.State.WAITING)
    return list(
        waiting.filter(digest=record.digest, sha256=record.sha256).select_related("organisation").order_by("pk")
    )


def together(record: ListImport) -> list[ListImport]:
    """The imports uploaded together with this one that still wait, without it."""
    if record.batch is None:
        return []
    waiting = ListImport.objects.filter(batch=record.batch, state=ListImport.State.WAITING)
    return list(waiting.exclude(pk=record.pk).order_by("pk"))


def book_of(record: ListImport) -> Book:
    """Open the file of a waiting import, once a page. Raises ``NotYoursError`` once it is no longer kept."""
    must_wait(record)
    if record.opened is None:
        record.opened = read_book(record.file_name, vault.read(record.digest))
    return record.opened


def sheets_of(record: ListImport) -> tuple[Sheet, ...]:
    """Open the tables of a waiting import. Raises ``NotYoursError`` once its file is no longer kept."""
    return book_of(record).tables


def other_tables(record: ListImport, waiting: Iterable[ListImport] | None = None) -> tuple[str, ...]:
    """The other tables of a waiting file that have a header and nobody chose yet; ``waiting``: its :func:`siblings`."""
    taken = {one.sheet for one in (siblings(record) if waiting is None else waiting)}
    return tuple(
        sheet.name for sheet in sheets_of(record) if sheet.name not in taken and find_header(sheet) is not None
    )


def is_known(record: ListImport) -> bool:
    """Whether a list was read as an earlier one with the same header, so that nobody needs to match its columns."""
    sheet = sheet_of(sheets_of(record), record.sheet)
    found = known_mapping(record.organisation, header_of(record, sheet).texts)
    return found is not None and found.columns == record.columns and found.kind == record.kind


def is_long(record: ListImport, *, is_whole_file: bool = False) -> bool:
    """Whether a list, or all tables of its file that wait, has so many rows that it is imported in the background."""
    names = {one.sheet for one in siblings(record)} if is_whole_file else {record.sheet}
    return sum(len(sheet_of(sheets_of(record), name).rows) for name in names) > LONG


def mark_of(texts: Iterable[str]) -> str:
    """Give the mark of a header: the same for the same columns in the same order, whatever their case and marks."""
    return hashlib.sha256("\n".join(" ".join(fold(text).split()) for text in texts).encode()).hexdigest()


def known_mapping(organisation: Organisation, texts: Sequence[str]) -> ColumnMapping | None:
    """Find how a list with this header was read last time."""
    found = ColumnMapping.objects.filter(organisation=organisation, headers=mark_of(texts)).first()
    return found if found is not None and len(found.columns) == len(texts) else None


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column of the list beside what it is taken for."""

    place: int
    letter: str
    header: str
    samples: tuple[str, ...]
    column: str
    note: str = ""  # where the header does not tell what it is taken for


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """How the list is read: which sheet and header, and each column."""

    sheets: tuple[str, ...]
    sheet: str
    letters: str
    header_row: int
    header_height: int
    columns: tuple[MappedColumn, ...]
    kind: str
    kinds: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    hint: str


def mapping(record: ListImport) -> Matching:
    """The page "Đối chiếu": their columns, our fields, five sample values each; empty columns are left out."""
    sheets = sheets_of(record)
    sheet = sheet_of(sheets, record.sheet)
    header, kind = header_of(record, sheet), kind_of(record.kind)
    columns = []
    for place, text in enumerate(header.texts):
        told = tuple(text_of(value) for value in samples(sheet, header, place))
        if text or told:
            taken = record.columns[place] if place < len(record.columns) else Column.IGNORE.value
            note = _unsaid(text, kind, taken)
            columns.append(MappedColumn(place, _letter(place), text, told, taken, note))
    return Matching(
        sheets=tuple(one.name for one in sheets),
        sheet=sheet.name,
        letters=sheet.letters,
        header_row=header.row + 1,
        header_height=header.height,
        columns=tuple(columns),
        kind=kind.code,
        kinds=tuple((one.code, one.title) for one in KINDS.values()),
        fields=tuple((column.value, LABELS[column]) for column in (Column.IGNORE, *kind.columns)),
        hint=kind.hint,
    )


def _unsaid(header: str, kind: Kind, taken: str) -> str:
    """Tell that a column was recognised by its content: the header does not name it."""
    if taken == Column.IGNORE or column_of_header(header, kind) is not None:
        return ""
    return _YEAR_LATER if taken == Column.OFFICIAL_ON else _BY_CONTENT


def sheet_of(sheets: Iterable[Sheet], name: str) -> Sheet:
    """Give the sheet of a name, else the first."""
    found = list(sheets)
    return next((sheet for sheet in found if sheet.name == name), found[0])


def header_of(record: ListImport, sheet: Sheet) -> Header:
    """The header of an import's sheet as it was found or chosen."""
    row = min(record.header_row, len(sheet.rows) - 1)
    return Header(row=row, height=record.header_height, texts=header_texts(sheet, row, record.header_height))


def _letter(place: int) -> str:
    """Name a column as spreadsheets do: A, B, … AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
