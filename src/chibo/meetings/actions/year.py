"""The year of meetings: its plan, the topic bank, and how one session was held."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError
from chibo.meetings import year_words as words
from chibo.meetings.actions.common import put_down, refuse_if, take_up
from chibo.meetings.models import Meeting, PlanLine, Topic
from chibo.meetings.queries import open_topics
from chibo.meetings.queries.ways import THEMATIC
from chibo.register import facts as register_facts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import time

    from chibo.base.access import Actor
    from chibo.base.models import Travelling
    from chibo.base.refusal import Fault
    from chibo.register.models import Organisation

_LONGEST = 720
_MONTHS = range(1, 13)


def check_may_plan(actor: Actor, organisation: Organisation) -> None:
    """Raise ``NotAllowedError`` unless the actor runs this organisation's meetings."""
    if not actor.may(Permission.RUN_MEETINGS, organisation.scope_key):
        raise NotAllowedError(words.PLAN)


def log_year(
    actor: Actor, on: date, action: str, subject: Travelling, organisation: Organisation, changes: dict[str, object]
) -> None:
    """Write the line of the log that belongs to an act of the year."""
    audit.record(
        actor=actor,
        on=on,
        action=f"meetings.{action}",
        subject=subject,
        chain=str(organisation.uid),
        changes=changes,
    )


# ---------------------------------------------------------------------- the plan


@transaction.atomic
def draw_up_year(*, actor: Actor, on: date, organisation: Organisation, year: int) -> list[PlanLine]:
    """Plan a year: a regular session each month, and a combined one where the year's rule asks for thematic sessions.

    Thematic months take the topics of the bank that were never held, oldest first. Refuses a year that has a plan.
    """
    check_may_plan(actor, organisation)
    planned = PlanLine.objects.filter(organisation=organisation, month__year=year)
    refuse_if([words.year_planned(year) if planned.exists() else None])
    topics = iter(open_topics(organisation).filter(meetings=None))
    thematic = set(_thematic_months(organisation, year))
    lines = [
        PlanLine(
            organisation=organisation,
            month=date(year, month, 1),
            kind=Meeting.Kind.COMBINED if month in thematic else Meeting.Kind.REGULAR,
            topic=next(topics, None) if month in thematic else None,
        )
        for month in _MONTHS
    ]
    made = PlanLine.objects.bulk_create(lines)
    log_year(actor, on, "draw_up_year", organisation, organisation, {"year": [None, year], "lines": [0, len(made)]})
    return made


def _thematic_months(organisation: Organisation, year: int) -> Iterator[int]:
    """The second month of each quarter (as long as the rule says a quarter is) for which the rule is in force."""
    rules = register_facts.rulebook_of(organisation, date(year, 1, 1))
    for month in _MONTHS:
        reading = rules.find("meeting.thematic_every", date(year, month, 1))
        if reading is not None and (month - 1) % reading.number == min(1, reading.number - 1):
            yield month


@transaction.atomic
def add_plan_line(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    month: date,
    kind: str,
    form: str = Meeting.Form.TOGETHER,
    topic: Topic | None = None,
    note: str = "",
) -> PlanLine:
    """Add a line to the plan of a year. Raises ``FaultyError`` for a kind that the month has already."""
    check_may_plan(actor, organisation)
    first = month.replace(day=1)
    refuse_if(_line_faults(organisation, first, kind, topic, None))
    line = PlanLine.objects.create(
        organisation=organisation, month=first, kind=kind, form=form, topic=topic, note=note.strip()
    )
    log_year(actor, on, "add_plan_line", line, organisation, {"month": [None, first], "kind": [None, kind]})
    return line


@transaction.atomic
def change_plan_line(
    *,
    actor: Actor,
    on: date,
    line: PlanLine,
    month: date,
    kind: str,
    form: str = Meeting.Form.TOGETHER,
    topic: Topic | None = None,
    note: str = "",
) -> PlanLine:
    """Change a line of the plan. Raises ``FaultyError`` for a kind that the month has already."""
    check_may_plan(actor, line.organisation)
    first = month.replace(day=1)
    refuse_if(_line_faults(line.organisation, first, kind, topic, line))
    before = [line.month, line.kind]
    line.month, line.kind, line.form, line.topic, line.note = first, kind, form, topic, note.strip()
    line.save()
    changes: dict[str, object] = {"month": [before[0], first], "kind": [before[1], kind]}
    log_year(actor, on, "change_plan_line", line, line.organisation, changes)
    return line


def _line_faults(
    organisation: Organisation, first: date, kind: str, topic: Topic | None, line: PlanLine | None
) -> list[Fault | None]:
    same = PlanLine.objects.filter(organisation=organisation, month=first, kind=kind)
    if line is not None:
        same = same.exclude(pk=line.pk)
    return [
        words.line_twice(first, Meeting.Kind(kind).label) if same.exists() else None,
        words.topic_needed() if topic is not None and kind not in THEMATIC else None,
    ]


@transaction.atomic
def remove_plan_line(*, actor: Actor, on: date, line: PlanLine) -> None:
    """Take a line out of the plan; one whose session took place stays."""
    check_may_plan(actor, line.organisation)
    held = (
        Meeting.objects.filter(
            organisation=line.organisation, on__year=line.month.year, on__month=line.month.month, kind=line.kind
        )
        .exclude(state=Meeting.State.PLANNED)
        .first()
    )
    label = Meeting.Kind(line.kind).label
    refuse_if([words.line_carried_out(line.month, label, held.on) if held else None])
    log_year(
        actor, on, "remove_plan_line", line, line.organisation, {"month": [line.month, None], "kind": [line.kind, None]}
    )
    PlanLine.objects.filter(pk=line.pk).delete()


# ---------------------------------------------------------------------- the topic bank


@transaction.atomic
def add_topic(*, actor: Actor, on: date, organisation: Organisation, title: str, note: str = "") -> Topic:
    """Write a topic into the bank."""
    check_may_plan(actor, organisation)
    refuse_if(_topic_faults(organisation, title, None))
    topic = Topic.objects.create(organisation=organisation, title=title.strip(), note=note.strip())
    log_year(actor, on, "add_topic", topic, organisation, {"title": [None, topic.title]})
    return topic


@transaction.atomic
def change_topic(*, actor: Actor, on: date, topic: Topic, title: str, note: str = "") -> Topic:
    """Reword a topic."""
    check_may_plan(actor, topic.organisation)
    refuse_if(_topic_faults(topic.organisation, title, topic))
    before, topic.title, topic.note = topic.title, title.strip(), note.strip()
    topic.save()
    log_year(actor, on, "change_topic", topic, topic.organisation, {"title": [before, topic.title]})
    return topic


@transaction.atomic
def retire_topic(*, actor: Actor, on: date, topic: Topic) -> Topic:
    """Offer a topic no more, or again; sessions that had it keep it."""
    check_may_plan(actor, topic.organisation)
    before, topic.retired_on = topic.retired_on, None if topic.retired_on else on
    topic.save(update_fields=["retired_on"])
    log_year(actor, on, "retire_topic", topic, topic.organisation, {"retired_on": [before, topic.retired_on]})
    return topic


def _topic_faults(organisation: Organisation, title: str, topic: Topic | None) -> list[Fault | None]:
    same = Topic.objects.filter(organisation=organisation, title__iexact=title.strip())
    if topic is not None:
        same = same.exclude(pk=topic.pk)
    return [
        None if title.strip() else words.empty_topic(),
        words.topic_twice(title.strip()) if title.strip() and same.exists() else None,
    ]


# ---------------------------------------------------------------------- how one session was held


@transaction.atomic
def describe_session(
    *,
    actor: Actor,
    on: date,
    meeting: Meeting,
    minutes_long: int | None = None,
    papers_on: date | None = None,
    papers_at: time | None = None,
    are_dues_settled: bool | None = None,
    version: int | None = None,
) -> Meeting:
    """Put down how long a session lasted, when its papers went out, and whether the dues are all paid (yes or no).

    What the law of the day says of it is shown on the page (``session_findings``); nothing of it is refused.
    """
    fresh = take_up(actor, meeting, version)
    refuse_if(_session_faults(fresh, minutes_long, papers_on, papers_at))
    values = {
        "minutes_long": minutes_long,
        "papers_on": papers_on,
        "papers_at": papers_at,
        "are_dues_settled": are_dues_settled,
    }
    changes: dict[str, object] = {}
    for name, value in values.items():
        if getattr(fresh, name) != value:
            changes[name] = [getattr(fresh, name), value]
            setattr(fresh, name, value)
    put_down(actor, fresh, on, "describe_session", changes)
    return fresh


def _session_faults(
    meeting: Meeting, minutes_long: int | None, papers_on: date | None, papers_at: time | None
) -> list[Fault | None]:
    is_odd = minutes_long is not None and not 1 <= minutes_long <= _LONGEST
    return [
        words.minutes_out_of_range(minutes_long) if is_odd and minutes_long is not None else None,
        words.papers_after_meeting(papers_on, meeting.on) if papers_on and papers_on > meeting.on else None,
        words.hour_without_day() if papers_at is not None and papers_on is None else None,
    ]
