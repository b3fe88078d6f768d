"""What an organisation planned itself: dated lines without a limit of any regulation, each with its article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.desk import addresses
from chibo.desk.queries.doers import SECRETARY, Doers
from chibo.desk.queries.lines import Button, Tag, WorkRow
from chibo.development.queries import ACTS, article_of, planned
from chibo.law.journey import Duty
from chibo.law.verdict import Citation
from chibo.law.vocabulary import Confidence, DutyGroup, DutyKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from chibo.development.models import DevelopmentCase, PlanItem
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation

_PAGES: Final[dict[str, tuple[str, Callable[[DevelopmentCase], str]]]] = {
    "outstanding_recognised": ("Ghi bước", addresses.case),
    "candidate_resolution": ("Ghi bước", addresses.case),
    "helper_resolution": ("Ghi bước", addresses.case),
    "awareness_certificate": ("Ghi bước", addresses.case),
    "admission_decision": ("Ghi quyết định", addresses.decision),
    "decision_receipt": ("Ghi quyết định", addresses.decision),
    "ceremony": ("Chuẩn bị lễ", addresses.ceremony),
}


def plan_rows(organisation: Organisation, on: date, rules: Rulebook, doers: Mapping[int, Doers]) -> Iterator[WorkRow]:
    """Give a line for each planned act that is not done. One query.

    A day of a plan that has passed is behind the plan, not overdue: nothing but the plan asks for that day.
    """
    for item in planned(organisation, on):
        yield _row(item, on, rules, doers[SECRETARY])


def _row(item: PlanItem, on: date, rules: Rulebook, who: Doers) -> WorkRow:
    start_by = rules.lead(DutyKind.PLANNED_ACT.value, item.planned_on)
    label, address = _PAGES.get(item.act, ("Mở hồ sơ", addresses.admission_dossier))
    plan = f"Kế hoạch kết nạp {item.goal.count} người chậm nhất {say_date(item.goal.by)}"
    article = article_of(item.act, on, rules)
    own = Citation(text=item.goal.ground or plan, confidence=Confidence.LOCAL)
    return WorkRow(
        kind=DutyKind.PLANNED_ACT,
        group=_group(item.planned_on, start_by, on),
        tag=_tag(item.planned_on, on),
        title=f"{ACTS[item.act]}: {item.case.person}",
        reason=f"{plan}. Dự định {say_date(item.planned_on)}, muộn nhất {say_date(item.latest_on)}.",
        button=Button(label=label, address=address(item.case)),
        citations=(article, own) if article else (own,),
        due_on=item.planned_on,
        start_by=start_by,
        person=item.case.person,
        case=item.case,
        doers=who,
        uid=str(item.uid),
    )


def _group(planned_on: date, start_by: date, on: date) -> DutyGroup:
    if planned_on < on:
        return DutyGroup.THIS_WEEK
    return Duty(kind=DutyKind.PLANNED_ACT, due_on=planned_on, start_by=start_by).group(on)


def _tag(planned_on: date, on: date) -> Tag:
    if planned_on < on:
        return Tag(text=f"Chậm kế hoạch {(on - planned_on).days} ngày", tone="warn")
    return Tag(text=f"Kế hoạch {say_date(planned_on)}", tone="inf")
