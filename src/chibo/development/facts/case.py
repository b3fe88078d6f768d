"""Rows → frozen facts for the law, many cases at a time: the number of queries does not grow with the cases."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from chibo.base import installation
from chibo.development.models import DevelopmentCase, FindingWaiver, Mentorship, Paper, ReturnSlip, Step
from chibo.documents.queries.scans import scans_counted
from chibo.law.facts import CaseFacts, MentorFacts, NoteFacts, OrganisationFacts, PaperFacts, PersonFacts, StepFacts
from chibo.law.journey.stages import standing
from chibo.law.vocabulary import PaperKind, Sex, StepKind
from chibo.meetings.facts import vote_facts
from chibo.register.facts import confirmed_amendments
from chibo.register.models import Admission, Employment, MassBody, MassPlace, Membership, Workplace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from django.db.models import QuerySet


@dataclass(frozen=True, kw_only=True)
class Note:
    """One monthly note as read beside its mentor."""

    mentor: str
    mentor_uid: str
    month: date
    written_on: date
    times_met: int
    task_result: str
    note: str
    way: str
    has_twin: bool = False  # another one tells of the same month: by code, and typed from paper


@dataclass(kw_only=True)
class Gathered:
    """One case with the rows that hang on it, read once for the law and for the page."""

    case: DevelopmentCase
    steps: list[Step] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    mentorships: list[Mentorship] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    facts: CaseFacts = field(init=False)


def ready(rows: QuerySet[DevelopmentCase]) -> QuerySet[DevelopmentCase, Any]:
    """Add to cases what the facts ask of person and organisation, so that no further query is needed for it."""
    places = Workplace.objects.filter(organisation=OuterRef("organisation"))
    employed = Employment.objects.filter(person=OuterRef("person"), ends_on=None).order_by("starts_on")
    admitted = Admission.objects.filter(person=OuterRef("person")).order_by("-ceremony_on")
    left = MassPlace.objects.filter(person=OuterRef("person"), ends_on__isnull=False).order_by("-ends_on")
    ended = MassBody.objects.filter(workplace__organisation=OuterRef("organisation"), ends_on__isnull=False)
    return rows.select_related("person", "organisation__kind", "organisation__parent").annotate(
        has_youth_union=Exists(places.filter(has_youth_union=True)),
        has_trade_union=Exists(places.filter(has_trade_union=True)),
        left_youth_union_on=Subquery(left.filter(sort=MassPlace.Sort.YOUTH_UNION).values("ends_on")[:1]),
        youth_union_ended_on=Subquery(_last(ended, MassPlace.Sort.YOUTH_UNION)),
        trade_union_ended_on=Subquery(_last(ended, MassPlace.Sort.TRADE_UNION)),
        employed_since=Subquery(employed.values("starts_on")[:1]),
        has_waivers=Exists(FindingWaiver.objects.filter(case=OuterRef("pk"))),
        is_amended=Exists(confirmed_amendments()),
        has_slips=Exists(ReturnSlip.objects.filter(case=OuterRef("pk"))),
        register_joined_on=Subquery(admitted.values("ceremony_on")[:1]),
        register_decided_on=Subquery(admitted.values("decided_on")[:1]),
        register_official_on=Subquery(admitted.values("official_on")[:1]),
    )


def _last(bodies: QuerySet[MassBody], sort: MassPlace.Sort) -> QuerySet[MassBody, Any]:
    return bodies.filter(sort=sort).order_by("-ends_on").values("ends_on")[:1]


def of(cases: Iterable[DevelopmentCase]) -> tuple[CaseFacts, ...]:
    """Give everything the law may know about each case, in the order of ``cases``.

    Three queries for cases that came ``ready``; else one more.
    """
    return tuple(gathered.facts for gathered in gather(cases))


def gather(cases: Iterable[DevelopmentCase]) -> tuple[Gathered, ...]:
    """Give each case with its rows and its facts, in order; the same queries as ``of``."""
    found = {case.pk: Gathered(case=case) for case in cases}
    if not found:
        return ()
    known = _known([one.case for one in found.values()])
    for step in steps_in_force([one.case for one in found.values()]):
        found[step.case_id].steps.append(step)
    for paper in papers_in_force([one.case for one in found.values()]):
        found[paper.case_id].papers.append(paper)
    _add_mentors(found)
    here = installation.current()
    first_day = here.first_day if here is not None else None
    for one in found.values():
        row, introduced_on = known[one.case.pk], _introduced_on(one)
        one.facts = CaseFacts(
            person=_person(row, introduced_on),
            organisation=_place(row, introduced_on, first_day),
            steps=standing(step_facts(step) for step in one.steps),
            mentors=tuple(mentor_facts(row) for row in one.mentorships),
            papers=tuple(_paper_facts(paper) for paper in one.papers if paper.kind in _LISTED),
            notes=tuple(
                NoteFacts(mentor_uid=note.mentor_uid, month=note.month, written_on=note.written_on)
                for note in one.notes
            ),
            special_track=one.case.special_track,
        )
    return tuple(found.values())


# ---------------------------------------------------------------------- steps and papers


def steps_in_force(cases: Iterable[DevelopmentCase]) -> QuerySet[Step]:
    """Give the steps that count: those taken back and those replaced by a correction are left out."""
    return (
        Step.objects.filter(case__in=[case.pk for case in cases], is_void=False, replaced_by__isnull=True)
        .select_related("vote__item__meeting", "resolution__vote__item__meeting")
        .order_by("on", "id")
    )


def step_facts(step: Step) -> StepFacts:
    """Give the facts of one recorded step; its vote is its own, else that of its resolution."""
    vote = step.vote or (step.resolution.vote if step.resolution is not None else None)
    return StepFacts(
        kind=StepKind(step.kind),
        on=step.on,
        vote=vote_facts(vote) if vote is not None else None,
        from_old_file=step.from_old_file,
        superior_consent=step.superior_consent,
    )


def papers_in_force(cases: Iterable[DevelopmentCase]) -> QuerySet[Paper]:
    """Give the papers that lie in the dossiers, those taken out left out."""
    rows = Paper.objects.filter(case__in=[case.pk for case in cases], withdrawn_on__isnull=True)
    return rows.select_related("author").annotate(scans=scans_counted("uid")).order_by("dated", "id")


_LISTED = frozenset(kind.value for kind in PaperKind)  # further papers stand behind a dossier and in no list


def _paper_facts(paper: Paper) -> PaperFacts:
    return PaperFacts(
        kind=PaperKind(paper.kind),
        dated=paper.dated,
        present=paper.is_present,
        author=paper.author.full_name if paper.author is not None else "",
        signed=paper.is_signed,
        quotes={str(key): str(value) for key, value in paper.quotes.items()},
    )


# ---------------------------------------------------------------------- person and organisation


def _known(cases: Collection[DevelopmentCase]) -> dict[int, Any]:
    """Give each case as ``ready`` gives it; those that came otherwise are read once more."""
    found: dict[int, Any] = {case.pk: case for case in cases}
    bare = [case.pk for case in cases if not hasattr(case, "employed_since")]
    return found | {row.pk: row for row in ready(DevelopmentCase.objects.filter(pk__in=bare))} if bare else found


_INTRODUCED = frozenset({StepKind.MEMBER_INTRODUCED, StepKind.UNION_INTRODUCED})
_INTRODUCES = frozenset(
    {PaperKind.MEMBER_INTRODUCTION, PaperKind.YOUTH_UNION_RESOLUTION, PaperKind.TRADE_UNION_RESOLUTION}
)


def _introduced_on(one: Gathered) -> date | None:
    """The day of the first introduction, by the steps, else by the papers."""
    days = [step.on for step in one.steps if step.kind in _INTRODUCED]
    return min(
        days or [paper.dated for paper in one.papers if paper.kind in _INTRODUCES and paper.dated is not None],
        default=None,
    )


def _was(now: bool, ended_on: date | None, introduced_on: date | None) -> bool:  # noqa: FBT001 - a flag as it is kept
    """Whether something holds or held on the day of the introduction; only an end entered with its day is known.

    Who leaves the Đoàn after the introduction, by age or by becoming a member, was introduced rightly; so was who
    worked where a union ended later.
    """
    return now or (ended_on is not None and introduced_on is not None and introduced_on < ended_on)


def _person(case: Any, introduced_on: date | None) -> PersonFacts:
    person = case.person
    return PersonFacts(
        uid=str(person.uid),
        name=person.full_name,
        birth=person.birth,
        sex=Sex(person.sex) if person.sex else None,
        schooling=person.schooling,
        is_youth_union_member=_was(person.is_youth_union_member, case.left_youth_union_on, introduced_on),
        employed_since=case.employed_since,
    )


def _place(case: Any, introduced_on: date | None, first_day: date | None) -> OrganisationFacts:
    return OrganisationFacts(
        has_section_committee=case.organisation.kind.has_section_committee,
        has_base_committee=case.organisation.kind.has_base_committee,
        has_youth_union=_was(case.has_youth_union, case.youth_union_ended_on, introduced_on),
        has_trade_union=_was(case.has_trade_union, case.trade_union_ended_on, introduced_on),
        first_day=first_day,
    )


# ---------------------------------------------------------------------- mentors


def _add_mentors(found: dict[int, Gathered]) -> None:
    """Read mentors and their notes in one query: a line for each note, or one without any."""
    last = None
    rows = with_standing(Mentorship.objects.filter(case__in=list(found))).annotate(
        note_month=F("notes__month"),
        note_written_on=F("notes__written_on"),
        note_times_met=F("notes__times_met"),
        note_task_result=F("notes__task_result"),
        note_note=F("notes__note"),
        note_way=F("notes__way"),
    )
    for row in rows.order_by("starts_on", "id", "note_month", "note_way"):
        one = found[row.case_id]
        if row.pk != last:
            one.mentorships.append(row)
            last = row.pk
        if row.note_month is not None:
            _put_beside(one.notes, _note(row))


def _put_beside(notes: list[Note], note: Note) -> None:
    """Add a note; one of the same helper and month just before it is its twin."""
    if notes and (notes[-1].mentor_uid, notes[-1].month) == (note.mentor_uid, note.month):
        notes[-1], note = replace(notes[-1], has_twin=True), replace(note, has_twin=True)
    notes.append(note)


def _note(row: Any) -> Note:
    return Note(
        mentor=row.mentor.full_name,
        mentor_uid=str(row.mentor.uid),
        month=row.note_month,
        written_on=row.note_written_on,
        times_met=row.note_times_met,
        task_result=row.note_task_result,
        note=row.note_note or "",
        way=row.note_way,
    )


def with_standing(rows: QuerySet[Mentorship]) -> QuerySet[Mentorship, Any]:
    """Add to mentorships what the law asks of a mentor: official since, gone since, together with the person since."""
    admissions = Admission.objects.filter(person=OuterRef("mentor")).order_by("-ceremony_on")
    spells = Membership.objects.filter(person=OuterRef("mentor"), organisation=OuterRef("case__organisation")).order_by(
        "-starts_on", "-id"
    )
    return rows.select_related("mentor", "resolution").annotate(
        recognised_on=Subquery(admissions.annotate(since=_OFFICIAL).values("since")[:1]),
        left_on=Subquery(spells.values("ends_on")[:1]),
        together_since=_together(),
    )


_OFFICIAL = Coalesce("recognised_on", "official_on")
_THEIRS = "workplace__organisation__workplaces__employments"
_SINCE = Greatest("starts_on", F(f"{_THEIRS}__starts_on"))


def _together() -> Subquery:
    """Pair the mentor's employments with the person's at workplaces of one organisation, where they overlap."""
    paired = (
        Employment.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=F(f"{_THEIRS}__starts_on")),
            Q(**{f"{_THEIRS}__ends_on": None}) | Q(**{f"{_THEIRS}__ends_on__gt": F("starts_on")}),
            Q(**{f"{_THEIRS}__person": OuterRef("case__person")}),
            person=OuterRef("mentor"),
        )
        .annotate(since=_SINCE)
        .order_by(_SINCE.desc())
        .values("since")
    )
    return Subquery(paired[:1])


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
