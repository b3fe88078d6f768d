"""How a session is held and how it went, judged by the law of its day: online, by groups, its length, its papers."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from chibo.base.once import once
from chibo.law import congress, sitting
from chibo.meetings.models import Meeting
from chibo.register import facts as register_facts
from chibo.register import queries as register

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.verdict import Finding
    from chibo.register.models import Organisation

# The sessions of the cell as a whole, which the rules on frequency and length speak of.
REGULAR = (Meeting.Kind.REGULAR, Meeting.Kind.COMBINED, Meeting.Kind.REVIEW)
THEMATIC = (Meeting.Kind.THEMATIC, Meeting.Kind.COMBINED)
SESSIONS = (*REGULAR, Meeting.Kind.THEMATIC)
RECENT = 40


def recent_sessions(organisation: Organisation) -> list[Meeting]:
    """The last sessions of the cell that took place, latest first: more than a year of them. Once a request."""
    held = Meeting.objects.filter(organisation=organisation, kind__in=SESSIONS).exclude(state=Meeting.State.PLANNED)
    latest = held.select_related("minute_taker").order_by("-on", "-id")
    return once(("sessions", organisation.pk), lambda: list(latest[:RECENT]))


def way_findings(
    organisation: Organisation, held_on: date, form: str, *, apart: int | None = None, leave_out: Meeting | None = None
) -> tuple[Finding, ...]:
    """What the law of the day has to say about meeting online or by groups. No query for a session in one place."""
    if form == Meeting.Form.TOGETHER:
        return ()
    year = Meeting.objects.filter(organisation=organisation, on__year=held_on.year, form=Meeting.Form.BY_GROUP)
    cell = sitting.CellFacts(
        members=register.head_count(organisation, held_on).members,
        left_out=register.exemptions_on(organisation, held_on).count(),
        apart=apart or 0,
        groups=len(register.party_groups(organisation, held_on)),
        earlier=(year.exclude(pk=leave_out.pk) if leave_out else year).count(),
    )
    return sitting.form_findings(form, cell, held_on, register_facts.rulebook_of(organisation, held_on))


def session_findings(meeting: Meeting) -> tuple[Finding, ...]:
    """What the law of its day has to say about one session: form, length, papers ahead; who came to a congress."""
    form = way_findings(meeting.organisation, meeting.on, meeting.form, apart=meeting.apart, leave_out=meeting)
    rules = register_facts.rulebook_of(meeting.organisation, meeting.on)
    if meeting.kind == Meeting.Kind.CONGRESS and meeting.present_official is not None:
        official = meeting.members_official or 0
        return (*form, *congress.congress_findings(official, meeting.present_official, meeting.on, rules))
    if meeting.kind not in SESSIONS:
        return form
    return (*form, *sitting.session_findings(session_facts(meeting), rules))


def is_length_known(meeting: Meeting) -> bool:
    """Whether a text of the meeting's day sets a length at all."""
    rules = register_facts.rulebook_of(meeting.organisation, meeting.on)
    return sitting.least_minutes(meeting.on, rules, members=meeting.members_total) is not None


def session_facts(meeting: Meeting) -> sitting.SessionFacts:
    """One session as the law sees it; papers without an hour count as sent when the day began."""
    sent = datetime.combine(meeting.papers_on, meeting.papers_at or time.min) if meeting.papers_on else None
    return sitting.SessionFacts(
        on=meeting.on,
        starts_at=datetime.combine(meeting.on, meeting.starts_at) if meeting.starts_at else None,
        members=meeting.members_total or 0,
        combined=meeting.kind == Meeting.Kind.COMBINED,
        minutes=meeting.minutes_long,
        sent=sent,
    )
