"""Before anything is imported: take a file in, match its columns, decide about its rows, or drop it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from chibo.base import audit, secrecy, vault
from chibo.base.access import Permission
from chibo.base.kept import forget_unnamed
from chibo.base.models import new_uid
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.documents import sniffing
from chibo.exchange import queries
from chibo.exchange.lists.columns import Header, best_sheet, find_header, guess, header_texts, propose
from chibo.exchange.lists.fields import LABELS, Column
from chibo.exchange.lists.kinds import Kind, kind_of
from chibo.exchange.lists.preview import Decisions
from chibo.exchange.lists.sheets import read_sheets
from chibo.exchange.models import ListImport

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from chibo.base.access import Actor
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
    file = {
        "organisation": organisation,
        "file_name": name[-_NAME_LENGTH:],
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "digest": vault.store(content),
        "uploaded_on": on,
        "uploaded_by": actor.name,
    }
    record = ListImport.objects.create(**file, **_as_read(organisation, sheet, header, on))
    _recall(record, on)
    log(actor, on, "upload_list", record, {"file": record.file_name, "sha256": record.sha256})
    return record


def _recall(record: ListImport, on: date) -> None:
    """Propose what the last import of the same file, or of one with the same columns, repaired and decided."""
    record.decisions = queries.recalled(record, on).write()
    record.save(update_fields=["decisions"])


def _as_read(organisation: Organisation, sheet: Sheet, header: Header, on: date) -> dict[str, Any]:
    """How a table is read: as last time where its header is the same, else as its columns and title tell."""
    before = queries.known_mapping(organisation, header.texts)
    if before is not None:
        kind, columns = kind_of(before.kind), tuple(before.columns)
    else:
        kind, columns = guess(sheet, header, on)
    return {
        "sheet": sheet.name,
        "header_row": header.row,
        "header_height": header.height,
        "kind": kind.code,
        "columns": [str(column) for column in columns],
    }


def upload_lists(
    *, actor: Actor, on: date, organisation: Organisation, files: Sequence[tuple[str, bytes]]
) -> list[ListImport]:
    """Take several files in, each an import of its own. Raises as :func:`upload_list`, with every file's faults.

    All of them or none: of a refused batch no file stays in the vault.
    """
    records = list[ListImport]()
    try:
        with transaction.atomic():
            _take_in(actor, on, organisation, files, records)
    except (FaultyError, vault.DiskFull):
        for digest in {record.digest for record in records}:
            forget_unnamed(digest)
        raise
    return records


def _take_in(
    actor: Actor,
    on: date,
    organisation: Organisation,
    files: Sequence[tuple[str, bytes]],
    records: list[ListImport],
) -> None:
    batch, faults = new_uid(), list[Fault]()
    for name, content in files:
        try:
            records.append(upload_list(actor=actor, on=on, organisation=organisation, name=name, content=content))
        except FaultyError as error:
            told = (replace(fault, what=f"{name}: {fault.what}") for fault in error.faults)
            faults += told if len(files) > 1 else error.faults
    if faults:
        raise FaultyError(faults)
    if len(records) > 1:
        for record in records:
            record.batch = batch
            record.save(update_fields=["batch"])


@transaction.atomic
def take_tables(*, actor: Actor, on: date, record: ListImport, sheets: Sequence[str]) -> list[ListImport]:
    """Import other tables of a waiting file too, each with its own columns and minutes. Gives the new imports.

    Raises ``FaultyError`` for a table that the file does not have, or that waits already.
    """
    must_import(actor, record.organisation)
    found = {sheet.name: sheet for sheet in queries.sheets_of(record)}
    taken = {one.sheet for one in queries.siblings(record)}
    faults = [Fault(what=f"Tệp không có bảng “{name}”.", field="tables") for name in sheets if name not in found]
    faults += [Fault(what=f"Bảng “{name}” đã được chọn.", field="tables") for name in sheets if name in taken]
    if faults or not sheets:
        raise FaultyError(faults or [Fault(what="Chưa chọn bảng nào.", field="tables")])
    record.batch = record.batch or new_uid()
    record.save(update_fields=["batch"])
    same = ("organisation", "file_name", "sha256", "size", "digest", "uploaded_on", "uploaded_by", "batch")
    made = []
    for name in sheets:
        sheet = found[name]
        header = find_header(sheet) or Header(
            row=sheet.first_row, height=1, texts=header_texts(sheet, sheet.first_row, 1)
        )
        file = {field: getattr(record, field) for field in same}
        made.append(ListImport.objects.create(**file, **_as_read(record.organisation, sheet, header, on)))
        _recall(made[-1], on)
    log(actor, on, "take_tables", record, {"tables": list(sheets)})
    return made


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
    kind: str | None = None,
) -> ListImport:
    """Set what each column holds (by its place from 0), or choose another kind, sheet or header row (from 1).

    Another kind, sheet or header gives new proposals. Raises ``FaultyError``: what the kind needs is missing, one
    field twice.
    """
    must_import(actor, record.organisation)
    sheets = queries.sheets_of(record)
    if kind is not None and kind != record.kind:
        sheet_now = _named(sheets, record.sheet)
        record.kind = kind_of(kind).code
        proposed = propose(sheet_now, queries.header_of(record, sheet_now), on, kind_of(kind))
        record.columns = [column.value for column in proposed]
    if sheet is not None or header_row is not None or header_height is not None:
        _choose_header(record, sheets, on, (sheet, header_row, header_height))
    if columns is not None:
        width = len(queries.header_of(record, _named(sheets, record.sheet)).texts)
        chosen = [columns.get(place, Column.IGNORE.value) for place in range(width)]
        faults = list(_column_faults(chosen, kind_of(record.kind)))
        if faults:
            raise FaultyError(faults)
        record.columns = chosen
    record.save(update_fields=["kind", "sheet", "header_row", "header_height", "columns"])
    _recall(record, on)
    log(actor, on, "match_columns", record, {"sheet": record.sheet, "kind": record.kind, "columns": record.columns})
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
    for name_of_field, value in _as_read(record.organisation, sheet, header, on).items():
        setattr(record, name_of_field, value)


def _column_faults(columns: Sequence[str], kind: Kind) -> list[Fault]:
    known = {column.value for column in (Column.IGNORE, *kind.columns)}
    faults = (
        [Fault(what="Có cột được chọn một mục không có trong danh sách.", field="columns")]
        if (set(columns) - known)
        else []
    )
    taken = [column for column in columns if column not in {Column.IGNORE, Column.GRADE}]
    faults += [
        Fault(what=f"Hai cột cùng được chọn là “{LABELS[Column(column)]}”.", next="Để lại một cột.", field="columns")
        for column in sorted({column for column in taken if taken.count(column) > 1} & known)
    ]
    for group in kind.needs:
        if not group & set(columns):
            faults.append(_missing(group))
    if Column.SURNAME in columns and not {Column.GIVEN_NAME, Column.FULL_NAME} & set(columns):
        faults.append(_missing(frozenset({Column.FULL_NAME, Column.SURNAME})))
    return faults


def _missing(group: frozenset[Column]) -> Fault:
    if Column.FULL_NAME in group:
        then = f"Chọn cột “{LABELS[Column.FULL_NAME]}”, hoặc cả hai cột họ đệm và tên."
        return Fault(what="Chưa chọn cột họ tên.", next=then, field="columns")
    said = " hoặc ".join(f"“{LABELS[column]}”" for column in sorted(group))
    return Fault(what=f"Loại danh sách này cần cột {said}.", next="Chọn cột đó, hoặc đổi loại.", field="columns")


@transaction.atomic
def decide_rows(*, actor: Actor, on: date, record: ListImport, decisions: Decisions) -> ListImport:
    """Keep what was decided about rows and pairs, and repaired cells, beside what was before; nothing is imported."""
    must_import(actor, record.organisation)
    queries.must_wait(record)  # only a waiting import can be decided about
    record.decisions = Decisions.read(record.decisions).joined(decisions).write()
    record.save(update_fields=["decisions"])
    told = {"rows": len(decisions.rows), "pairs": len(decisions.pairs), "repaired": len(decisions.edits)}
    log(actor, on, "decide_rows", record, told)
    return record


@transaction.atomic
def discard_import(*, actor: Actor, on: date, record: ListImport) -> ListImport:
    """Drop a waiting import; its file is deleted."""
    must_import(actor, record.organisation)
    queries.must_wait(record)
    record.state = ListImport.State.DISCARDED
    forget_file(record)
    record.decisions = ""
    record.save(update_fields=["state", "digest", "decisions"])
    log(actor, on, "discard_import", record, {"state": record.state})
    return record


def forget_file(record: ListImport) -> None:
    """Delete the kept file once the transaction holds, unless the same content is kept for something else."""
    digest, record.digest = record.digest, ""
    if digest:
        transaction.on_commit(lambda: forget_unnamed(digest))
