"""Người: the list with its saved views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from chibo.base.words.findings import STAGES
from chibo.development.models import DevelopmentCase
from chibo.development.words import CARD_DATES
from chibo.law.vocabulary import DutyKind, Stage
from chibo.register.models import Membership, Person
from chibo.register.queries import people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

PAGE: Final = 50

_MEMBER, _OFFICIAL, _FOLLOWED, _LEFT = (
    Q(is_member_on=True),
    Q(is_official_on=True),
    Q(is_followed=True),
    Q(was_member=True),
)
VIEWS: Final = {
    "tat-ca": ("Tất cả", Q()),
    "dang-vien": ("Đảng viên", _MEMBER),
    "du-bi": ("Dự bị", _MEMBER & ~_OFFICIAL),
    "nguon": ("Nguồn", ~_MEMBER & _FOLLOWED),
    "da-chuyen": ("Đã chuyển", ~_MEMBER & _LEFT),
}
"""The saved views: their label, and whom they keep."""


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
class SavedView:
    """One saved view with its number of people."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleList:
    """One page of the list. ``after`` is the uid of its last line when more follow."""

    view: SavedView
    views: tuple[SavedView, ...]
    rows: tuple[PersonRow, ...]
    after: str


def people_list(
    actor: Actor, organisation: Organisation, on: date, *, view: str = "tat-ca", after: str = "", limit: int = PAGE
) -> PeopleList:
    """Return one page of the people of an organisation in the order of names, after the person with uid ``after``.

    The number of queries does not grow with the people. ``limit`` 0 means everybody.
    """
    view = view if view in VIEWS else "tat-ca"
    everybody = annotated(actor, organisation, on)
    counts = everybody.order_by().aggregate(**{_key(key): Count("pk", filter=kept) for key, (_, kept) in VIEWS.items()})
    views = tuple(SavedView(key=key, label=label, count=counts[_key(key)]) for key, (label, _) in VIEWS.items())
    wanted = everybody.filter(VIEWS[view][1])
    if after:
        wanted = _following(wanted, after)
    found = list(wanted[: limit + 1] if limit else wanted)
    shown = found[:limit] if limit else found
    return PeopleList(
        view=next(one for one in views if one.key == view),
        views=views,
        rows=rows_of(shown, on),
        after=str(shown[-1].uid) if len(found) > len(shown) else "",
    )


def annotated(actor: Actor, organisation: Organisation, on: date) -> QuerySet[Person]:
    """Return the people of an organisation with what the views ask of them."""
    followed = DevelopmentCase.objects.filter(person=OuterRef("pk"), organisation=organisation, closed_on__isnull=True)
    earlier = Membership.objects.filter(person=OuterRef("pk"), organisation=organisation, ends_on__lte=on)
    return people(actor, organisation, on).annotate(is_followed=Exists(followed), was_member=Exists(earlier))


def rows_of(found: Iterable[Person], on: date) -> tuple[PersonRow, ...]:
    """Return the lines of annotated people. One query."""
    persons = list(found)
    cases = DevelopmentCase.objects.filter(person__in=[one.pk for one in persons], closed_on__isnull=True)
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
    """Say what an annotated person is to the organisation on the day."""
    if getattr(person, "is_member_on", False):
        return "Đảng viên chính thức" if _is_official(person) else "Đảng viên dự bị"
    if getattr(person, "was_member", False):
        return "Đã chuyển đi"
    return "Quần chúng" if getattr(person, "is_staff_on", False) else "Không còn ở cơ quan"


def _following(wanted: QuerySet[Person], after: str) -> QuerySet[Person]:
    last = wanted.model.objects.filter(uid=after).values_list("sort_key", "pk").first() if is_uid(after) else None
    if last is None:
        return wanted
    return wanted.filter(Q(sort_key__gt=last[0]) | Q(sort_key=last[0], pk__gt=last[1]))


def is_uid(text: str) -> bool:
    """Whether a text is the uid of something, somewhere."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _key(view: str) -> str:
    return view.replace("-", "_")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
