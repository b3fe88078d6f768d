"""Values of what the bodies above the cell sign: appraisals, the base committee's resolutions, the decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.development.papers import bodies, records
from chibo.documents import wording
from chibo.law.timeline import Unit
from chibo.law.vocabulary import PaperKind, StepKind
from chibo.meetings import papers as meeting_papers
from chibo.meetings.models import AgendaItem
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from datetime import date

    from chibo.development.models import DevelopmentCase, Step
    from chibo.development.papers.bodies import Body
    from chibo.development.papers.given import Given
    from chibo.development.papers.kinds import FormKind
    from chibo.development.papers.records import Evidence, Values

_S, _P = StepKind, PaperKind
ADMISSION: Final = frozenset({_P.SECTION_ADMISSION_APPRAISAL, _P.BASE_ADMISSION_RESOLUTION, _P.ADMISSION_DECISION})
RECORDED_BY: Final[dict[FormKind, StepKind]] = {
    _P.BASE_ADMISSION_RESOLUTION: _S.BASE_PROPOSED_ADMISSION,
    _P.ADMISSION_DECISION: _S.ADMISSION_DECIDED,
    _P.BASE_RECOGNITION_RESOLUTION: _S.BASE_PROPOSED_RECOGNITION,
    _P.RECOGNITION_DECISION: _S.RECOGNITION_DECIDED,
}
"""The step that records each; a section committee's appraisal is no step."""


def issuer(case: DevelopmentCase, kind: PaperKind, on: date) -> Body:
    """The body that signs one of these papers on a day."""
    if kind in {_P.SECTION_ADMISSION_APPRAISAL, _P.SECTION_RECOGNITION_APPRAISAL}:
        return bodies.section(case)
    if kind in {_P.BASE_ADMISSION_RESOLUTION, _P.BASE_RECOGNITION_RESOLUTION}:
        foot = bodies.base(case)
        return foot if foot.organ != bodies.CELL else bodies.Body()
    step = records.step_of(case, RECORDED_BY[kind])
    return bodies.competent(case, on, step)


def values(case: DevelopmentCase, kind: PaperKind, on: date, given: Given) -> Values:
    """Values of a paper that a body above signs; its own day is a gap until a step records it."""
    del given
    step = records.step_of(case, RECORDED_BY[kind]) if kind in RECORDED_BY else None
    proposed = _S.CELL_PROPOSED_ADMISSION if kind in ADMISSION else _S.CELL_PROPOSED_RECOGNITION
    cell_vote = records.evidence(case, proposed, on)
    said: Values = {
        **_common(case, on),
        **cell_values(cell_vote),
        **bodies.issuer_values(issuer(case, kind, on), on, _SYMBOLS[kind], cell=case.organisation, step=step),
        **_levels(case, kind, on),
        "ngày_văn_bản": wording.day(step.on) if step is not None else None,
    }
    if kind not in ADMISSION:
        said |= records.probation_values(case, on)
    if kind in _COMMITTEE:
        said |= _committee(case, kind, on)
    return said


_SYMBOLS: Final = {
    _P.SECTION_ADMISSION_APPRAISAL: "BC",
    _P.BASE_ADMISSION_RESOLUTION: "NQ",
    _P.ADMISSION_DECISION: "QĐ",
    _P.SECTION_RECOGNITION_APPRAISAL: "BC",
    _P.BASE_RECOGNITION_RESOLUTION: "NQ",
    _P.RECOGNITION_DECISION: "QĐ",
}
_COMMITTEE: Final = {
    _P.BASE_ADMISSION_RESOLUTION: AgendaItem.Sort.ADMISSION,
    _P.BASE_RECOGNITION_RESOLUTION: AgendaItem.Sort.RECOGNITION,
}


def _common(case: DevelopmentCase, on: date) -> Values:
    cell = case.organisation
    return {
        "tên_chi_bộ": cell.name,
        **records.person_values(case, on),
        "quy_định_thi_hành": bodies.implementing(case, on),
    }


def cell_values(found: Evidence) -> Values:
    """The cell's resolution and its vote, as papers of the bodies above cite them."""
    numbered = found.resolution.number if found.resolution else None
    symbol = found.resolution.symbol if found.resolution else "NQ/CB"
    number = f"{wording.number(numbered)}-{symbol}" if numbered else found.step.number if found.step else None
    return {
        "số_nghị_quyết_chi_bộ": number,
        "ngày_nghị_quyết_chi_bộ": wording.day(found.met_on),
        **meeting_papers.vote_values(found.vote),
    }


def _levels(case: DevelopmentCase, kind: PaperKind, on: date) -> Values:
    """Which committees stand between the cell and the decision, and what each of them said."""
    foot, is_admission = bodies.base(case), kind in ADMISSION
    proposed = records.step_of(case, _S.BASE_PROPOSED_ADMISSION if is_admission else _S.BASE_PROPOSED_RECOGNITION)
    step = records.step_of(case, _S.ADMISSION_DECIDED if is_admission else _S.RECOGNITION_DECIDED)
    decides = bodies.competent(case, on, step)
    has_base = foot.organ != bodies.CELL
    said: Values = {
        "có_đảng_ủy_bộ_phận": case.organisation.kind.has_section_committee,
        "có_đảng_ủy_cơ_sở": has_base,
        "tên_đảng_ủy_cơ_sở": foot.said if has_base else None,
        "số_nghị_quyết_cơ_sở": proposed.number if proposed else None,
        "ngày_nghị_quyết_cơ_sở": wording.day(proposed.on) if proposed else None,
        "nơi_quyết_định": decides.said,
        "nơi_gửi_báo_cáo": foot.said if has_base else None,
        "những_nơi_thi_hành": _doers(decides, foot, case),
    }
    return said | (_term_of_ceremony(case, on) if kind is _P.ADMISSION_DECISION else {})


def _doers(decides: Body, foot: Body, case: DevelopmentCase) -> str:
    """Who carries a decision out: the body that decides, the committee between, the cell."""
    names = [decides.said or "……"]
    if foot.organ != bodies.CELL and foot.said and foot.said not in names[0]:
        names.append(foot.said)
    return ", ".join([*names, case.organisation.name])


def _term_of_ceremony(case: DevelopmentCase, on: date) -> Values:
    """How long the cell has for the ceremony, from what day, as the law of the decision's day says."""
    rules = rulebook_of(case.organisation, on)
    term, clock = rules.find("ceremony.deadline", on), rules.find("ceremony.clock_start", on)
    if term is None or clock is None or term.unit != Unit.WORKING_DAYS:
        return {}
    start = clock.text.removeprefix("từ ") if clock.text else ""
    return {"hạn_lễ": f"{term.number} ngày làm việc, kể từ {start}"} if start else {}


def _committee(case: DevelopmentCase, kind: PaperKind, on: date) -> Values:
    """The base committee's meeting and vote, where this installation keeps its meetings."""
    row = bodies.base(case).row
    if row is None or row.pk == case.organisation_id:
        return {"Ngày_họp_cấp_ủy": None}
    found = records.considered(case, _COMMITTEE[kind], row.pk, on)
    meeting, vote = found.meeting, found.vote
    total = meeting.members_total if meeting else None
    present = meeting.present_total if meeting else None
    return {
        "Ngày_họp_cấp_ủy": wording.capital(wording.day(found.met_on) or "") or None,
        "tổng_số_ủy_viên": total,
        "có_mặt_ủy_viên": present,
        "vắng_ủy_viên": total - present if total is not None and present is not None else None,
        "chủ_trì_cấp_ủy": meeting.chair.full_name if meeting and meeting.chair else None,
        "thư_ký_cấp_ủy": meeting.minute_taker.full_name if meeting and meeting.minute_taker else None,
        "tán_thành_ủy_viên": vote.approve if vote else None,
        "không_tán_thành_ủy_viên": vote.against if vote else None,
        "tỷ_lệ_ủy_viên": wording.percent(vote.approve, vote.base) if vote else None,
    }


# --- deletion ---


def deletion_decision(case: DevelopmentCase, on: date, given: Given) -> Values:
    """Values of the decision to delete a name from the list of probationary members."""
    step = records.step_of(case, _S.REMOVED)
    body = bodies.competent(case, on)
    return {
        **_common(case, on),
        **records.probation_values(case, on),
        **bodies.issuer_values(body, on, "QĐ", cell=case.organisation, step=step),
        "ngày_văn_bản": wording.day(step.on) if step is not None else None,
        "nơi_đề_nghị_xóa_tên": case.organisation.name,
        "những_nơi_thi_hành": _doers(body, bodies.base(case), case),
        "lý_do": given.reason,
    }


def deletion_proposal(case: DevelopmentCase, on: date, given: Given) -> Values:
    """Values of the cell's proposal to delete; raises nothing: a vote below the share leaves its figures to be seen."""
    cell = case.organisation
    found = records.considered(case, AgendaItem.Sort.TOPIC, case.organisation_id, on)
    return {
        **meeting_papers.heading(cell, found.on),
        **meeting_papers.signing(cell, found.on),
        **meeting_papers.numbered(found.resolution),
        **_common(case, found.on),
        **records.probation_values(case, found.on),
        **meeting_papers.attendance(found.meeting),
        **meeting_papers.absence_reasons(found.meeting),
        **meeting_papers.vote_values(found.vote),
        "ngày_văn_bản": wording.day(found.met_on),
        "ngày_họp": wording.day(found.met_on),
        "Ngày_họp": wording.capital(wording.day(found.met_on) or "") or None,
        "nơi_đề_nghị": wording.as_committee(meeting_papers.superior_of(cell)),
        "nơi_nhận": meeting_papers.recipients(cell),
        "lý_do": given.reason,
    }


def decision_cited(step: Step | None) -> Values:
    """How a paper cites the decision of admission."""
    return {
        "số_quyết_định": step.number if step else None,
        "ngày_quyết_định": wording.day(step.on) if step else None,
        "nơi_quyết_định": step.issued_by if step else None,
        "ngày_quyết_định_ngắn": say_date(step.on) if step else None,
    }
