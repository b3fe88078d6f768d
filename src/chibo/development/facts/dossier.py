"""One case as a whole dossier for the checker: everything the tables know, filled up with the sections people typed.

A step recorded without its paper stands for the paper it proves: the day is known, only the place is not. What nobody
typed is left out, never given empty: the checker then says which check it could not make instead of finding a fault.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from chibo.development.facts.beside import card_of, corrections_of, counted, transfers_of
from chibo.development.facts.case import gather
from chibo.development.facts.issuing import bodies_above
from chibo.development.facts.sections import filled, laid_over, read_details, read_section, sections_in_force
from chibo.development.models import ClassKind, Mentorship, Paper
from chibo.development.words import RECOGNITION_PAPERS
from chibo.law.admission import IntroductionRoute, introduction_route
from chibo.law.calendar import PartialDate
from chibo.law.dossier import DossierFacts
from chibo.law.dossier.acts import (
    Attendance,
    Ballot,
    CeremonyRecord,
    HelperRecord,
    MeetingRecord,
    MinutesRecord,
    OrganisationRecord,
    RecognitionRecord,
    Remark,
    StepRecord,
)
from chibo.law.dossier.context import ContextFacts, Issuer, LocalRule, NeighbourText
from chibo.law.dossier.kinds import MeetingKind, MeetingRole, RemarkAuthor, SheetKind
from chibo.law.dossier.papers import Sheet
from chibo.law.dossier.person import PersonRecord
from chibo.law.journey import dossier_of as dossier_kind
from chibo.law.journey.stages import AFTERWARDS
from chibo.law.vocabulary import DossierKind, StepKind
from chibo.meetings.models import Attendance as AttendanceRow
from chibo.meetings.models import Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from chibo.development.facts.case import Gathered
    from chibo.development.models import DevelopmentCase, Step
    from chibo.law.timeline import Rulebook

_S, _K = StepKind, SheetKind
_PROVED: Final = {
    _S.CANDIDATE_RECOGNISED: _K.CANDIDATE_RESOLUTION,
    _S.MENTORS_ASSIGNED: _K.HELPER_RESOLUTION,
    _S.AWARENESS_CLASS_CERTIFIED: _K.AWARENESS_CERTIFICATE,
    _S.APPLICATION_RECEIVED: _K.APPLICATION,
    _S.BACKGROUND_DECLARED: _K.BACKGROUND_STATEMENT,
    _S.BACKGROUND_CHECKED: _K.BACKGROUND_CHECK,
    _S.UNION_INTRODUCED: _K.YOUTH_UNION_RESOLUTION,
    _S.MEMBER_INTRODUCED: _K.MEMBER_INTRODUCTION,
    _S.OPINIONS_SYNTHESISED: _K.OPINIONS_SYNTHESIS,
    _S.CELL_PROPOSED_ADMISSION: _K.CELL_ADMISSION_RESOLUTION,
    _S.BASE_PROPOSED_ADMISSION: _K.BASE_ADMISSION_RESOLUTION,
    _S.ADMISSION_DECIDED: _K.ADMISSION_DECISION,
    _S.NEW_MEMBER_CLASS_CERTIFIED: _K.NEW_MEMBER_CERTIFICATE,
    _S.SELF_REVIEW_RECEIVED: _K.SELF_REVIEW,
    _S.MENTOR_REMARKED: _K.MENTOR_REMARKS,
    _S.PROBATION_OPINIONS_SYNTHESISED: _K.PROBATION_OPINIONS_SYNTHESIS,
    _S.CELL_PROPOSED_RECOGNITION: _K.CELL_RECOGNITION_RESOLUTION,
    _S.BASE_PROPOSED_RECOGNITION: _K.BASE_RECOGNITION_RESOLUTION,
    _S.RECOGNITION_DECIDED: _K.RECOGNITION_DECISION,
    _S.CELL_PROPOSED_REMOVAL: _K.CELL_REMOVAL_RESOLUTION,
    _S.REMOVED: _K.REMOVAL_DECISION,
    _S.ROUNDS_REPORTED: _K.ROUNDS_REPORT,
}
_DECIDED: Final = {
    _S.CELL_PROPOSED_ADMISSION: MeetingKind.CELL_ADMISSION,
    _S.BASE_PROPOSED_ADMISSION: MeetingKind.BASE_ADMISSION,
    _S.CELL_PROPOSED_RECOGNITION: MeetingKind.CELL_RECOGNITION,
    _S.BASE_PROPOSED_RECOGNITION: MeetingKind.BASE_RECOGNITION,
    _S.CELL_PROPOSED_REMOVAL: MeetingKind.CELL_REMOVAL,
}
_ELSEWHERE: Final = frozenset({*_PROVED, *AFTERWARDS, _S.TRANSFERRED_IN, _S.ADMITTED, _S.ADMISSION_DECISION_RECEIVED})
_CELL: Final = frozenset({MeetingKind.CELL_ADMISSION, MeetingKind.CELL_RECOGNITION, MeetingKind.CELL_REMOVAL})


def dossier_of(case: DevelopmentCase, on: date) -> DossierFacts:
    """Give the whole dossier of one case as it stands on a day."""
    return dossiers_of([case], on)[0]


def dossiers_of(cases: Sequence[DevelopmentCase], on: date) -> tuple[DossierFacts, ...]:
    """Give the whole dossiers of many cases, in order; the number of queries does not grow with the cases."""
    return dossiers_from(gather(cases), on)


def dossiers_from(gathered: Sequence[Gathered], on: date) -> tuple[DossierFacts, ...]:
    """Give the dossiers of cases whose rows were read already: a query each for sections, absences, issuers.

    Where some paper keeps its text, one more reads the texts of the neighbouring open dossiers (E62).
    Raises ``FileFault`` for a stored section that this version of the file form does not know.
    """
    cases = [one.case for one in gathered]
    told: dict[int, list[DossierFacts]] = defaultdict(list)
    for row in sections_in_force(cases):
        told[row.case_id].append(read_section(row.name, row.content))
    absences = _absences(gathered)
    issuers = _issuers(cases)
    dossiers = [
        laid_over(replace(_known(one, on, absences), context=issuers[one.case.scope_key]), told[one.case.pk])
        for one in gathered
    ]
    dossiers = [_with_notes(known, one, on) for known, one in zip(dossiers, gathered, strict=True)]
    return tuple(_with_neighbours(dossiers, cases))


def _issuers(cases: Sequence[DevelopmentCase]) -> dict[str, ContextFacts]:
    """Who may give the awareness certificate, by organisation; nothing is judged where no list is kept (E17)."""
    found = bodies_above({case.scope_key for case in cases})
    listed = {
        key: tuple(
            Issuer(name=body.row.name, starts_on=body.row.starts_on, ends_on=body.ends_on)
            for body in bodies
            if ClassKind.AWARENESS in body.row.kinds
        )
        for key, bodies in found.items()
    }
    return {key: ContextFacts(issuers=issuers or None) for key, issuers in listed.items()}


def local_context(rules: Rulebook) -> ContextFacts:
    """Give the own rules and readings of an organisation as the context block of a file that leaves the house."""
    own = tuple(
        LocalRule(key=one.key, value=one.value, starts_on=one.starts_on, citation=one.citation, ends_on=one.ends_on)
        for one in rules.overlays
        if isinstance(one.value, int)
    )
    return ContextFacts(local_rules=own, policies=dict(rules.chosen))


def _known(one: Gathered, on: date, absences: dict[int, dict[int, str]]) -> DossierFacts:
    every = [step for step in one.steps if step.on <= on]
    steps = counted(every)
    return DossierFacts(
        person=replace(_person(one), transfers=transfers_of(every, one)),
        corrections=corrections_of(every),
        card=card_of(every, one),
        organisation=_organisation(one, steps),
        helpers=tuple(_helper(row) for row in one.mentorships),
        papers=tuple(_sheets(one, steps)),
        meetings=tuple(_meeting(step, one, absences) for step in steps if StepKind(step.kind) in _DECIDED),
        ceremony=_ceremony(one.case, steps),
        recognition=_recognition(one.case, steps),
        steps=tuple(_acts(steps)),
    )


# ---------------------------------------------------------------------- who


def _person(one: Gathered) -> PersonRecord:
    row, known = one.case.person, one.facts.person
    return PersonRecord(
        name=row.full_name,
        uid=str(row.uid),
        birth=row.birth,
        id_number=row.identity_number,
        home_place=row.native_place,
        ethnic_group=row.ethnicity,
        schooling=row.schooling,
        joined_unit_on=known.employed_since,
        is_youth_union_member=known.is_youth_union_member,
        special_track=one.case.special_track,
    )


def _organisation(one: Gathered, steps: Sequence[Step]) -> OrganisationRecord:
    place = one.facts.organisation
    return OrganisationRecord(
        name=one.case.organisation.name,
        has_section_committee=place.has_section_committee,
        has_base_committee=place.has_base_committee,
        has_youth_union=place.has_youth_union,
        has_trade_union=place.has_trade_union,
        first_day=_judged_from(one, steps),
    )


def _judged_from(one: Gathered, steps: Sequence[Step]) -> date | None:
    """The installation's first day (decision 41), or the first paper of the dossier that is still open.

    Old acts never stop anything; a paper of an open dossier can still be repaired, however early it was written.
    """
    first, kind = one.facts.organisation.first_day, dossier_kind(one.facts)
    if first is None or kind is None:
        return first
    old = {paper for step in steps if step.from_old_file for paper in _kinds(step, one)}
    mine = [
        paper.dated
        for paper in one.papers
        if paper.dated and paper.kind not in old and (paper.kind in RECOGNITION_PAPERS) is (kind is _RECOGNITION)
    ]
    return min([first, *mine])


_RECOGNITION = DossierKind.RECOGNITION


def _helper(row: Any) -> HelperRecord:
    """A mentorship that came ``with_standing``."""
    return HelperRecord(
        name=row.mentor.full_name,
        uid=str(row.mentor.uid),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        recognised_on=row.recognised_on,
        left_on=row.left_on,
        together_since=row.together_since,
        is_introducer=row.is_introducer,
        is_replacement=row.is_replacement,
        for_probation=row.period == Mentorship.Period.PROBATION,
    )


def _with_notes(known: DossierFacts, one: Gathered, on: date) -> DossierFacts:
    """Add the monthly notes; while nobody typed the remarks of the cell, the helpers are judged alone (E29)."""
    written = tuple(
        Remark(author=RemarkAuthor.HELPER, name=note.mentor, dated=note.written_on)
        for note in one.notes
        if note.written_on <= on
    )
    if known.remarks is None:
        return replace(known, remarks=written, remarks_of=(RemarkAuthor.HELPER,)) if written else known
    return replace(known, remarks=(*known.remarks, *(note for note in written if note not in known.remarks)))


# ---------------------------------------------------------------------- papers


def _sheets(one: Gathered, steps: Sequence[Step]) -> Iterator[Sheet]:
    there = {paper.kind for paper in one.papers}
    old = {kind for step in steps if step.from_old_file for kind in _kinds(step, one)}
    yield from (_sheet(paper, is_old=paper.kind in old) for paper in one.papers)
    latest = {kind: step for step in steps for kind in _kinds(step, one)}
    for kind, step in latest.items():
        if kind.value not in there:
            yield from _proved(kind, step, one)
    for step in steps:
        consent = _CONSENTS.get(StepKind(step.kind)) if step.superior_consent else None
        if consent is not None and consent.value not in there:  # its own day is not kept: not later than the act
            yield Sheet(kind=consent, dated=PartialDate.of(step.on), from_old_file=step.from_old_file)


_CONSENTS: Final = {_S.CELL_PROPOSED_ADMISSION: _K.OVER_AGE_CONSENT, _S.ADMITTED: _K.LATE_CEREMONY_CONSENT}


def _kinds(step: Step, one: Gathered) -> tuple[SheetKind, ...]:
    kind = _PROVED.get(StepKind(step.kind))
    if kind is None or not _carries(step):
        return ()
    if kind is _K.YOUTH_UNION_RESOLUTION and introduction_route(one.facts) is not IntroductionRoute.YOUTH_UNION:
        return (_K.TRADE_UNION_RESOLUTION,)
    return (kind,)


def _proved(kind: SheetKind, step: Step, one: Gathered) -> Iterator[Sheet]:
    """Give the paper a step stands for; one from each member helping, where members write it."""
    day = step.resolution.on if step.resolution is not None and kind.value.endswith("_resolution") else step.on
    for author in _authors(kind, step, one):
        yield Sheet(kind=kind, dated=PartialDate.of(day), author=author, from_old_file=step.from_old_file)


def _authors(kind: SheetKind, step: Step, one: Gathered) -> tuple[str, ...]:
    if kind not in {_K.MEMBER_INTRODUCTION, _K.MENTOR_REMARKS}:
        return ("",)
    before = kind is _K.MEMBER_INTRODUCTION
    period = Mentorship.Period.BEFORE_ADMISSION if before else Mentorship.Period.PROBATION
    helping = [
        row.mentor.full_name
        for row in one.mentorships
        if row.period == period and row.starts_on <= step.on and (row.ends_on is None or step.on < row.ends_on)
        if row.is_introducer or not before
    ]
    return tuple(dict.fromkeys(helping)) or ("",)


def _sheet(paper: Paper, *, is_old: bool) -> Sheet:
    known = Sheet(
        kind=SheetKind(paper.kind),
        dated=PartialDate.of(paper.dated) if paper.dated else None,
        present=paper.is_present,
        from_old_file=is_old,
        author=paper.author.full_name if paper.author is not None else "",
        signed=paper.is_signed,
        handwritten=True if paper.is_handwritten else None,
        quotes={str(key): str(value) for key, value in paper.quotes.items()},
    )
    return filled(known, read_details(paper.kind, paper.details)) if paper.details else known


# ---------------------------------------------------------------------- meetings and what follows


def _meeting(step: Step, one: Gathered, absences: dict[int, dict[int, str]]) -> MeetingRecord:
    vote = step.vote or (step.resolution.vote if step.resolution is not None else None)
    kind, held = _DECIDED[StepKind(step.kind)], vote.item.meeting if vote is not None else None
    is_old = step.from_old_file or (held is not None and held.from_old_file)
    if vote is None or held is None or kind not in _CELL:
        return MeetingRecord(
            kind=kind, held_on=step.on, from_old_file=is_old, minutes=MinutesRecord(dated=step.on)
        )  # nobody typed its minutes: whether there are any is not known
    is_written = is_old or held.state == Meeting.State.ADOPTED
    minutes = MinutesRecord(dated=held.on, approve=vote.approve, against=vote.against) if is_written else None
    return MeetingRecord(
        kind=kind,
        held_on=held.on,
        from_old_file=is_old,
        called=held.members_total,
        attended=held.present_total,
        attendance=tuple(_attendance(one, absences.get(held.pk, {}))) if not held.from_old_file else (),
        minutes=minutes,
        vote=Ballot(
            base=vote.base,
            approve=vote.approve,
            against=vote.against,
            invalid=None if vote.collected is None else vote.collected - (vote.valid or 0),
            present=held.present_official,
            total=vote.collected,
            needed_said=vote.needed,
            persons=(one.case.person.full_name,),
            round=vote.round,
            claimed=_carries(step),
        ),
    )


def _carries(step: Step) -> bool:
    """Whether a vote led to a resolution: below the share it is recorded and leads to none."""
    return step.resolution is not None or step.vote is None or step.vote.approve >= step.vote.needed


def _attendance(one: Gathered, absent: dict[int, str]) -> Iterator[Attendance]:
    helpers = {row.mentor_id: row.mentor.full_name for row in one.mentorships if row.is_introducer}
    for person_id, name in helpers.items():
        reason = absent.get(person_id, "")
        yield Attendance(role=MeetingRole.INTRODUCER, name=name, present=person_id not in absent, reason=reason)


def _absences(gathered: Iterable[Gathered]) -> dict[int, dict[int, str]]:
    """Who was not at the meetings, and why; nothing is asked where no meeting was held in this program."""
    votes = [step.vote or (step.resolution.vote if step.resolution else None) for one in gathered for step in one.steps]
    held = {vote.item.meeting_id for vote in votes if vote is not None and not vote.item.meeting.from_old_file}
    found: dict[int, dict[int, str]] = defaultdict(dict)
    if held:
        for row in AttendanceRow.objects.filter(meeting__in=held):
            excused = "có lý do" if row.mark == AttendanceRow.Mark.EXCUSED else ""
            found[row.meeting_id][row.person_id] = row.reason or excused
    return found


def _ceremony(case: DevelopmentCase, steps: Sequence[Step]) -> CeremonyRecord | None:
    days = {StepKind(step.kind): step.on for step in steps}
    held, received = days.get(_S.ADMITTED), days.get(_S.ADMISSION_DECISION_RECEIVED)
    if held is None and received is None:
        return None
    return CeremonyRecord(
        held_on=held,
        decision_received_on=received,
        joined_on_recorded=getattr(case, "register_joined_on", None) if held else None,
        tenure_from_recorded=getattr(case, "register_decided_on", None) if held else None,
    )


def _recognition(case: DevelopmentCase, steps: Sequence[Step]) -> RecognitionRecord | None:
    if not any(step.kind == _S.RECOGNITION_DECIDED for step in steps):
        return None
    return RecognitionRecord(official_on_recorded=getattr(case, "register_official_on", None))


def _acts(steps: Sequence[Step]) -> Iterator[StepRecord]:
    for step in steps:
        kind = StepKind(step.kind)
        if kind not in _ELSEWHERE:
            yield StepRecord(kind=kind, on=step.on, from_old_file=step.from_old_file)


# ---------------------------------------------------------------------- neighbours


def _with_neighbours(dossiers: Sequence[DossierFacts], cases: Sequence[DevelopmentCase]) -> Iterator[DossierFacts]:
    if not any(sheet.text for known in dossiers for sheet in known.papers):
        yield from dossiers
        return
    places = {case.organisation_id for case in cases}
    rows = Paper.objects.filter(
        case__organisation__in=places, case__closed_on__isnull=True, withdrawn_on__isnull=True
    ).values_list("case_id", "case__organisation_id", "kind", "details", "case__person__full_name")
    kept = [
        (case_id, place_id, NeighbourText(kind=SheetKind(kind), text=text, label=name))
        for case_id, place_id, kind, details, name in rows
        if details and (text := read_details(kind, details).text)
    ]
    for case, known in zip(cases, dossiers, strict=True):
        near = tuple(text for case_id, place, text in kept if place == case.organisation_id and case_id != case.pk)
        told = known.context.neighbours
        yield replace(known, context=replace(known.context, neighbours=(*(told or ()), *near)))
