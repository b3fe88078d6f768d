"""The guarded reads of cases: one from its address, all of an organisation, and what hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.development import facts
from chibo.development.models import CaseTask, DevelopmentCase, Mentorship, MonthlyNote, Paper, Step
from chibo.law.calendar import Spell
from chibo.register.models import Membership

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person, Transfer

_Row = TypeVar("_Row", bound=Model)


def cases_for(actor: Actor, permission: Permission = Permission.VIEW_CASES) -> QuerySet[DevelopmentCase]:
    """Give every case the actor may see, with the person and the organisation, ready for ``facts.of``."""
    return facts.ready(DevelopmentCase.objects.filter(within(actor, permission)))


def cases(actor: Actor, organisation: Organisation) -> QuerySet[DevelopmentCase]:
    """Give the open cases of one organisation, the nearest date first and never by any score."""
    return (
        cases_for(actor)
        .filter(organisation=organisation, closed_on__isnull=True)
        .order_by("next_due", "person__sort_key", "id")
    )


def case_for(actor: Actor, uid: UUID | str) -> DevelopmentCase:
    """Give one case from its address; raises ``NotYoursError`` when there is none for this actor."""
    return one(cases_for(actor), uid)


def open_case_of(person: Person) -> DevelopmentCase | None:
    """Give the open case of a person whom the caller was already allowed to see."""
    return facts.ready(DevelopmentCase.objects.filter(person=person, closed_on__isnull=True)).first()


def road_brought_by(transfer: Transfer) -> DevelopmentCase | None:
    """Give the case that came along with a move into a cell, for a caller who judged the right; none where none did."""
    moved = transfer.moved_records.filter(record=DevelopmentCase._meta.label_lower).values("subject_uid")  # noqa: SLF001 - Django's documented name of a model
    rows = DevelopmentCase.objects.filter(uid__in=moved, organisation=transfer.organisation_id)
    return facts.ready(rows).first()


def cases_of(actor: Actor, person: Person) -> QuerySet[DevelopmentCase]:
    """Give all cases of a person, the latest first: closed ones stay part of the person's story."""
    return cases_for(actor).filter(person=person).order_by("-opened_on", "-id")


def mentorship_for(actor: Actor, uid: UUID | str) -> Mentorship:
    """Give one mentorship: to the mentor who is signed in, or to those who keep the cases of the cell.

    Raises ``NotYoursError`` for everybody else.
    """
    rows = Mentorship.objects.select_related("mentor", "case__person", "case__organisation__kind")
    found: Mentorship = one(rows, uid)
    scope_key = found.case.scope_key
    is_mentor = bool(actor.person_uid) and str(found.mentor.uid) == actor.person_uid
    if is_mentor and actor.may(Permission.WRITE_NOTES, scope_key):
        return found
    if actor.may(Permission.RECORD_STEPS, scope_key):
        return found
    raise NotYoursError


def mentorships_of(case: DevelopmentCase) -> QuerySet[Mentorship]:
    """Give the mentorships of a case, the latest first."""
    return Mentorship.objects.filter(case=case).select_related("mentor", "resolution").order_by("-starts_on", "id")


def helpers_on(case: DevelopmentCase, on: date) -> list[Mentorship]:
    """Give the mentorships that run on a day, the latest first; not of who has left the cell. Two queries."""
    rows = [row for row in mentorships_of(case) if Spell(row.starts_on, row.ends_on).covers(on)]
    gone = left_by([(row.mentor_id, case.organisation_id) for row in rows], on)
    return [row for row in rows if (row.mentor_id, case.organisation_id) not in gone]


def still_helps(mentorship: Mentorship, on: date, gone: Collection[tuple[int, int]] | None = None) -> bool:
    """Whether help runs on a day: from its first day on, to its last, and while the helper is a member.

    One query, none where ``gone`` (:func:`left_by`) is known.
    """
    one = (mentorship.mentor_id, mentorship.case.organisation_id)
    runs = Spell(mentorship.starts_on, mentorship.ends_on).covers(on)
    return runs and one not in (left_by([one], on) if gone is None else gone)


def left_by(helping: Collection[tuple[int, int]], on: date) -> set[tuple[int, int]]:
    """Give of helpers, each with the cell of the case, those who are no member on a day. One query.

    Who was a member of that cell must be one still; of who never was, a membership anywhere is asked.
    """
    spells = Membership.objects.filter(person__in={person for person, _ in helping}, starts_on__lte=on)
    known: dict[int, dict[int, bool]] = {}
    for person, cell, ends_on in spells.order_by("starts_on", "pk").values_list("person", "organisation", "ends_on"):
        known.setdefault(person, {})[cell] = ends_on is None or ends_on > on
    return {
        (person, cell)
        for person, cell in helping
        if not known.get(person, {}).get(cell, any(known.get(person, {}).values()))
    }


def mentorships_held_by(actor: Actor) -> QuerySet[Mentorship]:
    """Give the running mentorships of the signed-in mentor."""
    if not actor.person_uid:
        return Mentorship.objects.none()
    return (
        Mentorship.objects.filter(
            within(actor, Permission.WRITE_NOTES, field="case__scope_key"),
            mentor__uid=actor.person_uid,
            ends_on__isnull=True,
            case__closed_on__isnull=True,
        )
        .select_related("mentor", "case__person")
        .order_by("starts_on", "id")
    )


def notes_of(case: DevelopmentCase) -> QuerySet[MonthlyNote]:
    """Give the monthly notes of a case, the latest month first."""
    return (
        MonthlyNote.objects.filter(mentorship__case=case)
        .select_related("mentorship__mentor")
        .order_by("-month", "mentorship_id")
    )


def papers_of(case: DevelopmentCase) -> QuerySet[Paper]:
    """Give the papers that lie in a case's dossiers today."""
    return facts.papers_in_force([case])


def step_for(case: DevelopmentCase, uid: UUID | str) -> Step:
    """Give one step in force of a case already guarded; raises ``NotYoursError``."""
    return one(Step.objects.filter(case=case, is_void=False, replaced_by__isnull=True), uid)


def task_for(case: DevelopmentCase, uid: UUID | str) -> CaseTask:
    """Give one task of a case already guarded; raises ``NotYoursError``."""
    return one(CaseTask.objects.filter(case=case), uid)


def paper_for(case: DevelopmentCase, uid: UUID | str) -> Paper:
    """Give one paper of a case already guarded; raises ``NotYoursError``."""
    return one(Paper.objects.filter(case=case).select_related("author", "case__organisation"), uid)


def mentorship_of(case: DevelopmentCase, uid: UUID | str) -> Mentorship:
    """Give one mentorship of a case already guarded; raises ``NotYoursError``."""
    return one(Mentorship.objects.filter(case=case).select_related("mentor"), uid)


def one(rows: QuerySet[_Row], uid: UUID | str) -> _Row:
    """Give the row with a uid; raises ``NotYoursError`` for none, and for what is no uid."""
    try:
        found = rows.filter(uid=uid).first()
    except (ValidationError, ValueError) as error:
        raise NotYoursError from error
    if found is None:
        raise NotYoursError
    return found
