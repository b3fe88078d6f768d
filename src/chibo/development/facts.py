"""Rows → frozen facts for the law, many cases at a time: the number of queries does not grow with the cases."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from chibo.development.models import Mentorship as MentorshipRow
from chibo.development.models import MonthlyNote, Paper, Step
from chibo.law.facts import CaseFacts, MentorFacts, NoteFacts, PaperFacts, StepFacts
from chibo.law.vocabulary import PaperKind, StepKind
from chibo.meetings.facts import vote_facts
from chibo.register.facts import organisation_facts, person_facts
from chibo.register.models import Admission, Employment, Membership

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from chibo.development.models import DevelopmentCase


def steps_in_force(cases: Iterable[DevelopmentCase]) -> QuerySet[Step]:
    """Give the steps that count: those taken back and those replaced by a correction are left out."""
    return (
        Step.objects.filter(case__in=[case.pk for case in cases], is_void=False, replaced_by__isnull=True)
        .select_related("vote__item__meeting", "resolution")
        .order_by("on", "id")
    )


def of(cases: Iterable[DevelopmentCase]) -> tuple[CaseFacts, ...]:
    """Give everything the law may know about each case, in the order of ``cases``.

    Cases should come with ``person`` and ``organisation__kind`` already read. Queries: a fixed number for the cases
    and people, and a fixed number for each organisation among them.
    """
    rows = list(cases)
    if not rows:
        return ()
    people = person_facts([case.person for case in rows])
    organisations = {case.organisation_id: case.organisation for case in rows}
    units = {key: organisation_facts(organisation) for key, organisation in organisations.items()}
    steps, papers, notes = _steps(rows), _papers(rows), _notes(rows)
    mentors = _mentors(rows)
    return tuple(
        CaseFacts(
            person=people[case.person_id],
            organisation=units[case.organisation_id],
            steps=tuple(steps[case.pk]),
            mentors=tuple(mentors[case.pk]),
            papers=tuple(papers[case.pk]),
            notes=tuple(notes[case.pk]),
            special_track=case.special_track,
        )
        for case in rows
    )


def step_facts(step: Step) -> StepFacts:
    """Give the facts of one recorded step; its vote should come with ``item__meeting``."""
    return StepFacts(
        kind=StepKind(step.kind),
        on=step.on,
        vote=vote_facts(step.vote) if step.vote is not None else None,
        from_old_file=step.from_old_file,
        superior_consent=step.superior_consent,
    )


def _steps(cases: Sequence[DevelopmentCase]) -> Mapping[int, list[StepFacts]]:
    found: dict[int, list[StepFacts]] = defaultdict(list)
    for step in steps_in_force(cases):
        found[step.case_id].append(step_facts(step))
    return found


def _papers(cases: Sequence[DevelopmentCase]) -> Mapping[int, list[PaperFacts]]:
    found: dict[int, list[PaperFacts]] = defaultdict(list)
    rows = Paper.objects.filter(case__in=[case.pk for case in cases], withdrawn_on__isnull=True)
    for paper in rows.select_related("author").order_by("dated", "id"):
        found[paper.case_id].append(
            PaperFacts(
                kind=PaperKind(paper.kind),
                dated=paper.dated,
                present=paper.is_present,
                author=paper.author.full_name if paper.author is not None else "",
                signed=paper.is_signed,
                quotes={str(key): str(value) for key, value in paper.quotes.items()},
            )
        )
    return found


def _notes(cases: Sequence[DevelopmentCase]) -> Mapping[int, list[NoteFacts]]:
    found: dict[int, list[NoteFacts]] = defaultdict(list)
    rows = MonthlyNote.objects.filter(mentorship__case__in=[case.pk for case in cases])
    for case_id, mentor_uid, month, written_on in rows.order_by("month", "id").values_list(
        "mentorship__case_id", "mentorship__mentor__uid", "month", "written_on"
    ):
        found[case_id].append(NoteFacts(mentor_uid=str(mentor_uid), month=month, written_on=written_on))
    return found


def mentor_facts(row: MentorshipRow, case: DevelopmentCase) -> MentorFacts:
    """Give the facts of one mentorship, recorded or about to be."""
    return _mentor_facts([row], {case.pk: case})[0]


def _mentors(cases: Sequence[DevelopmentCase]) -> Mapping[int, list[MentorFacts]]:
    rows = list(
        MentorshipRow.objects.filter(case__in=[case.pk for case in cases])
        .select_related("mentor")
        .order_by("starts_on", "id")
    )
    found: dict[int, list[MentorFacts]] = defaultdict(list)
    for row, known in zip(rows, _mentor_facts(rows, {case.pk: case for case in cases}), strict=True):
        found[row.case_id].append(known)
    return found


def _mentor_facts(rows: Sequence[MentorshipRow], cases: Mapping[int, DevelopmentCase]) -> list[MentorFacts]:
    mentor_ids = {row.mentor_id for row in rows}
    recognised = recognitions(mentor_ids)
    left = _departures(mentor_ids)
    employments = _employments(mentor_ids | {case.person_id for case in cases.values()})
    return [
        MentorFacts(
            uid=str(row.mentor.uid),
            name=row.mentor.full_name,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            recognised_on=recognised.get(row.mentor_id),
            left_on=left.get((row.mentor_id, cases[row.case_id].organisation_id)),
            together_since=together_since(employments[cases[row.case_id].person_id], employments[row.mentor_id]),
            is_introducer=row.is_introducer,
            is_replacement=row.is_replacement,
        )
        for row in rows
    ]


def recognitions(person_ids: Iterable[int]) -> dict[int, date]:
    """Give since when each person is an official member: the recognition decision, else the official day on file."""
    found: dict[int, date] = {}
    rows = Admission.objects.filter(person__in=list(person_ids)).order_by("ceremony_on")
    for person_id, recognised_on, official_on in rows.values_list("person_id", "recognised_on", "official_on"):
        since = recognised_on or official_on
        if since is not None:
            found[person_id] = since
    return found


def _departures(person_ids: Iterable[int]) -> dict[tuple[int, int], date]:
    """Give the first day on which a member no longer belonged to an organisation, unless they came back."""
    found: dict[tuple[int, int], date] = {}
    rows = Membership.objects.filter(person__in=list(person_ids)).order_by("starts_on", "id")
    for person_id, organisation_id, ends_on in rows.values_list("person_id", "organisation_id", "ends_on"):
        found.pop((person_id, organisation_id), None)
        if ends_on is not None:
            found[person_id, organisation_id] = ends_on
    return found


_Spells = list[tuple[int, "date", "date | None"]]


def _employments(person_ids: Iterable[int]) -> Mapping[int, _Spells]:
    found: dict[int, _Spells] = defaultdict(list)
    rows = Employment.objects.filter(person__in=list(person_ids)).order_by("starts_on", "id")
    for person_id, unit, starts_on, ends_on in rows.values_list(
        "person_id", "workplace__organisation_id", "starts_on", "ends_on"
    ):
        found[person_id].append((unit, starts_on, ends_on))
    return found


def together_since(ours: _Spells, theirs: _Spells) -> date | None:
    """Give the first day of the latest time two people worked in units of one organisation together, if any."""
    shared = [
        max(start, other_start)
        for unit, start, end in ours
        for other_unit, other_start, other_end in theirs
        if unit == other_unit and (end is None or other_start < end) and (other_end is None or start < other_end)
    ]
    return max(shared, default=None)
