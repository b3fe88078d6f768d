"""The case that clocks and gates know, derived from a dossier: one place of truth, no second copy of any date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law.dossier.kinds import MeetingKind, SheetKind
from chibo.law.facts import CaseFacts, MentorFacts, OrganisationFacts, PaperFacts, PersonFacts, StepFacts, VoteFacts
from chibo.law.vocabulary import PaperKind, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.dossier.acts import HelperRecord, MeetingRecord
    from chibo.law.dossier.papers import Sheet
    from chibo.law.dossier.person import UnitPeriod
    from chibo.law.dossier.whole import DossierFacts

_S, _K = StepKind, SheetKind
_PROVES = {
    _K.CANDIDATE_RESOLUTION: _S.CANDIDATE_RECOGNISED,
    _K.HELPER_RESOLUTION: _S.MENTORS_ASSIGNED,
    _K.AWARENESS_CERTIFICATE: _S.AWARENESS_CLASS_CERTIFIED,
    _K.APPLICATION: _S.APPLICATION_RECEIVED,
    _K.BACKGROUND_STATEMENT: _S.BACKGROUND_DECLARED,
    _K.BACKGROUND_CHECK: _S.BACKGROUND_CHECKED,
    _K.YOUTH_UNION_RESOLUTION: _S.UNION_INTRODUCED,
    _K.TRADE_UNION_RESOLUTION: _S.UNION_INTRODUCED,
    _K.MEMBER_INTRODUCTION: _S.MEMBER_INTRODUCED,
    _K.OPINIONS_SYNTHESIS: _S.OPINIONS_SYNTHESISED,
    _K.ADMISSION_DECISION: _S.ADMISSION_DECIDED,
    _K.NEW_MEMBER_CERTIFICATE: _S.NEW_MEMBER_CLASS_CERTIFIED,
    _K.SELF_REVIEW: _S.SELF_REVIEW_RECEIVED,
    _K.MENTOR_REMARKS: _S.MENTOR_REMARKED,
    _K.PROBATION_OPINIONS_SYNTHESIS: _S.PROBATION_OPINIONS_SYNTHESISED,
    _K.RECOGNITION_DECISION: _S.RECOGNITION_DECIDED,
    _K.REMOVAL_DECISION: _S.REMOVED,
    _K.ROUNDS_REPORT: _S.ROUNDS_REPORTED,
}
_DECIDES = {
    MeetingKind.CELL_ADMISSION: _S.CELL_PROPOSED_ADMISSION,
    MeetingKind.BASE_ADMISSION: _S.BASE_PROPOSED_ADMISSION,
    MeetingKind.CELL_RECOGNITION: _S.CELL_PROPOSED_RECOGNITION,
    MeetingKind.BASE_RECOGNITION: _S.BASE_PROPOSED_RECOGNITION,
    MeetingKind.CELL_REMOVAL: _S.CELL_PROPOSED_REMOVAL,
}
_PAPERS = frozenset(kind.value for kind in PaperKind)


def as_case(dossier: DossierFacts) -> CaseFacts:
    """Give the frozen case of a dossier, as ``journey``, ``admission`` and ``probation`` judge it."""
    person, place = dossier.person, dossier.organisation
    return CaseFacts(
        person=PersonFacts(
            uid=person.uid,
            name=person.name,
            birth=person.birth,
            schooling=person.schooling,
            is_youth_union_member=person.is_youth_union_member,
        ),
        organisation=OrganisationFacts(
            has_section_committee=place.has_section_committee,
            has_base_committee=place.has_base_committee,
            has_youth_union=place.has_youth_union,
            has_trade_union=place.has_trade_union,
            first_day=place.first_day,
        ),
        steps=tuple(_steps(dossier)),
        mentors=tuple(mentor_facts(helper, dossier) for helper in dossier.helpers or () if helper.starts_on),
        papers=tuple(_paper(sheet) for sheet in dossier.papers if sheet.kind.value in _PAPERS and not sheet.replaced),
        special_track=person.special_track,
    )


def _steps(dossier: DossierFacts) -> Iterator[StepFacts]:
    for sheet in dossier.papers:
        kind = _PROVES.get(sheet.kind)
        if kind and sheet.day and sheet.present and not sheet.replaced:
            yield StepFacts(kind=kind, on=sheet.day, from_old_file=sheet.from_old_file)
    for meeting in dossier.meetings:
        kind = _DECIDES.get(meeting.kind)
        if kind and meeting.held_on:
            yield StepFacts(
                kind=kind,
                on=meeting.held_on,
                vote=_vote(meeting, meeting.held_on),
                from_old_file=meeting.from_old_file,
            )
    if dossier.ceremony and dossier.ceremony.held_on:
        consent = any(sheet.kind is _K.LATE_CEREMONY_CONSENT for sheet in dossier.papers)
        yield StepFacts(kind=_S.ADMITTED, on=dossier.ceremony.held_on, superior_consent=consent)
    if dossier.ceremony and dossier.ceremony.decision_received_on:
        yield StepFacts(kind=_S.ADMISSION_DECISION_RECEIVED, on=dossier.ceremony.decision_received_on)
    for step in dossier.steps:
        yield StepFacts(kind=step.kind, on=step.on, from_old_file=step.from_old_file)


def _vote(meeting: MeetingRecord, on: date) -> VoteFacts | None:
    vote = meeting.vote
    if vote is None or vote.base is None or vote.approve is None:
        return None
    return VoteFacts(
        on=on,
        base=vote.base,
        approve=vote.approve,
        against=vote.against or 0,
        invalid=vote.invalid or 0,
        present_official=None if vote.written else vote.present,  # written votes come on top of those in the room
        round=vote.round,
    )


def mentor_facts(helper: HelperRecord, dossier: DossierFacts) -> MentorFacts:
    """A helper as the judgments of introduction know one."""
    return MentorFacts(
        uid=helper.uid,
        name=helper.name,
        starts_on=helper.starts_on,  # type: ignore[arg-type]  # the caller left out those without a first day
        ends_on=helper.ends_on,
        recognised_on=helper.recognised_on,
        left_on=helper.left_on,
        together_since=together_since(helper, dossier.person.units),
        is_introducer=helper.is_introducer,
        is_replacement=helper.is_replacement,
    )


def together_since(helper: HelperRecord, units: tuple[UnitPeriod, ...] | None) -> date | None:
    """Since when both have been in one unit: as recorded, else the first day of their longest time together."""
    if helper.together_since or not helper.units or not units:
        return helper.together_since
    shared = [
        (max(one.starts_on, other.starts_on), min(str(one.ends_on or "9"), str(other.ends_on or "9")))
        for one in units
        for other in helper.units
        if one.unit == other.unit
    ]
    return min((start for start, end in shared if str(start) < end), default=None)


def _paper(sheet: Sheet) -> PaperFacts:
    return PaperFacts(
        kind=PaperKind(sheet.kind.value),
        dated=sheet.day,
        present=sheet.present,
        author=sheet.author,
        signed=sheet.signed,
        quotes=sheet.quotes,
    )
