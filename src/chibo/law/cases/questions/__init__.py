"""The questions behind the names under ``expected``; each asks a public judgment with typed facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law.cases.questions import clocks, papers, persons, votes

if TYPE_CHECKING:
    from collections.abc import Callable

    from chibo.law.cases.given import Given

QUESTIONS: dict[str, Callable[[Given], object]] = {
    "action": votes.action,
    "age_ok": persons.age_ok,
    "allowed": clocks.allowed,
    "barred": persons.barred,
    "can_be_considered": persons.can_be_considered,
    "cell_can_vote": votes.cell_can_vote,
    "cell_deadline": clocks.cell_deadline,
    "ceremony_deadline": clocks.ceremony_deadline,
    "ceremony_in_time": clocks.ceremony_in_time,
    "certificate_expires": papers.certificate_expires,
    "certificate_valid": papers.certificate_valid,
    "clock_start": clocks.clock_start,
    "considering_body": papers.considering_body,
    "contract_ok": papers.contract_ok,
    "days": clocks.days,
    "decision_deadline": clocks.decision_deadline,
    "decision_deadline_extended": clocks.extended_deadline,
    "dossier_expires": papers.dossier_expires,
    "dossier_valid": papers.dossier_valid,
    "each_individually": clocks.each_individually,
    "education_ok": persons.education_ok,
    "eligible": persons.eligible,
    "extended_deadline": clocks.extended_deadline,
    "extra_documents": papers.extra_documents,
    "introducer_eligible": persons.introducer_eligible,
    "introduction_ok": persons.introduction_ok,
    "may_be_recognised": clocks.may_be_recognised,
    "may_stand_for_election": clocks.may_stand,
    "min_months": persons.min_months,
    "min_share": votes.min_share,
    "needed": votes.needed,
    "of": votes.of,
    "official_from": clocks.official_from,
    "otherwise": clocks.otherwise,
    "own_side_verification_required": papers.own_side,
    "party_age_from": clocks.party_age_from,
    "passes": votes.passes,
    "probation_clock_start": clocks.probation_clock_start,
    "probation_ends": clocks.probation_ends,
    "procedure_ok": papers.procedure_ok,
    "reason": persons.reason,
    "recognition_deadline": clocks.cell_deadline,
    "recognition_decision_deadline": clocks.recognition_decision_deadline,
    "refusal_correct": persons.refusal_correct,
    "spouse_side_verification_required": papers.spouse_side,
    "unit": clocks.unit,
    "within_authority": papers.within_authority,
}
