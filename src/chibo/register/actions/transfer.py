"""Verbs about chuyển sinh hoạt, for good or for a time, and about miễn công tác, sinh hoạt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from chibo.base.dates import say_date
from chibo.base.vietnamese import normalise_name
from chibo.register.actions.common import Faults, allow, locked, log
from chibo.register.actions.following import follow, lead_back, spell_before
from chibo.register.actions.membership import (
    check_closing,
    check_member,
    check_spell,
    check_standing,
    closed,
    ended_by_leaving,
    later_spell,
    must_be_sent,
    of_the_spell,
    opened,
    reopened,
)
from chibo.register.actions.returning import check_return
from chibo.register.models import Exemption, Membership, Transfer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person

_BUILT: Final[tuple[tuple[Callable[[Any], str], str], ...]] = (
    (lambda row: f"chức vụ {row}", "Rút lại chức vụ ấy trước, ở Cài đặt, mục Cấp ủy."),
    (
        lambda row: f"xếp vào tổ đảng “{row.group}”",
        "Xếp lại tổ ấy từ {} không có người này trước, ở Họp, mục Tổ đảng.",
    ),
    (
        lambda _: "miễn công tác, sinh hoạt",
        "Rút lại lần miễn ấy trước, ở Họp, mục Miễn công tác, sinh hoạt.",
    ),
    (
        lambda row: f"chuyển sinh hoạt tạm thời ({row.other_place})",
        "Rút lại lần chuyển ấy trước, ở trang Chuyển sinh hoạt của người này.",
    ),
)
"""What can be built on a membership, in the order of ``of_the_spell``: what it is called, where it is taken back."""

_UNSENT: Final = "nhận người do chi bộ khác quản lý khi chi bộ đó chưa ghi chuyển đến đây"


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
    """Enter that a member came from another organisation for good; opens the spell and keeps where from.

    Who comes from a cell that is kept here is the same record: what was known when the old book was opened stays known,
    and what is under way about them goes on here. That cell has to have sent them, or the actor keeps its register too.
    Raises ``NotAllowedError`` and ``FaultyError``.
    """
    allow(actor, organisation.scope_key, "tiếp nhận chuyển sinh hoạt")
    person = locked(person)
    must_be_sent(actor, person, organisation, _UNSENT)
    first, place = starts_on or on, normalise_name(other_place)
    faults = Faults()
    faults.unless(bool(place), "Chưa ghi nơi chuyển đến từ đâu.", field="other_place")
    check_cell(organisation, faults, field="organisation")
    check_spell(person, first, None, on, faults)
    check_return(person, organisation, first, None, on, faults)
    check_standing(organisation, first, faults)
    faults.settle()
    before = spell_before(person)
    membership = opened(person, organisation, first, None, Membership.JoinedBy.TRANSFER_IN, place)
    if before is not None and (before.was_official or before.told_joining):
        membership.was_official, membership.told_joining = before.was_official, before.told_joining
        membership.save(update_fields=["was_official", "told_joining"])
    transfer = Transfer.objects.create(
        person=person,
        organisation=organisation,
        sort=Transfer.Sort.PERMANENT,
        direction=Transfer.Direction.INTO,
        starts_on=first,
        other_place=place,
        reason=reason,
    )
    told: dict[str, object] = {"person": person.uid, "starts_on": first, "joined_from": place}
    if along := follow(transfer):
        told["along"] = along
    log(actor, on, "transfer_in", membership, organisation, told, reason=reason)
    return membership


def check_cell(organisation: Organisation, faults: Faults, *, field: str) -> None:
    """Note that an organisation is no cell: members belong to a cell, committees keep no members of their own."""
    faults.unless(
        organisation.kind.is_cell,
        f"{organisation.name} không phải là chi bộ nên không nhận đảng viên.",
        next="Chọn chi bộ mà đảng viên sẽ sinh hoạt.",
        field=field,
    )


@transaction.atomic
def transfer_out(
    *,
    actor: Actor,
    on: date,
    person: Person,
    other_place: str = "",
    receiver: Organisation | None = None,
    ends_on: date | None = None,
    reason: str = "",
) -> Membership:
    """Enter that a member left for another organisation for good; closes the open spell on the first day away.

    A ``receiver`` is a cell that is kept here: it is told who is coming. Raises ``NotAllowedError``, ``FaultyError``.
    """
    membership = person.memberships.select_related("organisation").filter(ends_on=None).first()
    allow(actor, membership.organisation.scope_key if membership else person.scope_key, "ghi chuyển sinh hoạt")
    locked(person)
    last, place = ends_on or on, receiver.name if receiver is not None else normalise_name(other_place)
    faults = Faults()
    faults.unless(bool(place), "Chưa ghi nơi chuyển đi.", field="other_place")
    if membership is None:
        faults.add(f"{person.full_name} hiện không sinh hoạt ở chi bộ nào trong sổ này.", field="person")
        faults.settle()
    assert membership is not None
    check_closing(membership, last, on, faults)
    if receiver is not None:
        _check_receiver(receiver, membership.organisation, last, faults)
    faults.settle()
    closed(membership, last, Membership.LeftBy.TRANSFER_OUT, place)
    Transfer.objects.create(
        person=person,
        organisation=membership.organisation,
        sort=Transfer.Sort.PERMANENT,
        direction=Transfer.Direction.OUT,
        starts_on=last,
        other_place=place,
        other_organisation=receiver,
        reason=reason,
    )
    told = {"person": person.uid, "ends_on": [None, last], "left_to": place}
    log(actor, on, "transfer_out", membership, membership.organisation, told, reason=reason)
    return membership


def _check_guest(
    person: Person, organisation: Organisation, starts_on: date, ends_on: date | None, on: date, faults: Faults
) -> None:
    check_cell(organisation, faults, field="organisation")
    check_return(person, organisation, starts_on, ends_on, on, faults)
    check_standing(organisation, starts_on, faults)
    is_member = _is_member(person, organisation, starts_on)
    what = f"{person.full_name} đã là đảng viên của {organisation.name} vào ngày đó."
    faults.unless(not is_member, what, field="person")


def _check_receiver(receiver: Organisation, sender: Organisation, day: date, faults: Faults) -> None:
    check_cell(receiver, faults, field="receiver")
    if receiver.pk == sender.pk:
        faults.add(f"Đồng chí này đang sinh hoạt ở chính {sender.name}.", next="Chọn chi bộ khác.", field="receiver")
    if receiver.ends_on is not None and day >= receiver.ends_on:
        faults.add(
            f"{receiver.name} đã thôi hoạt động từ {say_date(receiver.ends_on)}.",
            next="Chọn chi bộ đang hoạt động.",
            field="receiver",
        )


@transaction.atomic
def transfer_temporarily(
    *,
    actor: Actor,
    on: date,
    person: Person,
    organisation: Organisation,
    direction: str,
    other_place: str = "",
    receiver: Organisation | None = None,
    starts_on: date,
    ends_on: date | None = None,
    reason: str = "",
) -> Transfer:
    """Enter chuyển sinh hoạt tạm thời; the membership at home stays open. ``ends_on`` may lie ahead.

    A ``receiver`` is a cell that is kept here. Raises ``NotAllowedError`` and ``FaultyError``.
    """
    allow(actor, organisation.scope_key, "ghi chuyển sinh hoạt tạm thời")
    person = locked(person)
    if direction == Transfer.Direction.INTO:
        must_be_sent(actor, person, organisation, _UNSENT, for_a_time=True)
    place = receiver.name if receiver is not None else normalise_name(other_place)
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
    if direction == Transfer.Direction.INTO:
        _check_guest(person, organisation, starts_on, ends_on, on, faults)
    if receiver is not None:
        _check_receiver(receiver, organisation, starts_on, faults)
    faults.settle()
    transfer = Transfer.objects.create(
        person=person,
        organisation=organisation,
        sort=Transfer.Sort.TEMPORARY,
        direction=direction,
        starts_on=starts_on,
        ends_on=ends_on,
        other_place=place,
        other_organisation=receiver,
        reason=reason,
    )
    told = {"person": person.uid, "direction": direction, "starts_on": starts_on, "ends_on": ends_on}
    log(actor, on, "transfer_temporarily", transfer, organisation, told, reason=reason)
    return transfer


@transaction.atomic
def come_back(*, actor: Actor, on: date, transfer: Transfer, ends_on: date) -> Transfer:
    """Enter the first day on which somebody away or here for a time is back; the planned day gives way to it.

    A time that is over only ever ends earlier: a longer one has its ground (``extend_transfer``) or is another time.
    Raises ``NotAllowedError`` and ``FaultyError``.
    """
    allow(actor, transfer.organisation.scope_key, "ghi hết chuyển sinh hoạt tạm thời")
    row = Transfer.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=transfer.pk)
    faults = Faults()
    faults.unless(row.sort == Transfer.Sort.TEMPORARY, "Chuyển sinh hoạt chính thức không có ngày trở lại.")
    faults.not_future(ends_on, on, "Ngày trở lại", "ends_on")
    faults.ordered(row.starts_on, ends_on, "Ngày trở lại", "ends_on")
    longer = "Đã ở lại lâu hơn thì ghi Gia hạn, kèm căn cứ."
    faults.only_earlier(row.ends_on, ends_on, "Lần chuyển này đã hết", next=longer)
    _check_next(row, ends_on, faults)
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
    _check_next(row, ends_on, faults)
    faults.settle()
    before, row.ends_on = row.ends_on, ends_on
    row.save(update_fields=["ends_on"])
    log(actor, on, "extend_transfer", row, row.organisation, {"ends_on": [before, ends_on]}, reason=reason.strip())
    return row


def _check_next(row: Transfer, ends_on: date, faults: Faults) -> None:
    """Note the next time away or here that began before this one would end."""
    same = row.person.transfers.filter(sort=row.sort, organisation=row.organisation, direction=row.direction)
    later = same.exclude(pk=row.pk).filter(starts_on__gte=row.starts_on, starts_on__lt=ends_on)
    for other in later.order_by("starts_on")[:1]:
        faults.add(
            f"Từ {say_date(other.starts_on)} đã ghi một lần chuyển sinh hoạt tạm thời khác.",
            next="Ghi ngày trước ngày ấy, hoặc rút lại lần ghi nhầm.",
            field="ends_on",
        )


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
            lead_back(transfer)
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
    for (what, then), rows in zip(_BUILT, of_the_spell(spell), strict=True):
        for row in rows.filter(starts_on__gte=spell.starts_on).order_by("starts_on", "pk"):
            since = say_date(row.starts_on)
            faults.add(f"Đã ghi {what(row)} từ {since}, sau khi vào chi bộ.", next=then.format(since))


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
    """Enter the first day on which an exempted member takes part again; of a time that is over only an earlier one."""
    allow(actor, exemption.organisation.scope_key, "ghi miễn công tác, sinh hoạt đảng")
    row = Exemption.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=exemption.pk)
    faults = Faults()
    faults.not_future(ends_on, on, "Ngày sinh hoạt lại", "ends_on")
    faults.ordered(row.starts_on, ends_on, "Ngày sinh hoạt lại", "ends_on")
    again = "Nếu được miễn tiếp thì ghi một lần miễn mới."
    faults.only_earlier(row.ends_on, ends_on, "Lần miễn này đã hết", next=again)
    faults.settle()
    before, row.ends_on = row.ends_on, ends_on
    row.save(update_fields=["ends_on"])
    log(actor, on, "end_exemption", row, row.organisation, {"ends_on": [before, ends_on]})
    return row


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
