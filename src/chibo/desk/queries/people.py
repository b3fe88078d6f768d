"""Người: the list with its filters, counted, and the people somebody chose in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from chibo.accounts.queries import saved_filters
from chibo.base.access import Permission, within
from chibo.base.words.findings import STAGES
from chibo.desk.queries.filters import Line, Wanted, groups_of
from chibo.desk.queries.person import GUEST, said_gone
from chibo.development.models import DevelopmentCase
from chibo.development.words import CARD_DATES
from chibo.law.vocabulary import DutyKind, Stage
from chibo.register.models import Employment, Membership, Person
from chibo.register.queries import guests_on, people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from chibo.accounts.models import SavedFilter
    from chibo.base.access import Actor
    from chibo.desk.queries.filters import Group
    from chibo.register.models import Organisation

PAGE: Final = 50
_ASKED = ("pk", "uid", "is_member_on", "is_official_on", "is_followed", "was_member", "stage", "due", "duty")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One line of the list."""

    person: Person
    standing: str
    stage: str
    next_said: str
    next_due: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One saved filter with its number of people today."""

    row: SavedFilter
    count: int
    query: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleList:
    """One page of the list. ``total``: how many are kept; ``after``: the uid of the last line where more follow."""

    wanted: Wanted
    groups: tuple[Group, ...]
    saved: tuple[Saved, ...]
    rows: tuple[PersonRow, ...]
    total: int
    after: str


def people_list(
    actor: Actor,
    organisation: Organisation,
    on: date,
    *,
    wanted: Wanted | None = None,
    after: str = "",
    limit: int = PAGE,
) -> PeopleList:
    """Return one page of the people of an organisation in the order of names, after the person with uid ``after``.

    Four queries, however many people there are. ``limit`` 0 means everybody.
    """
    wanted = wanted or Wanted()
    lines = _lines(actor, organisation, on)
    kept = [line for line in lines if wanted.keeps(line, on)]
    begin = next((place + 1 for place, line in enumerate(kept) if str(line.uid) == after), 0)
    end = begin + limit if limit else len(kept)
    shown = annotated(actor, organisation, on).filter(pk__in=[line.pk for line in kept[begin:end]])
    return PeopleList(
        wanted=wanted,
        groups=groups_of(lines, wanted, on),
        saved=_saved(actor, organisation, lines, wanted, on),
        rows=rows_of(actor, shown, on) if end > begin else (),
        total=len(kept),
        after=str(kept[end - 1].uid) if end < len(kept) else "",
    )


def chosen_people(
    actor: Actor, organisation: Organisation, on: date, uids: Iterable[str], *, everybody: Wanted | None = None
) -> list[Person]:
    """Return the people somebody ticked, or everybody a filter keeps, in the order of names, annotated.

    Who is not there or may not be seen is left out and not hinted at.
    """
    found = annotated(actor, organisation, on)
    if everybody is not None:
        keys = [line.pk for line in _lines(actor, organisation, on) if everybody.keeps(line, on)]
        return list(found.filter(pk__in=keys))
    return list(found.filter(uid__in=[uid for uid in uids if is_uid(uid)]))


def _lines(actor: Actor, organisation: Organisation, on: date) -> list[Line]:
    """Everybody in the order of names, as filters see them. One query; an organisation keeps some hundreds."""
    reach = within(actor, Permission.VIEW_CASES)
    open_case = DevelopmentCase.objects.filter(reach, person=OuterRef("pk"), closed_on__isnull=True)
    found = annotated(actor, organisation, on).annotate(
        stage=Subquery(open_case.values("stage")[:1]),
        due=Subquery(open_case.values("next_due")[:1]),
        duty=Subquery(open_case.values("next_duty")[:1]),
    )
    return [Line(*row) for row in found.values_list(*_ASKED)]


def _saved(actor: Actor, organisation: Organisation, lines: list[Line], wanted: Wanted, on: date) -> tuple[Saved, ...]:
    found = []
    for row in saved_filters(actor, organisation):
        kept = Wanted.read(row.words)
        count = sum(kept.keeps(line, on) for line in lines)
        found.append(Saved(row=row, count=count, query=kept.query, is_open=kept == wanted))
    return tuple(found)


def annotated(actor: Actor, organisation: Organisation, on: date) -> QuerySet[Person]:
    """Return the people of an organisation with what the filters ask of them."""
    followed = DevelopmentCase.objects.filter(person=OuterRef("pk"), organisation=organisation, closed_on__isnull=True)
    earlier = Membership.objects.filter(person=OuterRef("pk"), organisation=organisation, ends_on__lte=on)
    job = Employment.objects.filter(person=OuterRef("pk"), workplace__organisation=organisation, ends_on__lte=on)
    return people(actor, organisation, on).annotate(
        is_followed=Exists(followed),
        was_member=Exists(earlier),
        is_guest=Exists(guests_on(on).filter(person=OuterRef("pk"), organisation=organisation)),
        left_by=Subquery(earlier.order_by("-ends_on", "-pk").values("left_by")[:1]),
        was_staff=Exists(job),
    )


def rows_of(actor: Actor, found: Iterable[Person], on: date) -> tuple[PersonRow, ...]:
    """Return the lines of annotated people; of a road only what is in the actor's reach. One query."""
    persons = list(found)
    reach = within(actor, Permission.VIEW_CASES)
    cases = DevelopmentCase.objects.filter(reach, person__in=[one.pk for one in persons], closed_on__isnull=True)
    followed = {case.person_id: case for case in cases}
    return tuple(_row(one, followed.get(one.pk), on) for one in persons)


def _row(person: Person, case: DevelopmentCase | None, on: date) -> PersonRow:
    duty = DutyKind(case.next_duty) if case and case.next_duty else None
    due = case.next_due if case else None
    return PersonRow(
        person=person,
        standing=standing_of(person),
        stage=_stage(person, case),
        next_said=_capital(CARD_DATES.get(duty, "")) if duty else "",
        next_due=due,
        is_overdue=due is not None and due < on and duty is not DutyKind.OPEN_ADMISSION_DOSSIER,
    )


def _stage(person: Person, case: DevelopmentCase | None) -> str:
    if case is not None:
        return STAGES[Stage(case.stage)]
    return STAGES[Stage.OFFICIAL] if getattr(person, "is_member_on", False) and _is_official(person) else ""


def _is_official(person: Person) -> bool:
    return bool(getattr(person, "is_official_on", False))


def standing_of(person: Person) -> str:
    """Say what an annotated person is to the organisation on the day.

    Who is followed is one of the people, on the staff or not: a village cell has no staff. Only of who worked here
    before is it said that they do not any more.
    """
    if getattr(person, "is_member_on", False):
        return "Đảng viên chính thức" if _is_official(person) else "Đảng viên dự bị"
    if getattr(person, "is_guest", False):
        return GUEST
    if getattr(person, "was_member", False):
        return said_gone(getattr(person, "left_by", ""))
    is_here = getattr(person, "is_staff_on", False) or getattr(person, "is_followed", False)
    return "Quần chúng" if is_here or not getattr(person, "was_staff", False) else "Không còn ở cơ quan"


def is_uid(text: str) -> bool:
    """Whether a text is the uid of something, somewhere."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
