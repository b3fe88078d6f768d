"""The board and the table: everybody on the road by stage. Order is by next date; no score exists (product 2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Subquery

from chibo.base.access import Permission
from chibo.development.models import DevelopmentCase
from chibo.development.queries.cases import cases
from chibo.development.queries.history import entered_on
from chibo.development.words import CARD_DATES, COLUMNS
from chibo.law.vocabulary import DutyKind, Stage
from chibo.register.facts import covering
from chibo.register.models import Employment, Membership
from chibo.register.queries import HeadCount, members_on, staff_on, stated_staff, with_stated
from chibo.register.staffing import has_counts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person


@dataclass(frozen=True, kw_only=True)
class Card:
    """One person on the board; ``case`` is nothing for somebody whom nobody follows yet."""

    person: Person
    case: DevelopmentCase | None = None
    since: date | None = None
    days: int | None = None
    said: str = ""
    next_due: date | None = None
    is_overdue: bool = False


@dataclass(frozen=True, kw_only=True)
class Column:
    """One stage with its cards; ``count`` is larger than the cards where only a number is shown."""

    stage: Stage
    title: str
    cards: tuple[Card, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class Board:
    """Seven columns and the head count of the day."""

    organisation: Organisation
    on: date
    columns: tuple[Column, ...]
    head_count: HeadCount

    @property
    def is_empty(self) -> bool:
        """Whether nobody is followed at all."""
        return not any(column.cards for column in self.columns[1:])

    def followed(self) -> Iterator[tuple[Column, Card]]:
        """Give every card with its column, for the table: the same people, line by line."""
        for column in self.columns:
            for card in column.cards:
                yield column, card


def board(actor: Actor, organisation: Organisation, on: date) -> Board:
    """Give the board of an organisation on a day, in a fixed number of queries."""
    by_stage: dict[Stage, list[Card]] = {stage: [] for stage, _ in COLUMNS}
    rows = list(cases(actor, organisation))
    entered = entered_on(rows)
    for case in rows:
        by_stage.setdefault(Stage(case.stage), []).append(_card(case, entered.get(case.pk), on))
    members, staff = list(members_on(organisation, on)), list(_staff(organisation, on))
    if actor.may(Permission.VIEW_CASES, organisation.scope_key):
        _add_those_without_case(by_stage, members, staff, {case.person_id for case in rows}, on)
    counted = _counted(members, staff)
    if not staff or vars(staff[0])["counted"]:  # some are told by number, or nobody by name
        counted = with_stated(counted, stated_staff(organisation, on))
    return Board(
        organisation=organisation,
        on=on,
        columns=tuple(
            Column(
                stage=stage,
                title=title,
                cards=tuple(by_stage[stage]),
                count=counted.official if stage is Stage.OFFICIAL else len(by_stage[stage]),
            )
            for stage, title in COLUMNS
        ),
        head_count=counted,
    )


def _add_those_without_case(
    by_stage: dict[Stage, list[Card]], members: list[Person], staff: list[Person], followed: set[int], on: date
) -> None:
    """Add the staff whom nobody follows yet, and members in probation whose road was not recorded."""
    member_ids = {person.pk for person in members}
    by_stage[Stage.NONE].extend(_not_followed(person, on) for person in staff if person.pk not in member_ids | followed)
    by_stage[Stage.PROBATIONARY].extend(
        Card(person=person) for person in members if not is_official(person) and person.pk not in followed
    )


def is_official(person: Person) -> bool:
    """Whether a member read by ``members_on`` was official that day."""
    return bool(getattr(person, "is_official_on", False))


def _counted(members: list[Person], staff: list[Person]) -> HeadCount:
    """Count from the rows the board shows anyway, as ``register.queries.head_count`` counts by itself."""
    official = sum(is_official(person) for person in members)
    return HeadCount(
        staff=len(staff),
        members=len(members),
        official=official,
        probationary=len(members) - official,
        staff_members=len({person.pk for person in members} & {person.pk for person in staff}),
    )


def _card(case: DevelopmentCase, since: date | None, on: date) -> Card:
    said = CARD_DATES.get(DutyKind(case.next_duty), "") if case.next_duty else ""
    return Card(
        person=case.person,
        case=case,
        since=since,
        days=(on - since).days if since is not None else None,
        said=said,
        next_due=case.next_due,
        is_overdue=case.next_due is not None and case.next_due < on and case.next_duty not in _STARTS,
    )


_STARTS = frozenset(
    {
        DutyKind.OPEN_ADMISSION_DOSSIER,
        DutyKind.SEND_TO_AWARENESS_CLASS,
        DutyKind.ASSIGN_PROBATION_MENTOR,
        DutyKind.MAKE_UP_MISSING_DATE,
    }
)
"""Duties whose date is the first day on which something can be done; a day gone by is not a delay."""


def _not_followed(person: Person, on: date) -> Card:
    since: date | None = getattr(person, "employed_since", None)
    return Card(
        person=person,
        since=since,
        days=(on - since).days if since is not None else None,
        said="vào làm",
        next_due=since,
    )


def _staff(organisation: Organisation, on: date) -> QuerySet[Person]:
    """Give the staff of a day with the day they were hired, those longest on the staff first."""
    hired = Employment.objects.filter(
        person=OuterRef("pk"), workplace__organisation=organisation, starts_on__lte=on
    ).order_by("-starts_on")
    employed = staff_on(organisation, on).annotate(
        employed_since=Subquery(hired.values("starts_on")[:1]),
        counted=has_counts(Q(workplace__organisation=organisation), on),
    )
    return employed.order_by("employed_since", "sort_key", "pk")


def newcomers(organisation: Organisation, on: date) -> QuerySet[Person]:
    """Give the staff of a day who are no members and whom nobody follows, those longest on the staff first."""
    open_cases = DevelopmentCase.objects.filter(person=OuterRef("pk"), closed_on__isnull=True)
    spells = Membership.objects.filter(covering(on), person=OuterRef("pk"), organisation=organisation)
    return _staff(organisation, on).filter(~Exists(open_cases), ~Exists(spells))
