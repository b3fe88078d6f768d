"""Verbs about Đảng tịch: admission and its four dates, and the spells of membership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.dates import say_date
from chibo.base.vietnamese import normalise_name
from chibo.law.calendar import add_months
from chibo.register.actions.common import Faults, allow, locked, log
from chibo.register.models import Admission, Membership

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.register.models import Organisation, Person

_PROBATION_MONTHS = 12  # a typing check on old dates; the law's own figure judges the steps of the road


def admission_faults(
    *, decided_on: date | None, ceremony_on: date, official_on: date | None, recognised_on: date | None, on: date
) -> tuple[Fault, ...]:
    """Everything wrong among the four dates of one admission, in Vietnamese; the import's preview asks this too."""
    faults = Faults()
    faults.not_future(decided_on, on, "Ngày quyết định kết nạp", "decided_on")
    faults.not_future(ceremony_on, on, "Ngày lễ kết nạp", "ceremony_on")
    faults.not_future(official_on, on, "Ngày chính thức", "official_on")
    faults.not_future(recognised_on, on, "Ngày quyết định công nhận", "recognised_on")
    if decided_on is not None and ceremony_on < decided_on:
        faults.add(
            f"Lễ kết nạp ({say_date(ceremony_on)}) ở trước quyết định kết nạp ({say_date(decided_on)}).",
            next="Sửa một trong hai ngày.",
            field="ceremony_on",
        )
    if official_on is not None and official_on < add_months(ceremony_on, _PROBATION_MONTHS):
        faults.add(
            f"Ngày chính thức ({say_date(official_on)}) chưa đủ 12 tháng kể từ lễ kết nạp ({say_date(ceremony_on)}).",
            next="Sửa ô này hoặc để trống, bổ sung sau.",
            field="official_on",
        )
    if recognised_on is not None and recognised_on < (official_on or ceremony_on):
        earlier = official_on or ceremony_on
        faults.add(
            f"Quyết định công nhận ({say_date(recognised_on)}) ở trước ngày hết dự bị ({say_date(earlier)}).",
            next="Sửa một trong hai ngày.",
            field="recognised_on",
        )
    return tuple(faults.found)


@transaction.atomic
def record_admission(
    *,
    actor: Actor,
    on: date,
    person: Person,
    ceremony_on: date,
    decided_on: date | None = None,
    official_on: date | None = None,
    recognised_on: date | None = None,
    is_readmission: bool = False,
) -> Admission:
    """Enter a kết nạp. Raises ``FaultyError`` with every fault among the dates, or when it is entered already."""
    allow(actor, person.scope_key, "ghi kết nạp", by_road=True)
    person = locked(person)
    faults = Faults()
    faults.take(
        admission_faults(
            decided_on=decided_on, ceremony_on=ceremony_on, official_on=official_on, recognised_on=recognised_on, on=on
        )
    )
    earlier = list(person.admissions.all())
    if any(known.ceremony_on == ceremony_on for known in earlier):
        faults.add("Lễ kết nạp này đã được ghi.", field="ceremony_on")
    elif earlier and not is_readmission:
        faults.add(f"{person.full_name} đã có ghi kết nạp.", next="Nếu là kết nạp lại, hãy đánh dấu kết nạp lại.")
    if person.birth is not None and ceremony_on <= person.birth.earliest:
        faults.add("Lễ kết nạp ở trước ngày sinh.", field="ceremony_on")
    faults.settle()
    admission = Admission.objects.create(
        person=person,
        decided_on=decided_on,
        ceremony_on=ceremony_on,
        official_on=official_on,
        recognised_on=recognised_on,
        is_readmission=is_readmission,
    )
    told = {"decided_on": decided_on, "ceremony_on": ceremony_on, "official_on": official_on}
    log(actor, on, "record_admission", admission, person.organisation, {**told, "recognised_on": recognised_on})
    return admission


@transaction.atomic
def confirm_membership(*, actor: Actor, on: date, person: Person, official_on: date, recognised_on: date) -> Admission:
    """Enter that a probationary member became official: the official day and the day of the recognition decision."""
    allow(actor, person.scope_key, "ghi công nhận chính thức", by_road=True)
    person = locked(person)
    admission = person.admissions.order_by("-ceremony_on").first()
    faults = Faults()
    if admission is None:
        faults.add(f"Chưa ghi lễ kết nạp của {person.full_name}.", next="Ghi ngày lễ kết nạp trước.")
        faults.settle()
    assert admission is not None
    if admission.recognised_on is not None:
        faults.add(f"{person.full_name} đã được công nhận ngày {say_date(admission.recognised_on)}.")
    faults.take(
        admission_faults(
            decided_on=admission.decided_on,
            ceremony_on=admission.ceremony_on,
            official_on=official_on,
            recognised_on=recognised_on,
            on=on,
        )
    )
    faults.settle()
    told = {"official_on": [admission.official_on, official_on], "recognised_on": [None, recognised_on]}
    admission.official_on, admission.recognised_on = official_on, recognised_on
    admission.save(update_fields=["official_on", "recognised_on"])
    log(actor, on, "confirm_membership", admission, person.organisation, told)
    return admission


@transaction.atomic
def take_back_confirmation(*, actor: Actor, on: date, person: Person, reason: str) -> Admission:
    """Undo a recognition entered by mistake; the log keeps what stood there and the reason."""
    allow(actor, person.scope_key, "sửa công nhận chính thức", by_road=True)
    person = locked(person)
    admission = person.admissions.order_by("-ceremony_on").first()
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do.", field="reason")
    if admission is None or admission.recognised_on is None:
        faults.add(f"{person.full_name} chưa có quyết định công nhận để rút lại.")
    faults.settle()
    assert admission is not None
    told = {"official_on": [admission.official_on, None], "recognised_on": [admission.recognised_on, None]}
    admission.official_on = admission.recognised_on = None
    admission.save(update_fields=["official_on", "recognised_on"])
    log(actor, on, "take_back_confirmation", admission, person.organisation, told, reason=reason.strip())
    return admission


@transaction.atomic
def take_back_admission(*, actor: Actor, on: date, person: Person, ceremony_on: date, reason: str) -> None:
    """Undo a kết nạp entered by mistake, with the membership it opened; the log keeps every date and the reason.

    Raises ``FaultyError`` without a reason, when nothing of that day is entered, or when more was built on it.
    """
    allow(actor, person.scope_key, "sửa ghi kết nạp", by_road=True)
    person = locked(person)
    admission = person.admissions.filter(ceremony_on=ceremony_on).first()
    spell = person.memberships.filter(joined_by=Membership.JoinedBy.ADMISSION, starts_on=ceremony_on).first()
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do.", field="reason")
    if admission is None:
        faults.add(f"Chưa ghi lễ kết nạp ngày {say_date(ceremony_on)} của {person.full_name}.")
    elif admission.recognised_on is not None:
        faults.add("Đã ghi quyết định công nhận.", next="Rút lại quyết định công nhận trước.")
    if spell is not None and spell.ends_on is not None:
        faults.add(f"Đảng tịch đã đóng ngày {say_date(spell.ends_on)}.", next="Sửa việc chuyển đi trước.")
    faults.settle()
    assert admission is not None
    told: dict[str, object] = {"ceremony_on": [ceremony_on, None], "decided_on": [admission.decided_on, None]}
    if spell is not None:
        told["membership"] = [str(spell.uid), None]
        spell.delete()
    log(actor, on, "take_back_admission", admission, person.organisation, told, reason=reason.strip())
    admission.delete()


@transaction.atomic
def take_back_admission(*, actor: Actor, on: date, person: Person, ceremony_on: date, reason: str) -> None:
    """Undo an admission entered by mistake, and the membership it opened; the log keeps both and the reason.

    Raises ``FaultyError`` once the member was recognised or the membership has moved on.
    """
    allow(actor, person.scope_key, "sửa ghi kết nạp", by_road=True)
    person = locked(person)
    admission = person.admissions.filter(ceremony_on=ceremony_on).first()
    spell = person.memberships.filter(starts_on=ceremony_on, joined_by=Membership.JoinedBy.ADMISSION).first()
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do.", field="reason")
    if admission is None:
        faults.add(f"Không có lễ kết nạp nào của {person.full_name} ngày {say_date(ceremony_on)}.")
    elif admission.recognised_on is not None:
        faults.add(f"{person.full_name} đã được công nhận chính thức.", next="Rút lại công nhận trước.")
    if spell is not None and spell.ends_on is not None:
        faults.add(f"{person.full_name} đã rời chi bộ ngày {say_date(spell.ends_on)}.", next="Sửa việc đó trước.")
    faults.settle()
    assert admission is not None
    told = {"ceremony_on": [ceremony_on, None], "decided_on": [admission.decided_on, None]}
    log(actor, on, "take_back_admission", admission, person.organisation, told, reason=reason.strip())
    if spell is not None:
        spell.delete()
    admission.delete()


@transaction.atomic
def open_membership(
    *,
    actor: Actor,
    on: date,
    person: Person,
    organisation: Organisation,
    joined_by: str,
    joined_from: str = "",
    admission: Admission | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    was_official: bool = False,
) -> Membership:
    """Open a person's time in an organisation from ``starts_on``, else the ceremony of ``admission``, else ``on``.

    ``ends_on`` enters a spell that is over already; ``was_official`` one of an official member whose admission nobody
    knows any more. Raises ``FaultyError`` for days ahead, an overlap with another
    spell, a spell before the person's first admission.
    """
    allow(actor, organisation.scope_key, "mở sổ đảng tịch", by_road=True)
    person = locked(person)
    first = starts_on or (admission.ceremony_on if admission else on)
    faults = Faults()
    faults.unless(joined_by in Membership.JoinedBy.values, f"Không có cách vào “{joined_by}”.", field="joined_by")
    faults.not_future(ends_on, on, "Ngày rời chi bộ", "ends_on")
    check_spell(person, first, ends_on, on, faults)
    faults.settle()
    membership = opened(person, organisation, first, ends_on, joined_by, normalise_name(joined_from))
    if was_official:
        membership.was_official = True
        membership.save(update_fields=["was_official"])
    told = {"person": person.uid, "starts_on": first, "joined_by": joined_by, "joined_from": joined_from}
    log(actor, on, "open_membership", membership, organisation, told)
    return membership


def check_spell(person: Person, starts_on: date, ends_on: date | None, on: date, faults: Faults) -> None:
    """Note what speaks against a spell: days ahead, before the first admission, over another spell."""
    faults.not_future(starts_on, on, "Ngày vào chi bộ", "starts_on")
    faults.ordered(starts_on, ends_on, "Ngày rời chi bộ", "ends_on")
    first = person.admissions.order_by("ceremony_on").first()
    if first is not None and starts_on < first.ceremony_on:
        faults.add(
            f"Ngày vào chi bộ ({say_date(starts_on)}) ở trước lễ kết nạp ({say_date(first.ceremony_on)}).",
            next="Sửa một trong hai ngày.",
            field="starts_on",
        )
    others = person.memberships.exclude(ends_on__lte=starts_on)
    if ends_on is not None:
        others = others.filter(starts_on__lt=ends_on)
    other = others.select_related("organisation").first()
    if other is not None:
        faults.add(
            f"{person.full_name} đang sinh hoạt ở {other.organisation.name} từ {say_date(other.starts_on)}.",
            next="Ghi chuyển đi ở nơi cũ trước.",
            field="person",
        )


def opened(
    person: Person, organisation: Organisation, starts_on: date, ends_on: date | None, joined_by: str, joined_from: str
) -> Membership:
    """Write the spell; the person now belongs to the organisation that has the open one."""
    membership = Membership.objects.create(
        person=person,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        joined_by=joined_by,
        joined_from=joined_from,
    )
    if ends_on is None and person.organisation_id != organisation.pk:
        person.organisation, person.scope_key = organisation, organisation.scope_key
        person.save(update_fields=["organisation", "scope_key"])
    return membership


@transaction.atomic
def close_membership(
    *, actor: Actor, on: date, membership: Membership, left_by: str, ends_on: date | None = None, left_to: str = ""
) -> Membership:
    """Close an open spell; ``ends_on`` (else ``on``) is the first day the person is no longer a member here."""
    allow(actor, membership.organisation.scope_key, "đóng sổ đảng tịch", by_road=True)
    last = ends_on or on
    faults = Faults()
    faults.unless(left_by in Membership.LeftBy.values, f"Không có cách rời “{left_by}”.", field="left_by")
    check_closing(membership, last, on, faults)
    faults.settle()
    closed(membership, last, left_by, normalise_name(left_to))
    told = {"ends_on": [None, last], "left_by": left_by, "left_to": left_to}
    log(actor, on, "close_membership", membership, membership.organisation, told)
    return membership


def check_closing(membership: Membership, ends_on: date, on: date, faults: Faults) -> None:
    """Note what speaks against ending a spell on a day."""
    faults.unless(membership.ends_on is None, "Đảng tịch này đã đóng từ trước.")
    faults.not_future(ends_on, on, "Ngày rời chi bộ", "ends_on")
    faults.ordered(membership.starts_on, ends_on, "Ngày rời chi bộ", "ends_on")


def closed(membership: Membership, ends_on: date, left_by: str, left_to: str) -> None:
    """End the spell, and with it the offices held here."""
    membership.ends_on, membership.left_by, membership.left_to = ends_on, left_by, left_to
    membership.save(update_fields=["ends_on", "left_by", "left_to"])
    holdings = membership.organisation.office_holdings.filter(person_id=membership.person_id, ends_on=None)
    holdings.filter(starts_on__lt=ends_on).update(ends_on=ends_on)
