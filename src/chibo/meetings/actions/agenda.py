"""Step 1: the meeting is planned and its agenda built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from django.db import transaction
from django.db.models import Max

from chibo.base.refusal import FaultyError
from chibo.meetings import faults, follow_faults, queries
from chibo.meetings.actions.common import check_may_run, log, put_down, refuse_if, take_up
from chibo.meetings.actions.ways import Way, ask_the_law, way_faults
from chibo.meetings.models import AgendaItem, AgendaPoint, Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, time

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.meetings.queries import AgendaProposal
    from chibo.register.models import Organisation, PartyGroup, Person

_LONGEST = 240
_VOTED_BY_RULE = (AgendaItem.Sort.ADMISSION, AgendaItem.Sort.RECOGNITION)


@transaction.atomic
def plan_meeting(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    held_on: date,
    kind: str = Meeting.Kind.REGULAR,
    starts_at: time | None = None,
    place: str = "",
    chair: Person | None = None,
    minute_taker: Person | None = None,
    proposals: Sequence[AgendaProposal] = (),
    **way: Unpack[Way],
) -> Meeting:
    """Plan a meeting on ``held_on`` with the proposed items in their order.

    Raises ``NotAllowedError``; ``FaultyError`` when the day already has a meeting of this kind or a proposal is empty;
    ``RefusedError`` when the law of a day still to come does not allow the way of meeting.
    """
    check_may_run(actor, organisation)
    group = way.get("group")
    refuse_if(
        [
            _same_day(organisation, held_on, kind, group),
            *way_faults(organisation, held_on, kind, way),
            *(fault for proposal in proposals for fault in _item_faults(proposal.title, proposal.minutes)),
        ]
    )
    ask_the_law(organisation, held_on, on, way)
    meeting = Meeting.objects.create(
        organisation=organisation,
        kind=kind,
        on=held_on,
        starts_at=starts_at,
        place=place,
        chair=chair,
        minute_taker=minute_taker,
        changed_by=actor.name,
        changed_at=actor.at,
        **way,
    )
    _put_on(meeting, proposals, 1)
    log(actor, meeting, on, "plan_meeting", {"on": [None, held_on], "items": [0, len(proposals)]})
    return meeting


@transaction.atomic
def draw_up_agenda(
    *, actor: Actor, on: date, organisation: Organisation, proposals: Sequence[AgendaProposal] = ()
) -> Meeting:
    """Put what is due on the agenda of the next planned meeting, or plan one as the cell usually meets.

    A proposal about a person who already has an item of that sort there is left out. Raises as ``plan_meeting``.
    """
    planned = queries.next_regular(organisation, on)
    if planned is not None:
        return _add_due(actor, on, planned, proposals)
    usual = queries.usual(organisation, on)
    return plan_meeting(
        actor=actor,
        on=on,
        organisation=organisation,
        held_on=usual.held_on,
        starts_at=usual.starts_at,
        place=usual.place,
        chair=usual.chair,
        minute_taker=usual.minute_taker,
        proposals=queries.whole_agenda(organisation, proposals),
    )


def _add_due(actor: Actor, on: date, planned: Meeting, proposals: Sequence[AgendaProposal]) -> Meeting:
    meeting = take_up(actor, planned, None)
    items = list(meeting.items.all())
    there = {_place_of(item.sort, item.subject_id, item.title): item for item in items}
    new = []
    for due in (*proposals, *queries.carried_concerns(meeting.organisation)):
        known = there.get(_place_of(due.sort, due.subject.pk if due.subject else None, due.title))
        if known is None:
            new.append(due)
        elif due.points:
            known.points.all().delete()
            _put_under(known, due)
    refuse_if(fault for due in new for fault in _item_faults(due.title, due.minutes))
    _put_on(meeting, new, len(items) + 1)
    put_down(actor, meeting, on, "draw_up_agenda", {"items": [len(items), len(items) + len(new)]})
    return meeting


def _place_of(sort: str, subject: int | None, title: str) -> tuple[str, object]:
    """What makes two items the same: the matter and the person; a standing item stands once."""
    standing = (AgendaItem.Sort.TASKS, AgendaItem.Sort.DEVELOPMENT, AgendaItem.Sort.CONCERNS)
    return sort, None if sort in standing else subject or title


def _put_on(meeting: Meeting, proposals: Sequence[AgendaProposal], first: int) -> None:
    items = AgendaItem.objects.bulk_create(
        _item_of(meeting, due, place) for place, due in enumerate(proposals, start=first)
    )
    for item, due in zip(items, proposals, strict=True):
        _put_under(item, due)


def _put_under(item: AgendaItem, due: AgendaProposal) -> None:
    AgendaPoint.objects.bulk_create(
        AgendaPoint(
            item=item,
            order=order,
            person=point.person,
            standing=point.standing,
            note=point.note,
            decide=point.decide,
        )
        for order, point in enumerate(due.points, start=1)
    )


def _item_of(meeting: Meeting, proposal: AgendaProposal, place_in_order: int) -> AgendaItem:
    return AgendaItem(
        meeting=meeting,
        order=place_in_order,
        sort=proposal.sort,
        title=proposal.title,
        minutes_planned=proposal.minutes,
        presenter=proposal.presenter,
        subject=proposal.subject,
        draft=proposal.draft,
        is_voted=proposal.is_voted or proposal.sort in _VOTED_BY_RULE,
    )


@transaction.atomic
def change_meeting(
    *,
    actor: Actor,
    on: date,
    meeting: Meeting,
    held_on: date,
    kind: str,
    starts_at: time | None = None,
    place: str = "",
    chair: Person | None = None,
    minute_taker: Person | None = None,
    version: int | None = None,
    **way: Unpack[Way],
) -> Meeting:
    """Change day, hour, place, people or way of a meeting. After the attendance the day and kind stay as they were."""
    fresh = take_up(actor, meeting, version)
    before, group = _notice(fresh), way.get("group", fresh.group)
    moved = (held_on, kind, group) != (fresh.on, fresh.kind, fresh.group)
    is_fixed = moved and fresh.state != Meeting.State.PLANNED
    refuse_if(
        [
            faults.day_fixed_by_attendance(fresh.on) if is_fixed else None,
            _same_day(fresh.organisation, held_on, kind, group, apart_from=fresh) if moved else None,
            *way_faults(fresh.organisation, held_on, kind, way),
        ]
    )
    ask_the_law(fresh.organisation, held_on, on, way, leave_out=fresh)
    fresh.on, fresh.kind, fresh.starts_at, fresh.place = held_on, kind, starts_at, place
    fresh.chair, fresh.minute_taker = chair, minute_taker
    for name, value in way.items():
        setattr(fresh, name, value)
    after = _notice(fresh)
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    put_down(actor, fresh, on, "change_meeting", changes)
    return fresh


@transaction.atomic
def add_item(
    *,
    actor: Actor,
    on: date,
    meeting: Meeting,
    title: str,
    sort: str = AgendaItem.Sort.TOPIC,
    minutes_planned: int = 10,
    presenter: str = "",
    subject: Person | None = None,
    draft: str = "",
    is_voted: bool = False,
) -> AgendaItem:
    """Add an item at the end of the agenda. Admission and recognition are always voted on (Charter art. 4, 5)."""
    fresh = take_up(actor, meeting, None)
    refuse_if([*_item_faults(title, minutes_planned), _twice(fresh, sort, subject)])
    last = fresh.items.aggregate(last=Max("order"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=fresh,
        order=last + 1,
        sort=sort,
        title=title.strip(),
        minutes_planned=minutes_planned,
        presenter=presenter,
        subject=subject,
        draft=draft,
        is_voted=is_voted or sort in _VOTED_BY_RULE,
    )
    put_down(actor, fresh, on, "add_item", {"title": [None, item.title], "item": [None, item.uid]})
    return item


@transaction.atomic
def change_item(
    *,
    actor: Actor,
    on: date,
    item: AgendaItem,
    title: str,
    minutes_planned: int,
    presenter: str = "",
    draft: str = "",
    is_voted: bool = False,
    version: int | None = None,
) -> AgendaItem:
    """Reword an item, its time, presenter or draft."""
    meeting = take_up(actor, item.meeting, version)
    refuse_if(_item_faults(title, minutes_planned))
    before = _wording(item)
    item.title, item.minutes_planned, item.presenter, item.draft = title.strip(), minutes_planned, presenter, draft
    item.is_voted = is_voted or item.sort in _VOTED_BY_RULE or item.votes.exists()
    item.save()
    after = _wording(item)
    changes: dict[str, object] = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    put_down(actor, meeting, on, "change_item", {"item": [item.uid, item.uid], **changes})
    return item


@transaction.atomic
def move_item(*, actor: Actor, on: date, item: AgendaItem, up: bool) -> None:
    """Move an item one place up or down; at the edge nothing moves."""
    meeting = take_up(actor, item.meeting, None)
    items = list(meeting.items.all())
    here = next(place for place, other in enumerate(items) if other.pk == item.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(items):
        items[here], items[there] = items[there], items[here]
    _number(items)
    put_down(actor, meeting, on, "move_item", {"item": [item.uid, item.uid], "order": [here + 1, there + 1]})


@transaction.atomic
def remove_item(*, actor: Actor, on: date, item: AgendaItem) -> None:
    """Take an item off the agenda; one with a vote or a resolution stays."""
    meeting = take_up(actor, item.meeting, None)
    if item.votes.exists() or item.resolutions.exists():
        raise FaultyError([faults.item_has_result(item.title)])
    uid, title = item.uid, item.title
    AgendaItem.objects.filter(pk=item.pk).delete()
    _number(list(meeting.items.all()))
    put_down(actor, meeting, on, "remove_item", {"item": [uid, None], "title": [title, None]})


def _number(items: Iterable[AgendaItem]) -> None:
    changed = []
    for place, item in enumerate(items, start=1):
        if item.order != place:
            item.order = place
            changed.append(item)
    AgendaItem.objects.bulk_update(changed, ["order"])


def _item_faults(title: str, minutes: int) -> list[Fault | None]:
    return [
        None if title.strip() else faults.empty_title(),
        None if 1 <= minutes <= _LONGEST else faults.not_minutes_long(minutes),
    ]


def _twice(meeting: Meeting, sort: str, subject: Person | None) -> Fault | None:
    """One person, one matter, one vote."""
    if subject is None or sort == AgendaItem.Sort.TOPIC:
        return None
    same = meeting.items.filter(sort=sort, subject=subject).first()
    return follow_faults.already_on_agenda(same.title) if same is not None else None


def _same_day(
    organisation: Organisation,
    held_on: date,
    kind: str,
    group: PartyGroup | None = None,
    *,
    apart_from: Meeting | None = None,
) -> Fault | None:
    others = Meeting.objects.filter(organisation=organisation, on=held_on, kind=kind, group=group)
    if apart_from is not None:
        others = others.exclude(pk=apart_from.pk)
    return faults.same_day(held_on, Meeting.Kind(kind).label) if others.exists() else None


def _notice(meeting: Meeting) -> dict[str, object]:
    return {
        "on": meeting.on,
        "kind": meeting.kind,
        "starts_at": meeting.starts_at,
        "place": meeting.place,
        "chair": meeting.chair_id,
        "minute_taker": meeting.minute_taker_id,
        "form": meeting.form,
        "group": meeting.group_id,
        "topic": meeting.topic_id,
        "apart": meeting.apart,
    }


def _wording(item: AgendaItem) -> dict[str, object]:
    return {
        "title": item.title,
        "minutes_planned": item.minutes_planned,
        "presenter": item.presenter,
        "draft": item.draft,
        "is_voted": item.is_voted,
    }
