"""Setting a goal, moving and dropping planned acts, taking the plan back. Every act on a case renews its plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault
from chibo.development.actions.guards import must_hold, raise_if_any
from chibo.development.models import Goal, PlanItem, Step
from chibo.development.queries.prospects import prospects
from chibo.law.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.development.queries.prospects import Prospect
    from chibo.register.models import Organisation

_WHAT = "lập kế hoạch kết nạp"
_MOST = 1000


@transaction.atomic
def set_goal(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    count: int,
    by: date,
    cases: Sequence[DevelopmentCase],
    ground: str = "",
) -> Goal:
    """Plan to admit ``count`` people, the last ceremony on ``by`` at the latest, by the roads of the cases chosen.

    Raises ``NotAllowedError`` and ``FaultyError`` with every fault: a day that is over, nobody chosen, or somebody for
    whom the law leaves no time.
    """
    must_hold(actor, Permission.RECORD_STEPS, organisation.scope_key, _WHAT)
    told = {one.case.pk: one for one in prospects(cases, by, on)}
    raise_if_any([*_goal_faults(on, count, by), *_people_faults(cases, told, by)])
    goal = Goal.objects.create(organisation=organisation, count=count, by=by, ground=ground.strip(), set_on=on)
    for one in told.values():
        PlanItem.objects.bulk_create(
            PlanItem(
                goal=goal,
                case=one.case,
                act=act.act,
                place=place,
                latest_on=act.latest_on,
                planned_on=max(act.latest_on, on),
                done_on=act.done_on,
            )
            for place, act in enumerate(one.acts)
        )
    audit.record(
        actor=actor,
        on=on,
        action="development.set_goal",
        subject=goal,
        chain=str(organisation.uid),
        changes={"count": [None, count], "by": [None, by], "cases": [None, [str(case.uid) for case in cases]]},
        reason=goal.ground,
    )
    return goal


@transaction.atomic
def adjust_plan_item(*, actor: Actor, on: date, item: PlanItem, planned_on: date) -> PlanItem:
    """Plan an act for another day, not after the latest that the law leaves for the goal.

    Raises ``NotAllowedError`` and ``FaultyError``.
    """
    organisation = item.goal.organisation
    must_hold(actor, Permission.RECORD_STEPS, organisation.scope_key, _WHAT)
    fresh = PlanItem.objects.select_for_update().get(pk=item.pk)
    raise_if_any(_item_faults(fresh, on, planned_on))
    before, fresh.planned_on, fresh.is_adjusted = fresh.planned_on, planned_on, True
    fresh.save(update_fields=["planned_on", "is_adjusted"])
    _log(actor, on, "development.adjust_plan_item", fresh, organisation, {"planned_on": [before, planned_on]})
    return fresh


@transaction.atomic
def withdraw_plan_item(*, actor: Actor, on: date, item: PlanItem) -> PlanItem:
    """Take one act out of the plan and the worklist; the act itself stays as necessary as it was.

    Raises ``NotAllowedError`` and ``FaultyError``.
    """
    organisation = item.goal.organisation
    must_hold(actor, Permission.RECORD_STEPS, organisation.scope_key, _WHAT)
    fresh = PlanItem.objects.select_for_update().get(pk=item.pk)
    raise_if_any(_closed_faults(fresh))
    fresh.withdrawn_on = on
    fresh.save(update_fields=["withdrawn_on"])
    _log(actor, on, "development.withdraw_plan_item", fresh, organisation, {"withdrawn_on": [None, on]})
    return fresh


@transaction.atomic
def withdraw_goal(*, actor: Actor, on: date, goal: Goal, reason: str) -> Goal:
    """Take a whole plan back, with its reason; nothing of it is on the worklist any more.

    Raises ``NotAllowedError`` and ``FaultyError``.
    """
    must_hold(actor, Permission.RECORD_STEPS, goal.organisation.scope_key, _WHAT)
    fresh = Goal.objects.select_for_update().get(pk=goal.pk)
    faults = []
    if fresh.withdrawn_on is not None:
        faults.append(Fault(what=f"Kế hoạch này đã rút ngày {say_date(fresh.withdrawn_on)}."))
    if not reason.strip():
        faults.append(Fault(what="Chưa ghi lý do rút kế hoạch.", next="Ghi một câu ngắn.", field="reason"))
    raise_if_any(faults)
    fresh.withdrawn_on, fresh.withdrawal = on, reason.strip()
    fresh.save(update_fields=["withdrawn_on", "withdrawal"])
    audit.record(
        actor=actor,
        on=on,
        action="development.withdraw_goal",
        subject=fresh,
        chain=str(goal.organisation.uid),
        changes={"withdrawn_on": [None, on]},
        reason=fresh.withdrawal,
    )
    return fresh


def renew_plans(cases: Iterable[DevelopmentCase], on: date) -> None:
    """Reckon the plans of some cases anew, inside the transaction of the act that changed them."""
    rows = {case.pk: case for case in cases}
    items = PlanItem.objects.filter(case__in=rows, goal__withdrawn_on=None).select_related("goal")
    by_goal: dict[Goal, dict[int, dict[str, PlanItem]]] = {}
    for item in items:
        by_goal.setdefault(item.goal, {}).setdefault(item.case_id, {})[item.act] = item
    for goal, kept in by_goal.items():
        told = prospects([rows[pk] for pk in kept], goal.by, on)
        for one in told:
            _renew(goal, one, kept[one.case.pk])
        past = set(kept) - {one.case.pk for one in told}
        held = Step.objects.filter(case__in=past, kind=StepKind.ADMITTED, is_void=False, replaced_by=None)
        PlanItem.objects.filter(goal=goal, case__in=held.values("case"), done_on=None).update(done_on=on)


def _renew(goal: Goal, one: Prospect, kept: dict[str, PlanItem]) -> None:
    """Bring the items of one case up to date: what is done, what the law leaves, what has come onto the road."""
    if not one.acts:
        return
    for place, act in enumerate(one.acts):
        item = kept.pop(act.act, None)
        if item is None:
            item = PlanItem(goal=goal, case=one.case, act=act.act, planned_on=act.latest_on)
        item.place, item.latest_on, item.done_on = place, act.latest_on, act.done_on
        if not item.is_adjusted or item.planned_on > act.latest_on:
            item.planned_on, item.is_adjusted = max(act.latest_on, goal.set_on), False
        item.save()
    gone = [item.pk for item in kept.values()]  # no longer on this person's road, or recognised as outstanding since
    PlanItem.objects.filter(pk__in=gone, done_on=None).delete()


def _log(
    actor: Actor, on: date, action: str, item: PlanItem, organisation: Organisation, changes: dict[str, list[object]]
) -> None:
    audit.record(actor=actor, on=on, action=action, subject=item, chain=str(organisation.uid), changes=changes)


def _goal_faults(on: date, count: int, by: date) -> list[Fault]:
    faults = []
    if not 1 <= count <= _MOST:
        faults.append(Fault(what="Số người phải từ 1 trở lên.", next="Ghi lại số người.", field="count"))
    if by < on:
        why = f"Hôm nay là {say_date(on)}."
        faults.append(Fault(what=f"Ngày {say_date(by)} đã qua.", why=why, next="Chọn ngày sau.", field="by"))
    return faults


def _people_faults(cases: Sequence[DevelopmentCase], told: dict[int, Prospect], by: date) -> list[Fault]:
    faults = []
    if not cases:
        faults.append(Fault(what="Chưa chọn ai.", next="Chọn trong những người còn kịp.", field="cases"))
    for case in cases:
        one = told.get(case.pk)
        if one is None or not one.can:
            what = f"{case.person}: không kịp kết nạp chậm nhất {say_date(by)} theo quy định."
            faults.append(Fault(what=what, next="Bỏ chọn, hoặc chọn ngày sau.", field="cases"))
    return faults


def _closed_faults(item: PlanItem) -> list[Fault]:
    if item.done_on is not None:
        return [Fault(what=f"Việc này đã làm ngày {say_date(item.done_on)}.")]
    if item.withdrawn_on is not None:
        return [Fault(what=f"Việc này đã bỏ khỏi kế hoạch ngày {say_date(item.withdrawn_on)}.")]
    return []


def _item_faults(item: PlanItem, on: date, planned_on: date) -> list[Fault]:
    faults = _closed_faults(item)
    if planned_on < on:
        faults.append(Fault(what=f"Ngày {say_date(planned_on)} đã qua.", next="Chọn ngày sau.", field="planned_on"))
    if planned_on > max(item.latest_on, on):
        faults.append(
            Fault(
                what=f"Ngày {say_date(planned_on)} quá muộn cho kế hoạch này.",
                why=f"Muộn nhất là {say_date(item.latest_on)} thì còn kịp các bước sau.",
                next="Chọn ngày sớm hơn, hoặc lập kế hoạch với ngày kết nạp muộn hơn.",
                field="planned_on",
            )
        )
    return faults
