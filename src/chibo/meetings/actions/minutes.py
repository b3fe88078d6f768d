"""Step 5: the resolutions, and the adoption that locks it all. What was said stands in ``content``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.refusal import ChangedMeanwhileError
from chibo.documents import actions as documents
from chibo.meetings import faults, queries, words
from chibo.meetings.actions.common import check_may_run, log, put_down, refuse_if, take_up
from chibo.meetings.models import AgendaItem, Meeting, MinutesNote, Resolution
from chibo.register import queries as register

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.meetings.models import Vote

_PERSONAL = (AgendaItem.Sort.ADMISSION, AgendaItem.Sort.RECOGNITION)
PAPER_TYPE = "NQ"


@transaction.atomic
def resolve(
    *,
    actor: Actor,
    on: date,
    item: AgendaItem,
    text: str,
    title: str = "",
    vote: Vote | None = None,
    resolved_on: date | None = None,
    version: int | None = None,
) -> Resolution:
    """Write the resolution on an item, with the next number of the term's register (type NQ).

    ``vote`` defaults to the item's last vote; an item about one person's admission or recognition needs a vote that
    passed. Dated on the day of the meeting. Raises ``FaultyError`` with every reason.
    """
    meeting = take_up(actor, item.meeting, version)
    vote = vote or item.votes.order_by("-round").first()
    refuse_if(_unresolvable(meeting, item, vote, on, resolved_on, text))
    resolution = _resolved(actor, on, meeting, item, vote, text, title)
    changes: dict[str, object] = {"item": [item.uid, item.uid], "number": [None, resolution.number]}
    put_down(actor, meeting, on, "resolve", changes)
    return resolution


@transaction.atomic
def adopt_minutes(
    *,
    actor: Actor,
    on: date,
    meeting: Meeting,
    texts: Mapping[str, str] | None = None,
    version: int | None = None,
    read_out: str = "",
) -> Meeting:
    """Adopt the minutes: write the resolutions of ``texts`` (item uid → text) in agenda order, then lock the meeting.

    ``read_out`` is the fingerprint of what the page showed (``queries.content_print``): words written by somebody else
    meanwhile were not read out, so they are not adopted either (``ChangedMeanwhileError``).
    Nothing is written unless everything can be: raises ``FaultyError`` with the faults of all items at once.
    """
    fresh = take_up(actor, meeting, version)
    if read_out and read_out != queries.content_print(fresh):
        raise ChangedMeanwhileError(who=fresh.changed_by, when=words.clock_time(fresh.changed_at))
    items = [item for item in _with_votes(fresh) if item.is_voted or (texts or {}).get(str(item.uid), "").strip()]
    texts = texts or {}
    refuse_if([*_unadoptable(fresh, on), *_unfinished(fresh, items, texts, on)])
    numbers = []
    for item in items:
        text = texts.get(str(item.uid), "").strip()
        if text and not item.resolutions.all():
            resolution = _resolved(actor, on, fresh, item, _last(item), text, "")
            numbers.append(resolution.number)
    fresh.read_out = queries.read_out(queries.said_in(fresh))
    fresh.state, fresh.adopted_on = Meeting.State.ADOPTED, on
    put_down(actor, fresh, on, "adopt_minutes", {"adopted_on": [None, on], "numbers": [[], numbers]})
    return fresh


@transaction.atomic
def keep_drafts(
    *, actor: Actor, on: date, meeting: Meeting, texts: Mapping[str, str], version: int | None = None
) -> Meeting:
    """Keep the wording of resolutions (item uid → text) as drafts, without taking numbers."""
    fresh = take_up(actor, meeting, version)
    changes: dict[str, object] = {}
    for item in fresh.items.all():
        text = texts.get(str(item.uid))
        if text is not None and text != item.draft:
            changes[str(item.uid)] = [item.draft, text]
            item.draft = text
            item.save(update_fields=["draft"])
    put_down(actor, fresh, on, "keep_drafts", changes)
    return fresh


@transaction.atomic
def note_minutes(*, actor: Actor, on: date, meeting: Meeting, text: str) -> MinutesNote:
    """Add a note to adopted minutes; the minutes stay as they were read out."""
    fresh = Meeting.objects.select_related("organisation").get(pk=meeting.pk)
    check_may_run(actor, fresh.organisation)
    refuse_if(
        [
            None if fresh.state == Meeting.State.ADOPTED else faults.not_adopted(),
            None if text.strip() else faults.empty_text("nội dung đính chính", "note"),
        ]
    )
    note = MinutesNote.objects.create(meeting=fresh, on=on, text=text.strip(), written_by=actor.name)
    log(actor, fresh, on, "note_minutes", {"note": [None, note.text]})
    return note


def _with_votes(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.items.prefetch_related("votes", "resolutions").select_related("subject"))


def _last(item: AgendaItem) -> Vote | None:
    return max(item.votes.all(), key=lambda vote: vote.round, default=None)


def _unadoptable(meeting: Meeting, on: date) -> Iterator[Fault]:
    if meeting.on > on:
        yield faults.in_future(meeting.on, on, "thông qua biên bản")
    if meeting.state == Meeting.State.PLANNED:
        yield faults.attendance_first("thông qua biên bản")


def _unfinished(meeting: Meeting, items: list[AgendaItem], texts: Mapping[str, str], on: date) -> Iterator[Fault]:
    if meeting.state == Meeting.State.PLANNED or meeting.on > on:
        return  # the first two reasons say it
    for item in items:
        vote, text = _last(item), texts.get(str(item.uid), "").strip()
        if item.is_voted and vote is None:
            yield faults.vote_missing(item.title)
        elif text and vote is not None and not vote.passes:
            yield faults.vote_failed(item.title, vote.approve, vote.needed)
        elif item.sort in _PERSONAL and not text and vote is not None and vote.passes and not item.resolutions.all():
            yield faults.text_missing(item.title)


def _unresolvable(
    meeting: Meeting, item: AgendaItem, vote: Vote | None, on: date, resolved_on: date | None, text: str
) -> list[Fault | None]:
    is_early = resolved_on is not None and resolved_on < meeting.on
    return [
        faults.in_future(meeting.on, on, "ra nghị quyết") if meeting.on > on else None,
        faults.attendance_first("ra nghị quyết") if meeting.state == Meeting.State.PLANNED else None,
        faults.resolved_before_meeting(resolved_on, meeting.on) if is_early and resolved_on else None,
        None if text.strip() else faults.empty_text("nội dung nghị quyết", "text"),
        faults.vote_needed(item.title) if item.sort in _PERSONAL and vote is None else None,
        faults.vote_failed(item.title, vote.approve, vote.needed) if vote is not None and not vote.passes else None,
        faults.resolved_twice(item.title) if item.resolutions.exists() else None,
    ]


def _resolved(
    actor: Actor, on: date, meeting: Meeting, item: AgendaItem, vote: Vote | None, text: str, title: str
) -> Resolution:
    """Number and write it; outside any term of the cell there is no register to take a number from."""
    resolution = Resolution(
        organisation=meeting.organisation,
        meeting=meeting,
        item=item,
        vote=vote,
        on=meeting.on,
        title=title.strip() or item.title,
        text=text.strip(),
    )
    term = register.term_on(meeting.organisation, meeting.on)
    if term is not None:
        resolution.number = documents.take_number(
            actor=actor,
            on=on,
            organisation_uid=meeting.organisation.uid,
            term_uid=term.uid,
            paper_type=PAPER_TYPE,
            dated=resolution.on,
            title=resolution.title,
            paper_uid=resolution.uid,
        )
    resolution.save()
    return resolution
