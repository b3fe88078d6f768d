"""Verbs about chuyển sinh hoạt, for good or for a time, and about miễn công tác, sinh hoạt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.dates import say_date
from chibo.base.vietnamese import normalise_name
from chibo.register.actions.common import Faults, allow, locked, log
from chibo.register.actions.membership import (
    HELD_BY_MEMBERS,
    check_closing,
    check_member,
    check_spell,
    check_standing,
    closed,
    ended_by_leaving,
    later_spell,
    of_the_spell,
    opened,
    reopened,
)
from chibo.register.models import Exemption, Membership, Transfer

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person


@transaction.atomic
def transfer_in(
    *,
    actor: Actor,
    on: date,
    person: Person,
    organisation: Organisation,
    other_place: str,
    starts_on: date | None = None,
    reason: str = "",
) -> Membership:
    """Enter that a member came from another organisation for good; opens the spell and keeps where from."""
    allow(actor, organisation.scope_key, "tiếp nhận chuyển sinh hoạt")
    person = locked(person)
    first, place = starts_on or on, normalise_name(other_place)
    faults = Faults()
    faults.unless(bool(place), "Chưa ghi nơi chuyển đến từ đâu.", field="other_place")
    check_spell(person, first, None, on, faults)
    check_standing(organisation, first, faults)
    faults.settle()
    membership = opened(person, organisation, first, None, Membership.JoinedBy.TRANSFER_IN, place)
    Transfer.objects.create(
        person=person,
        organisation=organisation,
        sort=Transfer.Sort.PERMANENT,
        direction=Transfer.Direction.INTO,
        starts_on=first,
        other_place=place,
        reason=reason,
    )
    told = {"person": person.uid, "starts_on": first, "joined_from": place}
    log(actor, on, "transfer_in", membership, organisation, told, reason=reason)
    return membership


@transaction.atomic
def transfer_out(
    *, actor: Actor, on: date, person: Person, other_place: str, ends_on: date | None = None, reason: str = ""
) -> Membership:
    """Enter that a member left for another organisation for good; closes the open spell on the first day away."""
    membership = person.memberships.select_related("organisation").filter(ends_on=None).first()
    allow(actor, membership.organisation.scope_key if membership else person.scope_key, "ghi chuyển sinh hoạt")
    locked(person)
    last, place = ends_on or on, normalise_name(other_place)
    faults = Faults()
    faults.unless(bool(place), "Chưa ghi nơi chuyển đi.", field="other_place")
    if membership is None:
        faults.add(f"{person.full_name} hiện không sinh hoạt ở chi bộ nào trong sổ này.", field="person")
        faults.settle()
    assert membership is not None
    check_closing(membership, last, on, faults)
    faults.settle()
    closed(membership, last, Membership.LeftBy.TRANSFER_OUT, place)
    Transfer.objects.create(
        person=person,
        organisation=membership.organisation,
        sort=Transfer.Sort.PERMANENT,
        direction=Transfer.Direction.OUT,
        starts_on=last,
        other_place=place,
        reason=reason,
    )
    told = {"person": person.uid, "ends_on": [None, last], "left_to": place}
    log(actor, on, "transfer_out", membership, membership.organisation, told, reason=reason)
    return membership


@transaction.atomic
def transfer_temporarily(
    *,
    actor: Actor,
    on: date,
    person: Person,
    organisation: Organisation,
    direction: str,
    other_place: str,
    starts_on: date,
    ends_on: date | None = None,
    reason: str = "",
) -> Transfer:
    """Enter chuyển sinh hoạt tạm thời; the membership at home stays open. ``ends_on`` may lie ahead."""
    allow(actor, organisation.scope_key, "ghi chuyển sinh hoạt tạm thời")
    locked(person)
    place = normalise_name(other_place)
    faults = Faults()
    faults.unless(bool(place), "Chưa ghi tổ chức đảng nơi kia.", field="other_place")
    faults.unless(direction in Transfer.Direction.values, "Chọn chuyển đi hoặc chuyển đến.", field="direction")
    faults.not_future(starts_on, on, "Ngày bắt đầu", "starts_on")
    faults.ordered(starts_on, ends_on, "Ngày kết thúc", "ends_on")
    same = person.transfers.filter(sort=Transfer.Sort.TEMPORARY, organisation=organisation).exclude(
        ends_on__lte=starts_on
    )
    if (same.filter(starts_on__lt=ends_on) if ends_on else same).exists():
        faults.add("Thời gian này đã ghi một lần chuyển sinh hoạt tạm thời.", field="starts_on")
    if direction == Transfer.Direction.OUT and not _is_member(person, organisation, starts_on):
        faults.add(f"{person.full_name} không là đảng viên của {organisation.name} vào ngày đó.", field="person")
    faults.settle()
    transfer = Transfer.objects.create(
        person=person,
        organisation=organisation,
        sort=Transfer.Sort.TEMPORARY,
        direction=direction,
        starts_on=starts_on,
        ends_on=ends_on,
        other_place=place,
        reason=reason,
    )
    told = {"person": person.uid, "direction": direction, "starts_on": starts_on, "ends_on": ends_on}
    log(actor, on, "transfer_temporarily", transfer, organisation, told, reason=reason)
    return transfer


@transaction.atomic
def come_back(*, actor: Actor, on: date, transfer: Transfer, ends_on: date) -> Transfer:
    """Enter the first day on which somebody away or here for a time is back; the planned day gives way to it."""
    allow(actor, transfer.organisation.scope_key, "ghi hết chuyển sinh hoạt tạm thời")
    row = Transfer.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=transfer.pk)
    faults = Faults()
    faults.unless(row.sort == Transfer.Sort.TEMPORARY, "Chuyển sinh hoạt chính thức không có ngày trở lại.")
    faults.not_future(ends_on, on, "Ngày trở lại", "ends_on")
    faults.ordered(row.starts_on, ends_on, "Ngày trở lại", "ends_on")
    faults.settle()
    before, row.ends_on = row.ends_on, ends_on
    row.save(update_fields=["ends_on"])
    log(actor, on, "come_back", row, row.organisation, {"ends_on": [before, ends_on]})
    return row


@transaction.atomic
def extend_transfer(*, actor: Actor, on: date, transfer: Transfer, ends_on: date, reason: str) -> Transfer:
    """Move the last day of a time away that was not over: the longer stay comes with its ground."""
    allow(actor, transfer.organisation.scope_key, "gia hạn chuyển sinh hoạt tạm thời")
    row = Transfer.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=transfer.pk)
    faults = Faults()
    faults.unless(row.sort == Transfer.Sort.TEMPORARY, "Chuyển sinh hoạt chính thức không có ngày hết hạn.")
    faults.unless(bool(reason.strip()), "Chưa ghi căn cứ gia hạn.", field="reason")
    faults.ordered(row.ends_on or row.starts_on, ends_on, "Ngày hết hạn mới", "ends_on")
    same = row.person.transfers.filter(sort=row.sort, organisation=row.organisation, starts_on__lt=ends_on)
    if same.exclude(pk=row.pk).filter(starts_on__gte=row.starts_on).exists():
        faults.add("Thời gian thêm này đã ghi một lần chuyển sinh hoạt tạm thời khác.", field="ends_on")
    faults.settle()
    before, row.ends_on = row.ends_on, ends_on
    row.save(update_fields=["ends_on"])
    log(actor, on, "extend_transfer", row, row.organisation, {"ends_on": [before, ends_on]}, reason=reason.strip())
    return row


@transaction.atomic
def take_back_transfer(*, actor: Actor, on: date, transfer: Transfer, reason: str) -> None:
    """Undo a chuyển sinh hoạt entered by mistake; the log keeps what stood there and the reason.

    A member sent off is a member here again from the same day on; one taken in was never here. Raises ``FaultyError``
    with everything that was built on it since.
    """
    allow(actor, transfer.organisation.scope_key, "rút lại việc chuyển sinh hoạt đã ghi")
    person, here = locked(transfer.person), transfer.organisation
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do.", field="reason")
    spell = _spell_of(transfer)
    if transfer.sort == Transfer.Sort.PERMANENT:
        _check_taking_back(transfer, spell, on, faults)
    faults.settle()
    told: dict[str, object] = {"person": person.uid, "starts_on": [transfer.starts_on, None]}
    if spell is not None:
        told["membership"] = [str(spell.uid), None]
        if transfer.direction == Transfer.Direction.OUT:
            reopened(spell)
        else:
            spell.delete()
            send_home(person)
    log(actor, on, "take_back_transfer", transfer, here, told, reason=reason.strip())
    transfer.delete()


def _check_taking_back(transfer: Transfer, spell: Membership | None, on: date, faults: Faults) -> None:
    if spell is None:
        faults.add("Không còn thấy đảng tịch mà lần chuyển này đã mở hoặc đóng.", next="Xem lại quá trình.")
    elif transfer.direction == Transfer.Direction.OUT:
        later_spell(spell, faults)
        check_standing(transfer.organisation, on, faults)
    else:
        built_on(spell, faults)


def _spell_of(transfer: Transfer) -> Membership | None:
    """The membership that a move for good closed or opened."""
    if transfer.sort != Transfer.Sort.PERMANENT:
        return None
    spells = Membership.objects.filter(person=transfer.person_id, organisation=transfer.organisation_id)
    spells = spells.select_related("person", "organisation")
    if transfer.direction == Transfer.Direction.OUT:
        return spells.filter(ends_on=transfer.starts_on, left_by=Membership.LeftBy.TRANSFER_OUT).first()
    return spells.filter(starts_on=transfer.starts_on, joined_by=Membership.JoinedBy.TRANSFER_IN).first()


def built_on(spell: Membership, faults: Faults) -> None:
    """What was entered here since somebody came: it goes first."""
    if spell.ends_on is not None:
        faults.add(f"Đảng tịch này đã đóng ngày {say_date(spell.ends_on)}.", next="Rút lại việc rời đi trước.")
    for what, rows in zip(HELD_BY_MEMBERS, of_the_spell(spell), strict=True):
        if rows.filter(starts_on__gte=spell.starts_on).exists():
            faults.add(f"Đã ghi {what} của người này từ khi chuyển đến.", next="Rút lại phần ấy trước.")


def send_home(person: Person) -> None:
    """Let somebody belong to the organisation of the last spell left; without any the record stays where it is."""
    last = person.memberships.select_related("organisation").order_by("-starts_on").first()
    if last is not None and last.organisation.ends_on is None and person.organisation_id != last.organisation_id:
        person.organisation, person.scope_key = last.organisation, last.organisation.scope_key
        person.save(update_fields=["organisation", "scope_key"])


@transaction.atomic
def exempt(
    *,
    actor: Actor,
    on: date,
    person: Person,
    organisation: Organisation,
    starts_on: date,
    ends_on: date | None = None,
    ground: str = "",
    decision: str = "",
) -> Exemption:
    """Enter miễn công tác, sinh hoạt đảng, by a resolution of the cell (``decision``: its number and day).

    The ground is kept encrypted and never goes into the log.
    """
    allow(actor, organisation.scope_key, "ghi miễn công tác, sinh hoạt đảng")
    locked(person)
    faults = Faults()
    faults.not_future(starts_on, on, "Ngày được miễn", "starts_on")
    faults.ordered(starts_on, ends_on, "Ngày hết miễn", "ends_on")
    check_member(person, organisation, starts_on, ends_on, faults)
    same = person.exemptions.filter(organisation=organisation).exclude(ends_on__lte=starts_on)
    if (same.filter(starts_on__lt=ends_on) if ends_on else same).exists():
        faults.add("Thời gian này đã được ghi miễn.", field="starts_on")
    faults.settle()
    row = Exemption.objects.create(
        person=person,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        ground=ground,
        decision=decision,
    )
    told = {"person": person.uid, "starts_on": starts_on, "ends_on": ends_on, "decision": decision}
    log(actor, on, "exempt", row, organisation, told)
    return row


@transaction.atomic
def end_exemption(*, actor: Actor, on: date, exemption: Exemption, ends_on: date) -> Exemption:
    """Enter the first day on which an exempted member takes part again."""
    allow(actor, exemption.organisation.scope_key, "ghi miễn công tác, sinh hoạt đảng")
    faults = Faults()
    faults.not_future(ends_on, on, "Ngày sinh hoạt lại", "ends_on")
    faults.ordered(exemption.starts_on, ends_on, "Ngày sinh hoạt lại", "ends_on")
    faults.settle()
    before, exemption.ends_on = exemption.ends_on, ends_on
    exemption.save(update_fields=["ends_on"])
    log(actor, on, "end_exemption", exemption, exemption.organisation, {"ends_on": [before, ends_on]})
    return exemption


@transaction.atomic
def take_back_exemption(*, actor: Actor, on: date, exemption: Exemption, reason: str) -> None:
    """Undo an exemption entered by mistake; the log keeps its days and the reason, never its ground.

    Raises ``FaultyError`` without a reason, and for an exemption that ended because the member left.
    """
    allow(actor, exemption.organisation.scope_key, "rút lại việc miễn công tác, sinh hoạt đã ghi")
    person = locked(exemption.person)
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do.", field="reason")
    if ended_by_leaving(exemption):
        faults.add("Việc miễn này hết khi người được miễn rời chi bộ.", next="Rút lại việc rời chi bộ trước.")
    faults.settle()
    told = {
        "person": [person.uid, None],
        "starts_on": [exemption.starts_on, None],
        "ends_on": [exemption.ends_on, None],
        "decision": [exemption.decision, None],
    }
    log(actor, on, "take_back_exemption", exemption, exemption.organisation, told, reason=reason.strip())
    exemption.delete()


def _is_member(person: Person, organisation: Organisation, day: date) -> bool:
    spells = person.memberships.filter(organisation=organisation, starts_on__lte=day)
    return spells.exclude(ends_on__lte=day).exists()
