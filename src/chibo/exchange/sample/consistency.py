"""Do the dates of the sample cell agree with each other and with the law? Every fault is named, not only the first."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from chibo.law import admission, probation
from chibo.law.calendar import add_months, age_on
from chibo.law.reading import rulebook
from chibo.law.timeline import LawGap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from chibo.exchange.sample.shape import (
        SampleCell,
        SampleJourney,
        SampleLeaver,
        SampleMembership,
        SamplePerson,
        SampleVote,
    )
    from chibo.law.timeline import Computation

_MIDDLE = "Mẫu"
_OF_AGE = 18  # to be hired: our own sense of a likely person, no figure of the Party's law
_JOURNEY_ORDER = (
    "source_on",
    "outstanding_on",
    "mentors_on",
    "candidate_on",
    "certified_on",
    "application_on",
    "union_introduced_on",
    "background_checked_on",
    "cell_proposed_on",
    "decided_on",
    "received_on",
    "ceremony_on",
    "new_member_class_on",
    "recognition_proposed_on",
    "recognised_on",
)


def faults_of(cell: SampleCell) -> tuple[str, ...]:
    """Everything that does not agree, in English, each with the id it is about; an empty answer means all is well."""
    return tuple(
        fault
        for check in (_people, _memberships, _journeys, _votes, _papers, _meetings, _reviews, _promises, _users)
        for fault in check(cell)
    )


# ---------------------------------------------------------------------- who belongs when


def _members(cell: SampleCell, on: date) -> list[str]:
    """Ids of the members on a day; who left was there from the first day of the ledger."""
    here = [person.id for person in cell.people if person.member_from is not None and person.member_from <= on]
    return here + [leaver.id for leaver in cell.left if cell.term.starts_on <= on < leaver.left_on]


def _official(cell: SampleCell, on: date) -> list[str]:
    since = {person.id: person.recognised_from for person in cell.people}
    known = {leaver.id: cell.term.starts_on for leaver in cell.left}
    given = {**since, **known}
    return [who for who in _members(cell, on) if (day := given[who]) is not None and day <= on]


def _person(cell: SampleCell, who: str) -> SamplePerson | None:
    return next((person for person in cell.people if person.id == who), None)


# ---------------------------------------------------------------------- the checks


def _people(cell: SampleCell) -> Iterator[str]:
    everybody: list[SamplePerson | SampleLeaver] = [*cell.people, *cell.left]
    for who, times in Counter(person.id for person in everybody).items():
        if times > 1:
            yield f"{who} stands {times} times"
    for one in everybody:
        if _MIDDLE not in one.name.split()[1:-1]:
            yield f"{one.id}: {one.name} is not marked as made up"
    for person in cell.people:
        if age_on(person.birth, person.hired_on) < _OF_AGE:
            yield f"{person.id}: hired on {person.hired_on} before the age of {_OF_AGE}"
        if person.hired_on > cell.working_day:
            yield f"{person.id}: hired after the working day"


def _memberships(cell: SampleCell) -> Iterator[str]:
    for person in cell.people:
        if person.membership is not None:
            row = person.membership
            for fault in (*_dates(person, row), *_joining(person, row, cell), *_agreement(person, row)):
                yield f"{person.id}: {fault}"
    for leaver in cell.left:
        if not cell.term.starts_on < leaver.left_on <= cell.working_day:
            yield f"{leaver.id}: left on {leaver.left_on}, outside the ledger"


def _dates(person: SamplePerson, row: SampleMembership) -> Iterator[str]:
    if row.ceremony_on < row.decided_on:
        yield f"ceremony {row.ceremony_on} before the decision {row.decided_on}"
    least = rulebook().find("age.min", row.ceremony_on)
    if least is not None and age_on(person.birth, row.ceremony_on) < least.number:
        yield f"admitted before the age of {least.number}"
    full = _known(probation.probation_end, row.ceremony_on)
    if row.official_on is not None and full is not None and row.official_on != full.result:
        yield f"official on {row.official_on}, not {full.amount} months after {row.ceremony_on}"


def _joining(person: SamplePerson, row: SampleMembership, cell: SampleCell) -> Iterator[str]:
    if (row.joined_by == "transfer_in") != bool(row.joined_from):
        yield "a transfer needs a place of origin, and only a transfer has one"
    expected = {"opening": cell.term.starts_on, "admission": row.ceremony_on, "transfer_in": person.hired_on}
    if row.since != expected.get(row.joined_by):
        yield f"member since {row.since}, but {row.joined_by} says {expected.get(row.joined_by)}"
    if row.joined_by == "opening" and row.ceremony_on >= row.since:
        yield f"there at the opening of the ledger, but admitted on {row.ceremony_on}"


def _agreement(person: SamplePerson, row: SampleMembership) -> Iterator[str]:
    if person.journey is not None and row.joined_by == "admission":
        if (person.journey.decided_on, person.journey.ceremony_on) != (row.decided_on, row.ceremony_on):
            yield "the journey tells other days of decision and ceremony than the membership"
        if (person.journey.recognised_on is None) != (row.official_on is None):
            yield "official without a decision of recognition, or the other way round"


def _journeys(cell: SampleCell) -> Iterator[str]:
    for person in cell.people:
        if person.journey is not None:
            road = person.journey
            for fault in (*_in_order(person, road, cell), *_periods(road, cell), *_mentors(person, road, cell)):
                yield f"{person.id}: {fault}"


def _in_order(person: SamplePerson, road: SampleJourney, cell: SampleCell) -> Iterator[str]:
    days = [(name, day) for name in _JOURNEY_ORDER if (day := getattr(road, name)) is not None]
    for (earlier, first), (later, then) in pairwise(days):
        if then < first:
            yield f"{later} {then} before {earlier} {first}"
    if days[0][1] < person.hired_on:
        yield f"in the source on {days[0][1]}, before being hired on {person.hired_on}"
    if days[-1][1] > cell.working_day:
        yield f"{days[-1][0]} {days[-1][1]} after the working day"


def _periods(road: SampleJourney, cell: SampleCell) -> Iterator[str]:
    """The days the file derives: compared with the calendar of months and of working days."""
    considered = road.cell_proposed_on or cell.working_day
    valid = _known(admission.awareness_certificate, road.certified_on, considered)
    if valid is not None:
        yield from _same("certificate_valid_to", road.certificate_valid_to, valid.result)
    months = _months_of_help(cell, considered)
    full = add_months(road.mentors_on, months)
    if road.mentoring_full_on is not None:
        yield from _same("mentoring_full_on", road.mentoring_full_on, full)
    if road.cell_proposed_on is not None:
        if road.cell_proposed_on > road.certificate_valid_to:
            yield "the certificate was out of date when the cell voted"
        if road.cell_proposed_on < full:
            yield f"proposed on {road.cell_proposed_on}, before {months} months of help"
    yield from _times(road)


def _times(road: SampleJourney) -> Iterator[str]:
    """The days between resolution, decision and ceremony, and those of the probation."""
    holidays = rulebook().holidays
    if road.ceremony_on is None or road.decided_on is None or road.received_on is None:
        return
    assert road.cell_proposed_on is not None
    decided = holidays.working_days_between(road.cell_proposed_on, road.decided_on)
    held = holidays.working_days_between(road.received_on, road.ceremony_on)
    yield from _same("working_days_to_decision", road.working_days_to_decision, decided)
    yield from _same("working_days_to_ceremony", road.working_days_to_ceremony, held)
    by = _known(admission.decision_deadline, road.cell_proposed_on)
    until = _known(admission.ceremony_deadline, road.decided_on, road.received_on)
    if (by is not None and road.decided_on > by.result) or (until is not None and road.ceremony_on > until.result):
        yield f"{decided} working days to the decision, {held} to the ceremony: too many"
    yield from _recognition(road, road.ceremony_on)


def _recognition(road: SampleJourney, ceremony: date) -> Iterator[str]:
    full, by = _known(probation.probation_end, ceremony), _known(probation.cell_deadline, ceremony)
    if full is None or by is None:
        return
    yield from _same("probation_ends_on", road.probation_ends_on, full.result)
    yield from _same("consider_recognition_by", road.consider_recognition_by, by.result)
    if road.recognition_proposed_on is not None and not full.result <= road.recognition_proposed_on <= by.result:
        yield f"recognition proposed on {road.recognition_proposed_on}, outside {full.result} to {by.result}"


def _known(deadline: Callable[..., Computation | None], *days: date) -> Computation | None:
    """A day as the law computes it; nothing where it knows no figure of that time."""
    try:
        return deadline(*days, rulebook())
    except LawGap:
        return None


def _same(name: str, told: object, computed: object) -> Iterator[str]:
    if told != computed:
        yield f"{name} is {computed}, not {told}"


def _months_of_help(cell: SampleCell, on: date) -> int:
    """How long somebody is helped before the cell proposes, by the cell's own rule of that day; else no time is set."""
    own = [rule for rule in cell.rules if rule.key == "local.mentoring_months" and rule.starts_on <= on]
    return int(own[-1].value) if own else 0


def _mentors(person: SamplePerson, road: SampleJourney, cell: SampleCell) -> Iterator[str]:
    for who in road.mentors:
        mentor = _person(cell, who)
        if mentor is None or who == person.id:
            yield f"{who} cannot be the mentor"
        elif mentor.recognised_from is None or mentor.recognised_from > road.mentors_on:
            yield f"mentor {who} is not official on {road.mentors_on}"
        elif mentor.member_from is None or mentor.member_from > road.mentors_on:
            yield f"mentor {who} is no member here on {road.mentors_on}"
    if road.last_note_on is not None and (road.notes_from is None or road.notes_from > road.last_note_on):
        yield "notes end before they begin"


def _votes(cell: SampleCell) -> Iterator[str]:
    for person in cell.people:
        if person.journey is None:
            continue
        road = person.journey
        for day, vote in (
            (road.cell_proposed_on, road.admission_vote),
            (road.recognition_proposed_on, road.recognition_vote),
        ):
            if (day is None) != (vote is None):
                yield f"{person.id}: a proposal and its vote belong together"
            elif day is not None and vote is not None:
                yield from (f"{person.id}: {fault}" for fault in _vote(vote, day, cell))


def _vote(vote: SampleVote, on: date, cell: SampleCell) -> Iterator[str]:
    # Before the ledger begins the file does not know who else was a member.
    official = len(_official(cell, on)) if on >= cell.term.starts_on else vote.base
    if vote.base != official:
        yield f"vote of {on}: {vote.base} official members told, {official} computed"
    try:
        share = rulebook().on("vote.cell_threshold", on).share
    except LawGap:
        share = None
    if vote.approve > vote.base or (share is not None and vote.approve < share * vote.base):
        yield f"vote of {on}: {vote.approve} of {vote.base} is no result to go on with"


def _papers(cell: SampleCell) -> Iterator[str]:
    known = {person.id for person in cell.people}
    for person in cell.people:
        for paper in person.journey.papers if person.journey else ():
            if paper.author and paper.author not in known:
                yield f"{person.id}: nobody is {paper.author}, who wrote {paper.kind}"
            if paper.dated is not None and paper.dated > cell.working_day:
                yield f"{person.id}: {paper.kind} dated {paper.dated}, after the working day"


def _meetings(cell: SampleCell) -> Iterator[str]:
    days = [meeting.held_on for meeting in cell.meetings]
    if days != sorted(set(days)):
        yield "meetings are not in the order of their days, each day once"
    for meeting in cell.meetings:
        members, official = len(_members(cell, meeting.held_on)), len(_official(cell, meeting.held_on))
        if (meeting.members, meeting.official) != (members, official):
            told = f"{meeting.members} members, {meeting.official} official"
            yield f"meeting of {meeting.held_on}: {told} told, {members} and {official} computed"
        if meeting.present > meeting.members or meeting.held_on > cell.working_day:
            yield f"meeting of {meeting.held_on}: more present than members, or after the working day"


def _reviews(cell: SampleCell) -> Iterator[str]:
    for review in cell.reviews:
        last = cell.working_day.replace(year=review.year, month=12, day=31)
        members = _members(cell, last)
        if review.rated != review.excellent + review.good or review.rated != len(members):
            yield f"review of {review.year}: {review.rated} rated, {len(members)} members at the year's end"
        if review.excellent_people and len(review.excellent_people) != review.excellent:
            yield f"review of {review.year}: {review.excellent} excellent, {len(review.excellent_people)} named"
        for who in set(review.excellent_people) - set(members):
            yield f"review of {review.year}: {who} was no member"


def _promises(cell: SampleCell) -> Iterator[str]:
    """The verbs refuse what is wrong with days and members; here only whom the file names and what it counts."""
    known = {person.id for person in cell.people}
    named = [who for turn in cell.commitments for group in turn.handed_in for who in (*group.people, *group.but)]
    named += [row.person for campaign in cell.campaigns for row in campaign.entries]
    named += [who for activity in cell.activities for who in (*activity.people, *activity.sources)]
    for who in sorted(set(named) - known):
        yield f"nobody is {who}, who is named in commitments, campaigns or activities"
    for activity in cell.activities:
        for who in sorted(set(activity.sources) - set(activity.people)):
            yield f"activity of {activity.held_on}: {who} is a source of it but did not come"


def _users(cell: SampleCell) -> Iterator[str]:
    for user in cell.users:
        if bool(user.person) == bool(user.name) or (user.person and _person(cell, user.person) is None):
            yield f"user {user.username}: either a person of the list or a name"
