"""What the law sees ahead for cases: stage, what is missing, what falls due; and the copy of it that is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chibo.development import facts
from chibo.law import journey
from chibo.law.vocabulary import DutyKind
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.development.models import DevelopmentCase
    from chibo.law.timeline import Rulebook


class Copy(NamedTuple):
    """What a case keeps of its outlook, so that lists can be filtered and ordered by the database."""

    stage: str
    next_duty: str
    next_due: date | None


def rulebooks(cases: Sequence[DevelopmentCase], on: date) -> dict[int, Rulebook]:
    """Give the law as each organisation among the cases reads it."""
    one_each = {case.organisation_id: case for case in cases}
    return {
        key: rulebook_of(case.organisation, on, is_amended=getattr(case, "is_amended", True))
        for key, case in one_each.items()
    }


def outlooks(cases: Sequence[DevelopmentCase], on: date) -> tuple[journey.Outlook, ...]:
    """Give the law's outlook for each case, in order, in a fixed number of queries."""
    rules = rulebooks(cases, on)
    return tuple(
        journey.outlook(known, on, rules[case.organisation_id])
        for case, known in zip(cases, facts.of(cases), strict=True)
    )


def outlook(case: DevelopmentCase, on: date) -> journey.Outlook:
    """Give the law's outlook for one case."""
    return outlooks([case], on)[0]


def derived(cases: Sequence[DevelopmentCase], on: date) -> tuple[Copy, ...]:
    """Give what each case should keep of its outlook on a day."""
    return tuple(_copy(case, seen) for case, seen in zip(cases, outlooks(cases, on), strict=True))


def _copy(case: DevelopmentCase, seen: journey.Outlook) -> Copy:
    """The cell's nearest date; the mentor's monthly note only where nothing else is ahead."""
    dated = [(day, duty) for duty in seen.duties if (day := duty.due_on or duty.opens_on) is not None]
    if not dated or case.closed_on is not None:
        return Copy(str(seen.stage), "", None)
    acts = [pair for pair in dated if pair[1].kind is not DutyKind.WRITE_MENTOR_NOTE]
    day, duty = min(acts or dated, key=lambda pair: (pair[0], pair[1].kind))
    return Copy(str(seen.stage), str(duty.kind), day)
