"""Verbs about kết nạp and its four dates: enter, confirm, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.dates import say_date
from chibo.register.actions.common import Faults, allow, locked, log
from chibo.register.facts import probation_from
from chibo.register.models import Admission, Membership

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.register.models import Person


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
    if official_on is not None:
        _check_official(official_on, ceremony_on, faults)
    if recognised_on is not None and recognised_on < (official_on or ceremony_on):
        earlier = official_on or ceremony_on
        faults.add(
            f"Quyết định công nhận ({say_date(recognised_on)}) ở trước ngày hết dự bị ({say_date(earlier)}).",
            next="Sửa một trong hai ngày.",
            field="recognised_on",
        )
    return tuple(faults.found)


def _check_official(official_on: date, ceremony_on: date, faults: Faults) -> None:
    """Note an official day before the probation was full by the law of the ceremony; without one, before that day."""
    probation = probation_from(ceremony_on, law_of=ceremony_on)
    day, ceremony = say_date(official_on), say_date(ceremony_on)
    if official_on < ceremony_on:
        what = f"Ngày chính thức ({day}) ở trước lễ kết nạp ({ceremony})."
    elif probation is not None and official_on < probation.result:
        what = f"Ngày chính thức ({day}) chưa đủ {probation.amount} tháng kể từ lễ kết nạp ({ceremony})."
    else:
        return
    faults.add(what, next="Sửa ô này hoặc để trống, bổ sung sau.", field="official_on")


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
