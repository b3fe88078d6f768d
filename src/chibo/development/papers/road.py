"""Values of what is written on the way: helpers, unions, opinions, letters of who moves, the ceremony, lateness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.words.findings import PAPERS
from chibo.development.facts import papers_in_force
from chibo.development.models import Mentorship
from chibo.development.papers import above, bodies, records, statement
from chibo.development.papers.kinds import LetterKind
from chibo.development.queries import outlook
from chibo.development.words import say_computation
from chibo.documents import wording
from chibo.law.dossier.kinds import OpinionSource
from chibo.law.probation import cell_deadline
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import DutyKind, PaperKind, StepKind
from chibo.meetings import papers as meeting_papers
from chibo.meetings.models import AgendaItem
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from datetime import date

    from chibo.development.models import DevelopmentCase
    from chibo.development.papers.given import Given
    from chibo.development.papers.records import Values
    from chibo.law.timeline import Computation

_S = StepKind
_BEFORE, _PROBATION = Mentorship.Period.BEFORE_ADMISSION, Mentorship.Period.PROBATION


BY_THE_BASE: Final = frozenset(
    {
        LetterKind.VERIFICATION_REQUEST,
        LetterKind.VERIFIER_MISSION,
        LetterKind.INTRODUCTION_HELPED,
        LetterKind.INTRODUCTION_PROPOSED,
        LetterKind.INTRODUCTION_DECIDED_INSIDE,
        LetterKind.INTRODUCTION_DECIDED_OUTSIDE,
    }
)
"""Letters that the base organisation writes: the committee over the cell, or the cell where it is the base itself."""


def _cell(case: DevelopmentCase, on: date) -> Values:
    """Heading, signature and person of a paper that the cell writes."""
    cell = bodies.cell_on(case, on)
    return {
        **meeting_papers.heading(cell, on),
        **meeting_papers.signing(cell, on),
        **records.committee_values(cell, on),
        **records.person_values(case, on),
        "quy_định_thi_hành": bodies.implementing(case, on),
        "nơi_đề_nghị": wording.as_committee(meeting_papers.superior_of(cell)),
        "nơi_nhận": meeting_papers.recipients(cell),
    }


def _letter(case: DevelopmentCase, on: date, kind: str, given: Given) -> Values:
    """Heading, signature and person of a letter that the base organisation writes."""
    return {
        "tên_chi_bộ": bodies.cell_on(case, on).name,
        "ngày_văn_bản": wording.day(on),
        **records.person_values(case, on),
        **bodies.issuer_values(bodies.base(case), on, kind, cell=case.organisation),
        "nơi_nhận_công_văn": given.destination,
        "nơi_nhận": ["Như trên,", "Lưu."],
    }


# --- helpers ---


def assigned_on(case: DevelopmentCase, *, for_probation: bool) -> date | None:
    """The day of the assignment: that of the resolution it rests on, else the helper's first day."""
    rows = _helping(case, for_probation=for_probation)
    if not rows:
        return None
    return rows[0].resolution.on if rows[0].resolution else rows[0].starts_on


def _helping(case: DevelopmentCase, *, for_probation: bool) -> list[Mentorship]:
    """Who helps now; where nobody does any more, who helped to the last day."""
    period = _PROBATION if for_probation else _BEFORE
    rows = Mentorship.objects.filter(case=case, period=period).select_related("mentor", "resolution__meeting")
    return records.latest(list(rows.order_by("starts_on", "pk")))


def assignment(case: DevelopmentCase, on: date, *, for_probation: bool) -> Values:
    """Values of the resolution that assigns helpers; while nobody is assigned, a draft of the coming meeting's."""
    rows = _helping(case, for_probation=for_probation)
    resolution = rows[0].resolution if rows else None
    met = resolution.meeting.on if resolution and resolution.meeting else None
    if met is None and not rows:
        met = records.considered(case, AgendaItem.Sort.MENTORS, case.organisation_id, on).met_on
    day = assigned_on(case, for_probation=for_probation) or met
    return {
        **_cell(case, on),
        **meeting_papers.numbered(resolution),
        **(records.probation_values(case, on) if for_probation else {}),
        "ngày_văn_bản": wording.day(day),
        "ngày_họp": wording.day(met or day),
        "người_được_phân_công": [
            {
                "họ_tên": row.mentor.full_name,
                "chức_danh": records.position_of(row.mentor, on),
                "từ_ngày": wording.short_day(row.starts_on),
            }
            for row in rows
        ],
    }


# --- unions and opinions ---

_UNIONS: Final = {
    PaperKind.YOUTH_UNION_RESOLUTION: ("Ban Chấp hành Đoàn", "NQ/ĐTN"),
    PaperKind.TRADE_UNION_RESOLUTION: ("Ban Chấp hành Công đoàn", "NQ/CĐ"),
}


def union(case: DevelopmentCase, kind: PaperKind, on: date) -> Values:
    """Values of a union's introduction: the union's own people, meeting and vote are theirs to write."""
    board, _ = _UNIONS[kind]
    step = records.step_of(case, _S.UNION_INTRODUCED)
    said = records.person_values(case, on)
    name = f"{board} {said['nơi_làm_việc']}" if said["nơi_làm_việc"] else ""
    number, _, symbol = (step.number if step else "").partition("-")
    return {
        **said,
        "tên_chi_bộ": bodies.cell_on(case, on).name,
        "ban_chấp_hành": name.upper(),
        "tên_ban_chấp_hành": name,
        "thay_mặt": "T/M BAN CHẤP HÀNH",
        "người_ký": step.signed_by if step else None,
        "số": number,
        "ký_hiệu": symbol or None,
        "địa_danh": case.organisation.place,
        "ngày_văn_bản": wording.day(step.on) if step else None,
        "Ngày_họp": wording.capital(wording.day(step.on) or "") if step else None,
        "nơi_nhận": [f"{case.organisation.name},", "Lưu."],
    }


def opinion(case: DevelopmentCase, on: date, source: OpinionSource) -> Values:
    """Values of the sheet on which a residence or an organisation writes its opinion."""
    asked = statement.asked_bodies(case, source)
    if source is OpinionSource.ORGANISATION and not asked:
        unions = records.union_values(case, is_member=True)["ý_kiến_đoàn_thể"]
        asked = [str(one["tổ_chức"]) for one in unions]  # type: ignore[attr-defined]
    said = statement.life_values(case, on)
    cell = _cell(case, on)
    return {
        **cell,
        **{name: said[name] for name in ("nghề_nghiệp", "nơi_ở")},
        "nơi_ban_hành": cell["chi_bộ"],
        "là_đảng_viên_dự_bị": records.admission_of(case.person, on) is not None,
        "nơi_hỏi": "; ".join(asked),
        "nơi_nhận": [],
    }


def verification_request(case: DevelopmentCase, on: date, given: Given) -> Values:
    """Values of the letter that asks another committee to check the life history."""
    said = {**_letter(case, on, "CV", given), **statement.verification(case, on)}
    return said | {"nơi_nhận_công_văn": given.destination or said["nơi_hỏi_thẩm_tra"]}


def verifier_mission(case: DevelopmentCase, on: date, given: Given) -> Values:
    """Values of the paper that the member sent to check carries."""
    said = {**_letter(case, on, "", given), **statement.verification(case, on)}
    sent = given.verifier
    return said | {
        "nơi_nhận_công_văn": given.destination or said["nơi_hỏi_thẩm_tra"],
        "người_đi_thẩm_tra": sent.full_name if sent else None,
        "chức_vụ_người_đi": meeting_papers.office_of(sent, case.organisation, on),
        "hết_hạn": wording.day(given.valid_until),
    }


# --- letters when the person moves ---


def introduction(case: DevelopmentCase, on: date, given: Given) -> Values:
    """Values of the four letters: what the cell has done so far, and what goes along."""
    helping = _helping(case, for_probation=False)
    recognised = records.step_of(case, _S.CANDIDATE_RECOGNISED)
    first = Mentorship.objects.filter(case=case, period=_BEFORE).order_by("starts_on").first()
    sent = [PAPERS[PaperKind(paper.kind)] for paper in papers_in_force([case]) if paper.kind in _NAMED]
    return {
        **_letter(case, on, "", given),
        **above.cell_values(records.evidence(case, _S.CELL_PROPOSED_ADMISSION, on)),
        **above.decision_cited(records.step_of(case, _S.ADMISSION_DECIDED)),
        "lý_do": given.reason,
        "ngày_công_nhận_đối_tượng": wording.day(recognised.on) if recognised else None,
        "ngày_phân_công_đầu": wording.day(first.starts_on) if first else None,
        "những_người_giúp_đỡ": ", ".join(f"đồng chí {row.mentor.full_name}" for row in helping),
        "giấy_tờ_gửi_kèm": "; ".join(dict.fromkeys(name[:1].lower() + name[1:] for name in sent)),
    }


_NAMED: Final = frozenset(kind.value for kind in PaperKind)


# --- the ceremony, and what comes late ---


def programme(case: DevelopmentCase, on: date, given: Given) -> Values:
    """Values of the ceremony's programme; the oath is an empty place: its text is in no source we have."""
    helping = _helping(case, for_probation=True)
    held = records.step_of(case, _S.ADMITTED)
    return {
        **_cell(case, on),
        **above.decision_cited(records.step_of(case, _S.ADMISSION_DECIDED)),
        "ngày_lễ": wording.day(held.on if held else given.ceremony_on),
        "giờ_lễ": given.time,
        "địa_điểm_lễ": given.place,
        "người_điều_hành": given.conductor,
        "người_giúp_đỡ_dự_bị": ", ".join(f"đồng chí {row.mentor.full_name}" for row in helping),
    }


def late_ceremony(case: DevelopmentCase, on: date, given: Given) -> Values:
    """Values of the request to hold the ceremony after its term: since when, how counted, why, when."""
    received = records.step_of(case, _S.ADMISSION_DECISION_RECEIVED)
    return {
        **_cell(case, on),
        **above.decision_cited(records.step_of(case, _S.ADMISSION_DECIDED)),
        **_term(_ceremony_term(case, on), "hạn_cuối_lễ"),
        "số": None,
        "ký_hiệu": "BC/CB",
        "ngày_nhận_quyết_định": wording.day(received.on) if received else None,
        "ngày_lễ": wording.day(given.ceremony_on),
        "lý_do": given.reason,
    }


def _ceremony_term(case: DevelopmentCase, on: date) -> Computation | None:
    duties = outlook(case, on).duties
    return next((duty.computation for duty in duties if duty.kind is DutyKind.HOLD_CEREMONY), None)


def late_recognition(case: DevelopmentCase, on: date, given: Given) -> Values:
    """Values of the explanation why recognition was considered late; the official day does not move."""
    voted = records.step_of(case, _S.CELL_PROPOSED_RECOGNITION)
    return {
        **_cell(case, on),
        **records.probation_values(case, on),
        **_term(_recognition_term(case, on), "hạn_cuối_xét"),
        "số": None,
        "ký_hiệu": "BC/CB",
        "ngày_chi_bộ_xét": wording.day(voted.on) if voted else None,
        "lý_do": given.reason,
    }


def _recognition_term(case: DevelopmentCase, on: date) -> Computation | None:
    admission = records.admission_of(case.person, on)
    if admission is None:
        return None
    try:
        return cell_deadline(admission.ceremony_on, rulebook_of(case.organisation, on))
    except (LawGap, LookupError):  # no figure, or no calendar of that year: the paper shows a gap, never a guess
        return None


def _term(computed: Computation | None, name: str) -> Values:
    if computed is None:
        return {name: None}
    return {
        name: wording.day(computed.result),
        "căn_cứ_hạn": computed.citation.text,
        "cách_tính_hạn": say_computation(computed).rpartition(": ")[0],
    }
