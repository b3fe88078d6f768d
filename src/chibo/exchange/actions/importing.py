"""The import itself, whole or not at all, and its undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError
from chibo.development.actions import due_at_the_end, follow_probation, take_back_following
from chibo.exchange import queries
from chibo.exchange.actions.preparing import forget_file, log, must_import
from chibo.exchange.lists.columns import Column
from chibo.exchange.models import ImportedRow, ListImport
from chibo.register import actions as register
from chibo.register.models import Membership, Person
from chibo.register.queries import term_on

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.exchange.lists.preview import Line
    from chibo.exchange.lists.rows import Row
    from chibo.register.models import Organisation, Workplace

_REASON = "hoàn tác lần nhập danh sách"


@transaction.atomic
def run_import(*, actor: Actor, on: date, record: ListImport) -> ListImport:
    """Make the people of the list: members with their admission from the old file, the others as staff.

    Who is in probation gets a case, so that the recognition is not forgotten.
    One transaction: everybody or nobody. Raises ``FaultyError`` while pairs are undecided, when nobody is left to
    import, or with every fault the register finds, each with its row.
    """
    must_import(actor, record.organisation)
    record = ListImport.objects.select_for_update().select_related("organisation").get(pk=record.pk)
    preview = queries.preview(record, on)
    faults = [
        Fault(
            what=f"Dòng {twins.key.replace('-', ' và ')} có thể là một người: {twins.first.row.name}.",
            next="Chọn Gộp hoặc Hai người khác nhau.",
        )
        for twins in preview.undecided
    ]
    if not preview.people:
        faults.append(Fault(what="Không có dòng nào để nhập.", next="Kiểm tra lại cột họ tên và các dòng đã bỏ qua."))
    if faults:
        raise FaultyError(faults)
    entry = _Entry(actor=actor, on=on, organisation=record.organisation)
    with due_at_the_end(on=on):
        made = [(line.row.number, entry.make(line)) for line in preview.lines if line.goes_in]
    ImportedRow.objects.bulk_create(
        ImportedRow(list_import=record, number=number, person=person) for number, person in made
    )
    record.state, record.imported_on, record.imported_by = ListImport.State.DONE, on, actor.name
    record.counts = {
        "people": preview.people,
        "members": preview.members,
        "others": preview.others,
        "skipped": preview.skipped,
        "leftovers": len(preview.leftovers),
    }
    forget_file(record)
    record.decisions = ""
    record.save(update_fields=["state", "imported_on", "imported_by", "counts", "digest", "decisions"])
    log(actor, on, "run_import", record, {"state": record.state, **record.counts})
    return record


class _Entry:
    """Writes one row after the other through the verbs of the register."""

    def __init__(self, *, actor: Actor, on: date, organisation: Organisation) -> None:
        self.actor, self.on, self.organisation = actor, on, organisation
        self.workplace: Workplace | None = organisation.workplaces.order_by("id").first()
        term = term_on(organisation, on)
        self.opening = term.starts_on if term is not None else on  # where the list does not say since when

    def make(self, line: Line) -> Person:
        """Enter one person; a refusal of the register names the row."""
        row = _without_faulty(line)
        try:
            with transaction.atomic():
                return self._make(row)
        except FaultyError as error:
            raise FaultyError(
                [Fault(what=f"Dòng {row.number}: {row.name} – {fault.what}", next=fault.next) for fault in error.faults]
            ) from error

    def _make(self, row: Row) -> Person:
        person = register.add_person(
            actor=self.actor,
            on=self.on,
            organisation=self.organisation,
            full_name=row.name,
            sex=row.sex,
            birth=row.birth,
            ethnicity=row.texts[Column.ETHNICITY],
            native_place=row.texts[Column.NATIVE_PLACE],
            residence=row.texts[Column.RESIDENCE],
            schooling=row.texts[Column.SCHOOLING],
            theory_level=row.texts[Column.THEORY_LEVEL],
            identity_number=row.texts[Column.IDENTITY_NUMBER],
            card_number=row.texts[Column.CARD_NUMBER],
        )
        if self.workplace is not None:
            register.hire(
                actor=self.actor,
                on=self.on,
                person=person,
                workplace=self.workplace,
                starts_on=row.day(Column.HIRED_ON) or self.opening,
                position=row.texts[Column.POSITION],
            )
        if row.is_member:
            self._member(person, row)
        return person

    def _member(self, person: Person, row: Row) -> None:
        """Enter a member from the old file; where the day of the ceremony is not known, what is known of it is kept."""
        ceremony = row.day(Column.CEREMONY_ON)
        admission = None
        if ceremony is not None:
            admission = register.record_admission(
                actor=self.actor,
                on=self.on,
                person=person,
                decided_on=row.day(Column.DECIDED_ON),
                ceremony_on=ceremony,
                official_on=row.day(Column.OFFICIAL_ON),
            )
        register.open_membership(
            actor=self.actor,
            on=self.on,
            person=person,
            organisation=self.organisation,
            joined_by=self._joined_by(row, ceremony),
            admission=admission,
            starts_on=self._since(row, ceremony),
            was_official=ceremony is None,
            told_joining=row.partial(Column.CEREMONY_ON),
        )
        if admission is not None and admission.official_on is None:
            follow_probation(
                actor=self.actor,
                on=self.on,
                person=person,
                organisation=self.organisation,
                ceremony_on=admission.ceremony_on,
                decided_on=admission.decided_on,
            )

    def _since(self, row: Row, ceremony: date | None) -> date:
        """The first day as a member here: hiring or the ceremony, whichever is later; else the ledger's opening."""
        hired = row.day(Column.HIRED_ON) or self.opening
        return hired if ceremony is None else max(hired, ceremony)

    def _joined_by(self, row: Row, ceremony: date | None) -> str:
        """Who was on the staff already when admitted in this term, was admitted here."""
        hired = row.day(Column.HIRED_ON)
        here = ceremony is not None and hired is not None and hired <= ceremony and ceremony >= self.opening
        return Membership.JoinedBy.ADMISSION if here else Membership.JoinedBy.OPENING


def _without_faulty(line: Line) -> Row:
    """The row with its faulty dates left empty."""
    row = line.row
    for fault in line.must:
        row.days.pop(fault.column, None)
        if fault.column in {Column.BIRTH, Column.BIRTH_MALE, Column.BIRTH_FEMALE}:
            row.birth = None
    return row


@transaction.atomic
def undo_import(*, actor: Actor, on: date, record: ListImport) -> ListImport:
    """Take an import back exactly: its people go, the minutes stay.

    Raises ``FaultyError`` after 30 days, when it was undone already, or naming each person on whom later acts rest.
    """
    must_import(actor, record.organisation)
    record = ListImport.objects.select_for_update().select_related("organisation").get(pk=record.pk)
    until = queries.undo_until(record)
    if until is None:
        raise FaultyError([Fault(what="Lần nhập này không còn gì để hoàn tác.")])
    if on > until:
        what = f"Chỉ hoàn tác được đến ngày {say_date(until)}."
        raise FaultyError([Fault(what=what, next="Sửa từng người ở trang của người đó.")])
    people = list(Person.objects.filter(imported_row__list_import=record))
    record.rows.all().delete()
    take_back_following(actor=actor, on=on, organisation=record.organisation, people=people, reason=_REASON)
    register.take_back_people(
        actor=actor,
        on=on,
        organisation=record.organisation,
        people=people,
        reason=_REASON,
    )
    record.state, record.undone_on, record.undone_by = ListImport.State.UNDONE, on, actor.name
    record.save(update_fields=["state", "undone_on", "undone_by"])
    log(actor, on, "undo_import", record, {"state": record.state})
    return record
