"""Assigning and ending help, and the mentor's monthly notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError, RefusedError
from chibo.development import facts
from chibo.development.actions.due import store_due
from chibo.development.actions.guards import faults_of_day, must_hold, must_write_for, raise_if_any
from chibo.development.models import Mentorship, MonthlyNote
from chibo.law import journey
from chibo.law.admission import check_mentor
from chibo.law.facts import StepFacts
from chibo.law.verdict import Verdict
from chibo.law.vocabulary import StepKind
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.meetings.models import Resolution
    from chibo.register.models import Person

NOTE_LENGTH = 500


@transaction.atomic
def assign_mentor(
    *,
    actor: Actor,
    on: date,
    case: DevelopmentCase,
    mentor: Person,
    starts_on: date,
    period: str = Mentorship.Period.BEFORE_ADMISSION,
    is_introducer: bool = True,
    is_replacement: bool = False,
    resolution: Resolution | None = None,
    from_old_file: bool = False,
) -> Mentorship:
    """Assign an official member to help the person of a case (Charter art. 4.2, 5.1).

    Raises ``NotAllowedError``, ``FaultyError``, and ``RefusedError`` with the article when the member is not official
    on that day or had left; old history is recorded all the same (decision 41).
    """
    must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "phân công người giúp đỡ")
    raise_if_any(_faults_of_mentor(case, mentor, starts_on, on, period))
    row = Mentorship.objects.create(
        case=case,
        mentor=mentor,
        starts_on=starts_on,
        period=period,
        is_introducer=is_introducer and period == Mentorship.Period.BEFORE_ADMISSION,
        is_replacement=is_replacement,
        resolution=resolution,
    )
    rules = rulebook_of(case.organisation, starts_on)
    known = facts.mentor_facts(facts.with_standing(Mentorship.objects.filter(pk=row.pk)).get())
    verdict = Verdict(findings=check_mentor(known, starts_on, rules))
    if verdict.is_blocked and not _is_old(case, starts_on, from_old_file=from_old_file):
        raise RefusedError(verdict)
    audit.record(
        actor=actor,
        on=on,
        action="development.assign_mentor",
        subject=row,
        chain=str(case.organisation.uid),
        changes={"case": str(case.uid), "mentor": [None, str(mentor.uid)], "starts_on": [None, starts_on]},
        law=rules.fingerprint,
    )
    store_due(case, on=on)
    return row


def _is_old(case: DevelopmentCase, day: date, *, from_old_file: bool) -> bool:
    assigned = StepFacts(kind=StepKind.MENTORS_ASSIGNED, on=day, from_old_file=from_old_file)
    return journey.is_old(facts.of([case])[0], assigned)


def _faults_of_mentor(case: DevelopmentCase, mentor: Person, starts_on: date, on: date, period: str) -> list[Fault]:
    faults = faults_of_day(starts_on, on, field="starts_on", what="Ngày phân công")
    if mentor.pk == case.person_id:
        faults.append(
            Fault(what="Không phân công một người giúp đỡ chính mình.", next="Chọn người khác.", field="mentor")
        )
    running = Mentorship.objects.filter(case=case, mentor=mentor, period=period, ends_on__isnull=True).first()
    if running is not None:
        what = f"Đồng chí {mentor} đang giúp đỡ {case.person} từ {say_date(running.starts_on)}."
        faults.append(Fault(what=what, next="Chọn người khác.", field="mentor"))
    return faults


@transaction.atomic
def end_mentorship(*, actor: Actor, on: date, mentorship: Mentorship, ends_on: date, reason: str = "") -> Mentorship:
    """End a mentor's help; ``ends_on`` is the first day without it. Raises ``FaultyError``, ``NotAllowedError``."""
    case = mentorship.case
    must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "thôi phân công người giúp đỡ")
    faults = faults_of_day(ends_on, on, field="ends_on", what="Ngày thôi giúp đỡ")
    if mentorship.ends_on is not None:
        what = f"Việc giúp đỡ của đồng chí {mentorship.mentor} đã kết thúc ngày {say_date(mentorship.ends_on)}."
        faults.append(Fault(what=what, field="ends_on"))
    if ends_on <= mentorship.starts_on:
        what = f"Ngày thôi giúp đỡ phải sau ngày phân công {say_date(mentorship.starts_on)}."
        faults.append(Fault(what=what, next="Sửa lại ngày.", field="ends_on"))
    raise_if_any(faults)
    mentorship.ends_on = ends_on
    mentorship.save(update_fields=["ends_on"])
    audit.record(
        actor=actor,
        on=on,
        action="development.end_mentorship",
        subject=mentorship,
        chain=str(case.organisation.uid),
        changes={"ends_on": [None, ends_on]},
        reason=reason,
    )
    store_due(case, on=on)
    return mentorship


@transaction.atomic
def write_note(
    *,
    actor: Actor,
    on: date,
    mentorship: Mentorship,
    month: date,
    times_met: int,
    task_result: str = "",
    note: str = "",
    written_on: date | None = None,
    way: str = MonthlyNote.Way.TYPED,
) -> MonthlyNote:
    """Keep a mentor's note about one month: acts, tasks and results only (decision 7), one a month and ``way``.

    ``month`` is any day of the month meant; ``written_on`` is given when a paper slip is typed in later. What came by
    code and what was typed for the same month both stay, and the case shows that there are two.
    Raises ``NotAllowedError`` unless the actor is this mentor or keeps the cell's cases, and ``FaultyError``.
    """
    case = mentorship.case
    must_write_for(actor, mentorship, "ghi chú thay người giúp đỡ")
    month, written = month.replace(day=1), written_on or on
    raise_if_any(_faults_of_note(mentorship, month, written, on, note, way))
    try:
        with transaction.atomic():
            kept = MonthlyNote.objects.create(
                mentorship=mentorship,
                month=month,
                written_on=written,
                times_met=times_met,
                task_result=task_result,
                note=note.strip(),
                way=way,
            )
    except IntegrityError as error:
        raise FaultyError([_note_exists(month)]) from error
    audit.record(
        actor=actor,
        on=on,
        action="development.write_note",
        subject=kept,
        chain=str(case.organisation.uid),
        changes={"month": [None, month], "way": [None, way]},
    )
    store_due(case, on=on)
    return kept


def _faults_of_note(mentorship: Mentorship, month: date, written: date, on: date, note: str, way: str) -> list[Fault]:
    faults = faults_of_day(written, on, field="written_on", what="Ngày ghi")
    if month > on:
        what = f"Tháng {month.month}-{month.year} chưa đến."
        faults.append(
            Fault(what=what, why="Chỉ ghi việc đã làm.", next="Chọn tháng này hoặc tháng trước.", field="month")
        )
    if month < mentorship.starts_on.replace(day=1):
        what = f"Tháng {month.month}-{month.year} trước ngày phân công {say_date(mentorship.starts_on)}."
        faults.append(Fault(what=what, next="Chọn tháng sau ngày phân công.", field="month"))
    if mentorship.ends_on is not None and month >= mentorship.ends_on:
        what = f"Đồng chí {mentorship.mentor} đã thôi giúp đỡ từ {say_date(mentorship.ends_on)}."
        faults.append(Fault(what=what, next="Chọn tháng trước ngày đó.", field="month"))
    if len(note.strip()) > NOTE_LENGTH:
        what = f"Ghi chú dài {len(note.strip())} chữ cái, nhiều nhất là {NOTE_LENGTH}."
        faults.append(Fault(what=what, next="Rút gọn: chỉ ghi việc làm và kết quả.", field="note"))
    if MonthlyNote.objects.filter(mentorship=mentorship, month=month, way=way).exists():
        faults.append(_note_exists(month))
    return faults


def _note_exists(month: date) -> Fault:
    return Fault(
        what=f"Tháng {month.month}-{month.year} đã có ghi chú.",
        why="Mỗi tháng một ghi chú, đã gửi thì giữ nguyên.",
        next="Việc bổ sung ghi vào tháng sau.",
        field="month",
    )
