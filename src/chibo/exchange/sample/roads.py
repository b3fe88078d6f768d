"""The journeys of the sample cell, step by step from the old files, with votes, mentors, papers and monthly notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.development import actions as development
from chibo.development.models import Mentorship
from chibo.law.calendar import add_months
from chibo.law.vocabulary import StepKind
from chibo.meetings import actions as meetings
from chibo.meetings.models import AgendaItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.exchange.sample.shape import SampleJourney, SamplePerson, SampleVote
    from chibo.meetings.models import Resolution
    from chibo.register.models import Organisation, Person

_BEFORE_MENTORS = (("outstanding_on", StepKind.OUTSTANDING_RECOGNISED),)
_BEFORE_VOTE = (
    ("candidate_on", StepKind.CANDIDATE_RECOGNISED),
    ("certified_on", StepKind.AWARENESS_CLASS_CERTIFIED),
    ("application_on", StepKind.APPLICATION_RECEIVED),
    ("union_introduced_on", StepKind.UNION_INTRODUCED),
    ("background_checked_on", StepKind.BACKGROUND_CHECKED),
)
_AFTER_VOTE = (
    ("decided_on", StepKind.ADMISSION_DECIDED),
    ("received_on", StepKind.ADMISSION_DECISION_RECEIVED),
    ("ceremony_on", StepKind.ADMITTED),
)
_DONE = ("giúp soạn bài tuyên truyền miệng", "cùng dự sinh hoạt chi đoàn", "góp ý bản tin nội bộ")


@dataclass(frozen=True, kw_only=True)
class Typist:
    """Who types the old files in, on which day, for which cell, and the people by their ids."""

    actor: Actor
    on: date
    organisation: Organisation
    people: Mapping[str, Person]


def walk(typist: Typist, given: SamplePerson, road: SampleJourney) -> DevelopmentCase:
    """Enter one person's whole road so far."""
    case = development.open_case(
        actor=typist.actor,
        on=typist.on,
        person=typist.people[given.id],
        organisation=typist.organisation,
        source_on=road.source_on,
        from_old_file=True,
    )
    mentors = [typist.people[who] for who in road.mentors]
    _steps(typist, case, road, _BEFORE_MENTORS)
    helped = _mentors(typist, case, road, mentors)
    _steps(typist, case, road, _BEFORE_VOTE)
    _proposal(typist, case, StepKind.CELL_PROPOSED_ADMISSION, road.cell_proposed_on, road.admission_vote)
    _steps(typist, case, road, _AFTER_VOTE)
    _probation(typist, case, road, mentors, helped)
    _papers(typist, case, road)
    _notes(typist, road, helped)
    return case


def _steps(typist: Typist, case: DevelopmentCase, road: SampleJourney, steps: Sequence[tuple[str, StepKind]]) -> None:
    for name, kind in steps:
        day = getattr(road, name)
        if day is not None:
            _step(typist, case, kind, day)


def _step(
    typist: Typist, case: DevelopmentCase, kind: StepKind, day: date, resolution: Resolution | None = None
) -> None:
    development.record_step(
        actor=typist.actor,
        on=typist.on,
        case=case,
        step=kind,
        acted_on=day,
        resolution=resolution,
        vote=resolution.vote if resolution else None,
        from_old_file=True,
    )


def _mentors(
    typist: Typist, case: DevelopmentCase, road: SampleJourney, mentors: Sequence[Person]
) -> tuple[Mentorship, ...]:
    resolution = meetings.record_past_resolution(
        actor=typist.actor,
        on=typist.on,
        organisation=typist.organisation,
        resolved_on=road.mentors_on,
        title=f"Phân công đảng viên giúp đỡ {case.person}",
        sort=AgendaItem.Sort.MENTORS,
        subject=case.person,
    )
    return development.assign_mentors(
        actor=typist.actor,
        on=typist.on,
        case=case,
        mentors=mentors,
        starts_on=road.mentors_on,
        resolution=resolution,
        from_old_file=True,
    )


def _proposal(typist: Typist, case: DevelopmentCase, kind: StepKind, day: date | None, vote: SampleVote | None) -> None:
    """Enter a vote of the cell, its resolution, and the step that rests on it."""
    if day is None or vote is None:
        return
    is_admission = kind is StepKind.CELL_PROPOSED_ADMISSION
    what = "kết nạp" if is_admission else "công nhận đảng viên chính thức đối với"
    resolution = meetings.record_past_resolution(
        actor=typist.actor,
        on=typist.on,
        organisation=typist.organisation,
        resolved_on=day,
        title=f"Đề nghị {what} {case.person}",
        sort=AgendaItem.Sort.ADMISSION if is_admission else AgendaItem.Sort.RECOGNITION,
        subject=case.person,
        approve=vote.approve,
        against=vote.base - vote.approve,
        base=vote.base,
    )
    _step(typist, case, kind, day, resolution)


def _probation(
    typist: Typist,
    case: DevelopmentCase,
    road: SampleJourney,
    mentors: Sequence[Person],
    helped: Sequence[Mentorship],
) -> None:
    """Enter the year after the ceremony: the same members go on helping, class, proposal and recognition."""
    if road.ceremony_on is None:
        return
    for mentorship in helped:
        development.end_mentorship(
            actor=typist.actor, on=typist.on, mentorship=mentorship, ends_on=road.ceremony_on, reason="đã kết nạp"
        )
    for mentor in mentors:
        development.assign_mentor(
            actor=typist.actor,
            on=typist.on,
            case=case,
            mentor=mentor,
            starts_on=road.ceremony_on,
            period=Mentorship.Period.PROBATION,
            from_old_file=True,
        )
    _step(typist, case, StepKind.PROBATION_MENTOR_ASSIGNED, road.ceremony_on)
    if road.new_member_class_on is not None:
        _step(typist, case, StepKind.NEW_MEMBER_CLASS_CERTIFIED, road.new_member_class_on)
    day = road.recognition_proposed_on
    _proposal(typist, case, StepKind.CELL_PROPOSED_RECOGNITION, day, road.recognition_vote)
    if road.recognised_on is not None:
        _step(typist, case, StepKind.RECOGNITION_DECIDED, road.recognised_on)


def _papers(typist: Typist, case: DevelopmentCase, road: SampleJourney) -> None:
    for paper in road.papers:
        development.record_paper(
            actor=typist.actor,
            on=typist.on,
            case=case,
            kind=paper.kind,
            dated=paper.dated,
            author=typist.people.get(paper.author),
            is_signed=paper.is_signed,
            is_handwritten=paper.is_handwritten,
            kept_at=road.kept_at,
            quotes=paper.quotes,
        )


def _notes(typist: Typist, road: SampleJourney, helped: Sequence[Mentorship]) -> None:
    """Enter one note a month by each mentor, on the same day of the month as the last one."""
    if road.notes_from is None or road.last_note_on is None:
        return
    months = (road.last_note_on.year - road.notes_from.year) * 12 + road.last_note_on.month - road.notes_from.month
    for number in range(months + 1):
        month = add_months(road.notes_from, number)
        for mentorship in helped:
            development.write_note(
                actor=typist.actor,
                on=typist.on,
                mentorship=mentorship,
                month=month,
                times_met=2,
                task_result="Đã xong",
                note=f"Đã {_DONE[number % len(_DONE)]}.",
                written_on=month.replace(day=road.last_note_on.day),
            )
