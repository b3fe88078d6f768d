"""Danh hiệu: putting down what an organisation was called for a year, and taking it back with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.refusal import Fault
from chibo.base.vietnamese import normalise_name
from chibo.reviews.actions.common import allow, refuse, say
from chibo.reviews.models import Title

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_FIRST_YEAR = 1930


def record_title(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    year: int,
    sort: str = Title.CLEAN_AND_STRONG,
    name: str = "",
    decided_on: date | None = None,
    number: str = "",
    decided_by: str = "",
) -> Title:
    """Record a title of an organisation for a year; ``sort`` is a ``Title.Sort``, ``name`` the words of the decision.

    Without a name the title is called as its sort. A decision happened, so its day, number and body are recorded as
    far as they are known. Raises :class:`FaultyError` with every fault, :class:`NotAllowedError`.
    """
    allow(actor, organisation, "ghi danh hiệu của tổ chức đảng")
    known = sort in Title.Sort.values and sort != Title.Sort.OTHER
    called = normalise_name(name) or (Title.Sort(sort).label if known else "")
    with transaction.atomic():
        taken = Title.objects.filter(organisation=organisation, year=year, name=called, withdrawn_on=None).exists()
        refuse([*_title_faults(sort, called), *_day_faults(on, year, decided_on), *_twice(year, called, taken=taken)])
        title = Title.objects.create(
            organisation=organisation,
            year=year,
            sort=sort,
            name=called,
            decided_on=decided_on,
            number=number.strip(),
            decided_by=normalise_name(decided_by),
        )
        audit.record(
            actor=actor,
            on=on,
            action="reviews.record_title",
            subject=title,
            chain=str(organisation.uid),
            changes={"year": [None, year], "title": [None, called], "decided_on": [None, decided_on]},
        )
    return title


def withdraw_title(*, actor: Actor, on: date, title: Title, reason: str) -> Title:
    """Take a title back: withdrawn by its giver, or put down by mistake. The row stays, with the reason.

    Raises :class:`FaultyError` without a reason or for a title taken back before, :class:`NotAllowedError`.
    """
    allow(actor, title.organisation, "thu hồi danh hiệu của tổ chức đảng")
    with transaction.atomic():
        fresh = Title.objects.select_for_update().get(pk=title.pk)
        faults = []
        if fresh.withdrawn_on is not None:
            faults.append(Fault(what=f"Danh hiệu này đã bỏ ghi ngày {say(fresh.withdrawn_on)}."))
        if not reason.strip():
            what = "Chưa ghi lý do thu hồi hoặc bỏ ghi danh hiệu."
            faults.append(Fault(what=what, next="Ghi số quyết định thu hồi, hoặc chỗ đã ghi nhầm.", field="reason"))
        refuse(faults)
        fresh.withdrawn_on, fresh.withdrawal = on, reason.strip()
        fresh.save(update_fields=["withdrawn_on", "withdrawal"])
        audit.record(
            actor=actor,
            on=on,
            action="reviews.withdraw_title",
            subject=fresh,
            chain=str(title.organisation.uid),
            changes={"title": [fresh.name, None], "year": [fresh.year, None]},
            reason=fresh.withdrawal,
        )
    return fresh


def _title_faults(sort: str, called: str) -> list[Fault]:
    if sort not in Title.Sort.values:
        return [Fault(what="Chưa chọn danh hiệu.", next="Chọn một danh hiệu trong danh sách.", field="sort")]
    if not called:
        return [Fault(what="Chưa ghi tên danh hiệu.", next="Ghi đúng tên trong quyết định.", field="name")]
    return []


def _day_faults(on: date, year: int, decided_on: date | None) -> list[Fault]:
    faults = []
    if not _FIRST_YEAR <= year <= on.year:
        why = f"Năm phải từ {_FIRST_YEAR} đến {on.year}."
        faults.append(Fault(what=f"Không ghi được danh hiệu của năm {year}.", why=why, field="year"))
    if decided_on and decided_on > on:
        what = "Ngày quyết định công nhận danh hiệu chưa đến."
        faults.append(Fault(what=what, why=f"Hôm nay là {say(on)}.", next="Ghi lại ngày.", field="decided_on"))
    if decided_on and decided_on.year < year:
        why = f"Quyết định ngày {say(decided_on)}, danh hiệu của năm {year}."
        what = "Ngày quyết định ở trước năm được công nhận."
        faults.append(Fault(what=what, why=why, next="Ghi lại năm hoặc ngày.", field="decided_on"))
    return faults


def _twice(year: int, called: str, *, taken: bool) -> list[Fault]:
    if not taken:
        return []
    next_step = "Ghi sai thì bỏ ghi dòng cũ, nêu lý do, rồi ghi lại."
    return [Fault(what=f"Danh hiệu “{called}” năm {year} đã có trong sổ.", next=next_step, field="year")]
