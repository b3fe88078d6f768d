"""The values of each paper, from the records to the template. One function a paper, no judging, no writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.refusal import Fault, FaultyError
from chibo.development.papers import above, bodies, records, road, statement
from chibo.development.papers.kinds import FORMS, RECOGNITION, LetterKind
from chibo.documents import wording
from chibo.law.dossier.kinds import OpinionSource
from chibo.law.vocabulary import PaperKind, StepKind
from chibo.meetings import papers as meeting_papers
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from chibo.development.models import DevelopmentCase, Mentorship
    from chibo.development.papers.bodies import Body
    from chibo.development.papers.given import Given
    from chibo.development.papers.kinds import FormKind
    from chibo.development.papers.records import Evidence, Values

_RESOLUTIONS: dict[FormKind, StepKind] = {
    PaperKind.CELL_ADMISSION_RESOLUTION: StepKind.CELL_PROPOSED_ADMISSION,
    PaperKind.CELL_RECOGNITION_RESOLUTION: StepKind.CELL_PROPOSED_RECOGNITION,
}
_RECORDED_BY: dict[FormKind, StepKind] = {
    PaperKind.APPLICATION: StepKind.APPLICATION_RECEIVED,
    LetterKind.TYPED_APPLICATION: StepKind.APPLICATION_RECEIVED,
    PaperKind.BACKGROUND_STATEMENT: StepKind.BACKGROUND_DECLARED,
    LetterKind.TYPED_BACKGROUND: StepKind.BACKGROUND_DECLARED,
    PaperKind.MEMBER_INTRODUCTION: StepKind.MEMBER_INTRODUCED,
    PaperKind.YOUTH_UNION_RESOLUTION: StepKind.UNION_INTRODUCED,
    PaperKind.TRADE_UNION_RESOLUTION: StepKind.UNION_INTRODUCED,
    PaperKind.OPINIONS_SYNTHESIS: StepKind.OPINIONS_SYNTHESISED,
    LetterKind.CEREMONY_PROGRAMME: StepKind.ADMITTED,
    PaperKind.MENTOR_REMARKS: StepKind.MENTOR_REMARKED,
    PaperKind.PROBATION_OPINIONS_SYNTHESIS: StepKind.PROBATION_OPINIONS_SYNTHESISED,
    LetterKind.DELETION_DECISION: StepKind.REMOVED,
    **above.RECORDED_BY,
}
_ASSIGNING: dict[FormKind, bool] = {LetterKind.MENTOR_ASSIGNMENT: False, LetterKind.PROBATION_MENTOR_ASSIGNMENT: True}
_AS_GUIDED = {
    LetterKind.TYPED_APPLICATION: PaperKind.APPLICATION,
    LetterKind.TYPED_BACKGROUND: PaperKind.BACKGROUND_STATEMENT,
}
_COUNTED = (
    "tổng_số",
    "chính_thức",
    "có_mặt",
    "có_mặt_chính_thức",
    "hình_thức",
    "mẫu_số",
    "tán_thành",
    "không_tán_thành",
)


def dated(case: DevelopmentCase, kind: FormKind, on: date) -> date:
    """The date of the paper, which chooses its form: the day of the act it records, else the day it is made."""
    if kind in _RESOLUTIONS:
        return records.evidence(case, _RESOLUTIONS[kind], on).on
    if kind in _ASSIGNING:
        return road.assigned_on(case, for_probation=_ASSIGNING[kind]) or on
    step = records.step_of(case, _RECORDED_BY[kind]) if kind in _RECORDED_BY else None
    return step.on if step is not None else on


def values(case: DevelopmentCase, kind: FormKind, day: date, helper: Mentorship | None, given: Given) -> Values:
    """Return what the template of a paper of ``day`` needs; ``helper`` writes it, where one does.

    Raises ``FaultyError`` for a resolution whose vote was not carried.
    """
    return {**_said(case, kind, day, helper, given), "mẫu": number_on(case, kind, day)}


def number_on(case: DevelopmentCase, kind: FormKind, day: date) -> str | None:
    """The number of a form in the guidance of a day; nothing where no number is known for it."""
    numbers = rulebook_of(case.organisation, day).find("dossier.form_numbers", day)
    if numbers is None:
        return None
    known = _AS_GUIDED.get(kind, kind) if isinstance(kind, LetterKind) else kind
    return str(numbers.mapping.get(known.value) or FORMS[kind].number) or None


def issuer(case: DevelopmentCase, kind: FormKind, day: date) -> Body | None:
    """The body other than the cell that signs a paper of a day; nothing where the cell or a person does."""
    if kind is LetterKind.DELETION_DECISION:
        return bodies.competent(case, day)
    if isinstance(kind, PaperKind):
        return above.issuer(case, kind, day) if FORMS[kind].is_above else None
    foot = bodies.base(case) if kind in road.BY_THE_BASE else None
    return foot if foot is not None and foot.organ != bodies.CELL else None


def must_say(case: DevelopmentCase, kind: FormKind) -> tuple[str, ...]:
    """The values without which a paper may not be made: the counts of a resolution on a vote that was taken (E56)."""
    step = records.step_of(case, _RESOLUTIONS[kind]) if kind in _RESOLUTIONS else None
    return _COUNTED if step is not None and not step.from_old_file else ()


def _said(case: DevelopmentCase, kind: FormKind, day: date, helper: Mentorship | None, given: Given) -> Values:
    if kind in _RESOLUTIONS:
        return _resolution(case, kind, records.evidence(case, _RESOLUTIONS[kind], day))
    if kind in _PERSONAL:
        return _PERSONAL[kind](case, day, helper)
    if kind in _GIVEN:
        return _GIVEN[kind](case, day, given)
    if isinstance(kind, PaperKind) and FORMS[kind].is_above:
        return above.values(case, kind, day, given)
    return _synthesis(case, kind, day)


def _resolution(case: DevelopmentCase, kind: FormKind, found: Evidence) -> Values:
    if found.vote is not None and not found.vote.passes:
        raise FaultyError([_not_carried(case, found)])
    organisation = bodies.cell_on(case, found.on)
    numbered = meeting_papers.numbered(found.resolution)
    if found.resolution is None and found.step is not None and found.step.number:
        number, _, symbol = found.step.number.partition("-")
        numbered = {"số": number, "ký_hiệu": symbol or "NQ/CB"}
    said: Values = {
        **meeting_papers.heading(organisation, found.on),
        **meeting_papers.signing(organisation, found.on),
        **numbered,
        **records.person_values(case, found.on),
        **records.committee_values(organisation, found.on),
        **meeting_papers.attendance(found.meeting),
        **meeting_papers.absence_reasons(found.meeting),
        **meeting_papers.vote_values(found.vote),
        "ngày_văn_bản": wording.day(found.met_on),
        "ngày_họp": wording.day(found.met_on),
        "Ngày_họp": wording.capital(wording.day(found.met_on) or "") or None,
        "kết_luận": wording.paragraphs(found.item.conclusion) if found.item else [],
        "nơi_đề_nghị": wording.as_committee(meeting_papers.superior_of(organisation)),
        "nơi_nhận": meeting_papers.recipients(organisation),
    }
    if kind in RECOGNITION:
        said |= records.probation_values(case, found.on)
    return said


def _not_carried(case: DevelopmentCase, found: Evidence) -> Fault:
    vote = found.vote
    counts = f"{vote.approve}/{vote.base}" if vote is not None else ""
    needed = vote.needed if vote is not None else 0
    return Fault(
        what=f"Chưa soạn nghị quyết về {case.person.full_name}: biểu quyết đạt {counts}, cần {needed}.",
        why="Không đủ số tán thành thì chi bộ không ra nghị quyết đề nghị.",
        next="Báo cáo đầy đủ kết quả biểu quyết lên cấp ủy có thẩm quyền; biên bản họp đã ghi kết quả ấy.",
    )


def _synthesis(case: DevelopmentCase, kind: FormKind, day: date) -> Values:
    organisation = case.organisation
    is_member = kind in RECOGNITION
    said: Values = {
        **meeting_papers.heading(organisation, day),
        **meeting_papers.signing(organisation, day),
        **records.committee_values(organisation, day),
        **records.person_values(case, day),
        **records.union_values(case, is_member=is_member),
        "chi_ủy_cư_trú": "; ".join(map(records.bare, statement.asked_bodies(case, OpinionSource.RESIDENCE))),
        "nơi_nhận": ["Chi bộ (để báo cáo),", "Lưu hồ sơ."],
    }
    return said | records.probation_values(case, day) if is_member else said


def _introduction(case: DevelopmentCase, on: date, helper: Mentorship | None) -> Values:
    checked = records.step_of(case, StepKind.BACKGROUND_CHECKED)
    return {
        **_personal(case, on, helper),
        "ngày_kết_luận_lý_lịch": wording.day(checked.on) if checked else None,
    }


def _remarks(case: DevelopmentCase, on: date, helper: Mentorship | None) -> Values:
    return {
        **_personal(case, on, helper),
        **records.probation_values(case, on),
        **records.task_values(case, on, helper),
        **(records.help_values(helper) if helper else {}),
    }


def _self_review(case: DevelopmentCase, on: date, helper: Mentorship | None) -> Values:
    certificate = records.paper_of(case, PaperKind.NEW_MEMBER_CERTIFICATE)
    passed = records.step_of(case, StepKind.NEW_MEMBER_CLASS_CERTIFIED)
    day = certificate.dated if certificate else passed.on if passed else None
    number = f"số {certificate.number}, " if certificate and certificate.number else ""
    names = ", ".join(each.mentor.full_name for each in records.helpers(case, PaperKind.MENTOR_REMARKS))
    return {
        **_personal(case, on, helper),
        **records.probation_values(case, on),
        **records.task_values(case, on),
        "người_giúp_đỡ": names,
        "giấy_chứng_nhận": f"{number}{wording.day(day)}" if day else None,
    }


def _personal(case: DevelopmentCase, on: date, helper: Mentorship | None) -> Values:
    organisation = bodies.cell_on(case, on)
    return {
        **meeting_papers.heading(organisation, on),
        **records.person_values(case, on),
        **(records.helper_values(helper, on) if helper else {}),
        "nơi_gửi": organisation.name,
    }


_PERSONAL: dict[FormKind, Callable[[DevelopmentCase, date, Mentorship | None], Values]] = {
    PaperKind.MEMBER_INTRODUCTION: _introduction,
    PaperKind.MENTOR_REMARKS: _remarks,
    PaperKind.SELF_REVIEW: _self_review,
}
_K = LetterKind
_GIVEN: dict[FormKind, Callable[[DevelopmentCase, date, Given], Values]] = {
    PaperKind.APPLICATION: lambda case, on, _: statement.application(case, on),
    _K.TYPED_APPLICATION: lambda case, on, _: statement.application(case, on),
    PaperKind.BACKGROUND_STATEMENT: lambda case, on, _: statement.background(case, on),
    _K.TYPED_BACKGROUND: lambda case, on, _: statement.background(case, on),
    PaperKind.YOUTH_UNION_RESOLUTION: lambda case, on, _: road.union(case, PaperKind.YOUTH_UNION_RESOLUTION, on),
    PaperKind.TRADE_UNION_RESOLUTION: lambda case, on, _: road.union(case, PaperKind.TRADE_UNION_RESOLUTION, on),
    _K.VERIFICATION_REQUEST: road.verification_request,
    _K.VERIFIER_MISSION: road.verifier_mission,
    _K.RESIDENCE_OPINION: lambda case, on, _: road.opinion(case, on, OpinionSource.RESIDENCE),
    _K.ORGANISATION_OPINION: lambda case, on, _: road.opinion(case, on, OpinionSource.ORGANISATION),
    _K.MENTOR_ASSIGNMENT: lambda case, on, _: road.assignment(case, on, for_probation=False),
    _K.PROBATION_MENTOR_ASSIGNMENT: lambda case, on, _: road.assignment(case, on, for_probation=True),
    _K.INTRODUCTION_HELPED: road.introduction,
    _K.INTRODUCTION_PROPOSED: road.introduction,
    _K.INTRODUCTION_DECIDED_INSIDE: road.introduction,
    _K.INTRODUCTION_DECIDED_OUTSIDE: road.introduction,
    _K.CEREMONY_PROGRAMME: road.programme,
    _K.LATE_CEREMONY_REQUEST: road.late_ceremony,
    _K.LATE_RECOGNITION_EXPLANATION: road.late_recognition,
    _K.DELETION_PROPOSAL: above.deletion_proposal,
    _K.DELETION_DECISION: above.deletion_decision,
    _K.MEMBER_BACKGROUND: lambda case, on, _: statement.member(case, on),
    _K.MEMBER_SHEET: lambda case, on, _: statement.member(case, on),
    _K.MEMBER_SUPPLEMENT: lambda case, on, _: statement.supplement(case, on),
}
