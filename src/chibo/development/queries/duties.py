"""What falls due for the cases of an organisation, as the law sees it today: the desk makes the worklist of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.development.queries.cases import cases
from chibo.development.queries.outlook import outlooks

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.law.journey import Duty
    from chibo.register.models import Organisation, Person


@dataclass(frozen=True, kw_only=True)
class CaseDuty:
    """One duty of one case."""

    case: DevelopmentCase
    person: Person
    duty: Duty


def duties(actor: Actor, organisation: Organisation, on: date) -> tuple[CaseDuty, ...]:
    """Give the duties of all open cases, case by case; the number of queries does not grow with the cases."""
    rows = list(cases(actor, organisation))
    return tuple(
        CaseDuty(case=case, person=case.person, duty=duty)
        for case, seen in zip(rows, outlooks(rows, on), strict=True)
        for duty in seen.duties
    )
