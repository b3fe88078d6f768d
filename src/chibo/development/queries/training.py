"""Bồi dưỡng: classes with who was sent and what came of it, who is due for one, and certificates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID

from django.db.models import Count, Exists, F, Model, OuterRef, Q

from chibo.base.access import Permission, within
from chibo.development.facts.issuing import bodies_of, issuer_remark
from chibo.development.models import Certificate, ClassKind, ClassPlace, DevelopmentCase, TrainingClass
from chibo.development.queries.cases import one
from chibo.development.queries.duties import duties
from chibo.law.vocabulary import DutyKind
from chibo.register.queries import members_on, rows_about

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.development.queries.duties import CaseDuty
    from chibo.register.models import Organisation, Person

State = ClassPlace.State
_Row = TypeVar("_Row", bound=Model)
DUE: Final = {
    ClassKind.AWARENESS.value: frozenset({DutyKind.SEND_TO_AWARENESS_CLASS, DutyKind.RENEW_AWARENESS_CERTIFICATE}),
    ClassKind.NEW_MEMBER.value: frozenset({DutyKind.SEND_TO_NEW_MEMBER_CLASS}),
}
"""The duties of the road that a class answers. For the other kinds no regulation says who is due."""

_SEATED = (State.SENT, State.ATTENDED)
_SHOWN = 50


# ---------------------------------------------------------------------- guarded by who asks


def classes_for(actor: Actor) -> QuerySet[TrainingClass]:
    """Give every class the actor may see: with the cases, as most of the people sent are on the road."""
    reach = within(actor, Permission.VIEW_CASES, field="organisation__scope_key")
    return TrainingClass.objects.filter(reach).select_related("organisation__kind")


def class_for(actor: Actor, uid: UUID | str) -> TrainingClass:
    """Give the class of an address; raises ``NotYoursError``."""
    return one(classes_for(actor), uid)


def classes_to_fill(actor: Actor, organisation: Organisation, on: date) -> QuerySet[TrainingClass]:
    """Give the classes of an organisation that have not ended nor been called off, the nearest first."""
    held = classes_for(actor).filter(organisation=organisation, cancelled_on__isnull=True, last_on__gte=on)
    return held.order_by("starts_on", "pk")


def certificate_for(actor: Actor, uid: UUID | str) -> Certificate:
    """Give the certificate of an address; raises ``NotYoursError``."""
    reach = within(actor, Permission.VIEW_CASES, field="organisation__scope_key")
    return one(Certificate.objects.filter(reach).select_related("organisation", "person", "step__case"), uid)


# ---------------------------------------------------------------------- classes


@dataclass(frozen=True, kw_only=True)
class ClassLine:
    """One class with its counts."""

    row: TrainingClass
    sent: int
    attended: int
    certified: int
    left: int
    open: int

    @property
    def free(self) -> int | None:
        """How many seats are left; nothing where nobody said how many there are."""
        return None if self.row.seats is None else self.row.seats - self.sent

    def is_over(self, on: date) -> bool:
        """Whether its last day is gone."""
        return self.row.last_on < on


def class_lines(classes: QuerySet[TrainingClass]) -> list[ClassLine]:
    """Give classes with their counts, in the order given. One query."""
    gone = Q(places__state__in=[State.LEFT, State.ABSENT])
    issued = Q(places__certificate__isnull=False, places__certificate__voided_on__isnull=True)
    rows = classes.annotate(
        sent=Count("places", filter=~Q(places__state=State.LEFT) & Q(places__isnull=False)),
        attended=Count("places", filter=Q(places__state=State.ATTENDED)),
        certified=Count("places", filter=issued),
        left=Count("places", filter=Q(places__state=State.LEFT)),
        unknown=Count("places", filter=Q(places__isnull=False) & ~gone & ~issued),
    )
    return [
        ClassLine(
            row=row,
            sent=vars(row)["sent"],
            attended=vars(row)["attended"],
            certified=vars(row)["certified"],
            left=vars(row)["left"],
            open=vars(row)["unknown"],
        )
        for row in rows
    ]


@dataclass(frozen=True, kw_only=True)
class Hub:
    """The page of classes: those to come or running, those that are over and not told of, the rest."""

    ahead: tuple[ClassLine, ...]
    waiting: tuple[ClassLine, ...]
    past: tuple[ClassLine, ...]
    older: str = ""


def hub(actor: Actor, organisation: Organisation, on: date, *, before: str = "") -> Hub:
    """Give the classes of a cell, the latest first, fifty at a time from ``before`` on. One or two queries."""
    rows = classes_for(actor).filter(organisation=organisation).order_by("-starts_on", "-id")
    last = _last_seen(rows, before)
    if last is not None:
        rows = rows.filter(Q(starts_on__lt=last.starts_on) | Q(starts_on=last.starts_on, id__lt=last.pk))
    lines = class_lines(rows[: _SHOWN + 1])
    older = str(lines[_SHOWN - 1].row.uid) if len(lines) > _SHOWN else ""
    lines = lines[:_SHOWN]
    ahead = [line for line in lines if not line.is_over(on) and line.row.cancelled_on is None]
    waiting = [line for line in lines if line.is_over(on) and line.open and line.row.cancelled_on is None]
    past = [line for line in lines if line not in ahead and line not in waiting]
    return Hub(ahead=tuple(reversed(ahead)), waiting=tuple(waiting), past=tuple(past), older=older)


def _last_seen(rows: QuerySet[_Row], uid: str) -> _Row | None:
    """The row after which a list goes on; nothing for the first page, and for an address somebody made up."""
    try:
        return rows.filter(uid=UUID(uid)).first() if uid else None
    except ValueError:
        return None


@dataclass(frozen=True, kw_only=True)
class Running:
    """The classes of a cell that still want something or have not ended, and who has a seat in one, by duty."""

    lines: tuple[ClassLine, ...]
    seats: Mapping[tuple[int, DutyKind], TrainingClass]


def running(organisation: Organisation, on: date) -> Running:
    """Give the classes that are not over or not told of to the end, with who sits in them. One query."""
    issued = Certificate.objects.filter(place=OuterRef("places"), voided_on__isnull=True)
    untold = ClassPlace.objects.filter(training_class=OuterRef("pk"), state__in=_SEATED).exclude(
        Exists(Certificate.objects.filter(place=OuterRef("pk"), voided_on__isnull=True))
    )
    rows = TrainingClass.objects.filter(organisation=organisation, cancelled_on__isnull=True)
    rows = rows.filter(Q(last_on__gte=on) | Exists(untold)).order_by("starts_on", "id")
    found: dict[int, list[TrainingClass]] = {}
    for row in rows.annotate(seated=F("places__person"), state=F("places__state"), has_paper=Exists(issued)):
        found.setdefault(row.pk, []).append(row)
    seats = {
        (vars(row)["seated"], kind): row
        for same in found.values()
        for row in same
        if vars(row)["state"] in _SEATED and row.last_on >= on
        for kind in DUE.get(row.kind, ())
    }
    return Running(lines=tuple(_line(same) for same in found.values()), seats=seats)


def _line(same: list[TrainingClass]) -> ClassLine:
    """Count one class from its rows, one for each place."""
    told = [(vars(row)["state"], vars(row)["has_paper"]) for row in same if vars(row)["seated"] is not None]
    return ClassLine(
        row=same[0],
        sent=sum(state != State.LEFT for state, _ in told),
        attended=sum(state == State.ATTENDED for state, _ in told),
        certified=sum(has_paper for _, has_paper in told),
        left=sum(state == State.LEFT for state, _ in told),
        open=sum(state in _SEATED and not has_paper for state, has_paper in told),
    )


# ---------------------------------------------------------------------- one class


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """One person of a class."""

    place: ClassPlace
    person: Person
    certificate: Certificate | None
    remark: str = ""

    @property
    def is_seated(self) -> bool:
        """Whether the person has one of the seats."""
        return self.place.state != State.LEFT


@dataclass(frozen=True, kw_only=True)
class ClassView:
    """Everything the page of a class shows."""

    row: TrainingClass
    places: tuple[PlaceLine, ...]

    @property
    def sent(self) -> tuple[PlaceLine, ...]:
        """Who has a seat."""
        return tuple(line for line in self.places if line.is_seated)

    @property
    def left(self) -> tuple[PlaceLine, ...]:
        """Who was left for a later class."""
        return tuple(line for line in self.places if not line.is_seated)

    @property
    def certified(self) -> int:
        """How many certificates came of it."""
        return sum(line.certificate is not None for line in self.places)


def places_of(training_class: TrainingClass) -> list[ClassPlace]:
    """Give the people of a class by name. One query."""
    rows = ClassPlace.objects.filter(training_class=training_class).select_related("person", "certificate")
    return list(rows.order_by("person__sort_key", "id"))


def issued_for(place: ClassPlace) -> Certificate | None:
    """The certificate of a seat that stands; from a row read with it."""
    found: Certificate | None = getattr(place, "certificate", None)
    return found if found is not None and found.voided_on is None else None


def class_view(row: TrainingClass) -> ClassView:
    """Give one class with its people, and what is to be said of who gave the certificates. Two queries."""
    bodies = bodies_of(row.organisation)
    lines = []
    for place in places_of(row):
        found = issued_for(place)
        remark = issuer_remark(bodies, found.kind, found.issued_by, found.issued_on) if found else ""
        lines.append(PlaceLine(place=place, person=place.person, certificate=found, remark=remark))
    return ClassView(row=row, places=tuple(lines))


# ---------------------------------------------------------------------- who is due


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who may be sent to a class; ``due`` is the duty of the road where there is one."""

    person: Person
    due: CaseDuty | None = None
    elsewhere: TrainingClass | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the road asks for the class and no other class has a seat for this person."""
        return self.due is not None and self.elsewhere is None

    @property
    def due_on(self) -> date | None:
        """By when the class is needed, where the road says so."""
        return self.due.duty.due_on if self.due else None

    @property
    def is_renewal(self) -> bool:
        """Whether a certificate is there already and runs out."""
        return bool(self.due and self.due.duty.kind is DutyKind.RENEW_AWARENESS_CERTIFICATE)


def candidates(actor: Actor, organisation: Organisation, kind: str, on: date) -> tuple[Candidate, ...]:
    """Give who may be sent to a class of a kind: those due by the road, who begins first first; else the members.

    Members with a certificate of the same level of theory are left out. Never by any score.
    """
    if kind in DUE:
        found = [each for each in duties(actor, organisation, on) if each.duty.kind in DUE[kind]]
        found.sort(key=lambda each: (each.duty.start_by, bytes(each.person.sort_key), each.person.pk))
        return tuple(Candidate(person=each.person, due=each) for each in found)
    members = members_on(organisation, on)
    if kind != ClassKind.OTHER:
        held = Certificate.objects.filter(person=OuterRef("pk"), kind=kind, voided_on__isnull=True)
        members = members.exclude(Exists(held))
    return tuple(Candidate(person=person) for person in members)


def choice_of(actor: Actor, row: TrainingClass, on: date) -> tuple[tuple[Candidate, ...], dict[int, ClassPlace]]:
    """Give who may be sent to one class, those drawn up already among them, and their places by person."""
    placed = {place.person_id: place for place in places_of(row)}
    taken = {key: one for key, one in running(row.organisation, on).seats.items() if one.pk != row.pk}
    found = [
        replace(one, elsewhere=taken.get((one.person.pk, one.due.duty.kind))) if one.due else one
        for one in candidates(actor, row.organisation, row.kind, on)
    ]
    found.sort(key=lambda one: one.due is not None and not one.is_waiting)
    known = {one.person.pk for one in found}
    found += [Candidate(person=place.person) for place in placed.values() if place.person_id not in known]
    return tuple(found), placed


def people_to_certify(organisation: Organisation, on: date) -> list[Person]:
    """Give whose certificate may be kept: the members and those on the road, by name. Two queries."""
    cases = DevelopmentCase.objects.filter(organisation=organisation, closed_on__isnull=True).select_related("person")
    people = {person.pk: person for person in (*members_on(organisation, on), *(case.person for case in cases))}
    return sorted(people.values(), key=lambda one: (bytes(one.sort_key), one.pk))


# ---------------------------------------------------------------------- certificates


@dataclass(frozen=True, kw_only=True)
class Book:
    """One page of the book of certificates."""

    rows: tuple[tuple[Certificate, str], ...]
    older: str = ""


def book(actor: Actor, organisation: Organisation, *, before: str = "") -> Book:
    """Give the certificates of a cell, the latest first, fifty at a time. Two or three queries."""
    reach = within(actor, Permission.VIEW_CASES, field="organisation__scope_key")
    rows = Certificate.objects.filter(reach, organisation=organisation).select_related("person")
    rows = rows.order_by("-issued_on", "-id")
    last = _last_seen(rows, before)
    if last is not None:
        rows = rows.filter(Q(issued_on__lt=last.issued_on) | Q(issued_on=last.issued_on, id__lt=last.pk))
    found = list(rows[: _SHOWN + 1])
    bodies = bodies_of(organisation)
    told = tuple((row, issuer_remark(bodies, row.kind, row.issued_by, row.issued_on)) for row in found[:_SHOWN])
    return Book(rows=told, older=str(found[_SHOWN - 1].uid) if len(found) > _SHOWN else "")


def training_of(actor: Actor, person: Person) -> tuple[tuple[Certificate, ...], tuple[ClassPlace, ...]]:
    """Give a person's certificates and the classes without one yet, the latest first. Two queries.

    Certificates go with the person; a class without one is told where the actor reaches the organisation of the class.
    """
    reach = rows_about(actor, person, Permission.VIEW_CASES, field="training_class__organisation__scope_key")
    issued = Certificate.objects.filter(person=person, voided_on__isnull=True).order_by("-issued_on", "-id")
    there = Certificate.objects.filter(place=OuterRef("pk"), voided_on__isnull=True)
    places = ClassPlace.objects.filter(~Exists(there), reach, person=person, training_class__cancelled_on__isnull=True)
    return tuple(issued), tuple(
        places.select_related("training_class").order_by("-training_class__starts_on", "-training_class_id")
    )


# ---------------------------------------------------------------------- figures


@dataclass(frozen=True, kw_only=True)
class TrainingFigures:
    """What a unit did in a time for one kind of class: classes begun, people sent, certificates issued."""

    classes: int = 0
    sent: int = 0
    certified: int = 0


def training_figures(
    actor: Actor, organisations: Collection[Organisation] | QuerySet[Organisation], starts_on: date, until: date
) -> dict[tuple[int, str], TrainingFigures]:
    """Count classes and certificates of a half-open time by unit and kind. Two queries.

    A certificate counts on its own day, wherever the class was. Only units whose cases the actor may see.
    """
    reach = within(actor, Permission.VIEW_CASES, field="organisation__scope_key")
    held = TrainingClass.objects.filter(
        reach, organisation__in=organisations, cancelled_on__isnull=True, starts_on__gte=starts_on, starts_on__lt=until
    )
    classes = held.values("organisation", "kind").annotate(
        classes=Count("pk", distinct=True),
        sent=Count("places", filter=Q(places__isnull=False) & ~Q(places__state=State.LEFT)),
    )
    issued = Certificate.objects.filter(
        reach, organisation__in=organisations, voided_on__isnull=True, issued_on__gte=starts_on, issued_on__lt=until
    )
    given = {
        (row["organisation"], row["kind"]): row["certified"]
        for row in issued.values("organisation", "kind").annotate(certified=Count("pk")).order_by()
    }
    counted = {(row["organisation"], row["kind"]): row for row in classes.order_by()}
    return {
        key: TrainingFigures(
            classes=counted[key]["classes"] if key in counted else 0,
            sent=counted[key]["sent"] if key in counted else 0,
            certified=given.get(key, 0),
        )
        for key in sorted({*counted, *given})
    }
