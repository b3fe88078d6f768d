"""What the papers of one round say, read once for all of them: the number of queries does not grow with members."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from chibo.development.models import Step
from chibo.law.vocabulary import StepKind
from chibo.meetings.models import Attendance, Meeting
from chibo.meetings.queries import task_facts
from chibo.register.facts import covering, rulebook_of
from chibo.register.models import Admission, Membership, OfficeHolding
from chibo.reviews.models import RatingDecision, Subject
from chibo.reviews.queries.regime import names_on, regime_on
from chibo.reviews.queries.rounds import ballot_of, subjects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chibo.law.timeline import Reading, Rulebook
    from chibo.meetings.queries.follow import TaskFacts
    from chibo.reviews.models import RatingBallot, YearReview

_CLASSES = {
    StepKind.AWARENESS_CLASS_CERTIFIED.value: "lớp bồi dưỡng nhận thức về Đảng",
    StepKind.NEW_MEMBER_CLASS_CERTIFIED.value: "lớp đảng viên mới",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """How one member attended the sessions of the year: facts, no score."""

    held: int = 0
    present: int = 0
    excused: int = 0
    absent: int = 0
    unknown: int = 0  # sessions of old files, which only know how many were there


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfPerson:
    """What the register knows of a member's year."""

    sessions: Sessions = Sessions()
    tasks: tuple[TaskFacts, ...] = ()
    classes: tuple[str, ...] = ()
    joined_on: date | None = None
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """Everything the papers of a round say."""

    review: YearReview
    day: date
    rules: Rulebook
    regime: Reading | None
    names: Mapping[str, str]
    body_names: Mapping[str, str]
    subjects: tuple[Subject, ...]
    people: Mapping[int, YearOfPerson]
    ballot: RatingBallot | None
    meetings: int
    decisions: Mapping[int, RatingDecision] = field(default_factory=dict)

    @property
    def members(self) -> tuple[Subject, ...]:
        """The members of the round, by name."""
        return tuple(one for one in self.subjects if not one.is_body)

    @property
    def body(self) -> Subject | None:
        """The organisation itself."""
        return next((one for one in self.subjects if one.is_body), None)

    def level(self, subject: Subject, grade: str) -> str:
        """A level in the words of the day that judges."""
        return (self.body_names if subject.is_body else self.names).get(grade, "")


def facts_of_round(review: YearReview) -> RoundFacts:
    """Read what the papers of a guarded round say. About a dozen queries, however many members."""
    day = review.judged_on
    rules = rulebook_of(review.organisation, day)
    subjects = tuple(subjects_of(review))
    keys = [one.person_id for one in subjects if one.person_id is not None]
    held = list(
        Meeting.objects.filter(organisation=review.organisation, on__year=review.year, group__isnull=True)
        .exclude(state=Meeting.State.PLANNED)
        .exclude(kind=Meeting.Kind.COMMITTEE)
        .order_by("on")
    )
    return RoundFacts(
        review=review,
        day=day,
        rules=rules,
        regime=regime_on(day, rules),
        names=names_on(day, rules),
        body_names=names_on(day, rules, is_body=True),
        subjects=subjects,
        people=_people(review, subjects, keys, held),
        ballot=ballot_of(review),
        meetings=len(held),
        decisions=_decisions(subjects),
    )


def _decisions(subjects: Iterable[Subject]) -> dict[int, RatingDecision]:
    rows = RatingDecision.objects.filter(subject__in=list(subjects)).order_by("round")
    return {row.subject_id: row for row in rows}


def _people(
    review: YearReview, subjects: Iterable[Subject], keys: list[int], held: list[Meeting]
) -> dict[int, YearOfPerson]:
    counted = review.counted_on or review.judged_on
    spells: dict[int, list[Membership]] = {}
    for spell in Membership.objects.filter(person__in=keys, organisation=review.organisation):
        spells.setdefault(spell.person_id, []).append(spell)
    marks = _marks(keys, held)
    tasks: dict[str, list[TaskFacts]] = {}
    first, until = date(review.year, 1, 1), date(review.year + 1, 1, 1)
    for task in task_facts(review.organisation, first, until):
        tasks.setdefault(task.person_uid, []).append(task)
    classes = _classes(keys, review.year)
    joined = dict(
        Admission.objects.filter(person__in=keys).order_by("ceremony_on").values_list("person_id", "ceremony_on")
    )
    offices = _offices(review, keys, counted)
    return {
        one.person_id: YearOfPerson(
            sessions=_sessions(spells.get(one.person_id, []), marks.get(one.person_id, {}), held),
            tasks=tuple(tasks.get(str(one.person.uid), ())),
            classes=tuple(classes.get(one.person_id, ())),
            joined_on=joined.get(one.person_id),
            offices=tuple(offices.get(one.person_id, ())),
        )
        for one in subjects
        if one.person is not None and one.person_id is not None
    }


def _marks(keys: list[int], held: list[Meeting]) -> dict[int, dict[int, str]]:
    """Who was marked absent in which session. One query."""
    found: dict[int, dict[int, str]] = {}
    rows = Attendance.objects.filter(meeting__in=held, person__in=keys)
    for person, meeting, mark in rows.values_list("person_id", "meeting_id", "mark"):
        found.setdefault(person, {})[meeting] = mark
    return found


def _sessions(spells: list[Membership], marks: Mapping[int, str], held: list[Meeting]) -> Sessions:
    mine = [one for one in held if any(_covers(spell, one.on) for spell in spells)]
    known = [one for one in mine if not one.from_old_file]
    counts = Counter(marks.get(one.pk, "") for one in known)
    return Sessions(
        held=len(mine),
        present=counts[""],
        excused=counts[Attendance.Mark.EXCUSED],
        absent=counts[Attendance.Mark.ABSENT],
        unknown=len(mine) - len(known),
    )


def _covers(spell: Membership, on: date) -> bool:
    return spell.starts_on <= on and (spell.ends_on is None or on < spell.ends_on)


def _classes(keys: list[int], year: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Step.objects.filter(case__person__in=keys, kind__in=list(_CLASSES), on__year=year).order_by("on")
    for person, kind in rows.values_list("case__person_id", "kind"):
        found.setdefault(person, []).append(_CLASSES[kind])
    return found


def _offices(review: YearReview, keys: list[int], on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    held = OfficeHolding.objects.filter(covering(on), person__in=keys, organisation=review.organisation)
    for row in held.order_by("pk"):
        found.setdefault(row.person_id, []).append(row.get_office_display())
    return found
