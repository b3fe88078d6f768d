"""Meetings and resolutions of before the program: written from old papers, kept with what they say (decision 41)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from chibo.documents import actions as documents
from chibo.meetings import faults, queries, words
from chibo.meetings.actions.common import check_may_run, log, refuse_if
from chibo.meetings.models import AgendaItem, Meeting, Resolution, Vote
from chibo.register import queries as register

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.meetings.queries import VoteTerms
    from chibo.register.models import Organisation, Person


@transaction.atomic
def record_past_meeting(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    held_on: date,
    kind: str = Meeting.Kind.REGULAR,
    members_total: int | None = None,
    members_official: int | None = None,
    present_total: int | None = None,
    present_official: int | None = None,
) -> Meeting:
    """Record a meeting of which only the counts are known; it is adopted at once. Raises ``FaultyError``.

    A meeting that an old resolution already brought in, still without counts, is completed.
    """
    check_may_run(actor, organisation)
    known = Meeting.objects.filter(organisation=organisation, on=held_on, kind=kind).first()
    is_bare = known is not None and known.from_old_file and known.present_total is None
    refuse_if(
        [
            faults.days_in_future("Ngày họp", held_on, on, "held_on") if held_on > on else None,
            faults.same_day(held_on, Meeting.Kind(kind).label) if known and not is_bare else None,
            *_counts(members_total, members_official, present_total),
        ]
    )
    meeting = known or _old_meeting(actor, organisation, held_on, kind)
    meeting.members_total, meeting.members_official = members_total, members_official
    meeting.present_total, meeting.present_official = present_total, present_official
    meeting.save()
    log(actor, meeting, on, "record_past_meeting", {"on": [None, held_on], "present_total": [None, present_total]})
    return meeting


def _old_meeting(actor: Actor, organisation: Organisation, held_on: date, kind: str) -> Meeting:
    return Meeting(
        organisation=organisation,
        kind=kind,
        on=held_on,
        state=Meeting.State.ADOPTED,
        adopted_on=held_on,
        from_old_file=True,
        changed_by=actor.name,
        changed_at=actor.at,
    )


def _counts(members: int | None, official: int | None, present: int | None) -> list[Fault | None]:
    too_many = members is not None and present is not None and present > members
    too_official = members is not None and official is not None and official > members
    return [
        faults.more_present_than_members(present, members) if too_many and present and members is not None else None,
        faults.more_official_than_members(official, members)
        if too_official and official and members is not None
        else None,
    ]


@transaction.atomic
def record_past_resolution(  # noqa: PLR0913 - everything an old resolution can say
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    resolved_on: date,
    title: str,
    sort: str = AgendaItem.Sort.TOPIC,
    subject: Person | None = None,
    number: int | None = None,
    text: str = "",
    method: str = Vote.Method.SECRET_BALLOT,
    approve: int | None = None,
    against: int = 0,
    base: int | None = None,
) -> Resolution:
    """Record a resolution from an old file, with its vote where the file tells ``approve``.

    ``base`` is the number the old paper names; without it the register's own count is used. Where the two differ the
    sentence of the base says so: history is kept, never refused for it. The meeting of that day is found, or recorded
    without counts. Raises ``FaultyError`` for a day in the future or totals larger than their base.
    """
    check_may_run(actor, organisation)
    terms = queries.House.of(organisation, resolved_on).terms(sort, ())
    counted = terms.base if base is None else base
    cast = (approve or 0) + against
    said = _old_sentence(terms, counted)
    refuse_if(
        [
            faults.days_in_future("Nghị quyết đề ngày", resolved_on, on, "resolved_on") if resolved_on > on else None,
            faults.empty_text("trích yếu", "title") if not title.strip() else None,
            faults.votes_beyond_base(cast, counted, said) if approve is not None and cast > counted else None,
        ]
    )
    item = _old_item(actor, organisation, resolved_on, sort, title, subject)
    vote = None
    if approve is not None:
        vote = Vote.objects.create(
            item=item,
            method=method,
            base=counted,
            base_sentence=said,
            needed=terms.needed_of(counted),
            threshold=terms.wanted,
            approve=approve,
            against=against,
        )
    resolution = Resolution.objects.create(
        organisation=organisation,
        meeting=item.meeting,
        item=item,
        vote=vote,
        on=resolved_on,
        number=number,
        title=title.strip(),
        text=text.strip(),
    )
    _keep_number(actor, on, resolution)
    log(actor, item.meeting, on, "record_past_resolution", {"title": [None, title], "approve": [None, approve]})
    return resolution


def _keep_number(actor: Actor, on: date, resolution: Resolution) -> None:
    """Enter the number of an old paper in the register of its term, so that no new paper gets it."""
    term = register.term_on(resolution.organisation, resolution.on)
    if resolution.number is None or term is None:
        return
    documents.note_number(
        actor=actor,
        on=on,
        organisation_uid=resolution.organisation.uid,
        term_uid=term.uid,
        paper_type=resolution.symbol.partition("/")[0],
        number=resolution.number,
        dated=resolution.on,
        title=resolution.title,
        paper_uid=resolution.uid,
    )


def _old_sentence(terms: VoteTerms, base: int) -> str:
    return terms.sentence if base == terms.base else words.old_base_sentence(base, terms.base)


def _old_item(
    actor: Actor, organisation: Organisation, held_on: date, sort: str, title: str, subject: Person | None
) -> AgendaItem:
    meeting = Meeting.objects.filter(organisation=organisation, on=held_on).order_by("id").first()
    if meeting is None:
        meeting = _old_meeting(actor, organisation, held_on, Meeting.Kind.REGULAR)
        meeting.save()
    last = meeting.items.aggregate(last=Max("order"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting, order=last + 1, sort=sort, title=title.strip(), subject=subject, is_voted=True
    )
