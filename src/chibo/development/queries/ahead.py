"""Looking ahead from a dossier, and the dossier as a file that leaves the house."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from chibo.base.words.planning import act_line, expiry_line
from chibo.development import facts
from chibo.development.queries.outlook import rulebooks
from chibo.law.calendar import CalendarGap
from chibo.law.dossier import to_file
from chibo.law.planning import plan_ceremony, plan_meeting
from chibo.law.timeline import LawGap

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from chibo.development.models import DevelopmentCase
    from chibo.law.dossier import DossierFacts
    from chibo.law.planning import Plan, PlannedAct
    from chibo.law.timeline import Rulebook


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """A plan as the page shows it; ``gap`` says why there is none."""

    target_on: date
    is_possible: bool = False
    expired: tuple[str, ...] = ()
    valid: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    done: int = 0
    gap: str = ""


def plan_for_meeting(case: DevelopmentCase, meeting_on: date, on: date) -> Ahead:
    """Say what will have expired on the day of a planned meeting, and the latest day for each act before it."""
    return _ahead(case, meeting_on, on, plan_meeting)


def plan_for_ceremony(case: DevelopmentCase, ceremony_on: date, on: date) -> Ahead:
    """Plan backwards from a wished day of the ceremony."""
    return _ahead(case, ceremony_on, on, plan_ceremony)


def _ahead(
    case: DevelopmentCase, target_on: date, on: date, plan: Callable[[DossierFacts, date, date, Rulebook], Plan]
) -> Ahead:
    rules = rulebooks([case], on)[case.organisation_id]
    try:
        made = plan(facts.dossier_of(case, on), target_on, on, rules)
    except LawGap as gap:
        return Ahead(target_on=target_on, gap=f"Chưa có căn cứ về “{gap.name}” cho ngày này.")
    except CalendarGap as gap:
        return Ahead(target_on=target_on, gap=f"Chưa có lịch nghỉ lễ năm {gap.year}; nhập trong Cài đặt.")
    except OverflowError:
        return Ahead(target_on=target_on, gap="Ngày quá xa nên không tính được.")
    waiting = [act for act in made.acts if act.done_on is None and act.act != made.target]
    return Ahead(
        target_on=target_on,
        is_possible=made.is_possible,
        expired=tuple(expiry_line(one) for one in made.expiries if one.has_ended),
        valid=tuple(expiry_line(one) for one in made.expiries if not one.has_ended),
        late=_lines([act for act in made.acts if not act.is_in_time]),
        left=_lines([act for act in waiting if act.is_in_time]),
        done=sum(act.done_on is not None and act.is_in_time for act in made.acts),
    )


def _lines(acts: list[PlannedAct]) -> tuple[str, ...]:
    return tuple(act_line(act) for act in acts)


def dossier_file(case: DevelopmentCase, on: date) -> dict[str, Any]:
    """Give the dossier file of a case, with the organisation's own rules, so that another program finds the same.

    Whose the neighbouring texts are stays in the house.
    """
    known = facts.dossier_of(case, on)
    own = facts.local_context(rulebooks([case], on)[case.organisation_id])
    near = known.context.neighbours
    nameless = tuple(replace(text, label="") for text in near) if near is not None else None
    context = replace(
        known.context,
        neighbours=nameless,
        local_rules=(*known.context.local_rules, *own.local_rules),
        policies={**known.context.policies, **own.policies},
    )
    return to_file(replace(known, checked_on=on, context=context))
