"""Emulation: launch a campaign, register people and the unit, write results in the person's words, evaluate."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction

from chibo.reviews import promise_words as words
from chibo.reviews.actions.common import allow, refuse
from chibo.reviews.actions.promising import allow_own, happened, in_order, log, named
from chibo.reviews.models import Campaign, CampaignEntry
from chibo.reviews.queries.emulation import circle_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.register.models import Organisation, Person
    from chibo.reviews.promise_values import CampaignAbout


@transaction.atomic
def launch_campaign(*, actor: Actor, on: date, organisation: Organisation, about: CampaignAbout) -> Campaign:
    """Put down a campaign that was launched. Raises ``NotAllowedError``, ``FaultyError`` with every fault."""
    allow(actor, organisation, words.RUN_CAMPAIGNS)
    refuse(_campaign_faults(about))
    made = Campaign.objects.create(organisation=organisation, **_values(about))
    changes = {"name": [None, made.name], "starts_on": [None, about.starts_on]}
    log(actor, on, "launch_campaign", made, organisation, changes)
    return made


@transaction.atomic
def change_campaign(*, actor: Actor, on: date, campaign: Campaign, about: CampaignAbout) -> Campaign:
    """Change what is known of a campaign. Raises as :func:`launch_campaign`."""
    allow(actor, campaign.organisation, words.RUN_CAMPAIGNS)
    refuse(_campaign_faults(about))
    changes: dict[str, object] = {}
    for field, value in _values(about).items():
        if getattr(campaign, field) != value:
            changes[field] = [getattr(campaign, field), value]
            setattr(campaign, field, value)
    campaign.save()
    log(actor, on, "change_campaign", campaign, campaign.organisation, changes)
    return campaign


def _values(about: CampaignAbout) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in asdict(about).items()}


@transaction.atomic
def register_people(
    *, actor: Actor, on: date, campaign: Campaign, people: Iterable[Person], registered_on: date, kept_at: str = ""
) -> list[CampaignEntry]:
    """Put down that people registered on a day. Raises ``NotAllowedError``, ``FaultyError`` with every fault."""
    allow(actor, campaign.organisation, words.RUN_CAMPAIGNS)
    chosen = list(people)
    faults = happened("Ngày đăng ký", registered_on, on, "registered_on")
    faults += [] if chosen else [words.nobody_chosen()]
    taken = set(campaign.entries.filter(person__in=chosen).values_list("person_id", flat=True))
    again = [person for person in chosen if person.pk in taken]
    faults += [words.registered_already(named(again))] if again else []
    circle = {person.pk for person in circle_of(campaign, on)}
    outside = [person for person in chosen if person.pk not in circle]
    faults += [words.not_in_circle(named(outside), campaign.get_circle_display())] if outside else []
    refuse(faults)
    made = [
        CampaignEntry.objects.create(
            campaign=campaign, person=person, registered_on=registered_on, kept_at=kept_at.strip()
        )
        for person in chosen
    ]
    changes = {str(row.person.uid): [None, registered_on] for row in made}
    log(actor, on, "register_people", campaign, campaign.organisation, changes)
    return made


@transaction.atomic
def write_entry(
    *,
    actor: Actor,
    on: date,
    entry: CampaignEntry,
    pledge: str = "",
    result: str = "",
    told_on: date | None = None,
    kept_at: str = "",
) -> CampaignEntry:
    """Write what somebody registered for and the result, in that person's words; their text stays out of the log.

    The person in question may do it, and who writes for the organisation. Raises ``NotAllowedError``, ``FaultyError``.
    """
    organisation = entry.campaign.organisation
    allow_own(actor, organisation, entry.person)
    faults = happened("Ngày báo kết quả", told_on, on, "told_on")
    faults += in_order("Ngày báo kết quả", told_on, "ngày đăng ký", entry.registered_on, "told_on")
    if bool(result.strip()) != (told_on is not None):
        faults.append(words.day_without_words("Kết quả", "told_on" if result.strip() else "result"))
    refuse(faults)
    before = entry.told_on
    entry.pledge, entry.result, entry.told_on = pledge.strip(), result.strip(), told_on
    entry.kept_at = kept_at.strip()
    entry.save(update_fields=["pledge", "result", "told_on", "kept_at"])
    log(actor, on, "write_entry", entry, organisation, {"told_on": [before, told_on]})
    return entry


@transaction.atomic
def take_back_entry(*, actor: Actor, on: date, entry: CampaignEntry, reason: str) -> None:
    """Take a registration away that was put down by mistake; the log keeps it and the reason."""
    organisation = entry.campaign.organisation
    allow(actor, organisation, words.RUN_CAMPAIGNS)
    refuse([] if reason.strip() else [words.no_reason("bỏ ghi")])
    gone = {"person": [str(entry.person.uid), None], "registered_on": [entry.registered_on, None]}
    log(actor, on, "take_back_entry", entry, organisation, gone, reason.strip())
    CampaignEntry.objects.filter(pk=entry.pk).delete()


@transaction.atomic
def write_unit_part(
    *,
    actor: Actor,
    on: date,
    campaign: Campaign,
    unit_registered_on: date | None = None,
    unit_pledge: str = "",
    evaluated_on: date | None = None,
    evaluation: str = "",
) -> Campaign:
    """Write what the unit registered for, and its evaluation at the end. Raises ``FaultyError`` with every fault."""
    allow(actor, campaign.organisation, words.RUN_CAMPAIGNS)
    faults = happened("Ngày đơn vị đăng ký", unit_registered_on, on, "unit_registered_on")
    faults += happened("Ngày đánh giá", evaluated_on, on, "evaluated_on")
    faults += in_order("Ngày đánh giá", evaluated_on, "ngày bắt đầu", campaign.starts_on, "evaluated_on")
    if bool(unit_pledge.strip()) != (unit_registered_on is not None):
        faults.append(words.day_without_words("Nội dung đơn vị đăng ký", "unit_pledge"))
    if bool(evaluation.strip()) != (evaluated_on is not None):
        faults.append(words.day_without_words("Đánh giá của đơn vị", "evaluation"))
    refuse(faults)
    before = [campaign.unit_registered_on, campaign.evaluated_on]
    campaign.unit_registered_on, campaign.unit_pledge = unit_registered_on, unit_pledge.strip()
    campaign.evaluated_on, campaign.evaluation = evaluated_on, evaluation.strip()
    campaign.save(update_fields=["unit_registered_on", "unit_pledge", "evaluated_on", "evaluation"])
    after = [unit_registered_on, evaluated_on]
    log(actor, on, "write_unit_part", campaign, campaign.organisation, {"unit": [before, after]})
    return campaign


def _campaign_faults(about: CampaignAbout) -> list[Fault]:
    faults = [] if about.name.strip() else [words.unnamed()]
    faults += [] if about.launcher in Campaign.Launcher.values else [words.no_launcher()]
    faults += in_order("Ngày kết thúc", about.ends_on, "ngày bắt đầu", about.starts_on, "ends_on")
    return faults + in_order("Ngày kết thúc", about.ends_on, "hạn đăng ký", about.register_by, "register_by")
