"""Verbs that gather verbs of the rooms below: a member comes from elsewhere, one leaves, a move is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError
from chibo.desk.people.actions import take_back_transfer
from chibo.development.actions import end_codes, end_roads, follow_probation, record_step, take_back_step
from chibo.development.facts import steps_in_force
from chibo.development.queries import open_case_of, road_brought_by
from chibo.development.words import say_step
from chibo.law.vocabulary import StepKind
from chibo.register import actions as register
from chibo.register.models import Transfer
from chibo.register.queries import is_kept_here

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase, Step
    from chibo.register.models import Membership, Organisation, Person

_TEMPORARY = Transfer.Sort.TEMPORARY


class Coming(TypedDict):
    """How a member comes to a cell: for good or for a time, from where, with which letter."""

    sort: str
    other_place: str
    starts_on: date
    ends_on: date | None
    letter: str
    reason: str


class Newcomer(Coming):
    """What is said of a member who comes from elsewhere, as the papers say it."""

    full_name: str
    sex: str
    birth: str
    decided_on: date | None
    ceremony_on: date
    official_on: date | None
    is_staff: bool
    position: str


@transaction.atomic
def receive_member(*, actor: Actor, on: date, organisation: Organisation, **said: Unpack[Newcomer]) -> Person:
    """Enter a member who came from another organisation: the person, the admission, the move, the post. All or nothing.

    Who came for good and is in probation is followed from that day on; who came for a time stays on the staff of the
    organisation that sent them. Raises what the verbs of the register and the road raise.
    """
    person = register.add_person(
        actor=actor,
        on=on,
        organisation=organisation,
        full_name=said["full_name"],
        sex=said["sex"],
        birth=said["birth"],
    )
    register.record_admission(
        actor=actor,
        on=on,
        person=person,
        decided_on=said["decided_on"],
        ceremony_on=said["ceremony_on"],
        official_on=said["official_on"],
        recognised_on=said["official_on"],
    )
    take_in(
        actor=actor,
        on=on,
        person=person,
        organisation=organisation,
        sort=said["sort"],
        other_place=said["other_place"],
        starts_on=said["starts_on"],
        ends_on=said["ends_on"],
        letter=said["letter"],
        reason=said["reason"],
    )
    workplace = organisation.workplaces.order_by("pk").first()
    if said["is_staff"] and workplace is not None and said["sort"] != _TEMPORARY:
        register.hire(
            actor=actor,
            on=on,
            person=person,
            workplace=workplace,
            starts_on=said["starts_on"],
            position=said["position"],
        )
    return person


@transaction.atomic
def take_in(
    *,
    actor: Actor,
    on: date,
    person: Person,
    organisation: Organisation,
    other_place: str,
    starts_on: date,
    sort: str = Transfer.Sort.PERMANENT,
    ends_on: date | None = None,
    letter: str = "",
    reason: str = "",
) -> Membership | Transfer:
    """Enter that somebody the register knows comes as a member, for good or for a time.

    Who comes for good brings an open road along, and its steps tell of the coming; who is in probation without a road
    is followed from then on. Raises what the verbs of the register and the road raise.
    """
    if sort == _TEMPORARY:
        away = register.transfer_temporarily(
            actor=actor,
            on=on,
            person=person,
            organisation=organisation,
            direction=Transfer.Direction.INTO,
            other_place=other_place,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason,
        )
        _note_letter(actor, on, away, letter)
        return away
    case = open_case_of(person)
    brought = case if case is not None and case.organisation_id != organisation.pk else None
    if brought is not None:  # who was not sent off still has codes of the other cell
        end_codes(actor=actor, on=on, case=brought, reason=reason)
    membership = register.transfer_in(
        actor=actor,
        on=on,
        person=person,
        organisation=organisation,
        other_place=other_place,
        starts_on=starts_on,
        reason=reason,
    )
    moves = Transfer.objects.filter(person=person, organisation=organisation, direction=Transfer.Direction.INTO)
    _note_letter(actor, on, moves.latest("pk"), letter)
    if case is None:
        _follow_if_probationary(actor, on, person, organisation)
    elif brought is not None:
        _tell_coming(actor, on, brought, starts_on, letter, reason)
    return membership


def _tell_coming(actor: Actor, on: date, case: DevelopmentCase, came_on: date, letter: str, reason: str) -> None:
    case.refresh_from_db()
    record_step(
        actor=actor,
        on=on,
        case=case,
        step=StepKind.TRANSFERRED_IN,
        acted_on=came_on,
        number=letter,
        reason=reason,
    )


@transaction.atomic
def welcome(
    *, actor: Actor, on: date, transfer: Transfer, starts_on: date, letter: str = "", reason: str = ""
) -> Membership | Transfer:
    """Take in somebody whom another cell of the register has sent here: the same record, with all its history.

    Raises what the verbs of the register and the road raise.
    """
    assert transfer.other_organisation is not None
    return take_in(
        actor=actor,
        on=on,
        person=transfer.person,
        organisation=transfer.other_organisation,
        other_place=transfer.organisation.name,
        starts_on=starts_on,
        letter=letter,
        reason=reason,
    )


def _note_letter(actor: Actor, on: date, transfer: Transfer, number: str) -> None:
    if number:
        register.record_letter(actor=actor, on=on, transfer=transfer, paper_number=number)


def _follow_if_probationary(actor: Actor, on: date, person: Person, organisation: Organisation) -> None:
    """Open a case for a member in probation, so that the recognition is not forgotten."""
    admission = person.admissions.filter(official_on=None, recognised_on=None).order_by("-ceremony_on").first()
    if admission is None:
        return
    person.refresh_from_db()
    follow_probation(
        actor=actor,
        on=on,
        person=person,
        organisation=organisation,
        ceremony_on=admission.ceremony_on,
        decided_on=admission.decided_on,
    )


@transaction.atomic
def send_off(
    *,
    actor: Actor,
    on: date,
    person: Person,
    sort: str,
    starts_on: date,
    other_place: str = "",
    receiver: Organisation | None = None,
    ends_on: date | None = None,
    reason: str = "",
) -> Membership | Transfer:
    """Enter that a member leaves the cell of the open membership, for good or for a time.

    For good, the roads end as far as the move ends them: to a cell that this installation keeps the own case goes
    along, and stays open until the member arrives there. Raises what the verbs of the register raise, and
    ``FaultyError`` for somebody who is a member nowhere here.
    """
    if sort != _TEMPORARY:
        left = register.transfer_out(
            actor=actor,
            on=on,
            person=person,
            other_place=other_place,
            receiver=receiver,
            ends_on=starts_on,
            reason=reason,
        )
        goes_on_here = receiver is not None or is_kept_here(left.left_to)
        end_roads(actor=actor, on=on, membership=left, goes_on_here=goes_on_here)
        return left
    spell = person.memberships.select_related("organisation").filter(ends_on=None).first()
    if spell is None:
        what = f"{person.full_name} hiện không sinh hoạt ở chi bộ nào trong sổ này."
        raise FaultyError([Fault(what=what, field="person")])
    return register.transfer_temporarily(
        actor=actor,
        on=on,
        person=person,
        organisation=spell.organisation,
        direction=Transfer.Direction.OUT,
        other_place=other_place,
        receiver=receiver,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
    )


@transaction.atomic
def take_back_move(*, actor: Actor, on: date, transfer: Transfer, reason: str) -> None:
    """Undo a move entered by mistake; a road that came along goes back to the cell it came from.

    Raises what the verbs of the register and the road raise, and ``FaultyError`` with each step recorded here since.
    """
    case = road_brought_by(transfer)
    if case is not None:
        _give_back(actor, on, case, transfer, reason)
    take_back_transfer(actor=actor, on=on, transfer=transfer, reason=reason)


def _give_back(actor: Actor, on: date, case: DevelopmentCase, transfer: Transfer, reason: str) -> None:
    """Take the step of coming back, where nothing was recorded after it: the other cell goes on where it was."""
    steps = list(steps_in_force([case]).order_by("pk"))
    came = next((one for one in reversed(steps) if _is_coming(one, transfer)), None)
    later = [one for one in steps if came is not None and one.pk > came.pk]
    if later:
        raise FaultyError(
            Fault(
                what=f"Hồ sơ phát triển đã ghi bước “{say_step(one.kind)}” ngày {say_date(one.on)} từ khi chuyển đến.",
                next="Rút lại bước ấy trước.",
            )
            for one in later
        )
    if came is not None:
        take_back_step(actor=actor, on=on, step=came, reason=reason)


def _is_coming(step: Step, transfer: Transfer) -> bool:
    return step.kind == StepKind.TRANSFERRED_IN and step.on == transfer.starts_on
