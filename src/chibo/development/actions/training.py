"""Bồi dưỡng: announcing a class, who is sent with its seats respected, the list sent, and calling it off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault
from chibo.development.actions.guards import faults_of_day, must_hold, raise_if_any
from chibo.development.models import Certificate, ClassKind, ClassPlace, DevelopmentCase, TrainingClass
from chibo.register.facts import covering
from chibo.register.models import Membership

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person

State = ClassPlace.State
FULL = "hết chỗ"


@dataclass(frozen=True, kw_only=True)
class ClassTold:
    """What a paper announces of a class; ``last_on`` is its last day, no seats: nobody said how many."""

    kind: str
    organiser: str
    starts_on: date
    last_on: date
    name: str = ""
    place: str = ""
    seats: int | None = None
    list_due_on: date | None = None
    announced_by: str = ""


@transaction.atomic
def announce_class(*, actor: Actor, on: date, organisation: Organisation, told: ClassTold) -> TrainingClass:
    """Keep a class that was announced, to come or long over. Raises ``FaultyError`` with every fault."""
    must_hold(actor, Permission.RECORD_STEPS, organisation.scope_key, "ghi lớp học")
    twice = TrainingClass.objects.filter(
        organisation=organisation, kind=told.kind, name=told.name.strip(), starts_on=told.starts_on
    )
    faults = _faults_of_class(told)
    if twice.exists():
        what = f"Lớp này khai giảng {say_date(told.starts_on)} đã có."
        faults.append(Fault(what=what, next="Mở lớp đã có để sửa.", field="starts_on"))
    raise_if_any(faults)
    row = TrainingClass(organisation=organisation)
    _write(row, told)
    row.save()
    _log(actor, on, "announce_class", row, {"kind": [None, row.kind], "starts_on": [None, row.starts_on]})
    return row


@transaction.atomic
def amend_class(*, actor: Actor, on: date, training_class: TrainingClass, told: ClassTold) -> TrainingClass:
    """Set right what was kept of a class: days move, seats change. Raises ``FaultyError`` with every fault."""
    row = _held(actor, training_class, "sửa lớp học")
    faults = [*_faults_of_class(told), *_faults_of_called_off(row)]
    places = ClassPlace.objects.filter(training_class=row)
    sent = places.exclude(state=State.LEFT).count()
    if told.seats is not None and told.seats < sent:
        what = f"Đã cử {sent} người, nhiều hơn {told.seats} chỗ."
        faults.append(Fault(what=what, next="Bớt người trong danh sách trước.", field="seats"))
    if told.kind != row.kind and places.exists():
        what = "Không đổi được loại lớp khi đã có danh sách."
        faults.append(Fault(what=what, next="Hủy lớp này rồi ghi lớp khác.", field="kind"))
    raise_if_any(faults)
    before = [row.starts_on, row.last_on, row.seats]
    _write(row, told)
    row.save()
    _log(actor, on, "amend_class", row, {"days and seats": [before, [row.starts_on, row.last_on, row.seats]]})
    return row


def _write(row: TrainingClass, told: ClassTold) -> None:
    row.kind, row.name, row.organiser = told.kind, told.name.strip(), told.organiser.strip()
    row.place, row.announced_by = told.place.strip(), told.announced_by.strip()
    row.starts_on, row.last_on, row.list_due_on, row.seats = told.starts_on, told.last_on, told.list_due_on, told.seats


def _faults_of_class(told: ClassTold) -> list[Fault]:
    faults = []
    if told.kind not in ClassKind.values:
        faults.append(Fault(what="Chưa chọn loại lớp.", field="kind"))
    if told.kind == ClassKind.OTHER and not told.name.strip():
        faults.append(Fault(what="Chưa ghi tên lớp.", next="Lớp khác thì ghi rõ tên.", field="name"))
    if not told.organiser.strip():
        faults.append(Fault(what="Chưa ghi nơi mở lớp.", field="organiser"))
    if told.last_on < told.starts_on:
        what = f"Bế giảng {say_date(told.last_on)} trước khai giảng {say_date(told.starts_on)}."
        faults.append(Fault(what=what, next="Sửa lại ngày.", field="last_on"))
    if told.list_due_on is not None and told.list_due_on > told.starts_on:
        what = f"Hạn gửi danh sách {say_date(told.list_due_on)} sau ngày khai giảng {say_date(told.starts_on)}."
        faults.append(Fault(what=what, next="Sửa lại hạn.", field="list_due_on"))
    if told.seats is not None and told.seats < 1:
        faults.append(Fault(what="Số người được cử phải từ 1 trở lên.", next="Để trống nếu chưa biết.", field="seats"))
    return faults


def _faults_of_called_off(row: TrainingClass) -> list[Fault]:
    if row.cancelled_on is None:
        return []
    return [Fault(what=f"Lớp này đã hoãn hoặc hủy ngày {say_date(row.cancelled_on)}.", next="Ghi lớp mới.")]


@transaction.atomic
def call_off_class(*, actor: Actor, on: date, training_class: TrainingClass, reason: str) -> TrainingClass:
    """Keep that a class does not take place; who was sent is due again. Raises ``FaultyError``."""
    row = _held(actor, training_class, "ghi hoãn, hủy lớp học")
    faults = _faults_of_called_off(row)
    if not reason.strip():
        faults.append(Fault(what="Chưa ghi lý do hoãn, hủy.", field="reason"))
    if Certificate.objects.filter(place__training_class=row, voided_on__isnull=True).exists():
        what = "Lớp này đã có giấy chứng nhận."
        faults.append(Fault(what=what, next="Rút lại giấy chứng nhận trước, nếu ghi nhầm."))
    raise_if_any(faults)
    row.cancelled_on, row.cancelled_why = on, reason.strip()
    row.save(update_fields=["cancelled_on", "cancelled_why"])
    _log(actor, on, "call_off_class", row, {"cancelled_on": [None, on]}, row.cancelled_why)
    return row


# ---------------------------------------------------------------------- who is sent


@transaction.atomic
def choose_for_class(
    *,
    actor: Actor,
    on: date,
    training_class: TrainingClass,
    sent: Sequence[Person],
    left: Mapping[Person, str],
) -> TrainingClass:
    """Draw up the list: who is sent, and of who was due and stays, why. Without a reason: the seats are full.

    Raises ``FaultyError`` with every fault: more people than seats, somebody of another cell, no reason while seats
    are free, somebody with a certificate taken off. Raises ``NotAllowedError``.
    """
    row = _held(actor, training_class, "lập danh sách cử đi học")
    places = {
        place.person_id: place for place in ClassPlace.objects.filter(training_class=row).select_related("person")
    }
    people = {person.pk: person for person in sent}
    raise_if_any([*_faults_of_called_off(row), *_faults_of_list(row, people, left, places, on)])
    before = _names(places.values())
    for person in people.values():
        _seat(row, places.get(person.pk), person, State.SENT, "")
    for person, reason in left.items():
        _seat(row, places.get(person.pk), person, State.LEFT, reason.strip() or FULL)
    wanted = {*people, *(person.pk for person in left)}
    ClassPlace.objects.filter(training_class=row).exclude(person__in=wanted).delete()
    after = _names(ClassPlace.objects.filter(training_class=row).select_related("person").order_by("pk"))
    _log(actor, on, "choose_for_class", row, {"places": [before, after]})
    return row


def _names(places: object) -> list[list[str]]:
    return sorted([str(place.person.uid), place.state, place.reason] for place in places)  # type: ignore[attr-defined]


def _seat(row: TrainingClass, place: ClassPlace | None, person: Person, state: str, reason: str) -> None:
    """Who attended already keeps what is known of it."""
    if place is None:
        ClassPlace.objects.create(training_class=row, person=person, state=state, reason=reason)
    elif State.LEFT in {state, place.state}:
        place.state, place.reason = state, reason
        place.save(update_fields=["state", "reason"])


def _faults_of_list(
    row: TrainingClass,
    sent: Mapping[int, Person],
    left: Mapping[Person, str],
    places: Mapping[int, ClassPlace],
    on: date,
) -> list[Fault]:
    faults = []
    if row.seats is not None and len(sent) > row.seats:
        what = f"Lớp có {row.seats} chỗ, đã chọn {len(sent)} người."
        faults.append(Fault(what=what, next="Bỏ bớt, ghi lý do để lại lớp sau.", field="sent"))
    is_full = row.seats is not None and len(sent) >= row.seats
    faults += [
        Fault(what=f"Chưa ghi vì sao để lại {person.full_name}.", why="Lớp còn chỗ.", field=f"why_{person.uid}")
        for person, reason in left.items()
        if not reason.strip() and not is_full
    ]
    ours = _people_of(row.organisation, {*sent, *(person.pk for person in left)}, on)
    for person in (*sent.values(), *left):
        if person.pk not in ours and person.pk not in places:
            what = f"{person.full_name} không có hồ sơ phát triển đang mở và không phải đảng viên của chi bộ."
            faults.append(Fault(what=what, field="sent"))
    held = Certificate.objects.filter(place__training_class=row, voided_on__isnull=True).select_related("person")
    faults += [
        Fault(what=f"{one.person.full_name} đã có giấy chứng nhận của lớp này.", next="Không bỏ khỏi danh sách được.")
        for one in held
        if one.person_id not in sent
    ]
    return faults


def _people_of(organisation: Organisation, people: set[int], on: date) -> set[int]:
    """Who of some people is on the road here or a member here."""
    cases = DevelopmentCase.objects.filter(organisation=organisation, person__in=people, closed_on__isnull=True)
    members = Membership.objects.filter(covering(on), organisation=organisation, person__in=people)
    return {*cases.values_list("person_id", flat=True), *members.values_list("person_id", flat=True)}


@transaction.atomic
def send_class_list(*, actor: Actor, on: date, training_class: TrainingClass, sent_on: date) -> TrainingClass:
    """Keep the day on which the list went to the place of the class. Raises ``FaultyError``."""
    row = _held(actor, training_class, "ghi việc gửi danh sách")
    faults = [*_faults_of_called_off(row), *faults_of_day(sent_on, on, field="sent_on", what="Ngày gửi danh sách")]
    if not ClassPlace.objects.filter(training_class=row).exclude(state=State.LEFT).exists():
        faults.append(Fault(what="Danh sách chưa có ai.", next="Lập danh sách cử đi học trước.", field="sent_on"))
    raise_if_any(faults)
    before, row.list_sent_on = row.list_sent_on, sent_on
    row.save(update_fields=["list_sent_on"])
    _log(actor, on, "send_class_list", row, {"list_sent_on": [before, sent_on]})
    return row


def _held(actor: Actor, training_class: TrainingClass, what: str) -> TrainingClass:
    """Ask for the right, then read the class again and hold it: of two people writing the second sees the first."""
    must_hold(actor, Permission.RECORD_STEPS, training_class.organisation.scope_key, what)
    rows = TrainingClass.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=training_class.pk)


def _log(actor: Actor, on: date, verb: str, row: TrainingClass, changes: dict[str, object], reason: str = "") -> None:
    audit.record(
        actor=actor,
        on=on,
        action=f"development.{verb}",
        subject=row,
        chain=str(row.organisation.uid),
        changes=changes,
        reason=reason,
    )
