"""A meeting held on paper, typed in afterwards on one page: everything or nothing, all faults at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.refusal import FaultyError
from chibo.meetings import follow_faults as faults
from chibo.meetings.actions.attendance import take_attendance
from chibo.meetings.actions.common import log, refuse_if, take_up
from chibo.meetings.actions.content import write_content
from chibo.meetings.actions.votes import record_vote
from chibo.meetings.models import Meeting, Vote
from chibo.meetings.queries.named import Named
from chibo.meetings.values import Absence, CountLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.meetings.models import AgendaItem
    from chibo.meetings.values import PaperEntry

_NUMBERS = {
    "issued": "phát ra",
    "collected": "thu về",
    "valid": "hợp lệ",
    "approve": "tán thành",
    "against": "không tán thành",
}
_CARDS = ("approve", "against")


@transaction.atomic
def enter_paper_meeting(
    *, actor: Actor, on: date, meeting: Meeting, entry: PaperEntry, version: int | None = None
) -> Meeting:
    """Write a meeting from its papers: who was absent, the counts, the conclusions, tasks and concerns.

    A vote of which nothing was typed is left for later. Raises ``FaultyError`` with the faults of all parts at once,
    ``RefusedError`` where the law stops a vote; then nothing is written.
    """
    fresh = take_up(actor, meeting, version)
    found: list[Fault] = []
    absences = _absences(fresh, entry, found)
    taken = _try(found, lambda: take_attendance(actor=actor, on=on, meeting=fresh, exceptions=absences))
    found += _signed(entry, taken)
    votes = {str(item.uid): item for item in fresh.items.filter(is_voted=True).prefetch_related("votes")}
    for line in entry.counts:
        if line.item in votes:
            _count(actor, on, votes[line.item], line, found, is_taken=taken is not None)
    _try(
        found,
        lambda: write_content(
            actor=actor,
            on=on,
            meeting=fresh,
            texts=entry.texts,
            opening=entry.opening,
            conclusion=entry.conclusion,
            follow_up=entry.follow_up,
        ),
    )
    refuse_if(found)
    written = Meeting.objects.select_related("organisation").get(pk=fresh.pk)
    log(actor, written, on, "enter_paper_meeting", {"absent": [None, len(absences)]})
    return written


def _try(found: list[Fault], act: Callable[[], object]) -> Meeting | None:
    """Do one part; keep its faults beside those of the others."""
    try:
        done = act()
    except FaultyError as error:
        found += error.faults
        return None
    return done if isinstance(done, Meeting) else None


def _absences(meeting: Meeting, entry: PaperEntry, found: list[Fault]) -> list[Absence]:
    people = Named.of(meeting.organisation, meeting.on)
    absences = []
    for place, line in enumerate(entry.absent, start=1):
        known = people.find(line.name)
        if len(known) == 1:
            absences.append(Absence(person=str(known[0].uid), mark=line.mark, reason=line.reason))
        elif known:
            labels = [people.label(one) for one in known]
            found.append(faults.several_of_that_name(line.name, labels, f"absent-{place}"))
        else:
            found.append(faults.nobody_of_that_name(line.name, f"absent-{place}"))
    return absences


def _signed(entry: PaperEntry, taken: Meeting | None) -> list[Fault]:
    """The signatures counted on paper, against what follows from the list of the absent."""
    if entry.signed is None or taken is None or taken.members_total is None or taken.present_total is None:
        return []
    if entry.signed > taken.members_total:
        return [faults.more_signed_than_members(entry.signed, taken.members_total)]
    if entry.signed != taken.present_total:
        return [faults.counted_on_paper(entry.signed, taken.present_total)]
    return []


def _count(actor: Actor, on: date, item: AgendaItem, line: CountLine, found: list[Fault], *, is_taken: bool) -> None:
    wanted = tuple(_NUMBERS) if line.method == Vote.Method.SECRET_BALLOT else _CARDS
    numbers = {name: getattr(line, name) for name in wanted}
    if all(number is None for number in numbers.values()):
        return
    field = f"vote-{item.uid}"
    missing = [_NUMBERS[name] for name, number in numbers.items() if number is None]
    if missing:
        first = next(name for name, number in numbers.items() if number is None)
        found.append(faults.incomplete_count(item.title, missing, f"{field}-{first}"))
        return
    last = max(item.votes.all(), key=lambda vote: vote.round, default=None)
    if not is_taken or (last is not None and _says(last, line)):
        return
    said: list[Fault] = []
    _try(said, lambda: record_vote(actor=actor, on=on, item=item, method=line.method, **numbers))
    found += [replace(one, what=f"Mục {item.order}: {one.what}", field=f"{field}-{one.field}") for one in said]


def _says(vote: Vote, line: CountLine) -> bool:
    names = ("method", *(_NUMBERS if vote.method == Vote.Method.SECRET_BALLOT else _CARDS))
    return all(getattr(vote, name) == getattr(line, name) for name in names)
