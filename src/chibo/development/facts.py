"""Rows → frozen facts for the law, many cases at a time: the number of queries does not grow with the cases."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from chibo.development.models import Mentorship, Paper, Step
from chibo.law.facts import CaseFacts, MentorFacts, NoteFacts, PaperFacts, StepFacts
from chibo.law.vocabulary import PaperKind, StepKind
from chibo.meetings.facts import vote_facts
from chibo.register.facts import organisation_facts, person_facts
from chibo.register.models import Admission, Employment, Membership

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from chibo.development.models import DevelopmentCase

    _Mentors = dict[int, list[MentorFacts]]
    _Notes = dict[int, list[NoteFacts]]


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
    steps, papers = _steps(rows), _papers(rows)
    mentors, notes = _mentors(rows)
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


def _mentors(cases: Sequence[DevelopmentCase]) -> tuple[_Mentors, _Notes]:
    """Read mentors and the months they wrote about in one query: a line for each note, or one without any."""
    mentors: _Mentors = defaultdict(list)
    notes: _Notes = defaultdict(list)
    last = None
    rows = with_standing(Mentorship.objects.filter(case__in=[case.pk for case in cases])).annotate(
        note_month=F("notes__month"), note_written_on=F("notes__written_on")
    )
    for row in rows.order_by("starts_on", "id", "note_month"):
        if row.pk != last:
            mentors[row.case_id].append(mentor_facts(row))
            last = row.pk
        if row.note_month is not None:
            written = NoteFacts(mentor_uid=str(row.mentor.uid), month=row.note_month, written_on=row.note_written_on)
            notes[row.case_id].append(written)
    return mentors, notes


def with_standing(rows: QuerySet[Mentorship]) -> QuerySet[Mentorship, Any]:
    """Add to mentorships what the law asks of a mentor: since when official, gone since when, together since when."""
    admissions = Admission.objects.filter(person=OuterRef("mentor")).order_by("-ceremony_on")
    spells = Membership.objects.filter(person=OuterRef("mentor"), organisation=OuterRef("case__organisation")).order_by(
        "-starts_on", "-id"
    )
    return rows.select_related("mentor").annotate(
        recognised_on=Subquery(admissions.annotate(since=_OFFICIAL).values("since")[:1]),
        left_on=Subquery(spells.values("ends_on")[:1]),
        together_since=Subquery(_together().values("since")[:1]),
    )


_OFFICIAL = Coalesce("recognised_on", "official_on")
_THEIRS = "workplace__organisation__workplaces__employments"
_SINCE = Greatest("starts_on", F(f"{_THEIRS}__starts_on"))


def _together() -> QuerySet[Employment, Any]:
    """Pair the mentor's employments with the person's at workplaces of one organisation, where they overlap."""
    return (
        Employment.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=F(f"{_THEIRS}__starts_on")),
            Q(**{f"{_THEIRS}__ends_on": None}) | Q(**{f"{_THEIRS}__ends_on__gt": F("starts_on")}),
            Q(**{f"{_THEIRS}__person": OuterRef("case__person")}),
            person=OuterRef("mentor"),
        )
        .annotate(since=_SINCE)
        .order_by(_SINCE.desc())
    )


def mentor_facts(row: Any) -> MentorFacts:
    """Give the facts of one mentorship that came ``with_standing``."""
    return MentorFacts(
        uid=str(row.mentor.uid),
        name=row.mentor.full_name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        recognised_on=row.recognised_on,
        left_on=row.left_on,
        together_since=row.together_since,
        is_introducer=row.is_introducer,
        is_replacement=row.is_replacement,
    )
