"""Which findings on a dossier stand in the way of a step: stops on papers that must be right by then (decision 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law.dossier.kinds import SheetKind
from chibo.law.vocabulary import FindingGrade, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.law.checker.finding import CheckFinding

_K = SheetKind
_BEFORE_ADMISSION = frozenset(
    {
        _K.AWARENESS_CERTIFICATE.value,
        _K.APPLICATION.value,
        _K.BACKGROUND_STATEMENT.value,
        _K.BACKGROUND_CHECK.value,
        _K.BACKGROUND_REMARKS.value,
        _K.CANDIDATE_RESOLUTION.value,
        _K.HELPER_RESOLUTION.value,
        _K.MEMBER_INTRODUCTION.value,
        _K.YOUTH_UNION_RESOLUTION.value,
        _K.TRADE_UNION_RESOLUTION.value,
        _K.UNION_CELL_PROPOSAL.value,
        _K.OPINIONS_SYNTHESIS.value,
        _K.TRANSFER_CERTIFICATE.value,
        _K.SCHOOLING_EXCEPTION.value,
        "application_receipt",
        "arrived",
        "birth_certificate",
        "day_judged",
        "edge_seal",
        "helper",
        "id_card",
        "left_party",
        "organisation_opinion",
        "residence_opinion",
        "verification_reply",
        "verification_request",
    }
)
_VOTED_ADMISSION = frozenset(
    {
        "cell_admission_meeting",
        "cell_admission_minutes",
        _K.CELL_ADMISSION_RESOLUTION.value,
        _K.SECTION_ADMISSION_APPRAISAL.value,
        _K.READMISSION_CONSENT.value,
        _K.OVER_AGE_CONSENT.value,
        _K.SUBMISSION_LETTER.value,
    }
)
_BEFORE_RECOGNITION = frozenset(
    {
        _K.NEW_MEMBER_CERTIFICATE.value,
        _K.SELF_REVIEW.value,
        _K.MENTOR_REMARKS.value,
        _K.PROBATION_OPINIONS_SYNTHESIS.value,
    }
)
_VOTED_RECOGNITION = frozenset(
    {
        "cell_recognition_meeting",
        "cell_recognition_minutes",
        _K.CELL_RECOGNITION_RESOLUTION.value,
        _K.SECTION_RECOGNITION_APPRAISAL.value,
    }
)
_DUE = {
    StepKind.CELL_PROPOSED_ADMISSION: _BEFORE_ADMISSION,
    StepKind.BASE_PROPOSED_ADMISSION: _BEFORE_ADMISSION | _VOTED_ADMISSION,
    StepKind.CELL_PROPOSED_RECOGNITION: _BEFORE_RECOGNITION,
    StepKind.BASE_PROPOSED_RECOGNITION: _BEFORE_RECOGNITION | _VOTED_RECOGNITION,
}
# The gate of the road judges these itself at the cell's vote: age, schooling, the class, introducers, the 12 months.
_AT_THE_GATE = frozenset({"E13", "E14", "E15", "E16", "E32", "E33", "E34", "E79", "E81", "E86"})


def asks_for_dossier(step: StepKind) -> bool:
    """Whether the whole dossier must be right before a step: before the cell proposes, and before it goes up."""
    return step in _DUE


def in_the_way(findings: Iterable[CheckFinding], step: StepKind) -> tuple[CheckFinding, ...]:
    """The stops among some findings whose paper is due by a step; what follows from another fault is told with it."""
    due = _DUE.get(step, frozenset())
    return tuple(
        found
        for found in findings
        if found.grade is FindingGrade.STOP and not found.consequence_of and not found.is_old
        if found.papers and found.papers[0].kind in due and found.code not in _AT_THE_GATE
    )
