"""Recording what a resolution promised, amending it, taking it back. What was promised before stays on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, NotYoursError
from chibo.reviews.actions.common import allow, refuse
from chibo.reviews.models import BASES, Measure, Target, TargetAmendment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Term

_WHOLE = 100  # per cent
_MOST = 30_000
_WHAT = "đặt chỉ tiêu của nhiệm kỳ"


def set_target(
    *,
    actor: Actor,
    on: date,
    term: Term,
    metric: str,
    value: int,
    ground: str = "",
    unit: Organisation | None = None,
    year: int | None = None,
    measure: Measure | None = None,
    resolved_on: date | None = None,
) -> Target:
    """Set a target of a term, or of one ``year`` of it, for the organisation itself or for a ``unit`` below it.

    ``metric`` is a ``Target.Metric``; ``value`` a count, or per cent (1 to 100) for a rate, whose base and
    cut-off in ``measure`` are stored with it. ``resolved_on`` is the day
    of the resolution (empty: the first day of the term). Setting it again amends it (see :func:`amend_target`).
    Raises :class:`FaultyError` with every fault, :class:`NotAllowedError`, :class:`NotYoursError` for a unit that is
    not below.
    """
    unit, measure = unit or term.organisation, measure or Measure()
    allow(actor, term.organisation, _WHAT)
    if not unit.scope_key.startswith(term.organisation.scope_key):
        raise NotYoursError
    made = Target(
        term=term,
        unit=unit,
        year=year,
        metric=metric,
        value=value,
        base=measure.base or next(iter(BASES.get(metric, ())), ""),
        title=measure.title if metric == Target.Metric.TITLES else "",
        ground=ground.strip(),
        resolved_on=resolved_on or min(term.starts_on, on),
    )
    refuse([*_target_faults(made, on), *_cut_off_faults(made, measure.cut_off_on)])
    with transaction.atomic():
        standing = Target.objects.select_for_update().filter(term=term, unit=unit, year=year, metric=metric)
        found = standing.filter(withdrawn_on=None).first()
        if found is not None:
            if found.value == value:
                return found
            return amend_target(actor=actor, on=on, target=found, value=value, amended_on=resolved_on, ground=ground)
        made.cut_off_on = measure.cut_off_on or made.last_on if made.is_rate else None
        made.save()
        audit.record(
            actor=actor,
            on=on,
            action="reviews.set_target",
            subject=made,
            chain=str(term.organisation.uid),
            changes={metric: [None, value], "unit": [None, unit.uid], "year": [None, year]},
            reason=made.ground,
        )
    return made


def amend_target(
    *, actor: Actor, on: date, target: Target, value: int, ground: str, amended_on: date | None = None
) -> Target:
    """Change the value of a target by a later resolution; the old value stays, with the day and the ground.

    ``amended_on`` is the day of that resolution (empty: today). Returns the target. Raises :class:`FaultyError` with
    every fault, :class:`NotAllowedError`.
    """
    organisation = target.term.organisation
    allow(actor, organisation, _WHAT)
    day = amended_on or on
    with transaction.atomic():
        fresh = Target.objects.select_for_update(of=("self",)).select_related("term__organisation").get(pk=target.pk)
        old, fresh.value = fresh.value, value
        refuse([*_target_faults(fresh, on), *_amendment_faults(fresh, on, old, day, ground)])
        fresh.save(update_fields=["value"])
        TargetAmendment.objects.create(target=fresh, on=day, old_value=old, new_value=value, ground=ground.strip())
        audit.record(
            actor=actor,
            on=on,
            action="reviews.amend_target",
            subject=fresh,
            chain=str(organisation.uid),
            changes={fresh.metric: [old, value], "amended_on": [None, day]},
            reason=ground.strip(),
        )
    return fresh


def withdraw_target(*, actor: Actor, on: date, target: Target, ground: str, withdrawn_on: date | None = None) -> Target:
    """Take a target back: it no longer counts from that day, and stays on record with its ground.

    Raises :class:`FaultyError` with every fault, :class:`NotAllowedError`.
    """
    organisation = target.term.organisation
    allow(actor, organisation, _WHAT)
    day = withdrawn_on or on
    with transaction.atomic():
        fresh = Target.objects.select_for_update(of=("self",)).select_related("term__organisation").get(pk=target.pk)
        refuse([*_ground_faults(fresh, ground), *_day_faults(fresh, on, day, "withdrawn_on")])
        fresh.withdrawn_on, fresh.withdrawal = day, ground.strip()
        fresh.save(update_fields=["withdrawn_on", "withdrawal"])
        audit.record(
            actor=actor,
            on=on,
            action="reviews.withdraw_target",
            subject=fresh,
            chain=str(organisation.uid),
            changes={"withdrawn_on": [None, day]},
            reason=fresh.withdrawal,
        )
    return fresh


def _target_faults(target: Target, on: date) -> Iterator[Fault]:
    if target.metric not in Target.Metric.values:
        yield Fault(what="Chưa chọn loại chỉ tiêu.", next="Chọn một loại trong danh sách.", field="metric")
    if target.value < 1:
        yield Fault(
            what="Chỉ tiêu phải từ 1 trở lên.",
            why="Chỉ tiêu 0 thì lúc nào cũng đạt, và không nói được đã đạt bao nhiêu phần.",
            next="Không có chỉ tiêu thì để trống; đã ghi mà nghị quyết bỏ thì rút chỉ tiêu.",
            field="value",
        )
    if target.is_rate and target.value > _WHOLE:
        yield Fault(what="Tỷ lệ không thể quá 100%.", next="Ghi số phần trăm từ 1 đến 100.", field="value")
    if target.value > _MOST:
        yield Fault(what="Chỉ tiêu quá lớn.", next="Kiểm tra lại số.", field="value")
    if target.base and target.base not in BASES.get(target.metric, ()):
        yield Fault(what="Mẫu số này không dùng cho chỉ tiêu đã chọn.", next="Chọn lại mẫu số.", field="base")
    if target.resolved_on and target.resolved_on > on:
        what = f"Ngày nghị quyết {say_date(target.resolved_on)} chưa đến."
        yield Fault(what=what, next="Kiểm tra lại ngày.", field="resolved_on")
    yield from _year_faults(target)


def _year_faults(target: Target) -> Iterator[Fault]:
    first, last = target.term.starts_on.year, target.term.ends_on.year if target.term.ends_on else None
    if target.year is not None and (target.year < first or (last is not None and target.year > last)):
        why = f"Nhiệm kỳ {target.term.name} từ năm {first}" + (f" đến năm {last}." if last else ".")
        yield Fault(what=f"Năm {target.year} ở ngoài nhiệm kỳ.", why=why, next="Chọn năm khác.", field="year")


def _cut_off_faults(target: Target, day: date | None) -> Iterator[Fault]:
    if day is None:
        return
    if not target.is_rate:
        what = "Chỉ tiêu là số đếm thì đếm cả kỳ, không có ngày chốt riêng."
        yield Fault(what=what, next="Để trống ngày chốt.", field="cut_off_on")
    elif day < target.starts_on or (target.ends_on is not None and day >= target.ends_on):
        last = target.last_on
        why = f"Kỳ từ {say_date(target.starts_on)}" + (f" đến {say_date(last)}." if last else ".")
        what = f"Ngày chốt {say_date(day)} ở ngoài kỳ của chỉ tiêu."
        yield Fault(what=what, why=why, next="Chọn ngày trong kỳ, hoặc để trống.", field="cut_off_on")


def _amendment_faults(target: Target, on: date, old: int, day: date, ground: str) -> Iterator[Fault]:
    yield from _ground_faults(target, ground)
    yield from _day_faults(target, on, day, "amended_on")
    if target.value == old:
        yield Fault(what=f"Chỉ tiêu vẫn là {target.said_value}.", next="Ghi số mới.", field="value")
    last = target.amendments.last()
    if last is not None and day < last.on:
        what = f"Lần điều chỉnh trước là ngày {say_date(last.on)}, sau ngày {say_date(day)}."
        yield Fault(what=what, next="Ghi các lần điều chỉnh theo thứ tự ngày.", field="amended_on")


def _ground_faults(target: Target, ground: str) -> Iterator[Fault]:
    if target.withdrawn_on is not None:
        yield Fault(what=f"Chỉ tiêu này đã rút ngày {say_date(target.withdrawn_on)}.", next="Ghi chỉ tiêu mới.")
    if not ground.strip():
        why = "Chỉ tiêu do nghị quyết đặt; thay đổi cũng phải có nghị quyết hoặc văn bản."
        yield Fault(what="Chưa ghi căn cứ.", why=why, next="Ghi tên, ngày của văn bản.", field="ground")


def _day_faults(target: Target, on: date, day: date, field: str) -> Iterator[Fault]:
    if day > on:
        yield Fault(what=f"Ngày {say_date(day)} chưa đến.", next="Kiểm tra lại ngày.", field=field)
    if target.resolved_on is not None and day < target.resolved_on:
        why = f"Chỉ tiêu được đặt ngày {say_date(target.resolved_on)}."
        yield Fault(what=f"Ngày {say_date(day)} ở trước ngày đặt chỉ tiêu.", why=why, field=field)
