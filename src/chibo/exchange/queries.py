"""Reads of the room: an import by its address, how its list is read, and its preview with every fault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.base import vault
from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.exchange.lists.cells import text_of
from chibo.exchange.lists.columns import Column, Header, best_sheet, header_texts, propose, samples
from chibo.exchange.lists.preview import Decisions, Known, Preview, preview_of
from chibo.exchange.lists.sheets import Sheet, read_sheets
from chibo.exchange.models import ListImport
from chibo.register.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

UNDO_DAYS = 30


def imports(actor: Actor, organisation: Organisation) -> QuerySet[ListImport]:
    """The lists that came in, newest first; empty for who may not import."""
    reach = within(actor, Permission.IMPORT, field="organisation__scope_key")
    return ListImport.objects.filter(reach, organisation=organisation).order_by("-id")


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


def undo_until(record: ListImport) -> date | None:
    """The last day on which an import can be taken back; nothing when it is not done."""
    if record.state != ListImport.State.DONE or record.imported_on is None:
        return None
    return record.imported_on + timedelta(days=UNDO_DAYS)


# ---------------------------------------------------------------------- the list as it is read


def sheets_of(record: ListImport) -> tuple[Sheet, ...]:
    """Open the file of a waiting import. Raises ``NotYoursError`` once it is no longer kept."""
    if record.state != ListImport.State.WAITING or not record.digest:
        raise NotYoursError(str(record.uid))
    return read_sheets(record.file_name, vault.read(record.digest))


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedColumn:
    """One column of the list beside what it is taken for."""

    place: int
    letter: str
    header: str
    samples: tuple[str, ...]
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """How the list is read: which sheet and header, and each column."""

    sheets: tuple[str, ...]
    sheet: str
    letters: str
    header_row: int
    header_height: int
    columns: tuple[MappedColumn, ...]


def mapping(record: ListImport) -> Matching:
    """The page "Đối chiếu": their columns, our fields, five sample values each; empty columns are left out."""
    sheets = sheets_of(record)
    sheet = _sheet(sheets, record.sheet)
    header = header_of(record, sheet)
    columns = []
    for place, text in enumerate(header.texts):
        told = tuple(text_of(value) for value in samples(sheet, header, place))
        if text or told:
            taken = record.columns[place] if place < len(record.columns) else Column.IGNORE.value
            columns.append(MappedColumn(place=place, letter=_letter(place), header=text, samples=told, column=taken))
    return Matching(
        sheets=tuple(one.name for one in sheets),
        sheet=sheet.name,
        letters=sheet.letters,
        header_row=header.row + 1,
        header_height=header.height,
        columns=tuple(columns),
    )


def _sheet(sheets: Iterable[Sheet], name: str) -> Sheet:
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


def preview(record: ListImport, on: date) -> Preview:
    """The page "Kiểm tra": every row with its faults, who may be one person, who is known already. Writes nothing."""
    sheet = _sheet(sheets_of(record), record.sheet)
    return preview_of(
        sheet=sheet,
        header=header_of(record, sheet),
        columns=tuple(Column(column) for column in record.columns),
        decisions=Decisions.read(record.decisions),
        known=_known(record.organisation),
        on=on,
    )


def first_look(organisation: Organisation, name: str, content: bytes, on: date) -> Preview:
    """What an import of a file would do with the columns as proposed; nothing is kept. Raises ``FaultyError``."""
    sheet, header = best_sheet(read_sheets(name, content))
    return preview_of(
        sheet=sheet,
        header=header,
        columns=propose(sheet, header, on),
        decisions=Decisions(),
        known=_known(organisation),
        on=on,
    )


def _known(organisation: Organisation) -> tuple[Known, ...]:
    """The people the organisation keeps already. One query."""
    people = Person.objects.filter(organisation=organisation).only("full_name", "name_key", "birth")
    return tuple(Known(name=person.full_name, name_key=person.name_key, birth=person.birth) for person in people)
