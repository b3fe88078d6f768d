"""Khen thưởng: putting somebody or the organisation forward, the decision, and closing what came to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import Fault
from chibo.base.vietnamese import normalise_name
from chibo.register.facts import rulebook_of
from chibo.reviews.actions.common import allow, refuse, say
from chibo.reviews.models import Commendation
from chibo.reviews.queries.commendations import pool_faults

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person

_FIRST_YEAR = 1930


@transaction.atomic
def propose_commendation(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    person: Person | None,
    form: str,
    occasion: str,
    year: int,
    merit: str,
    reason: str = "",
) -> Commendation:
    """Put a member forward, or with no person the organisation itself; still to be decided by the level entitled.

    For the year and for five years running only who did excellently can be put forward (21-HD/BTCTW); somebody
    entitled may do it all the same with a ``reason``. Raises :class:`FaultyError` with every fault,
    :class:`NotAllowedError`.
    """
    allow(actor, organisation, "đề nghị khen thưởng")
    _check(actor, on, organisation, person, form, occasion, year, merit, reason, judged_on=on)
    row = Commendation.objects.create(
        organisation=organisation,
        person=person,
        form=form,
        occasion=occasion,
        year=year,
        merit=merit.strip(),
        proposed_on=on,
        reason=reason.strip(),
    )
    _log(actor, on, "propose_commendation", row, {"year": [None, year], "form": [None, form]}, reason=row.reason)
    return row


@transaction.atomic
def record_commendation(  # noqa: PLR0913 - what a decision tells
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    person: Person | None,
    form: str,
    occasion: str,
    year: int,
    merit: str,
    decided_on: date,
    number: str = "",
    decided_by: str = "",
    reason: str = "",
) -> Commendation:
    """Put down a commendation that was decided elsewhere. It happened: what does not fit needs a reason, no more.

    Raises :class:`FaultyError` with every fault, :class:`NotAllowedError`.
    """
    allow(actor, organisation, "ghi khen thưởng")
    _check(actor, on, organisation, person, form, occasion, year, merit, reason, judged_on=decided_on, is_past=True)
    refuse(_decision_faults(on, year, decided_on, None))
    row = Commendation.objects.create(
        organisation=organisation,
        person=person,
        form=form,
        occasion=occasion,
        year=year,
        merit=merit.strip(),
        decided_on=decided_on,
        number=number.strip(),
        decided_by=normalise_name(decided_by),
        reason=reason.strip(),
    )
    told = {"year": [None, year], "form": [None, form], "decided_on": [None, decided_on]}
    _log(actor, on, "record_commendation", row, told, reason=row.reason)
    return row


@transaction.atomic
def decide_commendation(
    *, actor: Actor, on: date, row: Commendation, decided_on: date, number: str = "", decided_by: str = ""
) -> Commendation:
    """Put down the decision on somebody put forward. Raises :class:`FaultyError`, :class:`NotAllowedError`."""
    allow(actor, row.organisation, "ghi quyết định khen thưởng")
    fresh = Commendation.objects.select_for_update().get(pk=row.pk)
    refuse([*_settled(fresh), *_decision_faults(on, fresh.year, decided_on, fresh.proposed_on)])
    fresh.decided_on, fresh.number, fresh.decided_by = decided_on, number.strip(), normalise_name(decided_by)
    fresh.save(update_fields=["decided_on", "number", "decided_by"])
    _log(actor, on, "decide_commendation", fresh, {"decided_on": [None, decided_on]}, reason=fresh.number)
    return fresh


@transaction.atomic
def close_commendation(*, actor: Actor, on: date, row: Commendation, reason: str) -> Commendation:
    """Drop a proposal that came to nothing, or a line put down by mistake; it stays with its reason.

    Raises :class:`FaultyError`, :class:`NotAllowedError`.
    """
    allow(actor, row.organisation, "thôi theo dõi khen thưởng")
    fresh = Commendation.objects.select_for_update().get(pk=row.pk)
    faults = []
    if fresh.closed_on is not None:
        faults.append(Fault(what=f"Dòng này đã thôi theo dõi ngày {say(fresh.closed_on)}."))
    if not reason.strip():
        faults.append(Fault(what="Chưa ghi lý do.", next="Ghi ngắn: cấp trên trả lại, ghi nhầm…", field="reason"))
    refuse(faults)
    fresh.closed_on, fresh.closing = on, reason.strip()
    fresh.save(update_fields=["closed_on", "closing"])
    _log(actor, on, "close_commendation", fresh, {"closed_on": [None, on]}, reason=fresh.closing)
    return fresh


def _check(  # noqa: PLR0913 - what a commendation is made of
    actor: Actor,
    on: date,
    organisation: Organisation,
    person: Person | None,
    form: str,
    occasion: str,
    year: int,
    merit: str,
    reason: str,
    *,
    judged_on: date,
    is_past: bool = False,
) -> None:
    faults = []
    if form not in Commendation.Form.values:
        faults.append(Fault(what="Chưa chọn hình thức khen thưởng.", field="form"))
    if occasion not in Commendation.Occasion.values:
        faults.append(Fault(what="Chưa chọn khen thưởng về việc gì.", field="occasion"))
    if not merit.strip():
        faults.append(Fault(what="Chưa ghi thành tích.", next="Ghi việc đã làm và kết quả.", field="merit"))
    if not _FIRST_YEAR <= year <= on.year:
        why = f"Năm phải từ {_FIRST_YEAR} đến {on.year}."
        faults.append(Fault(what=f"Không ghi được khen thưởng của năm {year}.", why=why, field="year"))
    refuse(faults)
    if reason.strip() and (is_past or actor.may(Permission.OVERRIDE, organisation.scope_key)):
        return
    refuse(pool_faults(organisation, person, occasion, year, judged_on, rulebook_of(organisation, on)))


def _decision_faults(on: date, year: int, decided_on: date, proposed_on: date | None) -> list[Fault]:
    faults = []
    if decided_on > on:
        faults.append(Fault(what="Ngày quyết định chưa đến.", why=f"Hôm nay là {say(on)}.", field="decided_on"))
    if decided_on.year < year:
        why = f"Khen thưởng của năm {year}."
        faults.append(Fault(what="Quyết định ở trước năm được khen thưởng.", why=why, field="decided_on"))
    if proposed_on is not None and decided_on < proposed_on:
        why = f"Đề nghị ngày {say(proposed_on)}."
        faults.append(Fault(what="Quyết định ở trước ngày đề nghị.", why=why, field="decided_on"))
    return faults


def _settled(row: Commendation) -> list[Fault]:
    if row.decided_on is None and row.closed_on is None:
        return []
    return [Fault(what="Đề nghị này đã có quyết định hoặc đã thôi theo dõi.", next="Mở lại trang để xem.")]


def _log(
    actor: Actor, on: date, action: str, row: Commendation, changes: Mapping[str, object], *, reason: str = ""
) -> None:
    whose = {"person": [None, row.person.uid]} if row.person is not None else {}
    audit.record(
        actor=actor,
        on=on,
        action=f"reviews.{action}",
        subject=row,
        chain=str(row.organisation.uid),
        changes={**whose, **changes},
        reason=reason,
    )
