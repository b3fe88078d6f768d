"""Verbs that gather verbs of the rooms below: a list goes out, a value of the law is confirmed or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError, NotYoursError
from chibo.desk.lists import (
    CLASS_PAPERS,
    LIST_PAPERS,
    LISTS,
    attendance_sheet,
    class_paper,
    class_sheet,
    list_paper,
    meeting_sheet,
    register_workbook,
)
from chibo.desk.privacy.queries import withheld
from chibo.desk.queries import people_list, rows_of
from chibo.development.actions import refresh_due
from chibo.development.queries import cases_for
from chibo.documents.sheets import listed, workbook
from chibo.register import actions as register

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.desk.queries import PersonRow
    from chibo.desk.queries.filters import Wanted
    from chibo.desk.queries.worklist import Worklist
    from chibo.development.models import TrainingClass
    from chibo.documents.render import MadePaper
    from chibo.documents.sheets import Cell
    from chibo.meetings.models import Meeting
    from chibo.register.models import FigureAmendment, Organisation, Person


@transaction.atomic
def export_people(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    wanted: Wanted,
    chosen: Sequence[Person] | None = None,
    form: str = "xlsx",
) -> bytes:
    """Give the people a filter keeps, or those somebody chose, as XLSX or CSV; the log says who took how many lines.

    Raises :class:`NotAllowedError`.
    """
    rows = take_people(actor=actor, on=on, organisation=organisation, wanted=wanted, chosen=chosen, form=form)
    columns = ("TT", "Họ và tên", "Diện", "Bước", "Việc tiếp theo", "Hạn")
    lines = [
        (number, row.person.full_name, row.standing, row.stage, row.next_said, row.next_due)
        for number, row in enumerate(rows, start=1)
    ]
    return _written("Người đã chọn" if chosen is not None else wanted.label, columns, lines, form)


@transaction.atomic
def take_people(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    wanted: Wanted,
    chosen: Sequence[Person] | None = None,
    form: str,
) -> tuple[PersonRow, ...]:
    """Give the lines of a list that leaves the program, on paper (``giay``) or as a file, and write who took it.

    Whose data are restricted is left out. Raises :class:`NotAllowedError`.
    """
    if not actor.may(Permission.VIEW_PEOPLE, organisation.scope_key):
        raise NotAllowedError("tải danh sách người")
    found = (
        rows_of(actor, chosen, on)
        if chosen is not None
        else people_list(actor, organisation, on, wanted=wanted, limit=0).rows
    )
    left_out = withheld(organisation, on)
    rows = tuple(row for row in found if row.person.pk not in left_out)
    audit.record(
        actor=actor,
        on=on,
        action="desk.export_people",
        subject=organisation,
        chain=str(organisation.uid),
        changes={"view": "chosen" if chosen is not None else wanted.query, "form": form, "rows": len(rows)},
        people=[row.person.uid for row in rows],
    )
    return rows


def _written(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], form: str) -> bytes:
    """A list as a workbook, or as CSV where that is wanted."""
    return listed(columns, rows) if form == "csv" else workbook(title, columns, rows)


@transaction.atomic
def export_list(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    kind: str,
    form: str = "xlsx",
    wanted: Mapping[str, str] | None = None,
) -> tuple[str, bytes]:
    """Give one of ``LISTS`` as a workbook or as CSV, with the filter of its page; the log says who took it.

    Returns its title and its bytes. Raises ``NotYoursError`` for a list that does not exist, ``NotAllowedError``.
    """
    if kind not in LISTS:
        raise NotYoursError(kind)
    _must_hold(actor, LISTS[kind].permission, organisation)
    asked = {name: value for name, value in (wanted or {}).items() if name in LISTS[kind].asks and value}
    with audit.gathering() as people:
        found = LISTS[kind].gather(actor, organisation, on, asked)
    rows = found.without(withheld(organisation, on) if found.people is not None else ())
    _note_export(actor, on, organisation, organisation, kind, people, len(rows), asked)
    return found.title, _written(found.title, found.columns, rows, form)


@transaction.atomic
def export_meeting_list(*, actor: Actor, on: date, meeting: Meeting) -> tuple[str, bytes]:
    """Give the members called to a meeting as a workbook for mail merge. Raises ``NotAllowedError``."""
    _must_hold(actor, Permission.VIEW_MEETINGS, meeting.organisation)
    with audit.gathering() as people:
        found = meeting_sheet(meeting, on)
    _note_export(actor, on, meeting.organisation, meeting, "moi-hop", people, len(found.rows))
    return found.title, workbook(found.title, found.columns, found.rows)


@transaction.atomic
def make_list_paper(*, actor: Actor, on: date, organisation: Organisation, kind: str) -> MadePaper:
    """Make one of ``LIST_PAPERS`` for somebody; the log says who took it.

    Raises ``NotYoursError`` for a paper that does not exist, ``NotAllowedError``, ``FaultyError`` for an empty list.
    """
    if kind not in LIST_PAPERS:
        raise NotYoursError(kind)
    _must_hold(actor, LIST_PAPERS[kind].permission, organisation)
    with audit.gathering() as people:
        made = list_paper(actor, organisation, on, kind)
    _note_export(actor, on, organisation, organisation, kind, people)
    return made


@transaction.atomic
def make_class_paper(*, actor: Actor, on: date, training_class: TrainingClass, kind: str) -> MadePaper:
    """Make one of ``CLASS_PAPERS`` for somebody; the log says who took it.

    Raises ``NotYoursError`` for a paper that does not exist, ``NotAllowedError``, ``FaultyError`` for an empty list.
    """
    if kind not in CLASS_PAPERS:
        raise NotYoursError(kind)
    organisation = training_class.organisation
    _must_hold(actor, Permission.MAKE_PAPERS, organisation)
    with audit.gathering() as people:
        made = class_paper(training_class, on, kind)
    _note_export(actor, on, organisation, training_class, kind, people)
    return made


@transaction.atomic
def export_class(*, actor: Actor, on: date, training_class: TrainingClass, kind: str) -> tuple[str, bytes]:
    """Give who is sent to a class as a workbook: ``danh-sach`` for mail merge, ``diem-danh`` to sign in on.

    Raises ``NotYoursError`` for another kind, ``NotAllowedError``, ``FaultyError`` for an empty attendance sheet.
    """
    organisation = training_class.organisation
    _must_hold(actor, Permission.VIEW_CASES, organisation)
    with audit.gathering() as people:
        if kind == "diem-danh":
            title, content = f"Điểm danh {training_class}", attendance_sheet(training_class, on)
        elif kind == "danh-sach":
            found = class_sheet(training_class, on)
            title, content = found.title, workbook(found.title, found.columns, found.rows)
        else:
            raise NotYoursError(kind)
    _note_export(actor, on, organisation, training_class, f"{kind}.xlsx", people)
    return title, content


@transaction.atomic
def export_register(*, actor: Actor, on: date, organisation: Organisation) -> bytes:
    """Give the member register 7-HSĐV, which holds card numbers, as a workbook. Raises ``NotAllowedError``."""
    _must_hold(actor, Permission.VIEW_SENSITIVE, organisation)
    with audit.gathering() as people:
        content = register_workbook(organisation, on)
    _note_export(actor, on, organisation, organisation, "7-hsdv", people)
    return content


@transaction.atomic
def take_work(*, actor: Actor, on: date, organisation: Organisation, found: Worklist, form: str) -> Worklist:
    """Give the worklist on to paper (``to-treo``) or to a calendar (``lich``); the log says who took it.

    Raises ``NotAllowedError``.
    """
    _must_hold(actor, Permission.VIEW_CASES, organisation)
    people = {str(row.person.uid) for row in found.rows if row.person is not None}
    _note_export(actor, on, organisation, organisation, f"viec-can-lam-{form}", people, len(found.rows))
    return found


def _must_hold(actor: Actor, permission: Permission, organisation: Organisation) -> None:
    if not actor.may(permission, organisation.scope_key):
        raise NotAllowedError("lấy danh sách này ra khỏi chương trình")


def _note_export(
    actor: Actor,
    on: date,
    organisation: Organisation,
    subject: Organisation | Meeting | TrainingClass,
    kind: str,
    people: set[str],
    rows: int = 0,
    asked: Mapping[str, str] | None = None,
) -> None:
    changes: dict[str, object] = {"list": kind, **({"rows": rows} if rows else {}), **(asked or {})}
    audit.record(
        actor=actor,
        on=on,
        action="desk.export_list",
        subject=subject,
        chain=str(organisation.uid),
        changes=changes,
        people=people,
    )


@transaction.atomic
def confirm_value(*, actor: Actor, on: date, amendment: FigureAmendment) -> FigureAmendment:
    """Confirm a value added to the law, and bring the stored days of the cases to it. Raises as the register does."""
    row = register.confirm_amendment(actor=actor, on=on, amendment=amendment)
    _follow(actor, on)
    return row


@transaction.atomic
def confirm_withdrawal(*, actor: Actor, on: date, amendment: FigureAmendment) -> FigureAmendment:
    """Withdraw an added value as the second person, and bring the stored days back. Raises as the register does."""
    row = register.confirm_withdrawal(actor=actor, on=on, amendment=amendment)
    _follow(actor, on)
    return row


def _follow(actor: Actor, on: date) -> None:
    """Compute the stored days anew for the cases the actor keeps; the daily command does it for all others."""
    refresh_due(actor=actor, on=on, cases=list(cases_for(actor, Permission.RECORD_STEPS).filter(closed_on=None)))
