"""Commitments, emulation and awareness work of the sample cell, through the verbs of the room ``reviews``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from chibo.register.queries import members_on
from chibo.reviews import actions as reviews
from chibo.reviews.promise_values import CampaignAbout

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.exchange.sample.shape import SampleActivity, SampleCampaign, SampleCell, SampleHandIn, SampleRound
    from chibo.register.models import Organisation, Person


def promise(actor: Actor, on: date, organisation: Organisation, cell: SampleCell, people: Mapping[str, Person]) -> None:
    """Write every round, campaign and activity of the file; the rest of the cell lies there already."""
    for turn in cell.commitments:
        _round(actor, on, organisation, turn, people)
    for campaign in cell.campaigns:
        _campaign(actor, on, organisation, campaign, people)
    for activity in cell.activities:
        _activity(actor, on, organisation, activity, people)


def _round(
    actor: Actor, on: date, organisation: Organisation, given: SampleRound, people: Mapping[str, Person]
) -> None:
    turn = reviews.open_commitment_round(
        actor=actor,
        on=on,
        organisation=organisation,
        year=given.year,
        name=given.name,
        body=given.body,
        opened_on=given.opened_on,
        due_on=given.due_on,
        ground=given.ground,
    )
    confirm = partial(reviews.confirm_commitments, actor=actor, on=on, turn=turn, confirmed_on=given.confirmed_on)
    for group in given.handed_in:
        chosen = _who(organisation, group, people)
        reviews.hand_in_commitments(
            actor=actor, on=on, turn=turn, people=chosen, handed_on=group.handed_on, kept_at=group.kept_at
        )
        confirm(people=chosen, confirmed_by="Chi ủy")


def _who(organisation: Organisation, group: SampleHandIn, people: Mapping[str, Person]) -> list[Person]:
    if group.people:
        return [people[key] for key in group.people]
    out = {people[key].pk for key in group.but}
    return [person for person in members_on(organisation, group.handed_on) if person.pk not in out]


def _campaign(
    actor: Actor, on: date, organisation: Organisation, given: SampleCampaign, people: Mapping[str, Person]
) -> None:
    about = CampaignAbout(
        name=given.name,
        launcher=given.launcher,
        launched_by=given.launched_by,
        circle=given.circle,
        starts_on=given.starts_on,
        ends_on=given.ends_on,
        register_by=given.register_by,
        aim=given.aim,
    )
    campaign = reviews.launch_campaign(actor=actor, on=on, organisation=organisation, about=about)
    for row in given.entries:
        person = people[row.person]
        (entry,) = reviews.register_people(
            actor=actor, on=on, campaign=campaign, people=[person], registered_on=row.registered_on
        )
        reviews.write_entry(actor=actor, on=on, entry=entry, pledge=row.pledge, result=row.result, told_on=row.told_on)
    if given.unit_registered_on:
        reviews.write_unit_part(
            actor=actor,
            on=on,
            campaign=campaign,
            unit_registered_on=given.unit_registered_on,
            unit_pledge=given.unit_pledge,
            evaluated_on=given.evaluated_on,
            evaluation=given.evaluation,
        )


def _activity(
    actor: Actor, on: date, organisation: Organisation, given: SampleActivity, people: Mapping[str, Person]
) -> None:
    activity = reviews.record_activity(
        actor=actor,
        on=on,
        organisation=organisation,
        sort=given.sort,
        topic=given.topic,
        held_on=given.held_on,
        place=given.place,
        led_by=given.led_by,
        people=[people[key] for key in given.people],
        others=given.others,
    )
    if given.sources:
        reviews.tell_sources(actor=actor, on=on, activity=activity, people=[people[key] for key in given.sources])
