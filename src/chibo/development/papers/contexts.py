"""The values of each paper, from the records to the template. One function a paper, no judging, no writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.refusal import Fault, FaultyError
from chibo.development.papers import records
from chibo.development.papers.kinds import RECOGNITION
from chibo.documents import wording
from chibo.law.vocabulary import PaperKind, StepKind
from chibo.meetings import papers as meeting_papers

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from chibo.development.models import DevelopmentCase, Mentorship
    from chibo.development.papers.records import Evidence, Values

_RESOLUTIONS = {
    PaperKind.CELL_ADMISSION_RESOLUTION: StepKind.CELL_PROPOSED_ADMISSION,
    PaperKind.CELL_RECOGNITION_RESOLUTION: StepKind.CELL_PROPOSED_RECOGNITION,
}
_RECORDED_BY = {
    PaperKind.MEMBER_INTRODUCTION: StepKind.MEMBER_INTRODUCED,
    PaperKind.OPINIONS_SYNTHESIS: StepKind.OPINIONS_SYNTHESISED,
    PaperKind.MENTOR_REMARKS: StepKind.MENTOR_REMARKED,
    PaperKind.PROBATION_OPINIONS_SYNTHESIS: StepKind.PROBATION_OPINIONS_SYNTHESISED,
}


def dated(case: DevelopmentCase, kind: PaperKind, on: date) -> date:
    """The date of the paper, which chooses its form: the day of the act it records, else the day it is made."""
    if kind in _RESOLUTIONS:
        return records.evidence(case, _RESOLUTIONS[kind], on).on
    step = records.step_of(case, _RECORDED_BY[kind]) if kind in _RECORDED_BY else None
    return step.on if step is not None else on


def values(case: DevelopmentCase, kind: PaperKind, day: date, helper: Mentorship | None) -> Values:
    """Return what the template of a paper of ``day`` needs; ``helper`` writes it, where one does.

    Raises ``FaultyError`` for a resolution whose vote was not carried.
    """
    if kind in _RESOLUTIONS:
        return _resolution(case, kind, records.evidence(case, _RESOLUTIONS[kind], day))
    if kind in _PERSONAL:
        return _PERSONAL[kind](case, day, helper)
    return _synthesis(case, kind, day)


def _resolution(case: DevelopmentCase, kind: PaperKind, found: Evidence) -> Values:
    if found.vote is not None and not found.vote.passes:
        raise FaultyError([_not_carried(case, found)])
    organisation = case.organisation
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


def _synthesis(case: DevelopmentCase, kind: PaperKind, day: date) -> Values:
    organisation = case.organisation
    is_member = kind in RECOGNITION
    said: Values = {
        **meeting_papers.heading(organisation, day),
        **meeting_papers.signing(organisation, day),
        **records.committee_values(organisation, day),
        **records.person_values(case, day),
        **records.union_values(case, is_member=is_member),
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
        **records.task_values(case, on),
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
    organisation = case.organisation
    return {
        **meeting_papers.heading(organisation, on),
        **records.person_values(case, on),
        **(records.helper_values(helper, on) if helper else {}),
        "nơi_gửi": organisation.name,
    }


_PERSONAL: dict[PaperKind, Callable[[DevelopmentCase, date, Mentorship | None], Values]] = {
    PaperKind.MEMBER_INTRODUCTION: _introduction,
    PaperKind.MENTOR_REMARKS: _remarks,
    PaperKind.SELF_REVIEW: _self_review,
}
