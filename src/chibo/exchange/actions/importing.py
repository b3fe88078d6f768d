"""The import itself, whole or not at all, and its undoing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import bulk, jobs
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.models import AuditEntry
from chibo.base.refusal import Fault, FaultyError
from chibo.base.words.acts import CHANGES_NOTHING
from chibo.development.actions import take_back_roads
from chibo.exchange import queries
from chibo.exchange.actions.mapping import remember_mapping
from chibo.exchange.actions.preparing import forget_file, log, must_import
from chibo.exchange.actions.writing import Writing
from chibo.exchange.lists.kinds import KINDS, Makes, kind_of
from chibo.exchange.lists.recalling import trace_of
from chibo.exchange.models import ImportedRow, ListImport
from chibo.register import actions as register

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.base.models import Job
    from chibo.exchange.lists.preview import Preview, Tell

_REASON: Final = "hoàn tác lần nhập danh sách"
_ORDER: Final = ("tree", *(code for code in KINDS if code not in {"tree", "reviews", "commitments"}))


@bulk.keeping_everything()
def run_import(*, actor: Actor, on: date, record: ListImport, tell: Tell | None = None) -> ListImport:
    """Write a list into the book: people, organisations or results of years, new ones and what it sets right.

    One transaction: all of it or nothing. Raises ``FaultyError`` while somebody must decide whom rows mean, when no
    row is left, or with every fault the rooms find, each with its row. ``tell`` hears how far it is.
    """
    must_import(actor, record.organisation)
    seen, preview = _last_change(), queries.preview(_read(record), actor, on, tell)  # nobody waits for this half
    with transaction.atomic():
        held = _read(record, ListImport.objects.select_for_update())
        if _last_change() != seen:
            preview = queries.preview(held, actor, on, tell)
        return _import(actor, on, held, preview, tell)


def _read(record: ListImport, rows: QuerySet[ListImport] | None = None) -> ListImport:
    """Read an import as it stands now; its file was opened already where ``record`` has it."""
    found = (rows or ListImport.objects).select_related("organisation").get(pk=record.pk)
    found.opened = record.opened
    return found


def _last_change() -> int:
    """The last line of the log after which records may be other than before."""
    lines = AuditEntry.objects.exclude(action__in=CHANGES_NOTHING).order_by("-pk")
    return lines.values_list("pk", flat=True).first() or 0


def _import(actor: Actor, on: date, record: ListImport, preview: Preview, tell: Tell | None) -> ListImport:
    faults = list(_undecided(preview))
    if faults:
        raise FaultyError(faults)
    writing = Writing(actor=actor, on=on, record=record, preview=preview, tell=tell)
    rows = writing.write()
    bulk.insert(rows)
    record.state, record.imported_on, record.imported_by = ListImport.State.DONE, on, actor.name
    record.counts = {
        "people": preview.people,
        "members": preview.members,
        "others": preview.others,
        "changed": writing.changed,
        "same": sum(row.outcome == ImportedRow.Outcome.SAME for row in rows),
        "skipped": preview.skipped,
        "leftovers": len(preview.leftovers),
    }
    if preview.kind.makes is Makes.GRADE:
        record.counts["results"] = preview.results
    remember_mapping(record, preview.headers, on)
    forget_file(record)
    record.decisions = writing.decisions.without_values(writing.repaired).write()
    record.save(update_fields=["state", "imported_on", "imported_by", "counts", "digest", "decisions"])
    log(actor, on, "run_import", record, {"state": record.state, **record.counts})
    return record


@transaction.atomic
def run_imports(
    *, actor: Actor, on: date, records: Collection[ListImport], tell: Tell | None = None
) -> list[ListImport]:
    """Import several tables of one file in one transaction: the tree first, then people, then what years brought.

    Raises ``FaultyError`` with every fault of every table, each with the table's name; then nothing is written.
    ``tell`` hears how far it is.
    """
    done: list[ListImport] = []
    faults: list[Fault] = []
    for record in sorted(records, key=_turn):
        try:
            done.append(run_import(actor=actor, on=on, record=record, tell=tell))
        except FaultyError as error:
            faults += [replace(fault, what=f"{record.sheet}: {fault.what}") for fault in error.faults]
    if faults:
        raise FaultyError(faults)
    return done


def _turn(record: ListImport) -> tuple[int, int]:
    return (_ORDER.index(record.kind) if record.kind in _ORDER else len(_ORDER), record.pk)


def ask_import(*, actor: Actor, on: date, record: ListImport, is_whole_file: bool = False) -> Job:
    """Have a long list imported in the background, or all tables of its file that wait.

    Until it is done the list waits, and a cut leaves it waiting.
    """
    must_import(actor, record.organisation)
    with transaction.atomic():
        job = jobs.ask(
            actor=actor,
            on=on,
            kind="import_list",
            title=f"Nhập danh sách: {record.file_name}"[:200],
            organisation_uid=record.organisation.uid,
            scope_key=record.organisation.scope_key,
            given={"import": str(record.uid), **({"file": True} if is_whole_file else {})},
            by=[Permission.IMPORT],
        )
        record.job_uid = job.uid
        record.save(update_fields=["job_uid"])
        log(actor, on, "ask_import", record, {"job": str(job.uid)})
    return job


def _undecided(preview: Preview) -> Iterator[Fault]:
    for asked in preview.open_groups:
        what = f"Chưa rõ {asked.rows} người ở phần “{asked.group.title}” là ai."
        yield Fault(what=what, why=asked.why, next="Trả lời ở mục Phần cần hỏi.")
    for twins in preview.undecided:
        yield Fault(
            what=f"Dòng {twins.key.replace('-', ' và ')} có thể là một người: {twins.first.row.name}.",
            next="Chọn Gộp hoặc Hai người khác nhau.",
        )
    other = "Thêm người mới" if preview.kind.makes is Makes.PERSON else "Bỏ qua dòng này"
    for line in preview.open_lines:
        names = ", ".join(one.name for one in line.match.perhaps)
        yield Fault(
            what=f"Dòng {line.row.number}: {line.row.name} có thể là {names} trong sổ ({line.match.why}).",
            next=f"Chọn đúng người, hoặc {other}.",
        )
    for line in preview.unseen_lines:
        assert line.known is not None
        count = len(line.differences)
        what = f"Dòng {line.row.number}: đã chọn là {line.known.name} trong sổ, tệp ghi khác sổ ở {count} mục."
        yield Fault(what=what, next="Xem từng mục ở dòng ấy, chọn lấy theo tệp hay theo sổ, rồi bấm Nhập.")
    if not any(line.goes_in for line in preview.lines):
        yield Fault(what="Không có dòng nào để nhập.", next="Kiểm tra lại cột họ tên và các dòng đã bỏ qua.")


@transaction.atomic
def undo_import(*, actor: Actor, on: date, record: ListImport) -> ListImport:
    """Take an import back exactly: whom it entered goes, what it changed is as before, the minutes stay.

    Raises ``FaultyError`` after 30 days, when it was undone already, or naming each person on whom later acts rest
    with every reason.
    """
    must_import(actor, record.organisation)
    record = ListImport.objects.select_for_update().select_related("organisation").get(pk=record.pk)
    until = queries.undo_until(record)
    if until is None:
        raise FaultyError([Fault(what="Lần nhập này không còn gì để hoàn tác.")])
    if on > until:
        what = f"Chỉ hoàn tác được đến ngày {say_date(until)}."
        raise FaultyError([Fault(what=what, next="Sửa từng người ở trang của người đó.")])
    _take_back(actor, on, record)
    record.state, record.undone_on, record.undone_by = ListImport.State.UNDONE, on, actor.name
    record.decisions = ""
    record.save(update_fields=["state", "undone_on", "undone_by", "decisions"])
    log(actor, on, "undo_import", record, {"state": record.state})
    return record


def _take_back(actor: Actor, on: date, record: ListImport) -> None:
    rows, organisation = list(record.rows.order_by("number")), record.organisation
    since = AuditEntry.objects.filter(action="exchange.run_import", subject_uid=str(record.uid)).latest("pk").pk
    traces = {(row.person_id or row.organisation_id or 0): trace for row in rows if (trace := trace_of(row.trace))}
    record.rows.all().delete()
    if kind_of(record.kind).makes is Makes.ORGANISATION:
        register.take_back_organisations(
            actor=actor, on=on, organisation=organisation, traces=traces, since=since, reason=_REASON
        )
        return
    people = [row.person_id for row in rows if row.outcome == ImportedRow.Outcome.NEW and row.person_id is not None]
    take_back_roads(actor=actor, on=on, organisation=organisation, people=people, reason=_REASON)
    register.take_back_people(
        actor=actor, on=on, organisation=organisation, people=people, traces=traces, since=since, reason=_REASON
    )
