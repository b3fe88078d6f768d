"""The way of a meeting: online, by groups, of one group, with a topic; what does not fit and what the law stops."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from chibo.base.refusal import RefusedError
from chibo.law.verdict import Verdict
from chibo.meetings import queries
from chibo.meetings import year_words as words
from chibo.meetings.models import Meeting
from chibo.meetings.queries.circle import circle_of
from chibo.meetings.queries.ways import SESSIONS, THEMATIC

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.base.refusal import Fault
    from chibo.meetings.models import Topic
    from chibo.register.models import Organisation, PartyGroup


class Way(TypedDict, total=False):
    """How a session is held, beside its day and place."""

    form: str
    form_ground: str
    apart: int | None
    group: PartyGroup | None
    topic: Topic | None


def way_faults(organisation: Organisation, held_on: date, kind: str, way: Way) -> Iterator[Fault | None]:
    """Give what does not fit together in the way of a meeting."""
    form, group = way.get("form", Meeting.Form.TOGETHER), way.get("group")
    is_apart = form != Meeting.Form.TOGETHER
    yield words.group_needed() if kind == Meeting.Kind.GROUP and group is None else None
    yield words.group_not_wanted() if kind != Meeting.Kind.GROUP and group is not None else None
    yield words.topic_needed() if way.get("topic") is not None and kind not in THEMATIC else None
    is_odd = form == Meeting.Form.BY_GROUP and kind not in SESSIONS
    yield words.groups_do_not_fit(Meeting.Form.BY_GROUP.label) if is_odd else None
    yield words.form_ground_missing() if is_apart and not way.get("form_ground", "").strip() else None
    wanted = Meeting(organisation=organisation, kind=kind, on=held_on, group=group)
    circle = circle_of(wanted)
    yield words.nobody_in_circle(Meeting.Kind(kind).label.lower()) if circle is not None and not circle else None


def ask_the_law(
    organisation: Organisation, held_on: date, on: date, way: Way, *, leave_out: Meeting | None = None
) -> None:
    """Refuse a way of meeting that the law of its day stops, for a meeting still to come.

    One that took place is kept as it was; its page says what was against it.
    """
    if held_on < on:
        return
    form = way.get("form", Meeting.Form.TOGETHER)
    found = queries.way_findings(organisation, held_on, form, apart=way.get("apart"), leave_out=leave_out)
    verdict = Verdict(findings=found)
    if verdict.is_blocked:
        raise RefusedError(verdict)
