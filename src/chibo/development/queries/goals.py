"""Reading plans: the goals of an organisation, each person's acts in them, and what is planned for the worklist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.access import Permission, within
from chibo.base.words.checker import PAPER_NAMES
from chibo.development.models import Goal, PlanItem
from chibo.development.queries.cases import cases, one
from chibo.development.queries.prospects import OUTSTANDING, Prospect, prospects

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation

ACTS: Final[dict[str, str]] = {
    **PAPER_NAMES,
    OUTSTANDING: "Công nhận quần chúng ưu tú",
    "base_admission_meeting": "Đảng ủy cơ sở họp xét kết nạp",
    "decision_receipt": "Nhận quyết định kết nạp",
    "ceremony": "Tổ chức lễ kết nạp",
}
"""What each act of a plan is called."""

_ARTICLES: Final[dict[str, str]] = {
    "helper_resolution": "mentor.must_be_official",
    "verification_request": "verify.reply_deadline_domestic",
    "verification_reply": "verify.reply_deadline_domestic",
    "cell_admission_meeting": "vote.cell_threshold",
    "submission_letter": "decide.admission_deadline",
    "admission_decision": "decide.admission_deadline",
    "decision_receipt": "ceremony.deadline",
    "ceremony": "ceremony.deadline",
    **dict.fromkeys(
        (
            "awareness_certificate",
            "application",
            "background_statement",
            "background_check",
            "youth_union_resolution",
            "trade_union_resolution",
            "member_introduction",
            "residence_opinion",
            "organisation_opinion",
            "opinions_synthesis",
        ),
        "dossier.admission_papers",
    ),
}
"""The figure whose article asks for an act, where the facts name one."""


def article_of(act: str, on: date, rules: Rulebook) -> Citation | None:
    """The article that asks for an act on a day; nothing where the facts name none."""
    key = _ARTICLES.get(act)
    reading = rules.find(key, on) if key else None
    return reading.citation if reading else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPlan:
    """One person in a plan, with the acts that are left, in the order of the road."""

    case: DevelopmentCase
    items: tuple[PlanItem, ...]
    done: int


def goals(organisation: Organisation) -> QuerySet[Goal]:
    """The plans of an organisation that stand, the nearest first."""
    return Goal.objects.filter(organisation=organisation, withdrawn_on=None).order_by("by", "pk")


def goal_for(actor: Actor, uid: UUID | str) -> Goal:
    """The plan of an address; raises ``NotYoursError``."""
    reach = within(actor, Permission.VIEW_CASES, field="organisation__scope_key")
    found: Goal = one(Goal.objects.filter(reach).select_related("organisation__kind"), uid)
    return found


def plan_item_for(actor: Actor, uid: UUID | str) -> PlanItem:
    """One planned act of an address; raises ``NotYoursError``."""
    reach = within(actor, Permission.VIEW_CASES, field="goal__organisation__scope_key")
    rows = PlanItem.objects.filter(reach).select_related("goal__organisation", "case__person")
    found: PlanItem = one(rows, uid)
    return found


def people_in(goal: Goal) -> tuple[PersonPlan, ...]:
    """The people of a plan by name, each with what is left. One query."""
    rows = PlanItem.objects.filter(goal=goal).select_related("case__person").order_by("case__person__sort_key", "place")
    by_case: dict[int, list[PlanItem]] = {}
    for item in rows:
        by_case.setdefault(item.case_id, []).append(item)
    return tuple(
        PersonPlan(
            case=items[0].case,
            items=tuple(item for item in items if item.done_on is None and item.withdrawn_on is None),
            done=sum(item.done_on is not None for item in items),
        )
        for items in by_case.values()
    )


def prospects_of(actor: Actor, organisation: Organisation, by: date, on: date) -> tuple[Prospect, ...]:
    """Say of everybody on the road of an organisation whether a day can be kept, in the order of names."""
    return prospects(list(cases(actor, organisation).order_by("person__sort_key", "id")), by, on)


def planned(organisation: Organisation, on: date) -> QuerySet[PlanItem]:
    """Every act that is planned and not done, of plans that stand and are not over, of open cases. One query."""
    open_ones = PlanItem.objects.filter(
        goal__organisation=organisation,
        goal__withdrawn_on=None,
        goal__by__gte=on,
        withdrawn_on=None,
        done_on=None,
        case__closed_on=None,
    )
    rows = open_ones.select_related("goal", "case__person", "case__organisation")
    return rows.order_by("planned_on", "case__person__sort_key", "place")
