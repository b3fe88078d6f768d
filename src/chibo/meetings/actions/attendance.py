"""Step 2: who was not there. Present members have no row (decision 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.access import Permission
from chibo.meetings import faults, queries, words
from chibo.meetings.actions.common import put_down, refuse_if, take_up
from chibo.meetings.models import AgendaItem, Attendance, Meeting, Vote
from chibo.register.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.meetings.queries import House, Roll
    from chibo.meetings.values import Absence


@transaction.atomic
def announce_absences(
    *, actor: Actor, on: date, meeting: Meeting, exceptions: Sequence[Absence], version: int | None = None
) -> Meeting:
    """Note who said beforehand that they cannot come. Replaces what was noted; nothing is frozen yet."""
    fresh = take_up(actor, meeting, version)
    house = queries.house_of(fresh)
    refuse_if(
        [
            *_strangers(actor, house, exceptions),
            faults.roll_is_taken() if fresh.state != Meeting.State.PLANNED else None,
        ]
    )
    _write(fresh, exceptions)
    put_down(actor, fresh, on, "announce_absences", {"absent": [None, len(exceptions)]})
    return fresh


@transaction.atomic
def take_attendance(
    *, actor: Actor, on: date, meeting: Meeting, exceptions: Sequence[Absence] = (), version: int | None = None
) -> Meeting:
    """Confirm the attendance: everybody present but the exceptions; the counts and the base of votes are frozen.

    A correction is possible until the minutes are adopted, as long as recorded votes still fit. Raises ``FaultyError``
    with every fault: meeting in the future, an absence of a stranger, nobody there, a vote that no longer fits.
    """
    fresh = take_up(actor, meeting, version)
    house = queries.house_of(fresh)
    roll = house.roll({absence.person: (absence.mark, absence.reason) for absence in exceptions})
    votes = list(Vote.objects.filter(item__meeting=fresh).select_related("item").order_by("item__order", "round"))
    refuse_if(
        [
            faults.in_future(fresh.on, on, "điểm danh") if fresh.on > on else None,
            *_strangers(actor, house, exceptions),
            None if roll.present_total else faults.nobody_present(),
            *_votes_that_no_longer_fit(votes, house, roll),
        ]
    )
    _write(fresh, exceptions)
    moved = _freeze_again(votes, house, roll)
    before = [fresh.present_total, fresh.present_official]
    fresh.members_total, fresh.members_official = roll.members_total, roll.members_official
    fresh.present_total, fresh.present_official = roll.present_total, roll.present_official
    terms = house.terms(AgendaItem.Sort.ADMISSION, roll.present)
    fresh.base, fresh.base_sentence = terms.base, terms.sentence
    fresh.state = Meeting.State.OPENED
    put_down(
        actor,
        fresh,
        on,
        "take_attendance",
        {
            "present_total": [before[0], fresh.present_total],
            "present_official": [before[1], fresh.present_official],
            "members_total": [None, fresh.members_total],
            "members_official": [None, fresh.members_official],
            "base": [None, fresh.base],
            **moved,
        },
    )
    return fresh


def _strangers(actor: Actor, house: House, exceptions: Sequence[Absence]) -> Iterator[Fault]:
    """Who of the absent is no member, or named twice; of whom the actor sees nothing, the name is not told either."""
    names = {member.uid: member.name for member in house.members}
    seen: set[str] = set()
    for absence in exceptions:
        if absence.person not in names:
            person = Person.objects.filter(uid=absence.person).first()
            is_seen = person is not None and actor.may(Permission.VIEW_PEOPLE, person.scope_key)
            yield faults.not_a_member(person.full_name if person and is_seen else words.SOMEBODY, house.on)
        elif absence.person in seen:
            yield faults.twice_in_roll(names[absence.person])
        seen.add(absence.person)


def _votes_that_no_longer_fit(votes: Sequence[Vote], house: House, roll: Roll) -> Iterator[Fault]:
    for vote in votes:
        terms = house.terms(vote.item.sort, roll.present)
        cast = vote.approve + vote.against
        if terms.base != vote.base and vote.resolutions.exists():
            yield faults.attendance_moves_base(vote.item.title, vote.base, terms.base)
        elif cast > terms.base:
            yield faults.votes_beyond_base(cast, terms.base, terms.sentence)
        if max(vote.issued or 0, cast) > roll.present_official:
            yield faults.attendance_below_vote(vote.item.title, max(vote.issued or 0, cast), roll.present_official)


def _freeze_again(votes: Sequence[Vote], house: House, roll: Roll) -> dict[str, object]:
    """Votes on which no resolution rests follow a corrected attendance; the log keeps the old base."""
    changes: dict[str, object] = {}
    for vote in votes:
        terms = house.terms(vote.item.sort, roll.present)
        if terms.base != vote.base:
            changes[f"base of {vote.uid}"] = [vote.base, terms.base]
            vote.base, vote.base_sentence = terms.base, terms.sentence
            vote.needed, vote.threshold = terms.needed, terms.wanted
            vote.save(update_fields=["base", "base_sentence", "needed", "threshold"])
    return changes


def _write(meeting: Meeting, exceptions: Sequence[Absence]) -> None:
    """Leave rows that say the same, so that a second click writes nothing new."""
    wanted = {absence.person: absence for absence in exceptions}
    for row in Attendance.objects.filter(meeting=meeting).select_related("person"):
        absence = wanted.get(str(row.person.uid))
        if absence is None:
            row.delete()
            continue
        del wanted[absence.person]
        row.mark, row.reason = absence.mark, absence.reason.strip()
        row.save(update_fields=["mark", "reason"])
    people = {str(person.uid): person for person in Person.objects.filter(uid__in=list(wanted))}
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person=people[uid], mark=absence.mark, reason=absence.reason.strip())
        for uid, absence in wanted.items()
    )
