"""Before anything is imported: take a file in, match its columns, decide about its rows, or drop it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit, secrecy, vault
from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.documents import sniffing
from chibo.documents.models import StoredFile
from chibo.exchange import queries
from chibo.exchange.lists.columns import NAMES, Column, Header, best_sheet, find_header, header_texts, propose
from chibo.exchange.lists.rows import LABELS
from chibo.exchange.lists.sheets import read_sheets
from chibo.exchange.models import ListImport

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.exchange.lists.preview import Decisions
    from chibo.exchange.lists.sheets import Sheet
    from chibo.register.models import Organisation

_NAME_LENGTH = 200
_HEADER_ROWS = (1, 2)


def must_import(actor: Actor, organisation: Organisation) -> None:
    """Raise ``NotAllowedError`` unless the actor may import lists here."""
    if not actor.may(Permission.IMPORT, organisation.scope_key):
        what = "nhập danh sách"
        raise NotAllowedError(what)


def log(actor: Actor, on: date, action: str, record: ListImport, changes: Mapping[str, object]) -> None:
    """Write the one line of an act; names of people stay out of it."""
    audit.record(
        actor=actor,
        on=on,
        action=f"exchange.{action}",
        subject=record,
        chain=str(record.organisation.uid),
        changes={name: [None, value] for name, value in changes.items()},
    )


@transaction.atomic
def upload_list(*, actor: Actor, on: date, organisation: Organisation, name: str, content: bytes) -> ListImport:
    """Take a file in: read it, find its header, propose its columns, keep it encrypted until it is imported or dropped.

    Raises ``NotAllowedError``; ``FaultyError`` for what cannot be read; ``vault.DiskFull``.
    """
    must_import(actor, organisation)
    mark = sniffing.secrecy_mark(name, b"")  # cells are looked at when the sheets are read
    if mark and not secrecy.is_taken(mark):
        raise FaultyError([sniffing.marked(mark)])
    sheet, header = best_sheet(read_sheets(name, content))
    record = ListImport.objects.create(
        organisation=organisation,
        file_name=name[-_NAME_LENGTH:],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        digest=vault.store(content),
        sheet=sheet.name,
        header_row=header.row,
        header_height=header.height,
        columns=[column.value for column in propose(sheet, header, on)],
        uploaded_on=on,
        uploaded_by=actor.name,
    )
    log(actor, on, "upload_list", record, {"file": record.file_name, "sha256": record.sha256})
    return record


@transaction.atomic
def match_columns(
    *,
    actor: Actor,
    on: date,
    record: ListImport,
    columns: Mapping[int, str] | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    header_height: int | None = None,
) -> ListImport:
    """Set what each column holds (by its place from 0), or choose another sheet or header row (from 1).

    Another sheet or header gives new proposals. Raises ``FaultyError``: no column of names, one field twice.
    """
    must_import(actor, record.organisation)
    sheets = queries.sheets_of(record)
    if sheet is not None or header_row is not None or header_height is not None:
        _choose_header(record, sheets, on, (sheet, header_row, header_height))
    if columns is not None:
        width = len(queries.header_of(record, _named(sheets, record.sheet)).texts)
        chosen = [columns.get(place, Column.IGNORE.value) for place in range(width)]
        faults = list(_column_faults(chosen))
        if faults:
            raise FaultyError(faults)
        record.columns = chosen
    record.decisions = ""
    record.save(update_fields=["sheet", "header_row", "header_height", "columns", "decisions"])
    log(actor, on, "match_columns", record, {"sheet": record.sheet, "columns": record.columns})
    return record


def _named(sheets: Sequence[Sheet], name: str) -> Sheet:
    return next((sheet for sheet in sheets if sheet.name == name), sheets[0])


def _choose_header(
    record: ListImport, sheets: Sequence[Sheet], on: date, wanted: tuple[str | None, int | None, int | None]
) -> None:
    name, row, height = wanted
    sheet = _named(sheets, record.sheet if name is None else name)
    found = find_header(sheet) if sheet.name != record.sheet and row is None else None
    if row is not None and not 1 <= row <= len(sheet.rows):
        what = f"Trang “{sheet.name}” không có dòng {row}."
        raise FaultyError([Fault(what=what, next="Ghi số dòng của tiêu đề như trong bảng tính.", field="header_row")])
    place = row - 1 if row is not None else found.row if found else min(record.header_row, len(sheet.rows) - 1)
    rows = height if height in _HEADER_ROWS else found.height if found else record.header_height
    header = Header(row=place, height=rows, texts=header_texts(sheet, place, rows))
    record.sheet, record.header_row, record.header_height = sheet.name, place, rows
    record.columns = [column.value for column in propose(sheet, header, on)]


def _column_faults(columns: Sequence[str]) -> list[Fault]:
    known = {column.value for column in Column}
    faults = (
        [Fault(what="Có cột được chọn một mục không có trong danh sách.", field="columns")]
        if (set(columns) - known)
        else []
    )
    taken = [column for column in columns if column != Column.IGNORE]
    faults += [
        Fault(what=f"Hai cột cùng được chọn là “{LABELS[Column(column)]}”.", next="Để lại một cột.", field="columns")
        for column in sorted({column for column in taken if taken.count(column) > 1} & known)
    ]
    names = NAMES & set(taken)
    if Column.FULL_NAME not in names and names != {Column.SURNAME, Column.GIVEN_NAME}:
        then = f"Chọn cột “{LABELS[Column.FULL_NAME]}”, hoặc cả hai cột họ đệm và tên."
        faults.append(Fault(what="Chưa chọn cột họ tên.", next=then, field="columns"))
    return faults


@transaction.atomic
def decide_rows(*, actor: Actor, on: date, record: ListImport, decisions: Decisions) -> ListImport:
    """Keep what was decided about rows and pairs, and repaired cells; nothing is imported yet."""
    must_import(actor, record.organisation)
    queries.sheets_of(record)  # only a waiting import can be decided about
    record.decisions = decisions.write()
    record.save(update_fields=["decisions"])
    told = {"rows": len(decisions.rows), "pairs": len(decisions.pairs), "repaired": len(decisions.edits)}
    log(actor, on, "decide_rows", record, told)
    return record


@transaction.atomic
def discard_import(*, actor: Actor, on: date, record: ListImport) -> ListImport:
    """Drop a waiting import; its file is deleted."""
    must_import(actor, record.organisation)
    queries.sheets_of(record)
    record.state = ListImport.State.DISCARDED
    forget_file(record)
    record.decisions = ""
    record.save(update_fields=["state", "digest", "decisions"])
    log(actor, on, "discard_import", record, {"state": record.state})
    return record


def forget_file(record: ListImport) -> None:
    """Delete the kept file once the transaction holds, unless the same content is kept for something else."""
    digest, record.digest = record.digest, ""
    if not digest:
        return
    others = ListImport.objects.filter(digest=digest).exclude(pk=record.pk)
    if not others.exists() and not StoredFile.objects.filter(digest=digest).exists():
        transaction.on_commit(lambda: vault.path_of(digest).unlink(missing_ok=True))
