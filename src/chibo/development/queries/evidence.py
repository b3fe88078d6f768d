"""The evidence a step can point to: resolutions and votes of the cell's meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from chibo.development.models import Step
from chibo.law.vocabulary import StepKind
from chibo.meetings.models import AgendaItem, Resolution, Vote

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from chibo.development.models import DevelopmentCase
    from chibo.register.models import Organisation


def resolutions_for(case: DevelopmentCase, on: date) -> QuerySet[Resolution]:
    """Give the resolutions a step of a case may cite: those about the person, and those about nobody in particular."""
    about = Q(item__subject=case.person_id) | Q(item__isnull=True) | Q(item__subject__isnull=True)
    return resolutions_of(case.organisation, on).filter(about)


def resolutions_of(organisation: Organisation, on: date) -> QuerySet[Resolution]:
    """Give an organisation's resolutions up to a day, the latest first."""
    return (
        Resolution.objects.filter(organisation=organisation, on__lte=on)
        .select_related("vote", "item")
        .order_by("-on", "-id")
    )


def votes_for(case: DevelopmentCase, on: date) -> QuerySet[Vote]:
    """Give the votes on this person up to a day, the latest first."""
    return (
        Vote.objects.filter(
            item__subject=case.person_id, item__meeting__organisation=case.organisation_id, item__meeting__on__lte=on
        )
        .select_related("item__meeting")
        .order_by("-item__meeting__on", "-round", "-id")
    )


_ABOUT = {
    StepKind.CELL_PROPOSED_ADMISSION: AgendaItem.Sort.ADMISSION,
    StepKind.CELL_PROPOSED_RECOGNITION: AgendaItem.Sort.RECOGNITION,
}


def fitting_vote(case: DevelopmentCase, step: str, on: date) -> Vote | None:
    """Give the one vote that fits a step and that no other step rests on; nothing where there are several."""
    sort = _ABOUT.get(StepKind(step))
    if sort is None:
        return None
    used = Step.objects.filter(case=case, vote__isnull=False, is_void=False, replaced_by__isnull=True)
    found = list(votes_for(case, on).filter(item__sort=sort).exclude(pk__in=used.values("vote"))[:2])
    return found[0] if len(found) == 1 else None
