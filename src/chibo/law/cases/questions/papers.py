"""Questions on certificate, dossier, verification and the place that considers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law import admission
from chibo.law.cases.given import Given, NotCovered

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.admission import ConsideringBody

_REMARKS = {
    "sending_unit_if_any": "written remarks of sending unit (if any)",
    "residence_party_organisation": "written remarks of residence party organisation",
}


def certificate_expires(given: Given) -> date:
    """The last day on which the certificate serves."""
    certified = given.day("certificate_date")
    return admission.awareness_certificate(certified, given.on("cell_meeting_date"), given.rules).result


def certificate_valid(given: Given) -> bool:
    """Whether the certificate serves on the day of the meeting."""
    on = given.day("cell_meeting_date")
    return not admission.check_certificate(given.day("certificate_date"), on, given.rules)


def dossier_expires(given: Given) -> date:
    """The last day on which the dossier can be used as it is."""
    start = given.day("dossier_date", "application_date", "dossier_started_on")
    return given.rules.last_valid("dossier.stale_after", start, given.on("cell_meeting_date")).result


def dossier_valid(given: Given) -> bool:
    """Whether the dossier can be used as it is on the day of the meeting."""
    return given.day("cell_meeting_date") <= dossier_expires(given)


def _relatives(given: Given, names: dict[str, str]) -> tuple[str, ...]:
    return tuple(relative for name, relative in names.items() if given.flag(name))


def _verification(given: Given, side: str, names: dict[str, str]) -> bool:
    if not given.has(*names):
        raise NotCovered(side)
    clear = given.flag("cv_complete_clear_truthful", "statement_is_clear")
    relatives = _relatives(given, names)
    return admission.verification_required(side, relatives, given.on(), given.rules, statement_is_clear=clear)


def own_side(given: Given) -> bool:
    """Whether the applicant's own side of the family must be verified."""
    names = {
        "parent_is_member": "natural_parent",
        "father_is_member": "natural_parent",
        "mother_is_member": "natural_parent",
        "sibling_is_member": "sibling",
        "child_is_member": "natural_child",
        "grandparent_is_member": "grandparent",
        "uncle_is_member": "uncle",
    }
    return _verification(given, "own_side", names)


def spouse_side(given: Given) -> bool:
    """Whether the spouse's side of the family must be verified."""
    names = {
        "spouse_is_member": "spouse",
        "spouse_parent_is_member": "spouse_parent",
        "parent_in_law_is_member": "spouse_parent",
        "spouse_sibling_is_member": "spouse_sibling",
    }
    return _verification(given, "spouse_side", names)


def procedure_ok(given: Given) -> bool:
    """Whether the order of verification and certification was right."""
    rule = given.rules.on("verify.certify_after_results", given.on())
    if given.has("certified_on", "certification_date") and given.has("last_reply_on", "verification_date"):
        certified, replied = (
            given.day("certified_on", "certification_date"),
            given.day("last_reply_on", "verification_date"),
        )
        return not (rule.value is True and certified < replied)
    return not (rule.value is True and bool(given.first("certified_before_verification")))


def considering_body(given: Given) -> ConsideringBody:
    """Which organisation considers."""
    return _place(given).body


def _place(given: Given) -> admission.StudyPlace:
    months = given.number("full_time_study_months", "secondment_months")
    seconded = given.has("secondment_months") and not given.has("full_time_study_months")
    return admission.considering_body(months, given.on(), given.rules, seconded=seconded)


def extra_documents(given: Given) -> list[str]:
    """Which remarks from elsewhere are needed."""
    return [_REMARKS[remark] for remark in _place(given).remarks]


def within_authority(given: Given) -> bool:
    """Whether the school's organisation had the authority to admit."""
    if not given.has("admitted_by_school"):
        raise NotCovered("admitted_by_school")
    ended = given.partial("study_ended") if given.has("study_ended") else None
    employed = given.partial("employed_elsewhere_since") if given.has("employed_elsewhere_since") else None
    return admission.school_may_admit(ended, employed, given.partial("admitted_by_school"))


def contract_ok(given: Given) -> bool:
    """Whether the labour contract is long enough."""
    return admission.contract_long_enough(given.number("contract_months"), given.on(), given.rules)
